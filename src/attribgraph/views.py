"""Queries: collections of rows and of nodes that narrow, project and finish.

Every query starts from ``g.attributions`` (an `AttributionView`, the rows) or from
``g.claims``, ``g.sources`` and so on (`NodeView`), narrows it, then projects or finishes::

    g.attributions.by("gur").of("troops-in-kursk").stance("support").after("2024-10-01")

Views are immutable. The arguments of one call are alternatives; calls are conjoined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from attribgraph import frames
from attribgraph.collection import Collection
from attribgraph.conditions import DERIVED, asking, found_by_adjacency
from attribgraph.model import (
    Actor,
    Agency,
    Attribution,
    Claim,
    Document,
    Link,
    Source,
)
from attribgraph.narrowing import Narrowing
from attribgraph.nodes import NodeView
from attribgraph.standing import documents_of, stands
from attribgraph.store import SOURCE_ORDER
from attribgraph.vocabulary import ClaimForm, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from attribgraph.conditions import Condition
    from attribgraph.graph import AttributionGraph
    from attribgraph.store import Store

__all__ = ["AttributionView", "Dispute", "NodeView"]

_CLAIMS: Final = (Kind.CLAIM,)

Node = Actor | Agency | Document | Claim | Link
"""A record that is not a row."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One claim that a row asserts and another denies.

    Attributes
    ----------
    claim
        Id of the claim.
    assertion, denial
        The two rows; both stand.
    """

    claim: str
    assertion: Attribution
    denial: Attribution


class AttributionView(Narrowing, Collection[Attribution]):
    """Rows: an immutable, ordered collection of attributions.

    Rows that a question about time could not decide are in `undecided`, and further
    narrowing narrows them too.

    Examples
    --------
    >>> g.attributions.by("gur").of("troops-in-kursk").stance("support").ids
    ('gur-troops-in-kursk',)
    """

    __slots__ = ("_maybe",)
    _noun = "attribution"
    _maybe: dict[str, Attribution]

    def __init__(
        self,
        store: Store,
        kinds: Sequence[Kind] = (Kind.ATTRIBUTION,),
        held: Any = None,
        maybe: dict[str, Attribution] | None = None,
    ) -> None:
        super().__init__(store, kinds, held)
        self._maybe = maybe or {}

    # -- how narrowing works --------------------------------------------------------------

    def _keep(self, test: Callable[[Attribution], bool | None]) -> Self:
        """Keep the rows that pass; a row for which the answer is None becomes undecided."""
        held: dict[str, Attribution] = {}
        maybe: dict[str, Attribution] = {}
        for id_, row in self._rows.items():
            answer = test(row)
            if answer:
                held[id_] = row
            elif answer is None:
                maybe[id_] = row
        maybe |= {id_: row for id_, row in self._maybe.items() if test(row) is not False}
        return type(self)(self._store, self._kinds, held, maybe)

    def _with(self, held: Any) -> Self:
        maybe = self._maybe and {id_: row for id_, row in self._maybe.items() if id_ not in held}
        return type(self)(self._store, self._kinds, held, maybe)

    def _narrow(self, condition: Condition) -> Self:
        """Keep the rows that meet a condition: by adjacency where that finds them."""
        found = found_by_adjacency(self._store, condition)
        if found is None:
            return self._keep(asking(self._store, condition))
        if len(found) == 1 and self._held is None and isinstance(found[0], dict):
            return self._with(found[0].copy())
        return self._among(id_ for each in found for id_ in each)

    def _among(self, ids: Iterable[str]) -> Self:
        """Keep the rows that have one of the ids."""
        found = set(ids)
        if self._held is not None:
            return self._keep(lambda row: row.id in found)
        rows = self._store.rows
        return self._with({id_: rows[id_] for id_ in sorted(found, key=self._store.place)})

    @property
    def undecided(self) -> AttributionView:
        """The rows that may belong here, but whose dates do not decide it."""
        return AttributionView(self._store, held=self._maybe)

    def __or__(self, other: Self) -> Self:
        held = super().__or__(other)._rows
        maybe = {**self._maybe, **other._maybe}
        return self._new(held, {id_: row for id_, row in maybe.items() if id_ not in held})

    def __and__(self, other: Self) -> Self:
        held = super().__and__(other)._rows
        theirs = {**other._rows, **other._maybe}
        mine = {**self._rows, **self._maybe}
        maybe = {id_: each for id_, each in mine.items() if id_ in theirs and id_ not in held}
        return self._new(held, maybe)

    def __sub__(self, other: Self) -> Self:
        left = super().__sub__(other)._rows
        held = {id_: row for id_, row in left.items() if id_ not in other._maybe}
        mine = {**left, **self._maybe}
        maybe = {
            id_: each for id_, each in mine.items() if id_ not in other._rows and id_ not in held
        }
        return self._new(held, maybe)

    def _new(self, held: Any, maybe: dict[str, Attribution]) -> Self:
        return type(self)(self._store, self._kinds, held, maybe)

    # -- joining ------------------------------------------------------------------------

    def disputed_by(self, other: AttributionView) -> tuple[Dispute, ...]:
        """Return the claims that rows here assert and rows of the other view deny.

        Only rows that stand, and that assert or deny a statement, are taken.

        Returns
        -------
        tuple of Dispute
            Each with ``.claim``, ``.assertion`` (from here) and ``.denial`` (from the other).

        Examples
        --------
        >>> g.attributions.disputed_by(g.attributions)
        ()
        """
        self._same(other)
        claims = self._store.tables[Kind.CLAIM]
        denials: dict[str, list[Attribution]] = {}
        for row in other:
            if row.stance is Stance.DENY and row.asserts and stands(self._store, row.id):
                denials.setdefault(row.content, []).append(row)
        return tuple(
            Dispute(row.content, row, denial)
            for row in self
            if row.content in denials
            and row.content in claims
            and claims[row.content].form is ClaimForm.STATEMENT
            and row.stance is Stance.SUPPORT
            and row.asserts
            and stands(self._store, row.id)
            for denial in denials[row.content]
        )

    # -- projecting ---------------------------------------------------------------------

    def claims(self) -> NodeView:
        """Return the claims that are the content of these rows.

        What relays pass on is not theirs: ``.contents()`` has the rows that they relay.
        """
        table = self._store.tables[Kind.CLAIM]
        return NodeView(
            self._store,
            _CLAIMS,
            {row.content: table[row.content] for row in self if row.content in table},
        )

    def sources(self) -> NodeView:
        """Return the sources that made these rows."""
        ids = dict.fromkeys(id_ for row in self for id_ in row.sources)
        records = map(self._store.get, ids)
        return NodeView(
            self._store, SOURCE_ORDER, {each.id: each for each in records if each is not None}
        )

    def documents(self) -> NodeView:
        """Return the documents that hold these rows, directly or through relays."""
        table = self._store.tables[Kind.DOCUMENT]
        found = documents_of(self._store, self._rows)
        return NodeView(self._store, (Kind.DOCUMENT,), {id_: table[id_] for id_ in found})

    def contents(self) -> tuple[Claim | Attribution | Source, ...]:
        """Return what these rows are about: claims, attributions, assessed sources."""
        ids = dict.fromkeys(row.content for row in self)
        records = map(self._store.get, ids)
        return tuple(each for each in records if each is not None)

    def subgraph(self) -> AttributionGraph:
        """Return a graph of these rows, all that they refer to, and every row about them.

        So no row comes to stand, or to fall, by being cut out.
        """
        graph: AttributionGraph = self._store.make_graph(frames.closed(self._store, self._rows))
        return graph

    # -- finishing ----------------------------------------------------------------------

    def to_frame(self) -> Any:
        """Return a pandas frame, a row a line, with names beside ids and a ``via`` column.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        return frames.row_frame(self._store, self)

    def _fields(self) -> dict[str, Callable[[Attribution], Any]]:
        store = self._store
        derived = {
            name: (lambda row, column=column: column(store, row))
            for name, column in DERIVED.items()
        }
        return super()._fields() | derived

    def _summary(self) -> str:
        undecided = f" ({len(self._maybe)} more undecided)" if self._maybe else ""
        return super()._summary() + undecided

    def _table(self, records: Any) -> tuple[list[str], list[list[str]], list[int]]:
        return frames.row_table(self._store, records)
