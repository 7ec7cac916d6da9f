"""Blocks of JSON Lines to raw parts: what is plainly a record at once, the rest line by line.

Lines that `QuickReader` leaves over, and so all that are wrong, are read as `read_jsonl` reads
them, which says what is wrong. So both give the same records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attribgraph.errors import FormatError, RecordError
from attribgraph.io.jsonl import read_record
from attribgraph.tables._schema import rows_of
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from attribgraph.record import Record
    from attribgraph.tables._build import Builder
    from attribgraph.tables._quick import QuickReader

__all__ = ["BadLine", "Block", "read_block"]


class BadLine(NamedTuple):
    """A line that is no record of the data set.

    Attributes
    ----------
    line
        Its number, from 1.
    reason
        What is wrong with it.
    """

    line: int
    reason: str


class Block(NamedTuple):
    """Whole lines of a file.

    Attributes
    ----------
    nth
        Number of the block, from 0.
    text
        The lines; blank ones are passed over.
    first
        Number of the first of them.
    lines, size
        How many lines and bytes of the file it stands for, the header included.
    """

    nth: int
    text: bytes
    first: int
    lines: int
    size: int


def read_block(builder: Builder, reader: QuickReader, block: Block, path: str) -> list[BadLine]:
    """Put the records of some lines down as raw parts.

    Parameters
    ----------
    builder
        Takes the parts.
    reader
        Reads what is plain.
    block
        The lines.
    path
        The file, for messages.

    Returns
    -------
    list of BadLine
        Lines that are no records.
    """
    tables, left = reader.read(block.text, block.first)
    for kind, rows in tables.items():
        builder.part(kind, f"chunk-{block.nth:06}-quick", rows)
    bad: list[BadLine] = []
    found: dict[Kind, list[tuple[int, Record]]] = {kind: [] for kind in Kind}
    for number, line in left:
        if not line.strip():
            continue
        try:
            record = read_record(line.rstrip(b"\r\n"), path, number)
        except FormatError as error:
            bad.append(BadLine(number, error.reason))
        else:
            found[record.record_kind].append((number, record))
    for kind, numbered in found.items():
        fitting = _that_fit(kind, numbered, bad)
        if fitting is not None:
            builder.part(kind, f"chunk-{block.nth:06}-slow", fitting)
    return bad


def _that_fit(kind: Kind, numbered: list[tuple[int, Record]], bad: list[BadLine]) -> Any:
    """Return the records that fit into a table as one; None if there are none."""
    if not numbered:
        return None
    numbers, records = zip(*numbered, strict=True)
    try:
        return rows_of(kind, records, numbers)
    except RecordError:
        fitting = []
        for number, record in numbered:
            try:
                rows_of(kind, [record], [number])
            except RecordError as error:
                bad.append(BadLine(number, error.message))
            else:
                fitting.append((number, record))
        return _that_fit(kind, fitting, bad)
