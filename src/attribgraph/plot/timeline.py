"""The timeline: who said what when, in lanes by claim or by source."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

from matplotlib.path import Path

from attribgraph.plot.addresses import address_of
from attribgraph.plot.arrows import lay_out_arrows
from attribgraph.plot.boxes import BoxMaker, box_entries
from attribgraph.plot.describe import describe
from attribgraph.plot.events import Events, Lanes, event_sentences, read_events
from attribgraph.plot.lanes import GLYPH, STUB, Mark, Sheet, lay_out_lanes
from attribgraph.plot.marks import Look
from attribgraph.plot.page import MARGIN, Page, footer_lines
from attribgraph.plot.routing import rounded
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.text import Ruler, choose_fonts
from attribgraph.plot.timemarks import (
    draw_frame,
    draw_head,
    draw_publication,
    draw_relay,
    draw_stretch,
    join_look,
    time_entries,
)
from attribgraph.plot.words import PlotWarning, clean
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.arguments import Ref
    from attribgraph.clocks import Clock
    from attribgraph.graph import AttributionGraph
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.content import BoxText
    from attribgraph.plot.key import Entry
    from attribgraph.views import AttributionView, NodeView
    from attribgraph.when import When

__all__ = ["plot_timeline"]

_HEAD: Final = 34.0
_AXIS: Final = 32.0
_TALL: Final = 360.0
"""From what height on the ticks' words stand above the lanes as well."""
_CLAIM_WIDTH: Final = 168.0
_HEADS: Final = {
    "said_at": "When it was said",
    "happened_at": "When it happened",
    "published_at": "When it was published",
    "recorded_at": "When it was recorded",
}


def plot_timeline(  # noqa: PLR0913 (each is a choice that users make)
    g: AttributionGraph | AttributionView | NodeView,
    *refs: Ref,
    claim: Ref = None,
    source: Ref = None,
    lanes: Lanes = "claim",
    clock: Clock = "said_at",
    ax: Axes | None = None,
    title: str | None = None,
    source_line: str | None = None,
    as_of: When | str | date | None = None,
    style: Style | None = None,
) -> Axes:
    """Draw who said what when, a lane for each claim or for each source.

    A glyph tells the stance. What is known only to have been said in some stretch of time
    (a month, "by 24 October") has a line that says so; only what lasted is a band. Rows
    without a date stand in a column of their own. Arrows lead from a statement to its
    reversal or retraction, and from a response to what it answers.

    Parameters
    ----------
    g
        A graph, a view of rows, or a view of claims, sources or documents (the rows of
        these).
    *refs
        Claims and sources whose rows are wanted; none for all.
    claim, source
        Draw only rows about this claim, or these, and only rows by this source, or these.
    lanes
        ``"claim"`` or ``"source"``. A row by several sources stands in the lane of each.
    clock
        Which time: said_at, happened_at, published_at or recorded_at. On the first, a thin
        line leads on to the publication where that was not at the same time.
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
        The axes drawn on. The mark of a row has the gid ``row-`` and the row's id.

    Raises
    ------
    UnknownIdError, WrongKindError
        If the graph does not hold what is asked for, or it is no claim or source.
    UnknownValueError
        For a word that an option does not take.

    Warns
    -----
    PlotWarning
        If there is more than one figure can hold (60 lanes, 300 rows): the lanes with most
        rows are drawn, and the figure says how many; or if ``ax`` is so small that the text
        cannot be read.
    MissingGlyphWarning
        If no installed font has some of the characters.

    Notes
    -----
    Rows that do not stand are drawn struck through. A relay has a mark of its own only where
    its date is known and is not that of what it passes on; otherwise the label names it.

    Examples
    --------
    >>> ax = plot_timeline(g, "troops-in-kursk", title="Kursk")
    >>> sum((patch.get_gid() or "").startswith("row-gur") for patch in ax.patches)
    1
    """
    style = style or DEFAULT_STYLE
    events = read_events(g, refs, claim=claim, source=source, lanes=lanes, clock=clock, style=style)
    if events.left_out:
        warnings.warn(
            f"too much for one figure: {events.left_out[0].lower()}{events.left_out[1:]}. "
            "Narrow it with claim=, source= or a view",
            PlotWarning,
            stacklevel=2,
        )
    footer = footer_lines(source_line, as_of, events.left_out)
    texts = [
        *(each.label for each in events.all()),
        *(_words(events, each) for each in events.lanes),
        *footer,
        clean(title or ""),
    ]
    fonts = choose_fonts(style.fonts, texts)
    axes = _Timeline(events, style, fonts, clock).draw(ax, title, footer)
    describe(axes, title or "Who said what when", event_sentences(events))
    return axes


def _words(events: Events, lane: str) -> str:
    record: Any = events.store.get(lane)
    if record is None:
        return ""
    return clean(" ".join([getattr(record, "text", None) or record.name, *_extra(record)]))


def _extra(record: Any) -> list[str]:
    return [each for name in ("condition", "role") if (each := getattr(record, name, None))]


class _Timeline:
    """One figure, in points from the top left."""

    def __init__(self, events: Events, style: Style, fonts: tuple[str, ...], clock: str) -> None:
        self.events = events
        self.style = style
        self.fonts = fonts
        self.clock = clock
        self.maker = BoxMaker(events.store, style, fonts)
        self.boxes: dict[str, BoxText] = {lane: self._lane_box(lane) for lane in events.lanes}
        self.box_width = max(map(self.maker.width, self.boxes.values()), default=0.0)
        self.strip: BoxText | None = None
        if events.document:
            width = max(self.box_width - 16, style.document_width)
            self.strip = self.maker.document(f"lane-{events.document}", events.document, width)
            self.box_width = max(self.box_width, self.maker.width(self.strip))
        self.sheet: Sheet = lay_out_lanes(
            events,
            {lane: self.maker.height(text) for lane, text in self.boxes.items()},
            self.box_width,
            Ruler(fonts, style.label_size),
            style,
        )
        self.marks = self.sheet.marks()
        self.top = 0.0

    def _lane_box(self, lane: str) -> BoxText:
        key = f"lane-{lane or 'nobody'}"
        if lane in self.events.store.tables[Kind.CLAIM]:
            width = self.style.claim_width or _CLAIM_WIDTH
            return self.maker.claim(key, lane, width, min(self.style.max_lines, 5))
        return self.maker.source(key, lane, self.style.source_width)

    def draw(self, ax: Axes | None, title: str | None, footer: list[str]) -> Axes:
        """Draw all of it, and return the axes."""
        sheet, style = self.sheet, self.style
        empty = not self.events.lanes
        height = 30.0 if empty else _HEAD + self._head_ticks() + self._bottom() + self._foot()
        page = Page(
            style,
            self.fonts,
            width=sheet.width,
            height=height,
            title=title,
            key=[self._box_entries(), *time_entries(style, self.events, sheet)],
            footer=footer,
        )
        canvas = page.open(ax)
        self.top = page.top
        if empty:
            canvas.text(
                page.width / 2, page.top + 14, "no attributions", style.head_size, ha="center"
            )
            return canvas.ax
        self._heads(canvas)
        self.top += _HEAD + self._head_ticks()
        self._rules(canvas)
        for lane in sheet.lanes:
            text = self.boxes[lane.key]
            box = self.maker.height(text)
            top = self.top + lane.top + (lane.height - box) / 2
            self.maker.draw(canvas, text, (MARGIN, top, self.box_width, box))
        if self.strip:
            self._draw_strip(canvas, self.strip)
        for mark in self.marks.values():
            self._mark(canvas, mark)
        self._joins(canvas)
        return canvas.ax

    def _draw_strip(self, canvas: Canvas, text: BoxText) -> None:
        """Draw the document that holds all rows, and when it was published."""
        height = self.maker.height(text)
        top = self.top + self.sheet.height + 7
        self.maker.draw(canvas, text, (MARGIN, top, self.box_width, height))
        axis, when = self.sheet.axis, self.events.published
        if axis is None or when is None:
            return
        ends = [MARGIN + axis.x(each) for each in (when.start, when.end) if each is not None]
        y = top + height / 2
        look = Look(self.style.document[1], 1.2)
        gid = canvas.gid(f"published-{self.events.document}")
        if axis.is_point(when, 2 * GLYPH):
            x = MARGIN + axis.anchor(when)
            draw_publication(canvas, (x, x, x, y), self.style, gid)
        elif len(ends) == 1:
            x = MARGIN + axis.anchor(when)
            place = (x - STUB, x, y) if when.start is None else (x, x + STUB, y)
            draw_stretch(canvas, when, place, look, gid)
        else:
            draw_stretch(canvas, when, (ends[0], ends[1], y), look, gid)

    def _box_entries(self) -> list[Entry]:
        strip = [self.strip] if self.strip else []
        return box_entries(self.style, [*self.boxes.values(), *strip])

    def _head_ticks(self) -> float:
        return _AXIS - 8 if self.sheet.axis and self.sheet.height > _TALL else 0.0

    def _strip_height(self) -> float:
        return self.maker.height(self.strip) + 14 if self.strip else 0.0

    def _bottom(self) -> float:
        """Return where the lanes end and the axis stands, below their top."""
        return self.sheet.height + self._strip_height()

    def _foot(self) -> float:
        if self.sheet.axis is None:
            return 4.0
        return _AXIS if any(each.below for each in self.sheet.axis.ticks) else _AXIS - 12

    # -- heads, axis, rules ---------------------------------------------------------------

    def _heads(self, canvas: Canvas) -> None:
        style, sheet = self.style, self.sheet
        base = self.top + style.head_size
        claims = self.events.store.tables[Kind.CLAIM]
        one = "Claim" if all(each in claims for each in self.events.lanes) else "Source"
        head = one if len(self.events.lanes) == 1 else f"{one}s"
        heads: list[tuple[float, str, str]] = [(0.0, head, "")]
        if sheet.area and sheet.axis:
            heads.append((sheet.area[0], _HEADS[self.clock], sheet.axis.unit))
        if sheet.column:
            bound = f"but {sheet.bound}" if sheet.bound else ""
            heads.append((sheet.column[0], "No date", bound))
        for x, words, below in heads:
            canvas.text(MARGIN + x, base, words, style.head_size, weight="bold")
            if below:
                canvas.text(
                    MARGIN + x,
                    base + style.small_size * 1.4,
                    below,
                    style.small_size,
                    color=style.soft_ink,
                )

    def _rules(self, canvas: Canvas) -> None:
        """Draw the lines between lanes, the axis and its ticks."""
        sheet, style = self.sheet, self.style
        end = self._bottom()
        bottom = self.top + end
        rules = [lane.top for lane in sheet.lanes[1:]]
        if self.strip:
            rules.append(sheet.height)
        for y in rules:
            self._rule(canvas, (0.0, y), (sheet.width, y), style.rule, 0.8)
        if sheet.column:
            left = sheet.column[0] - 6
            self._rule(canvas, (left, 0.0), (left, end), style.rule, 0.8)
        if not (sheet.axis and sheet.area):
            return
        for x in [each.x for each in sheet.axis.ticks]:
            self._rule(canvas, (x, 0.0), (x, end), style.rule, 0.5)
        self._rule(canvas, (sheet.area[0], end), (sheet.area[1], end), style.ink, 0.9)
        for tick in sheet.axis.ticks:
            self._rule(canvas, (tick.x, end), (tick.x, end + 3.5), style.ink, 0.9)
        places = [bottom + 14.0]
        if self._head_ticks():
            places.append(self.top - 13.0)
        for base in places:
            for tick in sheet.axis.ticks:
                x = MARGIN + tick.x
                canvas.text(x, base, tick.words, style.text_size, ha="center")
                if tick.below:
                    canvas.text(
                        x,
                        base + 10,
                        tick.below,
                        style.small_size,
                        ha="center",
                        color=style.soft_ink,
                    )

    def _rule(
        self,
        canvas: Canvas,
        start: tuple[float, float],
        end: tuple[float, float],
        color: str,
        width: float,
    ) -> None:
        (x0, y0), (x1, y1) = start, end
        path = Path([(MARGIN + x0, self.top + y0), (MARGIN + x1, self.top + y1)])
        canvas.patch(path, width=width, fill=False, edgecolor=color, zorder=0.5)

    # -- marks ------------------------------------------------------------------------------

    def _mark(self, canvas: Canvas, mark: Mark) -> None:
        event, look, style = mark.event, mark.event.look, self.style
        x, y = MARGIN + mark.x, self.top + mark.y
        shift = (MARGIN, self.top)
        if mark.published:
            self._published(canvas, mark)
        if mark.line and event.when is not None:
            left, right = (MARGIN + each for each in mark.line)
            draw_stretch(
                canvas, event.when, (left, right, y), look, canvas.gid(f"span-{event.row.id}")
            )
        if event.framed:
            draw_frame(canvas, x, y)
        link = {
            "gid": canvas.gid(f"row-{event.row.id}"),
            "url": address_of(self.events.store, [event.row.id]),
        }
        if event.relays:
            draw_relay(canvas, (x, y), look, **link)
        else:
            canvas.glyph((x, y), look, **link)
        canvas.text(
            shift[0] + mark.label,
            shift[1] + mark.baseline(style.label_size),
            mark.words,
            style.label_size,
            color=style.soft_ink if look.struck else style.ink,
            url=link["url"],
        )

    def _published(self, canvas: Canvas, mark: Mark) -> None:
        """Draw the line from a saying to its publication, dotted where that is not certain."""
        assert mark.published is not None  # noqa: S101 (the caller looked)
        first, last = mark.published
        y = self.top + mark.y
        if last <= mark.x:
            first, last = last, first
        unsure = mark.published[0] != mark.published[1]
        near = min(max(first, mark.x), last) if last > mark.x else max(min(first, mark.x), last)
        draw_publication(
            canvas,
            (MARGIN + mark.x, MARGIN + (near if unsure else last), MARGIN + last, y),
            self.style,
            canvas.gid(f"published-{mark.event.row.id}"),
        )

    # -- arrows -----------------------------------------------------------------------------

    def _joins(self, canvas: Canvas) -> None:
        for arrow in lay_out_arrows(self.events.joins, self.sheet, self.style.label_size):
            look = join_look(self.style, arrow.join.kind)
            points = [(MARGIN + x, self.top + y) for x, y in arrow.corners]
            gid = canvas.gid(f"{arrow.join.kind}-{arrow.join.key}")
            canvas.line(rounded(points), look, zorder=2.5, gid=gid)
            if arrow.tip is not None:
                x, y = arrow.tip
                draw_head(canvas, (MARGIN + x, self.top + y), look.color, side=arrow.side)
