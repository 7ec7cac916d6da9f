from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph.plot.text import PlainText, Ruler
from attribgraph.plot.words import clean

FONTS = ("DejaVu Sans",)
RULER = Ruler(FONTS, 9.0)


@given(st.text())
def test_clean_text_can_be_drawn_on_one_line(text: str) -> None:
    cleaned = clean(text)
    assert not any(each in cleaned for each in "\n\r\t\x00\x07\u202e")
    cleaned.encode()
    assert clean(cleaned) == cleaned


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.integers(20, 200))
def test_wrapped_text_fits_and_loses_nothing(text: str, width: int) -> None:
    text = clean(text)
    lines = RULER.wrap(text, width, 1000)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        # A single character with its marks may be wider than the line.
        assert RULER.width(line) <= width or len(line) < 12 or RULER.width(line[0]) > width / 2


@given(st.text("abc 한日\u0301", max_size=200), st.integers(30, 200))
def test_no_mark_is_torn_from_its_letter(text: str, width: int) -> None:
    for line in RULER.wrap(clean("x" + text), width, 1000):
        assert not line.startswith("\u0301") or " \u0301" in clean("x" + text)


def test_long_text_ends_in_an_ellipsis() -> None:
    lines = RULER.wrap("word " * 400, 200, 8)
    assert len(lines) == 8
    assert lines[-1].endswith("…")
    assert max(map(RULER.width, lines)) <= 200
    assert RULER.shorten("word " * 40, 100).endswith("…")


def test_balanced_text_has_as_many_lines() -> None:
    text = "The spokesperson of the Ministry of Transport"
    assert len(RULER.balance(text, 120, 6)) == len(RULER.wrap(text, 120, 6))
    widths = [RULER.width(each) for each in RULER.balance(text, 120, 6)]
    assert max(widths) <= 120


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_measures_hold_what_is_drawn(dpi: int) -> None:
    figure = plt.figure(dpi=dpi)
    for words in ("The first units have arrived in Kursk", "WAVE", "illicit trillium", "Київ"):
        text = PlainText(0, 0, words, fontsize=9, family=list(FONTS))
        figure.add_artist(text)
        drawn = text.get_window_extent().width * 72 / dpi
        assert drawn <= RULER.width(words) * 1.01 + 1
        assert drawn >= RULER.width(words) * 0.88
