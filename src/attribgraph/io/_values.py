"""What a cell means in its field: times, words, figures, lists; or why it cannot be read."""

from __future__ import annotations

import json
import math
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from attribgraph.errors import AttribGraphError, RecordError, UnknownValueError, did_you_mean
from attribgraph.frames import fold
from attribgraph.io._cells import cell_text, split_list
from attribgraph.io._dates import when_of
from attribgraph.io._words import WORDS, NotDone, meaning
from attribgraph.io.report import RowFault, shown
from attribgraph.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from attribgraph.io.columns import Layout

__all__ = ["Values"]

_TIMES: Final = frozenset({"said_at", "happened_at", "published_at", "recorded_at"})
_NAMES: Final = frozenset(
    {
        "sources",
        "source_ids",
        "affiliation",
        "about",
        "tags",
        "on_behalf_of",
        "addressees",
        "via",
        "authors",
    }
)
_PAIRED: Final = frozenset({"source_type", "source_naming"})
"""Words of which a joint statement's row has one for each source, or one for all."""


_MOST_NEAR: Final = 500
_FAILED: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
"""What spreadsheets show where a formula has no value."""


class Values:
    """Reads the cells of a row.

    Parameters
    ----------
    layout
        Where each field stands.
    words
        The words of each field (`tables`).
    dayfirst, zone
        As for `when_of`.
    """

    def __init__(
        self,
        layout: Layout,
        words: Mapping[str, Mapping[str, Any]],
        *,
        dayfirst: bool | None,
        zone: ZoneInfo | None,
    ) -> None:
        self._layout = layout
        self._words = words
        self._dayfirst = dayfirst
        self._zone = zone
        self._near: dict[tuple[str, str], str] = {}

    def read(self, number: int, cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[RowFault]]:
        """Return the values of a row's cells, and what is wrong with the others."""
        made: dict[str, Any] = {}
        faults = []
        for field, cell in cells.items():
            try:
                value = self._value(field, cell)
            except AttribGraphError as error:
                heading = self._layout.heading(field)
                hint = _hint(field) if field in WORDS else ""
                faults.append(RowFault(number, heading, shown(cell), error.message, hint))
            else:
                if value is not None and value != []:
                    made[field] = value
        if isinstance(made.get("act"), NotDone):
            made |= {"act": made["act"].act, "negated": True}
        if "quantity" in made and "measure" in made:
            quantity = made["quantity"].model_dump(exclude_unset=True)
            made["quantity"] = Quantity(**quantity | {"measure": made["measure"]})
        return made, faults

    def _value(self, field: str, cell: Any) -> Any:
        if field in _TIMES:
            return when_of(cell, dayfirst=self._dayfirst, zone=self._zone)
        if field in _PAIRED:
            parts = split_list(cell, self._layout.delimiter)
            return [self._word(field, each) for each in parts]
        if field in WORDS:
            return self._word(field, cell)
        if field in _NAMES:
            return [_text(each) for each in split_list(cell, self._layout.delimiter)]
        if field == "notes":
            _text(cell)
            return cell_text(cell)  # the one text of which even the spaces are kept
        reader = _READERS.get(field)
        return reader(cell) if reader else _text(cell)

    def _word(self, field: str, cell: Any) -> Any:
        text = cell_text(cell)
        found = meaning(field, text, self._words[field])
        if found is None:
            near = self._near_to(field, fold(text)[:99])
            message = f"{shown(text)!r} is no word for {field}{near}"
            raise UnknownValueError(message, field=field)
        return found

    def _near_to(self, field: str, word: str) -> str:
        """Return which words may be meant: once for each word, and not for very many."""
        if (field, word) not in self._near:
            if len(self._near) >= _MOST_NEAR:
                return ""
            self._near[field, word] = did_you_mean(word, self._words[field])
        return self._near[field, word]


@cache
def _hint(field: str) -> str:
    """Return how to say what a sheet's own words for a field mean."""
    meant = dict.fromkeys(
        str((each[-1] or each[0]) if isinstance(each, tuple) else each)
        for each in WORDS[field].values()
    )
    return f"words={{{field!r}: {{...}}}} says what words of yours mean: {', '.join(meant)}"


def _text(cell: Any) -> str:
    text = cell_text(cell).strip()
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            message = "it holds half a character (a lone surrogate)"
            raise RecordError(message) from None
    if text in _FAILED:
        message = f"a formula here failed: {text}"
        raise RecordError(message)
    if not text:
        message = "nothing is left of it without its spaces"
        raise RecordError(message)
    return text


def _quotes(cell: Any) -> list[str]:
    """Return quotes: a cell is one, whatever stands in it, unless it is a JSON list."""
    if isinstance(cell, list):
        return [_text(each) for each in cell]
    text = _text(cell)
    found = split_list(text, "\0") if text.startswith("[") else [text]
    return [_text(each) for each in found]


def _share(cell: Any) -> float:
    """Return a confidence: 0.8, "0,8" or "80%"."""
    if isinstance(cell, bool):
        number = math.nan
    elif isinstance(cell, int | float):
        number = cell if abs(cell) <= 1 else math.nan
    else:
        text = cell_text(cell).strip()
        try:
            number = float(text.removesuffix("%").strip().replace(",", "."))
        except ValueError:
            number = math.nan
        number = number / 100 if text.endswith("%") else number
    if not 0 <= number <= 1:
        message = f"{shown(cell)!r} is no share between 0 and 1"
        raise RecordError(message)
    return float(number)


def _quantity(cell: Any) -> Quantity:
    """Return a figure: a number, English words for one, or its JSON object."""
    try:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return Quantity(low=cell, high=cell)
        text = _text(cell)
        if text.startswith("{"):
            return Quantity.model_validate_json(text)
        return Quantity.parse(text)
    except ValidationError as error:
        message = f"{shown(cell)!r} is no figure: {error.errors()[0]['msg']}"
        raise RecordError(message) from None
    except ValueError as error:
        message = getattr(error, "message", None) or f"{shown(cell)!r} is no figure"
        raise RecordError(message) from None


def _extra(cells: Any) -> dict[str, Any]:
    """Return the values of further columns by heading; a column "extra" holds a JSON object."""
    if not isinstance(cells, dict):
        message = "extra= takes columns: their headings are the keys"
        raise RecordError(message)
    made: dict[str, Any] = {}
    for heading, cell in cells.items():
        if heading == "extra" and isinstance(cell, str) and cell.startswith("{"):
            try:
                made |= json.loads(cell)
            except (ValueError, RecursionError, TypeError):
                message = f"{shown(cell)!r} is no JSON object"
                raise RecordError(message) from None
        else:
            made[heading] = cell if isinstance(cell, bool | int | float | list) else _text(cell)
    return made


_READERS: Final[Mapping[str, Any]] = {
    "quotes": _quotes,
    "confidence": _share,
    "quantity": _quantity,
    "extra": _extra,
}
