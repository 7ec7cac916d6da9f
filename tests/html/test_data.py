"""The data of a page: what a graph's statements, boxes and facts become."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from strategies import graphs

from attribgraph import Actor, Agency, Attribution, AttributionGraph, Claim, Document
from attribgraph.html.data import limited, page_data
from attribgraph.plot.addresses import web_address
from attribgraph.plot.chains import read_chains


def data_of(shown: Any) -> dict[str, Any]:
    return page_data(read_chains(shown))


def names(data: dict[str, Any], boxes: list[int]) -> list[str]:
    return [data["boxes"][each]["name"] for each in boxes]


def row_of(data: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(row for row in data["rows"] if row["id"] == id_)


def facts_of(thing: dict[str, Any]) -> dict[str, str]:
    return {fact["label"]: fact["text"] for fact in thing["facts"]}


@pytest.fixture
def story() -> AttributionGraph:
    graph = AttributionGraph(
        Agency(id="wire", name="Wire", kind="news", aliases=["The Wire"]),
        Actor(id="mayor", name="Mira Holt", role="Mayor", naming="named", aliases=["Holt"]),
        Actor(id="aide", name="an aide", naming="anonymous", notes="secret"),
        Document(
            id="d",
            title="Fire at Berth 9",
            publisher="wire",
            published_at="2024-06-03",
            url="https://example.org/fire",
            notes="secret",
        ),
        Claim(id="arson", text="It was arson", condition="if the door was forced", about=["mayor"]),
    )
    graph.attribute(
        ["mayor", "aide"],
        "arson",
        id="said",
        act="believe",
        certainty="probable",
        via="wire",
        document="d",
        cue="thinks",
        quotes=["on purpose"],
        said_at="2024-06-01",
        notes="secret",
        extra={"secret": 1},
    )
    return graph


def test_a_joint_statement_passed_on_is_one_statement_of_two_rows(story: AttributionGraph) -> None:
    data = data_of(story)
    assert [each["rows"] for each in data["statements"]] == [[0, 1]]
    first, relay = data["rows"]
    assert names(data, first["tails"]) == ["Mira Holt", "an aide"]
    assert names(data, first["heads"]) == ["It was arson"]
    assert first["document"] is None
    assert relay["relay"]
    assert relay["inner"] == 0
    assert names(data, relay["tails"]) == ["Wire"]
    assert relay["heads"] == first["tails"]
    assert names(data, [relay["document"]]) == ["Fire at Berth 9"]
    assert data["columns"] == 4
    assert [each["words"] for each in data["heads"]] == ["Document", "Relay", "Sources", "Claim"]


def test_a_row_says_all_that_a_reader_asks(story: AttributionGraph) -> None:
    data = data_of(story)
    first, relay = data["rows"]
    facts = facts_of(first)
    assert facts["Quote"] == "“on purpose”"
    assert facts["Cue"] == "thinks"
    assert facts["Act"] == "believes, probably"
    assert facts["Stance"] == "supports"
    assert facts["Said"] == "1 June 2024"
    assert facts["Certainty"] == "probable"
    assert facts["Condition"] == "if the door was forced"
    assert facts["Passed on by"] == "Wire"
    assert first["hedged"]
    assert facts_of(relay)["Document"] == "Fire at Berth 9 · Wire · 3 June 2024"
    assert facts_of(relay)["Said"] == "not dated; by 3 June 2024 at the latest"
    assert (
        next(f for f in relay["facts"] if f["label"] == "Document")["url"]
        == "https://example.org/fire"
    )
    assert relay["content"] == "Mira Holt and an aide believes, probably: It was arson"


def test_notes_and_extra_values_stay_out(story: AttributionGraph) -> None:
    assert "secret" not in json.dumps(data_of(story))


def test_boxes_are_found_by_alias_and_by_what_claims_are_about(story: AttributionGraph) -> None:
    boxes = {box["id"]: box for box in data_of(story)["boxes"]}
    assert boxes["wire"]["names"] == ["Wire", "The Wire"]
    assert boxes["arson"]["about"] == ["Mira Holt", "Holt"]
    assert not boxes["aide"]["named"]
    assert facts_of(boxes["arson"])["Statements"] == "1 in support"


def test_a_relay_stands_left_of_what_it_passes_on_at_any_depth() -> None:
    graph = AttributionGraph(
        [Agency(id=f"w{n}", name=f"Wire {n}") for n in range(6)], Claim(id="c", text="It rained")
    )
    graph.attribute("w0", "c", via=[f"w{n}" for n in range(1, 6)])
    data = data_of(graph)
    assert data["columns"] == 7
    for row in data["rows"]:
        for tail in row["tails"]:
            for head in row["heads"]:
                assert data["boxes"][tail]["column"] < data["boxes"][head]["column"]


def test_what_does_not_stand_and_statements_about_statements_are_marked() -> None:
    graph = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="It rained"))
    graph.attribute("a", "c", id="said")
    graph.attribute("a", "said", id="back", act="retract")
    data = data_of(graph)
    assert not row_of(data, "said")["stands"]
    assert "no: retracted" in facts_of(row_of(data, "said"))["Stands"]
    assert row_of(data, "back")["stands"]
    (head,) = row_of(data, "back")["heads"]
    assert data["boxes"][head]["kind"] == "attribution"


def test_a_row_that_names_nobody_has_a_box(story: AttributionGraph) -> None:
    graph = AttributionGraph(Claim(id="c", text="It rained"), Attribution(id="r", content="c"))
    data = data_of(graph)
    assert names(data, row_of(data, "r")["tails"]) == ["nobody named"]
    assert data["sources"] == ["nobody named"]
    assert story is not None


def test_times_for_the_filter_are_days() -> None:
    graph = AttributionGraph(
        Actor(id="a", name="A"),
        Claim(id="c", text="It rained"),
        Document(id="d", title="D", published_at="2024-06-03"),
    )
    for id_, fields in {
        "day": {"said_at": "2024-06-01"},
        "month": {"said_at": "2024-05"},
        "open": {"said_at": "2024-06-01/.."},
        "held": {"document": "d"},
        "none": {},
    }.items():
        graph.attribute("a", "c", id=id_, **fields)
    spans = [(each["from"], each["until"]) for each in data_of(graph)["statements"]]
    assert spans == [
        ("2024-06-01", "2024-06-01"),
        ("2024-05-01", "2024-05-31"),
        ("2024-06-01", None),
        (None, "2024-06-03"),
        (None, None),
    ]


def test_only_web_addresses_lead_anywhere() -> None:
    assert web_address("http://example.org/?a=<b>") == "http://example.org/?a=<b>"
    for url in (
        None,
        "javascript:alert(1)",
        "data:text/html,x",
        "//x",
        "file:///etc",
        "http:",
        "http://[",
        "x",
    ):
        assert web_address(url) is None


def test_a_view_shows_its_rows_alone(seed: AttributionGraph) -> None:
    data = data_of(seed.attributions.by("yoon-suk-yeol"))
    assert len(data["statements"]) == 4
    assert len(data["rows"]) == 8


@given(graph=graphs(max_rows=12))
def test_any_graph_becomes_plain_data_that_holds_together(graph: AttributionGraph) -> None:
    data = data_of(graph)
    assert json.loads(json.dumps(data)) == data
    assert sorted(row["id"] for row in data["rows"]) == sorted(graph.attributions.ids)
    assert sorted(each for s in data["statements"] for each in s["rows"]) == list(
        range(len(data["rows"]))
    )
    last = data["columns"] - 1
    for row in data["rows"]:
        tails, heads = (
            [data["boxes"][at]["column"] for at in row[end]] for end in ("tails", "heads")
        )
        assert max(tails) < min(heads)
        assert row["relay"] or heads == [last]
        assert (row["inner"] is not None) == row["relay"]
    for box in data["boxes"]:
        assert 0 <= box["column"] <= last


def many() -> AttributionGraph:
    graph = AttributionGraph(
        Actor(id="a", name="A"),
        Agency(id="w", name="W"),
        [Claim(id=f"c{n}", text=f"Claim {n}") for n in range(6)],
    )
    for n in range(6):
        for each in range(n + 1):
            graph.attribute("a", f"c{n}", id=f"r{n}.{each}", via="w", occasion=str(each))
    return graph


def test_too_much_is_cut_down_to_the_claims_with_most_rows() -> None:
    chains = read_chains(many())
    assert limited(chains, 42) is chains
    cut = limited(chains, 25)
    assert {row.record.content for row in cut.rows.values() if not row.depth} == {"c5", "c4"}
    assert list(cut.numbers.values()) == list(range(1, 12))
    assert cut.left_out.startswith("Showing 2 of 6 claims and 22 of 42 attributions")
    assert len(page_data(cut)["rows"]) == 22


def test_one_claim_with_too_much_is_cut_as_well() -> None:
    cut = limited(read_chains(many().attributions.of("c5")), 7)
    assert len(cut.rows) == 6
    assert len(cut.numbers) == 3


def test_a_statement_is_never_kept_without_the_one_that_it_is_about() -> None:
    graph = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="It rained"))
    graph.attribute("a", "c", id="r0")
    rows: list[Attribution] = [
        Attribution(id=f"about{n}", sources="a", content=f"r{n}", act="question") for n in range(5)
    ]
    graph.add(*rows, *[Attribution(id=f"r{n}", sources="a", content="c") for n in range(1, 5)])
    cut = limited(read_chains(graph), 5)
    assert 0 < len(cut.rows) <= 5
    for row in cut.rows.values():
        assert row.record.content == "c" or row.record.content in cut.rows


def test_what_is_kept_already_is_not_counted_twice() -> None:
    graph = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="It rained"))
    graph.attribute("a", "c", id="said")
    for n in range(4):
        graph.attribute("a", "said", act="question", occasion=str(n))
    cut = limited(read_chains(graph), 4)
    assert len(cut.rows) == 4


def test_columns_that_the_cut_leaves_empty_are_closed() -> None:
    graph = AttributionGraph(
        [Agency(id=f"w{n}", name=f"W {n}") for n in range(4)],
        Claim(id="c", text="It rained"),
        Claim(id="e", text="It snowed"),
    )
    for n in range(8):
        graph.attribute("w0", "c", via="w3", occasion=str(n))
    graph.attribute("w0", "e", via=["w1", "w2", "w3"])
    cut = limited(read_chains(graph), 16)
    data = page_data(cut)
    assert data["columns"] == 3
    assert {box["column"] for box in data["boxes"]} == {0, 1, 2}
