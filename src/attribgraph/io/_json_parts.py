"""A file as `write_json` lays it out, read a part at a time: it takes half of the memory.

Read at once, all of its JSON would be in memory in a third form, beside the text and the
records: 1.3 GB for a million attributions. Parts that are lists by themselves make the same
list when they are put together. Whatever does not come apart so is left to the whole reader,
which also says what is wrong.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from attribgraph.io._common import FORMAT, FORMAT_VERSION, TABLES

if TYPE_CHECKING:
    from attribgraph.record import Record

__all__ = ["tables_by_parts"]

_PART: Final = 1 << 18
_HEAD: Final = f'{{\n"format": "{FORMAT}",\n"format_version": {FORMAT_VERSION}'.encode()
_TABLE: Final = re.compile(rb',\n"([a-z]+)": \[(\]|\n)')
_TABLE_END: Final = b"\n]"
_END: Final = re.compile(rb"\n\}[ \t\r\n]*")


def tables_by_parts(data: bytes) -> dict[str, list[Record]] | None:
    """Return the records of each table, or None if the text is not laid out so.

    Parameters
    ----------
    data
        The whole text.
    """
    if not data.startswith(_HEAD):
        return None
    tables: dict[str, list[Record]] = {}
    at = len(_HEAD)
    while opening := _TABLE.match(data, at):
        name = opening[1].decode()
        if name not in TABLES or name in tables:
            return None
        tables[name] = []
        at = opening.end()
        if opening[2] == b"]":
            continue
        end = data.find(_TABLE_END, at)
        if end < 0 or not _read_table(data, at, end, name, tables[name]):
            return None
        at = end + len(_TABLE_END)
    return tables if _END.fullmatch(data, at) else None


def _read_table(data: bytes, at: int, end: int, name: str, records: list[Record]) -> bool:
    """Read a table's records into a list; return whether that could be done."""
    read = _reader(name).validate_json
    while at < end:
        cut = data.find(b",\n", at + _PART, end)
        stop = end if cut < 0 else cut
        try:
            part = read(b"[" + data[at:stop] + b"]")
        except ValidationError:
            return False
        if not part:
            # a comma with nothing beside it
            return False
        records += part
        at = stop + 2
    return True


@cache
def _reader(name: str) -> TypeAdapter[list[Any]]:
    model: Any = TABLES[name]
    return TypeAdapter(list[model])
