"""The pages of the documentation: their code runs, and prints what they say it prints."""

from __future__ import annotations

import builtins
import re
from pathlib import Path

import matplotlib as mpl
import pytest

import attribgraph
from attribgraph import AttributionView

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WITH_CODE = [name for name in PAGES if "\n```python\n" in (DOCS / name).read_text("utf-8")]
NOT_NARROWING = {
    "claims",
    "contents",
    "count_by",
    "disputed_by",
    "documents",
    "first",
    "ids",
    "settle",
    "sorted",
    "sources",
    "subgraph",
    "to_frame",
    "undecided",
}


@pytest.mark.parametrize("name", WITH_CODE)
def test_the_code_of_a_page_runs(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Run the blocks in order, in one namespace; a text block is what the last one printed."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(mpl.rcParams, "backend", "agg")
    page = (DOCS / name).read_text(encoding="utf-8")
    names: dict[str, object] = {"__name__": name}
    printed = ""
    for block in FENCED.finditer(page):
        language, text = block.groups()
        if language == "python":
            line = page.count("\n", 0, block.start()) + 1
            code = compile("\n" * line + text, str(DOCS / name), "exec")
            exec(code, names)  # noqa: S102 (our own pages)
            printed = capsys.readouterr().out
        elif language == "text":
            assert printed == text
            printed = ""


def test_pages_with_code_are_found() -> None:
    assert {"start.md", "model.md", "queries.md"} <= set(WITH_CODE)


def test_every_way_to_narrow_is_in_the_table() -> None:
    page = (DOCS / "queries.md").read_text(encoding="utf-8")
    public = {name for name in dir(AttributionView) if not name.startswith("_")}
    named = set(re.findall(r"^\|[^|]*\| `(\w+)\(", page, re.MULTILINE))
    table = page.split("## Every way to narrow")[1].split("\n## ")[0]
    narrowing = set(re.findall(r"^\|[^|]*\| `(\w+)\(", table, re.MULTILINE))
    assert narrowing == public - NOT_NARROWING
    assert named >= narrowing
    for name in public - {"settle"}:
        assert f"`{name}" in page or f".{name}" in page, name


def test_every_example_in_the_table_runs(seed: object) -> None:
    table = (DOCS / "queries.md").read_text(encoding="utf-8").split("## Every way to narrow")[1]
    examples = [
        example
        for line in table.split("\n## ")[0].splitlines()
        if line.count("|") == 4 and "`" in line
        for example in re.findall(r"`([^`]+)`", line.split("|")[3])
    ]
    assert len(examples) >= 20
    for example in examples:
        view = eval(f"g.attributions.{example}", {"g": seed})  # noqa: S307 (our own pages)
        assert isinstance(view, AttributionView), example


def test_every_page_is_in_the_table_of_contents() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    listed = set(index.split(":hidden:", 1)[1].split())
    assert {Path(name).stem for name in PAGES} - {"index"} <= listed


def test_links_between_pages_lead_somewhere() -> None:
    for name in PAGES:
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", (DOCS / name).read_text("utf-8")):
            assert "://" in link or (DOCS / link).exists(), f"{name}: {link}"


def test_every_error_and_warning_has_its_section() -> None:
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    public = {
        name
        for name in attribgraph.__all__
        if isinstance(each := getattr(attribgraph, name), type) and issubclass(each, Exception)
    }
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^##? |\Z)", page, re.MULTILINE | re.DOTALL))
    assert set(sections) == public
    for name, text in sections.items():
        assert name == "AttribGraphError" or "*What to do:*" in text, name
        if not issubclass(getattr(attribgraph, name), Warning):
            assert f"except ag.{name} as error" in text
    table = page.split("\n## ")[0]
    for name in public - {"AttribGraphError"}:
        built_in = re.search(rf"^\| \[`{name}`\]\(#\w+\) \| `(\w+)`", table, re.MULTILINE)
        if not issubclass(getattr(attribgraph, name), Warning):
            assert built_in is not None, name
            assert issubclass(getattr(attribgraph, name), getattr(builtins, built_in[1])), name
