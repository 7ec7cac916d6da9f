"""What is wrong in a JSON text, in words and with its line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from attribgraph.errors import FormatError
from attribgraph.io._common import record_error
from attribgraph.io._json_places import find, find_duplicate, line_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.record import Record

__all__ = [
    "element_error",
    "load_leniently",
    "not_json",
    "refuse_duplicates",
    "syntax_error",
    "where_is",
]

_SYNTAX: Final = re.compile(r"(?P<why>.*) at line (?P<line>\d+) column (?P<column>\d+)", re.DOTALL)
_LONG: Final = 4_000


def _as_int(digits: str) -> int | str:
    # Python refuses to make numbers of more digits, and only a message needs this one
    return int(digits) if len(digits) < _LONG else digits


def load_leniently(text: str) -> Any:
    """Return the value of JSON text, with numbers too long for Python as text."""
    return json.loads(text, parse_int=_as_int)


def where_is(steps: Sequence[str | int]) -> str:
    """Return a path in words: the table, the record's number counted from 1, the fields."""
    if len(steps) < 2 or not isinstance(steps[1], int):
        return ".".join(map(str, steps))
    fields = ".".join(map(str, steps[2:]))
    return f"{steps[0]} number {steps[1] + 1}" + (f", field {fields!r}" if fields else "")


def syntax_error(error: ValidationError, path: str, line_before: int = 0) -> FormatError | None:
    """Return the error for text that is not JSON, or None if that is not what is wrong.

    Parameters
    ----------
    error
        What pydantic found.
    path
        The file.
    line_before
        Number of the line before the text.
    """
    fault = error.errors(include_url=False, include_input=False)[0]
    if fault["type"] != "json_invalid":
        return None
    return not_json(str(fault.get("ctx", {}).get("error", fault["msg"])), path, line_before)


def not_json(words: str, path: str, line_before: int = 0) -> FormatError:
    """Return the error for text that is not JSON, from what the parser says of it."""
    found = _SYNTAX.fullmatch(words)
    if found is None:
        return FormatError(f"not JSON: {words}", path=path, line=line_before + 1)
    why = found["why"]
    if why.startswith("recursion"):
        why = "it is nested too deep"
    message = f"not JSON: {why} (column {found['column']})"
    return FormatError(message, path=path, line=line_before + int(found["line"]))


def element_error(
    element: str, model: type[Record], where: str, path: str, line_before: int
) -> FormatError:
    """Return the error for the JSON object of a record that is not acceptable.

    Parameters
    ----------
    element
        The object's text, which is read again by itself.
    model
        The record's type.
    where
        Which record it is, in words.
    path
        The file.
    line_before
        Number of the line before the text.
    """

    def line_of(loc: Sequence[str | int]) -> int:
        found = find(element, loc)
        return line_before + (line_at(element, found.start) if found else 1)

    try:
        model.model_validate_json(element)
    except ValidationError as error:
        id_ = load_leniently(element).get("id")
        return record_error(error, model, where, path=path, id_=id_, line_of=line_of)
    # unreachable as long as a record is read alike within a table and by itself
    return FormatError(f"{where}: it cannot be read", path=path, line=line_before + 1)


def refuse_duplicates(text: str, path: str, line_before: int = 0) -> None:
    """Refuse JSON text in which an object has a key twice: one value would be lost.

    Raises
    ------
    FormatError
        If one has; the message names the key and the line of its second value.
    """
    found = find_duplicate(text)
    if found is None:
        return
    steps, member = found
    where = where_is(steps)
    place = f"{where}: " if where else ""
    message = f"{place}the key {member.key!r} stands twice in one object"
    line = line_before + line_at(text, member.start)
    raise FormatError(message, path=path, line=line, record=where or None, field=str(member.key))
