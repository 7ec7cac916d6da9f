"""Hostile text in every field, in a real browser: it is shown, and never runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph import Actor, Agency, AttributionGraph, Claim, Document, Link

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = (
    "</script><img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    " <!--<script> ]]> {{script}} $1 $& $x_1^2$ 'quoted' \"twice\" \\ &lt; &amp; `${1}` "
    "김정은 Київ \u202e\u0627\u0644\u064a\u0648\u0645\u202c שלום \u2028 \u2029"
    " \x00 \x07 \x1b[31m \x7f \x85 \ufeff \U0001f9e8"
)


def hostile() -> AttributionGraph:
    """Hostile text in every field that takes text."""
    bad = HOSTILE
    graph = AttributionGraph(
        Actor(id="a<b>&\"'", name=bad, role=bad, aliases=[bad], notes=bad, extra={bad: bad}),
        Agency(id="g", name=bad, aliases=[bad]),
        Document(
            id="d", title=bad, publisher="g", authors=[bad], url=f"https://x/{bad}", language=bad
        ),
        Document(id="e", title=bad, url=bad),
        Claim(
            id="</script>",
            text=bad,
            place=bad,
            condition=bad,
            tags=[bad],
            language=bad,
            about=["g"],
            quantity={"value": 1, "unit": bad, "measure": bad},
        ),
        Claim(id="long", text="word " * 400 + "x" * 300),
    )
    graph.attribute(
        "a<b>&\"'",
        "</script>",
        id="row<",
        via={"sources": "g", "cue": bad, "quotes": [bad]},
        document="d",
        quotes=[bad],
        cue=bad,
        occasion=bad,
        addressees="g",
        on_behalf_of="g",
        notes=bad,
    )
    graph.attribute("g", "long", act="assess", grade=bad, document="e")
    graph.add(Link(subject="</script>", relation="refines", object="long", notes=bad))
    return graph


def test_hostile_text_stays_text(show: Callable[..., Any]) -> None:
    page = show(hostile(), title=HOSTILE, source_line=HOSTILE)
    assert page.errors() == []
    assert "onerror=" in page.run("return document.title")
    assert page.count("img") == 0
    assert page.run("return document.querySelectorAll('script').length") == 3
    assert page.faults() == []
    name = page.run("return document.querySelector('#world .box.actor .name').textContent")
    assert name.startswith("</script><img src=x onerror=\"document.title='run'\"><script>")
    assert "김정은 Київ \u0627\u0644\u064a\u0648\u0645 שלום" in name
    for selector in ("#world .chip", "#world .box.claim", "#world button.pin"):
        page.hover(selector)
        assert "onerror=" in page.text("#card")
    page.one("#find").send_keys("<script>")
    assert page.count("#found button") >= 3
    assert page.count("img") == 0
    assert page.requests()[0].startswith("file:")
    assert all(url.startswith(("file:", "data:")) for url in page.requests())
    assert page.errors() == []
