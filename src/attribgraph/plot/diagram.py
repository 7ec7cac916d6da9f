"""Draws a provenance figure that is measured and laid out, from left to right or mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import marks
from attribgraph.plot.boxes import box_entries
from attribgraph.plot.draft import BADGE
from attribgraph.plot.key import Entry, line_symbol, link_symbol
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import MARKS, WORDS
from attribgraph.plot.page import Page
from attribgraph.vocabulary import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from attribgraph.plot.boxes import BoxMaker
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.content import Contents
    from attribgraph.plot.layout import Layout
    from attribgraph.plot.marks import Point

__all__ = ["DIRECTIONS", "Diagram"]

DIRECTIONS: Final = ("right", "left")

_HEAD: Final = 32.0
_EMPTY: Final = 30.0
_LINKS: Final[dict[Relation, tuple[str, tuple[float, ...], float, int]]] = {
    Relation.CONTRADICTS: ("contradicts", (1.4, 2.0), 1.6, 2),
    Relation.REFINES: ("is more specific than", (), 0.9, 1),
    Relation.SUPPORTS: ("lends support to", (8.0, 2.0), 0.9, 1),
    Relation.EQUIVALENT_TO: ("says the same as", (), 1.5, 0),
    Relation.CONDITIONAL_ON: ("holds only if", (4.0, 2.0, 1.2, 2.0), 0.9, 1),
}
"""The words, the dashes, the width and the number of heads of each link between claims."""


class Diagram:
    """One figure, in points from the top left.

    Parameters
    ----------
    contents, layout
        What is drawn, and where.
    maker
        What wrapped the boxes' words, and draws them.
    direction
        "right" as laid out, or "left" for its mirror image (words are not mirrored).
    """

    def __init__(self, contents: Contents, layout: Layout, maker: BoxMaker, direction: str) -> None:
        self.contents = contents
        self.layout = layout
        self.maker = maker
        self.style = maker.style
        self.way = -1 if direction == "left" else 1
        self.left = self.top = 0.0
        self.numbers: list[tuple[Point, int]] = []

    def draw(
        self, ax: Axes | None, *, title: str | None, headline: str, footer: Sequence[str]
    ) -> Axes:
        """Draw all of it, and return the axes."""
        page = Page(
            self.style,
            self.maker.fonts,
            width=self.layout.width,
            height=(_HEAD + self.layout.height) if self.contents.boxes else _EMPTY,
            title=title,
            headline=headline,
            key=self._entries() if self.contents.boxes else (),
            footer=footer,
        )
        canvas = page.open(ax)
        self.left = (page.width - self.layout.width) / 2
        self.top = page.top + _HEAD
        if not self.contents.boxes:
            words, size = "no attributions", self.style.head_size
            canvas.text(page.width / 2, page.top + 2 * size, words, size, ha="center")
            return canvas.ax
        self._heads(canvas, page.top + self.style.head_size)
        self._strands(canvas)
        self._ends(canvas)
        self._arcs(canvas)
        self._boxes(canvas)
        self._pins(canvas)
        canvas.numbers(self.numbers)
        return canvas.ax

    def _x(self, x: float) -> float:
        return self.left + (x if self.way > 0 else self.layout.width - x)

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return self._x(point[0]), self.top + point[1]

    def _heads(self, canvas: Canvas, base: float) -> None:
        style = self.style
        columns = self.layout.columns
        last = len(columns) - 1
        for first, final, head in self.contents.heads:
            left, right = sorted((self._x(columns[first][0]), self._x(columns[final][1])))
            where = (left, "left") if first == last else ((left + right) / 2, "center")
            canvas.text(where[0], base, head, style.head_size, weight="bold", ha=where[1])
        x, side = self._x(self.layout.gutter[0]), "left" if self.way > 0 else "right"
        word = "Statement" if len(self.contents.ends) == 1 else "Statements"
        canvas.text(x, base, word, style.head_size, weight="bold", ha=side)
        if self.contents.note:
            below = base + style.small_size * 1.4
            color = style.soft_ink
            canvas.text(x, below, self.contents.note, style.small_size, color=color, ha=side)

    def _strands(self, canvas: Canvas) -> None:
        for strand in self.layout.strands:
            kind, _, row = strand.wire.partition(" ")
            look = self.contents.looks[strand.wire]
            knots = [self._at(each) for each in strand.knots]
            if strand.head is not None:
                tip = knots[-1]
                knots[-1] = (tip[0] - 3.5 * self.way, tip[1])
                size = 6.0 if kind == "makes" else 5.0
                gid = canvas.gid(f"head-{kind}-{row}")
                canvas.arrow_head(tip, look.color, size=size * self.way, zorder=4, gid=gid)
            path = marks.curve(knots, strand.bends)
            canvas.line(path, look, zorder=2, gid=canvas.gid(f"{kind}-{row}"))

    def _ends(self, canvas: Canvas) -> None:
        """Draw the number, the words and the glyph on each last stretch."""
        left, right = self.layout.gutter
        style = self.style
        side = "left" if self.way > 0 else "right"
        for strand in self.layout.strands:
            end = self.contents.ends.get(strand.wire)
            if end is None or strand.head is None:
                continue
            y = strand.knots[-1][1]
            words_at = left + 3
            if end.number is not None:
                self.numbers.append((self._at((left + BADGE, y)), end.number))
                words_at += 2 * BADGE
            look = self.contents.looks[strand.wire]
            color = style.soft_ink if end.soft else style.ink
            place = self._at((words_at, y - (3.6 if look.hollow else 2.6)))
            canvas.text(*place, end.words, style.label_size, color=color, ha=side)
            if look.mark is not None:
                gid = canvas.gid(f"glyph-{strand.wire.partition(' ')[2]}")
                canvas.glyph(self._at((right - 12, y)), look, gid=gid)

    def _arcs(self, canvas: Canvas) -> None:
        for arc in self.layout.arcs:
            look, heads = self._link_look(self.contents.links[arc.key])
            start, end = self._at(arc.start), self._at(arc.end)
            path = marks.bracket(start, self._x(arc.x), end)
            canvas.line(path, look, zorder=1.5, gid=canvas.gid(f"link-{arc.key}"))
            for number, tip in enumerate((end, start)[:heads], 1):
                gid = canvas.gid(f"head{number}-link-{arc.key}")
                canvas.arrow_head(tip, look.color, size=-5.5 * self.way, zorder=4, gid=gid)
            if heads == 1:
                canvas.patch(marks.circle(start, 2.0), facecolor=look.color, zorder=4)

    def _link_look(self, relation: Relation) -> tuple[Look, int]:
        _, dashes, width, heads = _LINKS[relation]
        hollow = relation is Relation.EQUIVALENT_TO
        return Look(self.style.link, width, dashes, hollow=hollow), heads

    def _boxes(self, canvas: Canvas) -> None:
        pinned = {stop.box for stop in self.contents.spec.stops if stop.key in self.contents.pins}
        for key, text in self.contents.boxes.items():
            box = self.layout.boxes[key]
            left = min(self._x(box.x), self._x(box.x + box.width))
            # A page has numbers on the one side that its lines leave from.
            aside = BADGE + 1.5 if key in pinned and text.shape == "page" else 0.0
            self.maker.draw(
                canvas,
                text,
                (left, self.top + box.y, box.width, box.height),
                shift=-aside * self.way,
                mirrored=self.way < 0,
            )

    def _pins(self, canvas: Canvas) -> None:
        """Draw the numbers inside the boxes, where lines enter and leave."""
        spec, pins = self.contents.spec, self.contents.pins
        entering = {stop for wire in spec.wires for stop in wire.heads}
        leaving = {stop for wire in spec.wires for stop in wire.tails}
        for stop in spec.stops:
            if stop.key not in pins:
                continue
            y = self.layout.stops[stop.key]
            for ends, is_left in ((entering, True), (leaving, False)):
                if stop.key in ends:
                    x, _ = self.layout.boxes[stop.box].side(y, left=is_left)
                    self._pin(canvas, self._at((x, y)), pins[stop.key], 1 if is_left else -1)

    def _pin(self, canvas: Canvas, port: tuple[float, float], number: int, inward: int) -> None:
        """Draw a number inside a box, beside a point of its side (inward: 1 as laid out)."""
        x, y = port
        sign = inward * self.way
        if self.contents.summary:
            canvas.count((x + 4 * sign, y), number, ha="left" if sign > 0 else "right")
        else:
            self.numbers.append(((x + sign * (BADGE + 3), y), number))

    # -- the key ------------------------------------------------------------------------

    def _entries(self) -> list[list[Entry]]:
        style, contents = self.style, self.contents
        looks = contents.looks
        kinds = {key.partition(" ")[0] for key in looks}
        made = [look for key, look in looks.items() if key.startswith("makes ")]
        standing = [each for each in made if not each.struck]
        present = {each.mark for each in standing}
        found = line_symbol(Look(style.document_line, style.relay_width), way=self.way)
        relay = line_symbol(Look(style.relay, style.relay_width), way=self.way)
        hedged = look_of(style, "support", hedged=True)
        struck = look_of(style, "support", stands=False)
        passes = "passes on, directly or through others" if contents.summary else "passes on"
        lines: list[tuple[bool, str, Any]] = [
            ("found" in kinds, "document states", found),
            ("relay" in kinds, passes, relay),
            *[
                (each in present, WORDS[each], line_symbol(look_of(style, each), way=self.way))
                for each in MARKS
            ],
            (
                any(each.hollow for each in standing),
                "hedged or conditional",
                line_symbol(hedged, way=self.way),
            ),
            (
                any(each.color == style.not_standing for each in looks.values()),
                "does not stand: retracted, or vouched for by nobody",
                line_symbol(struck, way=self.way),
            ),
            (
                contents.summary,
                "how many statements a line stands for",
                lambda canvas, x, y: canvas.count((x, y), 12, ha="center"),
            ),
            (
                not contents.summary and len(contents.ends) > 1,
                "the statement's number, wherever its line meets a box",
                lambda canvas, x, y: canvas.number((x, y), 1),
            ),
        ]
        relations = set(contents.links.values())
        links: list[tuple[bool, str, Any]] = []
        for relation, (words, *_) in _LINKS.items():
            look, heads = self._link_look(relation)
            links.append((relation in relations, words, link_symbol(look, heads=heads)))
        return [
            box_entries(style, contents.boxes.values()),
            *(
                [Entry(words, draw) for there, words, draw in group if there]
                for group in (lines, links)
            ),
        ]
