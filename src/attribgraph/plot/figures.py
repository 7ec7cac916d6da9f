"""The figures that sources give: how many, how much, how surely, and which exclude each other."""

from __future__ import annotations

import warnings
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import marks
from attribgraph.plot.addresses import address_of
from attribgraph.plot.amounts import Amount, Panel, amount_sentences, read_amounts
from attribgraph.plot.boxes import BoxMaker, box_entries
from attribgraph.plot.chains import NOBODY
from attribgraph.plot.describe import describe
from attribgraph.plot.key import Entry, glyph_symbol, link_symbol
from attribgraph.plot.labels import source_words
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import MARKS, WORDS, is_hedged, mark_of
from attribgraph.plot.page import MARGIN, Page, footer_lines
from attribgraph.plot.quantities import draw_quantity, hatch, quantity_entries
from attribgraph.plot.scales import Scale, number_words, reach, shared_scales
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.text import Ruler, choose_fonts
from attribgraph.plot.words import PlotWarning, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.graph import AttributionGraph
    from attribgraph.plot.amounts import Amounts
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.content import BoxText
    from attribgraph.plot.meanings import Mark
    from attribgraph.views import AttributionView, NodeView
    from attribgraph.when import When

__all__ = ["plot_figures"]

_NAMES: Final = 124.0
_DID: Final = 128.0
_CHART: Final = 320.0
_GAP: Final = 10.0
_ROW: Final = 34.0
_LANE: Final = 9.0
_MOST_LANES: Final = 6
_WORDS_ROOM: Final = 86.0
_BETWEEN: Final = 14.0
_AXIS: Final = 30.0
_OVERHANG: Final = 12.0
"""Room for half of the words at the last tick."""


def plot_figures(  # noqa: PLR0913 (each is a choice that users make)
    g: AttributionGraph | AttributionView | NodeView,
    *,
    measure: str | Iterable[str] | None = None,
    names: Mapping[str, str] | None = None,
    ax: Axes | None = None,
    title: str | None = None,
    source_line: str | None = None,
    as_of: When | str | date | None = None,
    style: Style | None = None,
) -> Axes:
    """Draw every figure given for a matter: one panel a measure, one row a statement.

    An exact figure is a dot, "about" an open dot in a soft band of a tenth either way, a
    range a bar between two caps, "at least" or "thousands" a bar that narrows to an arrow
    on the open side. Beside each stands the figure as it was given. A dotted bracket joins
    figures that cannot both hold. Figures of different measures or units share no axis, but
    panels of one unit are drawn to one scale, if the largest is no more than ten times that
    of another: "thousands" is seen beside "12,000".

    Parameters
    ----------
    g
        A graph, a view of rows, or a view of claims, sources or documents (the rows of
        these). The standing rows about claims with a `Quantity` are drawn, relays as who
        passed them on.
    measure
        The measure, or measures, to draw (`Quantity.measure`); all unless given. Figures
        without a measure stand in a panel of their claim's.
    names
        What to print above the panel of a measure, by measure. Else it is the claim, where
        there is one, or the measure.
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

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    UnknownValueError
        If no claim has such a measure.

    Warns
    -----
    PlotWarning
        If there are more than 40 statements: the measures with most are drawn, and the
        figure says so; or if ``ax`` is so small that the text cannot be read.
    MissingGlyphWarning
        If no installed font has some of the characters.

    Notes
    -----
    The axis is logarithmic, and says so, where the figures of a measure are all above zero
    and the largest is over a hundred times the smallest. Which figures exclude each other
    is what `contradictions` finds.

    Examples
    --------
    >>> ax = plot_figures(g, measure="deployed-to-russia")
    >>> ag.alt_text(ax).split("1. ")[1]
    'Ukraine (said · no date): about 12,000.'
    """
    style = style or DEFAULT_STYLE
    amounts = read_amounts(g, measure, names or {})
    words = [title or "", source_line or "", *_texts(amounts)]
    fonts = choose_fonts(style.fonts, [clean(each) for each in words])
    if amounts.left_out:
        warnings.warn(
            f"too much for one figure: {amounts.left_out[0].lower()}{amounts.left_out[1:]}. "
            "Narrow it with measure= or a view",
            PlotWarning,
            stacklevel=2,
        )
    maker = BoxMaker(amounts.store, style, fonts)
    scales = shared_scales(
        [(panel.unit, [each.quantity for each in panel.amounts]) for panel in amounts.panels]
    )
    panels = [
        _Drawn(panel, scale, style, fonts, maker)
        for panel, scale in zip(amounts.panels, scales, strict=True)
    ]
    height = sum(each.height for each in panels) + _BETWEEN * max(0, len(panels) - 1)
    page = Page(
        style,
        fonts,
        width=max((each.width for each in panels), default=300.0),
        height=height if panels else 30.0,
        title=title,
        key=_entries(style, panels),
        footer=footer_lines(source_line, as_of, amounts.left_out),
    )
    canvas = page.open(ax)
    top = page.top
    for each in panels:
        each.draw(canvas, top)
        top += each.height + _BETWEEN
    if not panels:
        canvas.text(MARGIN, top + 16, "no figures", style.head_size)
    describe(canvas.ax, title or "Figures by measure, source and time", amount_sentences(amounts))
    return canvas.ax


def _texts(amounts: Amounts) -> Iterator[str]:
    for panel in amounts.panels:
        yield from (panel.head, panel.note, panel.unit)
        for each in panel.amounts:
            yield from (each.did, each.via, each.words)
            for source in each.row.sources:
                yield from source_words(amounts.store, source)


class _Row:
    """A row, measured: its boxes, its words and its height."""

    def __init__(self, amount: Amount, style: Style, maker: BoxMaker) -> None:
        self.amount = amount
        label = Ruler(maker.ruler.fonts, style.label_size)
        room = _NAMES - 2 * (marks.HEXAGON_POINT + 2)
        self.boxes: list[BoxText] = [
            maker.source(f"source:{each or 'nobody'}", each, room, lines=3)
            for each in amount.row.sources or (NOBODY,)
        ]
        self.heights = [maker.height(each) for each in self.boxes]
        self.did = label.wrap(amount.did, _DID - 16, 3)
        self.via = label.wrap(f"via {amount.via}", _DID - 16, 2) if amount.via else ()
        said = label.height(len(self.did) + len(self.via))
        self.height = max(_ROW, sum(self.heights) + 4 * len(self.boxes) + 2, said + 6)


class _Drawn:
    """A panel, measured."""

    def __init__(
        self, panel: Panel, scale: Scale, style: Style, fonts: tuple[str, ...], maker: BoxMaker
    ) -> None:
        self.panel = panel
        self.style = style
        self.maker = maker
        self.head = Ruler(fonts, style.head_size, "bold")
        self.small = Ruler(fonts, style.small_size)
        self.label = Ruler(fonts, style.label_size)
        self.text = Ruler(fonts, style.text_size)
        self.rows = [_Row(each, style, maker) for each in panel.amounts]
        self.scale = scale
        lanes = _lanes(panel.excluding)
        self.bracketed = len(set(lanes.values())) <= _MOST_LANES
        self.lanes = lanes if self.bracketed else {}
        self.chart = _NAMES + _DID + 2 * _GAP
        right = (
            (max(lanes.values(), default=-1) + 1) * _LANE + (12 if lanes else 0)
            if self.bracketed
            else _WORDS_ROOM
        )
        self.width = self.chart + _CHART + max(right, _OVERHANG)
        self.title = self.head.wrap(panel.head, self.width, 3)
        self.note = self.small.wrap(panel.note, self.width, 3) if panel.note else ()
        self.top = self.head.height(len(self.title)) + self.small.height(len(self.note)) + 8
        self.bottom = self.top + sum(each.height for each in self.rows)
        self.height = self.bottom + _AXIS

    def middles(self) -> list[float]:
        """Return the middle of each row, from the top of the panel."""
        middles, y = [], self.top
        for each in self.rows:
            middles.append(y + each.height / 2)
            y += each.height
        return middles

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it below a height."""
        style = self.style
        below = canvas.lines(MARGIN, top, self.title, style.head_size, weight="bold")
        canvas.lines(MARGIN, below, self.note, style.small_size, color=style.soft_ink)
        self._axis(canvas, top)
        middles = self.middles()
        for row, middle in zip(self.rows, middles, strict=True):
            self._said(canvas, row, top + middle)
            self._amount(canvas, row.amount, top + middle)
        if self.bracketed:
            self._brackets(canvas, [top + each for each in middles])
        else:
            self._exclusions(canvas, [top + each for each in middles])

    def _x(self, number: float) -> float:
        return MARGIN + self.chart + self.scale.share(number) * _CHART

    def _axis(self, canvas: Canvas, top: float) -> None:
        style = self.style
        left, right = MARGIN + self.chart, MARGIN + self.chart + _CHART
        y0, y1 = top + self.top, top + self.bottom
        ticks = [self._x(each) for each in self.scale.ticks]
        starts = [y0 + sum(row.height for row in self.rows[:n]) for n in range(len(self.rows))]
        lines = [
            *([(x, y0), (x, y1)] for x in ticks),
            *([(MARGIN, y), (right, y)] for y in starts),
        ]
        canvas.patch(marks.strokes(*lines), width=0.6, fill=False, edgecolor=style.rule, zorder=0.5)
        canvas.patch(
            marks.strokes([(left, y1), (right, y1)], *([(x, y1), (x, y1 + 4)] for x in ticks)),
            width=1.0,
            fill=False,
            edgecolor=style.ink,
            zorder=1,
        )
        size = style.small_size
        taken = float("-inf")
        for x, number in zip(ticks, self.scale.ticks, strict=True):
            words = number_words(number)
            half = self.small.width(words) / 2
            if x - half > taken + 4:
                canvas.text(x, y1 + 4 + size * 1.1, words, size, ha="center")
                taken = x + half
        unit = self.panel.unit
        if self.scale.log:
            unit = f"{unit}, logarithmic scale" if unit else "logarithmic scale"
        if unit:
            words = self.small.shorten(unit, _CHART)
            canvas.text(
                left + _CHART / 2,
                y1 + 4 + size * 2.5,
                words,
                size,
                ha="center",
                color=style.soft_ink,
            )

    def _said(self, canvas: Canvas, row: _Row, middle: float) -> None:
        """Draw who said it, what they did, when, and who passed it on."""
        style = self.style
        y = middle - (sum(row.heights) + 4 * (len(row.boxes) - 1)) / 2
        for box, height in zip(row.boxes, row.heights, strict=True):
            self.maker.draw(canvas, box, (MARGIN, y, _NAMES, height))
            y += height + 4
        x = MARGIN + _NAMES + _GAP
        used = self.label.height(len(row.did) + len(row.via))
        start = middle - used / 2
        canvas.glyph((x + 4, start + self.label.height(1) / 2), _look(style, row.amount))
        below = canvas.lines(x + 13, start, row.did, style.label_size)
        canvas.lines(x + 13, below, row.via, style.label_size, color=style.soft_ink)

    def _amount(self, canvas: Canvas, amount: Amount, middle: float) -> None:
        """Draw a figure, with its words above it."""
        style = self.style
        y = middle + 7
        left, right = MARGIN + self.chart, MARGIN + self.chart + _CHART
        low, high = reach(amount.quantity)
        # an end that is open is drawn to the end of the axis, the words above what is known
        ends = [self._x(each) for each in (low, high) if isfinite(each)]
        at = sum(ends) / len(ends)
        draw_quantity(
            canvas,
            amount.quantity,
            mark_of(amount.row),
            y=y,
            at=self._x,
            ends=(left, right),
            gid=canvas.gid(f"figure:{amount.row.id}"),
            url=(url := address_of(self.maker.store, [amount.row.id])),
        )
        words = self.label.shorten(amount.words, _CHART - 4)
        half = self.label.width(words) / 2
        x = min(max(at, left + half + 2), right - half - 2)
        size = style.label_size
        canvas.patch(
            marks.box_path("plain", x - half - 1.5, middle - 6 - size, 2 * half + 3, size + 4),
            facecolor=style.background,
            zorder=0.8,
        )
        canvas.text(x, middle - 5, words, size, ha="center", url=url)

    def _brackets(self, canvas: Canvas, middles: list[float]) -> None:
        """Join figures that exclude each other by dotted brackets, each in a lane."""
        right = MARGIN + self.chart + _CHART
        at: dict[int, list[tuple[int, int]]] = {}
        for pair in self.panel.excluding:
            for end in pair:
                at.setdefault(end, []).append(pair)
        place = {}
        for end, pairs in at.items():
            # upward brackets leave above downward ones, so that none crosses its own row
            ordered = sorted(pairs, key=lambda pair: (pair[0] == end, pair[0] + pair[1], pair))
            for number, pair in enumerate(ordered):
                spread = min(6.0, 20.0 / len(ordered))
                place[end, pair] = middles[end] + (number - (len(ordered) - 1) / 2) * spread
        look = _contradicts(self.style)
        for pair, lane in self.lanes.items():
            ends = [(right + 3, place[each, pair]) for each in pair]
            x = right + 14 + lane * _LANE
            rows = [self.panel.amounts[each].row.id for each in pair]
            canvas.line(
                marks.bracket(ends[0], x, ends[1]),
                look,
                zorder=1.5,
                gid=canvas.gid(f"excludes-{rows[0]}-{rows[1]}"),
            )
            for tip in ends:
                canvas.back_head(tip, look.color)

    def _exclusions(self, canvas: Canvas, middles: list[float]) -> None:
        """Say by numbers which figures exclude each other, where brackets would be too many."""
        x = MARGIN + self.chart + _CHART + 14
        size = self.style.label_size
        for number, (amount, middle) in enumerate(zip(self.panel.amounts, middles, strict=True)):
            canvas.number((x, middle), amount.number)
            others = [
                self.panel.amounts[each].number
                for pair in self.panel.excluding
                if number in pair
                for each in pair
                if each != number
            ]
            if others:
                words = self.label.shorten(f"≠ {_runs(others)}", _WORDS_ROOM - 24)
                canvas.text(x + 9, middle + size * 0.36, words, size)


def _runs(numbers: Iterable[int]) -> str:
    """Return numbers as a list in which neighbours are joined: "1–3, 7"."""
    runs: list[list[int]] = []
    for each in sorted(numbers):
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return ", ".join(f"{each[0]}" if len(each) == 1 else f"{each[0]}–{each[-1]}" for each in runs)


def _lanes(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return a lane for each bracket: the nearest that none it overlaps has, short ones first."""
    lanes: dict[tuple[int, int], int] = {}
    for pair in sorted(pairs, key=lambda pair: (pair[1] - pair[0], pair)):
        taken = {
            lane for other, lane in lanes.items() if other[0] <= pair[1] and pair[0] <= other[1]
        }
        lanes[pair] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
    return lanes


def _contradicts(style: Style) -> Look:
    return Look(style.link, 1.6, (1.4, 2.0))


def _look(style: Style, amount: Amount) -> Look:
    return look_of(style, mark_of(amount.row), hedged=is_hedged(amount.row, amount.claim))


def _mark_symbol(style: Style, mark: Mark) -> Any:
    """Return what draws a stance's glyph; that of denial on a hatched bar."""
    look = look_of(style, mark)
    if mark != "deny":
        return glyph_symbol(look)

    def draw(canvas: Canvas, x: float, y: float) -> None:
        place = (x - 13, y - 4, 26, 8)
        bar = canvas.patch(
            marks.box_path("plain", *place),
            width=1.1,
            facecolor=style.deny_fill,
            edgecolor=look.color,
            zorder=3,
        )
        hatch(canvas, place, bar)
        canvas.glyph((x, y), look)

    return draw


def _entries(style: Style, panels: list[_Drawn]) -> list[list[Entry]]:
    """Return the key: an entry for each thing that is drawn."""
    rows = [row for panel in panels for row in panel.rows]
    present = {mark_of(row.amount.row) for row in rows}
    shown = [each for each in MARKS if each in present]
    if not rows:
        return []
    quantities = [row.amount.quantity for row in rows]
    looks = [Entry(WORDS[each], _mark_symbol(style, each)) for each in shown]
    half = [look for row in rows if marks.is_half(look := _look(style, row.amount))]
    if half:
        looks.append(Entry("hedged or conditional", glyph_symbol(half[0])))
    signs: list[tuple[bool, str, Any]] = [
        (
            any(panel.bracketed and panel.panel.excluding for panel in panels),
            "cannot both hold",
            link_symbol(_contradicts(style), heads=2),
        ),
        (
            any(not panel.bracketed for panel in panels),
            "≠ 2: cannot hold together with figure 2",
            lambda canvas, x, y: canvas.number((x, y), 1),
        ),
    ]
    return [
        box_entries(style, [box for row in rows for box in row.boxes]),
        looks,
        [
            *quantity_entries(quantities, shown[0]),
            *(Entry(words, draw) for there, words, draw in signs if there),
        ],
    ]
