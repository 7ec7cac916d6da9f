"""Rows and nodes in columns: pandas frames, short tables, names in the form they compare in."""

from __future__ import annotations

import sys
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import Oracle
from strategies import graphs
from worlds import harbour

from attribgraph.errors import MissingExtraError
from attribgraph.frames import fold, label
from attribgraph.graph import AttributionGraph
from attribgraph.model import Attribution

FIRST = [
    "id",
    "source",
    "act",
    "negated",
    "stance",
    "content",
    "via",
    "said_at",
    "standing",
    "source_ids",
    "content_id",
    "claim_id",
    "document",
    "naming",
    "factuality",
]


COLUMNS = [(0, 12), (14, 22), (24, 72), (74, 88), (90, None)]
"""Where the columns of the short table below begin and end."""


def test_a_frame_of_rows() -> None:
    frame = harbour().attributions.to_frame()
    assert list(frame.columns[: len(FIRST)]) == FIRST
    assert set(Attribution.model_fields) - {"sources", "content"} <= set(frame.columns)
    assert frame.shape[0] == 10
    by_id = frame.set_index("id")
    assert by_id.loc["vell-petrol", ["source", "via", "document", "claim_id"]].tolist() == [
        "Tomas Vell",
        "The Wire",
        "first",
        "petrol",
    ]
    assert by_id.loc["wire-vell", ["content", "content_id", "claim_id"]].tolist() == [
        "[Tomas Vell: assert] Petrol was used to set the fire",
        "vell-petrol",
        "petrol",
    ]
    assert by_id.loc["city-accident", ["source", "source_ids"]].tolist() == [
        "City of Valdena and Ilse Maro",
        "city; maro",
    ]
    assert by_id.loc["nobody-hurt", ["source", "naming"]].tolist() == ["nobody named", "anonymous"]
    assert by_id.loc["maro-arson", ["act", "negated", "stance"]].tolist() == [
        "deny",
        True,
        "comment",
    ]
    assert by_id.standing.sum() == 9
    assert by_id.loc["vell-petrol", "said_at"] == "2031-05"
    assert pd.isna(by_id.loc["maro-arson", "said_at"])


@given(graphs())
def test_a_frame_has_a_line_a_record(g: AttributionGraph) -> None:
    o = Oracle(g)
    frame = g.attributions.to_frame()
    assert frame["id"].tolist() == [row.id for row in o.rows]
    assert frame["standing"].tolist() == [o.stands(row) for row in o.rows]
    assert frame["naming"].tolist() == [o.naming(row) for row in o.rows]
    assert [each.split("; ") if each else [] for each in frame["document"]] == [
        o.documents_of(row) for row in o.rows
    ]
    assert frame["act"].map(type).eq(str).all()
    for view in (g.sources, g.actors, g.agencies, g.claims, g.documents, g.links):
        assert view.to_frame()["id"].tolist() == list(view.ids)


def test_a_frame_without_lines_has_the_same_columns() -> None:
    g = harbour()
    none = g.attributions.by("union").of("arson")
    assert list(none.to_frame().columns) == list(g.attributions.to_frame().columns)
    assert list(g.claims.find("nothing").to_frame().columns) == list(g.claims.to_frame().columns)
    assert len(AttributionGraph().attributions.to_frame()) == 0


def test_frames_of_nodes() -> None:
    g = harbour()
    sources = g.sources.to_frame().set_index("id")
    assert sources.loc["maro", ["name", "kind", "role", "aliases"]].tolist() == [
        "Ilse Maro",
        "person",
        "Mayor",
        "The Mayor",
    ]
    assert pd.isna(sources.loc["herald", "role"])
    claims = g.claims.to_frame().set_index("id")
    assert claims.loc["arson", ["about", "happened_at", "form"]].tolist() == [
        "city",
        "2031-04-30",
        "statement",
    ]
    links = g.links.to_frame()
    assert links.loc[0, ["subject", "relation", "object"]].tolist() == [
        "fire-service",
        "part_of",
        "city",
    ]


def test_excerpts_and_several_values_are_written_out() -> None:
    g = harbour()
    g.edit(
        "service-arson",
        excerpts=[{"start": 1, "end": 5}, {"start": 7, "end": 9, "role": "cue"}],
        extra={"page": 3},
        quotes=["one", "two"],
    )
    line = g.attributions.to_frame().iloc[0]
    assert line.excerpts == "1-5 content; 7-9 cue"
    assert line.quotes == "one; two"
    assert line.extra == {"page": 3}


@pytest.mark.parametrize("view", ["attributions", "claims"])
def test_without_pandas_the_error_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'attribgraph\[pandas\]'"):
        getattr(harbour(), view).to_frame()


def test_the_short_table_of_rows() -> None:
    g = harbour()
    lines = repr(g.attributions.in_document("first")).splitlines()
    assert lines[0] == "4 attributions"
    assert [[line[start:end].rstrip() for start, end in COLUMNS] for line in lines[1:]] == [
        ["source", "act", "content", "said", "via"],
        ["-" * 12, "-" * 8, "-" * 48, "-" * 14, "-" * 8],
        ["Fire Service", "assert", "The fire was set on purpose", "2031-05-01T23…", ""],
        ["Ilse Maro", "not deny", "The fire was set on purpose", "", ""],
        ["Tomas Vell", "assert", "Petrol was used to set the fire", "2031-05", "The Wire"],
        ["The Wire", "report", "[Tomas Vell: assert] Petrol was used to set the…", "", ""],
    ]
    assert repr(g.attributions.by("valdena")) == "0 attributions"


def test_relays_are_named_outermost_first() -> None:
    g = harbour()
    row = g.attribute("maro", "petrol", via=["wire", ("herald", "city")])
    frame = g.attributions.to_frame().set_index("id")
    assert frame.via[row.id] == "Valdena Herald and City of Valdena > The Wire"
    g.attribute("maro", "petrol", via="union")
    g.attribute("maro", "petrol", via=["fire-service"], document="first")
    g.attribute("maro", "petrol", via={"sources": ()})
    via = g.attributions.to_frame().set_index("id").via[row.id]
    assert via == "Valdena Herald and City of Valdena > The Wire; Harbour Union; Fire Service; ..."


def test_a_long_chain_is_cut_at_its_far_end() -> None:
    g = harbour()
    row = g.attribute("maro", "petrol", via=["wire"] * 3 + ["herald"] * 3)
    six = " > ".join(["Valdena Herald"] * 3 + ["The Wire"] * 3)
    assert g.attributions.count_by("via")[six] == 1
    longer = g.attribute("orr", "petrol", via=["wire"] * 3 + ["herald"] * 4)
    frame = g.attributions.to_frame().set_index("id")
    assert frame.via[row.id] == six
    assert frame.via[longer.id] == f"... > {six}"


def test_who_denies_or_grades_is_no_relay() -> None:
    g = harbour()
    g.attribute("maro", "vell-petrol", act="deny")
    g.attribute("city", "vell-petrol", act="assess", grade="1", grade_scale="admiralty_credibility")
    assert g.attributions.to_frame().set_index("id").via["vell-petrol"] == "The Wire"


def test_mixed_nodes_can_be_shown() -> None:
    g = harbour()
    mixed = g.links | g.claims | g.documents | g.sources
    lines = repr(mixed).splitlines()
    assert lines[0] == f"{len(mixed)} records"
    assert [line.split()[:2] for line in lines[3:5]] == [["l1", "part_of"], ["l2", "leads"]]
    assert len((g.claims | g.links).to_frame()) == 12


def test_labels() -> None:
    g = harbour()
    assert [label(g[each]) for each in ("maro", "first", "arson", "l1", "maro-arson")] == [
        "Ilse Maro",
        "Fire at Berth 9",
        "The fire was set on purpose",
        "l1",
        "maro-arson",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Київ", "київ"),
        ("STRASSE", "straße"),
        ("\uff39\uff4f\uff4e\uff48\uff41\uff50", "yonhap"),
        ("김정은", unicodedata.normalize("NFD", "김정은")),
        ("Yoon  Suk\u00a0Yeol ", "yoon suk yeol"),
        ("José", "Jose\u0301"),
        ("\u1fb4", "\u03b1\u0345\u0301"),  # marks in either order
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_is_done_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert fold(name) == fold(unicodedata.normalize("NFD", name))
    assert fold(f" {name}\n") == fold(name)
