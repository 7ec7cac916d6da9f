"""Agreement among sources: attribgraph beside pandas and networkx, one Markdown table.

Run it by hand: ``python benchmarks/discourse.py [--large]``. Everything is measured in one process,
on statements made from a fixed seed. Seconds are of processor time, the best of three, so that
other work on the machine counts little; "first" is the first call on a graph, which turns its rows
into arrays, "again" any further one. Each contender gives the same matrix, which is checked.
"""

from __future__ import annotations

import gc
import platform
import random
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pandas as pd

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Callable

Statement = tuple[str, str, str]
SIZES = ((100, 100, 5_000), (500, 500, 100_000))
LARGE = (1_000, 10_000, 1_000_000)


def made(sources: int, claims: int, rows: int) -> tuple[ag.AttributionGraph, list[Statement]]:
    """Return statements by chance, as a graph and as (source, claim, stance)."""
    chance = random.Random(rows)
    said = [
        (
            f"s{chance.randrange(sources)}",
            f"c{chance.randrange(claims)}",
            "support" if chance.random() < 0.6 else "deny",
        )
        for _ in range(rows)
    ]
    g = ag.AttributionGraph(
        (ag.Agency(id=f"s{n}", name=f"Source {n}") for n in range(sources)),
        (ag.Claim(id=f"c{n}", text=f"Claim {n}") for n in range(claims)),
        (
            ag.Document(id=f"d{n}", title=f"Document {n}", published_at=f"20{10 + n % 15}-03-01")
            for n in range(100)
        ),
    )
    g.add(
        [
            ag.Attribution(
                id=f"r{n}", sources=(who,), content=what, stance=stance, document=f"d{n % 100}"
            )
            for n, (who, what, stance) in enumerate(said)
        ]
    )
    return g, said


def by_networkx(said: list[Statement]) -> nx.Graph[str]:
    """Project, claim by claim, as one would by hand."""
    speakers: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for who, what, stance in said:
        speakers[what, stance][who] += 1
    ties: nx.Graph[str] = nx.Graph()
    for counts in speakers.values():
        for (one, a), (other, b) in combinations(counts.items(), 2):
            weight = ties[one][other]["weight"] if ties.has_edge(one, other) else 0
            ties.add_edge(one, other, weight=weight + a * b)
    return ties


def by_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """Join the statements with themselves, and count."""
    counts = frame.value_counts().rename("n").reset_index()
    pairs = counts.merge(counts, on=["claim", "stance"])
    pairs["weight"] = pairs["n_x"] * pairs["n_y"]
    return pairs.pivot_table(
        index="source_x", columns="source_y", values="weight", aggfunc="sum", fill_value=0
    )


def by_crosstab(frame: pd.DataFrame) -> pd.DataFrame:
    """Multiply dense tables of sources by claims."""
    tables = [pd.crosstab(part["source"], part["claim"]) for _, part in frame.groupby("stance")]
    products = [table.dot(table.T) for table in tables]
    return products[0].add(products[1], fill_value=0)


def best(run: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the least processor time of a call, in seconds, and what it gives."""
    least, result = float("inf"), None
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        result = run()
        least = min(least, time.process_time() - start)
    return least, result


def agrees(ours: ag.Network, theirs: Any) -> None:
    """Stop if a contender gives another matrix."""
    labels = list(ours.row_labels)
    if isinstance(theirs, nx.Graph):
        found = nx.to_numpy_array(theirs, nodelist=labels)
    else:
        found = theirs.loc[labels, labels].to_numpy(dtype=float, copy=True)
        np.fill_diagonal(found, 0)
    np.testing.assert_array_equal(ours.matrix.toarray(), found)


def measured(sources: int, claims: int, rows: int) -> None:
    """Print the lines of one size."""
    g, said = made(sources, claims, rows)

    def first() -> ag.Network:
        g._store.memo.clear()  # noqa: SLF001 (as a change to the graph would)
        return ag.congruence(g)

    seconds, _ = best(first)
    again, ours = best(lambda: ag.congruence(g))
    rival: dict[str, Callable[[], Any]] = {}
    if rows <= SIZES[-1][2]:
        frame = pd.DataFrame(said, columns=["source", "claim", "stance"])
        rival = {
            "pandas, dense tables": lambda: by_crosstab(frame),
            "pandas, joined with itself": lambda: by_pandas(frame),
            "networkx, claim by claim": lambda: by_networkx(said),
        }
    size = f"{sources:,} by {claims:,}, {rows:,} statements"
    print(f"| {size} | attribgraph, first | {seconds:.3f} | 1 |")
    print(f"| | attribgraph, again | {again:.3f} | {again / seconds:.2f} |")
    for name, run in rival.items():
        took, theirs = best(run, 1 if rows > 10_000 else 3)
        agrees(ours, theirs)
        print(f"| | {name} | {took:.3f} | {took / seconds:.1f} |")
    for name, call in (
        (
            "conflict, jaccard",
            lambda: ag.one_mode(g, aggregation="conflict", normalization="jaccard"),
        ),
        ("once a document", lambda: ag.congruence(g, duplicates="document")),
        ("affiliation", lambda: ag.affiliation(g)),
    ):
        took, _ = best(call)
        print(f"| | attribgraph, {name} | {took:.3f} | {took / seconds:.2f} |")


def main() -> None:
    """Print the table."""
    print(f"Python {platform.python_version()}, {platform.machine()}; congruence among sources.\n")
    print("| sources by claims | what | seconds | beside the first call |")
    print("|---|---|---:|---:|")
    for size in (*SIZES, *([LARGE] if "--large" in sys.argv else [])):
        measured(*size)


if __name__ == "__main__":
    main()
