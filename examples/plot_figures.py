"""
Which figures are given
=======================

Run it from anywhere: ``python examples/plot_figures.py [folder]``.
"""

from __future__ import annotations

from pictures import FIGURES, KURSK, NORD_STREAM, draw

import attribgraph as ag

MEASURES = {
    "deployed-to-russia": "North Korean soldiers deployed to Russia",
    "sent-for-training": "North Korean soldiers sent to Russia to be trained",
    "length-of-invasion": "How long Russia's full-scale invasion has lasted",
    "jobs": "Jobs that would go if the harbour closed",
    "oil": "Oil that has leaked into the basin",
    "leaks": "How many leaks",
    "emissions": "Harm to the climate",
    "charge": "Weight of the charges",
    "pipe": "How much of a pipe is gone",
    "crew": "How many people did it",
}


def main() -> None:
    """Draw the figures of each graph, a panel a measure, and one in high contrast."""
    draw(
        {
            "figures-kursk": ag.plot_figures(
                KURSK.graph,
                names=MEASURES,
                title="Which figures are given, and by whom",
                **KURSK.foot,
            ),
            "figures-harbour": ag.plot_figures(
                FIGURES.graph, names=MEASURES, title="How many jobs, how much oil?", **FIGURES.foot
            ),
            "figures-nord-stream": ag.plot_figures(
                NORD_STREAM.graph,
                names=MEASURES,
                title="Nord Stream: figures that were given",
                **NORD_STREAM.foot,
            ),
            "figures-harbour-high-contrast": ag.plot_figures(
                FIGURES.graph,
                measure="oil",
                names=MEASURES,
                title="How much oil?",
                style=ag.HIGH_CONTRAST,
                **FIGURES.foot,
            ),
        }
    )


if __name__ == "__main__":
    main()
