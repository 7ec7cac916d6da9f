"""The order of the boxes in each column, chosen so that few lines cross.

Barycentre sweeps (Sugiyama, Tagawa and Toda 1981) with transposition of neighbours (Gansner,
Koutsofios, North and Vo 1993). Lanes are ordered within their box too. Deterministic: ties
keep the order in which things came.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from copy import copy
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Columns", "order"]

_SWEEPS: Final = 24
_PASSES: Final = 8
_SMALL: Final = 400
"""Up to so many edges neighbours change places after every sweep; beyond it at the end alone."""


class Columns:
    """Columns of groups (boxes, or lone lanes that pass), the lanes of each, and the edges.

    Parameters
    ----------
    groups
        For each column the keys of its groups, from the top.
    lanes
        For each group the keys of its lanes, from the top.
    edges
        Pairs of lanes of neighbouring columns, the left one first.
    """

    def __init__(
        self,
        groups: Sequence[Iterable[str]],
        lanes: Mapping[str, Iterable[str]],
        edges: Sequence[tuple[str, str]],
    ) -> None:
        self.groups = [list(each) for each in groups]
        self.lanes = {group: list(each) for group, each in lanes.items()}
        self.edges = edges
        self.before: dict[str, list[str]] = defaultdict(list)
        self.after: dict[str, list[str]] = defaultdict(list)
        for tail, head in edges:
            self.before[head].append(tail)
            self.after[tail].append(head)
        self.positions: dict[str, int] = {}
        for column in range(len(self.groups)):
            self.number(column)

    def copy(self) -> Columns:
        """Return columns whose order can be changed without changing these."""
        made = copy(self)  # the edges, and who is near whom, are the same
        made.groups = [list(each) for each in self.groups]
        made.lanes = {group: list(each) for group, each in self.lanes.items()}
        made.positions = dict(self.positions)
        return made

    def number(self, column: int) -> None:
        """Write down the positions of a column's lanes after its order has changed."""
        place = 0
        for group in self.groups[column]:
            for lane in self.lanes[group]:
                self.positions[lane] = place
                place += 1

    def crossings(self) -> int:
        """Return how many pairs of edges cross."""
        position = self.positions
        column_of = {
            lane: number
            for number, groups in enumerate(self.groups)
            for group in groups
            for lane in self.lanes[group]
        }
        by_column: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for tail, head in self.edges:
            by_column[column_of[tail]].append((position[tail], position[head]))
        return sum(_inversions(sorted(pairs)) for pairs in by_column.values())


def _inversions(pairs: list[tuple[int, int]]) -> int:
    """Count pairs of edges that cross; ``pairs`` are sorted, edges that share an end never do."""
    seen: list[int] = []
    total = 0
    start = 0
    while start < len(pairs):
        stop = start
        while stop < len(pairs) and pairs[stop][0] == pairs[start][0]:
            stop += 1
        heads = [head for _, head in pairs[start:stop]]
        total += sum(len(seen) - bisect_left(seen, head + 1) for head in heads)
        for head in heads:
            insort(seen, head)
        start = stop
    return total


def order(columns: Columns) -> Columns:
    """Return the columns in the order with the fewest crossings that was found."""
    best, fewest = columns.copy(), columns.crossings()
    if not columns.edges:
        return best
    last = len(columns.groups) - 1
    small = len(columns.edges) <= _SMALL
    starts = (columns, _by_depth(columns)) if small else (columns,)
    for start, backwards in product(starts, (True, False)):
        work = start.copy()
        idle = 0
        for sweep in range(_SWEEPS):
            if backwards == (sweep % 2 == 0):
                for column in range(last - 1, -1, -1):
                    _sort(work, column, work.after)
            else:
                for column in range(1, last + 1):
                    _sort(work, column, work.before)
            _free_ends(work)
            if small:
                _transpose(work, ties=sweep % 4 < 2)
            found = work.crossings()
            idle += 1
            if found < fewest:
                best, fewest, idle = work.copy(), found, 0
            if not fewest or idle > 5:
                break
    if not small:
        _transpose(best)
    return best


def _by_depth(columns: Columns) -> Columns:
    """Return the columns in the order in which a walk along the edges comes upon the groups.

    What hangs together then stands together, which sweeps alone may not bring about.
    """
    group_of = {lane: group for group, lanes in columns.lanes.items() for lane in lanes}
    near: dict[str, list[str]] = defaultdict(list)
    for tail, head in columns.edges:
        near[group_of[tail]].append(group_of[head])
        near[group_of[head]].append(group_of[tail])
    met: dict[str, int] = {}
    todo = [group for groups in reversed(columns.groups) for group in reversed(groups)]
    while todo:
        group = todo.pop()
        if group not in met:
            met[group] = len(met)
            todo += [each for each in reversed(near[group]) if each not in met]
    groups = [sorted(each, key=met.__getitem__) for each in columns.groups]
    return Columns(groups, columns.lanes, columns.edges)


def _free_ends(columns: Columns) -> None:
    """Sort the lanes of the outer columns, which have lines on one side only."""
    last = len(columns.groups) - 1
    for column, neighbours in ((0, columns.after), (last, columns.before)):
        for group in columns.groups[column]:
            _sort_lanes(columns, group, neighbours)
        columns.number(column)


def _sort(columns: Columns, column: int, neighbours: Mapping[str, list[str]]) -> None:
    position = columns.positions
    means: dict[str, float] = {}
    for place, group in enumerate(columns.groups[column]):
        _sort_lanes(columns, group, neighbours)
        near = [
            position[each] for lane in columns.lanes[group] for each in neighbours.get(lane, ())
        ]
        means[group] = sum(near) / len(near) if near else _kept(columns, column, place)
    columns.groups[column].sort(key=means.__getitem__)
    columns.number(column)


def _kept(columns: Columns, column: int, place: int) -> float:
    """Return a mean for a group without neighbours that leaves it about where it is."""
    groups = columns.groups[column]
    return place / max(len(groups), 1) * len(columns.positions) / max(len(columns.groups), 1)


def _sort_lanes(columns: Columns, group: str, neighbours: Mapping[str, list[str]]) -> None:
    lanes = columns.lanes[group]
    if len(lanes) < 2:
        return
    position = columns.positions
    base = min(position[lane] for lane in lanes)
    mean = {}
    for lane in lanes:
        near = [position[each] for each in neighbours.get(lane, ())]
        mean[lane] = sum(near) / len(near) if near else float(position[lane])
    lanes.sort(key=mean.__getitem__)
    for place, lane in enumerate(lanes):
        position[lane] = base + place


def _transpose(columns: Columns, *, ties: bool = False) -> None:
    """Swap neighbours while that removes crossings: groups in columns, lanes in groups.

    With ``ties`` those that cross as much either way are swapped too, which may open a way.
    """
    for _ in range(_PASSES):
        improved = False
        for groups in columns.groups:
            for place in range(len(groups) - 1):
                above, below = groups[place], groups[place + 1]
                gain = _gain(columns, columns.lanes[above], columns.lanes[below], ties=ties)
                if gain > 0:
                    groups[place], groups[place + 1] = below, above
                    _swap(columns, columns.lanes[above], columns.lanes[below])
                    improved = improved or gain >= 1
            for group in groups:
                lanes = columns.lanes[group]
                for place in range(len(lanes) - 1):
                    above, below = lanes[place], lanes[place + 1]
                    gain = _gain(columns, (above,), (below,), ties=ties)
                    if gain > 0:
                        lanes[place], lanes[place + 1] = below, above
                        _swap(columns, (above,), (below,))
                        improved = improved or gain >= 1
        if not improved:
            return


def _swap(columns: Columns, above: Sequence[str], below: Sequence[str]) -> None:
    """Let the lanes of two neighbours change places."""
    lanes = (*below, *above)
    first = min(map(columns.positions.__getitem__, lanes), default=0)
    columns.positions.update(zip(lanes, range(first, first + len(lanes)), strict=True))


def _gain(columns: Columns, above: Sequence[str], below: Sequence[str], *, ties: bool) -> float:
    """Return how many crossings fewer there are if the two change places.

    With ``ties`` it is a half if there are some, and as many either way.
    """
    position = columns.positions
    now = then = 0
    for neighbours in (columns.before, columns.after):
        upper = [position[each] for lane in above for each in neighbours.get(lane, ())]
        if not upper:
            continue
        lower = [position[each] for lane in below for each in neighbours.get(lane, ())]
        if len(upper) == len(lower) == 1:
            now += upper > lower
            then += upper < lower
            continue
        upper.sort()
        for each in lower:
            now += len(upper) - bisect_left(upper, each + 1)
            then += bisect_left(upper, each)
    return 0.5 if ties and now == then > 0 else now - then
