"""FollowTheMoney: actors, agencies and the links between them, for Aleph and OpenSanctions.

Entities are made and checked by the package `followthemoney`. Its vocabulary has people,
companies and public bodies, and no claims: what was said stays behind, and is counted.
"""

from __future__ import annotations

import json
import re
from hashlib import sha1
from typing import TYPE_CHECKING, Any, Final

from attribgraph.extras import need
from attribgraph.io._common import build, said_by
from attribgraph.io._encode import encode_record
from attribgraph.io._files import name_of, open_lines, write_chunks
from attribgraph.io._ftm_words import (
    ACTOR_SCHEMATA,
    AGENCY_SCHEMATA,
    ENDS,
    LINK_SCHEMATA,
    link_relation,
    source_kind,
)
from attribgraph.io._json_load import JsonText
from attribgraph.io.losses import Losses, left_out
from attribgraph.model import Actor, Agency, Link
from attribgraph.store import RECORD_TYPES, collector_paused
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.record import Record
    from attribgraph.when import When

__all__ = ["read_ftm", "write_ftm"]

_OURS: Final = "attribgraph"
"""Key of an entity's context, which FollowTheMoney carries along, that holds our record."""
_ID: Final = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_DATED: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_HELD_OF_LINK: Final = frozenset(Link.model_fields) - {"document"}


def write_ftm(graph: AttributionGraph, target: PathOrFile) -> Losses:
    """Write actors, agencies and their links as FollowTheMoney entities, one JSON a line.

    Parameters
    ----------
    graph, target
        As for `write_json`.

    Returns
    -------
    Losses
        What was left out: claims, documents, attributions, and links between others than
        sources.

    Raises
    ------
    MissingExtraError
        If `followthemoney` is not installed.
    RecordError
        If a record holds what JSON cannot.
    OSError
        If the file cannot be written; the old one is as it was.

    Notes
    -----
    The record itself goes along under the key ``attribgraph``, which FollowTheMoney keeps as
    an entity's context. An id of other characters than FollowTheMoney takes is hashed.

    Examples
    --------
    >>> import io
    >>> file = io.StringIO()
    >>> sorted(write_ftm(g, file).counts)
    ['attribution', 'claim', 'document', 'link', 'link.document']
    """
    model = need("followthemoney", feature="write_ftm()", extra="ftm").model
    with collector_paused():
        lines = [
            json.dumps(_entity(model, record), ensure_ascii=False, allow_nan=False)
            for record in graph.records()
            if _held(graph, record) is not None
        ]
    write_chunks(target, (f"{line}\n".encode() for line in lines))
    return Losses.of(left_out(graph.records(), lambda record: _held(graph, record)))


def read_ftm(source: PathOrFile) -> AttributionGraph:
    """Read actors, agencies and links from FollowTheMoney entities, one JSON a line.

    Entities that `write_ftm` wrote come back as they were. Of others, people and legal
    entities become actors and agencies, by their schema; memberships, directorships,
    employments, representations and the like become links where both ends are in the file.
    Entities of other schemata are passed over.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes).

    Returns
    -------
    AttributionGraph
        Sources and links; no claims.

    Raises
    ------
    MissingExtraError
        If `followthemoney` is not installed.
    FormatError
        If a line is not such an entity, or the records do not make a graph. The message
        names the file, the line and what is wrong.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> losses = write_ftm(g, file)
    >>> set(read_ftm(BytesIO(file.getvalue())).sources.ids) == set(g.sources.ids)
    True
    """
    model = need("followthemoney", feature="read_ftm()", extra="ftm").model
    with collector_paused():
        return _Reader(model, name_of(source)).graph(source)


def _held(graph: AttributionGraph, record: Record) -> Collection[str] | None:
    if isinstance(record, Actor | Agency):
        return type(record).model_fields
    if isinstance(record, Link) and record.subject in graph.sources:
        return _HELD_OF_LINK
    return None


def _entity(model: Any, record: Record) -> dict[str, Any]:
    """Return the entity of a source or a link."""
    fields = json.loads(encode_record(record))
    fields.pop("document", None)
    made = _link(model, record) if isinstance(record, Link) else _source(model, record)
    found: dict[str, Any] = made.to_dict()
    return {**found, _OURS: {"kind": record.record_kind.value, "record": fields}}


def _source(model: Any, source: Any) -> Any:
    schemata: Any = ACTOR_SCHEMATA if isinstance(source, Actor) else AGENCY_SCHEMATA
    made = model.make_entity(schemata[source.kind])
    made.id = _id(source.id)
    made.add("name", source.name)
    made.add("alias", source.aliases)
    made.add("wikidataId", source.wikidata)
    made.add("notes", source.notes)
    made.add("classification", source.kind.value)
    if source.record_kind is Kind.ACTOR and source.role:
        made.add("position" if made.schema.is_a("Person") else "description", source.role)
    return made


def _link(model: Any, link: Link) -> Any:
    schema = LINK_SCHEMATA[link.relation]
    made = model.make_entity(schema)
    made.id = _id(link.id)
    for end, id_ in zip(ENDS[schema], (link.subject, link.object), strict=True):
        made.add(end, _id(id_))
    made.add("role", link.relation.value.replace("_", " "))
    made.add("startDate", _date(link.since))
    made.add("endDate", _date(link.until))
    made.add("summary", link.notes)
    return made


def _id(id_: str) -> str:
    """Return an id that FollowTheMoney takes."""
    return id_ if _ID.fullmatch(id_) else sha1(id_.encode(), usedforsecurity=False).hexdigest()


def _date(when: When | None) -> str | None:
    """Return a date of FollowTheMoney: the first that a time may mean."""
    if when is None:
        return None
    text = str(when)
    if _DATED.fullmatch(text):
        return text
    first = when.earliest or when.latest
    return first.date().isoformat() if first else None


class _Reader:
    """Reads entities into records."""

    def __init__(self, model: Any, path: str) -> None:
        self._model = model
        self._path = path
        self._records: list[Record] = []
        self._lines: list[int] = []
        self._sources: set[str] = set()
        self._links: list[tuple[int, JsonText, Any]] = []

    def graph(self, source: PathOrFile) -> AttributionGraph:
        """Return the graph of a file."""
        for number, file in self._entities(source):
            self._take(number, file)
        for number, file, entity in self._links:
            self._link(number, file, entity)
        return build(self._records, self._path, lambda at: self._lines[at])

    def _entities(self, source: PathOrFile) -> Iterator[tuple[int, JsonText]]:
        with open_lines(source) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, JsonText(line, self._path, line_before=number - 1)

    def _take(self, number: int, file: JsonText) -> None:
        found = file.value
        ours = found.get(_OURS) if isinstance(found, dict) else None
        if ours is not None:
            kind = ours.get("kind") if isinstance(ours, dict) else None
            if kind not in ("actor", "agency", "link"):
                message = f"the kind under {_OURS!r} is one of actor, agency, link"
                raise file.error(message, [_OURS])
            steps = (_OURS, "record")
            self._keep(
                file.record(RECORD_TYPES[Kind(kind)], ours.get("record"), steps, kind), number
            )
            return
        entity = self._proxy(file)
        if entity.schema.is_a("LegalEntity"):
            self._source(number, file, entity)
        elif entity.schema.name in ENDS:
            self._links.append((number, file, entity))

    def _proxy(self, file: JsonText) -> Any:
        try:
            entity = self._model.get_proxy(file.value)
        except Exception as error:  # noqa: BLE001 (it raises many kinds for bad entities)
            message = f"not a FollowTheMoney entity: {said_by(error)}"
            raise file.error(message, []) from None
        if not isinstance(entity.id, str) or not entity.id:
            message = "the entity has no id"
            raise file.error(message, [])
        return entity

    def _source(self, number: int, file: JsonText, entity: Any) -> None:
        names = [*entity.get("name"), *entity.get("alias"), *entity.get("weakAlias")]
        if not names:
            message = f"entity {entity.id!r} has no name"
            raise file.error(message, ["properties"], record=entity.id)
        kind, word = source_kind(entity.schema, entity.get("classification"))
        fields = {
            "id": entity.id,
            "name": names[0],
            "kind": word,
            "aliases": names[1:],
            "wikidata": next(iter(entity.get("wikidataId", quiet=True)), None),
            "notes": "\n".join([*entity.get("summary"), *entity.get("notes")]),
        }
        if kind is Kind.ACTOR:
            fields["role"] = next(iter(entity.get("position", quiet=True)), None)
        given = {name: value for name, value in fields.items() if value}
        self._sources.add(entity.id)
        self._keep(file.record(RECORD_TYPES[kind], given, [], kind.value), number)

    def _link(self, number: int, file: JsonText, entity: Any) -> None:
        ends = [entity.first(name) for name in ENDS[entity.schema.name]]
        if ends[0] == ends[1] or not set(ends) <= self._sources:
            return
        fields = {
            "id": entity.id,
            "subject": ends[0],
            "relation": link_relation(entity.schema.name, entity.get("role")).value,
            "object": ends[1],
            "since": entity.first("startDate", quiet=True),
            "until": entity.first("endDate", quiet=True),
            "notes": "; ".join(entity.get("role")),
        }
        given = {name: value for name, value in fields.items() if value}
        self._keep(file.record(Link, given, [], "link"), number)

    def _keep(self, record: Record, number: int) -> None:
        self._records.append(record)
        self._lines.append(number)
