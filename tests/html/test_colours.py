"""The page's colours, light and dark: they stand out, and every eye tells stances apart."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from eyes import APART, EYES, contrast, distance

from attribgraph.html.page import _asset, _variables
from attribgraph.plot import DEFAULT_STYLE

COLOR = re.compile(r"--([\w-]+): (#[0-9a-fA-F]{6});")
LIGHT = dict(COLOR.findall(_variables(DEFAULT_STYLE)))
DARK = dict(COLOR.findall(_asset("app.css").partition("prefers-color-scheme: dark")[2]))
STANCES = ("support", "deny", "query", "comment")
each_scheme = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])


def test_dark_has_every_colour_that_light_has() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert len(DARK) > 20


@each_scheme
def test_text_can_be_read(colors: dict[str, str]) -> None:
    for paper in ("paper", "panel", *(f"{each}-fill" for each in ("document", "agency", "actor"))):
        assert contrast(colors["ink"], colors[paper]) >= 4.5
        assert contrast(colors["soft"], colors[paper]) >= 4.5


@each_scheme
def test_lines_and_outlines_stand_out(colors: dict[str, str]) -> None:
    for line in (*STANCES, "relay", "found", "fallen", "link", "focus"):
        assert contrast(colors[line], colors["paper"]) >= 3
    for box in ("document", "agency", "actor", "claim"):
        assert contrast(colors[f"{box}-edge"], colors[f"{box}-fill"]) >= 3


@each_scheme
@pytest.mark.parametrize("eye", EYES)
def test_every_eye_tells_stances_apart(colors: dict[str, str], eye: str) -> None:
    for one, two in combinations(STANCES, 2):
        assert distance(colors[one], colors[two], eye) >= APART, (one, two)
