"""The claim-provenance diagram: who said what, according to whom, as found where."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from attribgraph.errors import UnknownValueError
from attribgraph.plot.boxes import BoxMaker
from attribgraph.plot.chains import Chains, read_chains, too_much
from attribgraph.plot.describe import describe, statements
from attribgraph.plot.diagram import DIRECTIONS, Diagram
from attribgraph.plot.grouping import summarise
from attribgraph.plot.layout import Layout, lay_out
from attribgraph.plot.page import footer_lines
from attribgraph.plot.statements import draft_statements
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.summary import draft_summary, summary_sentences, summary_words
from attribgraph.plot.text import choose_fonts
from attribgraph.plot.words import PlotWarning, clean

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.arguments import Ref
    from attribgraph.graph import AttributionGraph
    from attribgraph.views import AttributionView, NodeView
    from attribgraph.when import When

__all__ = ["plot_provenance", "statement_numbers"]

_NUMBERS: Final = "_attribgraph_statements"


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
    summary: bool | None = None,
    direction: Literal["right", "left"] = "right",
    style: Style | None = None,
) -> Axes:
    """Draw who said what, according to whom, as found in which documents.

    Documents, relays, sources and claims stand in columns. Each statement is one line that
    can be followed from the documents that hold it, through whoever passed it on and whoever
    said it, to the claim; its number stands wherever it meets a box that others meet too.

    More than one figure can hold is summed up: the claims, sources, relays and documents
    with most statements stand by themselves, the others in groups (sources by what they
    belong to, then by kind; documents by publisher), and each line says how many statements
    it stands for. These add up to the whole.

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
    summary
        Whether to sum up. Left out, a figure that would hold more than 80 boxes or 120
        statements is summed up, with a warning. True sums up any figure, False none.
    direction
        Which way the lines run: ``"right"``, from documents at the left to claims at the
        right, or ``"left"``, from documents at the right, for readers who begin with the
        claim. Columns are always side by side: stacked boxes cost a line's height each,
        boxes in a row would cost a text's breadth.
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
        If there is more than one figure can hold, so that it is summed up; if a figure that
        is not to be summed up is larger than 24 inches; or if ``ax`` is so small that the
        text cannot be read.
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
    if direction not in DIRECTIONS:
        message = f"direction is 'right' or 'left', not {direction!r}"
        raise UnknownValueError(message, field="direction")
    if summary is not None and not isinstance(summary, bool):
        message = f"summary is True, False or None, not {summary!r}"
        raise UnknownValueError(message, field="summary")
    style = style or DEFAULT_STYLE
    chains = read_chains(g, claim=claim, source=source, hops=hops, standing=standing)
    much = too_much(chains) if summary is None else ""
    if much:
        warnings.warn(
            f"too much for one figure: {much}. A summary is drawn. Narrow it with claim=, "
            "source= or a view, or ask for all of it with summary=False",
            PlotWarning,
            stacklevel=2,
        )
    words = [clean(title or ""), *footer_lines(source_line, as_of)]
    headline, numbers = "", {}
    if summary or much:
        found = summarise(chains)
        draft, headline = draft_summary(found, style), summary_words(found)
        fonts = choose_fonts(style.fonts, [*draft.texts(), headline, *words])
        maker = BoxMaker(chains.store, style, fonts)
        contents = draft.measured(maker)
        layout = lay_out(contents.spec)
        sentences = summary_sentences(found)
    else:
        draft = draft_statements(chains, style)
        maker = BoxMaker(chains.store, style, choose_fonts(style.fonts, [*draft.texts(), *words]))
        first = draft.measured(maker)
        layout = lay_out(first.spec)
        chains = replace(chains, numbers=_from_the_top(chains, layout))
        contents = draft_statements(chains, style).measured(maker)
        if contents.spec != first.spec:  # numbers stand in boxes of rows about rows
            layout = lay_out(contents.spec)
        sentences = statements(chains)
        numbers = {each: chains.number(each) for each in chains.rows}
    drawn = Diagram(contents, layout, maker, direction).draw(
        ax, title=title, headline=headline, footer=footer_lines(source_line, as_of)
    )
    setattr(drawn, _NUMBERS, numbers)
    describe(drawn, title or "Who said what, and where it is found", sentences)
    return drawn


def statement_numbers(ax: Axes) -> dict[str, int]:
    """Return the numbers that `plot_provenance` drew, by the ids of the rows.

    The row of a relay has the number of the statement that it passes on. Statements are
    numbered from the top of the figure down.

    Parameters
    ----------
    ax
        The axes that `plot_provenance` returned.

    Returns
    -------
    dict
        The number of each row that is in the figure, by the row's id.

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
