"""GraphML: the graph as a network, for Gephi, visone, yEd, Cytoscape, R and Python.

>>> from io import BytesIO
>>> from attribgraph.graph import AttributionGraph
>>> from attribgraph.model import Actor
>>> file = BytesIO()
>>> print(write_graphml(AttributionGraph(Actor(name="Kim Jong-un")), file))
nothing left out
>>> read_graphml(BytesIO(file.getvalue())).actors.ids
('kim-jong-un',)
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from attribgraph.io._files import write_chunks
from attribgraph.io._network import graph_of, losses_of_network, network_of
from attribgraph.io._network_xml import network_in, parts
from attribgraph.io._xml import children
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.io.losses import Losses

__all__ = ["read_graphml", "write_graphml"]


def write_graphml(graph: AttributionGraph, target: PathOrFile, *, reify: bool = True) -> Losses:
    """Write a graph as GraphML, with networkx's writer.

    The nodes and edges are those of `AttributionGraph.to_networkx`. Each field of a record is
    a data key of its own, for other programs to show and filter by; lists are joined by
    ``"; "``, times are ISO 8601 text, and what is not there is left out. The key ``rest``
    holds as JSON whatever the others cannot give back exactly, so that nothing is lost.

    Parameters
    ----------
    graph, target
        As for `write_json`.
    reify
        True: every record but a link is a node, and nothing is lost. False: an edge from each
        source to each claim that it takes a stance on, by rows that stand alone.

    Returns
    -------
    Losses
        What was left out: nothing if ``reify``, else documents, links, rows about rows, rows
        that do not stand and rows without sources.

    Raises
    ------
    RecordError
        If a record holds a number of more digits than readers take.
    OSError
        If the file cannot be written; the old one is as it was.

    Examples
    --------
    >>> from io import BytesIO
    >>> dict(write_graphml(g, BytesIO(), reify=False).counts)["link"]  # an edge is a statement
    22
    """
    from networkx.readwrite.graphml import GraphMLWriter

    with collector_paused():
        writer: Any = GraphMLWriter(network_of(graph, reify=reify))
        flags = {
            key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"
        }
        for data in writer.xml.iter("data"):
            if data.get("key") in flags:
                # XML Schema's truth values are in lower case, unlike Python's
                data.text = data.text.lower()
        file = BytesIO()
        writer.dump(file)
    write_chunks(target, [file.getvalue(), b"\n"])
    return losses_of_network(graph, reify=reify)


def read_graphml(source: PathOrFile) -> AttributionGraph:
    """Read a graph from GraphML that `write_graphml` wrote, perhaps changed since by a program.

    What the program added (positions, sizes, ranks) is passed over. A file with a document
    type declaration is refused, since entities may hide in one.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes).

    Returns
    -------
    AttributionGraph
        An equal graph; with ``reify=False``, one of the sources, claims and rows it holds.

    Raises
    ------
    FormatError
        If the file is not such GraphML, or its records do not make a graph. The message
        names the file, the line, the node or edge, and the field.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> losses = write_graphml(g, file)
    >>> read_graphml(BytesIO(file.getvalue())) == g
    True
    """
    with collector_paused():
        path, root, network = network_in(source, "graphml", "GraphML")
        keys = children(root, "key")
        names = {key.get("id"): key.get("attr.name") or key.get("id") for key in keys}

        def cells(element: Any) -> dict[str, str]:
            return {
                str(names.get(data.get("key"), data.get("key"))): data.text or ""
                for data in children(element, "data")
            }

        nodes, edges = (children(network, tag) for tag in ("node", "edge"))
        return graph_of(parts(nodes, "node", cells, path), parts(edges, "edge", cells, path), path)
