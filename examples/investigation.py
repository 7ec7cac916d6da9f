"""
What each claim hangs on
========================

Ask of every claim of the seed graph what it hangs on, and find a story that goes round.

Run it from anywhere: ``python examples/investigation.py``.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import attribgraph as ag

SEED = Path(__file__).resolve().parents[1] / "seeds" / "kursk-2024-10.toml"
WIDTHS = {"claim": 40, "origins (+: count as one)": 27, "count": 5, "weak point": 22}


def print_line(*cells: str) -> None:
    """Print cells beside each other, each wrapped to the width of its column."""
    columns = [textwrap.wrap(*pair) for pair in zip(cells, WIDTHS.values(), strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        padded = [part.ljust(w) for part, w in zip(parts, WIDTHS.values(), strict=True)]
        print("  ".join(padded).rstrip())


def weak_point(g: ag.AttributionGraph, found: ag.Corroboration) -> str:
    """Return what the claim stands or falls with."""
    voices = found.named + found.described + found.anonymous
    through = " and ".join(g[each].name for each in found.bottlenecks if each not in voices)
    origins = {0: "nobody named", 1: "one origin"}.get(found.independent_count, "")
    return ", ".join(filter(None, (origins, through and f"all via {through}")))


def print_corroboration(g: ag.AttributionGraph, table: ag.CorroborationTable) -> None:
    """Print origins, independent count and weak point of every claim."""
    print_line(*WIDTHS)
    print_line(*("-" * width for width in WIDTHS.values()))
    for found in table:
        groups = [origin.sources for origin in found.independent_origins]
        origins = "; ".join(" + ".join(g[each].name for each in group) for group in groups)
        count = str(found.independent_count)
        print_line(g[found.claim].text, origins or "-", count, weak_point(g, found))


def print_exposed(g: ag.AttributionGraph, table: ag.CorroborationTable) -> None:
    """Print who is the only origin of how many claims."""
    print("\nWho is the only origin, and of how many claims?")
    alone = Counter(found.independent_origins[0].sources[0] for found in table.single_source())
    for source, count in alone.most_common():
        print(f"- {g[source].name}: {count}")


def print_figures(g: ag.AttributionGraph) -> None:
    """Print the figures that are given, by what they measure, and which exclude each other."""
    print("\nWhich figures are given, and which exclude each other?")
    figures = g.claims.where(lambda claim: claim.quantity is not None)
    for measure in sorted({claim.quantity.measure for claim in figures}):
        same = [claim for claim in figures if claim.quantity.measure == measure]
        for row in g.who_asserted(same):
            who = " and ".join(g[each].name for each in row.sources)
            print(f"- {measure}: {g[row.content].quantity} ({who})")
    pairs = [pair for pair in ag.contradictions(g) if pair.reason == "quantities"]
    for pair in pairs:
        print(f"- {g[pair.first.content].text} / {g[pair.second.content].text}")
    print(f"- pairs that exclude each other: {len(pairs)}")


def print_circle() -> None:
    """Build a story that three outlets have from one another, and name the loop."""
    print("\nA story that three outlets carry (made up):")
    g = ag.AttributionGraph(ag.Claim(id="closure", text="The port will close in May"))
    g.add([ag.Agency(name=name, kind="news") for name in ("Port Blog", "The Herald", "Radio 9")])
    g.attribute("port-blog", "closure", via=["the-herald", "radio-9", "port-blog"])
    for circle in ag.circular_reports(g):
        print("- it goes round:", " -> ".join(g[each].name for each in circle.loop))
    verdict = ag.corroborate(g, "closure").verdict
    print(textwrap.fill(verdict, 98, initial_indent="- ", subsequent_indent="  "))


def main() -> None:
    """Read, and print all four."""
    g = ag.read_toml(SEED)
    table = ag.corroboration_table(g)
    print_corroboration(g, table)
    print_exposed(g, table)
    print_figures(g)
    print_circle()


if __name__ == "__main__":
    main()
