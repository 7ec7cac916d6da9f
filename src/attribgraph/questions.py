"""What can be asked of a graph: its collections, its shorthands, its form for networkx."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from attribgraph import clocks, networks, quotes, sentences
from attribgraph.arguments import Ref, one_id
from attribgraph.conditions import ids_of
from attribgraph.errors import UndecidedError
from attribgraph.model import Attribution, Record
from attribgraph.narrowing import contents_in
from attribgraph.standing import relays_of, stands
from attribgraph.store import SOURCE_KINDS, SOURCE_ORDER
from attribgraph.tabular import html_table
from attribgraph.views import AttributionView, NodeView
from attribgraph.vocabulary import Kind, Stance
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    import networkx as nx

    from attribgraph.store import Store

__all__ = ["Questions"]

_NODES: Final = {
    "actors": Kind.ACTOR,
    "agencies": Kind.AGENCY,
    "documents": Kind.DOCUMENT,
    "claims": Kind.CLAIM,
    "attributions": Kind.ATTRIBUTION,
    "links": Kind.LINK,
}


class Questions:
    """The side of `AttributionGraph` that changes nothing."""

    __slots__ = ("__weakref__", "_store")

    _store: Store

    @property
    def attributions(self) -> AttributionView:
        """The rows: where every query starts."""
        return AttributionView(self._store)

    @property
    def actors(self) -> NodeView:
        """The actors."""
        return NodeView(self._store, (Kind.ACTOR,))

    @property
    def agencies(self) -> NodeView:
        """The agencies."""
        return NodeView(self._store, (Kind.AGENCY,))

    @property
    def sources(self) -> NodeView:
        """The actors and the agencies: whoever speaks or is spoken of."""
        return NodeView(self._store, SOURCE_ORDER)

    @property
    def claims(self) -> NodeView:
        """The claims."""
        return NodeView(self._store, (Kind.CLAIM,))

    @property
    def documents(self) -> NodeView:
        """The documents."""
        return NodeView(self._store, (Kind.DOCUMENT,))

    @property
    def links(self) -> NodeView:
        """The links."""
        return NodeView(self._store, (Kind.LINK,))

    def records(self) -> Iterator[Record]:
        """Iterate over all records: actors, agencies, documents, claims, attributions, links."""
        return iter(list(self._store.records()))

    def kind_of(self, ref: Ref) -> Kind:
        """Return what kind of record an id names."""
        return self._store.require(one_id(self._store, ref, Kind, "record", "kind_of")).record_kind

    def __getitem__(self, ref: str | Record) -> Any:
        """Return the record under an id.

        Raises
        ------
        UnknownIdError
            If there is none; the message suggests near ids.
        """
        return self._store.require(ref.id if isinstance(ref, Record) else ref)

    def __contains__(self, ref: object) -> bool:
        if isinstance(ref, Record):
            return self._store.get(ref.id) == ref
        return isinstance(ref, str) and self._store.get(ref) is not None

    def __len__(self) -> int:
        """Count the attributions."""
        return len(self._store.rows)

    def __bool__(self) -> bool:
        """Whether the graph holds any record."""
        return any(self._store.tables.values())

    def __iter__(self) -> Iterator[Attribution]:
        """Iterate over the attributions."""
        return iter(self.attributions)

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self._counts()}"

    def _repr_html_(self) -> str:
        rows = [
            [name, str(len(self._store.tables[kind]))]
            for name, kind in _NODES.items()
            if self._store.tables[kind]
        ]
        summary = html_table(type(self).__name__, ["records", "number"], rows)
        tables = f"{summary}{self.attributions._repr_html_()}"
        drawn = self._drawn(self)
        if drawn is None:
            return f"<div>{tables}</div>"
        counts = escape(repr(self))
        return f"<div>{drawn}<details><summary>{counts}</summary>{tables}</details></div>"

    @staticmethod
    def _drawn(_: Any) -> str | None:
        """Draw a graph for a notebook; the package, where plots are known, puts in how."""
        return None

    def _counts(self) -> str:
        tables = self._store.tables
        numbers = {
            "attribution": len(tables[Kind.ATTRIBUTION]),
            "claim": len(tables[Kind.CLAIM]),
            "source": len(tables[Kind.ACTOR]) + len(tables[Kind.AGENCY]),
            "document": len(tables[Kind.DOCUMENT]),
            "link": len(tables[Kind.LINK]),
        }
        return ", ".join(
            f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in numbers.items()
        )

    def to_networkx(self, *, reify: bool = True) -> nx.MultiDiGraph[Any]:
        """Return the graph for networkx: typed nodes, typed edges.

        Parameters
        ----------
        reify
            True: each record but a link is a node with ``kind`` and ``record``, and edges
            with ``kind`` run source -makes-> attribution -content-> claim or attribution,
            attribution -found_in-> document -published_by-> agency, attribution
            -on_behalf_of-> agency, attribution -addressed_to-> source, claim -about->
            source; each link is an edge of its relation's kind, keyed by its id
            (or by ``link`` and its id, if that is the name of another kind of edge).
            False: source -> claim, one edge a source of each row that stands, keyed by the
            row's id, with ``kind`` its stance; relays are left out, as they do not take a
            stance towards the claim.

        Returns
        -------
        networkx.MultiDiGraph
            **Frozen, and shared until the next change of this graph.** ``.copy()`` gives
            one that can be changed (networkx freezes nodes and edges, not their
            attributes: copy before setting any). Nothing done to either reaches this graph.

        Examples
        --------
        >>> import networkx as nx
        >>> nx.shortest_path(g.to_networkx(), "gur", "north-korea")[1]
        'gur-troops-in-kursk'
        """
        return networks.to_networkx(self._store, reify=reify)

    # -- shorthands ---------------------------------------------------------------------

    def is_standing(self, row: Ref) -> bool:
        """Whether a row stands.

        A row that is content of another stands if its own document states it, or a standing
        row with supporting stance relays it; a row that is nobody's content stands. A row
        that its own sources retract, in a row that stands, does not.
        """
        return stands(self._store, self._row(row, "is_standing"))

    def relays_of(self, row: Ref) -> tuple[Attribution, ...]:
        """Return the rows that pass a row on."""
        return tuple(relays_of(self._store, self._row(row, "relays_of")))

    def _row(self, ref: Ref, asked: str) -> str:
        return one_id(self._store, ref, (Kind.ATTRIBUTION,), "attribution", asked)

    def who_asserted(
        self, claim: Ref, *, narrower: bool = False, equivalents: bool = False
    ) -> AttributionView:
        """Return the standing rows by which sources assert a claim.

        Parameters
        ----------
        claim
            The claim, or several.
        narrower, equivalents
            Take in claims that refine it, or are equivalent to it.

        Examples
        --------
        >>> g.who_asserted("troops-in-kursk").sources().ids
        ('ukraine', 'gur')
        """
        return self._committed(claim, Stance.SUPPORT, narrower=narrower, equivalents=equivalents)

    def who_denied(
        self, claim: Ref, *, narrower: bool = False, equivalents: bool = False
    ) -> AttributionView:
        """Return the standing rows by which sources deny a claim; see `who_asserted`.

        Who "did not deny" is not among those who denied, nor among those who asserted.

        Examples
        --------
        >>> len(g.who_denied("troops-in-kursk"))
        0
        """
        return self._committed(claim, Stance.DENY, narrower=narrower, equivalents=equivalents)

    def _committed(
        self, claim: Ref, stance: Stance, *, narrower: bool, equivalents: bool
    ) -> AttributionView:
        # what `committed` says, in half the time
        store = self._store
        ids = ids_of(
            store, contents_in(store, (claim,), narrower=narrower, equivalents=equivalents)
        )
        found = [store.referring(Kind.ATTRIBUTION, "content", each) for each in ids]
        held = {
            id_: row
            for rows in found
            for id_, row in rows.items()
            if row.stance is stance and row.asserts and stands(store, id_)
        }
        if len(found) > 1:
            held = {id_: held[id_] for id_ in sorted(held, key=store.place)}
        return AttributionView(store, held=held)

    def stance_of(
        self, source: Ref, claim: Ref, *, at: str | date | When | None = None
    ) -> Stance | None:
        """Return a source's stance towards a claim: that of its last standing row.

        Parameters
        ----------
        source, claim
            One of each.
        at
            Only what was certainly said by then counts.

        Returns
        -------
        Stance or None
            None if no row says. A comment or a query does not undo a support or a denial.

        Raises
        ------
        UndecidedError
            If rows both support and deny, and their dates do not tell which came last.

        Examples
        --------
        >>> str(g.stance_of("gur", "troops-in-kursk"))
        'support'
        """
        who = one_id(self._store, source, SOURCE_KINDS, "source", "stance_of")
        what = one_id(self._store, claim, (Kind.CLAIM, Kind.ATTRIBUTION), "claim", "stance_of")
        found = self.attributions.by(who).of(what).standing()
        if at is not None:
            by_then, said = clocks.ended_by(When(at)), clocks.span_on("said_at")
            found = found.where(lambda row: bool(by_then.of(said(self._store, row))))
        last = clocks.last_of(self._store, [row for row in found if row.stance.sign] or list(found))
        stances = list(dict.fromkeys(row.stance for row in last))
        if len(stances) > 1 and stances[0].sign:
            named = ", ".join(f"{row.id!r} ({row.stance.value})" for row in last)
            message = f"the dates do not tell which of these rows came last: {named}"
            raise UndecidedError(message, record=last[0].id, field="said_at")
        return stances[0] if len(stances) == 1 else (Stance.COMMENT if stances else None)

    def explain(self, row: Ref) -> str:
        """Return the sentence to print: who, according to whom, said what.

        Examples
        --------
        >>> g.explain("us-and-south-korea-training")[:50]
        'The United States and South Korea said that North '
        """
        return sentences.explain(self._store, self._row(row, "explain"))

    def check_quotes(
        self, texts: Mapping[str, str], *, any_text: bool = False
    ) -> tuple[quotes.QuoteCheck, ...]:
        """Look every quote and excerpt up in the documents' texts.

        Parameters
        ----------
        texts
            The text of each document, by the document's id.
        any_text
            Do not refuse a text whose SHA-256 is not that of its document.

        Returns
        -------
        tuple of QuoteCheck
            One for each quote and each excerpt of the rows that these documents hold, with
            ``record``, ``quote`` and ``status``: exact, near (it differs only in quote
            marks, dashes or spaces), ambiguous or missing. A quote is sought inside its
            row's excerpts first. Nothing is changed.

        Raises
        ------
        UnknownIdError, TextMismatchError
            For a document that the graph does not hold, or another text than the one the
            offsets count in.
        """
        return quotes.check_quotes(self._store, texts, any_text=any_text)
