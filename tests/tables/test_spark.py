"""Spark answers as memory does: few data sets, each asked many things in one job."""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from analyses_in_tables import (
    DUPLICATES,
    one_mode_options,
    same_corroboration,
    same_credibility,
    same_first,
    same_one_mode,
    same_positions,
    same_two_mode,
    two_mode_options,
)
from credence import worlds
from crowds import apart, crowds
from debates import debates
from forests import forests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from narrowings import NARROWINGS, NothingToNameError
from oracle import Oracle
from worlds import harbour

from attribgraph import (
    Actor,
    Agency,
    Attribution,
    AttributionGraph,
    Claim,
    Document,
    FormatError,
    Link,
    corroborate,
    open_tables,
    write_tables,
)

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")

IN_TABLES = sorted(set(NARROWINGS) - {"where"})
IN_ENGINE = {"about", "by kind"}  # these ask the engine for ids, which takes a query of its own


@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_spark_answers_as_memory_does(data: st.DataObject, spark: Any) -> None:
    g = data.draw(crowds(6))
    o = Oracle(g)
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder, engine="spark", session=spark) as t:
            asked: list[tuple[str, Any, Any]] = []
            for name in IN_TABLES * 3:
                try:
                    narrow, _ = NARROWINGS[name](data.draw, g, o)
                except NothingToNameError:
                    continue
                if name not in IN_ENGINE:
                    asked.append((name, narrow(g.attributions), narrow(t.attributions)))
            _compare(g, t, asked)
            for name in sorted(IN_ENGINE):
                narrow, _ = NARROWINGS[name](data.draw, g, o)
                assert narrow(t.attributions).ids == narrow(g.attributions).ids
            for field in ("sources", "naming", "said_at", "claim"):
                assert t.attributions.count_by(field) == {
                    None if value is None else str(value): n
                    for value, n in g.attributions.count_by(field).items()
                }
            part = g.attributions.standing()
            assert t.attributions.standing().sources().ids == part.sources().ids
            assert list(t.attributions.standing()) == list(part)


def test_spark_analyses_as_memory_does(spark: Any, tmp_path: Path) -> None:
    g = apart(harbour(), tangle())
    write_tables(g, tmp_path)
    with open_tables(tmp_path, engine="spark", session=spark) as t:
        same_corroboration(g, t)
        same_positions(g, t)
        same_first(g, t, ("0-accident",), "said_at")


quarrels = st.tuples(
    debates(sizes=(6, 14)), debates(sizes=(6, 14)), forests(), worlds().map(lambda each: each.graph)
).map(lambda parts: apart(*parts))


@settings(max_examples=1, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    g=quarrels,
    two=two_mode_options,
    one=one_mode_options,
    rule=st.sampled_from(DUPLICATES),
)
def test_spark_ties_and_believes_as_memory_does(
    g: AttributionGraph, two: dict[str, Any], one: dict[str, Any], rule: str, spark: Any
) -> None:
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder, engine="spark", session=spark) as t:
            same_two_mode(g, t, two)
            alike = {"aggregation": "ignore", "normalization": "jaccard", "duplicates": rule}
            same_one_mode(g, t, {"nodes": "source", "over": "claim", **alike})
            same_one_mode(g.attributions, t.attributions, one)
            groups = dict.fromkeys(g.claims.ids[:3], "it's {claims}")
            same_credibility(g, t, "truthfinder", groups=groups, iterations=2)
            same_credibility(g.attributions, t.attributions, "sums", iterations=2)


def tangle() -> AttributionGraph:
    """One claim with a joint row, kin, an own voice, a circle and relays; and its contrary."""
    g = AttributionGraph(
        [Actor(id=each, name=each.upper()) for each in "abcdef"],
        [Agency(id=each, name=each.upper(), kind="news") for each in "xy"],
        [Claim(id=each, text=each) for each in ("claim", "contrary")],
        Document(id="dx", title="X", publisher="x", published_at="2024-10"),
        Document(id="dy", title="Y", publisher="y"),
        [Link(subject="a", relation="part_of", object="f"),
         Link(subject="f", relation="leads", object="b"),
         Link(subject="c", relation="affiliated_with", object="b"),
         Link(subject="claim", relation="contradicts", object="contrary")],
        [Attribution(id=f"r{at}", sources=list(who), content="claim", document=where, said_at=when)
         for at, (who, where, when) in enumerate([
             ("a", "dx", "2024-10-01"), ("b", None, None), ("cd", "dy", "2024-09"),
             ("x", "dx", "2024-10-03"), ("e", "dx", None), ("", "dy", None)])],
        Attribution(id="e-on-a", sources="e", content="r0", act="report", document="dy"),
        Attribution(id="a-on-e", sources="a", content="r4", act="report"),
        Attribution(id="y-on-e-on-a", sources="y", content="e-on-a", act="report"),
        Attribution(id="turned", sources="a", content="claim", act="deny", said_at="2024-11"),
        Attribution(id="other", sources="y", content="contrary", document="dy"),
        Attribution(id="back", sources=["c", "d"], content="r2", act="retract"),
    )  # fmt: skip
    assert corroborate(g, "claim").independent_count == 1
    return g


def _compare(g: Any, t: Any, asked: list[tuple[str, Any, Any]]) -> None:
    """Ask all questions in one job, and compare the three answers row by row."""
    columns = ", ".join(f"({there._meets}) AS q{at}" for at, (_, _, there) in enumerate(asked))
    table = t.sql(f"SELECT id, {columns} FROM {{attributions}} ORDER BY position")  # noqa: S608
    ids = table["id"].to_pylist()
    assert tuple(ids) == g.attributions.ids
    for at, (name, here, _) in enumerate(asked):
        held, maybe = set(here.ids), set(here.undecided.ids)
        wanted = [True if each in held else None if each in maybe else False for each in ids]
        assert table[f"q{at}"].to_pylist() == wanted, name


def test_spark_brings_parts_into_memory(spark: Any, tmp_path: Path) -> None:
    g = harbour()
    write_tables(g, tmp_path)
    with open_tables(tmp_path, engine="spark", session=spark) as t:
        part = t.attributions.affiliated_with("valdena").to_graph()
        assert part == g.attributions.affiliated_with("valdena").subgraph()
        lazy = t.who_asserted("arson").lazy().select("id").collect()
        assert lazy["id"].to_list() == list(g.who_asserted("arson").ids)
    assert not any(each.name.startswith("ag_") for each in spark.catalog.listTables())


def test_ids_come_through_spark(spark: Any) -> None:
    from attribgraph.tables._spark import SparkEngine

    engine = SparkEngine(spark)
    hostile = ["it's", "\\'", "${spark.app.name}", "a\\nb", '"x"', "김", "--", "%s", "\\u0041"]
    listed = ", ".join(f"{engine.text(each)} AS c{at}" for at, each in enumerate(hostile))
    assert engine.rows(f"SELECT {listed}") == [tuple(hostile)]


def test_damage_is_named_under_spark(spark: Any, tmp_path: Path) -> None:
    write_tables(harbour(), tmp_path)
    t = open_tables(tmp_path, engine="spark", session=spark)
    path = max(tmp_path.rglob("attributions/**/*.parquet"), key=lambda each: each.stat().st_size)
    path.write_bytes(b"PAR1" + b"\0" * (path.stat().st_size - 8) + b"PAR1")
    with pytest.raises(FormatError, match="damaged"):
        t.attributions.count_by("cue")
