"""How mentions are read, and which of them are one source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph import Agency
from attribgraph.io._mentions import read_mention
from attribgraph.io._sources import Sources


@pytest.mark.parametrize(
    ("words", "naming", "name"),
    [
        ("Jo Lund", "named", "Jo Lund"),
        ("Sen. Jo Lund (G-Vt.)", "named", "Jo Lund"),
        ("Senator Jo Lund of Ohio", "named", "Jo Lund"),
        ("Jo Lund of Marlow, Ohio,", "named", "Jo Lund"),
        ("Jo Lund, a spokeswoman for the union,", "named", "Jo Lund"),
        ("her aide, Jo Lund,", "named", "Jo Lund"),
        ("Lund\u2019s", "named", "Lund"),
        ("the Herald\u2019s Jo Lund", "named", "Jo Lund"),
        ("former harbour master Jo Lund", "named", "Jo Lund"),
        ("the State Department", "named", "State Department"),
        ("the Federal Bureau of Ports", "named", "Federal Bureau of Ports"),
        ("CNN", "named", "CNN"),
        ("Lund, Marr and Osei", "named", "Lund, Marr and Osei"),
        ("he", "described", ""),
        ("Who", "described", ""),
        ("the mayor", "described", ""),
        ("The President", "described", ""),
        ("White House officials", "described", ""),
        ("Lund's campaign", "described", ""),
        ("Lund supporters", "described", ""),
        ("some Republicans", "described", ""),
        ("a spokesman for Jo Lund", "described", ""),
        ("Democrats in Congress", "described", ""),
        ("a New Hampshire Democrat", "described", ""),
        ("a study released on Friday", "described", ""),
        ("officials", "anonymous", ""),
        ("Officials", "anonymous", ""),
        ("a senior official", "anonymous", ""),
        ("Some critics", "anonymous", ""),
        ("no one", "anonymous", ""),
        ("others", "anonymous", ""),
    ],
)
def test_the_rule(words: str, naming: str, name: str) -> None:
    mention = read_mention(words)
    assert (mention.naming.value, mention.name) == (naming, name)


@given(st.text(max_size=80))
def test_any_words_are_a_mention(words: str) -> None:
    mention = read_mention(words)
    assert (mention.naming.value == "named") == bool(mention.name)


def ids(*mentions: tuple[str, str], texts: dict[str, str] | None = None) -> list[str]:
    sources = Sources([Agency(id="nyt", name="New York Times", aliases=["NYT"], kind="news")])
    for document, text in (texts or {}).items():
        sources.note_text(document, text)
    for document, words in mentions:
        sources.note(document, words)
    found = [sources.id_of(document, words, at) for at, (document, words) in enumerate(mentions)]
    made = {each.id for each in sources.records()} | {"nyt"}
    assert set(found) <= made
    return found


def test_full_names_are_one_source_everywhere() -> None:
    assert ids(("a", "Jo Lund"), ("b", "Mayor Jo B. Lund Jr.")) == ["jo-lund", "jo-lund"]


def test_a_single_name_is_the_one_full_name_of_its_document() -> None:
    assert ids(("a", "Jo Lund"), ("a", "Lund"), ("a", "Jo")) == ["jo-lund"] * 3
    assert ids(("a", "Jo Lund"), ("a", "Ann Lund"), ("a", "Lund"))[2] == "a.lund"
    # in another document a Lund may be anybody
    assert ids(("a", "Jo Lund"), ("b", "Lund"))[1] == "b.lund"
    # unless the text there has the full name, with a first name that is one
    text = {"b": "On Monday Jo Lund spoke. Mayor Lund said no."}
    assert ids(("a", "Jo Lund"), ("b", "Lund"), texts=text)[1] == "jo-lund"
    two = {"b": "Jo Lund and Ann Lund spoke."}
    assert ids(("a", "Jo Lund"), ("a", "Ann Osei"), ("b", "Lund"), texts=two)[2] == "b.lund"


def test_a_single_name_that_is_nobodys_last_is_one_everywhere() -> None:
    assert ids(("a", "CNN"), ("b", "CNN"), ("a", "Politico"), ("b", "Politico")) == [
        *("cnn", "cnn", "politico", "politico")
    ]


def test_outlets_that_are_there_are_found() -> None:
    assert ids(("a", "the New York Times"), ("a", "NYT")) == ["nyt", "nyt"]


def test_descriptions_are_one_within_a_document_and_pronouns_never() -> None:
    assert ids(("a", "the campaign"), ("a", "The campaign"), ("b", "the campaign")) == [
        *("a.campaign", "a.campaign", "b.campaign")
    ]
    assert len(set(ids(("a", "he"), ("a", "he"), ("a", "officials"), ("a", "officials")))) == 4
