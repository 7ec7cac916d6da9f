"""
From fact-checks to a matrix of stances
=======================================

Read a file of ClaimReviews, say where fact-checkers differ, and draw who stands where.

Run it from anywhere: ``python examples/fact_checks.py [folder]``. The reviews are made up.
"""

from __future__ import annotations

import sys
from pathlib import Path

import attribgraph as ag

REVIEWS = Path(__file__).parent / "data" / "fact-checks.json"


def print_verdicts(g: ag.AttributionGraph) -> None:
    """Print each claim, who made it, and the verdicts on it."""
    for claim in g.claims:
        makers = g.attributions.of(claim).act("assert").sources()
        print(f"“{claim.text}”")
        print(f"  said by {', '.join(each.name for each in makers)}")
        for row in g.attributions.of(claim).act("assess"):
            checker = g[row.sources[0]].name
            print(f"  {checker}: {row.grade}, which is to {row.stance.value}")


def print_disagreements(g: ag.AttributionGraph) -> None:
    """Print the claims on which one checker supports what another does not."""
    print("\nChecked with different results:")
    for claim in g.claims:
        stances = {row.stance for row in g.attributions.of(claim).act("assess")}
        if len(stances) > 1:
            print(f"- {claim.text}")


def main(folder: Path) -> None:
    """Read, print, draw, and write the reviews again."""
    folder.mkdir(parents=True, exist_ok=True)
    g = ag.read_claimreview(REVIEWS)
    print(g)
    print_verdicts(g)
    print_disagreements(g)
    axes = ag.plot_stances(
        g,
        title="Who stands where on three claims about Valdena's harbour",
        source_line="Made-up ClaimReviews (examples/data/fact-checks.json)",
        as_of="2031-05-30",
    )
    ag.save_figure(axes, folder / "fact-checks.png")
    print("\nWritten again as ClaimReview:", ag.write_claimreview(g, folder / "fact-checks.json"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("fact-checks"))
