from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pytest
from cases import CASES, LONG, base, random_graph
from checker import marked, sampled
from matplotlib.colors import to_rgba
from sheet import extents, faults

from attribgraph.corroboration import corroborate
from attribgraph.errors import UnknownIdError, UnknownValueError, WrongKindError
from attribgraph.model import Agency, Attribution, Claim, Document, Link
from attribgraph.plot import (
    DEFAULT_STYLE,
    HIGH_CONTRAST,
    PRINT,
    Style,
    alt_text,
    plot_corroboration,
    plot_provenance,
    save_figure,
)
from attribgraph.plot.flows import read_flows
from attribgraph.vocabulary import ClaimForm

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from attribgraph.graph import AttributionGraph
    from attribgraph.plot.flows import Flows


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def gids(ax: Axes, prefix: str) -> list[str]:
    return sorted({gid for gid, _ in marked(ax) if gid.startswith(prefix)})


def star(outlets: int) -> AttributionGraph:
    """Return one witness, one wire, and outlets that repeat it."""
    g = base()
    g.add(
        Attribution(id="said", sources="official", content="fire"),
        Attribution(id="wire-said", sources="north", content="said", act="report"),
        Attribution(id="denial", sources="korr", content="fire", act="deny", document="paper"),
    )
    for number in range(outlets):
        g.add(
            Agency(id=f"outlet-{number}", name=f"Outlet {number}"),
            Document(id=f"page-{number}", title=f"Page {number}", publisher=f"outlet-{number}"),
            Attribution(
                id=f"repeat-{number}",
                sources=f"outlet-{number}",
                content="wire-said",
                act="report",
                document=f"page-{number}",
            ),
        )
    return g


def breadth_at_claim(ax: Axes, side: str) -> float:
    """Return how broad the ribbons from origins are where they meet the claim."""
    (claim,) = (each for each in extents(ax, ("claim",)) if each.name == "claim")
    origins = list(extents(ax, (f"origin:{side}",)))
    total = 0.0
    for gid, patch in marked(ax):
        if not gid.startswith("ribbon-"):
            continue
        points = sampled(patch.get_path())
        ends = points[abs(points[:, 0] - claim.left) < 0.5]
        starts = points[points[:, 0] < min(points[:, 0]) + 0.5]
        middle = starts[:, 1].mean()
        if len(ends) and any(o.top <= middle <= o.bottom for o in origins):
            total += ends[:, 1].max() - ends[:, 1].min()
    return total


def shares(flows: Flows) -> Counter[tuple[str, int]]:
    total: Counter[tuple[str, int]] = Counter()
    for strand in flows.strands:
        total[strand.bundle] += strand.share  # type: ignore[assignment]
    return total


@pytest.mark.parametrize("name", CASES)
def test_nothing_overlaps_in_any_case(name: str) -> None:
    g = CASES[name]()
    for claim in g.claims:
        if claim.form is ClaimForm.STATEMENT:
            ax = plot_corroboration(g, claim, title=f"Case {name}", source_line="made up")
            assert faults(ax) == []
            plt.close()


def test_nothing_overlaps_in_the_seed_graph(seed: AttributionGraph) -> None:
    for claim in seed.claims:
        if claim.form is ClaimForm.STATEMENT:
            assert faults(plot_corroboration(seed, claim, as_of="2024")) == []
            plt.close()


@pytest.mark.parametrize("seed", range(12))
def test_nothing_overlaps_in_random_graphs(seed: int) -> None:
    g = random_graph(seed)
    counts = Counter(row.content for row in g.attributions)
    claims = [c for c in g.claims if c.form is ClaimForm.STATEMENT]
    for claim in sorted(claims, key=lambda each: -counts[each.id])[:2]:
        assert faults(plot_corroboration(g, claim, equivalents=True, narrower=True)) == []


def test_the_checker_sees_what_is_wrong() -> None:
    ax = plot_corroboration(star(3), "fire")
    text = next(each for each in ax.texts if each.get_text() == "Page 1")
    text.set_text("Page 1 " * 9)
    assert any("leaves its box" in each for each in faults(ax))


@pytest.mark.parametrize("seed", range(12))
def test_each_origin_has_one_unit_whatever_is_repeated(seed: int) -> None:
    g = random_graph(seed)
    for claim in g.claims:
        if claim.form is not ClaimForm.STATEMENT:
            continue
        flows = read_flows(g, claim.id, equivalents=False, narrower=False)
        found = corroborate(g, claim)
        totals = shares(flows)
        support = {key: total for key, total in totals.items() if key[0] == "support"}
        assert len(support) == found.independent_count
        assert all(total == pytest.approx(1) for total in support.values())
        chains = {s.key.partition("-")[0] for s in flows.strands if s.side == "support"}
        assert bool(chains) == bool(found.independent_count)


@pytest.mark.parametrize("outlets", [1, 2, 10, 40])
def test_repetition_never_widens(outlets: int) -> None:
    ax = plot_corroboration(star(outlets), "fire")
    support, denial = (breadth_at_claim(ax, side) for side in ("support", "deny"))
    assert support == pytest.approx(denial, rel=0.05)
    assert words(ax)[0].startswith(f"1 independent origin, {outlets} chain")


def test_two_origins_are_twice_as_broad_as_one_denial() -> None:
    g = star(2)
    g.attribute("lund", "fire", document="wire")
    ax = plot_corroboration(g, "fire")
    support, denial = (breadth_at_claim(ax, side) for side in ("support", "deny"))
    assert support == pytest.approx(2 * denial, rel=0.05)


def test_chains_are_threads_up_to_a_number() -> None:
    ax = plot_corroboration(star(10), "fire")
    assert len({gid for gid in gids(ax, "thread-repeat-") if gid.count(".") == 0}) == 10
    ax = plot_corroboration(star(60), "fire")
    assert "47 more documents" in " ".join(words(ax))
    assert "47 more relays" in words(ax)
    assert ax.get_figure().get_size_inches()[1] < 16
    assert faults(ax) == []


def test_sources_that_are_one_share_an_origin(seed: AttributionGraph) -> None:
    ax = plot_corroboration(seed, "troops-in-kursk")
    assert gids(ax, "origin:") == ["origin:support-1"]
    said = " ".join(words(ax))
    assert "2 sources, one origin" in said
    assert "Ukrainian defence intelligence (GUR) is part of Ukraine" in said
    assert words(ax)[0] == (
        "1 independent origin, 2 chains, denied by nobody; everything passes through the outlet"
    )
    broad = {gid: patch for gid, patch in marked(ax) if gid.startswith("ribbon-")}
    assert {gid.split("-0")[0] for gid in broad} == {
        "ribbon-ukraine-troops-in-kursk-ukraine",
        "ribbon-gur-troops-in-kursk-gur",
    }


def test_denial_is_hatched_and_comment_has_no_breadth(seed: AttributionGraph) -> None:
    ax = plot_corroboration(star(2), "fire")
    clipped = [patch for patch in ax.patches if patch.get_clip_path() is not None]
    assert clipped
    ax = plot_corroboration(seed, "troops-in-kursk")
    assert not [patch for patch in ax.patches if patch.get_clip_path() is not None]
    assert any("putin" in gid for gid in gids(ax, "thread-"))
    assert not any("putin" in gid for gid in gids(ax, "ribbon-"))
    assert "did not deny" in words(ax)


def test_rows_that_name_nobody_are_lines_apart() -> None:
    ax = plot_corroboration(CASES["nobody"](), "fire")
    assert gids(ax, "ribbon-") == []
    assert len(gids(ax, "thread-")) >= 1
    assert "nobody named" in words(ax)
    assert "1 statement by nobody named" in " ".join(words(ax)[:3])


def test_bottlenecks_are_framed_and_named() -> None:
    ax = plot_corroboration(star(4), "fire")
    assert " ".join(words(ax)).count("all support passes here") == 2
    assert "everything passes through Northwire and an official" in " ".join(words(ax)[:3])
    assert "bottleneck: all support passes through it" in words(ax)


def test_a_circle_is_said_to_be_one() -> None:
    ax = plot_corroboration(CASES["circular"](), "fire")
    assert "reports itself: a circle" in " ".join(words(ax))


def test_columns_run_as_in_provenance() -> None:
    g = star(3)
    order = []
    for ax in (plot_corroboration(g, "fire"), plot_provenance(g, claim="fire")):
        lefts = {}
        for prefix in ("document:", "relay-", "source:", "claim"):
            found = [
                each for each in extents(ax, (prefix,)) if ":" in each.name or prefix == "claim"
            ]
            lefts[prefix] = min(each.left for each in found)
        order.append(sorted(lefts, key=lefts.__getitem__))
    assert order[0] == order[1] == ["document:", "relay-", "source:", "claim"]


def test_equivalent_narrower_and_contrary_claims_count_as_asked() -> None:
    g = base()
    g.add(
        Claim(id="same", text="It was lithium"),
        Claim(id="exact", text="It was a lithium cell of the third row"),
        Claim(id="none", text="There was no lithium"),
        Link(subject="fire", relation="equivalent_to", object="same"),
        Link(subject="exact", relation="refines", object="fire"),
        Link(subject="fire", relation="contradicts", object="none"),
    )
    g.attribute("korr", "same", document="paper")
    g.attribute("lund", "exact", document="paper")
    g.attribute("official", "none", document="wire")
    assert words(plot_corroboration(g, "fire"))[0] == (
        "0 independent origins, 0 chains, denied by an official"
    )
    assert words(plot_corroboration(g, "fire", equivalents=True))[0].startswith("1 independent")
    ax = plot_corroboration(g, "fire", equivalents=True, narrower=True)
    assert words(ax)[0].startswith("2 independent origins")
    assert "There was no lithium" in " ".join(words(ax))
    assert faults(ax) == []


def test_views_are_drawn(seed: AttributionGraph) -> None:
    ax = plot_corroboration(seed.attributions.by("gur"), "troops-in-kursk")
    assert gids(ax, "source:") == ["source:gur"]
    whole = plot_corroboration(seed.claims, "troops-in-kursk")
    assert words(whole) == words(plot_corroboration(seed, "troops-in-kursk"))


def test_nothing_gives_a_notice(seed: AttributionGraph) -> None:
    for shown in (seed.attributions.by("yonhap"), star(1).attributions.where(lambda _: False)):
        claim = "troops-in-kursk" if "troops-in-kursk" in shown.claims() or shown else "fire"
        ax = plot_corroboration(shown, claim)
        assert words(ax)[0] == "Nobody is on record as asserting or denying this"
        assert faults(ax) == []


def test_what_is_not_taken_raises(seed: AttributionGraph) -> None:
    with pytest.raises(UnknownIdError):
        plot_corroboration(seed, "nothing")
    with pytest.raises(WrongKindError):
        plot_corroboration(seed, "gur")
    with pytest.raises(WrongKindError, match="question"):
        plot_corroboration(seed, "how-many-in-kursk")
    with pytest.raises(UnknownValueError):
        plot_corroboration(object(), "fire")  # type: ignore[arg-type]


def test_text_is_data() -> None:
    g = CASES["hostile"]()
    ax = plot_corroboration(g, "cost", title="$5 <b> \n two", source_line="a $ b $ c")
    assert words(ax)[0] == "$5 <b> two"
    assert any("It costs $5, or" in each for each in words(ax))
    g.edit("a", name=LONG)
    assert faults(plot_corroboration(g, "long")) == []


def test_the_same_graph_gives_the_same_file(tmp_path: Path) -> None:
    files = [
        save_figure(plot_corroboration(star(4), "fire"), tmp_path / f"{n}.svg").read_bytes()
        for n in range(2)
    ]
    assert files[0] == files[1]


@pytest.mark.parametrize("style", [PRINT, HIGH_CONTRAST])
def test_nothing_overlaps_in_other_styles(style: object) -> None:
    assert faults(plot_corroboration(star(5), "fire", style=style)) == []  # type: ignore[arg-type]


def test_given_axes_are_drawn_on() -> None:
    _, axes = plt.subplots(1, 2, figsize=(26, 10))
    assert plot_corroboration(star(3), "fire", ax=axes[0]) is axes[0]
    assert not axes[1].texts
    assert len(plt.get_fignums()) == 1


def test_it_can_be_told_in_words(seed: AttributionGraph) -> None:
    told = alt_text(plot_corroboration(seed, "troops-in-kursk", title="Kursk"))
    assert told.startswith("Kursk. The claim: North Korean units")
    assert "Counted as one: Ukrainian defence intelligence (GUR) is part of Ukraine." in told


def test_the_tip_of_support_has_the_glyph_that_the_key_gives_it() -> None:
    ax = plot_corroboration(
        star(2), "fire", style=Style(glyphs=("square", *DEFAULT_STYLE.glyphs[1:]))
    )
    color = to_rgba(DEFAULT_STYLE.support)
    squares = [
        each
        for each in ax.patches
        if each.get_facecolor() == color and len(each.get_path().vertices) == 5
    ]
    assert len(squares) == 2  # one at the claim, one in the key


def test_agencies_that_report_jointly_pass_on_one_chain() -> None:
    g = base()
    g.add(
        Attribution(id="said", sources="official", content="fire", document="paper"),
        Attribution(id="joint", sources=("north", "south"), content="said", act="report"),
    )
    ax = plot_corroboration(g, "fire")
    assert corroborate(g, "fire").chain_count == 2
    assert words(ax)[0].startswith("1 independent origin, 2 chains")
    assert [each for each in words(ax) if each.endswith(" chains")] == ["said · 2 chains"]
    assert any("that report jointly, each has one" in each for each in words(ax))
    assert not any("jointly" in each for each in words(plot_corroboration(base(), "fire")))
