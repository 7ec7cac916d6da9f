"""Quote modes from the marks of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph.io._quotation import Quotation


def read(text: str, content: str, cue: str) -> tuple[tuple[str, ...], str]:
    start, cue_start = text.index(content), text.index(cue)
    quotes, mode = Quotation(text).within(
        [(start, start + len(content))], [(cue_start, cue_start + len(cue))]
    )
    return quotes, mode.value


@pytest.mark.parametrize(
    ("text", "content", "quotes", "mode"),
    [
        ('"All is well," he said.', '"All is well,"', ("All is well,",), "direct"),
        ("\u201cAll is well,\u201d he said.", "All is well", ("All is well",), "direct"),
        ("he said all is well", "all is well", (), "indirect"),
        ('he said all is "well"', 'all is "well"', ("well",), "mixed"),
        ("\u00abAll\u00bb he said", "All", ("All",), "direct"),
        ("Lund, he said: \u2018All is well\u2019", "All is well", ("All is well",), "direct"),
        ("he said the workers' rights aren't 'well' kept", "the workers' rights", (), "indirect"),
        ("he said they aren't 'well' kept", "they aren't 'well' kept", ("well",), "mixed"),
        ("he said in the '90s all was well' enough", "in the '90s all was well'", (), "indirect"),
        # a paragraph that opens with a mark again goes on with the quotation
        (
            "he said: \u201cone\n\n\u201ctwo\u201d",
            "\u201cone\n\n\u201ctwo\u201d",
            ("one", "two"),
            "direct",
        ),
        # a mark that nothing closes is none
        ('he said a 5" pipe burst\nthere', 'a 5" pipe burst', (), "indirect"),
        ("he said ...", "...", (), "unknown"),
    ],
)
def test_modes(text: str, content: str, quotes: tuple[str, ...], mode: str) -> None:
    assert read(text, content, "he said") == (quotes, mode)


def test_marks_around_cue_and_content_are_of_another_quotation() -> None:
    text = "Lund: \u201cI think that all is well, and she said \u2018no\u2019\u201d"
    assert read(text, "all is well", "think") == ((), "indirect")
    assert read(text, "no", "she said") == (("no",), "direct")


@given(
    text=st.text(st.sampled_from("ab \n\u201c\u201d\"'\u2018\u2019"), min_size=2, max_size=60),
    data=st.data(),
)
def test_quotes_are_parts_of_the_content(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quotes, mode = Quotation(text).within([(start, end)], [])
    assert all(quote in text[start:end] and quote.strip() == quote for quote in quotes)
    assert bool(quotes) == (mode.value in {"direct", "mixed"})
