"""Heights: each box as near as can be to what it is joined to, at its distance from the next.

For one column, given its neighbours, that is least squares under an order: after taking off
the distances it is isotonic regression, which scipy solves exactly. The tallest column is set
first; the others follow, each after the one nearer to it, so that a line bends once.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attribgraph.plot.ordering import Columns

__all__ = ["place"]

_FAINT: Final = 1e-3
"""Weight of a box that nothing is joined to: it stays where it is."""


def place(
    columns: Columns,
    heights: Mapping[str, float],
    offsets: Mapping[str, float],
    distances: Sequence[Sequence[float]],
) -> tuple[dict[str, float], float]:
    """Return the top of each group, and the height of the whole.

    Parameters
    ----------
    columns
        The groups of each column in order, and their edges.
    heights
        Height of each group.
    offsets
        How far below the top of its group each lane runs.
    distances
        For each column, the least distance of each group from the one above it.
    """
    starts = [
        list(
            accumulate(
                (heights[above] + distance for above, distance in zip(groups, gaps, strict=False)),
                initial=0.0,
            )
        )[: len(groups)]
        for groups, gaps in zip(columns.groups, distances, strict=True)
    ]
    lengths = [
        start[-1] + heights[groups[-1]] if groups else 0.0
        for start, groups in zip(starts, columns.groups, strict=True)
    ]
    total = max(lengths, default=0.0)
    tops: dict[str, float] = {}
    for groups, start, length in zip(columns.groups, starts, lengths, strict=True):
        share = (total - length) / (len(groups) + 1) if groups else 0.0
        for number, (group, top) in enumerate(zip(groups, start, strict=True), 1):
            tops[group] = top + share * number
    wishes = _Wishes(columns, offsets, tops)
    longest = max(range(len(lengths)), key=lengths.__getitem__, default=0)
    for column in (*range(longest - 1, -1, -1), *range(longest + 1, len(lengths))):
        inner = column + 1 if column < longest else column - 1
        _settle(
            columns.groups[column],
            starts[column],
            total - lengths[column],
            [wishes.of(group, inner) for group in columns.groups[column]],
            tops,
        )
    return tops, total


class _Wishes:
    """Where each group would best stand for the lanes that its own are joined to."""

    def __init__(
        self, columns: Columns, offsets: Mapping[str, float], tops: Mapping[str, float]
    ) -> None:
        self.group_of = {lane: group for group, lanes in columns.lanes.items() for lane in lanes}
        self.offsets = offsets
        self.tops = tops
        self.near: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        column_of = {
            group: number for number, groups in enumerate(columns.groups) for group in groups
        }
        for tail, head in columns.edges:
            left, right = self.group_of[tail], self.group_of[head]
            self.near[left].append((tail, head, column_of[right]))
            self.near[right].append((head, tail, column_of[left]))

    def of(self, group: str, toward: int) -> tuple[float, float]:
        """Return the top that the lanes of one column draw a group to, and how strongly."""
        wishes = [
            self.tops[self.group_of[other]] + self.offsets[other] - self.offsets[own]
            for own, other, column in self.near.get(group, ())
            if column == toward
        ]
        if not wishes:
            return self.tops[group], _FAINT
        return sum(wishes) / len(wishes), float(len(wishes))


def _settle(
    groups: Sequence[str],
    starts: Sequence[float],
    slack: float,
    wishes: Sequence[tuple[float, float]],
    tops: dict[str, float],
) -> None:
    """Move a column's groups to where they are drawn, in order and within the height."""
    from scipy.optimize import isotonic_regression

    if not groups:
        return
    shifts = isotonic_regression(
        [top - start for (top, _), start in zip(wishes, starts, strict=True)],
        weights=[weight for _, weight in wishes],
    ).x
    for group, start, shift in zip(groups, starts, shifts, strict=True):
        tops[group] = start + min(max(float(shift), 0.0), slack)
