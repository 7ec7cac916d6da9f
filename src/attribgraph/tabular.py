"""Short tables of text, for a terminal and for a notebook."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["html_table", "one_line", "shorten", "text_table"]

_WIDE: Final = frozenset("WF")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def one_line(text: str) -> str:
    """Return the text in one line, without characters that move the cursor."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(
        "".join(
            " " if each.isspace() or unicodedata.category(each) in _UNSEEN else each
            for each in text
        ).split()
    )


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in _WIDE)
        for each in text
    )


def shorten(text: str, columns: int) -> str:
    """Return the text in one line, cut with an ellipsis where it is wider than ``columns``."""
    text = one_line(text)
    if width(text) <= columns:
        return text
    kept = ""
    room = columns - 1
    for each in text:
        room -= width(each)
        if room < 0:
            break
        kept += each
    return kept.rstrip() + "…"


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int]) -> str:
    """Return an aligned table; no column is wider than its limit."""
    cells = [
        [shorten(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in rows
    ]
    widths = [max(width(cell) for cell in column) for column in zip(head, *cells, strict=True)]
    lines = [
        "  ".join(
            cell + " " * (room - width(cell)) for cell, room in zip(line, widths, strict=True)
        ).rstrip()
        for line in [list(head), ["-" * room for room in widths], *cells]
    ]
    return "\n".join(lines)


def html_table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return an HTML table; every text is escaped."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(one_line(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )
