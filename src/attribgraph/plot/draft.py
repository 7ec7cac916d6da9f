"""The boxes and lines of a provenance figure as they are collected, and their measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from attribgraph.plot.boxes import FLAT
from attribgraph.plot.content import BoxText, Contents, End
from attribgraph.plot.layout import Arc, Box, Spec, Stop, Wire
from attribgraph.plot.marks import HEXAGON_POINT, Look
from attribgraph.plot.text import Ruler

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attribgraph.model import Link
    from attribgraph.plot.boxes import BoxMaker
    from attribgraph.plot.faces import Face

__all__ = ["BADGE", "Draft"]

BADGE: Final = 5.0
"""Radius of the circle round a statement's number."""

_PIN: Final = 2 * BADGE + 3.5
_COUNT: Final = 6.0
_SLOT: Final = 13.5
_GLYPH: Final = 20.0
_FOLD: Final = 9.0
_NARROWEST_CLAIM: Final = 230.0
_WIDEST_CLAIM: Final = 310.0
_LINES: Final = 6


@dataclass
class Draft:
    """Boxes in columns, the lanes through them, and the lines that join these.

    Parameters
    ----------
    last
        The column of what statements are about.
    heads
        For each group of columns the first, the last, and the word for one box.
    """

    last: int
    heads: tuple[tuple[int, int, str], ...]
    faces: dict[str, Face] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    stops: dict[str, str] = field(default_factory=dict)
    pins: dict[str, int] = field(default_factory=dict)
    wires: list[Wire] = field(default_factory=list)
    looks: dict[str, Look] = field(default_factory=dict)
    ends: dict[str, End] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    note: str = ""
    summary: bool = False

    def box(self, key: str, column: int, face: Face) -> str:
        """Add a box unless there is one of this key, and return the key."""
        if key not in self.faces:
            self.faces[key] = face
            self.columns[key] = column
        return key

    def stop(self, key: str, box: str, number: int) -> str:
        """Add a lane through a box, with the number to stand where its lines meet the box."""
        key = f"{key} {box}"
        self.stops[key] = box
        self.pins[key] = number
        return key

    def wire(self, key: str, tails: Iterable[str], heads: Iterable[str], look: Look) -> None:
        """Add a line."""
        self.wires.append(Wire(key, tuple(tails), tuple(heads)))
        self.looks[key] = look

    def texts(self) -> Iterator[str]:
        """Yield all words that the figure may hold, to choose fonts by."""
        for face in self.faces.values():
            yield from (face.words, face.note)
        yield from (end.words for end in self.ends.values())
        yield self.note

    def measured(self, maker: BoxMaker) -> Contents:
        """Return the boxes with their words wrapped, and what the layout needs to know."""
        return _Measured(self, maker).contents()


class _Measured:
    """Wraps the words of each box, and so knows how large it must be."""

    def __init__(self, draft: Draft, maker: BoxMaker) -> None:
        self.draft = draft
        self.maker = maker
        self.style = maker.style
        lanes: dict[str, int] = {}
        for box in draft.stops.values():
            lanes[box] = lanes.get(box, 0) + 1
        self.pinned = {
            key
            for key, number in lanes.items()
            if (number > 1 or draft.summary) and draft.columns[key] < draft.last
        }
        self.pin = _PIN
        if draft.summary:
            counts = Ruler(maker.fonts, maker.style.number_size, "bold")
            self.pin = _COUNT + max(
                (counts.width(f"{each:,}") for each in draft.pins.values()), default=0.0
            )
        claims = sum(column == draft.last for column in draft.columns.values())
        self.claim_width = maker.style.claim_width or min(
            _WIDEST_CLAIM, max(_NARROWEST_CLAIM, claims * 14.0)
        )
        self.boxes = {key: self._text(key, face) for key, face in draft.faces.items()}

    def contents(self) -> Contents:
        """Return all of it."""
        draft, style = self.draft, self.style
        label = Ruler(self.maker.fonts, style.label_size)
        ends = {
            key: End(label.shorten(end.words, style.label_width), end.number, end.soft)
            for key, end in draft.ends.items()
        }
        widest = max((label.width(each.words) for each in ends.values()), default=0.0)
        head = Ruler(self.maker.fonts, style.head_size, "bold").width("Statements") + 12
        widths = [0.0] * (draft.last + 1) if draft.faces else []
        for key, text in self.boxes.items():
            column = draft.columns[key]
            widths[column] = max(widths[column], self._width(key, text))
        spec = Spec(
            widths=tuple(widths),
            boxes=tuple(self._box(key, text) for key, text in self.boxes.items()),
            stops=tuple(Stop(key, box) for key, box in draft.stops.items()),
            wires=tuple(draft.wires),
            arcs=tuple(
                Arc(link.id, f"claim:{link.subject}", f"claim:{link.object}")
                for link in draft.links
            ),
            gutter=max(2 * BADGE + 5 + widest + _GLYPH, head),
        )
        return Contents(
            boxes=self.boxes,
            spec=spec,
            looks=draft.looks,
            ends=ends,
            pins={
                stop: number
                for stop, number in draft.pins.items()
                if draft.stops[stop] in self.pinned
            },
            heads=tuple(self._heads()),
            note=draft.note,
            links={link.id: link.relation for link in draft.links},
            summary=draft.summary,
        )

    def _heads(self) -> Iterator[tuple[int, int, str]]:
        """Yield the columns' heads, in the singular where one box stands beneath."""
        for first, last, word in self.draft.heads:
            mine = [key for key, column in self.draft.columns.items() if first <= column <= last]
            if mine:
                alone = len(mine) == 1 and not self.draft.faces[mine[0]].pile
                yield first, last, word if alone else f"{word}s"

    def _text(self, key: str, face: Face) -> BoxText:
        style = self.style
        if self.draft.columns[key] == self.draft.last:
            return self.maker.wrap(key, face, self.claim_width, style.max_lines)
        width = style.document_width if face.shape == "page" else style.source_width
        return self.maker.wrap(key, face, width, _LINES)

    def _width(self, key: str, text: BoxText) -> float:
        pins = self.pin if key in self.pinned else 0.0
        sides = 1 if text.shape == "page" else 2
        return self.maker.width(text) + sides * pins

    def _box(self, key: str, text: BoxText) -> Box:
        is_content = self.draft.columns[key] == self.draft.last
        return Box(
            key,
            self.draft.columns[key],
            self.maker.height(text),
            pitch=_SLOT if is_content else 2 * BADGE + 1.5,
            inset=_FOLD if text.shape == "page" else 2.0 if text.shape in FLAT else 4.0,
            point=HEXAGON_POINT if text.shape == "hexagon" else 0.0,
            at_end=is_content and text.pile,
        )
