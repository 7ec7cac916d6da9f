"""Which statements a provenance figure shows, and through whom each is known.

A *statement* is a row and all rows that pass it on. It has one number, which stands wherever
its line meets a box. Nothing here knows how a figure looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from attribgraph.arguments import Ref, ids_in
from attribgraph.collection import Collection
from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.standing import is_relay, relays_of, stands
from attribgraph.store import SOURCE_KINDS
from attribgraph.views import AttributionView
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attribgraph.model import Attribution, Link
    from attribgraph.store import Store

__all__ = ["Chains", "Row", "read_chains", "rows_of", "too_much"]

MAX_BOXES: Final = 80
MAX_STATEMENTS: Final = 120

NOBODY: Final = ""
"""Stands for the source of a row that names none; no record has this id."""


@dataclass(frozen=True)
class Row:
    """A row to draw, the statement that it belongs to, and how many rows lie beneath it."""

    record: Attribution
    statement: str
    depth: int
    stands: bool

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources, or `NOBODY` alone."""
        return self.record.sources or (NOBODY,)


@dataclass
class Chains:
    """What a figure shows.

    Attributes
    ----------
    store
        Where the records are.
    rows
        The rows by id: each statement's own, then those that relay it.
    numbers
        The number of each statement, by the id of its row, in the order of the rows.
    ranks
        For each relaying row, how many columns left of the sources it stands.
    left_out
        What was left out, in words; empty if nothing was.
    """

    store: Store
    rows: dict[str, Row]
    numbers: dict[str, int]
    ranks: dict[str, int] = field(default_factory=dict)
    left_out: str = ""

    def number(self, row: str) -> int:
        """Return the number of the statement that a row is or relays."""
        return self.numbers[self.rows[row].statement]

    def links(self) -> list[Link]:
        """Return the links between claims that are shown."""
        shown = {self.rows[each].record.content for each in self.numbers}
        return [
            link
            for link in self.store.tables[Kind.LINK].values()
            if link.subject in shown
            and link.object in shown
            and link.subject in self.store.tables[Kind.CLAIM]
        ]


def read_chains(
    shown: Any,
    *,
    claim: Ref = None,
    source: Ref = None,
    hops: Any = None,
    standing: str = "mark",
) -> Chains:
    """Return what a figure of a graph or view shows; see `plot_provenance`."""
    if standing not in {"mark", "only"}:
        message = f"standing is 'mark' or 'only', not {standing!r}"
        raise UnknownValueError(message, field="standing")
    if hops is not None and not (isinstance(hops, int) and hops >= 0):
        message = f"hops is a whole number of steps, 0 or more, not {hops!r}"
        raise UnknownValueError(message, field="hops")
    store, start = rows_of(shown)
    only = standing == "only"
    kept = [each for each in start if not only or stands(store, each)]
    statements = _related(store, dict.fromkeys(_statement(store, each) for each in kept), only=only)
    if claim is not None or source is not None:
        statements = _focus(store, statements, claim, source, hops or 0)
        statements = _related(store, statements, only=only)
    place = {row: number for number, row in enumerate(store.rows)}
    ordered = sorted(statements, key=place.__getitem__)
    rows = {row.record.id: row for each in ordered for row in _with_relays(store, each, only=only)}
    numbers = {each: number for number, each in enumerate(ordered, 1)}
    return Chains(store, rows, numbers, _ranks(rows))


def too_much(chains: Chains) -> str:
    """Return in words how much there is, if it is more than one figure holds."""
    boxes: set[tuple[str, str]] = set()
    for row in chains.rows.values():
        boxes |= {("relay" if row.depth else "source", each) for each in row.sources}
        if row.record.document:
            boxes.add(("document", row.record.document))
        if not row.depth:
            boxes.add(("content", row.record.content))
    if len(boxes) <= MAX_BOXES and len(chains.numbers) <= MAX_STATEMENTS:
        return ""
    return f"{len(chains.numbers):,} statements between {len(boxes):,} boxes"


def rows_of(shown: Any) -> tuple[Store, list[str]]:
    """Return the store behind a graph or a view, and the rows to start from."""
    if isinstance(shown, AttributionGraph):
        store: Store = shown._store  # noqa: SLF001 (the package's own)
        return store, list(store.rows)
    if isinstance(shown, AttributionView):
        return shown._store, list(shown.ids)  # noqa: SLF001 (the package's own)
    if isinstance(shown, Collection):
        store = shown._store  # noqa: SLF001 (the package's own)
        found: set[str] = set()
        for each in shown.ids:
            for field_ in ("content", "sources", "document"):
                found.update(store.referring(Kind.ATTRIBUTION, field_, each))
        return store, sorted(found, key=store.place)
    message = f"a graph or a view can be drawn, not {type(shown).__name__}"
    raise UnknownValueError(message)


def _statement(store: Store, row: str) -> str:
    """Return the row that a row passes on in the end, or the row itself."""
    rows = store.rows
    while is_relay(rows[row]) and rows[row].content in rows:
        row = rows[row].content
    return row


def _with_relays(store: Store, statement: str, *, only: bool) -> Iterator[Row]:
    """Yield a statement's row and the rows that pass it on, the inner ones first."""
    todo = [(statement, 0)]
    while todo:
        at, depth = todo.pop()
        yield Row(store.rows[at], statement, depth, stands(store, at))
        todo += [
            (each.id, depth + 1)
            for each in reversed(relays_of(store, at))
            if not only or stands(store, each.id)
        ]


def _related(store: Store, statements: Iterable[str], *, only: bool) -> dict[str, None]:
    """Add the statements that these are about, and those that are about these."""
    rows = store.rows
    found: dict[str, None] = {}
    todo = list(statements)[::-1]
    while todo:
        at = todo.pop()
        if at in found or (only and not stands(store, at)):
            continue
        found[at] = None
        if rows[at].content in rows:
            todo.append(_statement(store, rows[at].content))
        for row in _with_relays(store, at, only=only):
            id_ = row.record.id
            todo += [each for each in store.outer(id_) if not is_relay(rows[each])]
    return found


def _focus(
    store: Store, statements: Iterable[str], claim: Ref, source: Ref, hops: int
) -> dict[str, None]:
    """Keep the statements about a claim, or made or relayed by a source, and their neighbours."""
    rows = store.rows
    known = list(statements)
    sources = {
        each: {s for row in _with_relays(store, each, only=False) for s in row.record.sources}
        for each in known
    }
    kept = dict.fromkeys(known)
    if claim is not None:
        claims = set(ids_in(store, (claim,), (Kind.CLAIM,), "claim", "plot_provenance"))
        kept = {each: None for each in kept if rows[each].content in claims}
    if source is not None:
        wanted = set(ids_in(store, (source,), SOURCE_KINDS, "source", "plot_provenance"))
        kept = {
            each: None
            for each in kept
            if not wanted.isdisjoint(sources[each]) or rows[each].content in wanted
        }
    for _ in range(hops):
        speakers = {s for each in kept for s in sources[each]}
        contents = {rows[each].content for each in kept}
        for link in store.tables[Kind.LINK].values():
            if link.subject in contents or link.object in contents:
                contents = contents | {link.subject, link.object}
        kept |= {
            each: None
            for each in known
            if rows[each].content in contents or not speakers.isdisjoint(sources[each])
        }
    return kept


def _ranks(rows: dict[str, Row]) -> dict[str, int]:
    """Return for each relaying row how far left of the sources it stands.

    A relay stands left of whatever it passes on, in one place for all its rows, by the
    longest path. Relays that pass each other on (circular reporting) have no such place:
    they stand once for each depth at which they occur.
    """
    import networkx as nx

    relaying = [row for row in rows.values() if row.depth]
    places: nx.DiGraph[str] = nx.DiGraph()
    steps = []
    for row in relaying:
        inner = rows[row.record.content]
        places.add_nodes_from(row.sources)
        if inner.depth:
            steps += [(outer, each) for outer in row.sources for each in inner.sources]
    places.add_edges_from(steps)
    circular = {
        each
        for group in nx.strongly_connected_components(places)
        if len(group) > 1
        for each in group
    } | {outer for outer, inner in steps if outer == inner}

    def place(source: str, depth: int) -> tuple[str, int]:
        return source, depth if source in circular else 0

    order: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    for row in relaying:
        inner = rows[row.record.content]
        for outer in row.sources:
            order.add_node(place(outer, row.depth))
            if inner.depth:
                order.add_edges_from(
                    (place(outer, row.depth), place(each, inner.depth)) for each in inner.sources
                )
    rank: dict[tuple[str, int], int] = {}
    for node in reversed(list(nx.topological_sort(order))):
        rank[node] = 1 + max((rank[each] for each in order.successors(node)), default=0)
    return {
        row.record.id: max(rank[place(each, row.depth)] for each in row.sources) for row in relaying
    }
