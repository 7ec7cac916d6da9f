"""How the examples become the gallery: run as users run them, each figure with its description."""

from __future__ import annotations

import tempfile
from pathlib import Path
from textwrap import indent
from typing import Any

import matplotlib.pyplot as plt
from sphinx_gallery.scrapers import figure_rst

import attribgraph as ag

DPI = 110


class Folder:
    """Gives each script a folder for what it writes, as its first argument."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="attribgraph-gallery-"))

    def __call__(self, _conf: dict[str, Any], script: dict[str, Any]) -> list[str]:
        """Return the script's arguments."""
        script["example_globals"]["__file__"] = script["src_file"]
        return [str(self.path)]

    def __repr__(self) -> str:
        """Return the same on every build, so that nothing is built again for it."""
        return "Folder()"


class Figures:
    """Writes the open figures, each with what `alt_text` says of it, and closes them."""

    def __call__(self, _block: Any, script: dict[str, Any], conf: dict[str, Any]) -> str:
        """Return the figures as reStructuredText."""
        shown = []
        for number in plt.get_fignums():
            path = next(script["image_path_iterator"])
            figure = plt.figure(number)
            ag.save_figure(figure, path, dpi=DPI)
            title = str(ag.alt_text(figure.axes[0])).partition("\n")[0]
            one = figure_rst([path], conf["src_dir"], fig_titles=title)
            shown.append(f".. container:: figure-wide\n\n{indent(one.strip(), '   ')}")
        plt.close("all")
        return "\n\n".join(shown)

    def __repr__(self) -> str:
        """Return the same on every build."""
        return "Figures()"
