"""
Who asserted what
=================

Read the seed graph, print who asserted what, answer three questions, draw the diagram.

Run it from anywhere: ``python examples/quickstart.py [folder for the pictures]``.
"""

from __future__ import annotations

import sys
import textwrap
from itertools import zip_longest
from pathlib import Path

import attribgraph as ag

SEED = Path(__file__).resolve().parents[1] / "seeds" / "kursk-2024-10.toml"
WIDTHS = {"who": 18, "did": 15, "what": 40, "when": 13, "via": 6}
PAST = {"assert": "said", "admit": "admitted", "believe": "believed", "comment": "commented on"}


def print_line(*cells: str) -> None:
    """Print cells beside each other, each wrapped to the width of its column."""
    columns = [textwrap.wrap(*pair) for pair in zip(cells, WIDTHS.values(), strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        padded = [part.ljust(w) for part, w in zip(parts, WIDTHS.values(), strict=True)]
        print("  ".join(padded).rstrip())


def print_table(g: ag.AttributionGraph) -> None:
    """Print each first-hand statement: who did what, about what, when, and via whom we know."""
    print_line(*WIDTHS)
    print_line(*("-" * width for width in WIDTHS.values()))
    for row in g.attributions - g.attributions.relays():
        claim = g[row.content]
        who = " and ".join(g[source].name for source in row.sources) or "nobody named"
        did = f"did not {row.act}" if row.negated else PAST.get(row.act, f"{row.act}ed")
        what = f"{claim.text} ({claim.condition})" if claim.condition else claim.text
        when = str(row.said_at or "").replace("../", "by ")
        via = ", ".join(g[source].name for relay in g.relays_of(row) for source in relay.sources)
        print_line(who, did, what, when, via)


def answer(g: ag.AttributionGraph, question: str, rows: ag.AttributionView) -> None:
    """Print a question and, as its answer, a sentence for each row."""
    print(f"\n{question}")
    for row in rows:
        print(textwrap.fill(g.explain(row), 98, initial_indent="- ", subsequent_indent="  "))


def main(folder: Path) -> None:
    """Read, print, answer and draw."""
    g = ag.read_toml(SEED)
    print_table(g)

    said = g.who_asserted("troops-in-kursk")
    not_denied = g.attributions.of("troops-in-kursk").act("deny", negated=True)
    figures = g.claims.where(lambda claim: claim.quantity is not None)
    answer(g, "Who says that troops are in Kursk, and who does not deny it?", said | not_denied)
    answer(g, "What do we know only through Yonhap?", g.attributions.relayed_by("yonhap"))
    answer(g, "Which figures are given, and by whom?", g.attributions.of(figures))

    folder.mkdir(parents=True, exist_ok=True)
    ax = ag.plot_provenance(
        g,
        title="Who said what about North Korean soldiers in Russia",
        source_line="One news article, 24 October to 6 November 2024, coded by hand (seeds/)",
    )
    print()
    for kind in ("png", "svg"):
        print("Wrote", ag.save_figure(ax, folder / f"kursk-provenance.{kind}"))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
