"""What stands in one cell: values of any kind made plain, lists in a cell, and safe text."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Final

from attribgraph.record import Record
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["cell_text", "guarded", "is_missing", "join_list", "plain", "split_list", "unguarded"]

# a spreadsheet takes a cell that starts so for a formula
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_LARGE: Final = 10**15


def plain(value: Any) -> Any:
    """Return a cell's value as text, bool, int, float, date, datetime, list or None for nothing.

    Whatever stands for a missing value (None, NaN, NaT, NA, blank text) is None.
    """
    if value is None:
        return None
    if isinstance(value, Enum):
        value = value.value
    if type(value) is str:
        return value if value and not value.isspace() else None
    if isinstance(value, str):
        return plain(str(value))
    if isinstance(value, bool | datetime | date):
        return None if is_missing(value) else value
    if isinstance(value, list | tuple | set | frozenset):
        return [each for each in map(plain, value) if each is not None] or None
    return _number(value)


def _number(value: Any) -> Any:
    if isinstance(value, When | Record):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real | Decimal):
        try:
            number = float(value)
        except (ValueError, OverflowError):  # a signalling NaN; a fraction beyond all floats
            return None if is_missing(value) else str(value)
        return None if is_missing(number) else number
    if hasattr(value, "tolist"):  # a value, or a row of values, of an array library
        return plain(value.tolist())
    return None if is_missing(value) else plain(str(value))


def is_missing(value: Any) -> bool:
    """Whether a value is a NaN, a NaT or an NA, of whatever library."""
    if isinstance(value, Decimal):
        return value.is_nan()  # a signalling one may not be compared
    return type(value).__name__ == "NAType" or value != value  # noqa: PLR0124 (NaN alone is so)


def cell_text(value: Any) -> str:
    """Return a plain value as the text that a reader sees in the cell (3, not 3.0)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGE:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, int) and abs(value) > _LARGE**20:
        return "(a number too large)"
    return str(value)


def split_list(value: Any, delimiter: str) -> list[str]:
    """Return the values that a cell lists.

    They stand between delimiters, or, where one holds a delimiter, in a JSON list.

    Examples
    --------
    >>> split_list("Ann; Ben ;", ";"), split_list('["A; B", "C"]', ";")
    (['Ann', 'Ben'], ['A; B', 'C'])
    """
    if value is None:
        return []
    if isinstance(value, list):
        return [text for each in value if (text := cell_text(each).strip())]
    text = cell_text(value)
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list) and found and all(isinstance(each, str) for each in found):
            return found
    return [part for each in text.split(delimiter) if (part := each.strip())]


def join_list(values: Iterable[str], delimiter: str) -> str:
    """Return a cell that lists values, for `split_list` to read the very same ones.

    Examples
    --------
    >>> join_list(["Ann", "Ben"], ";"), join_list(["A; B", "C"], ";")
    ('Ann; Ben', '["A; B", "C"]')
    """
    found = list(values)
    space = "" if delimiter.isspace() else " "
    text = f"{delimiter}{space}".join(found)
    if split_list(text, delimiter) == found:
        return text
    return json.dumps(found, ensure_ascii=False)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe in front says so.

    Examples
    --------
    >>> guarded("=1+1"), guarded("'=1+1"), guarded("it's -1")
    ("'=1+1", "''=1+1", "it's -1")
    """
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'tis so")
    ('=1+1', "'tis so")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
