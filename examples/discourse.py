"""
Who stands together, and since when
===================================

Who stands together, who stands apart, and since when.

Run it from anywhere: ``python examples/discourse.py [folder] [project.dna]``. It reads a
constructed debate, and a project of Discourse Network Analyzer if one is named (or lies in
``../shared/data/dna`` beside this checkout). It prints the networks, and writes the pictures
into the folder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pictures import HARBOUR, draw

import attribgraph as ag

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "data" / "dna" / "sample.dna"


def report(g: ag.AttributionGraph, nodes: Literal["source", "agency"], days: int) -> None:
    """Print a debate's networks, its blocs, and how polarized it was when."""
    print(g)
    said = ag.affiliation(g, nodes, aggregation="subtract")
    print("\nWho said what, for less against:")
    for row in said.row_labels:
        cells = "".join(f"{said[row, column]:4.0f}" for column in said.column_labels)
        print(f"{cells}  {said.names[row]}")

    options: dict[str, Any] = {"normalization": "average", "duplicates": "document"}
    balance = ag.subtract(g, nodes, **options)
    strongest = sorted(balance.to_networkx().edges(data="weight"), key=lambda tie: -abs(tie[2]))
    print("\nThe strongest ties, agreement less conflict:")
    for one, other, weight in strongest[:5]:
        print(f"{weight:+.2f}  {balance.names[one]} and {balance.names[other]}")

    found = ag.blocs(g, nodes)
    for number, bloc in enumerate(found.members, 1):
        print(f"\nBloc {number}: {', '.join(balance.names[each] for each in bloc)}")
    if found.bridges:
        print(f"Bridging: {', '.join(balance.names[each] for each in found.bridges)}")

    carried = ag.backbone(g, nodes)
    print(f"\nClaims that carry the structure (loss {carried.loss:.3f}):")
    for claim in carried.backbone:
        print(f"- {g[claim].text}")

    overall = ag.polarization(g, nodes)
    print(f"\nPolarization: {overall.normalized:.2f} of 1; {days} days at a time:")
    curve = ag.polarization(g, nodes, unit="days", size=days, kernel="gaussian")
    for each in curve[:: max(1, len(curve) // 10)]:
        bar = "#" * round(40 * each.normalized)
        print(f"{each.middle:%d %b %Y}  {each.normalized:.2f} {bar}")
    print()


def main() -> None:
    """Report on each debate, and draw it."""
    figures: dict[str, Axes] = {}
    report(HARBOUR.graph, "source", 8)
    figures["discourse-harbour"] = ag.plot_discourse(
        HARBOUR.graph, title="Two camps on the future of Valdena's harbour", **HARBOUR.foot
    )
    project = Path(sys.argv[2]) if len(sys.argv) > 2 else SAMPLE
    if project.exists():
        g = ag.read_dna(project)
        report(g, "agency", 8)
        figures["discourse-project"] = ag.plot_discourse(
            g, "agency", title="Who stands with whom", source_line=project.name
        )
    draw(figures)


if __name__ == "__main__":
    main()
