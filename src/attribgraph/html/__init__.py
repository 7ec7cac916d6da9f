"""A claim-provenance diagram as one HTML file that works offline, to search and to click.

`write_html` writes it. `attribgraph.html.data` turns a graph into plain JSON data,
`attribgraph.html.facts` says in words what stands on a card, `attribgraph.html.page` puts
data, style and scripts into one file; the scripts and the layout library are in ``assets``.
"""

from attribgraph.html.page import write_html

__all__ = ["write_html"]
