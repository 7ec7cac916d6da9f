"""STIX 2.1: the graph as a bundle of threat intelligence, through the package `stix2`.

Sources are identities, claims notes, attributions opinions on STIX's five-word scale,
documents reports, links relationships. An extension of our own, as STIX 2.1 foresees,
holds each record, so that nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from attribgraph.extras import need
from attribgraph.frames import label
from attribgraph.io._encode import encode_record
from attribgraph.io._files import write_chunks
from attribgraph.io._json_load import JsonText
from attribgraph.io._stix_reader import StixReader
from attribgraph.io._stix_words import (
    EXTENSION,
    IDENTITY_CLASSES,
    MAKER,
    NAMESPACE,
    NOBODY,
    opinion_word,
)
from attribgraph.io.losses import Losses
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from datetime import datetime

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.record import Record
    from attribgraph.when import When

__all__ = ["read_stix", "write_stix"]

_NO_TIME: Final = "1970-01-01T00:00:00.000Z"
_EARLIEST_YEAR: Final = 1000
_SCHEMA: Final = (
    "The property record holds a record of an attribution graph as the text of a JSON object, "
    "and the property kind its kind: actor, agency, document, claim, attribution or link. "
    "Ids in it are those of other records."
)
_TYPES: Final[dict[Any, str]] = {
    Actor: "identity",
    Agency: "identity",
    Document: "report",
    Claim: "note",
    Attribution: "opinion",
    Link: "relationship",
}


def write_stix(graph: AttributionGraph, target: PathOrFile) -> Losses:
    """Write a graph as a STIX 2.1 bundle (OASIS Standard of 2021), through `stix2`.

    Parameters
    ----------
    graph, target
        As for `write_json`.

    Returns
    -------
    Losses
        Nothing is left out: each object holds its record in an extension.

    Raises
    ------
    MissingExtraError
        If `stix2` is not installed.
    RecordError
        If a record holds what JSON cannot.
    OSError
        If the file cannot be written; the old one is as it was.

    Notes
    -----
    An opinion's word follows the stance, and the certainty that the source expressed: certain
    support is ``strongly-agree``, other support ``agree``, and likewise for denial; query
    and comment are ``neutral``. STIX wants a note to refer to something: where a claim is
    about nobody, that is an identity called "nobody named". Every object is dated
    (``created``) by when it was recorded, said or published, or else 1970-01-01. Ids are
    made from the records' ids, so that writing again gives the same objects.

    Examples
    --------
    >>> import io
    >>> file = io.StringIO()
    >>> print(write_stix(g, file))
    nothing left out
    """
    stix2 = need("stix2", feature="write_stix()", extra="stix")
    with collector_paused():
        objects = _Writer(graph, stix2).objects()
        name = f"bundle--{uuid5(NAMESPACE, ' '.join(each['id'] for each in objects))}"
        bundle = stix2.Bundle(id=name, objects=objects, allow_custom=True)
        text = bundle.serialize(indent=1, ensure_ascii=False)
    write_chunks(target, [text.encode(), b"\n"])
    return Losses()


def read_stix(source: PathOrFile) -> AttributionGraph:
    """Read a graph from a STIX 2.1 bundle, through `stix2`.

    What `write_stix` wrote comes back as it was. In bundles of others' making, identities
    become actors and agencies, reports documents, notes claims that their maker asserts, and
    opinions attributions of whatever they refer to; other objects are read only for the name
    of what an opinion is about. Ids are STIX's.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes).

    Returns
    -------
    AttributionGraph
        An equal graph, if `write_stix` wrote the file and left nothing out.

    Raises
    ------
    MissingExtraError
        If `stix2` is not installed.
    FormatError
        If the file is not such a bundle, or its records do not make a graph. The message
        names the file, the line, the object and what is wrong.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> losses = write_stix(g, file)
    >>> read_stix(BytesIO(file.getvalue())).claims.ids == g.claims.ids
    True
    """
    stix2 = need("stix2", feature="read_stix()", extra="stix")
    file = JsonText.read(source)
    with collector_paused():
        return StixReader(file, stix2).graph()


class _Writer:
    """Makes the STIX objects of a graph."""

    def __init__(self, graph: AttributionGraph, stix2: Any) -> None:
        self._graph = graph
        self._stix2 = stix2
        self._nobody_used = False

    def objects(self) -> list[Any]:
        """Return the objects, those of our own first."""
        made = [self._object(record) for record in self._graph.records()]
        ours = [self._maker(), self._extension()] if made else []
        return [*ours, *([self._nobody()] if self._nobody_used else []), *made]

    def _id(self, id_: str) -> str:
        return f"{_TYPES[type(self._graph[id_])]}--{_uuid(id_)}"

    def _object(self, record: Record) -> Any:
        made = _created(record)
        common = {
            "id": self._id(record.id),
            "created": made,
            "modified": made,
            "extensions": {
                EXTENSION: {
                    "extension_type": "property-extension",
                    "kind": record.record_kind.value,
                    "record": encode_record(record).decode(),
                }
            },
        }
        match record:
            case Actor() | Agency():
                return self._stix2.Identity(**common, **_identity(record))
            case Claim():
                return self._stix2.Note(**common, **self._note(record))
            case Document():
                return self._stix2.Report(**common, **self._report(record, made))
            case Attribution():
                return self._stix2.Opinion(**common, **self._opinion(record))
            case Link():
                return self._stix2.Relationship(**common, **self._relationship(record))
        raise TypeError(record)

    def _refs(self, ids: Any) -> list[str]:
        """Return references, at least one, as STIX wants."""
        refs = [self._id(each) for each in dict.fromkeys(ids)]
        self._nobody_used |= not refs
        return refs or [NOBODY]

    def _note(self, claim: Claim) -> dict[str, Any]:
        labels = {"labels": list(claim.tags)} if claim.tags else {}
        return {"content": claim.text, "object_refs": self._refs(claim.about), **labels}

    def _report(self, document: Document, made: str) -> dict[str, Any]:
        stated = self._graph.attributions.in_document(document.id).ids
        refs = stated or ([document.publisher] if document.publisher else [])
        fields: dict[str, Any] = {"name": document.title, "object_refs": self._refs(refs)}
        fields["published"] = _time(document.published_at) or made
        if document.publisher:
            fields["created_by_ref"] = self._id(document.publisher)
        if document.url:
            fields["external_references"] = [{"source_name": "document", "url": document.url}]
        return fields

    def _opinion(self, row: Attribution) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "opinion": opinion_word(row),
            "object_refs": self._refs([row.content]),
        }
        if row.sources:
            fields["created_by_ref"] = self._id(row.sources[0])
            fields["authors"] = [label(self._graph[each]) for each in row.sources]
        words = "; ".join(row.quotes) or row.cue
        return fields | ({"explanation": words} if words else {})

    def _relationship(self, link: Link) -> dict[str, Any]:
        return {
            "relationship_type": link.relation.value.replace("_", "-"),
            "source_ref": self._id(link.subject),
            "target_ref": self._id(link.object),
        }

    def _maker(self) -> Any:
        return self._own_identity(MAKER, "attribgraph", "system")

    def _nobody(self) -> Any:
        return self._own_identity(NOBODY, "nobody named", "unknown")

    def _own_identity(self, id_: str, name: str, class_: str) -> Any:
        return self._stix2.Identity(
            id=id_, created=_NO_TIME, modified=_NO_TIME, name=name, identity_class=class_
        )

    def _extension(self) -> Any:
        return self._stix2.ExtensionDefinition(
            id=EXTENSION,
            created=_NO_TIME,
            modified=_NO_TIME,
            created_by_ref=MAKER,
            name="attribgraph record",
            description="Who said what, according to whom, as attribgraph records it.",
            schema=_SCHEMA,
            version="1.0.0",
            extension_types=["property-extension"],
        )


def _uuid(id_: str) -> UUID:
    return uuid5(NAMESPACE, f"record {id_}")


def _identity(source: Actor | Agency) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": source.name,
        "identity_class": "organization",
    }
    if isinstance(source, Actor):
        fields["identity_class"] = IDENTITY_CLASSES[source.kind]
        fields |= {"roles": [source.role]} if source.role else {}
    if source.notes:
        fields["description"] = source.notes
    return fields


def _created(record: Record) -> str:
    for clock in ("recorded_at", "said_at", "published_at"):
        found = _time(getattr(record, clock, None))
        if found:
            return found
    return _NO_TIME


def _time(when: When | None) -> str | None:
    """Return the first instant of a time as STIX writes it, if it has one."""
    first: datetime | None = when.earliest if when is not None else None
    if first is None or first.year < _EARLIEST_YEAR:
        return None
    return first.strftime("%Y-%m-%dT%H:%M:%S.") + f"{first.microsecond // 1000:03d}Z"
