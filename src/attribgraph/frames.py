"""How rows and nodes are laid out in columns, and what a row's columns say."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import MissingExtraError
from attribgraph.model import Attribution, Claim, Document, Link
from attribgraph.standing import bottom_claim, documents_of, first_published, relays_of, stands
from attribgraph.store import RECORD_TYPES, field_ids
from attribgraph.vocabulary import Kind, Naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attribgraph.model import Record
    from attribgraph.store import Store
    from attribgraph.when import When

__all__ = [
    "act_words",
    "closed",
    "content_text",
    "fold",
    "label",
    "names_of",
    "naming_of",
    "node_frame",
    "node_table",
    "published_at",
    "publishers_of",
    "row_frame",
    "row_table",
    "source_names",
    "via_of",
]

_NAMINGS: Final = tuple(Naming)
_MOST_VIA: Final = 3


def fold(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def names_of(record: Record) -> list[str]:
    """Return the folded names that a record is found by."""
    if isinstance(record, Claim):
        return [fold(record.text)]
    if isinstance(record, Document):
        return [fold(record.title)]
    if isinstance(record, Link):
        return [fold(record.relation.value)]
    return [fold(each) for each in (label(record), *getattr(record, "aliases", ()))]


def label(record: Record) -> str:
    """Return the text that stands for a record: its name, title or words."""
    for field in ("name", "title", "text"):
        if field in type(record).model_fields:
            return str(getattr(record, field))
    return record.id


def naming_of(store: Store, row: Attribution) -> Naming:
    """Return how a row names its sources, or how they are named where it does not say."""
    if row.naming is not None:
        return row.naming
    named = {getattr(store.get(each), "naming", Naming.NAMED) for each in row.sources}
    return next((each for each in _NAMINGS if each in named), Naming.ANONYMOUS)


def publishers_of(store: Store, row: Attribution) -> tuple[str, ...]:
    """Return the ids of the outlets whose documents hold a row."""
    table = store.tables[Kind.DOCUMENT]
    found = (table[each].publisher for each in documents_of(store, (row.id,)))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def published_at(store: Store, row: Attribution) -> When | None:
    """Return the date of the first published document that holds a row."""
    span = first_published(store, row.id)
    table = store.tables[Kind.DOCUMENT]
    if span is None or span[1] is None:
        return None
    dates = (table[each].published_at for each in documents_of(store, (row.id,)))
    return next((each for each in dates if each is not None and each.latest == span[1]), None)


def source_names(store: Store, row: Attribution) -> str:
    """Return the names of a row's sources, or "nobody named"."""
    names = [label(store.require(each)) for each in row.sources]
    return " and ".join(names) if names else "nobody named"


def act_words(row: Attribution) -> str:
    """Return the act as two or three words: "deny", "not deny", "assess: false"."""
    words = f"not {row.act.value}" if row.negated else row.act.value
    return f"{words}: {row.grade}" if row.grade else words


def content_text(store: Store, row: Attribution) -> str:
    """Return the content as text: a claim's words, another row in short."""
    content = store.require(row.content)
    if isinstance(content, Attribution):
        claim = bottom_claim(store, content.id)
        inner = claim.text if claim else content_text(store, content)
        return f"[{source_names(store, content)}: {act_words(content)}] {inner}"
    return label(content)


def via_of(store: Store, row: str) -> str:
    """Return the names of those who pass a row on, outermost first ("A > B; C")."""
    paths: list[str] = []
    todo: list[tuple[str, str]] = [(row, "")]
    while todo and len(paths) <= _MOST_VIA:
        at, path = todo.pop()
        relays = relays_of(store, at)
        if not relays and path:
            paths.append(path)
        for relay in reversed(relays):
            name = source_names(store, relay)
            todo.append((relay.id, f"{name} > {path}" if path else name))
    shown = list(dict.fromkeys(paths))
    return "; ".join(shown[:_MOST_VIA]) + ("; ..." if len(shown) > _MOST_VIA else "")


def row_table(
    store: Store, rows: Iterable[Attribution]
) -> tuple[list[str], list[list[str]], list[int]]:
    """Return head, cells and widths of the short table of rows."""
    head = ["source", "act", "content", "said", "via"]
    cells = [
        [
            source_names(store, row),
            act_words(row),
            content_text(store, row),
            str(row.said_at or ""),
            via_of(store, row.id),
        ]
        for row in rows
        if row.id in store.rows
    ]
    return head, cells, [26, 14, 48, 12, 24]


def node_table(nodes: Sequence[Any]) -> tuple[list[str], list[list[str]], list[int]]:
    """Return head, cells and widths of the short table of nodes."""
    if nodes and isinstance(nodes[0], Link):
        return (
            ["subject", "relation", "object"],
            [[each.subject, each.relation.value, each.object] for each in nodes],
            [36, 16, 36],
        )
    head = ["id", "kind", "name"]
    cells = [
        [each.id, str(getattr(each, "kind", None) or each.form), label(each)] for each in nodes
    ]
    return head, cells, [36, 16, 56]


def row_frame(store: Store, rows: Iterable[Attribution]) -> Any:
    """Return a pandas frame of rows."""
    plain = [name for name in Attribution.model_fields if name not in {"sources", "content"}]
    columns: dict[str, list[Any]] = {"id": []}
    for row in rows:
        claim = bottom_claim(store, row.id)
        line = {
            "id": row.id,
            "source": source_names(store, row),
            "act": row.act.value,
            "negated": row.negated,
            "stance": row.stance.value,
            "content": content_text(store, row),
            "via": via_of(store, row.id),
            "said_at": _cell(row.said_at),
            "standing": stands(store, row.id),
            "source_ids": "; ".join(row.sources),
            "content_id": row.content,
            "claim_id": claim.id if claim else None,
            "document": "; ".join(documents_of(store, (row.id,))),
            "naming": naming_of(store, row).value,
            "factuality": row.factuality,
        }
        line |= {name: _cell(getattr(row, name)) for name in plain if name not in line}
        for name, cell in line.items():
            columns.setdefault(name, []).append(cell)
    return _pandas().DataFrame(columns)


def node_frame(nodes: Iterable[Record]) -> Any:
    """Return a pandas frame of nodes."""
    found = list(nodes)
    kinds = [kind for kind in RECORD_TYPES if any(each.record_kind is kind for each in found)]
    names = list(dict.fromkeys(name for kind in kinds for name in RECORD_TYPES[kind].model_fields))
    return _pandas().DataFrame(
        {name: [_cell(getattr(each, name, None)) for each in found] for name in names or ["id"]}
    )


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, tuple):
        return "; ".join(str(each) for each in value)
    if isinstance(value, dict):
        return dict(value)
    return str(value)


def _pandas() -> Any:
    try:
        import pandas as pd
    except ImportError:
        message = "to_frame()"
        raise MissingExtraError(message, "pandas") from None
    return pd


def closed(store: Store, rows: Iterable[str]) -> list[Record]:
    """Return the rows, all that they refer to, every row about them, and the links between."""
    found: dict[str, Record] = {}
    todo = list(rows)
    while todo:
        id_ = todo.pop()
        if id_ in found:
            continue
        record = found[id_] = store.require(id_)
        todo.extend(each for field in record.references for each in field_ids(record, field))
        todo.extend(store.outer(id_) if isinstance(record, Attribution) else ())
    links = store.tables[Kind.LINK].values()
    inside = [link for link in links if link.subject in found and link.object in found]
    for link in inside:
        found[link.id] = link
        if link.document is not None:
            todo.append(link.document)
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            record = found[id_] = store.require(id_)
            todo.extend(each for field in record.references for each in field_ids(record, field))
    return [record for record in store.records() if record.id in found]
