"""What a box says and which shape it has, before anything is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attribgraph.plot.addresses import web_address
from attribgraph.plot.chains import NOBODY
from attribgraph.plot.labels import claim_words, document_words, source_words
from attribgraph.vocabulary import ClaimForm, Kind, Naming

if TYPE_CHECKING:
    from attribgraph.store import Store

__all__ = ["Face", "claim_face", "document_face", "source_face"]


@dataclass(frozen=True)
class Face:
    """The words of a box and what kind of box it is.

    ``shape`` is "page", "hexagon", "rounded", "plain" (a claim) or "tag" (a statement that
    others are about). A ``blank`` one has no fill: it is nobody in particular.
    """

    record: str
    shape: str
    words: str
    note: str = ""
    dashed: bool = False
    marked: bool = False
    blank: bool = False
    pile: bool = False
    url: str | None = None


def source_face(store: Store, source: str) -> Face:
    """Return the face of a source, or of nobody."""
    if source == NOBODY:
        return Face(NOBODY, "rounded", "nobody named", dashed=True, blank=True)
    record: Any = store.get(source)
    words, note = source_words(store, source)
    shape = "rounded" if record.record_kind is Kind.ACTOR else "hexagon"
    return Face(source, shape, words, note, dashed=record.naming is not Naming.NAMED)


def document_face(store: Store, document: str) -> Face:
    """Return the face of a document."""
    record = store.tables[Kind.DOCUMENT][document]
    words, note = document_words(store, record)
    return Face(document, "page", words, note, url=web_address(record.url))


def claim_face(store: Store, claim: str) -> Face:
    """Return the face of a claim."""
    record = store.tables[Kind.CLAIM][claim]
    words, note = claim_words(record)
    return Face(claim, "plain", words, note, marked=record.form is not ClaimForm.STATEMENT)
