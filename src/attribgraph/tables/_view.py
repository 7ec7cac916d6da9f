"""Rows and nodes of a data set: narrowed by the same words as in memory, answered by an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from attribgraph.conditions import DERIVED
from attribgraph.errors import UnknownIdError, UnknownValueError, WrongKindError, did_you_mean
from attribgraph.extras import need
from attribgraph.model import Attribution
from attribgraph.narrowing import Narrowing
from attribgraph.record import Record
from attribgraph.store import SOURCE_ORDER
from attribgraph.tables._analyses import Analysed
from attribgraph.tables._answers import framed
from attribgraph.tables._gather import gather
from attribgraph.tables._schema import STORED, TABLES
from attribgraph.tables._sql import AFTER, FEW_VALUES, column_of, is_list
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attribgraph.conditions import Condition
    from attribgraph.graph import AttributionGraph
    from attribgraph.tables._store import TableStore

__all__ = ["TableNodes", "TableView"]

_FIELDS: Final = (*Attribution.model_fields, *DERIVED)
_SHOWN: Final = 10
_MOST: Final = 100_000
_FRAME: Final = {
    "source_ids": "sources",
    "act": "act",
    "negated": "negated",
    "stance": "stance",
    "certainty": "certainty",
    "factuality": "factuality",
    "content": "content",
    "content_kind": "content_kind",
    "claim": "claim",
    "said_at": "said_at",
    "standing": "standing",
    "relayed_by": "relayed_by",
    "document": "documents",
    "publisher": "publishers",
    "published_at": "published_at",
    "naming": "source_naming",
    "quote_mode": "quote_mode",
    "quotes": "quotes",
    "cue": "cue",
    "on_behalf_of": "on_behalf_of",
    "addressees": "addressees",
    "confidence": "confidence",
    "recorded_at": "recorded_at",
    "recorded_by": "recorded_by",
    "method": "method",
    "notes": "notes",
}


class _Asked:
    """What rows and nodes of a data set share: a query, run when something is asked of it."""

    __slots__ = ()
    _noun: str
    _sql: str
    _order: str
    _store: Any

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order. All of them come to the client."""
        table = self._store.engine.arrow(
            f"SELECT id FROM ({self._sql}) AS r ORDER BY {self._order}"
        )
        return tuple(table.column(0).to_pylist())

    def __len__(self) -> int:
        return int(self._store.engine.number(f"SELECT count(*) FROM ({self._sql}) AS r"))

    def __bool__(self) -> bool:
        return bool(self._store.engine.rows(f"SELECT id FROM ({self._sql}) AS r LIMIT 1"))

    def __contains__(self, item: object) -> bool:
        id_ = item.id if isinstance(item, Record) else item
        if not isinstance(id_, str):
            return False
        found = self._find(id_)
        return found is not None and (not isinstance(item, Record) or found == item)

    def __getitem__(self, item: str | Record) -> Any:
        id_: object = item.id if isinstance(item, Record) else item
        found = self._find(id_) if isinstance(id_, str) else None
        if found is None:
            near = self._store.near(str(id_), tuple(TABLES))
            message = f"no {self._noun} {id_!r} here{near}"
            raise UnknownIdError(message, record=str(id_))
        return found

    def _find(self, id_: str) -> Any:
        wanted = self._store.engine.text(id_)
        return next(self._records(f"SELECT * FROM ({self._sql}) AS r WHERE id = {wanted}"), None)

    def first(self) -> Any:
        """Return the first record, or None if there is none."""
        return next(
            self._records(f"SELECT * FROM ({self._sql}) AS r ORDER BY {self._order} LIMIT 1"), None
        )

    def __iter__(self) -> Iterator[Any]:
        return self._records(f"SELECT * FROM ({self._sql}) AS r ORDER BY {self._order}")

    def _records(self, sql: str) -> Iterator[Any]:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{len(self)} {self._noun}s in tables"


class TableView(Narrowing, Analysed, _Asked):
    """Rows of a data set: an immutable collection that narrows by the words of memory.

    Nothing is read before something is asked: a length, ids, counts, a frame, records.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     ag.write_tables(g, folder)
    ...     t = ag.open_tables(folder)
    ...     t.attributions.by("gur").of("troops-in-kursk").stance("support").ids
    ('gur-troops-in-kursk',)
    """

    __slots__ = ("_meets", "_order", "_store")
    _noun = "attribution"

    def __init__(self, store: TableStore, meets: str = "TRUE", order: str = "position") -> None:
        self._store = store
        self._meets = meets
        self._order = order

    @property
    def _sql(self) -> str:  # type: ignore[override]
        return f"SELECT * FROM {self._store.tables['attributions']} WHERE {self._meets}"

    @property
    def _meant(self) -> str:
        return self._meets

    # -- narrowing ----------------------------------------------------------------------

    def _narrow(self, condition: Condition) -> Self:
        asked = self._store.writer.condition(condition)
        meets = f"({asked})" if self._meets == "TRUE" else f"{self._meets} AND ({asked})"
        return self._of(meets)

    def _of(self, meets: str) -> Self:
        return type(self)(self._store, meets, self._order)

    def _keep(self, _: Callable[[Attribution], bool | None]) -> Self:
        message = (
            "a function of a record is for rows in memory: narrow by words or fields first, "
            "then bring the rows there with to_graph()"
        )
        raise UnknownValueError(message)

    def _values_of(self, field: str) -> str:
        if field not in _FIELDS:
            message = (
                f"attribution has no field {field!r}{did_you_mean(str(field), _FIELDS)}; "
                f"the fields are {', '.join(dict.fromkeys(_FIELDS))}"
            )
            raise UnknownValueError(message, field=str(field))
        return field

    @property
    def undecided(self) -> Self:
        """The rows that may belong here, but whose dates do not decide it."""
        return self._of(f"(({self._meets}) IS NULL)")

    def _same(self, other: object) -> TableView:
        if not isinstance(other, TableView):
            message = f"a view is combined with a view, not with {type(other).__name__}"
            raise WrongKindError(message)
        if other._store is not self._store:  # noqa: SLF001 (of its own kind)
            message = "the two views are of different data sets"
            raise WrongKindError(message)
        return other

    def __or__(self, other: Self) -> Self:
        return self._of(f"(({self._meets}) OR ({self._same(other)._meets}))")

    def __and__(self, other: Self) -> Self:
        return self._of(f"(({self._meets}) AND ({self._same(other)._meets}))")

    def __sub__(self, other: Self) -> Self:
        return self._of(f"(({self._meets}) AND NOT ({self._same(other)._meets}))")

    # -- projecting ---------------------------------------------------------------------

    def claims(self) -> TableNodes:
        """Return the claims that are the content of these rows."""
        return self._nodes(
            (Kind.CLAIM,),
            f"SELECT content AS id, min(position) AS nth FROM ({self._sql}) AS r "
            "WHERE content_kind = 'claim' GROUP BY content",
        )

    def sources(self) -> TableNodes:
        """Return the sources that made these rows."""
        return self._listed(SOURCE_ORDER, "sources")

    def documents(self) -> TableNodes:
        """Return the documents that hold these rows, directly or through relays."""
        return self._listed((Kind.DOCUMENT,), "documents")

    def _listed(self, kinds: tuple[Kind, ...], column: str) -> TableNodes:
        exploded = self._store.engine.explode(column, "id", "nth")
        return self._nodes(
            kinds,
            f"SELECT id, min(position * {_APART} + nth) AS nth FROM "
            f"(SELECT position, {exploded} FROM ({self._sql}) AS r) AS told GROUP BY id",
        )

    def _nodes(self, kinds: tuple[Kind, ...], found: str) -> TableNodes:
        return TableNodes(self._store, kinds, found)

    # -- finishing ----------------------------------------------------------------------

    def count_by(self, field: str) -> dict[Any, int]:
        """Count rows by the value of a field, most frequent first; those alike in order.

        Parameters
        ----------
        field
            A field of `Attribution`, or source, claim, content_kind, document, publisher,
            published_at, naming, factuality, asserts, standing, relayed, relayed_by. A row
            that has several values counts once for each, one without a value under None.

        Raises
        ------
        UnknownValueError
            For another field, or one that only rows in memory have.
        """
        if callable(field):
            self._keep(field)
        column = column_of(self._values_of(field), asked="counting")
        engine = self._store.engine
        if is_list(column):
            counted = "count(*)" if column in _DISTINCT else "count(DISTINCT position)"
            sql = (
                f"SELECT value, {counted} AS n, min(position * {_APART} + nth) AS nth FROM (SELECT "
                f"position, {engine.explode_all(column, 'value', 'nth')} FROM ({self._sql}) AS r) "
                "AS told GROUP BY value"
            )
        else:
            if column in FEW_VALUES:
                counts = engine.rows(
                    f"SELECT {column} AS value, count(*) AS n FROM ({self._sql}) AS r "
                    f"GROUP BY {column}"
                )
                if len({count for _, count in counts}) == len(counts):  # nothing to tell apart
                    return dict(sorted(counts, key=lambda pair: -pair[1]))
            sql = (
                f"SELECT {column} AS value, count(*) AS n, min(position) AS nth "
                f"FROM ({self._sql}) AS r GROUP BY {column}"
            )
        found = engine.arrow(sql)
        # sorted here: an engine would move the texts about
        order = np.lexsort((np.asarray(found["nth"]), -np.asarray(found["n"])))
        columns = found.select(["value", "n"]).take(order).columns
        return dict(zip(*(each.to_pylist() for each in columns), strict=True))

    def sorted(self, by: str, *, reverse: bool = False) -> Self:
        """Return the same rows in the order of a field; those without a value come last.

        Parameters
        ----------
        by
            A field; times sort by their earliest instant.
        reverse
            Largest first.
        """
        column = column_of(self._values_of(by), asked="sorting")
        stem = {"said_at": "own", "recorded_at": "recorded"}.get(column)
        key = f"coalesce({stem}_from, {stem}_to)" if stem else column
        missing = f"{self._store.engine.size(column)} = 0" if is_list(column) else f"{key} IS NULL"
        order = f"CASE WHEN {missing} THEN 1 ELSE 0 END, {key} {'DESC' if reverse else 'ASC'}"
        return type(self)(self._store, self._meets, f"{order}, position")

    def to_arrow(self) -> Any:
        """Return a pyarrow table, a row a line, several values in lists."""
        columns = ", ".join(f"{column} AS {name}" for name, column in _FRAME.items())
        order = f"SELECT id, {columns} FROM ({self._sql}) AS r ORDER BY {self._order}"
        return self._store.engine.arrow(order)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return a frame of pandas, polars or pyarrow, a row a line.

        Parameters
        ----------
        backend
            ``"pandas"``, ``"polars"`` or ``"pyarrow"``.

        Raises
        ------
        MissingExtraError
            If it is not installed.
        """
        return framed(self.to_arrow(), backend)

    def lazy(self) -> Any:
        """Return a narwhals LazyFrame over the engine's own object, to go on in the engine.

        It has all columns of the table (`docs/scale.md` lists them).
        """
        narwhals = need("narwhals", feature="lazy()", extra="tables")
        return narwhals.from_native(self._store.engine.native(self._sql))

    def to_graph(self, limit: int = _MOST) -> AttributionGraph:
        """Bring these rows into memory, with all that they refer to and every row about them.

        Parameters
        ----------
        limit
            The most rows that may come.

        Returns
        -------
        AttributionGraph
            As `AttributionView.subgraph` cuts one out: no row comes to stand, or to fall, by
            being brought.

        Raises
        ------
        UnknownValueError
            If there are more rows.
        """
        return gather(self._store, self._sql, limit)

    def subgraph(self) -> AttributionGraph:
        """Return `to_graph` with its own limit."""
        return self.to_graph()

    def _records(self, sql: str) -> Iterator[Attribution]:
        found: Iterator[Attribution] = self._store.records(Kind.ATTRIBUTION, sql)
        return found


_APART: Final = 1_000_000
_DISTINCT: Final = frozenset({"sources", "on_behalf_of", "documents", "publishers", "relayed_by"})


class TableNodes(_Asked):
    """Actors, agencies, documents, claims or links of a data set."""

    __slots__ = ("_found", "_kinds", "_order", "_store")

    def __init__(
        self, store: TableStore, kinds: tuple[Kind, ...], found: str | None = None
    ) -> None:
        self._store = store
        self._kinds = kinds
        self._found = found
        self._order = "nth"

    @property
    def _noun(self) -> str:  # type: ignore[override]
        return self._kinds[0].value if len(self._kinds) == 1 else "source"

    @property
    def _sql(self) -> str:  # type: ignore[override]
        if self._found is not None:
            return self._found
        parts = [
            f"SELECT id, position + {at * AFTER} AS nth FROM {self._store.tables[TABLES[kind]]}"
            for at, kind in enumerate(self._kinds)
        ]
        return " UNION ALL ".join(parts)

    def _records(self, sql: str) -> Iterator[Any]:
        store = self._store
        for kind in self._kinds:
            table = store.tables[TABLES[kind]]
            joined = f"SELECT n.* FROM {table} AS n JOIN ({sql}) AS f ON n.id = f.id ORDER BY f.nth"
            yield from store.records(kind, joined)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return a frame of pandas, polars or pyarrow, a record a line."""
        tables = []
        for kind in self._kinds:
            names = [n for n in STORED[kind] if n not in {"position", "given"}]
            listed = ", ".join(f"n.{name}" for name in names)
            table = self._store.tables[TABLES[kind]]
            sql = (
                f"SELECT {listed} FROM {table} AS n JOIN ({self._sql}) AS f ON n.id = f.id "
                "ORDER BY f.nth"
            )
            tables.append(self._store.engine.arrow(sql))
        pa = need("pyarrow", feature="to_frame()", extra="tables")
        return framed(pa.concat_tables(tables, promote_options="default"), backend)
