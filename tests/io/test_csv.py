"""CSV: what is written is read back, cells are safe, and files of every make are read."""

from __future__ import annotations

import csv
import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import graphs

from attribgraph.errors import FormatError, UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.io import TableError, read_csv, write_csv
from attribgraph.io._cells import guarded, join_list, split_list, unguarded
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link

if TYPE_CHECKING:
    from pathlib import Path

FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
WHO_WHAT: dict[str, Any] = {"sources": "who", "claim": "what"}


def written(graph: AttributionGraph, **options: Any) -> tuple[str, Any]:
    file = io.StringIO(newline="")
    losses = write_csv(graph, file, **options)
    return file.getvalue(), losses


def read_text(text: str, **options: Any) -> AttributionGraph:
    return read_csv(io.StringIO(text, newline=""), **options).graph


def sheet(*rows: str) -> io.StringIO:
    return io.StringIO("\n".join(rows))


@settings(max_examples=40)
@given(graph=graphs())
def test_what_is_lost_is_named_and_nothing_else_is(graph: AttributionGraph) -> None:
    text, losses = written(graph)
    back = read_text(text) if "\n" in text.strip() else AttributionGraph()
    assert (back == graph) is not bool(losses)
    for name in losses.counts:
        kind, _, field = name.partition(".")
        of_kind = [each for each in graph.records() if each.record_kind == kind]
        kept = [
            record
            for record in of_kind
            if record.id in back and type(back[record.id]) is type(record)
        ]
        if field == "":
            assert any(record.id not in back for record in of_kind)
        elif field == "kind":
            assert len(kept) < len(of_kind) or any(back[each.id].kind != each.kind for each in kept)
        else:
            assert any(getattr(back[each.id], field) != getattr(each, field) for each in kept)


@settings(max_examples=25)
@given(graph=graphs())
def test_what_was_read_from_a_sheet_is_kept(graph: AttributionGraph) -> None:
    once = read_text(written(graph)[0])
    text, losses = written(once)
    assert not losses
    assert read_text(text) == once


def test_a_person_stands_in_no_column_of_agencies() -> None:
    g = AttributionGraph(
        [Actor(id="aide", name="Aide"), Actor(id="chief", name="Chief")],
        Claim(id="fire", text="The port burned."),
        Link(subject="aide", relation="affiliated_with", object="chief"),
        Attribution(id="r1", sources="aide", content="fire"),
        Attribution(id="r2", sources="chief", content="fire"),
    )
    text, losses = written(g)
    assert dict(losses.counts) == {"link": 1}
    assert read_text(text).sources.ids == ("aide", "chief")


@settings(max_examples=25)
@given(graph=graphs())
def test_no_cell_is_a_formula(graph: AttributionGraph) -> None:
    text, _ = written(graph)
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert not [cell for cell in row if FORMULA.match(cell)]


@given(st.text(max_size=6) | st.from_regex(r"'{0,3}[=+\-@\t\r]x?", fullmatch=True))
def test_a_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not FORMULA.match(guarded(text))


@given(st.lists(st.text(max_size=4) | st.sampled_from(["a; b", "[", '["x"]', " "]), max_size=3))
def test_lists_in_cells(values: list[str]) -> None:
    assert split_list(join_list(values, ";"), ";") == values


DANGEROUS = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "'=1",
    "\uff1d1",
    "|x",
    '"',
]


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_dangerous_text_comes_back(text: str, separator: str) -> None:
    graph = AttributionGraph(
        Actor(id="a", name=f"{text}n"),
        Claim(id="c", text=f"{text}x"),
        Attribution(id="r", sources="a", content="c", quotes=[f"{text}q"], notes=f"{text}n"),
    )
    out, losses = written(graph, separator=separator)
    assert not losses
    assert read_text(out, separator=separator) == graph


def test_losses_are_counted_with_examples(seed: AttributionGraph) -> None:
    _, losses = written(seed)
    assert losses.counts["link"] == 22
    assert "stands in no table of statements" in losses.examples["link"][0]


def test_who_is_graded_has_no_place() -> None:
    graph = AttributionGraph(
        Actor(id="a", name="A"),
        Agency(id="b", name="B"),
        Attribution(id="grade", sources="a", content="b", act="assess", grade="good"),
        Attribution(id="about", sources="b", content="grade", act="deny"),
    )
    _, losses = written(graph)
    assert losses.counts == {"actor": 1, "agency": 1, "attribution": 2}


def test_a_sheet_for_people(seed: AttributionGraph) -> None:
    text, _ = written(seed)
    assert text.startswith("\ufeffid,sources,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(seed)
    silent = seed.attributions.act("deny", negated=True).first()
    assert silent is not None
    assert by_id[silent.id]["act"] == "deny"
    assert by_id[silent.id]["negated"] == "yes"
    assert by_id[silent.id]["stance"] == "comment"


def test_writing_to_a_path_and_bytes(tmp_path: Path) -> None:
    graph = AttributionGraph(Actor(name="Kim"), Claim(id="c", text="x"))
    graph.attribute("kim", "c")
    for target in (tmp_path / "x.csv", str(tmp_path / "y.csv")):
        assert not write_csv(graph, target)
        assert read_csv(target).graph == graph
    file = io.BytesIO()
    write_csv(graph, file, bom=False)
    assert file.getvalue().startswith(b"id,")
    with pytest.raises(UnknownValueError, match="separator"):
        write_csv(graph, io.BytesIO(), separator="||")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_by_the_headings(separator: str) -> None:
    rows = [["who", "what", "a,b;c"], ["Ann", 'It "rained", hard; yes', ""], ["Ben", "a\nb", "|"]]
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows(rows)
    graph, report = read_csv(io.StringIO(file.getvalue()), **WHO_WHAT)
    assert [each.text for each in graph.claims] == ['It "rained", hard; yes', "a\nb"]
    assert report.unused == ("a,b;c",)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff"), ("utf-16", ""), ("utf-32", "")],
)
def test_encodings_that_say_what_they_are(encoding: str, mark: str) -> None:
    data = f"{mark}who,what\n李,下雨\n".encode(encoding)
    assert read_csv(io.BytesIO(data), **WHO_WHAT).graph.sources.ids == ("李",)


def test_an_encoding_is_never_guessed() -> None:
    data = "who;what\nJosé;Llovió\n".encode("cp1252")
    with pytest.raises(
        FormatError, match=r"<file>, line 2: not UTF-8 .*encoding=, such as 'cp1252"
    ):
        read_csv(io.BytesIO(data), **WHO_WHAT)
    graph = read_csv(io.BytesIO(data), encoding="cp1252", **WHO_WHAT).graph
    assert graph.sources.ids == ("josé",)
    with pytest.raises(UnknownValueError, match="'utf-9' is no encoding"):
        read_csv(io.BytesIO(data), encoding="utf-9", **WHO_WHAT)
    with pytest.raises(UnknownValueError, match="'hex' is no encoding"):
        read_csv(io.BytesIO(b"00"), encoding="hex", **WHO_WHAT)


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    text = 'who,what\nAnn,"one\ntwo\nthree"\n\nBen,\n'
    with pytest.raises(TableError) as caught:
        read_csv(io.StringIO(text), **WHO_WHAT)
    assert [(each.row, each.column) for each in caught.value.faults] == [(4, "what")]
    assert str(caught.value).startswith("<file>: 1 of 2 rows cannot be read, and nothing")


def test_quotes_that_are_not_closed_swallow_nothing() -> None:
    text = 'who,what\nAnn,"It rained\nBen,It snowed\n'
    with pytest.raises(FormatError, match=r"line 2: row 2 is not well quoted .*quoting=False"):
        read_csv(io.StringIO(text), **WHO_WHAT)
    graph = read_csv(io.StringIO(text), quoting=False, **WHO_WHAT).graph
    assert [each.text for each in graph.claims] == ['"It rained', "It snowed"]


def test_a_heading_that_stands_twice() -> None:
    with pytest.raises(FormatError, match="sources=: the column 'who' stands twice"):
        read_csv(sheet("who,who,what", "a,b,c"), **WHO_WHAT)


def test_uneven_rows() -> None:
    text = "who,what,when\nAnn,It rained\nBen,It snowed,2024,more\nCleo,x,2024,\n"
    with pytest.raises(TableError) as caught:
        read_csv(io.StringIO(text), **WHO_WHAT)
    assert [each.row for each in caught.value.faults] == [3]
    assert "4 cells, and there are 3 headings" in str(caught.value)
    assert len(read_csv(io.StringIO(text), skip_bad_rows=True, **WHO_WHAT).graph) == 2


def test_a_file_without_headings() -> None:
    graph = read_csv(sheet("Ann\tIt rained"), headings=["who", "what"], **WHO_WHAT).graph
    assert graph.explain("row-1") == "Ann said that it rained."


def test_empty_files() -> None:
    for text in ("", "\n\n", "\ufeff"):
        with pytest.raises(FormatError, match="the file is empty"):
            read_csv(io.StringIO(text), **WHO_WHAT)
    assert len(read_csv(sheet("who,what"), **WHO_WHAT).graph) == 0


@pytest.mark.parametrize("everywhere", [csv.field_size_limit(), 10**9])
def test_a_very_long_cell_is_an_error(everywhere: int, request: pytest.FixtureRequest) -> None:
    """The limit is ours, though other packages may change that of the csv module for all."""
    request.addfinalizer(partial(csv.field_size_limit, csv.field_size_limit(everywhere)))
    with pytest.raises(FormatError, match="line 2: a cell is longer than 131,072 characters"):
        read_csv(sheet("who,what", "Ann," + "x" * 200_000), **WHO_WHAT)


def test_the_title_of_a_document_may_be_anothers() -> None:
    graph = AttributionGraph(
        Agency(id="n", name="CNN <x>"),
        Document(id="d1", title="News", publisher="n"),
        Document(id="d2", title="NEWS"),
        Document(id="2024", title="2024"),
        Claim(id="c", text="x"),
        *(Attribution(id=f"r-{each}", content="c", document=each) for each in ("d1", "d2", "2024")),
    )
    text, losses = written(graph)
    assert losses.counts == {"agency.kind": 1}
    assert {each.id for each in read_text(text).documents} == {"d1", "d2", "2024"}


def test_real_rows_none_lost_to_quoting(shared_data: Path) -> None:
    names = ["id", "label", "what", "subject", "who", "job", "state", "party", *"abcde", "venue"]
    graph, report = read_csv(
        shared_data / "liar" / "train.tsv",
        quoting=False,
        headings=names,
        delimiter=",",
        id="id",
        sources="who",
        claim="what",
        extra=["label"],
    )
    assert len(graph) == report.rows == 10_269
    assert report.skipped == ()
