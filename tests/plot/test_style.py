from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from attribgraph.plot import DEFAULT_STYLE, Style


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


BOXES = ("document", "agency", "actor", "claim")
LINES = ("support", "deny", "query", "comment", "relay", "document_line", "not_standing", "link")


def test_the_measure_agrees_with_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("box", BOXES)
def test_text_is_readable_on_every_fill_and_outlines_stand_out(box: str) -> None:
    fill, edge = getattr(DEFAULT_STYLE, box)
    assert contrast(DEFAULT_STYLE.ink, fill) >= 4.5
    assert contrast(DEFAULT_STYLE.soft_ink, fill) >= 4.5
    assert contrast(edge, fill) >= 3
    assert contrast(edge, DEFAULT_STYLE.background) >= 3


@pytest.mark.parametrize("line", LINES)
def test_lines_stand_out_from_the_paper(line: str) -> None:
    assert contrast(getattr(DEFAULT_STYLE, line), DEFAULT_STYLE.background) >= 3


def test_a_style_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Style().ink = "#000000"  # type: ignore[misc]
