"""Short tables of text: aligned in columns of a terminal, and safe in a page."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph.tabular import html_table, one_line, shorten, text_table, width

HOSTILE = "<script>&\"'</td>\x00\u202e\n김정은 \u0301e"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.just(HOSTILE)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("김정은", 6), ("Київ", 4), ("e\u0301", 1), ("\uff46", 2), ("…", 1)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("a bit too long", 8, "a bit t…"),
        ("a bit too long", 7, "a bit…"),
        ("김정은 위원장", 7, "김정은…"),
        ("김정은 위원장", 6, "김정…"),
        ("two\nlines\tand\x00more", 40, "two lines and more"),
        ("over\u202eridden", 40, "over ridden"),
    ],
)
def test_shorten(text: str, columns: int, expected: str) -> None:
    assert shorten(text, columns) == expected


@given(texts, st.integers(1, 40))
def test_what_is_shortened_fits_and_is_one_line(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= columns
    assert len(short.splitlines()) <= 1
    assert not [each for each in short if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"}]
    if short != one_line(text):
        assert short.endswith("…")
        assert one_line(text).startswith(short[:-1])


@given(texts)
def test_one_line_is_one_line(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert len(one_line(text).splitlines()) <= 1


def test_a_table() -> None:
    table = text_table(["id", "name"], [["a", "김정은"], ["bcd", "x" * 9]], [10, 8])
    assert table.splitlines() == [
        "id   name",
        "---  --------",
        "a    김정은",
        "bcd  xxxxxxx…",
    ]
    assert text_table(["id"], [], [5]) == "id\n--"


@given(st.lists(st.tuples(texts, texts, texts), max_size=4))
def test_columns_are_aligned(rows: list[tuple[str, str, str]]) -> None:
    table = text_table(["one", "two", "three"], [list(row) for row in rows], [12, 6, 20])
    lines = table.split("\n")
    assert len(lines) == 2 + len(rows)
    rule = lines[1].split("  ")
    assert [len(part) for part in rule] == [
        max(len(head), *(width(shorten(row[at], limit)) for row in rows), 0)
        for at, (head, limit) in enumerate([("one", 12), ("two", 6), ("three", 20)])
    ]
    assert all(width(line) <= width(lines[1]) for line in lines)


class Reader(HTMLParser):
    """Reads the cells back."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert not attrs
        self.tags.append(tag)
        if tag in {"td", "th", "caption"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.cells[-1] += data


@given(st.lists(st.tuples(texts, texts), max_size=3))
def test_a_page_has_the_text_and_nothing_else(rows: list[tuple[str, str]]) -> None:
    reader = Reader()
    reader.feed(html_table("a < b & c", ["<i>", "two"], rows))
    reader.close()
    assert reader.cells == [
        "a < b & c",
        "<i>",
        "two",
        *(one_line(cell) for row in rows for cell in row),
    ]
    assert set(reader.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
