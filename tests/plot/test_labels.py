from __future__ import annotations

import pytest

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.plot.dates import short_date, years
from attribgraph.plot.labels import act_label, claim_words, document_words, source_words
from attribgraph.vocabulary import Act
from attribgraph.when import When


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2024", "2024", "2024"),
        ("2024-06", "June 2024", "June"),
        ("2024-10-24", "24 Oct 2024", "24 Oct"),
        ("2024-10-24T14:30+03:00", "24 Oct 2024", "24 Oct"),
        ("2024-W43", "week 43 of 2024", "week 43"),
        ("../2024-10-23", "by 23 Oct 2024", "by 23 Oct"),
        ("2024-10-23/..", "from 23 Oct 2024", "from 23 Oct"),
        ("2023-12/2024-01", "Dec 2023 to Jan 2024", "Dec to Jan"),
    ],
)
def test_dates_keep_their_precision(text: str, long: str, short: str) -> None:
    assert short_date(When(text)) == long
    assert short_date(When(text), year=False) == short


def test_years_are_those_named() -> None:
    assert years(When("2023-12/2024-01")) == {"2023", "2024"}
    assert years(When("../2024")) == {"2024"}


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, "said"),
        ({"act": "deny", "negated": True}, "did not deny"),
        ({"act": "believe", "certainty": "probable"}, "believes, probably"),
        ({"said_at": "2024-10-24"}, "said · 24 Oct 2024"),
        (
            {"act": "assess", "grade": "B", "grade_scale": "admiralty_reliability"},
            "rated Admiralty B",
        ),
        ({"act": "assess", "grade": "mostly $ false"}, "rated mostly $ false"),
    ],
)
def test_labels_say_what_was_done(fields: dict[str, object], label: str) -> None:
    assert act_label(Attribution(content="c", **fields), None) == label


def test_every_act_has_words() -> None:
    for act in Act:
        grade = {"grade": "x"} if act is Act.ASSESS else {}
        for negated in (False, True):
            row = Attribution(content="c", act=act, negated=negated, **grade)
            assert act_label(row, None)


def test_conditions_show_on_the_line_and_in_the_box() -> None:
    claim = Claim(id="c", text="They are targets", condition="if they fight")
    assert act_label(Attribution(content="c", act="warn"), claim) == "warned, if …"
    assert claim_words(claim) == ("They are targets", "if they fight")
    other = claim.model_copy(update={"condition": "their fighting"})
    assert claim_words(other)[1] == "if: their fighting"


def test_a_question_left_open_says_so() -> None:
    claim = Claim(id="c", text="How many there are", form="question")
    row = Attribution(content="c", act="comment", negated=True)
    assert act_label(row, claim) == "has not said"
    assert act_label(row, None) == "did not comment"


def test_boxes_say_who_and_what() -> None:
    g = AttributionGraph(
        Agency(id="gur", name="GUR"),
        Actor(id="ukraine", name="Ukraine", kind="state"),
        Actor(id="yoon", name="Yoon", role="President"),
        Actor(id="observers", name="observers", naming="anonymous"),
        Document(id="d", title="A title", publisher="gur", published_at="2024-10"),
        Link(subject="gur", relation="part_of", object="ukraine"),
    )
    store = g._store
    assert source_words(store, "gur") == ("GUR", "part of Ukraine")
    assert source_words(store, "yoon") == ("Yoon", "President")
    assert source_words(store, "observers") == ("observers", "not named")
    assert document_words(store, g["d"]) == ("A title", "GUR · Oct 2024")
