"""
Who stands where
================

Run it from anywhere: ``python examples/plot_stances.py [folder]``.
"""

from __future__ import annotations

from pictures import HARBOUR, KURSK, NORD_STREAM, PORT_FIRE, draw

import attribgraph as ag


def main() -> None:
    """Draw a matrix of sources and claims for each graph, and one for one ink on paper."""
    culprits = NORD_STREAM.graph.attributions.of(
        *("by-russia", "by-us", "by-anglo-saxons", "by-uk", "norway-helped"),
        *("by-group", "by-ukraine", "by-general", "by-colonel"),
    )
    draw(
        {
            "stances-kursk": ag.plot_stances(
                KURSK.graph,
                title="Who stands where on North Korean soldiers in Russia",
                **KURSK.foot,
            ),
            "stances-port-fire": ag.plot_stances(
                PORT_FIRE.graph, title="The fire at Berth 9: who stands where", **PORT_FIRE.foot
            ),
            "stances-nord-stream": ag.plot_stances(
                culprits, title="Nord Stream: who is said to have done it", **NORD_STREAM.foot
            ),
            "stances-harbour-print": ag.plot_stances(
                HARBOUR.graph,
                title="Two camps on the future of Valdena's harbour",
                style=ag.PRINT,
                **HARBOUR.foot,
            ),
        }
    )


if __name__ == "__main__":
    main()
