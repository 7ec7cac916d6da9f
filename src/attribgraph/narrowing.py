"""The words that narrow rows, the same for rows in memory and rows in tables.

Each word says what its arguments may be and makes a condition (`attribgraph.conditions`);
keeping the rows that meet it is up to the collection.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Self

from attribgraph import clocks
from attribgraph.arguments import Ref, field_values, ids_in, source_words, words_in
from attribgraph.closures import AFFILIATION
from attribgraph.conditions import (
    Among,
    Both,
    ClaimsAbout,
    Condition,
    Either,
    Ids,
    NoSpan,
    OnClock,
    Picked,
    Reached,
    Shared,
    SourcesOf,
    United,
    Unknown,
)
from attribgraph.store import SOURCE_ORDER
from attribgraph.vocabulary import (
    Act,
    ActWord,
    Certainty,
    CertaintyWord,
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
    from collections.abc import Callable, Iterable
    from datetime import date

    from attribgraph.clocks import Clock, Question
    from attribgraph.model import Attribution

__all__ = ["Narrowing", "committed", "contents_in", "known_by"]

_CONTENTS: Final = (Kind.CLAIM, Kind.ATTRIBUTION, *SOURCE_ORDER)


class Narrowing:
    """Rows that words narrow: a base of the collections of rows.

    The arguments of one call are alternatives; calls are conjoined.
    """

    __slots__ = ()

    _store: Any

    if TYPE_CHECKING:  # what the collections have

        def _narrow(self, condition: Condition) -> Self:
            """Keep the rows that meet a condition."""

        def _keep(self, test: Callable[[Attribution], bool | None]) -> Self:
            """Keep the rows that pass a test in Python."""

        def _values_of(self, field: str) -> Any:
            """Raise if the rows have no such field."""

    def _ids(self, refs: Iterable[Ref], kinds: Iterable[Kind], what: str, asked: str) -> Ids:
        return Ids(tuple(ids_in(self._store, refs, kinds, what, asked)))

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
            return self._narrow(
                Among("sources", self._ids(sources, SOURCE_ORDER, "source", "by")),
            )
        wanted: Picked = SourcesOf(source_words(kind))
        if sources:
            wanted = Shared(self._ids(sources, SOURCE_ORDER, "source", "by"), wanted)
        return self._narrow(Among("sources", wanted))

    def on_behalf_of(self, *agencies: Ref) -> Self:
        """Keep the rows that were made on behalf of one of the agencies."""
        ids = self._ids(agencies, (Kind.AGENCY,), "agency", "on_behalf_of")
        return self._narrow(Among("on_behalf_of", ids))

    def affiliated_with(self, *sources: Ref) -> Self:
        """Keep the rows made by a source, or by whoever belongs to it or spoke for it.

        Whoever is part of, speaks for, leads or is affiliated with a source belongs to it,
        transitively. A link counts whatever its ``since`` and ``until``: the rows of one who
        has changed sides are those of both; narrow by time, too.

        Examples
        --------
        >>> sorted(g.attributions.affiliated_with("ukraine").sources().ids)
        ['gur', 'ukraine']
        """
        ids = self._ids(sources, SOURCE_ORDER, "source", "affiliated_with")
        belonging = Reached(ids, AFFILIATION)
        return self._narrow(Either((Among("sources", belonging), Among("on_behalf_of", belonging))))

    def to(self, *addressees: Ref) -> Self:
        """Keep the rows that were said to one of the addressees."""
        ids = self._ids(addressees, SOURCE_ORDER, "addressee", "to")
        return self._narrow(Among("addressees", ids))

    def naming(self, *values: NamingWord) -> Self:
        """Keep the rows whose sources are named, described or anonymous.

        A row that does not say follows its sources; where they differ, the best named one
        counts. A row without a source is anonymous.
        """
        return self._narrow(Among("naming", tuple(words_in(Naming, values, "naming"))))

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
        picked = contents_in(self._store, contents, narrower=narrower, equivalents=equivalents)
        return self._narrow(Among("content", picked))

    def about(self, *sources: Ref) -> Self:
        """Keep the rows whose claim is about a source or a part of it, and its assessments.

        Examples
        --------
        >>> "gur-troops-in-kursk" in g.attributions.about("north-korea")
        True
        """
        ids = self._ids(sources, SOURCE_ORDER, "source", "about")
        parts = Reached(ids, frozenset({Relation.PART_OF}))
        return self._narrow(Among("content", United(ClaimsAbout(parts), parts)))

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
        wanted = Among("act", tuple(words_in(Act, acts, "act")))
        if negated is None:
            return self._narrow(wanted)
        return self._narrow(Both((wanted, Among("negated", (negated,)))))

    def stance(self, *stances: StanceWord) -> Self:
        """Keep the rows of a stance: support, deny, query or comment."""
        return self._narrow(Among("stance", tuple(words_in(Stance, stances, "stance"))))

    def certainty(self, *values: CertaintyWord) -> Self:
        """Keep the rows of a certainty: certain, probable, possible or unspecified."""
        return self._narrow(Among("certainty", tuple(words_in(Certainty, values, "certainty"))))

    def quoted(self, *modes: QuoteModeWord) -> Self:
        """Keep the rows whose words are given in a mode; without one, direct or mixed."""
        wanted = words_in(QuoteMode, modes or ("direct", "mixed"), "quote mode")
        return self._narrow(Among("quote_mode", tuple(wanted)))

    def where(
        self, predicate: Callable[[Attribution], bool] | None = None, /, **fields: Any
    ) -> Self:
        """Keep the rows that a predicate holds for, or whose fields have given values.

        Parameters
        ----------
        predicate
            Called with each row; for rows in memory alone.
        **fields
            A value for a field, or a list of alternatives; None for rows without it. A
            field that holds several matches if one of them does.

        Raises
        ------
        UnknownValueError, UnknownIdError, WhenError
            For a field that does not exist, or a value that it cannot hold.

        Examples
        --------
        >>> len(g.attributions.where(cue="did not deny", negated=True))
        1
        """
        tests: list[Condition] = []
        for name, value in fields.items():
            self._values_of(name)
            values = field_values(self._store, (Kind.ATTRIBUTION,), name, value)
            tests.append(Among(name, tuple(values)))
        kept = self._narrow(Both(tuple(tests))) if tests or predicate is None else self
        return kept if predicate is None else kept._keep(predicate)  # noqa: SLF001 (of its own kind)

    # -- narrowing: where it stands -----------------------------------------------------

    def in_document(self, *documents: Ref) -> Self:
        """Keep the rows that a document holds, directly or inside other rows."""
        ids = self._ids(documents, (Kind.DOCUMENT,), "document", "in_document")
        return self._narrow(Among("document", ids))

    def published_by(self, *agencies: Ref) -> Self:
        """Keep the rows that a document of one of the agencies holds."""
        ids = self._ids(agencies, (Kind.AGENCY,), "agency", "published_by")
        return self._narrow(Among("publisher", ids))

    def first_hand(self) -> Self:
        """Keep the rows whose content is a claim: what their sources say themselves.

        Examples
        --------
        >>> len(g.attributions.first_hand()) + len(g.attributions.relays()) == len(g)
        True
        """
        return self._narrow(Among("content_kind", (Kind.CLAIM,)))

    def relays(self) -> Self:
        """Keep the rows whose content is another attribution."""
        return self._narrow(Among("content_kind", (Kind.ATTRIBUTION,)))

    def relayed_by(self, *sources: Ref) -> Self:
        """Keep the rows that one of the sources passes on, at whatever remove.

        Who denies, questions or grades a statement does not pass it on.

        Examples
        --------
        >>> g.attributions.relayed_by("yonhap").sources().ids
        ('yoon-suk-yeol',)
        """
        ids = self._ids(sources, SOURCE_ORDER, "source", "relayed_by")
        return self._narrow(Among("relayed_by", ids))

    def unrelayed(self) -> Self:
        """Keep the rows that nobody passes on."""
        return self._narrow(Among("relayed", (False,)))

    def standing(self) -> Self:
        """Keep the rows that stand: vouched for, and not retracted by their own sources.

        See `AttributionGraph.is_standing`.
        """
        return self._narrow(Among("standing", (True,)))

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
        return self._narrow(_on(clock, clocks.certainly_before(When(time))))

    def after(self, time: str | date | When, *, clock: Clock = "said_at") -> Self:
        """Keep the rows that are certainly after a time; see `before`."""
        return self._narrow(_on(clock, clocks.certainly_after(When(time))))

    def during(self, time: str | date | When, *, clock: Clock = "said_at") -> Self:
        """Keep the rows that may fall into a time; those without any date are undecided."""
        return self._narrow(_on(clock, clocks.may_overlap(When(time))))

    def as_of(self, time: str | date | When) -> Self:
        """Keep the rows that were published or recorded by a time, that time taken in."""
        return self._narrow(known_by(When(time)))


def _on(clock: str, question: Question) -> OnClock:
    clocks.span_on(clock)
    return OnClock(clock, question)


def known_by(when: When) -> Condition:
    """Return the condition of having been published or recorded by a time, itself taken in."""
    seen = ("published_at", "recorded_at")
    # where the one clock shows nothing the other decides; where neither does, nothing does
    ended = replace(clocks.ended_by(when), nothing=False)
    return Either((*(OnClock(each, ended) for each in seen), Both((NoSpan(seen), Unknown()))))


def committed(contents: Picked, stance: Stance) -> Condition:
    """Return the condition of standing, and asserting or denying one of the contents."""
    return Both(
        (
            Among("content", contents),
            Among("stance", (stance,)),
            Among("asserts", (True,)),
            Among("standing", (True,)),
        )
    )


def contents_in(
    store: Any, contents: Iterable[Ref], *, narrower: bool, equivalents: bool
) -> Picked:
    """Return the contents that the caller means, as `Narrowing.of` takes them."""
    ids = Ids(tuple(ids_in(store, contents, _CONTENTS, "content", "of")))
    relations = frozenset(
        [
            *([Relation.REFINES] if narrower else []),
            *([Relation.EQUIVALENT_TO] if equivalents else []),
        ]
    )
    return Reached(ids, relations) if relations else ids
