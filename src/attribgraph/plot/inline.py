"""A graph's diagram as a piece of HTML, for notebooks."""

from __future__ import annotations

import re
import warnings
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import matplotlib.pyplot as plt

from attribgraph.plot.files import figure_bytes
from attribgraph.plot.provenance import plot_provenance

if TYPE_CHECKING:
    from attribgraph.graph import AttributionGraph

__all__ = ["MOST_BOXES", "MOST_ROWS", "inline_diagram"]

MOST_ROWS: Final = 40
"""A graph with more attributions is not drawn where it is only shown."""

MOST_BOXES: Final = 60
"""Nor is one with more sources, claims and documents."""

_TAG: Final = re.compile(r"<[^<>]+>")
"""A tag: in what matplotlib writes, neither text nor values hold an angle bracket."""

_NAMED: Final = re.compile(r'( (?:id|aria-labelledby|aria-describedby|xlink:href)="#?|url\(#)')


def inline_diagram(g: AttributionGraph) -> str | None:
    """Return the claim-provenance diagram of a small graph as an SVG element.

    Parameters
    ----------
    g
        A graph.

    Returns
    -------
    str or None
        None if there is nothing to draw, if it is more than 40 attributions or 60 boxes, or
        if it cannot be drawn: a notebook that shows a graph is never stopped by it.

    Notes
    -----
    Ids begin with a hash of the diagram, so that several on one page do not clash and the
    same graph gives the same text. No figure of pyplot stays open.

    Examples
    --------
    >>> inline_diagram(ag.AttributionGraph(g["putin"])) is None
    True
    >>> inline_diagram(g)[:4]
    '<svg'
    """
    rows = len(g.attributions)
    boxes = len(g.sources) + len(g.claims) + len(g.documents)
    if not rows or rows > MOST_ROWS or boxes > MOST_BOXES:
        return None
    before = plt.get_fignums()
    try:
        # neither a warning nor a window, whatever the notebook's settings
        with warnings.catch_warnings(), plt.ioff():
            warnings.simplefilter("ignore")
            figure = plot_provenance(g).get_figure(root=True)
            return None if figure is None else _element(figure_bytes(figure, ".svg").decode())
    except Exception:  # noqa: BLE001 (to show is not to ask: the summary stands in)
        return None
    finally:
        for number in set(plt.get_fignums()) - set(before):
            plt.close(number)


def _element(image: str) -> str:
    """Return an SVG file as an element that keeps to itself on a page of others."""
    svg = image[image.index("<svg ") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, count=1, flags=re.DOTALL)
    name = f"ag-{sha256(svg.encode()).hexdigest()[:10]}"

    def apart(found: re.Match[str]) -> str:
        tag = found[0]
        if tag.startswith("<a "):  # a link is not to take the place of the notebook
            target = "" if " target=" in tag else ' target="_blank"'
            return f'<a{target} rel="noopener noreferrer"{tag[2:]}'
        return _NAMED.sub(rf"\g<1>{name}-", tag)

    svg = _TAG.sub(apart, svg)
    svg = svg.replace('type="text/css">*{', f'type="text/css">#{name} *{{', 1)
    style = "max-width: 100%; height: auto; background: white"
    return svg.replace("<svg ", f'<svg id="{name}" style="{style}" ', 1)
