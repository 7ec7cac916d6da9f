"""Time at the precision that is known: `When`.

A text says "in 2024", "on 24 October", "at 14:30 in Moscow", "since February 2022". Each is
a stretch of time with an earliest and a latest instant, and what was written is kept.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import core_schema

from attribgraph.errors import WhenError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["When"]

_TICK: Final = timedelta(microseconds=1)
_OPEN: Final = ".."
_PATTERN: Final = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-W(?P<week>\d\d)(?:-(?P<weekday>[1-7]))?"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[Tt ](?P<hour>\d\d)(?::(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?)?"
    r"(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?)?)?",
    re.ASCII,
)
_EXPECTED: Final = (
    "write ISO 8601, such as 2024, 2024-06, 2024-10-24, 2024-10-24T14:30+03:00 "
    "or an interval such as 2024-10-24/.."
)


class When:
    """A time at the precision at which it is known (ISO 8601).

    Parameters
    ----------
    value
        A year, month, week, day, minute, second or fraction of one (``"2024"``,
        ``"2024-06"``, ``"2024-W43"``, ``"2024-10-24"``, ``"2024-10-24T14:30+03:00"``), an
        interval of two of these, either end of which may be open (``"2024-10-24/.."``), or a
        `datetime.date` or `datetime.datetime`. **A time without a zone is read as UTC**:
        give the zone where hours matter.

    Raises
    ------
    WhenError
        If it is none of these, or is not in the calendar.

    Notes
    -----
    Two `When` are equal if they are written alike (``Z`` and ``+00:00`` are one). They have
    no ``<``, because of two imprecise times neither need come first: use `before` and
    `after`, which say whether it is certain. Intervals are those of ISO 8601-2 (EDTF).

    Examples
    --------
    >>> When("2024-10").earliest.isoformat(), When("2024-10").latest.isoformat()
    ('2024-10-01T00:00:00+00:00', '2024-10-31T23:59:59.999999+00:00')
    >>> When("2024-10-24").before(When("2024-10-25/..")), When("2024-10").before(When("2024-10-25"))
    (True, False)
    """

    __slots__ = ("_earliest", "_latest", "_text")
    _text: str
    _earliest: datetime | None
    _latest: datetime | None

    def __new__(cls, value: str | date | datetime | When) -> When:  # noqa: PYI034 (cached)
        """Parse (a text that was parsed before gives the same object)."""
        if isinstance(value, str):
            return _parse(value)
        if isinstance(value, When):
            return value
        if isinstance(value, date):  # or a datetime, which is one
            return _parse(value.isoformat())
        message = f"a time is text, a date or a datetime, not {type(value).__name__}; {_EXPECTED}"
        raise WhenError(message)

    @property
    def earliest(self) -> datetime | None:
        """The first instant that it may be, in UTC; None if it is open towards the past."""
        return self._earliest

    @property
    def latest(self) -> datetime | None:
        """The last instant that it may be, in UTC; None if it is open towards the future."""
        return self._latest

    @property
    def is_interval(self) -> bool:
        """Whether it was written as an interval, with a ``/``."""
        return "/" in self._text

    def before(self, other: When) -> bool:
        """Whether all of this certainly lies before all of the other."""
        return (
            self._latest is not None
            and other._earliest is not None
            and self._latest < other._earliest
        )

    def after(self, other: When) -> bool:
        """Whether all of this certainly lies after all of the other."""
        return other.before(self)

    def overlaps(self, other: When) -> bool:
        """Whether the two may share an instant."""
        return not self.before(other) and not other.before(self)

    def __str__(self) -> str:
        """Return the ISO 8601 text."""
        return self._text

    def __repr__(self) -> str:
        """Return a call that makes it again."""
        return f"When({self._text!r})"

    def __eq__(self, other: object) -> bool:
        """Whether the other is a `When` written alike."""
        if not isinstance(other, When):
            return NotImplemented
        return self._text == other._text

    def __hash__(self) -> int:
        """Hash by the text."""
        return hash(self._text)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a time does not change."""
        message = f"When is immutable: {name} cannot be set"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        """Refuse: a time does not change."""
        message = f"When is immutable: {name} cannot be deleted"
        raise AttributeError(message)

    def __reduce__(self) -> tuple[type[When], tuple[str]]:
        """Pickle as its text."""
        return When, (self._text,)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Validate with the constructor; write as text."""
        return core_schema.no_info_plain_validator_function(
            cls,
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe as text."""
        return {
            "type": "string",
            "description": "ISO 8601 of any precision, or an interval with '/' and '..'",
            "examples": [
                "2024",
                "2024-06",
                "2024-10-24",
                "2024-10-24T14:30+03:00",
                "2024-10-24/..",
            ],
        }


def _make(text: str, earliest: datetime | None, latest: datetime | None) -> When:
    when = object.__new__(When)
    for name, value in (("_text", text), ("_earliest", earliest), ("_latest", latest)):
        object.__setattr__(when, name, value)
    return when


@lru_cache(maxsize=65_536)
def _parse(text: str) -> When:
    text = text.strip()
    if "/" not in text:
        return _make(*_point(text, text))
    parts = text.split("/")
    if len(parts) != 2 or parts == [_OPEN, _OPEN]:
        what = "a time (the year comes first)" if len(parts) == 3 else "an interval"
        message = f"{text!r} is not {what}; {_EXPECTED}"
        raise WhenError(message)
    (start, earliest, _), (end, _, latest) = (
        (_OPEN, None, None) if part == _OPEN else _point(part, text) for part in parts
    )
    if earliest is not None and latest is not None and latest < earliest:
        message = f"{text!r} ends before it starts"
        raise WhenError(message)
    return _make(f"{start}/{end}", earliest, latest)


def _point(part: str, whole: str) -> tuple[str, datetime, datetime]:
    """Return the normal text of one time and its first and last instant."""
    found = _PATTERN.fullmatch(part)
    if found is None:
        message = f"{whole!r} is not a time; {_EXPECTED}"
        raise WhenError(message)
    try:
        first, last = (each.astimezone(UTC) for each in _bounds(found))
    except (ValueError, OverflowError) as error:
        message = f"{whole!r} is not in the calendar: {error}"
        raise WhenError(message) from None
    text = part.upper().replace(" ", "T").replace(",", ".")
    zone = found["zone"]
    if zone:
        written = text[: len(text) - len(zone)]
        digits = zone.upper().replace(":", "")
        plain = digits in {"Z", "+00", "+0000", "-00", "-0000"}
        text = written + ("Z" if plain else f"{digits[:3]}:{digits[3:] or '00'}")
    return text, first, last


def _bounds(found: re.Match[str]) -> tuple[datetime, datetime]:
    part = found.groupdict()
    year = int(part["year"])
    if part["week"]:
        start = date.fromisocalendar(year, int(part["week"]), int(part["weekday"] or 1))
        days = 1 if part["weekday"] else 7
        return _midnight(start), _midnight(start) + (timedelta(days=days) - _TICK)
    if not part["month"]:
        return _midnight(date(year, 1, 1)), _end_of_day(date(year, 12, 31))
    month = int(part["month"])
    if not part["day"]:
        days = monthrange(year, month)[1] if 1 <= month <= 12 else 1
        return _midnight(date(year, month, 1)), _end_of_day(date(year, month, days))
    day = date(year, month, int(part["day"]))
    if not part["hour"]:
        return _midnight(day), _end_of_day(day)
    micro = (part["fraction"] or "")[:6]
    first = datetime.combine(
        day,
        time(
            int(part["hour"]),
            int(part["minute"] or 0),
            int(part["second"] or 0),
            int(micro.ljust(6, "0")) if micro else 0,
            tzinfo=_zone(part["zone"]),
        ),
    )
    if micro:
        length = timedelta(microseconds=10 ** (6 - len(micro)))
    elif part["second"]:
        length = timedelta(seconds=1)
    else:
        length = timedelta(minutes=1) if part["minute"] else timedelta(hours=1)
    return first, first + (length - _TICK)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC))


def _end_of_day(day: date) -> datetime:
    return datetime.combine(day, time.max.replace(tzinfo=UTC))


def _zone(text: str | None) -> timezone:
    if text is None or text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    if int(digits[:2]) > 23 or int(digits[2:]) > 59:
        message = f"no time zone is {text} from UTC"
        raise ValueError(message)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
