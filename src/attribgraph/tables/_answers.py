"""Tables that answer: what an analysis of a data set returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.extras import need

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attribgraph.tables._store import TableStore

__all__ = ["TableAnswer", "framed"]


class TableAnswer:
    """The answer of an analysis, in the engine until it is asked for.

    Attributes
    ----------
    columns
        Names of its columns.
    """

    def __init__(self, store: TableStore, sql: str, columns: Sequence[str], order: str) -> None:
        self._store = store
        self._sql = sql
        self._order = order
        self.columns = tuple(columns)

    @property
    def _ordered(self) -> str:
        listed = ", ".join(self.columns)
        return f"SELECT {listed} FROM ({self._sql}) AS answer ORDER BY {self._order}"

    def __len__(self) -> int:
        return self._store.engine.number(f"SELECT count(*) FROM ({self._sql}) AS answer")

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Iterate over the lines, each a dict, in order."""
        for batch in self._store.engine.batches(self._ordered):
            yield from batch.to_pylist()

    def top(self, column: str, number: int = 10) -> list[dict[str, Any]]:
        """Return the lines with the most in a column, the most first; equal ones in order.

        Raises
        ------
        UnknownValueError
            If it is not one of `columns`.
        """
        if column not in self.columns:
            message = (
                f"there is no column {column!r}{did_you_mean(str(column), self.columns)}; "
                f"the columns are {', '.join(self.columns)}"
            )
            raise UnknownValueError(message, field=str(column))
        listed = ", ".join(self.columns)
        sql = (
            f"SELECT {listed} FROM ({self._sql}) AS answer "
            f"ORDER BY {column} DESC, {self._order} LIMIT {int(number)}"
        )
        found: list[dict[str, Any]] = self._store.engine.arrow(sql).to_pylist()
        return found

    def to_arrow(self) -> Any:
        """Return a pyarrow table, in order."""
        return self._store.engine.arrow(self._ordered)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return a frame of pandas, polars or pyarrow, in order.

        Raises
        ------
        MissingExtraError
            If it is not installed.
        """
        return framed(self.to_arrow(), backend)

    def lazy(self) -> Any:
        """Return a narwhals LazyFrame over the engine's own object, to go on in the engine."""
        narwhals = need("narwhals", feature="lazy()", extra="tables")
        listed = ", ".join(self.columns)
        native = self._store.engine.native(f"SELECT {listed} FROM ({self._sql}) AS answer")
        return narwhals.from_native(native)

    def __repr__(self) -> str:
        return f"{len(self)} lines in {self._store.engine.name}: {', '.join(self.columns)}"


def framed(table: Any, backend: str) -> Any:
    """Return an Arrow table as a frame."""
    if backend not in {"pandas", "polars", "pyarrow"}:
        message = f"a frame is of pandas, polars or pyarrow, not {backend!r}"
        raise UnknownValueError(message)
    need(backend, feature="to_frame()", extra="pandas" if backend == "pandas" else "tables")
    narwhals = need("narwhals", feature="to_frame()", extra="tables")
    return narwhals.from_arrow(
        narwhals.from_native(table, eager_only=True), backend=backend
    ).to_native()
