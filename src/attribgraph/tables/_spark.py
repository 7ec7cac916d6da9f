"""Spark: the same SQL, on whatever a session reaches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from attribgraph.extras import need
from attribgraph.tables._engine import Engine
from attribgraph.tables._schema import arrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["SparkEngine"]

_BATCH = 10_000


class SparkEngine(Engine):
    """A Spark session: local, of a cluster, or of Spark Connect.

    Parameters
    ----------
    session
        The session; left out, the active one, or else a local one.
    """

    name = "Spark"

    def __init__(self, session: Any = None) -> None:
        super().__init__()
        sql = need("pyspark.sql", feature="engine='spark'", extra="spark")
        if session is None:
            session = sql.SparkSession.getActiveSession() or _local(sql)
        self.session = session
        self._errors = _errors()
        self._views: set[str] = set()

    def read(self, name: str, files: Sequence[str]) -> str:
        with self.trouble(self._errors):
            self.session.read.parquet(*files).createOrReplaceTempView(name)
        self._views.add(name)
        return name

    def view(self, name: str, sql: str) -> str:
        with self.trouble(self._errors):
            self.session.sql(sql).createOrReplaceTempView(name)
        self._views.add(name)
        return name

    def keep(self, sql: str) -> str:
        name = self.new_name()
        with self.trouble(self._errors):
            # cut off from the query, so that rounds of joins do not pile up in one plan
            self.session.sql(sql).localCheckpoint().createOrReplaceTempView(name)
        self._views.add(name)
        return name

    def drop(self, names: Iterable[str]) -> None:
        for name in names:
            self._views.discard(name)
            self.session.catalog.dropTempView(name)

    def close(self) -> None:
        self.drop(list(self._views))

    def arrow(self, sql: str) -> Any:
        with self.trouble(self._errors):
            return self.session.sql(sql).toArrow()

    def batches(self, sql: str) -> Iterator[Any]:
        with self.trouble(self._errors):
            rows = self.session.sql(sql).toLocalIterator()
        while True:
            with self.trouble(self._errors):
                batch = [row.asDict(recursive=True) for row in islice(rows, _BATCH)]
            if not batch:
                return
            yield arrow().RecordBatch.from_pylist(batch)

    def native(self, sql: str) -> Any:
        with self.trouble(self._errors):
            return self.session.sql(sql)

    def text(self, value: str) -> str:
        # a dollar sign could start one of Spark's variables, even inside a literal
        safe = value.replace("\\", "\\\\").replace("'", "\\'").replace("$", "\\u0024")
        return f"'{safe}'"

    def explode(self, column: str, value: str, at: str) -> str:
        return f"posexplode({column}) AS ({at}, {value})"

    def explode_all(self, column: str, value: str, at: str) -> str:
        whole = f"CASE WHEN size({column}) = 0 THEN array(CAST(NULL AS STRING)) ELSE {column} END"
        return f"posexplode({whole}) AS ({at}, {value})"

    def size(self, column: str) -> str:
        return f"size({column})"

    def first(self, column: str) -> str:
        return f"get({column}, 0)"

    def no_texts(self) -> str:
        return "CAST(array() AS ARRAY<STRING>)"

    def in_order(self, value: str, *by: str) -> str:
        listed = f"array_sort(collect_list(struct({', '.join(by)}, {value} AS kept)))"
        return f"transform({listed}, each -> each.kept)"

    def overlap(self, column: str, values: Sequence[str]) -> str:
        if len(values) == 1:
            return f"array_contains({column}, {values[0]})"
        return f"arrays_overlap({column}, array({', '.join(values)}))"


def _local(sql: Any) -> Any:
    return (
        sql.SparkSession.builder.master("local[*]")
        .appName("attribgraph")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )


def _errors() -> tuple[type[Exception], ...]:
    errors = need("pyspark.errors", feature="engine='spark'", extra="spark")
    kinds: tuple[type[Exception], ...] = (errors.PySparkException,)
    try:
        from py4j.protocol import Py4JError
    except ImportError:  # a client of Spark Connect has no Java
        return kinds
    return (*kinds, Py4JError)
