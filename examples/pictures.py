"""What the plotting examples share: three graphs, what is printed below them, and files."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from cases import harbour_debate, harbour_figures
from port_fire import port_fire
from smaller import smaller

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

__all__ = ["FIGURES", "HARBOUR", "KURSK", "NORD_STREAM", "PORT_FIRE", "Case", "draw"]

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
LARGE = 1_800_000
MADE_UP = "A constructed case (examples/); nobody and nothing in it exists"


class Foot(TypedDict):
    """What is printed below a figure, as arguments of a plot."""

    source_line: str
    as_of: str


@dataclass(frozen=True)
class Case:
    """A graph, and what is printed below its figures."""

    graph: ag.AttributionGraph
    source_line: str
    as_of: str

    @property
    def foot(self) -> Foot:
        """Return it as arguments of a plot."""
        return {"source_line": self.source_line, "as_of": self.as_of}


KURSK = Case(
    ag.read_toml(SEEDS / "kursk-2024-10.toml"),
    "One news article, 24 October to 6 November 2024, coded by hand",
    "2024-11-06",
)
NORD_STREAM = Case(
    ag.read_toml(SEEDS / "nord-stream-2022.toml"),
    "A sample of statements from the public record, coded by hand",
    "2024-08-16",
)
PORT_FIRE = Case(port_fire(), MADE_UP, "2031-03-08")
HARBOUR = Case(harbour_debate(), MADE_UP, "2031-06-02")
FIGURES = Case(harbour_figures(), MADE_UP, "2031-06-02")


def draw(figures: Mapping[str, Axes]) -> None:
    """Write figures, by name, into the folder that the command line names, or into ``out``."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    folder.mkdir(parents=True, exist_ok=True)
    for name, ax in figures.items():
        box = ax.get_window_extent()  # in pixels, at the figure's own 100 an inch
        dpi = 100 if box.width * box.height < LARGE else 80
        path = ag.save_figure(ax, folder / f"{name}.png", dpi=dpi)
        path.write_bytes(smaller(path.read_bytes()))
        print(f"{path}: {ag.alt_text(ax)[:90]}…")
