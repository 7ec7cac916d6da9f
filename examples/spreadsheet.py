"""
From a spreadsheet to a diagram
===============================

A spreadsheet to a diagram in ten lines, and what to look at on the way.

Run it from anywhere: ``python examples/spreadsheet.py [folder for the files]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import attribgraph as ag

SHEET = Path(__file__).with_name("oil-spill.csv")
"""As spreadsheets are saved in much of Europe: semicolons, and a line end inside a cell."""


def main(folder: Path) -> None:
    """Read the sheet, look at the report, draw; print who says what; write a table again."""
    folder.mkdir(parents=True, exist_ok=True)

    # the ten lines
    g, report = ag.read_csv(
        SHEET, sources="Speaker", source_type="Type", role="Office", act="Did", claim="Statement",
        claim_id="No", said_at="When", dayfirst=False, quotes="Quote", via="Told by",
        outlet="Paper", published_at="Published",
    )  # fmt: skip
    print(report)
    g.merge_nodes("harbour-master-reik", into="jonna-reik")
    ax = ag.plot_provenance(g, title="Who spilled the oil?", source_line="Two papers, June 2031")
    print("\nWrote", ag.save_figure(ax, folder / "oil-spill.png"))

    print("\nWho said what?")
    for row in g.attributions - g.attributions.relays():
        print("-", g.explain(row))
    print("\nBack to a table:", ag.write_csv(g, folder / "oil-spill-coded.csv"))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
