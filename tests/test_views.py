"""Every query against a plain loop over the records, on graphs that Hypothesis makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, note, reject, settings
from hypothesis import strategies as st
from narrowings import GROUPS, NARROWINGS, TIMED, NothingToNameError
from oracle import Oracle, both, either, opposite
from strategies import graphs

from attribgraph.model import Actor, Attribution, Claim

if TYPE_CHECKING:
    from narrowings import Test

    from attribgraph.views import AttributionView

plain_graphs = graphs(rich=False)


def expect(view: AttributionView, o: Oracle, holds: Test) -> None:
    """Compare a view with a loop; rows keep their order, undecided rows are kept apart."""
    assert view.ids == tuple(row.id for row in o.rows if holds(row) is True)
    assert set(view.undecided.ids) == {row.id for row in o.rows if holds(row) is None}
    assert [row.id for row in view] == list(view.ids)
    assert all(o.by_id[row.id] is row for row in view)
    assert len(view) == len(view.ids)


def test_every_narrowing_is_in_a_group() -> None:
    assert {name for names in GROUPS.values() for name in names} == set(NARROWINGS)


@pytest.mark.parametrize("group", GROUPS)
@settings(max_examples=50)
@given(data=st.data())
def test_a_narrowing_keeps_what_a_loop_keeps(group: str, data: st.DataObject) -> None:
    g = data.draw(plain_graphs)
    o = Oracle(g)
    for name in GROUPS[group]:
        try:
            narrow, holds = NARROWINGS[name](data.draw, g, o)
        except NothingToNameError:
            continue
        note(name)
        expect(narrow(g.attributions), o, holds)


def two(data: st.DataObject, names: list[str]) -> Any:
    """Draw a graph, its oracle and two narrowings of it."""
    g = data.draw(plain_graphs)
    o = Oracle(g)
    made = []
    for name in data.draw(st.tuples(st.sampled_from(names), st.sampled_from([*NARROWINGS]))):
        note(name)
        try:
            made.append(NARROWINGS[name](data.draw, g, o))
        except NothingToNameError:
            reject()
    return g, o, *made


@settings(max_examples=120)
@given(data=st.data())
def test_calls_are_conjoined_in_any_order(data: st.DataObject) -> None:
    g, o, (one, first), (other, second) = two(data, [*NARROWINGS, *TIMED, *TIMED])

    def holds(row: Attribution) -> bool | None:
        return both([first(row), second(row)])

    expect(other(one(g.attributions)), o, holds)
    expect(one(other(g.attributions)), o, holds)
    expect(one(one(g.attributions)), o, first)


@settings(max_examples=120)
@given(data=st.data())
def test_set_algebra_is_that_of_what_is_known(data: st.DataObject) -> None:
    g, o, (one, first), (other, second) = two(data, [*TIMED, *NARROWINGS])
    a, b = one(g.attributions), other(g.attributions)
    for view, holds in (
        (a | b, lambda row: either([first(row), second(row)])),
        (b | a, lambda row: either([first(row), second(row)])),
        (a & b, lambda row: both([first(row), second(row)])),
        (b & a, lambda row: both([first(row), second(row)])),
        (a - b, lambda row: both([first(row), opposite(second(row))])),
        (a - a, lambda row: both([first(row), opposite(first(row))])),
        (a | a, first),
        (a & g.attributions, first),
    ):
        assert set(view.ids) == {row.id for row in o.rows if holds(row) is True}
        assert set(view.undecided.ids) == {row.id for row in o.rows if holds(row) is None}
    assert len(a.undecided.undecided) == 0
    assert set(a.undecided.ids).isdisjoint(a.ids)


@given(data=st.data())
def test_a_view_made_before_a_change_answers_as_before(data: st.DataObject) -> None:
    g, _, (one, _), (other, _) = two(data, [*NARROWINGS])
    whole, narrowed = g.attributions, one(g.attributions)
    nodes = [g.claims, g.sources, g.documents, g.links, g.actors]
    records = [list(each) for each in (whole, narrowed, narrowed.undecided, *nodes)]
    again = other(g.attributions).ids
    g.add(Actor(id="new", name="New"), Claim(id="c-new", text="new", about="new"))
    g.add(Attribution(id="r-new", sources="new", content="c-new", recorded_at="2024"))
    for row in list(g.attributions):
        if row.id in g:
            g.remove(row, cascade=True)
    for view, held in zip((whole, narrowed, narrowed.undecided, *nodes), records, strict=True):
        assert list(view) == held
        assert view.ids == tuple(each.id for each in held)
        assert len(view) == len(held)
        assert all(each in view and each.id in view and view[each.id] is each for each in held)
        assert "r-new" not in view
        assert "c-new" not in view
        repr(view)
        view._repr_html_()
    assert set(again) <= set(whole.ids)


@given(data=st.data())
def test_rows_keep_their_order_through_edits(data: st.DataObject) -> None:
    g = data.draw(plain_graphs)
    sources = list(g.sources.ids)
    for row in g.attributions:
        if data.draw(st.booleans()):
            speakers = data.draw(st.lists(st.sampled_from(sources), max_size=2))
            g.edit(row, sources=speakers, addressees=speakers[:1])
    o = Oracle(g)
    assert g.attributions.ids == tuple(row.id for row in o.rows)
    for each in g.sources:
        assert g.attributions.by(each).ids == tuple(
            row.id for row in o.rows if each.id in row.sources
        )
        assert g.attributions.to(each).ids == tuple(
            row.id for row in o.rows if each.id in row.addressees
        )
    for content in [*o.claims, *o.rows]:
        assert g.attributions.of(content).ids == tuple(
            row.id for row in o.rows if row.content == content.id
        )
    for row in o.rows:
        assert g.relays_of(row) == tuple(o.relays_of(row))
