"""Whatever memory answers, the tables answer: random graphs, every narrowing, every column."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from crowds import crowds
from hypothesis import given, note, reject, settings
from hypothesis import strategies as st
from narrowings import NARROWINGS, TIMED, NothingToNameError
from oracle import Oracle

from attribgraph import open_tables, read_tables, write_tables
from attribgraph.conditions import DERIVED
from attribgraph.model import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.tables import TableGraph

IN_TABLES = sorted(set(NARROWINGS) - {"where"})
FIELDS = sorted(
    {*Attribution.model_fields, *DERIVED} - {"via", "excerpts", "extra"},
)


@pytest.fixture(scope="module")
def folder() -> Iterator[str]:
    with TemporaryDirectory() as made:
        yield made


def drawn(data: st.DataObject, g: AttributionGraph, o: Oracle, name: str) -> Any:
    try:
        return NARROWINGS[name](data.draw, g, o)[0]
    except NothingToNameError:
        reject()


@settings(max_examples=4)
@given(data=st.data())
def test_tables_answer_as_memory_does(data: st.DataObject, folder: str) -> None:
    g = data.draw(crowds())
    o = Oracle(g)
    write_tables(g, folder)
    with open_tables(folder) as t:
        _narrowings(data, g, o, t)
        _joins(data, g, o, t)
        _columns(data, g, o, t)
        _questions(data, g, o, t)


def _narrowings(data: st.DataObject, g: AttributionGraph, o: Oracle, t: TableGraph) -> None:
    for name in IN_TABLES:
        note(name)
        narrow = drawn(data, g, o, name)
        here, there = narrow(g.attributions), narrow(t.attributions)
        assert there.ids == here.ids
        assert there.undecided.ids == tuple(sorted(here.undecided.ids, key=g._store.place))


def _joins(data: st.DataObject, g: AttributionGraph, o: Oracle, t: TableGraph) -> None:
    for _ in range(4):
        names = data.draw(st.tuples(st.sampled_from(TIMED), st.sampled_from(IN_TABLES)))
        note(str(names))
        one, other = (drawn(data, g, o, name) for name in names)
        a, b = one(g.attributions), other(g.attributions)
        x, y = one(t.attributions), other(t.attributions)
        for here, there in (
            (a | b, x | y),
            (a & b, x & y),
            (a - b, x - y),
            (b - a, y - x),
            (other(a), other(x)),
            (other(a.undecided), other(x.undecided)),
        ):
            assert set(there.ids) == set(here.ids)
            assert set(there.undecided.ids) == set(here.undecided.ids)


def _columns(data: st.DataObject, g: AttributionGraph, o: Oracle, t: TableGraph) -> None:
    narrow = drawn(data, g, o, data.draw(st.sampled_from(IN_TABLES)))
    for here, there in (
        (g.attributions, t.attributions),
        (narrow(g.attributions), narrow(t.attributions)),
    ):
        for field in FIELDS:
            note(field)
            wanted, found = here.count_by(field), there.count_by(field)
            assert found == {
                value if value is None or isinstance(value, (bool, float)) else str(value): n
                for value, n in wanted.items()
            }
            if field not in {"document", "publisher", "relayed_by", "quotes"}:
                assert [str(each) for each in found] == [str(each) for each in wanted]
        for project in ("claims", "sources"):
            assert getattr(there, project)().ids == getattr(here, project)().ids
        assert set(there.documents().ids) == set(here.documents().ids)
        assert len(there) == len(here)
        assert bool(there) is bool(here)
        assert there.first() == here.first()
        assert list(there) == list(here)
    for field in ("act", "said_at", "recorded_at", "confidence", "sources", "id"):
        for reverse in (False, True):
            note(field)
            here, there = (
                each.sorted(field, reverse=reverse) for each in (g.attributions, t.attributions)
            )
            assert there.ids == here.ids


def _questions(data: st.DataObject, g: AttributionGraph, o: Oracle, t: TableGraph) -> None:
    for claim in data.draw(st.permutations(o.claims))[:5]:
        options = {"narrower": data.draw(st.booleans()), "equivalents": data.draw(st.booleans())}
        for ask in ("who_asserted", "who_denied"):
            here, there = getattr(g, ask)(claim, **options), getattr(t, ask)(claim, **options)
            assert there.ids == here.ids
    for name in data.draw(st.permutations(IN_TABLES))[:3]:
        narrow = drawn(data, g, o, name)
        assert narrow(t.attributions).to_graph() == narrow(g.attributions).subgraph()


@settings(max_examples=4)
@given(g=crowds(2, rich=True))
def test_records_come_back_as_they_were(g: AttributionGraph, folder: str) -> None:
    write_tables(g, folder)
    back = read_tables(folder)
    assert back == g
    assert [each.id for each in back.records()] == [each.id for each in g.records()]
    for record in g.records():
        assert back[record.id].given() == record.given()
