"""Time the core beside networkx, prov, rdflib and stix2: ``python benchmarks/core.py``.

Every measurement runs in a process of its own, which prints its figures as JSON; the table
of all of them is printed as Markdown. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final

from contenders import CONTENDERS
from statements import make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from statements import Statements

OURS: Final = "attribgraph"
DERIVED: Final = "attribgraph, ids derived"
BASE: Final = "dicts"
FULL: Final = (OURS, "networkx", "rdflib")
SAMPLED: Final = ("prov", "stix2")
OTHERS: Final = (BASE, "networkx", "prov", "rdflib", "stix2")
Figures = dict[str, float]


# -- what one process does --------------------------------------------------------------


def build(contender: Any, data: Statements, path: Path) -> Figures:
    """Make the graph from plain Python data; then write it, timed too."""
    before = _peak()
    start = process_time()
    graph = contender.build(data)
    built = process_time() - start
    peak = _peak()
    start = process_time()
    contender.dump(graph, path)
    return {
        "build": built,
        "dump": process_time() - start,
        "peak of build": peak,
        "growth of build": peak - before,
    }


def load(contender: Any, path: Path) -> Figures:
    """Read the graph from the file, in a process that holds nothing else."""
    before = _peak()
    start = process_time()
    contender.load(path)
    loaded = process_time() - start
    peak = _peak()
    return {"load": loaded, "peak of load": peak, "growth of load": peak - before}


def ask(contender: Any, data: Statements, calls: int) -> Figures:
    """Ask about many claims and sources: the first call, and the median of all once warm."""
    graph = contender.build(data)
    some = random.Random(1)
    claims = sorted({row["content"] for row in data.rows})
    sources = sorted({source for row in data.rows for source in row["sources"]})
    figures: Figures = {}
    for name, ids in (("who_asserted", claims), ("by", sources)):
        question: Callable[[Any, str], list[Any]] = getattr(contender, name)
        keys = some.sample(ids, min(len(ids), calls))
        first = [_timed(question, graph, key) for key in keys]
        again = [_timed(question, graph, key) for key in keys]
        figures[f"{name}, first call"] = first[0]
        figures[f"{name}, each key's first"] = statistics.median(first)
        figures[f"{name}, warm"] = statistics.median(again)
        figures[f"{name}, rows"] = sum(len(question(graph, key)) for key in keys) / len(keys)
    return figures


def _timed(question: Callable[[Any, str], list[Any]], graph: Any, key: str) -> float:
    start = perf_counter()
    question(graph, key)
    return perf_counter() - start


def _peak() -> float:
    """Return the most memory that this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


# -- what the first process does --------------------------------------------------------


def measured(step: str, name: str, rows: int, path: Path, calls: int) -> Figures:
    """Take the figures of one step of one contender in a fresh process."""
    wanted = {"step": step, "contender": name, "rows": rows, "path": path, "calls": calls}
    done = subprocess.run(  # noqa: S603 (this file, by this interpreter)
        [sys.executable, __file__, *(f"--{key}={value}" for key, value in wanted.items())],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: Figures = json.loads(done.stdout)
    return figures


def best(runs: Iterable[Figures]) -> Figures:
    """Return the least of each figure: what disturbs a run only makes it slower."""
    each = list(runs)
    return {name: min(run[name] for run in each) for name in each[0]}


def contest(name: str, rows: int, repeat: int, calls: int) -> Figures:
    """Take all figures of a contender."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.json")
        steps = ("ask",) if name == BASE else ("build", "load", "ask")
        found: Figures = {}
        for step in steps:
            print(f"{name}: {step}", file=sys.stderr)
            found |= best(measured(step, name, rows, path, calls) for _ in range(repeat))
    return found


def scaled(name: str, figures: Figures, factor: float) -> Figures:
    """Return what figures of fewer rows say about all of them, row by row."""
    scans = CONTENDERS[name]().scans
    made = {}
    for key, value in figures.items():
        whole = key in {"build", "dump", "load"} or key.startswith("growth")
        if whole or (scans and "," in key and not key.endswith("rows")):
            made[key] = value * factor
        elif key.startswith("peak"):
            growth = figures[key.replace("peak", "growth")]
            made[key] = value + growth * (factor - 1)
        else:
            made[key] = value
    return made


# -- the table --------------------------------------------------------------------------

LINES: Final = (
    ("build from Python", "build"),
    ("write to a file", "dump"),
    ("read from the file", "load"),
    ("peak memory, reading", "peak of load"),
    ("peak memory, building", "peak of build"),
    ("`who_asserted(claim)`, warm", "who_asserted, warm"),
    ("… each key's first call", "who_asserted, each key's first"),
    ("… the very first call", "who_asserted, first call"),
    ("`by(source)`, warm", "by, warm"),
    ("… each key's first call", "by, each key's first"),
    ("… the very first call", "by, first call"),
)


def shown(key: str, value: float) -> str:
    """Return a figure with its unit."""
    if key.startswith("peak"):
        return f"{value:.0f} MB"
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e-6:.3g} µs"


def table(found: dict[str, Figures], rows: int) -> str:
    """Return the figures as Markdown, and in brackets how many times ours they are."""
    lines = [
        f"| {rows:,} attributions | {' | '.join((OURS, *OTHERS))} |",
        "|---|" + "---:|" * (1 + len(OTHERS)),
    ]
    for label, key in LINES:
        ours = found[OURS][key]
        cells = [shown(key, ours)]
        for name in OTHERS:
            value = found[name].get(key)
            cells.append("" if value is None else f"{shown(key, value)} ({value / ours:.2g}x)")
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def aims(found: dict[str, Figures]) -> str:
    """Return the figures that the aims are about."""
    ours, derived, networkx, base = (found[name] for name in (OURS, DERIVED, "networkx", BASE))
    lines = [
        f"build: {ours['build'] / networkx['build']:.2f} times networkx",
        f"build, ids derived: {derived['build'] / networkx['build']:.2f} times networkx",
        f"read: {ours['load'] / networkx['load']:.2f} times networkx",
    ]
    for name, call in (("who_asserted", "who_asserted(claim)"), ("by", "by(source)")):
        ratio = ours[f"{name}, warm"] / base[f"{name}, warm"]
        lines.append(f"{call}: {ratio:.1f} times dict, {ours[f'{name}, rows']:.1f} rows a call")
    lines.append(f"Python {platform.python_version()} on {os.cpu_count()} cores")
    return "\n".join(f"- {line}" for line in lines)


def main() -> None:
    """Run one step, or all and print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=100_000, help="attributions")
    asked.add_argument("--sample", type=int, default=10_000, help="attributions for the slow")
    asked.add_argument("--repeat", type=int, default=3, help="runs of which the best counts")
    asked.add_argument("--step", choices=("build", "load", "ask"), help=argparse.SUPPRESS)
    asked.add_argument("--contender", choices=tuple(CONTENDERS), help=argparse.SUPPRESS)
    asked.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--calls", type=int, default=1000, help="keys to ask about")
    given = asked.parse_args()
    if given.step is None:
        sample = min(given.sample, given.rows)
        found = {
            name: contest(name, given.rows, given.repeat, given.calls)
            for name in (BASE, DERIVED, *FULL)
        }
        for name in SAMPLED:
            figures = contest(name, sample, 1, 20)
            found[name] = scaled(name, figures, given.rows / sample)
        print(table(found, given.rows), aims(found), sep="\n\n")
        return
    contender = CONTENDERS[given.contender]()
    if given.step == "load":
        figures = load(contender, given.path)
    elif given.step == "build":
        figures = build(contender, make(given.rows), given.path)
    else:
        figures = ask(contender, make(given.rows), given.calls)
    json.dump(figures, sys.stdout)


if __name__ == "__main__":
    main()
