"""Dataframes of statements: any library's, the columns that are asked for, and the report."""

from __future__ import annotations

import math
import sys
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from statement_tables import BASE, WHO_WHAT, read

from attribgraph.errors import FormatError, MissingExtraError, UnknownValueError
from attribgraph.io import Columns, const, from_frame
from attribgraph.io.columns import FIELDS
from attribgraph.vocabulary import Act


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


def test_without_narwhals_a_dict_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    assert len(read(BASE)) == 3
    with pytest.raises(MissingExtraError, match=r"attribgraph\[frames\]"):
        from_frame(pd.DataFrame(BASE), **WHO_WHAT)


def test_what_is_no_table() -> None:
    with pytest.raises(FormatError, match="a dataframe or a dict of columns is wanted, not list"):
        from_frame([1], **WHO_WHAT)
    with pytest.raises(FormatError, match="no column says what was said"):
        from_frame(BASE, sources="who")
    with pytest.raises(FormatError, match="2 times"):
        from_frame(pd.DataFrame([["a", "b"]], columns=["who", "who"]), sources="who", claim="who")


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


def test_the_fields_are_those_of_the_docs() -> None:
    assert set(FIELDS) == set(Columns.__annotations__)
    text = Columns.__doc__ or ""
    assert [each for each in FIELDS if f"``{each}``" not in text] == []


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
