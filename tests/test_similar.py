"""Names and claims that may be one: what is proposed, why, and what is not."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import graphs
from work import calls_in

from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Claim, Link
from attribgraph.similar import _candidates, similar_names, suggest_same

if TYPE_CHECKING:
    from collections.abc import Callable

SAME = "the same but for titles, accents or script"
PART = "one name is part of the other, but for titles"


def people(*names: str) -> AttributionGraph:
    return AttributionGraph(Actor(id=f"a{at}", name=name) for at, name in enumerate(names))


def claims(*texts: str) -> AttributionGraph:
    return AttributionGraph(Claim(id=f"c{at}", text=text) for at, text in enumerate(texts))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Putin", "President Putin", SAME),
        ("Putin", "Путин", SAME),
        ("Dr. Ana Pérez", "Ana Perez", SAME),
        ("Perez, Ana", "Ana Perez", SAME),
        ("Putin", "Vladimir Putin", PART),
        ("Kim", "Kim Jong-un", PART),
        ("V. Putin", "Vladimir Putin", "one has an initial where the other has a name"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "spelt alike (97%)"),
        ("Muhammad Ali", "Mohammed Ali", "spelt alike"),
        ("ANN LEE", "Ann Lee", "the same name"),
    ],
)
def test_names_that_may_be_ones(one: str, other: str, reason: str) -> None:
    found = similar_names(people(one, other))
    assert len(found) == 1
    assert found[0].reason.startswith(reason)
    assert {found[0].first, found[0].second} == {"a0", "a1"}
    assert str(found[0]) == f"{one} / {other}: {found[0].reason}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Ben Lee"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Witness 1", "Witness 2"),
        ("Ukraine", "Armed Forces of Ukraine"),
        ("Smith", "Smithers Jones"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    graph = AttributionGraph(Agency(id="a", name=one), Agency(id="b", name=other))
    assert similar_names(graph) == ()


def test_agencies_and_their_initials() -> None:
    graph = AttributionGraph(
        Agency(name="UN"), Agency(name="United Nations"), Agency(name="Yonhap News Agency"),
        Agency(name="Yonhap"),
    )  # fmt: skip
    assert {each.names for each in similar_names(graph)} == {
        ("UN", "United Nations"),
        ("Yonhap News Agency", "Yonhap"),
    }


def test_aliases_are_compared_and_links_and_described_sources_are_not() -> None:
    graph = AttributionGraph(
        Actor(id="ukraine", name="Ukraine", kind="state", aliases=["Kyiv"]),
        Agency(id="kiev", name="Kiev"),
        Actor(id="o1", name="an official", naming="described"),
        Actor(id="o2", name="an official", naming="described"),
    )
    assert [each.names for each in similar_names(graph)] == [("Kyiv", "Kiev")]
    graph.add(Link(subject="kiev", relation="part_of", object="ukraine"))
    assert similar_names(graph) == ()


def test_roles_of_the_graph_are_titles() -> None:
    graph = AttributionGraph(
        Actor(name="Jonna Reik", role="Harbour master"), Actor(name="Harbour master Reik")
    )
    assert [each.reason for each in similar_names(graph)] == [PART]


def test_a_word_in_very_many_names_tells_nothing() -> None:
    names = [f"{word} America" for word in ("Gun Owners", "Impact", "Moms", "New", "Old", "Big")]
    assert similar_names(people("America", *names)) == ()
    assert len(similar_names(people("America", *names[:5]))) == 5


@settings(max_examples=15)
@given(graph=graphs())
def test_nothing_is_changed(graph: AttributionGraph) -> None:
    before = graph.copy()
    pairs = [(each.first, each.second) for each in (*similar_names(graph), *suggest_same(graph))]
    assert graph == before
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    assert all(one in graph and other in graph and one != other for one, other in pairs)


# -- claims -----------------------------------------------------------------------------


def test_claims_in_like_words() -> None:
    graph = claims(
        "Troops have arrived in Kursk",
        "Troops have now arrived in Kursk",
        "Troops have not arrived in Kursk",
        "Prices have risen in Valdena",
    )
    (found,) = suggest_same(graph)
    assert (found.first, found.second, found.reasons) == ("c0", "c1", ("worded alike",))
    assert 0.8 < found.score < 1
    assert suggest_same(graph, threshold=1.0) == ()
    graph.add(Link(subject="c0", relation="equivalent_to", object="c1"))
    assert suggest_same(graph) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("About 12,000 troops are in Kursk", "About 10,000 troops are in Kursk"),
        ("The bill will pass", "The bill won't pass"),
        ("Nobody saw the fire at Berth Nine", "Somebody saw the fire at Berth Nine"),
    ],
)
def test_claims_that_only_look_alike(one: str, other: str) -> None:
    assert suggest_same(claims(one, other), threshold=0.5) == ()


def test_figures_of_one_measure() -> None:
    figure = {"measure": "deployed", "unit": "soldiers"}
    graph = AttributionGraph(
        Claim(id="a", text="x", quantity={"value": 12_000, "approximate": True, **figure}),
        Claim(id="b", text="An army came", quantity={"low": 11_000, "high": 12_500, **figure}),
        Claim(id="c", text="y", quantity={"value": 3_000, **figure}),
        Claim(id="d", text="z", quantity={"value": 12_000, "unit": "soldiers"}),
    )
    (found,) = suggest_same(graph)
    assert (found.first, found.second) == ("a", "b")
    assert found.reasons == ("the same measure (deployed)",)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6), max_size=6))
def test_no_pair_that_shares_half_its_words_is_passed_over(texts: list[list[str]]) -> None:
    """Prefix filtering, against comparing all pairs."""
    found = {frozenset(pair) for pair in _candidates(texts)}
    for one, other in combinations(range(len(texts)), 2):
        mine, theirs = set(texts[one]), set(texts[other])
        if 2 * len(mine & theirs) >= len(mine | theirs):
            assert frozenset((one, other)) in found


@pytest.mark.parametrize("threshold", [0, -1, 1.1, True, float("nan")])
def test_a_threshold_is_a_share(threshold: float) -> None:
    with pytest.raises(UnknownValueError, match="a threshold is above 0 and at most 1"):
        suggest_same(AttributionGraph(), threshold=threshold)


@pytest.mark.parametrize("ask", [suggest_same, similar_names])
def test_many_alike_take_no_quadratic_work(ask: Callable[[AttributionGraph], object]) -> None:
    def many(size: int) -> AttributionGraph:
        draw = random.Random(3)  # noqa: S311 (no secret)
        words = [f"w{number}" for number in range(size)]
        if ask is similar_names:
            return people(*(f"Minister {' '.join(draw.choices(words, k=2))}" for _ in words))
        start = "the same start of all and"
        return claims(*(" ".join([start, *draw.choices(words, k=4)]) for _ in words))

    half, whole = many(1_000), many(2_000)
    assert calls_in(lambda: ask(whole)) < 3 * calls_in(lambda: ask(half))
