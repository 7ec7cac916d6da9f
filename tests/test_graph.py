"""The graph: adding, attributing, editing and removing, all or nothing, and what it shows."""

from __future__ import annotations

import copy
import gc
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle
from strategies import graphs
from worlds import harbour

from attribgraph.errors import (
    AttribGraphError,
    ClashError,
    ContentCycleError,
    DanglingReferenceError,
    InUseError,
    RecordError,
    UnknownIdError,
    WrongKindError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim
from attribgraph.vocabulary import Act, Kind, QuoteMode, Stance

if TYPE_CHECKING:
    from collections.abc import Callable

# -- reading --------------------------------------------------------------------------------


@given(graphs(), st.randoms())
def test_records_in_any_order_make_the_same_graph(g: AttributionGraph, chance: Any) -> None:
    records = list(g.records())
    chance.shuffle(records)
    half = len(records) // 2
    made = AttributionGraph(records[:half], [[each] for each in records[half:]])
    assert made == g
    assert {kind: made.kind_of(each) for each in records for kind in [each.record_kind]} == {
        kind: kind for kind in {each.record_kind for each in records}
    }
    made.add(*records)  # once more changes nothing
    assert made == g
    assert len(made) == len(g)


def test_records_come_kind_by_kind_in_the_order_of_entry() -> None:
    g = harbour()
    kinds = [each.record_kind for each in g.records()]
    assert kinds == sorted(kinds, key=list(Kind).index)
    assert g.attributions.ids[:3] == ("service-arson", "maro-arson", "vell-petrol")
    g.edit("service-arson", notes="checked")
    assert g.attributions.ids[:3] == ("service-arson", "maro-arson", "vell-petrol")


def test_a_graph_holds_records_by_id() -> None:
    g = harbour()
    maro = g["maro"]
    assert isinstance(maro, Actor)
    assert g[maro] is maro
    assert "maro" in g
    assert maro in g
    assert Actor(id="maro", name="Another") not in g
    assert "mar" not in g
    assert 3 not in g
    assert len(g) == 10
    assert list(g) == list(g.attributions)
    assert g.kind_of("maro") is Kind.ACTOR
    assert bool(g)
    assert not AttributionGraph()
    assert AttributionGraph(maro)


@pytest.mark.parametrize("ask", [lambda g, x: g[x], lambda g, x: g.kind_of(x)])
def test_an_unknown_id_suggests_near_ones(ask: Callable[[AttributionGraph, str], Any]) -> None:
    with pytest.raises(UnknownIdError, match=r"no record 'marro' .did you mean 'maro'") as caught:
        ask(harbour(), "marro")
    assert isinstance(caught.value, KeyError)
    assert caught.value.record == "marro"


def test_what_cannot_be_an_id_is_not_found() -> None:
    for strange in ([], {}, None, 7, slice(0, 2)):
        with pytest.raises(AttribGraphError):
            harbour()[strange]  # type: ignore[index]
        with pytest.raises(AttribGraphError):
            harbour().attributions[strange]  # type: ignore[index]


def test_the_repr_counts() -> None:
    assert repr(harbour()) == (
        "AttributionGraph: 10 attributions, 5 claims, 10 sources, 3 documents, 7 links"
    )
    one = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="c"))
    one.attribute("a", "c")
    assert repr(one) == "AttributionGraph: 1 attribution, 1 claim, 1 source, 0 documents, 0 links"


def test_the_notebook_form_is_escaped() -> None:
    evil = "<script>alert(1)</script>"
    g = AttributionGraph(Actor(id="<b>", name=evil), Claim(id="c", text=f"{evil} & \x00 \u202e"))
    g.attribute("<b>", "c")
    for html in (g._repr_html_(), g.sources._repr_html_(), g.claims._repr_html_()):
        assert "<script" not in html
        assert "<b>" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert not {"\x00", "\u202e"} & set(html)


@given(graphs())
def test_every_graph_can_be_shown(g: AttributionGraph) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            AttributionGraph, "_drawn", staticmethod(lambda _: None)
        )  # tests/plot draws some
        html = g._repr_html_()
    assert html.count("<table>") == html.count("</table>") == 2
    assert "<script" not in html
    views = (g.sources, g.claims, g.documents, g.links, g.attributions)
    for view in views:
        lines = repr(view).splitlines()
        assert lines[0].startswith(f"{len(view)} ")
        shown = min(len(view), 10)
        assert len(lines) == (3 + shown + (len(view) > 10) if shown else 1)


# -- equal, and apart -----------------------------------------------------------------------


@given(graphs())
def test_copies_are_equal_and_apart(g: AttributionGraph) -> None:
    copies = [g.copy(), copy.copy(g), copy.deepcopy(g), pickle.loads(pickle.dumps(g))]  # noqa: S301 (made here)
    for each in copies:
        assert each == g
        assert type(each) is type(g)
        assert [r.id for r in each.records()] == [r.id for r in g.records()]
        assert [r.given() for r in each.records()] == [r.given() for r in g.records()]
        each.add(Actor(id="somebody-else", name="X"))
        assert each != g
    assert "somebody-else" not in g


def test_what_is_equal() -> None:
    g, other = harbour(), harbour()
    assert g == other
    g.edit("maro", role=None)
    assert g != other
    other.edit("maro", role=None)
    assert g == other
    assert g != "a graph"
    with pytest.raises(TypeError, match="unhashable"):
        hash(g)


def test_a_subclass_stays_one() -> None:
    class Mine(AttributionGraph):
        pass

    g = Mine(harbour().records())
    assert type(g.copy()) is Mine
    assert type(g.subgraph("arson")) is Mine
    assert type(g.attributions.subgraph()) is Mine
    assert type(g | harbour()) is Mine


# -- adding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "strange", ["maro", b"x", 3, None, {"id": "x", "name": "X"}, [["maro"]], 2.5], ids=repr
)
def test_only_records_are_added(strange: Any) -> None:
    g = AttributionGraph()
    with pytest.raises(RecordError, match="a graph takes records, not"):
        g.add(Actor(id="a", name="A"), strange)
    assert not g


def test_a_graph_is_merged_not_added() -> None:
    with pytest.raises(RecordError, match="merge"):
        AttributionGraph().add(harbour())


def test_views_and_generators_of_records_are_added() -> None:
    g = harbour()
    made = AttributionGraph(g.sources, g.claims, (each for each in g.documents), g.attributions)
    assert len(made) == len(g)


def test_adding_leaves_the_collector_as_it_was() -> None:
    assert gc.isenabled()
    AttributionGraph(Actor(id="a", name="A"))
    assert gc.isenabled()
    with pytest.raises(DanglingReferenceError):
        AttributionGraph(Attribution(content="c"))
    assert gc.isenabled()
    gc.disable()
    try:
        AttributionGraph(Actor(id="a", name="A"))
        assert not gc.isenabled()
    finally:
        gc.enable()


# -- all or nothing -------------------------------------------------------------------------

REFUSALS: dict[str, tuple[type[AttribGraphError], Callable[[AttributionGraph], Any]]] = {
    "add, dangling": (DanglingReferenceError, lambda g: g.add(Attribution(content="c"))),
    "add, wrong kind": (WrongKindError, lambda g: g.add(Attribution(content="maro"))),
    "add, clash": (ClashError, lambda g: g.add(Actor(id="maro", name="Another"))),
    "add, cycle": (ContentCycleError, lambda g: g.add(Attribution(id="x", content="x"))),
    "add, no record": (RecordError, lambda g: g.add(Actor(id="x", name="X"), "x")),
    "attribute, no such source": (
        DanglingReferenceError,
        lambda g: g.attribute("mar", Claim(id="x", text="x"), via=Agency(id="y", name="Y")),
    ),
    "attribute, a bad field": (
        RecordError,
        lambda g: g.attribute(Actor(id="x", name="X"), "arson", act="denied"),
    ),
    "attribute, a bad relay": (
        RecordError,
        lambda g: g.attribute(Actor(id="x", name="X"), "arson", via={"sources": "wire", "x": 1}),
    ),
    "attribute, an unknown relay": (
        DanglingReferenceError,
        lambda g: g.attribute(Actor(id="x", name="X"), "arson", via=["wire", "nobody"]),
    ),
    "attribute, text for content": (
        DanglingReferenceError,
        lambda g: g.attribute("maro", "It was an accident"),
    ),
    "attribute, two records under an id": (
        ClashError,
        lambda g: g.attribute(Actor(id="x", name="X"), Claim(id="x", text="x")),
    ),
    "attribute, another record under an id": (
        ClashError,
        lambda g: g.attribute(Actor(id="maro", name="Another"), "arson"),
    ),
    "attribute, no relay": (RecordError, lambda g: g.attribute("maro", "arson", via=3)),
    "edit, unknown id": (UnknownIdError, lambda g: g.edit("x", name="X")),
    "edit, a bad value": (RecordError, lambda g: g.edit("maro", kind="mayor")),
    "edit, no such field": (RecordError, lambda g: g.edit("maro", nmae="X")),
    "edit, no such field, unset": (RecordError, lambda g: g.edit("maro", nmae=None)),
    "edit, the id": (RecordError, lambda g: g.edit("maro", id="x")),
    "edit, unset what is needed": (RecordError, lambda g: g.edit("maro", name=None)),
    "edit, dangling": (DanglingReferenceError, lambda g: g.edit("first", publisher="x")),
    "edit, wrong kind": (WrongKindError, lambda g: g.edit("first", publisher="maro")),
    "edit, cycle": (ContentCycleError, lambda g: g.edit("vell-petrol", content="wire-vell")),
    "replace, unknown id": (UnknownIdError, lambda g: g.replace(Actor(id="x", name="X"))),
    "replace, another kind": (WrongKindError, lambda g: g.replace(Claim(id="maro", text="x"))),
    "replace, an agency that publishes": (
        WrongKindError,
        lambda g: g.replace(Actor(id="herald", name="Valdena Herald")),
    ),
    "replace, no record": (RecordError, lambda g: g.replace("maro")),
    "remove, in use": (InUseError, lambda g: g.remove("maro")),
    "remove, unknown id": (UnknownIdError, lambda g: g.remove("marro")),
    "remove, several": (AttribGraphError, lambda g: g.remove(g.claims, cascade=True)),
    "merge, clash": (
        ClashError,
        lambda g: g.merge(
            AttributionGraph(Actor(id="x", name="X"), Actor(id="maro", name="Another"))
        ),
    ),
    "merge, taken and out of place": (
        WrongKindError,
        lambda g: g.merge(AttributionGraph(Claim(id="maro", text="x")), on_conflict="take"),
    ),
    "merge, no such way": (AttribGraphError, lambda g: g.merge(g, on_conflict="ours")),
    "merge, no graph": (AttribGraphError, lambda g: g.merge([Actor(id="x", name="X")])),
    "merge_nodes, two kinds": (WrongKindError, lambda g: g.merge_nodes("maro", "arson")),
    "merge_nodes, rows": (WrongKindError, lambda g: g.merge_nodes("vell-petrol", "maro-arson")),
    "merge_nodes, itself": (WrongKindError, lambda g: g.merge_nodes("maro", "maro")),
    "merge_nodes, a publisher": (WrongKindError, lambda g: g.merge_nodes("herald", "maro")),
    "merge_nodes, unknown": (UnknownIdError, lambda g: g.merge_nodes("maro", "marro")),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_after_an_error_the_graph_is_as_before(name: str) -> None:
    error, change = REFUSALS[name]
    g = harbour()
    before = list(g.records())
    views = [g.attributions, g.attributions.by("maro"), g.sources, g.claims, g.documents, g.links]
    held = [list(view) for view in views]
    drawn = g.to_networkx()
    with pytest.raises(error) as caught:
        change(g)
    assert [id(each) for each in g.records()] == [id(each) for each in before]
    assert g == harbour()
    assert [list(view) for view in views] == held
    assert [list(view) for view in (g.attributions, g.attributions.by("maro"))] == held[:2]
    assert g.to_networkx() is drawn
    assert isinstance(caught.value, ValueError | KeyError)
    assert str(caught.value)
    g.add(Actor(id="x", name="X"))  # and it still takes what is right


# -- removing -------------------------------------------------------------------------------


def test_what_is_in_use_is_not_removed_unless_all_that_uses_it_goes() -> None:
    g = harbour()
    with pytest.raises(InUseError) as caught:
        g.remove("orr")
    assert str(caught.value) == (
        "'orr' cannot be removed, since it is in use by attribution 'orr-accident' (sources) "
        "(cascade=True removes what uses it too)"
    )
    g.remove("orr", cascade=True)
    assert not {"orr", "orr-accident", "union-orr"} & {each.id for each in g.records()}
    assert len(g) == 8
    g.remove("union")  # nothing refers to it any more
    assert "union" not in g


def test_many_users_are_counted() -> None:
    g = harbour()
    with pytest.raises(InUseError, match=r"document 'first' \(publisher\)"):
        g.remove("herald")
    with pytest.raises(InUseError, match=r"and \d more .cascade"):
        g.remove("second")


@given(graphs(rich=False), st.data())
def test_a_cascade_takes_all_that_refers_and_nothing_else(
    g: AttributionGraph, data: st.DataObject
) -> None:
    o = Oracle(g)
    record = data.draw(st.sampled_from(o.records))
    doomed = {record.id}
    for _ in o.records:
        doomed |= {each.id for each in o.records if not doomed.isdisjoint(o.references(each))}
    left = [each for each in o.records if each.id not in doomed]
    if len(doomed) > 1:
        before = g.copy()
        with pytest.raises(InUseError, match="cannot be removed"):
            g.remove(record)
        assert g == before
    g.remove(record.id, cascade=len(doomed) > 1)
    assert list(g.records()) == left
    assert g == AttributionGraph(left)
    g.add(o.records)
    assert g == AttributionGraph(o.records)
    for row in g.attributions:
        assert g.relays_of(row) == tuple(
            each for each in g.attributions.of(row) if each in g.relays_of(row)
        )


# -- editing --------------------------------------------------------------------------------


def test_an_edit_keeps_the_id_and_returns_what_is_on_file() -> None:
    g = harbour()
    edited = g.edit("maro", name="Ilse Maro-Lind", role="President")
    assert edited.id == "maro"
    assert edited is g["maro"]
    assert (edited.name, edited.role, edited.aliases) == (
        "Ilse Maro-Lind",
        "President",
        ("The Mayor",),
    )
    row = g.attribute("maro", "hurt")
    assert g.edit(row, sources="orr").id == row.id


def test_none_puts_a_field_back_to_its_default() -> None:
    g = harbour()
    assert g.edit("valdena", kind=None).kind == "person"
    assert g.edit("maro", role=None, aliases=None).aliases == ()
    assert g.edit("service-arson", said_at=None).said_at is None
    assert g.edit("maro-arson", act=None).act is Act.ASSERT


def test_what_follows_from_other_fields_follows_them_again() -> None:
    g = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="c"))
    row = g.attribute("a", "c")
    assert g.edit(row, act="deny").stance is Stance.DENY
    assert g.edit(row, negated=True).stance is Stance.COMMENT
    assert g.edit(row, quotes="so it is").quote_mode is QuoteMode.DIRECT
    assert g.edit(row, quotes=None).quote_mode is QuoteMode.UNKNOWN
    assessed = g.edit(row, act="assess", negated=None, grade="false", grade_scale="truth_rating")
    assert assessed.stance is Stance.DENY
    assert g.edit(row, grade="true").stance is Stance.SUPPORT


def test_what_was_given_stays_until_it_is_unset() -> None:
    g = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="c"))
    row = g.attribute("a", "c", stance="query", quotes="so", quote_mode="mixed", naming="described")
    edited = g.edit(row, act="deny", quotes=["so", "or so"])
    assert (edited.stance, edited.quote_mode) == (Stance.QUERY, QuoteMode.MIXED)
    edited = g.edit(row, stance=None, quote_mode=None, naming=None)
    assert (edited.stance, edited.quote_mode, edited.naming) == (
        Stance.DENY,
        QuoteMode.DIRECT,
        None,
    )


@given(graphs(), st.data())
@settings(max_examples=80)
def test_an_edit_is_the_record_made_with_that_field(
    g: AttributionGraph, data: st.DataObject
) -> None:
    record = data.draw(st.sampled_from(list(g.records())))
    field = data.draw(st.sampled_from(["notes", "extra"]))
    value = {"notes": "a note", "extra": {"page": 3}}[field]
    expected = type(record).model_validate(record.given() | {field: value})
    assert g.edit(record, **{field: value}) == expected
    assert g[record.id].given() == expected.given()
    g.edit(record, **{field: None})
    assert getattr(g[record.id], field) == type(record).model_fields[field].get_default()


def test_replacing_needs_what_is_there() -> None:
    g = harbour()
    g.replace(Agency(id="maro", name="Office of the Mayor"))
    assert g.kind_of("maro") is Kind.AGENCY
    assert "maro" in g.agencies
    assert "maro" not in g.actors
    assert g.attributions.by("maro").ids == ("maro-arson", "city-accident")
    g.replace(Claim(id="hurt", text="Who was hurt?", form="question"))
    assert g["hurt"].text == "Who was hurt?"


def test_adjacency_follows_edits() -> None:
    g = harbour()
    g.edit("maro-arson", sources=["orr", "vell"], content="accident", document=None)
    assert g.attributions.by("maro").ids == ("city-accident",)
    assert g.attributions.by("orr").ids == ("maro-arson", "orr-accident")
    assert "maro-arson" not in g.attributions.of("arson")
    assert "maro-arson" in g.attributions.of("accident")
    assert "maro-arson" not in g.attributions.in_document("first")
    g.edit("l1", relation="rival_of")
    assert g.attributions.affiliated_with("city").sources().ids == ("orr", "city", "maro")


def test_a_graph_may_change_while_it_is_walked() -> None:
    g = harbour()
    for claim in g.claims:
        g.edit(claim, notes="seen")
    assert g.claims.count_by("notes") == {"seen": 5}
    for row in g.attributions:
        if row in g:
            g.remove(row, cascade=True)
    for record in g.records():
        if record in g:
            g.remove(record, cascade=True)
    assert not g
