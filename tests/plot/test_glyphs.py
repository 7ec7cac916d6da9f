"""Glyphs: each shape is its own, keeps to its size, and is half filled where it is hedged."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from checker import sampled

from attribgraph.plot import DEFAULT_STYLE, Style, plot_stances, plot_timeline
from attribgraph.plot.marks import glyph, look_of
from attribgraph.plot.style import GLYPHS, SOLID

SUPPORT = look_of(DEFAULT_STYLE, "support")


def points(shape: str, *, hedged: bool = False) -> list[np.ndarray]:
    look = replace(SUPPORT, shape=shape, hollow=hedged)
    return [sampled(each.get_path()) for each in glyph((10.0, 20.0), look, paper="#FFFFFF")]


SHAPES = (*GLYPHS, look_of(DEFAULT_STYLE, "non-denial").shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_glyph_stands_about_its_centre_and_keeps_to_its_size(shape: str) -> None:
    every = np.concatenate(points(shape))
    assert np.abs(every - (10.0, 20.0)).max() < 3.4 * 1.31
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    assert np.abs(middle - (10.0, 20.0)).max() < 0.6


def test_no_two_glyphs_are_the_same() -> None:
    for one, other in combinations(SHAPES, 2):
        first, second = points(one), points(other)
        same = len(first) == len(second) and all(
            a.shape == b.shape and np.allclose(a, b) for a, b in zip(first, second, strict=True)
        )
        solid = (one in SOLID) != (other in SOLID)
        assert not same or solid, (one, other)


@pytest.mark.parametrize("shape", sorted(SOLID))
def test_a_hedged_one_is_filled_on_the_left_alone(shape: str) -> None:
    whole, half = points(shape, hedged=True)
    assert half[:, 0].max() == pytest.approx(10.0)
    assert half[:, 0].min() == pytest.approx(whole[:, 0].min(), abs=0.1)


def test_figure_and_key_draw_the_glyphs_of_the_style(seed: object) -> None:
    style = Style(glyphs=("triangle", "plus", "target", "ring"))
    for plot in (plot_stances, plot_timeline):
        shapes = {
            len(each.get_path().vertices)
            for each in plot(seed, style=style).patches  # type: ignore[operator]
            if each.get_facecolor()[:3] == pytest.approx((0.0, 0.5019, 0.3608), abs=1e-3)
        }
        assert 4 in shapes  # three corners, and back
