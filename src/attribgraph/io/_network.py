"""The graph as a network of plain columns, for files that hold networks; and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attribgraph.errors import FormatError
from attribgraph.frames import act_words, label
from attribgraph.io._common import build
from attribgraph.io._record_columns import RECORD, from_columns, to_columns, xml_text
from attribgraph.io.losses import Losses, left_out
from attribgraph.model import Attribution, Link
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import networkx as nx

    from attribgraph.graph import AttributionGraph
    from attribgraph.record import Record

__all__ = ["Part", "edge_words", "graph_of", "losses_of_network", "network_of", "node_label"]

_COLLAPSED: Final = frozenset(Attribution.model_fields) - {"document"}
_NAME: Final = re.compile(
    "[-.0-9:A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]+"
)
"""A name token of XML, which GraphML's schema wants ids to be."""


class Part(NamedTuple):
    """A node or an edge of a file: what it is called there, and its columns as text."""

    id: str
    cells: Mapping[str, str]
    where: str
    line: int | None


def node_label(record: Record) -> str:
    """Return the text to show for a record: a name, a title, a claim's words, an act."""
    if isinstance(record, Link):
        return edge_words({"kind": record.relation.value})
    return act_words(record) if isinstance(record, Attribution) else label(record)


def edge_words(data: Mapping[str, Any]) -> str:
    """Return what an edge says, as words: ``found in``, ``part of``."""
    return str(data["kind"]).replace("_", " ")


def network_of(graph: AttributionGraph, *, reify: bool) -> nx.MultiDiGraph[str]:
    """Return the network with columns in place of records, and ids that XML takes.

    Besides a record's columns, nodes have ``label``, attributions ``standing`` and ``sign``,
    and edges ``label`` and ``relation``; each edge has an id of its own as its key.
    """
    import networkx as nx

    known = graph.to_networkx(reify=reify)
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = _names(known)
    for id_, data in known.nodes(data=True):
        record = data["record"]
        cells = to_columns(record, names[id_])
        if isinstance(record, Attribution):
            cells |= {"standing": graph.is_standing(id_), "sign": record.stance.sign}
        made.add_node(names[id_], label=xml_text(node_label(record)), **cells)
    for number, (start, end, data) in enumerate(known.edges(data=True)):
        record = data.get("record")
        cells = {"label": edge_words(data), "relation": str(data["kind"])}
        if record is not None:
            without = () if isinstance(record, Link) else ("document",)
            cells |= to_columns(record, f"e{number}", without=without)
        if "sign" in data:
            cells["sign"] = data["sign"]
        made.add_edge(names[start], names[end], key=f"e{number}", **cells)
    return made


def losses_of_network(graph: AttributionGraph, *, reify: bool) -> Losses:
    """Say what the network does not hold: nothing as long as attributions are nodes."""
    if reify:
        return Losses()
    known = graph.to_networkx(reify=False)
    rows = {key for *_, key in known.edges(keys=True)}

    def held(record: Record) -> Collection[str] | None:
        if record.id in rows:
            return _COLLAPSED
        return type(record).model_fields if record.id in known else None

    return Losses.of(left_out(graph.records(), held))


def graph_of(nodes: Iterable[Part], edges: Iterable[Part], path: str) -> AttributionGraph:
    """Return the graph of a file's nodes and edges.

    Raises
    ------
    FormatError
        If they are not those of a network that was written here, or make no graph.
    """
    found: dict[str, Record] = {}
    records: list[Record] = []
    lines: list[int | None] = []

    def keep(part: Part) -> None:
        record = from_columns(part.cells, part.id, where=part.where, path=path, line=part.line)
        if found.get(record.id) == record:
            return  # a joint statement is an edge of each of its sources
        found[record.id] = record
        records.append(record)
        lines.append(part.line)

    for part in nodes:
        if part.cells.get(RECORD) == Kind.LINK.value:
            message = f"{part.where}: a link is an edge"
            raise FormatError(message, path=path, line=part.line, record=part.id, field=RECORD)
        keep(part)
    for part in edges:
        if RECORD in part.cells:
            keep(part)
    return build(records, path, lambda number: lines[number])


def _names(known: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Return what to call each node in the file: its id, where XML takes it as a name."""
    names = {}
    number = 0
    for id_ in known:
        name = id_
        while not _NAME.fullmatch(name) or (name != id_ and name in known):
            number += 1
            name = f"n{number}"
        names[id_] = name
    return names
