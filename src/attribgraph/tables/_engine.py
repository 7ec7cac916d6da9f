"""Engines that answer SQL over a data set: what is asked of one, and DuckDB."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attribgraph.errors import AttribGraphError, FormatError
from attribgraph.extras import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["DuckDBEngine", "Engine"]


class Engine(ABC):
    """Runs SQL. What engines write differently has a method; the rest is common SQL."""

    name: str
    damaged: Callable[[Exception], FormatError | None]
    """Looks for the file behind an error, where a file may be to blame."""

    def __init__(self) -> None:
        self.damaged = lambda _: None

    # -- running ------------------------------------------------------------------------

    @abstractmethod
    def read(self, name: str, files: Sequence[str]) -> str:
        """Make the Parquet files a view, and return what SQL calls it."""

    @abstractmethod
    def view(self, name: str, sql: str) -> str:
        """Make a query a view, and return what SQL calls it."""

    @abstractmethod
    def keep(self, sql: str) -> str:
        """Run a query, keep its answer in the engine, and return the name it goes by."""

    @abstractmethod
    def drop(self, names: Iterable[str]) -> None:
        """Forget what was kept."""

    @abstractmethod
    def close(self) -> None:
        """Forget everything of this data set."""

    @abstractmethod
    def arrow(self, sql: str) -> Any:
        """Run a query and return all of its answer as an Arrow table."""

    @abstractmethod
    def batches(self, sql: str) -> Iterator[Any]:
        """Run a query and iterate over its answer in Arrow batches."""

    @abstractmethod
    def native(self, sql: str) -> Any:
        """Return a query as the engine's own lazy object."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query with a small answer and return its rows."""
        table = self.arrow(sql)
        return list(zip(*(column.to_pylist() for column in table.columns), strict=True))

    def number(self, sql: str) -> int:
        """Run a query for one number."""
        return int(self.rows(sql)[0][0])

    @contextmanager
    def trouble(self, kinds: tuple[type[Exception], ...]) -> Iterator[None]:
        """Turn what the engine raises into an error of ours, naming a damaged file."""
        try:
            yield
        except kinds as error:
            found = self.damaged(error)
            if found is not None:
                raise found from None
            lines = str(error).strip().splitlines()
            message = f"{self.name} could not answer: {lines[0] if lines else error!r}"
            raise AttribGraphError(message) from error

    @staticmethod
    def new_name() -> str:
        """Return a name that nothing has."""
        return f"ag_{secrets.token_hex(6)}"

    # -- writing SQL --------------------------------------------------------------------

    @abstractmethod
    def text(self, value: str) -> str:
        """Return a literal."""

    @abstractmethod
    def explode(self, column: str, value: str, at: str) -> str:
        """Return the columns, for a SELECT, of a list's values, each with its position."""

    @abstractmethod
    def explode_all(self, column: str, value: str, at: str) -> str:
        """Return the same, and of an empty list NULL at 0."""

    @abstractmethod
    def size(self, column: str) -> str:
        """Return how many values a list holds."""

    @abstractmethod
    def first(self, column: str) -> str:
        """Return the first value of a list, or NULL."""

    @abstractmethod
    def no_texts(self) -> str:
        """Return an empty list of texts."""

    @abstractmethod
    def in_order(self, value: str, *by: str) -> str:
        """Return the aggregate of the values as a list, ordered."""

    @abstractmethod
    def overlap(self, column: str, values: Sequence[str]) -> str:
        """Return whether a list holds one of the literals."""


class DuckDBEngine(Engine):
    """DuckDB: embedded, one machine, spills to disk."""

    name = "DuckDB"

    def __init__(self, session: Any = None, memory_limit: str | None = None) -> None:
        super().__init__()
        duckdb = need("duckdb", feature="tables", extra="tables")
        self.session = duckdb.connect() if session is None else session
        self._errors = (
            duckdb.Error,
            need("pyarrow", feature="tables", extra="tables").ArrowException,
        )
        # in a catalogue of its own, nothing of the caller's is touched, and cursors share it
        self._catalogue = self.new_name()
        self._run(f"ATTACH ':memory:' AS {self._catalogue}")
        if session is None:
            self._run("SET parquet_metadata_cache = true")
            self._run("SET preserve_insertion_order = false")
        if memory_limit is not None:
            self._run(f"SET memory_limit = {self.text(memory_limit)}")

    def _run(self, sql: str) -> Any:
        with self.trouble(self._errors):
            return self.session.execute(sql)

    def read(self, name: str, files: Sequence[str]) -> str:
        listed = ", ".join(map(self.text, files))
        return self.view(name, f"SELECT * FROM read_parquet([{listed}], hive_partitioning = false)")

    def view(self, name: str, sql: str) -> str:
        full = f"{self._catalogue}.{name}"
        self._run(f"CREATE OR REPLACE VIEW {full} AS {sql}")
        return full

    def keep(self, sql: str) -> str:
        name = f"{self._catalogue}.{self.new_name()}"
        self._run(f"CREATE TABLE {name} AS {sql}")
        return name

    def drop(self, names: Iterable[str]) -> None:
        for name in names:
            self._run(f"DROP TABLE IF EXISTS {name}")

    def close(self) -> None:
        self._run(f"DETACH {self._catalogue}")

    def arrow(self, sql: str) -> Any:
        with self.trouble(self._errors):
            return self.session.sql(sql).to_arrow_table()

    def batches(self, sql: str) -> Iterator[Any]:
        with self.trouble(self._errors):
            # on a cursor of its own, so that other queries may run meanwhile
            reader = self.session.cursor().sql(sql).to_arrow_reader(50_000)
        while True:
            with self.trouble(self._errors):
                batch = next(reader, None)
            if batch is None:
                return
            yield batch

    def native(self, sql: str) -> Any:
        with self.trouble(self._errors):
            return self.session.sql(sql)

    def text(self, value: str) -> str:
        return "'" + value.replace("'", "''") + "'"

    def explode(self, column: str, value: str, at: str) -> str:
        return f"unnest({column}) AS {value}, generate_subscripts({column}, 1) - 1 AS {at}"

    def explode_all(self, column: str, value: str, at: str) -> str:
        # the shorter list goes on as NULL; most have one value, for which no range is made
        places = (
            f"CASE WHEN len({column}) < 2 THEN [CAST(0 AS BIGINT)] ELSE range(len({column})) END"
        )
        return f"unnest({column}) AS {value}, unnest({places}) AS {at}"

    def size(self, column: str) -> str:
        return f"len({column})"

    def first(self, column: str) -> str:
        return f"({column})[1]"

    def no_texts(self) -> str:
        return "CAST([] AS VARCHAR[])"

    def in_order(self, value: str, *by: str) -> str:
        return f"list({value} ORDER BY {', '.join(by)})"

    def overlap(self, column: str, values: Sequence[str]) -> str:
        if len(values) == 1:
            return f"list_contains({column}, {values[0]})"
        return f"list_has_any({column}, [{', '.join(values)}])"
