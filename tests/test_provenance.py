"""Where claims come from: traces, circles and cascades, against known answers."""

from __future__ import annotations

import pickle
from itertools import pairwise

import networkx as nx
import pytest
from forests import CLAIMS, Naive, forests, world
from hypothesis import given, settings
from strategies import graphs

import attribgraph as ag

# -- traces -----------------------------------------------------------------------------


@given(forests())
def test_a_trace_says_what_its_chains_say(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    for claim in CLAIMS:
        found = ag.trace(g, claim)
        paths = naive.supporting([claim])
        assert found.claim == claim
        assert [chain.attributions for chain in found.supporting] == [
            chain.attributions for chain in found.chains if chain.attributions in paths
        ]
        assert set(found.origins) == {s for path in paths for s in path[-1].sources}
        assert set(found.documents) == {path[0].document for path in paths} - {None}
        assert set(found.outlets) == {naive.outlet(path) for path in paths} - {None}
        for ids in (found.origins, found.documents, found.outlets):
            assert len(ids) == len(set(ids))


@given(forests())
def test_equivalent_claims_are_taken_in_on_request(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    equal = any(link.relation == "equivalent_to" for link in g.links)
    for claim in CLAIMS:
        found = ag.trace(g, claim, equivalents=True)
        paths = naive.chains(CLAIMS if equal else [claim])
        assert {chain.attributions for chain in found.chains} == set(paths)


def test_the_sentences_of_a_trace() -> None:
    g = world("ann", "bob")
    g.add([ag.Agency(id="wire", name="The Wire"), ag.Agency(id="paper", name="The Paper")])
    g.add(ag.Document(id="story", title="Rain", publisher="paper"))
    g.attribute("ann", "c", via=["wire", "bob"], document="story", said_at="2024-10-24")
    g.attribute("paper", "c", document="story")
    g.attribute("bob", "c", act="deny", negated=True)
    assert ag.trace(g, "c").explain().splitlines() == [
        (
            "According to Bob, citing The Wire, in “Rain” (The Paper), Ann said on 24 October "
            "2024 that it is so (c)."
        ),
        "In “Rain”, The Paper said that it is so (c).",
        "Bob did not deny that it is so (c).",
    ]


def test_a_long_chain_is_told_in_short() -> None:
    g = world("ann", *"abdefghi")
    g.attribute("ann", "c", via=list("abdefghi"))
    assert ag.trace(g, "c").explain() == (
        "According to I, citing H, citing G, citing F, citing E, citing 3 more, "
        "Ann said that it is so (c)."
    )


def test_sentences_of_the_seed(seed: ag.AttributionGraph) -> None:
    assert ag.trace(seed, "phased-support").explain() == (
        "According to Yonhap, in “Article on North Korean soldiers in the war in Ukraine” "
        "(the outlet), President Yoon Suk-yeol said on 24 October 2024 that if North Korean "
        "special forces are sent to help Russia, South Korea would consider supporting Ukraine "
        "in steps."
    )


def test_information_flows_from_the_claim_to_documents() -> None:
    g = world("ann", "bob", "wire")
    g.add(ag.Document(id="story", title="Story"))
    g.attribute(["ann", "bob"], "c", via="wire", document="story", id="said")
    g.attribute("bob", "c", act="deny", id="denied")
    found = ag.trace(g, "c")
    made = found.to_networkx()
    told = found.supporting[0].start
    assert set(made.edges(keys=True, data="kind")) == {
        ("c", "ann", "said", "asserts"),
        ("c", "bob", "said", "asserts"),
        ("ann", "wire", told, "passed_on"),
        ("bob", "wire", told, "passed_on"),
        ("wire", "story", told, "found_in"),
    }
    assert dict(made.nodes(data="kind")) == {
        "c": "claim", "ann": "actor", "bob": "actor", "wire": "actor", "story": "document",
    }  # fmt: skip
    assert made.nodes["story"]["record"] == g["story"]
    assert nx.shortest_path(made, "c", "story")[-2] == "wire"


@given(forests())
def test_every_supporting_chain_is_a_path_of_the_network(g: ag.AttributionGraph) -> None:
    for claim in CLAIMS:
        found = ag.trace(g, claim)
        made = found.to_networkx()
        for chain in found.supporting:
            named = [row for row in chain.attributions[::-1] if row.sources]
            if named:
                assert all(made.has_edge(claim, s, named[0].id) for s in named[0].sources)
            for inner, outer in pairwise(named):
                for one in inner.sources:
                    assert all(made.has_edge(one, s, outer.id) for s in outer.sources)
            if chain.document is not None:
                last = named[-1].sources if named else (claim,)
                assert all(made.has_edge(s, chain.document, chain.start) for s in last)
        reached = nx.descendants(made, claim) | {claim}
        assert reached == set(made)


def test_a_trace_is_a_value(seed: ag.AttributionGraph) -> None:
    found = ag.trace(seed, "troops-in-kursk")
    assert found == ag.trace(seed.copy(), "troops-in-kursk")
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 (made just now)
    assert again == found
    assert again.explain() == found.explain()
    assert set(again.to_networkx().edges(keys=True)) == set(found.to_networkx().edges(keys=True))
    for name in [
        "claim",
        "chains",
        "origins",
        "outlets",
        "documents",
        "bottlenecks",
        "routes",
        "route_count",
        "cut",
    ]:
        assert hasattr(found, name)


def test_what_is_not_a_claim_is_refused(seed: ag.AttributionGraph) -> None:
    for asked in (ag.trace, ag.cascade):
        with pytest.raises(ag.WrongKindError, match="'putin'"):
            asked(seed, "putin")
        with pytest.raises(ag.UnknownIdError, match="did you mean 'troops-in-kursk'"):
            asked(seed, "troops-in-kurks")


# -- circles ----------------------------------------------------------------------------


@given(forests(acts=("assert", "assert", "report")))
@settings(max_examples=120)
def test_circles_are_those_of_the_design(g: ag.AttributionGraph) -> None:
    found = ag.circular_reports(g)
    assert {frozenset(each.sources) for each in found} == Naive(g).circles()
    for each in found:
        assert each.kind == "reports"
        assert each.loop[0] == each.loop[-1]
        assert set(each.loop) <= set(each.sources)
        loops = [loop for loop in Naive(g).loops() if loop[0] in each.sources]
        assert each.loop in loops
        assert len(each.loop) > 2 or max(map(len, loops)) == 2
        speaking = {source for row in each.attributions for source in row.sources}
        assert set(each.sources) <= speaking
        assert set(each.claims) <= set(CLAIMS)
        assert each.claims


def circle_of_three() -> ag.AttributionGraph:
    g = world("a", "b", "x", "d")
    g.attribute("a", "c", via=["b", "x", "a"])
    g.attribute("a", "c", via=["b", "x", "d"])
    return g


def test_a_circle_and_who_repeats_it() -> None:
    """A, B, C and A again, and D that has it from C: one group, without D."""
    g = circle_of_three()
    (found,) = ag.circular_reports(g)
    assert found.sources == ("a", "b", "x")
    assert found.loop == ("a", "b", "x", "a")
    assert found.claims == ("c",)
    assert [row.sources for row in found.attributions] == [("a",), ("b",), ("x",), ("a",)]
    assert found.kind == "reports"


def test_d_is_left_out_even_if_it_repeats_the_whole_circle() -> None:
    g = world("a", "b", "x", "d")
    g.attribute("a", "c", via=["b", "x", "a", "d"])
    (found,) = ag.circular_reports(g)
    assert (found.sources, found.loop) == (("a", "b", "x"), ("a", "b", "x", "a"))
    assert len(found.attributions) == 4


def test_two_who_speak_and_relay_each_other_are_no_circle() -> None:
    g = world("a", "b")
    g.attribute("a", "c", via="b")
    g.attribute("b", "c", via="a")
    assert ag.circular_reports(g) == ()


def test_who_passes_on_his_own_words_is_no_circle() -> None:
    g = world("a", "b")
    g.attribute("a", "c", via=["a", "a", "b"])
    assert ag.circular_reports(g) == ()


def test_a_circle_through_somebody_unnamed() -> None:
    g = world("a")
    g.attribute("a", "c", via=[(), "a"])
    (found,) = ag.circular_reports(g)
    assert (found.sources, found.loop) == (("a",), ("a", "a"))


def test_two_circles_are_two() -> None:
    g = world("a", "b", "x", "y", claims=("c", "d"))
    g.attribute("a", "c", via=["b", "a"])
    g.attribute("x", "d", via=["y", "x"])
    assert [(each.sources, each.claims) for each in ag.circular_reports(g)] == [
        (("a", "b"), ("c",)),
        (("x", "y"), ("d",)),
    ]


def test_a_circle_of_what_no_longer_stands_is_gone() -> None:
    g = world("a", "b")
    g.attribute("a", "c", via=["b", "a"], id="said")
    assert len(ag.circular_reports(g)) == 1
    (relay,) = g.relays_of("said")
    g.add(ag.Attribution(sources="b", content=relay.id, act="retract"))
    assert ag.circular_reports(g) == ()


def test_documents_that_cite_one_another() -> None:
    g = world()
    g.add([ag.Document(id=f"d{number}", title=f"D {number}") for number in range(4)])
    for one, other in (("d0", "d1"), ("d1", "d2"), ("d2", "d0"), ("d3", "d0")):
        g.add(ag.Link(subject=one, relation="cites", object=other))
    (found,) = ag.circular_reports(g)
    assert (found.kind, found.sources) == ("cites", ("d0", "d1", "d2"))
    assert found.attributions == ()
    cites = {(link.subject, link.object) for link in g.links}
    assert all((later, earlier) in cites for earlier, later in pairwise(found.loop))
    assert len(found.loop) == 4


def test_the_seed_has_no_circle(seed: ag.AttributionGraph) -> None:
    assert ag.circular_reports(seed) == ()


# -- cascades ---------------------------------------------------------------------------


def spread(*ways: str) -> ag.Cascade:
    g = world(*sorted(set("".join(ways))), claims=("claim",))
    for way in ways:
        g.attribute(way[0], "claim", via=list(way[1:]))
    return ag.cascade(g, "claim")


def test_the_cascade_of_vosoughi_et_al() -> None:
    """Vosoughi, Roy and Aral (2018), figure 1."""
    found = spread("abdg", "ace", "acf", "ach")
    assert (found.size, found.depth, found.max_breadth) == (8, 3, 4)
    assert found.virality == pytest.approx(71 / 28)
    assert found.virality == pytest.approx(2.5357, abs=1e-4)
    assert found.parts == ()


def test_a_path_and_a_star_of_ten() -> None:
    """Goel et al. (2016): structural virality grows along a path, not with a star's size."""
    path, star = spread("abcdefghij"), spread(*(f"a{each}" for each in "bcdefghij"))
    assert (path.size, path.depth, path.max_breadth) == (10, 9, 1)
    assert path.virality == pytest.approx(3.6667, abs=1e-4)
    assert (star.size, star.depth, star.max_breadth) == (10, 1, 9)
    assert star.virality == pytest.approx(1.8)


def test_one_who_is_not_repeated_and_nobody_at_all() -> None:
    assert spread("a") == ag.Cascade("claim", 1, 0, 1, 0.0)
    assert ag.cascade(world("a"), "c") == ag.Cascade("c", 0, 0, 0, 0.0)


@given(graphs(rich=False, max_rows=10))
def test_virality_is_the_mean_distance(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    for claim in g.claims.ids:
        found = ag.cascade(g, claim)
        graph: nx.Graph[str] = nx.Graph()
        for row in naive.first_hand([claim]):
            if naive.supports(row):
                graph.add_node(row.id, level=0)
                todo = [row]
                for at in todo:
                    for relay in naive.relays(at):
                        graph.add_node(relay.id, level=graph.nodes[at.id]["level"] + 1)
                        graph.add_edge(at.id, relay.id)
                        todo.append(relay)
        levels = [level for _, level in graph.nodes(data="level")]
        lengths = [
            length
            for one, ends in nx.all_pairs_shortest_path_length(graph)
            for other, length in ends.items()
            if one < other
        ]
        assert found.size == len(graph)
        assert found.depth == max(levels, default=0)
        assert found.max_breadth == max(map(levels.count, levels), default=0)
        assert found.virality == pytest.approx(sum(lengths) / len(lengths) if lengths else 0)
        parts = nx.number_connected_components(graph)
        assert len(found.parts) == (parts if parts > 1 else 0)
        assert sum(part.size for part in found.parts) in {0, found.size}
