"""A record as columns of plain values, and back: the one scheme of formats that are tables.

Network files, PROV and the like hold text, numbers and truth values by name. A record's
fields become such columns, for other programs to show and filter by. What a column cannot
give back exactly (a list whose items hold the separator, ``extra`` with its types, characters
that XML has not) stands beside them in one column of JSON, `REST`, so that nothing is lost.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from attribgraph.errors import FormatError, RecordError, did_you_mean
from attribgraph.io._common import record_error
from attribgraph.store import RECORD_TYPES
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from attribgraph.record import Record

__all__ = ["DERIVED", "RECORD", "REST", "from_columns", "to_columns", "xml_text"]

Cell = str | float | bool

RECORD: Final = "record"
"""Column of the kind of record."""

ID: Final = "record_id"
"""Column of the record's id, where it is not the node's."""

DERIVED: Final = "derived"
"""Column of the names of the fields that follow from others, or are at their defaults."""

REST: Final = "rest"
"""Column of JSON: the fields, or values, that no column holds exactly."""

_BETWEEN: Final = "; "
_QUANTITY: Final = "quantity_"
_ENDS: Final = frozenset({"low", "high"})
_EXCERPT: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})(?: ([a-z]+))?")
_WHOLE: Final = 2**53
_FOLLOWING: Final = frozenset({"stance", "quote_mode", "grade_scale"})
_NOT_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return text with U+FFFD for every character that XML does not hold as it is."""
    return _NOT_XML.sub("\ufffd", text)


def to_columns(record: Record, name: str, *, without: Container[str] = ()) -> dict[str, Cell]:
    """Return a record's columns.

    Parameters
    ----------
    record
        The record.
    name
        What it is called in the file; its id has a column only if it is another.
    without
        Names of fields to leave out.

    Raises
    ------
    RecordError
        If it holds a number of more digits than readers take.
    """
    columns: dict[str, Cell] = {RECORD: record.record_kind.value}
    derived, rest = [], {}
    if name != record.id:
        columns[ID] = xml_text(record.id)
        if columns[ID] != record.id:
            rest["id"] = record.id
    try:
        # by way of JSON text, since pydantic warns of the tuples inside extra
        given = json.loads(record.model_dump_json(exclude_unset=True))
        values = json.loads(record.model_dump_json()) | given
        for field, value in values.items():
            if field == "id" or field in without:
                continue
            cells = _cells(field, value)
            columns |= cells
            if field in given:
                # compared as text: 1, 1.0 and true are equal, yet not the same
                if repr(_value(field, cells)) != repr(value):
                    rest[field] = value
            elif cells:
                derived.append(field)
        if rest:
            columns[REST] = json.dumps(rest, allow_nan=False)
    except (ValueError, OverflowError) as error:
        message = f"{record.record_kind} {record.id!r} cannot be written: {error}"
        raise RecordError(message, record=record.id) from None
    if derived:
        columns[DERIVED] = " ".join(derived)
    return columns


def from_columns(
    columns: Mapping[str, str], id_: str, *, where: str, path: str, line: int | None
) -> Record:
    """Return the record of columns that `to_columns` made, each as text.

    Raises
    ------
    FormatError
        If they are not a record's.
    """

    def wrong(message: str, field: str) -> FormatError:
        message = f"{where}, {field!r}: {message}"
        return FormatError(message, path=path, line=line, record=id_, field=field)

    kind = columns.get(RECORD)
    kinds = [each.value for each in Kind]
    if kind not in kinds:
        near = did_you_mean(kind, kinds) if kind else ""
        said = "it is missing" if kind is None else f"{kind!r} is no kind of record"
        message = f"{said}; it is one of {', '.join(kinds)}{near}"
        raise wrong(message, RECORD)
    model = RECORD_TYPES[Kind(kind)]
    derived = set(columns.get(DERIVED, "").split())
    fields: dict[str, Any] = {"id": columns.get(ID, id_)}
    following: dict[str, Any] = {}
    for name in model.model_fields:
        cells = {
            key: cell
            for key, cell in columns.items()
            if key == name or (name == "quantity" and key.startswith(_QUANTITY))
        }
        if name != "id" and cells:
            try:
                value = _value(name, cells)
            except (ValueError, RecursionError):
                message = f"{next(iter(cells.values()))[:60]!r} is not what stands there"
                raise wrong(message, name) from None
            (following if name in derived else fields)[name] = value
    if REST in columns:
        try:
            rest = json.loads(columns[REST])
        except (ValueError, RecursionError):
            rest = None
        if not isinstance(rest, dict):
            message = "it is no JSON object"
            raise wrong(message, REST)
        fields |= rest
    try:
        # as JSON, since columns and rest hold no more
        record = model.model_validate_json(json.dumps(fields))
        changed = _changed(record, following)
        return model.model_validate_json(json.dumps(fields | changed)) if changed else record
    except ValidationError as error:
        raise record_error(
            error, model, where, path=path, id_=fields["id"], line_of=lambda _: line
        ) from None
    except (ValueError, RecursionError):
        message = "it holds what JSON cannot"
        raise wrong(message, REST) from None


def _changed(record: Record, following: Mapping[str, Any]) -> dict[str, Any]:
    """Return those fields that are no longer at their defaults: a program has changed them.

    What follows from other fields goes on following them: only they may have been changed.
    """
    names = set(following) - _FOLLOWING
    values = json.loads(record.model_dump_json(include=names)) if names else {}
    return {name: following[name] for name in names if following[name] != values[name]}


def _cells(name: str, value: Any) -> dict[str, Cell]:
    """Return the column of a field, or the columns; none if there is nothing to show."""
    if value is None or value in ([], {}, ""):
        return {}
    if name == "quantity":
        return {
            _QUANTITY + key: float(each) if key in _ENDS else _cell(each)
            for key, each in value.items()
            if each is not None and each is not False
        }
    if name == "excerpts":
        spans = (f"{each['start']}-{each['end']} {each.get('role', '')}" for each in value)
        return {name: _BETWEEN.join(map(str.rstrip, spans))}
    if isinstance(value, list):
        return {name: xml_text(_BETWEEN.join(value))}
    if isinstance(value, dict):
        return {name: json.dumps(value, allow_nan=False)}
    return {name: _cell(value)}


def _cell(value: Any) -> Cell:
    return xml_text(value) if isinstance(value, str) else value


def _value(name: str, cells: Mapping[str, Any]) -> Any:
    """Return the JSON value of a field from its columns."""
    if not cells:
        return None
    if name == "quantity":
        return {
            key.removeprefix(_QUANTITY): _READ.get(key.removeprefix(_QUANTITY), str)(cell)
            for key, cell in cells.items()
        }
    return _READ.get(name, str)(cells[name])


def _list(cell: str) -> list[str]:
    return cell.split(_BETWEEN)


def _number(cell: Any) -> float:
    number = float(cell)
    whole = number.is_integer() and abs(number) < _WHOLE
    return int(number) if whole else number


def _truth(cell: Any) -> bool:
    word = str(cell).lower()
    if word not in ("true", "false"):
        raise ValueError(word)
    return word == "true"


def _spans(cell: str) -> list[dict[str, Any]]:
    found = [_EXCERPT.fullmatch(each) for each in cell.split(_BETWEEN)]
    if not all(found):
        raise ValueError(cell)
    return [
        {"start": int(m[1]), "end": int(m[2])} | ({"role": m[3]} if m[3] else {})
        for m in found
        if m
    ]


_LISTS: Final = {
    name
    for model in RECORD_TYPES.values()
    for name, field in model.model_fields.items()
    if field.default == ()
}
_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(_LISTS, _list),
    "excerpts": _spans,
    "extra": json.loads,
    "confidence": float,
    "negated": _truth,
    "approximate": _truth,
    "low": _number,
    "high": _number,
}
"""How the columns of fields that are no text are read."""
