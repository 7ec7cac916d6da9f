"""Draw timelines and corroboration figures of the seed graph and of a constructed case.

Run it from anywhere: ``python examples/gallery_time_and_support.py [folder]``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from port_fire import port_fire

import attribgraph as ag

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SEED = Path(__file__).resolve().parents[1] / "seeds" / "kursk-2024-10.toml"
ARTICLE = "One news article, 24 October to 6 November 2024, coded by hand (seeds/)"
MADE_UP = "A constructed case (examples/port_fire.py); nobody and nothing in it exists"


def figures() -> dict[str, Axes]:
    """Return the figures by the names of their files."""
    kursk, port = ag.read_toml(SEED), port_fire()
    return {
        "timeline-kursk": ag.plot_timeline(
            kursk.attributions - kursk.attributions.by("outlet"),
            lanes="source",
            title="Who spoke when about North Korean soldiers in Russia",
            source_line=ARTICLE,
        ),
        "timeline-port-fire": ag.plot_timeline(
            port,
            title="The fire at Berth 9: what was said, and who took it back",
            source_line=MADE_UP,
            as_of="2031-03-08",
        ),
        "corroboration-kursk": ag.plot_corroboration(
            kursk,
            "troops-in-kursk",
            title="Are North Korean units in Kursk? How we know",
            source_line=ARTICLE,
        ),
        "corroboration-port-fire": ag.plot_corroboration(
            port,
            "lithium",
            title="Did lithium cells start the fire? Who says so, and how we know",
            source_line=MADE_UP,
            as_of="2031-03-08",
        ),
    }


def main(folder: Path) -> None:
    """Draw them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, ax in figures().items():
        path = ag.save_figure(ax, folder / f"{name}.png", dpi=100)
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE)
        small.save(path, optimize=True)
        print("Wrote", path)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
