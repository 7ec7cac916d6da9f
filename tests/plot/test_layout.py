from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph.plot.bending import bend
from attribgraph.plot.layout import Box, Spec, Stop, Wire, lay_out
from attribgraph.plot.ordering import Columns, order


def naive_crossings(columns: Columns) -> int:
    column_of = {
        lane: number
        for number, groups in enumerate(columns.groups)
        for group in groups
        for lane in columns.lanes[group]
    }
    at = columns.positions
    total = 0
    for one, (a, b) in enumerate(columns.edges):
        for c, d in columns.edges[:one]:
            if column_of[a] == column_of[c]:
                total += (at[a] - at[c]) * (at[b] - at[d]) < 0
    return total


@st.composite
def layered(draw: st.DrawFn) -> Columns:
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    groups = [[f"{column}.{n}" for n in range(size)] for column, size in enumerate(sizes)]
    lanes = {
        group: [f"{group}.{n}" for n in range(draw(st.integers(1, 3)))]
        for column in groups
        for group in column
    }
    edges = []
    for left, right in pairwise(groups):
        ends = [[lane for group in column for lane in lanes[group]] for column in (left, right)]
        pairs = st.tuples(st.sampled_from(ends[0]), st.sampled_from(ends[1]))
        edges += draw(st.lists(pairs, max_size=12, unique=True))
    return Columns(groups, lanes, edges)


@given(layered())
def test_crossings_are_counted_as_a_naive_count_does(columns: Columns) -> None:
    assert columns.crossings() == naive_crossings(columns)


@given(layered())
def test_ordering_never_adds_crossings_and_keeps_all(columns: Columns) -> None:
    ordered = order(columns)
    assert ordered.crossings() <= columns.crossings()
    assert [sorted(each) for each in ordered.groups] == [sorted(each) for each in columns.groups]
    assert {group: sorted(lanes) for group, lanes in ordered.lanes.items()} == {
        group: sorted(lanes) for group, lanes in columns.lanes.items()
    }
    assert order(columns).groups == ordered.groups


def test_a_tangle_that_can_be_undone_is_undone() -> None:
    dice = random.Random(1)  # noqa: S311 (no secrets here)
    left, right = [f"l{n}" for n in range(20)], [f"r{n}" for n in range(20)]
    edges = [(f"l{n}", f"r{n}") for n in range(20)]
    dice.shuffle(left)
    dice.shuffle(right)
    columns = Columns([left, right], {each: [each] for each in (*left, *right)}, edges)
    assert order(columns).crossings() == 0


def spec() -> Spec:
    return Spec(
        widths=(60.0, 50.0, 80.0),
        boxes=(Box("a", 0, 20), Box("b", 1, 20), Box("c", 2, 200), Box("d", 2, 20)),
        stops=(Stop("a1", "a"), Stop("a2", "a"), Stop("b1", "b"), Stop("c1", "c"), Stop("d1", "d")),
        wires=(
            Wire("w", ("a1",), ("b1",)),
            Wire("x", ("b1",), ("c1",)),
            Wire("y", ("a2",), ("d1",)),
        ),
    )


def test_a_wire_that_passes_a_column_keeps_clear_of_its_boxes() -> None:
    layout = lay_out(spec())
    (strand,) = [each for each in layout.strands if each.wire == "y"]
    box = layout.boxes["b"]
    heights = [y for x, y in strand.knots if box.x - 1 <= x <= box.x + box.width + 1]
    assert len(heights) == 2
    assert all(not box.y <= y <= box.y + box.height for y in heights)


def test_boxes_grow_with_their_lanes_and_lanes_are_even() -> None:
    many = Spec(
        widths=(60.0, 60.0),
        boxes=(Box("a", 0, 20, pitch=12, inset=4), Box("b", 1, 20, pitch=12, inset=4)),
        stops=tuple(Stop(f"{box}{n}", box) for box in "ab" for n in range(9)),
        wires=tuple(Wire(f"w{n}", (f"a{n}",), (f"b{n}",)) for n in range(9)),
    )
    layout = lay_out(many)
    assert layout.boxes["a"].height == pytest.approx(9 * 12 + 8)
    heights = sorted(layout.stops[f"a{n}"] for n in range(9))
    steps = {round(low - high, 6) for high, low in pairwise(heights)}
    assert steps == {12.0}
    assert layout.crossings == 0


def test_the_same_spec_gives_the_same_layout() -> None:
    assert lay_out(spec()) == lay_out(spec())


def test_lines_that_cross_steeply_or_join_make_no_gap_wider() -> None:
    flat, steep = ((0.0, 300.0), (200.0, 340.0)), ((0.0, 0.0), (200.0, 1500.0))
    assert bend([flat, steep], ["a", "b"], [0.0, 200.0])[1] == set()
    joined = [((0.0, y), (60.0, 0.0)) for y in (2.0, 2.1)]
    assert bend(joined, ["a", "a"], [0.0, 60.0])[1] == set()
    assert bend(joined, ["a", "b"], [0.0, 60.0])[1] == {1}


def test_a_line_from_the_slanted_side_of_a_box_is_level_until_it_is_past_its_column() -> None:
    slanted = replace(spec(), boxes=tuple(replace(each, point=9.0) for each in spec().boxes))
    layout = lay_out(slanted)
    rights = [right for _, right in layout.columns]
    starts = [strand.knots[:2] for strand in layout.strands]
    slanting = [each for each in starts if each[0][0] not in rights]
    assert slanting
    assert all(y == level and right in rights for (_, y), (right, level) in slanting)
