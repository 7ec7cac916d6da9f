"""A database of the shape that Discourse Network Analyzer 3 writes, made for tests."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from pathlib import Path

SCHEMA = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title, Text, Coder, Author, Source, Section,
    Notes, Type, Date);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable, DataType, StatementTypeId);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId, DocumentId, Start, Stop, Coder);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId, Value, ChildOf);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId, VariableId, Value);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId, VariableId, Value);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId, VariableId, Entity);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId, VariableId, Value);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId, AttributeVariable);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId, AttributeVariableId,
    AttributeValue);
"""

ROWS: dict[str, list[tuple[Any, ...]]] = {
    "SETTINGS": [("version", "3.0.7"), ("date", "2024-01-01")],
    "CODERS": [(1, "Admin", "x"), (2, "Ines", "y")],
    # the fish is one code point and two units of UTF-16: offsets behind it differ
    "DOCUMENTS": [
        (1, "Dock wages", "🐟 Wages must rise", 2, "A. Bell", "Echo", "", "n.b.", "", 1704067200),
        (2, "", "No.", 2, "", "", "News", "", "column", 1704153661),
    ],
    "STATEMENTTYPES": [(1, "DNA Statement"), (2, "Annotation")],
    "VARIABLES": [
        (1, "person", "short text", 1),
        (2, "organization", "short text", 1),
        (3, "concept", "short text", 1),
        (4, "agreement", "boolean", 1),
        (5, "strength", "integer", 1),
        (6, "quote", "long text", 1),
        (7, "topic", "short text", 1),
        (8, "note", "long text", 2),
    ],
    "STATEMENTS": [
        (1, 1, 1, 3, 18, 2),
        (2, 1, 2, 0, 2, 2),
        (3, 1, 1, 0, 2, None),
        (4, 2, 1, 0, 2, 1),
    ],
    "ENTITIES": [
        (1, 1, "", None),
        (2, 1, "Mara Quist", None),
        (3, 2, "Dockers' Union", None),
        (4, 2, "Harbour Ltd", 3),
        (5, 3, "Wages must rise", None),
        (6, 7, "pay", None),
        (7, 2, "", None),
        (8, 3, "Nobody used this", None),
    ],
    "DATASHORTTEXT": [
        (1, 1, 1, 2),
        (2, 1, 2, 3),
        (3, 1, 3, 5),
        (4, 1, 7, 6),
        (5, 2, 1, 1),
        (6, 2, 2, 4),
        (7, 2, 3, 5),
        (8, 3, 1, 1),
        (9, 3, 2, 7),
        (10, 3, 3, 5),
    ],
    "DATABOOLEAN": [(1, 1, 4, 1), (2, 2, 4, 0), (3, 3, 4, 1)],
    "DATAINTEGER": [(1, 1, 5, 3), (2, 2, 5, -2), (3, 3, 5, 0)],
    "DATALONGTEXT": [(1, 1, 6, "we want more"), (2, 4, 8, "look again")],
    "ATTRIBUTEVARIABLES": [(1, 2, "Type"), (2, 2, "Alias"), (3, 2, "Notes"), (4, 3, "Type")],
    "ATTRIBUTEVALUES": [
        (1, 4, 1, "Business"),
        (2, 3, 2, "DU"),
        (3, 3, 3, "since 1901"),
        (4, 5, 4, "demands"),
        (5, 3, 1, "Union"),
    ],
}


def write(path: Path, *statements: str) -> Path:
    """Write the database, then do to it what the SQL statements say."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        for table, rows in ROWS.items():
            marks = ", ".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 (ours)
        for each in statements:
            database.execute(each)
        database.commit()
    return path


def damaged(dice: random.Random, path: Path) -> None:
    """Change a value of the database to one that has no business there."""
    table = dice.choice(list(ROWS))
    with closing(sqlite3.connect(path)) as database:
        columns = [str(row[1]) for row in database.execute(f"PRAGMA table_info({table})")]
        column = dice.choice(columns[1:])
        value = dice.choice(
            (None, -1, 0, 2, 99, 1 << 62, 0.5, "", "\0", "x" * 99, "\u202e", b"\xff", "1")
        )
        database.execute(
            f"UPDATE {table} SET {column} = ? WHERE rowid = ?",  # noqa: S608 (names of ours)
            (value, dice.randint(1, 4)),
        )
        database.commit()
