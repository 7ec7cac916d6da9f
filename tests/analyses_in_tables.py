"""The analyses of a graph beside those of its tables, on whatever engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attribgraph import corroboration_table, disputes, first_said, reversals

if TYPE_CHECKING:
    from attribgraph.graph import AttributionGraph
    from attribgraph.tables import TableGraph

COUNTED = ("supporting", "denying", "doubting", "unattributed")
PLAIN = ("independent_count", "single_source", "chain_count")
SETS = ("outlets", "documents", "bottlenecks", "named", "described", "anonymous")


def same_corroboration(g: AttributionGraph, t: TableGraph) -> None:
    here, there = list(corroboration_table(g)), list(t.corroboration_table())
    assert [line["claim"] for line in there] == [each.claim for each in here]
    for each, line in zip(here, there, strict=True):
        for name in COUNTED:
            assert line[name] == len(getattr(each, name)), (each.claim, name)
        for name in PLAIN:
            wanted = getattr(each, name)
            wanted = list(wanted) if isinstance(wanted, tuple) else wanted
            assert line[name] == wanted, (each.claim, name)
        for name in SETS:
            assert sorted(line[name]) == sorted(getattr(each, name)), (each.claim, name)


def same_positions(g: AttributionGraph, t: TableGraph) -> None:
    assert [tuple(line.values()) for line in t.disputes()] == [
        (each.claim, each.assertion.id, each.denial.id) for each in disputes(g)
    ]
    assert sorted(tuple(line.values()) for line in t.reversals()) == sorted(
        (each.source, each.claim, each.earlier.id, each.later.id, each.kind)
        for each in reversals(g)
    )


def same_first(g: AttributionGraph, t: TableGraph, claims: tuple[str, ...], clock: str) -> None:
    for claim in claims:
        here, there = (
            each(claim)
            for each in (
                lambda each: first_said(g, each, clock=clock),  # type: ignore[arg-type]
                lambda each: t.first_said(each, clock=clock),  # type: ignore[arg-type]
            )
        )
        assert there.ids == here.ids, claim
        assert set(there.undecided.ids) == set(here.undecided.ids), claim
