"""How far a debate falls into two camps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np

from attribgraph.discourse.matrices import one_mode_matrix
from attribgraph.discourse.moving import cut
from attribgraph.discourse.networks import period_of
from attribgraph.discourse.statements import Choice, choose

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from attribgraph.discourse.clock import Kernel, Unit
    from attribgraph.discourse.sides import Side
    from attribgraph.discourse.statements import Duplicates, Qualifier, Statements
    from attribgraph.graph import AttributionGraph
    from attribgraph.views import AttributionView

__all__ = ["Polarization", "best_bipartition", "polarization"]

_EXACT: Final = 18
"""Nodes up to which every bipartition is tried."""
_STARTS: Final = 24
_TINY: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Polarization:
    """How far a debate falls into two camps, and which.

    Attributes
    ----------
    raw
        Signed modularity of the best bipartition, in the weight of ties.
    normalized
        The same as a share of what it would be if all agreement were within the camps and
        all conflict between them: 0 to 1.
    memberships
        The camp, 0 or 1, of each node by its id; the camp of the first node is 0.
    exact
        Whether every bipartition was tried, so that none is better.
    start, middle, stop
        The stretch of time, as of `Network`.
    """

    raw: float
    normalized: float
    memberships: dict[str, int]
    exact: bool
    start: datetime | None
    middle: datetime | None
    stop: datetime | None

    @property
    def camps(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the nodes in either camp."""
        first, second = (
            tuple(id_ for id_, camp in self.memberships.items() if camp == side) for side in (0, 1)
        )
        return first, second


@overload
def polarization(
    g: AttributionGraph | AttributionView,
    nodes: Side = ...,
    over: Side = ...,
    *,
    unit: None = None,
    size: int = ...,
    kernel: Kernel = ...,
    duplicates: Duplicates = ...,
    qualifier: Qualifier = ...,
    include: AttributionView | None = ...,
    exclude: AttributionView | None = ...,
) -> Polarization: ...
@overload
def polarization(
    g: AttributionGraph | AttributionView,
    nodes: Side = ...,
    over: Side = ...,
    *,
    unit: Unit,
    size: int = ...,
    kernel: Kernel = ...,
    duplicates: Duplicates = ...,
    qualifier: Qualifier = ...,
    include: AttributionView | None = ...,
    exclude: AttributionView | None = ...,
) -> tuple[Polarization, ...]: ...
def polarization(  # noqa: PLR0913 (the options of the field)
    g: AttributionGraph | AttributionView,
    nodes: Side = "agency",
    over: Side = "claim",
    *,
    unit: Unit | None = None,
    size: int = 8,
    kernel: Kernel = "gaussian",
    duplicates: Duplicates = "document",
    qualifier: Qualifier = "stance",
    include: AttributionView | None = None,
    exclude: AttributionView | None = None,
) -> Polarization | tuple[Polarization, ...]:
    """Return how far the nodes fall into two camps: agreement within, conflict between.

    Parameters
    ----------
    g, nodes, over, duplicates, qualifier, include, exclude
        As for `one_mode`; unless told otherwise, who says one thing twice in a document
        counts once.
    unit, size, kernel
        As for `windows`: with a unit, the answer is one for each window. Events take the
        kernel ``"no"``, whatever it is.

    Returns
    -------
    Polarization, or tuple of Polarization
        Of the whole time, or of each window.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words.

    Notes
    -----
    Let C be congruence and D conflict, without their diagonals, c and d the sums of their
    rows, and C0 and D0 of all their cells. Over all ways to divide the nodes into two
    camps, the largest value is taken of ::

        Q = sum over i, j in one camp of (C - c c' / C0) - (D - d d' / D0)

    which is the modularity of a network of positive and negative ties (Gomez, Jensen and
    Arenas 2009; Traag and Bruggeman 2009), times the weight of the ties. Normalized, it is
    divided by what Q would be for these camps if C had all its ties within them and D all
    between them, as Newman (2003) divides modularity. Up to 18 nodes, every division is
    tried. Beyond, the search starts from the leading eigenvectors and from seeded random
    divisions and moves single nodes as long as that helps; it gives the same answer every
    time, which may not be the best one.

    References
    ----------
    Gomez, S., Jensen, P., Arenas, A. (2009). Analysis of community structure in networks of
    correlated data. *Physical Review E*, 80, 016114.

    Newman, M. E. J. (2003). Mixing patterns in networks. *Physical Review E*, 67, 026126.

    Examples
    --------
    >>> found = polarization(g, "source")
    >>> found.exact, round(found.normalized, 4)
    (True, 0.4878)
    """
    choice = Choice(nodes, over, qualifier, duplicates, include, exclude)
    found = choose(g, choice, ordered=unit is not None)
    if unit is None:
        return _measured(found, None, period_of(found))
    if unit == "events":
        kernel = "no"
    return tuple(
        _measured(each.statements, each.weights, (each.start, each.middle, each.stop))
        for each in cut(found, unit=unit, size=size, kernel=kernel)
    )


def _measured(
    statements: Statements, weights: NDArray[np.float64] | None, period: tuple[Any, Any, Any]
) -> Polarization:
    labels = statements.first_labels
    size = len(labels)
    benefit, expected = np.zeros((size, size)), np.zeros((size, size))
    most = mass = 0.0
    for sign, aggregation in ((1.0, "congruence"), (-1.0, "conflict")):
        ties = one_mode_matrix(statements, aggregation, "no", weights).toarray()
        total = float(ties.sum())
        if total > 0:
            degree = ties.sum(axis=1)
            by_chance = np.outer(degree, degree) / total
            benefit += sign * (ties - by_chance)
            expected += sign * by_chance
            most += total if sign > 0 else 0.0
            mass += total
    camps, raw, exact = best_bipartition(benefit)
    # all agreement within camps, and no conflict
    most -= float(expected[camps[:, None] == camps].sum())
    if min(raw, most) <= _TINY * mass:
        raw = 0.0
    return Polarization(
        raw,
        min(1.0, raw / most) if raw else 0.0,
        dict(zip(labels, camps.tolist(), strict=True)),
        exact,
        *period,
    )


def best_bipartition(benefit: NDArray[np.float64]) -> tuple[NDArray[np.int64], float, bool]:
    """Return the two camps within which the cells of a symmetric matrix sum to the most.

    Returns
    -------
    camps, sum, exact
        Camp 0 or 1 of each node, the first in 0; and whether nothing can be better.
    """
    size = len(benefit)
    total = float(benefit.sum())
    if size < 2:
        return np.zeros(size, dtype=np.int64), total, True
    exact = size <= _EXACT
    sides = _every_side(benefit) if exact else _good_sides(benefit)
    sides = sides * sides[0]
    value = float(sides @ benefit @ sides)
    return (sides < 0).astype(np.int64), (total + value) / 2.0, exact


def _every_side(benefit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the signs s, +1 or -1, that maximise s' B s, by trying them all."""
    size = len(benefit)
    best, signs = -np.inf, np.ones(size)
    step = 1 << 12
    bits = np.arange(size - 1)
    for start in range(0, 1 << (size - 1), step):
        numbers = np.arange(start, min(start + step, 1 << (size - 1)))
        block = np.ones((len(numbers), size))
        block[:, 1:] -= 2.0 * ((numbers[:, None] >> bits) & 1)
        values = np.einsum("ij,ij->i", block @ benefit, block)
        at = int(values.argmax())
        # ties go to the first: rounding may not decide
        if values[at] > best + _TINY * max(1.0, abs(best if best > -np.inf else 0.0)):
            best, signs = float(values[at]), block[at]
    return signs


def _good_sides(benefit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return signs that make s' B s large: many starts, each improved node by node."""
    size = len(benefit)
    _, vectors = np.linalg.eigh(benefit)
    chance = np.random.default_rng(20_170)
    starts = [np.where(vectors[:, -each] >= 0, 1.0, -1.0) for each in range(1, min(6, size) + 1)]
    starts += [chance.choice((-1.0, 1.0), size) for _ in range(_STARTS)]
    best, signs = -np.inf, np.ones(size)
    for each in starts:
        improved = _improved(benefit, each)
        value = float(improved @ benefit @ improved)
        if value > best + _TINY * max(1.0, abs(value)):
            best, signs = value, improved
    return signs


def _improved(benefit: NDArray[np.float64], signs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move the nodes one by one, each once and the best first; keep the best; until none helps.

    So a run may pass through worse divisions on its way to a better one (Kernighan and Lin).
    """
    off = benefit - np.diag(np.diag(benefit))
    signs = signs.copy()
    tolerance = _TINY * max(1.0, float(np.abs(off).sum()))
    while True:
        moving = signs.copy()
        pull = off @ moving
        free = np.ones(len(signs), dtype=np.bool_)
        gain, most, best = 0.0, tolerance, None
        for _ in range(len(signs)):
            gains = np.where(free, -4.0 * moving * pull, -np.inf)
            at = int(gains.argmax())
            gain += float(gains[at])
            pull -= 2.0 * moving[at] * off[:, at]
            moving[at] = -moving[at]
            free[at] = False
            if gain > most:
                most, best = gain, moving.copy()
        if best is None:
            return signs
        signs = best
