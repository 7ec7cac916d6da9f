"""Credibility: arrays against loops, and what no method may do."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from credence import Naive, World, worlds
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import graphs

import attribgraph as ag

if TYPE_CHECKING:
    import random

METHODS: list[Any] = [
    "vote",
    "sums",
    "average_log",
    "investment",
    "pooled_investment",
    "truthfinder",
    "dawid_skene",
    "depen",
    "accu",
]
each_method = pytest.mark.parametrize("method", METHODS)
few = settings(max_examples=20)  # nine methods each
EXACT: dict[str, Any] = {"iterations": 3, "tolerance": 0}


def close(one: dict[Any, float], other: dict[Any, float]) -> None:
    assert set(one) == set(other)
    assert [one[key] for key in one] == pytest.approx([other[key] for key in one], abs=1e-9)


@each_method
@few
@given(worlds())
def test_arrays_agree_with_loops(method: Any, world: World) -> None:
    naive = Naive(world.graph, world.groups)
    assume(naive.sources)
    found = ag.credibility(world.graph, method, groups=world.groups, **EXACT)
    sources, claims = getattr(naive, method)(found.iterations)
    close(dict(found.claims), claims)
    close(dict(found.sources), sources)
    assert {c for contest in found.contests for c in contest.claims} == set(naive.claims)
    for contest in found.contests:
        assert {world.groups[c] for c in contest.claims} == {contest.item}
        assert set(contest.best) <= set(contest.claims)


@given(worlds())
def test_observers_agree_with_loops_on_values(world: World) -> None:
    naive = Naive(world.graph, world.groups)
    assume(naive.sources)
    found = ag.credibility(
        world.graph, "dawid_skene", groups=world.groups, values=world.values, **EXACT
    )
    sources, claims = naive.dawid_skene(found.iterations, world.values)
    close(dict(found.claims), claims)
    close(dict(found.sources), sources)
    for by_value in found.confusion.values():  # type: ignore[union-attr]
        for rates in by_value.values():
            assert sum(rates.values()) == pytest.approx(1) or set(rates.values()) <= {0.0}


@given(worlds())
def test_dependence_agrees_with_loops(world: World) -> None:
    naive = Naive(world.graph, world.groups)
    assume(naive.sources)
    found = ag.credibility(world.graph, "accu", groups=world.groups, iterations=1)
    expected = naive.copying(dict.fromkeys(naive.sources, 0.5), naive.start())
    ids = list(found.sources)
    dense = found.dependence.toarray()
    for row, one in enumerate(ids):
        for column, other in enumerate(ids):
            assert dense[row, column] == pytest.approx(expected.get((one, other), 0))
    surest = {frozenset((each.copier, each.original)) for each in found.copies}
    both = dense + dense.T
    assert surest == {
        frozenset((ids[a], ids[b])) for a, b in zip(*np.nonzero(both > 0.5), strict=True)
    }


@each_method
@few
@given(graphs(rich=False, max_rows=12))
def test_scores_are_finite_whatever_the_graph(method: Any, g: ag.AttributionGraph) -> None:
    found = ag.credibility(g, method)
    assert all(map(math.isfinite, [*found.sources.values(), *found.claims.values()]))
    asserting = [
        row for row in g.attributions.standing() if row.asserts and row.stance.sign != 0
        and row.content in g.claims and g[row.content].form == "statement"
    ]  # fmt: skip
    assert set(found.sources) == {s for row in asserting for s in row.sources}
    spoken_of = {row.content for row in asserting if row.sources}
    assert spoken_of <= set(found.claims)
    assert list(found.claims) == [c for c in g.claims.ids if c in found.claims]
    assert list(found.sources) == [s for s in g.sources.ids if s in found.sources]


@each_method
@few
@given(graphs(rich=False, max_rows=12), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(
    method: Any, g: ag.AttributionGraph, chance: random.Random
) -> None:
    records = list(g.records())
    chance.shuffle(records)
    one, other = ag.credibility(g, method), ag.credibility(ag.AttributionGraph(records), method)
    assert one.sources == other.sources
    assert one.claims == other.claims
    assert set(one.best) == set(other.best)
    assert (one.iterations, one.converged) == (other.iterations, other.converged)


@each_method
@few
@given(worlds(), st.randoms(use_true_random=False))
def test_names_do_not_matter(method: Any, world: World, chance: random.Random) -> None:
    """Ids in another order; those that look for copies break ties by it, so they keep it."""
    ids = [record.id for record in world.graph.records()]
    new = [f"x{n:03}" for n in range(len(ids))]
    if method not in {"depen", "accu"}:
        chance.shuffle(new)
    else:
        ids.sort()
    name = dict(zip(ids, new, strict=True))
    renamed = ag.AttributionGraph(
        [ag.Agency(id=name[s.id], name="S") for s in world.graph.sources],
        [ag.Claim(id=name[c.id], text="C") for c in world.graph.claims],
        [
            ag.Attribution(
                id=name[row.id],
                sources=[name[s] for s in row.sources],
                content=name[row.content],
                act=row.act,
            )
            for row in world.graph.attributions
        ],
    )
    groups = {name[c]: item for c, item in world.groups.items()}
    one = ag.credibility(world.graph, method, groups=world.groups, iterations=5)
    other = ag.credibility(renamed, method, groups=groups, iterations=5)
    close({name[s]: score for s, score in one.sources.items()}, dict(other.sources))
    close({name[c]: score for c, score in one.claims.items()}, dict(other.claims))


@given(worlds(), st.data())
def test_a_denial_never_raises_a_count(world: World, data: st.DataObject) -> None:
    claim = data.draw(st.sampled_from(sorted(world.groups)))
    source = data.draw(st.sampled_from(world.graph.sources.ids))
    before = ag.credibility(world.graph, "vote", groups=world.groups).claims.get(claim, 0)
    world.graph.attribute(source, claim, act="deny")
    assert ag.credibility(world.graph, "vote", groups=world.groups).claims[claim] <= before


@pytest.mark.parametrize(
    ("method", "iterations"),
    [
        *((method, 4) for method in ("vote", "sums", "average_log", "investment")),
        *((method, 1) for method in ("pooled_investment", "truthfinder", "depen", "accu")),
    ],
)
@few
@given(worlds(), st.data())
def test_a_first_denial_from_outside_never_raises_a_claim(
    method: Any, iterations: int, world: World, data: st.DataObject
) -> None:
    """By a source that says nothing else: of one that does, the denial also moves its trust.

    Where rivals share what there is, the loss of one claim can in later rounds come back to it
    by way of what its sources say elsewhere. How `dawid_skene` takes a denial depends on what
    the observer's denials usually mean.
    """
    denied = {row.content for row in world.graph.attributions.act("deny")}
    asserted = {row.content for row in world.graph.attributions.act("assert")}
    assume(asserted - denied)
    claim = data.draw(st.sampled_from(sorted(asserted - denied)))
    options: dict[str, Any] = {
        "groups": world.groups,
        "iterations": iterations,
        "tolerance": 0,
    }
    before = ag.credibility(world.graph, method, **options).claims[claim]
    world.graph.add(ag.Agency(id="outsider", name="Outsider"))
    world.graph.attribute("outsider", claim, act="deny")
    assert ag.credibility(world.graph, method, **options).claims[claim] <= before + 1e-12
