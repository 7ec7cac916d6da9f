"""Plots: each is ``plot_x(g, ..., ax=None) -> Axes``, calls no ``show`` and writes no file.

>>> ax = plot_provenance(g, title="Who said what")
>>> sorted(statement_numbers(ax).values())[:3]
[1, 2, 3]

`save_figure` writes what was drawn to a PNG, SVG or PDF file that is the same, byte for
byte, whenever the same figure is written.
"""

from attribgraph.plot.corroboration import plot_corroboration
from attribgraph.plot.describe import alt_text
from attribgraph.plot.discourse import plot_discourse
from attribgraph.plot.figures import plot_figures
from attribgraph.plot.files import save_figure
from attribgraph.plot.provenance import plot_provenance, statement_numbers
from attribgraph.plot.stances import plot_stances
from attribgraph.plot.style import DEFAULT_STYLE, HIGH_CONTRAST, PRINT, Style
from attribgraph.plot.text import MissingGlyphWarning, PlotWarning
from attribgraph.plot.timeline import plot_timeline

__all__ = [
    "DEFAULT_STYLE",
    "HIGH_CONTRAST",
    "PRINT",
    "MissingGlyphWarning",
    "PlotWarning",
    "Style",
    "alt_text",
    "plot_corroboration",
    "plot_discourse",
    "plot_figures",
    "plot_provenance",
    "plot_stances",
    "plot_timeline",
    "save_figure",
    "statement_numbers",
]
