"""How rows and nodes are laid out in columns, and what a row's columns say."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from attribgraph.extras import need
from attribgraph.model import Attribution, Claim, Document, Excerpt, Link
from attribgraph.standing import bottom_claim, first_published, relays_of, row_documents, stands
from attribgraph.store import RECORD_TYPES, field_ids
from attribgraph.vocabulary import Kind, Naming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from attribgraph.model import Record
    from attribgraph.store import Store
    from attribgraph.when import When

__all__ = [
    "act_words",
    "closed",
    "content_text",
    "fold",
    "frame",
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
_LONGEST_VIA: Final = 6


def fold(name: str) -> str:
    """Return a name in the form in which names are compared."""
    apart = unicodedata.normalize("NFKD", name)  # folding the case of a mark may move it
    return " ".join(unicodedata.normalize("NFKC", apart.casefold()).split())


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
    found = (table[each].publisher for each in row_documents(store, row.id))
    return tuple(dict.fromkeys(each for each in found if each is not None))


def published_at(store: Store, row: Attribution) -> When | None:
    """Return the date of the first published document that holds a row."""
    span = first_published(store, row.id)
    table = store.tables[Kind.DOCUMENT]
    if span is None or span[1] is None:
        return None
    dates = (table[each].published_at for each in row_documents(store, row.id))
    return next((each for each in dates if each is not None and each.latest == span[1]), None)


def source_names(store: Store, row: Attribution) -> str:
    """Return the names of a row's sources, or "nobody named"."""
    return " and ".join(_label_of(store, each) for each in row.sources) or "nobody named"


def _label_of(store: Store, id_: str) -> str:
    """Return a record's label, or its id: a view may refer to what has been removed since."""
    record = store.get(id_)
    return id_ if record is None else label(record)


def act_words(row: Attribution) -> str:
    """Return the act as two or three words: "deny", "not deny", "assess: false"."""
    words = f"not {row.act.value}" if row.negated else row.act.value
    return f"{words}: {row.grade}" if row.grade else words


def content_text(store: Store, row: Attribution) -> str:
    """Return the content as text: a claim's words, another row in short."""
    content = store.get(row.content)
    if isinstance(content, Attribution):
        claim = bottom_claim(store, content.id)
        inner = f" {claim.text}" if claim else ""
        return f"[{source_names(store, content)}: {act_words(content)}]{inner}"
    return _label_of(store, row.content)


def via_of(store: Store, row: str) -> str:
    """Return the names of those who pass a row on, outermost first ("A > B; C").

    Of a long path the names nearest to the row are given.
    """
    paths: list[str] = []
    todo: list[tuple[str, tuple[str, ...]]] = [(row, ())]
    while todo and len(paths) <= _MOST_VIA:
        at, path = todo.pop()
        relays = relays_of(store, at)
        if path and (not relays or len(path) == _LONGEST_VIA):
            paths.append(" > ".join([*(["..."] if relays else []), *path]))
            continue
        todo.extend((each.id, (source_names(store, each), *path)) for each in reversed(relays))
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
    ]
    return head, cells, [26, 14, 48, 14, 24]


def node_table(nodes: Sequence[Any]) -> tuple[list[str], list[list[str]], list[int]]:
    """Return head, cells and widths of the short table of nodes."""
    if nodes and all(isinstance(each, Link) for each in nodes):
        return (
            ["subject", "relation", "object"],
            [[each.subject, each.relation.value, each.object] for each in nodes],
            [36, 16, 36],
        )
    head = ["id", "kind", "name"]
    cells = [[each.id, _kind_word(each), label(each)] for each in nodes]
    return head, cells, [36, 16, 56]


def _kind_word(record: Any) -> str:
    for field in ("kind", "form", "relation"):
        if field in type(record).model_fields:
            return str(getattr(record, field))
    return str(record.record_kind)


def row_frame(store: Store, rows: Iterable[Attribution]) -> Any:
    """Return a pandas frame of rows; one without rows has the same columns."""
    found = list(rows)
    columns: dict[str, Callable[[Attribution], Any]] = {
        "id": lambda row: row.id,
        "source": lambda row: source_names(store, row),
        "act": lambda row: row.act.value,
        "negated": lambda row: row.negated,
        "stance": lambda row: row.stance.value,
        "content": lambda row: content_text(store, row),
        "via": lambda row: via_of(store, row.id),
        "said_at": lambda row: _cell(row.said_at),
        "standing": lambda row: stands(store, row.id),
        "source_ids": lambda row: "; ".join(row.sources),
        "content_id": lambda row: row.content,
        "claim_id": lambda row: getattr(bottom_claim(store, row.id), "id", None),
        "document": lambda row: "; ".join(row_documents(store, row.id)),
        "naming": lambda row: naming_of(store, row).value,
        "factuality": lambda row: row.factuality,
    }
    filled = {name: [cell(row) for row in found] for name, cell in columns.items()}
    plain = [name for name in Attribution.model_fields if name not in {*columns, "sources"}]
    return frame(filled | {name: [_cell(getattr(row, name)) for row in found] for name in plain})


def node_frame(nodes: Iterable[Record], kinds: Iterable[Kind]) -> Any:
    """Return a pandas frame of nodes, with the fields of their kinds as columns."""
    found = list(nodes)
    names = dict.fromkeys(name for kind in kinds for name in RECORD_TYPES[kind].model_fields)
    return frame({name: [_cell(getattr(each, name, None)) for each in found] for name in names})


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, tuple):
        return "; ".join(map(_text, value))
    if isinstance(value, dict):
        return dict(value)
    return str(value)


def _text(value: Any) -> str:
    if isinstance(value, Excerpt):
        return f"{value.start}-{value.end} {value.role.value}"
    return str(value)


def frame(columns: dict[str, list[Any]]) -> Any:
    """Return a pandas frame of columns, or say how to install pandas."""
    return need("pandas", feature="to_frame()", extra="pandas").DataFrame(columns)


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
    waiting = list(found)
    while waiting:
        at = waiting.pop()
        for end in ("subject", "object"):
            for link in store.referring(Kind.LINK, end, at).values():
                if link.id in found or link.subject not in found or link.object not in found:
                    continue
                found[link.id] = link
                # it brings its document and publisher, which others may join
                for document in field_ids(link, "document"):
                    record = store.require(document)
                    for id_ in (document, *field_ids(record, "publisher")):
                        if id_ not in found:
                            found[id_] = store.require(id_)
                            waiting.append(id_)
    return [record for record in store.records() if record.id in found]
