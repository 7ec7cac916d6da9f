"""How fast credibility is, on the Population data set and beside networkx: one Markdown table.

Run it by hand: ``python benchmarks/credibility.py FOLDER``, where the folder holds
``population_claims.csv`` (Pasternack and Roth 2010; not part of this project). Without one, a
made-up set of the same size is used. Each figure is the best of five of one run.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

import attribgraph as ag
from attribgraph import trust
from attribgraph.ballots import ballots_of, compete, said_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Statement = tuple[str, tuple[str, str], str]

METHODS = (
    "vote",
    "sums",
    "average_log",
    "investment",
    "pooled_investment",
    "truthfinder",
    "depen",
    "accu",
)
ROUNDS = 20
REPEATS = 5


def population(folder: Path) -> Iterable[Statement]:
    """Read who says that which item has which value."""
    with (folder / "population_claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["SourceID"], (row["ObjectID"], row["PropertyID"]), row["PropertyValue"]


def made_up(statements: int = 50_000) -> Iterable[Statement]:
    """Make as many statements, a few sources making most of them."""
    chance = random.Random(1)
    seen = set()
    while len(seen) < statements:
        source = f"source {int(4264 * chance.random() ** 4)}"
        item = ("item", str(chance.randrange(43_000)))
        if (source, item) not in seen:
            seen.add((source, item))
            yield source, item, str(min(int(chance.expovariate(2)), 3))


def build(statements: list[Statement]) -> tuple[ag.AttributionGraph, dict[str, tuple[str, str]]]:
    """Return the graph, and the item of each claim."""
    sources = {name: f"s{n}" for n, name in enumerate(dict.fromkeys(s for s, _, _ in statements))}
    claims = {said: f"c{n}" for n, said in enumerate(dict.fromkeys(s[1:] for s in statements))}
    g = ag.AttributionGraph(
        [ag.Actor(id=id_, name=name) for name, id_ in sources.items()],
        [ag.Claim(id=id_, text=f"{said}") for said, id_ in claims.items()],
        (
            ag.Attribution(id=f"r{n}", sources=sources[source], content=claims[said])
            for n, (source, *said_) in enumerate(statements)
            for said in [tuple(said_)]
        ),
    )
    return g, {id_: item for (item, _), id_ in claims.items()}


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest run."""
    taken = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Measure and print."""
    data = population(Path(sys.argv[1])) if sys.argv[1:] else made_up()
    statements = list(data)
    g, groups = build(statements)
    store = g._store  # noqa: SLF001 (parts of an analysis are timed by themselves)
    ballots = ballots_of(store, store.rows.values())
    at = compete(store, ballots, said_of(store, ballots, groups, "groups"))
    stop = trust.Stop(ROUNDS, -1.0)
    rounds = best(lambda: trust.sums(at, stop))
    network = nx.DiGraph((("source", source), ("claim", *said)) for source, *said in statements)
    hits = best(lambda: nx.hits(network))
    print(f"{len(statements):,} statements, {len(at.ballots.sources):,} sources, ", end="")
    print(f"{at.size:,} claims; best of {REPEATS}, milliseconds of processor time.\n")
    print("| what | ms | times the rounds of `sums` |\n|---|---:|---:|")
    rows = {
        f"{ROUNDS} rounds of `sums`": rounds,
        "`networkx.hits` on a graph that is there": hits,
        "reading the graph's rows, once until it changes": best(
            lambda: ballots_of(store, store.rows.values())
        ),
    }
    for method in METHODS:
        found = ag.credibility(g, method, groups=groups)
        seconds = best(lambda method=method: ag.credibility(g, method, groups=groups))
        rounds_gone = f"{found.iterations} round{'' if found.iterations == 1 else 's'}"
        rows[f"`credibility(g, {method!r}, groups=...)`, {rounds_gone}"] = seconds
    for name, seconds in rows.items():
        print(f"| {name} | {1000 * seconds:.1f} | {seconds / rounds:.1f} |")


if __name__ == "__main__":
    main()
