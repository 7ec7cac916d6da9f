"""Who contradicts whom, and who changed position."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest
from forests import Naive, forests, world
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import graphs, near_times

import attribgraph as ag

# -- disputes ---------------------------------------------------------------------------


@given(graphs(rich=False, max_rows=10))
def test_disputes_are_all_pairs_of_support_and_denial(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    rows = [row for row in naive.rows if row.asserts and naive.stands(row)]
    wanted = {
        (one.content, one.id, other.id)
        for one in rows
        for other in rows
        if one.content == other.content
        and getattr(naive.by_id[one.content], "form", None) == "statement"
        and (one.stance.value, other.stance.value) == ("support", "deny")
    }
    found = ag.disputes(g)
    assert {(each.claim, each.assertion.id, each.denial.id) for each in found} == wanted
    assert len(found) == len(wanted)


def test_who_did_not_deny_disputes_nothing(seed: ag.AttributionGraph) -> None:
    assert ag.disputes(seed) == ()
    seed.attribute("russia", "troops-in-kursk", act="deny", document="kursk-article", id="denied")
    assert [(each.assertion.id, each.denial.id) for each in ag.disputes(seed)] == [
        ("ukraine-troops-in-kursk", "denied"),
        ("gur-troops-in-kursk", "denied"),
    ]


# -- contradictions ---------------------------------------------------------------------


def figures(**claims: Any) -> ag.AttributionGraph:
    """A graph in which a source of each claim's name gives its figure."""
    g = world(*(f"by-{name}" for name in claims), claims=())
    for name, given_ in claims.items():
        fields = {"quantity": given_} if isinstance(given_, ag.Quantity) else given_
        g.add(ag.Claim(id=name, text=name, **fields))
        g.attribute(f"by-{name}", name, id=f"row-{name}")
    return g


def found_in(g: ag.AttributionGraph) -> set[tuple[str, str, str]]:
    return {
        (*sorted((each.first.content, each.second.content)), each.reason)
        for each in ag.contradictions(g)
    }


def men(low: float, high: float | None = None, **fields: Any) -> ag.Quantity:
    fields = {"measure": "sent", "unit": "men"} | fields
    return ag.Quantity(low=low, high=low if high is None else high, **fields)


def test_figures_of_one_measure_that_cannot_both_hold() -> None:
    g = figures(a=men(100), b=men(200), c=men(150, 250), d=men(90, 160))
    assert found_in(g) == {
        ("a", "b", "quantities"),
        ("a", "c", "quantities"),
        ("b", "d", "quantities"),
    }


@pytest.mark.parametrize(
    "other", [{"measure": "killed"}, {"measure": None}, {"unit": "soldiers"}, {"unit": None}]
)
def test_other_measures_and_units_are_not_compared(other: Any) -> None:
    assert found_in(figures(a=men(100), b=men(200, **other))) == set()


def test_about_is_a_tenth_either_way() -> None:
    assert found_in(figures(a=men(100, approximate=True), b=men(110))) == set()
    assert found_in(figures(a=men(100, approximate=True), b=men(111))) == {("a", "b", "quantities")}


def test_open_ends() -> None:
    least = ag.Quantity(low=2000, measure="sent", unit="men")
    most = ag.Quantity(high=1500, measure="sent", unit="men")
    g = figures(least=least, most=most, exact=men(1700))
    assert found_in(g) == {
        ("least", "most", "quantities"),
        ("exact", "least", "quantities"),
        ("exact", "most", "quantities"),
    }


def test_figures_for_times_that_are_apart_are_not_compared() -> None:
    def at(when: str | None, figure: ag.Quantity) -> dict[str, Any]:
        return {"quantity": figure, "happened_at": when}

    june, july, summer = at("2024-06", men(1)), at("2024-07", men(2)), at("2024-06/2024-08", men(3))
    assert found_in(figures(june=june, july=july)) == set()
    assert found_in(figures(june=june, summer=summer)) == {("june", "summer", "quantities")}
    assert found_in(figures(june=june, some=at(None, men(3)))) == {("june", "some", "quantities")}


def test_questions_with_figures_contradict_nothing() -> None:
    g = figures(a=men(100), b={"quantity": men(200), "form": "question"})
    assert found_in(g) == set()
    g.add(ag.Link(subject="a", relation="contradicts", object="b"))
    assert found_in(g) == set()


def test_linked_claims_and_all_pairs_of_who_assert_them() -> None:
    g = world("ann", "bob", "cid", claims=("c", "d"))
    g.add(ag.Link(subject="d", relation="contradicts", object="c"))
    g.attribute("ann", "c", id="ann-c")
    g.attribute("bob", "c", id="bob-c")
    g.attribute("cid", "d", id="cid-d")
    g.attribute("ann", "d", act="deny")
    found = ag.contradictions(g)
    assert [(each.first.id, each.second.id, each.reason) for each in found] == [
        ("ann-c", "cid-d", "contradicts"),
        ("bob-c", "cid-d", "contradicts"),
    ]
    g.attribute("cid", "cid-d", act="retract")
    assert ag.contradictions(g) == ()


def test_a_pair_that_is_linked_and_excludes_each_other_is_there_once() -> None:
    g = figures(a=men(100), b=men(200))
    g.add(ag.Link(subject="b", relation="contradicts", object="a"))
    assert found_in(g) == {("a", "b", "contradicts")}
    assert len(ag.contradictions(g)) == 1


@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(0, 9), st.none() | st.integers(0, 9), st.booleans(),
            st.sampled_from("mn"),
        ).filter(lambda each: each[0] is not None or each[1] is not None),
        max_size=8,
    )
)  # fmt: skip
def test_figures_against_all_pairs(given_: list[tuple[Any, Any, bool, str]]) -> None:
    quantities = {}
    for number, (one, other, approximate, measure) in enumerate(given_):
        low, high = (one, other) if None in {one, other} else sorted((one, other))
        fields: Any = {} if low is None else {"low": low}
        fields |= {} if high is None else {"high": high}
        quantities[f"q{number}"] = ag.Quantity(**fields, approximate=approximate, measure=measure)
    wanted = {
        (*sorted((a, b)), "quantities")
        for a, b in combinations(quantities, 2)
        if quantities[a].excludes(quantities[b])
    }
    assert found_in(figures(**quantities)) == wanted


# -- reversals --------------------------------------------------------------------------


def turns(g: ag.AttributionGraph) -> list[tuple[str, str, str, str]]:
    return [(each.source, each.earlier.id, each.later.id, each.kind) for each in ag.reversals(g)]


def changing(*stances: tuple[str, str | None]) -> ag.AttributionGraph:
    g = world("ann", "bob")
    for number, (act, when) in enumerate(stances):
        g.attribute("ann", "c", act=act, said_at=when, id=f"r{number}")
    return g


def test_to_denial_and_back() -> None:
    g = changing(("deny", "2023"), ("assert", "2022"), ("confirm", "2024"), ("assert", "2021"))
    assert turns(g) == [("ann", "r1", "r0", "to denial"), ("ann", "r0", "r2", "to support")]
    assert {each.claim for each in ag.reversals(g)} == {"c"}


@pytest.mark.parametrize(
    ("first", "second"), [("2024", "2024-06"), (None, "2024"), ("2024-06", None), (None, None)]
)
def test_undecided_where_the_dates_do_not_tell(first: str | None, second: str | None) -> None:
    (found,) = ag.reversals(changing(("assert", first), ("deny", second)))
    assert found.kind == "undecided"
    assert {found.earlier.id, found.later.id} == {"r0", "r1"}


def test_what_was_published_before_was_said_before() -> None:
    g = changing(("deny", "2024"))
    g.add(ag.Document(id="story", title="Story", published_at="2023"))
    g.attribute("ann", "c", document="story", id="printed")
    assert turns(g) == [("ann", "printed", "r0", "to denial")]


def test_that_others_deny_it_is_no_reversal() -> None:
    g = changing(("assert", "2022"))
    g.add(ag.Document(id="story", title="Story"))
    g.edit("r0", document="story")
    g.attribute("bob", "c", act="deny", said_at="2023")
    g.attribute("bob", "r0", act="deny")
    g.attribute("bob", "r0", act="retract")
    assert g.is_standing("r0")
    assert ag.reversals(g) == ()


def test_neither_silence_nor_doubt_nor_repetition_is_a_reversal() -> None:
    g = changing(("assert", "2021"), ("assert", "2022"), ("question", "2023"), ("comment", "2024"))
    g.attribute("ann", "c", act="deny", negated=True, said_at="2025")
    assert ag.reversals(g) == ()


def test_a_retraction_of_a_statement_is_told_apart_from_a_denial() -> None:
    g = changing(("assert", "2022"))
    g.attribute("ann", "r0", act="retract", said_at="2023", id="back")
    assert turns(g) == [("ann", "r0", "back", "retraction")]
    assert ag.disputes(g) == ()
    g.attribute("ann", "c", act="deny", said_at="2024", id="denied")
    assert turns(g) == [("ann", "r0", "back", "retraction")]


def test_a_retraction_of_the_claim_itself() -> None:
    assert turns(changing(("assert", "2022"), ("retract", "2023"))) == [
        ("ann", "r0", "r1", "retraction")
    ]
    assert turns(changing(("assert", None), ("retract", None))) == [
        ("ann", "r0", "r1", "retraction")
    ]


def test_a_relay_that_takes_its_report_back() -> None:
    g = world("ann", "wire")
    g.attribute("ann", "c", via={"sources": "wire", "id": "told"})
    g.attribute("wire", "told", act="retract", id="back")
    (found,) = ag.reversals(g)
    assert (found.source, found.claim, found.earlier.id, found.kind) == (
        "wire",
        "c",
        "told",
        "retraction",
    )


def test_one_of_two_who_spoke_jointly_takes_it_back() -> None:
    g = world("ann", "bob")
    g.add(ag.Document(id="story", title="Story"))
    g.attribute(["ann", "bob"], "c", id="both", document="story")
    g.attribute("ann", "both", act="retract", id="back")
    assert turns(g) == [("ann", "both", "back", "retraction")]
    assert g.is_standing("both")


def test_a_retraction_said_not_to_have_been_made_is_none() -> None:
    g = changing(("assert", "2022"))
    g.attribute("ann", "r0", act="retract", negated=True)
    assert ag.reversals(g) == ()


@example([("assert", ag.When("../2024-10-23")), ("deny", ag.When("2024-10-24"))])
@given(st.lists(st.tuples(st.sampled_from(["assert", "deny"]), st.none() | near_times), max_size=7))
def test_reversals_against_the_order_that_is_certain(stances: list[tuple[str, Any]]) -> None:
    g = changing(*((act, when if when is None else str(when)) for act, when in stances))
    found = ag.reversals(g)
    acts = {act for act, _ in stances}
    assert bool(found) == (len(acts) == 2)
    for each in found:
        assert each.earlier.act != each.later.act
        one, other = each.earlier.said_at, each.later.said_at
        certain = one is not None and other is not None and one.before(other)
        if certain:
            assert each.kind == ("to denial" if each.later.act == "deny" else "to support")
        else:
            assert each.kind == "undecided"
            assert not (one is not None and other is not None and other.before(one))
    for first, second in pairwise(found):
        assert first.later.act == second.earlier.act
    dated = [row.said_at for row in g if row.said_at is not None]
    if len(dated) == len(g) and all(
        one.before(other) or other.before(one) for one, other in combinations(dated, 2)
    ):
        ordered = sorted(g, key=lambda row: row.said_at.earliest or row.said_at.latest)
        wanted = [(a.id, b.id) for a, b in pairwise(ordered) if a.act != b.act]
        assert [(each.earlier.id, each.later.id) for each in found] == wanted


@given(forests())
def test_each_reversal_is_one_sources_own(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    for each in ag.reversals(g):
        assert each.source in each.earlier.sources
        assert each.source in each.later.sources
        assert naive.stands(each.later)
        if each.kind == "retraction":
            assert each.later.act == "retract"
        else:
            assert naive.stands(each.earlier)
            assert each.earlier.stance.sign == -each.later.stance.sign
