"""
How a claim is supported
========================

Run it from anywhere: ``python examples/plot_corroboration.py [folder]``.
"""

from __future__ import annotations

from pictures import KURSK, NORD_STREAM, PORT_FIRE, draw

import attribgraph as ag


def main() -> None:
    """Draw origins, relays and documents of a claim or two of each graph."""
    draw(
        {
            "corroboration-kursk": ag.plot_corroboration(
                KURSK.graph,
                "troops-in-kursk",
                title="Are North Korean units in Kursk? How we know",
                **KURSK.foot,
            ),
            "corroboration-port-fire": ag.plot_corroboration(
                PORT_FIRE.graph,
                "lithium",
                title="Did lithium cells start the fire? Who says so, and how we know",
                **PORT_FIRE.foot,
            ),
            "corroboration-nord-stream": ag.plot_corroboration(
                NORD_STREAM.graph,
                "six-people",
                title="Six people on a yacht? How we know",
                **NORD_STREAM.foot,
            ),
            "corroboration-nord-stream-us": ag.plot_corroboration(
                NORD_STREAM.graph,
                "by-us",
                title="Did the United States do it? Who says so, and who denies it",
                **NORD_STREAM.foot,
            ),
        }
    )


if __name__ == "__main__":
    main()
