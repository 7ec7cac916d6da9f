"""The storage keeps its indexes in step, whatever is put in, put over and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from attribgraph.graph import AttributionGraph
from attribgraph.model import Agency, Attribution, Claim
from attribgraph.store import RECORD_TYPES, Store, field_ids

if TYPE_CHECKING:
    from attribgraph.model import Record

SOURCES = [Agency(id=f"s{n}", name=f"Source {n}") for n in range(3)]
CLAIMS = [Claim(id=f"c{n}", text=f"claim {n}", about=f"s{n}") for n in range(3)]

rows = st.builds(
    Attribution,
    id=st.sampled_from([f"r{n}" for n in range(6)]),
    sources=st.lists(st.sampled_from(["s0", "s1", "s2"]), max_size=2),
    content=st.sampled_from(["c0", "c1", "c2"]),
)
steps = st.lists(st.one_of(rows, st.sampled_from([f"r{n}" for n in range(6)])), max_size=30)


def put(steps_: list[Attribution | str]) -> Store:
    """Put each record in, or over the one under its id; take each id out."""
    store = Store(AttributionGraph)
    store.put([*SOURCES, *CLAIMS])
    for each in steps_:
        if isinstance(each, str):
            store.drop([each])
        else:
            store.put([each])
    return store


def naive(store: Store, kind: Any, field: str, id_: str) -> list[Record]:
    """Find by going through the whole table."""
    return [each for each in store.tables[kind].values() if id_ in field_ids(each, field)]


@given(steps)
def test_who_refers_to_what_is_in_order_after_any_change(steps_: list[Attribution | str]) -> None:
    store = put(steps_)
    for kind, model in RECORD_TYPES.items():
        for field in model.references:
            for id_ in ("s0", "s1", "s2", "c0", "c1", "c2"):
                found = store.referring(kind, field, id_)
                assert list(found.values()) == naive(store, kind, field, id_)
                assert list(found) == [each.id for each in found.values()]


@given(steps)
def test_the_indexes_by_id_hold_what_the_tables_hold(steps_: list[Attribution | str]) -> None:
    store = put(steps_)
    held = {each.id: each for each in store.records()}
    assert store.kinds == {id_: each.record_kind for id_, each in held.items()}
    assert all(store.get(id_) is each for id_, each in held.items())
    for table in store.tables.values():
        assert list(table) == sorted(table, key=store.place)


def test_views_that_are_gone_are_forgotten() -> None:
    g = AttributionGraph(SOURCES, CLAIMS)
    kept = g.attributions
    for _ in range(1000):
        assert len(g.attributions) == 0
    assert len(g._store._watchers) < 10
    g.attribute("s0", "c0")
    assert len(kept) == 0
    assert len(g.attributions) == 1
