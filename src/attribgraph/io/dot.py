"""DOT: the graph for Graphviz to draw. It is written, not read."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from attribgraph.io._files import write_chunks
from attribgraph.io._picture import arrows_of, boxes_of, losses_of_picture
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.io.losses import Losses

__all__ = ["write_dot"]

_COLUMNS: Final = 32
_SHAPES: Final[Mapping[Kind, str]] = {
    Kind.ACTOR: 'shape=ellipse, fillcolor="#f2f2f2"',
    Kind.AGENCY: 'shape=box, fillcolor="#f2f2f2"',
    Kind.DOCUMENT: 'shape=note, fillcolor="#ffffff"',
    Kind.CLAIM: 'shape=box, style="filled,rounded", fillcolor="#fff4d6"',
    Kind.ATTRIBUTION: 'shape=plaintext, style="", fontsize=9',
}
_STANCES: Final[Mapping[int, str]] = {
    1: 'color="#1b6ca8", fontcolor="#1b6ca8"',
    -1: 'color="#b3261e", fontcolor="#b3261e", style=dashed',
    0: 'color="#6b6b6b", fontcolor="#6b6b6b", style=dotted',
}


def write_dot(graph: AttributionGraph, target: PathOrFile, *, reify: bool = True) -> Losses:
    """Write a graph in DOT, for Graphviz (``dot -Tsvg graph.dot``) and what reads DOT.

    Actors are ellipses, agencies boxes, claims rounded boxes, documents notes, and
    attributions words between them, grey where they do not stand. Support is a blue line,
    denial a red dashed one, query and comment grey dotted ones.

    Parameters
    ----------
    graph, target, reify
        As for `write_graphml`.

    Returns
    -------
    Losses
        What the drawing does not show, which is most fields: a picture is not a record.

    Raises
    ------
    OSError
        If the file cannot be written; the old one is as it was.

    Examples
    --------
    >>> import io
    >>> file = io.StringIO()
    >>> losses = write_dot(g, file, reify=False)
    >>> print(file.getvalue().splitlines()[0], "claim.text" in losses.counts)
    digraph attributions { False
    """
    write_chunks(target, (f"{line}\n".encode() for line in _lines(graph, reify=reify)))
    return losses_of_picture(graph, reify=reify)


def _lines(graph: AttributionGraph, *, reify: bool) -> Iterator[str]:
    yield "digraph attributions {"
    yield "  rankdir=LR;"
    yield '  node [style=filled, fontname="Helvetica", fontsize=11, color="#6b6b6b"];'
    yield '  edge [fontname="Helvetica", fontsize=9, color="#9a9a9a", arrowsize=0.7];'
    boxes = boxes_of(graph, reify=reify)
    for box in boxes.values():
        faint = ', fontcolor="#9a9a9a"' if box.faint else ""
        yield f"  {box.name} [label={_quoted(box.lines)}, {_SHAPES[box.kind]}{faint}];"
    for arrow in arrows_of(graph, boxes, reify=reify):
        parts = [f"label={_quoted([arrow.words])}"] if arrow.words else []
        if arrow.sign is not None:
            parts.append(_STANCES[arrow.sign])
        elif not arrow.plain:
            parts.append('color="#000000", style=dotted')
        shown = f" [{', '.join(parts)}]" if parts else ""
        yield f"  {arrow.start} -> {arrow.end}{shown};"
    yield "}"


def _quoted(lines: Iterable[str]) -> str:
    """Return text as a DOT string: Graphviz takes backslashes and entities in labels."""
    wrapped = [part for line in lines for part in textwrap.wrap(line, _COLUMNS) or [""]]
    safe = (
        each.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for each in wrapped
    )
    return '"' + "\\n".join(safe) + '"'
