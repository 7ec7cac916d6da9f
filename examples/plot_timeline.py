"""
Who said what when
==================

Run it from anywhere: ``python examples/plot_timeline.py [folder]``.
"""

from __future__ import annotations

from pictures import KURSK, NORD_STREAM, PORT_FIRE, draw

import attribgraph as ag


def main() -> None:
    """Draw a timeline for each graph, by source and by claim."""
    spoken = KURSK.graph.attributions - KURSK.graph.attributions.by("outlet")
    draw(
        {
            "timeline-kursk": ag.plot_timeline(
                spoken,
                lanes="source",
                title="Who spoke when about North Korean soldiers in Russia",
                **KURSK.foot,
            ),
            "timeline-port-fire": ag.plot_timeline(
                PORT_FIRE.graph,
                title="The fire at Berth 9: what was said, and who took it back",
                **PORT_FIRE.foot,
            ),
            "timeline-nord-stream": ag.plot_timeline(
                NORD_STREAM.graph,
                claim=["by-russia", "by-us", "by-anglo-saxons", "by-uk", "by-group", "by-ukraine"],
                title="Nord Stream: who was accused when, and what they answered",
                **NORD_STREAM.foot,
            ),
        }
    )


if __name__ == "__main__":
    main()
