"""The sentence to print for a row: exact strings for every act, form, relay and date."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from strategies import graphs, times
from worlds import harbour

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Claim
from attribgraph.sentences import date_words
from attribgraph.vocabulary import Act
from attribgraph.when import When

ARSON = "the fire was set on purpose"


def sentence(*, sources: Any = "orr", content: Any = "arson", **fields: Any) -> str:
    g = harbour()
    g.add(
        Claim(id="dues", text="The harbour dues", form="topic"),
        Claim(id="reopens", text="The harbour will reopen.", condition="if the wind drops"),
        Claim(id="told", text="If the wind drops, it reopens", condition="if the wind drops"),
    )
    return g.explain(g.attribute(sources, content, **fields))


ACTS: dict[str, tuple[str, str]] = {
    "assert": ("said that", "did not say that"),
    "confirm": ("confirmed that", "did not confirm that"),
    "admit": ("acknowledged that", "did not acknowledge that"),
    "deny": ("denied that", "did not deny that"),
    "question": ("questioned whether", "did not question whether"),
    "believe": ("held that", "did not hold that"),
    "estimate": ("estimated that", "did not estimate that"),
    "predict": ("predicted that", "did not predict that"),
    "warn": ("warned that", "did not warn that"),
    "promise": ("promised that", "did not promise that"),
    "demand": ("demanded that", "did not demand that"),
    "accuse": ("alleged that", "did not allege that"),
    "comment": ("commented on the claim that", "did not comment on the claim that"),
    "report": ("reported that", "did not report that"),
    "retract": ("retracted the claim that", "did not retract the claim that"),
}


def test_every_act_is_in_the_table() -> None:
    assert {*ACTS, "assess"} == {each.value for each in Act}


@pytest.mark.parametrize("act", ACTS)
def test_each_act_done_and_not_done(act: str) -> None:
    done, not_done = ACTS[act]
    assert sentence(act=act) == f"Jan Orr {done} {ARSON}."
    assert sentence(act=act, negated=True) == f"Jan Orr {not_done} {ARSON}."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # who
        ({"sources": "maro"}, f"Mayor Ilse Maro said that {ARSON}."),
        ({"sources": ["maro", "orr"]}, f"Mayor Ilse Maro and Jan Orr said that {ARSON}."),
        (
            {"sources": ["maro", "vell", "orr"]},
            f"Mayor Ilse Maro, Captain Tomas Vell and Jan Orr said that {ARSON}.",
        ),
        ({"sources": ()}, f"Somebody who is not named said that {ARSON}."),
        (
            {"sources": (), "negated": True},
            f"Somebody who is not named did not say that {ARSON}.",
        ),
        (
            {"on_behalf_of": ["city", "union"]},
            f"Jan Orr, for City of Valdena and Harbour Union, said that {ARSON}.",
        ),
        (
            {"sources": Actor(id="us", name="United States", kind="state")},
            f"The United States said that {ARSON}.",
        ),
        # to whom, when, how surely
        (
            {"addressees": ["wire", "herald"]},
            f"Jan Orr said to The Wire and Valdena Herald that {ARSON}.",
        ),
        ({"said_at": "2031-05-01"}, f"Jan Orr said on 1 May 2031 that {ARSON}."),
        ({"certainty": "probable"}, f"Jan Orr said, as probable, that {ARSON}."),
        ({"certainty": "certain"}, f"Jan Orr said that {ARSON}."),
        (
            {"addressees": "wire", "said_at": "2031-05", "certainty": "possible"},
            f"Jan Orr said to The Wire in May 2031, as possible, that {ARSON}.",
        ),
        # in which words
        ({"quotes": "on purpose"}, f"Jan Orr said that {ARSON}: “on purpose”."),
        ({"quotes": ["set", "Why?"]}, f"Jan Orr said that {ARSON}: “set”; “Why?”"),
        ({"quotes": "a\nb\x00c"}, f"Jan Orr said that {ARSON}: “a b c”."),
        # what
        (
            {"content": "reopens"},
            "Jan Orr said that if the wind drops, the harbour will reopen.",
        ),
        ({"content": "told"}, "Jan Orr said that if the wind drops, it reopens."),
        ({"content": "petrol"}, "Jan Orr said that Petrol was used to set the fire."),
        ({"content": "hurt"}, "Jan Orr spoke on the question “How many people were hurt?”"),
        (
            {"content": "hurt", "act": "question"},
            "Jan Orr raised the question “How many people were hurt?”",
        ),
        (
            {"content": "hurt", "act": "comment", "negated": True},
            "Jan Orr did not comment on the question “How many people were hurt?”",
        ),
        ({"content": "dues"}, "Jan Orr spoke on the harbour dues."),
        ({"content": "dues", "negated": True}, "Jan Orr did not speak on the harbour dues."),
        ({"content": "dues", "act": "deny"}, "Jan Orr denied the harbour dues."),
        ({"content": "dues", "act": "warn"}, "Jan Orr warned on the harbour dues."),
        # through whom
        ({"via": "wire"}, f"According to The Wire, Jan Orr said that {ARSON}."),
        (
            {"via": ["wire", "herald"]},
            f"According to Valdena Herald, citing The Wire, Jan Orr said that {ARSON}.",
        ),
        (
            {"via": [("wire", "herald")]},
            f"According to The Wire and Valdena Herald, Jan Orr said that {ARSON}.",
        ),
        (
            {"via": {"sources": "wire", "on_behalf_of": "city"}},
            f"According to The Wire, for City of Valdena, Jan Orr said that {ARSON}.",
        ),
        (
            {"via": {"sources": ()}},
            f"According to somebody who is not named, Jan Orr said that {ARSON}.",
        ),
        # grades
        (
            {"act": "assess", "grade": "false", "grade_scale": "truth_rating"},
            f"Jan Orr rated the claim that {ARSON} as false.",
        ),
        (
            {
                "content": "maro",
                "act": "assess",
                "grade": "C",
                "grade_scale": "admiralty_reliability",
                "said_at": "2031",
            },
            "Jan Orr rated in 2031 the reliability of Mayor Ilse Maro as C.",
        ),
        (
            {"content": "service-arson", "act": "assess", "grade": "doubtful", "document": "first"},
            (
                "Jan Orr rated the statement that Fire Service said on 1 May 2031 at 23:30 "
                f"(UTC-03:00) that {ARSON} as doubtful."
            ),
        ),
    ],
)
def test_sentences(fields: dict[str, Any], expected: str) -> None:
    assert sentence(**fields) == expected


def test_rows_about_rows() -> None:
    g = harbour()
    assert g.explain("vell-petrol") == (
        "According to The Wire, Captain Tomas Vell said in May 2031 "
        "that Petrol was used to set the fire."
    )
    assert g.explain("wire-vell") == (
        "The Wire reported that Captain Tomas Vell said in May 2031 "
        "that Petrol was used to set the fire."
    )
    assert g.explain("union-orr") == (
        "Harbour Union denied that Jan Orr, for City of Valdena, "
        "said that the fire was an accident."
    )
    retracts = g.attribute("vell", "vell-petrol", act="retract", document="second")
    assert g.explain(retracts).startswith("Captain Tomas Vell retracted the statement that ")


def test_what_does_not_stand_is_said_not_to() -> None:
    g = harbour()
    assert g.explain("orr-accident") == (
        "Jan Orr, for City of Valdena, said that the fire was an accident. (This does not stand.)"
    )
    g.remove("union-orr")
    assert "stand" not in g.explain("orr-accident")


def test_a_relay_that_does_not_stand_is_not_cited() -> None:
    g = harbour()
    g.attribute("wire", "wire-vell", act="retract", document="second")
    assert not g.explain("vell-petrol").startswith("According to")


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2031", "in 2031"),
        ("2031-05", "in May 2031"),
        ("2031-05-01", "on 1 May 2031"),
        ("2031-W18", "in week 2031-W18"),
        ("2031-W18-4", "on 1 May 2031"),
        ("2031-05-01T14", "on 1 May 2031 at 14"),
        ("2031-05-01T14:30", "on 1 May 2031 at 14:30"),
        ("2031-05-01T14:30Z", "on 1 May 2031 at 14:30 (UTC)"),
        ("2031-05-01T14:30:05.5+05:30", "on 1 May 2031 at 14:30:05.5 (UTC+05:30)"),
        ("2031-05-01/..", "from 1 May 2031 on"),
        ("../2031-05", "by May 2031"),
        ("2031/2031-06-02", "between 2031 and 2 June 2031"),
    ],
)
def test_dates_in_words(time: str, expected: str) -> None:
    assert date_words(When(time)) == expected


@given(times)
def test_every_time_has_words(time: When) -> None:
    words = date_words(time)
    assert words.split()[0] in {"in", "on", "from", "by", "between"}
    assert all(part[:4] in words for part in str(time).split("/") if part != "..")


@given(graphs())
def test_every_row_has_one_line_to_print(g: AttributionGraph) -> None:
    for row in g.attributions:
        text = g.explain(row)
        assert text == g.explain(row.id)
        assert len(text.splitlines()) == 1
        assert text[-1] in ".?!”)"
        assert text.endswith("(This does not stand.)") is not g.is_standing(row)


@pytest.mark.parametrize("name", ["$x_1$", "<b>", "김정은", "اليوم", 'say "hi"', "a\nb", "{0}%s"])
def test_text_is_data(name: str) -> None:
    g = AttributionGraph(Agency(id="a", name=name), Claim(id="c", text=f"About {name}: it holds"))
    shown = name.replace("\n", " ")
    expected = f"{shown} said that about {shown}: it holds."
    assert g.explain(g.attribute("a", "c")) == expected[0].upper() + expected[1:]
