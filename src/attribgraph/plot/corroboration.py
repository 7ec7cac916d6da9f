"""How a claim is supported: origins, and the ways by which their word has come."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from attribgraph.arguments import one_id
from attribgraph.graph import AttributionGraph
from attribgraph.plot import marks
from attribgraph.plot.boxes import BoxMaker, box_entries
from attribgraph.plot.chains import rows_of
from attribgraph.plot.content import BoxText
from attribgraph.plot.dates import years
from attribgraph.plot.describe import describe
from attribgraph.plot.findings import flow_sentences, flow_texts, headline, shared
from attribgraph.plot.flows import Flows, Side, Station, Strand, read_flows
from attribgraph.plot.key import Entry, line_symbol
from attribgraph.plot.labels import act_label
from attribgraph.plot.marks import look_of
from attribgraph.plot.meanings import MARKS, WORDS
from attribgraph.plot.page import MARGIN, Page, footer_lines
from attribgraph.plot.ribbonmarks import (
    draw_bottleneck,
    draw_threads,
    ribbon_symbol,
    strand_look,
    thread_look,
)
from attribgraph.plot.ribbons import Course, Ribbons, lay_out_ribbons, ribbon
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.text import Ruler, choose_fonts
from attribgraph.plot.words import clean
from attribgraph.views import AttributionView
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.arguments import Ref
    from attribgraph.origins import Origin
    from attribgraph.plot.canvas import Canvas
    from attribgraph.views import NodeView
    from attribgraph.when import When

__all__ = ["plot_corroboration"]

_HEAD: Final = 34.0
_UNIT: Final = 26.0
_WIDEST: Final = 56.0
_THREAD: Final = 3.6
"""Breadth of an origin for each chain that it has, so that each can be told."""
_FINEST: Final = 1.9
"""Threads nearer to each other than this are not drawn."""
_ORIGIN_WIDTH: Final = 108.0
_CLAIM_WIDTH: Final = 150.0
_MOST_NAMED: Final = 3
_LONGEST: Final = 60.0
_MOST_COLUMNS: Final = 5
"""Of more columns each is narrower, that the figure fits a page."""
_NARROWEST: Final = 0.7
_ORDER: Final = {"doubt": 0, "unattributed": 1, "deny": 2, "support": 3}
"""What is drawn first, so that support is never covered."""
_PLURALS: Final = {"Document": "Documents", "Relay": "Relays", "Source": "Sources"}


def plot_corroboration(  # noqa: PLR0913 (each is a choice that users make)
    g: AttributionGraph | AttributionView | NodeView,
    claim: Ref,
    *,
    equivalents: bool = False,
    narrower: bool = False,
    ax: Axes | None = None,
    title: str | None = None,
    source_line: str | None = None,
    as_of: When | str | date | None = None,
    style: Style | None = None,
) -> Axes:
    """Draw how many independent origins a claim has, and by which ways we know.

    Documents stand on the left and the claim on the right, as in `plot_provenance`. A ribbon
    is as broad as the independent origins that it brings, and never broader for being
    repeated: each chain is a thread in it. Sources that count as one origin share its
    breadth, and the figure says why. Denial is hatched; statements that take no side are
    dotted lines, and those that name no source are lines without any breadth.

    Parameters
    ----------
    g
        A graph, a view of rows, or a view of claims, sources or documents (the rows of
        these).
    claim
        A claim that is a statement.
    equivalents, narrower
        As `corroborate` takes them: count claims linked as equivalent as this one, and
        support for claims that refine it as support for it.
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
    UnknownIdError, WrongKindError
        If it is not a claim of the graph, or not a statement.

    Warns
    -----
    PlotWarning
        If ``ax`` is so small that the text cannot be read.
    MissingGlyphWarning
        If no installed font has some of the characters.

    Notes
    -----
    Of more than 14 chains of one statement the first 13 are drawn, and the others as one
    thread with their number.

    Examples
    --------
    >>> ax = plot_corroboration(g, "troops-in-kursk", title="How do we know?")
    >>> [text.get_text() for text in ax.texts][1]
    '1 independent origin, 2 chains, denied by nobody; everything passes through the outlet'
    """
    style = style or DEFAULT_STYLE
    store, rows = rows_of(g)
    id_ = one_id(store, claim, (Kind.CLAIM,), "claim", "plot_corroboration")
    whole = isinstance(g, AttributionGraph)
    held = {each: store.rows[each] for each in rows}
    graph = g if isinstance(g, AttributionGraph) else AttributionView(store, held=held).subgraph()
    if whole or id_ in graph:
        flows = read_flows(graph, id_, equivalents=equivalents, narrower=narrower)
    else:
        flows = Flows(store, id_, None, (), (), ())
    words = headline(flows)
    footer = footer_lines(source_line, as_of)
    texts = [words, *footer, clean(title or ""), *flow_texts(flows)]
    fonts = choose_fonts(style.fonts, texts)
    axes = _Figure(flows, style, fonts).draw(ax, title, words, footer)
    describe(axes, title or "How a claim is supported", flow_sentences(flows, words))
    return axes


class _Figure:
    """One figure, in points from the top left."""

    def __init__(self, flows: Flows, style: Style, fonts: tuple[str, ...]) -> None:
        self.flows = flows
        self.style = style
        self.fonts = fonts
        self.maker = BoxMaker(flows.store, style, fonts)
        self.through = set(shared(flows)[0])
        self.strands_of: dict[str, list[Strand]] = {}
        for strand in flows.strands:
            for each in strand.stations:
                self.strands_of.setdefault(each.key, []).append(strand)
        self.stations = flows.stations() or {"claim": Station("claim", 0, "claim")}
        rows = {s.first_hand.id: s.first_hand for s in flows.strands}.values()
        dates = [years(row.said_at) for row in rows if row.said_at]
        self.with_year = len(frozenset().union(*dates)) > 1 if dates else False
        self.year = next(iter(frozenset().union(*dates)), "") if not self.with_year else ""
        columns = len({each.column for each in self.stations.values()})
        self.share = max(_NARROWEST, min(1.0, _MOST_COLUMNS / columns))
        self.texts = {key: self._text(each) for key, each in self.stations.items()}
        chains = max(self._chains_of_origins(), default=1)
        self.unit = min(_WIDEST, max(_UNIT, chains * _THREAD))
        self.layout = self._layout()
        self.top = 0.0

    def _chains_of_origins(self) -> list[int]:
        bundles: dict[Any, int] = {}
        for strand in self.flows.strands:
            if strand.share:
                bundles[strand.bundle] = bundles.get(strand.bundle, 0) + 1
        return list(bundles.values())

    def _layout(self) -> Ribbons:
        bold = Ruler(self.fonts, self.style.head_size, "bold")
        sizes = {
            key: (
                max(self.maker.width(text), bold.width(f"{self.stations[key].role.title()}s")),
                self.maker.height(text),
            )
            for key, text in self.texts.items()
        }
        if not self.flows.strands:
            width, height = sizes["claim"]
            box = (0.0, 0.0, width, height)
            return Ribbons(width, height, {"claim": box}, {0: (0.0, width)}, (), {})
        return lay_out_ribbons(self.flows.strands, sizes, self.unit)

    # -- boxes ------------------------------------------------------------------------------

    def _text(self, station: Station) -> BoxText:
        style, maker = self.style, self.maker
        if station.role == "claim":
            width = style.claim_width or _CLAIM_WIDTH * self.share
            return maker.claim("claim", self.flows.claim, width, style.max_lines)
        if station.role == "origin":
            return self._origin_text(station)
        if station.number:
            noun = "document" if station.role == "document" else "relay"
            shape, colors = (
                ("page", style.document)
                if noun == "document"
                else (
                    "rounded",
                    (style.background, style.soft_ink),
                )
            )
            words = maker.ruler.balance(f"{station.number:,} more {noun}s", 104 * self.share, 3)
            return BoxText(station.key, "", shape, colors, words)
        if station.role == "document":
            return maker.document(station.key, station.record, style.document_width * self.share)
        strong = ("all support passes here",) if self._is_strong(station) else ()
        own = self._said(station) if station.role == "source" else ()
        if self._returns(station):
            own = (*own, "reports itself: a circle")
        width = style.source_width * self.share
        return maker.source(station.key, station.record, width, (*own, *strong))

    def _origin_text(self, station: Station) -> BoxText:
        side: Side = "support" if ":support" in station.key else "deny"
        style = self.style
        origin = self._origin(station, side)
        word = "Origin" if side == "support" else "Denial"
        color = style.support if side == "support" else style.deny
        width = _ORIGIN_WIDTH * self.share
        reasons = [clean(merge.reason) for merge in origin.merges]
        notes = [f"{len(origin.sources)} sources, one origin:"] if reasons else []
        notes += [*reasons[:3], *([f"and {len(reasons) - 3} more"] if len(reasons) > 3 else [])]
        return BoxText(
            key=station.key,
            record="",
            shape="rounded",
            colors=(style.background, color),
            lines=(f"{word} {station.number}",),
            notes=tuple(
                line for note in notes for line in self.maker.small.balance(note, width, 4)
            ),
        )

    def _origin(self, station: Station, side: Side) -> Origin:
        origins = self.flows.origins if side == "support" else self.flows.denials
        return origins[station.number - 1]

    def _is_strong(self, station: Station) -> bool:
        mine = self.strands_of.get(station.key, [])
        return (
            station.record in self.through
            and station.role in {"relay", "source"}
            and any(each.side in {"support", "unattributed"} for each in mine)
        )

    def _returns(self, station: Station) -> bool:
        """Whether a chain has passed the same source before, so that it goes in a circle."""
        return any(
            each.record == station.record and each.column < station.column - 1
            for strand in self.strands_of.get(station.key, [])
            for each in strand.stations
            if each.role in {"relay", "source"} and each.record
        )

    def _said(self, station: Station) -> tuple[str, ...]:
        """Return what a source did, and how often that has come down, in a few small lines."""
        mine = self.strands_of.get(station.key, [])
        claims = self.flows.store.tables[Kind.CLAIM]
        ruler = self.maker.small
        notes: list[str] = []
        for row in {each.first_hand.id: each.first_hand for each in mine}.values():
            content = claims.get(row.content)
            plain = content and content.model_copy(update={"condition": None})
            words = act_label(row, plain, year=self.with_year)
            if row.content != self.flows.claim and content is not None:
                words += f": {ruler.shorten(clean(content.text), 2 * _LONGEST)}"
            chains = sum(s.count for s in mine if s.first_hand.id == row.id)
            if chains > 1:
                words += f" · {chains:,} chains"
            notes.append(words)
        if len(notes) > _MOST_NAMED:
            notes[_MOST_NAMED:] = [f"and {len(notes) - _MOST_NAMED} more statements"]
        return tuple(dict.fromkeys(notes))

    # -- drawing ----------------------------------------------------------------------------

    def draw(self, ax: Axes | None, title: str | None, words: str, footer: list[str]) -> Axes:
        """Draw all of it, and return the axes."""
        layout = self.layout
        page = Page(
            self.style,
            self.fonts,
            width=layout.width,
            height=_HEAD + layout.height + 4,
            title=title,
            headline=words,
            key=self._entries(),
            footer=footer,
        )
        canvas = page.open(ax)
        self.top = page.top + _HEAD
        self._heads(canvas, page.top)
        courses = sorted(layout.courses, key=lambda each: _ORDER[each.strand.side])
        for _, group in groupby(courses, key=lambda each: each.strand.bundle):
            self._draw_bundle(canvas, list(group))
        self._tips(canvas)
        for key, text in self.texts.items():
            x, y, width, height = layout.boxes[key]
            strong = self._is_strong(self.stations[key])
            place = (MARGIN + x, self.top + y, width, height)
            self.maker.draw(canvas, text, place, strong=strong)
        return canvas.ax

    def _heads(self, canvas: Canvas, top: float) -> None:
        size = self.style.head_size
        columns = self.layout.columns
        last = max(columns)
        roles: dict[int, tuple[str, list[str]]] = {}
        for station in self.stations.values():
            column = 0 if station.role == "document" else last - station.column
            roles.setdefault(column, (station.role.title(), []))[1].append(station.key)
        relays = [column for column, (role, _) in roles.items() if role == "Relay"]
        for column, (role, _) in roles.items():
            left, right = columns[column]
            if role == "Relay":
                if column != min(relays):
                    continue
                right = columns[max(relays)][1]
            same = [key for other, mine in roles.values() if other == role for key in mine]
            head = role if len(same) == 1 else _PLURALS.get(role, f"{role}s")
            place = (
                (MARGIN + left, "left")
                if role == "Claim"
                else (
                    MARGIN + (left + right) / 2,
                    "center",
                )
            )
            canvas.text(place[0], top + size, head, size, weight="bold", ha=place[1])
            if role == "Source" and self.year:
                small = self.style.small_size
                base = top + size + 1.4 * small
                color = self.style.soft_ink
                words = f"dates in {self.year}"
                canvas.text(place[0], base, words, small, color=color, ha="center")

    def _draw_bundle(self, canvas: Canvas, courses: Sequence[Course]) -> None:
        """Draw the strands of one origin: an outline round all, fills, then a thread each."""
        style = self.style
        side = courses[0].strand.side
        color, fill = (
            (style.deny, style.deny_fill) if side == "deny" else (style.support, style.support_fill)
        )
        broad = [each for each in courses if each.breadth]
        placed = {id(each): self._at(each.knots) for each in courses}
        for each in broad:
            path = ribbon(placed[id(each)], each.breadth)
            canvas.patch(path, width=2.2, facecolor=fill, edgecolor=color, zorder=1.5)
        for each in broad:
            knots = placed[id(each)]
            drawn = canvas.patch(
                ribbon(knots, each.breadth),
                width=0.4,
                facecolor=fill,
                edgecolor=fill,
                zorder=1.6,
                gid=canvas.gid(f"ribbon-{each.strand.key}"),
            )
            if side == "deny":
                self._hatch(canvas, drawn, knots, each.breadth)
        for each in courses:
            self._thread(canvas, each, placed[id(each)])

    def _thread(self, canvas: Canvas, course: Course, knots: list[tuple[float, float]]) -> None:
        strand = course.strand
        look = strand_look(self.style, strand)
        if course.breadth:
            spacing = course.breadth
            if spacing < _FINEST:
                return
            path = marks.curve(knots)
            canvas.patch(
                path,
                width=1.0,
                fill=False,
                edgecolor=look.color,
                zorder=1.8,
                gid=canvas.gid(f"thread-{strand.key}"),
            )
            return
        at_claim = strand.stations[-1].key == "claim" and knots[-1][0] >= self._claim_left() - 1
        if at_claim:
            knots[-1] = (knots[-1][0] - 4.0, knots[-1][1])
        canvas.line(marks.curve(knots), look, zorder=1.9, gid=canvas.gid(f"thread-{strand.key}"))

    def _hatch(
        self,
        canvas: Canvas,
        clip: Any,
        knots: Sequence[tuple[float, float]],
        breadth: float,
    ) -> None:
        """Hatch a ribbon; the strokes of all ribbons are in line with one another."""
        gap = self.style.hatch_gap
        step = gap * 2**0.5
        ys = [y for _, y in knots]
        left, top = knots[0][0], min(ys) - breadth / 2
        left -= (left + top) % step
        width, height = knots[-1][0] - left, max(ys) - min(ys) + breadth
        drawn = canvas.patch(
            marks.hatching(left, top, width, height, gap),
            width=self.style.hatch_width,
            fill=False,
            edgecolor=self.style.deny,
            zorder=1.7,
        )
        drawn.set_clip_path(clip)
        drawn.set_clip_on(True)

    def _tips(self, canvas: Canvas) -> None:
        """Draw an arrow head and the stance's glyph where a strand or an origin ends."""
        x = self._claim_left()
        done = set()
        for strand in self.flows.strands:
            key = strand.bundle if strand.share else (strand.side, strand.key)
            if key in done:
                continue
            done.add(key)
            y = self.top + self._end_of(strand)
            look = strand_look(self.style, strand)
            canvas.arrow_head((x, y), look.color, size=6.0, zorder=2.2)
            canvas.glyph((x - 14, y), look, zorder=2.2)

    def _end_of(self, strand: Strand) -> float:
        if strand.share:
            return self.layout.ends[strand.bundle]
        last = next(c for c in reversed(self.layout.courses) if c.strand.key == strand.key)
        return last.knots[-1][1]

    def _claim_left(self) -> float:
        return MARGIN + self.layout.boxes["claim"][0]

    def _at(self, knots: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(MARGIN + x, self.top + y) for x, y in knots]

    # -- the key ----------------------------------------------------------------------------

    def _entries(self) -> list[list[Entry]]:
        style = self.style
        strands = self.flows.strands
        sides = {each.side for each in strands if each.share}
        taken = {strand_look(style, each).mark for each in strands if not each.share}
        joint = any(not each.count for each in strands if each.share)
        forked = " (of agencies that report jointly, each has one)" if joint else ""
        entries: list[tuple[bool, str, Any]] = [
            (
                "support" in sides,
                "supports: one independent origin",
                ribbon_symbol("support"),
            ),
            ("deny" in sides, "denies: one origin of denial", ribbon_symbol("deny")),
            (
                bool(sides),
                f"a thread is a chain{forked}: repetition adds threads, no breadth",
                draw_threads,
            ),
            (
                any(each.side == "unattributed" for each in strands),
                "supports, by nobody named: no origin",
                line_symbol(thread_look(style)),
            ),
            (
                any(each.side == "deny" and not each.share for each in strands),
                "denies, by nobody named: no origin",
                line_symbol(look_of(style, "deny")),
            ),
            *[
                (each in taken, WORDS[each], line_symbol(look_of(style, each)))
                for each in MARKS
                if each not in {"support", "deny"}
            ],
            (
                any(self._is_strong(each) for each in self.stations.values()),
                "bottleneck: all support passes through it",
                draw_bottleneck,
            ),
        ]
        shown = [text for key, text in self.texts.items() if not key.startswith("origin:")]
        return [
            box_entries(style, shown),
            [Entry(words, draw) for present, words, draw in entries if present],
        ]
