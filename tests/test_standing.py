"""Which rows stand (rule 3 of the design), who relays them, and that depth costs nothing."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from oracle import Oracle
from strategies import graphs
from worlds import harbour

from attribgraph.errors import UnknownIdError, WrongKindError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document

DEEP = 100_000


def a_statement(**fields: Any) -> AttributionGraph:
    """Kim said C: one row, `kim-c`, of whose fields some are given."""
    return AttributionGraph(
        Actor(id="kim", name="Kim"),
        Actor(id="lee", name="Lee"),
        Agency(id="wire", name="Wire", kind="news"),
        Document(id="d", title="D", publisher="wire"),
        Claim(id="c", text="it rained"),
        Attribution(**{"id": "kim-c", "sources": "kim", "content": "c", **fields}),
    )


def say(g: AttributionGraph, id_: str, content: str, **fields: Any) -> None:
    g.add(Attribution(**{"id": id_, "sources": "wire", "content": content, **fields}))


# -- rule 3 ---------------------------------------------------------------------------------


def test_a_row_that_is_nobodys_content_stands() -> None:
    g = a_statement()
    assert g.is_standing("kim-c")
    assert g.is_standing(g["kim-c"])


def test_kim_denies_having_said_it() -> None:
    g = a_statement()
    say(g, "denial", "kim-c", sources="kim", act="deny", document="d")
    assert not g.is_standing("kim-c")
    assert g.is_standing("denial")
    assert len(g.who_asserted("c")) == 0
    assert len(g.who_denied("c")) == 0  # he denies having said it, not that it is so
    assert g.stance_of("kim", "c") is None
    assert g.attributions.standing().ids == ("denial",)


@pytest.mark.parametrize("grade", ["1", "3", "5"])
def test_a_grade_neither_vouches_for_a_statement_nor_puts_it_out(grade: str) -> None:
    scale = "admiralty_credibility"
    g = a_statement()
    say(g, "grade", "kim-c", act="assess", grade=grade, grade_scale=scale)
    assert g.is_standing("kim-c")
    say(g, "denial", "kim-c", sources="kim", act="deny", document="d")
    assert not g.is_standing("kim-c")


def test_a_denied_statement_stands_where_a_document_states_it_itself() -> None:
    g = a_statement(document="d")
    say(g, "denial", "kim-c", sources="kim", act="deny", document="d")
    assert g.is_standing("kim-c")


def test_a_denied_statement_stands_where_another_relays_it() -> None:
    g = a_statement()
    say(g, "denial", "kim-c", sources="kim", act="deny", document="d")
    say(g, "report", "kim-c", act="report", document="d")
    assert g.is_standing("kim-c")
    g.remove("report")
    assert not g.is_standing("kim-c")


def test_a_relay_that_does_not_stand_vouches_for_nothing() -> None:
    g = a_statement()
    say(g, "report", "kim-c", act="report")
    assert g.is_standing("kim-c")
    say(g, "never-reported", "report", sources="lee", act="deny", document="d")
    assert not g.is_standing("report")
    assert not g.is_standing("kim-c")


@pytest.mark.parametrize(
    ("act", "vouches"),
    [
        ("report", True),
        ("confirm", True),
        ("deny", False),
        ("question", False),
        ("comment", False),
        ("retract", False),
    ],
)
def test_only_support_vouches(act: str, vouches: bool) -> None:
    g = a_statement()
    say(g, "about", "kim-c", act=act, document="d")
    assert g.is_standing("kim-c") is vouches


def test_a_negated_report_does_not_vouch() -> None:
    g = a_statement()
    say(g, "about", "kim-c", act="report", negated=True, document="d")
    assert not g.is_standing("kim-c")


def test_signs_never_multiply() -> None:
    """Denying a denial does not make the denied statement stand."""
    g = a_statement()
    say(g, "first", "kim-c", sources="kim", act="deny")
    say(g, "second", "first", sources="lee", act="deny", document="d")
    assert not g.is_standing("first")
    assert not g.is_standing("kim-c")


# -- retraction -----------------------------------------------------------------------------


def test_what_its_own_source_retracts_does_not_stand() -> None:
    g = a_statement(document="d")
    say(g, "back", "kim-c", sources="kim", act="retract", document="d")
    assert not g.is_standing("kim-c")
    assert len(g.who_asserted("c")) == 0


def test_nobody_retracts_for_another() -> None:
    g = a_statement(document="d")
    say(g, "back", "kim-c", sources="lee", act="retract", document="d")
    assert g.is_standing("kim-c")


def test_a_retraction_that_is_said_not_to_have_been_made_changes_nothing() -> None:
    g = a_statement(document="d")
    say(g, "back", "kim-c", sources="kim", act="retract", negated=True, document="d")
    assert g.is_standing("kim-c")


def test_a_retracted_retraction_lets_the_statement_stand_again() -> None:
    g = a_statement(document="d")
    say(g, "back", "kim-c", sources="kim", act="retract", document="d")
    say(g, "again", "back", sources="kim", act="retract", document="d")
    assert not g.is_standing("back")
    assert g.is_standing("kim-c")
    say(g, "third", "again", sources="kim", act="retract", document="d")
    assert not g.is_standing("again")
    assert g.is_standing("back")
    assert not g.is_standing("kim-c")


def test_a_relay_does_not_save_what_was_retracted() -> None:
    g = a_statement()
    say(g, "report", "kim-c", act="report", document="d")
    say(g, "back", "kim-c", sources="kim", act="retract", document="d")
    assert not g.is_standing("kim-c")


def test_a_joint_statement_falls_once_each_of_its_sources_has_retracted_it() -> None:
    g = a_statement(sources=["kim", "lee"], document="d")
    say(g, "kim-back", "kim-c", sources="kim", act="retract", document="d")
    assert g.is_standing("kim-c")
    say(g, "lee-back", "kim-c", sources=["lee", "wire"], act="retract", document="d")
    assert not g.is_standing("kim-c")


def test_a_joint_retraction_is_by_each_of_its_sources() -> None:
    g = a_statement(sources=["kim", "lee"], document="d")
    say(g, "back", "kim-c", sources=["kim", "lee"], act="retract", document="d")
    assert not g.is_standing("kim-c")


def test_what_nobody_named_said_nobody_can_retract() -> None:
    g = a_statement(sources=(), document="d")
    say(g, "back", "kim-c", sources=(), act="retract", document="d")
    assert g.is_standing("kim-c")


# -- relays ---------------------------------------------------------------------------------


def test_relays_are_those_who_pass_a_row_on() -> None:
    g = a_statement()
    say(g, "one", "kim-c", act="report")
    say(g, "two", "kim-c", sources="lee")
    say(g, "denial", "kim-c", sources="kim", act="deny")
    say(g, "grade", "kim-c", act="assess", grade="1", grade_scale="admiralty_credibility")
    assert [row.id for row in g.relays_of("kim-c")] == ["one", "two"]
    assert g.relays_of("grade") == ()


def test_an_edit_keeps_the_order_of_relays() -> None:
    g = a_statement()
    say(g, "one", "kim-c", act="report")
    say(g, "two", "kim-c", sources="lee")
    g.edit("one", notes="checked")
    assert [row.id for row in g.relays_of("kim-c")] == ["one", "two"]


def test_answers_follow_changes() -> None:
    """What is remembered is forgotten at every change."""
    g = harbour()
    assert not g.is_standing("orr-accident")
    g.edit("orr-accident", document="second")
    assert g.is_standing("orr-accident")
    g.edit("orr-accident", document=None)
    assert not g.is_standing("orr-accident")
    g.remove("union-orr")
    assert g.is_standing("orr-accident")


@pytest.mark.parametrize("name", ["is_standing", "relays_of", "explain"])
def test_what_is_no_row_is_refused(name: str) -> None:
    g = harbour()
    with pytest.raises(UnknownIdError, match="did you mean 'vell-petrol'"):
        getattr(g, name)("vel-petrol")
    with pytest.raises(WrongKindError, match="'arson' is a record of kind claim"):
        getattr(g, name)("arson")


# -- against the text -----------------------------------------------------------------------


@settings(max_examples=150)
@given(graphs(rich=False, max_rows=12))
def test_standing_and_relays_are_those_of_the_text(g: AttributionGraph) -> None:
    o = Oracle(g)
    for row in o.rows:
        assert g.is_standing(row) is o.stands(row), row
        assert g.relays_of(row) == tuple(o.relays_of(row))


# -- depth ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def deep() -> AttributionGraph:
    """A statement passed on 100,000 times, each relay relaying the last."""
    rows = [Attribution(id="r0", sources="a0", content="c", said_at="2031-05-01")]
    rows += [
        Attribution(id=f"r{n}", sources=f"a{n % 7}", content=f"r{n - 1}", act="report")
        for n in range(1, DEEP)
    ]
    rows[-1] = Attribution(
        id=f"r{DEEP - 1}", sources="a1", content=f"r{DEEP - 2}", act="report", document="d"
    )
    sources = [Agency(id=f"a{n}", name=f"Agency {n}") for n in range(7)]
    document = Document(id="d", title="D", publisher="a0", published_at="2031-05-02")
    return AttributionGraph(rows[::-1], sources, Claim(id="c", text="it rained"), document)


@pytest.fixture
def _shallow_stack() -> Any:
    """Whoever recurses along the chain fails at once."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(min(1000, limit))
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.usefixtures("_shallow_stack")
def test_a_deep_chain_is_answered_for_without_recursion(deep: AttributionGraph) -> None:
    g = deep
    assert len(g) == DEEP
    assert g.is_standing("r0")
    assert len(g.attributions.standing()) == DEEP
    assert len(g.who_asserted("c")) == 1
    assert len(g.attributions.in_document("d")) == DEEP
    assert len(g.attributions.published_by("a0")) == DEEP
    assert len(g.attributions.relayed_by("a3")) > DEEP // 7
    assert len(g.attributions.unrelayed()) == 1
    assert len(g.attributions.before("2031-05-03")) == DEEP
    assert len(g.attributions.after("2031-04-30", clock="published_at")) == DEEP
    assert len(g.attributions.before("2031", clock="happened_at").undecided) == DEEP
    assert g.attributions.count_by("claim") == {"c": DEEP}
    assert g.attributions.documents().ids == ("d",)
    assert g.attributions.count_by("publisher") == {"a0": DEEP}


@pytest.mark.usefixtures("_shallow_stack")
def test_a_deep_chain_is_shown_and_cut_out(deep: AttributionGraph) -> None:
    g = deep
    assert g.explain("r0").startswith("According to Agency 6, citing ")
    assert g.explain("r99999").endswith("reported that ...")
    assert "... > Agency 6 > " in repr(g.attributions.of("c").to_frame().via[0])
    assert len(repr(g.attributions)) < 5_000
    assert len(g.subgraph("r0")) == DEEP
    assert g.copy() == g


@pytest.mark.usefixtures("_shallow_stack")
def test_a_deep_chain_falls_with_its_outermost_row(deep: AttributionGraph) -> None:
    g = deep.copy()
    last = f"r{DEEP - 1}"
    g.add(Attribution(id="back", sources="a1", content=last, act="retract"))
    assert not g.is_standing("r0")
    assert g.attributions.standing().ids == ("back",)
    g.remove(last, cascade=True)
    assert len(g) == DEEP - 1
    assert g.is_standing("r0")
    g.remove("r0", cascade=True)
    assert len(g) == 0
