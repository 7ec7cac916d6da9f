"""What a timeline shows: which rows in which lanes, when, and what joins them.

Times are day numbers (days since 1970, as matplotlib counts them). Nothing here knows where
on the page anything goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from attribgraph import clocks
from attribgraph.arguments import Ref, ids_in
from attribgraph.disputes import reversals
from attribgraph.errors import UnknownValueError
from attribgraph.plot.axis import day_number
from attribgraph.plot.chains import NOBODY, rows_of
from attribgraph.plot.dates import short_date
from attribgraph.plot.describe import counted
from attribgraph.plot.labels import act_label, source_words
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import is_hedged, mark_of
from attribgraph.plot.words import clean
from attribgraph.sentences import explain
from attribgraph.standing import bottom_claim, documents_of, is_relay, not_after, relays_of, stands
from attribgraph.store import SOURCE_KINDS
from attribgraph.views import AttributionView
from attribgraph.vocabulary import Act, Kind, Relation
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from attribgraph.model import Attribution
    from attribgraph.plot.style import Style
    from attribgraph.store import Store

__all__ = ["Event", "Events", "Join", "Lanes", "Stretch", "event_sentences", "read_events"]

MAX_LANES: Final = 60
MAX_EVENTS: Final = 300

Lanes = Literal["claim", "source"]
"""What has a lane of its own."""

_MOST_TOLD: Final = 60
_PLAIN: Final = frozenset({Act.ASSERT, Act.DENY, Act.REPORT})
"""Acts that the glyph tells by itself."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in day numbers, an end None where it is open.

    ``lasts`` if the thing filled it all; otherwise it fell somewhere within.
    """

    start: float | None
    end: float | None
    lasts: bool = False

    @property
    def length(self) -> float:
        """Its length in days; infinite if it is open."""
        if self.start is None or self.end is None:
            return float("inf")
        return self.end - self.start

    @property
    def anchor(self) -> float:
        """Where its glyph stands: in the middle, at the end that is known, or at the start."""
        if self.start is None or self.end is None:
            return self.end if self.start is None else self.start  # type: ignore[return-value]
        return self.start if self.lasts else (self.start + self.end) / 2


@dataclass(frozen=True)
class Event:
    """A row in a lane.

    ``framed`` ones are about a statement, not about the claim itself; ``bound`` says by when
    a row without a date was said, in words.
    """

    key: str
    row: Attribution
    lane: str
    when: Stretch | None
    published: Stretch | None
    look: Look
    label: str
    bound: str = ""
    relays: bool = False
    framed: bool = False


@dataclass(frozen=True)
class Join:
    """An arrow from one event to another: a reversal, one without an order, or a response."""

    key: str
    start: str
    end: str
    kind: Literal["reversal", "both", "response"]


@dataclass
class Events:
    """What a timeline shows.

    Attributes
    ----------
    store
        Where the records are.
    lanes
        The ids of the lanes' claims or sources, from the top, and the events of each.
    joins
        The arrows.
    left_out
        What was left out, in words; empty if nothing was.
    document, published
        The one document that holds every dated row, and when it was published, where that
        need be drawn only once.
    """

    store: Store
    lanes: dict[str, list[Event]]
    joins: list[Join] = field(default_factory=list)
    left_out: str = ""
    document: str = ""
    published: Stretch | None = None

    def all(self) -> list[Event]:
        """Return the events of all lanes."""
        return [event for events in self.lanes.values() for event in events]


def read_events(  # noqa: PLR0913 (what plot_timeline takes)
    shown: Any,
    refs: Sequence[Ref],
    *,
    claim: Ref,
    source: Ref,
    lanes: str,
    clock: str,
    style: Style,
) -> Events:
    """Return what a timeline of a graph or view shows; see `plot_timeline`."""
    if lanes not in {"claim", "source"}:
        message = f"lanes is 'claim' or 'source', not {lanes!r}"
        raise UnknownValueError(message, field="lanes")
    store, rows = rows_of(shown)
    reader = _Reader(store, clock, style, by_claim=lanes == "claim")
    wanted = _wanted(store, rows, refs, claim, source)
    events = [event for each in wanted for event in reader.events(store.rows[each])]
    by_lane: dict[str, list[Event]] = {}
    for event in events:
        by_lane.setdefault(event.lane, []).append(event)
    kept, left_out = _bounded(by_lane, "claims" if reader.by_claim else "sources")
    ordered = dict(sorted(kept.items(), key=lambda pair: _first(pair[1])))
    found = Events(store, ordered, left_out=left_out)
    found.joins = _joins(store, found.all())
    _share_publication(found)
    return found


def _share_publication(found: Events) -> None:
    """Draw the publication once where one document holds all rows with a date."""
    dated = [each for each in found.all() if each.published]
    held = {each for event in dated for each in documents_of(found.store, [event.row.id])}
    if len(dated) < 2 or len(held) != 1 or len({each.published for each in dated}) != 1:
        return
    found.document, found.published = held.pop(), dated[0].published
    found.lanes = {
        lane: [replace(each, published=None) for each in events]
        for lane, events in found.lanes.items()
    }


def _wanted(
    store: Store, rows: Iterable[str], refs: Sequence[Ref], claim: Ref, source: Ref
) -> list[str]:
    """Return the rows that are about the claims, or by the sources, asked for."""
    kinds = (*SOURCE_KINDS, Kind.CLAIM)
    wanted = set(ids_in(store, refs, kinds, "claim or source", "plot_timeline")) if refs else None
    claims = (
        None
        if claim is None
        else set(ids_in(store, (claim,), (Kind.CLAIM,), "claim", "plot_timeline"))
    )
    sources = (
        None
        if source is None
        else set(ids_in(store, (source,), SOURCE_KINDS, "source", "plot_timeline"))
    )

    def fits(id_: str) -> bool:
        row = store.rows[id_]
        bottom = bottom_claim(store, id_)
        about = {row.content, *([bottom.id] if bottom else [])}
        speakers = set(row.sources)
        return (
            (wanted is None or not wanted.isdisjoint(about | speakers))
            and (claims is None or not claims.isdisjoint(about))
            and (sources is None or not sources.isdisjoint(speakers))
        )

    place = {id_: number for number, id_ in enumerate(store.rows)}
    return sorted(filter(fits, rows), key=place.__getitem__)


def _first(events: Iterable[Event]) -> float:
    return min(
        (e.when.anchor if e.when.start is None else e.when.start for e in events if e.when),
        default=float("inf"),
    )


def _bounded(lanes: dict[str, list[Event]], noun: str) -> tuple[dict[str, list[Event]], str]:
    """Return the lanes with most events, as many as one figure holds."""
    total = sum(map(len, lanes.values()))
    if len(lanes) <= MAX_LANES and total <= MAX_EVENTS:
        return lanes, ""
    kept: dict[str, list[Event]] = {}
    room = MAX_EVENTS
    for lane in sorted(lanes, key=lambda each: -len(lanes[each]))[:MAX_LANES]:
        if not room:
            break
        kept[lane] = lanes[lane][:room]
        room -= len(kept[lane])
    shown = sum(map(len, kept.values()))
    words = (
        f"Showing {len(kept):,} of {len(lanes):,} {noun} and {shown:,} of {total:,} "
        "rows, those with most"
    )
    return {lane: kept[lane] for lane in lanes if lane in kept}, words


class _Reader:
    """Turns rows into events."""

    def __init__(self, store: Store, clock: str, style: Style, *, by_claim: bool) -> None:
        self.store = store
        self.clock = clock
        self.style = style
        self.by_claim = by_claim
        self.span = clocks.span_on(clock)

    def events(self, row: Attribution) -> list[Event]:
        """Return a row's events: one in each of its lanes, or none if another tells it."""
        content = self.store.rows.get(row.content)
        passes_on = content is not None and is_relay(row)
        when = self._when(row)
        if passes_on and content is not None and when in {None, self._when(content)}:
            return []
        made = Event(
            key=row.id,
            row=row,
            lane="",
            when=when,
            published=self._published(row, when),
            look=self._look(row),
            label=self._label(row, passes_on=passes_on),
            bound=self._bound(row) if when is None else "",
            relays=passes_on,
            framed=content is not None and not passes_on,
        )
        lanes = self._lanes(row)
        return [
            replace(made, key=row.id if not number else f"{row.id} {number}", lane=lane)
            for number, lane in enumerate(lanes)
        ]

    def _lanes(self, row: Attribution) -> tuple[str, ...]:
        if not self.by_claim:
            return row.sources or (NOBODY,)
        claim = bottom_claim(self.store, row.id)
        at = row.content
        while claim is None and at in self.store.rows:
            at = self.store.rows[at].content
        return (at if claim is None else claim.id,)

    def _when(self, row: Attribution) -> Stretch | None:
        if self.clock == "said_at":
            return _stretch(row.said_at)
        if self.clock == "happened_at":
            claim = bottom_claim(self.store, row.id)
            return _stretch(claim.happened_at, may_last=True) if claim else None
        return _of_span(self.span(self.store, row))

    def _published(self, row: Attribution, when: Stretch | None) -> Stretch | None:
        """Return when the row was published, if that is known and not when it was said."""
        if self.clock != "said_at" or when is None:
            return None
        found = _of_span(clocks.span_on("published_at")(self.store, row))
        if found is None or found.end is None or found == when:
            return None
        last = when.end if when.end is not None else when.start
        within = found.start is not None and when.start is not None and found.start >= when.start
        if last is not None and found.end <= last and (within or when.start is None):
            return None
        return found

    def _look(self, row: Attribution) -> Look:
        standing = stands(self.store, row.id)
        if row.content in self.store.rows and is_relay(row):
            style = self.style
            return Look(style.relay if standing else style.not_standing, style.relay_width)
        claim = self.store.tables[Kind.CLAIM].get(row.content)
        hedged = is_hedged(row, claim)
        return look_of(self.style, mark_of(row), hedged=hedged, stands=standing)

    def _bound(self, row: Attribution) -> str:
        bound = not_after(self.store, row.id) if self.clock == "said_at" else None
        return "" if bound is None else f"by {short_date(When(bound.date()))}"

    def _label(self, row: Attribution, *, passes_on: bool) -> str:
        claim = bottom_claim(self.store, row.id)
        plain = claim and claim.model_copy(update={"condition": None})
        done = act_label(row, plain).partition(" · ")[0]
        if passes_on:  # the glyph says so
            done = ""
        elif row.content in self.store.rows:
            done = f"{done} {self._whose(row)}"
        elif row.act in _PLAIN and not row.negated and row.grade is None:
            done = done.partition(", ")[2]
        notes = [done] if done else []
        via = self._via(row)
        if via:
            notes.append(f"via {via}")
        if self.by_claim:
            return " · ".join([self._names(row.sources), *notes])
        about = self.store.get(row.content)
        words = clean(claim.text) if claim else clean(getattr(about, "name", row.content))
        return ": ".join([*([" · ".join(notes)] if notes else []), words])

    def _whose(self, row: Attribution) -> str:
        inner = self.store.rows[row.content]
        if set(inner.sources) == set(row.sources):
            return "own statement" if row.act is not Act.DENY or row.negated else "having said so"
        return f"the statement of {self._names(inner.sources)}"

    def _names(self, sources: Sequence[str]) -> str:
        names = [source_words(self.store, each)[0] for each in sources]
        return " and ".join(names) or "nobody named"

    def _via(self, row: Attribution) -> str:
        """Return who passes the row on, unless they have a mark of their own."""
        own = self._when(row)
        names: dict[str, None] = {}
        todo = [row.id]
        for at in todo:
            for relay in relays_of(self.store, at):
                if stands(self.store, relay.id) and self._when(relay) in {None, own}:
                    names[self._names(relay.sources)] = None
                    todo.append(relay.id)
        return ", ".join(names)


def _stretch(when: When | None, *, may_last: bool = False) -> Stretch | None:
    if when is None:
        return None
    found = _of_span((when.earliest, when.latest))
    if found is None:
        return None
    both = found.start is not None and found.end is not None
    return replace(found, lasts=may_last and both and when.is_interval)


def _of_span(span: tuple[datetime | None, datetime | None] | None) -> Stretch | None:
    """Return a span as day numbers, its end being where the next instant begins."""
    if span is None or span == (None, None):
        return None
    start, end = span
    return Stretch(
        None if start is None else (day_number(start)),
        None
        if end is None
        else (day_number(end - timedelta(microseconds=end.microsecond)))
        + (1 / 86_400 if end.microsecond else 0.0),
    )


# -- what joins events ----------------------------------------------------------------------


def _joins(store: Store, events: Sequence[Event]) -> list[Join]:
    by_row: dict[str, list[Event]] = {}
    for event in events:
        by_row.setdefault(event.row.id, []).append(event)
    return [*_reversals(store, by_row), *_responses(store, by_row)]


def _reversals(store: Store, by_row: Mapping[str, list[Event]]) -> list[Join]:
    shown = {id_: events[0].row for id_, events in by_row.items()}
    graph = AttributionView(store, held=shown).subgraph()
    found: dict[tuple[str, str], Join] = {}
    for each in reversals(graph):
        for one in by_row.get(each.earlier.id, ()):
            for other in by_row.get(each.later.id, ()):
                if one.lane == other.lane:
                    kind: Any = "both" if each.kind == "undecided" else "reversal"
                    key = f"{one.row.id}-{other.row.id}"
                    found.setdefault((one.key, other.key), Join(key, one.key, other.key, kind))
    return list(found.values())


def _responses(store: Store, by_row: Mapping[str, list[Event]]) -> list[Join]:
    return [
        Join(link.id, by_row[link.subject][0].key, by_row[link.object][0].key, "response")
        for link in store.tables[Kind.LINK].values()
        if link.relation is Relation.RESPONDS_TO
        and link.subject in by_row
        and link.object in by_row
    ]


# -- in words -------------------------------------------------------------------------------


def event_sentences(events: Events) -> list[str]:
    """Return what a timeline shows as sentences, in the order of its rows in time."""
    shown = list({each.row.id: each for each in events.all()}.values())
    dated = sorted((e for e in shown if e.when), key=lambda e: e.when.anchor if e.when else 0.0)
    undated = [each for each in shown if each.when is None]
    rows, lanes = counted(len(shown), "row"), counted(len(events.lanes), "lane")
    sentences = [f"{rows} in {lanes}, {len(undated):,} of them without a date."]
    sentences += [explain(events.store, each.row.id) for each in (*dated, *undated)[:_MOST_TOLD]]
    if len(shown) > _MOST_TOLD:
        sentences.append(f"And {counted(len(shown) - _MOST_TOLD, 'more row')}.")
    by_key = {each.key: each for each in events.all()}
    words = {"reversal": "reverses or retracts", "both": "goes against", "response": "responds to"}
    for join in events.joins:
        one, other = by_key[join.start], by_key[join.end]
        if join.kind != "response":
            one, other = other, one
        sentences.append(
            f"One row {words[join.kind]} another: {explain(events.store, one.row.id)} "
            f"Before: {explain(events.store, other.row.id)}"
        )
    return [*sentences, *([f"{events.left_out}."] if events.left_out else [])]
