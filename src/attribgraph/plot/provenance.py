"""The claim-provenance diagram: who said what, according to whom, as found where."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal

from attribgraph.plot import marks
from attribgraph.plot.canvas import Canvas
from attribgraph.plot.chains import Chains, read_chains
from attribgraph.plot.content import BADGE, BoxText, Contents, read_contents, texts_of
from attribgraph.plot.dates import short_date
from attribgraph.plot.describe import describe, statements
from attribgraph.plot.key import Entry, Key, box_symbol, claim_symbol, line_symbol, link_symbol
from attribgraph.plot.layout import Layout, lay_out
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.text import PlotWarning, Ruler, choose_fonts, clean
from attribgraph.vocabulary import Kind, Relation, Stance
from attribgraph.when import When

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.arguments import Ref
    from attribgraph.graph import AttributionGraph
    from attribgraph.plot.chains import Row
    from attribgraph.views import AttributionView, NodeView

__all__ = ["plot_provenance", "statement_numbers"]

_PAGE: Final = 16.0
_HEAD: Final = 32.0
_BAR: Final = 5.0
_NUMBERS: Final = "_attribgraph_statements"
_LINKS: Final[dict[Relation, tuple[str, tuple[float, ...], float, int]]] = {
    Relation.CONTRADICTS: ("contradicts", (1.4, 2.0), 1.6, 2),
    Relation.REFINES: ("is more specific than", (), 0.9, 1),
    Relation.SUPPORTS: ("lends support to", (8.0, 2.0), 0.9, 1),
    Relation.EQUIVALENT_TO: ("says the same as", (), 1.5, 0),
    Relation.CONDITIONAL_ON: ("holds only if", (4.0, 2.0, 1.2, 2.0), 0.9, 1),
}
"""The words, the dashes, the width and the number of heads of each link between claims."""


def plot_provenance(  # noqa: PLR0913 (each is a choice that users make)
    g: AttributionGraph | AttributionView | NodeView,
    *,
    claim: Ref = None,
    source: Ref = None,
    hops: int | None = None,
    ax: Axes | None = None,
    title: str | None = None,
    source_line: str | None = None,
    as_of: When | str | date | None = None,
    standing: Literal["mark", "only"] = "mark",
    style: Style | None = None,
) -> Axes:
    """Draw who said what, according to whom, as found in which documents.

    Documents, relays, sources and claims stand in columns. Each statement is one line that
    can be followed from the documents that hold it, through whoever passed it on and whoever
    said it, to the claim; its number stands wherever it meets a box that others meet too.

    Parameters
    ----------
    g
        A graph, a view of rows, or a view of claims, sources or documents (the rows of
        these). Of a view's rows, all that they pass on and all that passes them on is drawn.
    claim
        Draw only what is said about this claim, or these: ids, records or a view.
    source
        Draw only what this source, or these, said, passed on or are graded for.
    hops
        How many steps to go beyond ``claim`` and ``source``: one step adds what else the
        same sources said, and what is said about the same claims and those linked to them.
        0 unless given.
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
    standing
        ``"mark"`` draws rows that do not stand (retracted, or vouched for by nobody) in grey
        with struck glyphs; ``"only"`` leaves them out.
    style
        Colours, fonts and sizes (`Style`).

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on. `statement_numbers` gives the numbers on it.

    Raises
    ------
    UnknownIdError, WrongKindError
        If ``claim`` or ``source`` names what the graph does not hold, or no claim or source.
    UnknownValueError
        For a word or number that an option does not take.

    Warns
    -----
    PlotWarning
        If there is more than one figure can hold (80 boxes, 120 statements): the claims with
        most statements are drawn, and the figure says how many; or if ``ax`` is so small
        that the text cannot be read.
    MissingGlyphWarning
        If no installed font has some of the characters.

    Notes
    -----
    Boxes are ordered by barycentre and transposition (Sugiyama, Tagawa and Toda 1981;
    Gansner, Koutsofios, North and Vo 1993), and placed by isotonic regression.

    Examples
    --------
    >>> ax = plot_provenance(g, claim="troops-in-kursk")
    >>> sorted(statement_numbers(ax).values())[0]
    1
    """
    style = style or DEFAULT_STYLE
    chains = read_chains(g, claim=claim, source=source, hops=hops, standing=standing)
    words = [clean(each) for each in (title or "", source_line or "") if each]
    fonts = choose_fonts(style.fonts, [*texts_of(chains), *words])
    if chains.left_out:
        warnings.warn(
            f"too much for one figure: {chains.left_out[0].lower()}{chains.left_out[1:]}. "
            "Narrow it with claim=, source= or a view",
            PlotWarning,
            stacklevel=2,
        )
    first = read_contents(chains, style, fonts)
    layout = lay_out(first.spec)
    chains = replace(chains, numbers=_from_the_top(chains, layout))
    contents = read_contents(chains, style, fonts)
    if contents.spec != first.spec:  # numbers stand in boxes of rows about rows
        layout = lay_out(contents.spec)
    footer = [clean(source_line)] if source_line else []
    if as_of is not None:
        footer.append(f"Data as of {short_date(When(as_of))}")
    if chains.left_out:
        footer.append(chains.left_out)
    page = _Page(chains, contents, layout, style, fonts, title and clean(title), footer)
    drawn = page.draw(ax)
    describe(drawn, title or "Who said what, and where it is found", statements(chains))
    return drawn


def statement_numbers(ax: Axes) -> dict[str, int]:
    """Return the numbers that `plot_provenance` drew, by the ids of the rows.

    The row of a relay has the number of the statement that it passes on. Statements are
    numbered from the top of the figure down.

    Examples
    --------
    >>> ax = plot_provenance(g.attributions.by("gur"))
    >>> statement_numbers(ax)["gur-troops-in-kursk"]
    1
    """
    return dict(getattr(ax, _NUMBERS, {}))


def _from_the_top(chains: Chains, layout: Layout) -> dict[str, int]:
    """Return the statements, in their order, numbered by the height at which they end."""
    heights = {
        row: strand.knots[-1][1]
        for strand in layout.strands
        for kind, _, row in [strand.wire.partition(" ")]
        if kind == "makes" and strand.head is not None
    }
    order = sorted(chains.numbers, key=lambda row: (heights.get(row, 0.0), chains.numbers[row]))
    place = {row: number for number, row in enumerate(order, 1)}
    return {row: place[row] for row in chains.numbers}


class _Page:
    """One figure: title, heads, boxes, lines, key and footer, in points from the top left."""

    def __init__(  # noqa: PLR0913, PLR0917 (the parts of one figure)
        self,
        chains: Chains,
        contents: Contents,
        layout: Layout,
        style: Style,
        fonts: tuple[str, ...],
        title: str | None,
        footer: list[str],
    ) -> None:
        self.chains = chains
        self.contents = contents
        self.layout = layout
        self.style = style
        self.footer = footer
        self.looks = {id_: self._look(row) for id_, row in chains.rows.items()}
        ruler = Ruler(fonts, style.small_size)
        self.empty = not chains.rows
        self.width = max(layout.width + 2 * _PAGE, 320.0)
        inner = self.width - 2 * _PAGE
        bold = Ruler(fonts, style.title_size, "bold")
        self.title = bold.wrap(title, inner, 3) if title else ()
        self.heads_at = _PAGE + bold.height(len(self.title)) + (10 if self.title else 0)
        self.top = self.heads_at + _HEAD
        self.left = _PAGE + (inner - layout.width) / 2
        self.key = Key(self._entries(), inner, Ruler(fonts, style.small_size))
        self.key_top = self.top + max(layout.height, 30.0 if self.empty else 0.0) + 20
        self.footer_top = self.key_top + self.key.height + (8 if self.key.height else 0)
        self.footer_lines = [line for each in footer for line in ruler.wrap(each, inner, 3)]
        self.height = self.footer_top + ruler.height(len(self.footer_lines)) + _PAGE
        self.fonts = fonts

    # -- what things look like ----------------------------------------------------------

    def _look(self, row: Row) -> Look:
        record = row.record
        style = self.style
        if row.depth:
            color = style.relay if row.stands else style.not_standing
            return Look(color, style.relay_width)
        claim = self.chains.store.tables[Kind.CLAIM].get(record.content)
        return look_of(
            style,
            record.stance,
            hedged=marks.is_hedged(record, claim),
            stands=row.stands,
        )

    def _found_look(self, row: Row) -> Look:
        color = self.style.document_line if row.stands else self.style.not_standing
        return Look(color, self.style.relay_width)

    # -- drawing ------------------------------------------------------------------------

    def draw(self, ax: Axes | None) -> Axes:
        """Draw all of it, and return the axes."""
        style = self.style
        canvas = Canvas(ax, self.width, self.height, style, self.fonts)
        canvas.lines(_PAGE, _PAGE, self.title, style.title_size, weight="bold")
        if self.empty:
            canvas.text(
                self.width / 2, self.top + 10, "no attributions", style.head_size, ha="center"
            )
        else:
            self._heads(canvas)
            self._strands(canvas)
            self._ends(canvas)
            self._arcs(canvas)
            for key, text in self.contents.boxes.items():
                self._box(canvas, key, text)
            self.key.draw(canvas, _PAGE, self.key_top)
        canvas.lines(
            _PAGE, self.footer_top, self.footer_lines, style.small_size, color=style.soft_ink
        )
        numbers = {each: self.chains.number(each) for each in self.chains.rows}
        setattr(canvas.ax, _NUMBERS, numbers)
        return canvas.ax

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.left + point[0], self.top + point[1]

    def _heads(self, canvas: Canvas) -> None:
        style = self.style
        columns = self.layout.columns
        base = self.heads_at + style.head_size
        last = len(columns) - 1
        for first, final, head in self.contents.heads:
            left, right = self.left + columns[first][0], self.left + columns[final][1]
            if first == last:
                canvas.text(left, base, head, style.head_size, weight="bold")
            else:
                middle = (left + right) / 2
                canvas.text(middle, base, head, style.head_size, weight="bold", ha="center")
        left = self.left + self.layout.gutter[0]
        one = len(self.chains.numbers) == 1
        canvas.text(
            left, base, "Statement" if one else "Statements", style.head_size, weight="bold"
        )
        if self.contents.year:
            canvas.text(
                left,
                base + style.small_size * 1.4,
                f"dates in {self.contents.year}",
                style.small_size,
                color=style.soft_ink,
            )

    def _strands(self, canvas: Canvas) -> None:
        rows = self.chains.rows
        for strand in self.layout.strands:
            kind, _, row = strand.wire.partition(" ")
            look = self._found_look(rows[row]) if kind == "found" else self.looks[row]
            knots = [self._at(each) for each in strand.knots]
            if strand.head is not None:
                tip = knots[-1]
                knots[-1] = (tip[0] - 3.5, tip[1])
                canvas.arrow_head(
                    tip,
                    look.color,
                    size=6.0 if kind == "makes" else 5.0,
                    zorder=4,
                    gid=canvas.gid(f"head-{kind}-{row}"),
                )
            canvas.line(
                marks.curve(knots, strand.bends), look, zorder=2, gid=canvas.gid(f"{kind}-{row}")
            )

    def _ends(self, canvas: Canvas) -> None:
        """Draw the number, the words and the glyph on each statement's last stretch."""
        left, right = self.layout.gutter
        style = self.style
        for strand in self.layout.strands:
            kind, _, row = strand.wire.partition(" ")
            if kind != "makes" or strand.head is None:
                continue
            y = strand.knots[-1][1]
            canvas.number(self._at((left + BADGE, y)), self.chains.number(row))
            canvas.text(
                *self._at((left + 2 * BADGE + 3, y - 2.6)),
                self.contents.labels[row],
                style.label_size,
                color=style.ink if self.chains.rows[row].stands else style.soft_ink,
            )
            canvas.glyph(self._at((right - 12, y)), self.looks[row], gid=None)

    def _arcs(self, canvas: Canvas) -> None:
        links = self.chains.store.tables[Kind.LINK]
        for arc in self.layout.arcs:
            look, heads = self._link_look(links[arc.key].relation)
            start, end = self._at(arc.start), self._at(arc.end)
            path = marks.bracket(start, self.left + arc.x, end)
            canvas.line(path, look, zorder=1.5, gid=canvas.gid(f"link-{arc.key}"))
            for tip in (end, start)[:heads]:
                canvas.back_head(tip, look.color)

    def _link_look(self, relation: Relation) -> tuple[Look, int]:
        _, dashes, width, heads = _LINKS[relation]
        hollow = relation is Relation.EQUIVALENT_TO
        return Look(self.style.link, width, dashes, hollow=hollow), heads

    def _box(self, canvas: Canvas, key: str, text: BoxText) -> None:
        style = self.style
        box = self.layout.boxes[key]
        x, y = self._at((box.x, box.y))
        fill, edge = text.colors
        is_content = key.startswith(("claim:", "row:", "about:"))
        shape = "plain" if text.shape == "tag" else text.shape
        outline = canvas.patch(
            marks.box_path(shape, x, y, box.width, box.height),
            width=1.1,
            facecolor=fill,
            edgecolor=edge,
            linestyle=(0, (3.2, 2.2)) if text.dashed or text.shape == "tag" else "solid",
            zorder=3,
            gid=canvas.gid(key.replace(" ", "-")),
        )
        if text.url:
            outline.set_url(text.url)
        if shape == "page":
            canvas.patch(
                marks.fold_path(x, y, box.width, box.height),
                width=1.1,
                fill=False,
                edgecolor=edge,
                zorder=3.1,
            )
        if key.startswith("claim:"):
            canvas.patch(
                marks.box_path("plain", x, y, _BAR, box.height),
                width=1.0,
                facecolor=fill if text.marked else edge,
                edgecolor=edge,
                zorder=3.1,
            )
        ruler_height = 1.24 * (
            style.text_size * len(text.lines) + style.small_size * len(text.notes)
        ) + (2 if text.notes else 0)
        top = y + (box.height - ruler_height) / 2
        if is_content:
            indent = _BAR + 8 if shape == "plain" else marks.HEXAGON_POINT + 6
            where: dict[str, Any] = {"ha": "left"}
            middle = x + indent
        else:
            pins_right = key in self.contents.pinned and text.shape == "page"
            middle = x + box.width / 2 - (BADGE + 1.5 if pins_right else 0)
            where = {"ha": "center"}
        below = canvas.lines(middle, top, text.lines, style.text_size, **where)
        if text.notes:
            canvas.lines(
                middle,
                below + 2,
                text.notes,
                style.small_size,
                color=style.soft_ink,
                **where,
            )
        if key in self.contents.pinned:
            self._pins(canvas, key)

    def _pins(self, canvas: Canvas, key: str) -> None:
        """Draw the statements' numbers inside a box, where their lines enter and leave."""
        box = self.layout.boxes[key]
        wires = self.contents.spec.wires
        entering = {stop for wire in wires for stop in wire.heads}
        leaving = {stop for wire in wires for stop in wire.tails}
        for stop in self.contents.spec.stops:
            if stop.box != key:
                continue
            number = self.chains.numbers[self.contents.statements[stop.key]]
            y = self.layout.stops[stop.key]
            for ends, is_left, sign in ((entering, True, 1), (leaving, False, -1)):
                if stop.key in ends:
                    x, _ = box.side(y, left=is_left)
                    canvas.number(self._at((x + sign * (BADGE + 3), y)), number)

    # -- the key ------------------------------------------------------------------------

    def _entries(self) -> list[list[Entry]]:
        style = self.style
        texts = self.contents.boxes.values()
        rows = self.chains.rows.values()
        shapes = {each.shape for each in texts if each.record}
        boxes: list[tuple[bool, str, Any]] = [
            ("page" in shapes, "document", box_symbol("page", style.document)),
            ("hexagon" in shapes, "agency", box_symbol("hexagon", style.agency)),
            (
                "rounded" in shapes,
                "actor: person, group or state",
                box_symbol("rounded", style.actor),
            ),
            (
                any(each.dashed for each in texts),
                "not named",
                box_symbol("rounded", (style.background, style.soft_ink), dashed=True),
            ),
            (
                any(each.key.startswith("claim:") and not each.marked for each in texts),
                "claim",
                claim_symbol(style.claim),
            ),
            (
                any(each.marked for each in texts),
                "question, topic or directive",
                claim_symbol(style.claim, marked=True),
            ),
            (
                "tag" in shapes,
                "a statement that others speak about",
                box_symbol("plain", style.claim, dashed=True),
            ),
        ]
        looks = [self.looks[each.record.id] for each in rows if not each.depth]
        stances = {each.stance for each in looks if not each.struck}
        words = {
            Stance.SUPPORT: "supports",
            Stance.DENY: "denies",
            Stance.QUERY: "questions",
            Stance.COMMENT: "neither supports nor denies",
        }
        lines: list[tuple[bool, str, Any]] = [
            (
                any(each.record.document for each in rows),
                "document states",
                line_symbol(Look(style.document_line, style.relay_width)),
            ),
            (
                any(each.depth for each in rows),
                "passes on",
                line_symbol(Look(style.relay, style.relay_width)),
            ),
            *[(each in stances, words[each], line_symbol(look_of(style, each))) for each in Stance],
            (
                any(each.hollow and not each.struck for each in looks),
                "hedged or conditional",
                line_symbol(look_of(style, Stance.SUPPORT, hedged=True)),
            ),
            (
                not all(each.stands for each in rows),
                "does not stand: retracted, or vouched for by nobody",
                line_symbol(look_of(style, Stance.SUPPORT, stands=False)),
            ),
            (
                len(self.chains.numbers) > 1,
                "the statement's number, wherever its line meets a box",
                lambda canvas, x, y: canvas.number((x, y), 1),
            ),
        ]
        relations = {link.relation for link in self.chains.links()}
        links: list[tuple[bool, str, Any]] = []
        for relation, (words_, *_) in _LINKS.items():
            look, heads = self._link_look(relation)
            links.append((relation in relations, words_, link_symbol(look, heads=heads)))
        return [
            [Entry(words_, draw) for present, words_, draw in group if present]
            for group in (boxes, lines, links)
        ]
