"""The pages of the documentation: their code runs, and prints what they say it prints."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

import pytest
from pages import DOCS, PAGES, PICTURES, SHOWN, WITH_CODE, run, says, text_of

import attribgraph
from attribgraph import AttributionView

if TYPE_CHECKING:
    from pathlib import Path

TABLE = re.compile(r"^```{toctree}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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
def test_the_code_of_a_page_runs(name: str, tmp_path: Path) -> None:
    """A text block is what the code before it printed; a picture is what the code drew."""
    try:
        pairs = run(name, tmp_path)
    except attribgraph.MissingExtraError as error:
        pytest.skip(str(error))  # .ci/run has every extra
    for printed, said in pairs:
        assert printed == said
    for picture in SHOWN.findall(text_of(name)):
        drawn = says(tmp_path / picture)
        assert says(PICTURES / picture) == drawn, "python tests/pages.py draws it anew"


def test_pages_with_code_are_found() -> None:
    assert {"start.md", "model.md", "queries.md", "howto/gephi.md"} <= set(WITH_CODE)


def test_every_picture_of_a_page_is_shown() -> None:
    shown = {each for name in PAGES for each in SHOWN.findall(text_of(name))}
    assert {path.name for path in PICTURES.iterdir()} == shown


def test_every_way_to_narrow_is_in_the_table() -> None:
    page = text_of("queries.md")
    public = {name for name in dir(AttributionView) if not name.startswith("_")}
    named = set(re.findall(r"^\|[^|]*\| `(\w+)\(", page, re.MULTILINE))
    table = page.split("## Every way to narrow")[1].split("\n## ")[0]
    narrowing = set(re.findall(r"^\|[^|]*\| `(\w+)\(", table, re.MULTILINE))
    assert narrowing == public - NOT_NARROWING
    assert named >= narrowing
    for name in public - {"settle"}:
        assert f"`{name}" in page or f".{name}" in page, name


def test_every_example_in_the_table_runs(seed: object) -> None:
    table = text_of("queries.md").split("## Every way to narrow")[1]
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


def test_every_page_is_in_a_table_of_contents() -> None:
    listed = {
        (DOCS / name).parent.joinpath(entry).relative_to(DOCS).as_posix()
        for name in PAGES
        for table in TABLE.findall(text_of(name))
        for entry in re.findall(r"^(?:.*<)?([\w/-]+)>?$", table, re.MULTILINE)
    }
    assert {name.removesuffix(".md") for name in PAGES} - {"index"} <= listed


def test_links_between_pages_lead_somewhere() -> None:
    for name in PAGES:
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text_of(name)):
            there = (DOCS / name).parent / link
            built = there.parent == DOCS / "examples"
            assert built or "://" in link or there.exists(), f"{name}: {link}"


def test_every_public_name_is_in_the_reference() -> None:
    """In a list of names once, or in the sentence about aliases for annotations."""
    page = text_of("api.rst")
    listed = re.findall(r"^   (\w+)$|^\.\. autodata:: (\w+)$", page, re.MULTILINE)
    names = ["".join(each) for each in listed]
    assert len(names) == len(set(names))
    aliases = set(re.findall(r"``(\w+)``", page)) - {"tables", "spark"}
    public = set(attribgraph.__all__) - {"__version__"}
    assert set(names) <= public
    assert public - set(names) <= aliases


def test_every_error_and_warning_has_its_section() -> None:
    page = text_of("errors.md")
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
