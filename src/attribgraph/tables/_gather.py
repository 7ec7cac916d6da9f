"""A part of a data set as a graph in memory, with all that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.tables._schema import TABLES
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.record import Record
    from attribgraph.tables._store import TableStore

__all__ = ["gather"]


def gather(store: TableStore, rows: str, limit: int) -> AttributionGraph:
    """Return a graph of rows, all that they refer to, every row about them, and links between.

    Parameters
    ----------
    store
        The data set.
    rows
        A query for the rows.
    limit
        The most rows of it that may come.

    Raises
    ------
    UnknownValueError
        If there are more.
    """
    engine, tables = store.engine, store.tables
    kept = []

    def keep(sql: str) -> str:
        kept.append(engine.keep(sql))
        return kept[-1]

    try:
        new = keep(f"SELECT id, content FROM ({rows}) AS r")
        count = engine.number(f"SELECT count(*) FROM {new}")
        if count > limit:
            message = f"there are {count:,} rows, more than limit={limit:,}: narrow them further"
            raise UnknownValueError(message)
        rounds = []
        all_rows = tables["attributions"]
        while count:
            rounds.append(new)
            so_far = " UNION ALL ".join(f"SELECT id FROM {each}" for each in rounds)
            new = keep(
                "SELECT DISTINCT id, content FROM ("
                f"SELECT a.id, a.content FROM {all_rows} AS a JOIN {new} AS n ON a.content = n.id "
                f"UNION ALL SELECT a.id, a.content FROM {all_rows} AS a JOIN {new} AS n "
                f"ON a.id = n.content) AS beside WHERE id NOT IN ({so_far})"
            )
            count = engine.number(f"SELECT count(*) FROM {new}")
        found = [new, *rounds]
        listed = " UNION ALL ".join(f"SELECT id FROM {each}" for each in found)
        row_ids = keep(f"SELECT DISTINCT id FROM ({listed}) AS ids")
        ids = keep(_referred(store, row_ids))
        more = keep(_second(store, ids))
        known = keep(
            f"SELECT DISTINCT id FROM (SELECT id FROM {row_ids} UNION ALL SELECT id FROM {ids} "
            f"UNION ALL SELECT id FROM {more}) AS ids WHERE id IS NOT NULL"
        )
        while True:  # a link brings its document and publisher, which others may join
            size = engine.number(f"SELECT count(*) FROM {known}")
            known = keep(_linked(store, known))
            if engine.number(f"SELECT count(*) FROM {known}") == size:
                break
        return AttributionGraph(list(_records(store, known)))
    finally:
        engine.drop(kept)


def _referred(store: TableStore, rows: str) -> str:
    """Return a query for the ids that rows refer to."""
    lists = [
        f"SELECT id FROM (SELECT {store.engine.explode(f'a.{column}', 'id', 'nth')} FROM mine AS a)"
        f" AS {column}"
        for column in ("sources", "on_behalf_of", "addressees")
    ]
    return (
        f"WITH mine AS (SELECT a.* FROM {store.tables['attributions']} AS a "
        f"JOIN {rows} AS r ON a.id = r.id) SELECT DISTINCT id FROM ({' UNION ALL '.join(lists)} "
        "UNION ALL SELECT content AS id FROM mine UNION ALL SELECT document AS id FROM mine) AS ids"
        " WHERE id IS NOT NULL"
    )


def _second(store: TableStore, ids: str) -> str:
    """Return a query for the ids that claims and documents among the ids refer to."""
    tables = store.tables
    about = store.engine.explode("c.about", "id", "nth")
    return (
        f"SELECT id FROM (SELECT {about} FROM {tables['claims']} AS c JOIN {ids} AS i "
        f"ON c.id = i.id) AS told UNION ALL SELECT d.publisher AS id FROM {tables['documents']} "
        f"AS d JOIN {ids} AS i ON d.id = i.id"
    )


def _linked(store: TableStore, known: str) -> str:
    """Return a query for what is known, and the links between it with what those refer to."""
    tables = store.tables
    between = (
        f"SELECT l.id, l.document FROM {tables['links']} AS l JOIN {known} AS s "
        f"ON l.subject = s.id JOIN {known} AS o ON l.object = o.id"
    )
    return (
        f"WITH between AS ({between}) SELECT DISTINCT id FROM (SELECT id FROM {known} UNION ALL "
        "SELECT id FROM between UNION ALL SELECT document AS id FROM between UNION ALL "
        f"SELECT d.publisher AS id FROM {tables['documents']} AS d JOIN between AS b "
        "ON d.id = b.document) AS ids WHERE id IS NOT NULL"
    )


def _records(store: TableStore, known: str) -> Iterator[Record]:
    for kind in Kind:
        table = store.tables[TABLES[kind]]
        sql = f"SELECT n.* FROM {table} AS n JOIN {known} AS k ON n.id = k.id ORDER BY n.position"
        yield from store.records(kind, sql)
