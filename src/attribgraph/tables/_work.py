"""Intermediate tables in the engine: what an analysis works with, named and then forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attribgraph.tables._engine import Engine
    from attribgraph.tables._store import TableStore

__all__ = ["Work"]


class Work:
    """Intermediate tables in the engine, by name, forgotten at the end."""

    def __init__(self, store: TableStore) -> None:
        self.store = store
        self.engine: Engine = store.engine
        self.names = dict(store.tables)
        self.kept: list[str] = []

    def sql(self, text: str) -> str:
        """Return SQL with the names of tables filled in."""
        for name, table in self.names.items():
            text = text.replace(f"{{{name}}}", table)
        return text

    def make(self, name: str, text: str) -> str:
        """Keep the answer of a query as a table of a name."""
        return self.put(name, self.sql(text))

    def put(self, name: str, sql: str) -> str:
        """Keep the answer of a query that is to be taken as it stands: it holds ids."""
        table = self.engine.keep(sql)
        self.kept.append(table)
        self.names[name] = table
        return table

    def number(self, text: str) -> int:
        """Run a query for one number."""
        return self.engine.number(self.sql(text))

    def forget(self) -> None:
        """Drop the tables."""
        self.engine.drop(self.kept)
        self.kept.clear()

    def listed(self, name: str, source: str, value: str, by: str = "nth") -> None:
        """Make a table of the distinct values of each claim, as a list in order."""
        listed = self.engine.in_order(value, "nth", value)
        self.make(
            name,
            f"SELECT claim, {listed} AS listed FROM (SELECT claim, {value}, min({by}) AS nth "
            f"FROM ({source}) AS told WHERE {value} IS NOT NULL GROUP BY claim, {value}) AS ones "
            "GROUP BY claim",
        )
