"""What a notebook shows of a graph: its diagram while it is small, and never an error."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from cases import CASES
from hypothesis import given, settings
from strategies import graphs

from attribgraph import Actor, AttributionGraph, Claim, Document
from attribgraph.plot import inline
from attribgraph.plot.inline import MOST_ROWS, inline_diagram

SVG = "{http://www.w3.org/2000/svg}"


def svg(g: AttributionGraph) -> str:
    found = inline_diagram(g)
    assert found is not None
    return found


def many(number: int) -> AttributionGraph:
    g = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="It rained"))
    for day in range(number):
        g.attribute("a", "c", said_at=f"2024-{1 + day // 28:02}-{1 + day % 28:02}")
    return g


def ids(text: str) -> list[str]:
    return [each for node in ET.fromstring(text).iter() if (each := node.get("id"))]  # noqa: S314


def test_a_small_graph_shows_its_diagram_and_the_tables_beneath() -> None:
    html = CASES["nested"]()._repr_html_()
    assert html.startswith("<div><svg ")
    assert html.count("</svg>") == 1
    assert "<details><summary>AttributionGraph: " in html
    assert html.count("<table>") == 2
    assert html.endswith("</details></div>")


def test_the_seed_graph_is_small(seed: AttributionGraph) -> None:
    texts = "".join(ET.fromstring(svg(seed)).itertext())  # noqa: S314 (ours)
    assert "Ukrainian defence" in texts


def test_a_large_graph_and_an_empty_one_show_tables_alone() -> None:
    assert inline_diagram(many(MOST_ROWS)) is not None
    for g in (many(MOST_ROWS + 1), AttributionGraph(), AttributionGraph(Claim(id="c", text="c"))):
        html = g._repr_html_()
        assert "<svg" not in html
        assert "<details" not in html
        assert html.count("<table>") == 2


def test_many_boxes_are_a_large_graph_too() -> None:
    g = many(1)
    g.add([Claim(id=f"c{number}", text=f"claim {number}") for number in range(60)])
    assert inline_diagram(g) is None


def test_several_diagrams_on_a_page_do_not_clash(seed: AttributionGraph) -> None:
    one, other = svg(CASES["nested"]()), svg(seed)
    assert len(ids(one)) == len(set(ids(one))) > 20
    assert set(ids(one)).isdisjoint(ids(other))
    for text in (one, other):
        own = set(ids(text))
        referred = set(re.findall(r'url\(#([^)]+)\)|xlink:href="#([^"]+)"', text))
        assert {each for pair in referred for each in pair if each} <= own
        root = ET.fromstring(text)  # noqa: S314 (ours)
        assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= own


def test_its_style_keeps_to_itself() -> None:
    text = svg(CASES["nested"]())
    name = ET.fromstring(text).get("id")  # noqa: S314 (ours)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", text, flags=re.DOTALL)
    assert styles
    assert all(each.startswith(f"#{name} *{{") and each.count("{") == 1 for each in styles)


def test_the_same_graph_gives_the_same_text() -> None:
    assert svg(CASES["nested"]()) == svg(CASES["nested"]())


def test_text_is_data() -> None:
    evil = '<script>alert(1)</script> id="x" clip-path="url(#y)" $a_1$'
    g = AttributionGraph(
        Actor(id="<b>", name=evil),
        Claim(id="c", text=f"{evil} \x00 \u202e"),
        Document(id="d", title="D", url='https://example.org/"><script>alert(1)</script>'),
    )
    g.attribute("<b>", "c", document="d")
    text = svg(g)
    root = ET.fromstring(text)  # noqa: S314 (ours)
    assert not list(root.iter(f"{SVG}script"))
    assert "<script" not in g._repr_html_()
    shown = "".join(each for node in root.iter(f"{SVG}text") for each in node.itertext())
    assert 'id="x"' in shown
    assert not {"\x00", "\u202e"} & set(text)


def test_a_link_opens_beside_the_notebook() -> None:
    g = many(1)
    g.add(Document(id="d", title="D", url="https://example.org/a?b=1&c=2"))
    g.attribute("a", "c", document="d")
    (link, *_) = ET.fromstring(svg(g)).iter(f"{SVG}a")  # noqa: S314 (ours)
    assert link.get("{http://www.w3.org/1999/xlink}href") == "https://example.org/a?b=1&c=2"
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener noreferrer")


def test_no_figure_stays_open_and_the_current_one_stays_current() -> None:
    mine = plt.figure()
    CASES["nested"]()._repr_html_()
    assert plt.get_fignums() == [mine.number]
    assert plt.gcf() is mine


def test_nothing_that_goes_wrong_reaches_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        plt.figure()
        message = "no"
        raise RuntimeError(message)

    monkeypatch.setattr(inline, "plot_provenance", fail)
    assert "<svg" not in CASES["nested"]()._repr_html_()
    assert plt.get_fignums() == []


def test_warnings_and_settings_of_the_notebook_do_no_harm() -> None:
    g = AttributionGraph(Actor(id="a", name="윤석열"), Claim(id="c", text="$x$"))
    g.attribute("a", "c")
    with mpl.rc_context(
        {"text.usetex": True, "figure.max_open_warning": 1, "svg.fonttype": "path"}
    ):
        assert "윤석열" in g._repr_html_()


def test_a_formatter_of_ipython_takes_it() -> None:
    formatters = pytest.importorskip("IPython.core.formatters", reason="IPython is not installed")
    data, _ = formatters.DisplayFormatter().format(CASES["nested"]())
    assert data["text/html"].startswith("<div><svg ")
    assert data["text/plain"].startswith("AttributionGraph: ")


@settings(max_examples=12)
@given(graphs())
def test_every_graph_can_be_shown(g: AttributionGraph) -> None:
    html = g._repr_html_()
    assert html.count("<table>") == html.count("</table>") == 2
    assert "<script" not in html
    assert plt.get_fignums() == []
