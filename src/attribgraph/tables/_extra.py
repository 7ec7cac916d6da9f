"""The values of ``extra``, taken out of lines: they are of any type, and columns are of one.

In their places texts of the same length are put, so that the parser that reads the line still
sees whether a field stands there, and once.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["found_in", "without_extra"]

_KEY: Final = b'"extra"'
_OPENS: Final = re.compile(rb"[ \t]*:[ \t]*\{")
_DEEPEST: Final = 50


class _OddError(ValueError):
    """A value that Python's own JSON takes, and records may not."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _OddError
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _OddError
    return number


def _refuse(_: str) -> Any:
    raise _OddError


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_finite, parse_constant=_refuse
)


def without_extra(
    block: bytes, bounds: NDArray[np.int32]
) -> tuple[bytes, dict[int, str | None], list[int]]:
    """Take the values out.

    Parameters
    ----------
    block
        Whole lines.
    bounds
        Where they begin, and where the last one ends.

    Returns
    -------
    bytes, dict of int to str or None, list of int
        The lines with texts of spaces in the places of the values; by the number of its line
        from 0 each value, as it is stored; and lines in which the value was left.
    """
    places = np.fromiter(found_in(block, _KEY), np.int64)
    if not len(places):
        return block, {}, []
    lines = (np.searchsorted(bounds, places, side="right") - 1).tolist()
    values: dict[int, str | None] = {}
    left: list[int] = []
    changed = bytearray(block)
    for line, place in zip(lines, places.tolist(), strict=True):
        opens = _OPENS.match(block, place + len(_KEY))
        taken = opens and line not in values and _taken(block[opens.end() - 1 : bounds[line + 1]])
        if not opens or not taken:
            left.append(line)
            continue
        values[line], size = taken
        changed[opens.end() - 1 : opens.end() - 1 + size] = b'"%b"' % (b" " * (size - 2))
    return bytes(changed), values, left


def _taken(rest: bytes) -> tuple[str | None, int] | None:
    """Return the object that a text begins with, as it is stored, and its length in bytes."""
    try:
        text = rest.decode()
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    written = text[:end]
    if written.count("{") + written.count("[") > _DEEPEST or "\\ud" in written.lower():
        return None  # perhaps too deep, or half a pair
    stored = json.dumps(value, ensure_ascii=False) if value else None
    return stored, len(written) if written.isascii() else len(written.encode())


def found_in(block: bytes, word: bytes) -> Iterator[int]:
    """Iterate over the places of a word."""
    at = block.find(word)
    while at >= 0:
        yield at
        at = block.find(word, at + 1)
