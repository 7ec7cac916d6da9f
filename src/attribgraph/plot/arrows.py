"""The arrows of a timeline: where each leaves a mark and reaches another, and the way between.

Several at one mark have each a place of their own beside it, so that none runs on top of
another. A place is chosen together with the way: the cheapest of all that are free.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attribgraph.plot.lanes import COURSE, ENTRY, ENTRY_ABOVE, FRAME, GLYPH
from attribgraph.plot.routing import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attribgraph.plot.events import Join
    from attribgraph.plot.lanes import Lane, Mark, Sheet, Side
    from attribgraph.plot.routing import Point

__all__ = ["Arrow", "lay_out_arrows"]

_GRID: Final = 5.0
_CLEAR: Final = GLYPH + 1.2
_BESIDE: Final = 9.0
"""How far an arrow keeps from a glyph: above and below it, and left of it."""
_APART: Final = 2.6
"""How far from the middle of a mark each of two arrows on one side of it runs."""
_HEAD: Final = 3.5
"""How much of an arrow's last stretch its head covers."""
_OFF: Final = 2.3
"""How far from a glyph an arrow runs across."""
_LINE: Final = 8.0
"""How many times dearer it is to run along a mark's line than beside it."""
_OUT: Final[dict[Side, Point]] = {"left": (-1, 0), "above": (0, -1), "below": (0, 1)}


@dataclass(frozen=True)
class Arrow:
    """A join's course as its corners; the tip and the way of its head, if it has one."""

    join: Join
    corners: tuple[Point, ...]
    tip: Point | None
    side: Side


@dataclass(frozen=True)
class _Port:
    """A place beside a mark: on which side, how far from its middle, and where ways begin."""

    mark: Mark
    side: Side
    aside: float
    gate: Point

    def at(self, away: float, aside: float) -> Point:
        """Return the point so far from the mark's middle, on its side, and so far aside."""
        dx, dy = _OUT[self.side]
        return self.mark.x + dx * away + abs(dy) * aside, self.mark.y + dy * away + abs(dx) * aside


def lay_out_arrows(joins: Sequence[Join], sheet: Sheet, size: float) -> list[Arrow]:
    """Return the arrows' courses, the short ones first; ``size`` is that of the labels."""
    return _Planner(joins, sheet, size).arrows() if joins else []


class _Planner:
    """Gives arrows their ports and their ways."""

    def __init__(self, joins: Sequence[Join], sheet: Sheet, size: float) -> None:
        self.sheet = sheet
        self.size = size
        self.marks = sheet.marks()
        self.joins = sorted(joins, key=self._distance)
        self.heads = Counter(join.end for join in joins if join.kind != "both")
        self.ends = Counter(key for join in joins for key in (join.start, join.end))
        self.taken: Counter[tuple[str, Side, float]] = Counter()

    def _distance(self, join: Join) -> float:
        start, end = self.marks[join.start], self.marks[join.end]
        return abs(start.x - end.x) + abs(start.y - end.y)

    def arrows(self) -> list[Arrow]:
        """Return the courses."""
        grid = self._grid()
        found = []
        for join in self.joins:
            starts = self._free(join.start, head=False)
            ends = self._free(join.end, head=join.kind != "both")
            corners = grid.route([each.gate for each in starts], [each.gate for each in ends])
            start = next(each for each in starts if each.gate == corners[0])
            end = next(each for each in ends if each.gate == corners[-1])
            for key, port in ((join.start, start), (join.end, end)):
                self.taken[key, port.side, port.aside] += 1
                grid.share([port.gate, port.at(GLYPH, port.aside)])
            found.append((join, start, end, corners))
        return [self._arrow(*each) for each in found]

    def _free(self, key: str, *, head: bool) -> list[_Port]:
        """Return the ports of a mark that fewest arrows have taken."""
        ports = list(self._ports(key, head=head))
        least = min(self.taken[key, each.side, each.aside] for each in ports)
        return [each for each in ports if self.taken[key, each.side, each.aside] == least]

    def _ports(self, key: str, *, head: bool) -> Iterator[_Port]:
        mark = self.marks[key]
        if head:
            sides = dict.fromkeys(mark.entries(self.heads[key]), ENTRY_ABOVE)
            sides |= {"left": ENTRY} if "left" in sides else {}
        else:
            near = GLYPH + _OFF
            sides = {"above": near, "below": near}
            sides |= {} if mark.from_above else {"left": _BESIDE + 1.5}
        for side, away in sides.items():
            for aside in (0.0,) if self.ends[key] == 1 else (-_APART, _APART):
                port = _Port(mark, side, aside, (0.0, 0.0))
                x, y = port.at(away, aside)
                yield _Port(mark, side, aside, (round(x, 2), round(y, 2)))

    def _arrow(self, join: Join, start: _Port, end: _Port, corners: Sequence[Point]) -> Arrow:
        points = list(corners)
        first = self._middled(join.start, start, points)
        points.reverse()
        last = self._middled(join.end, end, points)
        points.reverse()
        half = FRAME if end.mark.event.framed else GLYPH
        away = half + (0.8 if end.side == "left" else 0.4)
        tip = end.at(away, last)
        if join.kind != "both":
            points.append(end.at(away + _HEAD, last))
        else:
            points.append(tip)
        half = FRAME if start.mark.event.framed else GLYPH
        points.insert(0, start.at(half + 0.6, first))
        return Arrow(join, tuple(points), None if join.kind == "both" else tip, end.side)

    def _middled(self, key: str, port: _Port, points: list[Point]) -> float:
        """Move an arrow's first stretch to the middle of a side that it has to itself."""
        other = self.taken[key, port.side, -port.aside]
        across = 1 if port.side == "left" else 0
        level = points[0][across]
        stretch = next((n for n, each in enumerate(points) if each[across] != level), len(points))
        if not port.aside or other or stretch == len(points):
            return port.aside
        for number in range(stretch):
            x, y = points[number]
            points[number] = (x, y - port.aside) if across else (x - port.aside, y)
        return 0.0

    def _grid(self) -> Grid:
        """Return the lines that arrows may take: between tracks, between lanes, beside marks."""
        sheet = self.sheet
        steps = range(int((sheet.width - sheet.ways) / _GRID) + 1)
        xs = {sheet.ways + _GRID * step for step in steps}
        ys = {y for lane in sheet.lanes for y in self._levels(lane)} | {sheet.height - 3.5}
        ys = {each for each in ys if 2.0 <= each <= sheet.height - 2.0}
        gates = [
            port.gate
            for key in self.ends
            for head in {False, key in self.heads}
            for port in self._ports(key, head=head)
        ]
        grid = Grid(xs | {x for x, _ in gates}, ys | {y for _, y in gates})
        for mark in self.marks.values():
            box = mark.words_box(self.size)
            grid.charge((box[0] - 1.5, box[1] - 1.2, box[2] + 1.5, box[3] + 1.2))
            x, y = mark.x, mark.y
            grid.charge((x - _BESIDE, y - _CLEAR, x + _CLEAR, y + _CLEAR))
            for line in (mark.line, mark.published):
                if line:
                    ends = (min(*line, x), max(*line, x))
                    grid.charge((ends[0], y - 3.4, ends[1], y + 3.4), _LINE)
        return grid

    def _levels(self, lane: Lane) -> Iterable[float]:
        """Yield the heights of a lane at which arrows may run across."""
        yield from (lane.top + each for each in (-3.5, 0.0, 3.5))
        tracks: dict[float, float] = {}
        for mark in lane.marks:
            top = min(mark.words_box(self.size)[1], mark.y - GLYPH)
            tracks[mark.y] = min(tracks.get(mark.y, top), top)
            yield from (mark.y, top - _OFF, mark.y + GLYPH + _OFF)
        for above, below in pairwise(sorted(tracks)):
            first, last = above + GLYPH + _OFF, tracks[below] - _OFF
            courses = max(1, round((last - first) / COURSE))
            yield from (first + (last - first) * each / courses for each in range(courses + 1))
