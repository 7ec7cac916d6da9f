"""Merging graphs, and merging two nodes that turn out to be one."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle import Oracle
from strategies import graphs, near_times
from worlds import harbour

from attribgraph.checks import same_entry
from attribgraph.errors import ClashError, UnknownValueError, WrongKindError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link

plain_graphs = graphs(rich=False, max_rows=6)

beside_the_point = st.fixed_dictionaries(
    {},
    optional={
        "recorded_at": st.none() | near_times,
        "notes": st.sampled_from(["one", "two"]),
        "method": st.sampled_from(["by hand", "by machine"]),
        "confidence": st.sampled_from([0.0, 0.5, 1.0]),
        "extra": st.sampled_from([{"a": 1}, {"a": 2}]),
    },
)


@st.composite
def versions(draw: st.DrawFn, count: int = 3) -> list[AttributionGraph]:
    """Parts of one graph, coded by several hands: they differ only in what does not count."""
    g = draw(plain_graphs)
    made = []
    for _ in range(count):
        part = g.subgraph(draw(st.lists(st.sampled_from(list(g.records())), max_size=4)))
        for row in part.attributions:
            part.edit(row, **draw(beside_the_point))
            if len(row.sources) > 1 and draw(st.booleans()):
                part.edit(row, sources=row.sources[::-1])
        made.append(part)
    return made


@given(versions())
def test_merging_is_idempotent_commutative_and_associative(
    parts: list[AttributionGraph],
) -> None:
    a, b, c = parts
    copies = [each.copy() for each in parts]
    assert a | a == a
    assert a | b == b | a
    assert (a | b) | c == a | (b | c)
    assert (a | b) | b == a | b
    assert a | AttributionGraph() == a == AttributionGraph() | a
    assert parts == copies  # none was changed
    for each in (a, b, c):
        for record in each.records():
            assert same_entry((a | b | c)[record.id], record)
    a |= b
    assert a == copies[0] | b


@given(versions(count=2))
def test_a_merged_graph_has_the_records_of_both_in_order(parts: list[AttributionGraph]) -> None:
    a, b = parts
    ids = [each.id for each in (a | b).attributions]
    assert ids == list(dict.fromkeys([*a.attributions.ids, *b.attributions.ids]))
    assert AttributionGraph((a | b).records()) == a | b


@given(plain_graphs, st.data())
def test_a_conflict_is_refused_kept_or_taken(g: AttributionGraph, data: st.DataObject) -> None:
    changes: dict[type, dict[str, Any]] = {
        Actor: {"name": "Another"},
        Agency: {"name": "Another"},
        Document: {"title": "Another"},
        Claim: {"text": "another"},
        Attribution: {"cue": "another"},
        Link: {"since": "1999"},
    }
    other = g.copy()
    record = data.draw(st.sampled_from(list(g.records())))
    other.edit(record, **changes[type(record)])
    other.add(Actor(id="somebody-else", name="X"))
    before = g.copy()
    for one, two in ((g, other), (other, g)):
        with pytest.raises(ClashError) as caught:
            one | two
        assert repr(g[record.id]) in str(caught.value)
        assert repr(other[record.id]) in str(caught.value)
    assert g == before
    kept, taken = g.copy(), g.copy()
    kept.merge(other, on_conflict="keep")
    taken.merge(other, on_conflict="take")
    assert kept[record.id] == g[record.id]
    assert taken == other
    other_kept = other.copy()
    other_kept.merge(g, on_conflict="keep")
    assert other_kept == other


def test_the_earlier_recording_stays() -> None:
    g = harbour()
    later, undated = harbour(), harbour()
    g.edit("maro-arson", recorded_at="2031-05-02", recorded_by=None)
    later.edit("maro-arson", recorded_at="2031-05-03", notes="later")
    undated.edit("maro-arson", notes="undated")
    for order in itertools.permutations([g, later, undated]):
        one, two, three = order
        assert (one | two | three)["maro-arson"] == g["maro-arson"]


def test_what_is_taken_moves_what_it_is_about() -> None:
    a = AttributionGraph(
        Claim(id="c", text="c"), Attribution(id="x", content="c"), Attribution(id="y", content="x")
    )
    b = AttributionGraph(
        Claim(id="c", text="c"), Attribution(id="y", content="c"), Attribution(id="x", content="y")
    )
    a.merge(b, on_conflict="take")
    assert a == b
    assert [row.id for row in a.relays_of("y")] == ["x"]
    assert a.relays_of("x") == ()


def test_taking_another_kind_under_an_id_in_use_is_refused() -> None:
    g = harbour()
    with pytest.raises(WrongKindError, match="'maro' is of kind claim"):
        g.merge(AttributionGraph(Claim(id="maro", text="m")), on_conflict="take")
    g.merge(AttributionGraph(Claim(id="maro", text="m")), on_conflict="keep")
    assert g == harbour()
    g.merge(AttributionGraph(Agency(id="maro", name="Office")), on_conflict="take")
    assert g.attributions.by("maro").ids == ("maro-arson", "city-accident")


def test_a_way_out_of_conflicts_that_there_is_not() -> None:
    with pytest.raises(UnknownValueError, match="did you mean 'take'"):
        harbour().merge(harbour(), on_conflict="takes")  # type: ignore[arg-type]


def test_only_graphs_are_merged() -> None:
    g = harbour()
    with pytest.raises(
        WrongKindError, match=r"merge\(\) takes a graph, not list; add\(\) takes records"
    ):
        g.merge([Claim(text="x")])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="unsupported operand"):
        g | 3  # type: ignore[operator]
    with pytest.raises(TypeError, match="unsupported operand"):
        g |= [Claim(text="x")]
    assert g == harbour()


# -- two nodes that are one -----------------------------------------------------------------


def test_a_source_and_its_duplicate() -> None:
    g = harbour()
    g.add(Actor(id="ilse", name="I. Maro", aliases=["Mayor Maro", "Ilse Maro"]))
    row = g.attribute("ilse", "hurt", act="comment", addressees="wire", said_at="2031")
    joint = g.attribute(["ilse", "maro"], "petrol")
    g.add(Link(id="l8", subject="ilse", relation="affiliated_with", object="maro"))
    g.merge_nodes("ilse", "maro")
    assert "ilse" not in g
    assert g["maro"].aliases == ("The Mayor", "I. Maro", "Mayor Maro")
    assert g.sources.find("i. maro").ids == ("maro",)
    assert g[row.id].sources == ("maro",)
    assert g[row.id].addressees == ("wire",)
    assert g[joint.id].sources == ("maro",)
    assert "l8" not in g  # it would join Maro with herself


def test_claims_and_documents() -> None:
    g = harbour()
    g.merge_nodes("no-accident", into="arson")
    assert g.attributions.of("arson").ids == ("service-arson", "maro-arson", "witnesses-same")
    assert "l5" not in g
    g.merge_nodes(g["leaflet"], into=g["second"])
    assert g["witnesses-same"].document == "second"
    assert g["l7"].document == "second"


def test_what_was_derived_is_derived_again() -> None:
    g = harbour()
    g.edit("witnesses-same", naming=None)
    assert g["witnesses-same"].naming is None
    g.merge_nodes("witnesses", "vell")
    assert g.attributions.where(id="witnesses-same").count_by("naming") == {"named": 1}
    assert g["witnesses-same"].given()["sources"] == ("vell",)


@given(plain_graphs, st.data())
def test_whatever_referred_to_the_duplicate_refers_to_the_other(
    g: AttributionGraph, data: st.DataObject
) -> None:
    o = Oracle(g)
    pool = data.draw(st.sampled_from([o.sources, o.claims, o.documents]))
    assume(len(pool) > 1)
    old, kept = data.draw(st.lists(st.sampled_from(pool), min_size=2, max_size=2, unique=True))
    ids = g.attributions.ids
    try:
        g.merge_nodes(old, kept)
    except WrongKindError:
        assert isinstance(old, Agency)
        assert isinstance(kept, Actor)
        assert list(g.records()) == o.records
        return
    assert old.id not in g
    assert g.attributions.ids == ids
    assert AttributionGraph(g.records()) == g  # nothing dangles
    for record in o.records:
        expected = [kept.id if each == old.id else each for each in o.references(record)]
        if isinstance(record, Link) and {record.subject, record.object} == {old.id, kept.id}:
            assert record.id not in g
        elif record.id == kept.id and record in o.sources:
            assert {old.name, *old.aliases} <= {kept.name, *g[kept.id].aliases}
        elif record.id != old.id:
            assert set(Oracle(g).references(g[record.id])) == set(expected)
            assert g[record.id].id == record.id
    for row in g.attributions:
        assert g.is_standing(row) is Oracle(g).stands(row)


@pytest.mark.parametrize(
    ("old", "kept", "why"),
    [
        ("maro", "arson", "actor 'maro' cannot be merged into claim 'arson'"),
        ("first", "arson", "document 'first' cannot be merged into claim 'arson'"),
        ("vell-petrol", "maro-arson", "sources, claims and documents can, with their like"),
        ("l1", "l2", "link 'l1' cannot be merged into link 'l2'"),
        ("maro", "maro", "'maro' cannot be merged into itself"),
        ("herald", "maro", "field 'publisher': 'maro' is of kind actor"),
        ("city", "maro", "field 'on_behalf_of': 'maro' is of kind actor"),
    ],
)
def test_what_cannot_be_one(old: str, kept: str, why: str) -> None:
    g = harbour()
    with pytest.raises(WrongKindError) as caught:
        g.merge_nodes(old, kept)
    assert why in str(caught.value)
    assert g == harbour()
