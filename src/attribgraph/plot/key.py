"""The key of a figure: an entry for each thing that it shows, in as many rows as it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import marks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.text import Ruler

__all__ = ["Entry", "Key"]

_SYMBOL: Final = 28.0
_ROW: Final = 17.0
_GAP: Final = 18.0


@dataclass(frozen=True)
class Entry:
    """A key entry: its words, and what draws its symbol about a middle (x, y)."""

    words: str
    draw: Callable[[Canvas, float, float], Any]


class Key:
    """Entries set in rows of a given width; the width needed is known before drawing."""

    def __init__(self, groups: Sequence[Sequence[Entry]], width: float, ruler: Ruler) -> None:
        self.ruler = ruler
        self.placed: list[tuple[Entry, float, float]] = []
        y = 0.0
        for entries in groups:
            x = 0.0
            for entry in entries:
                needed = _SYMBOL + 6 + ruler.width(entry.words)
                if x and x + needed > width:
                    x, y = 0.0, y + _ROW
                self.placed.append((entry, x, y + _ROW / 2))
                x += needed + _GAP
            if entries:
                y += _ROW
        self.height = y

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw the key."""
        size = self.ruler.size
        for entry, x, y in self.placed:
            entry.draw(canvas, left + x + _SYMBOL / 2, top + y)
            canvas.text(left + x + _SYMBOL + 6, top + y + size * 0.36, entry.words, size)


def box_symbol(
    shape: str, colors: tuple[str, str], *, dashed: bool = False, pile: bool = False
) -> Any:
    """Return what draws a small box, or a pile of two."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        if pile:
            behind = marks.box_path(shape, x - 9, y - 8.5, 18, 11)
            canvas.patch(behind, width=0.9, facecolor=colors[0], edgecolor=colors[1])
        canvas.patch(
            marks.box_path(shape, x - 12, y - 5.5, 24, 11),
            width=1.1,
            facecolor=colors[0],
            edgecolor=colors[1],
            linestyle=(0, (3, 2)) if dashed else "solid",
        )

    return draw


def claim_symbol(colors: tuple[str, str], *, marked: bool = False) -> Any:
    """Return what draws a small claim."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.patch(
            marks.box_path("plain", x - 12, y - 5.5, 24, 11),
            width=1.0,
            facecolor=colors[0],
            edgecolor=colors[1],
        )
        canvas.patch(
            marks.box_path("plain", x - 12, y - 5.5, 4, 11),
            width=1.0,
            facecolor=colors[0] if marked else colors[1],
            edgecolor=colors[1],
        )

    return draw


def glyph_symbol(look: marks.Look) -> Any:
    """Return what draws the glyph of a stance."""
    return lambda canvas, x, y: canvas.glyph((x, y), look)


def line_symbol(look: marks.Look, *, way: int = 1) -> Any:
    """Return what draws a short line with the glyph of its stance; it points left for -1."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        end = x + 14 * way
        canvas.line(marks.curve([(x - 14 * way, y), (end - 3 * way, y)]), look)
        canvas.arrow_head((end, y), look.color, size=5.0 * way)
        if look.mark is not None:
            canvas.glyph((x + way, y), look)

    return draw


def link_symbol(look: marks.Look, *, heads: int) -> Any:
    """Return what draws a short link with no head, one, or one at each end."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.line(marks.curve([(x - 13, y), (x + 13, y)]), look)
        if heads:
            canvas.arrow_head((x + 14, y), look.color)
        if heads > 1:
            canvas.back_head((x - 14, y), look.color)
        elif heads:
            canvas.patch(marks.circle((x - 13, y), 2.0), facecolor=look.color, zorder=4)

    return draw
