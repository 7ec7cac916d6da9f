"""The finding of a corroboration in words that can be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from attribgraph.sentences import BASE_VERBS, joined, name_of
from attribgraph.vocabulary import Act, ActorKind, Stance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from attribgraph.model import Attribution
    from attribgraph.origins import Origin
    from attribgraph.store import Store

__all__ = ["Findings", "verdict"]

_COUNTS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)
_MOST: Final = 4
_REASONS: Final = 2


@dataclass(frozen=True, slots=True)
class Findings:
    """What a corroboration found, as far as the verdict says it.

    Attributes
    ----------
    origins
        The independent origins.
    supporting, denying, against, doubting
        First-hand rows: for it, against it, for a claim that contradicts it, neither.
    relays
        Ids of the sources that relay support.
    passed
        Ids of the sources that all support passes.
    outlet
        Id of the one outlet that all support starts at, if there is one.
    common
        Ids of what all supporting sources belong to or speak for.
    """

    origins: Sequence[Origin]
    supporting: Sequence[Attribution]
    relays: Collection[str]
    passed: Sequence[str]
    outlet: str | None
    common: Sequence[str]
    denying: Sequence[Attribution]
    against: Sequence[Attribution]
    doubting: Sequence[Attribution]


def verdict(store: Store, findings: Findings) -> str:
    """Return the findings as a few sentences."""
    parts = [
        *_support(store, findings),
        *_shared(store, findings),
        *_opposition(store, findings),
        *_neither(store, findings.doubting),
    ]
    return " ".join(part[0].upper() + part[1:] + "." for part in parts)


def _support(store: Store, findings: Findings) -> Iterable[str]:
    origins = findings.origins
    unnamed = sum(not row.sources for row in findings.supporting)
    if not findings.supporting:
        if findings.denying or findings.against:
            yield "nobody is on record as asserting this"
        else:
            yield "nobody is on record as asserting or denying this"
        return
    if not origins:
        if unnamed == 1:
            yield "one statement asserts this, and it names no source"
        else:
            yield f"{_count(unnamed)} statements assert this, and none of them names a source"
        return
    heads = [origin.sources[0] for origin in origins]
    if len(origins) > 1:
        yield f"{_count(len(origins))} independent origins assert this: {_names(store, heads)}"
        yield from _not_counted(store, origins)
    elif len(origins[0].sources) == 1:
        yield f"this rests on one source: {_names(store, heads)}"
    else:
        reasons = [merge.reason for merge in origins[0].merges]
        if len(reasons) > _REASONS:
            reasons[_REASONS:] = ["and so on"]
        names = _names(store, origins[0].sources)
        yield f"{names} assert this, but count as one origin: {'; '.join(reasons)}"
    if unnamed:
        more = "statement names" if unnamed == 1 else "statements name"
        yield f"{_count(unnamed)} more {more} no source"


def _not_counted(store: Store, origins: Iterable[Origin]) -> Iterable[str]:
    left_out = [(origin, source) for origin in origins for source in origin.sources[1:]]
    for origin, source in left_out[:_REASONS]:
        reason = next(
            merge.reason
            for end in ("source", "other")
            for merge in origin.merges
            if getattr(merge, end) == source
        )
        record = store.require(source)
        name = name_of(record)
        which = "who" if getattr(record, "kind", None) is ActorKind.PERSON else "which"
        if reason.startswith(f"{name} ") and not reason.startswith(f"{name} and "):
            yield f"{name}, {which}{reason.removeprefix(name)}, is not counted separately"
        else:
            yield f"{name} is not counted separately: {reason}"
    more = len(left_out) - _REASONS
    if more > 0:
        yield f"{_count(more)} more {'is' if more == 1 else 'are'} not counted separately"


def _shared(store: Store, findings: Findings) -> Iterable[str]:
    voices = {source for row in findings.supporting for source in row.sources}
    shared = [each for each in findings.passed if each in findings.relays]
    if findings.outlet is not None:
        shared.append(findings.outlet)
    through = [each for each in shared if {each} != voices]
    if through:
        yield f"it is known only through {_names(store, through)}"
    if findings.common:
        all_of_them = "both" if len(findings.origins) == 2 else "all of them"
        yield f"{all_of_them} belong to or speak for {_names(store, findings.common)}"


def _opposition(store: Store, findings: Findings) -> Iterable[str]:
    if findings.denying:
        yield _doing(store, findings.denying, "denies it", "deny it")
    if findings.against:
        yield _doing(
            store,
            findings.against,
            "asserts a claim that contradicts it",
            "assert a claim that contradicts it",
        )
    if findings.supporting and not findings.denying and not findings.against:
        yield "nobody is on record as denying it"


def _neither(store: Store, rows: Iterable[Attribution]) -> Iterable[str]:
    by_verb: dict[tuple[str, str], list[Attribution]] = {}
    for row in rows:
        if row.negated:
            verb = BASE_VERBS[row.act] + (" on" if row.act is Act.COMMENT else "")
            verbs = (f"did not {verb} it",) * 2
        elif row.stance is Stance.QUERY:
            verbs = ("questions it", "question it")
        else:
            verbs = ("comments on it without taking a side", "comment on it without taking a side")
        by_verb.setdefault(verbs, []).append(row)
    for (one, several), found in by_verb.items():
        yield _doing(store, found, one, several)


def _doing(store: Store, rows: Iterable[Attribution], one: str, several: str) -> str:
    """Return who does it: the sources of the rows, and those that no text names."""
    rows = list(rows)
    sources = list(dict.fromkeys(source for row in rows for source in row.sources))
    if not sources:
        return f"somebody who is not named {one}"
    names = _names(store, sources)
    if not all(row.sources for row in rows):
        names += ", and somebody who is not named,"
    return f"{names} {one if len(sources) == 1 and names[-1] != ',' else several}"


def _names(store: Store, ids: Iterable[str]) -> str:
    ids = list(dict.fromkeys(ids))
    shown = ids if len(ids) <= _MOST else ids[: _MOST - 1]
    names = [name_of(store.require(each)) for each in shown]
    if len(ids) > len(shown):
        names.append(f"{_count(len(ids) - len(shown))} others")
    return joined(names)


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
