"""What links lead to, however many: against a loop that follows them until nothing is new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import Oracle

from attribgraph.closures import AFFILIATION, reach
from attribgraph.graph import AttributionGraph
from attribgraph.model import Claim, Link
from attribgraph.vocabulary import RELATION_ENDS, SYMMETRIC_RELATIONS, Kind, Relation

AMONG_CLAIMS = [each for each in Relation if Kind.CLAIM in RELATION_ENDS[each][0]]
IDS = ["c0", "c1", "c2", "c3", "c4"]

links = st.lists(
    st.tuples(
        st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True),
        st.sampled_from(AMONG_CLAIMS),
    ),
    max_size=8,
)


@given(links, st.sets(st.sampled_from(IDS), min_size=1), st.sets(st.sampled_from(AMONG_CLAIMS)))
def test_it_is_what_a_loop_finds(
    ends: list[tuple[list[str], Relation]], start: set[str], relations: set[Relation]
) -> None:
    g = AttributionGraph(
        [Claim(id=each, text=each) for each in IDS],
        [Link(subject=one, relation=relation, object=other) for (one, other), relation in ends],
    )
    found = reach(g._store, sorted(start), relations)
    assert set(found) == Oracle(g).reach(start, {each.value for each in relations})
    assert list(found)[: len(start)] == sorted(start)


@pytest.mark.parametrize("relation", AMONG_CLAIMS)
def test_a_chain_of_links_is_followed_to_its_end(relation: Relation) -> None:
    size = 2_000
    g = AttributionGraph(
        [Claim(id=f"c{n:04}", text=str(n)) for n in range(size)],
        [
            Link(subject=f"c{n:04}", relation=relation, object=f"c{n - 1:04}")
            for n in range(1, size)
        ],
    )
    down = reach(g._store, ["c0000"], [relation])
    up = reach(g._store, [f"c{size - 1:04}"], [relation])
    assert len(down) == size
    assert len(up) == (size if relation in SYMMETRIC_RELATIONS else 1)


def test_what_makes_an_affiliation() -> None:
    assert {each.value for each in AFFILIATION} == {
        "part_of",
        "speaks_for",
        "leads",
        "affiliated_with",
    }
