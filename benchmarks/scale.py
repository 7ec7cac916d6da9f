"""Time a data set beside memory, pandas and SQL written by hand: ``python benchmarks/scale.py``.

``convert FILE FOLDER`` converts, ``ask FOLDER`` asks, ``beside FOLDER`` compares. Each prints
one figure a line. See SCALE.md beside this file.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Callable

_LIMIT = "3GB"
_METHODS: tuple[Any, ...] = ("vote", "sums", "truthfinder")


def timed(name: str, question: Callable[[], Any], times: int = 3) -> float:
    """Print the best of some runs, and what it took of the processors."""
    best, cpu = float("inf"), 0.0
    for _ in range(times):
        start, start_cpu = perf_counter(), process_time()
        question()
        took = perf_counter() - start
        if took < best:
            best, cpu = took, process_time() - start_cpu
    print(f"{name}: {best:.3f} s ({cpu:.3f} s of processors)", flush=True)
    return best


def peak() -> None:
    """Print the most memory that this process held."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {used:,.0f} MB", flush=True)


def convert(source: str, folder: str) -> None:
    """Convert, and tell the bytes of each table."""
    start, cpu = perf_counter(), process_time()
    done = ag.jsonl_to_tables(source, folder, progress=False, memory_limit=_LIMIT)
    took, cpu = perf_counter() - start, process_time() - cpu
    rows, records = done.records["attributions"], sum(done.records.values())
    print(f"convert: {took:.1f} s ({cpu:.1f} s of processors)")
    print(f"attributions a second: {rows / took:,.0f}; records a second: {records / took:,.0f}")
    sizes: dict[str, int] = {}
    for path in Path(folder).rglob("*.parquet"):
        table = path.relative_to(folder).parts[1]
        sizes[table] = sizes.get(table, 0) + path.stat().st_size
    for table, size in sizes.items():
        print(f"bytes of {table} an attribution: {size / rows:.1f}")
    peak()


def ask(folder: str) -> None:
    """Ask the questions of the aims."""
    t = ag.open_tables(folder, memory_limit=_LIMIT)
    claims = [f"c{at}" for at in (5, 77, 1234, 20_000)]
    for claim in claims:
        timed(f"who_asserted({claim})", lambda claim=claim: t.who_asserted(claim).ids)
    timed("by(source)", lambda: len(t.attributions.by("s7")))
    timed("after, standing", lambda: len(t.attributions.after("2020").standing()))
    for field in ("stance", "source", "publisher"):
        timed(f"count_by({field})", lambda field=field: t.attributions.count_by(field), 2)
    timed("disputes", lambda: t.disputes().to_arrow(), 2)
    timed("reversals", lambda: t.reversals().to_arrow(), 1)
    timed("corroboration_table", lambda: t.corroboration_table().to_arrow(), 1)
    for name, question in _analyses(t).items():
        timed(name, question, 1)
    peak()


def _analyses(t: ag.TableGraph) -> dict[str, Callable[[], Any]]:
    """Networks and credibility of tables, with their answers fetched but for the largest."""
    return {
        "affiliation": lambda: t.affiliation().to_arrow(),
        "congruence": lambda: t.congruence().to_arrow(),
        "congruence(source)": lambda: len(t.congruence("source")),
        **{
            f"credibility({method})": lambda method=method: t.credibility(method).to_frame(
                "pyarrow"
            )
            for method in _METHODS
        },
    }


def _pandas(t: ag.TableGraph) -> None:
    columns = "id, content, stance, asserts, standing, sources, content_kind"
    frame = t.sql(f"SELECT {columns} FROM {{attributions}}").to_pandas()  # noqa: S608
    committed = frame.asserts & frame.standing
    timed(
        "who_asserted, pandas",
        lambda: frame[(frame.content == "c1234") & (frame.stance == "support") & committed],
    )
    timed("count_by(stance), pandas", frame.stance.value_counts)
    timed("count_by(source), pandas", lambda: frame.sources.explode().value_counts(), 1)
    said = frame[committed & (frame.content_kind == "claim")]
    timed(
        "disputes, pandas",
        lambda: said[said.stance == "support"].merge(said[said.stance == "deny"], on="content"),
    )


def beside(folder: str) -> None:
    """Compare with SQL by hand, pandas and attribgraph in memory."""
    import duckdb

    t = ag.open_tables(folder)
    path = next(Path(folder).glob("data-*/attributions"))
    rows = f"read_parquet('{path}/**/*.parquet', hive_partitioning=false)"
    plain = duckdb.connect()
    plain.execute("SET parquet_metadata_cache = true")
    by_hand = {
        "who_asserted": f"SELECT id FROM {rows} WHERE content = 'c1234' AND stance = 'support' "  # noqa: S608
        "AND asserts AND standing ORDER BY position",
        "count_by(stance)": f"SELECT stance, count(*) FROM {rows} GROUP BY stance",  # noqa: S608
        "count_by(source)": "SELECT source, count(*) FROM "  # noqa: S608
        f"(SELECT unnest(sources) AS source FROM {rows}) GROUP BY source",
        "disputes": f"SELECT a.content, a.id, d.id FROM {rows} AS a JOIN {rows} AS d "  # noqa: S608
        "USING (content) WHERE a.stance = 'support' AND d.stance = 'deny' AND a.asserts "
        "AND d.asserts AND a.standing AND d.standing AND a.content_kind = 'claim' "
        "ORDER BY a.position, d.position",
    }
    ours: dict[str, Callable[[Any], Any]] = {
        "who_asserted": lambda g: g.who_asserted("c1234").ids,
        "count_by(stance)": lambda g: g.attributions.count_by("stance"),
        "count_by(source)": lambda g: g.attributions.count_by("source"),
        "disputes": lambda g: g.disputes().to_arrow() if g is t else ag.disputes(g),
    }
    for name, sql in by_hand.items():
        fetch = plain.sql if name == "disputes" else plain.execute
        hand = timed(
            f"{name}, SQL by hand",
            lambda sql=sql, fetch=fetch, name=name: (
                fetch(sql).to_arrow_table() if name == "disputes" else fetch(sql).fetchall()
            ),
            5,
        )
        here = timed(f"{name}, tables", lambda name=name: ours[name](t), 5)
        print(f"{name}: {here / hand:.2f} times SQL by hand")
    _pandas(t)
    start = perf_counter()
    g = ag.read_tables(folder)
    print(f"read_tables into memory: {perf_counter() - start:.1f} s")
    for name, question in ours.items():
        timed(f"{name}, memory", lambda question=question: question(g), 2)
    timed("corroboration_table, memory", lambda: ag.corroboration_table(g), 1)
    timed("corroboration_table, tables", lambda: t.corroboration_table().to_arrow(), 1)
    in_memory: dict[str, Callable[[], Any]] = {
        "affiliation": lambda: ag.affiliation(g),
        "congruence": lambda: ag.congruence(g),
        "congruence(source)": lambda: ag.congruence(g, "source"),
        **{
            f"credibility({method})": lambda method=method: ag.credibility(g, method)
            for method in _METHODS
        },
    }
    for name, question in _analyses(t).items():
        timed(f"{name}, memory", in_memory[name], 1)
        timed(f"{name}, tables", question, 1)
    peak()


if __name__ == "__main__":
    {"convert": convert, "ask": ask, "beside": beside}[sys.argv[1]](*sys.argv[2:])
