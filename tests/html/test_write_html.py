"""The file: safe, self-contained, the same every time, written whole, and made as it says."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import attribgraph as ag
from attribgraph import Actor, AttributionGraph, Claim, UnknownValueError, WhenError
from attribgraph.html import page, write_html

ASSETS = Path(str(files("attribgraph.html"))) / "assets"
OURS = sorted(each for each in ASSETS.glob("*.js") if not each.name.endswith(".min.js"))
LIMIT = 1_500_000
BAD = "</script><img src=x onerror=alert(1)> <!-- {{data}} $& \x00 \u2028 \u2029 \u202e & \" '"


def text_of(graph: Any, **options: Any) -> str:
    file = io.BytesIO()
    write_html(graph, file, **options)
    return file.getvalue().decode()


class Elements(HTMLParser):
    """The start tags of a page, with their attributes, and the text of each script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "title": [], "h1": []}
        self.within = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.within = tag
        if tag in self.texts:
            self.texts[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.within = "" if tag == self.within else self.within

    def handle_data(self, data: str) -> None:
        if self.within in self.texts:
            self.texts[self.within][-1] += data


def test_it_is_a_public_name() -> None:
    assert ag.write_html is write_html
    assert "write_html" in ag.__all__


def test_the_same_graph_gives_the_same_bytes(seed: AttributionGraph, tmp_path: Path) -> None:
    paths = [tmp_path / "one.html", tmp_path / "two.html"]
    for path in paths:
        write_html(seed.copy(), path, title="Kursk", source_line="An article", as_of="2024-11")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    text = paths[0].read_text(encoding="utf-8")
    assert "Data as of Nov 2024" in text
    assert str(tmp_path) not in text


def test_it_is_small(seed: AttributionGraph) -> None:
    assert len(text_of(seed).encode()) < 250_000
    assert sum(each.stat().st_size for each in ASSETS.iterdir()) < LIMIT


def test_it_loads_nothing_from_elsewhere(seed: AttributionGraph) -> None:
    elements = Elements(text_of(seed))
    loading = [
        (tag, value)
        for tag, attributes in elements.tags
        for name, value in attributes.items()
        if name in {"src", "href", "srcset", "data", "action", "poster", "background"}
    ]
    assert loading == [("link", "data:,")]
    assert not re.search(r"url\(|@import", elements.texts["style"][0])
    assert "sourceMappingURL" not in text_of(seed)


def test_the_policy_names_the_page_s_own_scripts_and_style_alone(seed: AttributionGraph) -> None:
    elements = Elements(text_of(seed))
    metas = [attributes for tag, attributes in elements.tags if tag == "meta"]
    policy = next(
        each["content"] for each in metas if each.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    named = set(re.findall(r"'sha256-([^']+)'", policy))
    run = [*elements.texts["script"][1:], *elements.texts["style"]]
    assert named == {base64.b64encode(sha256(each.encode()).digest()).decode() for each in run}
    assert len(elements.texts["script"]) == 3


def test_data_are_json_that_cannot_end_its_element() -> None:
    graph = AttributionGraph(Actor(id="a", name=BAD, aliases=[BAD]), Claim(id="c", text=BAD))
    graph.attribute("a", "c", quotes=[BAD], cue=BAD, occasion=BAD)
    text = text_of(graph, title=BAD, source_line=BAD)
    elements = Elements(text)
    raw = elements.texts["script"][0]
    assert not set(raw) & set("<>&\u2028\u2029\x00")
    data = json.loads(raw)
    assert data["rows"][0]["facts"][0]["text"].startswith(
        "“</script><img src=x onerror=alert(1)> <!-- {{data}} $&"
    )
    assert "\ufffd" in data["boxes"][0]["name"]  # what cannot be shown is seen to be there
    assert "\u202e" not in raw  # and nothing turns the text around it round
    assert [tag for tag, _ in elements.tags].count("script") == 3
    assert "img" not in {tag for tag, _ in elements.tags}
    assert elements.texts["title"][0].startswith("</script><img")
    assert elements.texts["h1"][0].startswith("</script><img")


def test_half_a_surrogate_pair_does_no_harm(seed: AttributionGraph) -> None:
    assert "a \ufffd b" in text_of(seed, title="a \ud800 b")


def test_a_title_is_not_needed(seed: AttributionGraph) -> None:
    elements = Elements(text_of(seed))
    assert elements.texts["title"] == ["Who said what"]


def test_writing_is_all_or_nothing(
    seed: AttributionGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    with pytest.raises(WhenError):
        write_html(seed, path, as_of="soon")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_html(seed, path)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_only_graphs_and_views_are_written(seed: AttributionGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownValueError):
        write_html({"not": "a graph"}, tmp_path / "page.html")  # type: ignore[arg-type]
    write_html(seed.claims.where(id="troops-in-kursk"), tmp_path / "page.html")
    data = json.loads(
        Elements((tmp_path / "page.html").read_text(encoding="utf-8")).texts["script"][0]
    )
    assert len(data["statements"]) == 3


def test_a_large_graph_warns_unless_all_is_asked_for() -> None:
    graph = AttributionGraph(
        Actor(id="a", name="A"), [Claim(id=f"c{n}", text=f"Claim {n}") for n in range(41)]
    )
    graph.add([ag.Attribution(id=f"r{n}", sources="a", content=f"c{n % 41}") for n in range(410)])
    with pytest.warns(ag.PlotWarning, match="showing 40 of 41 claims and 400 of 410 attributions"):
        text = text_of(graph)
    assert "Showing 40 of 41 claims and 400 of 410 attributions" in text
    assert (
        len(json.loads(Elements(text_of(graph, everything=True)).texts["script"][0])["rows"]) == 410
    )


# -- what it is made of --------------------------------------------------------------------------


def test_the_library_is_the_one_that_is_recorded_with_its_licence(seed: AttributionGraph) -> None:
    record = (ASSETS / "VENDORED.md").read_text(encoding="utf-8")
    for name in ("dagre.min.js", "dagre.LICENSE.txt"):
        assert sha256((ASSETS / name).read_bytes()).hexdigest() in record
    licence = (ASSETS / "dagre.LICENSE.txt").read_text(encoding="utf-8")
    assert licence.strip() in text_of(seed)
    assert "Permission is hereby granted, free of charge" in licence


def test_every_script_is_used_and_every_asset_is_there() -> None:
    assert {each.stem for each in OURS} == set(page._SCRIPTS)
    for name in ("app.css", "page.html", "VENDORED.md"):
        assert (ASSETS / name).is_file()


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_script_makes_markup_of_text_or_asks_the_network(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc|eval\(|Function\("
        r"|createContextualFragment|fetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\("
    )
    assert not re.search(forbidden, text)
    assert text.startswith("// "), "say what the script is for"
    assert len(text.splitlines()) <= 450


def test_no_script_could_end_its_element() -> None:
    for path in ASSETS.glob("*.js"):
        text = path.read_text(encoding="utf-8").casefold()
        assert "</script" not in text
        assert "<!--" not in text


def test_the_scripts_are_well_formed(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node is on the PATH")
    joined = tmp_path / "joined.js"
    joined.write_text(page._script(), encoding="utf-8")
    for path in (joined, ASSETS / "dagre.min.js"):
        subprocess.run([node, "--check", str(path)], check=True)  # noqa: S603 (our own files)


def _palettes() -> dict[str, dict[str, str]]:
    light = dict(re.findall(r"--([\w-]+): (#\w{6});", page._variables(page.DEFAULT_STYLE)))
    css = (ASSETS / "app.css").read_text(encoding="utf-8")
    dark = dict(
        re.findall(
            r"--([\w-]+): (#\w{6});", css.split("prefers-color-scheme: dark")[1].split("}")[0]
        )
    )
    return {"light": light, "dark": dark}


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_from_what_they_stand_on(scheme: str) -> None:
    colors = _palettes()[scheme]
    assert set(colors) == set(_palettes()["light"])
    fills = [f"{kind}-fill" for kind in ("document", "agency", "actor", "claim")]
    for ground in ("paper", "panel", *fills):
        assert _contrast(colors["ink"], colors[ground]) >= 4.5, ground
        assert _contrast(colors["soft"], colors[ground]) >= 4.5, ground
    assert _contrast(colors["relay"], colors["paper"]) >= 4.5  # links are text
    for line in (
        "support",
        "deny",
        "query",
        "comment",
        "relay",
        "found",
        "fallen",
        "link",
        "focus",
    ):
        assert _contrast(colors[line], colors["paper"]) >= 3, line
    for fill in fills:
        edge = colors[fill.replace("fill", "edge")]
        assert _contrast(edge, colors["paper"]) >= 3, fill
        assert _contrast(edge, colors[fill]) >= 3, fill
