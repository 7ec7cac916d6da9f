"""What GraphML and GEXF share: a root, a network in it, nodes and edges with columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph.errors import FormatError
from attribgraph.io._files import name_of, read_bytes
from attribgraph.io._network import Part
from attribgraph.io._xml import child, parse_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from attribgraph.io._files import PathOrFile

__all__ = ["network_in", "parts"]


def network_in(source: PathOrFile, tag: str, name: str) -> tuple[str, Any, Any]:
    """Return the file's name, its root element and the network in it.

    Raises
    ------
    FormatError
        If it is not XML that is safe to read, has another root, or no network.
    """
    path = name_of(source)
    root = parse_xml(read_bytes(source), path)
    if root.tag != tag:
        message = f"not {name}: the root element is {root.tag[:60]!r}"
        raise FormatError(message, path=path, line=root.line)
    network = child(root, "graph")
    if network is None:
        message = "there is no <graph>"
        raise FormatError(message, path=path, line=root.line)
    return path, root, network


def parts(
    elements: Iterable[Any], tag: str, cells_of: Callable[[Any], Mapping[str, str]], path: str
) -> Iterator[Part]:
    """Iterate over nodes or edges with their columns.

    Raises
    ------
    FormatError
        If a node has no id.
    """
    for number, each in enumerate(elements, 1):
        id_ = each.get("id")
        where = f"{tag} {id_[:60]!r}" if id_ else f"{tag} number {number}"
        if tag == "node" and not id_:
            message = f"{where} has no id"
            raise FormatError(message, path=path, line=each.line)
        yield Part(id_ or "", cells_of(each), where, each.line)
