"""The page on formats: its files are read, and mean the same."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from attribgraph.io import from_json, read_jsonl, read_toml, to_json, write_toml

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_json_is_as_it_is_written() -> None:
    text = block("json")
    assert to_json(from_json(text)) == text


def test_the_lines_are_read() -> None:
    graph = read_jsonl(StringIO(block("none")))
    assert [row.act.value for row in graph.attributions] == ["warn"]


def test_the_toml_is_read_and_kept() -> None:
    graph = read_toml(StringIO(block("toml")))
    warning, relay, own = graph.attributions
    assert (warning.document, relay.document, own.document) == (None, "article", "article")
    assert {row.recorded_by for row in graph.attributions} == {"ann"}
    assert graph.is_standing(warning.id)
    file = StringIO()
    assert not write_toml(graph, file)
    assert read_toml(StringIO(file.getvalue())) == graph


def test_the_seed_graph_is_kept() -> None:
    graph = read_toml(Path(__file__).parents[2] / "seeds" / "kursk-2024-10.toml")
    file = StringIO()
    assert not write_toml(graph, file)
    assert read_toml(StringIO(file.getvalue())) == graph
    assert from_json(to_json(graph)) == graph
