"""A graph as one dataframe a kind of record, and back: `to_frames`, `from_frames`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from attribgraph.checks import validated
from attribgraph.errors import AttribGraphError, FormatError, did_you_mean
from attribgraph.graph import AttributionGraph
from attribgraph.io._cells import is_missing, join_list, split_list
from attribgraph.io._common import TABLE_OF, TABLES
from attribgraph.io._encode import encode_record
from attribgraph.io._frames import frame_of, rows_in
from attribgraph.model import Excerpt
from attribgraph.quantity import Quantity
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from attribgraph.record import Record

__all__ = ["from_frames", "to_frames"]

_DELIMITER: Final = ";"
_EXCERPT: Final = re.compile(r"(\d+)-(\d+) (\w+)")
_FIGURE: Final = {
    "quantity_low": "Float64",
    "quantity_high": "Float64",
    "quantity_unit": "String",
    "quantity_measure": "String",
    "quantity_approximate": "Boolean",
    "quantity_words": "String",
}
_TYPES: Final = {"negated": "Boolean", "confidence": "Float64"}
_FOLLOWING: Final = ("stance", "quote_mode", "grade_scale")
"""Fields that follow others unless they are given, and are written as they are."""


def to_frames(g: AttributionGraph, *, backend: Any = "pandas") -> dict[str, Any]:
    """Return a dataframe for each kind of record, with a column for each field.

    Parameters
    ----------
    g
        The graph.
    backend
        The library of the frames: ``"pandas"``, ``"polars"``, ``"pyarrow"`` or another that
        narwhals makes frames of.

    Returns
    -------
    dict of str to dataframe
        Under actors, agencies, documents, claims, attributions and links. Several values in
        a cell are divided by semicolons, and stand in a JSON list where one holds a
        semicolon; times are ISO 8601 text, ``extra`` is JSON, excerpts are written "0-61
        content", and a figure has columns of its own (``quantity_low``, ...).

    Raises
    ------
    UnknownValueError
        If narwhals makes no frames of that library, or it is not installed.
    MissingExtraError
        If narwhals is not installed (``pip install 'attribgraph[frames]'``).

    Notes
    -----
    `from_frames` makes an equal graph of them. Two things are lost: a whole number above
    2**53 in a figure is rounded, and a stance that was given and equals the one that would
    follow from the act counts as following.

    Examples
    --------
    >>> frames = ag.to_frames(g)
    >>> list(frames), len(frames["claims"])
    (['actors', 'agencies', 'documents', 'claims', 'attributions', 'links'], 26)
    >>> ag.from_frames(frames) == g
    True
    """
    kinds: dict[str, list[Record]] = {name: [] for name in TABLES}
    for record in g.records():
        kinds[TABLE_OF[record.record_kind]].append(record)
    made = {}
    for name, model in TABLES.items():
        types = _columns(model)
        rows = [_cells(each) for each in kinds[name]]
        columns = {column: [row.get(column) for row in rows] for column in types}
        made[name] = frame_of(columns, types, backend)
    return made


def _columns(model: type[Record]) -> dict[str, str]:
    """Return the columns of a kind of record, with their types."""
    made: dict[str, str] = {}
    for field in model.model_fields:
        made |= _FIGURE if field == "quantity" else {field: _TYPES.get(field, "String")}
    return made


def _cells(record: Record) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for field in type(record).model_fields:
        value = getattr(record, field)
        if value is None or value in ((), {}):
            continue
        if isinstance(value, Quantity):
            made |= {
                f"quantity_{name}": float(each) if name in ("low", "high") else each
                for name in Quantity.model_fields
                if (each := getattr(value, name)) is not None
            }
        elif isinstance(value, tuple):
            made[field] = join_list(map(_text, value), _DELIMITER)
        elif field == "extra":
            made[field] = json.dumps(json.loads(encode_record(record))["extra"])
        else:
            made[field] = value if isinstance(value, bool | float) else str(value)
    return made


def _text(value: Any) -> str:
    if isinstance(value, Excerpt):
        return f"{value.start}-{value.end} {value.role.value}"
    return str(value)


def from_frames(frames: Mapping[str, Any]) -> AttributionGraph:
    """Return the graph of dataframes as `to_frames` makes them.

    Parameters
    ----------
    frames
        Dataframes (of any library that narwhals knows), or dicts of columns, by the name of
        the kind; kinds may be missing, and so may columns of fields that have a default.

    Returns
    -------
    AttributionGraph
        The graph; an equal one, if `to_frames` made the frames.

    Raises
    ------
    FormatError
        If a name, a column or a cell is not acceptable, or the records do not make a graph;
        the message names the table and the row (the first is 1).
    MissingExtraError
        If narwhals is not installed.

    Examples
    --------
    >>> frames = {"actors": {"name": ["Kim Jong-un"]}, "claims": {"id": ["c"], "text": ["So"]},
    ...           "attributions": {"sources": ["kim-jong-un"], "content": ["c"]}}
    >>> ag.from_frames(frames).attributions.sources().ids
    ('kim-jong-un',)
    """
    records: list[Record] = []
    with collector_paused():
        for name, frame in frames.items():
            if name not in TABLES:
                message = f"{name!r} is no kind of record{did_you_mean(str(name), TABLES)}"
                raise FormatError(message)
            headings, rows = rows_in(frame)
            _check_headings(name, headings)
            for number, row in enumerate(rows, 1):
                try:
                    records.append(_record(TABLES[name], headings, row))
                except (AttribGraphError, ValueError) as error:
                    why = getattr(error, "message", "") or str(error).splitlines()[0]
                    message = f"{name}, row {number}: {why}"
                    field = getattr(error, "field", None)
                    raise FormatError(message, record=f"row {number}", field=field) from None
        graph = AttributionGraph()
        try:
            graph.add(records)
        except AttribGraphError as error:
            raise FormatError(error.message, record=error.record, field=error.field) from error
    return graph


def _check_headings(name: str, headings: Sequence[Any]) -> None:
    known = _columns(TABLES[name])
    for heading in headings:
        if heading not in known:
            message = f"{name}: there is no field {heading!r}{did_you_mean(str(heading), known)}"
            raise FormatError(message, field=str(heading))


def _record(model: type[Record], headings: Sequence[str], row: Sequence[Any]) -> Record:
    fields: dict[str, Any] = {}
    quantity: dict[str, Any] = {}
    for field, cell in zip(headings, row, strict=True):
        if cell is None or is_missing(cell):
            continue
        if field in _FIGURE:
            quantity[field.removeprefix("quantity_")] = _whole(cell)
        else:
            fields[field] = _value(model, field, cell)
    if {"low", "high"} & set(quantity):
        fields["quantity"] = quantity
    given = {name: fields.pop(name) for name in _FOLLOWING if name in fields}
    made = validated(model, fields) if "grade" not in fields else None
    if made is None or any(getattr(made, name) != value for name, value in given.items()):
        made = validated(model, fields | given)
    return made


def _whole(cell: Any) -> Any:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _value(model: type[Record], field: str, cell: Any) -> Any:
    """Return what a cell holds, for the field to check."""
    if field == "extra":
        return json.loads(cell) if isinstance(cell, str) else cell
    if field == "excerpts":
        found = [_EXCERPT.fullmatch(each) for each in split_list(cell, _DELIMITER)]
        if None in found:
            message = f"field 'excerpts': write '0-61 content', not {cell!r:.80}"
            raise FormatError(message, field=field)
        return [
            {"start": int(each[1]), "end": int(each[2]), "role": each[3]} for each in found if each
        ]
    if _lists(model, field) and isinstance(cell, str):
        return split_list(cell, _DELIMITER)
    return cell


def _lists(model: type[Record], field: str) -> bool:
    note = model.model_fields[field].annotation
    return get_origin(note) is tuple or any(get_origin(each) is tuple for each in get_args(note))
