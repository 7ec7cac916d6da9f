"""Quotes and excerpts looked up in a document's text; excerpts made without counting."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from pydantic import ValidationError

from attribgraph.errors import (
    TextMismatchError,
    UnknownIdError,
    UnknownValueError,
    WrongKindError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Attribution, Claim, Document, Excerpt
from attribgraph.quotes import QuoteCheck, locate
from attribgraph.vocabulary import ExcerptRole

TEXT = (
    "Mayor Maro said the fire “was set on purpose” — no doubt.\n"
    "The fire was out by noon, she said. The fire was seen from afar."
)


def coded(text: str = TEXT, **fields: Any) -> AttributionGraph:
    """One row, `row`, found in document `d`."""
    return AttributionGraph(
        Actor(id="maro", name="Maro"),
        Claim(id="c", text="c"),
        Document(id="d", title="D", sha256=sha256(text.encode()).hexdigest()),
        Document(id="e", title="E"),
        Attribution(id="row", sources="maro", content="c", **{"document": "d", **fields}),
    )


def status(quote: str, *, text: str = TEXT, excerpts: Any = ()) -> tuple[str, str | None]:
    """Return the status of a quote and the stretch of the text that it was found in."""
    found = coded(text, quotes=quote, excerpts=excerpts).check_quotes({"d": text})
    check = found[0]
    assert (check.record, check.quote, check.document, check.role) == ("row", quote, "d", None)
    assert (check.start is None) == (check.end is None)
    return check.status, None if check.start is None else text[check.start : check.end]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("was set on purpose", ("exact", "was set on purpose")),
        ("“was set on purpose”", ("exact", "“was set on purpose”")),
        ('"was set on purpose"', ("near", "“was set on purpose”")),
        ("«was set on purpose» - no doubt", ("near", "“was set on purpose” — no doubt")),
        ("was  set\non purpose", ("near", "was set on purpose")),
        ("no doubt. The fire", ("near", "no doubt.\nThe fire")),
        ("was set by accident", ("missing", None)),
        ("Was set on purpose", ("missing", None)),
        ("The fire", ("ambiguous", None)),
        ("The  fire", ("ambiguous", None)),
        ("the fire “was", ("exact", "the fire “was")),
    ],
)
def test_a_quote_is_exact_near_ambiguous_or_missing(
    quote: str, expected: tuple[str, str | None]
) -> None:
    assert status(quote) == expected


def test_an_excerpt_says_which_of_several() -> None:
    sentence = TEXT.index("The fire was seen")
    excerpt = Excerpt(start=sentence, end=len(TEXT))
    found = coded(quotes="The fire", excerpts=[excerpt]).check_quotes({"d": TEXT})
    assert found == (
        QuoteCheck("row", "The fire", "exact", "d", sentence, sentence + 8),
        QuoteCheck("row", TEXT[sentence:], "exact", "d", sentence, len(TEXT), ExcerptRole.CONTENT),
    )


def test_a_quote_is_sought_inside_its_excerpts_first() -> None:
    text = "He said «it is  over». She said “it is over”."
    excerpt = Excerpt(start=0, end=22)
    assert status("it is over", text=text) == ("exact", "it is over")
    assert status("it is over", text=text, excerpts=[excerpt]) == ("near", "it is  over")
    outside = Excerpt(start=0, end=7, role="source")
    assert status("it is over", text=text, excerpts=[outside]) == ("exact", "it is over")


def test_excerpts_count_code_points() -> None:
    text = "🔥 Київ: «пожежа» 🔥"
    assert status("пожежа", text=text) == ("exact", "пожежа")
    assert status("пожежа", text=text, excerpts=[Excerpt(start=8, end=16)]) == ("exact", "пожежа")


@pytest.mark.parametrize(
    ("excerpt", "fields", "expected"),
    [
        ({"start": 0, "end": 10, "role": "source"}, {}, "exact"),
        ({"start": 0, "end": len(TEXT)}, {}, "exact"),
        ({"start": 0, "end": len(TEXT) + 1}, {}, "missing"),
        ({"start": 5_000, "end": 5_001}, {}, "missing"),
        ({"start": 5, "end": 6}, {}, "missing"),  # a space alone shows nothing
        ({"start": 11, "end": 15, "role": "cue"}, {"cue": "said"}, "exact"),
        ({"start": 11, "end": 15, "role": "cue"}, {"cue": "denied"}, "missing"),
        ({"start": 11, "end": 15, "role": "cue"}, {}, "exact"),
    ],
)
def test_excerpts_are_looked_up_too(
    excerpt: dict[str, Any], fields: dict[str, Any], expected: str
) -> None:
    (check,) = coded(excerpts=[excerpt], **fields).check_quotes({"d": TEXT})
    assert check.status == expected
    assert check.role == excerpt.get("role", "content")
    assert check.quote == TEXT[excerpt["start"] : excerpt["end"]]


def test_rows_inside_other_rows_are_looked_up_in_the_documents_that_hold_them() -> None:
    g = coded(document=None, quotes="set on purpose", excerpts=[Excerpt(start=27, end=41)])
    assert g.check_quotes({"d": TEXT, "e": "nothing"}) == ()
    g.attribute((), "row", act="report", document="e")
    assert g.check_quotes({"d": TEXT}) == ()
    g.attribute((), "row", act="report", document="d")
    by_both = g.check_quotes({"d": TEXT, "e": "no such words"})
    assert [(check.document, check.status) for check in by_both] == [
        ("d", "exact"),  # the best answer of the two
        ("e", "missing"),  # excerpts count in the first document that holds the row
    ]


def test_excerpts_count_in_the_rows_own_document() -> None:
    other = "Elsewhere it was said that it was set on purpose."
    g = coded(quotes="set on purpose", excerpts=[Excerpt(start=0, end=4)])
    g.attribute((), "row", act="report", document="e")
    assert g.check_quotes({"e": other}) == (
        QuoteCheck("row", "set on purpose", "exact", "e", 34, 48),
    )
    assert [check.document for check in g.check_quotes({"d": TEXT, "e": other})] == ["d", "d"]


def test_excerpts_of_one_document_decide_nothing_in_another() -> None:
    g = coded(quotes="was set", excerpts=[Excerpt(start=0, end=20)])
    g.attribute((), "row", act="report", document="e")
    (check,) = g.check_quotes({"e": "It was set, he said, and she: it was set."})
    assert check.status == "ambiguous"


def test_another_text_is_refused_unless_any_will_do() -> None:
    g = coded(quotes="set on purpose")
    with pytest.raises(TextMismatchError, match="document 'd', field 'sha256'") as caught:
        g.check_quotes({"d": TEXT.replace("\n", "\r\n")})
    assert "newline=''" in str(caught.value)
    (check,) = g.check_quotes({"d": TEXT.replace("\n", "\r\n")}, any_text=True)
    assert check.status == "exact"


def test_what_is_no_document_or_no_text_is_refused() -> None:
    g = coded()
    with pytest.raises(UnknownIdError, match="no document 'f'"):
        g.check_quotes({"f": TEXT})
    with pytest.raises(WrongKindError, match="'c' is a record of kind claim"):
        g.check_quotes({"c": TEXT})
    with pytest.raises(UnknownValueError, match="'d' is wanted as str, not bytes"):
        g.check_quotes({"d": TEXT.encode()})  # type: ignore[dict-item]
    assert g.check_quotes({}) == ()


def test_nothing_is_changed() -> None:
    g = coded(quotes="was  set on purpose", excerpts=[Excerpt(start=0, end=4)])
    before = list(g.records())
    g.check_quotes({"d": TEXT})
    assert all(one is other for one, other in zip(before, g.records(), strict=True))


# whatever a text holds, but for half a surrogate pair, which no record takes
_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(_texts, st.data())
def test_a_quote_cut_from_the_text_is_never_missing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        row = Attribution(id="row", content="c", document="d", quotes=text[start:end])
    except ValidationError:
        reject()  # white space alone is no quote
    quote = row.quotes[0]
    g = AttributionGraph(Claim(id="c", text="c"), Document(id="d", title="D"), row)
    (check,) = g.check_quotes({"d": text})
    assert check.status in {"exact", "ambiguous"}
    if check.status == "exact":
        assert text[check.start : check.end] == quote
        assert text.count(quote) == 1
    g.edit("row", excerpts=[Excerpt(start=start, end=end)])
    inside = g.check_quotes({"d": text})[0]
    assert inside.status == "exact"
    assert inside.start is not None
    assert inside.end is not None
    assert start <= inside.start < inside.end <= end


_blanks = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", " \u2009"])


_marks = st.sampled_from([{}, {0x201C: '"', 0x201D: "»"}, {0x2014: "-"}])


@given(
    st.lists(st.sampled_from(["it", "is\u2019", "“over”", "now—", "then"]), min_size=1), st.data()
)
def test_other_spaces_quote_marks_and_dashes_are_near(
    words: list[str], data: st.DataObject
) -> None:
    def written() -> str:
        text = "".join(data.draw(_blanks) + word for word in words)
        return f"once{text}".translate(data.draw(_marks))

    text, quote = f"Before. {written()} After.", written()
    found, cut = status(quote, text=text)
    assert found == ("exact" if quote in text else "near")
    assert cut is not None
    assert re.findall(r"\w+", cut) == re.findall(r"\w+", quote)


# -- excerpts without counting --------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("Mayor", None, "Mayor"),
        ("Mayor", "said", "Mayor Maro said"),
        ("the fire", "purpose”", "the fire “was set on purpose”"),
        ("The fire was out", "fire", "The fire was out by noon, she said. The fire"),
        ("The fire was out", "was out", "The fire was out"),
        ("The fire was out", "The fire was out", "The fire was out"),
        ("was seen", "afar.", "was seen from afar."),
    ],
)
def test_locate(first: str, last: str | None, expected: str) -> None:
    excerpt = locate(TEXT, first, last)
    assert TEXT[slice(*excerpt.span)] == expected
    assert excerpt.role is ExcerptRole.CONTENT


def test_locate_takes_a_role() -> None:
    assert locate(TEXT, "Mayor", role="source").role is ExcerptRole.SOURCE


@pytest.mark.parametrize(
    ("arguments", "field", "message"),
    [
        (("",), "first", "does not have the words ''"),
        (("nowhere",), "first", "does not have the words 'nowhere'"),
        (("The fire",), "first", "more than once"),
        (("Mayor", "nowhere"), "last", "after 'Mayor' the text does not have the words 'nowhere'"),
        (("said the", "Mayor"), "last", "after 'said the'"),
    ],
)
def test_what_cannot_be_located(arguments: Any, field: str, message: str) -> None:
    with pytest.raises(UnknownValueError, match=message) as caught:
        locate(TEXT, *arguments)
    assert caught.value.field == field


def test_a_role_that_does_not_exist() -> None:
    with pytest.raises(UnknownValueError, match="did you mean 'source'"):
        locate(TEXT, "Mayor", role="sauce")  # type: ignore[arg-type]


@given(_texts, st.data())
def test_what_was_located_is_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    middle = data.draw(st.integers(start + 1, end))
    assume(text.count(text[start:middle]) == 1)
    assume(text.find(text[start:middle], start + 1) < 0)  # nor overlapping itself
    excerpt = locate(text, text[start:middle], text[middle:end] or None)
    assert excerpt.start == start
    cut = text[slice(*excerpt.span)]
    assert cut.startswith(text[start:middle])
    assert cut.endswith(text[middle:end])
