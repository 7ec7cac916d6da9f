"""Texts with their brat annotations, as records: what `read_brat` and `read_polnear` share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attribgraph.checks import validated
from attribgraph.io._brat_rows import Reading
from attribgraph.io._files import after_mark, decode, name_of, read_bytes
from attribgraph.io._quotation import Quotation
from attribgraph.io._sources import Sources
from attribgraph.io._standoff import parse_standoff
from attribgraph.model import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.io._brat_rows import Scheme
    from attribgraph.io._files import PathOrFile
    from attribgraph.model import Agency
    from attribgraph.record import Record

__all__ = ["AnnotatedText", "read_annotated", "records_of"]


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A document with the readings of its annotators, one for each."""

    document: Document
    readings: Sequence[Reading]


def read_annotated(
    document: Document,
    publisher: Agency | None,
    text: PathOrFile,
    files: Sequence[tuple[str | None, PathOrFile]],
    scheme: Scheme,
) -> AnnotatedText:
    """Read a document's text and the annotations on it.

    Raises
    ------
    FormatError, OSError
        As `read_brat`.
    """
    data = read_bytes(text)
    words = decode(data, name_of(text))
    quotation = Quotation(words)
    readings = []
    rest: dict[str, list[str]] = {}
    for annotator, file in files:
        path = name_of(file)
        content = decode(after_mark(read_bytes(file), path), path)
        reading = Reading(
            document.id, words, quotation, parse_standoff(content, path), scheme, annotator
        )
        readings.append(reading)
        if lines := reading.rest():
            rest[annotator or ""] = lines
    fields = document.given()
    fields.setdefault("sha256", hashlib.sha256(data).hexdigest())
    if publisher is not None:
        fields["publisher"] = publisher.id
    if rest:
        fields["extra"] = {**document.extra, "brat": rest}
    return AnnotatedText(validated(Document, fields), readings)


def records_of(documents: Sequence[AnnotatedText], agencies: Sequence[Agency]) -> list[Record]:
    """Return the records of documents; which mentions are one source is found over all.

    A claim that two annotators mark is one claim.
    """
    sources = Sources(agencies)
    for each in documents:
        for reading in each.readings:
            reading.note(sources)
    found: dict[str, Record] = {}
    for each in documents:
        found[each.document.id] = each.document
        for reading in each.readings:
            for record in reading.records(sources):
                found.setdefault(record.id, record)
    return [*sources.records(), *found.values()]
