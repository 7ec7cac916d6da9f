"""Polarization, blocs and backbones."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest
from debates import debates
from hypothesis import given, settings
from hypothesis import strategies as st

from attribgraph import (
    Agency,
    AttributionGraph,
    Claim,
    UnknownValueError,
    backbone,
    blocs,
    conflict,
    congruence,
    polarization,
    read_dna,
)
from attribgraph.discourse.camps import best_bipartition
from attribgraph.discourse.coalitions import blocs_of

if TYPE_CHECKING:
    from pathlib import Path

SYMMETRIC = st.integers(2, 9).flatmap(
    lambda size: st.lists(
        st.integers(-4, 4), min_size=size * (size + 1) // 2, max_size=size * (size + 1) // 2
    ).map(lambda cells: symmetric(size, cells))
)


def symmetric(size: int, cells: list[int]) -> Any:
    found = np.zeros((size, size))
    found[np.triu_indices(size)] = cells
    return found + np.triu(found, 1).T


def two_camps(*, size: int = 3, mixed: int = 0) -> AttributionGraph:
    """Return two camps that support or deny the same three claims, and some who do both."""
    g = AttributionGraph(Claim(id=f"c{n}", text=f"Claim {n}") for n in range(3))
    for side, stance in (("yes", "support"), ("no", "deny")):
        for number in range(size):
            g.add(Agency(id=f"{side}{number}", name=f"{side} {number}"))
            for claim in g.claims:
                g.attribute(f"{side}{number}", claim.id, stance=stance, said_at="2024-01-01")
    for number in range(mixed):
        g.add(Agency(id=f"mixed{number}", name=f"mixed {number}"))
        g.attribute(f"mixed{number}", "c0", said_at="2024-02-01")
        g.attribute(f"mixed{number}", "c1", stance="deny", said_at="2024-02-01")
    return g


# -- polarization -----------------------------------------------------------------------------


def test_two_camps_are_found() -> None:
    found = polarization(two_camps())
    assert {frozenset(each) for each in found.camps} == {
        frozenset({"yes0", "yes1", "yes2"}),
        frozenset({"no0", "no1", "no2"}),
    }
    assert found.exact
    # C is 36 and D is 54; by chance half of either would be within camps
    assert found.raw == pytest.approx((36 - 18) + 27)
    assert found.normalized == pytest.approx(1)


def test_a_debate_without_sides_is_not_polarized() -> None:
    g = two_camps()
    agreed = polarization(g, include=g.attributions.stance("support"))
    assert (agreed.raw, agreed.normalized) == (0, 0)
    assert polarization(AttributionGraph()).memberships == {}


@settings(max_examples=12)
@given(debates())
def test_it_is_the_largest_signed_modularity(g: AttributionGraph) -> None:
    """Against networkx's modularity of either network, over every bipartition."""
    found = polarization(g, "source", duplicates="include")
    plus, minus = (compute(g, "source").to_networkx() for compute in (congruence, conflict))
    weights = [2 * each.size("weight") for each in (plus, minus)]
    nodes = list(found.memberships)
    best = 0.0
    for size in range(len(nodes) + 1):
        for camp in combinations(nodes, size):
            camps = [set(camp), set(nodes) - set(camp)]
            value = sum(
                sign * weight * nx.community.modularity(each, camps)
                for sign, weight, each in zip((1, -1), weights, (plus, minus), strict=True)
                if weight
            )
            best = max(best, value)
    assert found.raw == pytest.approx(best, abs=1e-9)
    assert 0 <= found.normalized <= 1


@given(SYMMETRIC)
def test_every_bipartition_is_tried(benefit: Any) -> None:
    camps, value, exact = best_bipartition(benefit)
    sums = [
        sum(benefit[i, j] for i in range(len(benefit)) for j in range(len(benefit)) if s[i] == s[j])
        for s in product((0, 1), repeat=len(benefit))
    ]
    assert exact
    assert value == pytest.approx(max(sums))
    assert camps[0] == 0
    assert value == pytest.approx((benefit * (camps[:, None] == camps)).sum())


@settings(max_examples=15)
@given(st.integers(0, 10**6))
def test_the_search_finds_what_trying_all_finds(seed: int) -> None:
    dice = np.random.default_rng(seed)
    benefit = symmetric(14, dice.integers(-5, 6, 105).tolist())
    _, best, _ = best_bipartition(benefit)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("attribgraph.discourse.camps._EXACT", 2)
        camps, value, exact = best_bipartition(benefit)
        again, _, _ = best_bipartition(benefit)
    assert not exact
    assert value == pytest.approx(best)
    assert (camps == again).all()


def test_a_large_debate_is_searched() -> None:
    found = polarization(two_camps(size=15))
    assert not found.exact
    assert {len(each) for each in found.camps} == {15}
    assert found.normalized == pytest.approx(1)


def test_over_windows() -> None:
    found = polarization(two_camps(mixed=2), unit="weeks", size=1, kernel="no")
    assert [round(each.normalized, 6) for each in found] == [1, 0, 0, 0]
    curve = polarization(two_camps(mixed=2), unit="days", size=8)
    assert len(curve) == 32
    assert curve[0].normalized > curve[-1].normalized
    assert len(polarization(two_camps(), unit="events", size=18)) == 1


def test_the_sample_database(shared_data: Path) -> None:
    """Its score exceeds that of Discourse Network Analyzer, whose formula is not published."""
    g = read_dna(shared_data / "dna" / "sample.dna")
    assert polarization(g).normalized == pytest.approx(0.5395102247)
    early = {"organization-9", "organization-10", "organization-11"}
    first = polarization(g, unit="days", size=8, duplicates="include")[0]
    assert early in map(set, first.camps)


# -- blocs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["louvain", "greedy", "label_propagation"])
def test_blocs_are_the_camps(method: Any) -> None:
    found = blocs(two_camps(), method=method)
    assert found.members == (("no0", "no1", "no2"), ("yes0", "yes1", "yes2"))
    assert found.of["yes1"] == 1
    assert found.bridges == ()
    assert found.modularity == pytest.approx(0.5)


def test_who_agrees_with_both_bridges() -> None:
    g = two_camps(mixed=1)
    g.attribute("mixed0", "c2")
    found = blocs(g, aggregation="congruence", normalization="no")
    assert found.bridges == ("mixed0",) or "mixed0" in found.bridges
    assert found.bridging["mixed0"] == max(found.bridging.values())
    # three ties of weight 2 to those who support, three of weight 1 to those who deny
    assert found.bridging["mixed0"] == pytest.approx(1 - (2 / 3) ** 2 - (1 / 3) ** 2)


def test_who_agrees_with_nobody_is_alone() -> None:
    g = two_camps()
    g.add(Agency(id="lone", name="Lone"), Claim(id="own", text="Its own"))
    g.attribute("lone", "own")
    found = blocs(g)
    assert ("lone",) in found.members
    assert found.bridging["lone"] == 0
    nobody = blocs(g, include=g.attributions.of("own"))
    assert (nobody.members, nobody.modularity) == ((("lone",),), 0.0)
    assert blocs_of(congruence(AttributionGraph())).members == ()


def test_bad_words() -> None:
    with pytest.raises(UnknownValueError, match="'luvain' is not a community method"):
        blocs(two_camps(), method="luvain")  # type: ignore[arg-type]
    with pytest.raises(UnknownValueError, match="aggregation for blocs"):
        blocs(two_camps(), aggregation="conflict")  # type: ignore[arg-type]


# -- backbones --------------------------------------------------------------------------------


def test_a_claim_that_all_share_is_redundant() -> None:
    g = two_camps()
    g.add(Claim(id="trite", text="Something must be done"))
    for agency in g.agencies:
        g.attribute(agency.id, "trite", stance="comment")
    found = backbone(g, size=3, aggregation="ignore")
    assert set(found.backbone) | set(found.redundant) == set(g.claims.ids)
    assert found.loss == pytest.approx(0)
    assert backbone(g, size=4).redundant == ()
    assert backbone(g, size=4).loss == pytest.approx(0)


@settings(max_examples=8)
@given(debates(sizes=(3, 9)), st.floats(0, 12))
def test_a_backbone_of_every_size(g: AttributionGraph, penalty: float) -> None:
    found = backbone(g, "source", penalty=penalty)
    claims = [each for each, _ in found.order]
    assert sorted(claims) == sorted({*found.backbone, *found.redundant})
    assert found.redundant == tuple(claims[: len(found.redundant)])
    assert bool(found.backbone) == bool(claims)
    if found.redundant:
        assert found.loss == pytest.approx(found.order[len(found.redundant) - 1][1])
    smaller = backbone(g, "source", penalty=penalty + 5)
    assert len(smaller.backbone) <= len(found.backbone)


def test_what_a_backbone_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    g = two_camps()
    for options, why in (
        ({"penalty": -1}, "the penalty is 0 or more"),
        ({"penalty": float("nan")}, "the penalty is 0 or more"),
        ({"size": 0}, "between 1 and the 3 claims"),
        ({"size": 4}, "between 1 and the 3 claims"),
        ({"aggregation": "combine"}, "aggregation of a one-mode network"),
    ):
        with pytest.raises(UnknownValueError, match=why):
            backbone(g, **options)
    monkeypatch.setattr("attribgraph.discourse.essentials._MOST", 2)
    with pytest.raises(UnknownValueError, match="among at most 2 claims, not 3"):
        backbone(g)
