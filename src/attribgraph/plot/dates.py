"""Dates as they are printed on figures: short, in words, at their own precision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.when import When

__all__ = ["only_year", "short_date", "years"]

_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "June"),
    *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
)


def years(when: When) -> frozenset[str]:
    """Return the years that a time names."""
    return frozenset(each[:4] for each in str(when).split("/") if each != "..")


def only_year(times: Iterable[When | None]) -> str | None:
    """Return the year that all dates are in: empty if there are none, None if there are more.

    Examples
    --------
    >>> from attribgraph.when import When
    >>> only_year([When("2024-10"), None]), only_year([When("2023"), When("2024")])
    ('2024', None)
    """
    named = {year for each in times if each is not None for year in years(each)}
    return next(iter(named), "") if len(named) < 2 else None


def short_date(when: When, *, year: bool = True) -> str:
    """Return a time as a few words; hours and minutes are left out, the year on request.

    Examples
    --------
    >>> from attribgraph.when import When
    >>> short_date(When("2024-10-24T14:30+03:00")), short_date(When("2024-06"))
    ('24 Oct 2024', 'June 2024')
    >>> short_date(When("2024-10-24/..")), short_date(When("2024-08/2024-10"))
    ('from 24 Oct 2024', 'Aug 2024 to Oct 2024')
    """
    start, slash, end = str(when).partition("/")
    if not slash:
        return _point(start, year=year)
    if start == "..":
        return f"by {_point(end, year=year)}"
    if end == "..":
        return f"from {_point(start, year=year)}"
    return f"{_point(start, year=year)} to {_point(end, year=year)}"


def _point(text: str, *, year: bool) -> str:
    named, *rest = text.partition("T")[0].split("-")
    if not rest:
        return named
    after = f" {named}" if year else ""
    if rest[0].startswith("W"):
        return f"week {int(rest[0][1:])}{after and ' of'}{after}"
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month}{after}" if len(rest) > 1 else f"{month}{after}"
