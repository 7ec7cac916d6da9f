"""Draw who stands where and which figures are given, on the seed graph and on made-up cases.

Run it from anywhere: ``python examples/gallery_stances_and_figures.py [folder]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cases import harbour_debate, harbour_figures

import attribgraph as ag

SEED = Path(__file__).resolve().parents[1] / "seeds" / "kursk-2024-10.toml"
ARTICLE = "One news article, 24 October to 6 November 2024, coded by hand (seeds/)"
MADE_UP = "A made-up case (examples/cases.py)"
MEASURES = {
    "deployed-to-russia": "North Korean soldiers deployed to Russia",
    "sent-for-training": "North Korean soldiers sent to Russia to be trained",
    "length-of-invasion": "How long Russia's full-scale invasion has lasted",
    "jobs": "Jobs that would go if the harbour closed",
    "oil": "Oil that has leaked into the basin",
}


def main(folder: Path) -> None:
    """Draw each picture, and print what it shows."""
    folder.mkdir(parents=True, exist_ok=True)
    seed, debate, figures = ag.read_toml(SEED), harbour_debate(), harbour_figures()
    drawn = {
        "stances-seed": ag.plot_stances(
            seed,
            title="Who stands where on North Korean soldiers in Russia",
            source_line=ARTICLE,
        ),
        "stances-debate": ag.plot_stances(
            debate,
            title="Two camps on the future of Valdena's harbour",
            source_line=MADE_UP,
            as_of="2031-06-02",
        ),
        "stances-debate-print": ag.plot_stances(
            debate.attributions.of("close", "jobs", "oil", "dredge", "traffic", "warned"),
            title="Two camps on the future of Valdena's harbour",
            source_line=MADE_UP,
            as_of="2031-06-02",
            style=ag.PRINT,
        ),
        "figures-seed": ag.plot_figures(
            seed,
            title="Which figures are given, and by whom",
            source_line=ARTICLE,
            names=MEASURES,
        ),
        "figures-harbour": ag.plot_figures(
            figures,
            title="How many jobs, how much oil?",
            source_line=MADE_UP,
            as_of="2031-06-02",
            names=MEASURES,
        ),
        "figures-harbour-high-contrast": ag.plot_figures(
            figures,
            measure="oil",
            title="How much oil?",
            source_line=MADE_UP,
            as_of="2031-06-02",
            names=MEASURES,
            style=ag.HIGH_CONTRAST,
        ),
    }
    for name, axes in drawn.items():
        print(f"{ag.save_figure(axes, folder / f'{name}.png', dpi=100)}: {ag.alt_text(axes)[:90]}…")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
