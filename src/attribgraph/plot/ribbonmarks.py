"""What stands on a corroboration figure, and in its key: ribbons, threads and bottlenecks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from attribgraph.plot import marks
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import mark_of

if TYPE_CHECKING:
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.flows import Side, Strand
    from attribgraph.plot.style import Style

__all__ = ["draw_bottleneck", "draw_threads", "ribbon_symbol", "strand_look", "thread_look"]


def strand_look(style: Style, strand: Strand) -> Look:
    """Return the look of a strand's thread, arrow head and glyph."""
    if strand.side in {"support", "unattributed"}:
        return thread_look(style)
    if strand.side == "deny":
        return look_of(style, "deny")
    return look_of(style, mark_of(strand.first_hand))


def thread_look(style: Style) -> Look:
    """Return the look of support as a thread."""
    return replace(look_of(style, "support"), width=1.0)


def draw_threads(canvas: Canvas, x: float, y: float) -> None:
    """Draw a short ribbon of three threads."""
    style = canvas.style
    path = marks.box_path("plain", x - 13, y - 5.5, 26, 11)
    canvas.patch(path, width=1.0, facecolor=style.support_fill, edgecolor=style.support, zorder=1)
    for shift in (-2.6, 0.0, 2.6):
        canvas.patch(
            marks.strokes([(x - 13, y + shift), (x + 13, y + shift)]),
            width=1.0,
            fill=False,
            edgecolor=style.support,
            zorder=1.1,
        )


def draw_bottleneck(canvas: Canvas, x: float, y: float) -> None:
    """Draw the frame of what all support passes through."""
    style = canvas.style
    canvas.patch(
        marks.box_path("rounded", x - 13, y - 7, 26, 14),
        width=1.8,
        facecolor=style.background,
        edgecolor=style.ink,
    )
    canvas.patch(
        marks.box_path("rounded", x - 10, y - 4, 20, 8),
        width=0.9,
        facecolor=style.background,
        edgecolor=style.soft_ink,
    )


def ribbon_symbol(side: Side) -> Any:
    """Return what draws a short ribbon, hatched for denial, with its glyph."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        style = canvas.style
        deny = side == "deny"
        color = style.deny if deny else style.support
        path = marks.box_path("plain", x - 13, y - 5.5, 26, 11)
        fill = style.deny_fill if deny else style.support_fill
        canvas.patch(path, width=1.0, facecolor=fill, edgecolor=color, zorder=1)
        if deny:
            canvas.patch(
                marks.hatching(x - 13, y - 5.5, 26, 11, style.hatch_gap),
                width=style.hatch_width,
                fill=False,
                edgecolor=color,
                zorder=1.1,
            )
        canvas.glyph((x, y), look_of(style, "deny" if deny else "support"))

    return draw
