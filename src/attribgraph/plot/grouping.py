"""What a summary shows one by one, what it takes together, and how many statements join them.

Of claims, sources, relays and documents those with most statements are kept. Other sources
are taken together by what they belong to, then by kind; other documents by publisher. Every
statement is in exactly one bundle, so that a summary's counts add up to the whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot.chains import NOBODY
from attribgraph.plot.meanings import mark_of
from attribgraph.vocabulary import Kind, Naming, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from attribgraph.plot.chains import Chains, Row
    from attribgraph.plot.meanings import Mark
    from attribgraph.store import Store

__all__ = ["Bundle", "Group", "Summary", "summarise"]

_CLAIMS_AND_SOURCES: Final = (
    *((12, 10), (10, 8), (10, 6), (8, 6), (8, 5), (8, 4), (6, 4)),
    *((6, 3), (5, 3), (4, 3), (4, 2), (3, 2), (2, 2), (2, 1)),
)
_RELAYS: Final = (6, 4, 3, 2, 1, 0)
_DOCUMENTS: Final = (8, 6, 4, 3, 2, 0)
"""How many are kept, from the most to the fewest: as many as leave few enough lines."""
_MOST_MADE: Final = 46
_MOST_RELAYED: Final = 18
_MOST_FOUND: Final = 20
_SORTED: Final = 5
"""Where fewer are kept, all others are one group; sorting them would add lines again."""
_MOST_WHOLES: Final = 3
_BELONGS: Final = (
    Relation.PART_OF,
    Relation.SPEAKS_FOR,
    Relation.LEADS,
    Relation.AFFILIATED_WITH,
)


@dataclass(frozen=True, order=True)
class Group:
    """A box of a summary: one record (``kind`` is empty), or several of a kind.

    Kinds are "whole" (sources that belong to ``key``), "agencies", "actors" and "unnamed" of
    sources and relays; "publisher" (``key``) of documents; "others" of all these;
    "claims", "rows" and "sources" of what statements are about.
    """

    kind: str
    key: str = ""


@dataclass(frozen=True)
class Bundle:
    """Statements, or rows that hold or relay them, that one line stands for."""

    tails: tuple[Group, ...]
    heads: tuple[Group, ...]
    rows: tuple[Row, ...]
    mark: Mark | None = None
    stands: bool = True


@dataclass
class Summary:
    """The groups of each role with their members, and the bundles between them."""

    chains: Chains
    contents: dict[Group, list[str]]
    sources: dict[Group, list[str]] = field(default_factory=dict)
    relays: dict[Group, list[str]] = field(default_factory=dict)
    documents: dict[Group, list[str]] = field(default_factory=dict)
    made: list[Bundle] = field(default_factory=list)
    relayed: list[Bundle] = field(default_factory=list)
    found: list[Bundle] = field(default_factory=list)


def summarise(chains: Chains) -> Summary:
    """Return the summary of what a figure shows, small enough for one figure."""
    rows = [chains.rows[each] for each in chains.numbers]
    for claims, sources in _CLAIMS_AND_SOURCES:
        summary = Summary(chains, _contents(chains, rows, claims))
        shown = {group.key for group in summary.contents if not group.kind}
        weights = [1_000_000 if row.record.content in shown else 1 for row in rows]
        ranked = _ranked([row.sources for row in rows], weights)
        summary.sources = _grouped(ranked, sources, partial(_sources, chains.store))
        _made(summary, rows)
        if len(summary.made) <= _MOST_MADE:
            break
    relaying = [row for row in _entries(chains) if row.depth]
    ranked = _ranked([row.sources for row in relaying], [1] * len(relaying))
    for most in _RELAYS:
        summary.relays = _grouped(ranked, most, partial(_kinds, chains.store))
        _relayed(summary, relaying)
        if len(summary.relayed) <= _MOST_RELAYED:
            break
    holding = [row for row in chains.rows.values() if row.record.document]
    ranked = _ranked([(row.record.document or "",) for row in holding], [1] * len(holding))
    for most in _DOCUMENTS:
        summary.documents = _grouped(ranked, most, partial(_documents, chains.store))
        _found(summary, holding)
        if len(summary.found) <= _MOST_FOUND:
            break
    return summary


def _contents(chains: Chains, rows: list[Row], most: int) -> dict[Group, list[str]]:
    """Return what statements are about: the claims with most of them, and the others."""
    tables = chains.store.tables
    contents = _ranked([(row.record.content,) for row in rows], [1] * len(rows))
    claims = [each for each in contents if each in tables[Kind.CLAIM]]
    groups = _grouped(claims, most, lambda rest: {Group("claims"): rest})
    for each in contents:
        if each not in tables[Kind.CLAIM]:
            kind = "rows" if each in chains.store.rows else "sources"
            groups.setdefault(Group(kind), []).append(each)
    return groups


def _ranked(names: Sequence[Sequence[str]], weights: Sequence[int]) -> list[str]:
    """Return all names, those of most weight first."""
    total: Counter[str] = Counter()
    for mine, weight in zip(names, weights, strict=True):
        for each in mine:
            total[each] += weight
    return [each for each, _ in total.most_common()]


def _grouped(
    ranked: list[str], most: int, sort: Callable[[list[str]], dict[Group, list[str]]]
) -> dict[Group, list[str]]:
    """Return the first by themselves and the others sorted into groups, none of one alone."""
    if len(ranked) <= most + 1:
        return {Group("", each): [each] for each in ranked}
    groups: dict[Group, list[str]] = {Group("", each): [each] for each in ranked[:most]}
    others = sort(ranked[most:])
    if most < _SORTED and len(others) > 1:
        others = {Group("others"): ranked[most:]}
    for group, members in others.items():
        alone = len(members) == 1
        groups[Group("", members[0]) if alone else group] = members
    return groups


def _sources(store: Store, rest: list[str]) -> dict[Group, list[str]]:
    """Sort sources by what they belong to, those that belong to nothing shared by kind."""
    wholes = {each: whole for each in rest if (whole := _whole(store, each))}
    shared = Counter(wholes.values()).most_common(_MOST_WHOLES)
    groups: dict[Group, list[str]] = {
        Group("whole", whole): [each for each in rest if wholes.get(each) == whole]
        for whole, number in shared
        if number > 1
    }
    taken = {each for members in groups.values() for each in members}
    return groups | _kinds(store, [each for each in rest if each not in taken])


def _whole(store: Store, source: str) -> str:
    """Return what a source is an organ, a voice, a head or an associate of."""
    links = [
        store.tables[Kind.LINK][each] for each in store.referring(Kind.LINK, "subject", source)
    ]
    for relation in _BELONGS:
        for link in links:
            if link.relation is relation:
                whole: str = link.object
                return whole
    return ""


def _kinds(store: Store, rest: list[str]) -> dict[Group, list[str]]:
    groups: dict[Group, list[str]] = {}
    for each in rest:
        if each == NOBODY:
            groups[Group("", NOBODY)] = [NOBODY]
            continue
        record: Any = store.get(each)
        kind = "actors" if record.record_kind is Kind.ACTOR else "agencies"
        if record.naming is not Naming.NAMED:
            kind = "unnamed"
        groups.setdefault(Group(kind), []).append(each)
    return groups


def _documents(store: Store, rest: list[str]) -> dict[Group, list[str]]:
    """Sort documents by publisher, those of the smaller publishers together."""
    table = store.tables[Kind.DOCUMENT]
    number = Counter(publisher for each in rest if (publisher := table[each].publisher))
    shared = [each for each, times in number.most_common(_MOST_WHOLES) if times > 1]
    groups: dict[Group, list[str]] = {Group("publisher", each): [] for each in shared}
    for each in rest:
        publisher = table[each].publisher
        group = Group("publisher", publisher) if publisher in shared else Group("others")
        groups.setdefault(group, []).append(each)
    return groups


def _entries(chains: Chains) -> Iterable[Row]:
    """Yield the rows that a chain starts from: held by a document, or relayed by nobody."""
    relayed = {row.record.content for row in chains.rows.values() if row.depth}
    for id_, row in chains.rows.items():
        if row.record.document or id_ not in relayed:
            yield row


def _made(summary: Summary, rows: list[Row]) -> None:
    speakers, contents = _of(summary.sources), _of(summary.contents)
    bundles: dict[Any, list[Row]] = {}
    for row in rows:
        content = contents[row.record.content]
        mark = None if content.kind else mark_of(row.record)
        key = _names(speakers, row), (content,), mark, row.stands
        bundles.setdefault(key, []).append(row)
    summary.made = _bundles(bundles)


def _relayed(summary: Summary, rows: list[Row]) -> None:
    relays, speakers = _of(summary.relays), _of(summary.sources)
    bundles: dict[Any, list[Row]] = {}
    for row in rows:
        inner = summary.chains.rows[row.statement]
        key = _names(relays, row), _names(speakers, inner), None, row.stands
        bundles.setdefault(key, []).append(row)
    summary.relayed = _bundles(bundles)


def _found(summary: Summary, rows: list[Row]) -> None:
    relays, speakers = _of(summary.relays), _of(summary.sources)
    documents = _of(summary.documents)
    bundles: dict[Any, list[Row]] = {}
    for row in rows:
        heads = _names(relays if row.depth else speakers, row)
        key = (documents[row.record.document or ""],), heads, None, row.stands, bool(row.depth)
        bundles.setdefault(key, []).append(row)
    summary.found = _bundles(bundles)


def _of(groups: dict[Group, list[str]]) -> dict[str, Group]:
    """Return the group of each member."""
    return {member: group for group, members in groups.items() for member in members}


def _names(groups: dict[str, Group], row: Row) -> tuple[Group, ...]:
    """Return the groups of a row's sources."""
    return tuple(sorted({groups[each] for each in row.sources}))


def _bundles(found: dict[Any, list[Row]]) -> list[Bundle]:
    return [
        Bundle(tails, heads, tuple(rows), mark, stands)
        for (tails, heads, mark, stands, *_), rows in found.items()
    ]
