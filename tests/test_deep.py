"""A hundred thousand nested relays: no analysis recurses, and with the square none would end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Callable

DEPTH = 100_000
RELAYS = 1_000


@pytest.fixture(scope="module")
def deep() -> ag.AttributionGraph:
    """A claim that a thousand sources pass round and round, each time in a document."""
    records: list[ag.Record] = [
        ag.Claim(id="c", text="It rained"),
        ag.Agency(id="paper", name="The Paper"),
        ag.Document(id="story", title="Story", publisher="paper", published_at="2024"),
    ]
    records += [ag.Agency(id=f"s{number:03}", name=f"S{number:03}") for number in range(RELAYS)]
    records += [
        ag.Attribution(
            id=f"r{number}",
            sources=f"s{number % RELAYS:03}",
            content=f"r{number - 1}" if number else "c",
            act="report" if number else "assert",
            document="story",
        )
        for number in range(DEPTH)
    ]
    return ag.AttributionGraph(records)


def test_trace(deep: ag.AttributionGraph) -> None:
    found = ag.trace(deep, "c")
    assert len(found.chains) == DEPTH
    assert found.chains[-1].depth == DEPTH - 1
    assert (found.bottlenecks, found.route_count, found.cut) == (("s000",), 1, ("s000",))
    assert len(set(found.chains[-1].passes)) == RELAYS
    lines = found.explain().splitlines()
    assert lines[-1].startswith("According to S999, citing S998, citing S997, citing S996, citing ")
    assert ", citing 99,994 more, in “Story” (The Paper), S000 said that" in lines[-1]
    assert found.to_networkx().number_of_edges() == 2 * DEPTH


def test_cascade(deep: ag.AttributionGraph) -> None:
    found = ag.cascade(deep, "c")
    assert (found.size, found.depth, found.max_breadth) == (DEPTH, DEPTH - 1, 1)
    assert found.virality == pytest.approx((DEPTH + 1) / 3)


def test_circular_reports(deep: ag.AttributionGraph) -> None:
    (found,) = ag.circular_reports(deep)
    assert len(found.sources) == RELAYS
    assert (len(found.loop), len(found.attributions)) == (RELAYS + 1, DEPTH)


def test_corroboration(deep: ag.AttributionGraph) -> None:
    (found,) = ag.corroboration_table(deep)
    assert (found.independent_count, found.chain_count) == (1, DEPTH)
    assert found.bottlenecks == ("s000", "paper")


@pytest.mark.parametrize("analysis", [ag.disputes, ag.contradictions, ag.reversals])
def test_disputes(
    deep: ag.AttributionGraph, analysis: Callable[[ag.AttributionGraph], tuple[object, ...]]
) -> None:
    assert analysis(deep) == ()


def test_time(deep: ag.AttributionGraph) -> None:
    assert len(ag.timeline(deep)) == DEPTH
    assert ag.first_said(deep, "c").ids == ("r0",)
    assert len(ag.known_at(deep, "2024")) == DEPTH
