"""Graphs to tables: `write_tables`."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from attribgraph.extras import need
from attribgraph.tables._build import Builder, clear_leftovers, new_data, replace_data
from attribgraph.tables._schema import TABLES, rows_of

if TYPE_CHECKING:
    import os

    from attribgraph.graph import AttributionGraph

__all__ = ["write_tables"]

_BATCH = 50_000


def write_tables(
    g: AttributionGraph, folder: str | os.PathLike[str], *, memory_limit: str | None = None
) -> None:
    """Write a graph as a data set of Parquet tables, one for each kind of record.

    Parameters
    ----------
    g
        The graph.
    folder
        Where to; made if it is not there. A data set in it is replaced, in one step: until
        then it is the old one.
    memory_limit
        How much memory DuckDB may use, such as ``"2GB"``.

    Raises
    ------
    RecordError
        If a record holds a number beyond 64 bits in an excerpt.
    MissingExtraError
        Without the extra ``tables``.
    OSError
        If the folder cannot be written.

    Notes
    -----
    Attributions are parted by the year of ``said_at`` and, within a year, in the order of
    their content. What follows from other records (whether a row stands, who relays it, which
    documents hold it) is worked out here, once. Costs grow with the records.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_tables(g, folder)
    ...     len(ag.read_tables(folder))
    33
    """
    need("duckdb", feature="write_tables()", extra="tables")
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    data = new_data(home)
    staging = data / "staging"
    builder = Builder(staging, memory_limit)
    try:
        store = g._store  # noqa: SLF001 (a writer reads the storage)
        for kind in TABLES:
            records = iter(store.tables[kind].values())
            part = 0
            while batch := list(islice(records, _BATCH)):
                places = [store.place(each.id) for each in batch]
                builder.part(kind, f"part-{part:06}", rows_of(kind, batch, places))
                part += 1
        builder.open_parts()
        counts = builder.counts()
        builder.derive()
        builder.finish(data)
        builder.close()
        shutil.rmtree(staging)
        replace_data(home, data, counts)
    finally:
        builder.close()
        clear_leftovers(home)
