"""The cells of a stance matrix: fills, hatches, glyphs, counts and changes of position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import marks
from attribgraph.plot.key import Entry
from attribgraph.plot.marks import look_of
from attribgraph.plot.meanings import MARKS, WORDS, Mark
from attribgraph.plot.positions import Cell, Part, Positions
from attribgraph.plot.text import Ruler
from attribgraph.vocabulary import ClaimForm

if TYPE_CHECKING:
    from attribgraph.model import Claim
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.style import Style

__all__ = ["Rectangle", "cell_entries", "draw_cell", "draw_claim_number", "draw_mark"]

Rectangle = tuple[float, float, float, float]
"""Left, top, width and height, in points."""

_INSET: Final = 1.4
_RADIUS: Final = 4.0
_SMALL_RADIUS: Final = 3.4
_BAR: Final = 3.5
_TIMES: Final = "\N{MULTIPLICATION SIGN}"
_DASHES: Final = (0, (2.2, 1.8))


def draw_mark(
    canvas: Canvas,
    center: tuple[float, float],
    part: Part,
    *,
    radius: float = _SMALL_RADIUS,
    url: str | None = None,
) -> None:
    """Draw a part's glyph."""
    style = canvas.style
    x, y = center
    look = look_of(
        style,
        part.mark,
        hedged=part.hedged and part.mark == "support",
        stands=not part.withdrawn,
    )
    if part.mark == "deny" and not part.withdrawn:
        canvas.patch(marks.circle((x, y), radius + 2.4), facecolor=style.background, zorder=3.9)
    canvas.glyph((x, y), look, radius=radius, url=url)


def draw_cell(canvas: Canvas, cell: Cell, place: Rectangle, url: str | None = None) -> None:
    """Draw what a source says of a claim; the cell leads to an address, if there is one."""
    x, y = place[0] + _INSET, place[1] + _INSET
    width, height = place[2] - 2 * _INSET, place[3] - 2 * _INSET
    _draw_parts(
        canvas,
        cell,
        (x, y, width, height),
        _RADIUS,
        gid=canvas.gid(f"cell:{cell.source or 'nobody'}:{cell.claim}"),
        url=url,
    )
    if len(cell.rows) > len(cell.parts):
        _draw_count(canvas, len(cell.rows), x + width, y + height)


def _draw_parts(  # noqa: PLR0913 (what a cell can be)
    canvas: Canvas,
    cell: Cell,
    place: Rectangle,
    radius: float,
    *,
    gid: str | None = None,
    url: str | None = None,
) -> None:
    x, y, width, height = place
    share = width / len(cell.parts)
    for number, part in enumerate(cell.parts):
        _fill(canvas, part, (x + number * share, y, share, height), url)
    withdrawn = all(part.withdrawn for part in cell.parts)
    canvas.patch(
        marks.box_path("plain", *place),
        width=1.0,
        fill=False,
        edgecolor=_edge(canvas.style, cell),
        linestyle=_DASHES if withdrawn else "solid",
        zorder=3,
        gid=gid,
        url=url,
    )
    middle = y + height / 2
    # two halves leave room for the arrow between them, however narrow the cell
    apart = max(width / 4, min(radius + 6.2, width / 2 - radius - 0.6))
    for number, part in enumerate(cell.parts):
        turned = x + width / 2 + (apart if number else -apart)
        even = x + (number + 0.5) * share
        draw_mark(canvas, (turned if cell.changes else even, middle), part, radius=radius, url=url)
    if cell.changes:
        _draw_turn(canvas, cell, x + width / 2, middle)


def _edge(style: Style, cell: Cell) -> str:
    if not cell.finals:
        return style.not_standing
    return look_of(style, cell.finals[-1]).color


def _fill(canvas: Canvas, part: Part, place: Rectangle, url: str | None) -> None:
    """Fill a part of a cell; a denial is hatched, what was withdrawn is left blank."""
    if part.withdrawn:
        return
    style = canvas.style
    canvas.patch(
        marks.box_path("plain", *place),
        facecolor=marks.fill_of(style, part.mark),
        zorder=2,
        url=url,
    )
    if part.mark == "deny":
        canvas.patch(
            marks.hatching(*place, style.hatch_gap),
            width=style.hatch_width,
            fill=False,
            edgecolor=style.deny,
            zorder=2.5,
        )


def _draw_turn(canvas: Canvas, cell: Cell, x: float, y: float) -> None:
    """Draw an arrow for one change, two heads for several, a question mark if undecided."""
    style = canvas.style
    wide = 3.6 if cell.undecided else 5.2
    canvas.patch(
        marks.box_path("plain", x - wide, y - 4.6, 2 * wide, 9.2),
        facecolor=style.background,
        zorder=3.8,
    )
    if cell.undecided:
        size = style.label_size
        canvas.text(x, y + size * 0.36, "?", size, ha="center", weight="bold")
        return
    if cell.changes == 1:
        canvas.patch(
            marks.strokes([(x - 4, y), (x + 1, y)]),
            width=1.2,
            fill=False,
            edgecolor=style.ink,
            zorder=4.3,
        )
    for tip in (x + 4,) if cell.changes == 1 else (x, x + 4.4):
        canvas.arrow_head((tip, y), style.ink, size=4.4, zorder=4.4)


def _draw_count(canvas: Canvas, count: int, right: float, bottom: float) -> None:
    """Draw how many rows a cell stands for, in its corner."""
    style = canvas.style
    size = style.number_size
    words = f"{_TIMES}{count}"
    wide = Ruler(tuple(canvas.fonts), size).width(words)
    canvas.patch(
        marks.box_path("plain", right - wide - 2.2, bottom - size - 0.4, wide + 1.7, size - 0.1),
        facecolor=style.background,
        zorder=4.5,
    )
    canvas.text(right - 1.2, bottom - 1.5, words, size, ha="right")


def draw_claim_number(canvas: Canvas, claim: Claim, number: int, place: Rectangle) -> None:
    """Draw a claim's number in a small claim, with the bar that tells its form."""
    style = canvas.style
    x, y, width, height = place
    fill, edge = style.claim
    canvas.patch(
        marks.box_path("plain", *place),
        width=0.9,
        facecolor=fill,
        edgecolor=edge,
        zorder=3,
        gid=canvas.gid(f"claim:{claim.id}"),
    )
    canvas.patch(
        marks.box_path("plain", x, y, _BAR, height),
        width=0.9,
        facecolor=edge if claim.form is ClaimForm.STATEMENT else fill,
        edgecolor=edge,
        zorder=3.1,
    )
    size = style.small_size
    middle = x + _BAR + (width - _BAR) / 2
    canvas.text(middle, y + height / 2 + size * 0.36, f"{number}", size, ha="center", weight="bold")


# -- the key ----------------------------------------------------------------------------


def cell_entries(positions: Positions) -> list[list[Entry]]:
    """Return the entries of the key for the stances, and for the signs, that there are."""
    cells = positions.cells.values()
    parts = [part for cell in cells for part in cell.parts]
    present = {part.mark for part in parts if not part.withdrawn}
    hedged = [part.mark == "support" and part.hedged and not part.withdrawn for part in parts]
    certain = {cell.changes for cell in cells if cell.changes and not cell.undecided}
    signs: list[tuple[bool, str, Any]] = [
        (any(hedged), "supports, hedged or on a condition", _symbol(Part("support", hedged=True))),
        (
            any(part.withdrawn for part in parts),
            "retracted by the source itself",
            _symbol(Part("support", withdrawn=True)),
        ),
        (1 in certain, "changed position: earlier, later", _turn_symbol(1)),
        (max(certain, default=0) > 1, "changed more than once: first, last", _turn_symbol(2)),
        (
            any(cell.undecided for cell in cells),
            "both, and no date tells which came first",
            _turn_symbol(1, undecided=True),
        ),
        (
            any(len(cell.rows) > len(cell.parts) for cell in cells),
            "how many times it was said",
            lambda canvas, x, y: canvas.text(
                x, y + 2.6, f"{_TIMES}2", canvas.style.small_size, ha="center"
            ),
        ),
    ]
    return [
        [Entry(WORDS[mark], _symbol(Part(mark))) for mark in MARKS if mark in present],
        [Entry(words, draw) for there, words, draw in signs if there],
    ]


def _symbol(part: Part) -> Any:
    finals: tuple[Mark, ...] = () if part.withdrawn else (part.mark,)
    return _cell_symbol(Cell("", "", (), (part,), 0, undecided=False, finals=finals))


def _turn_symbol(changes: int, *, undecided: bool = False) -> Any:
    last: Mark = "support" if changes > 1 else "deny"
    parts = (Part("support"), Part(last))
    return _cell_symbol(Cell("", "", (), parts, changes, undecided=undecided, finals=(last,)))


def _cell_symbol(cell: Cell) -> Any:
    half = 14.0 if cell.changes else 12.0

    def draw(canvas: Canvas, x: float, y: float) -> None:
        _draw_parts(canvas, cell, (x - half, y - 6.5, 2 * half, 13.0), _SMALL_RADIUS)

    return draw
