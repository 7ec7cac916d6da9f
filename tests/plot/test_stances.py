"""The stance matrix, measured from its artists."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pytest
from cases import CASES, LONG, base, random_graph
from checker import marked, problems
from harbour import debate

from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Claim
from attribgraph.plot import (
    HIGH_CONTRAST,
    PRINT,
    MissingGlyphWarning,
    PlotWarning,
    alt_text,
    plot_stances,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def gids(ax: Axes) -> list[str]:
    return [gid for gid, _ in marked(ax)]


STYLES = {
    "default": None,
    "print": PRINT,
    "serif": replace(PRINT, fonts=("DejaVu Serif",)),
    "high contrast": HIGH_CONTRAST,
}


@pytest.mark.parametrize("heads", ["text", "numbers"])
@pytest.mark.parametrize("style", STYLES)
def test_nothing_overlaps_in_any_theme(style: str, heads: str) -> None:
    ax = plot_stances(
        debate(),
        title="Two camps",
        source_line="Made up",
        as_of="2031-06",
        style=STYLES[style],
        heads=heads,  # type: ignore[arg-type]
    )
    assert problems(ax) == []


@pytest.mark.parametrize("name", CASES)
def test_nothing_overlaps_in_any_case(name: str) -> None:
    assert problems(plot_stances(CASES[name](), title=f"Case {name}")) == []


@pytest.mark.parametrize("seed", range(10))
def test_nothing_overlaps_in_random_graphs(seed: int) -> None:
    assert problems(plot_stances(random_graph(seed))) == []


def test_nothing_overlaps_in_the_seed_graph(seed: AttributionGraph) -> None:
    ax = plot_stances(seed, title="Who stands where")
    assert problems(ax) == []
    assert sum(gid.startswith("cell:") for gid in gids(ax)) == 30


def test_there_is_a_cell_for_each_source_and_claim_and_a_key_for_all() -> None:
    ax = plot_stances(debate())
    assert {"cell:venn:close", "source:venn", "claim:close"} <= set(gids(ax))
    assert {
        "supports",
        "denies",
        "questions",
        "did not deny",
        "neither supports nor denies",
        "supports, hedged or on a condition",
        "retracted by the source itself",
        "changed position: earlier, later",
        "both, and no date tells which came first",
        "how many times it was said",
    } <= set(words(ax))


def test_the_key_has_only_what_is_there() -> None:
    g = base()
    g.attribute("korr", "fire")
    shown = words(plot_stances(g))
    assert "supports" in shown
    assert not {"denies", "questions", "agency", "did not deny"} & set(shown)


def test_denials_alone_are_hatched() -> None:
    def hatches(act: str) -> int:
        g = base()
        g.attribute("korr", "fire", act=act)
        color = plt.matplotlib.colors.to_rgba("#C24E00")
        return sum(
            patch.get_edgecolor() == color and len(patch.get_path().vertices) > 6
            for patch in plot_stances(g).patches
            if not patch.get_fill()
        )

    assert hatches("deny") > hatches("assert") == 0


def test_stances_can_be_told_apart_without_colour() -> None:
    """Each stance's cell has shapes of its own: what is drawn differs, colours set aside."""

    def shapes(**fields: object) -> list[object]:
        g = base()
        g.attribute("korr", "fire", **fields)
        ax = plot_stances(g)
        box = next(p for gid, p in marked(ax) if gid.startswith("cell:")).get_path().get_extents()
        return sorted(
            (
                len(patch.get_path().vertices),
                *patch.get_path().get_extents().size.round(1),
                bool(patch.get_fill()) and sum(patch.get_facecolor()[:3]) > 2.9,
                patch.get_zorder(),
            )
            for patch in ax.patches
            if box.contains(*patch.get_path().get_extents().get_points().mean(axis=0))
        )

    kinds = [
        shapes(),
        shapes(act="deny"),
        shapes(act="question"),
        shapes(act="comment"),
        shapes(act="deny", negated=True),
        shapes(certainty="possible"),
    ]
    assert all(one != two for n, one in enumerate(kinds) for two in kinds[n + 1 :])


def test_margins_count_where_sources_stand_in_the_end() -> None:
    g = base()
    for _ in range(3):
        g.attribute("korr", "fire", occasion=str(_))
    g.attribute("lund", "fire", said_at="2031-03-01")
    g.attribute("lund", "fire", said_at="2031-03-02", act="deny")
    shown = words(plot_stances(g, heads="text"))
    # korr's three rows are one source that supports; lund denies in the end
    assert [each for each in shown if each.isdigit()] == ["1"] * 4
    assert "\N{MULTIPLICATION SIGN}3" in shown


def test_views_are_drawn() -> None:
    g = debate()
    ax = plot_stances(g.attributions.by("port", "union"))
    assert {gid for gid in gids(ax) if gid.startswith("source:")} == {"source:port", "source:union"}
    assert len(gids(plot_stances(g.claims))) == len(gids(plot_stances(g)))


def test_an_empty_graph_says_so() -> None:
    ax = plot_stances(AttributionGraph(), title="Nothing")
    assert "no statements about claims" in words(ax)
    assert problems(ax) == []
    assert alt_text(ax).endswith("without statements about claims.")


def test_too_much_is_cut_warned_of_and_said() -> None:
    g = AttributionGraph([Actor(id=f"a{n}", name=f"Actor {n}") for n in range(50)])
    claims = [Claim(id=f"c{n}", text=f"Claim number {n}") for n in range(45)]
    g.add(claims)
    for n in range(50):
        g.attribute(f"a{n}", f"c{n % 45}")
    with pytest.warns(PlotWarning, match="of 50 sources and 40 of 45 claims"):
        ax = plot_stances(g)
    assert any(each.startswith("Showing the") for each in words(ax))
    assert problems(ax) == []


def test_text_is_data() -> None:
    g = base()
    g.attribute("korr", Claim(id="cost", text="It costs $5 <b>\nor $6"))
    g.attribute("lund", Claim(id="long", text=LONG))
    ax = plot_stances(g, title="$a$ & <i>")
    assert not any(text.get_parse_math() for text in ax.texts)
    assert "It costs $5 <b> or $6" in " ".join(words(ax))
    assert problems(ax) == []


def test_missing_glyphs_warn_once() -> None:
    g = base()
    g.attribute("korr", Claim(id="hangul", text="\uc870\uc120 \U00013000 \uc624\ub298"))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plot_stances(g).figure.canvas.draw()
    assert [each.category for each in caught] == [MissingGlyphWarning]


def test_given_axes_are_kept_to() -> None:
    _, (left, right) = plt.subplots(1, 2, figsize=(20, 9))
    assert plot_stances(debate(), ax=left) is left
    assert problems(left) == []
    assert not right.texts


def test_the_same_graph_gives_the_same_figure_with_unique_plain_ids() -> None:
    def drawn() -> list[object]:
        ax = plot_stances(random_graph(5))
        seen = gids(ax)
        assert len(seen) == len(set(seen))
        assert all(re.fullmatch(r"[\w.:-]+", each) for each in seen)
        return [
            *[(text.get_text(), text.get_position()) for text in ax.texts],
            *[patch.get_path().vertices.tolist() for patch in ax.patches],
        ]

    assert drawn() == drawn()


@pytest.mark.parametrize("options", [{"order": "alphabet"}, {"heads": "none"}])
def test_wrong_options_are_named(options: dict[str, str]) -> None:
    with pytest.raises(UnknownValueError, match=next(iter(options.values()))):
        plot_stances(debate(), **options)  # type: ignore[arg-type]
