"""Rows of a table that cannot be read: what is said of them, and that nothing is added."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_tables import BASE, WHO_WHAT, faults, one, read

import attribgraph as ag
from attribgraph.errors import AttribGraphError, RecordError
from attribgraph.io import TableError, from_frame
from attribgraph.io.columns import FIELDS


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"said_at": "03/04/2024"}, "could be 2024-04-03 or 2024-03-04"),
        ({"claim": None}, "it is blank: what was said?"),
        ({"confidence": 80}, "'80' is no share between 0 and 1"),
        ({"confidence": "high"}, "is no share between 0 and 1"),
        ({"quantity": "many"}, "no figure found in 'many'"),
        ({"quantity": "{"}, "is no figure"),
        ({"quantity": "#REF!"}, "a formula here failed"),
        ({"negated": "perhaps"}, "is no word for negated"),
        ({"grade_scale": "truth_rating", "grade": "pretty true"}, "is not a grade of"),
        ({"source_type": "person; person; state"}, "3 values, and the row has 1 source"),
        ({"notes": "\ud800"}, "half a character"),
        ({"sources": "\ud800"}, "half a character"),
    ],
)
def test_what_is_wrong_with_a_cell_is_named(cells: dict[str, Any], reason: str) -> None:
    with pytest.raises(TableError, match=reason) as caught:
        one(**cells)
    assert [each.row for each in caught.value.faults] == [2]
    assert caught.value.record == "row 2"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"published_at": ["2024", "2023", None]}, "has '2024' here in row 2"),
        ({"url": ["https://a.org", None, "https://b.org"]}, "has 'https://a.org' here in row 2"),
        ({"source_type": ["person", None, "agency"]}, "is an actor (person) in row 2, and an"),
        ({"outlet": [None, None, "Ann Lee"], "source_type": ["person"] * 3}, "and an agency here"),
    ],
)
def test_rows_that_disagree(columns: dict[str, list[Any]], reason: str) -> None:
    table = BASE | {"document": ["One"] * 3} | columns
    found = faults(table, **{name: name for name in table if name not in BASE})
    assert any(reason in why for _, _, why in found), found


def test_an_id_twice_is_a_fault() -> None:
    found = faults(BASE | {"id": ["a", "b", "a"]}, id="id")
    assert found == [(4, "id", "row 2 has the id 'a' already")]


def test_nothing_is_added_unless_bad_rows_are_skipped(seed: ag.AttributionGraph) -> None:
    before = seed.copy()
    table = BASE | {"when": ["2024", "soon", "03/04/2024"]}
    with pytest.raises(TableError, match="nothing was added"):
        from_frame(table, **WHO_WHAT, said_at="when", into=seed)
    assert seed == before
    graph, report = from_frame(table, **WHO_WHAT, said_at="when", into=seed, skip_bad_rows=True)
    assert graph is seed
    assert len(seed) == len(before) + 1
    assert [each.row for each in report.skipped] == [3, 4]
    assert report.added["attributions"] == report.added["actors"] == 1
    assert "2 rows left out:" in str(report)
    assert "ben-oh" not in seed


def test_one_column_of_faults_does_not_hide_another() -> None:
    table = {
        "who": ["Ann"] * 100,
        "what": ["x"] * 100,
        "when": [f"0{1 + n % 9}/1{n % 3}/20{n:02}" for n in range(100)],
        "p": ["for"] * 99 + ["unheard"],
    }
    with pytest.raises(TableError) as caught:
        read(table, said_at="when", stance="p")
    assert "more in column 'when' (see .faults)" in str(caught.value)
    assert "'unheard' is no word for stance" in str(caught.value)
    assert len(str(caught.value)) < 5_000
    assert len(caught.value.faults) == 101


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.binary(max_size=3),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.decimals(),
    st.lists(st.text(max_size=3) | st.none(), max_size=3),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
    st.sampled_from(
        [
            "Ann; Ben",
            "Ann <a>",
            " <",
            '["a"]',
            "[" * 9_999,
            "{",
            '{"value": 1}',
            "03/04/2024",
            10**999,
            "\ud800",
            "\x00",
            "denied",
            "person",
            "#N/A",
            "a-b",
            "row-2",
            "<x>",
            "12,000",
        ]
    ),
)


def error_of(table: dict[str, list[Any]], **options: Any) -> AttribGraphError | None:
    """Return our error, if there is one; any other goes on to fail the test."""
    try:
        from_frame(table, **options)
    except AttribGraphError as error:
        return error
    return None


@settings(max_examples=100)
@given(st.data())
def test_any_cells_give_a_graph_or_our_error(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=7, unique=True))
    size = data.draw(st.integers(0, 3))
    table = {name: data.draw(st.lists(cells, min_size=size, max_size=size)) for name in names}
    options = {} if data.draw(st.booleans()) else {name: name for name in names}
    graph = ag.AttributionGraph(ag.Actor(name="Ann"), ag.Claim(id="c", text="x"))
    before = graph.copy()
    error = error_of(table, **options, into=graph)
    assert error is None or (graph == before and len(str(error)) < 20_000)
    again = error_of(table, **options, skip_bad_rows=True)
    assert not isinstance(again, TableError | RecordError)
