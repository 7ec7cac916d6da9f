"""What is known of when a row was said, happened, was published or was recorded.

A clock gives a row a span: the earliest and the latest instant that it may be, an end None
where it is open, and no span at all where nothing is known. A question put to a span is
answered True, False or, where it cannot be decided, None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.standing import Span, bottom_claim, first_published, not_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from attribgraph.model import Attribution
    from attribgraph.store import Store
    from attribgraph.when import When

__all__ = [
    "Clock",
    "certainly_after",
    "certainly_before",
    "ended_by",
    "known_by",
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


_CLOCKS: Final[Mapping[str, Callable[[Store, Attribution], Span | None]]] = {
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
        return _CLOCKS[clock]
    except KeyError:
        message = (
            f"there is no clock {clock!r}{did_you_mean(str(clock), _CLOCKS)}; "
            f"the clocks are {', '.join(_CLOCKS)}"
        )
        raise UnknownValueError(message) from None


def certainly_before(span: Span | None, when: When) -> bool | None:
    """Whether all of the span lies before all of the time."""
    if span is None:
        return None
    start, end = span
    if end is not None and when.earliest is not None and end < when.earliest:
        return True
    if when.earliest is None or (start is not None and start >= when.earliest):
        return False
    return None


def certainly_after(span: Span | None, when: When) -> bool | None:
    """Whether all of the span lies after all of the time."""
    if span is None:
        return None
    start, end = span
    if start is not None and when.latest is not None and start > when.latest:
        return True
    if when.latest is None or (end is not None and end <= when.latest):
        return False
    return None


def may_overlap(span: Span | None, when: When) -> bool | None:
    """Whether the span and the time may share an instant; None where nothing is known."""
    if span is None or span == (None, None):
        return None
    start, end = span
    past = end is not None and when.earliest is not None and end < when.earliest
    future = start is not None and when.latest is not None and start > when.latest
    return not (past or future)


def last_of(store: Store, rows: Iterable[Attribution]) -> list[Attribution]:
    """Return the rows than which none of the others was certainly said later."""
    spans = [(row, _said(store, row) or (None, None)) for row in rows]
    starts = [start for _, (start, _) in spans if start is not None]
    latest = max(starts, default=None)
    return [row for row, (_, end) in spans if end is None or latest is None or end >= latest]


def known_by(store: Store, row: Attribution, when: When) -> bool | None:
    """Whether the row was published or recorded by a time, that time taken in."""
    spans = [span for span in (_published(store, row), _recorded(store, row)) if span is not None]
    if not spans:
        return None
    answers = [ended_by(span, when) for span in spans]
    if True in answers:
        return True
    return None if None in answers else False


def ended_by(span: Span | None, when: When) -> bool | None:
    """Whether all of the span lies no later than the end of the time."""
    if when.latest is None:
        return True
    if span is None:
        return None
    start, end = span
    if end is not None and end <= when.latest:
        return True
    if start is not None and start > when.latest:
        return False
    return None
