"""What stands behind the views of a data set: an engine, its tables, and look-ups by id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import UnknownIdError, WrongKindError, a_or_an, did_you_mean
from attribgraph.store import SOURCE_ORDER
from attribgraph.tables._schema import TABLES, records_of
from attribgraph.tables._sql import Writer
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attribgraph.record import Record
    from attribgraph.tables._dataset import DataSet
    from attribgraph.tables._engine import Engine

__all__ = ["InMemoryError", "TableStore"]

_NEAR: Final = 2_000
_OF_GRAPHS: Final = frozenset({"memo", "rows", "outer", "referring"})
"""What analyses in memory read of the storage of a graph."""


class InMemoryError(WrongKindError, AttributeError):
    """A data set was asked for what only a graph in memory has."""

    def __init__(self, asked: str = "this") -> None:
        super().__init__(
            f"{asked} is for graphs in memory: t.disputes(), t.congruence(), t.credibility() and "
            "other methods ask the engine, and to_graph() brings rows into memory"
        )


class _Tables(dict[str, str]):
    """What SQL calls each table; the storage of a graph has its records here, kind by kind."""

    def __missing__(self, key: object) -> str:
        raise InMemoryError if isinstance(key, Kind) else KeyError(key)


class _Kinds:
    """Answers ``get`` as the dict of a graph's storage does."""

    def __init__(self, store: TableStore) -> None:
        self._store = store

    def get(self, id_: str) -> Kind | None:
        return self._store.kind_of(id_)


class TableStore:
    """A data set and the engine that answers for it.

    Attributes
    ----------
    engine
        The engine.
    tables
        What SQL calls each table.
    writer
        Writes conditions.
    kinds
        The kind of each record by its id.
    """

    def __init__(self, data: DataSet, engine: Engine) -> None:
        self.data = data
        self.engine = engine
        engine.damaged = data.damage
        name = engine.new_name()
        self.tables = _Tables(
            (table, engine.read(f"{name}_{table}", [str(each) for each in data.files[table]]))
            for table in TABLES.values()
        )
        columns = "id, position, name, naming, kind"
        self.tables["sources"] = engine.view(
            f"{name}_sources",
            f"SELECT {columns}, 'actor' AS record_kind FROM {self.tables['actors']} UNION ALL "
            f"SELECT {columns}, 'agency' AS record_kind FROM {self.tables['agencies']}",
        )
        self.writer = Writer(engine, self.tables)
        self.kinds: Any = _Kinds(self)

    def __getattr__(self, name: str) -> Any:
        """Tell whoever reads the storage of a graph that this is none."""
        if name in _OF_GRAPHS:
            raise InMemoryError
        message = f"{type(self).__name__!r} object has no attribute {name!r}"
        raise AttributeError(message)

    def kind_of(self, id_: str) -> Kind | None:
        """Return the kind of the record under an id, or None."""
        wanted = self.engine.text(id_)
        # attributions are not in the order of their ids: they are looked through last
        for kinds in (
            (Kind.CLAIM, *SOURCE_ORDER, Kind.DOCUMENT, Kind.LINK),
            (Kind.ATTRIBUTION,),
        ):
            sql = " UNION ALL ".join(
                f"SELECT '{kind.value}' AS kind FROM {self.tables[TABLES[kind]]} "
                f"WHERE id = {wanted}"
                for kind in kinds
            )
            for (kind,) in self.engine.rows(sql):
                return Kind(kind)
        return None

    def records(self, kind: Kind, sql: str) -> Iterator[Record]:
        """Iterate over the records that a query for the columns of a kind finds."""
        for batch in self.engine.batches(sql):
            yield from records_of(kind, batch)

    def get(self, id_: str) -> Record | None:
        """Return the record under an id, or None."""
        kind = self.kind_of(id_)
        if kind is None:
            return None
        table = self.tables[TABLES[kind]]
        sql = f"SELECT * FROM {table} WHERE id = {self.engine.text(id_)}"
        return next(self.records(kind, sql))

    def require(
        self, id_: Any, kinds: Iterable[Kind] | None = None, what: str = "record"
    ) -> Record:
        """Return the record under an id, or raise an error that names near ones."""
        record = self.get(id_) if isinstance(id_, str) else None
        wanted = tuple(TABLES) if kinds is None else tuple(kinds)
        if record is None:
            message = f"the data set has no {what} {id_!r}{self.near(str(id_), wanted)}"
            raise UnknownIdError(message, record=str(id_))
        if record.record_kind not in wanted:
            message = (
                f"{id_!r} is a record of kind {record.record_kind}, where {a_or_an(what)} is wanted"
            )
            raise WrongKindError(message, record=id_)
        return record

    def near(self, id_: str, kinds: Iterable[Kind]) -> str:
        """Return the nearest ids that there are, as words, among those that begin alike."""
        begin = self.engine.text(id_[:1])
        sql = " UNION ALL ".join(
            f"SELECT id FROM {self.tables[TABLES[kind]]} WHERE substr(id, 1, 1) = {begin}"
            for kind in kinds
        )
        found = self.engine.rows(f"SELECT id FROM ({sql}) AS ids LIMIT {_NEAR}")
        return did_you_mean(id_, (row[0] for row in found))
