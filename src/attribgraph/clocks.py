"""What is known of when a row was said, happened, was published or was recorded.

A clock gives a row a span: the earliest and the latest instant that it may be, an end None
where it is open, and no span at all where nothing is known. A `Question` put to a span is
answered True, False or, where it cannot be decided, None.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.standing import Span, bottom_claim, first_published, not_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from attribgraph.model import Attribution
    from attribgraph.store import Store
    from attribgraph.when import When

__all__ = [
    "CLOCKS",
    "END",
    "START",
    "Clock",
    "Question",
    "certainly_after",
    "certainly_before",
    "ended_by",
    "last_of",
    "may_overlap",
    "span_on",
]

Clock = Literal["said_at", "happened_at", "published_at", "recorded_at"]
"""Name of a clock."""


def _ends(when: When | None) -> Span | None:
    return None if when is None else (when.earliest, when.latest)


def _said(store: Store, row: Attribution) -> Span | None:
    if row.said_at is not None:
        return _ends(row.said_at)
    bound = not_after(store, row.id)
    return None if bound is None else (None, bound)


def _happened(store: Store, row: Attribution) -> Span | None:
    claim = bottom_claim(store, row.id)
    return None if claim is None else _ends(claim.happened_at)


def _published(store: Store, row: Attribution) -> Span | None:
    return first_published(store, row.id)


def _recorded(_: Store, row: Attribution) -> Span | None:
    return _ends(row.recorded_at)


CLOCKS: Final[Mapping[str, Callable[[Store, Attribution], Span | None]]] = {
    "said_at": _said,
    "happened_at": _happened,
    "published_at": _published,
    "recorded_at": _recorded,
}


def span_on(clock: str) -> Callable[[Store, Attribution], Span | None]:
    """Return the function that reads a clock.

    Raises
    ------
    UnknownValueError
        If there is no such clock.
    """
    try:
        return CLOCKS[clock]
    except KeyError:
        message = (
            f"there is no clock {clock!r}{did_you_mean(str(clock), CLOCKS)}; "
            f"the clocks are {', '.join(CLOCKS)}"
        )
        raise UnknownValueError(message) from None


START: Final = 0
END: Final = 1

Bound = tuple[int, Literal["<", "<=", ">", ">="], "datetime"]
"""A comparison of an end of a span, where that end is known, with an instant."""

_COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question put to a span, as comparisons: asked in memory, or written as SQL.

    Attributes
    ----------
    yes, no
        Bounds of which one is enough for True, or for False; they exclude each other.
    otherwise
        The answer where none of them holds.
    nothing
        The answer where the row has no span.
    needs_an_end
        Whether a span that is open at both ends counts as none.
    """

    yes: tuple[Bound, ...] = ()
    no: tuple[Bound, ...] = ()
    otherwise: bool | None = None
    nothing: bool | None = None
    needs_an_end: bool = False

    def of(self, span: Span | None) -> bool | None:
        """Return the answer for a span: True, False, or None where it does not decide."""
        if span is None or (self.needs_an_end and span == _OPEN):
            return self.nothing
        for end, relation, instant in self.yes:
            known = span[end]
            if known is not None and _COMPARED[relation](known, instant):
                return True
        for end, relation, instant in self.no:
            known = span[end]
            if known is not None and _COMPARED[relation](known, instant):
                return False
        return self.otherwise


_OPEN: Final = (None, None)


def certainly_before(when: When) -> Question:
    """Return the question whether all of a span lies before all of the time."""
    first = when.earliest
    if first is None:
        return Question(otherwise=False)
    return Question(yes=((END, "<", first),), no=((START, ">=", first),))


def certainly_after(when: When) -> Question:
    """Return the question whether all of a span lies after all of the time."""
    last = when.latest
    if last is None:
        return Question(otherwise=False)
    return Question(yes=((START, ">", last),), no=((END, "<=", last),))


def may_overlap(when: When) -> Question:
    """Return the question whether a span and the time may share an instant."""
    first, last = when.earliest, when.latest
    past: tuple[Bound, ...] = () if first is None else ((END, "<", first),)
    future: tuple[Bound, ...] = () if last is None else ((START, ">", last),)
    return Question(no=past + future, otherwise=True, needs_an_end=True)


def ended_by(when: When) -> Question:
    """Return the question whether all of a span lies no later than the end of the time."""
    last = when.latest
    if last is None:
        return Question(otherwise=True, nothing=True)
    return Question(yes=((END, "<=", last),), no=((START, ">", last),))


def last_of(store: Store, rows: Iterable[Attribution]) -> list[Attribution]:
    """Return the rows than which none of the others was certainly said later."""
    spans = [(row, _said(store, row) or (None, None)) for row in rows]
    starts = [start for _, (start, _) in spans if start is not None]
    latest = max(starts, default=None)
    return [row for row, (_, end) in spans if end is None or latest is None or end >= latest]
