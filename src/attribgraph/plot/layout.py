"""Where everything goes: layered layout as a pure function from `Spec` to `Layout`.

Boxes stand in columns. A *stop* is the lane that one row has through one box: it enters on
the left and leaves on the right at one height, so that the eye runs straight on. A *wire*
leads from the stops of a row to those of what it is about; where it passes other columns it
has a lane of its own there, so that it crosses no box. Lengths are in points; y runs down.

The steps are those of Sugiyama, Tagawa and Toda (1981): order the columns so that few wires
cross (`ordering`), give heights so that wires run straight (`placing`), then route.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attribgraph.plot.bending import bend
from attribgraph.plot.ordering import Columns, order
from attribgraph.plot.placing import place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "Arc",
    "Box",
    "Layout",
    "PlacedArc",
    "PlacedBox",
    "Spec",
    "Stop",
    "Strand",
    "Wire",
    "lay_out",
]

Point = tuple[float, float]

_MARGIN: Final = 1.0
_LANE: Final = 7.0
_BOX_GAP: Final = 10.0
_WIRE_GAP: Final = 6.0
_STUB: Final = 8.0
_ARC_PITCH: Final = 11.0
_WIDER: Final = 1.35
"""How much wider a gap is made that is too narrow, and how often it is tried."""
_TRIES: Final = 4
_FLAT: Final = 0.06
_STEP: Final = 36.0


@dataclass(frozen=True)
class Box:
    """A box to place: the column it stands in and the height that its text needs.

    ``pitch`` is the least distance of two lanes through it, ``inset`` the part of its sides,
    above and below, that no line may end on, and ``point`` how far its sides stick out. Boxes
    ``at_end`` stand below the others of their column.
    """

    key: str
    column: int
    height: float
    pitch: float = 11.0
    inset: float = 4.0
    point: float = 0.0
    at_end: bool = False


@dataclass(frozen=True)
class Stop:
    """The lane of a row through a box."""

    key: str
    box: str


@dataclass(frozen=True)
class Wire:
    """A line from one or more stops of one column to one or more of a column further right."""

    key: str
    tails: tuple[str, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True)
class Arc:
    """A link between two boxes of the last column, drawn to the right of it."""

    key: str
    first: str
    second: str


@dataclass(frozen=True)
class Spec:
    """All that the layout needs to know.

    ``widths`` are those of the columns, ``gutter`` the width kept free for labels just left
    of the last one, ``min_gap`` and ``max_gap`` the bounds of the distance of two columns.
    """

    widths: tuple[float, ...]
    boxes: tuple[Box, ...]
    stops: tuple[Stop, ...]
    wires: tuple[Wire, ...]
    arcs: tuple[Arc, ...] = ()
    gutter: float = 0.0
    min_gap: float = 40.0
    max_gap: float = 100.0


@dataclass(frozen=True)
class PlacedBox:
    """A box where it stands: its left, its top, and its size."""

    x: float
    y: float
    width: float
    height: float
    point: float = 0.0

    def side(self, y: float, *, left: bool) -> Point:
        """Return the point of its left or right side at a height."""
        inward = self.point * abs(2 * (y - self.y) / self.height - 1)
        return (self.x + inward if left else self.x + self.width - inward), y


@dataclass(frozen=True)
class Strand:
    """A piece of a wire without a branch: knots to be joined by curves that leave level.

    ``tail`` and ``head`` are the stops at its ends; None where it forks or joins. ``bends``
    say for each curve how far along it turns: .5 in the middle, more for later.
    """

    wire: str
    knots: tuple[Point, ...]
    tail: str | None
    head: str | None
    bends: tuple[float, ...] = ()


@dataclass(frozen=True)
class PlacedArc:
    """A link's course: from ``start`` right to the lane at ``x``, along it, and back to ``end``."""

    key: str
    start: Point
    x: float
    end: Point


@dataclass(frozen=True)
class Layout:
    """The geometry: boxes and stops by key, strands in the order of the wires, arcs."""

    width: float
    height: float
    columns: tuple[tuple[float, float], ...]
    gutter: tuple[float, float]
    boxes: Mapping[str, PlacedBox]
    stops: Mapping[str, float]
    strands: tuple[Strand, ...]
    arcs: tuple[PlacedArc, ...]
    crossings: int


def lay_out(spec: Spec) -> Layout:
    """Return the geometry of a figure. The same spec gives the same layout."""
    if not spec.boxes:
        return Layout(0.0, 0.0, (), (0.0, 0.0), {}, {}, (), (), 0)
    columns, passes = _columns(spec)
    columns = order(columns)
    at_end = {box.key for box in spec.boxes if box.at_end}
    if at_end:
        for number, groups in enumerate(columns.groups):
            groups.sort(key=at_end.__contains__)
            columns.number(number)
    heights, offsets = _sizes(spec, columns)
    tops, height = place(columns, heights, offsets, _distances(columns))
    column_of = {box.key: box.column for box in spec.boxes}
    lanes = {
        lane: tops[group] + offsets[lane]
        for groups in columns.groups
        for group in groups
        for lane in columns.lanes[group]
    }
    stretch = [1.0] * len(spec.widths)
    tries = _TRIES
    while tries:
        lefts, width = _lefts(spec, columns, lanes, stretch)
        boxes = {
            box.key: PlacedBox(
                lefts[box.column],
                tops[box.key],
                spec.widths[box.column],
                heights[box.key],
                box.point,
            )
            for box in spec.boxes
        }
        router = _Router(spec, boxes, lanes, lefts, column_of, passes)
        routed = [
            replace(strand, knots=tuple(_stepped(strand.knots)))
            for wire in spec.wires
            for strand in router.strands(wire)
        ]
        turns, narrow, spent = bend(
            [strand.knots for strand in routed], [strand.wire for strand in routed], lefts
        )
        # where there is too much to compare, what each try would find is known: take them all
        steps = max(tries - 1, 1) if spent else 1
        for column in narrow:
            stretch[column] *= _WIDER**steps
        tries = tries - steps if narrow else 0
    strands = tuple(replace(strand, bends=each) for strand, each in zip(routed, turns, strict=True))
    last = len(spec.widths) - 1
    gutter = (lefts[last] - spec.gutter, lefts[last])
    arcs = tuple(_arcs(spec, boxes))
    return Layout(
        width=max([width, *(arc.x for arc in arcs)]),
        height=height,
        columns=tuple((left, left + each) for left, each in zip(lefts, spec.widths, strict=True)),
        gutter=gutter,
        boxes=boxes,
        stops={stop.key: lanes[stop.key] for stop in spec.stops},
        strands=strands,
        arcs=arcs,
        crossings=columns.crossings(),
    )


def _columns(spec: Spec) -> tuple[Columns, dict[str, tuple[str, ...]]]:
    """Return the columns with a lane for each wire that passes, and the lanes of each wire."""
    column_of = {box.key: box.column for box in spec.boxes}
    groups: list[list[str]] = [[] for _ in spec.widths]
    lanes: dict[str, list[str]] = {}
    for box in spec.boxes:
        groups[box.column].append(box.key)
        lanes[box.key] = []
    at: dict[str, int] = {}
    for stop in spec.stops:
        lanes[stop.box].append(stop.key)
        at[stop.key] = column_of[stop.box]
    edges: list[tuple[str, str]] = []
    passes: dict[str, tuple[str, ...]] = {}
    for wire in spec.wires:
        before, own = wire.tails, []
        for column in range(at[wire.tails[0]] + 1, at[wire.heads[0]]):
            lane = f"pass {column} {wire.key}"
            groups[column].append(lane)
            lanes[lane] = [lane]
            edges += [(each, lane) for each in before]
            before = (lane,)
            own.append(lane)
        passes[wire.key] = tuple(own)
        edges += [(tail, head) for tail in before for head in wire.heads]
    return Columns(groups, lanes, edges), passes


def _sizes(spec: Spec, columns: Columns) -> tuple[dict[str, float], dict[str, float]]:
    """Return the height of each group and how far below its top each lane runs."""
    heights: dict[str, float] = {}
    offsets: dict[str, float] = {}
    boxes = {box.key: box for box in spec.boxes}
    for groups in columns.groups:
        for group in groups:
            lanes = columns.lanes[group]
            box = boxes.get(group)
            if box is None:
                heights[group] = _LANE
                offsets[lanes[0]] = _LANE / 2
                continue
            sides = _sides(columns, lanes)
            most = max(map(len, sides))
            height = max(box.height, 2 * box.inset + most * box.pitch)
            heights[group] = height
            for side in sides:
                step = (height - 2 * box.inset) / max(len(side), 1)
                for place_, lane in enumerate(side):
                    offsets[lane] = box.inset + (place_ + 0.5) * step
    return heights, offsets


def _sides(columns: Columns, lanes: list[str]) -> list[list[str]]:
    """Return the lanes of a box: those of each side by themselves if none runs through."""
    entering = [lane for lane in lanes if lane in columns.before]
    leaving = [lane for lane in lanes if lane in columns.after]
    if len(entering) + len(leaving) == len(lanes):
        return [entering, leaving]
    return [lanes]


def _distances(columns: Columns) -> list[list[float]]:
    """Return how far apart each group of a column must stand from the one above it."""
    return [
        [
            0.0
            if above.startswith("pass ") and below.startswith("pass ")
            else _WIRE_GAP
            if above.startswith("pass ") or below.startswith("pass ")
            else _BOX_GAP
            for above, below in pairwise(groups)
        ]
        for groups in columns.groups
    ]


def _lefts(
    spec: Spec, columns: Columns, lanes: Mapping[str, float], stretch: Sequence[float]
) -> tuple[list[float], float]:
    """Return the left of each column, and the right of the last."""
    column_of = {
        lane: number
        for number, groups in enumerate(columns.groups)
        for group in groups
        for lane in columns.lanes[group]
    }
    rises = [0.0] * len(spec.widths)
    counts = [0] * len(spec.widths)
    for tail, head in columns.edges:
        column = column_of[head]
        rise = abs(lanes[tail] - lanes[head])
        rises[column] = max(rises[column], rise)
        counts[column] += rise > 40
    x = _MARGIN
    lefts = []
    for column, width in enumerate(spec.widths):
        if column:
            x += stretch[column] * min(
                spec.max_gap + min(2 * counts[column], spec.max_gap),
                max(spec.min_gap, rises[column] * 0.28),
            )
        if column == len(spec.widths) - 1:
            x += spec.gutter
        lefts.append(x)
        x += width
    return lefts, x + _MARGIN


def _stepped(knots: Sequence[Point]) -> Iterator[Point]:
    """Yield the knots, with a short step wherever a curve would hardly rise on a long way.

    Two such curves would cross at so small an angle that they could not be told apart.
    """
    yield knots[0]
    for (x0, y0), (x1, y1) in pairwise(knots):
        rise, run = abs(y1 - y0), x1 - x0
        breadth = max(_STEP, rise / _FLAT / 4)
        if 1 < rise < run * _FLAT and breadth < run / 2:
            yield (x0 + x1 - breadth) / 2, y0
            yield (x0 + x1 + breadth) / 2, y1
        yield x1, y1


class _Router:
    """Turns wires into strands."""

    def __init__(  # noqa: PLR0913, PLR0917 (the parts of one layout)
        self,
        spec: Spec,
        boxes: Mapping[str, PlacedBox],
        lanes: Mapping[str, float],
        lefts: list[float],
        column_of: Mapping[str, int],
        passes: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.spec = spec
        self.boxes = boxes
        self.lanes = lanes
        self.lefts = lefts
        self.passes = passes
        self.column_of = column_of
        self.box_of = {stop.key: stop.box for stop in spec.stops}

    def port(self, stop: str, *, left: bool) -> Point:
        """Return where a stop's lane meets the left or right side of its box."""
        return self.boxes[self.box_of[stop]].side(self.lanes[stop], left=left)

    def strands(self, wire: Wire) -> Iterator[Strand]:
        """Yield a wire's strands: one, or branches and the trunk that they share."""
        trunk: list[Point] = []
        first = self.column_of[self.box_of[wire.tails[0]]] + 1
        for column, lane in enumerate(self.passes[wire.key], first):
            left = self.lefts[column]
            y = self.lanes[lane]
            trunk += [(left, y), (left + self.spec.widths[column], y)]
        tails = [(each, self._exit(each)) for each in wire.tails]
        heads = [(each, self._entry(each)) for each in wire.heads]
        if len(tails) > 1 and not trunk:
            trunk = [self._join(wire, tails, heads)]
        joins = len(tails) > 1
        forks = len(heads) > 1 and bool(trunk)
        if joins:
            for tail, points in tails:
                yield Strand(wire.key, (*points, trunk[0]), tail, None)
        if forks:
            start = () if joins else tails[0][1]
            if len(trunk) + len(start) > 1:
                yield Strand(wire.key, (*start, *trunk), None if joins else tails[0][0], None)
            for head, points in heads:
                yield Strand(wire.key, (trunk[-1], *points), None, head)
        elif joins:
            (head, points) = heads[0]
            knots = tuple(dict.fromkeys((*trunk, *points)))
            yield Strand(wire.key, knots, None, head)
        else:
            for head, points in heads:
                yield Strand(wire.key, (*tails[0][1], *trunk, *points), tails[0][0], head)

    def _exit(self, stop: str) -> tuple[Point, ...]:
        """Return the first knots: level as far as the widest boxes of the column reach."""
        x, y = self.port(stop, left=False)
        column = self.column_of[self.box_of[stop]]
        right = self.lefts[column] + self.spec.widths[column]
        return ((x, y), (right, y)) if x < right else ((x, y),)

    def _entry(self, stop: str) -> tuple[Point, ...]:
        """Return the last knots: level across the gutter, or for an arrow head's length."""
        x, y = self.port(stop, left=True)
        last = len(self.spec.widths) - 1
        is_end = self.column_of[self.box_of[stop]] == last and self.spec.gutter
        return (x - (self.spec.gutter if is_end else _STUB), y), (x, y)

    def _join(
        self,
        wire: Wire,
        tails: list[tuple[str, tuple[Point, ...]]],
        heads: list[tuple[str, tuple[Point, ...]]],
    ) -> Point:
        """Return where the lines of a joint statement meet."""
        if len(heads) > 1:
            x = (tails[0][1][-1][0] + heads[0][1][0][0]) / 2
            ys = [self.lanes[each] for each in (*wire.tails, *wire.heads)]
            return x, sum(ys) / len(ys)
        return heads[0][1][0]


def _arcs(spec: Spec, boxes: Mapping[str, PlacedBox]) -> Iterator[PlacedArc]:
    """Yield the links' courses, each in a lane of its own wherever two would coincide."""
    if not spec.arcs:
        return
    middle = {key: box.y + box.height / 2 for key, box in boxes.items()}

    def span(arc: Arc) -> float:
        return abs(middle[arc.first] - middle[arc.second])

    ends: dict[str, list[tuple[tuple[int, float, int], int, bool]]] = {}
    for number, arc in enumerate(spec.arcs):
        for own, other, first in ((arc.first, arc.second, True), (arc.second, arc.first, False)):
            up = middle[other] < middle[own]
            rank = (0, span(arc), number) if up else (1, -span(arc), number)
            ends.setdefault(own, []).append((rank, number, first))
    ports: dict[tuple[int, bool], float] = {}
    for key, entries in ends.items():
        box = boxes[key]
        for place_, (_, number, first) in enumerate(sorted(entries)):
            ports[number, first] = box.y + box.height * (place_ + 1) / (len(entries) + 1)
    right = max(boxes[arc.first].x + boxes[arc.first].width for arc in spec.arcs)
    lanes: list[list[tuple[float, float]]] = []
    placed: dict[int, PlacedArc] = {}
    for number in sorted(range(len(spec.arcs)), key=lambda each: (span(spec.arcs[each]), each)):
        arc = spec.arcs[number]
        start, end = ports[number, True], ports[number, False]
        low, high = min(start, end) - 2, max(start, end) + 2
        lane = next(
            (
                place_
                for place_, taken in enumerate(lanes)
                if all(high < other_low or other_high < low for other_low, other_high in taken)
            ),
            len(lanes),
        )
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((low, high))
        x = right + 14 + lane * _ARC_PITCH
        placed[number] = PlacedArc(
            arc.key,
            (boxes[arc.first].x + boxes[arc.first].width, start),
            x,
            (boxes[arc.second].x + boxes[arc.second].width, end),
        )
    for number in range(len(spec.arcs)):
        yield placed[number]
