"""What was said when, what was known when, and how a figure drifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

from attribgraph import clocks
from attribgraph.arguments import Ref, ids_in, one_id
from attribgraph.chains import supports
from attribgraph.closures import reach
from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.model import Attribution, Link
from attribgraph.standing import is_relay, relays_of, stands
from attribgraph.store import SOURCE_KINDS, collector_paused
from attribgraph.views import AttributionView
from attribgraph.vocabulary import Kind, Relation
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from attribgraph.clocks import Clock
    from attribgraph.graph import AttributionGraph
    from attribgraph.model import Record
    from attribgraph.quantity import Quantity
    from attribgraph.standing import Span
    from attribgraph.store import Store

__all__ = ["DriftStep", "Event", "drift", "first_said", "holding", "known_at", "timeline"]


@dataclass(frozen=True, slots=True)
class Event:
    """A row on a timeline.

    Attributes
    ----------
    row
        The row.
    earliest, latest
        The first and the last instant that it may be, in UTC; None where that is not known.
    tied
        Whether its place is not certain: another row's time overlaps its own, or nothing is
        known of its time.
    """

    row: Attribution
    earliest: datetime | None
    latest: datetime | None
    tied: bool

    @property
    def dated(self) -> bool:
        """Whether anything is known of its time."""
        return self.earliest is not None or self.latest is not None


@collector_paused()
def timeline(
    g: AttributionGraph | AttributionView, *refs: Ref, clock: Clock = "said_at"
) -> tuple[Event, ...]:
    """Put standing rows in the order of their times.

    Parameters
    ----------
    g
        A graph, for its rows that stand, or a view, for all rows in it.
    *refs
        Claims and sources whose rows are wanted; none for all.
    clock
        Which time: said_at, happened_at, published_at or recorded_at.

    Returns
    -------
    tuple of Event
        By earliest instant; a row that has only a latest one, by that. Where the dates do
        not tell the order, both rows say so (`Event.tied`). Rows without any date come last
        and are tied, unless alone; none is left out.

    Raises
    ------
    UnknownIdError
        If nothing has an id, with near matches.
    WrongKindError
        If what has it is neither a claim nor a source.
    UnknownValueError
        If there is no such clock.

    Notes
    -----
    Costs grow as n log n with the rows.

    Examples
    --------
    >>> timeline(g, "gur")[0].earliest.date().isoformat()
    '2024-10-24'
    """
    rows = _wanted(g, refs)
    store = rows._store  # noqa: SLF001 (analyses read the storage)
    span = clocks.span_on(clock)
    spans = [(row, *(span(store, row) or (None, None))) for row in rows]
    dated = [each for each in spans if each[1] is not None or each[2] is not None]
    dated.sort(key=lambda each: each[1] or each[2] or _NEVER)
    undated = [each for each in spans if each[1] is None and each[2] is None]
    ties = [*_tied([each[1:] for each in dated]), *([len(spans) > 1] * len(undated))]
    return tuple(
        Event(row, earliest, latest, tied)
        for (row, earliest, latest), tied in zip([*dated, *undated], ties, strict=True)
    )


def _wanted(g: AttributionGraph | AttributionView, refs: tuple[Ref, ...]) -> AttributionView:
    rows = g if isinstance(g, AttributionView) else g.attributions.standing()
    if not refs:
        return rows
    store = rows._store  # noqa: SLF001 (analyses read the storage)
    wanted = ids_in(store, refs, (*SOURCE_KINDS, Kind.CLAIM), "claim or source", "timeline")
    claims = [each for each in wanted if each in store.tables[Kind.CLAIM]]
    sources = [each for each in wanted if each not in store.tables[Kind.CLAIM]]
    found = rows.of(claims) if claims else rows.by(sources)
    return found | rows.by(sources) if claims and sources else found


_EVER: Final = datetime.min.replace(tzinfo=UTC)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def _tied(spans: Sequence[Span]) -> list[bool]:
    """Return whether each span shares an instant with another, in one sweep.

    Whatever overlaps a span that started earlier overlaps, or did so before, the one of them
    that lasts longest.
    """
    order = sorted(range(len(spans)), key=lambda place: spans[place][0] or _EVER)
    tied = [False] * len(spans)
    longest, reached = -1, _EVER
    for place in order:
        start, end = spans[place][0] or _EVER, spans[place][1] or _NEVER
        if longest >= 0 and start <= reached:
            tied[place] = tied[longest] = True
        if longest < 0 or end > reached:
            longest, reached = place, end
    return tied


def first_said(g: AttributionGraph, claim: Ref, *, clock: Clock = "said_at") -> AttributionView:
    """Return the rows that may be the first to assert a claim.

    Parameters
    ----------
    g
        The graph.
    claim
        The claim.
    clock
        Which time: said_at, happened_at, published_at or recorded_at.

    Returns
    -------
    AttributionView
        The standing rows with a date that no other certainly precedes: several if their
        dates do not tell. Rows without a date of their own that may be the first as well are
        in its ``undecided``; if no dated row can be the first, those that were certainly
        published before all others are.

    Raises
    ------
    UnknownIdError
        If nothing has the id, with near matches.
    WrongKindError
        If what has it is no claim.
    UnknownValueError
        If there is no such clock.

    Examples
    --------
    >>> first_said(g, "troops-in-kursk").ids
    ('ukraine-troops-in-kursk', 'gur-troops-in-kursk')
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    rows = g.who_asserted(one_id(store, claim, (Kind.CLAIM,), "claim", "first_said"))
    span = clocks.span_on(clock)
    spans = {row.id: span(store, row) or (None, None) for row in rows}
    first = min((end for _, end in spans.values() if end is not None), default=None)
    possible = {
        row.id: row for row in rows if first is None or (spans[row.id][0] or _EVER) <= first
    }
    held = {
        id_: row
        for id_, row in possible.items()
        if spans[id_] != (None, None) and (clock != "said_at" or row.said_at is not None)
    }
    if not held:
        held = {id_: row for id_, row in possible.items() if spans[id_][1] is not None}
    maybe = {id_: row for id_, row in possible.items() if id_ not in held}
    return AttributionView(store, held=held, maybe=maybe)


def known_at(g: AttributionGraph, time: str | date | When) -> AttributionGraph:
    """Return the graph as it was known at a time: rows published or recorded by then.

    A retraction made later is not in it, so what it retracts still stands there. With each
    row come the records that it refers to; links recorded later are left out. Rows that
    may not have been known yet are left out too: ``g.attributions.as_of(t).undecided``
    has them.

    Parameters
    ----------
    g
        The graph; it is not changed.
    time
        The time, itself taken in.

    Returns
    -------
    AttributionGraph
        Another graph.

    Raises
    ------
    WhenError
        If the time is none.

    Notes
    -----
    Costs grow with the graph.

    Examples
    --------
    >>> len(known_at(g, "2023"))
    0
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    when = When(time)
    known: set[str] = set()
    for row in g.attributions.as_of(when):
        at: str | None = row.id
        while at in store.rows and at not in known:
            known.add(at)
            at = store.rows[at].content
    return type(g)(record for record in store.records() if _was_there(store, record, known, when))


def _was_there(store: Store, record: Record, known: set[str], when: When) -> bool:
    if isinstance(record, Attribution):
        return record.id in known
    if not isinstance(record, Link):
        return True
    published = (
        store.tables[Kind.DOCUMENT][record.document].published_at if record.document else None
    )
    late = any(each is not None and each.after(when) for each in (record.recorded_at, published))
    ends = (record.subject, record.object)
    return not late and all(end not in store.rows or end in known for end in ends)


def holding(
    g: AttributionGraph,
    *claims: Ref,
    at: str | date | When,
    known: str | date | When | None = None,
) -> AttributionView:
    """Return the rows that say that a state of affairs held at a time, by what was known.

    Parameters
    ----------
    g
        The graph.
    *claims
        The claims that are taken as saying so; claims that refine them are too.
    at
        The time asked about, on the world's clock (``happened_at``).
    known
        The time of asking: only what was published or recorded by then counts, and what
        was retracted by then does not. None: now.

    Returns
    -------
    AttributionView
        Rows of the graph that assert such a claim for a time that may overlap: true, as a
        condition, if there is one. In ``undecided`` are rows whose claims have no date, and
        rows that may not have been known yet.

    Raises
    ------
    UnknownIdError
        If nothing has an id, with near matches.
    WrongKindError
        If what has it is no claim.
    WhenError
        If a time is none.

    Examples
    --------
    >>> holding(g, "kursk-incursion", at="2024-08").ids
    ('outlet-kursk-incursion',)
    >>> bool(holding(g, "kursk-incursion", at="2023"))
    False
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    ids = ids_in(store, claims, (Kind.CLAIM,), "claim", "holding")
    wanted = list(reach(store, ids, (Relation.REFINES, Relation.EQUIVALENT_TO)))
    if known is None:
        return g.who_asserted(wanted).during(at, clock="happened_at")
    then = known_at(g, known).who_asserted(wanted).during(at, clock="happened_at")
    unsure = g.who_asserted(wanted) & g.attributions.as_of(known).undecided
    may = unsure.during(at, clock="happened_at")
    rows = store.rows
    held = {id_: rows[id_] for id_ in then.ids}
    maybe = (*then.undecided.ids, *may.ids, *may.undecided.ids)
    return AttributionView(
        store, held=held, maybe={id_: rows[id_] for id_ in maybe if id_ not in held}
    )


@dataclass(frozen=True, slots=True)
class DriftStep:
    """One step of a figure: from one row that gives it to another.

    Attributes
    ----------
    earlier, later
        The rows.
    before, after
        Their figures.
    along
        ``"time"``: the next row by date. ``"relay"``: the later row's source passes the
        earlier row on, and gives a figure of its own.
    absolute, relative
        Change of the figure (of the middle of a range), and that change over the earlier
        figure; None where a figure is open at an end, or the earlier one is zero.
    certain
        Whether the dates leave no doubt that the earlier row came first.
    """

    earlier: Attribution
    later: Attribution
    before: Quantity
    after: Quantity
    along: Literal["time", "relay"]
    absolute: float | None
    relative: float | None
    certain: bool


def drift(g: AttributionGraph, measure: str) -> tuple[DriftStep, ...]:
    """Follow a figure along time, and along relays.

    Parameters
    ----------
    g
        The graph.
    measure
        The measure whose figures are compared (`Quantity.measure`).

    Returns
    -------
    tuple of DriftStep
        First the steps along time, from each standing row that gives a figure to the next;
        rows whose dates do not tell their place are there too, with steps that are not
        `certain`, those without any date last. Then the steps along relays. Figures of
        different units are not compared.

    Raises
    ------
    UnknownValueError
        If no claim has such a measure.

    Examples
    --------
    >>> drift(g, "deployed-to-russia")
    ()
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    claims = {
        id_: claim.quantity
        for id_, claim in store.tables[Kind.CLAIM].items()
        if claim.quantity is not None and claim.quantity.measure == measure
    }
    if not claims:
        known = sorted(
            {
                claim.quantity.measure
                for claim in store.tables[Kind.CLAIM].values()
                if claim.quantity is not None and claim.quantity.measure
            }
        )
        near = did_you_mean(measure, known)
        message = f"no claim measures {measure!r}{near}; measures: {', '.join(known) or 'none'}"
        raise UnknownValueError(message, field="measure")
    rows = [
        row
        for id_ in claims
        for each in store.referring(Kind.ATTRIBUTION, "content", id_)
        if supports(row := store.rows[each]) and stands(store, each)
    ]
    span = clocks.span_on("said_at")
    spans = {row.id: span(store, row) or (None, None) for row in rows}
    rows.sort(key=lambda row: spans[row.id][0] or spans[row.id][1] or _NEVER)
    steps = [
        _step(one, other, claims, "time", _precedes(spans, one, other))
        for one, other in _neighbours(rows, claims)
    ]
    own: dict[str, list[Attribution]] = {}
    for row in rows:
        for source in row.sources:
            own.setdefault(source, []).append(row)
    for row in rows:
        for source in _passing(store, row.id):
            steps.extend(
                _step(row, other, claims, "relay", _precedes(spans, row, other))
                for other in own.get(source, ())
                if other is not row and claims[other.content].unit == claims[row.content].unit
            )
    return tuple(steps)


def _precedes(spans: Mapping[str, Span], one: Attribution, other: Attribution) -> bool:
    end, start = spans[one.id][1], spans[other.id][0]
    return end is not None and start is not None and end < start


def _neighbours(
    rows: Iterable[Attribution], figures: dict[str, Quantity]
) -> list[tuple[Attribution, Attribution]]:
    last: dict[str | None, Attribution] = {}
    pairs = []
    for row in rows:
        unit = figures[row.content].unit
        if unit in last:
            pairs.append((last[unit], row))
        last[unit] = row
    return pairs


def _passing(store: Store, row: str) -> dict[str, None]:
    """Return the sources that pass a row on, at any remove."""
    found: dict[str, None] = {}
    todo = [row]
    while todo:
        for relay in relays_of(store, todo.pop()):
            if is_relay(relay) and stands(store, relay.id):
                found.update(dict.fromkeys(relay.sources))
                todo.append(relay.id)
    return found


def _step(
    one: Attribution,
    other: Attribution,
    figures: dict[str, Quantity],
    along: Literal["time", "relay"],
    certain: bool,  # noqa: FBT001 (private)
) -> DriftStep:
    before, after = figures[one.content], figures[other.content]
    start, end = _middle(before), _middle(after)
    absolute = None if start is None or end is None else end - start
    return DriftStep(
        one,
        other,
        before,
        after,
        along,
        absolute,
        absolute / start if absolute is not None and start else None,
        certain,
    )


def _middle(figure: Quantity) -> float | None:
    if figure.low is None or figure.high is None:
        return None
    return (figure.low + figure.high) / 2
