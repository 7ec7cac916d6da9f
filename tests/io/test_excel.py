"""Excel workbooks: sheets, dates and numbers as they are, and files made to do harm."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph.errors import AttribGraphError, FormatError, MissingExtraError, UnknownValueError
from attribgraph.io import TableError, read_excel
from attribgraph.io import _workbook as workbook

if TYPE_CHECKING:
    from pathlib import Path

    from attribgraph.graph import AttributionGraph

WHO_WHAT: dict[str, Any] = {"sources": "who", "claim": "what"}
ROWS: list[list[Any]] = [["who", "what", "when"], ["Ann", "It rained", datetime(2024, 10, 24)]]  # noqa: DTZ001


def book(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for title, more in sheets.items():
        sheet = made.create_sheet(title)
        for row in more:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def read(data: bytes, **options: Any) -> AttributionGraph:
    return read_excel(io.BytesIO(data), **{**WHO_WHAT, **options}).graph


def test_dates_and_numbers_are_what_they_are() -> None:
    rows = [
        *ROWS,
        ["Ben", "It snowed", datetime(2024, 10, 24, 14, 30)],  # noqa: DTZ001
        ["Cleo", "x", 2024],
        ["Dan", "y", "24 Oct 2024"],
        [12, "z", date(2024, 1, 2)],
    ]
    graph = read(book(*rows), said_at="when")
    assert [str(row.said_at) for row in graph.attributions] == [
        "2024-10-24",
        "2024-10-24T14:30",
        "2024",
        "2024-10-24",
        "2024-01-02",
    ]
    assert graph["row-6"].sources == ("source-12",)
    assert graph["source-12"].name == "12"


def test_rows_at_fault_have_the_numbers_that_excel_shows() -> None:
    rows = [["Our sheet"], [], ROWS[0], ROWS[1], [], ["Ben", "x", 45_589], ["Cleo", "y", time(3)]]
    with pytest.raises(TableError) as caught:
        read(book(*rows), said_at="when", header_row=3)
    assert [each.row for each in caught.value.faults] == [6, 7]
    assert "a spreadsheet counts 2024-10-24 so: format the column as a date" in str(caught.value)


def test_the_first_row_that_is_not_blank_has_the_headings() -> None:
    assert read(book([], [], *ROWS)).attributions.ids == ("row-4",)
    with pytest.raises(FormatError, match="there is no row 9"):
        read(book(*ROWS), header_row=9)
    with pytest.raises(FormatError, match="the sheet is empty"):
        read(book())


def test_sheets() -> None:
    data = book(*ROWS, more=[["who", "what"], ["Ben", "It snowed"]])
    assert read(data).sources.ids == ("ann",)
    assert read(data, sheet="more").sources.ids == ("ben",)
    assert read(data, sheet=2).sources.ids == ("ben",)
    with pytest.raises(UnknownValueError, match=r"no sheet 'mor' \(did you mean 'more'\?\)"):
        read(data, sheet="mor")
    for number in (0, 3, True):
        with pytest.raises(UnknownValueError, match="there are 'Sheet', 'more'"):
            read(data, sheet=number)


def test_formulas_that_failed_and_were_never_worked_out() -> None:
    with pytest.raises(TableError, match="a formula here failed: #REF!"):
        read(book(["who", "what"], ["Ann", "#REF!"]))
    graph = read(book(["who", "what"], ["=1+1", "It rained"]))
    assert graph["row-2"].sources == (), "a workbook that Excel never saved holds no values"


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "statements.xlsx"
    path.write_bytes(book(*ROWS))
    assert len(read_excel(path, **WHO_WHAT).graph) == 1
    with pytest.raises(FileNotFoundError):
        read_excel(tmp_path / "none.xlsx", **WHO_WHAT)
    with pytest.raises(FormatError, match=r"statements\.xlsx, line 1: sources=: the column 'whom'"):
        read_excel(path, sources="whom", claim="what")


def test_without_openpyxl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'attribgraph\[excel\]'"):
        read(b"")


# -- files made to do harm --------------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"


def changed(part: str, text: bytes, data: bytes | None = None) -> bytes:
    """Return a workbook with one part replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or book(*ROWS))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return file.getvalue()


def rows_xml(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        b'<?xml version="1.0"?><!-- %b --><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
        % (b"x" * 99_999),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'.encode("utf-16"),
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml"])
def test_entities_are_refused(part: str, text: bytes) -> None:
    with pytest.raises(FormatError, match="has a document type"):
        read(changed(part, text))


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (SHEET, "the workbook unpacks to more than 16 MB"),
        ("xl/styles.xml", "the workbook unpacks to more than 16 MB"),
    ],
)
def test_a_workbook_that_unpacks_to_too_much(part: str, words: str) -> None:
    bomb = changed(part, b"<x>" + b" " * 20_000_000 + b"</x>")
    assert len(bomb) < 40_000
    with pytest.raises(FormatError, match=words):
        read(bomb)


def test_no_filler_makes_room_for_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are held whole, in many times their size: sheets are not."""
    monkeypatch.setattr(workbook, "_HELD", 1_000_000)
    filler = b"<x>" + b" " * 1_100_000 + b"</x>"
    with pytest.raises(FormatError, match="what is no sheet in the workbook unpacks"):
        read(changed("xl/styles.xml", filler))
    with pytest.raises(FormatError) as caught:
        read(changed(SHEET, filler))
    assert "unpacks" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>never</v></c></row>',
        '<row r="1"><c r="A1"><v>' + "9" * 9_999 + "</v></c></row>",
        "<a>" * 100_000,
        "<row><c>" + "<is>" * 100_000 + "</is>" * 100_000 + "</c></row>",
    ],
)
def test_sheets_made_to_break_readers(body: str) -> None:
    with pytest.raises(FormatError):
        read(changed(SHEET, rows_xml(body)))


def test_a_gap_of_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_LAST_ROW", 10_000)
    with pytest.raises(FormatError, match="a sheet has at most"):
        read(changed(SHEET, rows_xml('<row r="999999999999"><c r="A1"><v>1</v></c></row>')))


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    body = rows_xml('<row r="1"><c r="A1" t="str"><v>what</v></c></row>').replace(
        b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    assert len(read_excel(io.BytesIO(changed(SHEET, body)), claim="what").graph) == 0


WHOLE = book(*ROWS)  # once, since a workbook holds the time at which it was made


def is_graph_or_our_error(data: bytes) -> bool:
    try:
        read(data)
    except AttribGraphError as error:
        return len(str(error)) < 5_000
    return True


@given(st.data())
def test_any_damage_gives_a_graph_or_our_error(data: st.DataObject) -> None:
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=4))
    assert is_graph_or_our_error(bytes(content))


@given(st.data())
def test_any_damage_inside_gives_a_graph_or_our_error(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        part = data.draw(st.sampled_from(archive.namelist()))
        content = bytearray(archive.read(part))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 9))] = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"<", b">", b'"', b"</", b"&#0;", b"-1", b"99999"])
    )
    assert is_graph_or_our_error(changed(part, bytes(content), WHOLE))
