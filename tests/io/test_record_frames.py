"""One dataframe a kind of record: what is written is read back the same, in every library."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import graphs

from attribgraph.errors import FormatError, UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.io import from_frames, to_frames
from attribgraph.model import Actor, Claim
from attribgraph.quantity import Quantity

each_backend = pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
TABLES = ["actors", "agencies", "documents", "claims", "attributions", "links"]


@each_backend
@settings(max_examples=25)
@given(graph=graphs())
def test_frames_keep_all(backend: str, graph: AttributionGraph) -> None:
    frames = to_frames(graph, backend=backend)
    assert list(frames) == TABLES
    assert {type(each).__module__.split(".")[0] for each in frames.values()} == {backend}
    back = from_frames(frames)
    assert back == graph
    assert [each.id for each in back.records()] == [each.id for each in graph.records()]


@each_backend
def test_an_empty_graph_has_the_same_columns(backend: str, seed: AttributionGraph) -> None:
    empty, full = to_frames(AttributionGraph(), backend=backend), to_frames(seed, backend=backend)
    for name in TABLES:
        columns = [
            getattr(each, "column_names", None) or list(each.columns)
            for each in (empty[name], full[name])
        ]
        assert columns[0] == columns[1]
    assert from_frames(empty) == AttributionGraph()


def test_what_follows_goes_on_following(seed: AttributionGraph) -> None:
    back = from_frames(to_frames(seed))
    row = back.attributions.act("deny", negated=True).first()
    assert row is not None
    assert back.edit(row.id, negated=False).stance == "deny"


def test_large_whole_numbers_are_rounded_and_no_others() -> None:
    large = AttributionGraph(Claim(id="c", text="x", quantity={"value": 2**53 + 1}))
    back = from_frames(to_frames(large))
    assert back["c"].quantity == Quantity(low=2**53, high=2**53)
    small = AttributionGraph(Claim(id="c", text="x", quantity={"low": 12_000}))
    assert str(from_frames(to_frames(small))["c"].quantity) == "at least 12,000"


def test_cells_are_for_people_too(seed: AttributionGraph) -> None:
    rows = to_frames(seed)["attributions"].set_index("id")
    joint = next(row for row in seed.attributions if len(row.sources) == 2)
    assert rows.sources[joint.id] == "; ".join(joint.sources)
    assert set(rows.stance) <= {"support", "deny", "query", "comment"}
    assert rows.negated.dtype == bool
    awkward = AttributionGraph(Actor(id="a", name="A", aliases=["x; y", "z"]))
    assert json.loads(to_frames(awkward)["actors"].aliases[0]) == ["x; y", "z"]


@pytest.mark.parametrize(
    ("frames", "message"),
    [
        ({"actor": {"name": ["A"]}}, r"'actor' is no kind of record \(did you mean 'actors'"),
        ({"actors": {"nam": ["A"]}}, r"actors: there is no field 'nam' \(did you mean 'name'"),
        ({"actors": {"name": ["A", None]}}, "actors, row 2: .*'name': Field required"),
        ({"actors": {"name": ["A"], "kind": ["persn"]}}, "row 1: .*did you mean 'person'"),
        ({"actors": {"name": ["A"], "extra": ["{"]}}, "actors, row 1: "),
        ({"actors": {"name": ["A"], "id": ["a", "b"]}}, "not of one length: 'name' has 1"),
        ({"actors": {"name": 3}}, "a list for each heading"),
        ({"actors": 3}, "a dataframe or a dict of columns is wanted, not int"),
        ({"attributions": {"content": ["c"]}}, "the graph has no .*'c'"),
        (
            {"attributions": {"content": ["c"], "excerpts": ["1 to 2"]}},
            "attributions, row 1: field 'excerpts': write '0-61 content'",
        ),
        ({"claims": {"text": ["c"], "quantity_low": [2.0], "quantity_high": [1.0]}}, "row 1"),
    ],
)
def test_what_is_wrong_is_named(frames: Any, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        from_frames(frames)


def test_a_library_that_is_none() -> None:
    with pytest.raises(UnknownValueError, match="backend='excel'"):
        to_frames(AttributionGraph(), backend="excel")
