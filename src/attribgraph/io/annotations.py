"""W3C Web Annotation: rows as annotations on a document's text, and annotations as rows.

Written after the W3C Recommendation of 2017 (Web Annotation Data Model), with its
TextQuoteSelector and TextPositionSelector, as an annotation page in JSON-LD.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from attribgraph.io._annotation_rows import ROLE, foreign_row, several
from attribgraph.io._common import build
from attribgraph.io._encode import encode_record
from attribgraph.io._files import write_chunks
from attribgraph.io._json_load import JsonText
from attribgraph.io.losses import Losses, left_out
from attribgraph.model import Attribution
from attribgraph.store import RECORD_TYPES, collector_paused, field_ids
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.model import Document
    from attribgraph.record import Record

__all__ = ["read_annotations", "write_annotations"]

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_OURS: Final = "urn:attribgraph:"
_AROUND: Final = 32


def write_annotations(
    graph: AttributionGraph, target: PathOrFile, *, texts: Mapping[str, str] | None = None
) -> Losses:
    """Write the rows that are found in documents as W3C Web Annotations.

    Parameters
    ----------
    graph, target
        As for `write_json`.
    texts
        The documents' texts by id. With them, each excerpt has a TextQuoteSelector beside its
        TextPositionSelector: its words, and 32 characters before and after.

    Returns
    -------
    Losses
        What is not in the file: rows that no document holds, links, and records that no row
        written refers to.

    Raises
    ------
    UnknownIdError
        If ``texts`` has a document that the graph does not have.
    OSError
        If the file cannot be written; the old one is as it was.

    Notes
    -----
    A row is an annotation: its excerpts are the targets, each with the role that it shows; the
    document's URL (else a URN of its id) is their source. One body is the row in words, for
    programs that show annotations. Another holds the row's record and those it refers to, as
    JSON literals of JSON-LD 1.1, from which `read_annotations` makes them again.
    ``recorded_by`` is the creator. Time and size grow with the rows times what each refers to.

    Examples
    --------
    >>> from io import StringIO
    >>> file = StringIO()
    >>> losses = write_annotations(g, file)
    >>> dict(losses.counts)["link"]
    22
    """
    for id_ in texts or {}:
        graph.documents[id_]
    written: set[str] = set()
    items = [each for row in graph.attributions for each in _annotation(graph, row, texts, written)]
    page = {
        "@context": [
            _CONTEXT,
            {
                "attribgraph": _OURS,
                "record": {"@id": "attribgraph:record", "@type": "@json"},
                "records": {"@id": "attribgraph:records", "@type": "@json"},
                ROLE: {"@id": "attribgraph:role"},
            },
        ],
        "id": f"{_OURS}page",
        "type": "AnnotationPage",
        "items": items,
    }
    write_chunks(target, [json.dumps(page, ensure_ascii=False, indent=1).encode(), b"\n"])
    return Losses.of(
        left_out(
            graph.records(),
            lambda each: type(each).model_fields if each.id in written else None,
        )
    )


def _annotation(
    graph: AttributionGraph,
    row: Attribution,
    texts: Mapping[str, str] | None,
    written: set[str],
) -> Iterator[dict[str, Any]]:
    home = _home(graph, row)
    if home is None:
        return
    needed = _needed(graph, row)
    written.update(each.id for each in needed)
    source = home.url or _OURS + quote(home.id, safe="")
    made: dict[str, Any] = {
        "id": _OURS + quote(row.id, safe=""),
        "type": "Annotation",
        "motivation": "describing",
    }
    if row.recorded_by is not None:
        made["creator"] = {"type": "Person", "name": row.recorded_by}
    made["body"] = [
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": graph.explain(row),
        },
        {
            "type": "Dataset",
            "record": _json(row),
            "records": [
                {each.record_kind.value: _json(each)} for each in needed if each is not row
            ],
        },
    ]
    text = (texts or {}).get(home.id)
    made["target"] = [
        {
            "type": "SpecificResource",
            "source": source,
            ROLE: excerpt.role.value,
            "selector": list(_selectors(excerpt.start, excerpt.end, text)),
        }
        for excerpt in row.excerpts
    ] or source
    yield made


def _home(graph: AttributionGraph, row: Attribution) -> Document | None:
    """Return the document that a row's excerpts count in: its own, or of a row about it."""
    while row.document is None:
        outer = graph.attributions.of(row).first()
        if outer is None:
            return None
        row = outer
    found: Document = graph[row.document]
    return found


def _needed(graph: AttributionGraph, row: Attribution) -> list[Record]:
    """Return a row and all that it refers to, and what that refers to."""
    found: dict[str, Record] = {}
    todo = [row.id]
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            record: Record = graph[id_]
            found[id_] = record
            todo.extend(each for name in record.references for each in field_ids(record, name))
    return list(found.values())


def _json(record: Record) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(encode_record(record))
    return fields


def _selectors(start: int, end: int, text: str | None) -> Iterator[dict[str, Any]]:
    if text is not None and text[start:end]:
        yield {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(start - _AROUND, 0) : start],
            "suffix": text[end : end + _AROUND],
        }
    yield {"type": "TextPositionSelector", "start": start, "end": end}


# -- reading ---------------------------------------------------------------------------------


def read_annotations(
    source: PathOrFile, *, texts: Mapping[str, str] | None = None
) -> AttributionGraph:
    """Read W3C Web Annotations: those of `write_annotations`, and any others.

    Parameters
    ----------
    source
        Path, or open file object, of JSON-LD: an annotation, a list of them, an annotation
        page or a collection that holds its first page.
    texts
        Texts of annotated documents, by their IRI. With them, a passage that is given by its
        words alone is looked up, and one that is given by its place is compared with its words.

    Returns
    -------
    AttributionGraph
        A row for each annotation.

    Raises
    ------
    FormatError
        If the file is not such JSON; the message names the line.
    OSError
        If the file cannot be opened.

    Notes
    -----
    Annotations that `write_annotations` wrote become the rows they were. Of any other, the
    annotated passage becomes a claim, found in the document whose IRI is the target's source;
    its creator is who recorded the row. Tags of the form ``source: Kyiv`` set the row's source,
    cue, act, stance or certainty; other tags are the claim's. Texts in the body become notes.
    Places count in Unicode code points, as the recommendation says. Of the selectors,
    TextQuoteSelector and TextPositionSelector are understood, also where one refines another;
    what is not is kept in the row's ``extra["selectors"]``, as is a passage that the text does
    not have just once.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> losses = write_annotations(g, file)
    >>> len(read_annotations(BytesIO(file.getvalue()))) > 0
    True
    """
    file = JsonText.read(source)
    records: dict[str, Record] = {}
    places: dict[str, list[str | int]] = {}
    with collector_paused():
        for steps, item in _annotations(file):
            bodies = several(item.get("body"))
            ours = next((b for b in bodies if isinstance(b, dict) and "record" in b), None)
            made = (
                foreign_row(file, item, steps, texts or {})
                if ours is None
                else list(_records(file, ours, steps))
            )
            for record in made:
                records.setdefault(record.id, record)
                places.setdefault(record.id, steps)
        found = list(records.values())
        return build(found, file.path, lambda number: file.line(places[found[number].id]))


def _annotations(file: JsonText) -> Iterator[tuple[list[str | int], dict[str, Any]]]:
    steps: list[str | int] = []
    value = file.value
    if isinstance(value, dict) and isinstance(value.get("first"), dict):
        steps, value = ["first"], value["first"]
    if isinstance(value, dict) and "items" in value:
        steps, value = [*steps, "items"], value["items"]
    if isinstance(value, dict) and ("target" in value or "body" in value):
        yield steps, value
        return
    if not isinstance(value, list):
        message = "no annotations: an annotation, a list of them, or a page of items is wanted"
        raise file.error(message, steps)
    for number, item in enumerate(value):
        if not isinstance(item, dict) or "target" not in item:
            message = f"annotation number {number + 1}: an object with a target is wanted"
            raise file.error(message, [*steps, number])
        yield [*steps, number], item


def _records(file: JsonText, body: dict[str, Any], steps: list[str | int]) -> Iterator[Record]:
    where = "the record of an annotation"
    yield file.record(Attribution, body["record"], steps, where)
    for entry in several(body.get("records")):
        kind, fields = next(iter(entry.items())) if isinstance(entry, dict) and entry else ("", {})
        if kind not in set(Kind):
            message = f"{where}: {kind!r:.40} is no kind of record"
            raise file.error(message, steps)
        yield file.record(RECORD_TYPES[Kind(kind)], fields, steps, where)
