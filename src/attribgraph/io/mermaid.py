"""Mermaid: the graph as a flowchart, which Markdown pages draw. It is written, not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attribgraph.io._files import write_chunks
from attribgraph.io._picture import arrows_of, boxes_of, losses_of_picture
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.io.losses import Losses

__all__ = ["write_mermaid"]

_SHAPES: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.ACTOR: ("([", "])"),
    Kind.AGENCY: ("[", "]"),
    Kind.DOCUMENT: ("[/", "/]"),
    Kind.CLAIM: ("(", ")"),
    Kind.ATTRIBUTION: ("{{", "}}"),
}
_LINES: Final[Mapping[int | None, str]] = {1: "-->", -1: "--x", 0: "-.->", None: "-->"}
_SPECIAL: Final = re.compile(r"[!-+/:-@\[-`{-~]")
_CLASSES: Final = (
    "classDef actor fill:#f2f2f2,stroke:#6b6b6b,color:#000",
    "classDef agency fill:#f2f2f2,stroke:#6b6b6b,color:#000",
    "classDef document fill:#fff,stroke:#6b6b6b,color:#000",
    "classDef claim fill:#fff4d6,stroke:#6b6b6b,color:#000",
    "classDef attribution fill:#fff,stroke:#9a9a9a,color:#000",
    "classDef faint fill:#fff,stroke:#d0d0d0,color:#9a9a9a",
)


def write_mermaid(graph: AttributionGraph, target: PathOrFile, *, reify: bool = True) -> Losses:
    """Write a graph as a Mermaid flowchart, for GitHub, GitLab, Notion, Obsidian and others.

    Support is an arrow, denial a line that ends in a cross, query and comment dotted arrows;
    attributions that do not stand are grey.

    Parameters
    ----------
    graph, target, reify
        As for `write_graphml`. Mermaid's own limit is 500 edges.

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
    >>> losses = write_mermaid(ag.AttributionGraph(ag.Actor(name="Kim")), file)
    >>> print(file.getvalue())
    flowchart LR
      n0(["Kim"]):::actor
      classDef actor fill:#f2f2f2,stroke:#6b6b6b,color:#000
    <BLANKLINE>
    """
    write_chunks(target, (f"{line}\n".encode() for line in _lines(graph, reify=reify)))
    return losses_of_picture(graph, reify=reify)


def _lines(graph: AttributionGraph, *, reify: bool) -> Iterator[str]:
    yield "flowchart LR"
    boxes = boxes_of(graph, reify=reify)
    used = set()
    for box in boxes.values():
        left, right = _SHAPES[box.kind]
        look = "faint" if box.faint else box.kind.value
        used.add(look)
        yield f"  {box.name}{left}{_quoted(box.lines)}{right}:::{look}"
    for arrow in arrows_of(graph, boxes, reify=reify):
        line = _LINES[arrow.sign] if arrow.plain or arrow.sign is not None else "-.-"
        words = f"|{_quoted([arrow.words])}|" if arrow.words else ""
        yield f"  {arrow.start} {line}{words} {arrow.end}"
    yield from (f"  {each}" for each in _CLASSES if each.split()[1] in used)


def _quoted(lines: Iterable[str]) -> str:
    """Return text as a Mermaid string, in which marks are written as numbered entities."""
    safe = (_SPECIAL.sub(lambda mark: f"#{ord(mark[0])};", line) for line in lines)
    return '"' + "<br/>".join(safe) + '"'
