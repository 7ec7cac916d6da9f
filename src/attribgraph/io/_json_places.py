"""Where in a JSON text something stands: needed once something is wrong, and only then.

The text is one that has been read as JSON already. Nothing here is recursive.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attribgraph.record import Record

__all__ = ["Member", "find", "find_duplicate", "keys_in", "line_at", "members", "surely_unique"]

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_SPACED_KEY: Final = re.compile(rb'"[ \t\n\r]+:')
_SPACED_COLONS: Final = (b" :", b"\t:", b"\n:", b"\r:")
_NESTED: Final = frozenset({"quantity", "excerpts", "extra"})

# values are skipped, not kept, and a number of 5,000 digits must not stop that
_SKIPPER: Final = json.JSONDecoder(parse_int=len, parse_float=len, parse_constant=len)


class Member(NamedTuple):
    """One member of an object or a list, with its offsets in the text."""

    key: str | int
    start: int
    value: int
    end: int


class _DuplicateError(Exception):
    """An object has a key twice."""


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _DuplicateError


_STRICT: Final = json.JSONDecoder(
    object_pairs_hook=_refuse_duplicates, parse_int=len, parse_float=len, parse_constant=len
)


def members(text: str, at: int) -> Iterator[Member]:
    """Iterate over the members of the object or list that opens at an offset."""
    at = _skip(text, at)
    if text[at] not in "{[":
        return
    keyed = text[at] == "{"
    at = _skip(text, at + 1)
    number = 0
    while text[at] not in "}]":
        start = at
        key: str | int = number
        if keyed:
            key, at = _SKIPPER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        value = at
        _, at = _SKIPPER.raw_decode(text, at)
        yield Member(key, start, value, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        number += 1


def find(text: str, path: Sequence[str | int]) -> Member | None:
    """Return the last member on a path of keys and numbers that is there."""
    found = None
    at = 0
    for step in path:
        member = next((each for each in members(text, at) if each.key == step), None)
        if member is None:
            break
        found = member
        at = member.value
    return found


def line_at(text: str, offset: int) -> int:
    """Return the number of the line that an offset is in, counted from 1."""
    return text.count("\n", 0, offset) + 1


def find_duplicate(text: str) -> tuple[list[str | int], Member] | None:
    """Return the first key that stands twice in one object, and the path to that object."""
    path: list[str | int] = []
    at = 0
    while _has_duplicate(text, at):
        seen = set()
        for member in members(text, at):
            if member.key in seen:
                return path, member
            seen.add(member.key)
            if _has_duplicate(text, member.value):
                path.append(member.key)
                at = member.value
                break
    return None


def _has_duplicate(text: str, at: int) -> bool:
    try:
        _STRICT.raw_decode(text, _skip(text, at))
    except _DuplicateError:
        return True
    return False


def surely_unique(data: bytes, expected: int) -> bool:
    """Whether counting alone shows that no key of the objects in JSON data was lost.

    A tenth of the cost of decoding. Where quotes or spaces stand before colons the count
    says nothing, and the answer is no.

    Parameters
    ----------
    data
        The JSON text.
    expected
        How many keys are left after reading (`keys_in`).
    """
    if data.count(b'":') != expected or b'\\":' in data:
        return False
    return not (any(each in data for each in _SPACED_COLONS) and _SPACED_KEY.search(data))


def keys_in(record: Record) -> int:
    """Return how many keys a record is written with, those of its values included."""
    given = record.__pydantic_fields_set__
    count = len(given)
    if _NESTED.isdisjoint(given):
        return count
    values = record.__dict__
    nested = [values.get("quantity"), *values.get("excerpts", ())]
    count += sum(len(each.__pydantic_fields_set__) for each in nested if each is not None)
    waiting: list[Any] = [values["extra"]]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            count += len(value)
            waiting.extend(value.values())
        elif isinstance(value, tuple):
            waiting.extend(value)
    return count


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
