"""What both kinds of view share: an immutable, ordered collection of a graph's records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from attribgraph.arguments import field_values
from attribgraph.errors import UnknownIdError, UnknownValueError, WrongKindError, did_you_mean
from attribgraph.model import Record
from attribgraph.store import RECORD_TYPES
from attribgraph.tabular import html_table, text_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from attribgraph.store import Store
    from attribgraph.vocabulary import Kind

__all__ = ["Collection"]

R = TypeVar("R", bound=Record)

_SHOWN = 10


class Collection(Generic[R]):
    """An immutable, ordered collection of a graph's records.

    A fresh one (``g.attributions``) stands for all records of its kinds and holds none; it
    takes them down when it is narrowed, or just before the graph changes.
    """

    __slots__ = ("__weakref__", "_held", "_kinds", "_store")

    _noun: ClassVar[str] = "record"

    def __init__(
        self, store: Store, kinds: Sequence[Kind], held: Mapping[str, R] | None = None
    ) -> None:
        self._store = store
        self._kinds = tuple(kinds)
        self._held = held
        if held is None:
            store.watch(self)

    # -- the records --------------------------------------------------------------------

    @property
    def _rows(self) -> Mapping[str, R]:
        if self._held is not None:
            return self._held
        if len(self._kinds) == 1:
            table: dict[str, R] = self._store.tables[self._kinds[0]]
            return table
        return self._all()

    def _all(self) -> dict[str, R]:
        return {
            id_: record for kind in self._kinds for id_, record in self._store.tables[kind].items()
        }

    def settle(self) -> None:
        """Take the records down, since the graph is about to change."""
        if self._held is None:
            self._held = self._all()

    def _with(self, held: Mapping[str, R]) -> Self:
        return type(self)(self._store, self._kinds, held)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(self._rows)

    def first(self) -> R | None:
        """Return the first record, or None if there is none."""
        return next(iter(self._rows.values()), None)

    def __iter__(self) -> Iterator[R]:
        return iter(tuple(self._rows.values()))

    def __len__(self) -> int:
        if self._held is None:
            return sum(len(self._store.tables[kind]) for kind in self._kinds)
        return len(self._held)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, item: object) -> bool:
        id_ = item.id if isinstance(item, Record) else item
        if not isinstance(id_, str):
            return False
        found = self._find(id_)
        return found is not None and (not isinstance(item, Record) or found == item)

    def _find(self, id_: str) -> R | None:
        if self._held is not None:
            return self._held.get(id_)
        for kind in self._kinds:
            found: R | None = self._store.tables[kind].get(id_)
            if found is not None:
                return found
        return None

    def __getitem__(self, item: str | Record) -> R:
        id_: object = item.id if isinstance(item, Record) else item
        found = self._find(id_) if isinstance(id_, str) else None
        if found is None:
            message = f"no {self._noun} {id_!r} here{did_you_mean(str(id_), self._rows)}"
            raise UnknownIdError(message, record=str(id_))
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        return dict(self._rows) == dict(other._rows)

    __hash__ = None  # type: ignore[assignment]  # equality is by content, which may be large

    # -- narrowing ----------------------------------------------------------------------

    def where(self, predicate: Callable[[R], bool] | None = None, /, **fields: Any) -> Self:
        """Keep the records that a predicate holds for, or whose fields have given values.

        Parameters
        ----------
        predicate
            Called with each record.
        **fields
            A value for a field, or a list of alternatives; None for records without it. A
            field that holds several matches if one of them does.

        Raises
        ------
        UnknownValueError, UnknownIdError, WhenError
            For a field that does not exist, or a value that it cannot hold.

        Examples
        --------
        >>> g.claims.where(form="question").ids
        ('how-many-in-kursk',)
        """
        tests = [self._field_test(name, value) for name, value in fields.items()]
        if predicate is not None:
            tests.append(predicate)
        return self._keep(lambda record: all(test(record) for test in tests))

    def _field_test(self, name: str, value: Any) -> Callable[[R], bool]:
        value_of = self._values_of(name)
        wanted = field_values(self._store, self._kinds, name, value)

        def test(record: R) -> bool:
            held = value_of(record)
            values = (held or (None,)) if isinstance(held, tuple) else (held,)
            return any(each in values for each in wanted)

        return test

    def _keep(self, test: Callable[[R], bool | None]) -> Self:
        return self._with({id_: record for id_, record in self._rows.items() if test(record)})

    # -- set algebra --------------------------------------------------------------------

    def _same(self, other: object) -> Collection[R]:
        if not isinstance(other, Collection):
            message = f"a view is combined with a view, not with {type(other).__name__}"
            raise WrongKindError(message)
        if other._store is not self._store:  # noqa: SLF001 (of its own kind)
            message = "the two views are of different graphs"
            raise WrongKindError(message)
        if not isinstance(other, type(self)):
            message = f"{self._plural} are not combined with {other._plural}"  # noqa: SLF001 (so)
            raise WrongKindError(message)
        return other

    def __or__(self, other: Self) -> Self:
        theirs = self._same(other)
        made = self._with({**self._rows, **theirs._rows})
        made._kinds = tuple(dict.fromkeys(self._kinds + theirs._kinds))
        return made

    def __and__(self, other: Self) -> Self:
        theirs = self._same(other)._rows
        return self._with({id_: each for id_, each in self._rows.items() if id_ in theirs})

    def __sub__(self, other: Self) -> Self:
        theirs = self._same(other)._rows
        return self._with({id_: each for id_, each in self._rows.items() if id_ not in theirs})

    # -- finishing ----------------------------------------------------------------------

    def sorted(self, by: str | Callable[[R], Any], *, reverse: bool = False) -> Self:
        """Return the same records in another order; those without a value come last.

        Parameters
        ----------
        by
            A field (times sort by their earliest instant), or a function of the record.
        reverse
            Largest first.
        """
        key = by if callable(by) else self._values_of(by)
        keyed = [(_sortable(key(record)), record) for record in self]
        known = [pair for pair in keyed if pair[0] is not None]
        try:
            known.sort(key=lambda pair: pair[0], reverse=reverse)
        except TypeError as error:
            message = f"{self._plural} have no order by {by!r}: {error}"
            raise UnknownValueError(message) from None
        unknown = [record for value, record in keyed if value is None]
        return self._with({record.id: record for record in [*(r for _, r in known), *unknown]})

    def count_by(self, field: str | Callable[[R], Any]) -> dict[Any, int]:
        """Count records by the value of a field, most frequent first.

        Parameters
        ----------
        field
            A field, or a function of the record. A record whose field holds several values
            counts once for each, one without a value under None.

        Examples
        --------
        >>> g.attributions.count_by("stance")["comment"]
        4
        """
        value_of = field if callable(field) else self._values_of(field)
        counts: dict[Any, int] = {}
        for record in self:
            value = value_of(record)
            several = isinstance(value, (tuple, list, set))
            try:
                for each in (dict.fromkeys(value) if several else (value,)) or (None,):
                    plain = str(each) if isinstance(each, str) else each
                    counts[plain] = counts.get(plain, 0) + 1
            except TypeError:
                message = f"{self._plural} cannot be counted by {field!r}: it holds {value!r}"
                raise UnknownValueError(message) from None
        return dict(sorted(counts.items(), key=lambda pair: -pair[1]))

    def _values_of(self, field: str) -> Callable[[R], Any]:
        known = self._fields()
        if field not in known:
            message = (
                f"{self._noun} has no field {field!r}{did_you_mean(str(field), known)}; "
                f"the fields are {', '.join(known)}"
            )
            raise UnknownValueError(message, field=str(field))
        return known[field]

    def _fields(self) -> dict[str, Callable[[R], Any]]:
        names = {name: None for kind in self._kinds for name in RECORD_TYPES[kind].model_fields}
        return {name: _getter(name) for name in names}

    # -- showing ------------------------------------------------------------------------

    def _table(self, records: Sequence[R]) -> tuple[list[str], list[list[str]], list[int]]:
        raise NotImplementedError

    def _summary(self) -> str:
        return f"{len(self)} {self._noun if len(self) == 1 else self._plural}"

    @property
    def _plural(self) -> str:
        return f"{self._noun.removesuffix('y')}ies" if self._noun[-1] == "y" else f"{self._noun}s"

    def __repr__(self) -> str:
        head, rows, limits = self._table(tuple(self)[:_SHOWN])
        more = f"\n(+ {len(self) - _SHOWN} more)" if len(self) > _SHOWN else ""
        return self._summary() + (f"\n{text_table(head, rows, limits)}{more}" if rows else "")

    def _repr_html_(self) -> str:
        head, rows, _ = self._table(tuple(self)[:_SHOWN])
        more = f" (the first {_SHOWN})" if len(self) > _SHOWN else ""
        return html_table(self._summary() + more, head, rows)


def _getter(name: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, name, None)


def _sortable(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return tuple(map(str, value)) or None
    earliest = getattr(value, "earliest", value)
    latest = getattr(value, "latest", None)
    return latest if earliest is None else earliest
