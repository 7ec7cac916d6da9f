"""Credibility of tables is that of memory: scores, contests, rounds, and what is refused."""

from __future__ import annotations

from itertools import pairwise
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from analyses_in_tables import WAYS, same_credibility
from credence import worlds
from crowds import apart
from forests import forests
from hypothesis import given, note, settings
from hypothesis import strategies as st
from strategies import graphs
from worlds import harbour

from attribgraph import (
    Agency,
    AttributionGraph,
    Claim,
    Link,
    UnknownIdError,
    UnknownValueError,
    open_tables,
    write_tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.tables import TableGraph

opinions = st.tuples(
    *[worlds().map(lambda world: world.graph) for _ in range(3)],
    *[forests(acts=("assert", "assert", "deny")) for _ in range(3)],
    *[graphs(max_rows=10) for _ in range(3)],
).map(lambda parts: apart(harbour(), *parts))


@settings(max_examples=2)
@given(g=opinions, data=st.data())
def test_credibility_is_that_of_memory(g: AttributionGraph, data: st.DataObject) -> None:
    named = st.dictionaries(
        st.sampled_from(g.claims.ids), st.sampled_from(["x", "y", "it's {claims}", None])
    )
    groups: Any = {"groups": data.draw(named)}
    linked = {end for each in g.links if each.relation == "equivalent_to" for end in
              (each.subject, each.object)}  # fmt: skip
    for each in linked & set(groups["groups"]):
        del groups["groups"][each]
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder) as t:
            for method in WAYS:
                note(method)
                rounds: Any = {} if method == "vote" else {"iterations": 4, "tolerance": 0}
                same_credibility(g, t, method, **rounds, **groups)
            same_credibility(g, t, "sums")
            same_credibility(g, t, "truthfinder")
            here, there = (each.stance("deny", "support") for each in (g.attributions,
                                                                     t.attributions))  # fmt: skip
            for method in ("vote", "truthfinder"):
                same_credibility(here.after("2024"), there.after("2024"), method, iterations=2)


@pytest.fixture(scope="module")
def chain() -> Iterator[tuple[AttributionGraph, TableGraph]]:
    """Claims that links make one or set against one another, far round."""
    names = [f"c{at}" for at in (7, 2, 9, 4, 0, 5, 1, 8, 3, 6)]
    g = AttributionGraph(
        [Agency(id=each, name=each) for each in "abcd"],
        [Claim(id=each, text=each) for each in names],
        Claim(id="topic", text="Topic", form="topic"),
        [
            Link(subject=one, relation=relation, object=other)
            for relation, some in (
                ("equivalent_to", ["c0", "c6", "c3", "c9"]),
                ("contradicts", ["c9", "c5", "c4", "c8", "c7"]),
            )
            for one, other in pairwise(some)
        ],
        Link(subject="c1", relation="equivalent_to", object="topic"),
        Link(subject="topic", relation="equivalent_to", object="c2"),
    )
    for source, claims in (("a", "0571"), ("b", "68"), ("c", "9452"), ("d", "1")):
        for each in claims:
            g.attribute(source, f"c{each}")
    g.attribute("d", "c7", act="deny")
    g.attribute("d", "c9", act="deny")
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder) as t:
            yield g, t


@pytest.mark.parametrize("method", WAYS)
def test_links_are_followed_all_the_way(
    chain: tuple[AttributionGraph, TableGraph], method: str
) -> None:
    g, t = chain
    same_credibility(g, t, method)
    same_credibility(g, t, method, groups={"c7": "y", "c0": "x", "c2": "x"})
    assert len({line["contest"] for line in t.credibility(method).claims}) == 3


def test_known_scores() -> None:
    """The toy of the documentation of sums: a and b make one claim, b another, c a third."""
    g = AttributionGraph(
        [Agency(id=each, name=each) for each in "abc"],
        [Claim(id=each, text=each) for each in ("one", "two", "three")],
    )
    for source, claim in (("a", "one"), ("b", "one"), ("b", "two"), ("c", "three")):
        g.attribute(source, claim)
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder) as t:
            heads = {line["claim"]: line["score"] for line in t.credibility().claims}
            assert heads == {"one": 2.0, "two": 1.0, "three": 1.0}
            # b is at 1, a at the golden ratio less 1: 1 / a = 1 + a
            found = t.credibility("sums", iterations=100)
            scores = {line["source"]: line["score"] for line in found.sources}
            assert scores == pytest.approx({"a": (5**0.5 - 1) / 2, "b": 1, "c": 0}, abs=1e-8)
            assert found.converged
            assert repr(found).startswith("Credibility by sums: 3 sources, 3 claims; ")
            assert found.to_frame("polars").shape == (3, 5)


@pytest.mark.parametrize(
    ("method", "options", "error", "message"),
    [
        ("accu", {}, UnknownValueError, "to_graph"),
        ("trutfinder", {}, UnknownValueError, "did you mean 'truthfinder'"),
        ("vote", {"growth": 2}, UnknownValueError, "no parameter"),
        ("truthfinder", {"influence": 2}, UnknownValueError, "from 0 to 1"),
        ("sums", {"iterations": 0}, UnknownValueError, "whole number"),
        ("vote", {"groups": lambda claim: claim.id}, UnknownValueError, "mapping"),
        ("vote", {"groups": {"c77": "x"}}, UnknownIdError, "did you mean 'c7'"),
        ("vote", {"groups": {7: "x"}}, UnknownIdError, "a claim 7"),
        ("vote", {"groups": {"c7": []}}, UnknownValueError, "compared"),
        ("vote", {"groups": {"c0": "x", "c3": "y"}}, UnknownValueError, "linked as equivalent"),
    ],
)
def test_what_cannot_be_asked(
    chain: tuple[AttributionGraph, TableGraph],
    method: str,
    options: dict[str, Any],
    error: type[Exception],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        chain[1].credibility(method, **options)


def test_the_lines_with_most_come_first(chain: tuple[AttributionGraph, TableGraph]) -> None:
    claims = chain[1].credibility().claims
    assert [line["claim"] for line in claims.top("score", 2)] == ["c9", "c0"]
    with pytest.raises(UnknownValueError, match="did you mean 'score'"):
        claims.top("scores")
