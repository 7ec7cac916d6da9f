"""Where each source stands, read from rows: changes, retractions, order and what is left out."""

from __future__ import annotations

import pytest
from cases import base, random_graph
from hypothesis import given
from hypothesis import strategies as st

from attribgraph.disputes import reversals
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Attribution, Claim
from attribgraph.plot.chains import NOBODY
from attribgraph.plot.positions import Cell, Part, Positions, read_positions, seriate


def cell(g: AttributionGraph, source: str = "korr", claim: str = "fire") -> Cell:
    return read_positions(g, order="given").cells[source, claim]


def marks(found: Cell) -> list[str]:
    return [part.mark for part in found.parts]


def test_a_cell_has_the_stances_taken_and_counts_its_rows() -> None:
    g = base()
    g.attribute("korr", "fire", said_at="2031-03-01")
    g.attribute("korr", "fire", said_at="2031-03-02")
    g.attribute("korr", "fire", act="question")
    found = cell(g)
    assert marks(found) == ["support", "query"]
    assert (len(found.rows), found.changes, found.finals) == (3, 0, ("support",))


def test_a_denial_that_was_not_made_is_no_denial_and_no_plain_comment() -> None:
    g = base()
    g.attribute("korr", "fire", act="deny", negated=True)
    g.attribute("lund", "fire", act="comment", negated=True)
    g.attribute("ministry", "fire", act="deny", negated=True, stance="support")
    assert cell(g).finals == ("non-denial",)
    assert cell(g, "lund").finals == ("comment",)
    assert cell(g, "ministry").finals == ("support",)


@pytest.mark.parametrize(
    ("first", "then", "days", "changes", "undecided", "finals"),
    [
        ("assert", "deny", ("2031-03-01", "2031-03-02"), 1, False, ("deny",)),
        ("deny", "assert", ("2031-03-01", "2031-03-02"), 1, False, ("support",)),
        ("deny", "assert", ("2031-03-02", "2031-03-01"), 1, False, ("deny",)),
        ("assert", "deny", ("2031-03", "2031-03-02"), 1, True, ("support", "deny")),
        ("assert", "deny", (None, None), 1, True, ("support", "deny")),
        ("assert", "retract", (None, None), 1, False, ("deny",)),
    ],
)
def test_a_change_of_position_has_an_earlier_and_a_later_stance(
    first: str,
    then: str,
    days: tuple[str | None, str | None],
    changes: int,
    undecided: bool,
    finals: tuple[str, ...],
) -> None:
    g = base()
    g.attribute("korr", "fire", act=first, said_at=days[0])
    g.attribute("korr", "fire", act=then, said_at=days[1])
    found = cell(g)
    assert (found.changes, found.undecided, found.finals) == (changes, undecided, finals)
    assert set(marks(found)) == {"support", "deny"}
    if not undecided:
        assert marks(found)[-1] == finals[0]


def test_there_and_back_again_is_two_changes() -> None:
    g = base()
    for day, act in enumerate(("assert", "deny", "assert"), 1):
        g.attribute("korr", "fire", act=act, said_at=f"2031-03-0{day}")
    found = cell(g)
    assert (found.changes, marks(found), found.finals) == (2, ["support"] * 2, ("support",))


def test_what_its_own_source_retracted_is_withdrawn() -> None:
    g = base()
    said = g.attribute("korr", "fire", document="paper")
    g.attribute("korr", said, act="retract", document="wire")
    found = cell(g)
    assert found.parts == (Part("support", withdrawn=True),)
    assert (found.finals, found.value) == ((), 0)
    assert read_positions(g, order="given").aside == 0


def test_what_others_retract_or_deny_stands() -> None:
    g = base()
    said = g.attribute("korr", "fire", document="paper")
    g.attribute("lund", said, act="deny", document="wire")
    positions = read_positions(g, order="given")
    assert positions.cells["korr", "fire"].finals == ("support",)
    assert positions.aside == 1


def test_relays_and_rows_that_nobody_vouches_for_take_no_stance() -> None:
    g = base()
    g.attribute("korr", "fire", via=["north", "south"], document="paper")
    g.add(
        Attribution(id="unsaid", sources="lund", content="fire"),
        Attribution(id="denies", sources="lund", content="unsaid", act="deny", document="wire"),
    )
    positions = read_positions(g, order="given")
    assert list(positions.cells) == [("korr", "fire")]


def test_joint_statements_count_for_each_and_nobody_comes_last() -> None:
    g = base()
    g.attribute((), "fire", act="predict")
    g.attribute(["korr", "lund"], "fire")
    for order in ("given", "seriation"):
        positions = read_positions(g, order=order)  # type: ignore[arg-type]
        assert set(positions.sources) == {"korr", "lund", NOBODY}
        assert positions.sources[-1] == NOBODY


@pytest.mark.parametrize("seed", range(12))
def test_changes_agree_with_reversals(seed: int) -> None:
    """Where rows stand, a change in a cell is a reversal, and the other way round."""
    g = random_graph(seed)
    found = {(each.source, each.claim) for each in reversals(g) if each.kind != "retraction"}
    cells = read_positions(g, order="given").cells
    drawn = {
        key
        for key, each in cells.items()
        if each.changes and all(row.asserts for row in each.rows if row.stance.sign)
        if not any(not g.is_standing(row) for row in each.rows)
    }
    assert drawn <= found
    asserting = {key for key, each in cells.items() if all(g.is_standing(row) for row in each.rows)}
    assert found & asserting <= {key for key, each in cells.items() if each.changes}


def test_two_blocs_stand_apart() -> None:
    g = AttributionGraph(
        [Actor(id=f"{side}{n}", name=f"{side}{n}") for n in range(4) for side in "ab"],
        [Claim(id=f"{side}c{n}", text=f"{side}{n}") for n in range(3) for side in "xy"],
    )
    for n in range(4):
        for m in range(3):
            if (n + m) % 4:
                g.attribute(f"a{n}", f"xc{m}")
                g.attribute(f"b{n}", f"yc{m}")
                g.attribute(f"b{n}", f"xc{m}", act="deny")
                g.attribute(f"a{n}", f"yc{m}", act="deny")
    positions = read_positions(g, order="seriation")
    sides = [each[0] for each in positions.sources]
    assert sides in (["a"] * 4 + ["b"] * 4, ["b"] * 4 + ["a"] * 4)
    heads = [each[0] for each in positions.claims]
    assert heads in (["x"] * 3 + ["y"] * 3, ["y"] * 3 + ["x"] * 3)
    # what a side supports stands at its own end
    assert (sides[0], heads[0]) in {("a", "x"), ("b", "y")}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")),
        st.sampled_from([-1.0, 0.0, 1.0]),
        min_size=1,
    )
)
def test_seriation_is_a_permutation_and_always_the_same(
    values: dict[tuple[str, str], float],
) -> None:
    sources = sorted({source for source, _ in values})
    claims = sorted({claim for _, claim in values})
    ordered = seriate(sources, claims, values)
    assert [sorted(each) for each in ordered] == [sources, claims]
    assert ordered == seriate(sources, claims, values)


def test_the_order_given_is_kept_on_request() -> None:
    g = base()
    for source, claim in (("lund", "why"), ("korr", "fire"), ("ministry", "why")):
        g.attribute(source, claim)
    positions = read_positions(g, order="given")
    assert positions.sources == ("lund", "korr", "ministry")
    assert positions.claims == ("why", "fire")


def test_too_much_keeps_the_most_frequent() -> None:
    g = AttributionGraph([Actor(id=f"a{n}", name=f"Actor {n}") for n in range(45)])
    for n in range(45):
        g.attribute(f"a{n}", Claim(id=f"c{n}", text=f"Claim {n}"))
    g.attribute("a44", "c43")
    g.attribute("a44", "c42")
    positions: Positions = read_positions(g, order="seriation")
    assert {("a44", "c43"), ("a44", "c42")} <= set(positions.cells)
    assert len(positions.sources) == len(positions.claims) == 40
    assert positions.left_out == (
        "Showing the 40 of 45 sources and 40 of 45 claims with most statements"
    )
