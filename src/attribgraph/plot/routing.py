"""Arrows that find their way between texts: shortest paths with few bends on a grid.

The grid's lines are given; what stands on the page makes some stretches of them dear. An
arrow is the cheapest way by Dijkstra's algorithm (scipy), each bend costing as much as some
points of length, and makes its own way dear for those that come after it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Grid", "Point", "rounded"]

Point = tuple[float, float]
Rect = tuple[float, float, float, float]

_BEND: Final = 14.0
_CHARGE: Final = 1e6
"""How many times dearer it is to run through a text or a glyph: more than to run along with
other arrows, however many."""
_SHARED: Final = 40.0
_CROSSED: Final = 6.0
"""How many times dearer it is to run along with another arrow, and across it."""
_DEAREST: Final = 1e4
"""What is as dear as this is made no dearer by one more arrow."""
_NEAR: Final = 2.6
_ASIDE: Final = 90.0
"""How far above and below its ends an arrow may go."""


class Grid:
    """Lines that arrows may run along, and what each stretch of them costs.

    Parameters
    ----------
    xs, ys
        Where the lines run.
    """

    def __init__(self, xs: Iterable[float], ys: Iterable[float]) -> None:
        self.xs = np.unique(np.round(np.fromiter(xs, float), 2))
        self.ys = np.unique(np.round(np.fromiter(ys, float), 2))
        columns, rows = len(self.xs), len(self.ys)
        self.across = np.ones((max(columns - 1, 0), rows))
        self.down = np.ones((columns, max(rows - 1, 0)))

    def charge(self, rect: Rect, factor: float = _CHARGE, down: float | None = None) -> None:
        """Make what runs through (left, top, right, bottom) dearer; down by another factor."""
        left, top, right, bottom = rect
        xs, ys = self.xs, self.ys
        row = slice(*np.searchsorted(ys, (top, bottom), side="left"))
        column = slice(*np.searchsorted(xs, (left, right), side="left"))
        wide = np.searchsorted(xs, left, "right"), np.searchsorted(xs, right, "left")
        tall = np.searchsorted(ys, top, "right"), np.searchsorted(ys, bottom, "left")
        for part, times in (
            (self.across[max(wide[0] - 1, 0) : wide[1], row], factor),
            (self.down[column, max(tall[0] - 1, 0) : tall[1]], down or factor),
        ):
            part[part < _DEAREST] *= times

    def route(self, starts: Sequence[Point], ends: Sequence[Point]) -> list[Point]:
        """Return the cheapest way from a start to an end as its corners, and make it dear."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import dijkstra

        heights = [y for _, y in (*starts, *ends)]
        low, high = min(heights) - _ASIDE, max(heights) + _ASIDE
        first, last = np.searchsorted(self.ys, (low, high))
        xs, ys = self.xs, self.ys[first:last]
        size = len(xs) * len(ys)
        node = np.arange(size).reshape(len(xs), len(ys))
        across = np.diff(xs)[:, None] * self.across[:, first:last]
        down = np.diff(ys)[None, :] * self.down[:, first : last - 1]
        tails = np.concatenate([node[:-1].ravel(), size + node[:, :-1].ravel(), node.ravel()])
        heads = np.concatenate([node[1:].ravel(), size + node[:, 1:].ravel(), size + node.ravel()])
        costs = np.concatenate([across.ravel(), down.ravel(), np.full(size, _BEND)])
        graph = coo_array((costs, (tails, heads)), shape=(2 * size, 2 * size)).tocsr()
        sources, targets = (
            np.array([node[np.abs(xs - x).argmin(), np.abs(ys - y).argmin()] for x, y in points])
            for points in (starts, ends)
        )
        distance, before, _ = dijkstra(
            graph,
            directed=False,
            indices=np.concatenate([sources, size + sources]),
            return_predecessors=True,
            min_only=True,
        )
        at = int(min((*targets, *(size + targets)), key=distance.__getitem__))
        nodes = []
        while at >= 0:
            nodes.append(at % size)
            at = int(before[at])
        points = [
            (float(xs[each // len(ys)]), float(ys[each % len(ys)])) for each in reversed(nodes)
        ]
        corners = _corners(points)
        self.share(corners)
        return corners

    def share(self, corners: Sequence[Point]) -> None:
        """Make a way dear for those that come after it."""
        for (x0, y0), (x1, y1) in pairwise(corners):
            aside, above = (_NEAR, 0.0) if x0 == x1 else (0.0, _NEAR)
            left, right = sorted((x0, x1))
            top, bottom = sorted((y0, y1))
            self.charge(
                (left - aside, top - above, right + aside, bottom + above),
                *((_CROSSED, _SHARED) if x0 == x1 else (_SHARED, _CROSSED)),
            )


def _corners(points: Sequence[Point]) -> list[Point]:
    """Return the ends and the points where the direction changes."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept[-1] = point
        else:
            kept.append(point)
    return kept


def rounded(corners: Sequence[Point], radius: float = 4.0) -> Path:
    """Return a path along the corners, each rounded off."""
    vertices: list[Point] = [corners[0]]
    codes = [int(Path.MOVETO)]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        near = _toward(corner, before, radius)
        far = _toward(corner, after, radius)
        vertices += [near, corner, far]
        codes += [int(Path.LINETO), int(Path.CURVE3), int(Path.CURVE3)]
    vertices.append(corners[-1])
    codes.append(int(Path.LINETO))
    return Path(vertices, codes)


def _toward(start: Point, end: Point, length: float) -> Point:
    """Return the point so far from the start towards the end, half-way at most."""
    away = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    share = min(length, away / 2) / away if away else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
