"""What a corroboration figure shows: strands from documents through relays to one claim.

A strand is one chain, and has a share of its origin: the shares of an origin's strands add up
to one, however many there are, so that repetition makes nothing wider.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from attribgraph.chains import starts_in, tree_of
from attribgraph.corroboration import Corroboration, corroborate
from attribgraph.origins import Origin, independent_origins
from attribgraph.plot.chains import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attribgraph.chains import Step, Tree
    from attribgraph.graph import AttributionGraph
    from attribgraph.model import Attribution
    from attribgraph.store import Store

__all__ = ["Flows", "Side", "Station", "Strand", "read_flows"]

MOST_CHAINS: Final = 14
"""More chains of one statement than this are drawn as one strand, with their number."""

Side = Literal["support", "deny", "doubt", "unattributed"]
"""What a strand does to the claim."""


@dataclass(frozen=True)
class Station:
    """A box that strands pass: its column counted from the claim, and what it stands for.

    ``record`` is the id of a source or document; empty for one that nobody named, for an
    origin, and for those of which only the ``number`` is shown.
    """

    key: str
    column: int
    role: Literal["document", "relay", "source", "origin", "claim"]
    record: str = ""
    number: int = 0


@dataclass(frozen=True)
class Strand:
    """A chain: the boxes it passes from left to right, and its share of its origin.

    ``origin`` is its origin's number, ``count`` how many chains it stands for: none if it is
    another path of a chain in which some report jointly.
    """

    key: str
    side: Side
    origin: int
    share: float
    stations: tuple[Station, ...]
    first_hand: Attribution
    count: int = 1

    @property
    def bundle(self) -> tuple[Side, int]:
        """What it is one of."""
        return self.side, self.origin


@dataclass(frozen=True)
class Flows:
    """What is shown: the finding, the strands, and the origins of support and of denial."""

    store: Store
    claim: str
    found: Corroboration | None
    strands: tuple[Strand, ...]
    origins: tuple[Origin, ...]
    denials: tuple[Origin, ...]

    def stations(self) -> dict[str, Station]:
        """Return the boxes by key, in the order in which they first occur."""
        return {each.key: each for strand in self.strands for each in strand.stations}


def read_flows(graph: AttributionGraph, claim: str, *, equivalents: bool, narrower: bool) -> Flows:
    """Return what is known for and against a claim of a graph."""
    store: Store = graph._store  # noqa: SLF001 (the package's own)
    found = corroborate(graph, claim, equivalents=equivalents, narrower=narrower)
    named = [row for row in found.supporting if row.sources]
    denying = list(found.denying)
    denials = independent_origins(store, [tree_of(store, row) for row in denying])
    strands = [
        *_bundles(store, named, found.independent_origins, "support"),
        *_bundles(store, [row for row in denying if row.sources], denials, "deny"),
        *_lines(store, [row for row in denying if not row.sources], "deny"),
        *_lines(store, found.doubting, "doubt"),
        *_lines(store, found.unattributed, "unattributed"),
    ]
    return Flows(store, claim, found, tuple(strands), found.independent_origins, denials)


def _bundles(
    store: Store, rows: Sequence[Attribution], origins: Iterable[Origin], side: Side
) -> Iterator[Strand]:
    """Yield the strands of each origin; its sources have equal parts of it."""
    trees = {row.id: tree_of(store, row) for row in rows}
    for number, origin in enumerate(origins, 1):
        gate = Station(f"origin:{side}-{number}", 1, "origin", number=number)
        for source in origin.sources:
            own = [row for row in rows if source in row.sources]
            for row in own:
                part = 1.0 / len(origin.sources) / len(own)
                yield from _strands(trees[row.id], side, (source, gate, number, part))


def _lines(store: Store, rows: Iterable[Attribution], side: Side) -> Iterator[Strand]:
    """Yield strands without any width, for rows that count as no origin."""
    for row in rows:
        for source in row.sources or (NOBODY,):
            yield from _strands(tree_of(store, row), side, (source, None, 0, 0.0))


def _strands(
    tree: Tree, side: Side, place: tuple[str, Station | None, int, float]
) -> Iterator[Strand]:
    source, gate, number, part = place
    row = tree[0].row
    last = (
        Station(f"source:{source or 'nobody'}", 2, "source", source),
        *([gate] if gate else []),
        Station("claim", 0, "claim"),
    )
    starts = starts_in([tree])
    kept, pooled = starts, []
    if len(starts) > MOST_CHAINS:
        kept, pooled = starts[: MOST_CHAINS - 1], starts[MOST_CHAINS - 1 :]
    ways = len(kept) + (1 if pooled else 0)
    for start in kept:
        paths = list(_paths(start))
        for place_, relays in enumerate(paths):
            yield Strand(
                key=f"{start.row.id}-{source or 'nobody'}-{place_}",
                side=side,
                origin=number,
                share=part / ways / len(paths),
                stations=(*_document(start.row), *relays, *last),
                first_hand=row,
                count=0 if place_ else 1,
            )
    if pooled:
        more = len(pooled)
        relays = _shared_relays(pooled)
        deeper = any(each.depth > len(relays) for each in pooled)
        columns = [Station(f"more:{row.id}", 3 + len(relays), "relay", number=more)]
        documents = sum(each.row.document is not None for each in pooled)
        held = Station(f"documents:{row.id}", 99, "document", number=documents)
        yield Strand(
            key=f"{row.id}-{source or 'nobody'}-more",
            side=side,
            origin=number,
            share=part / ways,
            stations=(
                *([held] if documents else []),
                *(columns if deeper else []),
                *relays,
                *last,
            ),
            first_hand=row,
            count=more,
        )


def _document(row: Attribution) -> tuple[Station, ...]:
    if row.document is None:
        return ()
    return (Station(f"document:{row.document}", 99, "document", row.document),)


def _steps(start: Step) -> list[Step]:
    """Return the relaying steps of a chain, outermost first."""
    steps = []
    at: Step | None = start
    while at is not None and at.inner is not None:
        steps.append(at)
        at = at.inner
    return steps


def _paths(start: Step) -> Iterator[tuple[Station, ...]]:
    """Yield the relays that a chain passes; where some report jointly, a path for each."""
    steps = _steps(start)
    ways = max((len(step.row.sources) for step in steps), default=1)
    for way in range(max(ways, 1)):
        yield tuple(_relay(step, way) for step in steps)


def _relay(step: Step, way: int) -> Station:
    sources = step.row.sources or (NOBODY,)
    source = sources[way % len(sources)]
    return Station(f"relay-{step.depth}:{source or 'nobody'}", 2 + step.depth, "relay", source)


def _shared_relays(starts: Sequence[Any]) -> tuple[Station, ...]:
    """Return the relays nearest the first-hand row that all these chains pass, and no more."""
    paths = [_steps(each)[::-1] for each in starts]
    shared: list[Station] = []
    for steps in zip(*paths, strict=False):
        if any(step is not steps[0] for step in steps):
            break
        shared.insert(0, _relay(steps[0], 0))
    return tuple(shared)
