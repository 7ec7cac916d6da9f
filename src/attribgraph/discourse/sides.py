"""The two sides of a statement, as numbers: who on one, what on the other.

Networks are made of statements by the hundred thousand, so a graph's rows are turned into
arrays once, column by column, and kept until the graph changes. A row may have several
values on a side (joint sources, tags) or none; a column holds them one after the other,
with how many each row has.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.standing import first_published, row_documents, stands
from attribgraph.vocabulary import Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from attribgraph.model import Attribution
    from attribgraph.store import Store

__all__ = ["SIDES", "Column", "Rows", "Side", "rows_of"]

Side = Literal["source", "actor", "agency", "claim", "tag", "document"] | Callable[..., Any]
"""What stands on a side: a word, or a function of the attribution that gives a label,
several, or None for a row that has none there."""

SIDES: Final = ("source", "actor", "agency", "claim", "tag", "document")


@dataclass(frozen=True, slots=True)
class Column:
    """One side of every row.

    Attributes
    ----------
    labels
        Ids of the nodes, by their numbers: in order of the names to print.
    codes
        Numbers of the nodes, row after row.
    counts
        How many of them each row has; None where each row has one.
    """

    labels: tuple[str, ...]
    codes: NDArray[np.int64]
    counts: NDArray[np.int64] | None


class Rows:
    """The rows of a graph as arrays, each made when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records = [each.__dict__ for each in store.rows.values()]
        self._columns: dict[str, Column] = {}
        self._made: dict[str, Any] = {}

    def __len__(self) -> int:
        """Return how many rows the graph has."""
        return len(self._records)

    def column(self, side: Side) -> Column:
        """Return a side of every row.

        Raises
        ------
        UnknownValueError
            If there is no such side, or a function gives what cannot be a label.
        """
        if callable(side):
            return self._called(side)
        if side not in SIDES:
            message = (
                f"there is no side {side!r}{did_you_mean(str(side), SIDES)}; "
                f"the sides are {', '.join(SIDES)}, or a function of the attribution"
            )
            raise UnknownValueError(message)
        if side not in self._columns:
            self._columns[side] = getattr(self, f"_{side}")()
        return self._columns[side]

    # -- the words ------------------------------------------------------------------------

    def _source(self) -> Column:
        store = self._store
        tables = (store.tables[Kind.ACTOR], store.tables[Kind.AGENCY])
        return self._several("sources", _named(*tables))

    def _actor(self) -> Column:
        return self._several("sources", _named(self._store.tables[Kind.ACTOR]))

    def _agency(self) -> Column:
        agencies = self._store.tables[Kind.AGENCY]
        fields = zip(self._field("on_behalf_of"), self._field("sources"), strict=True)
        return _column([others or sources for others, sources in fields], _named(agencies))

    def _several(self, field: str, known: Mapping[str, int]) -> Column:
        return _column(list(self._field(field)), known)

    def _claim(self) -> Column:
        known = _ordered((each.text, id_) for id_, each in self._store.tables[Kind.CLAIM].items())
        return _single(list(self._field("content")), known)

    def _tag(self) -> Column:
        claims = self._store.tables[Kind.CLAIM]
        tags = {id_: tuple(dict.fromkeys(each.tags)) for id_, each in claims.items()}
        known = _ordered((tag, tag) for tag in {tag for each in tags.values() for tag in each})
        return _column([tags.get(each["content"], ()) for each in self._records], known)

    def _document(self) -> Column:
        documents = self._store.tables[Kind.DOCUMENT]
        known = _ordered((each.title, id_) for id_, each in documents.items())
        own = list(self._field("document"))
        if not self._relayed() and None not in own:
            return _single(own, known)
        store = self._store
        return _column([row_documents(store, each) for each in store.rows], known)

    def _called(self, side: Callable[[Attribution], Any]) -> Column:
        groups = [_labels(side(each)) for each in self._store.rows.values()]
        words = {str(each) for group in groups for each in group}
        known = _ordered((each, each) for each in words)
        return _column([tuple(map(str, group)) for group in groups], known)

    # -- what else a row has --------------------------------------------------------------

    def stances(self) -> NDArray[np.float64]:
        """Return the sign of every row's stance."""
        made: NDArray[np.float64] = self._once("stances", self._signs)
        return made

    def _signs(self) -> NDArray[np.float64]:
        signs = {each: float(each.sign) for each in Stance}
        words = self._field("stance")
        return np.fromiter(map(signs.__getitem__, words), np.float64, len(self._records))

    def qualifiers(self, qualifier: Callable[[Attribution], Any]) -> NDArray[np.float64]:
        """Return what a function says of every row: a number, or NaN for None.

        True is 1 and False -1.

        Raises
        ------
        UnknownValueError
            If it gives anything else.
        """
        found = np.full(len(self._records), np.nan)
        for at, row in enumerate(self._store.rows.values()):
            value = qualifier(row)
            if value is None:
                continue
            if not isinstance(value, int | float | np.number) or not np.isfinite(value):
                message = f"the qualifier of row {row.id!r} is {value!r}, where a number is wanted"
                raise UnknownValueError(message, record=row.id)
            found[at] = (1 if value else -1) if isinstance(value, bool) else value
        return found

    def standing(self) -> NDArray[np.bool_]:
        """Return which rows stand."""
        made: NDArray[np.bool_] = self._once("standing", self._stand)
        return made

    def _stand(self) -> NDArray[np.bool_]:
        found = np.ones(len(self._records), dtype=np.bool_)
        held = self._relayed()
        if held:
            for at, id_ in enumerate(self._store.rows):
                if id_ in held:
                    found[at] = stands(self._store, id_)
        return found

    def _relayed(self) -> set[str]:
        """Return the ids of rows that are the content of others: no other row can fall."""
        if self.column("claim").counts is None:
            return set()
        return set(self._field("content")).intersection(self._store.rows)

    def times(self) -> NDArray[np.datetime64]:
        """Return the first instant that every row may have been said, or published; or NaT."""
        made: NDArray[np.datetime64] = self._once("times", self._said)
        return made

    def _said(self) -> NDArray[np.datetime64]:
        column = self.column("document")
        if column.counts is None:
            documents = self._store.tables[Kind.DOCUMENT]
            whens = [documents[each].published_at for each in column.labels]
            published = _instants([when and when.earliest for when in whens])
            found = published[column.codes]
        else:
            store = self._store
            spans = (first_published(store, each) for each in store.rows)
            found = _instants([span and span[0] for span in spans])
        said = list(self._field("said_at"))
        if any(said):
            known = [(at, when.earliest) for at, when in enumerate(said) if when and when.earliest]
            found[[at for at, _ in known]] = _instants([when for _, when in known])
        return found

    def first_documents(self) -> NDArray[np.int64]:
        """Return the number of every row's first document, or -1 less the row's own number.

        Rows that no document holds are thus each in a document of their own.
        """
        made: NDArray[np.int64] = self._once("first documents", self._first)
        return made

    def _first(self) -> NDArray[np.int64]:
        column = self.column("document")
        if column.counts is None:
            return column.codes
        found = -1 - np.arange(len(self._records), dtype=np.int64)
        starts = np.cumsum(column.counts) - column.counts
        has = column.counts > 0
        found[has] = column.codes[starts[has]]
        return found

    def among(self, ids: Iterable[str]) -> NDArray[np.bool_]:
        """Return which rows have one of the ids."""
        places = self._once("places", lambda: {id_: at for at, id_ in enumerate(self._store.rows)})
        found = np.zeros(len(self._records), dtype=np.bool_)
        found[[places[each] for each in ids if each in places]] = True
        return found

    def _field(self, name: str) -> Iterable[Any]:
        return map(itemgetter(name), self._records)

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


def rows_of(store: Store) -> Rows:
    """Return the rows of a graph as arrays, the same until its next change."""
    found: Rows | None = store.memo.get("discourse rows")
    if found is None:
        found = store.memo["discourse rows"] = Rows(store)
    return found


def _named(*tables: Mapping[str, Any]) -> dict[str, int]:
    return _ordered((each.name, id_) for table in tables for id_, each in table.items())


def _ordered(named: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return a number for each id, in the order of the names."""
    return {id_: at for at, (_, id_) in enumerate(sorted(named))}


def _single(ids: Sequence[str], known: Mapping[str, int]) -> Column:
    """Return a column of one value a row, of which some may not be known."""
    labels = tuple(known)
    try:
        codes = np.fromiter(map(known.__getitem__, ids), np.int64, len(ids))
    except KeyError:
        every = np.fromiter((known.get(each, -1) for each in ids), np.int64, len(ids))
        return Column(labels, every[every >= 0], (every >= 0).astype(np.int64))
    return Column(labels, codes, None)


def _column(groups: Sequence[Sequence[str]], known: Mapping[str, int]) -> Column:
    """Return a column of the values of each row that are known."""
    lengths = np.fromiter(map(len, groups), np.int64, len(groups))
    found = _single(list(chain.from_iterable(groups)), known)
    if found.counts is None:
        return found if (lengths == 1).all() else Column(found.labels, found.codes, lengths)
    rows = np.repeat(np.arange(len(groups)), lengths)[found.counts > 0]
    return Column(found.labels, found.codes, np.bincount(rows, minlength=len(groups)))


def _labels(value: Any) -> tuple[Hashable, ...]:
    if value is None:
        return ()
    if isinstance(value, str | int | float | bool):
        return (value,)
    if isinstance(value, tuple | list | set | frozenset):
        several = sorted(value) if isinstance(value, set | frozenset) else value
        return tuple(dict.fromkeys(several))
    message = f"a side is a label, several, or None, not {value!r}"
    raise UnknownValueError(message)


def _instants(whens: Sequence[datetime | None]) -> NDArray[np.datetime64]:
    plain = [None if when is None else when.replace(tzinfo=None) for when in whens]
    return np.array(plain, dtype="datetime64[us]")
