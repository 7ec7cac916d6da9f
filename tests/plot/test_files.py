from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pytest
from cases import CASES

from attribgraph.errors import FormatError
from attribgraph.plot import plot_provenance, save_figure

if TYPE_CHECKING:
    from pathlib import Path


SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_files_are_the_same_byte_for_byte(tmp_path: Path, ending: str) -> None:
    first = save_figure(plot_provenance(CASES["nested"]()), tmp_path / f"one.{ending}")
    plt.close("all")
    second = save_figure(plot_provenance(CASES["nested"]()), tmp_path / f"two.{ending}")
    assert first.read_bytes() == second.read_bytes()


def test_a_file_is_the_same_whether_or_not_the_figure_was_shown(tmp_path: Path) -> None:
    ax = plot_provenance(CASES["nested"](), direction="left")
    first = save_figure(ax, tmp_path / "one.png", dpi=ax.figure.dpi)
    ax.figure.canvas.draw()
    second = save_figure(ax, tmp_path / "two.png", dpi=ax.figure.dpi)
    assert first.read_bytes() == second.read_bytes()


def test_svg_holds_text_as_text_and_ids_of_records(tmp_path: Path) -> None:
    path = save_figure(plot_provenance(CASES["hostile"]()), tmp_path / "figure.svg")
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 (written just now)
    texts = "".join(each for node in root.iter(f"{SVG}text") for each in node.itertext())
    assert "It costs $5" in texts
    assert "<script>" in texts
    ids = {node.get("id") for node in root.iter()}
    assert {"claim:cost", "source:b", "document:d"} <= ids
    assert not list(root.iter(f"{SVG}script"))


def test_a_box_and_its_words_are_one_link(tmp_path: Path) -> None:
    g = CASES["two_routes"]()
    g.edit("wire", title="<a> & Dispatch 118 on what was said about the fire at the port")
    path = save_figure(plot_provenance(g), tmp_path / "figure.svg")
    root = ET.parse(path).getroot()  # noqa: S314 (written just now)
    (link,) = root.iter(f"{SVG}a")
    shown = [text for each in link.iter(f"{SVG}text") for text in each.itertext()]
    assert " ".join(shown) == g["wire"].title
    assert len(shown) > 1
    assert len(list(link.iter(f"{SVG}path"))) == 1
    assert not [each for each in root.iter() if str(each.get("id")).startswith("words")]


def test_a_figure_may_be_given_for_its_axes(tmp_path: Path) -> None:
    ax = plot_provenance(CASES["nested"]())
    assert save_figure(ax.figure, tmp_path / "a.png").stat().st_size > 10_000


def test_other_endings_and_missing_folders_are_refused(tmp_path: Path) -> None:
    ax = plot_provenance(CASES["nested"]())
    with pytest.raises(FormatError, match=r"\.gif"):
        save_figure(ax, tmp_path / "a.gif")
    with pytest.raises(FormatError, match="nowhere"):
        save_figure(ax, tmp_path / "nowhere" / "a.png")
