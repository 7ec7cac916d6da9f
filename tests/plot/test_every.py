"""What holds of every plot: what it takes, what it prints, and its SVG file."""

from __future__ import annotations

import inspect
import re
import warnings
import xml.etree.ElementTree as ET
from collections import Counter
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from checker import Extent, overlapping, text_extent, text_extents
from every import PLOTS
from matplotlib.colors import to_hex

import attribgraph
from attribgraph import plot
from attribgraph.errors import WhenError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.plot import DEFAULT_STYLE, MissingGlyphWarning, alt_text, save_figure
from attribgraph.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matplotlib.axes import Axes

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
ADDRESS = "https://example.org/a?b=1&c=2"
FORMS = {
    "graph": lambda g: g,
    "rows": lambda g: g.attributions,
    "one row": lambda g: g.attributions.where(id="says"),
    "no rows": lambda g: g.attributions - g.attributions,
    "claims": lambda g: g.claims,
    "one claim": lambda g: g.claims.where(id="fire"),
    "sources": lambda g: g.sources,
    "documents": lambda g: g.documents,
}
OF_ROWS = {name: each for name, each in PLOTS.items() if name != "discourse"}
"""Those that draw rows; a tie of a network stands for many, and one row makes none."""

each_plot = pytest.mark.parametrize("draw", PLOTS.values(), ids=list(PLOTS))
each_of_rows = pytest.mark.parametrize("draw", OF_ROWS.values(), ids=list(OF_ROWS))


def world() -> AttributionGraph:
    """A graph that has something for every plot: a reversal, a relay, a figure, an address."""
    g = AttributionGraph(
        Actor(id="korr", name="A. Korr", role="Minister"),
        Agency(id="wire", name="Northwire", kind="news"),
        Agency(id="port", name="Port Company", kind="company"),
        Document(id="told", title="Dispatch", publisher="wire", url=ADDRESS),
        Document(id="note", title="Note", url="javascript:alert(1)"),
        Claim(id="fire", text="Ten burnt", quantity=Quantity(value=10, unit="men", measure="m")),
        Claim(id="hurt", text="Many", quantity=Quantity(low=20, unit="men", measure="m")),
        Attribution(
            id="says", sources="korr", content="fire", said_at="2031-03-01", document="told"
        ),
        Attribution(
            id="denies",
            sources="korr",
            content="fire",
            act="deny",
            said_at="2031-03-04",
            document="note",
        ),
        Attribution(id="joins", sources="korr", content="hurt", document="told"),
        Attribution(id="adds", sources="port", content="hurt", said_at="2031-03-02/2031-03-03"),
        Attribution(id="passes", sources="wire", content="adds", act="report", document="told"),
        Attribution(id="asks", sources="port", content="fire", act="question", document="told"),
        Link(subject="denies", relation="responds_to", object="adds"),
    )
    assert len(g.attributions) == 6
    return g


def saved(ax: Axes, path: Path) -> ET.Element:
    return ET.parse(save_figure(ax, path)).getroot()  # noqa: S314 (written just now)


def test_every_plot_of_the_package_is_here() -> None:
    named = {name for name in plot.__all__ if name.startswith("plot_")}
    assert named == {f"plot_{name}" for name in PLOTS}


@pytest.mark.parametrize("name", PLOTS)
def test_each_takes_the_same_and_returns_axes(name: str) -> None:
    asked = inspect.signature(getattr(attribgraph, f"plot_{name}")).parameters
    for each in ("ax", "title", "source_line", "as_of", "style"):
        assert asked[each].kind is inspect.Parameter.KEYWORD_ONLY
        assert asked[each].default is None
    assert next(iter(asked)) == "g"


@pytest.mark.parametrize("form", FORMS)
@each_plot
def test_each_draws_a_graph_and_every_view(draw: Callable[..., Axes], form: str) -> None:
    ax = draw(FORMS[form](world()), title="A title")
    assert "A title" in [each.get_text() for each in ax.texts]
    assert alt_text(ax).startswith("A title. ")


@each_of_rows
def test_a_view_is_drawn_as_less_than_the_graph(draw: Callable[..., Axes]) -> None:
    whole, one, none = (
        " ".join(each.get_text() for each in draw(FORMS[form](world())).texts)
        for form in ("graph", "one row", "no rows")
    )
    assert "Port Company" in whole
    assert "Port Company" not in one
    assert "A. Korr" in one
    assert "A. Korr" not in none


def drawn_marks(ax: Axes) -> Counter[str]:
    """Count the outlines of the marks of a stance, in the figure and in its key, by shape."""
    found: Counter[str] = Counter()
    for patch in ax.patches:
        points = patch.get_path().vertices
        size = np.ptp(points, axis=0).max()
        away = np.abs(points - (points.max(axis=0) + points.min(axis=0)) / 2) / max(size, 1.0)
        open_ = patch.get_fill() and to_hex(patch.get_facecolor()) == "#ffffff"
        if open_ and to_hex(patch.get_edgecolor()) == DEFAULT_STYLE.comment and 5 < size < 12:
            diamond = len(points) == 5 and np.allclose(away.sum(axis=1), 0.5)
            round_ = len(points) > 5 and away.max() < 0.51
            found["diamond" if diamond else "ring" if round_ else "other"] += 1
    return found


@pytest.mark.parametrize("name", [each for each in PLOTS if each != "discourse"])
def test_what_was_not_denied_has_one_mark_everywhere(name: str) -> None:
    for negated, shape, words in ((True, "diamond", "did not deny"), (False, "ring", "neither")):
        g = AttributionGraph(world()["korr"], world()["fire"])
        act = "deny" if negated else "comment"
        g.attribute("korr", "fire", act=act, negated=negated, said_at="2031-03-05", id="it")
        ax = PLOTS[name](g)
        assert set(drawn_marks(ax)) == {shape}
        assert drawn_marks(ax)[shape] >= 2
        assert any(each.get_text().startswith(words) for each in ax.texts)


@pytest.mark.parametrize("name", [each for each in PLOTS if each != "corroboration"])
def test_an_empty_graph_says_so(name: str) -> None:
    ax = PLOTS[name](AttributionGraph())
    assert any(word in ax.texts[-1].get_text() for word in ("no ", "nothing"))


@each_plot
def test_each_prints_title_source_line_and_date(draw: Callable[..., Axes]) -> None:
    ax = draw(world(), title="Who?", source_line="From here", as_of="2031-03-05")
    shown = {each.get_text(): text_extent(ax, each) for each in ax.texts}
    title, source, date = (shown[each] for each in ("Who?", "From here", "Data as of 5 Mar 2031"))
    others = [box for words, box in shown.items() if words not in {"Who?", "From here"}]
    assert all(title.bottom <= box.top for box in others)
    assert source.bottom <= date.top + 1
    with pytest.raises(WhenError):
        draw(world(), as_of="the day before yesterday")


@each_plot
def test_no_figure_is_shown_and_the_axes_given_are_used(draw: Callable[..., Axes]) -> None:
    figure, ax = plt.subplots(figsize=(16, 12))
    assert draw(world(), ax=ax) is ax
    assert plt.get_fignums() == [figure.number]


# -- SVG ------------------------------------------------------------------------------------


@each_plot
def test_svg_text_is_text_in_a_font_that_readers_have(
    draw: Callable[..., Axes], tmp_path: Path
) -> None:
    ax = draw(world(), title="Who?")
    root = saved(ax, tmp_path / "a.svg")
    written = Counter("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    assert written == Counter(each.get_text() for each in ax.texts if each.get_text())
    for each in root.iter(f"{SVG}text"):
        assert "font-family: 'DejaVu Sans', Verdana, sans-serif;" in str(each.get("style"))


@each_plot
def test_svg_ids_are_unique_and_name_records(draw: Callable[..., Axes], tmp_path: Path) -> None:
    ax = draw(world())
    ids = Counter(each.get("id") for each in saved(ax, tmp_path / "a.svg").iter() if each.get("id"))
    assert max(ids.values()) == 1
    marked = {str(each.get_gid()) for each in ax.patches if each.get_gid()}
    assert marked
    assert marked <= set(ids)
    named = set(re.findall(r"[a-z]+", " ".join(marked)))
    assert {"korr", "fire", "says", "denies"} & named


@pytest.mark.parametrize(
    ("name", "wanted"),
    {
        "provenance": {"makes-says", "makes-denies", "relay-passes", "document:told", "claim:fire"},
        "stances": {"cell:korr:fire", "cell:port:hurt", "source:korr", "claim:hurt"},
        "timeline": {"row-says", "row-denies", "reversal-says-denies", "lane-fire", "span-adds"},
        "corroboration": {"thread-says-korr-0", "document:told", "source:korr"},
        "figures": {"figure:says", "figure:denies", "figure:adds", "source:port"},
    }.items(),
)
def test_svg_has_the_id_of_each_mark(name: str, wanted: set[str], tmp_path: Path) -> None:
    root = saved(PLOTS[name](world()), tmp_path / "a.svg")
    assert wanted <= {str(each.get("id")) for each in root.iter()}


@each_plot
def test_svg_has_title_and_description(draw: Callable[..., Axes], tmp_path: Path) -> None:
    ax = draw(world(), title='<b> & "quotes"')
    root = saved(ax, tmp_path / "a.svg")
    assert (root[0].tag, root[0].text) == (f"{SVG}title", '<b> & "quotes"')
    assert (root[1].tag, root[1].text) == (f"{SVG}desc", alt_text(ax))


@each_of_rows
def test_svg_leads_to_documents_that_have_a_web_address(
    draw: Callable[..., Axes], tmp_path: Path
) -> None:
    root = saved(draw(world()), tmp_path / "a.svg")
    assert {each.get(HREF) for each in root.iter(f"{SVG}a")} == {ADDRESS}


@each_plot
def test_svg_is_the_same_byte_for_byte(draw: Callable[..., Axes], tmp_path: Path) -> None:
    one, other = (
        save_figure(draw(world(), title="Who?", as_of="2031"), tmp_path / f"{name}.svg")
        for name in ("one", "other")
    )
    assert one.read_bytes() == other.read_bytes()


@each_plot
def test_what_it_says_in_words_is_made_from_the_data(draw: Callable[..., Axes]) -> None:
    g: Any = world()
    before = alt_text(draw(g))
    g.edit("korr", name="B. Other")
    after = alt_text(draw(g))
    assert before.replace("A. Korr", "B. Other") == after
    assert "B. Other" in after


# -- text is data ---------------------------------------------------------------------------

HARD = {
    "mathematics": r"$\frac{1}{0}$ a_b^2 costs $5 or $6 \ {x}",
    "markup": "<script>alert(1)</script> ]]> &amp; <!-- ",
    "quotes": "\"double\" 'single' \u201ctypographic\u201d `back`",
    "newlines": "one\ntwo\r\n\tthree\x07 \u202egnp.exe",
    "emoji": "fire \U0001f525 and \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "long": "the committee had been told of the second cargo " * 42,
    "one word": "x" * 2000,
    "right to left": "\u0645\u0635\u062f\u0631 \u0631\u0633\u0645\u064a (\u05d3\u05d5\u05d1\u05e8)",
    "hangul": "\uc870\uc120 \uc911\uc559\ud1b5\uc2e0 \U00013000",
}


def hard(words: str) -> AttributionGraph:
    g = world()
    for actor in ("korr", "wire", "port"):
        g.edit(actor, name=f"{words} {actor}")
    for document in ("told", "note"):
        g.edit(document, title=f"{words} {document}")
    for claim, number in (("fire", 10), ("hurt", 20)):
        quantity = Quantity(value=number, unit=words.strip(), measure=words.strip())
        g.edit(claim, text=f"{words} {claim}", condition=words, quantity=quantity)
    return g


@pytest.mark.parametrize("kind", HARD)
@each_plot
def test_text_is_data(draw: Callable[..., Axes], kind: str, tmp_path: Path) -> None:
    words = HARD[kind]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        ax = draw(hard(words), title=words, source_line=words)
        root = saved(ax, tmp_path / "a.svg")
    assert {each.category for each in caught} <= {MissingGlyphWarning}
    assert len(caught) <= 1
    assert all("install 'Noto Sans" in str(each.message) for each in caught)
    assert len(caught) == 1 or kind != "hangul"  # no font has its last sign
    assert not any(each.get_parse_math() for each in ax.texts)
    assert all(each.get_text().isprintable() or kind == "emoji" for each in ax.texts)
    assert not [each for each in root.iter() if str(each.tag).endswith(("script", "foreignObject"))]
    if kind in {"mathematics", "markup", "quotes"}:
        assert any(each.get_text() == words.strip() for each in ax.texts)
    assert outside(ax) == []


def outside(ax: Axes) -> list[str]:
    """Return the texts that leave the figure, and those that overlap."""
    texts = text_extents(ax, ax.transData.inverted().frozen())
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    page = Extent("figure", left, top, right, bottom)
    return [
        *(each.name for each in texts if not page.holds(each)),
        *(f"{one.name} | {two.name}" for one, two in overlapping(texts)),
    ]
