"""Discourse networks of tables are those of memory: every option, whole and narrowed."""

from __future__ import annotations

import json
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from analyses_in_tables import one_mode_options, same_one_mode, same_two_mode, two_mode_options
from crowds import apart
from debates import debates
from forests import forests
from hypothesis import given, note, settings
from hypothesis import strategies as st
from strategies import graphs
from worlds import harbour

import attribgraph
from attribgraph import (
    Agency,
    AttribGraphError,
    AttributionGraph,
    Claim,
    UnknownValueError,
    open_tables,
    read_dna,
    write_tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from attribgraph.tables import TableGraph


quarrels = st.tuples(
    *[debates(sizes=(4, 14)) for _ in range(4)],
    *[graphs(max_rows=10) for _ in range(3)],
    *[forests() for _ in range(3)],
).map(lambda parts: apart(harbour(), *parts))


@settings(max_examples=2)
@given(
    g=quarrels,
    two=st.lists(two_mode_options, min_size=9, max_size=9),
    one=st.lists(one_mode_options, min_size=12, max_size=12),
)
def test_networks_are_those_of_memory(
    g: AttributionGraph, two: list[dict[str, Any]], one: list[dict[str, Any]]
) -> None:
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder) as t:
            pairs = [(each, each.after("2024-01-02")) for each in (g.attributions, t.attributions)]
            parts = [(g, t), *zip(*pairs, strict=True)]
            for at, options in enumerate(two):
                note(str(options))
                same_two_mode(*parts[at % 3], options)
            for at, options in enumerate(one):
                note(str(options))
                same_one_mode(*parts[at % 3], options)


def test_what_discourse_network_analyzer_computes(shared_data: Path, tmp_path: Path) -> None:
    """Its sample database, cell by cell, as for networks in memory."""
    expected = json.loads((shared_data / "dna" / "expected.json").read_text("utf-8"))
    debate = read_dna(shared_data / "dna" / "sample.dna")
    write_tables(debate, tmp_path)
    names = {each.id: each.name for each in debate.sources}
    names |= {each.id: each.text for each in debate.claims}
    asked = 0
    with open_tables(tmp_path) as t:
        for key, answer in expected.items():
            mode, _, _, *options = [*key.split("|"), "", "", ""][:6]
            if mode not in {"twomode", "onemode"}:
                continue
            words = dict(zip(("aggregation", "normalization", "duplicates"), options, strict=True))
            found = t.two_mode(**words) if mode == "twomode" else t.one_mode(**words)
            edges = {(names[a], names[b]): weight for a, b, weight in map(dict.values, found)}
            if mode == "onemode":
                edges |= {(b, a): weight for (a, b), weight in edges.items()}
            wanted = {
                (row, column): weight
                for row, line in zip(answer["rows"], answer["matrix"], strict=True)
                for column, weight in zip(answer["columns"], line, strict=True)
                if weight
            }
            assert edges == pytest.approx(wanted, abs=1e-8), key
            asked += 1
    assert asked >= 40


@pytest.fixture(scope="module")
def quarrel() -> Iterator[tuple[AttributionGraph, TableGraph]]:
    g = AttributionGraph([Agency(id=each, name=each) for each in "ab"], Claim(id="c", text="C"))
    for at, (source, act, said) in enumerate([
        ("a", "assert", "2024-03"), ("a", "deny", "2024-01"), ("a", "assert", None),
        ("b", "deny", "2024-02"), ("b", "assert", "2024-04"),
    ]):  # fmt: skip
        g.attribute(source, "c", id=f"r{at}", act=act, said_at=said)
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder) as t:
            yield g, t


def test_of_those_alike_the_first_in_time_counts(
    quarrel: tuple[AttributionGraph, TableGraph],
) -> None:
    g, t = quarrel
    for rule in ("acrossrange", "year"):
        options = {"aggregation": "ignore", "normalization": "jaccard", "duplicates": rule}
        same_one_mode(g, t, {"nodes": "agency", "over": "claim", **options})
    first = t.one_mode(normalization="jaccard", duplicates="acrossrange")
    assert [line["weight"] for line in first] == [1.0]  # both denied it first


def test_views_to_take_and_to_leave_out(quarrel: tuple[AttributionGraph, TableGraph]) -> None:
    g, t = quarrel
    for here, there in zip(
        *[(each.stance("deny"), each.after("2024-03")) for each in
          (g.attributions, t.attributions)], strict=True,
    ):  # fmt: skip
        for word in ("include", "exclude"):
            wanted = {"a": 0.0, "b": 0.0}
            for row in g.attributions:
                wanted[row.sources[0]] += (row in here) is (word == "include")
            found = t.affiliation(**{word: there})
            assert {line["agency"]: line["weight"] for line in found} == {
                each: weight for each, weight in wanted.items() if weight
            }
    assert [*t.congruence()] == [{"one": "a", "other": "b", "weight": 3.0}]
    assert [*t.conflict()] == [{"one": "a", "other": "b", "weight": 3.0}]
    assert len(t.one_mode(aggregation="subtract")) == 0
    assert t.affiliation("agency", "agency").columns == ("agency", "other_agency", "weight")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"nodes": "agancy"}, "did you mean 'agency'"),
        ({"over": lambda row: row.act}, "to_graph"),
        ({"qualifier": lambda row: row.confidence}, "to_graph"),
        ({"qualifier": "act"}, "not a qualifier"),
        ({"normalization": "activity"}, "normalization of a one-mode network"),
        ({"duplicates": "weeks"}, "did you mean 'week'"),
        ({"exclude": ["r1"]}, "a view of rows of this data set"),
    ],
)
def test_what_cannot_be_asked(
    quarrel: tuple[AttributionGraph, TableGraph], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnknownValueError, match=message):
        quarrel[1].congruence(**options)


@pytest.mark.parametrize(
    "ask",
    [
        attribgraph.congruence,
        attribgraph.credibility,
        attribgraph.disputes,
        attribgraph.reversals,
        attribgraph.corroboration_table,
        attribgraph.timeline,
        lambda g: attribgraph.trace(g, "c"),
        lambda g: g.to_networkx(),
        lambda g: g.attributions.contents(),
    ],
)
def test_what_is_for_memory_says_so(
    quarrel: tuple[AttributionGraph, TableGraph], ask: Callable[[Any], Any]
) -> None:
    with pytest.raises(AttribGraphError, match=r"TableGraph|to_graph"):
        ask(quarrel[1])
    assert not hasattr(quarrel[1].attributions, "nothing")
    assert not hasattr(quarrel[1], "merge")
