"""Plots: each is ``plot_x(g, ..., ax=None) -> Axes``, calls no ``show`` and writes no file.

>>> ax = ag.plot_provenance(g, title="Who said what")
>>> sorted(ag.statement_numbers(ax).values())[:3]
[1, 2, 3]

`save_figure` writes what was drawn to a PNG, SVG or PDF file that is the same, byte for
byte, whenever the same figure is written.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from attribgraph.plot.corroboration import plot_corroboration
    from attribgraph.plot.describe import alt_text
    from attribgraph.plot.discourse import plot_discourse
    from attribgraph.plot.figures import plot_figures
    from attribgraph.plot.files import save_figure
    from attribgraph.plot.provenance import plot_provenance, statement_numbers
    from attribgraph.plot.stances import plot_stances
    from attribgraph.plot.style import DEFAULT_STYLE, HIGH_CONTRAST, PRINT, Style
    from attribgraph.plot.timeline import plot_timeline
    from attribgraph.plot.words import MissingGlyphWarning, PlotWarning

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

_LAZY: Final = {
    "plot_corroboration": "attribgraph.plot.corroboration",
    "alt_text": "attribgraph.plot.describe",
    "plot_discourse": "attribgraph.plot.discourse",
    "plot_figures": "attribgraph.plot.figures",
    "save_figure": "attribgraph.plot.files",
    "plot_provenance": "attribgraph.plot.provenance",
    "statement_numbers": "attribgraph.plot.provenance",
    "plot_stances": "attribgraph.plot.stances",
    "DEFAULT_STYLE": "attribgraph.plot.style",
    "HIGH_CONTRAST": "attribgraph.plot.style",
    "PRINT": "attribgraph.plot.style",
    "Style": "attribgraph.plot.style",
    "MissingGlyphWarning": "attribgraph.plot.words",
    "PlotWarning": "attribgraph.plot.words",
    "plot_timeline": "attribgraph.plot.timeline",
}
"""Where each name is: pages and words use parts of this package that need no matplotlib."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a plot when it is first asked for."""
        if name not in _LAZY:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message, name=name)
        globals()[name] = getattr(import_module(_LAZY[name]), name)
        return globals()[name]


def __dir__() -> list[str]:
    """List the public names, those not imported yet among them."""
    return sorted({*__all__, *(each for each in globals() if each.startswith("__"))})
