from __future__ import annotations

import itertools
import random
import re
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
import pytest
from cases import CASES, LONG, base, random_graph
from checker import marked, sampled
from matplotlib.patches import PathPatch
from sheet import ARROWS, extents, faults, shared

from attribgraph.errors import UnknownIdError, UnknownValueError, WrongKindError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Attribution, Claim, Document, Link
from attribgraph.plot import (
    HIGH_CONTRAST,
    PRINT,
    PlotWarning,
    alt_text,
    plot_timeline,
    save_figure,
)
from attribgraph.plot.axis import make_axis
from attribgraph.plot.events import Stretch
from attribgraph.plot.routing import Grid

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from attribgraph.errors import AttribGraphError

DAY = 22_000.0


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def gids(ax: Axes, prefix: str) -> list[str]:
    return sorted({gid for gid, _ in marked(ax) if gid.startswith(prefix)})


def place(ax: Axes, row: str) -> tuple[float, float]:
    (found,) = extents(ax, (f"row-{row}",))
    return (found.left + found.right) / 2, (found.top + found.bottom) / 2


def told(*rows: Attribution | Link) -> AttributionGraph:
    return AttributionGraph(
        Actor(id="korr", name="A. Korr"),
        Actor(id="lund", name="R. Lund"),
        Claim(id="fire", text="The fire began at Berth 9"),
        Claim(id="hurt", text="Nobody was hurt", happened_at="2031-03-01/2031-03-09"),
        Document(id="paper", title="Front page", published_at="2031-03-06"),
        Document(id="later", title="Second page", published_at="2031-03-20"),
        *rows,
    )


def said(id_: str, day: str | None, **fields: object) -> Attribution:
    given = {"sources": "korr", "content": "fire", **fields}
    return Attribution(id=id_, said_at=day, **given)


@pytest.mark.parametrize("lanes", ["claim", "source"])
@pytest.mark.parametrize("name", CASES)
def test_nothing_overlaps_in_any_case(name: str, lanes: str) -> None:
    ax = plot_timeline(CASES[name](), lanes=lanes, title="T", source_line="made up", as_of="2031")
    assert faults(ax) == []


@pytest.mark.parametrize("clock", ["said_at", "happened_at", "published_at", "recorded_at"])
def test_nothing_overlaps_in_the_seed_graph(seed: AttributionGraph, clock: str) -> None:
    for lanes in ("claim", "source"):
        assert faults(plot_timeline(seed, lanes=lanes, clock=clock, title="Who said what")) == []


def dated_graph(seed: int) -> AttributionGraph:
    """Return a random graph with times of every kind, and responses."""
    g = random_graph(seed)
    dice = random.Random(seed)  # noqa: S311 (no secrets here)
    times = ["2031", "2031-03", "../2031-03-05", "2031-03-02/..", "2031-03-04/2031-03-09"]
    rows = list(g.attributions)
    for row in rows:
        if dice.random() < 0.4:
            g.edit(row.id, said_at=dice.choice(times))
    for document in g.documents:
        g.edit(document.id, published_at=dice.choice([None, *times, "2031-03-11"]))
    for one, two in zip(rows[::5], rows[3::5], strict=False):
        g.add(Link(subject=one, relation="responds_to", object=two))
    return g


def crowd(seed: int) -> AttributionGraph:
    """Return a graph of few lanes and many rows, reversals, retractions and responses."""
    dice = random.Random(seed)  # noqa: S311 (no secrets here)
    g = AttributionGraph()
    names = ["it", "the harbour master", "port", "those in charge of the second cargo"]
    g.add(Actor(id=f"actor-{n}", name=dice.choice(names)) for n in range(dice.randint(2, 8)))
    g.add(Claim(id=f"claim-{n}", text=f"Claim {n}") for n in range(dice.randint(1, 4)))
    g.add(Document(id="paper", title="Front page", published_at="2031-03-11"))
    days = dice.choice([3, 10, 28])
    rows = []
    for number in range(dice.randint(10, 60)):
        day = f"2031-03-{dice.randint(1, days):02}"
        row = g.attribute(
            dice.choice(g.actors.ids),
            dice.choice(g.claims.ids),
            id=f"row-{number}",
            act=dice.choice(["assert", "deny", "confirm", "deny", "question"]),
            said_at=dice.choice([day, day, day, "2031-03", None, f"../{day}", f"{day}/.."]),
            document=dice.choice([None, None, "paper"]),
        )
        rows.append(row)
        if dice.random() < 0.15:
            g.attribute(row.sources, row, act="retract", said_at=f"2031-03-{days:02}")
    for _ in range(dice.randint(0, 12)):
        one, two = dice.sample(rows, 2)
        g.add(Link(subject=one, relation="responds_to", object=two))
    return g


def arrows(ax: Axes) -> int:
    return sum(len(gids(ax, each)) for each in ARROWS)


def test_arrows_keep_off_texts_and_off_each_other_in_a_crowd() -> None:
    """Where dozens must pass between the same rows, one in twenty may share a stretch."""
    number = together = 0
    for seed in range(12):
        ax = plot_timeline(crowd(seed), lanes="source" if seed % 2 else "claim")
        assert faults(ax) == [], seed
        number += arrows(ax)
        together += len(shared(ax))
        plt.close("all")
    assert number > 150
    assert together <= number / 20


@pytest.mark.parametrize("lanes", ["claim", "source"])
def test_few_arrows_share_nothing(seed: AttributionGraph, lanes: str) -> None:
    assert shared(plot_timeline(seed, lanes=lanes)) == []
    g = told(
        said("first", "../2031-03-06"),
        *(said(f"r{n}", f"2031-03-0{n + 1}", sources="lund", content="hurt") for n in range(5)),
        *(Link(subject=f"r{n}", relation="responds_to", object="first") for n in range(5)),
    )
    ax = plot_timeline(g, lanes=lanes)
    assert arrows(ax) == 5
    assert faults(ax) == []
    assert shared(ax) == []


@pytest.mark.parametrize("seed", range(15))
def test_nothing_overlaps_in_random_graphs(seed: int) -> None:
    lanes = "source" if seed % 2 else "claim"
    assert faults(plot_timeline(dated_graph(seed), lanes=lanes)) == []


def test_the_checker_sees_what_is_wrong(seed: AttributionGraph) -> None:
    ax = plot_timeline(seed)
    ax.texts[-1].set_position(ax.texts[-2].get_position())
    assert any("texts overlap" in each for each in faults(ax))
    g = told(said("one", "2031-03-03"), said("two", "2031-03-05", act="deny"))
    ax = plot_timeline(g)
    line = next(patch for gid, patch in marked(ax) if gid.startswith("reversal-"))
    text = next(each for each in ax.texts if each.get_text() == "A. Korr")
    x, y = text.get_position()
    line.get_path().vertices[:] = np.linspace([x, y - 2], [x + 20, y - 2], len(line.get_path()))
    assert any("through a text" in each for each in faults(ax))
    ax = plot_timeline(told(said("one", "2031-03-03"), said("two", "2031-03-05", act="deny")))
    for gid, patch in list(marked(ax)):
        if gid.startswith("reversal-"):
            ax.add_patch(PathPatch(patch.get_path(), gid="response-twin"))
    assert any("share a stretch" in each for each in shared(ax))


def test_every_row_of_a_claim_has_one_glyph(seed: AttributionGraph) -> None:
    rows = [row.id for row in seed.attributions if row.content in seed.claims]
    ax = plot_timeline(seed)
    assert gids(ax, "row-") == sorted(f"row-{each}" for each in rows)


def test_joint_rows_stand_in_the_lane_of_each_source(seed: AttributionGraph) -> None:
    ax = plot_timeline(seed, lanes="source", claim="thousands-for-training")
    assert gids(ax, "lane-") == ["lane-south-korea", "lane-united-states"]
    assert len(gids(ax, "row-us-and-south-korea-training")) == 2


def test_time_runs_to_the_right_and_one_instant_is_stacked() -> None:
    g = told(
        said("early", "2031-03-03"),
        said("late", "2031-03-05"),
        said("twin", "2031-03-03", sources="lund"),
        said("never", None, sources="lund"),
    )
    ax = plot_timeline(g)
    assert place(ax, "early")[0] < place(ax, "late")[0] < place(ax, "never")[0]
    assert place(ax, "early")[0] == pytest.approx(place(ax, "twin")[0])
    assert abs(place(ax, "early")[1] - place(ax, "twin")[1]) > 7
    assert "No date" in words(ax)


def test_a_day_is_no_bar_but_what_is_not_precise_is() -> None:
    g = told(
        said("day", "2031-03-03"),
        said("month", "2031-03"),
        said("by", "../2031-03-04"),
        said("since", "2031-03-04/.."),
    )
    ax = plot_timeline(g)
    assert gids(ax, "span-") == ["span-by", "span-month", "span-since"]
    assert {"at some time in this stretch", "then or earlier", "then or later"} <= set(words(ax))
    assert "lasted all this time" not in words(ax)


def test_only_what_happened_can_last() -> None:
    g = told(said("one", "2031-03-03", content="hurt"))
    assert gids(plot_timeline(g), "span-") == []
    ax = plot_timeline(g, clock="happened_at")
    assert gids(ax, "span-") == ["span-one"]
    assert "lasted all this time" in words(ax)
    assert "at some time in this stretch" not in words(ax)


def test_hours_make_a_day_a_stretch() -> None:
    g = told(said("hour", "2031-03-03T14:30Z"), said("day", "2031-03-03", sources="lund"))
    ax = plot_timeline(g)
    assert gids(ax, "span-") == ["span-day"]
    assert "hours, in UTC" in words(ax)


def test_reversals_and_retractions_are_arrows() -> None:
    g = told(
        said("yes", "2031-03-03"),
        said("no", "2031-03-05", act="deny"),
        said("claimed", "2031-03-03", sources="lund"),
        Attribution(
            id="back", sources="lund", content="claimed", act="retract", said_at="2031-03-06"
        ),
    )
    ax = plot_timeline(g)
    assert gids(ax, "reversal-") == ["reversal-claimed-back", "reversal-yes-no"]
    line = next(patch for gid, patch in marked(ax) if gid == "reversal-yes-no")
    points = sampled(line.get_path())
    assert abs(points[0][0] - place(ax, "yes")[0]) < 7
    assert abs(points[-1][0] - place(ax, "no")[0]) < 12
    assert "the same source reverses or retracts it" in words(ax)


def test_both_sides_without_an_order_are_a_line_without_a_head() -> None:
    g = told(said("yes", "2031-03-03"), said("no", "2031-03-03", act="deny"))
    ax = plot_timeline(g)
    assert gids(ax, "both-") == ["both-yes-no"]
    assert gids(ax, "reversal-") == []


def test_responses_point_at_what_they_answer() -> None:
    g = told(
        said("one", "2031-03-03"),
        said("two", "2031-03-05", sources="lund", content="hurt"),
        Link(id="answer", subject="two", relation="responds_to", object="one"),
    )
    ax = plot_timeline(g)
    line = next(patch for gid, patch in marked(ax) if gid == "response-answer")
    points = sampled(line.get_path())
    assert abs(points[0][0] - place(ax, "two")[0]) < 7
    assert abs(points[-1][1] - place(ax, "one")[1]) < 1
    assert "responds to" in words(ax)


def test_publication_is_drawn_where_it_differs() -> None:
    g = told(
        said("same", "2031-03-06", document="paper"),
        said("before", "2031-03-03", document="paper", sources="lund"),
        said("long", "2031-03-03", document="later", sources="lund"),
    )
    assert gids(plot_timeline(g), "published-") == ["published-before", "published-long"]
    assert gids(plot_timeline(g, clock="published_at"), "published-") == []


def test_one_document_is_drawn_once(seed: AttributionGraph) -> None:
    ax = plot_timeline(seed)
    assert gids(ax, "published-") == ["published-kursk-article"]
    assert "lane-kursk-article" in gids(ax, "lane-")


def test_relays_have_a_mark_only_with_a_date_of_their_own() -> None:
    g = base()
    g.add(
        Attribution(id="said", sources="korr", content="fire", said_at="2031-03-03"),
        Attribution(id="told", sources="north", content="said", act="report", said_at="2031-03-05"),
        Attribution(id="other", sources="south", content="said", act="report", document="paper"),
    )
    ax = plot_timeline(g)
    assert gids(ax, "row-") == ["row-said", "row-told"]
    assert "A. Korr · via Southwire" in words(ax)
    assert "passes it on" in words(ax)


def test_denying_to_have_said_so_is_not_denying_the_claim() -> None:
    ax = plot_timeline(CASES["denied_saying"]())
    assert "about a statement" in words(ax)
    assert any("denied having said so" in each for each in words(ax))


def test_refs_claim_and_source_narrow(seed: AttributionGraph) -> None:
    assert gids(plot_timeline(seed, "troops-in-kursk"), "lane-")[:1] == ["lane-kursk-article"]
    ax = plot_timeline(seed, claim="troops-in-kursk", source=["gur", "putin"])
    assert gids(ax, "row-") == ["row-gur-troops-in-kursk", "row-putin-troops-in-kursk"]
    assert len(gids(plot_timeline(seed, "gur", "observers"), "row-")) == 2


def test_views_are_drawn(seed: AttributionGraph) -> None:
    assert gids(plot_timeline(seed.attributions.by("gur")), "row-") == ["row-gur-troops-in-kursk"]
    assert gids(plot_timeline(seed.claims), "row-") == gids(plot_timeline(seed), "row-")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"lanes": "agency"}, UnknownValueError),
        ({"clock": "noon"}, UnknownValueError),
        ({"claim": "nothing"}, UnknownIdError),
        ({"source": "troops-in-kursk"}, WrongKindError),
        ({"claim": "gur"}, WrongKindError),
    ],
)
def test_what_is_not_taken_raises(
    seed: AttributionGraph, options: dict[str, str], error: type[AttribGraphError]
) -> None:
    with pytest.raises(error):
        plot_timeline(seed, **options)


def test_something_else_than_a_graph_raises() -> None:
    with pytest.raises(UnknownValueError):
        plot_timeline("graph")  # type: ignore[arg-type]


def test_nothing_gives_a_notice() -> None:
    ax = plot_timeline(AttributionGraph(), title="Empty")
    assert words(ax) == ["Empty", "no attributions"]
    assert faults(ax) == []


def test_undated_rows_alone_need_no_axis() -> None:
    ax = plot_timeline(told(said("one", None)))
    assert "When it was said" not in words(ax)
    assert faults(ax) == []


def test_text_is_data() -> None:
    ax = plot_timeline(CASES["hostile"]())
    assert any("$\\frac{1}{0}$ <b>bold</b>" in each for each in words(ax))
    assert not any("\n" in each or "\x07" in each for each in words(ax))
    g = told(said("one", "2031-03-03", content="fire"))
    g.edit("fire", text=LONG)
    g.edit("korr", name="x" * 300)
    assert faults(plot_timeline(g)) == []
    assert faults(plot_timeline(g, lanes="source")) == []


def test_a_crowd_is_cut_with_a_warning() -> None:
    g = told(*(said(f"r{n}", f"2031-03-{n % 28 + 1:02}", cue=str(n)) for n in range(310)))
    with pytest.warns(PlotWarning, match=re.escape("300 of 310 rows")):
        ax = plot_timeline(g)
    assert any("300 of 310 rows" in each for each in words(ax))
    assert len(gids(ax, "row-")) == 300


def test_the_same_graph_gives_the_same_file(seed: AttributionGraph, tmp_path: Path) -> None:
    files = [
        save_figure(plot_timeline(seed, title="T"), tmp_path / f"{n}.svg").read_bytes()
        for n in range(2)
    ]
    assert files[0] == files[1]


@pytest.mark.parametrize("style", [PRINT, HIGH_CONTRAST])
def test_nothing_overlaps_in_other_styles(seed: AttributionGraph, style: object) -> None:
    assert faults(plot_timeline(seed, style=style)) == []  # type: ignore[arg-type]


def test_given_axes_are_drawn_on(seed: AttributionGraph) -> None:
    figure, axes = plt.subplots(1, 2, figsize=(24, 20))
    assert plot_timeline(seed, ax=axes[1]) is axes[1]
    assert not axes[0].texts
    assert len(plt.get_fignums()) == 1
    assert faults(axes[1]) == []
    figure.draw_without_rendering()


def test_it_can_be_told_in_words(seed: AttributionGraph) -> None:
    told_ = alt_text(plot_timeline(seed, claim="troops-in-kursk", title="Kursk"))
    assert told_.startswith("Kursk. 3 rows in 1 lane, 0 of them without a date.")
    assert "Putin did not deny" in told_


def test_the_axis_counts_in_what_fits() -> None:
    def axis(start: float, end: float) -> list[str]:
        made = make_axis([Stretch(start, start + 1), Stretch(end, end + 1)], [], 0.0, 430.0)
        assert made.x(start) >= 0
        assert made.x(end + 1) <= 430.01
        xs = [tick.x for tick in made.ticks]
        assert 2 <= len(xs) <= 11
        assert all(b - a > 30 for a, b in itertools.pairwise(xs))
        return [made.unit, *(tick.words for tick in made.ticks)]

    assert axis(DAY, DAY + 5)[0].startswith("days")
    assert axis(DAY, DAY + 200)[0].startswith("months")
    assert axis(DAY, DAY + 9000)[0] == "years"
    assert axis(-719_162.0, 2_932_895.0)[0] == "years"


def test_arrows_go_round_what_is_dear() -> None:
    grid = Grid(range(0, 50, 5), range(0, 50, 5))
    grid.charge((18, -1, 22, 37))
    corners = grid.route([(0.0, 0.0)], [(45.0, 0.0), (25.0, 5.0)])
    assert corners[0] == (0.0, 0.0)
    assert corners[-1] == (25.0, 5.0)  # the nearer of the two ends
    assert max(y for _, y in corners) == 40.0
    assert len(corners) == 4


def test_arrows_rather_run_together_than_through_a_text() -> None:
    grid = Grid((0.0, 40.0), (0.0, 5.0))
    grid.charge((10, 2, 30, 8))
    for _ in range(6):
        assert grid.route([(0.0, 0.0)], [(40.0, 0.0)]) == [(0.0, 0.0), (40.0, 0.0)]


def test_a_label_that_is_cut_keeps_its_bound_in_time() -> None:
    g = base()
    g.add(Actor(id="long", name="officials of several ministries and agencies of the country"))
    g.add(Claim(id="c", text="It burns"))
    for n, day in enumerate(("2031-03-05", "2031-03-06")):
        g.add(Document(id=f"paper{n}", title="Paper", published_at=day))
        g.attribute("long", "c", document=f"paper{n}")
    shown = {each.get_text() for each in plot_timeline(g).texts}
    cut = sorted(each for each in shown if each.startswith("officials"))
    assert [each.partition("… · ")[2] for each in cut] == ["by 5 Mar 2031", "by 6 Mar 2031"]


def test_two_years_have_more_than_two_ticks() -> None:
    g = base()
    g.add(Claim(id="c", text="It burns"))
    for day in ("2031-06-01", "2032-03-07", "2033-08-15"):
        g.attribute("korr", "c", said_at=day)
    shown = [each.get_text() for each in plot_timeline(g).texts]
    assert {"2032", "2033"} <= set(shown)  # each below a January
    assert sum(each in {"Jan", "May", "Sept"} for each in shown) >= 4
