"""What the rows of a table become: fields, acts, relays, rows about rows."""

from __future__ import annotations

from datetime import date

import pytest
from statement_tables import BASE, WHO_WHAT, faults, one, read, row_of

import attribgraph as ag
from attribgraph.errors import FormatError
from attribgraph.io import const, from_frame
from attribgraph.vocabulary import Act, Stance


def test_equal_texts_are_one_claim_and_equal_names_one_source() -> None:
    graph = read(BASE)
    assert [row.id for row in graph.attributions] == ["row-2", "row-3", "row-4"]
    assert len(graph.claims) == 2
    assert graph.sources.ids == ("ann-lee", "ben-oh")


def test_equal_rows_stay_two() -> None:
    assert len(read({"who": ["Ann"] * 5, "what": ["It rained"] * 5})) == 5


def test_every_field_of_a_row() -> None:
    graph = one(
        {"words": {"act": {"bestätigte": "confirm"}}, "zone": "Europe/Kyiv"},
        id="s 17",
        act="bestätigte",
        negated="no",
        certainty="likely",
        quotes="no; never",
        quote_mode="direct",
        cue="confirmed",
        said_at="24 Oct 2024 14:30",
        on_behalf_of="Harbour Union",
        addressees="CNN; Ben Oh",
        occasion="press conference",
        confidence="80%",
        recorded_at=date(2024, 11, 1),
        recorded_by="Mira",
        method="by hand",
        notes="see p. 3",
    )
    row = row_of(graph)
    assert row.id == "s-17"
    assert (row.act, row.negated, row.certainty.value) == ("confirm", False, "probable")
    assert row.quotes == ("no; never",)
    assert str(row.said_at) == "2024-10-24T14:30+03:00"
    assert row.on_behalf_of == ("harbour-union",)
    assert isinstance(graph["harbour-union"], ag.Agency)
    assert row.addressees == ("cnn", "ben-oh")
    assert (row.occasion, row.confidence, row.cue) == ("press conference", 0.8, "confirmed")
    assert (str(row.recorded_at), row.recorded_by) == ("2024-11-01", "Mira")
    assert (row.method, row.notes) == ("by hand", "see p. 3")


def test_every_field_of_a_claim() -> None:
    graph = one(
        claim_id=7,
        claim_form="statement",
        about="Valdena; Ben Oh",
        happened_at="May 2031",
        place="Berth 9",
        quantity="about 12,000 soldiers",
        measure="deployed",
        condition="if it rains",
        claim_language="en",
        tags="war; weather",
    )
    claim = graph["claim-7"]
    assert (claim.text, claim.about) == ("It rained", ("valdena", "ben-oh"))
    assert (str(claim.happened_at), claim.place) == ("2031-05", "Berth 9")
    assert (str(claim.quantity), claim.quantity.measure) == ("about 12,000 soldiers", "deployed")
    assert (claim.condition, claim.language, claim.tags) == (
        "if it rains",
        "en",
        ("war", "weather"),
    )
    assert one(quantity=12.5).claims.first().quantity.value == 12.5


def test_every_field_of_a_document() -> None:
    graph = one(
        document="https://x.org/1",
        title="Rain at last",
        document_kind="post",
        outlet="The Herald",
        authors="Cleo Day; Dan Eve",
        published_at="25 Oct 2024",
        document_language="en",
    )
    document = graph[row_of(graph).document]
    assert (document.title, document.url) == ("Rain at last", "https://x.org/1")
    assert (document.kind, document.publisher) == ("post", "the-herald")
    assert (document.authors, str(document.published_at)) == (("Cleo Day", "Dan Eve"), "2024-10-25")
    assert (graph["the-herald"].kind, graph["the-herald"].name) == ("news", "The Herald")


@pytest.mark.parametrize(
    ("did", "act", "negated"),
    [
        ("declined to comment", Act.COMMENT, True),
        ("No comment", Act.COMMENT, True),
        ("refused to confirm", Act.CONFIRM, True),
        ("is expected to", Act.PREDICT, False),
        ("alleged", Act.ACCUSE, False),
        ("announced", Act.ASSERT, False),
    ],
)
def test_words_of_reporters_are_acts(did: str, act: Act, negated: bool) -> None:
    row = row_of(one({}, act=did))
    assert (row.act, row.negated) == (act, negated)


@pytest.mark.parametrize("did", ["did not deny", "Didn\u2019t deny", "not deny", "leugnete nicht"])
def test_what_was_not_done(did: str) -> None:
    row = row_of(one({"words": {"act": {"leugnete nicht": "did not deny"}}}, act=did))
    assert (row.act, row.negated, row.stance) == ("deny", True, "comment")


def test_the_stance_says_what_was_done_where_nothing_else_does() -> None:
    table = {"who": ["Ann"] * 4, "what": ["x"] * 4, "p": ["for", "Against", "query", "neutral"]}
    rows = list(read(table, stance="p").attributions)
    assert [row.act.value for row in rows] == ["assert", "deny", "question", "comment"]
    assert [row.stance.value for row in rows] == ["support", "deny", "query", "comment"]
    both = read(table | {"a": ["said"] * 4}, stance="p", act="a")
    assert [row.act.value for row in both.attributions] == ["assert"] * 4
    assert [row.stance for row in both.attributions] == [row.stance for row in rows]
    assert both.edit("row-2", act="deny").stance is Stance.DENY, "it follows the act"


def test_grades_are_assessments() -> None:
    graph = one({"grade_scale": const("truth_rating")}, grade="Mostly True")
    row = row_of(graph)
    assert (row.act, row.grade, row.stance) == ("assess", "mostly-true", "support")


def test_who_passes_it_on_is_a_relay() -> None:
    graph = one(via="Yonhap; CNN", document="Rain at last")
    row = row_of(graph)
    assert row.document is None
    relay = graph.relays_of(row)[0]
    outer = graph.relays_of(relay)[0]
    assert (relay.id, relay.sources, outer.sources) == ("row-2-via-1", ("yonhap",), ("cnn",))
    assert outer.document == "rain-at-last"
    assert graph["yonhap"].kind == "news"


def test_a_row_about_a_row() -> None:
    table = {
        "id": ["b", "a"],
        "who": ["Ben", "Ann"],
        "what": [None, "It rained"],
        "on": ["a", None],
        "did": ["denied", "said"],
    }
    graph = read(table, id="id", content="on", act="did")
    assert (graph["b"].content, graph["b"].stance) == ("a", "deny")
    assert faults(table | {"on": ["c", None]}, id="id", content="on")[0][2] == (
        "no row that could be read has the id 'c'"
    )
    assert "not both" in faults(table | {"on": ["a", "b"]}, id="id", content="on")[-1][2]


def test_rows_about_rows_at_fault_are_at_fault() -> None:
    table = {
        "id": ["1", "2", "3", "4"],
        "who": ["Ann"] * 4,
        "what": [None, None, None, "It rained"],
        "on": ["2", "3", None, None],
    }
    found = faults(table, id="id", content="on")
    assert {row for row, _, _ in found} == {2, 3, 4}
    graph, report = from_frame(table, **WHO_WHAT, id="id", content="on", skip_bad_rows=True)
    assert graph.attributions.ids == ("row-4",)
    assert {each.row for each in report.skipped} == {2, 3, 4}


def test_rows_that_are_about_themselves() -> None:
    table = {"id": ["1", "2"], "on": ["2", "1"]}
    with pytest.raises(FormatError, match=r"row-[12]"):
        from_frame(table, id="id", content="on")


def test_a_retraction_of_a_claim_is_told_until_it_says_which_row() -> None:
    table = {
        "id": ["a", "b"],
        "who": ["Ann", "Ann"],
        "what": ["x", "x"],
        "did": ["said", "withdrew"],
    }
    columns = {"id": "id", "sources": "who", "claim": "what", "act": "did"}
    graph, report = from_frame(table, **columns)
    assert report.taking_back == (3,)
    assert "still counts: row 3" in str(report)
    assert len(graph.attributions.standing().act("assert")) == 1
    graph.edit("b", content="a")
    assert not graph.attributions.standing().act("assert")

    table |= {"what": ["x", None], "on": [None, "a"]}
    graph, report = from_frame(table, **columns, content="on")
    assert report.taking_back == ()
    assert not graph.attributions.standing().act("assert")


def test_nobody_named_is_no_fault_but_is_told() -> None:
    graph, report = from_frame(BASE | {"who": ["Ann", None, " "]}, **WHO_WHAT)
    assert [row.sources for row in graph.attributions] == [("ann",), (), ()]
    assert report.nobody_named == (3, 4)
    assert "nobody is named in rows 3, 4" in str(report)
