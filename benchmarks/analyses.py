"""How the analyses of all claims at once grow with the graph: one Markdown table.

Run it by hand: ``python benchmarks/analyses.py [10000 100000 1000000]``. Each size is one run in
a process of its own, the graph made from a fixed seed. Seconds are of processor time, so that other
work on the machine counts little; the ratio is that of one size to the one before it (a graph ten
times as large takes ten times as long where costs are linear).
"""

from __future__ import annotations

import json
import platform
import random
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (10_000, 100_000, 1_000_000)
ANALYSES = (
    "corroboration_table",
    "disputes",
    "contradictions",
    "reversals",
    "circular_reports",
    "timeline",
)


def records(rows: int) -> Iterator[ag.Record]:
    """Make a world of one row in ten for claims, in a hundred for sources, in twenty for papers.

    Of the rows, about a quarter pass another on (some of them back to its own source), one in
    twelve denies and a few retract. A tenth of the sources belong to a ministry.
    """
    chance = random.Random(rows)
    sources = [f"source-{number}" for number in range(max(rows // 100, 50))]
    papers = [f"paper-{number}" for number in range(max(rows // 1000, 10))]
    claims = [f"claim-{number}" for number in range(rows // 10)]
    documents = [f"document-{number}" for number in range(rows // 20)]
    for each in (*sources, *papers):
        yield ag.Agency(id=each, name=each)
    for each in documents:
        yield ag.Document(id=each, title=each, publisher=chance.choice(papers))
    for number, each in enumerate(claims):
        figure = ag.Quantity(value=chance.randrange(100), measure=f"measure-{number // 20}")
        yield ag.Claim(id=each, text=each, quantity=figure if number % 4 == 0 else None)
    for number in range(len(sources) // 10):
        ministry = sources[number - number % 7]
        if sources[number] != ministry:
            yield ag.Link(subject=sources[number], relation="part_of", object=ministry)
    for number in range(0, len(claims) - 1, 20):
        yield ag.Link(subject=claims[number], relation="contradicts", object=claims[number + 1])
    made: list[ag.Attribution] = []
    for number in range(rows):
        drawn = chance.random()
        inner = made[-chance.randrange(1, min(len(made), 200) + 1)] if made else None
        act, content, speakers = "assert", chance.choice(claims), [chance.choice(sources)]
        if inner is not None and drawn < 0.25:
            act, content = "report", inner.id
        elif inner is not None and drawn < 0.27:
            act, content, speakers = "retract", inner.id, list(inner.sources)
        elif drawn < 0.35:
            act = "deny"
        elif drawn < 0.40:
            act = "question"
        elif drawn < 0.43:
            speakers.append(chance.choice(sources))
        row = ag.Attribution(
            id=f"row-{number}",
            sources=speakers,
            content=content,
            act=act,
            document=chance.choice(documents) if chance.random() < 0.7 else None,
            said_at=f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        )
        made.append(row)
        yield row


def measure(rows: int) -> dict[str, float]:
    """Return the seconds of building and of each analysis, and what they found."""
    started = time.process_time()
    g = ag.AttributionGraph(records(rows))
    taken = {"building the graph": time.process_time() - started}
    for name in ANALYSES:
        g = g.copy()  # nothing is remembered from the analysis before
        started = time.process_time()
        found = getattr(ag, name)(g)
        taken[name] = time.process_time() - started
        print(f"{rows:,} {name}: {taken[name]:.2f} s, {len(found):,} found", file=sys.stderr)
        del found
    taken["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return taken


def main(sizes: list[int]) -> None:
    """Measure each size in a process of its own and print the table."""
    taken = []
    for size in sizes:
        done = subprocess.run(  # noqa: S603 (this very script)
            [sys.executable, __file__, "--one", str(size)], stdout=subprocess.PIPE, check=True
        )
        taken.append(json.loads(done.stdout))
    ratios = [f"ratio {one:,}:{other:,}" for one, other in zip(sizes[1:], sizes, strict=False)]
    print(f"Python {platform.python_version()}, {platform.machine()}; one run each;", end=" ")
    print("seconds of processor time.\n")
    print("| " + " | ".join(["attributions", *(f"{size:,}" for size in sizes), *ratios]) + " |")
    print("|---" + "|---:" * (len(sizes) + len(ratios)) + "|")
    for name in taken[0]:
        seconds = [each[name] for each in taken]
        grown = [one / other for one, other in zip(seconds[1:], seconds, strict=False)]
        label = "memory at the highest, GiB" if name == "memory" else name
        cells = [label, *(f"{each:.2f}" for each in seconds), *(f"{each:.1f}" for each in grown)]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
