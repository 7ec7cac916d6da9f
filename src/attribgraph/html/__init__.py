"""A claim-provenance diagram as one HTML file that works offline, to search and to click.

`write_html` writes it. `attribgraph.html.data` turns a graph into plain JSON data,
`attribgraph.html.facts` says in words what stands on a card, `attribgraph.html.page` puts
data, style and scripts into one file; the scripts and the layout library are in ``assets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attribgraph.html.page import write_html

__all__ = ["write_html"]


def __getattr__(name: str) -> Any:
    if name == "write_html":
        # not before it is wanted: what it draws with brings in matplotlib
        from attribgraph.html.page import write_html

        return write_html
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
