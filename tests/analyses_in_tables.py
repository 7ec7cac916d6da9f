"""The analyses of a graph beside those of its tables, on whatever engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from attribgraph import (
    corroboration_table,
    credibility,
    disputes,
    first_said,
    one_mode,
    reversals,
    two_mode,
)

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


SIDES = ["source", "actor", "agency", "claim", "tag", "document"]
DUPLICATES = ["include", "document", "week", "month", "year", "acrossrange"]

two_mode_options = st.fixed_dictionaries(
    {
        "rows": st.sampled_from(SIDES),
        "columns": st.sampled_from(SIDES),
        "aggregation": st.sampled_from(["ignore", "combine", "subtract"]),
        "normalization": st.sampled_from(["no", "activity", "prominence"]),
        "duplicates": st.sampled_from(DUPLICATES),
    }
)
one_mode_options = st.fixed_dictionaries(
    {
        "nodes": st.sampled_from(SIDES),
        "over": st.sampled_from(SIDES),
        "aggregation": st.sampled_from(["ignore", "congruence", "conflict", "subtract"]),
        "normalization": st.sampled_from(["no", "average", "jaccard", "cosine"]),
        "duplicates": st.sampled_from(DUPLICATES),
    }
)


def same_two_mode(here: Any, there: Any, options: dict[str, Any]) -> None:
    """The cells of rows of a graph, or a view, beside the edges of its tables."""
    network = two_mode(here, **options)
    cells = network.matrix.tocoo()
    wanted = {
        (network.row_labels[row], network.column_labels[column]): weight
        for row, column, weight in zip(*cells.coords, cells.data, strict=True)
    }
    _same_edges(there.two_mode(**options), wanted)


def same_one_mode(here: Any, there: Any, options: dict[str, Any]) -> None:
    """The ties of rows of a graph, or a view, beside the edges of its tables."""
    network = one_mode(here, **options)
    cells = network.matrix.tocoo()
    place = _places(here, options["nodes"])
    wanted = {}
    for row, column, weight in zip(*cells.coords, cells.data, strict=True):
        pair = network.row_labels[row], network.row_labels[column]
        if place(pair[0]) < place(pair[1]):
            wanted[pair] = weight
    _same_edges(there.one_mode(**options), wanted, place)


def _places(here: Any, side: str) -> Any:
    if side == "tag":
        return lambda tag: tag
    known = {each.id: at for at, each in enumerate(here._store.records())}
    return known.__getitem__


def _same_edges(found: Any, wanted: dict[tuple[str, str], float], place: Any = None) -> None:
    edges = {(one, other): weight for one, other, weight in (line.values() for line in found)}
    assert edges == pytest.approx(wanted, rel=1e-12, abs=1e-12)
    assert len(found) == len(wanted)
    if place is not None:
        pairs = [(place(one), place(other)) for one, other in edges]
        assert pairs == sorted(pairs)


WAYS = ["vote", "sums", "average_log", "truthfinder"]


def same_credibility(here: Any, there: Any, method: str, **options: Any) -> None:
    """The scores of rows of a graph, or a view, beside those of its tables."""
    wanted, found = (each(method, **options) for each in (_asking(here), there.credibility))
    sources, claims = list(found.sources), list(found.claims)
    assert [line["source"] for line in sources] == list(wanted.sources)
    assert [line["claim"] for line in claims] == list(wanted.claims)
    for lines, scores in ((sources, wanted.sources), (claims, wanted.claims)):
        assert [line["score"] for line in lines] == pytest.approx([*scores.values()], abs=1e-9)
    assert (found.iterations, found.converged) == (wanted.iterations, wanted.converged)
    contests: dict[str, Any] = {}
    for line in claims:
        contest = contests.setdefault(line["contest"], (line["item"], set(), set()))
        contest[1].add(line["claim"])
        contest[2].update([line["claim"]] if line["best"] else [])
    assert list(contests.values()) == [
        (each.item, set(each.claims), set(each.best)) for each in wanted.contests
    ]
    assert all(first in claims for first, (_, claims, _) in contests.items())


def _asking(here: Any) -> Any:
    return lambda method, **options: credibility(here, method, **options)
