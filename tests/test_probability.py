"""Words of probability: the published tables, the rule at shared edges, no mixing of scales."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attribgraph as ag

PUBLISHED = {
    "kent": {  # Kent (1964), percentages and their latitude
        "impossible": (0, 0),
        "almost certainly not": (7 - 5, 7 + 5),
        "probably not": (30 - 10, 30 + 10),
        "chances about even": (50 - 10, 50 + 10),
        "probable": (75 - 12, 75 + 12),
        "almost certain": (93 - 6, 93 + 6),
        "certain": (100, 100),
    },
    "icd_203": {  # Intelligence Community Directive 203 (2015), D.6.e.2.a
        "almost no chance": (1, 5),
        "remote": (1, 5),
        "very unlikely": (5, 20),
        "highly improbable": (5, 20),
        "unlikely": (20, 45),
        "improbable": (20, 45),
        "roughly even chance": (45, 55),
        "roughly even odds": (45, 55),
        "likely": (55, 80),
        "probable": (55, 80),
        "very likely": (80, 95),
        "highly probable": (80, 95),
        "almost certain": (95, 99),
        "nearly certain": (95, 99),
    },
    "phia": {  # Professional Head of Intelligence Assessment, probability yardstick (2019)
        "remote chance": (0, 5),
        "highly unlikely": (10, 20),
        "unlikely": (25, 35),
        "realistic possibility": (40, 50),
        "likely": (55, 75),
        "probable": (55, 75),
        "highly likely": (80, 90),
        "almost certain": (95, 100),
    },
    "ipcc_ar5": {  # Mastrandrea et al. (2010), table 1, and the terms added in AR5
        "virtually certain": (99, 100),
        "extremely likely": (95, 100),
        "very likely": (90, 100),
        "likely": (66, 100),
        "more likely than not": (50, 100),
        "about as likely as not": (33, 66),
        "unlikely": (0, 33),
        "very unlikely": (0, 10),
        "extremely unlikely": (0, 5),
        "exceptionally unlikely": (0, 1),
    },
}


def words(probability: float, scale: str) -> list[str]:
    return [each.word for each in ag.words_for(probability, scale=scale)]


@pytest.mark.parametrize("scale", PUBLISHED)
def test_the_tables_are_those_published(scale: str) -> None:
    found = {each.word: (each.low * 100, each.high * 100) for each in ag.PROBABILITY_SCALES[scale]}
    assert found == {word: pytest.approx(ends) for word, ends in PUBLISHED[scale].items()}
    assert all(each.scale == scale for each in ag.PROBABILITY_SCALES[scale])
    lows = [(each.low, each.high) for each in ag.PROBABILITY_SCALES[scale]]
    assert lows == sorted(lows)


def test_no_other_scale_and_none_can_be_changed() -> None:
    assert set(ag.PROBABILITY_SCALES) == set(PUBLISHED)
    with pytest.raises(TypeError):
        ag.PROBABILITY_SCALES["mine"] = ()  # type: ignore[index]
    with pytest.raises(AttributeError):
        ag.probability_of("likely", scale="phia").low = 0  # type: ignore[misc]


def test_a_word_means_what_its_scale_says() -> None:
    found = {
        scale: (each.low, each.high)
        for scale in ("icd_203", "phia", "ipcc_ar5")
        for each in [ag.probability_of("Likely ", scale=scale)]
    }
    assert found == {"icd_203": (0.55, 0.8), "phia": (0.55, 0.75), "ipcc_ar5": (0.66, 1.0)}
    with pytest.raises(TypeError):
        ag.probability_of("likely")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        ag.words_for(0.5)  # type: ignore[call-arg]


def test_unknown_words_and_scales() -> None:
    with pytest.raises(ag.UnknownValueError, match=r"kent has no word 'likely'.*; its words are"):
        ag.probability_of("likely", scale="kent")
    with pytest.raises(ag.UnknownValueError, match=r"no scale 'icd203' .did you mean 'icd_203'"):
        ag.probability_of("likely", scale="icd203")
    with pytest.raises(ag.UnknownValueError, match="no scale 7"):
        ag.words_for(0.5, scale=7)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [-0.01, 1.01, float("nan"), 55])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ag.UnknownValueError, match="between 0 and 1"):
        ag.words_for(wrong, scale="kent")


@pytest.mark.parametrize(
    ("probability", "scale", "expected"),
    [
        (0.05, "icd_203", ["very unlikely", "highly improbable"]),
        (0.2, "icd_203", ["unlikely", "improbable"]),
        (0.45, "icd_203", ["roughly even chance", "roughly even odds"]),
        (0.55, "icd_203", ["likely", "probable"]),
        (0.8, "icd_203", ["very likely", "highly probable"]),
        (0.95, "icd_203", ["almost certain", "nearly certain"]),
        (0.99, "icd_203", ["almost certain", "nearly certain"]),
        (1.0, "icd_203", []),
        (0.0, "icd_203", []),
        (0.4, "kent", ["chances about even"]),
        (0.87, "kent", ["almost certain"]),
        (0.0, "kent", ["impossible"]),
        (1.0, "kent", ["certain"]),
        (0.15, "kent", []),
        (0.05, "phia", ["remote chance"]),
        (0.07, "phia", []),
        (0.49, "phia", ["realistic possibility"]),
        (0.5, "phia", []),
        (1.0, "phia", ["almost certain"]),
        (0.33, "ipcc_ar5", ["about as likely as not"]),
        (0.5, "ipcc_ar5", ["about as likely as not"]),
        (0.51, "ipcc_ar5", ["about as likely as not", "more likely than not"]),
        (0.66, "ipcc_ar5", ["likely", "more likely than not"]),
        (
            0.995,
            "ipcc_ar5",
            [
                "virtually certain",
                "extremely likely",
                "very likely",
                "likely",
                "more likely than not",
            ],
        ),
        (
            0.005,
            "ipcc_ar5",
            ["exceptionally unlikely", "extremely unlikely", "very unlikely", "unlikely"],
        ),
    ],
)
def test_a_shared_edge_belongs_to_the_higher_range(
    probability: float, scale: str, expected: list[str]
) -> None:
    assert words(probability, scale) == expected


@given(st.floats(0, 1), st.sampled_from(["kent", "icd_203", "phia"]))
def test_where_ranges_lie_side_by_side_one_range_fits_at_most(
    probability: float, scale: str
) -> None:
    found = ag.words_for(probability, scale=scale)
    assert len({(each.low, each.high) for each in found}) <= 1
    assert all(each.low <= probability <= each.high for each in found)


@given(st.floats(0, 1))
def test_every_probability_has_a_word_of_the_ipcc(probability: float) -> None:
    assert words(probability, "ipcc_ar5")


# -- the Admiralty grid -----------------------------------------------------------------


def graded() -> ag.AttributionGraph:
    g = ag.AttributionGraph(
        [ag.Actor(id=each, name=each.title()) for each in ("ann", "bob", "desk", "lab")],
        ag.Claim(id="c", text="It rained"),
        ag.Claim(id="d", text="It snowed"),
    )
    g.attribute("ann", "c", id="ann-c")
    g.attribute("bob", "d", id="bob-d")
    reliability = {"act": "assess", "grade_scale": "admiralty_reliability"}
    credibility = {"act": "assess", "grade_scale": "admiralty_credibility"}
    g.attribute("desk", "ann", grade="B", said_at="2024-01", id="desk-ann", **reliability)
    g.attribute("lab", "ann", grade="D", id="lab-ann", **reliability)
    g.attribute("desk", "c", grade="2", id="desk-c", **credibility)
    g.attribute("desk", "ann-c", grade="2", id="desk-row", **credibility)
    g.attribute("lab", "bob", grade="A", id="lab-bob", **reliability)
    g.attribute("lab", "c", act="assess", grade="mostly true", id="free")
    return g


def cells(g: ag.AttributionGraph, ref: str) -> dict[tuple[str, str], list[str]]:
    return {
        cell: [each.attribution for each in found]
        for cell, found in ag.admiralty_grid(g, ref).items()
        if found
    }


def test_the_grid_of_a_claim_has_its_own_grades_its_rows_and_its_sources() -> None:
    assert cells(graded(), "c") == {
        ("admiralty_reliability", "B"): ["desk-ann"],
        ("admiralty_reliability", "D"): ["lab-ann"],
        ("admiralty_credibility", "2"): ["desk-c", "desk-row"],
    }


def test_the_grid_of_a_source() -> None:
    assert cells(graded(), "ann") == {
        ("admiralty_reliability", "B"): ["desk-ann"],
        ("admiralty_reliability", "D"): ["lab-ann"],
        ("admiralty_credibility", "2"): ["desk-row"],
    }
    assert cells(graded(), "desk") == {}


def test_who_graded_and_when() -> None:
    (grading,) = ag.admiralty_grid(graded(), "ann")["admiralty_reliability", "B"]
    assert grading == ag.Grading(
        "ann", ag.GradeScale.ADMIRALTY_RELIABILITY, "B", ("desk",), ag.When("2024-01"), "desk-ann"
    )


def test_every_cell_is_there() -> None:
    grid = ag.admiralty_grid(graded(), "d")
    assert [grade for scale, grade in grid if scale == "admiralty_reliability"] == list("ABCDEF")
    assert [grade for scale, grade in grid if scale == "admiralty_credibility"] == list("123456")


def test_a_grade_that_is_taken_back_is_gone() -> None:
    g = graded()
    g.attribute("lab", "lab-ann", act="retract")
    assert ("admiralty_reliability", "D") not in cells(g, "ann")


def test_only_claims_and_sources_have_a_grid() -> None:
    with pytest.raises(ag.WrongKindError):
        ag.admiralty_grid(graded(), "ann-c")
