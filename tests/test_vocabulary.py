"""The vocabulary: every table is complete, and says what the design says."""

from __future__ import annotations

import enum
from types import MappingProxyType
from typing import Any, get_args

import pytest

from attribgraph import vocabulary
from attribgraph.vocabulary import (
    ACT_STANCE,
    ASSERTING_ACTS,
    COMMUNITY_STANCES,
    FACTUALITY,
    GRADE_STANCE,
    GRADES,
    RELATION_ENDS,
    SYMMETRIC_RELATIONS,
    Act,
    ActWord,
    Certainty,
    CertaintyWord,
    GradeScale,
    Kind,
    Naming,
    NamingWord,
    QuoteMode,
    QuoteModeWord,
    Relation,
    Stance,
    StanceWord,
)

TABLES = [
    name
    for name in vocabulary.__all__
    if name.isupper() and not isinstance(getattr(vocabulary, name), frozenset)
]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (ActWord, Act),
        (StanceWord, Stance),
        (CertaintyWord, Certainty),
        (NamingWord, Naming),
        (QuoteModeWord, QuoteMode),
    ],
)
def test_the_words_for_type_checkers_are_those_of_the_enum(
    words: Any, values: type[enum.StrEnum]
) -> None:
    kind, literal = get_args(words)
    assert kind is values
    assert list(get_args(literal)) == [each.value for each in values]


def test_enums_have_the_words_of_the_design() -> None:
    acts = "assert confirm admit deny question believe estimate predict warn promise demand"
    acts += " accuse comment report retract assess"
    assert [each.value for each in Act] == acts.split()
    assert [each.value for each in Stance] == ["support", "deny", "query", "comment"]
    assert [each.value for each in Certainty] == ["certain", "probable", "possible", "unspecified"]
    assert [each.value for each in QuoteMode] == ["direct", "indirect", "mixed", "unknown"]
    assert [each.value for each in Naming] == ["named", "described", "anonymous"]
    assert [each.value for each in vocabulary.ClaimForm] == [
        "statement",
        "question",
        "topic",
        "directive",
    ]
    assert [each.value for each in GradeScale] == [
        "admiralty_reliability",
        "admiralty_credibility",
        "truth_rating",
        "free",
    ]


def test_a_stance_has_one_sign() -> None:
    assert {each.value: each.sign for each in Stance} == {
        "support": 1,
        "deny": -1,
        "query": 0,
        "comment": 0,
    }


def test_every_act_has_a_default_stance() -> None:
    assert set(ACT_STANCE) == set(Act)
    by_stance = {
        stance: {act.value for act, taken in ACT_STANCE.items() if taken is stance}
        for stance in Stance
    }
    assert by_stance[Stance.DENY] == {"deny", "retract"}
    assert by_stance[Stance.QUERY] == {"question"}
    assert by_stance[Stance.COMMENT] == {"comment", "assess"}


def test_the_asserting_acts_are_the_designs() -> None:
    asserting = "assert confirm admit deny believe estimate predict warn accuse report"
    assert {each.value for each in ASSERTING_ACTS} == set(asserting.split())
    others = {each.value for each in set(Act) - ASSERTING_ACTS}
    assert others == {"question", "promise", "demand", "comment", "retract", "assess"}


def test_factuality_codes_are_factbanks() -> None:
    assert {(sign, each.value): code for (sign, each), code in FACTUALITY.items()} == {
        (1, "certain"): "CT+",
        (1, "probable"): "PR+",
        (1, "possible"): "PS+",
        (-1, "certain"): "CT-",
        (-1, "probable"): "PR-",
        (-1, "possible"): "PS-",
        (0, "certain"): "CTu",
    }


def test_every_relation_joins_the_kinds_of_the_design() -> None:
    claim, row, document = Kind.CLAIM, Kind.ATTRIBUTION, Kind.DOCUMENT
    kinds = {
        frozenset({claim}): "contradicts refines supports equivalent_to conditional_on",
        frozenset({row}): "responds_to",
        frozenset({Kind.ACTOR, Kind.AGENCY}): "part_of speaks_for leads affiliated_with rival_of",
        frozenset({document}): "cites republishes",
    }
    expected = {
        Relation(word): (ends, ends) for ends, words in kinds.items() for word in words.split()
    }
    assert dict(RELATION_ENDS) == expected
    assert set(RELATION_ENDS) == set(Relation)


def test_symmetric_relations_have_like_ends() -> None:
    assert {each.value for each in SYMMETRIC_RELATIONS} == {
        "contradicts",
        "equivalent_to",
        "rival_of",
    }
    for relation in SYMMETRIC_RELATIONS:
        subjects, objects = RELATION_ENDS[relation]
        assert subjects == objects


def test_every_grade_of_a_closed_scale_has_a_stance() -> None:
    assert set(GRADES) == set(GradeScale) - {GradeScale.FREE}
    assert {scale: tuple(taken) for scale, taken in GRADE_STANCE.items()} == dict(GRADES)
    for scale, grades in GRADES.items():
        assert GRADE_STANCE[scale][grades[0]] is Stance.SUPPORT, "the best grade supports"
        assert GRADE_STANCE[scale][grades[-2]] is Stance.DENY, "the worst grade denies"
        assert GRADE_STANCE[scale][grades[-1]] is Stance.COMMENT, "the last cannot be judged"


def test_grades_never_get_better_down_a_scale() -> None:
    rank = {Stance.SUPPORT: 0, Stance.COMMENT: 1, Stance.QUERY: 2, Stance.DENY: 3}
    for scale, grades in GRADES.items():
        ranks = [rank[GRADE_STANCE[scale][each]] for each in grades[:-1]]
        assert ranks == sorted(ranks), scale


def test_other_communities_words_map_to_stances_in_lower_case() -> None:
    assert set(COMMUNITY_STANCES) == {
        "sdqc",
        "pheme",
        "fnc-1",
        "stix-opinion",
        "dna",
        "claimreview",
    }
    for scheme, words in COMMUNITY_STANCES.items():
        assert words, scheme
        for word, stance in words.items():
            assert isinstance(stance, Stance), (scheme, word)
            assert word == word.casefold().strip(), (scheme, word)
    assert {each for words in COMMUNITY_STANCES.values() for each in words.values()} == set(Stance)


@pytest.mark.parametrize("name", TABLES)
def test_tables_cannot_be_changed(name: str) -> None:
    table = getattr(vocabulary, name)
    assert isinstance(table, MappingProxyType)
    for inner in table.values():
        assert isinstance(inner, (MappingProxyType, Stance, str, tuple))


def test_every_public_name_exists_once() -> None:
    assert len(set(vocabulary.__all__)) == len(vocabulary.__all__)
    defined = {
        name
        for name, each in vars(vocabulary).items()
        if isinstance(each, type) and issubclass(each, enum.Enum) and each is not enum.StrEnum
    }
    assert defined <= set(vocabulary.__all__)
