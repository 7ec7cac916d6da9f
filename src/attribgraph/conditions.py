"""What the words that narrow mean: conditions on a row, apart from where the rows are kept.

``by``, ``after`` and the like (`attribgraph.narrowing`) each make a condition. In memory it is
asked of records here, by adjacency where that answers it; `attribgraph.tables` writes the same
condition as SQL. An answer is True, False or, where dates do not decide, None, and answers are
joined as in Kleene's three-valued logic, which is also that of SQL's NULL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph import clocks, frames
from attribgraph.closures import reach
from attribgraph.standing import (
    bottom_claim,
    held_in,
    is_relay,
    relays_of,
    row_documents,
    stands,
)
from attribgraph.store import SOURCE_ORDER
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from attribgraph.model import Attribution
    from attribgraph.store import Store
    from attribgraph.vocabulary import Relation

__all__ = [
    "DERIVED",
    "Among",
    "Both",
    "ClaimsAbout",
    "Condition",
    "Either",
    "Ids",
    "NoSpan",
    "OnClock",
    "Picked",
    "Reached",
    "Shared",
    "SourcesOf",
    "United",
    "Unknown",
    "asking",
    "found_by_adjacency",
    "ids_of",
]

# -- which ids ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ids:
    """These ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcesOf:
    """The sources of some kinds: "actor", "agency", or a kind of either."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reached:
    """The ids, and the subjects of links of these relations that lead to them, transitively."""

    start: Picked
    relations: frozenset[Relation]


@dataclass(frozen=True, slots=True)
class ClaimsAbout:
    """The claims that are about one of the sources."""

    sources: Picked


@dataclass(frozen=True, slots=True)
class Shared:
    """The ids that are in both."""

    one: Picked
    other: Picked


@dataclass(frozen=True, slots=True)
class United:
    """The ids that are in either."""

    one: Picked
    other: Picked


Picked = Ids | SourcesOf | Reached | ClaimsAbout | Shared | United
"""Ids, as the caller described them."""


def ids_of(store: Store, picked: Picked) -> Iterable[str]:
    """Return the ids, each once, in order."""
    match picked:
        case Ids(ids):
            return ids
        case SourcesOf(words):
            return [
                record.id
                for kind in SOURCE_ORDER
                for record in store.tables[kind].values()
                if kind in words or record.kind in words
            ]
        case Reached(start, relations):
            return reach(store, ids_of(store, start), relations)
        case ClaimsAbout(sources):
            found = (store.referring(Kind.CLAIM, "about", at) for at in ids_of(store, sources))
            return dict.fromkeys(claim for claims in found for claim in claims)
        case Shared(one, other):
            wanted = frozenset(ids_of(store, other))
            return [each for each in ids_of(store, one) if each in wanted]
        case United(one, other):
            return dict.fromkeys([*ids_of(store, one), *ids_of(store, other)])


# -- conditions -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Among:
    """A column of the row has one of the values, or, if it holds several, one of them has.

    Attributes
    ----------
    column
        A field of `Attribution` or a name of `DERIVED`.
    values
        Ids as the caller described them, or values; None for a row that has none there.
    """

    column: str
    values: Picked | tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class OnClock:
    """What a clock shows of the row answers a question."""

    clock: str
    question: clocks.Question


@dataclass(frozen=True, slots=True)
class NoSpan:
    """None of the clocks shows anything of the row."""

    clocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing decides it."""


@dataclass(frozen=True, slots=True)
class Both:
    """All of the conditions hold: false if one is, else unknown if one is."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the conditions holds: true if one is, else unknown if one is."""

    conditions: tuple[Condition, ...]


Condition = Among | OnClock | NoSpan | Unknown | Both | Either
"""What a row has to meet."""


# -- the columns of a row -------------------------------------------------------------------


def _passed_on_by(store: Store, row: Attribution) -> tuple[str, ...]:
    found: dict[str, None] = {}
    todo = [row.id]
    while todo:
        for relay in relays_of(store, todo.pop()):
            found.update(dict.fromkeys(relay.sources))
            todo.append(relay.id)
    return tuple(found)


DERIVED: Final[Mapping[str, Callable[[Store, Attribution], Any]]] = {
    "source": lambda _, row: row.sources,
    "claim": lambda store, row: getattr(bottom_claim(store, row.id), "id", None),
    "content_kind": lambda store, row: store.kinds.get(row.content),
    "document": lambda store, row: row_documents(store, row.id),
    "publisher": frames.publishers_of,
    "published_at": frames.published_at,
    "naming": frames.naming_of,
    "factuality": lambda _, row: row.factuality,
    "asserts": lambda _, row: row.asserts,
    "standing": lambda store, row: stands(store, row.id),
    "relayed": lambda store, row: bool(relays_of(store, row.id)),
    "relayed_by": _passed_on_by,
    "via": lambda store, row: frames.via_of(store, row.id) or None,
}
"""What a row's columns say beside its fields; they may be counted and asked for like fields."""


def _published_by(store: Store, agencies: Iterable[str]) -> Iterable[str]:
    documents = (store.referring(Kind.DOCUMENT, "publisher", each) for each in agencies)
    return held_in(store, (document for each in documents for document in each))


def _relayed_by(store: Store, sources: Iterable[str]) -> Iterable[str]:
    rows = store.rows
    passed_on: set[str] = set()
    for source in sources:
        for each in store.referring(Kind.ATTRIBUTION, "sources", source):
            row = rows[each]
            while is_relay(row) and row.content in rows and row.content not in passed_on:
                passed_on.add(row.content)
                row = rows[row.content]
    return passed_on


_FOUND: Final[Mapping[str, Callable[[Store, Iterable[str]], Iterable[str]]]] = {
    "document": held_in,
    "publisher": _published_by,
    "relayed_by": _relayed_by,
}
"""Columns whose rows are found from the ids rather than asked one by one."""

_INDEXED: Final = frozenset({"sources", "on_behalf_of", "content", "addressees"})


def found_by_adjacency(store: Store, condition: Condition) -> Sequence[Iterable[str]] | None:
    """Return the ids of the rows that meet a condition, in groups; None if it takes asking."""
    match condition:
        case Among(column, values) if not isinstance(values, tuple):
            ids = ids_of(store, values)
            if column in _INDEXED:
                return [store.referring(Kind.ATTRIBUTION, column, each) for each in ids]
            if column in _FOUND:
                return [_FOUND[column](store, ids)]
        case Either(conditions):
            found = [found_by_adjacency(store, each) for each in conditions]
            if None not in found:
                return [ids for groups in found for ids in groups or ()]
    return None


def asking(store: Store, condition: Condition) -> Callable[[Attribution], bool | None]:
    """Return the function that asks a condition of a row."""
    match condition:
        case Among(column, values):
            return _among(store, column, values)
        case OnClock(clock, question):
            span, answer = clocks.span_on(clock), question.of
            return lambda row: answer(span(store, row))
        case NoSpan(names):
            spans = [clocks.span_on(each) for each in names]
            return lambda row: all(span(store, row) is None for span in spans)
        case Unknown():
            return lambda _: None
        case Both(conditions):
            return _joined([asking(store, each) for each in conditions], deciding=False)
        case Either(conditions):
            return _joined([asking(store, each) for each in conditions], deciding=True)


def _joined(
    tests: Sequence[Callable[[Attribution], bool | None]], *, deciding: bool
) -> Callable[[Attribution], bool | None]:
    def joined(row: Attribution) -> bool | None:
        answer: bool | None = not deciding
        for test in tests:
            one = test(row)
            if one is deciding:
                return deciding
            if one is None:
                answer = None
        return answer

    return joined


def _among(
    store: Store, column: str, values: Picked | tuple[Any, ...]
) -> Callable[[Attribution], bool]:
    given = values if isinstance(values, tuple) else tuple(ids_of(store, values))
    wanted: Collection[Any]
    try:
        wanted = frozenset(given)
    except TypeError:  # a value such as a dict is looked for one by one
        wanted = given
    derived = DERIVED.get(column)

    def among(row: Attribution) -> bool:
        held = getattr(row, column) if derived is None else derived(store, row)
        if isinstance(held, tuple):
            return any(each in wanted for each in held or _NONE)
        return held in wanted

    return among


_NONE: Final = (None,)
