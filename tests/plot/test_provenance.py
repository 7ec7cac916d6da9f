from __future__ import annotations

import os
import re
import warnings
from typing import TYPE_CHECKING, Any, Literal

import matplotlib.pyplot as plt
import pytest
from cases import (
    CASES,
    base,
    denied_saying,
    linked,
    parallel,
    random_graph,
    retracted,
    varied_graph,
)
from checker import is_box, is_line, marked, problems, sampled

from attribgraph.errors import UnknownIdError, UnknownValueError, WrongKindError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Claim
from attribgraph.plot import (
    MissingGlyphWarning,
    PlotWarning,
    Style,
    plot_provenance,
    statement_numbers,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from attribgraph.errors import AttribGraphError


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def gids(ax: Axes) -> set[str]:
    return {gid for gid, _ in marked(ax)}


def boxes(ax: Axes) -> set[str]:
    return {gid for gid in gids(ax) if is_box(gid)}


@pytest.mark.parametrize("name", CASES)
def test_nothing_overlaps_in_any_case(name: str) -> None:
    ax = plot_provenance(CASES[name](), title=f"Case {name}", source_line="made up", as_of="2031")
    assert problems(ax) == []


@pytest.mark.parametrize("start", range(10 if "CI" in os.environ else 1))
def test_nothing_overlaps_in_200_random_graphs(start: int) -> None:
    """In CI all of them are drawn, elsewhere every tenth: they take a minute.

    Every eighth is drawn to the left as well, every sixth summed up.
    """
    found = {}
    for number in range(start, 200, 10):
        g = varied_graph(number)
        found[number] = problems(drawn(g))
        if number % 8 == 0:
            found[number] += problems(drawn(g, direction="left"))
        if number % 6 == 0:
            way = "left" if number % 4 else "right"
            found[number] += problems(drawn(g, direction=way, summary=True))
        plt.close("all")
    assert {number: each[:3] for number, each in found.items() if each} == {}


def drawn(g: AttributionGraph, **options: Any) -> Axes:
    """Draw a graph that may be too much for one figure."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PlotWarning)
        return plot_provenance(g, **options)


@pytest.mark.parametrize("direction", ["right", "left"])
@pytest.mark.parametrize("summary", [False, True])
def test_nothing_overlaps_in_the_seed_graph(
    seed: AttributionGraph, direction: Literal["right", "left"], summary: bool
) -> None:
    ax = plot_provenance(
        seed,
        title="Who said what",
        source_line="One article",
        direction=direction,
        summary=summary,
    )
    assert problems(ax) == []
    height = ax.figure.get_size_inches()[1]
    assert height < 20


def test_the_checker_sees_what_is_wrong() -> None:
    ax = plot_provenance(parallel())
    ax.texts[0].set_text("Document " * 40)
    assert any(each.startswith("text") for each in problems(ax))
    ax = plot_provenance(parallel())
    line = next(patch for gid, patch in marked(ax) if is_line(gid))
    line.get_path().vertices[-1] += 30
    assert any("in the air" in each for each in problems(ax))
    ax = plot_provenance(parallel())
    lines = [patch for gid, patch in marked(ax) if gid.startswith("makes-")]
    lines[0].set_path(lines[1].get_path())
    assert any("coincide" in each for each in problems(ax))


def test_each_row_is_one_unbroken_line_from_document_to_claim() -> None:
    ax = plot_provenance(parallel())
    lines = {gid: sampled(patch.get_path()) for gid, patch in marked(ax) if is_line(gid)}
    g = parallel()
    for row in g.attributions.of("fire"):
        (relay,) = g.relays_of(row)
        found, passed, made = (
            lines[each] for each in (f"found-{relay.id}", f"relay-{relay.id}", f"makes-{row.id}")
        )
        # What enters a box at a height leaves it at that height.
        assert found[-1][1] == pytest.approx(passed[0][1])
        assert passed[-1][1] == pytest.approx(made[0][1])


def test_a_joint_statement_is_one_line_that_forks() -> None:
    ax = plot_provenance(CASES["joint"]())
    assert {gid for gid in gids(ax) if gid.startswith("makes-three")} == {
        "makes-three",
        "makes-three.2",
        "makes-three.3",
        "makes-three.4",
    }
    assert sum(gid.startswith("head-makes-three") for gid in gids(ax)) == 1


def test_numbers_run_from_the_top_down_and_relays_share_them() -> None:
    g = CASES["nested"]()
    ax = plot_provenance(g)
    numbers = statement_numbers(ax)
    firsthand = [row.id for row in g.attributions if row.content in g.claims]
    heads = {
        each.get_gid(): float(each.get_window_extent().y1)
        for each in ax.patches
        if str(each.get_gid()).startswith("head-makes-")
    }
    downwards = sorted(firsthand, key=lambda row: -heads[f"head-makes-{row}"])
    assert [numbers[each] for each in downwards] == [1, 2, 3, 4]
    for each in firsthand:
        for relay in g.relays_of(each):
            assert numbers[relay.id] == numbers[each]


def test_a_claim_narrows_and_hops_widen() -> None:
    g = CASES["nested"]()
    assert boxes(plot_provenance(g, claim="fire")) >= {"claim:fire", "source:korr"}
    assert "claim:why" not in boxes(plot_provenance(g, claim="fire"))
    assert "claim:why" in boxes(plot_provenance(g, claim="fire", hops=1))
    assert boxes(plot_provenance(g, claim=g.claims)) == boxes(plot_provenance(g))


def test_a_source_narrows_to_what_it_said_or_passed_on() -> None:
    g = CASES["nested"]()
    ax = plot_provenance(g, source="north")
    assert "claim:why" not in boxes(ax)
    assert {"claim:fire", "claim:safe"} <= boxes(ax)


def test_views_are_drawn_with_what_they_rest_on() -> None:
    g = CASES["nested"]()
    relays = g.attributions.by("north")
    assert "claim:fire" in boxes(plot_provenance(relays))
    assert boxes(plot_provenance(g.claims)) == boxes(plot_provenance(g))
    assert boxes(plot_provenance(g.documents)) == boxes(plot_provenance(g))


def test_rows_that_do_not_stand_are_marked_or_left_out() -> None:
    style = Style()
    ax = plot_provenance(retracted())
    line = dict(marked(ax))["makes-said"]
    assert style.not_standing.lower() in str(plt.matplotlib.colors.to_hex(line.get_edgecolor()))
    assert any("does not stand" in each for each in words(ax))
    ax = plot_provenance(retracted(), standing="only")
    assert "makes-said" not in gids(ax)
    ax = plot_provenance(denied_saying(), standing="only")
    assert "makes-denies" in gids(ax)
    assert any("a statement by" in each for each in words(ax))
    assert problems(ax) == []


def test_rows_about_rows_lead_to_a_tag_with_the_number() -> None:
    ax = plot_provenance(retracted())
    assert "row:said" in boxes(ax)
    assert f"statement {statement_numbers(ax)['said']}, by A. Korr" in words(ax)


def test_non_denial_hedge_and_relay_differ_in_line_and_words() -> None:
    g = base()
    g.attribute("korr", "fire", id="plain")
    g.attribute("korr", "fire", act="deny", negated=True, id="non-denial", said_at="2031-03-04")
    g.attribute("korr", "fire", act="believe", id="hedged")
    g.attribute("korr", "fire", act="deny", id="denied")
    ax = plot_provenance(g)
    lines = dict(marked(ax))
    styles = {
        (str(lines[f"makes-{each}"].get_linestyle()), lines[f"makes-{each}"].get_linewidth())
        for each in ("plain", "non-denial", "hedged", "denied")
    }
    assert len(styles) == 4
    assert {"said", "did not deny · 4 Mar", "believes", "denied"} <= set(words(ax))


def test_the_key_names_only_what_is_there() -> None:
    g = base()
    g.attribute("korr", "fire", document="paper")
    shown = words(plot_provenance(g))
    assert "supports" in shown
    assert not {"denies", "questions", "passes on", "contradicts"} & set(shown)
    assert "contradicts" in words(plot_provenance(linked()))


def test_contradictions_are_black_and_dotted() -> None:
    ax = plot_provenance(linked())
    links = [patch for gid, patch in marked(ax) if gid.startswith("link-")]
    assert len(links) == 5
    assert all(max(link.get_edgecolor()[:3]) < 0.1 for link in links)
    assert len({str(link.get_linestyle()) for link in links}) >= 4


def test_title_source_and_date_are_printed_on_request() -> None:
    g = parallel()
    assert not any("as of" in each for each in words(plot_provenance(g)))
    ax = plot_provenance(g, title="Who $ said", source_line="From <x>", as_of="2031-03-09")
    assert {"Who $ said", "From <x>", "Data as of 9 Mar 2031"} <= set(words(ax))


def test_no_text_is_mathematics() -> None:
    ax = plot_provenance(CASES["hostile"](), title="$a$ and $b$")
    assert not any(text.get_parse_math() for text in ax.texts)
    assert not any("\n" in each or "\x07" in each for each in words(ax))


def test_an_empty_graph_says_so() -> None:
    ax = plot_provenance(AttributionGraph(), title="Nothing")
    assert "no attributions" in words(ax)
    assert problems(ax) == []
    assert statement_numbers(ax) == {}


def test_given_axes_are_kept_to() -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(20, 8))
    right.plot([1, 2], [3, 4])
    limits, place = right.get_xlim(), left.get_position().bounds
    ax = plot_provenance(parallel(), ax=left, title="On the left")
    assert ax is left
    assert left.get_position().bounds == place
    assert right.get_xlim() == limits
    assert len(figure.axes) == 2
    assert problems(ax) == []
    frame = left.get_window_extent()
    for text in ax.texts:
        extent = text.get_window_extent()
        assert frame.x0 - 1 <= extent.x0 <= extent.x1 <= frame.x1 + 1
        assert frame.y0 - 1 <= extent.y0 <= extent.y1 <= frame.y1 + 1


def test_small_axes_are_warned_of() -> None:
    _, ax = plt.subplots(figsize=(3, 2))
    with pytest.warns(PlotWarning, match=r"points high.*inches"):
        plot_provenance(parallel(), ax=ax)


def test_missing_glyphs_warn_once_and_name_a_font() -> None:
    g = base()
    g.attribute("korr", Claim(id="hangul", text="\uc870\uc120 \U00013000 \uc624\ub298"))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plot_provenance(g).figure.canvas.draw()
    assert [each.category for each in caught] == [MissingGlyphWarning]
    assert "install" in str(caught[0].message)


def test_the_same_graph_gives_the_same_figure() -> None:
    def drawn() -> list[object]:
        ax = plot_provenance(random_graph(3))
        return [
            *[(text.get_text(), text.get_position()) for text in ax.texts],
            *[(gid, patch.get_path().vertices.tolist()) for gid, patch in marked(ax)],
        ]

    assert drawn() == drawn()


def test_ids_on_marks_are_unique_and_plain() -> None:
    g = CASES["linked"]()
    seen = [gid for gid, _ in marked(plot_provenance(g))]
    assert len(seen) == len(set(seen))
    assert all(re.fullmatch(r"[\w.:-]+", each) for each in seen)


def test_documents_with_an_address_link_to_it() -> None:
    ax = plot_provenance(CASES["two_routes"]())
    assert dict(marked(ax))["document:wire"].get_url() == "https://example.org/118"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"claim": "nowhere"}, UnknownIdError),
        ({"claim": "korr"}, WrongKindError),
        ({"source": "fire"}, WrongKindError),
        ({"hops": -1}, UnknownValueError),
        ({"hops": "two"}, UnknownValueError),
        ({"standing": "some"}, UnknownValueError),
        ({"summary": "yes"}, UnknownValueError),
        ({"direction": "down"}, UnknownValueError),
    ],
)
def test_wrong_options_are_named(options: dict[str, object], error: type[AttribGraphError]) -> None:
    with pytest.raises(error, match=str(next(iter(options.values())))):
        plot_provenance(parallel(), **options)


def test_only_graphs_and_views_are_drawn() -> None:
    with pytest.raises(UnknownValueError, match="a graph or a view"):
        plot_provenance(["fire"])  # type: ignore[arg-type]
