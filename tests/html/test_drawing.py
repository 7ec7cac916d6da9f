"""What is drawn, in a real browser: every kind of row apart, and no fault in any graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from strategies import graphs

from attribgraph import Actor, Agency, Attribution, AttributionGraph, Claim, Document, Link
from attribgraph.html import write_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def nested() -> AttributionGraph:
    """Joint sources, relays three deep and joint, a denial of having said, an assessment."""
    graph = AttributionGraph(
        [Agency(id=f"w{n}", name=f"Wire {n}", kind="news") for n in range(4)],
        [Actor(id=f"p{n}", name=f"Person {n}") for n in range(3)],
        Document(id="d", title="Story", url="https://example.org/story"),
        Document(id="e", title="Other story", url="javascript:alert(1)"),
        [Claim(id=f"c{n}", text=f"Claim {n}") for n in range(3)],
    )
    graph.attribute(["p0", "p1"], "c0", via=["w0", "w1", ("w2", "w3")], document="d")
    said = graph.attribute("p2", "c0", act="deny", via="w0", document="e")
    graph.attribute("p2", "c0", act="deny", document="d", said_at="2024-01-02", cue="no")
    graph.attribute("p2", said.id, act="deny", document="d")
    graph.attribute(
        "w1", "p0", act="assess", grade="B", grade_scale="admiralty_reliability", document="d"
    )
    graph.attribute("p0", "c1", act="question", document="e")
    graph.add(Attribution(id="lone", sources="p1", content="c2"))
    graph.attribute("p1", "lone", act="retract", document="d")
    graph.add(Link(subject="c0", relation="contradicts", object="c1"))
    return graph


def test_all_kinds_of_row_are_drawn_apart(show: Callable[..., Any]) -> None:
    page = show(nested())
    assert page.errors() == []
    assert page.faults() == []
    made = page.each("#lines .line[data-kind=makes]", "e.dataset.row")
    assert len(set(made)) == 8
    assert page.count("#world .box.attribution") == 2
    assert page.count("#lines .link-line") == 1
    assert page.count("#rows tr.fallen-row") >= 1
    key = page.text("#key")
    for words in (
        "does not stand",
        "contradicts",
        "questions",
        "denies",
        "passes on",
        "speak about",
    ):
        assert words in key


def test_relays_of_one_joint_statement_keep_apart(show: Callable[..., Any]) -> None:
    graph = AttributionGraph(
        [Agency(id=f"w{n}", name=f"Wire {n}") for n in range(4)],
        [Actor(id=f"p{n}", name=f"Person {n}") for n in range(2)],
        Document(id="d", title="Story"),
        Claim(id="c", text="It rained"),
    )
    said = graph.attribute(["p0", "p1"], "c", document="d")
    for relays in (["w0", "w1"], ["w2", "w3"], ["w1"]):
        graph.attribute(relays, said.id, act="report", document="d")
    page = show(graph)
    assert page.count("#lines .line[data-kind=relay]") == 4 + 4 + 3
    assert page.faults() == []


def test_statements_are_numbered_downwards_where_they_can_be(show: Callable[..., Any]) -> None:
    graph = AttributionGraph(
        Actor(id="a", name="A"), [Claim(id=f"c{n}", text=f"Claim {n}") for n in range(6)]
    )
    for n in range(6):
        graph.attribute("a", f"c{n}")
    page = show(graph)
    chips = page.each("#world .chip", "[parseFloat(e.style.top), e.textContent]")
    assert [text[0] for _, text in sorted(chips)] == list("123456")


def test_stances_differ_by_more_than_colour(show: Callable[..., Any]) -> None:
    graph = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="It rained"))
    for act in ("assert", "deny", "question", "comment", "believe"):
        graph.attribute("a", "c", act=act)
    graph.attribute("a", "c", act="deny", negated=True)
    page = show(graph)
    looks = page.each(
        "#lines .line[data-kind=makes]",
        "[e.querySelector('.stroke').getAttribute('stroke-dasharray'),"
        " e.querySelectorAll('.casing').length]",
    )
    glyphs = page.each(
        "#lines .line .glyph",
        "[...e.children].map((c) => [c.tagName, c.classList.contains('whole'),"
        " (c.getAttribute('d') ?? '').split('M').length]).join()",
    )
    assert len({tuple(each) for each in looks}) == 5  # what is not denied is dotted as comment is
    assert len(set(glyphs)) == 6
    assert page.each("#stances label", "e.textContent")[3] == "did not deny"


def test_only_web_addresses_are_links(show: Callable[..., Any]) -> None:
    page = show(nested())
    links = page.run("return [...document.querySelectorAll('#rows a')].map((e) => [e.href, e.rel])")
    assert {tuple(each) for each in links} == {("https://example.org/story", "noopener noreferrer")}
    page.hover("#world .box.document[aria-label*='Other story']")
    assert "javascript:alert(1)" in page.text("#card")
    assert page.count("#card a") == 0


def test_an_address_that_was_put_in_by_hand_is_no_link(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_html(nested(), path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("https://example.org/story", "javascript:alert(1)"))
    page = browser.open(path)
    assert page.errors() == []
    assert page.count("#rows tbody tr") > 0
    assert page.count("a") == 0


def test_an_empty_graph_has_a_page(show: Callable[..., Any]) -> None:
    page = show(AttributionGraph())
    assert page.errors() == []
    assert page.text("#status") == "0 statements"


def test_the_table_is_filtered_in_step_and_leads_to_the_diagram(page: Any) -> None:
    page.one("#stances input[value=support]").click()
    page.one("#rows tbody tr:not([hidden]) button").click()
    assert page.text("#status") == "4 of 29 statements, 1 lit"


def test_a_fault_would_be_noticed(page: Any) -> None:
    """Guard the guard: a box moved onto another, and across lines, is a fault."""
    page.run(
        "const [a, b] = document.querySelectorAll('#world .box.claim');"
        "a.style.top = b.style.top; a.style.left = '500px'; a.style.width = '900px'"
    )
    faults = page.faults()
    assert any(each.startswith("overlap: ") for each in faults)
    assert any(" runs through " in each for each in faults)
    page.run("document.querySelector('#world .box').style.height = '10px'")
    assert any(each.startswith("text leaves") for each in page.faults())


@settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking in a browser takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(graph=graphs(max_rows=14))
def test_any_graph_is_drawn_without_a_fault(
    browser: Any, tmp_path_factory: pytest.TempPathFactory, graph: AttributionGraph
) -> None:
    path = tmp_path_factory.mktemp("any") / "page.html"
    write_html(graph, path)
    page = browser.open(path)
    assert page.errors() == []
    assert page.faults() == []
    assert page.count("#rows tbody tr") == len(graph.attributions)


def test_a_large_graph_is_cut_down_and_the_page_says_so(show: Callable[..., Any]) -> None:
    graph = AttributionGraph(
        [Actor(id=f"a{n}", name=f"Actor {n}") for n in range(20)],
        [Claim(id=f"c{n}", text=f"Claim {n}") for n in range(50)],
    )
    graph.add(
        [
            Attribution(id=f"r{n}", sources=f"a{n % 20}", content=f"c{n % 50 if n < 500 else 7}")
            for n in range(510)
        ]
    )
    with pytest.warns(UserWarning, match="too much for one page: showing 39 of 50 claims"):
        page = show(graph)
    assert page.errors() == []
    assert page.text(".notice").startswith("Showing 39 of 50 claims and 400 of 510 attributions")
    assert page.text("#status") == "400 statements"
