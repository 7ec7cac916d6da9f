"""STIX objects as records: those of our own by their extension, others by what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import WhenError
from attribgraph.io._common import build, said_by
from attribgraph.io._stix_words import EXTENSION, KINDS_OF_CLASS, OPINIONS, OURS
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.record import slug
from attribgraph.store import RECORD_TYPES
from attribgraph.vocabulary import RELATION_ENDS, ClaimForm, DocumentKind, Kind, Relation
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._json_load import JsonText
    from attribgraph.record import Record

__all__ = ["StixReader"]

_READ: Final = ("identity", "report", "note", "opinion", "relationship")


class StixReader:
    """Reads the objects of a bundle.

    Parameters
    ----------
    file
        The JSON.
    stix2
        The package.
    """

    def __init__(self, file: JsonText, stix2: Any) -> None:
        self._file = file
        self._stix2 = stix2
        self._records: list[Record] = []
        self._steps: list[tuple[str | int, ...]] = []
        self._ids: set[str] = set()
        self._objects: dict[str, Any] = {}
        self._foreign: dict[str, tuple[str | int, ...]] = {}
        self._stated: dict[str, str] = {}

    def graph(self) -> AttributionGraph:
        """Return the graph.

        Raises
        ------
        FormatError
            If an object is not as STIX wants it, or the records do not make a graph.
        """
        for steps, found in self._bundled():
            if found["id"] not in OURS:
                self._take(found, steps)
        for id_, steps in self._foreign.items():
            made: Any = getattr(self, f"_{self._objects[id_]['type']}")
            made(self._objects[id_], steps)
        return build(
            self._records, self._file.path, lambda number: self._file.line(self._steps[number])
        )

    def _bundled(self) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """Iterate over the objects with their places."""
        bundle = self._file.value
        objects = bundle.get("objects", []) if isinstance(bundle, dict) else None
        if objects is None or bundle.get("type") != "bundle" or not isinstance(objects, list):
            message = "not a STIX bundle: an object with the type bundle and a list of objects"
            raise self._file.error(message, [])
        for number, found in enumerate(objects):
            steps = ("objects", number)
            where = f"object number {number + 1}"
            type_ = found.get("type") if isinstance(found, dict) else None
            if not isinstance(type_, str) or not isinstance(found.get("id"), str):
                message = f"{where} has no type and id"
                raise self._file.error(message, steps, record=where)
            if type_ in _READ:
                yield steps, self._parsed(found, steps, where)
            else:
                self._objects[found["id"]] = found  # opinions may be about it

    def _parsed(self, found: dict[str, Any], steps: tuple[str | int, ...], where: str) -> Any:
        try:
            return self._stix2.parse(found, allow_custom=True, version="2.1")
        except Exception as error:  # noqa: BLE001 (stix2 raises many kinds for bad objects)
            message = f"{where}: not STIX 2.1: {said_by(error)}"
            raise self._file.error(message, steps, record=where) from None

    def _take(self, found: Any, steps: tuple[str | int, ...]) -> None:
        """Keep an object's record; of an object of another's making, its id for later."""
        held = found.get("extensions", {}).get(EXTENSION)
        where = f"object number {int(steps[1]) + 1}"
        if held is None:
            if found["id"] not in self._objects:
                self._foreign[found["id"]] = steps
            self._objects[found["id"]] = found
            self._stated.update(
                (each, found["id"])
                for each in found.get("object_refs", ())
                if found["type"] == "report"
            )
            return
        kind, text = held.get("kind"), held.get("record")
        if kind not in [each.value for each in Kind] or not isinstance(text, str):
            message = f"{where}: its extension holds no record"
            raise self._file.error(message, steps, record=where)
        record = self._file.record_of_text(RECORD_TYPES[Kind(kind)], text, steps, where)
        self._keep(record, steps)

    def _keep(self, record: Record, steps: tuple[str | int, ...]) -> None:
        self._ids.add(record.id)
        self._records.append(record)
        self._steps.append(steps)

    def _make(self, model: type[Record], steps: tuple[str | int, ...], **fields: Any) -> None:
        """Make a record of what a foreign object says."""
        given = {name: value for name, value in fields.items() if value not in (None, "", [])}
        where = f"object number {int(steps[1]) + 1}"
        self._keep(self._file.record(model, given, steps, where), steps)

    # -- objects of others' making -----------------------------------------------------

    def _identity(self, found: Any, steps: tuple[str | int, ...]) -> None:
        class_ = found.get("identity_class", "unknown")
        kind = KINDS_OF_CLASS.get(class_)
        fields = {"id": found["id"], "name": found["name"], "notes": found.get("description")}
        if class_ == "organization":
            self._make(Agency, steps, **fields)
        else:
            role = next(iter(found.get("roles", ())), None)
            self._make(Actor, steps, kind=kind or "other", role=role, **fields)

    def _report(self, found: Any, steps: tuple[str | int, ...]) -> None:
        links = (each.get("url") for each in found.get("external_references", ()))
        self._make(
            Document,
            steps,
            id=found["id"],
            title=found["name"],
            kind=DocumentKind.REPORT.value,
            publisher=self._agency(found),
            published_at=_when(found["published"]),
            url=next((each for each in links if each), None),
            notes=found.get("description"),
        )

    def _note(self, found: Any, steps: tuple[str | int, ...]) -> None:
        about = [each for each in found["object_refs"] if self._is(each, "identity")]
        self._make(Claim, steps, id=found["id"], text=found["content"], about=about)
        sources = self._sources(found, steps)
        if sources:
            self._row(found, steps, id=f"by-{found['id']}", sources=sources, content=found["id"])

    def _opinion(self, found: Any, steps: tuple[str | int, ...]) -> None:
        act, certainty = OPINIONS[str(found["opinion"])]
        fields = {
            "sources": self._sources(found, steps),
            "act": act.value,
            "certainty": certainty.value,
            "notes": found.get("explanation"),
        }
        for number, ref in enumerate(found["object_refs"]):
            id_ = found["id"] if number == 0 else f"{found['id']}-{number + 1}"
            self._row(found, steps, id=id_, content=self._content(ref, steps), **fields)

    def _relationship(self, found: Any, steps: tuple[str | int, ...]) -> None:
        word = found["relationship_type"].replace("-", "_")
        ends = [found["source_ref"], found["target_ref"]]
        sources = all(self._is(each, "identity") for each in ends)
        notes = all(self._is(each, "note") for each in ends)
        wanted = Kind.ACTOR if sources else Kind.CLAIM if notes else None
        known = {each.value for each in Relation if wanted in RELATION_ENDS[each][0]}
        if word in known and ends[0] != ends[1]:
            fields = dict(zip(("subject", "object"), ends, strict=True))
            self._make(Link, steps, id=found["id"], relation=word, **fields)

    def _row(self, found: Any, steps: tuple[str | int, ...], **fields: Any) -> None:
        self._make(
            Attribution,
            steps,
            said_at=_when(found["created"]),
            document=self._stated.get(found["id"]),
            **fields,
        )

    def _content(self, ref: str, steps: tuple[str | int, ...]) -> str:
        """Return the id of what an opinion is about; a thing of another kind becomes a topic."""
        if self._is(ref, "note") or self._is(ref, "opinion"):
            return ref
        id_ = f"about-{ref}"
        if id_ not in self._ids:
            thing = self._objects.get(ref, {})
            words = [thing.get(name) for name in ("name", "description", "value")]
            text = next((each for each in words if isinstance(each, str) and each.strip()), ref)
            about = [ref] if self._is(ref, "identity") else []
            fields = {"form": ClaimForm.TOPIC.value, "about": about}
            self._make(Claim, steps, id=id_, text=text, **fields)
        return id_

    def _sources(self, found: Any, steps: tuple[str | int, ...]) -> list[str]:
        maker = found.get("created_by_ref")
        if maker is not None and self._is(maker, "identity"):
            return [maker]
        ids = []
        for name in found.get("authors", ()):
            id_ = f"author-{slug(name) or len(self._ids)}"
            if id_ not in self._ids:
                self._make(Actor, steps, id=id_, name=name)
            ids.append(id_)
        return ids

    def _agency(self, found: Any) -> str | None:
        maker = found.get("created_by_ref")
        known = self._objects.get(maker, {}) if self._is(maker, "identity") else {}
        return maker if known.get("identity_class") == "organization" else None

    def _is(self, ref: Any, type_: str) -> bool:
        """Whether a reference is to an object of this bundle that becomes a record."""
        return ref in self._foreign and self._objects[ref]["type"] == type_


def _when(time: Any) -> str | None:
    try:
        return str(When(time))
    except WhenError:
        return None
