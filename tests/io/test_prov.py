"""PROV-JSON: valid for `prov`'s own reader, meaningful without us, and read back the same."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from lossy import given_of
from strategies import graphs

from attribgraph import (
    Actor,
    Agency,
    AttributionGraph,
    Claim,
    Document,
    FormatError,
    Link,
    read_prov,
    write_prov,
)

if TYPE_CHECKING:
    from prov.model import ProvDocument

prov_model = pytest.importorskip("prov.model", reason="the extra prov is not installed")


def written(graph: AttributionGraph) -> str:
    file = io.StringIO()
    assert not write_prov(graph, file)
    return file.getvalue()


def document(graph: AttributionGraph) -> ProvDocument:
    return prov_model.ProvDocument.deserialize(content=written(graph), format="json")


@settings(max_examples=25)
@given(graph=graphs())
def test_every_record_comes_back(graph: AttributionGraph) -> None:
    text = written(graph)
    back = read_prov(io.StringIO(text))
    assert back == graph
    assert given_of(back) == given_of(graph)
    made = prov_model.ProvDocument.deserialize(content=text, format="json")
    again = prov_model.ProvDocument.deserialize(content=made.serialize(format="json"))
    assert again == made, "prov writes what it read"
    assert read_prov(io.StringIO(made.serialize(format="json"))) == graph


def sample() -> AttributionGraph:
    graph = AttributionGraph(
        Actor(id="kim", name="Kim"),
        Actor(id="x/y", name="$(&", kind="state"),
        Agency(id="wire", name="The Wire"),
        Document(id="d", title="News", publisher="wire"),
        Document(id="e", title="Older news"),
        Claim(id="c", text="x"),
        Claim(id="narrow", text="x today"),
        Link(id="l1", subject="narrow", relation="refines", object="c"),
        Link(id="l2", subject="d", relation="cites", object="e"),
        Link(id="l3", subject="kim", relation="part_of", object="x/y"),
    )
    graph.attribute(
        "kim", "c", id="said", said_at="2024-10-24T09:00+09:00", via={"id": "r", "sources": "wire"},
        document="d", on_behalf_of="wire",
    )  # fmt: skip
    return graph


def relations(made: Any) -> set[tuple[str, ...]]:
    return {
        (type(each).__name__, *(str(value) for _, value in each.formal_attributes if value))
        for each in made.get_records()
        if each.is_relation()
    }


def test_the_standard_part_says_who_said_what() -> None:
    made = document(sample())
    assert relations(made) == {
        ("ProvAttribution", "record:d", "record:wire"),
        ("ProvAssociation", "record:said", "record:kim"),
        ("ProvAssociation", "record:r", "record:wire"),
        ("ProvUsage", "record:said", "record:c"),
        ("ProvCommunication", "record:r", "record:said"),
        ("ProvDelegation", "record:wire", "record:kim", "record:r"),
        ("ProvDelegation", "record:kim", "record:wire", "record:said"),
        ("ProvInfluence", "record:d", "record:r"),
        ("ProvInfluence", "record:narrow", "record:c"),
        ("ProvInfluence", "record:d", "record:e"),
        ("ProvInfluence", "record:kim", "record:x%2Fy"),
        ("ProvSpecialization", "record:narrow", "record:c"),
        ("ProvDerivation", "record:d", "record:e"),
    }
    (said,) = made.get_record("record:said")
    assert said.get_startTime().isoformat() == "2024-10-24T00:00:00+00:00"
    assert {str(each) for each in said.get_attribute("prov:label")} == {"assert"}
    (kim,) = made.get_record("record:kim")
    assert {str(each) for each in kim.get_asserted_types()} == {"prov:Person"}
    relays = [each for each in made.get_records() if "ag:relay" in each.get_provn()]
    assert len(relays) == 1
    assert "ag:relay" in relays[0].get_provn()


def test_a_denial_of_having_said_is_no_delegation() -> None:
    graph = AttributionGraph(Actor(name="Kim"), Agency(name="Wire"), Claim(id="c", text="x"))
    row = graph.attribute("wire", graph.attribute("kim", "c"), act="deny")
    kinds = [each[0] for each in relations(document(graph))]
    assert "ProvCommunication" in kinds
    assert "ProvDelegation" not in kinds
    assert read_prov(io.StringIO(written(graph)))[row.id] == row


def test_what_others_add_is_passed_over() -> None:
    made = document(sample())
    made.add_namespace("o", "urn:other:")
    made.entity("o:map", {"prov:label": "a map"})
    made.wasDerivedFrom("o:map", "record:d")
    assert read_prov(io.StringIO(made.serialize(format="json"))) == sample()
    bundled = prov_model.ProvDocument()
    bundled.add_namespace("o", "urn:other:")
    bundle = bundled.bundle("o:b")
    for each in document(sample()).get_records():
        bundle.add_record(each)
    assert read_prov(io.StringIO(bundled.serialize(format="json"))) == sample()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("[]", "not PROV-JSON"),
        ('{"nonsense": {}}', "'nonsense' is not a recognised"),
        ('{"prefix": {"o": "urn:o:"}, "entity": {"o:x": {}}}', "no element has the fields"),
        ('{"entity": {}, "entity": {}}', "the key 'entity' stands twice"),
        ('{"entity": ' + '{"a":' * 100_000, "nested too deep"),
    ],
)
def test_what_is_wrong_is_named(text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        read_prov(io.StringIO(text))


@pytest.mark.parametrize(
    "name", ["primer_example", "w3c_publication_1", "bundles1", "collections", "datatypes"]
)
def test_prov_of_other_making_is_refused_and_not_guessed_at(name: str) -> None:
    """The examples of the package itself, two of them the W3C's."""
    examples = pytest.importorskip("prov.tests.examples", reason="prov came without its examples")
    text = getattr(examples, name)().serialize(format="json")
    with pytest.raises(FormatError, match="who made what and not who claimed what"):
        read_prov(io.StringIO(text))


def test_a_wrong_field_is_named() -> None:
    tree = json.loads(written(sample()))
    activity = tree["activity"]["record:r"]
    assert activity["ag:act"] == "report"
    activity["ag:act"] = "sung"
    with pytest.raises(FormatError, match=r"record:r.*field 'act': 'sung' is not one of"):
        read_prov(io.StringIO(json.dumps(tree)))
    activity["ag:act"] = "deny"
    assert read_prov(io.StringIO(json.dumps(tree)))["r"].act.value == "deny"


def test_a_name_that_prov_warns_of_is_refused_in_our_words() -> None:
    """prov's own warning would print the name in full, however long it is."""
    text = written(sample()).replace("record:narrow", "record:narrow" + "\\n" * 9)
    with pytest.raises(FormatError) as caught:
        read_prov(io.StringIO(text))
    assert "PROV-N" not in str(caught.value)
