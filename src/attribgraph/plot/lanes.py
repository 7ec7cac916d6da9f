"""Where everything on a timeline goes: lanes, tracks within lanes, and labels, in points.

Within a lane, events that would touch stand on tracks below one another, so that nothing is
ever on top of anything else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from attribgraph.plot.axis import Axis, make_axis
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attribgraph.plot.events import Event, Events, Stretch
    from attribgraph.plot.style import Style
    from attribgraph.plot.text import Ruler

__all__ = ["Lane", "Mark", "Sheet", "Side", "lay_out_lanes"]

GLYPH: Final = 5.2
"""Half of the room that a glyph takes."""
FRAME: Final = 6.2
"""Half of the side of the frame round the glyph of a row that is about a statement."""
STUB: Final = 28.0
"""Length of the line of a stretch that is open at an end."""

_AREA: Final = 430.0
_WIDE_AREA: Final = 500.0
_WIDE_LABEL: Final = 1.7
"""Where claims stand on the labels, these are so many times as wide."""
_DATED: Final = 1.35
"""Labels on the axis of time may be so many times as wide, where there is room right of them."""
ENTRY: Final = 14.0
ENTRY_ABOVE: Final = 12.0
"""How far from a glyph an arrow begins its last stretch: at the left, above and below."""
_ENTRY_ROOM: Final = 18.0
"""Room left of a glyph that an arrow points to."""
_TAIL: Final = 26.0
"""From what length on a mark's line carries its label, rather than being followed by it."""
_TRACK_GAP: Final = 4.6
COURSE: Final = 3.4
"""How much further apart tracks are for one more arrow to run between them."""
_ENDS: Final = 5
_MOST_COURSES: Final = 2
"""One more for each so many ends of arrows in a lane, and no more than these."""
_BETWEEN: Final = 9.0
_PAD: Final = 7.0
_COLUMN_GAP: Final = 18.0
_ASIDE: Final = 5.0
_MANY: Final = 4
_MOST_ASIDE: Final = 6
"""How much more room there is left of the area of time, for so many arrows, and how often."""
_TWO: Final = 2
"""How many arrows may come from one side of a mark."""


Side = Literal["left", "above", "below"]
"""Whence an arrow may come; on the right of a mark are its words."""


@dataclass(frozen=True)
class Mark:
    """An event where it stands.

    ``line`` is the stretch its time takes, ``published`` that of its publication, both from
    left to right and None where there is none; ``label`` is where its words begin, ``above``
    whether they stand above the line.
    """

    event: Event
    x: float
    y: float
    line: tuple[float, float] | None
    published: tuple[float, float] | None
    label: float
    above: bool
    words: str
    width: float

    @property
    def from_above(self) -> bool:
        """Whether an arrow must come from above, as a line leads in from the left."""
        lines = (self.line, self.published)
        return any(line is not None and line[0] < self.x - GLYPH for line in lines)

    def entries(self, heads: int) -> tuple[Side, ...]:
        """Return the sides from which so many arrows come; each has room for two."""
        first: Side = "above" if self.from_above else "left"
        if heads <= _TWO:
            return (first,)
        return (first, "below") if self.from_above else (first, "above", "below")

    def words_box(self, size: float) -> tuple[float, float, float, float]:
        """Return the rectangle (left, top, right, bottom) of its words."""
        base = self.baseline(size)
        return self.label, base - size * 0.8, self.label + self.width, base + size * 0.25

    def baseline(self, size: float) -> float:
        """Return the base line of its words."""
        if not self.above:
            return self.y + size * 0.36
        return self.y - (6.2 if self.event.when is not None and self.event.when.lasts else 3.0)


@dataclass(frozen=True)
class Lane:
    """A lane: what it is for, its top and height, and its marks."""

    key: str
    top: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Sheet:
    """The geometry of a timeline.

    ``area`` is where time runs, ``column`` where the undated stand, each from left to right
    and None where there is nothing in it; ``bound`` is by when all undated rows were said,
    ``ways`` from where on arrows may run.
    """

    width: float
    height: float
    lanes: tuple[Lane, ...]
    axis: Axis | None
    area: tuple[float, float] | None
    column: tuple[float, float] | None
    bound: str
    ways: float

    def marks(self) -> Mapping[str, Mark]:
        """Return all marks by the keys of their events."""
        return {mark.event.key: mark for lane in self.lanes for mark in lane.marks}


def lay_out_lanes(
    events: Events,
    boxes: Mapping[str, float],
    left: float,
    ruler: Ruler,
    style: Style,
) -> Sheet:
    """Return where everything goes.

    Parameters
    ----------
    events
        What is shown.
    boxes
        Height of the box at the head of each lane.
    left
        Where the lanes' boxes end.
    ruler
        Measures labels.
    style
        Sizes.
    """
    return _Planner(events, left, ruler, style).sheet(boxes)


class _Planner:
    """Gives events their places."""

    def __init__(self, events: Events, left: float, ruler: Ruler, style: Style) -> None:
        self.events = events
        self.left = left
        self.ruler = ruler
        self.targets = Counter(join.end for join in events.joins)
        self.ends = self.targets + Counter(join.start for join in events.joins)
        by_claim = all(each in events.store.tables[Kind.CLAIM] for each in events.lanes)
        self.room = _AREA if by_claim else _WIDE_AREA
        widest = style.label_width * (1.2 if by_claim else _WIDE_LABEL)
        shown = events.all()
        dated = [each for each in shown if each.when is not None]
        undated = [each for each in shown if each.when is None]
        bounds = {each.bound for each in undated}
        self.bound = next(iter(bounds)) if len(bounds) == 1 else ""
        self.words = {
            each.key: self._words(each, widest if each.when is None else _DATED * widest)
            for each in shown
        }
        self.widths = {key: ruler.width(words) for key, words in self.words.items()}
        self.area: tuple[float, float] | None = None
        self.axis: Axis | None = None
        right = left
        if dated:
            start = left + _COLUMN_GAP + _ASIDE * min(_MOST_ASIDE, len(events.joins) // _MANY)
            self.area = (start, start + self.room)
            before = any(each.when.start is None for each in dated if each.when)
            inset = STUB + 8 if before else 10.0
            stretches: list[Stretch] = [
                s
                for s in (
                    *(each.when for each in dated),
                    *(each.published for each in dated),
                    events.published,
                )
                if s is not None
            ]
            rooms = [
                (each.when.anchor, min(widest, self.widths[each.key]) + GLYPH + 6)
                for each in dated
                if each.when
            ]
            self.axis = make_axis(stretches, rooms, start + inset, self.room - inset - 4)
            right = start + self.room
        self.column: tuple[float, float] | None = None
        if undated:
            start = right + _COLUMN_GAP
            longest = max(self.widths[each.key] for each in undated)
            width = max(_ENTRY_ROOM + 2 * GLYPH + 3 + longest, ruler.width("No date") * 1.6)
            self.column = (start, start + width)
            right = start + width
        self.right = right

    def _words(self, event: Event, widest: float) -> str:
        """Return an event's label; where it is too long, its bound in time is kept."""
        bound = f" · {event.bound}" if event.bound and not self.bound else ""
        return self.ruler.shorten(event.label, widest - self.ruler.width(bound)) + bound

    def sheet(self, boxes: Mapping[str, float]) -> Sheet:
        """Return the geometry."""
        lanes = []
        top = 0.0
        for key, events in self.events.lanes.items():
            tracks = self._tracks([each for each in events if each.when is not None])
            undated = [each for each in events if each.when is None]
            ends = sum(self.ends[each.key] for each in events)
            gap = _TRACK_GAP + COURSE * min(_MOST_COURSES, ends // _ENDS)
            pitch = 2 * GLYPH + gap
            needed = self._height(tracks, gap)
            height = max(boxes[key], needed, len(undated) * pitch - gap) + 2 * _PAD
            marks = self._placed(tracks, top + (height - needed) / 2, gap)
            y = top + (height - len(undated) * pitch + gap) / 2 + GLYPH
            for each in undated:
                marks.append(self._undated(each, y))
                y += pitch
            lanes.append(Lane(key, top, height, tuple(marks)))
            top += height
        return Sheet(
            self.right,
            top,
            tuple(lanes),
            self.axis,
            self.area,
            self.column,
            self.bound,
            self.left + _COLUMN_GAP / 2,
        )

    def _undated(self, event: Event, y: float) -> Mark:
        assert self.column is not None  # noqa: S101 (there is an undated event)
        x = self.column[0] + _ENTRY_ROOM + GLYPH
        return self._mark(event, x, y, None, None)

    def _mark(
        self,
        event: Event,
        x: float,
        y: float,
        line: tuple[float, float] | None,
        published: tuple[float, float] | None,
    ) -> Mark:
        reach = max([x, *(each[1] for each in (line, published) if each)])
        words, width = self.words[event.key], self.widths[event.key]
        after = reach + GLYPH + (2 if reach == x else 0)
        fits = self.area is None or event.when is None or after + width <= self.area[1]
        above = reach - x > _TAIL or (reach > x and not fits)
        label = x + GLYPH + 2 if above or reach == x else after
        if event.framed:
            label += 2.5
        if self.area is not None and event.when is not None and label + width > self.area[1]:
            words = self.ruler.shorten(words, self.area[1] - label)
            width = self.ruler.width(words)
        return Mark(event, x, y, line, published, label, above, words, width)

    def _tracks(self, events: Iterable[Event]) -> list[list[Mark]]:
        """Return marks on tracks on which no two touch, those that begin first on top."""
        tracks: list[tuple[list[Mark], float]] = []
        marks = [self._dated(each) for each in events]
        for mark in sorted(marks, key=lambda each: self._extent(each)[0]):
            left, right = self._extent(mark)
            for number, (track, taken) in enumerate(tracks):
                if taken + _BETWEEN <= left:
                    track.append(mark)
                    tracks[number] = (track, right)
                    break
            else:
                tracks.append(([mark], right))
        return [track for track, _ in tracks]

    def _extent(self, mark: Mark) -> tuple[float, float]:
        ends = [each for line in (mark.line, mark.published) if line for each in line]
        entry = _ENTRY_ROOM if mark.event.key in self.targets and not mark.from_above else 0.0
        left = min([mark.x - GLYPH - entry, *(each - 3 for each in ends)])
        return left, max([mark.label + mark.width, *(each + 3 for each in ends)])

    def _dated(self, event: Event) -> Mark:
        axis, when, published = self.axis, event.when, event.published
        assert axis is not None  # noqa: S101 (there is a dated event)
        assert when is not None  # noqa: S101 (it is one)
        x = axis.anchor(when)
        line = None
        if when.start is None:
            line = (x - STUB, x)
        elif when.end is None:
            line = (x, x + STUB)
        elif not axis.is_point(when, 2 * GLYPH):
            line = (axis.x(when.start), axis.x(when.end))
        shown = None
        if published is not None:
            ends = [axis.x(each) for each in _published_ends(axis, published)]
            shown = (min(ends[0], ends[-1]), max(ends[0], ends[-1]))
            if abs(ends[-1] - x) < GLYPH + 2:
                shown = None
        return self._mark(event, x, 0.0, line, shown)

    def _placed(self, tracks: Iterable[Sequence[Mark]], top: float, gap: float) -> list[Mark]:
        marks = []
        y = top
        for track in tracks:
            above, below = self._track_height(track)
            y += above
            marks += [
                Mark(m.event, m.x, y, m.line, m.published, m.label, m.above, m.words, m.width)
                for m in track
            ]
            y += below + gap
        return marks

    def _track_height(self, track: Iterable[Mark]) -> tuple[float, float]:
        above = below = GLYPH
        for mark in track:
            if mark.above:
                lasts = mark.event.when is not None and mark.event.when.lasts
                above = max(above, 13.5 if lasts else 10.0)
            sides = mark.entries(heads) if (heads := self.targets[mark.event.key]) else ()
            if "above" in sides:
                above = max(above, ENTRY_ABOVE + 1.0)
            if "below" in sides:
                below = max(below, ENTRY_ABOVE + 1.0)
        return above, below

    def _height(self, tracks: Sequence[Sequence[Mark]], gap: float) -> float:
        total = sum(sum(self._track_height(track)) for track in tracks)
        return total + gap * max(len(tracks) - 1, 0)


def _published_ends(axis: Axis, published: Stretch) -> tuple[float, ...]:
    """Return the first and last day number that a publication may have, once if it is a point."""
    if published.start is None or published.end is None:
        return (published.anchor,)
    if axis.is_point(published, 2 * GLYPH):
        return (published.anchor,)
    return published.start, published.end
