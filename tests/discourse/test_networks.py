"""Networks against a reading of every pair of statements, and what must hold of any."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from debates import debates, divided, once, pairs, statements
from hypothesis import given, settings
from hypothesis import strategies as st

from attribgraph import (
    Actor,
    Agency,
    AttributionGraph,
    Claim,
    UnknownValueError,
    affiliation,
    conflict,
    congruence,
    event_list,
    one_mode,
    subtract,
    two_mode,
)
from attribgraph.discourse import matrices

SIDES = ["source", "actor", "agency", "claim", "tag", "document"]
RULES = ["include", "document", "week", "month", "year", "acrossrange"]

sides = st.sampled_from(SIDES)
rules = st.sampled_from(RULES)


def cells(network: Any) -> dict[tuple[str, str], float]:
    found = network.matrix.tocoo()
    return {
        (network.row_labels[row], network.column_labels[column]): float(weight)
        for row, column, weight in zip(*found.coords, found.data, strict=True)
    }


def near(found: dict[Any, float], wanted: dict[Any, float]) -> bool:
    left = {key: value for key, value in wanted.items() if abs(value) > 1e-12}
    return found.keys() == left.keys() and found == pytest.approx(left)


# -- against the plain reading ----------------------------------------------------------------


@settings(max_examples=40)
@given(debates(), sides, sides, rules, st.sampled_from(["ignore", "subtract", "combine"]))
def test_two_modes(g: AttributionGraph, rows: Any, columns: Any, rule: Any, how: Any) -> None:
    found = once(statements(g, rows, columns), rule, blind=how == "ignore")
    wanted: dict[Any, Any] = {}
    for first, second, value, *_ in found:
        wanted.setdefault((first, second), []).append(value)
    places = {1.0: 1, -1.0: 2, 0.0: 4}
    reading = {
        "ignore": len,
        "subtract": sum,
        "combine": lambda each: sum(places[value] for value in set(each)),
    }[how]
    network = two_mode(g, rows, columns, aggregation=how, duplicates=rule)
    assert near(cells(network), {key: float(reading(each)) for key, each in wanted.items()})
    assert network.statements == len(found)
    assert set(network.row_labels) == {first for first, _ in wanted}


@settings(max_examples=60)
@given(
    debates(),
    sides,
    sides,
    rules,
    st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
    st.sampled_from(["no", "average", "jaccard", "cosine"]),
    st.booleans(),
)
def test_one_mode(
    g: AttributionGraph, nodes: Any, over: Any, rule: Any, how: Any, norm: Any, scale: bool
) -> None:
    every = statements(g, nodes, over, scale=scale)
    span = 2.0
    if scale and every:
        numbers = [each[2] for each in every]
        span = max(numbers) - min(numbers)
    found = once(every, rule, blind=how == "ignore")
    options: dict[str, Any] = {"qualifier": lambda row: row.extra["scale"]} if scale else {}
    network = one_mode(
        g, nodes, over, aggregation=how, normalization=norm, duplicates=rule, **options
    )
    assert near(cells(network), divided(found, pairs(found, how, span), norm))


@settings(max_examples=15)
@given(debates(), rules)
def test_normalized_by_rows_and_columns(g: AttributionGraph, rule: Any) -> None:
    count = two_mode(g, "source", duplicates=rule).matrix.toarray()
    by_row = two_mode(g, "source", normalization="activity", duplicates=rule).matrix.toarray()
    by_column = two_mode(g, "source", normalization="prominence", duplicates=rule).matrix.toarray()
    np.testing.assert_allclose(by_row * count.sum(axis=1, keepdims=True), count)
    np.testing.assert_allclose(by_column * count.sum(axis=0, keepdims=True), count)


# -- what must hold ---------------------------------------------------------------------------


@settings(max_examples=20)
@given(debates(), sides, sides, st.sampled_from(["no", "average", "cosine"]))
def test_congruence_and_conflict_make_up_all(
    g: AttributionGraph, nodes: Any, over: Any, norm: Any
) -> None:
    found = [
        one_mode(g, nodes, over, aggregation=how, normalization=norm).matrix.toarray()
        for how in ("ignore", "congruence", "conflict", "subtract")
    ]
    np.testing.assert_allclose(found[1] + found[2], found[0])
    np.testing.assert_allclose(found[1] - found[2], found[3], atol=1e-12)
    for each in found:
        np.testing.assert_array_equal(each, each.T)
        assert not each.diagonal().any()
    assert (found[1] >= 0).all()
    assert (found[2] >= 0).all()


@settings(max_examples=15)
@given(debates())
def test_names_and_order_of_records_do_not_matter(g: AttributionGraph) -> None:
    """Nodes renamed, so that they sort the other way, and rows entered backwards."""
    new = {
        each.id: each.id.translate(str.maketrans("0123456789", "9876543210")) for each in g.sources
    }
    other = AttributionGraph(
        [each.model_copy(update={"id": new[each.id], "name": new[each.id]}) for each in g.sources],
        list(g.claims),
        list(g.documents),
    )
    other.add(
        [
            row.model_copy(
                update={
                    "sources": tuple(new[each] for each in row.sources),
                    "on_behalf_of": tuple(new[each] for each in row.on_behalf_of),
                }
            )
            for row in list(g.attributions)[::-1]
        ]
    )
    for compute in (congruence, conflict, subtract):
        before, after = compute(g, "source"), compute(other, "source")
        assert {(new[a], new[b]): w for (a, b), w in cells(before).items()} == cells(after)


@settings(max_examples=15)
@given(debates(), st.integers(0, 4))
def test_dense_and_sparse_products_are_the_same(g: AttributionGraph, nodes: int) -> None:
    every = [("congruence", "jaccard"), ("conflict", "no")]
    before = [one_mode(g, "source", aggregation=a, normalization=n) for a, n in every]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrices, "_DENSE_NODES", nodes)  # sparse for more nodes
        patch.setattr(matrices, "_DENSE_GAIN", 10**9)
        patch.setattr(matrices, "_BLOCK", 3)
        after = [one_mode(g, "source", aggregation=a, normalization=n) for a, n in every]
    for one, other in zip(before, after, strict=True):
        np.testing.assert_allclose(one.matrix.toarray(), other.matrix.toarray())


# -- which rows -------------------------------------------------------------------------------


def small() -> AttributionGraph:
    g = AttributionGraph(
        Agency(id="port", name="Port"),
        Agency(id="union", name="Union"),
        Agency(id="paper", name="Paper"),
        Actor(id="mara", name="Mara"),
        Claim(id="pay", text="Pay must rise", tags=["money"]),
        Claim(id="safe", text="The cranes are safe", tags=["safety", "money"]),
    )
    g.attribute("mara", "pay", on_behalf_of="union", id="m1", said_at="2024-01-01")
    g.attribute("port", "pay", stance="deny", id="p1", said_at="2024-01-03")
    g.attribute(["port", "mara"], "safe", id="both", said_at="2024-01-02")
    return g


def test_agency_is_on_behalf_of_whom_or_who_speaks() -> None:
    assert affiliation(small()).row_labels == ("port", "union")
    assert affiliation(small())["union", "pay"] == 1
    assert affiliation(small(), "actor").row_labels == ("mara",)


def test_joint_statements_count_for_each() -> None:
    network = affiliation(small(), "source")
    assert (network["port", "safe"], network["mara", "safe"]) == (1, 1)
    assert network.statements == 4


def test_tags_and_functions_as_sides() -> None:
    network = affiliation(small(), "source", "tag")
    assert network.column_labels == ("money", "safety")
    assert network["port", "money"] == 2
    by_month = affiliation(small(), lambda row: str(row.said_at)[:7], lambda _: None)
    assert by_month.matrix.shape == (0, 0)
    acts = affiliation(small(), "source", lambda row: [row.act, row.stance])
    assert acts["port", "deny"] == 1
    with pytest.raises(UnknownValueError, match="a side is a label, several, or None"):
        affiliation(small(), lambda _: object())


def test_rows_that_do_not_stand_do_not_count() -> None:
    g = small()
    denied = g["p1"]
    g.attribute("port", denied, act="deny", said_at="2024-01-04")
    assert "p1" not in g.attributions.standing().ids
    assert affiliation(g).statements == 2
    assert affiliation(g.attributions).statements == 3
    assert affiliation(g, include=g.attributions).statements == 3


def test_include_and_exclude_take_views() -> None:
    g = small()
    joint = g.attributions.of("safe")
    assert affiliation(g, exclude=joint).column_labels == ("pay",)
    assert affiliation(g, include=joint).column_labels == ("safe",)
    assert affiliation(g.attributions.of("pay"), "source").statements == 2
    assert affiliation(g, include=g.attributions.by("mara"), exclude=joint).statements == 1
    with pytest.raises(UnknownValueError, match="a view of rows is wanted"):
        affiliation(g, exclude=["m1"])


def test_isolates() -> None:
    assert congruence(small(), isolates=True).row_labels == ("paper", "port", "union")
    assert affiliation(small(), isolates=True).matrix.shape == (3, 2)


def test_relays_are_not_statements_on_the_claim() -> None:
    g = small()
    g.attribute("port", "safe", via="paper", id="again")
    assert "paper" not in affiliation(g, isolates=False).row_labels


def test_labels_stand_in_the_order_of_names() -> None:
    g = AttributionGraph(
        Agency(id="1", name="Zinc"), Agency(id="2", name="Alum"), Claim(id="c", text="x")
    )
    g.attribute("1", "c")
    g.attribute("2", "c")
    assert affiliation(g).row_labels == ("2", "1")


def test_arrays_are_made_anew_when_the_graph_changes() -> None:
    g = small()
    before = affiliation(g).statements
    g.attribute("paper", "pay")
    assert affiliation(g).statements == before + 1


@pytest.mark.parametrize("option", ["aggregation", "normalization", "duplicates", "qualifier"])
def test_words_that_are_none_are_refused_with_near_ones(option: str) -> None:
    bad: Any = {option: "subtrac"}
    for compute in (one_mode, two_mode):
        with pytest.raises(UnknownValueError, match="subtrac"):
            compute(small(), **bad)


def test_sides_that_are_none_are_refused() -> None:
    with pytest.raises(UnknownValueError, match=r"no side 'agancy' \(did you mean 'agency'"):
        one_mode(small(), "agancy")  # type: ignore[arg-type]


def test_qualifiers() -> None:
    g = small()
    yes = affiliation(g, aggregation="subtract", qualifier=lambda row: row.id != "p1")
    assert (yes["port", "pay"], yes["union", "pay"]) == (-1, 1)
    some = affiliation(g, qualifier=lambda row: 1 if row.id == "p1" else None)
    assert some.statements == 1
    for bad in ("x", float("nan")):
        with pytest.raises(UnknownValueError, match="where a number is wanted") as caught:
            affiliation(g, qualifier=lambda _, bad=bad: bad)
        assert caught.value.record == "m1"


def test_combine_numbers_the_sets_of_a_scale() -> None:
    g = small()
    strength = {"m1": 5, "p1": 2, "both": 2}
    g.attribute("port", "pay", id="p2")
    found = affiliation(
        g, "source", aggregation="combine", qualifier=lambda row: strength.get(row.id, 5)
    )
    assert (found["mara", "pay"], found["mara", "safe"], found["port", "pay"]) == (1, 2, 3)
    for number in range(60):
        g.attribute("port", "pay", id=f"n{number}", extra={"n": number})
    with pytest.raises(UnknownValueError, match="up to 52 values"):
        affiliation(g, aggregation="combine", qualifier=lambda row: row.extra.get("n", 0))


def test_an_event_list_is_the_rows_in_time() -> None:
    g = small()
    assert event_list(g).ids == ("m1", "both", "p1")
    again = g.attribute("port", "pay", stance="deny", id="p0", said_at="2024-01-02")
    assert again.id in event_list(g).ids
    assert event_list(g, duplicates="acrossrange").ids == ("m1", "both", "p0")
    assert list(event_list(g).to_frame()["id"]) == ["m1", "both", "p0", "p1"]


# -- the result -------------------------------------------------------------------------------


def test_to_networkx() -> None:
    ties = congruence(small(), "source").to_networkx()
    assert not subtract(small(), "source").to_networkx().edges  # for and against in balance
    assert ties["mara"]["port"]["weight"] == 1
    assert ties.nodes["mara"]["name"] == "Mara"
    two = affiliation(small(), "source").to_networkx()
    assert two.nodes["pay"] == {"name": "Pay must rise", "bipartite": 1}
    assert two["mara"]["pay"]["weight"] == 1
    same = affiliation(small(), "source", "source").to_networkx()
    assert ("row", "mara") in same
    assert same["row", "mara"]["column", "port"]["weight"] == 1


def test_to_frame() -> None:
    network = affiliation(small(), "source")
    frame = network.to_frame()
    assert frame.loc["mara", "pay"] == 1
    assert network.to_frame(names=True).loc["Mara", "Pay must rise"] == 1


def test_a_cell_by_its_ids() -> None:
    network = affiliation(small(), "source")
    assert repr(network) == ("Network: 2 x 2, 4 ties, 4 statements, 2024-01-01 to 2024-01-03")
    with pytest.raises(KeyError, match="no node 'sun'"):
        network["sun", "pay"]


def test_an_empty_graph() -> None:
    for compute in (affiliation, congruence, conflict, subtract):
        network = compute(AttributionGraph())
        assert network.matrix.shape == (0, 0)
        assert network.start is None
        assert len(network.to_networkx()) == 0
