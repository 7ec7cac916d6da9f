"""Queries: collections of rows and of nodes that narrow, project and finish.

Every query starts from ``g.attributions`` (an `AttributionView`, the rows) or from
``g.claims``, ``g.sources`` and so on (`NodeView`), narrows it, then projects or finishes::

    g.attributions.by("gur").of("troops-in-kursk").stance("support").after("2024-10-01")

Views are immutable. The arguments of one call are alternatives; calls are conjoined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from attribgraph import clocks, frames
from attribgraph.arguments import Ref, ids_in, source_test, words_in
from attribgraph.closures import AFFILIATION, reach
from attribgraph.collection import Collection
from attribgraph.model import (
    Actor,
    Agency,
    Attribution,
    Claim,
    Document,
    Link,
    Source,
)
from attribgraph.nodes import NodeView
from attribgraph.standing import (
    bottom_claim,
    documents_of,
    held_in,
    is_relay,
    relays_of,
    row_documents,
    stands,
)
from attribgraph.vocabulary import (
    Act,
    ActWord,
    Certainty,
    CertaintyWord,
    ClaimForm,
    Kind,
    Naming,
    NamingWord,
    QuoteMode,
    QuoteModeWord,
    Relation,
    Stance,
    StanceWord,
)
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from attribgraph.clocks import Clock
    from attribgraph.graph import AttributionGraph
    from attribgraph.store import Store

__all__ = ["AttributionView", "Dispute", "NodeView"]

_CLAIMS: Final = (Kind.CLAIM,)
_CONTENTS: Final = (Kind.CLAIM, Kind.ATTRIBUTION, Kind.ACTOR, Kind.AGENCY)
_SOURCES: Final = (Kind.ACTOR, Kind.AGENCY)

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


def contents_in(
    store: Store, contents: Iterable[Ref], *, narrower: bool, equivalents: bool
) -> Iterable[str]:
    """Return the ids of the contents that the caller means, as `AttributionView.of` takes them."""
    ids = ids_in(store, contents, _CONTENTS, "content", "of")
    relations = [
        *([Relation.REFINES] if narrower else []),
        *([Relation.EQUIVALENT_TO] if equivalents else []),
    ]
    return reach(store, ids, relations) if relations else ids


class AttributionView(Collection[Attribution]):
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

    def _referring(self, field: str, targets: Iterable[str]) -> Self:
        """Keep the rows that refer, in a field, to one of the targets: by adjacency."""
        found = [self._store.referring(Kind.ATTRIBUTION, field, each) for each in targets]
        if len(found) == 1 and self._held is None:
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

    # -- narrowing: who -----------------------------------------------------------------

    def by(self, *sources: Ref, kind: str | Iterable[str] | None = None) -> Self:
        """Keep the rows that the sources, or sources of a kind, made.

        Parameters
        ----------
        *sources
            Sources: ids, records or views. A joint statement is by each of its sources.
        kind
            ``"actor"``, ``"agency"``, or a kind of either (``"state"``, ``"news"``), or
            several of these.

        Raises
        ------
        UnknownIdError, UnknownValueError
            For a source that the graph does not hold, or a kind that does not exist.

        Examples
        --------
        >>> len(g.attributions.by("united-states", "south-korea"))
        2
        >>> g.attributions.by(kind="news").sources().ids
        ('outlet', 'yonhap')
        """
        if kind is None:
            return self._referring(
                "sources", ids_in(self._store, sources, _SOURCES, "source", "by")
            )
        wanted = source_test(kind)
        known = {
            record.id
            for each in _SOURCES
            for record in self._store.tables[each].values()
            if wanted(record)
        }
        if sources:
            known &= set(ids_in(self._store, sources, _SOURCES, "source", "by"))
        return self._referring("sources", known)

    def on_behalf_of(self, *agencies: Ref) -> Self:
        """Keep the rows that were made on behalf of one of the agencies."""
        ids = ids_in(self._store, agencies, (Kind.AGENCY,), "agency", "on_behalf_of")
        return self._referring("on_behalf_of", ids)

    def affiliated_with(self, *sources: Ref) -> Self:
        """Keep the rows made by a source, or by whoever belongs to it or spoke for it.

        Whoever is part of, speaks for, leads or is affiliated with a source belongs to it,
        transitively.

        Examples
        --------
        >>> sorted(g.attributions.affiliated_with("ukraine").sources().ids)
        ['gur', 'ukraine']
        """
        ids = ids_in(self._store, sources, _SOURCES, "source", "affiliated_with")
        belonging = reach(self._store, ids, AFFILIATION)
        return self._among(
            id_
            for field in ("sources", "on_behalf_of")
            for each in belonging
            for id_ in self._store.referring(Kind.ATTRIBUTION, field, each)
        )

    def to(self, *addressees: Ref) -> Self:
        """Keep the rows that were said to one of the addressees."""
        ids = ids_in(self._store, addressees, _SOURCES, "addressee", "to")
        return self._referring("addressees", ids)

    def naming(self, *values: NamingWord) -> Self:
        """Keep the rows whose sources are named, described or anonymous.

        A row that does not say follows its sources; where they differ, the best named one
        counts. A row without a source is anonymous.
        """
        wanted = words_in(Naming, values, "naming")
        return self._keep(lambda row: frames.naming_of(self._store, row) in wanted)

    # -- narrowing: what ----------------------------------------------------------------

    def of(self, *contents: Ref, narrower: bool = False, equivalents: bool = False) -> Self:
        """Keep the rows whose content is one of these claims or attributions.

        Parameters
        ----------
        *contents
            Claims, attributions or, for assessments, sources.
        narrower
            Take in claims that refine these, transitively.
        equivalents
            Take in claims linked as equivalent to these.

        Notes
        -----
        From ``g.attributions``, costs grow with the rows found, not with the graph.
        """
        ids = contents_in(self._store, contents, narrower=narrower, equivalents=equivalents)
        return self._referring("content", ids)

    def about(self, *sources: Ref) -> Self:
        """Keep the rows whose claim is about a source or a part of it, and its assessments.

        Examples
        --------
        >>> "gur-troops-in-kursk" in g.attributions.about("north-korea")
        True
        """
        ids = ids_in(self._store, sources, _SOURCES, "source", "about")
        parts = reach(self._store, ids, (Relation.PART_OF,))
        claims = [
            claim for part in parts for claim in self._store.referring(Kind.CLAIM, "about", part)
        ]
        return self._referring("content", [*claims, *parts])

    def act(self, *acts: ActWord, negated: bool | None = False) -> Self:
        """Keep the rows of an act.

        Parameters
        ----------
        *acts
            Words of `Act`.
        negated
            False (the default): the source did it. True: it is said not to have ("did not
            deny"). None: either.

        Examples
        --------
        >>> g.attributions.act("deny", negated=True).sources().ids
        ('putin',)
        """
        wanted = words_in(Act, acts, "act")
        return self._keep(
            lambda row: row.act in wanted and (negated is None or row.negated is negated)
        )

    def stance(self, *stances: StanceWord) -> Self:
        """Keep the rows of a stance: support, deny, query or comment."""
        wanted = words_in(Stance, stances, "stance")
        return self._keep(lambda row: row.stance in wanted)

    def certainty(self, *values: CertaintyWord) -> Self:
        """Keep the rows of a certainty: certain, probable, possible or unspecified."""
        wanted = words_in(Certainty, values, "certainty")
        return self._keep(lambda row: row.certainty in wanted)

    def quoted(self, *modes: QuoteModeWord) -> Self:
        """Keep the rows whose words are given in a mode; without one, direct or mixed."""
        wanted = words_in(QuoteMode, modes or ("direct", "mixed"), "quote mode")
        return self._keep(lambda row: row.quote_mode in wanted)

    # -- narrowing: where it stands -----------------------------------------------------

    def in_document(self, *documents: Ref) -> Self:
        """Keep the rows that a document holds, directly or inside other rows."""
        ids = ids_in(self._store, documents, (Kind.DOCUMENT,), "document", "in_document")
        return self._among(held_in(self._store, ids))

    def published_by(self, *agencies: Ref) -> Self:
        """Keep the rows that a document of one of the agencies holds."""
        ids = ids_in(self._store, agencies, (Kind.AGENCY,), "agency", "published_by")
        held = held_in(
            self._store,
            [
                document
                for id_ in ids
                for document in self._store.referring(Kind.DOCUMENT, "publisher", id_)
            ],
        )
        return self._among(held)

    def relays(self) -> Self:
        """Keep the rows whose content is another attribution."""
        rows = self._store.rows
        return self._keep(lambda row: row.content in rows)

    def relayed_by(self, *sources: Ref) -> Self:
        """Keep the rows that one of the sources passes on, at whatever remove.

        Who denies, questions or grades a statement does not pass it on.

        Examples
        --------
        >>> g.attributions.relayed_by("yonhap").sources().ids
        ('yoon-suk-yeol',)
        """
        ids = ids_in(self._store, sources, _SOURCES, "source", "relayed_by")
        rows = self._store.rows
        passed_on: set[str] = set()
        for source in ids:
            for each in self._store.referring(Kind.ATTRIBUTION, "sources", source):
                row = rows[each]
                while is_relay(row) and row.content in rows and row.content not in passed_on:
                    passed_on.add(row.content)
                    row = rows[row.content]
        return self._among(passed_on)

    def unrelayed(self) -> Self:
        """Keep the rows that nobody passes on."""
        return self._keep(lambda row: not relays_of(self._store, row.id))

    def standing(self) -> Self:
        """Keep the rows that stand: vouched for, and not retracted by their own sources.

        See `AttributionGraph.is_standing`.
        """
        return self._keep(lambda row: stands(self._store, row.id))

    # -- narrowing: when ----------------------------------------------------------------

    def before(self, time: str | date | When, *, clock: Clock = "said_at") -> Self:
        """Keep the rows that are certainly before a time.

        Parameters
        ----------
        time
            A time as `When` takes it; "before 2024-10" is before its first instant.
        clock
            ``"said_at"``: when it was said; a row that does not say was said no later than
            it was published or relayed. ``"happened_at"``: when, in the world, its claim is
            set. ``"published_at"``: when the first document that holds it was published.
            ``"recorded_at"``: when it was recorded.

        Notes
        -----
        Rows whose dates do not decide it are in `undecided`.
        """
        when, span = When(time), clocks.span_on(clock)
        return self._keep(lambda row: clocks.certainly_before(span(self._store, row), when))

    def after(self, time: str | date | When, *, clock: Clock = "said_at") -> Self:
        """Keep the rows that are certainly after a time; see `before`."""
        when, span = When(time), clocks.span_on(clock)
        return self._keep(lambda row: clocks.certainly_after(span(self._store, row), when))

    def during(self, time: str | date | When, *, clock: Clock = "said_at") -> Self:
        """Keep the rows that may fall into a time; those without any date are undecided."""
        when, span = When(time), clocks.span_on(clock)
        return self._keep(lambda row: clocks.may_overlap(span(self._store, row), when))

    def as_of(self, time: str | date | When) -> Self:
        """Keep the rows that were published or recorded by a time, that time taken in."""
        when = When(time)
        return self._keep(lambda row: clocks.known_by(self._store, row, when))

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
            self._store, _SOURCES, {each.id: each for each in records if each is not None}
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
        return tuple(each for each in records if each is not None)  # type: ignore[misc]

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
        return super()._fields() | {
            "source": lambda row: row.sources,
            "claim": lambda row: getattr(bottom_claim(store, row.id), "id", None),
            "document": lambda row: row_documents(store, row.id),
            "publisher": lambda row: frames.publishers_of(store, row),
            "published_at": lambda row: frames.published_at(store, row),
            "naming": lambda row: frames.naming_of(store, row),
            "factuality": lambda row: row.factuality,
            "asserts": lambda row: row.asserts,
            "standing": lambda row: stands(store, row.id),
            "via": lambda row: frames.via_of(store, row.id) or None,
        }

    def _summary(self) -> str:
        undecided = f" ({len(self._maybe)} more undecided)" if self._maybe else ""
        return super()._summary() + undecided

    def _table(self, records: Any) -> tuple[list[str], list[list[str]], list[int]]:
        return frames.row_table(self._store, records)
