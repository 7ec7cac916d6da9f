"""GEXF: the graph as a network, in Gephi's own format.

>>> from io import BytesIO
>>> from attribgraph.graph import AttributionGraph
>>> from attribgraph.model import Actor
>>> file = BytesIO()
>>> print(write_gexf(AttributionGraph(Actor(name="Kim Jong-un")), file))
nothing left out
>>> read_gexf(BytesIO(file.getvalue())).actors.ids
('kim-jong-un',)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph.io._files import write_chunks
from attribgraph.io._network import graph_of, losses_of_network, network_of
from attribgraph.io._network_xml import network_in, parts
from attribgraph.io._xml import children
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.io._network import Part
    from attribgraph.io.losses import Losses

__all__ = ["read_gexf", "write_gexf"]

_KEY = "networkx_key"


def write_gexf(graph: AttributionGraph, target: PathOrFile, *, reify: bool = True) -> Losses:
    """Write a graph as GEXF 1.2, with networkx's writer.

    Parameters
    ----------
    graph, target, reify
        As for `write_graphml`, which holds the same columns.

    Returns
    -------
    Losses
        What was left out: nothing if ``reify``.

    Raises
    ------
    RecordError
        If a record holds a number of more digits than readers take.
    OSError
        If the file cannot be written; the old one is as it was.

    Examples
    --------
    >>> from io import BytesIO
    >>> dict(write_gexf(g, BytesIO()).counts)  # nothing is left out
    {}
    """
    from networkx.readwrite.gexf import GEXFWriter

    with collector_paused():
        writer: Any = GEXFWriter(network_of(graph, reify=reify))
        # the same graph is to give the same file, on every day and with every networkx
        meta = writer.xml.find("meta")
        meta.attrib.clear()
        meta.find("creator").text = "attribgraph"
        writer.xml.find("graph").attrib.pop("name", None)  # no attribute of the format
        _drop_keys(writer.xml)
        text = '<?xml version="1.0" encoding="utf-8"?>\n' + str(writer) + "\n"
    write_chunks(target, [text.encode()])
    return losses_of_network(graph, reify=reify)


def read_gexf(source: PathOrFile) -> AttributionGraph:
    """Read a graph from GEXF that `write_gexf` wrote, perhaps changed since in Gephi.

    What Gephi added (positions, colours, ranks) is passed over. A file with a document type
    declaration is refused, since entities may hide in one.

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
        If the file is not such GEXF, or its records do not make a graph. The message names
        the file, the line, the node or edge, and the field.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> losses = write_gexf(g, file)
    >>> read_gexf(BytesIO(file.getvalue())) == g
    True
    """
    with collector_paused():
        path, _, network = network_in(source, "gexf", "GEXF")
        titles = {
            (table.get("class"), each.get("id")): each.get("title") or each.get("id")
            for table in children(network, "attributes")
            for each in children(table, "attribute")
        }

        def title_of(tag: str, key: Any) -> str:
            return str(titles.get((tag, key), key))

        def cells(element: Any) -> dict[str, str]:
            return {
                title_of(element.tag, each.get("for")): each.get("value", "")
                for values in children(element, "attvalues")
                for each in children(values, "attvalue")
            }

        def found(tag: str) -> Iterator[Part]:
            groups = children(network, f"{tag}s")
            elements = (each for group in groups for each in children(group, tag))
            return parts(elements, tag, cells, path)

        return graph_of(found("node"), found("edge"), path)


def _drop_keys(xml: Any) -> None:
    """Leave out the column of networkx's own, which says the edge's id once more."""
    for table in xml.iter("attributes"):
        for column in [each for each in table if each.get("title") == _KEY]:
            table.remove(column)
            for values in xml.iter("attvalues"):
                for value in [each for each in values if each.get("for") == column.get("id")]:
                    if table.get("class") == "edge":
                        values.remove(value)
