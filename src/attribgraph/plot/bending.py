"""Where each curve turns: one after the other, so that no two run on top of each other.

A line crosses the gap between two columns as one curve that leaves and arrives level. Were
all curves to turn in the middle, steep ones would lie side by side there, closer than the
eye can tell apart, and two that cross would do so at too small an angle to follow.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["bend"]

Point = tuple[float, float]

_MOST: Final = 0.32
_FULL: Final = 8
_NEAR: Final = 0.9
_LONG: Final = 16.0
_ALIKE: Final = 0.15
"""How near, in points, and how alike in direction, in radians, curves are where they run on
top of each other, and how far they must do so; where they cross they are near, not alike."""
_GRID: Final = 160
_ROUNDS: Final = 3
_SHIFTS: Final = (0.07, -0.07, 0.14, -0.14, 0.21, -0.21, 0.3, -0.3)
_EARLIEST: Final = 0.08
_REACH: Final = 4.0
_BUDGET: Final = 2.5e7
"""How many heights may be compared in one figure: beyond that, no eye would gain from more."""


_T: Final = np.linspace(0, 1, 48)
_FIRST: Final = (1 - _T) ** 3
_MIDDLE: Final = 3 * _T * (1 - _T)
_LAST: Final = _T**3
_RISE: Final = 3 * _T**2 - 2 * _T**3
"""Shares of the ends and of the turn at 48 places along a curve, and how far it has risen."""


@dataclass
class _Curve:
    """One curve of a line, of a wire: from where to where, and how far along it turns."""

    line: int
    part: int
    wire: int
    start: Point
    end: Point
    turn: float = 0.5


def bend(
    lines: Sequence[Sequence[Point]], wires: Sequence[str], lefts: Sequence[float]
) -> tuple[list[tuple[float, ...]], set[int], bool]:
    """Return how far along each curve of each line turns, and the gaps that are too narrow.

    A turn is a share of the curve's width, from 0 to 1. A gap is too narrow, and named by
    the column to its right, if two curves run on top of each other whatever their turns.
    Last comes whether there was too much to compare it all.

    Parameters
    ----------
    lines
        The knots of each line, from left to right.
    wires
        What each line is a strand of: strands of one wire may run together.
    lefts
        The left of each column, by which curves of one gap are told from those of another.
    """
    gaps: dict[int, list[_Curve]] = {}
    numbers = {wire: number for number, wire in enumerate(dict.fromkeys(wires))}
    for number, knots in enumerate(lines):
        wire = numbers[wires[number]]
        for part, (start, end) in enumerate(pairwise(knots)):
            gap = bisect_left(lefts, (start[0] + end[0]) / 2)
            gaps.setdefault(gap, []).append(_Curve(number, part, wire, start, end))
    turns: dict[tuple[int, int], float] = {}
    narrow = set()
    budget = [_BUDGET]
    for gap, curves in gaps.items():
        steep = [each for each in curves if abs(each.start[1] - each.end[1]) > 1]
        _take_turns(steep)
        if _part(steep, budget):
            narrow.add(gap)
        turns.update({(each.line, each.part): each.turn for each in steep})
    bends = [
        tuple(turns.get((number, part), 0.5) for part in range(len(knots) - 1))
        for number, knots in enumerate(lines)
    ]
    return bends, narrow, budget[0] < 0


def _take_turns(curves: Sequence[_Curve]) -> None:
    """Let the upper of two that go down turn later, and the lower of two that go up."""
    for going_down in (True, False):
        same = [each for each in curves if (each.end[1] > each.start[1]) == going_down]
        for cluster in _clusters(same):
            steps = [0, *(_step(*pair) for pair in pairwise(cluster))]
            whole = sum(steps)
            reach = _MOST * min(1.0, whole / _FULL) * (1 if going_down else -1)
            for each, step in zip(cluster, accumulate(steps), strict=True):
                each.turn = 0.5 + reach * (1 - 2 * step / max(whole, 1))


def _step(upper: _Curve, lower: _Curve) -> int:
    """Return how much earlier one turns than the one before it: more if the two cross."""
    return 4 if upper.end[1] >= lower.end[1] else 1


def _clusters(curves: Sequence[_Curve]) -> Iterator[list[_Curve]]:
    """Yield the curves in groups whose heights overlap, each from the top by its start."""
    cluster: list[_Curve] = []
    lowest = 0.0
    for each in sorted(curves, key=lambda each: min(each.start[1], each.end[1])):
        if cluster and min(each.start[1], each.end[1]) > lowest:
            yield sorted(cluster, key=_heights)
            cluster = []
        lowest = max(lowest if cluster else 0.0, each.start[1], each.end[1])
        cluster.append(each)
    if cluster:
        yield sorted(cluster, key=_heights)


def _heights(curve: _Curve) -> tuple[float, float]:
    return curve.start[1], curve.end[1]


def _part(curves: Sequence[_Curve], budget: list[float]) -> bool:
    """Shift the turns of curves that run on top of another; return whether some still do.

    What is compared is taken off the budget; once that is spent, curves stay as they are.
    """
    if len(curves) < 2:
        return False
    low = min(each.start[0] for each in curves)
    high = max(each.end[0] for each in curves)
    grid = np.linspace(low, high, _GRID, dtype=np.float32)
    heights = np.array([_trace(each, each.turn, grid) for each in curves])
    angles = np.array([_angles(each, grid) for each in heights])
    wires = np.array([each.wire for each in curves])
    tops = np.array([min(each.start[1], each.end[1]) for each in curves]) - _REACH
    bottoms = np.array([max(each.start[1], each.end[1]) for each in curves]) + _REACH
    for _ in range(_ROUNDS):
        moved = met = False
        for number, each in enumerate(curves):
            near = (tops < bottoms[number]) & (bottoms > tops[number])
            near &= wires != each.wire
            others, ways = heights[near], angles[near]
            budget[0] -= others.size
            fewest = _meetings(heights[number], angles[number], others, ways, grid)
            for shift in _SHIFTS:
                if not fewest or budget[0] < 0:
                    break
                budget[0] -= others.size
                turn = min(max(each.turn + shift, _EARLIEST), 1 - _EARLIEST)
                tried = _trace(each, turn, grid)
                way = _angles(tried, grid)
                found = _meetings(tried, way, others, ways, grid)
                if found < fewest:
                    fewest, moved = found, True
                    each.turn = turn
                    heights[number], angles[number] = tried, way
            met = met or fewest > 0
        if not moved or budget[0] < 0:
            return met
    return met


def _trace(curve: _Curve, turn: float, grid: np.ndarray) -> np.ndarray:
    """Return a curve's height at each place of a grid; not a number where it is not."""
    (x0, y0), (x1, y1) = curve.start, curve.end
    x = x0 * _FIRST + (x0 + (x1 - x0) * turn) * _MIDDLE + x1 * _LAST
    exact = np.interp(grid, x, y0 + (y1 - y0) * _RISE, left=np.nan, right=np.nan)
    heights: np.ndarray = exact.astype(np.float32)
    return heights


def _angles(heights: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Return a curve's direction at each place of a grid, in radians."""
    slope = np.empty_like(heights)
    slope[1:-1] = (heights[2:] - heights[:-2]) / (2 * (grid[1] - grid[0]))
    slope[0], slope[-1] = slope[1], slope[-2]
    angles: np.ndarray = np.arctan(slope)
    return angles


def _meetings(
    heights: np.ndarray,
    angles: np.ndarray,
    others: np.ndarray,
    ways: np.ndarray,
    grid: np.ndarray,
) -> int:
    """Return with how many others a curve shares its course for a stretch."""
    length = 1 / np.cos(angles)
    near = np.abs(others - heights) < _NEAR * length
    length[np.isnan(length)] = 0.0  # where a curve begins and ends; nothing is near it there
    length *= grid[1] - grid[0]
    few = _LONG / max(float(length.max()), 1e-9)
    close = np.count_nonzero(near, axis=1) > few  # the others cannot be near for long
    if not close.any():
        return 0
    near = near[close] & (np.abs(ways[close] - angles) < _ALIKE)
    return int((near @ length > _LONG).sum())
