"""The discourse network, measured from its artists."""

from __future__ import annotations

import random
import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from cases import CASES, random_graph
from checker import is_box, marked, outline_distance, problems, sampled
from harbour import debate

from attribgraph import Actor, Agency, AttributionGraph, Claim, UnknownValueError, subtract
from attribgraph.plot import (
    HIGH_CONTRAST,
    PRINT,
    MissingGlyphWarning,
    PlotWarning,
    alt_text,
    plot_discourse,
    save_figure,
)

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from attribgraph.plot import Style


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def arcs(ax: Axes) -> dict[str, np.ndarray]:
    return {
        gid: sampled(patch.get_path())
        for gid, patch in marked(ax)
        if gid.startswith(("agree-", "oppose-"))
    }


def faults(ax: Axes) -> list[str]:
    """Return what is wrong: texts, boxes, and arcs that end nowhere or run through a box."""
    found = problems(ax)
    outlines = {gid: sampled(patch.get_path()) for gid, patch in marked(ax) if is_box(gid)}
    ends = []
    for gid, points in arcs(ax).items():
        for end in (points[0], points[-1]):
            if min(outline_distance(each, end) for each in outlines.values()) > 0.75:
                found.append(f"{gid} ends in the air")
            ends.append((gid, end))
        for name, outline in outlines.items():
            low, high = outline.min(axis=0), outline.max(axis=0)
            inside = (points[:, 0] > low[0] + 10) & (points[:, 0] < high[0] - 10)
            if (inside & (points[:, 1] > low[1]) & (points[:, 1] < high[1])).any():
                found.append(f"{gid} runs through {name}")
    found += [
        f"{one} and {other} share an end"
        for number, (one, at) in enumerate(ends)
        for other, to in ends[number + 1 :]
        if one != other and np.hypot(*(at - to)) < 1
    ]
    return found


def random_debate(seed: int, sources: int, rows: int) -> AttributionGraph:
    chance = random.Random(seed)  # noqa: S311 (not for secrets)
    g = AttributionGraph(
        *(Agency(id=f"a{n}", name=f"Agency of the {'very ' * (n % 4)}same {n}") for n in range(5)),
        *(Actor(id=f"p{n}", name=f"P. {n}", role="Chair") for n in range(sources - 5)),
        *(Claim(id=f"c{n}", text=f"Claim {n}") for n in range(6)),
    )
    ids = [each.id for each in g.sources]
    for number in range(rows):
        who, stance = chance.choice(ids), chance.choice(["support", "deny"])
        g.attribute(who, f"c{chance.randrange(6)}", stance=stance, id=f"r{number}")
    return g


@pytest.mark.parametrize("style", [None, PRINT, HIGH_CONTRAST, replace(PRINT, title_size=9.0)])
def test_nothing_overlaps_in_any_theme(style: Style | None) -> None:
    ax = plot_discourse(
        debate(), title="Two camps", source_line="Made up", as_of="2031-06", style=style
    )
    assert faults(ax) == []
    assert {"Two camps", "Made up", "Data as of June 2031"} <= set(words(ax))


@pytest.mark.parametrize("name", CASES)
def test_nothing_overlaps_in_any_case(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MissingGlyphWarning)
        assert faults(plot_discourse(CASES[name](), title=f"Case {name}")) == []


@pytest.mark.parametrize("seed", range(4))
def test_nothing_overlaps_in_random_graphs(seed: int) -> None:
    assert faults(plot_discourse(random_graph(seed))) == []
    crowd = random_debate(seed, 6 + 4 * seed, 20 + 30 * seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PlotWarning)
        assert faults(plot_discourse(crowd)) == []


def test_an_arc_for_each_tie_on_its_side() -> None:
    g = debate()
    ax = plot_discourse(g)
    network = subtract(g, "source", normalization="average", duplicates="document")
    cells = network.matrix.tocoo()
    ties = {
        (network.row_labels[row], network.row_labels[column]): weight
        for row, column, weight in zip(*cells.coords, cells.data, strict=True)
        if row < column
    }
    drawn = arcs(ax)
    assert len(drawn) == len(ties)
    boxes = [sampled(patch.get_path()) for gid, patch in marked(ax) if gid.startswith("source:")]
    middle = float(np.concatenate(boxes)[:, 0].mean())
    for gid, points in drawn.items():
        word, *ends = re.split("-", gid)
        weight = ties.get((ends[0], ends[1]), ties.get((ends[1], ends[0])))
        assert weight is not None
        assert (word == "agree") == (weight > 0)
        assert (points[:, 0] > middle).all() == (weight > 0)


def test_wider_is_stronger_and_the_key_says_how_strong() -> None:
    ax = plot_discourse(debate())
    widths = {gid: patch.get_linewidth() for gid, patch in marked(ax) if gid in arcs(ax)}
    strongest = max(widths, key=lambda each: widths[each])
    assert strongest in {"oppose-port-residents", "oppose-residents-port"}
    assert {"agree, 0.73", "disagree, 0.77", "bloc: sources that agree"} <= set(words(ax))
    # colour is not all: a tie of conflict is dashed, and on the other side
    assert all(
        (patch.get_linestyle() != "solid") == gid.startswith("oppose-")
        for gid, patch in marked(ax)
        if gid in widths
    )


def test_ties_can_be_left_out() -> None:
    few = plot_discourse(debate(), at_least=0.5)
    assert 0 < len(arcs(few)) < len(arcs(plot_discourse(debate())))


def test_a_crowd_is_cut_with_a_warning() -> None:
    with pytest.warns(PlotWarning, match="only the 40 of 60 sources"):
        ax = plot_discourse(random_debate(1, 60, 900))
    assert sum(gid.startswith("source:") for gid, _ in marked(ax)) == 40
    assert len(arcs(ax)) <= 240
    assert any(each.startswith("Only the 240 strongest") for each in words(ax))


def test_who_has_no_tie_is_counted() -> None:
    g = debate()
    g.add(Agency(id="lone", name="Lone Voice"), Claim(id="own", text="Its own claim"))
    g.attribute("lone", "own")
    shown = words(plot_discourse(g))
    assert any(each.startswith("Not shown: ") for each in shown)
    assert "Lone Voice" not in shown


def test_nothing_to_draw() -> None:
    ax = plot_discourse(AttributionGraph(), title="None")
    assert "no two sources share a claim" in words(ax)
    assert alt_text(ax) == "None. Discourse network without ties."


def test_the_description_names_blocs_and_ties() -> None:
    said = alt_text(plot_discourse(debate(), title="Two camps"))
    assert said.startswith("Two camps. Discourse network of 8 sources: 13 ties of agreement and 8")
    assert "Bloc 1: " in said
    assert "Valdena Port Company opposes Old Town Residents (0.77)." in said


def test_text_is_data() -> None:
    g = AttributionGraph(
        Agency(id="x", name="$x_1^2$ <script>alert(1)</script>"),
        Agency(id="y", name="a\nb\\n{}% " + "long " * 400),
        Claim(id="c", text="C"),
    )
    g.attribute("x", "c")
    g.attribute("y", "c")
    ax = plot_discourse(g, title="$\\frac{1}{2}$ & <b>")
    assert faults(ax) == []
    assert any("<script>" in each for each in words(ax))


def test_the_same_file_again(tmp_path: Path) -> None:
    files = []
    for number in range(2):
        files.append(tmp_path / f"{number}.svg")
        save_figure(plot_discourse(debate()).figure, files[-1])
    assert files[0].read_bytes() == files[1].read_bytes()
    text = files[0].read_text("utf-8")
    assert 'id="source:port"' in text
    assert 'id="oppose-' in text


def test_axes_of_ones_own() -> None:
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(16, 9))
    assert plot_discourse(debate(), ax=left) is left
    assert faults(left) == []
    with pytest.raises(UnknownValueError, match="nodes is 'source', 'actor' or 'agency'"):
        plot_discourse(debate(), "claim", ax=right)  # type: ignore[arg-type]
