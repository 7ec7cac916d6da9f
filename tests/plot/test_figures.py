"""The chart of figures, measured from its artists."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
import pytest
from cases import base
from checker import marked, problems
from harbour import figures

from attribgraph.disputes import contradictions
from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Claim, Document
from attribgraph.plot import HIGH_CONTRAST, PRINT, PlotWarning, alt_text, plot_figures
from attribgraph.plot.amounts import read_amounts
from attribgraph.quantity import Quantity

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLES = {
    "default": None,
    "print": PRINT,
    "serif": replace(PRINT, fonts=("DejaVu Serif",)),
    "high contrast": HIGH_CONTRAST,
}


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def shape(ax: Axes, row: str) -> np.ndarray:
    """The vertices of the mark of a row."""
    return np.asarray(dict(marked(ax))[f"figure:{row}"].get_path().vertices)


def given(*figures_: Quantity | str, **fields: object) -> AttributionGraph:
    g = base()
    for n, each in enumerate(figures_):
        quantity = each if isinstance(each, Quantity) else Quantity.parse(each, measure="m")
        g.add(Claim(id=f"c{n}", text=f"Figure {n}", quantity=quantity))
        g.attribute(
            "korr", f"c{n}", id=f"r{n}", said_at=f"2031-{n // 28 + 3:02}-{n % 28 + 1:02}", **fields
        )
    return g


def random_figures(seed: int) -> AttributionGraph:
    dice = random.Random(seed)  # noqa: S311 (no secrets here)
    g = AttributionGraph(
        Document(id="d", title="Document"),
        [Actor(id=f"a{n}", name="Actor " * dice.randint(1, 9)) for n in range(6)],
    )
    for n in range(dice.randint(1, 30)):
        low, high = sorted(round(10 ** dice.uniform(-1, 7), 2) for _ in range(2))
        ends = dice.choice([(low, high), (low, None), (None, high), (low, low)])
        quantity = Quantity(
            low=ends[0],
            high=ends[1],
            approximate=dice.random() < 0.4,
            unit=dice.choice([None, "soldiers", "a long unit of some kind " * 3]),
            measure=dice.choice([None, "one", "two"]),
            words=dice.choice([None, None, "a great many, " * dice.randint(1, 12)]),
        )
        g.add(Claim(id=f"c{n}", text=f"A claim about {n} " * dice.randint(1, 8), quantity=quantity))
        g.attribute(
            [f"a{m}" for m in dice.sample(range(6), dice.choice([0, 1, 1, 2, 3]))],
            f"c{n}",
            act=dice.choice(["assert", "assert", "deny", "question", "comment", "estimate"]),
            said_at=dice.choice([None, f"2031-03-{dice.randint(1, 28):02}"]),
            via=[f"a{dice.randrange(6)}"] if dice.random() < 0.3 else None,
            document="d",
        )
    return g


@pytest.mark.parametrize("style", STYLES)
def test_nothing_overlaps_in_any_theme(style: str) -> None:
    ax = plot_figures(
        figures(), title="How many", source_line="Made up", as_of="2031", style=STYLES[style]
    )
    assert problems(ax) == []


@pytest.mark.parametrize("seed", range(10))
def test_nothing_overlaps_in_random_graphs(seed: int) -> None:
    assert problems(plot_figures(random_figures(seed))) == []


def test_nothing_overlaps_in_the_seed_graph(seed: AttributionGraph) -> None:
    ax = plot_figures(seed, title="Figures")
    assert problems(ax) == []
    shown = words(ax)
    assert {"about 12,000", "thousands of soldiers", "at least 2"} <= set(shown)
    assert sum("no date" in each for each in shown) == 3


def test_measures_and_units_share_no_axis() -> None:
    g = given(
        Quantity(value=1, measure="m", unit="men"),
        Quantity(value=2, measure="m", unit="tons"),
        Quantity(value=3, measure="n", unit="men"),
        Quantity(value=4, unit="men"),
        Quantity(value=5, unit="men"),
        Quantity(value=6, measure="m", unit="men"),
    )
    panels = read_amounts(g, None, {}).panels
    assert [[each.quantity.value for each in panel.amounts] for panel in panels] == [
        [1, 6],
        [2],
        [3],
        [4],
        [5],
    ]
    assert {"men", "tons"} <= set(words(plot_figures(g)))


def test_rows_follow_time_and_the_undated_come_last() -> None:
    g = base()
    g.add(Claim(id="c", text="Many", quantity=Quantity(value=7, measure="m")))
    for day in ("2031-03-09", None, "2031-03", "2031-02-01"):
        g.attribute("korr", "c", said_at=day)
    (panel,) = read_amounts(g, "m", {}).panels
    assert [each.did for each in panel.amounts] == [
        "said · 1 Feb 2031",
        "said · Mar 2031",
        "said · 9 Mar 2031",
        "said · no date",
    ]


def test_relays_are_named_and_are_no_rows() -> None:
    g = base()
    g.add(Claim(id="c", text="Many", quantity=Quantity(value=7, measure="m")))
    g.attribute("korr", "c", via=["north", "south"], document="paper")
    assert len(read_amounts(g, None, {}).panels[0].amounts) == 1
    assert "via Northwire and Southwire" in " ".join(words(plot_figures(g)))


def test_forms_of_figures_have_forms_of_marks() -> None:
    ax = plot_figures(given("10", "about 10", "5 to 10", "at least 10", "up to 10"))
    exact, about, span, least, most = (shape(ax, f"r{n}") for n in range(5))
    middle = exact[:, 0].mean()
    assert about[:, 0].mean() == pytest.approx(middle)
    marks = dict(marked(ax))
    assert marks["figure:r0"].get_facecolor() != marks["figure:r1"].get_facecolor()
    assert span[:, 0].max() == pytest.approx(middle, abs=0.5)
    assert least[:, 0].min() == pytest.approx(middle, abs=0.5)
    assert least[:, 0].max() > middle + 20
    assert most[:, 0].max() == pytest.approx(middle, abs=0.5)
    assert most[:, 0].min() < span[:, 0].min()
    # the open side is the narrow one
    near, far = least[least[:, 0] < middle + 1], least[least[:, 0] > middle + 1]
    assert np.ptp(near[:, 1]) > 3 * np.ptp(far[:, 1])
    assert {"exact", "about: a tenth more or less", "from, to", "at least", "at most"} <= set(
        words(ax)
    )


def test_about_is_a_band_of_a_tenth_either_way() -> None:
    ax = plot_figures(given("about 100", "200"))
    hundred, two_hundred = shape(ax, "r0")[:, 0].mean(), shape(ax, "r1")[:, 0].mean()
    width = (two_hundred - hundred) / 100 * 20
    bands = [
        box
        for patch in ax.patches
        if (box := patch.get_path().get_extents()).width == pytest.approx(width, rel=0.01)
        and (box.x0 + box.x1) / 2 == pytest.approx(hundred)
    ]
    assert len(bands) == 1


def test_the_place_is_in_proportion_to_the_figure() -> None:
    ax = plot_figures(given("100", "200", "400"))
    one, two, four = (shape(ax, f"r{n}")[:, 0].mean() for n in range(3))
    assert four - two == pytest.approx(2 * (two - one))


def test_over_two_orders_of_magnitude_the_axis_is_logarithmic_and_says_so() -> None:
    ax = plot_figures(given("1", "100", "10,000"))
    one, two, three = (shape(ax, f"r{n}")[:, 0].mean() for n in range(3))
    assert three - two == pytest.approx(two - one)
    assert "logarithmic scale" in words(ax)
    assert "logarithmic scale" not in words(plot_figures(given("1", "100")))


def test_figures_that_exclude_each_other_are_joined() -> None:
    g = figures()
    ax = plot_figures(g)
    joined = {gid for gid, _ in marked(ax) if gid.startswith("excludes-")}
    assert len(joined) == len(contradictions(g)) == 9
    assert "cannot both hold" in words(ax)
    assert not any("cannot" in each for each in words(plot_figures(given("10", "10"))))


def test_too_many_exclusions_are_told_by_numbers() -> None:
    ax = plot_figures(given(*(str(n * 10) for n in range(1, 9))))
    assert not any(gid.startswith("excludes-") for gid, _ in marked(ax))
    assert "≠ 2–8" in words(ax)
    assert "≠ 1–3, 5–8" in words(ax)
    assert problems(ax) == []


def test_a_measure_narrows_and_names_are_printed() -> None:
    ax = plot_figures(figures(), measure="oil", names={"oil": "Oil in the basin"})
    assert "Oil in the basin" in words(ax)
    assert not any("1,200" in each for each in words(ax))
    assert len(read_amounts(figures(), ["oil", "jobs"], {}).panels) == 2


def test_an_unknown_measure_is_named_with_the_near_one() -> None:
    with pytest.raises(UnknownValueError, match=r"'oli'.*did you mean 'oil'.*jobs, oil"):
        plot_figures(figures(), measure="oli")


def test_views_are_drawn() -> None:
    g = figures()
    ax = plot_figures(g.attributions.by("union"))
    assert {gid for gid, _ in marked(ax) if gid.startswith("source:")} == {
        "source:union",
        "source:union.2",
    }
    assert len(list(marked(plot_figures(g.claims)))) == len(list(marked(plot_figures(g))))


def test_denied_and_questioned_figures_are_drawn_as_such() -> None:
    g = given("10", act="deny")
    g.attribute("lund", "c0", act="question")
    ax = plot_figures(g)
    assert {"denies", "questions"} <= set(words(ax))
    assert "supports" not in words(ax)


def test_an_empty_graph_says_so() -> None:
    ax = plot_figures(AttributionGraph(), title="Nothing")
    assert "no figures" in words(ax)
    assert problems(ax) == []
    assert alt_text(ax) == "Nothing. A chart of figures without any figure."


def test_too_much_is_cut_warned_of_and_said() -> None:
    g = given(*("10" for _ in range(28)), *(Quantity(value=1, measure="n") for _ in range(30)))
    with pytest.warns(PlotWarning, match="showing 40 of 58 statements"):
        ax = plot_figures(g)
    assert any(each.startswith("Showing 40 of 58") for each in words(ax))
    assert problems(ax) == []


def test_text_and_numbers_of_any_size_are_data() -> None:
    g = given(
        Quantity(low=10**300, measure="m", unit="$x^2$ <b>\nmen"),
        Quantity(high=-(10**300), measure="m", unit="$x^2$ <b>\nmen"),
        Quantity(value=0, measure="z", words="$0 " * 700),
    )
    ax = plot_figures(g, title="$a$")
    assert not any(text.get_parse_math() for text in ax.texts)
    assert problems(ax) == []


def test_given_axes_are_kept_to() -> None:
    _, (left, right) = plt.subplots(1, 2, figsize=(22, 9))
    assert plot_figures(figures(), ax=left) is left
    assert problems(left) == []
    assert not right.texts


def test_the_same_graph_gives_the_same_figure_with_unique_plain_ids() -> None:
    def drawn() -> list[object]:
        ax = plot_figures(random_figures(3))
        seen = [gid for gid, _ in marked(ax)]
        assert len(seen) == len(set(seen))
        assert all(re.fullmatch(r"[\w.:-]+", each) for each in seen)
        return [
            *[(text.get_text(), text.get_position()) for text in ax.texts],
            *[patch.get_path().vertices.tolist() for patch in ax.patches],
        ]

    assert drawn() == drawn()


def test_panels_of_one_unit_share_a_scale_if_their_figures_are_of_a_size() -> None:
    def ends(*sizes: tuple[float, str]) -> list[float]:
        g = given(*(Quantity(value=v, unit=u, measure=f"m{n}") for n, (v, u) in enumerate(sizes)))
        ax = plot_figures(g)
        return [float(shape(ax, f"r{n}")[:, 0].mean()) for n in range(len(sizes))]

    near, far = ends((12000, "men"), (2000, "men"))
    assert near > far + 100  # one axis for both
    near, far = ends((12000, "men"), (2000, "tons"))
    assert near == pytest.approx(far, abs=60)  # each on an axis of its own
    near, far = ends((12000, "men"), (20, "men"))
    assert near == pytest.approx(far, abs=60)


def test_the_key_has_no_hedge_that_is_not_drawn() -> None:
    g = given("5", act="deny", certainty="possible")
    assert "hedged or conditional" not in words(plot_figures(g))
    assert "hedged or conditional" in words(plot_figures(given("5", certainty="possible")))
