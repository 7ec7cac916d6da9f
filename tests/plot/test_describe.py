"""What figures say to those who cannot see them, and where it is written."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pytest
from cases import CASES, nested
from harbour import debate, figures
from PIL import Image

from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.plot import alt_text, plot_figures, plot_provenance, plot_stances, save_figure

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"


def test_the_matrix_is_told_source_by_source() -> None:
    text = alt_text(plot_stances(debate(), order="given"))
    assert text.startswith("Who stands where. Matrix of 8 sources and 10 claims. ")
    assert "L. Venn: supports claims 1, 5, 8 and 9; " in text
    assert "; went from denial to support on claim 5." in text
    assert "retracted what it said of claim" in text
    assert "in an order not known" in text
    assert "did not deny claim" in text
    assert "Claim 2: The cranes passed their last inspection." in text


def test_figures_are_told_one_by_one_with_what_they_exclude() -> None:
    text = alt_text(plot_figures(figures(), title="How many?"))
    assert text.startswith("How many? Chart of 10 figures, 2 measures. ")
    assert "1. Chamber of Commerce (warned · 3 May 2031): at least 1,200." in text
    assert "(said · 24 May 2031, via Northwire): hundreds of jobs." in text
    assert "Figures 1 and 2 cannot both hold." in text


def test_a_provenance_figure_is_told_statement_by_statement() -> None:
    text = alt_text(plot_provenance(nested(), title="Who said what"))
    assert text.startswith(
        "Who said what. Claim-provenance diagram of 4 statements by 2 sources about 3 claims "
        "in 2 documents. 1. "
    )
    assert "According to Southwire, citing Northwire, citing R. Lund, Minister A. Korr" in text
    assert " 4. " in text


@pytest.mark.parametrize("plot", [plot_provenance, plot_stances, plot_figures])
def test_every_plot_is_told_even_an_empty_one_and_on_one_line(plot: object) -> None:
    for g in (AttributionGraph(), CASES["hostile"](), CASES["denied_saying"]()):
        text = alt_text(plot(g))  # type: ignore[operator]
        assert len(text) > 20
        assert "\n" not in text
        assert "\x07" not in text


def test_axes_that_hold_no_figure_of_ours_are_refused() -> None:
    _, ax = plt.subplots()
    with pytest.raises(UnknownValueError, match="no figure that attribgraph drew"):
        alt_text(ax)


def test_svg_has_a_title_and_a_description_for_screen_readers(tmp_path: Path) -> None:
    ax = plot_stances(CASES["hostile"](), title='<script> & "quotes"')
    root = ET.parse(save_figure(ax, tmp_path / "a.svg")).getroot()  # noqa: S314 (ours)
    title, description = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", '<script> & "quotes"')
    assert (description.tag, description.text) == (f"{SVG}desc", alt_text(ax))
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")
    assert "document" in str(root.get("role"))


def test_png_and_pdf_carry_it_as_metadata(tmp_path: Path) -> None:
    ax = plot_figures(figures(), title="Сколько — how many?")
    with Image.open(save_figure(ax, tmp_path / "a.png", dpi=40)) as image:
        assert image.info["Title"] == "Сколько — how many?"
        assert image.info["Description"] == alt_text(ax)
    assert b"/Subject" in save_figure(ax, tmp_path / "a.pdf").read_bytes()


def test_figures_with_several_axes_tell_of_each(tmp_path: Path) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(30, 14))
    plot_stances(debate(), ax=left, title="Left")
    plot_figures(figures(), ax=right, title="Right")
    root = ET.parse(save_figure(figure, tmp_path / "a.svg")).getroot()  # noqa: S314 (ours)
    assert root[0].text == "Left / Right"
    assert alt_text(left) in str(root[1].text)
    assert alt_text(right) in str(root[1].text)


def test_a_figure_without_our_plots_is_written_plainly(tmp_path: Path) -> None:
    figure, _ = plt.subplots()
    root = ET.parse(save_figure(figure, tmp_path / "a.svg")).getroot()  # noqa: S314 (ours)
    assert root.find(f"{SVG}desc") is None
