"""Independent origins: who is one for a claim, who is not, and why."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from forests import CLAIMS, Naive, closed, forests, world
from hypothesis import given, settings

import attribgraph as ag


def origins(g: ag.AttributionGraph, claim: str = "c") -> list[tuple[str, ...]]:
    return [origin.sources for origin in ag.corroborate(g, claim).independent_origins]


def reasons(g: ag.AttributionGraph, claim: str = "c") -> list[str]:
    found = ag.corroborate(g, claim).independent_origins
    return [merge.reason for origin in found for merge in origin.merges]


@given(forests(acts=("assert",)))
@settings(max_examples=150)
def test_origins_are_those_of_the_design(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    for claim in CLAIMS:
        found = ag.corroborate(g, claim)
        cores, groups = naive.origins([claim])
        told = [set(origin.sources) for origin in found.independent_origins]
        assert found.independent_count == len(told) == len(cores)
        assert found.single_source == (len(cores) == 1)
        assert Counter(s for each in told for s in each) == Counter(
            s for group in groups for s in group
        )
        rests = closed(naive.rests([claim]) | naive.joined([claim]))
        for core in cores:
            (home,) = (each for each in told if core <= each)
            for group in groups:
                if group <= home and group != core:
                    assert any((s, o) in rests for s in group for o in core)
                assert group <= home or group.isdisjoint(home)


@given(forests(acts=("assert",)))
@settings(max_examples=80)
def test_every_merge_is_given_with_its_reason(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    for claim in CLAIMS:
        joined, rests = naive.joined([claim]), naive.rests([claim])
        for origin in ag.corroborate(g, claim).independent_origins:
            pairs = {(merge.source, merge.other) for merge in origin.merges}
            assert {s for pair in pairs for s in pair} <= set(origin.sources)
            if len(origin.sources) > 1:
                ways = closed(pairs | {(b, a) for a, b in pairs})
                assert {(a, b) for a in origin.sources for b in origin.sources} <= ways
            for merge in origin.merges:
                assert (merge.source, merge.other) in joined | rests
                assert merge.reason
                assert merge.records
                assert all(each in naive.by_id for each in merge.records)


def test_two_who_have_nothing_to_do_with_each_other_are_two() -> None:
    g = world("ann", "bob")
    g.attribute("ann", "c")
    g.attribute("bob", "c")
    assert origins(g) == [("ann",), ("bob",)]
    assert reasons(g) == []


@pytest.mark.parametrize(
    ("relation", "words"),
    [("part_of", "is part of"), ("speaks_for", "speaks for"), ("leads", "leads")],
)
def test_one_will_is_one_origin(relation: Any, words: str) -> None:
    g = world("ann", "bob")
    g.attribute("bob", "c")
    g.attribute("ann", "c")
    g.add(ag.Link(id="tie", subject="ann", relation=relation, object="bob"))
    assert origins(g) == [("bob", "ann")]
    assert reasons(g) == [f"Ann {words} Bob"]
    (origin,) = ag.corroborate(g, "c").independent_origins
    assert origin.merges == (ag.Merge("ann", "bob", f"Ann {words} Bob", ("tie",)),)


def test_putin_and_russia_are_one_through_any_number_of_links(seed: ag.AttributionGraph) -> None:
    for source in ("putin", "state-duma", "russian-armed-forces"):
        seed.attribute(source, "legitimate-targets", document="kursk-article")
    assert origins(seed, "legitimate-targets") == [
        ("united-states",),
        ("putin", "state-duma", "russian-armed-forces"),
    ]
    assert reasons(seed, "legitimate-targets") == [
        "State Duma is part of Russia and President Vladimir Putin leads Russia",
        "Russian armed forces is part of Russia and President Vladimir Putin leads Russia",
    ]
    seed.attribute("russia", "legitimate-targets", document="kursk-article")
    assert len(origins(seed, "legitimate-targets")) == 2


def test_a_party_with_880_speakers_is_not_one_origin() -> None:
    speakers = [f"speaker-{number}" for number in range(880)]
    g = world(*speakers)
    g.add(ag.Agency(id="party", name="The Party", kind="party"))
    for number, speaker in enumerate(speakers):
        g.add(ag.Link(subject=speaker, relation="affiliated_with", object="party"))
        g.attribute(speaker, "c", on_behalf_of="party" if number % 2 else ())
    found = ag.corroborate(g, "c")
    assert found.independent_count == 880
    assert found.bottlenecks == ("party",)
    assert "All of them belong to or speak for The Party." in found.verdict


@pytest.mark.parametrize("relation", ["affiliated_with", "rival_of"])
def test_other_links_merge_nobody(relation: Any) -> None:
    g = world("ann", "bob")
    g.attribute("ann", "c")
    g.attribute("bob", "c")
    g.add(ag.Link(subject="ann", relation=relation, object="bob"))
    assert origins(g) == [("ann",), ("bob",)]


def test_who_say_so_jointly_are_one() -> None:
    g = world("ann", "bob", "cid")
    g.attribute(["ann", "bob"], "c", id="together")
    g.attribute("cid", "c")
    assert origins(g) == [("ann", "bob"), ("cid",)]
    (origin, _) = ag.corroborate(g, "c").independent_origins
    assert origin.merges == (ag.Merge("bob", "ann", "Ann and Bob said so jointly", ("together",)),)


def test_joint_relaying_joins_nobody() -> None:
    g = world("ann", "bob", "cid")
    g.attribute("ann", "c", via=[("bob", "cid")])
    g.attribute("bob", "c")
    g.attribute("cid", "c")
    assert origins(g) == [("ann", "bob", "cid")]
    assert reasons(g) == [
        "Bob passes on the statement of Ann",
        "Cid passes on the statement of Ann",
    ]


def test_who_passes_it_on_adds_nothing_of_his_own() -> None:
    g = world("ann", "bob")
    g.attribute("bob", "c", id="own")
    g.add(ag.Attribution(id="said", sources="ann", content="c"))
    g.add(ag.Attribution(id="told", sources="bob", content="said", act="report"))
    assert origins(g) == [("ann", "bob")]
    (origin,) = ag.corroborate(g, "c").independent_origins
    assert origin.merges == (
        ag.Merge("bob", "ann", "Bob passes on the statement of Ann", ("told", "said")),
    )


def test_a_shared_relay_merges_neither_those_it_passes_on_nor_itself_with_both() -> None:
    g = world("ann", "bob", "wire")
    g.attribute("ann", "c", via="wire")
    g.attribute("bob", "c", via="wire")
    assert origins(g) == [("ann",), ("bob",)]
    assert ag.corroborate(g, "c").bottlenecks == ("wire",)
    g.attribute("wire", "c")
    assert origins(g) == [("ann", "wire"), ("bob",)]
    assert reasons(g) == ["Wire passes on the statement of Ann"]


def test_a_shared_outlet_merges_nobody() -> None:
    g = world("ann", "bob")
    g.add(ag.Agency(id="paper", name="The Paper"))
    g.add(ag.Document(id="story", title="Story", publisher="paper"))
    g.attribute("ann", "c", document="story")
    g.attribute("bob", "c", document="story")
    assert origins(g) == [("ann",), ("bob",)]
    assert ag.corroborate(g, "c").bottlenecks == ("paper",)


def paper() -> ag.AttributionGraph:
    g = world("ann", "bob", claims=("c", "d"))
    g.add(ag.Agency(id="paper", name="The Paper"))
    g.add(ag.Document(id="story", title="Story", publisher="paper"))
    g.add(ag.Document(id="other", title="Other", publisher="paper"))
    g.add(ag.Attribution(id="own", sources="paper", content="c", document="story"))
    return g


def test_a_publishers_own_voice_rests_on_whom_its_document_carries() -> None:
    g = paper()
    g.attribute("ann", "c", via="bob", document="story", id="said")
    assert origins(g) == [("ann", "paper")]
    (origin,) = ag.corroborate(g, "c").independent_origins
    assert origin.merges == (
        ag.Merge(
            "paper",
            "ann",
            "The Paper says so where it also carries the statement of Ann",
            ("own", "said"),
        ),
    )


def test_but_not_on_whom_another_of_its_documents_carries() -> None:
    g = paper()
    g.attribute("ann", "c", document="other")
    assert origins(g) == [("paper",), ("ann",)]


def test_nor_on_who_speaks_of_another_claim_in_it() -> None:
    g = paper()
    g.attribute("ann", "d", document="story")
    assert origins(g) == [("paper",)]


def test_nor_on_who_denies_it_there() -> None:
    g = paper()
    g.attribute("ann", "c", act="deny", document="story")
    assert origins(g) == [("paper",)]


def test_who_rest_on_each_other_are_one() -> None:
    g = world("ann", "bob", "cid")
    g.attribute("ann", "c", via="bob")
    g.attribute("bob", "c", via="cid")
    g.attribute("cid", "c", via="ann")
    assert origins(g) == [("ann", "bob", "cid")]
    assert len(reasons(g)) == 3


def test_who_rests_on_several_goes_with_the_first() -> None:
    g = world("ann", "bob", "cid")
    g.attribute("cid", "c")
    g.attribute("bob", "c", via="cid")
    g.attribute("ann", "c", via="cid")
    assert origins(g) == [("bob", "cid"), ("ann",)]


def test_resting_goes_on_from_one_to_the_next() -> None:
    g = world("ann", "bob", "cid")
    g.attribute("cid", "c")
    g.attribute("bob", "c", via="cid")
    g.attribute("ann", "c", via="bob")
    assert origins(g) == [("ann", "bob", "cid")]


def test_who_merely_relays_and_says_nothing_himself_is_in_no_origin() -> None:
    g = world("ann", "wire")
    g.attribute("ann", "c", via="wire")
    assert origins(g) == [("ann",)]


def test_a_large_body_of_one_will_does_not_crawl() -> None:
    units = [f"unit-{number}" for number in range(3000)]
    g = world("ministry", *units)
    g.add([ag.Link(subject=unit, relation="part_of", object="ministry") for unit in units])
    g.add([ag.Attribution(id=f"by-{unit}", sources=unit, content="c") for unit in units])
    found = ag.corroborate(g, "c")
    assert found.independent_count == 1
    assert len(found.independent_origins[0].merges) == 2999
    assert found.verdict.startswith(
        "Unit-0, Unit-1, Unit-2 and 2,997 others assert this, but count as one origin: "
        "Unit-1 is part of Ministry and Unit-0 is part of Ministry; "
    )


def test_what_is_remembered_of_kinship_is_whole_when_others_can_see_it() -> None:
    class Watched(dict[str, Any]):
        def __setitem__(self, name: str, value: Any) -> None:
            seen[name] = dict(value)
            super().__setitem__(name, value)

    seen: dict[str, dict[str, Any]] = {}
    g = world("a", "b")
    g.add(ag.Link(subject="a", relation="part_of", object="b"))
    store = g._store
    store.memo = Watched()
    for source in ("a", "b"):
        g.attribute(source, "c")
    assert origins(g) == [("a", "b")]
    assert set(seen["kinship"]) == {"a", "b"}
