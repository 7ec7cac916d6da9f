"""What a provenance figure is made of, measured and ready to be laid out and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.plot.layout import Spec
    from attribgraph.plot.marks import Look
    from attribgraph.vocabulary import Relation

__all__ = ["BoxText", "Contents", "End"]


@dataclass(frozen=True)
class BoxText:
    """A box: its record, its shape, and its text in lines.

    ``dashed`` outlines stand for what is not named; ``marked`` claims are not statements;
    a ``pile`` stands for several records.
    """

    key: str
    record: str
    shape: str
    colors: tuple[str, str]
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    dashed: bool = False
    marked: bool = False
    pile: bool = False
    url: str | None = None


@dataclass(frozen=True)
class End:
    """What stands on the last stretch of a line: a statement's number, if it has one, and words."""

    words: str
    number: int | None = None
    soft: bool = False


@dataclass(frozen=True)
class Contents:
    """All that is to be drawn.

    ``looks`` are those of the lines, by the keys of the spec's wires: "found", "relay" or
    "makes" and an id. ``ends`` are what stands on the lines to the last column, ``pins`` the
    numbers inside boxes, by stop, ``heads`` the words above the columns (from column, to
    column, words), ``note`` the small words below the head of the ends, and ``links`` the
    relations of the arcs. In a ``summary`` lines stand for many statements, and the pins say
    for how many.
    """

    boxes: Mapping[str, BoxText]
    spec: Spec
    looks: Mapping[str, Look]
    ends: Mapping[str, End]
    pins: Mapping[str, int]
    heads: tuple[tuple[int, int, str], ...]
    note: str
    links: Mapping[str, Relation]
    summary: bool = False
