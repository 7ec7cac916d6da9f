"""
Who said what, through whom
===========================

Run it from anywhere: ``python examples/plot_provenance.py [folder]``.
"""

from __future__ import annotations

from pictures import KURSK, NORD_STREAM, PORT_FIRE, draw

import attribgraph as ag


def main() -> None:
    """Draw the claim-provenance diagram of each graph."""
    draw(
        {
            "provenance-kursk": ag.plot_provenance(
                KURSK.graph,
                title="Who said what about North Korean soldiers in Russia",
                **KURSK.foot,
            ),
            "provenance-port-fire": ag.plot_provenance(
                PORT_FIRE.graph,
                claim=["lithium", "owner", "nobody-hurt"],
                title="The fire at Berth 9: who said what, and where it is found",
                **PORT_FIRE.foot,
            ),
            "provenance-nord-stream": ag.plot_provenance(
                NORD_STREAM.graph,
                claim=["by-us", "norway-helped", "by-group", "six-people", "plan", "approved"],
                title="Nord Stream: who says who did it, and where it is found",
                **NORD_STREAM.foot,
            ),
        }
    )


if __name__ == "__main__":
    main()
