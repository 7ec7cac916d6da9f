"""SQLite files of other programs: opened without writing, checked, read table by table."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import FormatError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

__all__ = ["Tables", "open_tables"]

_MAGIC: Final = b"SQLite format 3\x00"
_LONGEST: Final = 1 << 26
"""Bytes that one value, or one row, may have."""


class Tables:
    """The tables of an open database whose schema was checked."""

    def __init__(self, database: sqlite3.Connection, path: str) -> None:
        self._database = database
        self.path = path

    def pairs(self, table: str, key: str, value: str) -> dict[str, str]:
        """Return a table of settings: text by text, whatever types they were stored as."""
        found = self._database.execute(f"SELECT {key}, {value} FROM {table}")  # noqa: S608 (names of ours)
        return {str(name): str(each) for name, each in found}

    def rows(self, table: str, **columns: type) -> Iterator[tuple[Any, ...]]:
        """Iterate over the rows of a table, the columns typed as asked; a null stays None.

        Raises
        ------
        FormatError
            If a value is of another type; it names the table, the column and the row.
        """
        names = ", ".join(columns)
        kinds = tuple(columns.items())
        found = self._database.execute(f"SELECT {names} FROM {table} ORDER BY ID")  # noqa: S608 (names of ours)
        for row in found:
            for value, (name, kind) in zip(row, kinds, strict=True):
                if value is not None and type(value) is not kind:
                    wanted = {"int": "a whole number", "str": "text"}[kind.__name__]
                    message = f"table {table}, row {row[0]!r}, column {name!r}: not {wanted}"
                    raise FormatError(message, path=self.path, field=name)
            yield row


@contextmanager
def open_tables(
    path: str | os.PathLike[str], schema: Mapping[str, tuple[str, ...]], what: str
) -> Iterator[Tables]:
    """Open a database for reading alone, if it has these columns in these tables.

    Nothing is written, not even beside the file; a file with changes that another program
    has not finished is refused. Views and virtual tables do not pass for tables, so that no
    code of the file's own runs.

    Parameters
    ----------
    path
        The file.
    schema
        Columns that are needed, by table.
    what
        What the file should be, for messages.

    Raises
    ------
    FormatError
        If it is not SQLite, is damaged or unfinished, or has another schema.
    OSError
        If it cannot be opened.
    """
    file = Path(path)
    name = str(file)
    with file.open("rb") as opened:
        start = opened.read(len(_MAGIC))
    if start != _MAGIC:
        message = f"not {what}: it is not an SQLite database"
        raise FormatError(message, path=name)
    for ending in ("-journal", "-wal"):
        beside = file.with_name(file.name + ending)
        if beside.exists() and beside.stat().st_size:
            message = (
                f"{beside.name} beside it holds changes that are not finished: "
                "close the file in the program that has it open"
            )
            raise FormatError(message, path=name)
    try:
        database = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(database):
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
                database.execute(f"PRAGMA {pragma}")
            _check(database, schema, name, what)
            yield Tables(database, name)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # the second where what sqlite3 says of the damage quotes the damage
        message = f"the database is damaged or cannot be read: {error}"
        raise FormatError(message, path=name) from None


def _check(
    database: sqlite3.Connection, schema: Mapping[str, tuple[str, ...]], path: str, what: str
) -> None:
    found = {
        str(name).upper(): str(sql)
        for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type='table'")
    }
    for table, columns in schema.items():
        sql = found.get(table)
        if sql is None or sql.upper().startswith("CREATE VIRTUAL"):
            message = f"not {what}: it has no table {table}"
            raise FormatError(message, path=path)
        has = {str(row[1]).upper() for row in database.execute(f"PRAGMA table_info({table})")}
        lacking = [each for each in columns if each.upper() not in has]
        if lacking:
            message = f"not {what}: table {table} has no column {lacking[0]}"
            raise FormatError(message, path=path, field=lacking[0])
