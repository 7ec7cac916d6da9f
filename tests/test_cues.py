"""The cue lexicon and how cues are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph import CUE_LEXICON, Act, Certainty, CueReading, Stance, read_cue
from attribgraph.lexicon import _LINES, HEDGES, IRREGULAR, LIGHT, NEGATORS, _lemmas

PAGE = Path(__file__).parents[1] / "docs" / "cues.md"


@pytest.mark.parametrize(
    ("cue", "lemma", "act", "negated"),
    [
        ("said", "say", "assert", False),
        ("according to", "according to", "assert", False),
        ("denied", "deny", "deny", False),
        ("did not deny", "deny", "deny", True),
        ("didn\u2019t deny", "deny", "deny", True),
        ("denies ever having said", "deny", "deny", False),
        ("warned", "warn", "warn", False),
        ("declined to comment", "comment", "comment", True),
        ("declined", "decline", "comment", True),
        ("did not refuse to say", "say", "assert", False),
        ("went on to say", "say", "assert", False),
        ("issued a statement saying", "statement", "assert", False),
        ("seemed to suggest", "suggest", "assert", False),
        ("pleaded guilty", "plead guilty", "admit", False),
        ("has been calling for", "call for", "demand", False),
        ("worries", "worry", "believe", False),
        ("is widely believed to have said", "believe", "believe", False),
        ("vows", "vow", "promise", False),
        ("wondered", "wonder", "question", False),
        ("estimates", "estimate", "estimate", False),
        ("expected", "expect", "predict", False),
        ("conceded", "concede", "admit", False),
        ("found", "find", "report", False),
        ("accused", "accuse", "accuse", False),
        ("backtracked", "backtrack", "retract", False),
        ("Cannot confirm", "confirm", "confirm", True),
        ("said:", "say", "assert", False),
        (":", ":", "assert", False),
        ("replied", "reply", "assert", False),
        ("referring to", "refer to", "assert", False),
    ],
)
def test_known_cues(cue: str, lemma: str, act: str, negated: bool) -> None:
    reading = read_cue(cue)
    assert (reading.lemma, reading.act.value, reading.negated) == (lemma, act, negated)


def test_certainty_is_that_of_the_lemma_unless_a_hedge_is_there() -> None:
    assert read_cue("suggested").certainty is Certainty.POSSIBLE
    assert read_cue("said").certainty is Certainty.UNSPECIFIED
    assert read_cue("insisted").certainty is Certainty.CERTAIN
    assert read_cue("probably suggested").certainty is Certainty.PROBABLE
    assert read_cue("may have said").certainty is Certainty.POSSIBLE
    assert read_cue("clearly said").certainty is Certainty.CERTAIN
    # a light lemma gives its certainty to the one that decides
    assert read_cue("seemed to say").certainty is Certainty.PROBABLE


def test_approval_and_criticism_are_comments_with_a_stance() -> None:
    assert read_cue("praised").stance is Stance.SUPPORT
    assert read_cue("lashed out at").stance is Stance.DENY
    assert read_cue("said").stance is None


def test_a_cue_that_is_not_there_is_said_to_be_so() -> None:
    unknown = Certainty.UNSPECIFIED
    assert read_cue("in") == CueReading(None, Act.ASSERT, unknown, stance=None, negated=False)
    assert read_cue("").lemma is None
    assert read_cue("never in").negated


@given(st.text(max_size=60))
def test_any_words_are_read(cue: str) -> None:
    reading = read_cue(cue)
    assert reading.lemma is None or reading.lemma in CUE_LEXICON
    assert read_cue(cue.upper()).act in Act


@given(st.sampled_from(sorted(CUE_LEXICON)), st.booleans())
def test_every_lemma_is_found_by_itself_and_negated(lemma: str, negated: bool) -> None:
    reading = read_cue(f"did not {lemma}" if negated else lemma)
    longer = reading.lemma is not None and (" " in reading.lemma or reading.lemma == ":")
    assert reading.lemma == lemma or longer or lemma in LIGHT or " " in lemma
    if reading.lemma == lemma and not any(word in NEGATORS for word in lemma.split()):
        assert reading.negated == (CUE_LEXICON[lemma].negated != negated)


def test_no_lemma_stands_twice() -> None:
    lemmas = [lemma for _, line in _LINES for lemma in _lemmas(line)]
    assert len(lemmas) == len(set(lemmas)) == len(CUE_LEXICON)
    assert all(lemma == lemma.strip().lower() and lemma for lemma in lemmas)
    assert set(LIGHT) <= set(CUE_LEXICON)
    words = {word for lemma in CUE_LEXICON for word in lemma.split()}
    assert len(set(IRREGULAR.values()) & words) > 40


def test_assessments_and_own_acts_are_never_made_up() -> None:
    acts = {entry.act for entry in CUE_LEXICON.values()}
    assert acts == set(Act) - {Act.ASSESS}, "an assessment needs a grade"
    assert Certainty.UNSPECIFIED not in HEDGES.values()


def test_the_page_holds_the_table() -> None:
    """`docs/cues.md` is what the lexicon holds now."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for row in re.findall(r"^\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        cells = [cell.strip() for cell in row.split(" | ")]
        if len(cells) == 5 and cells[0] in {act.value for act in Act}:
            for lemma in cells[4].split(", "):
                found[lemma.strip("`")] = (cells[0], cells[1], cells[2], cells[3])
    wanted = {
        lemma: (
            entry.act.value,
            "" if entry.certainty is Certainty.UNSPECIFIED else entry.certainty.value,
            entry.stance.value if entry.stance else "",
            "yes" if entry.negated else "",
        )
        for lemma, entry in CUE_LEXICON.items()
    }
    assert found == wanted
    page = PAGE.read_text(encoding="utf-8")
    for word in (*HEDGES, *NEGATORS, *LIGHT):
        assert re.search(rf"\b{word}\b", page), word
