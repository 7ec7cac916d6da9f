"""JSON Lines: one record a line, for files that grow or do not fit into memory.

The first line is a header; every further line is a record, with its kind under "record"::

    {"format":"attribgraph","format_version":1}
    {"record":"agency","id":"gur","name":"GUR","kind":"intelligence"}
    {"record":"claim","id":"troops-in-kursk","text":"Troops are in Kursk"}
    {"record":"attribution","id":"said-1","sources":["gur"],"content":"troops-in-kursk"}

Records may come in any order, so a program may append lines as it goes.
"""

from __future__ import annotations

import json
import re
import warnings
from array import array
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from attribgraph.errors import FormatError, did_you_mean
from attribgraph.io._common import FORMAT, FORMAT_VERSION, build, check_format
from attribgraph.io._encode import encode_record
from attribgraph.io._files import after_mark, decode, name_of, open_lines, write_chunks
from attribgraph.io._json_errors import (
    element_error,
    load_leniently,
    refuse_duplicates,
    syntax_error,
)
from attribgraph.io._json_places import keys_in, surely_unique
from attribgraph.store import RECORD_TYPES, collector_paused, field_ids
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.record import Record

__all__ = ["RecoveryWarning", "iter_jsonl", "read_jsonl", "write_jsonl"]

_HEAD: Final = re.compile(rb'\s*\{\s*"record"\s*:\s*"([a-z]+)"\s*,')
_BY_WORD: Final = {kind.value.encode(): RECORD_TYPES[kind] for kind in Kind}
_SHOWN: Final = 5


class RecoveryWarning(UserWarning):
    """A torn last line was dropped, and with it whatever referred to the record in it."""


class _TornError(FormatError):
    """A line is not JSON: if it is the last one, it was torn."""


def read_jsonl(source: PathOrFile, *, recover: bool = False) -> AttributionGraph:
    """Read a graph from a JSON Lines file.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes), of UTF-8 JSON Lines.
    recover
        Whether a last line that was only partly written is dropped, with a
        `RecoveryWarning`, rather than an error. Records that refer to the one that was lost
        are left out too, and named in the warning.

    Returns
    -------
    AttributionGraph
        An equal graph, if the library wrote the file.

    Raises
    ------
    FormatError
        If the file is not of this form, or its records do not make a graph. The message
        names the file, the line, the record and the field.
    FormatVersionError
        If a newer version of the format wrote it.
    OSError
        If the file cannot be opened.

    Notes
    -----
    The file is read line by line: beyond the records nothing is held in memory.

    Examples
    --------
    >>> from io import StringIO
    >>> len(read_jsonl(StringIO('{"format":"attribgraph","format_version":1}')))
    0
    """
    path = name_of(source)
    records: list[Record] = []
    numbers = array("Q")
    torn = None
    with collector_paused():
        try:
            for number, record in _scan(source):
                records.append(record)
                numbers.append(number)
        except _TornError as error:
            if not recover:
                raise _torn_error(error) from None
            torn = error
        dropped: list[str] = []
        if torn is not None:
            kept = _without_dangling(records)
            dropped = [each.id for at, each in enumerate(records) if at not in kept]
            numbers = array("Q", [numbers[at] for at in kept])
            records = [records[at] for at in kept]
        graph = build(records, path, lambda number: numbers[number])
    if torn is not None:
        _warn(torn, dropped)
    return graph


def iter_jsonl(source: PathOrFile, *, recover: bool = False) -> Iterator[Record]:
    r"""Iterate over the records of a JSON Lines file, one in memory at a time.

    Whether references hold together is not checked: that takes all of the records.

    Parameters
    ----------
    source, recover
        As for `read_jsonl`, except that nothing is left out but the torn line.

    Returns
    -------
    iterator
        Of records, in the order of the file.

    Raises
    ------
    FormatError, FormatVersionError, OSError
        As `read_jsonl`.

    Examples
    --------
    >>> from io import StringIO
    >>> lines = '{"format":"attribgraph","format_version":1}\n{"record":"actor","name":"Kim"}'
    >>> [record.id for record in iter_jsonl(StringIO(lines))]
    ['kim']
    """
    try:
        for _, record in _scan(source):
            yield record
    except _TornError as error:
        if not recover:
            raise _torn_error(error) from None
        _warn(error, [])


def write_jsonl(graph: AttributionGraph, target: PathOrFile) -> None:
    """Write a graph as JSON Lines, without loss.

    Parameters
    ----------
    graph, target
        As for `write_json`.

    Raises
    ------
    RecordError
        If a record holds what JSON cannot.
    OSError
        If the file cannot be written; the old one is as it was.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> write_jsonl(g, file)
    >>> len(file.getvalue().splitlines()) > len(g)
    True
    """
    write_chunks(target, _lines(graph))


def _lines(graph: AttributionGraph) -> Iterator[bytes]:
    yield f'{{"format":"{FORMAT}","format_version":{FORMAT_VERSION}}}\n'.encode()
    for record in graph.records():
        word = record.record_kind.value.encode()
        yield b'{"record":"%b",%b\n' % (word, encode_record(record)[1:])


def _scan(source: PathOrFile) -> Iterator[tuple[int, Record]]:
    """Iterate over the records of a file with their line numbers."""
    path = name_of(source)
    headed = False
    with open_lines(source) as lines:
        numbered = enumerate(lines, 1)
        for number, read in numbered:
            line = after_mark(read, path) if number == 1 else read
            if not line.strip():
                continue
            if not headed:
                check_header(line, path, number)
                headed = True
                continue
            try:
                record = read_record(line.rstrip(b"\r\n"), path, number)
            except _TornError as torn:
                if not any(rest.strip() for _, rest in numbered):
                    raise
                decode(line, path, number)
                raise FormatError(torn.reason, path=path, line=number) from None
            yield number, record
    if not headed:
        message = "the file is empty: its first line is the header"
        raise FormatError(message, path=path)


def check_header(line: bytes, path: str, number: int) -> None:
    text = decode(line, path, number)
    try:
        found = load_leniently(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        header = json.dumps({"format": FORMAT, "format_version": FORMAT_VERSION})
        message = f"not an attribgraph JSON Lines file: its first line is {header}"
        raise FormatError(message, path=path, line=number)
    refuse_duplicates(text, path, number - 1)
    check_format(found, path, number)
    for key in found:
        if key not in ("format", "format_version"):
            message = f"the header has no field {key!r}"
            raise FormatError(message, path=path, line=number, field=key)


def read_record(line: bytes, path: str, number: int) -> Record:
    """Return the record of a line.

    Raises
    ------
    _TornError
        If the line is not JSON: whether it is the last one, and so was torn, the caller knows.
    FormatError
        If it is not a record.
    """
    head = _HEAD.match(line)
    model = _BY_WORD.get(head[1]) if head else None
    if head and model:
        # as many bytes as there were, so that columns are right
        body = b"{".ljust(head.end()) + line[head.end() :]
    else:
        model, body = _take_apart(line, path, number)
    try:
        record: Record = model.model_validate_json(body)
    except ValidationError as error:
        torn = syntax_error(error, path, number - 1)
        if torn is not None:
            raise _TornError(torn.reason, path=path, line=number) from None
        where = model.record_kind.value
        raise element_error(decode(body, path, number), model, where, path, number - 1) from None
    if not surely_unique(body, keys_in(record)):
        refuse_duplicates(body.decode(), path, number - 1)
    return record


def _take_apart(line: bytes, path: str, number: int) -> tuple[type[Record], bytes]:
    """Return the type and the fields of a line in which "record" is not the first key."""
    try:
        # decoded first: json would guess at other encodings
        text = line.decode()
        found = json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        message = f"not JSON: {error}"
        raise _TornError(message, path=path, line=number) from None
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {error}"
        raise FormatError(message, path=path, line=number) from None
    if not isinstance(found, dict):
        message = "a record is an object"
        raise FormatError(message, path=path, line=number)
    refuse_duplicates(text, path, number - 1)
    word = found.pop("record", None)
    kinds = [kind.value for kind in Kind]
    if not isinstance(word, str) or word not in kinds:
        near = did_you_mean(word, kinds) if isinstance(word, str) else ""
        said = "no kind of record" if word is None else f"the kind {word!r}"
        message = f'it has {said}, where "record" is one of {", ".join(kinds)}{near}'
        raise FormatError(message, path=path, line=number, field="record")
    return RECORD_TYPES[Kind(word)], json.dumps(found).encode()


def _without_dangling(records: list[Record]) -> list[int]:
    """Return the numbers of the records that are left when those with lost ends go."""
    held: dict[str, int] = {}
    for record in records:
        held[record.id] = held.get(record.id, 0) + 1
    users: dict[str, list[int]] = {}
    waiting = []
    for at, record in enumerate(records):
        for target in {each for field in record.references for each in field_ids(record, field)}:
            users.setdefault(target, []).append(at)
            if target not in held:
                waiting.append(at)
    gone: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at in gone:
            continue
        gone.add(at)
        id_ = records[at].id
        held[id_] -= 1
        if not held[id_]:
            waiting.extend(users.get(id_, ()))
    return [at for at in range(len(records)) if at not in gone]


def _torn_error(torn: FormatError) -> FormatError:
    message = f"the last line was torn ({torn.reason}); recover=True reads up to it"
    return FormatError(message, path=torn.path, line=torn.line)


def _warn(torn: FormatError, dropped: list[str]) -> None:
    message = f"{torn}; the line was dropped"
    if dropped:
        shown = ", ".join(map(repr, dropped[:_SHOWN]))
        more = f" and {len(dropped) - _SHOWN} more" if len(dropped) > _SHOWN else ""
        message += f", and with it what referred to what it held: {shown}{more}"
    warnings.warn(message, RecoveryWarning, stacklevel=3)
