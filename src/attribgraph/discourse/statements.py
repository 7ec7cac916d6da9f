"""Statements: the pairs that a network is made of, chosen, and freed of duplicates.

A statement is one value of a row on one side with one on the other. Here they are parallel
arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from attribgraph.discourse.sides import rows_of
from attribgraph.errors import UnknownValueError, a_or_an, did_you_mean
from attribgraph.views import AttributionView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from attribgraph.discourse.sides import Column, Rows, Side
    from attribgraph.graph import AttributionGraph
    from attribgraph.store import Store

__all__ = [
    "DUPLICATES",
    "Choice",
    "Duplicates",
    "Qualifier",
    "Statements",
    "choose",
    "one_of",
    "store_of",
]

Qualifier = Literal["stance"] | Callable[[Any], Any]
"""``"stance"``, or a function of the attribution that gives a number, a truth or None."""

Duplicates = Literal["include", "document", "week", "month", "year", "acrossrange"]

DUPLICATES: Final = ("include", "document", "week", "month", "year", "acrossrange")
_STANCES: Final = 2.0
"""How far support is from deny."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a network is to be made of; the parameters of `one_mode` and `two_mode`."""

    first: Side
    second: Side
    qualifier: Qualifier
    duplicates: str
    include: Any
    exclude: Any
    blind: bool = False
    """Whether statements that differ in the qualifier alone are duplicates."""
    isolates: bool = False


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements as parallel arrays.

    Attributes
    ----------
    first, second
        Numbers of the nodes on either side.
    level
        Number of the qualifier's value, in the order of ``levels``.
    time
        When they were made, or NaT.
    row
        The number of the row that each is of.
    levels
        The values that the qualifier takes, rising.
    span
        How far apart two values can be.
    first_labels, second_labels
        Ids of the nodes.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    level: NDArray[np.int64]
    time: NDArray[np.datetime64]
    row: NDArray[np.int64]
    levels: NDArray[np.float64]
    span: float
    first_labels: tuple[str, ...]
    second_labels: tuple[str, ...]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.first)

    def at(self, chosen: Any) -> Statements:
        """Return some of them, on the same nodes."""
        return replace(
            self,
            first=self.first[chosen],
            second=self.second[chosen],
            level=self.level[chosen],
            time=self.time[chosen],
            row=self.row[chosen],
        )


def one_of(value: Any, words: Iterable[str], what: str) -> str:
    """Return a word of an option.

    Raises
    ------
    UnknownValueError
        If it is not one of the words; the message lists them.
    """
    known = tuple(words)
    if value not in known:
        message = (
            f"{value!r} is not {a_or_an(what)}{did_you_mean(str(value), known)}; "
            f"{a_or_an(what)} is one of {', '.join(known)}"
        )
        raise UnknownValueError(message)
    return str(value)


def store_of(g: AttributionGraph | AttributionView) -> Store:
    """Return the records behind a graph or a view of rows."""
    store: Store = g._store  # noqa: SLF001 (analyses are given graphs to read)
    return store


def choose(
    g: AttributionGraph | AttributionView, choice: Choice, *, ordered: bool = False
) -> Statements:
    """Return the statements that a network is made of.

    Parameters
    ----------
    g, choice
        Of what.
    ordered
        Whether they are put in the order of their times, which takes a while for many.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words.
    """
    one_of(choice.duplicates, DUPLICATES, "rule for duplicates")
    store = store_of(g)
    rows = rows_of(store)
    first, second = rows.column(choice.first), rows.column(choice.second)
    chosen = _chosen(g, rows, choice)
    if callable(choice.qualifier):
        values = rows.qualifiers(choice.qualifier)
        chosen = chosen & ~np.isnan(values)
    elif choice.qualifier == "stance":
        values = rows.stances()
    else:
        message = (
            f"the qualifier is 'stance' or a function of the attribution, not {choice.qualifier!r}"
        )
        raise UnknownValueError(message)
    number, first_codes, second_codes = _pairs(first, second, len(rows))
    kept = chosen[number]
    if not kept.all():
        number, first_codes, second_codes = number[kept], first_codes[kept], second_codes[kept]
    time = rows.times()[number]
    if ordered or choice.duplicates != "include":
        order = np.argsort(time, kind="stable")  # NaT comes last
        number, time = number[order], time[order]
        first_codes, second_codes = first_codes[order], second_codes[order]
    levels, level = _levels(values[number])
    span = (
        _STANCES if choice.qualifier == "stance" else float(np.ptp(levels)) if len(levels) else 0.0
    )
    found = Statements(
        first_codes,
        second_codes,
        level,
        time,
        number,
        levels,
        span,
        first.labels,
        second.labels,
    )
    if choice.duplicates != "include":
        found = found.at(_without_duplicates(found, choice, rows))
    return _on_used_nodes(found, choice)


def _levels(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the values that there are, rising, and the number of each among them."""
    stances = np.array([-1.0, 0.0, 1.0])
    if np.isin(values, stances).all():  # without sorting
        used, codes = _renumbered(values.astype(np.int64) + 1, len(stances))
        return stances[used], codes
    levels, codes = np.unique(values, return_inverse=True)
    return levels, codes


def _chosen(g: AttributionGraph | AttributionView, rows: Rows, choice: Choice) -> NDArray[Any]:
    """Return which rows are asked for: those given, or else those that stand."""
    if choice.include is not None:
        chosen = rows.among(_ids(choice.include))
    elif isinstance(g, AttributionView):
        chosen = rows.among(g.ids)
    else:
        chosen = rows.standing()
    if choice.exclude is not None:
        chosen = chosen & ~rows.among(_ids(choice.exclude))
    return chosen


def _ids(view: Any) -> Iterable[str]:
    if not isinstance(view, AttributionView):
        message = f"a view of rows is wanted (g.attributions...), not {type(view).__name__}"
        raise UnknownValueError(message)
    return view.ids


def _pairs(
    first: Column, second: Column, total: int
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return every value on one side with every value on the other, row by row."""
    every = np.arange(total, dtype=np.int64)
    if first.counts is None and second.counts is None:
        return every, first.codes, second.codes
    ones = np.ones(total, dtype=np.int64)
    of_first = ones if first.counts is None else first.counts
    of_second = ones if second.counts is None else second.counts
    sizes = of_first * of_second
    number = np.repeat(every, sizes)
    inside = np.arange(len(number)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    starts_first = np.cumsum(of_first) - of_first
    starts_second = np.cumsum(of_second) - of_second
    width = of_second[number]
    return (
        number,
        first.codes[starts_first[number] + inside // width],
        second.codes[starts_second[number] + inside % width],
    )


def _without_duplicates(statements: Statements, choice: Choice, rows: Rows) -> NDArray[np.int64]:
    """Return the numbers of the first of each kind of statements that are alike."""
    keys: list[NDArray[Any]] = [statements.first, statements.second]
    if not choice.blind:
        keys.append(statements.level)
    if choice.duplicates == "document":
        keys.append(rows.first_documents()[statements.row])
    elif choice.duplicates != "acrossrange":
        keys.append(_period(statements, choice.duplicates))
    _, first = np.unique(_joined(keys), return_index=True)
    return np.sort(first)


def _period(statements: Statements, unit: str) -> NDArray[np.int64]:
    """Return the number of the calendar week, month or year of each statement.

    An undated statement is in a period of its own row.
    """
    if unit == "week":
        # 1970-01-01 was a Thursday, and ISO weeks begin on Mondays
        days = statements.time.astype("datetime64[D]").astype(np.int64)
        found = (days + 3) // 7
    else:
        found = statements.time.astype(f"datetime64[{unit[0].upper()}]").astype(np.int64)
    undated = np.isnat(statements.time)
    # no calendar reaches so far back
    return np.where(undated, np.iinfo(np.int64).min // 2 - statements.row, found)


def _joined(keys: list[NDArray[Any]]) -> NDArray[np.int64]:
    """Return one number for each combination of keys."""
    found = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        _, code = np.unique(key, return_inverse=True)
        found = found * (int(code.max(initial=0)) + 1) + code
        _, found = np.unique(found, return_inverse=True)
    return found


def _on_used_nodes(found: Statements, choice: Choice) -> Statements:
    """Return the statements on the nodes that they use, or, on request, on all."""
    if choice.isolates:
        return found
    used_first, first = _renumbered(found.first, len(found.first_labels))
    used_second, second = _renumbered(found.second, len(found.second_labels))
    return replace(
        found,
        first=first,
        second=second,
        first_labels=tuple(found.first_labels[each] for each in used_first),
        second_labels=tuple(found.second_labels[each] for each in used_second),
    )


def _renumbered(codes: NDArray[np.int64], size: int) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return which codes below a size are used, and the codes as places among these."""
    used = np.flatnonzero(np.bincount(codes, minlength=size))
    place = np.zeros(size, dtype=np.int64)
    place[used] = np.arange(len(used))
    return used, place[codes]
