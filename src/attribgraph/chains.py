"""Chains: from a document through relays to the first-hand row, over rows that stand.

Rows form a forest (each has one content). The first-hand row of a statement and all rows
that pass it on are a tree of steps, built once and walked without recursion; a chain is one
way through it. There are never more chains than rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attribgraph.standing import relays_of, stands
from attribgraph.vocabulary import Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from attribgraph.model import Attribution
    from attribgraph.store import Store

__all__ = [
    "Chain",
    "Step",
    "Tree",
    "chains_in",
    "first_hand_rows",
    "passed_before",
    "starts_in",
    "supports",
    "tree_of",
]


@dataclass(slots=True, eq=False)
class Step:
    """A row in the tree of a statement.

    Attributes
    ----------
    row
        The row.
    inner
        The step that it relays; None for the first-hand row.
    root
        The first-hand row.
    depth
        How many relays it is away from the first-hand row.
    chains
        How many chains pass it.
    starts
        Whether a chain starts here: the row has a document, or nobody relays it.
    """

    row: Attribution
    inner: Step | None
    root: Attribution
    depth: int
    chains: int
    starts: bool


Tree = list[Step]
"""A first-hand row and all standing rows that pass it on, depth first, inner before outer."""


class Chain:
    """One way in which a claim reached us: a document, the relays, the first-hand row.

    Attributes
    ----------
    document
        Id of the document it starts in; None if no document is known.
    outlet
        Id of the document's publisher, where it is known.
    """

    __slots__ = ("_start", "document", "outlet")

    def __init__(self, start: Step, outlet: str | None = None) -> None:
        self._start = start
        self.document = start.row.document
        self.outlet = outlet

    def rows(self) -> Iterator[Attribution]:
        """Iterate over the rows, outermost first."""
        at: Step | None = self._start
        while at is not None:
            yield at.row
            at = at.inner

    def rows_beyond(self, seen: Container[str]) -> list[Attribution]:
        """Return the rows that lie further out than those seen, innermost first."""
        beyond = []
        for row in self.rows():
            if row.id in seen:
                break
            beyond.append(row)
        return beyond[::-1]

    @property
    def start(self) -> str:
        """Id of the outermost row."""
        return self._start.row.id

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The rows, outermost first; the last one is the first-hand row."""
        return tuple(self.rows())

    @property
    def relays(self) -> tuple[str, ...]:
        """Ids of the sources that pass the statement on, outermost first."""
        return tuple(source for row in self.attributions[:-1] for source in row.sources)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the first-hand sources; empty if the text names nobody."""
        return self._start.root.sources

    @property
    def first_hand(self) -> Attribution:
        """The row by which the first-hand sources say it."""
        return self._start.root

    @property
    def depth(self) -> int:
        """How many relays it has; a joint relay is one."""
        return self._start.depth

    @property
    def passes(self) -> frozenset[str]:
        """Every source that the chain passes: relays and first-hand sources."""
        return frozenset(source for row in self.rows() for source in row.sources)

    @property
    def supports(self) -> bool:
        """Whether its first-hand row asserts the claim."""
        return supports(self.first_hand)

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same rows."""
        if not isinstance(other, Chain):
            return NotImplemented
        return self.depth == other.depth and self.attributions == other.attributions

    def __hash__(self) -> int:
        return hash(self._start.row.id)

    def __repr__(self) -> str:
        rows = tuple(row.id for row in self.rows())
        return (
            f"Chain(document={self.document!r}, relays={self.relays!r}, "
            f"sources={self.sources!r}, attributions={rows!r})"
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as the rows: a chain may be deeper than Python recurses."""
        return _chain, (self.attributions, self.outlet)


def _chain(rows: tuple[Attribution, ...], outlet: str | None) -> Chain:
    step: Step | None = None
    for depth, row in enumerate(reversed(rows)):
        step = Step(row, step, rows[-1], depth, 1, depth == len(rows) - 1)
    assert step is not None  # noqa: S101 (a chain has a row)
    return Chain(step, outlet)


def supports(row: Attribution) -> bool:
    """Whether a row asserts its content, as who_asserted takes it."""
    return row.stance is Stance.SUPPORT and row.asserts


def first_hand_rows(store: Store, claims: Iterable[str]) -> list[Attribution]:
    """Return the standing rows whose content is one of the claims, in order."""
    found: dict[str, Attribution] = {}
    for claim in claims:
        found.update(store.referring(Kind.ATTRIBUTION, "content", claim))
    return [found[id_] for id_ in sorted(found, key=store.place) if stands(store, id_)]


def tree_of(store: Store, first_hand: Attribution) -> Tree:
    """Return a first-hand row and all standing rows that pass it on, at any remove."""
    if not store.outer(first_hand.id):
        return [Step(first_hand, None, first_hand, 0, 1, starts=True)]
    tree: Tree = []
    todo: list[tuple[Attribution, Step | None]] = [(first_hand, None)]
    while todo:
        row, inner = todo.pop()
        relays = [each for each in relays_of(store, row.id) if stands(store, each.id)]
        starts = row.document is not None or not relays
        depth = 0 if inner is None else inner.depth + 1
        step = Step(row, inner, first_hand, depth, int(starts), starts)
        tree.append(step)
        todo.extend((relay, step) for relay in reversed(relays))
    for step in reversed(tree):
        if step.inner is not None:
            step.inner.chains += step.chains
    return tree


def starts_in(trees: Iterable[Tree]) -> list[Step]:
    """Return the steps at which chains start."""
    return [step for tree in trees for step in tree if step.starts]


def chains_in(store: Store, trees: Iterable[Tree]) -> list[Chain]:
    """Return all chains of the trees."""
    documents = store.tables[Kind.DOCUMENT]
    return [
        Chain(
            step,
            None if step.row.document is None else documents[step.row.document].publisher,
        )
        for step in starts_in(trees)
    ]


def passed_before(tree: Tree) -> Iterator[tuple[Step, Counter[str]]]:
    """Iterate over the steps with how often each source is passed on the way to it.

    The count is one object that changes from step to step.
    """
    passed: Counter[str] = Counter()
    path: list[Step] = []
    for step in tree:
        while path and path[-1] is not step.inner:
            passed.subtract(path.pop().row.sources)
        yield step, passed
        path.append(step)
        passed.update(step.row.sources)
