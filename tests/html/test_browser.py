"""The page in a real browser, the network cut: it draws, and does what a reader asks of it."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

import pytest

from attribgraph import Actor, AttributionGraph, Claim, Link

if TYPE_CHECKING:
    from collections.abc import Callable

ENTER, ESCAPE, TAB = "\ue007", "\ue00c", "\ue004"
LEFT, UP, RIGHT, DOWN = "\ue012", "\ue013", "\ue014", "\ue015"
KURSK = "North Korean units have reached the combat zone in Kursk"
PHONE = (390, 844)


def lit(page: Any, selector: str) -> int:
    """Return how many of a selector are shown and not dimmed."""
    return page.count(f"{selector}:not(.dim)")


# -- it loads, and asks nothing of the network -----------------------------------------------


def test_it_draws_with_the_network_cut(page: Any) -> None:
    assert page.run("return document.documentElement.dataset.ready") == "true"
    assert page.errors() == []
    assert page.count("#world .box.claim") == 26
    assert page.count("#world .chip") == 29
    assert page.count("#lines .line") >= 29 * 2
    assert page.text("#status") == "29 statements"
    assert page.run("return document.title") == "Kursk"


def test_it_requests_nothing_but_itself(page: Any) -> None:
    page.hover("#world .chip")
    page.one("#world .box.claim").click()
    page.one("#find").send_keys("kim")
    asked = [url for url in page.requests() if not url.startswith("data:")]
    assert len(asked) == 1
    assert asked[0].startswith("file:")
    assert page.errors() == []


def test_a_request_would_have_been_refused_and_noticed(page: Any) -> None:
    """Guard the guard: the policy stops scripts, pictures and fetches, and the log shows it."""
    script = """
    const done = arguments[0];
    const blocked = [];
    addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
    fetch("https://example.org/").catch(() => null);
    const image = new Image();
    image.src = "https://example.org/a.png";
    const code = document.createElement("script");
    code.textContent = "document.title = 'run'";
    document.body.append(code, image);
    setTimeout(() => done([blocked.sort(), document.title]), 300);
    """
    blocked, title = page.driver.execute_async_script(script)
    assert blocked == ["connect-src", "img-src", "script-src-elem"]
    assert title == "Kursk"
    assert page.errors()


@pytest.mark.parametrize("size", [(1280, 800), PHONE, (320, 568)])
@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_the_screen(
    show: Callable[..., Any], seed: AttributionGraph, size: tuple[int, int], *, dark: bool
) -> None:
    page = show(seed, size=size, dark=dark)
    assert page.errors() == []
    assert page.run("return document.documentElement.scrollWidth <= innerWidth")
    assert page.faults() == []
    paper = page.run("return getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is not dark


# -- hover and focus ----------------------------------------------------------------------------


def test_hover_shows_what_there_is_to_say(page: Any) -> None:
    page.hover("#world .chip[aria-label^='Statement 5:']")
    card = page.text("#card")
    for words in (
        "combat zone",
        "indicated that",
        "said",
        "by 24 Oct 2024",
        "certain",
        "Article on",
    ):
        assert words in card
    page.hover("h1")
    page.wait(400)
    assert page.count("#card") == 0


def test_a_condition_and_a_relay_are_shown(page: Any) -> None:
    page.hover("#world .chip[aria-label^='Statement 16:']")
    assert "Condition" in page.text("#card")
    assert "Passed on byYonhap" in page.text("#card")
    page.run("document.querySelector('#world button.pin').focus()")
    assert "Yonhap" in page.text("#card")
    assert "reported" in page.text("#card")


def test_lines_and_boxes_have_cards_too(page: Any) -> None:
    row = page.each("#world .chip[aria-label^='Statement 6:']", "e.dataset.row")[0]
    page.run(
        "document.querySelector(arguments[0]).dispatchEvent("
        "new PointerEvent('pointerover', {bubbles: true, clientX: 300, clientY: 300}))",
        f"#lines [data-row='{row}'][data-kind=found] .hit",
    )
    assert "Ukrainian defence intelligence (GUR)" in page.text("#card")
    assert page.count("#lines .line.warm") == 2  # all of the statement's line
    page.hover(f"#world .box.claim[aria-label*='{KURSK}']")
    assert "2 in support, 1 not denying" in page.text("#card")
    assert "Is more specific than" in page.text("#card")


def test_the_card_describes_what_has_the_focus_alone(page: Any) -> None:
    page.run("document.querySelector('#world .chip').focus()")
    assert page.each("[aria-describedby=card]", "e.dataset.row") == page.each(
        "#world .chip:focus", "e.dataset.row"
    )
    page.run("document.activeElement.blur()")
    assert page.each("[aria-describedby=card]", "1") == []


def test_a_tap_lights_up_and_brings_the_card(
    show: Callable[..., Any], seed: AttributionGraph
) -> None:
    page = show(seed, size=PHONE)
    page.run(
        "document.querySelector(\"#world .chip[aria-label^='Statement 6:']\").scrollIntoView()"
    )
    x, y = page.each(
        "#world .chip[aria-label^='Statement 6:']",
        "((r) => [r.left + 40, r.top + 8])(e.getBoundingClientRect())",
    )[0]
    page.command("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        page.tap(x, y)
        page.wait(500)
        assert page.text("#status") == "29 statements, 1 lit"
        assert "Quote" in page.text("#card")
        assert page.count("#card") == 1
        page.run("scrollTo(0, 0)")
        page.tap(100, 25)  # the title
        page.wait(300)
        assert page.count("#card") == 0
    finally:
        page.command("Emulation.setTouchEmulationEnabled", enabled=False)


def test_the_key_shows_links_with_the_heads_that_they_are_drawn_with(
    show: Callable[..., Any],
) -> None:
    g = AttributionGraph(Actor(id="a", name="A"), [Claim(id=f"c{n}", text=f"c{n}") for n in "123"])
    for each in g.claims.ids:
        g.attribute("a", each)
    g.add(
        Link(subject="c1", relation="contradicts", object="c2"),
        Link(subject="c2", relation="refines", object="c3"),
    )
    page = show(g)
    drawn = page.each("#lines .link-line", "e.querySelectorAll('.solid').length")
    keyed = page.each("#key .key-line:has(.link)", "e.querySelectorAll('.solid').length")
    assert sorted(drawn) == sorted(keyed) == [1, 2]


# -- lighting up ---------------------------------------------------------------------------------


def test_a_click_on_a_claim_lights_up_its_chains(page: Any) -> None:
    page.one(f"#world .box.claim[aria-label*='{KURSK}']").click()
    assert page.text("#status") == "29 statements, 3 lit"
    assert lit(page, "#world .chip") == 3
    assert lit(page, "#world .box.claim") == 1
    assert lit(page, "#world .box.document") == 1
    assert lit(page, "#world .box:not(.claim):not(.document)") == 3  # Ukraine, GUR, Putin
    assert page.count("#rows tbody tr.lit") == 3
    page.keys(ESCAPE, ESCAPE)
    assert page.text("#status") == "29 statements"
    assert page.count("#world .dim") == 0


def test_a_chain_is_lit_through_its_relay(page: Any) -> None:
    page.one("#world .chip[aria-label^='Statement 16:']").click()
    names = page.each("#world .box:not(.dim) .name", "e.textContent")
    assert {"Yonhap", "Yoon Suk-yeol"} < set(names)
    assert len(names) == 4
    kinds = page.each("#lines .line:not(.dim)", "e.dataset.kind")
    assert sorted(kinds) == ["found", "makes", "relay"]


def test_a_second_click_puts_the_light_out(page: Any) -> None:
    claim = page.one("#world .box.claim")
    claim.click()
    assert claim.get_attribute("aria-pressed") == "true"
    claim.click()
    assert claim.get_attribute("aria-pressed") == "false"
    assert page.count("#world .dim") == 0


# -- filters -----------------------------------------------------------------------------------


def test_filter_by_stance(page: Any) -> None:
    page.one("#stances input[value=support]").click()
    assert page.text("#status") == "4 of 29 statements"
    assert page.count("#world .chip") == page.count("#rows tbody tr") == 4
    assert page.faults() == []


def test_filter_by_source_or_relay(page: Any) -> None:
    from selenium.webdriver.support.ui import Select

    Select(page.one("#source")).select_by_visible_text("Yonhap")
    assert page.text("#status") == "4 of 29 statements"
    assert page.count("#world .box.claim") == 4
    assert page.count("#rows tbody tr") == 8  # a row for what Yoon said, one for the relay
    page.one("#reset").click()
    page.wait(50)
    assert page.text("#status") == "29 statements"


def test_filter_by_date(show: Callable[..., Any]) -> None:
    graph = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="It rained"))
    for said in ("2024-10-20", "2024-10-24", "2024-10", "2024-10-26/..", None):
        graph.attribute("a", "c", said_at=said)
    page = show(graph)
    choose = (
        "const input = document.getElementById(arguments[0]); input.value = arguments[1];"
        "input.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    page.run(choose, "from", "2024-10-24")
    assert page.text("#status") == "4 of 5 statements"  # all but the 20th
    page.run(choose, "until", "2024-10-25")
    assert page.text("#status") == "3 of 5 statements"  # nor the open one
    page.one("#undated").click()
    assert page.text("#status") == "2 of 5 statements"


def test_when_nothing_passes_the_page_says_so(page: Any) -> None:
    for box in page.all("#stances input"):
        box.click()
    assert page.count("#nothing") == 1
    assert page.text("#status") == "0 of 29 statements"
    assert page.errors() == []


# -- finding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("KYIV", "Ukraine"),
        ("윤석열", "Yoon Suk-yeol"),
        ("duma", "The State Duma voted"),
        ("yonh", "Yonhap"),
    ],
)
def test_find_by_name_or_alias(page: Any, name: str, first: str) -> None:
    page.one("#find").send_keys(name)
    assert page.text("#found li").startswith(first)
    page.keys(ENTER)
    active = page.run("return document.activeElement.querySelector('.name').textContent")
    assert active.startswith(first)
    assert "lit" in page.text("#status")


def test_find_says_what_it_did_not_find(page: Any) -> None:
    page.one("#find").send_keys("zzzz")
    assert page.text("#found-count") == "nothing found"
    page.keys(ENTER)
    assert page.errors() == []


def test_find_says_what_the_filters_hide(page: Any) -> None:
    page.one("#stances input[value=support]").click()
    page.one("#find").send_keys("yonhap")
    assert page.text("#found-count") == "nothing found, 1 hidden by the filters"


# -- keys ---------------------------------------------------------------------------------------


def test_everything_can_be_done_with_the_keys(page: Any) -> None:
    page.run("document.getElementById('find').focus()")
    for _ in range(20):
        page.keys(TAB)
        if page.run("return !!document.activeElement.closest('#world')"):
            break
    assert page.run("return document.activeElement.matches('#world .box.document')")
    assert page.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert page.count("#card") == 1
    page.keys(RIGHT)
    assert page.run("return document.activeElement.matches('#world .box')")
    for _ in range(4):
        page.keys(RIGHT)
    assert page.run("return document.activeElement.matches('#world .box.claim')")
    before = page.run("return document.activeElement.ariaLabel")
    page.keys(DOWN)
    assert page.run("return document.activeElement.matches('#world .box.claim')")
    assert page.run("return document.activeElement.ariaLabel") != before
    page.keys(UP)
    assert page.run("return document.activeElement.ariaLabel") == before
    page.keys(ENTER)
    assert "lit" in page.text("#status")
    page.keys(ESCAPE, ESCAPE)
    assert "lit" not in page.text("#status")
    page.keys(LEFT)
    assert page.run("return document.activeElement.matches('#world .chip')")
    page.keys(TAB)  # the diagram is one stop
    assert not page.run("return !!document.activeElement.closest('#world')")


def test_every_attribution_has_a_button_with_a_name(page: Any, seed: AttributionGraph) -> None:
    labels = page.each("#world button[data-row]", "e.ariaLabel")
    assert len(labels) == len(seed.attributions)
    assert any("According to Yonhap" in each for each in labels)
    named = page.each(
        "button, input, select", "!!(e.ariaLabel || e.textContent.trim() || e.labels?.length)"
    )
    assert all(named)
    assert len(named) > len(labels)


# -- pan, zoom, paper ----------------------------------------------------------------------------


def test_zoom_and_fit_and_reset(page: Any) -> None:
    scale = "return new DOMMatrix(getComputedStyle(document.getElementById('world')).transform).a"
    start = page.run(scale)
    page.one("#nearer").click()
    assert page.run(scale) == pytest.approx(start * 1.25, rel=1e-4)
    page.one("#fit").click()
    assert page.run(scale) < start
    assert page.run(
        "const s = document.getElementById('stage'); return s.scrollHeight <= s.clientHeight + 1"
    )
    small = page.run(scale)
    wheel = (
        "document.getElementById('stage').dispatchEvent(new WheelEvent('wheel', {deltaY: -100, "
        "ctrlKey: !!arguments[0], cancelable: true, bubbles: true, clientX: 600, clientY: 400}))"
    )
    page.run(wheel, 0)
    assert page.run(scale) == small  # a wheel alone scrolls
    page.run(wheel, 1)
    assert page.run(scale) > 1.2 * small
    page.one("#reset").click()
    page.wait(50)
    assert page.run(scale) == pytest.approx(start)


def test_zooming_keeps_the_middle_in_the_middle(page: Any) -> None:
    middle = (
        "const s = document.getElementById('stage'); const w = document.getElementById('world');"
        "const scale = new DOMMatrix(getComputedStyle(w).transform).a;"
        "return [(s.scrollLeft + s.clientWidth / 2) / scale,"
        " (s.scrollTop + s.clientHeight / 2 - document.getElementById('sizer').offsetTop) / scale]"
    )
    page.one("#nearer").click()
    page.run("document.getElementById('stage').scrollTo(120, 400)")
    before = page.run(middle)
    page.one("#nearer").click()
    assert page.run(middle) == pytest.approx(before, abs=12)


def test_dragging_pans_and_is_no_click(page: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    claim = page.one("#world .box.claim")
    ActionChains(page.driver).move_to_element(claim).click_and_hold().move_by_offset(
        0, -60
    ).release().perform()
    assert page.run("return document.getElementById('stage').scrollTop") == 60
    assert "lit" not in page.text("#status")


LAST_RULE = "return [...document.styleSheets[0].cssRules].at(-1).cssText"
SIZER = "const s = document.getElementById('sizer'); return [s.offsetWidth, s.offsetHeight]"


def test_it_prints_all_of_the_diagram_on_one_page(page: Any) -> None:
    before, size = page.run(LAST_RULE), page.run(SIZER)
    pdf = base64.b64decode(page.command("Page.printToPDF", preferCSSPageSize=True)["data"])
    assert pdf.startswith(b"%PDF")
    page.command("Emulation.setEmulatedMedia", media="print")
    page.run("dispatchEvent(new Event('beforeprint'))")
    style = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    assert page.run(style, "#stage", "overflow") == "visible"
    assert page.run(style, "#controls", "display") == "none"
    assert page.run(style, "body", "color") == "rgb(17, 17, 17)"
    found = re.search(r"size: (\d+)px (\d+)px", page.run(LAST_RULE))
    assert found  # too wide for A4: a page of its own size
    width, height = page.run(SIZER)
    assert width <= int(found[1]) - 90
    assert height <= int(found[2]) - 90 - 100
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.run(LAST_RULE) == before
    assert page.run(SIZER) == size


def test_a_small_diagram_is_printed_on_a4(show: Callable[..., Any]) -> None:
    graph = AttributionGraph(Actor(id="a", name="A"), Claim(id="c", text="It rained"))
    graph.attribute("a", "c")
    page = show(graph)
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert "size: a4 landscape" in page.run(LAST_RULE).lower()
    width, height = page.run(SIZER)
    assert width <= 1122 - 90
    assert height <= 793 - 90 - 100
