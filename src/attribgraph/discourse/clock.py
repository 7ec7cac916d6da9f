"""Times as numpy keeps them, steps along the calendar, and kernels."""

from __future__ import annotations

import math
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

__all__ = ["KERNELS", "UNITS", "Kernel", "Unit", "half_of", "instant", "moment", "step"]

Unit = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years", "events"]
Kernel = Literal["no", "uniform", "triangular", "epanechnikov", "gaussian"]

UNITS: Final = ("seconds", "minutes", "hours", "days", "weeks", "months", "years", "events")
_LENGTHS: Final[Mapping[str, timedelta]] = {
    unit: timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days", "weeks")
}
_MONTHS: Final[Mapping[str, int]] = {"months": 1, "years": 12}

KERNELS: Final[Mapping[str, Callable[[NDArray[Any]], NDArray[Any]] | None]] = {
    "no": None,
    "uniform": lambda z: np.full(z.shape, 0.5),
    "triangular": lambda z: np.maximum(1.0 - z, 0.0),
    "epanechnikov": lambda z: 0.75 * (1.0 - z) ** 2,
    "gaussian": lambda z: np.exp(-(z**2) / 2.0) / math.sqrt(2.0 * math.pi),
}
"""The weight of a statement, by how many half windows it lies before the middle.

Discourse Network Analyzer takes z with its sign, and (1 - z) squared in the Epanechnikov
kernel, so that statements after the middle weigh more than those at it. These do as it does.
"""


def moment(when: Any) -> datetime:
    """Return an instant of numpy's as a datetime in UTC."""
    found: datetime = when.astype("datetime64[us]").item()
    return found.replace(tzinfo=UTC)


def instant(when: datetime) -> Any:
    """Return a datetime in UTC as an instant of numpy's."""
    return np.datetime64(when.replace(tzinfo=None), "us")


def step(when: datetime, unit: str, count: int) -> datetime:
    """Return the time so many units later; a day that its month does not have is its last.

    Raises
    ------
    OverflowError
        If it is not in the calendar.
    """
    if unit in _LENGTHS:
        return when + count * _LENGTHS[unit]
    months = when.year * 12 + when.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        message = "not in the calendar"
        raise OverflowError(message)
    return when.replace(
        year=year, month=month + 1, day=min(when.day, monthrange(year, month + 1)[1])
    )


def half_of(middle: datetime, unit: str, size: int) -> tuple[datetime, datetime]:
    """Return the times half a window before the middle and after it.

    Half of an odd number of months ends half way through the month.
    """
    if unit in _LENGTHS:
        half = size * _LENGTHS[unit] / 2
        return middle - half, middle + half
    months = size * _MONTHS[unit]
    early, late = (step(middle, "months", sign * (months // 2)) for sign in (-1, 1))
    if months % 2:
        early -= (early - step(early, "months", -1)) / 2
        late += (step(late, "months", 1) - late) / 2
    return early, late
