"""FollowTheMoney: entities that it takes, and sources and links read back the same."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from lossy import difference
from strategies import graphs

from attribgraph import (
    Actor,
    ActorKind,
    Agency,
    AgencyKind,
    AttributionGraph,
    FormatError,
    Link,
    read_ftm,
    write_ftm,
)

ftm = pytest.importorskip("followthemoney", reason="the extra ftm is not installed")


def written(graph: AttributionGraph) -> str:
    file = io.StringIO()
    write_ftm(graph, file)
    return file.getvalue()


def entities(graph: AttributionGraph) -> dict[str, Any]:
    made = [ftm.model.get_proxy(json.loads(line)) for line in written(graph).splitlines()]
    return {each.id: each for each in made}


@settings(max_examples=25)
@given(graph=graphs(max_rows=2))
def test_what_is_named_is_lost_and_no_more(graph: AttributionGraph) -> None:
    file = io.BytesIO()
    losses = write_ftm(graph, file)
    back = read_ftm(io.BytesIO(file.getvalue()))
    assert dict(losses.counts) == dict(difference(graph, back))
    assert back.sources.ids == graph.sources.ids


def test_entities_say_what_they_are() -> None:
    graph = AttributionGraph(
        Actor(id="kim", name="Kim", aliases="The Chairman", role="Chairman", wikidata="Q1"),
        Agency(id="서울", name="Seoul Ministry", kind="government"),
        Link(id="l", subject="kim", relation="leads", object="서울", since="2024-10/.."),
    )
    made = entities(graph)
    kim, link = made["kim"], made["l"]
    assert (kim.schema.name, kim.get("name"), kim.get("alias")) == (
        "Person", ["Kim"], ["The Chairman"],
    )  # fmt: skip
    assert (kim.get("position"), kim.get("wikidataId")) == (["Chairman"], ["Q1"])
    assert (link.schema.name, link.get("director")) == ("Directorship", ["kim"])
    assert link.get("startDate") == ["2024-10-01"]
    (ministry,) = link.get("organization")
    assert made[ministry].schema.name == "PublicBody"
    assert read_ftm(io.StringIO(written(graph))) == graph


def test_kinds_come_through_the_standard_part() -> None:
    """Without the record that goes along, actors and agencies keep what they are."""
    actors = [Actor(id=f"a-{kind.value}", name="N", kind=kind) for kind in ActorKind]
    agencies = [
        Agency(id=f"b-{kind.value.replace('_', '-')}", name="N", kind=kind) for kind in AgencyKind
    ]
    links = [
        Link(subject="a-person", relation=word, object="b-ngo")
        for word in ("part_of", "speaks_for", "leads", "affiliated_with", "rival_of")
    ]
    graph = AttributionGraph(actors, agencies, links)
    lines = [json.loads(line) for line in written(graph).splitlines()]
    for each in lines:
        del each["attribgraph"]
    back = read_ftm(io.StringIO("\n".join(map(json.dumps, lines))))
    assert back.sources.ids == graph.sources.ids
    assert [each.kind for each in back.sources] == [each.kind for each in graph.sources]
    assert [each.relation for each in back.links] == [each.relation for each in graph.links]


def test_entities_of_others_are_read() -> None:
    text = """
    {"id": "p", "schema": "Person", "properties": {"name": ["Ann Lee", "A. Lee"], "notes": ["x"]}}
    {"id": "c", "schema": "Company", "properties": {"name": ["Lee Ltd"]}}
    {"id": "e", "schema": "Employment", "properties": {"employee": ["p"], "employer": ["c"],
     "startDate": ["2020"]}}
    {"id": "f", "schema": "Membership", "properties": {"member": ["p"], "organization": ["gone"]}}
    {"id": "v", "schema": "Vessel", "properties": {"name": ["Boat"]}}
    """.replace(",\n     ", ",")
    graph = read_ftm(io.StringIO(text))
    assert graph["p"].aliases == ("A. Lee",)
    assert (graph["p"].notes, graph["c"].kind.value) == ("x", "company")
    assert graph["e"].relation.value == "affiliated_with"
    assert str(graph["e"].since) == "2020"
    assert {each.id for each in graph.records()} == {"p", "c", "e"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: not a FollowTheMoney entity"),
        ('{"schema": "Zebra", "id": "x"}', "line 2: not a FollowTheMoney entity: No schema"),
        ('{"schema": "Person", "properties": {}}', "line 2: the entity has no id"),
        ('{"schema": "Person", "id": "x", "properties": {}}', "line 2: entity 'x' has no name"),
        ('{"schema": "Person", "id": "x y", "properties": {"name": ["A"]}}', "line 2: actor .*id"),
        ('{"attribgraph": {"kind": "claim"}}', "line 2: the kind under 'attribgraph'"),
        ('{"attribgraph": {"kind": "actor", "record": {"nme": 1}}}', "line 2: actor, field"),
        ('{"id": 1, "id": 2}', "line 2: the key 'id' stands twice"),
    ],
)
def test_what_is_wrong_is_named(line: str, why: str) -> None:
    good = '{"id": "p", "schema": "Person", "properties": {"name": ["Ann"]}}\n'
    with pytest.raises(FormatError, match=why):
        read_ftm(io.StringIO(good + line))
