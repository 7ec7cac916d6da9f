"""Tables of statements: what rows become, and what is said of those that cannot be read."""

from __future__ import annotations

import math
import sys
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import attribgraph as ag
from attribgraph.errors import (
    AttribGraphError,
    FormatError,
    MissingExtraError,
    RecordError,
    UnknownValueError,
)
from attribgraph.io import Columns, TableError, const, from_frame
from attribgraph.io._words import WORDS
from attribgraph.io.columns import FIELDS
from attribgraph.vocabulary import COMMUNITY_STANCES, Act, Naming, Stance

BASE = {"who": ["Ann Lee", "Ben Oh", "Ann Lee"], "what": ["It rained", "It rained", "It snowed"]}
WHO_WHAT: dict[str, Any] = {"sources": "who", "claim": "what"}


def read(table: dict[str, list[Any]], **options: Any) -> ag.AttributionGraph:
    return from_frame(table, **{**WHO_WHAT, **options}).graph


def one(options: dict[str, Any] | None = None, **cells: Any) -> ag.AttributionGraph:
    """Read one row, whose columns are called as the fields are."""
    table = {"sources": ["Ann Lee"], "claim": ["It rained"]} | {
        name: [cell] for name, cell in cells.items()
    }
    return from_frame(table, **{name: name for name in table}, **(options or {})).graph


def row_of(graph: ag.AttributionGraph) -> ag.Attribution:
    return next(iter(graph.attributions))


def faults(table: dict[str, list[Any]], **options: Any) -> list[tuple[int, str, str]]:
    with pytest.raises(TableError) as caught:
        read(table, **options)
    return [(each.row, each.column, each.reason) for each in caught.value.faults]


# -- what rows become -------------------------------------------------------------------


def test_equal_texts_are_one_claim_and_equal_names_one_source() -> None:
    graph = read(BASE)
    assert [row.id for row in graph.attributions] == ["row-2", "row-3", "row-4"]
    assert len(graph.claims) == 2
    assert graph.sources.ids == ("ann-lee", "ben-oh")


def test_equal_rows_stay_two() -> None:
    assert len(read({"who": ["Ann"] * 5, "what": ["It rained"] * 5})) == 5


@pytest.mark.parametrize(
    "frame", [pd.DataFrame(BASE), pl.DataFrame(BASE), pl.LazyFrame(BASE), pa.table(BASE)]
)
def test_every_kind_of_dataframe(frame: Any) -> None:
    assert from_frame(frame, **WHO_WHAT).graph == read(BASE)


def test_missing_values_of_every_kind_are_blank() -> None:
    frame = pd.DataFrame(
        {
            **BASE,
            "when": pd.to_datetime(["2024-10-24 00:00", None, "2024-10-25 14:30"]),
            "sure": [0.5, math.nan, None],
            "no": pd.array([True, pd.NA, False], dtype="boolean"),
            "note": ["x", None, " "],
        }
    )
    graph, _ = from_frame(
        frame, **WHO_WHAT, said_at="when", confidence="sure", negated="no", notes="note"
    )
    rows = list(graph.attributions)
    assert [str(row.said_at) for row in rows] == ["2024-10-24", "None", "2024-10-25T14:30"]
    assert [row.confidence for row in rows] == [0.5, None, None]
    assert [row.negated for row in rows] == [True, False, False]
    assert [row.notes for row in rows] == ["x", None, None]


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
    ("cells", "title"),
    [
        ({"title": "Rain"}, "Rain"),
        ({"url": "https://x.org"}, "https://x.org"),
        ({"outlet": "CNN", "published_at": "2024"}, "CNN, 2024"),
        ({"outlet": "CNN"}, "CNN"),
        ({"document": 12}, "12"),
    ],
)
def test_what_tells_documents_apart(cells: dict[str, Any], title: str) -> None:
    graph = one(**cells)
    assert [each.title for each in graph.documents] == [title]
    assert row_of(graph).document == graph.documents.ids[0]
    assert not graph.documents.ids[0].isdigit()


@pytest.mark.parametrize("did", ["did not deny", "Didn\u2019t deny", "not deny", "leugnete nicht"])
def test_what_was_not_done(did: str) -> None:
    row = row_of(one({"words": {"act": {"leugnete nicht": "did not deny"}}}, act=did))
    assert (row.act, row.negated, row.stance) == ("deny", True, "comment")


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


def test_who_is_what() -> None:
    table = {
        "who": ["Ann; The Board", "Valdena", "Reuters", "Cleo"],
        "what": ["x"] * 4,
        "type": ["person; organisation", "state", "Media", None],
        "party": [None, None, None, "Reuters"],
        "job": ["Mayor; Board", "", "", "MP; Whip"],
    }
    graph = read(table, source_type="type", affiliation="party", role="job")
    assert (graph["ann"].kind, graph["ann"].role) == ("person", "Mayor")
    assert (graph["the-board"].kind, graph["valdena"].kind) == ("other", "state")
    assert (graph["reuters"].kind, graph["cleo"].role) == ("news", "MP; Whip")
    link = graph.links.first()
    assert (link.subject, link.relation, link.object) == ("cleo", "affiliated_with", "reuters")
    assert graph["the-board"].extra == {"role": "Board"}


def test_groups_go_with_their_sources_one_by_one_or_all() -> None:
    table = {"who": ["Ann; Ben", "Cleo; Dan"], "what": ["x", "y"], "party": ["Red; Blue", "Green"]}
    ends = {(each.subject, each.object) for each in read(table, affiliation="party").links}
    assert ends == {("ann", "red"), ("ben", "blue"), ("cleo", "green"), ("dan", "green")}


def test_officials_of_two_documents_are_two() -> None:
    table = {
        "who": ["an official"] * 4,
        "what": ["a", "b", "c", "d"],
        "how": ["described", "described", "described", "anonymous"],
        "story": ["One", "One", "Two", None],
    }
    graph = read(table, naming="how", document="story")
    assert graph.sources.ids == ("an-official-one", "an-official-two", "an-official-row-5")
    assert graph["an-official-one"].naming is Naming.DESCRIBED
    assert [row.sources[0] for row in graph.attributions][:2] == ["an-official-one"] * 2


def test_own_ids_keep_namesakes_apart() -> None:
    table = {"who": ["Ann Lee", "Ann Lee"], "key": ["p1", 2], "what": ["x", "y"]}
    assert read(table, source_ids="key").sources.ids == ("p1", "source-2")
    assert (
        "2 ids, and the row has 1 source"
        in faults(table | {"key": ["a; b", "c"]}, source_ids="key")[0][2]
    )


def test_other_names_of_an_id_are_aliases() -> None:
    table = {"who": ["Ann Lee", "A. Lee", "ANN LEE"], "key": ["p1"] * 3, "what": ["x", "y", "z"]}
    graph = read(table, source_ids="key")
    assert (graph["p1"].name, graph["p1"].aliases) == ("Ann Lee", ("A. Lee",))


def test_a_document_is_known_by_its_address() -> None:
    table = {"what": ["x"], "url": ["https://x.org/1"], "head": ["Rain"]}
    graph, _ = from_frame(table, claim="what", url="url", title="head")
    from_frame({"what": ["y"], "url": ["https://x.org/1"]}, claim="what", url="url", into=graph)
    assert len(graph) == 2
    assert len(graph.documents) == 1


def test_a_claim_in_several_wordings() -> None:
    table = {"who": ["Ann", "Ben"], "what": ["It rained", "Rain fell"], "c": ["c1", "c1"]}
    graph = read(table, claim_id="c")
    assert [each.text for each in graph.claims] == ["It rained"]
    assert graph["row-3"].extra == {"wording": "Rain fell"}
    blank = faults({**table, "what": [None, None]}, claim_id="c")
    assert "no row says what this claim is" in blank[0][2]


def test_ids_of_different_things_never_meet() -> None:
    table = {"who": ["x", "x"], "what": ["x", "y"], "id": [1, 2], "c": [1, 2], "d": [1, "x"]}
    graph = read(table, id="id", claim_id="c", document="d")
    assert graph.attributions.ids == ("row-1", "row-2")
    assert graph.claims.ids == ("claim-1", "claim-2")
    assert set(graph.documents.ids) == {"document-1", "document-x"}
    assert graph.sources.ids == ("x",)


def test_an_id_twice_is_a_fault() -> None:
    found = faults(BASE | {"id": ["a", "b", "a"]}, id="id")
    assert found == [(4, "id", "row 2 has the id 'a' already")]


def test_nobody_named_is_no_fault_but_is_told() -> None:
    graph, report = from_frame(BASE | {"who": ["Ann", None, " "]}, **WHO_WHAT)
    assert [row.sources for row in graph.attributions] == [("ann",), (), ()]
    assert report.nobody_named == (3, 4)
    assert "nobody is named in rows 3, 4" in str(report)


def test_the_stance_says_what_was_done_where_nothing_else_does() -> None:
    table = {"who": ["Ann"] * 4, "what": ["x"] * 4, "p": ["for", "Against", "query", "neutral"]}
    rows = list(read(table, stance="p").attributions)
    assert [row.act.value for row in rows] == ["assert", "deny", "question", "comment"]
    assert [row.stance.value for row in rows] == ["support", "deny", "query", "comment"]
    both = read(table | {"a": ["said"] * 4}, stance="p", act="a")
    assert [row.act.value for row in both.attributions] == ["assert"] * 4
    assert [row.stance for row in both.attributions] == [row.stance for row in rows]
    assert both.edit("row-2", act="deny").stance is Stance.DENY, "it follows the act"


# -- columns and constants --------------------------------------------------------------


def test_a_text_is_a_heading_and_const_a_value() -> None:
    graph = read(
        BASE,
        outlet=const("The Herald"),
        negated=True,
        act=Act.DENY,
        said_at=date(2024, 10, 24),
        tags=const(["a", "b"]),
    )
    row = graph["row-2"]
    assert (row.act, row.negated, str(row.said_at)) == ("deny", True, "2024-10-24")
    assert graph["the-herald"].kind == "news"
    assert graph[row.content].tags == ("a", "b")
    with pytest.raises(FormatError, match=r"outlet=: the column 'The Herald' is not there .*const"):
        read(BASE, outlet="The Herald")


def test_several_columns_of_a_field_that_lists() -> None:
    table = {**BASE, "second": ["Cleo", None, "Dan; Eve"]}
    graph = read(table, sources=["who", "second"])
    assert [row.sources for row in graph.attributions] == [
        ("ann-lee", "cleo"),
        ("ben-oh",),
        ("ann-lee", "dan", "eve"),
    ]
    with pytest.raises(UnknownValueError, match="claim= takes one column, not 2"):
        read(table, claim=["what", "second"])


def test_further_columns_are_kept_on_request_and_else_named() -> None:
    table = {**BASE, "page": [3, None, 5.0], "x": ["a", "b", "c"]}
    graph, report = from_frame(table, **WHO_WHAT, extra=["page"])
    assert [dict(row.extra) for row in graph.attributions] == [{"page": 3}, {}, {"page": 5.0}]
    assert report.unused == ("x",)
    assert "columns not used: x" in str(report)


def test_all_missing_columns_are_named_at_once() -> None:
    with pytest.raises(FormatError) as caught:
        from_frame(BASE, sources="whom", claim="wat", said_at="when")
    assert "'whom' is not there (did you mean 'who'?)" in str(caught.value)
    assert "'wat' is not there (did you mean 'what'?)" in str(caught.value)
    assert "said_at=: the column 'when'" in str(caught.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sourcs": "who"}, r"'sourcs' is no field of a row \(did you mean 'sources'"),
        ({"delimiter": ""}, "delimiter is a text"),
        ({"zone": "Kyiv"}, "'Kyiv' is no time zone"),
        ({"prefix": "a b"}, "prefix is a text without spaces"),
        ({"into": 3}, "into is a graph, not int"),
        ({"words": {"stance": "sdq"}}, "or a scheme: sdqc"),
        ({"words": {"stanc": {}}}, r"did you mean 'stance'"),
        ({"words": {"act": {"x": "denyy"}}}, r"'denyy' is not known \(did you mean 'deny'"),
    ],
)
def test_options_that_are_none(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownValueError, match=message):
        from_frame(BASE, **{**WHO_WHAT, **options})


def test_what_is_no_table() -> None:
    with pytest.raises(FormatError, match="a dataframe or a dict of columns is wanted, not list"):
        from_frame([1], **WHO_WHAT)
    with pytest.raises(FormatError, match="no column says what was said"):
        from_frame(BASE, sources="who")
    with pytest.raises(FormatError, match="2 times"):
        from_frame(pd.DataFrame([["a", "b"]], columns=["who", "who"]), sources="who", claim="who")


def test_without_narwhals_a_dict_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    assert len(read(BASE)) == 3
    with pytest.raises(MissingExtraError, match=r"attribgraph\[frames\]"):
        from_frame(pd.DataFrame(BASE), **WHO_WHAT)


def test_the_fields_are_those_of_the_docs() -> None:
    assert set(FIELDS) == set(Columns.__annotations__)
    text = Columns.__doc__ or ""
    assert [each for each in FIELDS if f"``{each}``" not in text] == []


# -- words ------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", COMMUNITY_STANCES)
def test_the_words_of_every_community(scheme: str) -> None:
    for word, stance in COMMUNITY_STANCES[scheme].items():
        graph = one({"words": {"stance": scheme}}, stance=word.upper())
        assert row_of(graph).stance is stance


def test_the_words_of_communities_agree_where_they_are_read_together() -> None:
    for scheme, words in COMMUNITY_STANCES.items():
        if scheme != "claimreview":
            for word, stance in words.items():
                assert WORDS["stance"].get(word, stance) is stance, (scheme, word)


def test_a_rating_is_no_stance_unless_told() -> None:
    table = {**BASE, "p": ["false", "true", "0"]}
    assert len(faults(table, stance="p")) == 3


def test_unknown_words_are_listed_at_once() -> None:
    table = {**BASE, "p": ["agaist", "pro-ish", "agaist"], "v": ["said", "sayz", "said"]}
    with pytest.raises(TableError) as caught:
        from_frame(table, **WHO_WHAT, stance="p", act="v")
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("3 of 3 rows cannot be read, and nothing was added")
    assert lines[1:4] == [
        "- rows 2, 4, column 'p': 'agaist' is no word for stance (did you mean 'against'?)",
        "- row 3, column 'p': 'pro-ish' is no word for stance (did you mean 'pro'?)",
        "- row 3, column 'v': 'sayz' is no word for act (did you mean 'say' or 'says'?)",
    ]
    assert lines[4].startswith("words={'stance': {...}} says what words of yours mean: support,")
    words = {"stance": {"agaist": "deny", "Pro-ish": Stance.SUPPORT}, "act": {"sayz": "say"}}
    graph = read(table, stance="p", act="v", words=words)
    assert [row.stance.value for row in graph.attributions] == ["deny", "support", "deny"]


def test_one_column_of_faults_does_not_hide_another() -> None:
    table = {
        "who": ["Ann"] * 100,
        "what": ["x"] * 100,
        "when": [f"0{1 + n % 9}/1{n % 3}/20{n:02}" for n in range(100)],
        "p": ["for"] * 99 + ["unheard"],
    }
    with pytest.raises(TableError) as caught:
        read(table, said_at="when", stance="p")
    assert "more in column 'when' (see .faults)" in str(caught.value)
    assert "'unheard' is no word for stance" in str(caught.value)
    assert len(str(caught.value)) < 5_000
    assert len(caught.value.faults) == 101


# -- rows at fault ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"said_at": "03/04/2024"}, "could be 2024-04-03 or 2024-03-04"),
        ({"claim": None}, "it is blank: what was said?"),
        ({"confidence": 80}, "'80' is no share between 0 and 1"),
        ({"confidence": "high"}, "is no share between 0 and 1"),
        ({"quantity": "many"}, "no figure found in 'many'"),
        ({"quantity": "{"}, "is no figure"),
        ({"quantity": "#REF!"}, "a formula here failed"),
        ({"negated": "perhaps"}, "is no word for negated"),
        ({"grade_scale": "truth_rating", "grade": "pretty true"}, "is not a grade of"),
        ({"source_type": "person; person; state"}, "3 values, and the row has 1 source"),
        ({"notes": "\ud800"}, "half a character"),
        ({"sources": "\ud800"}, "half a character"),
    ],
)
def test_what_is_wrong_with_a_cell_is_named(cells: dict[str, Any], reason: str) -> None:
    with pytest.raises(TableError, match=reason) as caught:
        one(**cells)
    assert [each.row for each in caught.value.faults] == [2]
    assert caught.value.record == "row 2"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"published_at": ["2024", "2023", None]}, "has '2024' here in row 2"),
        ({"url": ["https://a.org", None, "https://b.org"]}, "has 'https://a.org' here in row 2"),
        ({"source_type": ["person", None, "agency"]}, "is an actor (person) in row 2, and an"),
        ({"outlet": [None, None, "Ann Lee"], "source_type": ["person"] * 3}, "and an agency here"),
    ],
)
def test_rows_that_disagree(columns: dict[str, list[Any]], reason: str) -> None:
    table = BASE | {"document": ["One"] * 3} | columns
    found = faults(table, **{name: name for name in table if name not in BASE})
    assert any(reason in why for _, _, why in found), found


def test_nothing_is_added_unless_bad_rows_are_skipped(seed: ag.AttributionGraph) -> None:
    before = seed.copy()
    table = BASE | {"when": ["2024", "soon", "03/04/2024"]}
    with pytest.raises(TableError, match="nothing was added"):
        from_frame(table, **WHO_WHAT, said_at="when", into=seed)
    assert seed == before
    graph, report = from_frame(table, **WHO_WHAT, said_at="when", into=seed, skip_bad_rows=True)
    assert graph is seed
    assert len(seed) == len(before) + 1
    assert [each.row for each in report.skipped] == [3, 4]
    assert report.added["attributions"] == report.added["actors"] == 1
    assert "2 rows left out:" in str(report)
    assert "ben-oh" not in seed


def test_a_second_sheet_knows_the_names_of_the_first(seed: ag.AttributionGraph) -> None:
    kursk = seed["troops-in-kursk"]
    table = {"who": ["Kyiv", "Cleo Day"], "what": [kursk.text, "It rained"]}
    from_frame(table, **WHO_WHAT, into=seed)
    assert seed["row-2"].sources == ("ukraine",)
    assert seed["row-2"].content == "troops-in-kursk"
    assert seed["row-3"].sources == ("cleo-day",)
    size = len(seed)
    from_frame(table, **WHO_WHAT, into=seed)
    assert len(seed) == size + 2
    assert len(seed.sources.find("Cleo Day")) == 1


def test_blank_rows_are_passed_over() -> None:
    graph, report = from_frame(
        BASE | {"who": ["Ann", None, "Ben"], "what": ["x", " ", "y"]}, **WHO_WHAT, negated=False
    )
    assert graph.attributions.ids == ("row-2", "row-4")
    assert (report.rows, report.blank) == (2, 1)


def test_the_report_lists_names_that_may_be_one(capsys: pytest.CaptureFixture[str]) -> None:
    table = {"who": ["Putin", "President Putin", "Путин", "Ann"], "what": ["x"] * 4}
    graph, report = from_frame(table, **WHO_WHAT)
    assert len(graph.sources) == 4
    assert len(report.similar_names) == 3
    assert "- Putin / President Putin: the same but for titles, accents or script" in str(report)
    print(from_frame(table, **WHO_WHAT))  # noqa: T201 (as a notebook shows it)
    assert "names that may be one source's (g.merge_nodes(duplicate, into)):" in (
        capsys.readouterr().out
    )


def test_progress(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read(BASE, progress=True)
    assert "3 rows" in capsys.readouterr().err
    read(BASE)
    read(BASE, progress=False)
    assert capsys.readouterr().err == ""
    monkeypatch.setitem(sys.modules, "tqdm", None)
    read(BASE)
    with pytest.raises(MissingExtraError, match=r"attribgraph\[progress\]"):
        read(BASE, progress=True)


# -- anything at all --------------------------------------------------------------------

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.binary(max_size=3),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.decimals(),
    st.lists(st.text(max_size=3) | st.none(), max_size=3),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
    st.sampled_from(
        [
            "Ann; Ben",
            "Ann <a>",
            " <",
            '["a"]',
            "[" * 9_999,
            "{",
            '{"value": 1}',
            "03/04/2024",
            10**999,
            "\ud800",
            "\x00",
            "denied",
            "person",
            "#N/A",
            "a-b",
            "row-2",
            "<x>",
            "12,000",
        ]
    ),
)


def error_of(table: dict[str, list[Any]], **options: Any) -> AttribGraphError | None:
    """Return our error, if there is one; any other goes on to fail the test."""
    try:
        from_frame(table, **options)
    except AttribGraphError as error:
        return error
    return None


@settings(max_examples=100)
@given(st.data())
def test_any_cells_give_a_graph_or_our_error(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=7, unique=True))
    size = data.draw(st.integers(0, 3))
    table = {name: data.draw(st.lists(cells, min_size=size, max_size=size)) for name in names}
    options = {} if data.draw(st.booleans()) else {name: name for name in names}
    graph = ag.AttributionGraph(ag.Actor(name="Ann"), ag.Claim(id="c", text="x"))
    before = graph.copy()
    error = error_of(table, **options, into=graph)
    assert error is None or (graph == before and len(str(error)) < 20_000)
    again = error_of(table, **options, skip_bad_rows=True)
    assert not isinstance(again, TableError | RecordError)
