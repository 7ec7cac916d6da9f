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

__all__ = ["CHARGE", "Grid", "rounded"]

Point = tuple[float, float]
Rect = tuple[float, float, float, float]

_BEND: Final = 14.0
CHARGE: Final = 300.0
"""How many times dearer it is to run through a text or a glyph."""
_SHARED: Final = 12.0
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

    def charge(self, rect: Rect, factor: float = CHARGE) -> None:
        """Make all that runs through (left, top, right, bottom) dearer, or cheaper again."""
        left, top, right, bottom = rect
        xs, ys = self.xs, self.ys
        row = slice(*np.searchsorted(ys, (top, bottom), side="left"))
        column = slice(*np.searchsorted(xs, (left, right), side="left"))
        first, last = np.searchsorted(xs, left, "right"), np.searchsorted(xs, right, "left")
        self.across[max(first - 1, 0) : last, row] *= factor
        first, last = np.searchsorted(ys, top, "right"), np.searchsorted(ys, bottom, "left")
        self.down[column, max(first - 1, 0) : last] *= factor

    def open(self, point: Point, half: float, factor: float) -> None:
        """Change what it costs to leave a point straight, left, right, up or down."""
        x, y = point
        column, row = np.abs(self.xs - x).argmin(), np.abs(self.ys - y).argmin()
        first = np.searchsorted(self.xs, x - half, "right") - 1
        self.across[max(first, 0) : np.searchsorted(self.xs, x + half), row] *= factor
        first = np.searchsorted(self.ys, y - half, "right") - 1
        self.down[column, max(first, 0) : np.searchsorted(self.ys, y + half)] *= factor

    def route(self, start: Point, end: Point) -> list[Point]:
        """Return the cheapest way as its corners, and make it dear."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import dijkstra

        low, high = min(start[1], end[1]) - _ASIDE, max(start[1], end[1]) + _ASIDE
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
        source, target = (
            int(node[np.abs(xs - x).argmin(), np.abs(ys - y).argmin()]) for x, y in (start, end)
        )
        distance, before, _ = dijkstra(
            graph,
            directed=False,
            indices=[source, size + source],
            return_predecessors=True,
            min_only=True,
        )
        at = min(target, size + target, key=distance.__getitem__)
        nodes = []
        while at >= 0:
            nodes.append(at % size)
            at = int(before[at])
        points = [
            (float(xs[each // len(ys)]), float(ys[each % len(ys)])) for each in reversed(nodes)
        ]
        corners = _corners(points)
        for (x0, y0), (x1, y1) in pairwise(corners):
            self.charge(
                (
                    min(x0, x1) - (_NEAR if x0 == x1 else 0),
                    min(y0, y1) - (_NEAR if y0 == y1 else 0),
                    max(x0, x1) + (_NEAR if x0 == x1 else 0),
                    max(y0, y1) + (_NEAR if y0 == y1 else 0),
                ),
                _SHARED,
            )
        return corners


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
