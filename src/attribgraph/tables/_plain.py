"""Which rows of a table that Arrow read are records as `read_jsonl` reads them, value by value.

Where a record would come out otherwise than its values stand there (a text with spaces around
it, an id given twice, a word of no vocabulary), the row is not plain and Python reads its line.
Defaults that follow from other fields are left open: `attribgraph.tables._raw` fills them in.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

import numpy as np

from attribgraph.errors import WhenError
from attribgraph.store import RECORD_TYPES
from attribgraph.tables._schema import SPANS, arrow, micros
from attribgraph.vocabulary import GRADES, SYMMETRIC_RELATIONS, Act, ExcerptRole, Kind
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

__all__ = ["OPEN_FIELDS", "plain_rows"]

OPEN_FIELDS: Final = frozenset({"quantity"})
"""The fields whose values are of more than one type, and are not taken out before."""

_IDS: Final = frozenset(
    {"id", "content", "document", "publisher", "subject", "object"}
    | {"sources", "on_behalf_of", "addressees", "about"}
)
_TIMES: Final = frozenset(
    {"said_at", "recorded_at", "published_at", "happened_at", "since", "until"}
)
_NOT_ID: Final = r"[\p{Z}\p{Cc}]"
_NOT_TEXT: Final = r"^[\p{Z}\p{Cc}]|[\p{Z}\p{Cc}]$"
_PATTERNS: Final = {"wikidata": r"^Q[1-9][0-9]*$", "sha256": r"^[0-9a-f]{64}$"}
_REQUIRED: Final = {
    kind: tuple(
        name for name, field in model.model_fields.items() if name == "id" or field.is_required()
    )
    for kind, model in RECORD_TYPES.items()
}
_ASSESS: Final = Act.ASSESS.value
_GRADES: Final = {scale.value: frozenset(grades) for scale, grades in GRADES.items() if grades}


def plain_rows(kind: Kind, table: Any) -> tuple[Any, Mask]:
    """Return the plain rows, as raw columns without positions, and which they are.

    Parameters
    ----------
    kind
        What the rows should be.
    table
        A table of the fields of records, and of fields that no record has.
    """
    pa = arrow()
    pc = pa.compute
    fields = RECORD_TYPES[kind].model_fields
    odd = np.zeros(table.num_rows, bool)
    columns: dict[str, Any] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        values = column.combine_chunks()
        if values.null_count == len(values):
            continue
        if name == "record":
            odd |= ~_true(pc.equal(values, kind.value))
        elif name not in fields or name in OPEN_FIELDS:
            odd |= _there(values)
        else:
            odd |= _odd(kind, name, values, columns)
    for name in _REQUIRED[kind]:
        odd |= ~_there(columns[name]) if name in columns else True
    if kind is Kind.ATTRIBUTION:
        odd |= _misgraded(columns, len(odd))
    elif kind is Kind.LINK and not odd.all():
        odd |= _turned(columns)
    rows = pa.table(columns | {"given": _given(kind, columns, len(odd))})
    return (rows.filter(pa.array(~odd)) if odd.any() else rows), ~odd


def _odd(kind: Kind, name: str, values: Any, columns: dict[str, Any]) -> Mask:
    """Return which values of a field are not plain; put what is stored of them in the columns."""
    columns[name] = values
    if words := _words_of(kind, name):
        columns[name] = coded = values.dictionary_encode()
        return _taken(coded, [str(word) not in words for word in coded.dictionary.to_pylist()])
    if name in _TIMES:
        columns[name], spans, odd = _times(values)
        if stem := SPANS.get(kind, {}).get(name):
            columns |= {f"{stem}_from": spans[0], f"{stem}_to": spans[1]}
        return odd
    if name == "excerpts":
        columns[name], odd = _excerpts(values)
        return odd
    if name == "confidence":
        pc = arrow().compute
        return ~_true(pc.and_(pc.greater_equal(values, 0), pc.less_equal(values, 1)), missing=True)
    if name in {"negated", "notes", "extra"}:
        return np.zeros(len(values), bool)
    return _odd_texts(name, values)


def _odd_texts(name: str, values: Any) -> Mask:
    pa = arrow()
    if name in _PATTERNS:
        pc = arrow().compute
        return ~_true(pc.match_substring_regex(values, _PATTERNS[name]), missing=True)
    suspect = _suspect_ids if name in _IDS else _suspect_texts
    pattern = _NOT_ID if name in _IDS else _NOT_TEXT
    if not pa.types.is_list(values.type):
        return _refuted(values, suspect, pattern)
    inner = values.flatten()
    odd = np.zeros(len(values), bool)
    parents = _parents(values)
    odd[parents[_refuted(inner, suspect, pattern)]] = True
    if name in _IDS:
        _mark_repeating(odd, inner, parents)
    return odd


def _refuted(values: Any, suspect: Callable[[Any], NDArray[np.intp]], pattern: str) -> Mask:
    """Return which texts are empty or match a pattern; only suspect ones are tried."""
    pc = arrow().compute
    odd = np.zeros(len(values), bool)
    tried = suspect(values)
    if len(tried):
        texts = values.take(tried)
        bad = pc.or_(pc.match_substring_regex(texts, pattern), pc.equal(texts, ""))
        odd[tried] = _true(bad)
    return odd


def _bytes_of(values: Any) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    _, bounds, data = values.buffers()
    ends = np.frombuffer(bounds, np.int32)[values.offset :][: len(values) + 1]
    return ends, np.frombuffer(data or b"", np.uint8)


def _suspect_ids(values: Any) -> NDArray[np.intp]:
    """Return which texts have anything but visible ASCII in them, or nothing."""
    bounds, data = _bytes_of(values)
    if not len(values):
        return np.zeros(0, np.intp)
    empty = np.flatnonzero(bounds[:-1] == bounds[1:])
    used = data[bounds[0] : bounds[-1]]
    places = np.flatnonzero((used - np.uint8(0x21)) > 0x7E - 0x21) + bounds[0]
    if not len(places):
        return empty
    holders = np.searchsorted(bounds, places, side="right") - 1
    return np.unique(np.concatenate([empty, holders]))


def _suspect_texts(values: Any) -> NDArray[np.intp]:
    """Return which texts begin or end with anything but visible ASCII, or are empty."""
    bounds, data = _bytes_of(values)
    if not len(data):
        return np.arange(len(values))
    starts, ends = bounds[:-1], bounds[1:]
    last = len(data) - 1
    first_byte = data[np.minimum(starts, last)]
    last_byte = data[np.maximum(ends - 1, 0)]
    shown = np.uint8(0x7E - 0x21)
    return np.flatnonzero(
        ((first_byte - np.uint8(0x21)) > shown)
        | ((last_byte - np.uint8(0x21)) > shown)
        | (starts == ends)
    )


def _mark_repeating(odd: Mask, inner: Any, parents: NDArray[np.int64]) -> None:
    """Mark the lists that hold a text twice."""
    several = np.flatnonzero((np.bincount(parents) > 1)[parents]) if len(parents) else parents
    if len(several):
        coded = inner.take(several).dictionary_encode()
        keys = np.sort(parents[several] * len(coded.dictionary) + np.asarray(coded.indices))
        odd[keys[1:][keys[1:] == keys[:-1]] // len(coded.dictionary)] = True


def _times(values: Any) -> tuple[Any, tuple[Any, Any], Mask]:
    """Return times as they are written, their first and last instants, and which are none."""
    pa = arrow()
    coded = values.dictionary_encode()
    read: list[tuple[str, int | None, int | None]] = []
    for text in coded.dictionary.to_pylist():
        try:
            when = When(text)
        except WhenError:
            read.append(("", None, None))
        else:
            read.append((str(when), micros(when.earliest), micros(when.latest)))
    written, first, last = zip(*read, strict=True)
    places = coded.indices
    spans = tuple(pa.array(each, pa.int64()).take(places) for each in (first, last))
    return (
        pa.DictionaryArray.from_arrays(places, pa.array(written, pa.string())),
        (spans[0], spans[1]),
        _taken(coded, [not each for each in written]),
    )


def _excerpts(values: Any) -> tuple[Any, Mask]:
    """Return excerpts with their roles filled in, and which rows have one that is none."""
    pa = arrow()
    pc = pa.compute
    inner = values.flatten()
    role = inner.field("role").fill_null(str(ExcerptRole.CONTENT))
    start, end = inner.field("start"), inner.field("end")
    good = pc.and_(pc.greater_equal(start, 0), pc.greater(end, start))
    good = pc.and_(good, pc.is_in(role, pa.array([str(each) for each in ExcerptRole])))
    odd = np.zeros(len(values), bool)
    odd[_parents(values)[~_true(good)]] = True
    filled = pa.StructArray.from_arrays([start, end, role], names=["start", "end", "role"])
    lengths = pc.list_value_length(values).fill_null(0)
    bounds = np.concatenate([[0], np.cumsum(np.asarray(lengths))]).astype(np.int32)
    made = pa.ListArray.from_arrays(
        pa.array(bounds, mask=np.append(~_there(values), False)),
        filled,
    )
    return made, odd


def _misgraded(columns: dict[str, Any], count: int) -> Mask:
    """Return which rows are assessments without a grade of their scale, or have one for nothing."""
    odd = np.zeros(count, bool)
    held = [columns.get(name) for name in ("act", "grade", "grade_scale")]
    asked = odd.copy()
    if held[0] is not None:
        asked |= _taken(held[0], [each == _ASSESS for each in held[0].dictionary.to_pylist()])
    for each in held[1:]:
        if each is not None:
            asked |= _there(each)
    places = np.flatnonzero(asked)
    texts = [
        [None] * len(places) if each is None else each.take(places).to_pylist() for each in held
    ]
    for at, act, grade, scale in zip(places, *texts, strict=True):
        allowed = _GRADES.get(scale)
        odd[at] = act != _ASSESS or grade is None or (allowed is not None and grade not in allowed)
    return odd


def _turned(columns: dict[str, Any]) -> Mask:
    """Return which links join something to itself, or may be symmetric with their ends turned."""
    pc = arrow().compute
    relation = columns["relation"]
    symmetric = [each in SYMMETRIC_RELATIONS for each in relation.dictionary.to_pylist()]
    ends = columns["subject"], columns["object"]
    return _true(pc.equal(*ends)) | (_taken(relation, symmetric) & ~_true(pc.less(*ends)))


def _given(kind: Kind, columns: dict[str, Any], count: int) -> Any:
    """Return the names of the fields that each row was given, in the order of the type."""
    pa = arrow()
    names = [name for name in RECORD_TYPES[kind].model_fields if name in columns and name != "id"]
    code = np.zeros(count, np.int64)
    for at, name in enumerate(names):
        code |= _there(columns[name]).astype(np.int64) << at
    coded = pa.array(code).dictionary_encode()
    texts = [
        ",".join(name for at, name in enumerate(names) if each >> at & 1)
        for each in coded.dictionary.to_pylist()
    ]
    return pa.DictionaryArray.from_arrays(coded.indices, pa.array(texts, pa.string()))


def _true(values: Any, *, missing: bool = False) -> Mask:
    """Return booleans of Arrow as they are in numpy."""
    return np.asarray(values.fill_null(missing), bool)


def _there(values: Any) -> Mask:
    return np.asarray(values.is_valid(), bool)


def _taken(coded: Any, flags: Sequence[bool]) -> Mask:
    """Return which values are words of a dictionary that are flagged."""
    flagged = np.append(np.array(flags, bool), False)  # the last is for what is not there
    places = np.asarray(coded.indices.fill_null(len(flagged) - 1), np.int64)
    return flagged[places]


def _parents(values: Any) -> NDArray[np.int64]:
    """Return the place of the list that each value of the flattened lists is in."""
    return np.asarray(arrow().compute.list_parent_indices(values), np.int64)


@cache
def _words_of(kind: Kind, name: str) -> frozenset[str] | None:
    """Return the vocabulary of a field."""
    note = RECORD_TYPES[kind].model_fields[name].annotation
    for each in (note, *get_args(note)):
        if isinstance(each, type) and issubclass(each, StrEnum):
            return frozenset(word.value for word in each)
    return None
