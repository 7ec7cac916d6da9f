"""The same statements in five libraries, each used as its own manual says.

A contender builds its graph from `Statements`, writes it to and reads it from a file, and
answers two questions with a list: which rows assert a claim, and which rows a source made.
Each imports what it needs when it is made, so that no process holds another's library.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Protocol

from statements import ASSERTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from statements import Statements

__all__ = ["CONTENDERS", "Contender"]


class Contender(Protocol):
    """What is asked of each."""

    scans: bool
    """Whether a question is answered by going through everything."""

    def build(self, data: Statements) -> Any: ...
    def dump(self, graph: Any, path: Path) -> None: ...
    def load(self, path: Path) -> Any: ...
    def who_asserted(self, graph: Any, claim: str) -> list[Any]: ...
    def by(self, graph: Any, source: str) -> list[Any]: ...


class AttribGraph:
    """The library itself. Records are made within the call, which pauses the collector."""

    scans = False

    def __init__(self, *, derive_ids: bool = False) -> None:
        import attribgraph

        self.library = attribgraph
        self.derive_ids = derive_ids

    def _records(self, data: Statements) -> Iterator[Any]:
        ag = self.library
        for each in data.agencies:
            yield ag.Agency(**each)
        for each in data.actors:
            yield ag.Actor(**each)
        for each in data.documents:
            yield ag.Document(**each)
        for each in data.claims:
            yield ag.Claim(**each)
        for each in data.rows:
            if self.derive_ids:
                each = {name: value for name, value in each.items() if name != "id"}  # noqa: PLW2901
            yield ag.Attribution(**each)

    def build(self, data: Statements) -> Any:
        return self.library.AttributionGraph(self._records(data))

    def dump(self, graph: Any, path: Path) -> None:
        self.library.write_json(graph, path)

    def load(self, path: Path) -> Any:
        return self.library.read_json(path)

    def who_asserted(self, graph: Any, claim: str) -> list[Any]:
        return list(graph.who_asserted(claim))

    def by(self, graph: Any, source: str) -> list[Any]:
        return list(graph.attributions.by(source))


class Dicts:
    """Two dicts of lists of dicts: the least that can answer the two questions."""

    scans = False

    def build(self, data: Statements) -> Any:
        of: dict[str, list[Any]] = {}
        by: dict[str, list[Any]] = {}
        for row in data.rows:
            of.setdefault(row["content"], []).append(row)
            for source in row["sources"]:
                by.setdefault(source, []).append(row)
        return of, by

    def who_asserted(self, graph: Any, claim: str) -> list[Any]:
        return [row for row in graph[0][claim] if row["act"] in ASSERTS and not row["negated"]]

    def by(self, graph: Any, source: str) -> list[Any]:
        return [row for row in graph[1][source]]  # noqa: C416 (the loop that a filter would be)


class Networkx:
    """A MultiDiGraph: source -> claim, an edge a row, all else in attribute dicts.

    Nothing is validated. Files are stdlib JSON of networkx's own node-link form.
    """

    scans = False

    def __init__(self) -> None:
        import networkx as nx

        self.library = nx

    def build(self, data: Statements) -> Any:
        graph = self.library.MultiDiGraph()
        for kind, records in (
            ("agency", data.agencies),
            ("actor", data.actors),
            ("document", data.documents),
            ("claim", data.claims),
        ):
            for each in records:
                fields = {name: value for name, value in each.items() if name not in {"id", "kind"}}
                graph.add_node(each["id"], kind=kind, **fields)
        for each in data.rows:
            fields = {
                name: value
                for name, value in each.items()
                if name not in {"id", "sources", "content"}
            }
            for source in each["sources"]:
                graph.add_edge(source, each["content"], key=each["id"], **fields)
        return graph

    def dump(self, graph: Any, path: Path) -> None:
        with path.open("w") as file:
            json.dump(self.library.node_link_data(graph, edges="edges"), file)

    def load(self, path: Path) -> Any:
        with path.open() as file:
            return self.library.node_link_graph(json.load(file), edges="edges")

    def who_asserted(self, graph: Any, claim: str) -> list[Any]:
        return [
            (source, row, fields)
            for source, _, row, fields in graph.in_edges(claim, keys=True, data=True)
            if fields["act"] in ASSERTS and not fields["negated"]
        ]

    def by(self, graph: Any, source: str) -> list[Any]:
        return list(graph.out_edges(source, keys=True, data=True))


class Prov:
    """W3C PROV: a row is an entity, attributed to its source, derived from its claim."""

    scans = True

    def __init__(self) -> None:
        from prov import model

        self.library = model

    def build(self, data: Statements) -> Any:
        document = self.library.ProvDocument()
        document.add_namespace("ex", "https://example.org/")
        for each in data.sources:
            document.agent(f"ex:{each['id']}", {"ex:name": each["name"]})
        for each in data.documents:
            document.entity(
                f"ex:{each['id']}",
                {"ex:title": each["title"], "ex:published_at": each["published_at"]},
            )
            document.wasAttributedTo(f"ex:{each['id']}", f"ex:{each['publisher']}")
        for each in data.claims:
            document.entity(f"ex:{each['id']}", {"ex:text": each["text"]})
        for each in data.rows:
            id_ = f"ex:{each['id']}"
            document.entity(
                id_,
                {
                    "ex:act": each["act"],
                    "ex:negated": each["negated"],
                    "ex:certainty": each["certainty"],
                    "ex:said_at": each["said_at"],
                    "ex:cue": each["cue"],
                    **({"ex:quote": each["quotes"][0]} if each["quotes"] else {}),
                },
            )
            for source in each["sources"]:
                document.wasAttributedTo(id_, f"ex:{source}")
            document.wasDerivedFrom(id_, f"ex:{each['content']}")
            document.hadPrimarySource(id_, f"ex:{each['document']}")
        return document

    def dump(self, graph: Any, path: Path) -> None:
        with path.open("w") as file:
            graph.serialize(file, format="json")

    def load(self, path: Path) -> Any:
        with path.open() as file:
            return self.library.ProvDocument.deserialize(file, format="json")

    def _related(self, graph: Any, kind: Any, target: str) -> list[Any]:
        name = graph.valid_qualified_name(f"ex:{target}")
        found = []
        for each in graph.get_records(kind):
            row, other = (value for _, value in each.formal_attributes[:2])
            if other == name:
                found += graph.get_record(row)
        return found

    def who_asserted(self, graph: Any, claim: str) -> list[Any]:
        found = []
        for each in self._related(graph, self.library.ProvDerivation, claim):
            (act,) = each.get_attribute("ex:act")
            (negated,) = each.get_attribute("ex:negated")
            if act in ASSERTS and not negated:
                found.append(each)
        return found

    def by(self, graph: Any, source: str) -> list[Any]:
        related = self._related(graph, self.library.ProvAttribution, source)
        return [each for each in related if each.get_attribute("ex:act")]


class Rdflib:
    """RDF: a row is a node with a triple for each field, in rdflib's in-memory store.

    Files are N-Triples, which rdflib reads and writes faster than its JSON-LD.
    """

    scans = False

    def __init__(self) -> None:
        import rdflib

        self.library = rdflib
        self.name = rdflib.Namespace("https://example.org/")

    def build(self, data: Statements) -> Any:
        ex, literal = self.name, self.library.Literal
        graph = self.library.Graph()
        for each in data.sources:
            graph.add((ex[each["id"]], ex.name, literal(each["name"])))
        for each in data.documents:
            graph.add((ex[each["id"]], ex.title, literal(each["title"])))
            graph.add((ex[each["id"]], ex.publisher, ex[each["publisher"]]))
            graph.add((ex[each["id"]], ex.published_at, literal(each["published_at"])))
        for each in data.claims:
            graph.add((ex[each["id"]], ex.text, literal(each["text"])))
            for source in each["about"]:
                graph.add((ex[each["id"]], ex.about, ex[source]))
        for each in data.rows:
            row = ex[each["id"]]
            for source in each["sources"]:
                graph.add((row, ex.source, ex[source]))
            graph.add((row, ex.content, ex[each["content"]]))
            graph.add((row, ex.document, ex[each["document"]]))
            for field in ("act", "negated", "certainty", "said_at", "cue"):
                graph.add((row, ex[field], literal(each[field])))
            for quote in each["quotes"]:
                graph.add((row, ex.quote, literal(quote)))
        return graph

    def dump(self, graph: Any, path: Path) -> None:
        graph.serialize(path, format="nt", encoding="utf-8")

    def load(self, path: Path) -> Any:
        return self.library.Graph().parse(path, format="nt")

    def who_asserted(self, graph: Any, claim: str) -> list[Any]:
        ex = self.name
        return [
            row
            for row in graph.subjects(ex.content, ex[claim])
            if str(graph.value(row, ex.act)) in ASSERTS
            and not graph.value(row, ex.negated).toPython()
        ]

    def by(self, graph: Any, source: str) -> list[Any]:
        return list(graph.subjects(self.name.source, self.name[source]))


class Stix2:
    """STIX 2.1: a row is an opinion, created by an identity, on a note that holds the claim."""

    scans = True

    def __init__(self) -> None:
        import stix2

        self.library = stix2

    @staticmethod
    def _id(kind: str, name: str) -> str:
        return f"{kind}--{uuid.uuid5(uuid.NAMESPACE_URL, name)}"

    def _objects(self, data: Statements) -> Iterator[Any]:
        stix2, name = self.library, self._id
        for each in data.sources:
            yield stix2.Identity(
                id=name("identity", each["id"]),
                name=each["name"],
                identity_class="organization" if "kind" in each else "individual",
            )
        for each in data.claims:
            yield stix2.Note(
                id=name("note", each["id"]),
                content=each["text"],
                object_refs=[name("identity", source) for source in each["about"]],
            )
        titles = {each["id"]: each["title"] for each in data.documents}
        for each in data.rows:
            yield stix2.Opinion(
                id=name("opinion", each["id"]),
                opinion="agree" if each["act"] in ASSERTS and not each["negated"] else "neutral",
                created_by_ref=name("identity", each["sources"][0]),
                object_refs=[name("note", each["content"])],
                created=each["said_at"] + "T00:00:00Z",
                modified=each["said_at"] + "T00:00:00Z",
                explanation=each["cue"],
                labels=[each["act"], each["certainty"]],
                external_references=[
                    {
                        "source_name": each["document"],
                        "description": titles[each["document"]],
                    }
                ],
            )

    def build(self, data: Statements) -> Any:
        return self.library.MemoryStore(list(self._objects(data)))

    def dump(self, graph: Any, path: Path) -> None:
        # save_to_file sorts properties for people to read, which takes hundreds of times longer
        path.write_text(self.library.Bundle(graph.query([])).serialize())

    def load(self, path: Path) -> Any:
        store = self.library.MemoryStore()
        store.load_from_file(str(path))
        return store

    def _query(self, graph: Any, *tests: tuple[str, str, str]) -> list[Any]:
        kind = self.library.Filter("type", "=", "opinion")
        found: list[Any] = graph.query([kind, *(self.library.Filter(*each) for each in tests)])
        return found

    def who_asserted(self, graph: Any, claim: str) -> list[Any]:
        note = self._id("note", claim)
        return self._query(graph, ("object_refs", "contains", note), ("opinion", "=", "agree"))

    def by(self, graph: Any, source: str) -> list[Any]:
        return self._query(graph, ("created_by_ref", "=", self._id("identity", source)))


CONTENDERS: dict[str, Callable[[], Any]] = {
    "attribgraph": AttribGraph,
    "attribgraph, ids derived": lambda: AttribGraph(derive_ids=True),
    "dicts": Dicts,
    "networkx": Networkx,
    "prov": Prov,
    "rdflib": Rdflib,
    "stix2": Stix2,
}
"""What makes each contender, by name."""
