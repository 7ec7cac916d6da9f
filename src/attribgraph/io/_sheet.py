"""A graph as one table of statements, and what that table could not hold."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attribgraph.frames import fold, label
from attribgraph.io._cells import join_list
from attribgraph.io._encode import encode_record
from attribgraph.io._ids import derived_id
from attribgraph.io.columns import FIELDS
from attribgraph.io.losses import Losses
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.vocabulary import ActorKind, AgencyKind, Certainty, Kind, Naming, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.quantity import Quantity
    from attribgraph.record import Record

__all__ = ["losses_of", "sheet_of"]

_DELIMITER: Final = ";"
_ALWAYS: Final = frozenset({"id", "sources", "act", "stance", "claim", "said_at", "document"})


def sheet_of(graph: AttributionGraph) -> tuple[list[str], list[list[str]]]:
    """Return the headings and the cells of the rows of a graph.

    Rows that grade a source, and rows about those, have no place in it. Columns in which
    nothing would stand are left out.
    """
    writer = _Writer(graph)
    rows = [writer.row(each) for each in graph.attributions if writer.has_place(each)]
    used = {field for row in rows for field, cell in row.items() if cell}
    headings = [field for field in FIELDS if field in used or field in _ALWAYS]
    return headings, [[row.get(field, "") for field in headings] for row in rows]


class _Writer:
    def __init__(self, graph: AttributionGraph) -> None:
        self._graph = graph
        self._names = {
            kind: Counter(fold(label(each)) for each in view)
            for kind, view in (("source", graph.sources), ("document", graph.documents))
        }
        self._groups: dict[str, list[str]] = {}
        for link in graph.links:
            # what else a link says has no column, and the column's groups are agencies
            if isinstance(graph[link.object], Agency) and link == Link(
                subject=link.subject, relation=Relation.AFFILIATED_WITH, object=link.object
            ):
                self._groups.setdefault(link.subject, []).append(link.object)
        self._placed: dict[str, bool] = {}

    def has_place(self, row: Attribution) -> bool:
        """Whether a row is, at its bottom, about a claim."""
        path: list[str] = []
        at: Record = row
        while isinstance(at, Attribution) and at.id not in self._placed:
            path.append(at.id)
            at = self._graph[at.content]
        placed = self._placed[at.id] if isinstance(at, Attribution) else isinstance(at, Claim)
        self._placed |= dict.fromkeys(path, placed)
        return placed

    def row(self, row: Attribution) -> dict[str, str]:
        sources: list[Any] = [self._graph[each] for each in row.sources]
        cells = {
            "id": row.id,
            "sources": join_list(map(self._name, sources), _DELIMITER),
            "source_type": _alike([_type_word(each) for each in sources]),
            "source_naming": _alike([each.naming.value for each in sources]),
            "role": _roles(sources),
            "affiliation": self._affiliation(row.sources),
            "naming": row.naming.value if row.naming else "",
            "act": row.act.value,
            "negated": "yes" if row.negated else "",
            "stance": row.stance.value,
            "certainty": "" if row.certainty is Certainty.UNSPECIFIED else row.certainty.value,
            "quotes": _quotes(row.quotes),
            "quote_mode": row.quote_mode.value if "quote_mode" in row.model_fields_set else "",
            "on_behalf_of": self._several(row.on_behalf_of),
            "addressees": self._several(row.addressees),
            "grade_scale": row.grade_scale.value if row.grade_scale else "",
            "confidence": "" if row.confidence is None else repr(row.confidence),
            "extra": json.dumps(_thawed(row)["extra"], ensure_ascii=False) if row.extra else "",
        }
        if all(each.naming is Naming.NAMED for each in sources):
            cells["source_naming"] = ""
        for field in (
            "cue",
            "said_at",
            "occasion",
            "grade",
            "recorded_at",
            "recorded_by",
            "method",
            "notes",
        ):
            cells[field] = str(getattr(row, field) or "")
        content = self._graph[row.content]
        cells |= self._claim(content) if isinstance(content, Claim) else {"content": row.content}
        return cells | (self._document(self._graph[row.document]) if row.document else {})

    def _affiliation(self, sources: tuple[str, ...]) -> str:
        groups = [self._groups.get(each, []) for each in sources]
        if len(sources) == 1 or all(len(each) == 1 for each in groups):
            # of several sources and groups, the first belongs to the first
            return self._several(tuple(each for several in groups for each in several))
        return ""

    def _claim(self, claim: Claim) -> dict[str, str]:
        return {
            "claim": claim.text,
            "claim_id": claim.id,
            "claim_form": claim.form.value if "form" in claim.model_fields_set else "",
            "about": self._several(claim.about),
            "happened_at": str(claim.happened_at or ""),
            "place": claim.place or "",
            "quantity": _figure(claim.quantity),
            "condition": claim.condition or "",
            "claim_language": claim.language or "",
            "tags": join_list(claim.tags, _DELIMITER),
        }

    def _document(self, document: Document) -> dict[str, str]:
        publisher = self._graph[document.publisher] if document.publisher else None
        return {
            "document": self._name(document),
            "document_kind": document.kind.value if "kind" in document.model_fields_set else "",
            "outlet": self._name(publisher) if publisher else "",
            "authors": join_list(document.authors, _DELIMITER),
            "published_at": str(document.published_at or ""),
            "url": document.url or "",
            "document_language": document.language or "",
        }

    def _several(self, ids: tuple[str, ...]) -> str:
        return join_list((self._name(self._graph[each]) for each in ids), _DELIMITER)

    def _name(self, record: Record) -> str:
        """Return a record's name, with its id behind it where the name alone means another."""
        name = label(record)
        group = "document" if isinstance(record, Document) else "source"
        plain = (
            derived_id(name, group) == record.id
            and self._names[group][fold(name)] == 1
            and not name.endswith(">")
        )
        return name if plain else f"{name} <{record.id}>"


def _type_word(source: Actor | Agency) -> str:
    if source.kind is ActorKind.OTHER:
        return "other actor"
    return "other agency" if source.kind is AgencyKind.OTHER else source.kind.value


def _alike(words: list[str]) -> str:
    """Return one word for all, or one for each."""
    return words[0] if len(set(words)) == 1 else join_list(words, _DELIMITER)


def _roles(sources: list[Any]) -> str:
    roles = [role for each in sources if (role := getattr(each, "role", None))]
    if len(sources) == 1:
        return "".join(roles)
    return join_list(roles, _DELIMITER) if len(roles) == len(sources) else ""


def _quotes(quotes: tuple[str, ...]) -> str:
    if len(quotes) == 1 and not quotes[0].startswith("["):
        return quotes[0]
    return json.dumps(quotes, ensure_ascii=False) if quotes else ""


def _figure(quantity: Quantity | None) -> str:
    if quantity is None:
        return ""
    return json.dumps(quantity.model_dump(exclude_unset=True), ensure_ascii=False)


def _thawed(record: Record) -> Any:
    return json.loads(encode_record(record))


def losses_of(graph: AttributionGraph, back: AttributionGraph) -> Losses:
    """Return in what a graph that was read back is less than the one that was written."""
    return Losses.of(_differences(graph, back))


def _differences(graph: AttributionGraph, back: AttributionGraph) -> Iterator[tuple[str, str]]:
    for record in graph.records():
        kind = record.record_kind
        if record.id not in back:
            why = "stands in no table of statements" if kind is Kind.LINK else "is named in no row"
            yield kind.value, f"{kind} {record.id!r} {why}"
            continue
        found = back[record.id]
        if found == record:
            continue
        if type(found) is not type(record):
            yield f"{kind}.kind", f"{kind} {record.id!r} is read as {found.record_kind}"
            continue
        for field in type(record).model_fields:
            if getattr(found, field) != getattr(record, field):
                yield f"{kind}.{field}", f"{field} of {kind} {record.id!r}"
