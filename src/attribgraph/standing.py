"""Which rows stand, who relays them, and which documents they are found in.

Since a row has one content, rows form a forest: every function here walks it without
recursion and, with what is remembered in ``store.memo``, visits each row once until the
next change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph.vocabulary import Act, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from attribgraph.model import Attribution, Claim, Document
    from attribgraph.store import Store

__all__ = [
    "bottom_claim",
    "documents_of",
    "first_published",
    "held_in",
    "is_relay",
    "not_after",
    "relays_of",
    "row_documents",
    "stands",
]

Span = tuple["datetime | None", "datetime | None"]


def is_relay(row: Attribution) -> bool:
    """Whether a row passes its content on, given that its content is an attribution.

    It does if its stance is support, and it is no assessment: who denies, questions or
    grades a statement does not pass it on.
    """
    return row.stance is Stance.SUPPORT and row.act is not Act.ASSESS


def relays_of(store: Store, row: str) -> list[Attribution]:
    """Return the rows that pass a row on, in the order in which they came."""
    return [each for each in store.outer(row).values() if is_relay(each)]


def stands(store: Store, row: str) -> bool:
    """Whether a row stands: vouched for, and not retracted by its own sources.

    A row that is content of others stands if its own document states it or one of them
    that stands supports it. It does not stand once each of its sources has retracted it in
    rows that stand. A row that is nobody's content stands. Assessments do not count here:
    to grade a statement is neither to vouch for it nor to put it in doubt that it was made.
    """
    if not store.outer(row):
        return True
    answer: bool = _outward(store, "stands", row, _vouched)
    return answer


def _vouched(store: Store, row: str, known: Mapping[str, bool]) -> bool:
    outer = [each for each in store.outer(row).values() if each.act is not Act.ASSESS]
    if not outer:
        return True
    record = store.rows[row]
    standing = [each for each in outer if known[each.id]]
    retracting = {
        source
        for each in standing
        if each.act is Act.RETRACT and not each.negated
        for source in each.sources
    }
    if record.sources and retracting.issuperset(record.sources):
        return False
    return record.document is not None or any(each.stance is Stance.SUPPORT for each in standing)


def not_after(store: Store, row: str) -> datetime | None:
    """Return the latest time at which a row without a date can have been said.

    It was said before it was published, and before anybody relayed it.
    """
    bound: datetime | None = _outward(store, "not_after", row, _bound)
    return bound


def _bound(store: Store, row: str, known: Mapping[str, datetime | None]) -> datetime | None:
    rows = store.rows
    bounds = [known[each] for each in store.outer(row)]
    for each in store.outer(row):
        said = rows[each].said_at
        bounds.append(said.latest if said else None)
    document = _own_document(store, row)
    if document is not None and document.published_at is not None:
        bounds.append(document.published_at.latest)
    return min((each for each in bounds if each is not None), default=None)


def first_published(store: Store, row: str) -> Span | None:
    """Return the earliest and the latest that a row's first publication may be.

    None where no document holds the row. An end is None where it is not known.
    """
    span: Span | None = _outward(store, "first_published", row, _publication)
    return span


def _publication(store: Store, row: str, known: Mapping[str, Span | None]) -> Span | None:
    spans = [span for each in store.outer(row) if (span := known[each]) is not None]
    document = _own_document(store, row)
    if document is not None:
        when = document.published_at
        spans.append((when.earliest, when.latest) if when else (None, None))
    if not spans:
        return None
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans if end is not None]
    known_starts = [start for start in starts if start is not None]
    return (
        min(known_starts) if len(known_starts) == len(starts) else None,
        min(ends, default=None),
    )


def documents_of(store: Store, rows: Iterable[str]) -> list[str]:
    """Return the ids of the documents that hold the rows, directly or through relays."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    todo = list(rows)[::-1]
    while todo:
        row = todo.pop()
        if row in seen:
            continue
        seen.add(row)
        document = _own_document(store, row)
        if document is not None:
            found[document.id] = None
        todo.extend(store.outer(row))
    return list(found)


def row_documents(store: Store, row: str) -> tuple[str, ...]:
    """Return the ids of the documents that hold a row: its own, then those of its relays.

    Unlike `documents_of`, it remembers, so that asking row by row costs no more at any depth.
    """
    documents: tuple[str, ...] = _outward(store, "row_documents", row, _documents)
    return documents


def _documents(store: Store, row: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    own = _own_document(store, row)
    outer = [known[each] for each in store.outer(row)]
    if own is None and len(outer) == 1:
        return outer[0]
    first = () if own is None else (own.id,)
    return tuple(dict.fromkeys(first + tuple(id_ for each in outer for id_ in each)))


def held_in(store: Store, documents: Iterable[str]) -> set[str]:
    """Return the ids of the rows that the documents hold, directly or inside other rows."""
    rows = store.rows
    held: set[str] = set()
    for document in documents:
        for each in store.referring(Kind.ATTRIBUTION, "document", document):
            row: str | None = each
            while row in rows and row not in held:
                held.add(row)
                row = rows[row].content
    return held


def bottom_claim(store: Store, row: str) -> Claim | None:
    """Return the claim that a row is about in the end, through all its relays.

    None for a row that is, in the end, about a source.
    """
    rows = store.rows
    known: dict[str, Claim | None] = store.memo.setdefault("bottom_claim", {})
    path = []
    at = row
    while at in rows and at not in known:
        path.append(at)
        at = rows[at].content
    claim = known[at] if at in known else store.tables[Kind.CLAIM].get(at)
    known.update(dict.fromkeys(path, claim))
    return claim


def _own_document(store: Store, row: str) -> Document | None:
    record = store.rows.get(row)  # a view may hold a row that has been removed since
    if record is None or record.document is None:
        return None
    document: Document = store.tables[Kind.DOCUMENT][record.document]
    return document


def _outward(store: Store, name: str, row: str, answer: Callable[[Store, str, Any], Any]) -> Any:
    """Answer for a row once all rows that hold it, outermost first, are answered for."""
    known: dict[str, Any] = store.memo.setdefault(name, {})
    todo = [row]
    while todo:
        at = todo[-1]
        if at not in known:
            waiting = [each for each in store.outer(at) if each not in known]
            if waiting:
                todo.extend(waiting)
                continue
            known[at] = answer(store, at, known)
        todo.pop()
    return known[row]
