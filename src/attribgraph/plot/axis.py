"""The time axis: where an instant stands, which ticks there are, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from matplotlib import dates

from attribgraph.plot.dates import short_date
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from attribgraph.plot.events import Stretch

__all__ = ["Axis", "Tick", "day_number", "make_axis"]

_TICK_ROOM: Final = 46.0
_HOURS: Final = 4.0
"""Up to how many days an axis of instants counts hours."""
_LEAST: Final = 0.62
"""The part of the width that time takes at least, however long the labels."""
_STEPS: Final = (1, 2, 3, 4, 5, 7, 14)
"""How many days may lie between two ticks that are not the first of a month or a year."""


def day_number(moment: date) -> float:
    """Return an instant as days since 1970, as matplotlib counts them."""
    return float(dates.date2num(moment))  # type: ignore[no-untyped-call]


_FIRST: Final = day_number(date.min)
_LAST: Final = day_number(date.max)


def _moment(number: float) -> datetime:
    found: datetime = dates.num2date(min(number, _LAST))  # type: ignore[no-untyped-call]
    return found


@dataclass(frozen=True)
class Tick:
    """A tick: where, its words, and what stands below them where that changes."""

    x: float
    words: str
    below: str = ""


@dataclass(frozen=True)
class Axis:
    """A scale from day numbers to points.

    Attributes
    ----------
    start, end
        The day numbers at its ends.
    left, width
        Where they stand, in points.
    by_hour
        Whether hours matter; if not, a day is a point.
    unit
        What it counts in, in words.
    """

    start: float
    end: float
    left: float
    width: float
    by_hour: bool
    unit: str
    ticks: tuple[Tick, ...]

    def x(self, day: float) -> float:
        """Return where an instant stands."""
        return self.left + (day - self.start) / (self.end - self.start) * self.width

    def anchor(self, stretch: Stretch) -> float:
        """Return where the glyph of a stretch stands: by day, in the middle of a day."""
        if self.by_hour or (stretch.start is not None and stretch.end is not None):
            return self.x(stretch.anchor)
        return self.x(stretch.anchor + (0.5 if stretch.end is None else -0.5))

    def is_point(self, stretch: Stretch, widest: float) -> bool:
        """Whether a stretch is to be drawn as a point: a day at most, or too short to see."""
        if stretch.lasts:
            return False
        day = 0.0 if self.by_hour else 1.0 + 1e-6
        return stretch.length <= day or stretch.length / (self.end - self.start) * (
            self.width
        ) <= min(widest, 14.0)


def make_axis(
    stretches: Sequence[Stretch],
    rooms: Iterable[tuple[float, float]],
    left: float,
    width: float,
) -> Axis:
    """Return the axis that all stretches fit on.

    Parameters
    ----------
    stretches
        What is to stand on it; not empty.
    rooms
        Pairs of an instant and how much room must be left to its right, in points.
    left, width
        Where there is room for it.
    """
    known = [each for s in stretches for each in (s.start, s.end) if each is not None]
    low, high = min(known), max(known)
    fine = any(s.length < 1 - 1e-6 for s in stretches)
    by_hour = fine and high - low <= _HOURS
    if by_hour:
        spare = max((high - low) * 0.04, 1 / 24)
        low, high = low - spare, high + spare
    else:
        low, high = floor(low + 1e-6), ceil(high - 1e-6)
        spare = ceil(max(0.0, 3 - (high - low)) / 2)
        low, high = low - spare, high + spare
    low, high = max(low, _FIRST), min(high, _LAST + 1)
    scale = width / (high - low)
    for at, room in rooms:
        if at > low:
            scale = min(scale, (width - room) / (at - low))
    scale = max(scale, width * _LEAST / (high - low))
    used = scale * (high - low)
    ticks, unit = _ticks(low, high, used, by_hour=by_hour)
    placed = tuple(Tick(left + (at - low) * scale, words, below) for at, words, below in ticks)
    return Axis(low, high, left, used, by_hour, unit, placed)


def _ticks(
    low: float, high: float, width: float, *, by_hour: bool
) -> tuple[list[tuple[float, str, str]], str]:
    """Return day number, words and second line of each tick, and the unit."""
    most = max(2, int(width / _TICK_ROOM))
    step = next((each for each in _STEPS if (high - low) / each <= most), 0)
    if step and not by_hour:
        at = [float(each) for each in range(floor(low), ceil(high), step)]
    else:
        locator: Any = dates.AutoDateLocator(tz=UTC, minticks=min(4, most), maxticks=most)  # type: ignore[no-untyped-call]
        found = (float(each) for each in locator.tick_values(_moment(low), _moment(high)))
        at = [each for each in found if low - 1e-9 <= each <= high + 1e-9]
    moments = [_moment(each) for each in at]
    if all((m.month, m.day, m.hour, m.minute) == (1, 1, 0, 0) for m in moments):
        return [(each, f"{m.year}", "") for each, m in zip(at, moments, strict=True)], "years"
    years = {_moment(each).year for each in (low, high - 1e-6)}
    named = next(iter(years)) if len(years) == 1 else None
    months = all((m.day, m.hour, m.minute) == (1, 0, 0) for m in moments) and len(at) > 1
    days = all((m.hour, m.minute) == (0, 0) for m in moments) and not by_hour
    ticks = []
    before = ""
    for each, moment in zip(at, moments, strict=True):
        words, above = _words(moment, months=months, days=days)
        new = "" if (above == before or (named is not None and (months or days))) else above
        before = above
        middle = 0.5 if days and not months else 0.0
        ticks.append((each + middle, words, new))
    if months or days:
        unit = "months" if months else "days"
        return [each for each in ticks if each[0] <= high], (
            f"{unit} of {named}" if named is not None else unit
        )
    return ticks, "hours, in UTC"


def _words(moment: datetime, *, months: bool, days: bool) -> tuple[str, str]:
    day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    if months:
        return short_date(When(day[:7]), year=False), f"{moment.year}"
    if days:
        return short_date(When(day), year=False), f"{moment.year}"
    return f"{moment.hour:02}:{moment.minute:02}", short_date(When(day))
