"""PROV-JSON: the graph in the W3C's model of provenance, through the package `prov`.

Sources are agents, claims and documents entities, and each attribution is an activity that
its sources are associated with. Fields that PROV has no word for are attributes in a
namespace of our own, as PROV foresees, so that nothing is lost.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from attribgraph.errors import FormatError
from attribgraph.extras import need
from attribgraph.io._common import build, said_by
from attribgraph.io._files import write_chunks
from attribgraph.io._json_load import JsonText
from attribgraph.io._network import node_label
from attribgraph.io._record_columns import RECORD, from_columns, to_columns
from attribgraph.io.losses import Losses
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.standing import is_relay
from attribgraph.store import collector_paused
from attribgraph.vocabulary import ActorKind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.record import Record

__all__ = ["read_prov", "write_prov"]

_FIELDS: Final = "urn:attribgraph:field:"
_RECORDS: Final = "urn:attribgraph:record:"
_RELAY: Final = "relay"


def write_prov(graph: AttributionGraph, target: PathOrFile) -> Losses:
    """Write a graph as PROV-JSON (W3C Member Submission of 2013), through `prov`.

    Parameters
    ----------
    graph, target
        As for `write_json`.

    Returns
    -------
    Losses
        Nothing is left out: what PROV has no word for is in attributes of our own.

    Raises
    ------
    MissingExtraError
        If `prov` is not installed.
    RecordError
        If a record holds a number of more digits than readers take.
    OSError
        If the file cannot be written; the old one is as it was.

    Notes
    -----
    A source is an agent (``prov:Person``, ``prov:Organization``), a claim or a document an
    entity, an attribution an activity, with the times of ``said_at``. An activity
    ``wasAssociatedWith`` its sources and ``used`` its claim. A row about a row
    ``wasInformedBy`` it, and whoever relays ``actedOnBehalfOf`` whom it relays, as do
    sources that speak on behalf of an agency; the former has the type ``ag:relay``. A
    document ``wasAttributedTo`` its publisher and ``wasInfluencedBy`` what it states. A link
    is an influence of its object on its subject, and also ``alternateOf``,
    ``specializationOf`` or ``wasDerivedFrom`` where that is what it says.

    Examples
    --------
    >>> import io
    >>> file = io.StringIO()
    >>> print(write_prov(g, file))
    nothing left out
    """
    need("prov", feature="write_prov()", extra="prov")
    with collector_paused():
        text = _Writer(graph).document.serialize(format="json", indent=1, ensure_ascii=False)
    write_chunks(target, [text.encode(), b"\n"])
    return Losses()


def read_prov(source: PathOrFile) -> AttributionGraph:
    """Read a graph from PROV-JSON that `write_prov` wrote, through `prov`'s reader.

    Elements without fields of ours are passed over, so such a document may have grown since.
    A document in which no element has them is refused: that somebody made a thing, which is
    what PROV says, is no claim that a graph could hold.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes).

    Returns
    -------
    AttributionGraph
        An equal graph, if `write_prov` wrote the file and left nothing out.

    Raises
    ------
    MissingExtraError
        If `prov` is not installed.
    FormatError
        If the file is not such PROV-JSON, or its records do not make a graph. The message
        names the file, the element and the field.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> losses = write_prov(g, file)
    >>> read_prov(BytesIO(file.getvalue())).claims.ids == g.claims.ids
    True
    """
    model = need("prov.model", feature="read_prov()", extra="prov")
    file = JsonText.read(source)
    with collector_paused():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of names that PROV-N cannot write: this is JSON
                document = model.ProvDocument.deserialize(content=file.text, format="json")
        except Exception as error:  # noqa: BLE001 (prov raises many kinds for bad files)
            message = f"not PROV-JSON: {said_by(error)}"
            raise FormatError(message, path=file.path) from None
        records: dict[str, Record] = {}
        for element in _elements(document):
            columns = _columns(element)
            name = _record_id(element.identifier)
            if RECORD not in columns or name is None:
                continue
            where = f"{str(element.identifier)[:80]!r}"
            record = from_columns(columns, name, where=where, path=file.path, line=None)
            if records.setdefault(record.id, record) != record:
                message = f"{where}: two elements are the record {record.id!r}"
                raise FormatError(message, path=file.path, record=record.id)
        if not records and any(True for _ in _elements(document)):
            message = (
                "no element has the fields that write_prov gives it; PROV of other making says "
                "who made what and not who claimed what, so it is not guessed at"
            )
            raise FormatError(message, path=file.path)
        return build(list(records.values()), file.path, lambda _: None)


class _Writer:
    """Makes the PROV document of a graph."""

    def __init__(self, graph: AttributionGraph) -> None:
        model = need("prov.model", feature="write_prov()", extra="prov")
        self.document: Any = model.ProvDocument()
        self._ours = self.document.add_namespace("ag", _FIELDS)
        self._names = self.document.add_namespace("record", _RECORDS)
        self._prov = model.PROV
        self._graph = graph
        for record in graph.records():
            match record:
                case Actor() | Agency():
                    self._source(record)
                case Claim():
                    self.document.entity(self._name(record.id), self._fields(record))
                case Document():
                    self._document(record)
        for row in graph.attributions:  # rows refer to one another in any order
            self._row(row)
        for link in graph.links:
            self._link(link)

    def _name(self, id_: str) -> Any:
        return self._names[quote(id_, safe="")]

    def _fields(self, record: Record, *types: Any) -> list[tuple[Any, Any]]:
        return [
            ("prov:label", node_label(record)),
            *(("prov:type", each) for each in types),
            *((self._ours[key], cell) for key, cell in to_columns(record, record.id).items()),
        ]

    def _source(self, source: Actor | Agency) -> None:
        types = []
        if isinstance(source, Agency):
            types = [self._prov["Organization"]]
        elif source.kind is ActorKind.PERSON:
            types = [self._prov["Person"]]
        self.document.agent(self._name(source.id), self._fields(source, *types))

    def _document(self, document: Document) -> None:
        name = self._name(document.id)
        self.document.entity(name, self._fields(document))
        if document.publisher is not None:
            self.document.attribution(name, self._name(document.publisher))

    def _row(self, row: Attribution) -> None:
        name = self._name(row.id)
        start, end = (row.said_at.earliest, row.said_at.latest) if row.said_at else (None, None)
        self.document.activity(name, start, end, self._fields(row))
        for source in row.sources:
            self.document.association(name, self._name(source))
            for agency in row.on_behalf_of:
                self.document.delegation(self._name(source), self._name(agency), name)
        content = self._graph[row.content]
        if isinstance(content, Claim):
            self.document.usage(name, self._name(content.id))
        elif isinstance(content, Attribution):
            self.document.communication(name, self._name(content.id))
            if is_relay(row):
                self._relay(row, content)
        if row.document is not None:
            self.document.influence(self._name(row.document), name)

    def _relay(self, row: Attribution, inner: Attribution) -> None:
        kind = [("prov:type", self._ours[_RELAY])]
        for relay in row.sources:
            for source in inner.sources:
                if source != relay:
                    names = self._name(relay), self._name(source), self._name(row.id)
                    self.document.delegation(*names, other_attributes=kind)

    def _link(self, link: Link) -> None:
        subject, target = self._name(link.subject), self._name(link.object)
        self.document.influence(subject, target, self._name(link.id), self._fields(link))
        if link.relation is Relation.EQUIVALENT_TO:
            self.document.alternate(subject, target)
        elif link.relation is Relation.REFINES:
            self.document.specialization(subject, target)
        elif link.relation in (Relation.CITES, Relation.REPUBLISHES):
            self.document.derivation(subject, target)


def _elements(document: Any) -> Iterator[Any]:
    yield from document.records
    for bundle in document.bundles:
        yield from bundle.records


def _record_id(name: Any) -> str | None:
    """Return the id of the record that a name stands for, if it is one of ours."""
    uri = getattr(name, "uri", "") or ""
    return unquote(uri.removeprefix(_RECORDS)) if uri.startswith(_RECORDS) else None


def _columns(element: Any) -> dict[str, str]:
    """Return an element's attributes in our namespace, as text."""
    columns = {}
    for name, value in element.attributes:
        if name.uri.startswith(_FIELDS):
            plain = getattr(value, "value", value)
            text = str(plain).lower() if isinstance(plain, bool) else str(plain)
            columns[name.uri.removeprefix(_FIELDS)] = text
    return columns
