"""The stance matrix: who supports, denies, questions or comments on what."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from attribgraph.errors import UnknownValueError
from attribgraph.plot import marks
from attribgraph.plot.addresses import address_of
from attribgraph.plot.boxes import BoxMaker, box_entries
from attribgraph.plot.cells import cell_entries, draw_cell, draw_claim_number, draw_mark
from attribgraph.plot.chains import NOBODY
from attribgraph.plot.describe import counted, describe
from attribgraph.plot.labels import claim_words, source_words
from attribgraph.plot.meanings import MARKS
from attribgraph.plot.page import MARGIN, Page, footer_lines
from attribgraph.plot.positions import Cell, Part, Positions, read_positions, sentences
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.text import Ruler, choose_fonts
from attribgraph.plot.words import PlotWarning, clean
from attribgraph.vocabulary import ClaimForm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.graph import AttributionGraph
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.content import BoxText
    from attribgraph.plot.key import Entry
    from attribgraph.views import AttributionView, NodeView
    from attribgraph.when import When

__all__ = ["plot_stances"]

_NAMES: Final = (128.0, 152.0, 176.0, 200.0)
"""Widths of the column of sources: the more of them, the wider, that they may be lower."""
_GAP: Final = 9.0
_CELL: Final = 37.0
_SMALL_CELL: Final = 26.5
_WORDED_CELLS: Final = (72.0, 82.0, 94.0)
"""Widths of the columns where claims stand above them: the first in which they are not tall."""
_TALL_HEAD: Final = 6
_TALL_ENOUGH: Final = 540.0
_ROW: Final = 27.0
_TALLY: Final = 19.0
_TALLY_ROW: Final = 15.0
_NUMBER: Final = (24.0, 15.0)
_LIST: Final = 540.0
_MOST_WORDED: Final = 8
_MOST_ROOMY: Final = 20


def plot_stances(  # noqa: PLR0913 (each is a choice that users make)
    g: AttributionGraph | AttributionView | NodeView,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    source_line: str | None = None,
    as_of: When | str | date | None = None,
    style: Style | None = None,
    order: Literal["seriation", "given"] = "seriation",
    heads: Literal["auto", "text", "numbers"] = "auto",
) -> Axes:
    """Draw who stands where: a row for each source, a column for each claim.

    A cell has the colour and the glyph of the stance, hatched for denial, and a count where
    several rows say it. A source that changed its position has a cell of two halves, the
    earlier and the later, with an arrow. The margins count each source's claims and each
    claim's sources, by where the source stands in the end: never repetition.

    Parameters
    ----------
    g
        A graph, a view of rows, or a view of claims, sources or documents (the rows of
        these). Rows that stand are drawn, and rows that their own source retracted, as
        such. Relays take no stance towards the claim and are left out. Beside a change of
        position, the comments and questions of the same source are counted, not drawn.
    ax
        Axes to draw inside of; the drawing is scaled to fit. Left out, a figure of the size
        that is needed is made with matplotlib.pyplot.
    title
        Printed above.
    source_line
        Where the data are from, printed below.
    as_of
        Date of the data, printed below. It selects nothing: for that, draw
        ``g.attributions.as_of(...)``.
    style
        Colours, fonts and sizes (`Style`).
    order
        ``"seriation"`` puts sources that agree beside each other, and claims beside those
        that the same side supports; ``"given"`` keeps the order of the rows.
    heads
        How columns are headed: ``"text"``, by the claims, ``"numbers"``, by numbers with a
        list beneath, ``"auto"``, by text up to eight claims.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    UnknownValueError
        For a word that an option does not take.

    Warns
    -----
    PlotWarning
        If there are more than 40 sources or 40 claims: those with most statements are drawn,
        and the figure says so; or if ``ax`` is so small that the text cannot be read.
    MissingGlyphWarning
        If no installed font has some of the characters.

    Notes
    -----
    Sources are in optimal leaf ordering (Bar-Joseph, Gifford and Jaakkola 2001).

    Examples
    --------
    >>> ax = plot_stances(g.attributions.by("putin", "gur"), title="Two sources")
    >>> ag.alt_text(ax)[:46]
    'Two sources. Matrix of 2 sources and 6 claims.'
    """
    for name, value, allowed in (
        ("order", order, ("seriation", "given")),
        ("heads", heads, ("auto", "text", "numbers")),
    ):
        if value not in allowed:
            message = f"{name} is {' or '.join(map(repr, allowed))}, not {value!r}"
            raise UnknownValueError(message, field=name)
    style = style or DEFAULT_STYLE
    positions = read_positions(g, order=order)
    words = [title or "", source_line or "", *_texts(positions)]
    fonts = choose_fonts(style.fonts, [clean(each) for each in words])
    if positions.left_out:
        warnings.warn(
            f"too much for one figure: {positions.left_out[0].lower()}{positions.left_out[1:]}. "
            "Draw a view to choose",
            PlotWarning,
            stacklevel=2,
        )
    worded = heads == "text" or (heads == "auto" and len(positions.claims) <= _MOST_WORDED)
    matrix = _Matrix(positions, style, fonts, worded=worded)
    aside = (
        f"Not shown: {counted(positions.aside, 'statement')} about statements or sources"
        if positions.aside
        else ""
    )
    page = Page(
        style,
        fonts,
        width=matrix.width,
        height=matrix.height,
        title=title,
        key=matrix.entries(),
        footer=footer_lines(source_line, as_of, positions.left_out, aside),
    )
    canvas = page.open(ax)
    matrix.draw(canvas, page.top)
    describe(canvas.ax, title or "Who stands where", sentences(positions))
    return canvas.ax


def _texts(positions: Positions) -> Iterator[str]:
    for each in positions.sources:
        yield from ("nobody named",) if each == NOBODY else source_words(positions.store, each)
    for each in positions.claims:
        yield from claim_words(positions.claim(each))


_Head = tuple[tuple[str, ...], tuple[str, ...]]
"""The lines of a claim, and those of its form and condition."""


@dataclass(frozen=True)
class _Item:
    """A claim in the list: its number, its lines, and where it stands."""

    number: int
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    height: float
    x: float = 0.0
    y: float = 0.0


class _Matrix:
    """The body of the figure: heads, cells, margins and the list of claims."""

    def __init__(
        self, positions: Positions, style: Style, fonts: tuple[str, ...], *, worded: bool
    ) -> None:
        self.positions = positions
        self.style = style
        self.worded = worded
        self.small = Ruler(fonts, style.small_size)
        self.maker = BoxMaker(positions.store, style, fonts)
        claims = positions.claims
        roomy = _CELL if len(claims) <= _MOST_ROOMY else _SMALL_CELL
        self.names = _NAMES[0]
        self.boxes = self._boxes()
        self.rows = [max(_ROW, self.maker.height(each) + 1) for each in self.boxes]
        finals = {mark for cell in positions.cells.values() for mark in cell.finals}
        self.tallies = [mark for mark in MARKS if mark in finals]
        self.cell, self.heads = self._heads() if worded else (roomy, [])
        self.head_height = max(
            (self.small.height(len(text) + len(notes)) + 12 for text, notes in self.heads),
            default=_NUMBER[1],
        )
        label = self.small.width("claims")
        self.top = max(self.head_height, 26.0) + 5
        self.bottom = self.top + sum(self.rows)
        self.left = self.names + _GAP
        self.right = self.left + self.cell * len(claims)
        wide = self.right + _GAP + max(_TALLY * len(self.tallies), label)
        self.width = max(wide, 0.0 if worded else _LIST)
        below = self.bottom + (8 + _TALLY_ROW * len(self.tallies) if self.tallies else 0)
        self.items = [] if worded else self._list(below + 14)
        self.height = max([below, *(each.y + each.height for each in self.items)])
        if not positions.cells:
            self.width, self.height = 300.0, 30.0

    def _boxes(self) -> list[BoxText]:
        """Return the sources' boxes, in a column as wide as a figure of that height bears."""
        boxes: list[BoxText] = []
        for self.names in _NAMES:
            room = self.names - 2 * (marks.HEXAGON_POINT + 2)
            boxes = [
                self.maker.source(f"source:{each or 'nobody'}", each, room, lines=3)
                for each in self.positions.sources
            ]
            if sum(map(self.maker.height, boxes)) < _TALL_ENOUGH:
                break
        return boxes

    def _heads(self) -> tuple[float, list[_Head]]:
        """Return the columns' width and the lines above them."""
        cell, heads = _WORDED_CELLS[-1], []
        for cell in _WORDED_CELLS:
            heads = [self._head(each, cell - 14) for each in self.positions.claims]
            whole = all(
                self.small.width(word) <= cell - 14
                for each in self.positions.claims
                for part in claim_words(self.positions.claim(each))
                for word in part.split()
            )
            if whole and all(len(text) + len(notes) <= _TALL_HEAD for text, notes in heads):
                break
        return cell, heads

    def _head(self, claim: str, room: float) -> _Head:
        text, note = claim_words(self.positions.claim(claim))
        return (
            self.small.balance(text, room, self.style.max_lines),
            self.small.balance(note, room, 3) if note else (),
        )

    def _list(self, top: float) -> list[_Item]:
        """Return the claims in a list of columns of about the same height."""
        columns = 1 if self.width < 420 else 2 if self.width < 940 else 3
        step = (self.width + 18) / columns
        room = step - 18 - _NUMBER[0] - 7
        items = []
        for number, claim in enumerate(self.positions.claims, 1):
            text, note = claim_words(self.positions.claim(claim))
            lines = self.small.balance(text, room, self.style.max_lines)
            notes = self.small.balance(note, room, 3) if note else ()
            tall = max(self.small.height(len(lines) + len(notes)), _NUMBER[1])
            items.append(_Item(number, lines, notes, tall))
        share = sum(each.height + 5 for each in items) / columns
        placed, column, y = [], 0, 0.0
        for each in items:
            if y and y + (each.height + 5) / 2 > share and column < columns - 1:
                column, y = column + 1, 0.0
            placed.append(
                _Item(each.number, each.lines, each.notes, each.height, column * step, top + y)
            )
            y += each.height + 5
        return placed

    def entries(self) -> list[list[Entry]]:
        """Return the key: an entry for each thing that is drawn."""
        claims = [
            self.maker.claim(f"claim:{each}", each, 100.0, 1) for each in self.positions.claims
        ]
        return [box_entries(self.style, [*self.boxes, *claims]), *cell_entries(self.positions)]

    # -- drawing ------------------------------------------------------------------------

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it below a height."""
        positions = self.positions
        if not positions.cells:
            canvas.text(MARGIN, top + 16, "no statements about claims", self.style.head_size)
            return
        self._grid(canvas, top)
        y = top + self.top
        for box, height in zip(self.boxes, self.rows, strict=True):
            self.maker.draw(canvas, box, (MARGIN, y + 1.5, self.names, height - 3))
            for number, claim in enumerate(positions.claims):
                cell = positions.cells.get((box.record, claim))
                if cell is not None:
                    place = (self._x(number), y, self.cell, height)
                    draw_cell(canvas, cell, place, self._address(cell))
            y += height
        for number, claim in enumerate(positions.claims):
            if self.worded:
                self._draw_head(canvas, number, top)
                continue
            x = self._x(number) + (self.cell - _NUMBER[0]) / 2
            place = (x, top + self.top - 5 - _NUMBER[1], *_NUMBER)
            draw_claim_number(canvas, positions.claim(claim), number + 1, place)
        self._sources_tally(canvas, top)
        self._claims_tally(canvas, top)
        for item in self.items:
            self._draw_item(canvas, item, top)

    def _address(self, cell: Cell) -> str | None:
        return address_of(self.positions.store, [row.id for row in cell.rows])

    def _x(self, number: int) -> float:
        return MARGIN + self.left + number * self.cell

    def _grid(self, canvas: Canvas, top: float) -> None:
        x0, x1 = MARGIN + self.left, MARGIN + self.right
        y0, y1 = top + self.top, top + self.bottom
        ys = [y0 + sum(self.rows[:number]) for number in range(len(self.rows) + 1)]
        xs = [self._x(number) for number in range(len(self.positions.claims) + 1)]
        lines = [*([(x0, y), (x1, y)] for y in ys), *([(x, y0), (x, y1)] for x in xs)]
        canvas.patch(
            marks.strokes(*lines), width=0.6, fill=False, edgecolor=self.style.rule, zorder=1
        )

    def _draw_head(self, canvas: Canvas, number: int, top: float) -> None:
        """Draw a claim above its column, with the bar that tells its form below."""
        style = self.style
        claim = self.positions.claim(self.positions.claims[number])
        text, notes = self.heads[number]
        fill, edge = style.claim
        x, width, height = self._x(number) + 1.5, self.cell - 3, self.head_height
        y = top + self.top - 5 - height
        canvas.patch(
            marks.box_path("plain", x, y, width, height),
            width=0.9,
            facecolor=fill,
            edgecolor=edge,
            zorder=3,
            gid=canvas.gid(f"claim:{claim.id}"),
        )
        canvas.patch(
            marks.box_path("plain", x, y + height - 4, width, 4),
            width=0.9,
            facecolor=edge if claim.form is ClaimForm.STATEMENT else fill,
            edgecolor=edge,
            zorder=3.1,
        )
        start = y + (height - 4 - self.small.height(len(text) + len(notes))) / 2
        middle, size = x + width / 2, style.small_size
        below = canvas.lines(middle, start, text, size, ha="center")
        canvas.lines(middle, below, notes, size, ha="center", color=style.soft_ink)

    def _sources_tally(self, canvas: Canvas, top: float) -> None:
        """Draw, right of each source, on how many claims it stands how in the end."""
        size = self.style.small_size
        left = MARGIN + self.right + _GAP
        head = top + self.top - 5 - _NUMBER[1] / 2
        if self.tallies:
            canvas.text(left, head - 9, "claims", size, color=self.style.soft_ink)
        for number, mark in enumerate(self.tallies):
            x = left + _TALLY * (number + 0.5)
            draw_mark(canvas, (x, head), Part(mark))
            y = top + self.top
            for source, height in zip(self.positions.sources, self.rows, strict=True):
                count = sum(mark in cell.finals for cell in self.positions.of_source(source))
                if count:
                    canvas.text(x, y + height / 2 + size * 0.36, f"{count}", size, ha="center")
                y += height

    def _claims_tally(self, canvas: Canvas, top: float) -> None:
        """Draw, below each claim, how many sources stand how in the end."""
        size = self.style.small_size
        x = MARGIN + self.left - 12
        for number, mark in enumerate(self.tallies):
            y = top + self.bottom + 6 + _TALLY_ROW * (number + 0.5)
            base = y + size * 0.36
            if not number:
                canvas.text(x - 10, base, "sources", size, ha="right", color=self.style.soft_ink)
            draw_mark(canvas, (x, y), Part(mark))
            for column, claim in enumerate(self.positions.claims):
                count = sum(mark in cell.finals for cell in self.positions.of_claim(claim))
                if count:
                    middle = self._x(column) + self.cell / 2
                    canvas.text(middle, base, f"{count}", size, ha="center")

    def _draw_item(self, canvas: Canvas, item: _Item, top: float) -> None:
        style = self.style
        x, y = MARGIN + item.x, top + item.y
        claim = self.positions.claim(self.positions.claims[item.number - 1])
        draw_claim_number(canvas, claim, item.number, (x, y, *_NUMBER))
        used = self.small.height(len(item.lines) + len(item.notes))
        start = y + max(0.0, (_NUMBER[1] - used) / 2)
        left = x + _NUMBER[0] + 7
        below = canvas.lines(left, start, item.lines, style.small_size)
        canvas.lines(left, below, item.notes, style.small_size, color=style.soft_ink)
