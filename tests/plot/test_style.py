"""Themes: text and lines stand out, and colours can be told apart by every kind of eye."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from itertools import combinations

import numpy as np
import pytest

from attribgraph.plot import DEFAULT_STYLE, HIGH_CONTRAST, PRINT, Style

THEMES = {"default": DEFAULT_STYLE, "print": PRINT, "high contrast": HIGH_CONTRAST}
BOXES = ("document", "agency", "actor", "claim")
STANCES = ("support", "deny", "query", "comment")
LINES = (*STANCES, "relay", "document_line", "not_standing", "link")
each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
EYES = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 15.0
"""Least CIE76 distance of two colours that mean different things; 2.3 is just noticeable."""

# linear sRGB to XYZ, and the white of D65 (IEC 61966-2-1)
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def linear(color: str) -> np.ndarray:
    parts = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    """Relative luminance, WCAG 2.1."""
    return float(linear(color) @ (0.2126, 0.7152, 0.0722))


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def lab(color: str, eye: str) -> np.ndarray:
    """CIE 1976 L*a*b* of a colour as an eye sees it."""
    seen = np.clip(np.array(EYES[eye]) @ linear(color), 0, 1)
    ratio = np.array(TO_XYZ) @ seen / WHITE
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, two: str, eye: str = "normal") -> float:
    return float(np.linalg.norm(lab(one, eye) - lab(two, eye)))


def test_the_measures_agree_with_the_standards() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert lab("#FF0000", "normal") == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    assert lab("#FFFFFF", "deuteranopia") == pytest.approx([100, 0, 0], abs=0.1)
    # red and green of one lightness: far apart for most, near for a deuteranope
    assert distance("#C24E00", "#6F7A00") > 50
    assert distance("#C24E00", "#6F7A00", "deuteranopia") < 30


@each_theme
@pytest.mark.parametrize("box", BOXES)
def test_text_is_readable_on_every_fill_and_outlines_stand_out(theme: Style, box: str) -> None:
    fill, edge = getattr(theme, box)
    assert contrast(theme.ink, fill) >= 4.5
    assert contrast(theme.soft_ink, fill) >= 4.5
    assert contrast(edge, fill) >= 3
    assert contrast(edge, theme.background) >= 3


@each_theme
@pytest.mark.parametrize("line", LINES)
def test_lines_stand_out_from_the_paper(theme: Style, line: str) -> None:
    assert contrast(getattr(theme, line), theme.background) >= 3


@each_theme
@pytest.mark.parametrize("stance", STANCES)
def test_glyphs_and_hatches_stand_out_from_the_fill_of_their_cell(
    theme: Style, stance: str
) -> None:
    fill = getattr(theme, f"{stance}_fill")
    assert contrast(getattr(theme, stance), fill) >= 3
    assert contrast(theme.ink, fill) >= 4.5


@each_theme
def test_text_is_readable_on_the_paper(theme: Style) -> None:
    assert contrast(theme.ink, theme.background) >= 4.5
    assert contrast(theme.soft_ink, theme.background) >= 4.5


def test_high_contrast_is_higher() -> None:
    assert contrast(HIGH_CONTRAST.soft_ink, HIGH_CONTRAST.background) >= 7
    assert min(contrast(getattr(HIGH_CONTRAST, each), "#FFFFFF") for each in LINES) >= 5
    assert HIGH_CONTRAST.text_size > DEFAULT_STYLE.text_size


@each_theme
@pytest.mark.parametrize("eye", EYES)
def test_stances_can_be_told_apart_by_every_eye(theme: Style, eye: str) -> None:
    for one, two in combinations(STANCES, 2):
        assert distance(getattr(theme, one), getattr(theme, two), eye) >= APART, (one, two)


@each_theme
@pytest.mark.parametrize("eye", EYES)
def test_outlines_of_boxes_can_be_told_apart_by_every_eye(theme: Style, eye: str) -> None:
    for one, two in combinations(BOXES, 2):
        assert distance(getattr(theme, one)[1], getattr(theme, two)[1], eye) >= APART, (one, two)


def test_the_print_theme_is_grey_alone() -> None:
    flat = []
    for each in fields(PRINT):
        value = getattr(PRINT, each.name)
        flat += [value] if isinstance(value, str) else value if isinstance(value, tuple) else []
    colors = [each for each in flat if each.startswith("#")]
    assert len(colors) > 20
    assert all(each[1:3] == each[3:5] == each[5:7] for each in colors)
    assert PRINT.hatch_width > DEFAULT_STYLE.hatch_width


@each_theme
def test_a_style_is_frozen_and_can_be_changed_in_a_copy(theme: Style) -> None:
    with pytest.raises(FrozenInstanceError):
        theme.ink = "#000000"  # type: ignore[misc]
    assert replace(theme, fonts=("DejaVu Serif",)).ink == theme.ink
