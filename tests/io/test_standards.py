"""What the formats of others share: files of every kind, missing packages, refusals."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest

import attribgraph as ag

if TYPE_CHECKING:
    from pathlib import Path

EXTRAS = {"prov": "prov", "stix": "stix2", "ftm": "followthemoney"}
READ = ["graphml", "gexf", "nodelink", "prov", "stix", "ftm", "claimreview"]
EVERY = [*READ, "dot", "mermaid"]


def writer(name: str) -> Any:
    if name in EXTRAS:
        pytest.importorskip(EXTRAS[name], reason=f"the extra {name} is not installed")
    return getattr(ag, f"write_{name}")


def sample() -> ag.AttributionGraph:
    graph = ag.AttributionGraph(
        ag.Agency(id="checkers", name="Prüfer", kind="fact_checker"),
        ag.Claim(id="c", text="The bridge is 김"),
    )
    graph.attribute("checkers", "c", act="assess", grade="false", grade_scale="truth_rating")
    return graph


@pytest.mark.parametrize("name", EVERY)
def test_paths_and_files_of_text_and_bytes(name: str, tmp_path: Path) -> None:
    write = writer(name)
    path, text, data = tmp_path / "김", io.StringIO(), io.BytesIO()
    losses = {str(write(sample(), target)) for target in (path, str(path), text, data)}
    assert len(losses) == 1
    assert path.read_bytes() == data.getvalue() == text.getvalue().encode()
    assert [each.name for each in tmp_path.iterdir()] == ["김"]
    if name in READ:
        read = getattr(ag, f"read_{name}")
        graphs = [read(path), read(str(path)), read(io.StringIO(text.getvalue()))]
        assert graphs[0] == graphs[1] == graphs[2] == read(io.BytesIO(data.getvalue()))
        marked = b"\xef\xbb\xbf" + data.getvalue()
        assert read(io.BytesIO(marked)) == graphs[0], "a byte order mark is passed over"


@pytest.mark.parametrize("name", list(EXTRAS))
def test_a_missing_package_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [each for each in sys.modules if each.split(".")[0] == EXTRAS[name]]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, EXTRAS[name], None)
    for what in (f"read_{name}", f"write_{name}"):
        arguments = (sample(), io.StringIO()) if what[0] == "w" else (io.StringIO("{}"),)
        with pytest.raises(ag.MissingExtraError, match=rf"^{what}\(\) .*attribgraph\[{name}\]'"):
            getattr(ag, what)(*arguments)


@pytest.mark.parametrize("name", ["graphml", "gexf", "nodelink", "prov", "stix", "ftm"])
def test_a_number_that_no_reader_takes_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    write, path = writer(name), tmp_path / "file"
    path.write_text("old")
    graph = ag.AttributionGraph(ag.Actor(id="a", name="A", extra={"n": 10**5_000}))
    with pytest.raises(ag.RecordError, match="actor 'a' cannot be written"):
        write(graph, path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("name", READ)
def test_a_missing_file_is_the_systems_error(name: str, tmp_path: Path) -> None:
    writer(name)
    with pytest.raises(FileNotFoundError):
        getattr(ag, f"read_{name}")(tmp_path / "none")
