"""STIX 2.1: valid by OASIS's validator, on the five-word scale, and read back the same."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from lossy import given_of
from strategies import graphs

from attribgraph import (
    Actor,
    Agency,
    Attribution,
    AttributionGraph,
    Claim,
    Document,
    FormatError,
    read_stix,
    write_stix,
)

pytest.importorskip("stix2", reason="the extra stix is not installed")
validator = pytest.importorskip("stix2validator", reason="stix2-validator is not installed")

STAMP = {
    "spec_version": "2.1",
    "created": "2024-10-24T09:00:00.000Z",
    "modified": "2024-10-24T09:00:00.000Z",
}


def written(graph: AttributionGraph) -> str:
    file = io.StringIO()
    assert not write_stix(graph, file)
    return file.getvalue()


def assert_valid(text: str) -> None:
    found = validator.validate_string(text, validator.ValidationOptions(version="2.1", silent=True))
    results = found.object_results if hasattr(found, "object_results") else [found]
    assert found.is_valid, [str(error) for each in results for error in each.errors or ()]


@settings(max_examples=25)
@given(graph=graphs())
def test_every_record_comes_back(graph: AttributionGraph) -> None:
    text = written(graph)
    back = read_stix(io.StringIO(text))
    assert back == graph
    assert given_of(back) == given_of(graph)
    assert written(back) == text, "ids and dates follow from the records"


@settings(max_examples=6)
@given(graph=graphs(max_rows=4))
def test_bundles_are_valid(graph: AttributionGraph) -> None:
    assert_valid(written(graph))


def test_the_seed_is_a_valid_bundle(seed: AttributionGraph) -> None:
    text = written(seed)
    assert_valid(text)
    objects = json.loads(text)["objects"]
    kinds = [each["type"] for each in objects]
    assert kinds.count("opinion") == len(seed)
    assert kinds.count("note") == len(seed.claims)
    assert kinds.count("report") == 1
    ids = {each["id"] for each in objects}
    assert len(ids) == len(objects)
    assert all(ref in ids for each in objects for ref in each.get("object_refs", ()))
    assert read_stix(io.StringIO(text)) == seed


@pytest.mark.parametrize(
    ("stance", "certainty", "word"),
    [
        ("support", "certain", "strongly-agree"),
        ("support", "probable", "agree"),
        ("deny", "certain", "strongly-disagree"),
        ("deny", "unspecified", "disagree"),
        ("query", "certain", "neutral"),
        ("comment", "possible", "neutral"),
    ],
)
def test_the_scale_has_five_words(stance: Any, certainty: Any, word: str) -> None:
    row = Attribution(id="r", sources="kim", content="c", stance=stance, certainty=certainty)
    graph = AttributionGraph(Actor(name="Kim"), Claim(id="c", text="x"), row)
    (opinion,) = (o for o in json.loads(written(graph))["objects"] if o["type"] == "opinion")
    assert opinion["opinion"] == word
    assert opinion["authors"] == ["Kim"]


def of_others() -> dict[str, Any]:
    """Return a bundle as another program writes one."""
    ids = {name: f"{kind}--0000000{n}-0000-4000-8000-000000000000" for n, (name, kind) in enumerate(
        {"lab": "identity", "ann": "identity", "note": "note", "op": "opinion", "op2": "opinion",
         "tool": "tool", "rep": "report", "rel": "relationship"}.items())}  # fmt: skip
    objects = [
        {"type": "identity", "id": ids["lab"], "name": "The Lab", "identity_class": "organization"},
        {"type": "identity", "id": ids["ann"], "name": "Ann", "identity_class": "individual",
         "roles": ["Analyst"], "description": "on leave"},
        {"type": "note", "id": ids["note"], "content": "The port was scanned",
         "created_by_ref": ids["lab"], "object_refs": [ids["lab"]]},
        {"type": "opinion", "id": ids["op"], "opinion": "strongly-disagree",
         "created_by_ref": ids["ann"], "object_refs": [ids["note"], ids["tool"]],
         "explanation": "it was not"},
        {"type": "opinion", "id": ids["op2"], "opinion": "agree", "authors": ["Ben"],
         "object_refs": [ids["op"]]},
        {"type": "tool", "id": ids["tool"], "name": "nmap"},
        {"type": "report", "id": ids["rep"], "name": "Ports", "published": "2024-10-25T00:00:00Z",
         "created_by_ref": ids["lab"], "object_refs": [ids["op"]],
         "external_references": [{"source_name": "web", "url": "https://example.org/ports"}]},
        {"type": "relationship", "id": ids["rel"], "relationship_type": "part-of",
         "source_ref": ids["ann"], "target_ref": ids["lab"]},
    ]  # fmt: skip
    return {"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000009",
            "objects": [STAMP | each for each in objects]}  # fmt: skip


def read(tree: Any) -> AttributionGraph:
    return read_stix(io.StringIO(json.dumps(tree)))


def test_bundles_of_others_are_read() -> None:
    graph = read(of_others())
    assert_valid(json.dumps(of_others()))
    (lab,), (report,) = graph.agencies, graph.documents
    ann = graph.sources.find("Ann").first()
    ben = graph.sources.find("Ben").first()
    assert (ann.kind.value, ann.role, ann.notes) == ("person", "Analyst", "on leave")
    assert (report.publisher, report.url) == (lab.id, "https://example.org/ports")
    scanned = graph.claims.find("The port was scanned").first()
    assert scanned.about == (lab.id,)
    denial = graph.attributions.by(ann).of(scanned).first()
    assert (denial.act.value, denial.certainty.value) == ("deny", "certain")
    assert (denial.document, denial.notes) == (report.id, "it was not")
    assert str(denial.said_at).startswith("2024-10-24T09:00:00")
    assert graph.claims.find("nmap").first().form.value == "topic"
    assert graph.attributions.by(ben).first().content == denial.id
    assert graph.attributions.by(lab).first().content == scanned.id
    assert graph.links.first().relation.value == "part_of"


def test_an_empty_graph_and_a_claim_about_nobody() -> None:
    assert read_stix(io.StringIO(written(AttributionGraph()))) == AttributionGraph()
    graph = AttributionGraph(Claim(id="c", text="x"), Document(id="d", title="y"))
    text = written(graph)
    assert_valid(text)
    assert "nobody named" in {each.get("name") for each in json.loads(text)["objects"]}
    assert read_stix(io.StringIO(text)) == graph
    early = AttributionGraph(Agency(name="A"), Claim(id="c", text="x"))
    early.attribute("a", "c", said_at="0700")
    assert_valid(written(early))


def test_opinions_in_a_circle_are_refused() -> None:
    tree = of_others()
    tree["objects"][3]["object_refs"] = [tree["objects"][4]["id"]]
    with pytest.raises(FormatError, match="about itself"):
        read(tree)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda tree: tree.update(type="x"), "not a STIX bundle"),
        (lambda tree: tree.update(objects=3), "not a STIX bundle"),
        (lambda tree: tree["objects"].append(3), "object number 9 has no type and id"),
        (lambda tree: tree["objects"][0].pop("name"), "object number 1: not STIX 2.1: .*name"),
        (lambda tree: tree["objects"][3].update(opinion="maybe"), "object number 4: not STIX"),
        (lambda tree: tree["objects"][2].update(content=""), "object number 3"),
    ],
)
def test_what_is_wrong_is_named(change: Any, why: str) -> None:
    tree = of_others()
    change(tree)
    with pytest.raises(FormatError, match=why):
        read(tree)


def test_a_damaged_record_is_named_with_its_line() -> None:
    text = written(AttributionGraph(Actor(name="Kim")))
    with pytest.raises(FormatError, match=r"line \d+: object number 3, .*field 'nome'"):
        read_stix(io.StringIO(text.replace('\\"name\\"', '\\"nome\\"')))
    with pytest.raises(FormatError, match="its extension holds no record"):
        read_stix(io.StringIO(text.replace('"actor"', '"zebra"')))
