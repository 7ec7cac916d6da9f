"""Node-link JSON: the graph as networkx and D3 exchange it.

>>> from io import BytesIO
>>> from attribgraph.graph import AttributionGraph
>>> from attribgraph.model import Actor
>>> file = BytesIO()
>>> print(write_nodelink(AttributionGraph(Actor(name="Kim Jong-un")), file))
nothing left out
>>> read_nodelink(BytesIO(file.getvalue())).actors.ids
('kim-jong-un',)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from attribgraph.io._common import FORMAT, FORMAT_VERSION, build
from attribgraph.io._encode import encode_record
from attribgraph.io._files import write_chunks
from attribgraph.io._json_load import JsonText
from attribgraph.io._network import edge_words, losses_of_network, node_label
from attribgraph.model import Attribution, Link
from attribgraph.store import RECORD_TYPES, collector_paused
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.io.losses import Losses
    from attribgraph.record import Record

__all__ = ["read_nodelink", "write_nodelink"]

_NODES: Final = {kind.value: model for kind, model in RECORD_TYPES.items() if kind is not Kind.LINK}


def write_nodelink(graph: AttributionGraph, target: PathOrFile, *, reify: bool = True) -> Losses:
    """Write a graph as node-link JSON, which ``networkx.node_link_graph`` and D3 read.

    The nodes and edges are those of `AttributionGraph.to_networkx`. Each has a ``label`` and
    a ``kind``, attributions ``standing``, ``stance`` and ``sign``; ``record`` holds the
    record as in `write_json`.

    Parameters
    ----------
    graph, target, reify
        As for `write_graphml`.

    Returns
    -------
    Losses
        What was left out: nothing if ``reify``.

    Raises
    ------
    RecordError
        If a record holds what JSON cannot.
    OSError
        If the file cannot be written; the old one is as it was.

    Examples
    --------
    >>> import io, json
    >>> import networkx as nx
    >>> file = io.StringIO()
    >>> losses = write_nodelink(g, file)
    >>> nx.node_link_graph(json.loads(file.getvalue()), edges="edges")
    <networkx.classes.multidigraph.MultiDiGraph object at ...>
    """
    with collector_paused():
        network = graph.to_networkx(reify=reify)
        nodes = [_node(graph, id_, data["record"]) for id_, data in network.nodes(data=True)]
        edges = [
            {"source": start, "target": end, "key": key, **_edge(data)}
            for start, end, key, data in network.edges(keys=True, data=True)
        ]
    head = {
        "directed": True,
        "multigraph": True,
        "graph": {"format": FORMAT, "format_version": FORMAT_VERSION, "reified": reify},
    }
    write_chunks(target, _chunks(head, nodes, edges))
    return losses_of_network(graph, reify=reify)


def read_nodelink(source: PathOrFile) -> AttributionGraph:
    """Read a graph from node-link JSON that `write_nodelink` wrote.

    What another program added to nodes and edges (positions, ranks) is passed over.

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
        If the file is not such JSON, or its records do not make a graph. The message names
        the file, the line, the node or edge, and the field.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import BytesIO
    >>> file = BytesIO()
    >>> losses = write_nodelink(g, file)
    >>> read_nodelink(BytesIO(file.getvalue())) == g
    True
    """
    file = JsonText.read(source)
    with collector_paused():
        records: dict[str, Record] = {}
        places: list[tuple[str, int]] = []
        kept: list[Record] = []
        for table, number, record in _records(file):
            if records.get(record.id) != record:  # a joint statement is an edge of each source
                records[record.id] = record
                kept.append(record)
                places.append((table, number))
        return build(kept, file.path, lambda at: file.line(places[at]))


def _node(graph: AttributionGraph, id_: str, record: Record) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": id_,
        "label": node_label(record),
        "kind": record.record_kind.value,
    }
    if isinstance(record, Attribution):
        shown |= {"standing": graph.is_standing(id_), "stance": record.stance.value}
        shown |= {"sign": record.stance.sign}
    return {**shown, "record": json.loads(encode_record(record))}


def _edge(data: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": data["kind"], "label": edge_words(data)}
    if "sign" in data:
        shown["sign"] = data["sign"]
    record = data.get("record")
    if record is not None:
        fields = json.loads(encode_record(record))
        if isinstance(record, Attribution):
            fields.pop("document", None)  # documents are no nodes here
        shown["record"] = fields
    return shown


def _chunks(head: dict[str, Any], *tables: list[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the file, each node and edge on a line of its own."""
    yield json.dumps(head)[:-1].encode()
    for name, table in zip(("nodes", "edges"), tables, strict=True):
        yield f',\n"{name}": ['.encode()
        for number, each in enumerate(table):
            text = json.dumps(each, ensure_ascii=False, allow_nan=False)
            yield b"%b\n%b" % (b"," if number else b"", text.encode())
        yield b"\n]"
    yield b"\n}\n"


def _records(file: JsonText) -> Iterator[tuple[str, int, Record]]:
    """Iterate over the records of nodes, then of edges, with their places."""
    value = file.value
    if not isinstance(value, dict) or not isinstance(value.get("nodes"), list):
        message = 'not node-link JSON: an object with a list "nodes" is wanted'
        raise file.error(message, [])
    edges = "links" if "edges" not in value else "edges"  # as networkx called them before 3.4
    for number, node in enumerate(value["nodes"]):
        where = f"node number {number + 1}"
        if not isinstance(node, dict) or not isinstance(node.get("record"), dict):
            message = f'{where} has no object "record", as write_nodelink gives it'
            raise file.error(message, ["nodes", number], record=where)
        kind = node.get("kind")
        if not isinstance(kind, str) or kind not in _NODES:
            message = f"{where}: its kind is one of {', '.join(_NODES)}"
            raise file.error(message, ["nodes", number], record=where)
        steps = ("nodes", number, "record")
        yield "nodes", number, file.record(_NODES[kind], node["record"], steps, where)
    if not isinstance(value.get(edges, []), list):
        message = f'"{edges}" is a list'
        raise file.error(message, [edges])
    for number, edge in enumerate(value.get(edges, [])):
        where = f"edge number {number + 1}"
        fields = edge.get("record", {}) if isinstance(edge, dict) else None
        if not isinstance(fields, dict):
            message = f"{where}: an edge is an object, and so is its record"
            raise file.error(message, [edges, number], record=where)
        if fields:
            model = Link if "relation" in fields else Attribution
            steps = (edges, number, "record")
            yield edges, number, file.record(model, fields, steps, where)
