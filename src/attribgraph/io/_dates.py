"""A date in any usual form, as a `When` of the precision at which it was written."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from dateutil import parser
from dateutil.tz import tzlocal

from attribgraph.errors import WhenError
from attribgraph.when import When

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["when_of"]

# what a text leaves open is filled in from a default: with two defaults that differ in
# everything, the fields in which the answers differ are those that were not written
_ONE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 (a text's own zone, if any, is put in)
_OTHER: Final = datetime(1996, 12, 31, 23, 59, 59, 999_999)  # noqa: DTZ001
_LONGEST: Final = 60
_ISO_START: Final = re.compile(r"\d{4}\b")
_NO_YEAR: Final = "a year is wanted"
_FIRST_DAY: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
_ZONED: Final = re.compile(r"\b(?:UTC|GMT|Z)\b|[+-]\d\d:?\d\d\s*$")


def when_of(value: Any, *, dayfirst: bool | None = None, zone: ZoneInfo | None = None) -> When:
    """Return the time that a cell gives.

    Parameters
    ----------
    value
        A text (ISO 8601, "24 Oct 2024", "October 2024", "24.10.2024 14:30"), a year as a
        number, a date, a datetime (one at midnight is a day, as spreadsheets store days) or
        a `When`.
    dayfirst
        Whether 03/04/2024 is the third of April (True) or the fourth of March (False). If
        None, a date that could be either is refused.
    zone
        The zone of times that name none; left out, they are kept without one.

    Raises
    ------
    WhenError
        If it is no time, has no year, could be either of two days, or names a zone by
        letters, which do not say which.
    """
    if isinstance(value, When):
        return value
    if isinstance(value, datetime):
        return When(_precise(value, zone))
    if isinstance(value, date):
        return When(value)
    if isinstance(value, bool):
        message = f"{value} is not a time"
        raise WhenError(message)
    if isinstance(value, int | float) and value == value // 1 and abs(value) < 10**9:
        value = str(int(value))
    if not isinstance(value, str):
        message = f"{value!r:.60} is not a time"
        raise WhenError(message)
    return _parsed(" ".join(value[: 4 * _LONGEST].split()), dayfirst=dayfirst, zone=zone)


@lru_cache(maxsize=65_536)
def _parsed(text: str, *, dayfirst: bool | None, zone: ZoneInfo | None) -> When:
    try:
        found = When(text)
    except WhenError:
        pass
    else:
        return _in_zone(found, zone)
    if not text or len(text) > _LONGEST:
        message = f"{text[:_LONGEST]!r} is not a time"
        raise WhenError(message)
    if text.isdigit() and len(text) != len("20241024"):
        raise WhenError(_number(text))
    if _ISO_START.match(text):  # a year in front is never followed by the day
        return _read(text, zone, dayfirst=False, yearfirst=True)
    if dayfirst is not None:
        return _read(text, zone, dayfirst=dayfirst, yearfirst=False)
    ways = [
        _read(text, zone, dayfirst=day, yearfirst=year)
        for day in (True, False)
        for year in (False, True)
    ]
    if len(set(ways)) > 1:
        known = " or ".join(dict.fromkeys(map(str, ways)))
        message = f"{text!r} could be {known}: say which with dayfirst=True or dayfirst=False"
        raise WhenError(message)
    return ways[0]


def _read(text: str, zone: ZoneInfo | None, *, dayfirst: bool, yearfirst: bool) -> When:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            one, other = (
                parser.parse(text, default=default, dayfirst=dayfirst, yearfirst=yearfirst)
                for default in (_ONE, _OTHER)
            )
    except Warning:
        message = f"{text!r} names a zone by letters: write it as +03:00, or leave it out"
        raise WhenError(message) from None
    except (ValueError, ArithmeticError, TypeError, LookupError, AttributeError):
        message = f"{text!r} is not a time (English names of months are read, and ISO 8601)"
        raise WhenError(message) from None
    if one.year != other.year:
        message = f"{text!r} is not a time: {_NO_YEAR}"
        raise WhenError(message)
    if one.month != other.month:
        return When(f"{one.year:04}")
    if one.day != other.day:
        return When(f"{one.year:04}-{one.month:02}")
    if one.hour != other.hour:
        return When(one.date())
    if isinstance(one.tzinfo, tzlocal) and not _ZONED.search(text):
        # whether letters name this machine's own zone must not change the answer
        message = f"{text!r} names a zone by letters: write it as +03:00, or leave it out"
        raise WhenError(message)
    if isinstance(one.tzinfo, tzlocal):
        one = one.replace(tzinfo=UTC)
    unit = "minutes" if one.minute == other.minute else "hours"
    if one.second == other.second:
        unit = "seconds" if not one.microsecond else "microseconds"
    return _in_zone(When(one.isoformat(timespec=unit)), zone)


def _in_zone(found: When, zone: ZoneInfo | None) -> When:
    """Return a time of day that names no zone as one in the zone."""
    text = str(found)
    if zone is None or "T" not in text or found.is_interval or text.endswith("Z"):
        return found
    head, _, clock = text.partition("T")
    if "+" in clock or "-" in clock:
        return found
    hour = datetime.fromisoformat(f"{head}T{clock[:8]}").replace(tzinfo=zone)
    offset = hour.strftime("%z")
    return When(f"{text}{offset[:3]}:{offset[3:5]}")


def _precise(value: datetime, zone: ZoneInfo | None) -> str:
    """Return the ISO text of a datetime, as far as it is not nought."""
    if not (value.hour or value.minute or value.second or value.microsecond):
        return value.date().isoformat()
    unit = "microseconds" if value.microsecond else "seconds" if value.second else "minutes"
    if value.tzinfo is None and zone is not None:
        value = value.replace(tzinfo=zone)
    return value.isoformat(timespec=unit)


def _number(text: str) -> str:
    """Say why a bare number is not a time."""
    if len(text) == len("45589") and int(text) in _SERIALS:
        day = _FIRST_DAY + timedelta(days=int(text))
        return f"{text} is not a time; a spreadsheet counts {day} so: format the column as a date"
    return f"{text!r:.60} is not a time"
