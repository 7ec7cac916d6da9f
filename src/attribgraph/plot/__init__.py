"""Plots: each is ``plot_x(g, ..., ax=None) -> Axes``, calls no ``show`` and writes no file.

>>> ax = plot_provenance(g, title="Who said what")
>>> sorted(statement_numbers(ax).values())[:3]
[1, 2, 3]

`save_figure` writes what was drawn to a PNG, SVG or PDF file that is the same, byte for
byte, whenever the same figure is written.
"""

from attribgraph.plot.files import save_figure
from attribgraph.plot.provenance import plot_provenance, statement_numbers
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.text import MissingGlyphWarning, PlotWarning

__all__ = [
    "DEFAULT_STYLE",
    "MissingGlyphWarning",
    "PlotWarning",
    "Style",
    "plot_provenance",
    "save_figure",
    "statement_numbers",
]
