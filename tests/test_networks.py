"""The graph as networkx has it: typed, frozen, kept until the next change, and apart."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import pytest
from hypothesis import given
from oracle import Oracle
from strategies import graphs
from worlds import harbour

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Attribution, Claim, Document, Link

plain_graphs = graphs(rich=False)


def edges(drawn: nx.MultiDiGraph) -> Counter[tuple[str, str, str]]:
    return Counter((a, b, data["kind"]) for a, b, data in drawn.edges(data=True))


@given(plain_graphs)
def test_every_record_is_a_node_and_every_reference_an_edge(g: AttributionGraph) -> None:
    o = Oracle(g)
    drawn = g.to_networkx()
    nodes = [each for each in o.records if not isinstance(each, Link)]
    assert dict(drawn.nodes(data="record")) == {each.id: each for each in nodes}
    assert dict(drawn.nodes(data="kind")) == {each.id: each.record_kind.value for each in nodes}
    expected: Counter[tuple[str, str, str]] = Counter()
    for row in o.rows:
        expected.update((source, row.id, "makes") for source in row.sources)
        expected.update((row.id, each, "on_behalf_of") for each in row.on_behalf_of)
        expected.update((row.id, each, "addressed_to") for each in row.addressees)
        expected[row.id, row.content, "content"] += 1
        if row.document:
            expected[row.id, row.document, "found_in"] += 1
    for document in o.documents:
        if document.publisher:
            expected[document.id, document.publisher, "published_by"] += 1
    for claim in o.claims:
        expected.update((claim.id, each, "about") for each in claim.about)
    for link in o.links:
        expected[link.subject, link.object, link.relation.value] += 1
    assert edges(drawn) == expected
    for link in o.links:
        assert drawn.edges[link.subject, link.object, link.id]["record"] is link
    assert all(type(data["kind"]) is str for _, data in drawn.nodes(data=True))


@given(plain_graphs)
def test_collapsed_it_is_the_stances_of_sources_towards_claims(g: AttributionGraph) -> None:
    o = Oracle(g)
    drawn = g.to_networkx(reify=False)
    assert set(drawn) == {each.id for each in [*o.sources, *o.claims]}
    expected = {
        (source, row.content, row.id): (row.stance.value, row.stance.sign)
        for row in o.rows
        if isinstance(o.by_id[row.content], Claim) and o.stands(row)
        for source in row.sources
    }
    found = {
        (a, b, key): (data["kind"], data["sign"])
        for a, b, key, data in drawn.edges(keys=True, data=True)
    }
    assert found == expected


def test_parallel_rows_are_told_apart() -> None:
    g = harbour()
    g.attribute("fire-service", "arson", act="deny", said_at="2031-06")
    drawn = g.to_networkx(reify=False)
    assert len(drawn["fire-service"]["arson"]) == 2
    assert drawn.edges["fire-service", "arson", "service-arson"]["record"] is g["service-arson"]


def test_a_link_takes_the_place_of_no_other_edge() -> None:
    g = harbour()
    inner = g.attribute("fire-service", "arson", id="inner")
    outer = g.attribute("maro", inner.id, act="deny", id="outer")
    g.add(Link(id="content", subject="outer", relation="responds_to", object="inner"))
    between = g.to_networkx()[outer.id][inner.id]
    assert {key: data["kind"] for key, data in between.items()} == {
        "content": "content",
        "link content": "responds_to",
    }


@pytest.mark.parametrize("reify", [True, False])
def test_it_is_made_once_until_the_next_change(reify: bool) -> None:
    g = harbour()
    drawn = g.to_networkx(reify=reify)
    assert g.to_networkx(reify=reify) is drawn
    assert g.to_networkx(reify=not reify) is not drawn
    g.add(Actor(id="maro", name="Ilse Maro", role="Mayor", aliases=["The Mayor"]))
    assert g.to_networkx(reify=reify) is drawn  # nothing was added
    g.add(Actor(id="new", name="New"))
    assert "new" in g.to_networkx(reify=reify)
    assert "new" not in drawn
    g.remove("new")
    assert "new" not in g.to_networkx(reify=reify)


@pytest.mark.parametrize("reify", [True, False])
def test_it_is_frozen_and_a_copy_is_free(reify: bool) -> None:
    g = harbour()
    drawn = g.to_networkx(reify=reify)
    assert nx.is_frozen(drawn)
    for change in (
        lambda: drawn.add_node("x"),
        lambda: drawn.remove_node("maro"),
        lambda: drawn.add_edge("maro", "arson"),
        drawn.clear,
    ):
        with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
            change()
    free = drawn.copy()
    free.remove_nodes_from(list(free)[:5])
    nx.set_node_attributes(free, "changed", "kind")
    assert g == harbour()
    assert g.to_networkx(reify=reify) is drawn
    assert set(nx.get_node_attributes(drawn, "kind").values()) >= {"actor", "agency", "claim"}
    assert nx.utils.edges_equal(
        drawn.edges(keys=True), harbour().to_networkx(reify=reify).edges(keys=True)
    )


def test_records_reached_through_it_do_not_change() -> None:
    g = harbour()
    with pytest.raises(ValueError, match="frozen"):
        g.to_networkx().nodes["maro"]["record"].name = "Another"


def test_the_algorithms_of_networkx_work() -> None:
    g = harbour()
    drawn = g.to_networkx()
    assert nx.shortest_path(drawn, "wire", "petrol") == [
        "wire",
        "wire-vell",
        "vell-petrol",
        "petrol",
    ]
    assert nx.descendants(drawn, "orr") >= {"orr-accident", "accident", "city"}
    ranks = nx.pagerank(drawn)
    assert sum(ranks.values()) == pytest.approx(1)
    assert ranks["arson"] > ranks["witnesses"]
    assert nx.number_weakly_connected_components(drawn) == 1
    assert max(nx.pagerank(g.to_networkx(reify=False)).items(), key=lambda each: each[1])[0] in {
        "arson",
        "accident",
    }
    contents = [(a, b) for a, b, kind in drawn.edges(data="kind") if kind == "content"]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(contents))


def test_an_empty_graph() -> None:
    for reify in (True, False):
        assert len(AttributionGraph().to_networkx(reify=reify)) == 0


def test_any_text_is_an_id() -> None:
    g = AttributionGraph(
        Actor(id="김정은", name="$x$"),
        Claim(id="<b>", text="c"),
        Document(id="Київ", title="t"),
        Attribution(id="}{", sources="김정은", content="<b>", document="Київ"),
    )
    assert nx.shortest_path(g.to_networkx(), "김정은", "<b>") == ["김정은", "}{", "<b>"]
