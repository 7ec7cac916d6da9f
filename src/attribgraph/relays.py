"""From "A said it, B reports that" to rows: `expand_via`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from attribgraph.checks import validated
from attribgraph.errors import RecordError
from attribgraph.model import Attribution, Record
from attribgraph.vocabulary import Act

__all__ = ["EVERY_ROW", "expand_via", "several"]

EVERY_ROW: Final = ("recorded_at", "recorded_by", "method")
"""Fields that a statement's rows share with those of its relays."""


def expand_via(fields: Mapping[str, Any], via: Any = None) -> list[Attribution]:
    """Return the rows of a statement and of those who pass it on, the first-hand one first.

    Parameters
    ----------
    fields
        Fields of `Attribution` for the first-hand row. ``document`` goes to the outermost
        row; ``recorded_at``, ``recorded_by`` and ``method`` to each.
    via
        Who passes it on, from the innermost out: a source (id or record), a mapping with
        the fields of the relay (``sources`` and whatever else), a tuple of sources for a
        joint relay inside a list; one of these, or a list.

    Returns
    -------
    list
        Rows: the first-hand one, then one for each relay, the outermost last.

    Raises
    ------
    RecordError
        If a field is not acceptable.

    Examples
    --------
    >>> first, relay = expand_via({"sources": "yoon", "content": "c", "document": "d"}, "yonhap")
    >>> first.document, relay.document, relay.content == first.id, relay.act.value
    (None, 'd', True, 'report')
    """
    relays = several(via)
    first = dict(fields)
    document = first.pop("document", None) if relays else None
    shared = {name: first[name] for name in EVERY_ROW if first.get(name) is not None}
    rows = [validated(Attribution, first)]
    for place, relay in enumerate(relays, 1):
        row = {"act": Act.REPORT} | shared
        row |= relay if isinstance(relay, Mapping) else {"sources": relay}
        row["content"] = rows[-1].id
        if place == len(relays) and document is not None:
            row.setdefault("document", document)
        rows.append(validated(Attribution, row))
    return rows


def several(via: Any) -> list[Any]:
    """Return the relays that ``via`` names, from the innermost out."""
    if via is None:
        return []
    if isinstance(via, (str, Record, Mapping)):
        return [via]
    if isinstance(via, Iterable) and not isinstance(via, (set, frozenset)):
        return list(via)
    message = f"field 'via': a source, or a list from the innermost out, is wanted, not {via!r}"
    raise RecordError(message, field="via")
