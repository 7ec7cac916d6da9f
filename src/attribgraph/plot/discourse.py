"""The discourse network: who agrees with whom on one side, who opposes whom on the other."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from matplotlib.path import Path

from attribgraph.discourse import Network, blocs, one_mode, polarization
from attribgraph.errors import UnknownValueError
from attribgraph.plot import marks
from attribgraph.plot.boxes import BoxMaker, box_entries
from attribgraph.plot.describe import counted, describe, listed
from attribgraph.plot.key import Entry
from attribgraph.plot.labels import source_words
from attribgraph.plot.page import MARGIN, Page, footer_lines
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.text import choose_fonts
from attribgraph.plot.words import PlotWarning, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.discourse import Blocs
    from attribgraph.graph import AttributionGraph
    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.content import BoxText
    from attribgraph.views import AttributionView
    from attribgraph.when import When

__all__ = ["plot_discourse"]

_MOST_NODES: Final = 40
_MOST_TIES: Final = 240
_NAMES: Final = 150.0
_GAP: Final = 5.0
_BLOC_GAP: Final = 26.0
_REACH: Final = 205.0
_NEAR: Final = 22.0
_WIDEST: Final = 6.0
_PORT: Final = 1.6
_HEAD: Final = 18.0


@dataclass(frozen=True)
class _Tie:
    """A tie between the boxes at two places of the column: positive to agree."""

    first: int
    second: int
    weight: float

    @property
    def agrees(self) -> bool:
        return self.weight > 0


def plot_discourse(  # noqa: PLR0913 (each is a choice that users make)
    g: AttributionGraph | AttributionView,
    nodes: Literal["source", "actor", "agency"] = "source",
    *,
    ax: Axes | None = None,
    title: str | None = None,
    source_line: str | None = None,
    as_of: When | str | date | None = None,
    style: Style | None = None,
    normalization: Literal["no", "average", "jaccard", "cosine"] = "average",
    duplicates: Literal["include", "document", "week", "month", "year", "acrossrange"] = "document",
    method: Literal["louvain", "greedy", "label_propagation"] = "louvain",
    at_least: float = 0.0,
) -> Axes:
    """Draw who agrees with whom, and who opposes whom: sources in a column, ties as arcs.

    Arcs on the right join sources that agree on more than they dispute, arcs on the left
    those that dispute more; the wider, the stronger. Sources that agree stand together, in
    a frame a bloc, and within it those nearest to the other blocs stand nearest to them.

    Parameters
    ----------
    g
        A graph, of which the rows that stand are taken, or a view, of which all are.
    nodes
        ``"source"``, ``"actor"`` or ``"agency"``, as for `one_mode`; they are tied by claims.
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
    normalization, duplicates
        As for `one_mode`; ties are congruence less conflict.
    method
        How the blocs are found, as for `blocs`.
    at_least
        The weight from which a tie is drawn, whatever its sign.

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
        If there are more than 40 sources (those with most ties are drawn) or 240 ties (the
        strongest), and the figure says so; or if ``ax`` is so small that the text cannot
        be read.
    MissingGlyphWarning
        If no installed font has some of the characters.

    Notes
    -----
    Sources without any tie are left out, and counted at the foot.

    Examples
    --------
    >>> ax = plot_discourse(g, title="Who stands together")
    >>> ag.alt_text(ax)[:70]
    'Who stands together. Discourse network of 4 sources: 2 ties of agreeme'
    """
    if nodes not in {"source", "actor", "agency"}:
        message = f"nodes is 'source', 'actor' or 'agency' in this figure, not {nodes!r}"
        raise UnknownValueError(message, field="nodes")
    style = style or DEFAULT_STYLE
    options: dict[str, Any] = {"normalization": normalization, "duplicates": duplicates}
    network = one_mode(g, nodes, aggregation="subtract", **options)
    found = blocs(g, nodes, method=method, **options)
    score = polarization(g, nodes, duplicates=duplicates).normalized
    groups, ties, notes = _chosen(network, found, at_least)
    cut = [each[0].lower() + each[1:] for each in notes if each.startswith("Only")]
    if cut:
        message = f"too much for one figure: {'; '.join(cut)}. Draw a view to choose"
        warnings.warn(message, PlotWarning, stacklevel=2)
    store = g._store  # noqa: SLF001 (plots are given graphs to read)
    words = [title or "", source_line or ""]
    for group in groups:
        for each in group:
            words.extend(source_words(store, each))
    fonts = choose_fonts(style.fonts, [clean(each) for each in words])
    column = _Column(BoxMaker(store, style, fonts), groups, ties)
    said = _summary(groups, ties)
    page = Page(
        style,
        fonts,
        width=column.width,
        height=column.height,
        title=title,
        headline=f"{said}; polarization {score:.2f} of 1" if ties else "",
        key=column.entries(),
        footer=footer_lines(source_line, as_of, *notes, _how(normalization, duplicates)),
    )
    canvas = page.open(ax)
    column.draw(canvas, page.top)
    describe(canvas.ax, title or "Who agrees with whom", _sentences(network, groups, ties, said))
    return canvas.ax


def _chosen(
    network: Network, found: Blocs, at_least: float
) -> tuple[list[list[str]], list[_Tie], list[str]]:
    """Return the sources by bloc, the ties between them by place, and what is left out."""
    cells = network.matrix.tocoo()
    labels = network.row_labels
    every = [
        (labels[row], labels[column], float(weight))
        for row, column, weight in zip(*cells.coords, cells.data, strict=True)
        if row < column and abs(weight) >= at_least
    ]
    every.sort(key=lambda each: (-abs(each[2]), each[:2]))
    strength: dict[str, float] = {}
    for one, other, weight in every:
        for each in (one, other):
            strength[each] = strength.get(each, 0.0) + abs(weight)
    notes = []
    drawn = sorted(strength, key=lambda each: (-strength[each], each))[:_MOST_NODES]
    if len(strength) > _MOST_NODES:
        notes.append(f"Only the {_MOST_NODES} of {len(strength)} sources with most ties are drawn")
    inside = set(drawn)
    kept = [each for each in every if inside.issuperset(each[:2])]
    if len(kept) > _MOST_TIES:
        notes.append(f"Only the {_MOST_TIES} strongest of {len(kept):,} ties are drawn")
        kept = kept[:_MOST_TIES]
    alone = len(labels) - len(strength)
    if alone:
        notes.append(f"Not shown: {counted(alone, 'source')} without a tie")
    groups = _ordered(found, inside)
    place = {id_: at for at, id_ in enumerate(each for group in groups for each in group)}
    ties = []
    for one, other, weight in kept:
        first, second = sorted((place[one], place[other]))
        ties.append(_Tie(first, second, weight))
    return groups, ties, notes


def _ordered(found: Blocs, inside: set[str]) -> list[list[str]]:
    """Return the sources of each bloc, those that bridge towards the next or the last one."""
    groups = []
    for number, members in enumerate(found.members):
        here = [each for each in members if each in inside]
        here.sort(key=lambda each: (found.bridging[each], each), reverse=number % 2 == 1)
        if here:
            groups.append(here)
    together = [each for each in groups if len(each) > 1]
    alone = [each for group in groups if len(group) == 1 for each in group]
    return [*together, *([alone] if alone else [])]


def _summary(groups: Sequence[Sequence[str]], ties: Sequence[_Tie]) -> str:
    agree = sum(each.agrees for each in ties)
    together = sum(len(each) > 1 for each in groups) if ties else 0
    agreement = f"{counted(agree, 'tie')} of agreement"
    return f"{agreement} and {len(ties) - agree:,} of conflict in {counted(together, 'bloc')}"


def _how(normalization: str, duplicates: str) -> str:
    divided = {
        "no": "",
        "average": ", divided by the mean number of statements of the two",
        "jaccard": ", divided by what the two say alike and what only one says",
        "cosine": ", divided by the product of their numbers of statements",
    }[normalization]
    once = {
        "include": "each statement",
        "acrossrange": "the same statement once",
    }.get(duplicates, f"the same statement once a {duplicates}")
    return f"A tie: claims agreed on less claims disputed{divided}; counting {once}"


def _sentences(
    network: Network, groups: Sequence[Sequence[str]], ties: Sequence[_Tie], said: str
) -> Iterator[str]:
    names = [clean(network.names.get(each, each)) for group in groups for each in group]
    if not ties:
        yield "Discourse network without ties."
        return
    yield f"Discourse network of {counted(len(names), 'source')}: {said}."
    at = 0
    number = 0
    for group in groups:
        inside = listed(names[at : at + len(group)])
        at += len(group)
        if len(group) > 1:
            number += 1
            yield f"Bloc {number}: {inside}."
        else:
            yield f"In no bloc: {inside}."
    for each in ties:
        verb = "agrees with" if each.agrees else "opposes"
        yield f"{names[each.first]} {verb} {names[each.second]} ({abs(each.weight):.2g})."


class _Column:
    """The body of the figure: boxes in frames, and arcs at either side."""

    def __init__(
        self, maker: BoxMaker, groups: Sequence[Sequence[str]], ties: Sequence[_Tie]
    ) -> None:
        self.maker = maker
        self.style = maker.style
        self.ties = list(ties)
        self.groups = groups
        room = _NAMES - 2 * (marks.HEXAGON_POINT + 2)
        self.boxes: list[BoxText] = []
        self.places: list[tuple[float, float]] = []
        self.frames: list[tuple[str, float, float]] = []
        ports = self._ports()
        y = _HEAD
        number = 0
        for group in groups if ties else []:
            y += _BLOC_GAP
            top = y
            for each in group:
                box = maker.source(f"source:{each}", each, room, lines=3)
                at = len(self.boxes)
                most = max(len(ports[at, True]), len(ports[at, False]))
                height = max(maker.height(box), most * (_PORT + 1.4) + 8, 24.0)
                self.boxes.append(box)
                self.places.append((y, height))
                y += height + _GAP
            number += len(group) > 1
            name = f"bloc {number}" if len(group) > 1 else "in no bloc"
            self.frames.append((name, top, y - _GAP))
        self.ports = ports
        longest = max((self._span(each) for each in ties), default=1.0)
        self.scale = max(longest, 1.0)
        left = max((self._out(each) for each in ties if not each.agrees), default=0.0)
        right = max((self._out(each) for each in ties if each.agrees), default=0.0)
        heads = maker.small.width("disagree") + 20
        self.left = max(left, heads) + 12
        self.right = max(right, heads) + 12
        self.width = self.left + _NAMES + self.right if ties else 300.0
        self.height = y + 8 if ties else 30.0
        self.heaviest = max((abs(each.weight) for each in ties), default=1.0)

    def _ports(self) -> dict[tuple[int, bool], list[_Tie]]:
        """Return the ties at either side of each box from the top down, so that none cross there.

        Those that go up come first, the nearest on top; of those that go down, the nearest
        is the lowest.
        """
        total = sum(len(each) for each in self.groups)
        found: dict[tuple[int, bool], list[_Tie]] = {
            (at, side): [] for at in range(total) for side in (True, False)
        }
        for each in self.ties:
            for end in (each.first, each.second):
                found[end, each.agrees].append(each)

        def order(at: int, tie: _Tie) -> tuple[int, int]:
            other = tie.second if tie.first == at else tie.first
            return (0, at - other) if other < at else (1, at - other)

        for (at, _), ends in found.items():
            ends.sort(key=lambda tie, at=at: order(at, tie))  # type: ignore[misc]
        return found

    def _port(self, tie: _Tie, at: int) -> float:
        ends = self.ports[at, tie.agrees]
        top, height = self.places[at]
        return top + height * (ends.index(tie) + 1) / (len(ends) + 1)

    def _span(self, tie: _Tie) -> float:
        return self._port(tie, tie.second) - self._port(tie, tie.first)

    def _out(self, tie: _Tie) -> float:
        """Return how far an arc reaches out: the further, the more it spans."""
        share = self._span(tie) / self.scale
        return float(_NEAR + (_REACH * min(1.0, self.scale / 320) - _NEAR) * share**0.8)

    def _look(self, weight: float) -> marks.Look:
        width = 0.9 + (_WIDEST - 0.9) * abs(weight) / self.heaviest
        if weight > 0:
            return marks.Look(self.style.support, width)
        dashes = (max(5.5, 1.6 * width), max(2.5, 0.9 * width))
        return marks.Look(self.style.deny, width, dashes)

    def entries(self) -> list[list[Entry]]:
        """Return the key: an entry for each thing that is drawn."""
        strengths: list[list[Entry]] = []
        for sign, words in ((1, "agree"), (-1, "disagree")):
            of = sorted({abs(each.weight) for each in self.ties if each.weight * sign > 0})
            ends = dict.fromkeys((of[0], of[-1])) if of else ()
            strengths.append(
                [
                    Entry(f"{words}, {each:.2g}", _arc_symbol(self._look(sign * each)))
                    for each in ends
                ]
            )
        frame = [Entry("bloc: sources that agree", _frame_symbol(self.style))]
        together = [each for each in self.groups if len(each) > 1] if self.ties else []
        return [*strengths, [*box_entries(self.style, self.boxes), *(frame if together else [])]]

    # -- drawing ------------------------------------------------------------------------

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it below a height."""
        style = self.style
        if not self.ties:
            canvas.text(MARGIN, top + 16, "no two sources share a claim", style.head_size)
            return
        x = MARGIN + self.left
        for words, at, side in (("disagree", x - 8, "right"), ("agree", x + _NAMES + 8, "left")):
            canvas.text(at, top + 10, words, style.label_size, ha=side, color=style.soft_ink)
        for name, above, below in self.frames:
            tall = below - above
            canvas.patch(
                marks.box_path("rounded", x - 5, top + above - 6, _NAMES + 10, tall + 12),
                width=0.8,
                facecolor=style.background,
                edgecolor=style.soft_ink,
                zorder=1,
                gid=canvas.gid(name.replace(" ", "-")),
            )
            canvas.text(x, top + above - 9, name, style.small_size, color=style.soft_ink)
        for each in sorted(self.ties, key=lambda tie: -abs(tie.weight)):
            self._draw_tie(canvas, each, x, top)
        for box, (y, height) in zip(self.boxes, self.places, strict=True):
            self.maker.draw(canvas, box, (x, top + y, _NAMES, height))

    def _draw_tie(self, canvas: Canvas, tie: _Tie, x: float, top: float) -> None:
        sign = 1.0 if tie.agrees else -1.0
        # a hexagon's edge recedes above and below its point
        at = [
            x + (_NAMES if tie.agrees else 0.0) - sign * self._inset(end, self._port(tie, end))
            for end in (tie.first, tie.second)
        ]
        out = (x + _NAMES if tie.agrees else x) + sign * self._out(tie) * 4 / 3
        y0, y1 = (top + self._port(tie, end) for end in (tie.first, tie.second))
        one, other = (self.boxes[end].record for end in (tie.first, tie.second))
        word = "agree" if tie.agrees else "oppose"
        canvas.line(
            Path(
                [(at[0], y0), (out, y0), (out, y1), (at[1], y1)],
                [int(Path.MOVETO), *[int(Path.CURVE4)] * 3],
            ),
            self._look(tie.weight),
            zorder=2,
            gid=canvas.gid(f"{word}-{one}-{other}"),
        )

    def _inset(self, at: int, y: float) -> float:
        """Return how far the outline of a box is from its frame, at the height of a port."""
        top, height = self.places[at]
        from_middle = abs(y - top - height / 2)
        if self.boxes[at].shape == "hexagon":
            return marks.HEXAGON_POINT * from_middle / (height / 2)
        radius = marks.CORNER
        into = from_middle - (height / 2 - radius)
        return 0.0 if into <= 0 else float(radius - (radius**2 - into**2) ** 0.5)


def _arc_symbol(look: marks.Look) -> Any:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.line(marks.curve([(x - 13, y), (x + 13, y)]), look)

    return draw


def _frame_symbol(style: Style) -> Any:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.patch(
            marks.box_path("rounded", x - 12, y - 5.5, 24, 11),
            width=0.8,
            facecolor=style.background,
            edgecolor=style.soft_ink,
        )

    return draw
