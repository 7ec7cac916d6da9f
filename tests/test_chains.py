"""Chains: every way from a document through relays to the first-hand row, and no other."""

from __future__ import annotations

import copy
import pickle

import pytest
from forests import CLAIMS, Naive, forests, world
from hypothesis import given, settings
from strategies import graphs

import attribgraph as ag
from attribgraph.chains import tree_of


def rows_of(chain: ag.Chain) -> tuple[str, ...]:
    return tuple(row.id for row in chain.attributions)


@given(forests())
@settings(max_examples=80)
def test_chains_are_all_ways_and_no_other(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    for claim in CLAIMS:
        found = ag.trace(g, claim).chains
        wanted = {tuple(row.id for row in path): path for path in naive.chains([claim])}
        assert len(found) == len(wanted)
        for chain in found:
            path = wanted[rows_of(chain)]
            assert chain.attributions == path
            assert chain.document == path[0].document
            assert chain.outlet == naive.outlet(path)
            assert chain.sources == path[-1].sources
            assert chain.relays == tuple(s for row in path[:-1] for s in row.sources)
            assert chain.passes == naive.passes(path)
            assert chain.supports == naive.supports(path[-1])
            assert chain.first_hand == path[-1]
            assert chain.depth == len(path) - 1
            assert chain.start == path[0].id


@given(graphs(rich=False))
def test_there_are_never_more_chains_than_rows(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    traces = [ag.trace(g, claim) for claim in g.claims]
    assert sum(len(each.chains) for each in traces) <= len(g)
    assert {rows_of(chain) for each in traces for chain in each.chains} == {
        tuple(row.id for row in path) for path in naive.chains(g.claims.ids)
    }


@given(forests())
def test_standing_is_as_the_design_says(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    assert [row.id for row in g if g.is_standing(row)] == [
        row.id for row in naive.rows if naive.stands(row)
    ]


@given(forests())
def test_a_step_counts_the_chains_through_it(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    for row in naive.first_hand(CLAIMS):
        paths = [path for path in naive.chains(CLAIMS) if path[-1] == row]
        for step in tree_of(g._store, row):
            assert step.chains == sum(step.row in path for path in paths)


def test_a_row_with_a_document_starts_a_chain_even_where_it_is_passed_on() -> None:
    g = world("ann", "wire")
    g.add(ag.Agency(id="paper", name="Paper"))
    g.add(ag.Document(id="speech", title="Speech"))
    g.add(ag.Document(id="story", title="Story", publisher="paper"))
    said = ag.Attribution(id="said", sources="ann", content="c", document="speech")
    g.add(said)
    g.add(ag.Attribution(id="told", sources="wire", content="said", act="report", document="story"))
    inner, outer = ag.trace(g, "c").chains
    assert (inner.document, inner.outlet, inner.relays, rows_of(inner)) == (
        "speech", None, (), ("said",),
    )  # fmt: skip
    assert (outer.document, outer.outlet, outer.relays, rows_of(outer)) == (
        "story", "paper", ("wire",), ("told", "said"),
    )  # fmt: skip


def test_a_chain_without_a_document_starts_at_who_nobody_relays() -> None:
    g = world("ann", "bob", "wire")
    g.attribute("ann", "c", via=["bob", "wire"])
    (chain,) = ag.trace(g, "c").chains
    assert (chain.document, chain.relays, chain.sources) == (None, ("wire", "bob"), ("ann",))


def test_what_does_not_stand_is_on_no_chain() -> None:
    g = world("ann", "bob", "kim")
    kim = g.attribute("kim", "c", id="kim-said")
    g.add(ag.Attribution(sources="kim", content="kim-said", act="deny"))
    assert not g.is_standing(kim)
    assert ag.trace(g, "c").chains == ()
    told = ag.Attribution(id="told", sources="bob", content="kim-said", act="report")
    g.add(told)
    assert [chain.relays for chain in ag.trace(g, "c").chains] == [("bob",)]
    g.add(ag.Attribution(sources="bob", content="told", act="retract"))
    assert ag.trace(g, "c").chains == ()


def test_a_grade_is_no_relay() -> None:
    g = world("ann", "bob")
    row = g.attribute("ann", "c")
    g.add(
        ag.Attribution(
            sources="bob",
            content=row.id,
            act="assess",
            grade="1",
            grade_scale="admiralty_credibility",
        )
    )
    assert [chain.relays for chain in ag.trace(g, "c").chains] == [()]


def test_chains_are_values() -> None:
    g = world("ann", "bob", "wire")
    g.attribute("ann", "c", via=["bob", "wire"], id="said")
    (chain,) = ag.trace(g, "c").chains
    (again,) = ag.trace(g.copy(), "c").chains
    assert chain == again
    assert hash(chain) == hash(again)
    assert chain != "said"
    assert pickle.loads(pickle.dumps(chain)) == chain  # noqa: S301 (made just now)
    assert copy.deepcopy(chain) == chain
    wire, bob, said = rows_of(chain)
    assert repr(chain) == (
        "Chain(document=None, relays=('wire', 'bob'), sources=('ann',), "
        f"attributions=('{wire}', '{bob}', '{said}'))"
    )


def test_a_deep_chain_can_be_pickled() -> None:
    g = world("ann", "bob")
    g.attribute("ann", "c", via=["bob"] * 3000)
    (chain,) = ag.trace(g, "c").chains
    assert pickle.loads(pickle.dumps(chain)).depth == 3000  # noqa: S301 (made just now)


@pytest.mark.parametrize("name", ["document", "relays", "sources", "attributions"])
def test_the_fields_of_the_design_are_there(name: str, seed: ag.AttributionGraph) -> None:
    assert hasattr(ag.trace(seed, "phased-support").chains[0], name)
