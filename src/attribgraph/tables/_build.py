"""Writing a data set: aside, part by part, then put in place in one step."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import zlib
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from attribgraph.extras import need
from attribgraph.io._files import write_chunks
from attribgraph.tables._derive import derive, final_query
from attribgraph.tables._raw import NO_YEAR, filled, quoted, write_part
from attribgraph.tables._schema import (
    DERIVED_COLUMNS,
    FORMAT,
    FORMAT_VERSION,
    TABLES,
    arrow_schema,
)
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["MANIFEST", "Builder", "checksum", "clear_leftovers", "replace_data"]

MANIFEST: Final = "attribgraph-tables.json"
_DATA: Final = re.compile(r"data-[0-9a-f]{16}")
_ROW_GROUP: Final = 40_960


class Builder:
    """Takes raw rows, works out what follows from them, and writes the finished tables.

    Parameters
    ----------
    staging
        A folder for what is not finished; parts that are in it count.
    memory_limit
        How much memory DuckDB may use, such as ``"2GB"``; None for its own default.

    Attributes
    ----------
    held
        For each kind, the columns that say something in its parts.
    """

    def __init__(self, staging: Path, memory_limit: str | None = None) -> None:
        duckdb = need("duckdb", feature="writing tables", extra="tables")
        self.staging = staging
        staging.mkdir(parents=True, exist_ok=True)
        self.session = duckdb.connect()
        self.run: Callable[[str], Any] = self.session.execute
        spill = staging / "spill"
        self.run(f"SET temp_directory = {quoted(spill)}")
        if memory_limit is not None:
            self.run(f"SET memory_limit = {quoted(memory_limit)}")
        self.run("SET preserve_insertion_order = false")
        self.run("SET enable_progress_bar = false")
        self.run("SET parquet_metadata_cache = true")
        self._lock = Lock()
        self.held: dict[Kind, frozenset[str]] = {kind: frozenset() for kind in Kind}
        self._left_out: set[int] = set()
        self._without = ""
        self._beyond = False

    def close(self) -> None:
        """Let go of the engine."""
        self.session.close()

    def part(self, kind: Kind, name: str, table: Any) -> None:
        """Put raw rows down as a part; one of the same name is written over.

        Parameters
        ----------
        kind
            Their kind.
        name
            Name of the part.
        table
            An Arrow table of the stored columns; those that are all null may be left out.
        """
        says = write_part(self.staging / TABLES[kind], kind, name, table)
        with self._lock:
            self.held[kind] |= says

    def open_parts(self) -> None:
        """Make the parts the raw tables."""
        for kind, table in TABLES.items():
            files = sorted(self.staging.glob(f"{table}/**/*.parquet"))
            if files:
                source = _reading(files)
            else:
                self.session.register(f"no_{table}", arrow_schema(kind).empty_table())
                source = f"no_{table}"
            columns = ", ".join(f'{sql} AS "{name}"' for name, sql in filled(kind, self.held[kind]))
            self.run(f"CREATE OR REPLACE TEMP VIEW all_{table} AS SELECT {columns} FROM {source}")
            self._open(table)
        self.run(
            "CREATE OR REPLACE TEMP VIEW raw_sources AS "
            "SELECT id, naming, kind, 'actor' AS record_kind FROM raw_actors UNION ALL "
            "SELECT id, naming, kind, 'agency' FROM raw_agencies"
        )

    def _open(self, table: str) -> None:
        self.run(
            f"CREATE OR REPLACE TEMP VIEW raw_{table} AS SELECT * FROM all_{table}{self._without}"
        )

    def leave_out(self, positions: Iterable[int]) -> None:
        """Take the records at some positions out of the raw tables."""
        self._left_out.update(positions)
        table = self.session.from_arrow(_numbers(self._left_out))
        table.create_view("out_read", replace=True)
        self.run("CREATE OR REPLACE TEMP TABLE left_out AS SELECT * FROM out_read")
        self._beyond = False
        self._without = " ANTI JOIN left_out USING (position)"
        for name in TABLES.values():
            self._open(name)

    def line_of(self, row: str) -> int:
        """Return the position of an attribution."""
        sql = f"SELECT position FROM raw_attributions WHERE id = {quoted(row)}"
        return int(self.run(sql).fetchall()[0][0])

    def set_beyond(self) -> None:
        """Make a table of the rows whose content is no claim, if there is none."""
        if not self._beyond:
            self.run(
                "CREATE OR REPLACE TEMP TABLE beyond AS SELECT position, id, content, act, "
                "grade_scale FROM raw_attributions ANTI JOIN raw_claims AS c ON content = c.id"
            )
            self._beyond = True

    def derive(self) -> None:
        """Work out what follows from other records.

        Raises
        ------
        ContentCycleError
            If a row is, through its content, about itself.
        """
        self.set_beyond()
        derive(self.run)

    def finish(self, target: Path) -> None:
        """Write the finished tables into a folder."""
        target.mkdir(parents=True, exist_ok=True)
        for kind, table in TABLES.items():
            if kind is not Kind.ATTRIBUTION:
                order = "position" if kind is Kind.LINK else "id"
                self._write(
                    f"SELECT * FROM raw_{table} ORDER BY {order}",
                    target / table / "part-0.parquet",
                )
        held = self.held[Kind.ATTRIBUTION]
        for year, parts in self._years().items():
            source = (
                f"(SELECT * FROM {_reading(parts)}{self._without})"
                if parts
                else "(SELECT * FROM no_attributions)"
            )
            self._write(
                final_query(source, held),
                target / "attributions" / f"year={year}" / "part-0.parquet",
            )

    def _years(self) -> dict[str, list[Path]]:
        years: dict[str, list[Path]] = {}
        for path in sorted(self.staging.glob("attributions/year=*/*.parquet")):
            years.setdefault(path.parent.name.removeprefix("year="), []).append(path)
        return years or {NO_YEAR: []}

    def _write(self, sql: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("SET preserve_insertion_order = true")  # so that the order is the file's
        self.run(
            f"COPY ({sql}) TO {quoted(path)} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )
        self.run("SET preserve_insertion_order = false")

    def counts(self) -> dict[str, int]:
        """Return how many records each table has."""
        return {
            table: self.run(f"SELECT count(*) FROM raw_{table}").fetchall()[0][0]
            for table in TABLES.values()
        }


def _numbers(positions: Iterable[int]) -> Any:
    pa = need("pyarrow", feature="writing tables", extra="tables")
    return pa.table({"position": pa.array(sorted(positions), pa.int64())})


def _reading(files: Iterable[Path]) -> str:
    return f"read_parquet([{', '.join(map(quoted, files))}], hive_partitioning=false)"


def checksum(path: Path) -> int:
    """Return the CRC-32 of a file."""
    crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc = zlib.crc32(block, crc)
    return crc


def new_data(folder: Path) -> Path:
    """Return a path in the folder for tables that are being written."""
    return folder / f"data-{secrets.token_hex(8)}"


def replace_data(folder: Path, data: Path, counts: dict[str, int]) -> None:
    """Make finished tables the data set, in one step, and remove what they replace."""
    files = sorted(data.rglob("*.parquet"))
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    manifest = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "data": data.name,
        "records": counts,
        "derived": list(DERIVED_COLUMNS),
        "files": {
            path.relative_to(data).as_posix(): {
                "bytes": path.stat().st_size,
                "crc32": checksum(path),
            }
            for path in files
        },
    }
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    write_chunks(folder / MANIFEST, [text.encode()])


def clear_leftovers(folder: Path) -> None:
    """Remove tables that the manifest does not name: replaced, or left by a stopped writer."""
    try:
        named = json.loads((folder / MANIFEST).read_bytes())["data"]
    except (OSError, ValueError, LookupError, TypeError):
        named = None
    for path in folder.iterdir():
        if _DATA.fullmatch(path.name) and path.name != named:
            shutil.rmtree(path, ignore_errors=True)
