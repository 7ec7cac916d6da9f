"""The graph as boxes and arrows, for languages that other programs draw: DOT and Mermaid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from attribgraph.io._network import edge_words, node_label
from attribgraph.io._record_columns import xml_text
from attribgraph.io.losses import Losses, left_out
from attribgraph.model import Attribution
from attribgraph.tabular import one_line
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.record import Record

__all__ = ["Arrow", "Box", "arrows_of", "boxes_of", "losses_of_picture"]

_SHOWN: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.ACTOR: frozenset({"name"}),
    Kind.AGENCY: frozenset({"name"}),
    Kind.DOCUMENT: frozenset({"title", "publisher"}),
    Kind.CLAIM: frozenset({"text", "about"}),
    Kind.ATTRIBUTION: frozenset(
        {
            "sources",
            "on_behalf_of",
            "content",
            "act",
            "negated",
            "stance",
            "grade",
            "said_at",
            "addressees",
            "document",
        }
    ),
    Kind.LINK: frozenset({"subject", "relation", "object"}),
}
"""The fields that a picture shows, as words, boxes or arrows."""

_NO_ARROWS: Final = {"about", "on_behalf_of", "addressees", "document"}
"""What is not shown where attributions are arrows."""


class Box(NamedTuple):
    """A node: its name in the file, its kind, and its lines of text."""

    name: str
    kind: Kind
    lines: tuple[str, ...]
    faint: bool


class Arrow(NamedTuple):
    """An edge: the names of its ends, its words, and its sign if it is a stance."""

    start: str
    end: str
    words: str
    sign: int | None
    plain: bool


def boxes_of(graph: AttributionGraph, *, reify: bool) -> dict[str, Box]:
    """Return the boxes by id of their record; one that does not stand is faint.

    Where attributions are arrows, what no arrow meets is left out.
    """
    boxes = {}
    network = graph.to_networkx(reify=reify)
    for number, (id_, data) in enumerate(network.nodes(data=True)):
        if not reify and not network.degree(id_):
            continue
        record = data["record"]
        row = isinstance(record, Attribution)
        lines = _row_lines(record) if row else (_shown(record),)
        faint = row and not graph.is_standing(id_)
        boxes[id_] = Box(f"n{number}", record.record_kind, lines, faint)
    return boxes


def arrows_of(graph: AttributionGraph, boxes: Mapping[str, Box], *, reify: bool) -> Iterator[Arrow]:
    """Iterate over the arrows."""
    network = graph.to_networkx(reify=reify)
    for start, end, data in network.edges(data=True):
        ends = boxes[start].name, boxes[end].name
        record = data.get("record")
        if isinstance(record, Attribution):
            given = [data["kind"]] if "stance" in record.model_fields_set else []
            words = ", ".join([*_row_lines(record), *given])
            yield Arrow(*ends, words, data["sign"], plain=False)
        elif data["kind"] == "content":
            row = network.nodes[start]["record"]
            yield Arrow(*ends, row.stance.value, row.stance.sign, plain=False)
        else:
            words = "" if data["kind"] == "makes" else edge_words(data)
            yield Arrow(*ends, words, None, plain=record is None)


def losses_of_picture(graph: AttributionGraph, *, reify: bool) -> Losses:
    """Say what the picture does not show."""
    drawn = set()
    if not reify:
        for edge in graph.to_networkx(reify=False).edges(keys=True):
            drawn.update(edge)

    def held(record: Record) -> Collection[str] | None:
        shown = _SHOWN[record.record_kind]
        if reify:
            return shown
        return shown - _NO_ARROWS if record.id in drawn else None

    return Losses.of(left_out(graph.records(), held))


def _row_lines(row: Attribution) -> tuple[str, ...]:
    return (_shown(row), *([str(row.said_at)] if row.said_at else []))


def _shown(record: Record) -> str:
    return xml_text(one_line(node_label(record)))  # what draws it makes SVG of it
