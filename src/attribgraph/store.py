"""Where a graph keeps its records: each once, with adjacency by id.

A `Store` checks nothing; `attribgraph.checks` does that before anything is put in. What is
derived from the records (which rows stand, the networkx form) is kept in `Store.memo` until
the next change.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import chain, count, repeat
from typing import TYPE_CHECKING, Any, Final, Protocol
from weakref import ref

from attribgraph.errors import UnknownIdError, WrongKindError, a_or_an, did_you_mean
from attribgraph.model import (
    Actor,
    Agency,
    Attribution,
    Claim,
    Document,
    Link,
    Record,
)
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

__all__ = [
    "RECORD_TYPES",
    "SOURCE_KINDS",
    "SOURCE_ORDER",
    "Store",
    "as_ids",
    "collector_paused",
    "field_ids",
]

RECORD_TYPES: Final[Mapping[Kind, type[Record]]] = {
    Kind.ACTOR: Actor,
    Kind.AGENCY: Agency,
    Kind.DOCUMENT: Document,
    Kind.CLAIM: Claim,
    Kind.ATTRIBUTION: Attribution,
    Kind.LINK: Link,
}
"""The record type of each kind, in the order in which records are listed."""

SOURCE_ORDER: Final = (Kind.ACTOR, Kind.AGENCY)
"""The kinds of source, in the order in which sources are listed."""

SOURCE_KINDS: Final = frozenset(SOURCE_ORDER)

_Index = dict[str, dict[str, Any]]
"""The records that hold an id, by their ids, by the id that they hold."""

_NOTHING: Final[dict[str, Any]] = {}
_MANY: Final = 100_000


class _Watcher(Protocol):
    def settle(self) -> None: ...


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: making many objects at once is a third faster without it."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
                # what is new is old at once, or it would be gone through three times over
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def field_ids(record: Record, field: str) -> Sequence[str]:
    """Return the ids in a reference field, however many it holds."""
    return as_ids(record.__dict__[field])


def as_ids(value: str | tuple[str, ...] | None) -> Sequence[str]:
    """Return the ids in the value of a reference field: one, several or none."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class Store:
    """Records by kind and id, and who refers to whom.

    Attributes
    ----------
    tables
        Records by id, by kind, in the order in which they came.
    rows
        The attributions by id: one of the tables.
    kinds
        The kind of each record by its id: which table it is in.
    memo
        Whatever is derived from the records; emptied by every change.
    """

    __slots__ = (
        "__weakref__",
        "_back",
        "_disordered",
        "_next",
        "_outer",
        "_places",
        "_watchers",
        "kinds",
        "make_graph",
        "memo",
        "rows",
        "tables",
    )

    def __init__(self, make_graph: Callable[[Iterable[Record]], Any]) -> None:
        self.tables: dict[Kind, dict[str, Any]] = {kind: {} for kind in RECORD_TYPES}
        self.rows: dict[str, Attribution] = self.tables[Kind.ATTRIBUTION]
        self.kinds: dict[str, Kind] = {}
        self.memo: dict[str, Any] = {}
        self.make_graph = make_graph
        # made when they are first asked for: many a graph is read and asked little
        self._back: dict[Kind, dict[str, _Index | None]] = {
            kind: dict.fromkeys(model.references) for kind, model in RECORD_TYPES.items()
        }
        self._outer: _Index | None = None
        self._next = count()
        self._places: dict[str, int] | None = None
        self._disordered: set[tuple[Kind, str, str]] = set()
        self._watchers: dict[int, ref[_Watcher]] = {}

    # -- reading ------------------------------------------------------------------------

    def get(self, id_: str) -> Record | None:
        """Return the record under an id, or None."""
        kind = self.kinds.get(id_)
        return None if kind is None else self.tables[kind][id_]

    def records(self) -> Iterator[Record]:
        """Iterate over all records, kind by kind."""
        for table in self.tables.values():
            yield from table.values()

    def require(
        self, id_: Any, kinds: Iterable[Kind] | None = None, what: str = "record"
    ) -> Record:
        """Return the record under an id, or raise an error that names near ones."""
        record = self.get(id_) if isinstance(id_, str) else None
        wanted = tuple(RECORD_TYPES) if kinds is None else tuple(kinds)
        if record is None:
            known = (each for kind in wanted for each in self.tables[kind])
            message = f"the graph has no {what} {id_!r}{did_you_mean(str(id_), known)}"
            raise UnknownIdError(message, record=str(id_))
        if record.record_kind not in wanted:
            message = (
                f"{id_!r} is a record of kind {record.record_kind}, where {a_or_an(what)} is wanted"
            )
            raise WrongKindError(message, record=id_)
        return record

    def referring(self, kind: Kind, field: str, id_: str) -> dict[str, Any]:
        """Return the records of a kind whose field holds the id, by their ids, in order.

        The dict is the store's own and changes with it: copy it to keep it.
        """
        index = self._index(kind, field)
        if self._disordered and (kind, field, id_) in self._disordered:
            self._disordered.remove((kind, field, id_))
            if id_ in index:
                in_order = sorted(index[id_], key=self.place)
                index[id_] = {each: index[id_][each] for each in in_order}
        return index.get(id_, _NOTHING)

    def referrers(self, id_: str) -> Iterator[tuple[Record, str]]:
        """Iterate over every record that holds the id, and in which field."""
        for kind, fields in self._back.items():
            for field in fields:
                for record in self.referring(kind, field, id_).values():
                    yield record, field

    def place(self, id_: str) -> int:
        """Return a record's number; within a kind they rise in the order in which records came."""
        if self._places is None:
            ids = chain.from_iterable(self.tables.values())
            self._places = dict(zip(ids, self._next, strict=False))
        return self._places[id_]

    def outer(self, row: str) -> dict[str, Attribution]:
        """Return the rows whose content is the row, as `referring` does."""
        if self._outer is None:
            self._outer = self._index(Kind.ATTRIBUTION, "content")
        if row not in self._outer:
            return _NOTHING
        return self.referring(Kind.ATTRIBUTION, "content", row)

    def _index(self, kind: Kind, field: str) -> _Index:
        index = self._back[kind][field]
        if index is None:
            table = self.tables[kind]
            with collector_paused():
                index = {}
                _enter(index, field, table, table.values())
            # not before it is whole: another thread may be reading
            self._back[kind][field] = index
        return index

    # -- changing -----------------------------------------------------------------------

    def watch(self, watcher: _Watcher) -> None:
        """Have `settle` called on the watcher, if it is still there, before the next change."""
        # one that is gone leaves its place to the next at its address, so these stay few
        self._watchers[id(watcher)] = ref(watcher)

    def put(self, records: Iterable[Record]) -> None:
        """Add records, or put them in the place of those under their ids."""
        self._change()
        new: dict[type[Record], list[Record]] = {}
        for record in records:
            if record.__dict__["id"] in self.kinds:
                self._put_over(record)
            else:
                new.setdefault(type(record), []).append(record)
        for model, group in new.items():
            self._put_new(model.record_kind, group)

    def _put_new(self, kind: Kind, records: Sequence[Record]) -> None:
        ids = [each.__dict__["id"] for each in records]
        self.kinds.update(zip(ids, repeat(kind)))
        self.tables[kind].update(zip(ids, records, strict=True))
        if self._places is not None:
            self._places.update(zip(ids, self._next, strict=False))
        for field, index in self._back[kind].items():
            if index is not None:
                _enter(index, field, ids, records)

    def _put_over(self, record: Record) -> None:
        id_, kind = record.id, record.record_kind
        old = self.kinds[id_]
        self._take_out(self.tables[old][id_])
        if old is not kind:
            del self.tables[old][id_]
            self.kinds[id_] = kind
            if self._places is not None:
                self._places[id_] = next(self._next)
        self.tables[kind][id_] = record
        for field, index in self._back[kind].items():
            if index is None:
                continue
            for target in field_ids(record, field):
                index.setdefault(target, {})[id_] = record
                # it goes where it was, which is found when it is asked for
                self._disordered.add((kind, field, target))

    def drop(self, ids: Iterable[str]) -> None:
        """Remove records."""
        self._change()
        for id_ in ids:
            kind = self.kinds.pop(id_, None)
            if kind is not None:
                self._take_out(self.tables[kind].pop(id_))
                if self._places is not None:
                    del self._places[id_]

    def _change(self) -> None:
        watchers = [each() for each in self._watchers.values()]
        self._watchers.clear()
        for watcher in watchers:
            if watcher is not None:
                watcher.settle()
        self.memo.clear()

    def _take_out(self, record: Record) -> None:
        for field, index in self._back[record.record_kind].items():
            if index is None:
                continue
            for target in field_ids(record, field):
                entry = index.get(target)
                if entry is not None and record.id in entry:
                    del entry[record.id]
                    if not entry:
                        del index[target]


def _enter(index: _Index, field: str, ids: Iterable[str], records: Iterable[Record]) -> None:
    """Enter records of a kind into the index of a field."""
    for id_, record in zip(ids, records, strict=True):
        for target in as_ids(record.__dict__[field]):
            entry = index.get(target)
            if entry is None:
                index[target] = {id_: record}
            else:
                entry[id_] = record
