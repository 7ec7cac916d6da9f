"""What stands on a timeline, and its key: stretches of time, publications, relays, arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.colors import to_rgb
from matplotlib.path import Path

from attribgraph.plot import marks
from attribgraph.plot.events import Stretch
from attribgraph.plot.key import Entry, glyph_symbol
from attribgraph.plot.lanes import FRAME, GLYPH, STUB
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import MARKS, WORDS

if TYPE_CHECKING:
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.events import Events
    from attribgraph.plot.lanes import Sheet, Side
    from attribgraph.plot.style import Style

__all__ = [
    "draw_frame",
    "draw_head",
    "draw_publication",
    "draw_relay",
    "draw_stretch",
    "join_look",
    "time_entries",
]


def join_look(style: Style, kind: str) -> Look:
    """Return the look of an arrow of a timeline."""
    if kind == "response":
        return Look(style.link, 0.9, (4.0, 2.2))
    return Look(style.link, 1.5, hollow=kind == "both")


def draw_stretch(
    canvas: Canvas, when: Stretch, place: tuple[float, float, float], look: Look, gid: str | None
) -> None:
    """Draw a time that is no point, from a left to a right at a height."""
    left, right, y = place
    if when.lasts:
        canvas.patch(
            marks.box_path("plain", left, y - 4.2, right - left, 8.4),
            width=1.0,
            facecolor=(*to_rgb(look.color), 0.22),
            edgecolor=look.color,
            zorder=1.5,
            gid=gid,
        )
        return
    line: Any = {"fill": False, "edgecolor": look.color, "zorder": 2, "gid": gid}
    if when.start is not None and when.end is not None:
        path = Path(
            [(left, y + 4.2), (left, y), (right, y), (right, y + 4.2)],
        )
        canvas.patch(path, width=1.1, **line)
        return
    # An open end: the line breaks up towards a head that points away.
    outer, inner, sign = (left, right, 1.0) if when.start is None else (right, left, -1.0)
    steps = [(0.0, 3.0), (4.5, 6.5), (8.0, 11.0), (12.5, 17.0)]
    scale = (abs(right - left) - 4.0) / STUB
    vertices = []
    for start, stop in steps:
        vertices += [outer + sign * (4.0 + start * scale), outer + sign * (4.0 + stop * scale)]
    vertices += [outer + sign * (4.0 + 18.5 * scale), inner]
    path = Path([(each, y) for each in vertices], [1, 2] * (len(vertices) // 2))
    canvas.patch(path, width=1.1, **line)
    head = Path(
        [(outer, y), (outer + sign * 4.5, y - 2.4), (outer + sign * 4.5, y + 2.4), (outer, y)]
    )
    canvas.patch(head, facecolor=look.color, edgecolor="none", zorder=2)


def draw_publication(
    canvas: Canvas, place: tuple[float, float, float, float], style: Style, gid: str | None
) -> None:
    """Draw a thin line from x to a tick, dotted from ``near`` on: (x, near, far, y)."""
    x, near, far, y = place
    color = style.document[1]
    if near != x:
        canvas.patch(
            Path([(x, y), (near, y)]), width=0.8, fill=False, edgecolor=color, zorder=1.6, gid=gid
        )
    if far != near:
        canvas.patch(
            Path([(near, y), (far, y)]),
            width=0.9,
            fill=False,
            edgecolor=color,
            linestyle=(0, (1.2, 1.8)),
            zorder=1.6,
            gid=gid and f"{gid}.until",
        )
    canvas.patch(
        Path([(far, y - 0.5), (far, y + 4.6)]), width=1.5, fill=False, edgecolor=color, zorder=1.6
    )


def draw_relay(
    canvas: Canvas,
    center: tuple[float, float],
    look: Look,
    *,
    gid: str | None = None,
    url: str | None = None,
) -> None:
    """Draw the mark of a row that passes another on: two heads that point left to right."""
    x, y = center
    heads = [
        marks.closed([(left, y - 3.6), (left + 4.4, y), (left, y + 3.6)]) for left in (x - 4.4, x)
    ]
    canvas.patch(
        Path.make_compound_path(*heads),
        width=0.6,
        facecolor=look.color,
        edgecolor=canvas.style.background,
        zorder=4,
        gid=gid,
        url=url,
    )


def draw_frame(canvas: Canvas, x: float, y: float) -> None:
    """Draw the frame round the glyph of a row that is about a statement."""
    canvas.patch(
        marks.box_path("plain", x - FRAME, y - FRAME, 2 * FRAME, 2 * FRAME),
        width=0.9,
        facecolor=canvas.style.background,
        edgecolor=canvas.style.ink,
        linestyle=(0, (2.4, 1.6)),
        zorder=3.5,
    )


def _stretch_symbol(when: Stretch, look: Look) -> Any:
    return lambda canvas, x, y: draw_stretch(canvas, when, (x - 13, x + 13, y), look, None)


def _join_symbol(look: Look, *, head: bool) -> Any:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        end = x + 14 if not head else x + 10.5
        canvas.line(marks.curve([(x - 14, y), (end, y)]), look)
        if head:
            canvas.arrow_head((x + 14, y), look.color)

    return draw


def draw_head(canvas: Canvas, tip: tuple[float, float], color: str, *, side: Side) -> None:
    """Draw an arrow head that comes from a side of what it points to."""
    if side == "left":
        canvas.arrow_head(tip, color, zorder=4)
        return
    x, y = tip
    back = y - 5.0 if side == "above" else y + 5.0
    path = marks.closed([(x, y), (x - 2.1, back), (x + 2.1, back)])
    canvas.patch(path, facecolor=color, edgecolor="none", zorder=4)


def time_entries(style: Style, events: Events, sheet: Sheet) -> list[list[Entry]]:
    """Return the key's entries for what a timeline shows."""
    shown = list(sheet.marks().values())
    plain = [each.event.look for each in shown if not each.event.relays]
    present = {each.mark for each in plain if not each.struck}
    whens = [each.event.when for each in shown if each.line and each.event.when]
    axis, strip = sheet.axis, events.published
    if strip and axis and not axis.is_point(strip, 2 * GLYPH):
        whens.append(strip)
    glyphs: list[tuple[bool, str, Any]] = [
        *[(each in present, WORDS[each], glyph_symbol(look_of(style, each))) for each in MARKS],
        (
            any(marks.is_half(each) for each in plain),
            "hedged or conditional",
            glyph_symbol(look_of(style, "support", hedged=True)),
        ),
        (
            any(each.event.look.struck for each in shown),
            "does not stand: retracted, or vouched for by nobody",
            glyph_symbol(look_of(style, "support", stands=False)),
        ),
        (
            any(each.event.relays for each in shown),
            "passes it on",
            lambda canvas, x, y: draw_relay(canvas, (x, y), Look(style.relay, style.relay_width)),
        ),
        (any(each.event.framed for each in shown), "about a statement", draw_frame),
    ]
    look = Look(style.ink, 1.2)
    times: list[tuple[bool, str, Any]] = [
        (
            any(w.start is not None and w.end is not None and not w.lasts for w in whens),
            "at some time in this stretch",
            _stretch_symbol(Stretch(0.0, 1.0), look),
        ),
        (
            any(w.start is None for w in whens),
            "then or earlier",
            _stretch_symbol(Stretch(None, 1.0), look),
        ),
        (
            any(w.end is None for w in whens),
            "then or later",
            _stretch_symbol(Stretch(0.0, None), look),
        ),
        (
            any(w.lasts for w in whens),
            "lasted all this time",
            _stretch_symbol(Stretch(0.0, 1.0, lasts=True), look),
        ),
        (
            any(m.published and m.published[0] == m.published[1] for m in shown)
            or bool(strip and axis and axis.is_point(strip, 2 * GLYPH)),
            "published",
            lambda canvas, x, y: draw_publication(canvas, (x - 13, x + 12, x + 12, y), style, None),
        ),
        (
            any(m.published and m.published[0] != m.published[1] for m in shown),
            "published at some time until",
            lambda canvas, x, y: draw_publication(canvas, (x - 13, x - 13, x + 12, y), style, None),
        ),
    ]
    kinds = {each.kind for each in events.joins}
    arrows: list[tuple[bool, str, Any]] = [
        (
            "reversal" in kinds,
            "the same source reverses or retracts it",
            _join_symbol(join_look(style, "reversal"), head=True),
        ),
        (
            "both" in kinds,
            "the same source on both sides, in which order is not known",
            _join_symbol(join_look(style, "both"), head=False),
        ),
        (
            "response" in kinds,
            "responds to",
            _join_symbol(join_look(style, "response"), head=True),
        ),
    ]
    return [
        [Entry(words, draw) for there, words, draw in group if there]
        for group in (glyphs, times + arrows)
    ]
