"""Where a graph keeps its records: each once, with adjacency by id.

A `Store` checks nothing; `attribgraph.checks` does that before anything is put in. What is
derived from the records (which rows stand, the networkx form) is kept in `Store.memo` until
the next change.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Protocol
from weakref import WeakValueDictionary

from attribgraph.errors import UnknownIdError, WrongKindError, did_you_mean
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

__all__ = ["RECORD_TYPES", "SOURCE_KINDS", "Store", "collector_paused", "field_ids"]

RECORD_TYPES: Final[Mapping[Kind, type[Record]]] = {
    Kind.ACTOR: Actor,
    Kind.AGENCY: Agency,
    Kind.DOCUMENT: Document,
    Kind.CLAIM: Claim,
    Kind.ATTRIBUTION: Attribution,
    Kind.LINK: Link,
}
"""The record type of each kind, in the order in which records are listed."""

SOURCE_KINDS: Final = frozenset({Kind.ACTOR, Kind.AGENCY})

_NOTHING: Final[dict[str, int]] = {}


class _Watcher(Protocol):
    def settle(self) -> None: ...


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: making many records at once is a third faster without it."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def field_ids(record: Record, field: str) -> Sequence[str]:
    """Return the ids in a reference field, however many it holds."""
    value = record.__dict__[field]
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


class Store:
    """Records by kind and id, and who refers to whom.

    Attributes
    ----------
    tables
        Records by id, by kind, in the order in which they came.
    memo
        Whatever is derived from the records; emptied by every change.
    """

    __slots__ = (
        "__weakref__",
        "_back",
        "_by_id",
        "_number",
        "_watchers",
        "make_graph",
        "memo",
        "tables",
    )

    def __init__(self, make_graph: Callable[[Iterable[Record]], Any]) -> None:
        self.tables: dict[Kind, dict[str, Any]] = {kind: {} for kind in RECORD_TYPES}
        self.memo: dict[str, Any] = {}
        self.make_graph = make_graph
        self._by_id: dict[str, Record] = {}
        self._back: dict[Kind, dict[str, dict[str, dict[str, int]]]] = {
            kind: {field: {} for field in model.references}
            for kind, model in RECORD_TYPES.items()
        }
        self._number = count()
        self._watchers: WeakValueDictionary[int, _Watcher] = WeakValueDictionary()

    # -- reading ------------------------------------------------------------------------

    @property
    def rows(self) -> dict[str, Attribution]:
        """The attributions by id."""
        return self.tables[Kind.ATTRIBUTION]

    def get(self, id_: str) -> Record | None:
        """Return the record under an id, or None."""
        return self._by_id.get(id_)

    def records(self) -> Iterator[Record]:
        """Iterate over all records, kind by kind."""
        for table in self.tables.values():
            yield from table.values()

    def require(
        self, id_: str, kinds: Iterable[Kind] | None = None, what: str = "record"
    ) -> Record:
        """Return the record under an id, or raise an error that names near ones."""
        record = self.get(id_) if isinstance(id_, str) else None
        wanted = tuple(RECORD_TYPES) if kinds is None else tuple(kinds)
        if record is None:
            known = (each for kind in wanted for each in self.tables[kind])
            message = f"the graph has no {what} {id_!r}{did_you_mean(str(id_), known)}"
            raise UnknownIdError(message, record=str(id_))
        if record.record_kind not in wanted:
            wants = f"an {what}" if what[0] in "aeiou" else f"a {what}"
            message = f"{id_!r} is a record of kind {record.record_kind}, where {wants} is wanted"
            raise WrongKindError(message, record=id_)
        return record

    def referring(self, kind: Kind, field: str, id_: str) -> dict[str, int]:
        """Return the ids of the records of a kind whose field holds the id.

        The values are numbers that rise in the order in which the records came.
        """
        return self._back[kind][field].get(id_, _NOTHING)

    def referrers(self, id_: str) -> Iterator[tuple[Record, str]]:
        """Iterate over every record that holds the id, and in which field."""
        for fields in self._back.values():
            for field, index in fields.items():
                for each in index.get(id_, ()):
                    yield self._by_id[each], field

    def outer(self, row: str) -> dict[str, int]:
        """Return the ids of the rows whose content is the row."""
        return self._back[Kind.ATTRIBUTION]["content"].get(row, _NOTHING)

    # -- changing -----------------------------------------------------------------------

    def watch(self, watcher: _Watcher) -> None:
        """Have `settle` called on the watcher, while it lives, before the next change."""
        self._watchers[id(watcher)] = watcher

    def put(self, records: Iterable[Record]) -> None:
        """Add records, or put them in the place of those under their ids."""
        self._change()
        by_id, tables, back = self._by_id, self.tables, self._back
        for record in records:
            values = record.__dict__
            id_ = values["id"]
            kind = type(record).record_kind
            old = by_id.get(id_)
            if old is None:
                number = next(self._number)
            else:
                number = self._take_out(old)
                if old.record_kind is not kind:
                    del tables[old.record_kind][id_]
            by_id[id_] = tables[kind][id_] = record
            for field, index in back[kind].items():
                value = values[field]
                if not value:
                    continue
                for target in (value,) if isinstance(value, str) else value:
                    entry = index.get(target)
                    if entry is None:
                        index[target] = {id_: number}
                    else:
                        entry[id_] = number

    def drop(self, ids: Iterable[str]) -> None:
        """Remove records."""
        self._change()
        for id_ in ids:
            record = self._by_id.pop(id_, None)
            if record is not None:
                self._take_out(record)
                del self.tables[record.record_kind][id_]

    def _change(self) -> None:
        for watcher in list(self._watchers.values()):
            watcher.settle()
        self._watchers.clear()
        self.memo.clear()

    def _take_out(self, record: Record) -> int:
        number = None
        for field, index in self._back[record.record_kind].items():
            for target in field_ids(record, field):
                entry = index.get(target)
                if entry is not None and record.id in entry:
                    number = entry.pop(record.id)
                    if not entry:
                        del index[target]
        return next(self._number) if number is None else number
