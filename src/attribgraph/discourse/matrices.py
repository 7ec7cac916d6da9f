"""From statements to matrices: the formulas, on sparse arrays.

With ``X[q]`` the nodes by claims matrix of how many statements take the value q, and T the
sum of them all:

- ignore is ``T T'``: pairs of statements on one claim;
- conflict is the same, each pair weighted by how far apart its two values are, as a share of
  how far apart values can be: 0 for alike, 1 for opposed;
- congruence is ignore less conflict, and subtract is congruence less conflict.

For the values q1 < q2 < ..., let D[t] be the statements above a cut between two neighbouring
values less those below. ``T T' - D[t] D[t]'`` is twice the pairs that the cut parts, so that
conflict is a weighted sum of such products over the cuts; for support and deny there is one.
No product here is larger than nodes by nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import coo_array, csr_array

from attribgraph.errors import UnknownValueError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from attribgraph.discourse.statements import Statements

__all__ = ["MODES", "NORMALIZATIONS", "counts", "one_mode_matrix", "two_mode_matrix"]

Sparse = Any
"""A `scipy.sparse.csr_array`, of which type checkers know nothing."""

MODES: Final = {
    1: ("ignore", "congruence", "conflict", "subtract"),
    2: ("ignore", "combine", "subtract"),
}
NORMALIZATIONS: Final = {
    1: ("no", "average", "jaccard", "cosine"),
    2: ("no", "activity", "prominence"),
}
_DENSE_NODES: Final = 4_096
_DENSE_GAIN: Final = 250
"""How many dense multiplications take as long as one sparse one, as measured."""
_BLOCK: Final = 1 << 24
"""Cells of a dense block."""
_MOST_LEVELS: Final = 52


def counts(
    statements: Statements, weights: NDArray[np.float64] | None, *, by_level: bool = False
) -> Sparse:
    """Return nodes by claims, or by claims and qualifier: how many statements, or their weight."""
    columns = statements.second
    width = len(statements.second_labels)
    if by_level:
        columns = columns * len(statements.levels) + statements.level
        width *= len(statements.levels)
    data = np.ones(len(statements)) if weights is None else weights
    shape = (len(statements.first_labels), width)
    return coo_array((data, (statements.first, columns)), shape=shape).tocsr()


# -- two modes ----------------------------------------------------------------------------


def two_mode_matrix(
    statements: Statements,
    aggregation: str,
    normalization: str,
    weights: NDArray[np.float64] | None = None,
) -> Sparse:
    """Return rows by columns.

    ``combine`` numbers the sets of values that a cell holds: the highest value is 1, the
    next 2, the one after 4, and a set the sum, so that support is 1, deny 2 and both are 3.
    """
    weight = counts(statements, weights)
    if aggregation == "ignore":
        matrix = weight
    elif aggregation == "subtract":
        value = statements.levels[statements.level]
        matrix = counts(statements, value if weights is None else value * weights)
    else:
        matrix = _combined(statements)
        weight = matrix.copy()
        weight.data[:] = 1.0
    if normalization != "no":
        axis = 1 if normalization == "activity" else 0
        total = np.asarray(weight.sum(axis=axis)).ravel()
        matrix = matrix.tocoo()
        by = matrix.coords[0] if axis == 1 else matrix.coords[1]
        matrix.data = _divided(matrix.data, total[by])
        matrix = matrix.tocsr()
    return _tidy(matrix)


def _combined(statements: Statements) -> Sparse:
    levels = len(statements.levels)
    if levels > _MOST_LEVELS:
        message = f"combine numbers up to {_MOST_LEVELS} values of a qualifier, not {levels}"
        raise UnknownValueError(message)
    seen = counts(statements, None, by_level=True).tocoo()
    row, column = seen.coords
    # stances have fixed places, so that support is 1 whatever else there is
    places = _stance_places(statements.levels) if statements.span == 2.0 else None
    if places is None:
        places = np.arange(levels)[::-1]
    shape = (len(statements.first_labels), len(statements.second_labels))
    code = 2.0 ** places[column % levels] if levels else np.zeros(0)
    return coo_array((code, (row, column // levels if levels else column)), shape=shape).tocsr()


def _stance_places(levels: NDArray[np.float64]) -> NDArray[np.int64] | None:
    known = {1.0: 0, -1.0: 1, 0.0: 2}
    if not set(levels.tolist()) <= set(known):
        return None
    return np.array([known[each] for each in levels.tolist()], dtype=np.int64)


# -- one mode -----------------------------------------------------------------------------


def one_mode_matrix(
    statements: Statements,
    aggregation: str,
    normalization: str,
    weights: NDArray[np.float64] | None = None,
    *,
    loops: bool = False,
) -> Sparse:
    """Return nodes by nodes.

    Parameters
    ----------
    statements
        What it is made of.
    aggregation, normalization
        Words of `MODES` and `NORMALIZATIONS`.
    weights
        The weight of each statement. A pair of statements weighs the geometric mean of the
        two.
    loops
        Whether the diagonal is kept.
    """
    roots = None if weights is None else np.sqrt(weights)
    matrix = _pairs_of(statements, aggregation, roots)
    if not loops:
        matrix = _without_diagonal(matrix)
    if normalization != "no":
        matrix = _normalized(matrix, statements, normalization, weights)
    return _tidy(matrix)


def _pairs_of(
    statements: Statements, aggregation: str, roots: NDArray[np.float64] | None
) -> Sparse:
    every = None
    if aggregation != "subtract":
        every = _gram(counts(statements, roots))
        if aggregation == "ignore":
            return every
    agreeing = _agreeing(statements, roots)  # congruence less conflict
    if every is None:
        return agreeing
    sign = 1.0 if aggregation == "congruence" else -1.0
    return _snapped((every + sign * agreeing) / 2.0, every, exact=roots is None)


def _agreeing(statements: Statements, roots: NDArray[np.float64] | None) -> Sparse:
    levels = statements.levels
    size = len(statements.first_labels)
    if len(levels) < 2:  # all alike, and so in agreement
        return _gram(counts(statements, roots))
    found = csr_array((size, size))
    if statements.span <= 0:
        return _gram(counts(statements, roots))
    shares = np.diff(levels) / statements.span
    for cut, share in enumerate(shares):
        side = np.where(statements.level > cut, 1.0, -1.0)
        found = found + share * _gram(counts(statements, side if roots is None else side * roots))
    rest = 1.0 - float(shares.sum())
    if rest > 1e-12:  # values that are nearer than values can be
        found = found + rest * _gram(counts(statements, roots))
    return found


def _gram(matrix: Sparse) -> Sparse:
    """Return a matrix times its own transpose: nodes by nodes."""
    nodes, width = matrix.shape
    # every pair in a column is one multiplication of sparse matrices
    filled = np.bincount(matrix.indices, minlength=width).astype(np.float64)
    sparse = float((filled * filled).sum())
    used = int((filled > 0).sum())
    dense = float(nodes) * nodes * used
    if nodes > _DENSE_NODES or sparse * _DENSE_GAIN < dense:
        return (matrix @ matrix.T).tocsr()
    return csr_array(_dense_gram(matrix))


def _dense_gram(matrix: Sparse) -> NDArray[np.float64]:
    nodes, width = matrix.shape
    step = max(1, _BLOCK // max(nodes, 1))
    by_column = matrix.tocsc()
    # sums of whole numbers below 2**24 are exact in four bytes as well, and twice as quick
    largest = float((matrix.data**2).sum())
    whole = bool((matrix.data == np.rint(matrix.data)).all())
    kind = np.float32 if whole and largest < 1 << 24 else np.float64
    by_column.data = by_column.data.astype(kind)
    found = np.zeros((nodes, nodes), dtype=kind)
    for start in range(0, width, step):
        block = by_column[:, start : start + step].toarray()
        found += block @ block.T
    return found.astype(np.float64)


def _snapped(matrix: Sparse, every: Sparse, *, exact: bool) -> Sparse:
    """Return a half sum, without what rounding leaves where the halves cancel."""
    if exact:
        return matrix  # halves of whole numbers are exact
    matrix = matrix.tocoo()
    row, column = matrix.coords
    scale = _cells(every, row, column)
    matrix.data[np.abs(matrix.data) <= 1e-12 * np.abs(scale)] = 0.0
    return matrix.tocsr()


def _normalized(
    matrix: Sparse,
    statements: Statements,
    normalization: str,
    weights: NDArray[np.float64] | None,
) -> Sparse:
    activity = np.bincount(
        statements.first, weights=weights, minlength=len(statements.first_labels)
    ).astype(np.float64)
    cells = matrix.tocoo()
    row, column = cells.coords
    if normalization == "average":
        by = (activity[row] + activity[column]) / 2.0
    elif normalization == "cosine":
        by = activity[row] * activity[column]
    else:
        by = activity[row] + activity[column] - _overlap(statements, weights, row, column)
    cells.data = _divided(cells.data, by)
    return cells.tocsr()


def _overlap(
    statements: Statements,
    weights: NDArray[np.float64] | None,
    row: NDArray[Any],
    column: NDArray[Any],
) -> NDArray[np.float64]:
    """Return a + b - ab, summed over what both nodes say alike, for pairs of nodes.

    a and b are how often either takes one position on one claim. So the union, as it is
    counted here, is the pairs that they share and the statements that only one makes.
    """
    if not len(row):
        return np.zeros(0)
    said = counts(statements, weights, by_level=True)
    said.eliminate_zeros()
    roots = said if weights is None else counts(statements, np.sqrt(weights), by_level=True)
    has = said.copy()
    has.data[:] = 1.0
    shared = said @ has.T
    found = (shared + shared.T - _gram(roots)).tocsr()
    return _cells(found, row, column)


# -- help ---------------------------------------------------------------------------------


def _divided(values: NDArray[np.float64], by: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(values, by, out=np.zeros_like(values), where=by != 0)


def _cells(matrix: Sparse, row: NDArray[Any], column: NDArray[Any]) -> NDArray[np.float64]:
    """Return the values of cells, 0 for those that are not stored."""
    cells = matrix.tocoo()
    width = matrix.shape[1]
    stored = cells.coords[0].astype(np.int64) * width + cells.coords[1]
    order = np.argsort(stored)
    stored = np.append(stored[order], -1)  # what lies beyond the last is not found
    values = np.append(cells.data[order], 0.0)
    wanted = row.astype(np.int64) * width + column
    place = np.searchsorted(stored[:-1], wanted)
    return np.where(stored[place] == wanted, values[place], 0.0)


def _without_diagonal(matrix: Sparse) -> Sparse:
    cells = matrix.tocoo()
    row, column = cells.coords
    off = row != column
    return coo_array((cells.data[off], (row[off], column[off])), shape=matrix.shape).tocsr()


def _tidy(matrix: Sparse) -> Sparse:
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix
