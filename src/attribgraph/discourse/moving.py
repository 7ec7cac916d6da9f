"""Networks along time: a window that moves, with or without a kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, overload

import numpy as np

from attribgraph.discourse.clock import KERNELS, UNITS, Kernel, Unit, half_of, instant, moment, step
from attribgraph.discourse.matrices import (
    MODES,
    NORMALIZATIONS,
    one_mode_matrix,
    two_mode_matrix,
)
from attribgraph.discourse.network import Network
from attribgraph.discourse.networks import names_of, period_of
from attribgraph.discourse.statements import Choice, choose, one_of, store_of
from attribgraph.errors import UnknownValueError
from attribgraph.extras import need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from numpy.typing import NDArray

    from attribgraph.discourse.sides import Side
    from attribgraph.discourse.statements import Duplicates, Qualifier, Statements
    from attribgraph.graph import AttributionGraph
    from attribgraph.views import AttributionView

__all__ = ["Window", "Windows", "cut", "windows"]

_MOST: Final = 50_000
"""Windows that are made at once."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, and the statements in it with their weights."""

    statements: Statements
    weights: NDArray[np.float64] | None
    start: datetime
    middle: datetime
    stop: datetime


class Windows(Sequence[Network]):
    """Networks along time, all on the same nodes.

    Attributes
    ----------
    undated
        How many statements were left out because nothing dates them.
    """

    def __init__(self, networks: Sequence[Network], undated: int) -> None:
        self._networks = tuple(networks)
        self.undated = undated

    def __len__(self) -> int:
        """Return how many windows there are."""
        return len(self._networks)

    @overload
    def __getitem__(self, at: int) -> Network: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Network]: ...
    def __getitem__(self, at: int | slice) -> Network | Sequence[Network]:
        """Return the network of a window by its number, or several."""
        return self._networks[at]

    def __repr__(self) -> str:
        """Return how many there are, and from when to when."""
        undated = f", {self.undated} undated statements left out" if self.undated else ""
        if not self._networks:
            return f"Windows: none{undated}"
        first, last = self._networks[0].middle, self._networks[-1].middle
        return f"Windows: {len(self)}, middles {first:%Y-%m-%d} to {last:%Y-%m-%d}{undated}"

    def to_frame(self) -> Any:
        """Return a pandas frame, a tie of a window a line.

        Its columns are start, middle, stop, row, column and weight; a tie of a one-mode
        network stands once.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        pandas = need("pandas", feature="to_frame()", extra="pandas")
        lines = []
        for each in self._networks:
            cells = each.matrix.tocoo()
            for row, column, weight in zip(*cells.coords, cells.data, strict=True):
                if not each.one_mode or row <= column:
                    ends = each.row_labels[row], each.column_labels[column]
                    lines.append((each.start, each.middle, each.stop, *ends, float(weight)))
        return pandas.DataFrame(
            lines, columns=["start", "middle", "stop", "row", "column", "weight"]
        )


def windows(  # noqa: PLR0913 (the options of the field)
    g: AttributionGraph | AttributionView,
    *,
    nodes: Side | None = None,
    over: Side | None = None,
    rows: Side | None = None,
    columns: Side | None = None,
    aggregation: Literal["ignore", "congruence", "conflict", "subtract", "combine"] = "ignore",
    normalization: Literal["no", "average", "jaccard", "cosine", "activity", "prominence"] = "no",
    unit: Unit = "days",
    size: int = 8,
    kernel: Kernel = "no",
    duplicates: Duplicates = "include",
    qualifier: Qualifier = "stance",
    isolates: bool = False,
    include: AttributionView | None = None,
    exclude: AttributionView | None = None,
) -> Windows:
    """Return networks along time, from a window that moves by one unit.

    Parameters
    ----------
    nodes, over
        The sides of one-mode networks (agency over claim unless given).
    rows, columns
        The sides of two-mode networks, if these are wanted: then give one of them.
    unit, size
        How long a window is: so many ``"seconds"``, ``"minutes"``, ``"hours"``, ``"days"``,
        ``"weeks"``, ``"months"``, ``"years"``, or ``"events"``, which are statements (and
        whatever was said at the same instant as the first and the last).
    kernel
        ``"no"``: each statement counts in full, the first window starts with the first
        statement, and the last is the last that ends no later than the last statement.
        Otherwise each unit from the first statement to the last is the middle of a window,
        and statements are weighted by their distance z from it, in half windows, before it
        positive: ``"uniform"`` .5, ``"triangular"`` 1 - z, ``"epanechnikov"`` .75 (1 - z)**2,
        ``"gaussian"`` the normal density of z, for which all statements are taken.
    g, aggregation, normalization, duplicates, qualifier, isolates, include, exclude
        As for `one_mode` and `two_mode`. Duplicates are taken out before windows are cut.

    Returns
    -------
    Windows
        A `Network` each, with ``start``, ``middle`` and ``stop``; both ends belong to it. All
        have the same nodes: those in use at any time.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words, or this makes more than 50,000 windows.

    Notes
    -----
    A statement is dated by ``said_at``, else by its first publication, at the first instant
    that it may be. Windows and kernels are those of Discourse Network Analyzer, which takes
    z with its sign, so that what was said after the middle weighs more than what was said
    before. With a kernel the diagonal of a one-mode network is kept, and a pair of
    statements weighs the geometric mean of the two.

    References
    ----------
    Leifeld, P. (2020). Policy debates and discourse network analysis: a research agenda.
    *Politics and Governance*, 8(2).

    Examples
    --------
    >>> windows(g, nodes="source", aggregation="congruence", unit="events", size=20)
    Windows: 10, middles 2024-10-24 to 2024-10-24
    """
    two = rows is not None or columns is not None
    if two and (nodes is not None or over is not None):
        message = "give nodes and over for one-mode networks, or rows and columns, not both"
        raise UnknownValueError(message)
    mode = 2 if two else 1
    word = "two-mode" if two else "one-mode"
    one_of(aggregation, MODES[mode], f"aggregation of a {word} network")
    one_of(normalization, NORMALIZATIONS[mode], f"normalization of a {word} network")
    choice = Choice(
        (rows if two else nodes) or "agency",
        (columns if two else over) or "claim",
        qualifier,
        duplicates,
        include,
        exclude,
        blind=aggregation == "ignore",
        isolates=isolates,
    )
    found = choose(g, choice, ordered=True)
    names = names_of(store_of(g), (*found.first_labels, *(found.second_labels if two else ())))
    made = []
    for each in cut(found, unit=unit, size=size, kernel=kernel):
        if two:
            matrix = two_mode_matrix(each.statements, aggregation, normalization, each.weights)
        else:
            matrix = one_mode_matrix(
                each.statements, aggregation, normalization, each.weights, loops=kernel != "no"
            )
        made.append(
            Network(
                matrix,
                found.first_labels,
                found.second_labels if two else found.first_labels,
                not two,
                len(each.statements),
                each.start,
                each.middle,
                each.stop,
                names,
            )
        )
    return Windows(made, int(np.isnat(found.time).sum()))


def cut(found: Statements, *, unit: str, size: int, kernel: str) -> Iterator[Window]:
    """Iterate over the windows of statements, in the order of time.

    Raises
    ------
    UnknownValueError
        As for `windows`.
    """
    one_of(unit, UNITS, "unit of time")
    one_of(kernel, KERNELS, "kernel")
    if type(size) is not int or size < 1:
        message = f"size is how many {unit} a window has, 1 or more, not {size!r}"
        raise UnknownValueError(message)
    if unit == "events" and kernel != "no":
        message = "a kernel weighs by distance in time: choose a unit of time, not events"
        raise UnknownValueError(message)
    dated = found.at(slice(0, len(found) - int(np.isnat(found.time).sum())))
    if not len(dated):
        return
    if unit == "events":
        yield from _by_events(dated, size)
        return
    start, _, stop = period_of(dated)
    _refuse_too_many(start, stop, unit)
    try:
        if kernel == "no":
            yield from _plain(dated, start, stop, unit, size)
        else:
            yield from _weighted(dated, start, stop, unit, size, kernel)
    except OverflowError:
        message = f"a window of {size} {unit} does not fit into the calendar"
        raise UnknownValueError(message) from None


def _refuse_too_many(start: datetime, stop: datetime, unit: str) -> None:
    longest = {"months": 31, "years": 366}
    day = timedelta(days=1)
    length = longest[unit] * day if unit in longest else step(start, unit, 1) - start
    number = (stop - start) / length
    if number > _MOST:
        message = f"that makes {number:,.0f} windows: choose a longer unit than {unit}"
        raise UnknownValueError(message)


def _steps(start: datetime, stop: datetime, unit: str) -> Iterator[datetime]:
    number = 0
    while (when := step(start, unit, number)) <= stop:
        yield when
        number += 1


def _plain(
    dated: Statements, start: datetime, stop: datetime, unit: str, size: int
) -> Iterator[Window]:
    ends: list[tuple[datetime, datetime]] = []
    number = 0
    while not ends or ends[-1][1] < stop:
        end = step(start, unit, number + size)
        if ends and end > stop:
            break
        ends.append((step(start, unit, number), end))
        number += 1
    for early, late in ends:
        yield _unweighted(dated, early, late)


def _weighted(  # noqa: PLR0913, PLR0917 (a window has these)
    dated: Statements, start: datetime, stop: datetime, unit: str, size: int, kernel: str
) -> Iterator[Window]:
    weigh = KERNELS[kernel]
    for middle in _steps(start, stop, unit):
        early, late = half_of(middle, unit, size)
        half = (late - early) / 2
        if kernel == "gaussian":
            early, late = start, stop
        early, late = max(early, start), min(late, stop)
        inside = _between(dated, early, late)
        distance = (instant(middle) - inside.time) / np.timedelta64(half)
        weights = None if weigh is None else weigh(distance)
        yield Window(inside, weights, early, middle, late)


def _by_events(dated: Statements, size: int) -> Iterator[Window]:
    last = max(0, len(dated) - size)
    if last >= _MOST:
        message = f"that makes {last + 1:,} windows: choose another unit than events"
        raise UnknownValueError(message)
    for first in range(last + 1):
        early = moment(dated.time[first])
        late = moment(dated.time[min(first + size, len(dated)) - 1])
        yield _unweighted(dated, early, late)


def _unweighted(dated: Statements, early: datetime, late: datetime) -> Window:
    return Window(_between(dated, early, late), None, early, early + (late - early) / 2, late)


def _between(dated: Statements, early: datetime, late: datetime) -> Statements:
    first = int(np.searchsorted(dated.time, instant(early), side="left"))
    last = int(np.searchsorted(dated.time, instant(late), side="right"))
    return dated.at(slice(first, last))
