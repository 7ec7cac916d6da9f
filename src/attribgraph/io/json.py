"""The canonical format: a graph as one JSON object, without loss.

>>> from attribgraph.graph import AttributionGraph
>>> from attribgraph.model import Actor
>>> text = to_json(AttributionGraph(Actor(name="Kim Jong-un")))
>>> from_json(text) == AttributionGraph(Actor(name="Kim Jong-un"))
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from attribgraph.errors import FormatError, did_you_mean
from attribgraph.io._common import FORMAT, FORMAT_VERSION, TABLES, build, check_format
from attribgraph.io._encode import encode_record
from attribgraph.io._files import after_mark, decode, name_of, read_bytes, write_chunks
from attribgraph.io._json_errors import (
    element_error,
    load_leniently,
    refuse_duplicates,
    syntax_error,
    where_is,
)
from attribgraph.io._json_parts import tables_by_parts
from attribgraph.io._json_places import find, keys_in, line_at, members, surely_unique
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.record import Record

__all__ = ["GraphFile", "from_json", "read_json", "to_json", "write_json"]

_TEXT: Final = "<text>"


class GraphFile(BaseModel):
    """An attribution graph: who said what, according to whom.

    Each table is a list of records. A record refers to others by their ids. Fields that are
    left out have their defaults, some of which follow from other fields.
    """

    model_config = ConfigDict(extra="forbid", title="attribgraph file")

    format: Literal["attribgraph"]
    format_version: Annotated[int, Field(strict=True, ge=FORMAT_VERSION, le=FORMAT_VERSION)]
    actors: list[Actor] = Field(default_factory=list)
    agencies: list[Agency] = Field(default_factory=list)
    documents: list[Document] = Field(default_factory=list)
    claims: list[Claim] = Field(default_factory=list)
    attributions: list[Attribution] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)

    def tables(self) -> dict[str, list[Record]]:
        """Return the records of the tables that the file has."""
        return {name: getattr(self, name) for name in TABLES if name in self.model_fields_set}


def read_json(source: PathOrFile) -> AttributionGraph:
    """Read a graph from a JSON file that `write_json` wrote, or one of that form.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes), of UTF-8 JSON.

    Returns
    -------
    AttributionGraph
        An equal graph, if the library wrote it.

    Raises
    ------
    FormatError
        If the file is not such JSON, or its records do not make a graph. The message names
        the file, the line, the record and the field.
    FormatVersionError
        If a newer version of the format wrote it.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import StringIO
    >>> len(read_json(StringIO('{"format": "attribgraph", "format_version": 1}')))
    0
    """
    return _load(read_bytes(source), name_of(source))


def from_json(text: str | bytes) -> AttributionGraph:
    """Read a graph from JSON text; see `read_json`.

    Parameters
    ----------
    text
        The JSON, as text or as UTF-8.

    Returns
    -------
    AttributionGraph
        An equal graph, if the library wrote it.

    Raises
    ------
    FormatError, FormatVersionError
        As `read_json`.

    Examples
    --------
    >>> from_json(to_json(g)) == g
    True
    """
    if isinstance(text, bytes):
        return _load(text, _TEXT)
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        message = f"half of a surrogate pair: {text[error.start]!r}"
        line = line_at(text, error.start)
        raise FormatError(message, path=_TEXT, line=line) from None
    return _load(data, _TEXT)


def write_json(graph: AttributionGraph, target: PathOrFile) -> None:
    """Write a graph as JSON, without loss: reading it gives an equal graph.

    Each record is on a line of its own: its id and the fields that were given.

    Parameters
    ----------
    graph
        The graph.
    target
        Path (the old file or the whole new one is there at any moment), or open file object
        (text or bytes).

    Raises
    ------
    RecordError
        If a record holds what JSON cannot, such as a number of 5,000 digits.
    OSError
        If the file cannot be written; the old one is as it was.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> write_json(g, file)
    >>> file.getvalue().startswith(b"{")
    True
    """
    write_chunks(target, _chunks(graph))


def to_json(graph: AttributionGraph) -> str:
    """Return a graph as JSON text; see `write_json`.

    Parameters
    ----------
    graph
        The graph.

    Returns
    -------
    str
        One record a line.

    Raises
    ------
    RecordError
        As `write_json`.

    Examples
    --------
    >>> print(to_json(g).splitlines()[1])
    "format": "attribgraph",
    """
    return b"".join(_chunks(graph)).decode()


def _chunks(graph: AttributionGraph) -> Iterator[bytes]:
    yield f'{{\n"format": "{FORMAT}",\n"format_version": {FORMAT_VERSION}'.encode()
    by_type: dict[type[Record], list[Record]] = {model: [] for model in TABLES.values()}
    for record in graph.records():
        by_type[type(record)].append(record)
    for name, model in TABLES.items():
        yield f',\n"{name}": ['.encode()
        before = b"\n"
        for record in by_type[model]:
            yield before + encode_record(record)
            before = b",\n"
        yield b"\n]" if by_type[model] else b"]"
    yield b"\n}\n"


def _load(data: bytes, path: str) -> AttributionGraph:
    data = after_mark(data, path)
    if not data.strip():
        message = "the file is empty"
        raise FormatError(message, path=path)
    with collector_paused():
        tables = tables_by_parts(data)
        if tables is None:
            try:
                tables = GraphFile.model_validate_json(data).tables()
            except ValidationError as error:
                raise _file_error(error, data, path) from None
        sizes = {name: len(table) for name, table in tables.items()}
        records = [each for name in TABLES for each in tables.pop(name, ())]
        # the format, its version and the tables are keys too
        if not surely_unique(data, 2 + len(sizes) + sum(map(keys_in, records))):
            refuse_duplicates(data.decode(), path)
        return build(records, path, lambda number: _record_line(data, sizes, number))


def _record_line(data: bytes, sizes: Mapping[str, int], number: int) -> int | None:
    """Return the line of a record by its number among all of the file's."""
    for name in TABLES:
        size = sizes.get(name, 0)
        if number < size:
            text = data.decode()
            found = find(text, [name, number])
            return line_at(text, found.start) if found else None
        number -= size
    return None


def _file_error(error: ValidationError, data: bytes, path: str) -> FormatError:
    """Return the error for the first thing that is wrong in a file."""
    text = decode(data, path)
    broken = syntax_error(error, path)
    if broken is not None:
        return broken
    if text.lstrip()[0] != "{":
        return FormatError("not an attribgraph file: no JSON object", path=path, line=1)
    head: dict[str, Any] = {}
    line = 1
    for each in members(text, 0):
        if each.key in ("format", "format_version"):
            head[str(each.key)] = load_leniently(text[each.value : each.end])
            line = line_at(text, each.start)
    check_format(head, path, line)
    steps = error.errors(include_url=False, include_input=False)[0]["loc"]
    found = find(text, steps[:2])
    if found is None or len(steps) < 2 or text[found.value] != "{":
        at = line_at(text, found.start) if found else None
        return _table_error(steps[:2], at, path)
    element = text[found.value : found.end]
    line_before = line_at(text, found.value) - 1
    return element_error(element, TABLES[str(steps[0])], where_is(steps[:2]), path, line_before)


def _table_error(steps: tuple[str | int, ...], line: int | None, path: str) -> FormatError:
    """Return the error for a table that is not one of ours, or not a list of objects."""
    where = where_is(steps)
    if len(steps) > 1:
        message = f"{where}: a record is an object"
    elif steps[0] in TABLES:
        message = f"{where}: a table is a list of records"
    else:
        message = f"there is no table {where!r}{did_you_mean(where, TABLES)}"
    return FormatError(message, path=path, line=line, record=where)
