"""How well claims are corroborated: the counts, the rows behind them, and the words."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING, Any

import pytest
from forests import CLAIMS, Naive, forests, world
from hypothesis import given
from strategies import graphs

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = [
    "claim",
    "supporting",
    "denying",
    "doubting",
    "unattributed",
    "independent_origins",
    "independent_count",
    "outlets",
    "documents",
    "bottlenecks",
    "single_source",
    "verdict",
]


def verdict(g: ag.AttributionGraph, **options: bool) -> str:
    return ag.corroborate(g, "c", **options).verdict


def ids(rows: Iterable[ag.Attribution]) -> list[str]:
    return [row.id for row in rows]


# -- the rows behind the counts ---------------------------------------------------------


@given(graphs(rich=False, max_rows=10))
def test_the_rows_are_those_of_the_design(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    contrary = {(k.subject, k.object) for k in naive.links if k.relation.value == "contradicts"}
    for row in ag.corroboration_table(g):
        claims = [row.claim]
        rows = naive.first_hand(claims)
        supporting = [each for each in rows if naive.supports(each)]
        against = {b for a, b in contrary if a in claims} | {a for a, b in contrary if b in claims}
        denying = [each for each in rows if each.asserts and each.stance.value == "deny"]
        denying += [each for each in naive.first_hand(against) if naive.supports(each)]
        assert ids(row.supporting) == ids(supporting)
        assert ids(row.denying) == ids(denying)
        assert ids(row.doubting) == [
            each.id
            for each in rows
            if each.stance.value in {"query", "comment"} and each.act.value != "assess"
        ]
        assert ids(row.unattributed) == [each.id for each in supporting if not each.sources]
        paths = naive.supporting(claims)
        assert row.chain_count == len(paths)
        assert set(row.documents) == {path[0].document for path in paths} - {None}
        outlets = {naive.outlet(path) for path in paths}
        assert set(row.outlets) == outlets - {None}
        assert row.single_source == (row.independent_count == 1)
        told = {source for origin in row.independent_origins for source in origin.sources}
        assert told == {source for each in supporting for source in each.sources}
        assert set(row.named) | set(row.described) | set(row.anonymous) == told
        assert len(row.named) + len(row.described) + len(row.anonymous) == len(told)
        passed = naive.bottlenecks(claims) | (outlets if len(outlets) == 1 else set()) - {None}
        assert passed <= set(row.bottlenecks)
        if row.independent_count < 2:
            assert passed == set(row.bottlenecks)


@given(forests())
def test_a_relay_neither_adds_to_nor_takes_from_the_origins(g: ag.AttributionGraph) -> None:
    """Whoever newly relays everything is a bottleneck beside the count, and no more."""
    before = {row.claim: row for row in ag.corroboration_table(g)}
    g.add(ag.Agency(id="new", name="New"))
    tops = [row.id for row in g if not g.relays_of(row) and g.is_standing(row)]
    contents = {row.content for row in g if g.is_standing(row)}
    g.add(
        [
            ag.Attribution(sources="new", content=top, act="report", document="doc-nobody")
            for top in tops
            if top not in contents
        ]
    )
    for row in ag.corroboration_table(g):
        old = before[row.claim]
        assert row.independent_count == old.independent_count
        assert [set(each.sources) for each in row.independent_origins] == [
            set(each.sources) for each in old.independent_origins
        ]


def test_the_fields_of_the_design_come_first_in_its_order() -> None:
    names = [field.name for field in dataclasses.fields(ag.Corroboration)]
    assert names[: len(FIELDS)] == FIELDS


def test_who_does_what_with_a_claim() -> None:
    g = world(*"abdefghij", "k", claims=("c", "not-c"))
    g.add(ag.Link(subject="not-c", relation="contradicts", object="c"))
    acts = {"a": "assert", "b": "confirm", "d": "deny", "e": "question", "f": "comment"}
    acts |= {"g": "promise", "h": "demand", "i": "retract"}
    for source, act in acts.items():
        g.attribute(source, "c", act=act, id=f"{source}-row")
    g.attribute("j", "c", act="deny", negated=True, id="j-row")
    g.attribute("k", "not-c", id="k-row")
    g.attribute("a", "c", act="assess", grade="fine", id="graded")
    g.attribute("b", "not-c", act="deny", id="denied-the-other")
    found = ag.corroborate(g, "c")
    assert found.supporting.ids == ("a-row", "b-row")
    assert found.denying.ids == ("d-row", "k-row")
    assert found.doubting.ids == ("e-row", "f-row", "j-row")


def test_what_is_retracted_no_longer_counts() -> None:
    g = world("a", "b")
    g.attribute("a", "c", id="said")
    g.attribute("b", "c", act="deny", id="denied")
    g.attribute("a", "said", act="retract")
    g.attribute("b", "denied", act="retract")
    found = ag.corroborate(g, "c")
    assert (len(found.supporting), len(found.denying), found.independent_count) == (0, 0, 0)


def test_named_described_and_anonymous_sources_at_their_best() -> None:
    g = world("ann", "bob")
    g.add(ag.Actor(id="official", name="an official", naming="described"))
    g.add(ag.Actor(id="somebody", name="somebody", naming="anonymous"))
    for source in ("ann", "official", "somebody"):
        g.attribute(source, "c")
    g.attribute("bob", "c", naming="anonymous")
    g.attribute("bob", "c", naming="described")
    found = ag.corroborate(g, "c")
    assert (found.named, found.described, found.anonymous) == (
        ("ann",),
        ("official", "bob"),
        ("somebody",),
    )


def test_statements_without_a_source_are_listed_and_count_as_no_origin() -> None:
    g = world("ann", "wire")
    g.attribute((), "c", id="nobody")
    g.attribute((), "c", via="wire", id="somebody")
    found = ag.corroborate(g, "c")
    assert found.unattributed.ids == ("nobody", "somebody")
    assert (found.independent_count, found.single_source) == (0, False)
    g.attribute("ann", "c")
    found = ag.corroborate(g, "c")
    assert (found.independent_count, found.single_source) == (1, True)


def test_only_statements_are_corroborated(seed: ag.AttributionGraph) -> None:
    with pytest.raises(ag.WrongKindError, match="'how-many-in-kursk' is a question: only state"):
        ag.corroborate(seed, "how-many-in-kursk")
    with pytest.raises(ag.WrongKindError):
        ag.corroborate(seed, "putin")
    with pytest.raises(ag.UnknownIdError, match="did you mean"):
        ag.corroborate(seed, "troops-in-kurks")


# -- narrower, equivalent and contradicting claims --------------------------------------


def family() -> ag.AttributionGraph:
    g = world(*"abdefgh", claims=("c", "narrow", "same", "contrary", "narrow-contrary"))
    g.add(ag.Link(subject="narrow", relation="refines", object="c"))
    g.add(ag.Link(subject="c", relation="equivalent_to", object="same"))
    g.add(ag.Link(subject="c", relation="contradicts", object="contrary"))
    g.add(ag.Link(subject="narrow-contrary", relation="refines", object="contrary"))
    for source, claim in zip("abde", ("c", "narrow", "same", "contrary"), strict=True):
        g.attribute(source, claim, id=f"for-{claim}")
    for source, claim in zip("fgh", ("c", "narrow", "same"), strict=True):
        g.attribute(source, claim, act="deny", id=f"against-{claim}")
    g.attribute("a", "narrow-contrary", id="for-narrow-contrary")
    return g


@pytest.mark.parametrize(
    ("options", "supporting", "denying"),
    [
        ({}, {"for-c"}, {"against-c", "for-contrary"}),
        (
            {"narrower": True},
            {"for-c", "for-narrow"},
            {"against-c", "for-contrary", "for-narrow-contrary"},
        ),
        (
            {"equivalents": True},
            {"for-c", "for-same"},
            {"against-c", "against-same", "for-contrary"},
        ),
        (
            {"narrower": True, "equivalents": True},
            {"for-c", "for-narrow", "for-same"},
            {"against-c", "against-same", "for-contrary", "for-narrow-contrary"},
        ),
    ],
)
def test_narrower_and_equivalent_claims_on_request(
    options: dict[str, bool], supporting: set[str], denying: set[str]
) -> None:
    found = ag.corroborate(family(), "c", **options)
    assert set(found.supporting.ids) == supporting
    assert set(found.denying.ids) == denying
    assert found.independent_count == len(supporting)


# -- the words --------------------------------------------------------------------------


def test_nobody() -> None:
    assert verdict(world()) == "Nobody is on record as asserting or denying this."


def test_one_source() -> None:
    g = world("ann")
    g.attribute("ann", "c")
    assert verdict(g) == ("This rests on one source: Ann. Nobody is on record as denying it.")


def test_one_source_through_one_relay_in_one_paper() -> None:
    g = world("ann", "wire")
    g.add(ag.Agency(id="paper", name="The Paper"))
    g.add(ag.Document(id="story", title="Story", publisher="paper"))
    g.attribute("ann", "c", via="wire", document="story")
    assert verdict(g) == (
        "This rests on one source: Ann. It is known only through Wire and The Paper. "
        "Nobody is on record as denying it."
    )


def test_a_papers_own_word_is_not_said_to_be_known_through_itself() -> None:
    g = world()
    g.add(ag.Agency(id="paper", name="The Paper"))
    g.add(ag.Document(id="story", title="Story", publisher="paper"))
    g.attribute("paper", "c", document="story")
    assert verdict(g) == "This rests on one source: The Paper. Nobody is on record as denying it."


def test_two_that_count_as_one() -> None:
    g = world("ann")
    g.add(ag.Agency(id="ministry", name="The Ministry"))
    g.add(ag.Link(subject="ann", relation="speaks_for", object="ministry"))
    g.attribute("ministry", "c")
    g.attribute("ann", "c")
    assert verdict(g) == (
        "The Ministry and Ann assert this, but count as one origin: Ann speaks for The Ministry. "
        "Nobody is on record as denying it."
    )


def test_four_that_count_as_one() -> None:
    g = world("ann", "bob", "cid", "dan")
    g.attribute(["ann", "bob", "cid", "dan"], "c")
    assert verdict(g) == (
        "Ann, Bob, Cid and Dan assert this, but count as one origin: Ann and Bob said so jointly; "
        "Ann and Cid said so jointly; and so on. Nobody is on record as denying it."
    )


def test_two_origins_and_who_is_not_counted() -> None:
    g = world("ann", "bob", "cid", "dan", "eve")
    g.add(ag.Link(subject="cid", relation="leads", object="ann"))
    g.attribute("ann", "c")
    g.attribute("bob", "c", via="eve")
    g.attribute("cid", "c")
    g.attribute(["bob", "dan"], "c")
    assert verdict(g) == (
        "Two independent origins assert this: Ann and Bob. Cid, who leads Ann, is not counted "
        "separately. Dan is not counted separately: Bob and Dan said so jointly. "
        "Nobody is on record as denying it."
    )
    g.attribute("eve", "c")
    assert "One more is not counted separately." in verdict(g)


def test_an_organ_is_a_which() -> None:
    g = world("bob")
    g.add([ag.Agency(id="state", name="The State"), ag.Agency(id="ministry", name="The Ministry")])
    g.add(ag.Link(subject="ministry", relation="part_of", object="state"))
    for source in ("bob", "state", "ministry"):
        g.attribute(source, "c")
    assert verdict(g) == (
        "Two independent origins assert this: Bob and The State. The Ministry, which is part of "
        "The State, is not counted separately. Nobody is on record as denying it."
    )


def test_many_origins() -> None:
    g = world("ann", "bob", "cid", "dan", "eve", *(f"p{number}" for number in range(7)))
    for source in ("ann", "bob", "cid", "dan", "eve"):
        g.attribute(source, "c")
    assert verdict(g).startswith(
        "Five independent origins assert this: Ann, Bob, Cid and two others. Nobody"
    )
    for number in range(7):
        g.attribute(f"p{number}", "c")
    assert verdict(g).startswith("12 independent origins assert this: Ann, Bob, Cid and nine oth")


def test_without_a_named_source() -> None:
    g = world("ann")
    g.attribute((), "c")
    assert verdict(g) == (
        "One statement asserts this, and it names no source. Nobody is on record as denying it."
    )
    g.attribute((), "c", occasion="again")
    assert verdict(g).startswith("Two statements assert this, and none of them names a source. ")
    g.attribute("ann", "c")
    assert verdict(g).startswith(
        "This rests on one source: Ann. Two more statements name no source. "
    )


def test_denied_contradicted_doubted_and_left_open() -> None:
    g = world("ann", "bob", "cid", "dan", "eve", "fay", "gus", claims=("c", "d"))
    g.add(ag.Link(subject="c", relation="contradicts", object="d"))
    g.attribute("ann", "c")
    g.attribute("bob", "c", act="deny")
    g.attribute("cid", "c", act="deny")
    g.attribute("dan", "d")
    g.attribute("eve", "c", act="deny", negated=True)
    g.attribute("fay", "c", act="question")
    g.attribute("gus", "c", act="comment")
    g.attribute("gus", "c", act="comment", negated=True, occasion="later")
    assert verdict(g) == (
        "This rests on one source: Ann. Bob and Cid deny it. Dan asserts a claim that contradicts "
        "it. Eve did not deny it. Fay questions it. Gus comments on it without taking a side. "
        "Gus did not comment on it."
    )


def test_only_denied() -> None:
    g = world("ann")
    g.attribute("ann", "c", act="deny")
    assert verdict(g) == "Nobody is on record as asserting this. Ann denies it."


def test_denied_by_somebody() -> None:
    g = world("ann")
    g.attribute((), "c", act="deny")
    assert verdict(g) == (
        "Nobody is on record as asserting this. Somebody who is not named denies it."
    )
    g.attribute("ann", "c", act="deny")
    assert verdict(g) == (
        "Nobody is on record as asserting this. Ann, and somebody who is not named, deny it."
    )


def test_allies() -> None:
    g = world("ann", "bob")
    g.add([ag.Agency(id="pact", name="The Pact"), ag.Agency(id="bobs", name="Bob's Ministry")])
    g.add(ag.Link(subject="ann", relation="affiliated_with", object="pact"))
    g.add(ag.Link(subject="bob", relation="leads", object="bobs"))
    g.add(ag.Link(subject="bobs", relation="affiliated_with", object="pact"))
    g.attribute("ann", "c")
    g.attribute("bob", "c")
    found = ag.corroborate(g, "c")
    assert (found.independent_count, found.bottlenecks) == (2, ("pact",))
    assert found.verdict == (
        "Two independent origins assert this: Ann and Bob. Both belong to or speak for The Pact. "
        "Nobody is on record as denying it."
    )
    g.attribute((), "c")
    assert ag.corroborate(g, "c").bottlenecks == ()


def test_names_are_data() -> None:
    g = world()
    g.add(ag.Actor(id="x", name='$x$ <b>"김정은"\nКиїв\x00'))  # noqa: RUF001 (Kyiv)
    g.attribute("x", "c")
    assert verdict(g) == (
        'This rests on one source: $x$ <b>"김정은" Київ. Nobody is on record as denying it.'
    )


@given(forests())
def test_a_verdict_is_sentences(g: ag.AttributionGraph) -> None:
    for claim in CLAIMS:
        for options in ({}, {"narrower": True, "equivalents": True}):
            text = ag.corroborate(g, claim, **options).verdict
            assert text.endswith(".")
            assert text[0].isupper()
            assert "  " not in text
            assert ".." not in text


# -- the table --------------------------------------------------------------------------


@given(graphs(rich=False))
def test_the_table_is_each_claim_in_turn(g: ag.AttributionGraph) -> None:
    table = ag.corroboration_table(g)
    statements = [claim.id for claim in g.claims if claim.form == "statement"]
    assert [row.claim for row in table] == statements
    assert len(table) == len(statements)
    for claim in statements:
        assert table[claim] == ag.corroborate(g, claim)
        assert table[g[claim]] is table[claim]
    alone = {row.claim for row in table if row.single_source}
    assert {row.claim for row in table.single_source()} == alone


def test_the_table_of_the_seed(seed: ag.AttributionGraph) -> None:
    table = ag.corroboration_table(seed)
    assert len(table) == 24
    assert {row.independent_count for row in table} == {0, 1}
    assert [row.claim for row in table if not row.independent_count] == ["ratification"]
    assert all(row.bottlenecks[-1] == "outlet" for row in table)
    assert repr(table).startswith("24 claims\ntroops-to-war: This rests on one source: the outlet.")
    assert repr(table).endswith("\n(+ 14 more)")
    assert repr(table["ratification"]) == (
        "Corroboration('ratification': One statement asserts this, and it names no source. "
        "It is known only through the outlet. Nobody is on record as denying it.)"
    )
    with pytest.raises(ag.UnknownIdError, match=r"no claim 'ratificaton' .did you mean 'ratific"):
        table["ratificaton"]


def test_the_table_as_a_frame(seed: ag.AttributionGraph) -> None:
    made = ag.corroboration_table(seed).to_frame().set_index("claim")
    row = made.loc["troops-in-kursk"]
    assert list(made.reset_index().columns)[: len(FIELDS)] == FIELDS
    assert (row["supporting"], row["denying"], row["doubting"]) == (2, 0, 1)
    assert row["independent_origins"] == "ukraine + gur"
    assert row["independent_count"] == 1
    assert row["bottlenecks"] == "outlet"
    assert bool(row["single_source"])


def test_a_frame_needs_pandas(seed: ag.AttributionGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ag.MissingExtraError, match="pandas"):
        ag.corroboration_table(seed).to_frame()


# -- support that looks plural ----------------------------------------------------------


def many_papers(*origins: Any) -> ag.AttributionGraph:
    g = world("ann", "bob", "wire")
    for number, origin in enumerate(origins):
        g.add(ag.Agency(id=f"paper-{number}", name=f"Paper {number}"))
        g.add(ag.Document(id=f"in-{number}", title=f"{number}", publisher=f"paper-{number}"))
        g.attribute(origin, "c", via="wire", document=f"in-{number}")
    return g


def test_three_papers_with_one_origin_look_like_more_than_they_are() -> None:
    (found,) = ag.false_plurality(many_papers("ann", "ann", "ann"))
    assert (found.claim, found.chain_count, len(found.outlets)) == ("c", 3, 3)
    assert found.independent_origins == (ag.Origin(("ann",)),)


def test_two_origins_are_a_true_plurality_and_one_paper_is_none() -> None:
    assert len(ag.false_plurality(many_papers("ann", "bob"))) == 0
    assert len(ag.false_plurality(many_papers("ann"))) == 0


def test_false_pluralities_of_the_seed(seed: ag.AttributionGraph) -> None:
    assert [row.claim for row in ag.false_plurality(seed)] == [
        "troops-in-kursk",
        "thousands-for-training",
    ]
