"""Themes: text and lines stand out, and colours can be told apart by every kind of eye."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from itertools import combinations

import pytest
from eyes import APART, EYES, contrast, distance, lab

from attribgraph.errors import UnknownValueError
from attribgraph.plot import DEFAULT_STYLE, HIGH_CONTRAST, PRINT, Style
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import MARKS

THEMES = {"default": DEFAULT_STYLE, "print": PRINT, "high contrast": HIGH_CONTRAST}
BOXES = ("document", "agency", "actor", "claim")
STANCES = ("support", "deny", "query", "comment")
LINES = (*STANCES, "relay", "document_line", "not_standing", "link")
each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


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
        flat += value if isinstance(value, tuple) else [value]
    colors = [each for each in flat if isinstance(each, str) and each.startswith("#")]
    assert len(colors) > 20
    assert all(each[1:3] == each[3:5] == each[5:7] for each in colors)
    assert PRINT.hatch_width > DEFAULT_STYLE.hatch_width


@each_theme
def test_a_style_is_frozen_and_can_be_changed_in_a_copy(theme: Style) -> None:
    with pytest.raises(FrozenInstanceError):
        theme.ink = "#000000"  # type: ignore[misc]
    assert replace(theme, fonts=("DejaVu Serif",)).ink == theme.ink


# -- told apart by more than colour ---------------------------------------------------------


def lines(theme: Style) -> dict[str, Look]:
    """The looks of lines, as plots draw them."""
    return {
        **{each: look_of(theme, each) for each in MARKS},
        "hedged": look_of(theme, "support", hedged=True),
        "fallen": look_of(theme, "support", stands=False),
        "relay": Look(theme.relay, theme.relay_width, shape=""),
        "document": Look(theme.document_line, theme.relay_width, shape=""),
    }


@each_theme
@pytest.mark.parametrize("eye", EYES)
def test_no_two_lines_differ_in_a_colour_alone_that_an_eye_may_miss(theme: Style, eye: str) -> None:
    for (one, first), (two, second) in combinations(lines(theme).items(), 2):
        carried = [(each.dashes, each.hollow, each.struck, each.shape) for each in (first, second)]
        apart = distance(first.color, second.color, eye)
        assert carried[0] != carried[1] or apart >= APART, (one, two)


@each_theme
def test_support_and_denial_differ_in_greyscale_by_glyph_and_hatch(theme: Style) -> None:
    assert theme.glyphs[0] != theme.glyphs[1]
    assert theme.dashes[0] != theme.dashes[1]
    assert 0 < theme.hatch_width < theme.hatch_gap
    assert contrast(theme.deny, theme.deny_fill) >= 3  # its hatch


def test_a_style_has_the_glyphs_and_dashes_that_it_is_given() -> None:
    style = Style(
        glyphs=("square", "plus", "triangle", "ring"), dashes=((), (1, 1), (2, 2), (3, 1))
    )
    looks = [look_of(style, each) for each in STANCES[:3]]
    assert [each.shape for each in looks] == ["square", "plus", "triangle"]
    assert [each.dashes for each in looks] == [(), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("fields_", "message"),
    [
        ({"glyphs": ("disk", "cross", "target", "ring")}, r"no glyph 'disk' \(did you mean 'disc'"),
        ({"glyphs": ("disc", "disc", "target", "ring")}, "glyphs of its own"),
        ({"glyphs": ("disc", "cross", "target")}, "glyphs of its own"),
        ({"glyphs": ("ring", "cross", "target", "disc")}, "half filled"),
        ({"dashes": ((), (), (1, 1), (2, 2))}, "dashes of its own"),
    ],
)
def test_a_style_that_tells_stances_no_longer_apart_is_refused(
    fields_: dict[str, object], message: str
) -> None:
    with pytest.raises(UnknownValueError, match=message):
        Style(**fields_)  # type: ignore[arg-type]
