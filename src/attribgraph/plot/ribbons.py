"""Where strands and the boxes that they pass stand: columns, lanes with a breadth, curves.

The order is set at the claim, where support stands above denial and that above the rest, and
handed on to the left, each box standing at the mean of what it leads to. Lanes are as broad as
their strands; those that flow together pass other columns together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.path import Path

from attribgraph.plot.marks import curve
from attribgraph.plot.ordering import Columns
from attribgraph.plot.placing import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attribgraph.plot.flows import Strand

__all__ = ["Course", "Ribbons", "lay_out_ribbons", "ribbon"]

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]

LINE: Final = 8.0
"""Breadth of the lane of a strand that has no width."""
_APART: Final = 4.0
"""Between lanes of different origins in one box."""
_INSET: Final = 5.0
_BOX_GAP: Final = 12.0
_PASS_GAP: Final = 9.0
_MIN_GAP: Final = 28.0
_MAX_GAP: Final = 110.0
_SLOPE: Final = 0.42
_LEVEL: Final = 26.0
"""How far strands run level before the claim, for their glyphs."""
_HIDDEN: Final = 10.0
"""How far a strand runs on beneath the boxes at its ends."""


@dataclass(frozen=True)
class Course:
    """A strand between two boxes: knots to be joined by curves that leave level."""

    strand: Strand
    knots: tuple[Point, ...]
    breadth: float


@dataclass(frozen=True)
class Ribbons:
    """The geometry: boxes as (left, top, width, height), columns, and courses."""

    width: float
    height: float
    boxes: Mapping[str, Rectangle]
    columns: Mapping[int, tuple[float, float]]
    courses: tuple[Course, ...]
    ends: Mapping[tuple[str, int], float]


def lay_out_ribbons(
    strands: Sequence[Strand], sizes: Mapping[str, tuple[float, float]], unit: float
) -> Ribbons:
    """Return where everything stands.

    Parameters
    ----------
    strands
        What is shown; not empty.
    sizes
        Width and height that the text of each station's box needs.
    unit
        Breadth of an origin, in points.
    """
    return _Layout(strands, sizes, unit).result()


class _Layout:
    def __init__(
        self, strands: Sequence[Strand], sizes: Mapping[str, tuple[float, float]], unit: float
    ) -> None:
        self.strands = strands
        self.sizes = sizes
        self.breadth = {s.key: s.share * unit for s in strands}
        ranks = {each.column for s in strands for each in s.stations if each.role != "document"}
        held = any(each.role == "document" for s in strands for each in s.stations)
        far = max(ranks)
        self.last = far + (1 if held else 0)
        """The claim's column: columns are counted from the left here."""
        self.stops: dict[str, list[tuple[str, int]]] = {
            s.key: [(each.key, self._column(each.role, each.column)) for each in s.stations]
            for s in strands
        }
        self.bundle = {s.key: s.bundle for s in strands}

    def _column(self, role: str, rank: int) -> int:
        return 0 if role == "document" else self.last - rank

    def result(self) -> Ribbons:
        columns = _ordered(self._columns())
        heights, offsets = self._sizes(columns)
        distances = [
            [
                _PASS_GAP if "pass " in {one[:5], other[:5]} else _BOX_GAP
                for one, other in pairwise(groups)
            ]
            for groups in columns.groups
        ]
        tops, height = place(columns, heights, offsets, distances)
        lanes = {
            lane: tops[group] + offsets[lane]
            for group, mine in columns.lanes.items()
            for lane in mine
        }
        lefts, widths = self._lefts(columns, lanes)
        boxes: dict[str, Rectangle] = {
            group: (lefts[number], tops[group], widths[number], heights[group])
            for number, groups in enumerate(columns.groups)
            for group in groups
            if not group.startswith("pass ")
        }
        courses = [
            course
            for strand in self.strands
            for course in self._courses(strand, lefts, widths, lanes)
        ]
        ends: dict[tuple[str, int], list[float]] = defaultdict(list)
        for strand in self.strands:
            ends[strand.bundle].append(lanes[self._lane(strand.key, self.last)])
        return Ribbons(
            width=lefts[-1] + widths[-1],
            height=height,
            boxes=boxes,
            columns={
                n: (left, left + w) for n, (left, w) in enumerate(zip(lefts, widths, strict=True))
            },
            courses=tuple(courses),
            ends={key: (min(ys) + max(ys)) / 2 for key, ys in ends.items()},
        )

    def _lane(self, strand: str, column: int) -> str:
        return f"{column} {strand}"

    def _columns(self) -> Columns:
        groups: list[dict[str, None]] = [{} for _ in range(self.last + 1)]
        lanes: dict[str, list[str]] = defaultdict(list)
        edges: list[tuple[str, str]] = []
        for strand in self.strands:
            stops = self.stops[strand.key]
            for number, (box, column) in enumerate(stops):
                self._put(groups, lanes, box, column, strand.key)
                if not number:
                    continue
                before, start = stops[number - 1]
                for between in range(start + 1, column):
                    bundle = "-".join(map(str, strand.bundle))
                    passing = f"pass {between} {before} {box} {bundle}"
                    self._put(groups, lanes, passing, between, strand.key)
                edges += [
                    (self._lane(strand.key, one), self._lane(strand.key, one + 1))
                    for one in range(start, column)
                ]
        return Columns(groups, lanes, edges)

    def _put(
        self,
        groups: list[dict[str, None]],
        lanes: dict[str, list[str]],
        group: str,
        column: int,
        strand: str,
    ) -> None:
        groups[column][group] = None
        lanes[group].append(self._lane(strand, column))

    def _sizes(self, columns: Columns) -> tuple[dict[str, float], dict[str, float]]:
        heights: dict[str, float] = {}
        offsets: dict[str, float] = {}
        for group, lanes in columns.lanes.items():
            at, above = 0.0, None
            for lane in lanes:
                strand = lane.partition(" ")[2]
                bundle = self.bundle[strand]
                if above is not None and above != bundle:
                    at += _APART
                above = bundle
                broad = self.breadth[strand] or LINE
                offsets[lane] = at + broad / 2
                at += broad
            heights[group] = at
            if group.startswith("pass "):
                continue
            wanted = max(self.sizes[group][1], at + 2 * _INSET)
            for lane in lanes:
                offsets[lane] += (wanted - at) / 2
            heights[group] = wanted
        return heights, offsets

    def _lefts(
        self, columns: Columns, lanes: Mapping[str, float]
    ) -> tuple[list[float], list[float]]:
        """Return the left and the width of each column; steeper strands get more room."""
        widths = [
            max((self.sizes[g][0] for g in groups if not g.startswith("pass ")), default=0.0)
            for groups in columns.groups
        ]
        rises = [0.0] * len(widths)
        for tail, head in columns.edges:
            column = int(head.partition(" ")[0])
            rises[column] = max(rises[column], abs(lanes[tail] - lanes[head]))
        lefts = [0.0]
        for column in range(1, len(widths)):
            gap = min(_MAX_GAP, max(_MIN_GAP, rises[column] * _SLOPE))
            if column == self.last:
                gap += _LEVEL
            lefts.append(lefts[-1] + widths[column - 1] + gap)
        return lefts, widths

    def _courses(
        self,
        strand: Strand,
        lefts: Sequence[float],
        widths: Sequence[float],
        lanes: Mapping[str, float],
    ) -> Iterable[Course]:
        stops = self.stops[strand.key]
        for (_, start), (_, end) in pairwise(stops):
            y = lanes[self._lane(strand.key, start)]
            right = lefts[start] + widths[start]
            knots = [(right - _HIDDEN, y), (right, y)]
            for between in range(start + 1, end):
                y = lanes[self._lane(strand.key, between)]
                knots += [(lefts[between], y), (lefts[between] + widths[between], y)]
            y = lanes[self._lane(strand.key, end)]
            if end == self.last:
                knots += [(lefts[end] - _LEVEL, y), (lefts[end], y)]
            else:
                knots += [(lefts[end], y), (lefts[end] + _HIDDEN, y)]
            yield Course(strand, tuple(dict.fromkeys(knots)), self.breadth[strand.key])


def _ordered(columns: Columns) -> Columns:
    """Sort lanes and boxes by what they lead to, from the right to the left."""
    position = columns.positions
    for column in range(len(columns.groups) - 2, -1, -1):
        groups = columns.groups[column]
        mean = {}
        for group in groups:
            lanes = columns.lanes[group]
            aim = {lane: min(position[each] for each in columns.after[lane]) for lane in lanes}
            lanes.sort(key=aim.__getitem__)
            mean[group] = sum(aim.values()) / len(aim)
        groups.sort(key=mean.__getitem__)
        columns.number(column)
    return columns


def ribbon(knots: Sequence[Point], breadth: float) -> Path:
    """Return the outline of a ribbon of a breadth through the knots."""
    half = breadth / 2
    upper = curve([(x, y - half) for x, y in knots])
    lower = curve([(x, y + half) for x, y in reversed(knots)])
    line, close = int(Path.LINETO), int(Path.CLOSEPOLY)
    vertices = np.concatenate([upper.vertices, lower.vertices, [knots[0]]])
    codes = np.concatenate([upper.codes, [line], lower.codes[1:], [close]])  # type: ignore[index]
    return Path(vertices, codes)
