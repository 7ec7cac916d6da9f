"""Bottlenecks, routes and cuts: exact, against enumeration of all subsets."""

from __future__ import annotations

from itertools import combinations

from forests import CLAIMS, Naive, forests, world
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import graphs

import attribgraph as ag


def check(g: ag.AttributionGraph, claim: str) -> None:
    naive = Naive(g)
    found = ag.trace(g, claim)
    assert found.bottlenecks == tuple(sorted(naive.bottlenecks([claim])))
    assert found.route_count == len(found.routes) == naive.route_count([claim])
    assert all(one.passes.isdisjoint(other.passes) for one, other in combinations(found.routes, 2))
    assert set(found.routes) <= set(found.supporting)
    sourced = [chain.passes for chain in found.supporting if chain.passes]
    assert len(found.cut) == len(set(found.cut)) == naive.cut_size([claim])
    assert all(passes & set(found.cut) for passes in sourced)
    assert found.route_count <= len(found.cut)
    if found.bottlenecks:
        assert len(found.cut) == 1
        assert set(found.cut) <= set(found.bottlenecks)


@given(forests(acts=("assert",)))
@settings(max_examples=100)
def test_all_three_are_those_of_enumeration(g: ag.AttributionGraph) -> None:
    for claim in CLAIMS:
        check(g, claim)


@given(graphs(rich=False, max_rows=10))
def test_on_graphs_of_every_kind(g: ag.AttributionGraph) -> None:
    for claim in g.claims.ids:
        check(g, claim)


@given(st.lists(st.permutations("vwxyz").map(lambda order: order[:2]), max_size=9))
def test_where_chains_overlap_in_circles(pairs: list[list[str]]) -> None:
    """Chains of two sources: routes are a matching and the cut a vertex cover of any graph."""
    g = world(*"vwxyz")
    for number, (one, other) in enumerate(pairs):
        g.attribute(one, "c", via=other, occasion=str(number))
    check(g, "c")


def test_all_of_it_hangs_on_the_wire_and_its_source() -> None:
    g = world("o", "wire", "a", "b", "c1")
    for last in ("a", "b", "c1"):
        g.attribute("o", "c", via=["wire", last])
    found = ag.trace(g, "c")
    assert len(found.chains) == 3
    assert found.bottlenecks == ("o", "wire")
    assert (found.route_count, len(found.cut)) == (1, 1)
    assert set(found.cut) <= {"o", "wire"}


def test_three_outlets_are_two_routes() -> None:
    g = world("o1", "o2", "wire")
    g.add([ag.Agency(id=each, name=each.upper(), kind="news") for each in ("A", "B", "C")])
    g.add([ag.Document(id=f"in-{each}", title=each, publisher=each) for each in ("A", "B", "C")])
    g.attribute("o1", "c", via=["wire", "A"], document="in-A")
    g.attribute("o1", "c", via=["wire", "B"], document="in-B")
    g.attribute("o2", "c", via="C", document="in-C")
    found = ag.trace(g, "c")
    assert found.outlets == ("A", "B", "C")
    assert (found.route_count, len(found.cut), found.bottlenecks) == (2, 2, ())
    assert set(found.cut) in ({"wire", "C"}, {"o1", "C"}, {"wire", "o2"}, {"o1", "o2"})


def test_chains_are_real_and_not_paths_among_sources() -> None:
    g = world("z", "m", "b", "y")
    g.attribute("z", "c", via=["m", "b"])
    g.attribute("y", "c", via=["m", "z"])
    found = ag.trace(g, "c")
    assert [(*chain.sources, *chain.relays[::-1]) for chain in found.chains] == [
        ("z", "m", "b"),
        ("y", "m", "z"),
    ]
    assert found.bottlenecks == ("m", "z")
    assert (found.route_count, len(found.cut)) == (1, 1)


def test_one_route_may_need_a_cut_of_two() -> None:
    g = world("a", "b", "e")
    g.attribute("a", "c", via="b")
    g.attribute("b", "c", via="e")
    g.attribute("a", "c", via="e", occasion="again")
    found = ag.trace(g, "c")
    assert len(found.chains) == 3
    assert (found.route_count, len(found.cut), found.bottlenecks) == (1, 2, ())


def test_who_says_it_alone_is_cut_route_and_bottleneck() -> None:
    g = world("a")
    g.attribute("a", "c")
    found = ag.trace(g, "c")
    assert (found.bottlenecks, found.cut, found.route_count) == (("a",), ("a",), 1)


def test_with_a_statement_that_names_nobody_there_is_no_bottleneck() -> None:
    g = world("a", "b")
    g.attribute("a", "c", via="b")
    g.attribute((), "c")
    found = ag.trace(g, "c")
    assert len(found.chains) == 2
    assert found.bottlenecks == ()
    assert (found.route_count, len(found.cut)) == (1, 1)


def test_nobody_says_it() -> None:
    found = ag.trace(world("a"), "c")
    assert (found.bottlenecks, found.cut, found.routes, found.route_count) == ((), (), (), 0)


def test_tangles_are_solved_to_the_end() -> None:
    """Seven sources, every two of which share a chain: three routes, and a cut of six."""
    names = [f"s{number}" for number in range(7)]
    g = world(*names)
    for one, other in combinations(names, 2):
        g.attribute(one, "c", via=other)
    found = ag.trace(g, "c")
    assert (len(found.chains), found.route_count, len(found.cut)) == (21, 3, 6)


def test_many_who_pass_on_the_same_two_do_not_crawl() -> None:
    count = 1500
    g = world("a", "b", *(f"m{number}" for number in range(count)))
    g.add(ag.Attribution(id="ra", sources="a", content="c"))
    g.add(ag.Attribution(id="rb", sources="b", content="c"))
    g.add(
        [
            ag.Attribution(id=f"{said}-{number}", sources=f"m{number}", content=said, act="report")
            for number in range(count)
            for said in ("ra", "rb")
        ]
    )
    found = ag.trace(g, "c")
    assert len(found.chains) == 2 * count
    assert (found.route_count, found.cut) == (2, ("a", "b"))
