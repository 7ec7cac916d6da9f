"""The sample of the public record: it is read, and has what the plots are to be shown on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import attribgraph as ag

if TYPE_CHECKING:
    from attribgraph import AttributionGraph

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def g() -> AttributionGraph:
    return ag.read_toml(SEEDS / "nord-stream-2022.toml")


def test_it_is_large_enough_to_be_a_sample(g: AttributionGraph) -> None:
    assert len(g.attributions.sources()) + len(g.claims) + len(g.documents) >= 40
    assert len(g.attributions) >= 40
    assert len(g.documents.where(lambda each: each.publisher is not None)) >= 20


def test_it_has_what_makes_reports_hard_to_read(g: AttributionGraph) -> None:
    assert len(g.attributions.act("deny").sources()) >= 8
    (plan,) = ag.trace(g, "plan").chains[:1]
    relays = {chain.relays for chain in ag.trace(g, "plan").chains}
    assert {len(each) for each in relays} == {1, 2}
    assert plan.sources == ("person-in-ukraine",)
    assert not g.is_standing("sikorski-us")
    assert [each.kind for each in ag.reversals(g)] == ["retraction"]
    assert any(len(row.sources) > 1 for row in g.attributions)
    assert len(g.sources.where(lambda each: each.naming != ag.Naming.NAMED)) >= 5


def test_figures_disagree(g: AttributionGraph) -> None:
    pairs = {
        frozenset((each.first.id, each.second.id))
        for each in ag.contradictions(g)
        if each.reason == "quantities"
    }
    assert frozenset(("larsson-four", "andersson-three")) in pairs
    assert frozenset(("energy-agency-emissions", "uba-emissions")) in pairs


def test_a_known_chain_reads_as_it_was_reported(g: AttributionGraph) -> None:
    assert g.explain("cia-plan").startswith(
        "CIA reported that Dutch military intelligence (MIVD) reported to CIA in June 2022 that "
        "a person in Ukraine said by June 2022 that Ukraine's military planned"
    )


def test_no_more_than_a_few_words_are_quoted(g: AttributionGraph) -> None:
    assert all(len(quote.split()) <= 6 for row in g.attributions for quote in row.quotes)
    assert all(row.said_at is None or row.said_at.latest.year <= 2024 for row in g.attributions)


def test_its_page_counts_what_is_there(g: AttributionGraph) -> None:
    said = (SEEDS / "nord-stream-2022.md").read_text(encoding="utf-8")
    counts = {
        "documents": len(g.documents),
        "actors": len(g.actors),
        "agencies": len(g.agencies),
        "claims": len(g.claims),
        "attributions": len(g.attributions),
        "links": len(g.links),
    }
    for name, number in counts.items():
        assert f"| {name} | {number} |" in said
