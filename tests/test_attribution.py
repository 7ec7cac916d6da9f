"""Attributions, their excerpts, and links: defaults that follow from other fields."""

from __future__ import annotations

import math
from typing import Any

import pytest
from full_records import ROW
from pydantic import ValidationError

from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Excerpt, Link
from attribgraph.vocabulary import (
    ACT_STANCE,
    ASSERTING_ACTS,
    GRADE_STANCE,
    GRADES,
    SYMMETRIC_RELATIONS,
    Act,
    GradeScale,
    QuoteMode,
    Relation,
    Stance,
)


class TestAttribution:
    @pytest.mark.parametrize("act", sorted(set(Act) - {Act.ASSESS}))
    def test_the_stance_follows_the_act(self, act: Act) -> None:
        row = Attribution(**ROW, act=act)
        assert row.stance is ACT_STANCE[act]
        assert row.asserts is (act in ASSERTING_ACTS)
        negated = Attribution(**ROW, act=act, negated=True)
        assert negated.stance is Stance.COMMENT
        assert not negated.asserts

    def test_a_given_stance_is_kept(self) -> None:
        assert Attribution(**ROW, act=Act.COMMENT, stance=Stance.DENY).stance is Stance.DENY
        row = Attribution(**ROW, negated=True, stance=Stance.QUERY)
        assert row.stance is Stance.QUERY
        assert "stance" in row.given()
        assert "stance" not in Attribution(**ROW).given()

    @pytest.mark.parametrize(
        ("scale", "grade"), [(scale, grade) for scale in GRADES for grade in GRADES[scale]]
    )
    def test_an_assessments_stance_follows_its_grade(self, scale: GradeScale, grade: str) -> None:
        row = Attribution(**ROW, act=Act.ASSESS, grade=grade, grade_scale=scale)
        assert row.stance is GRADE_STANCE[scale][grade]
        assert not row.asserts
        unmade = Attribution(**ROW, act=Act.ASSESS, grade=grade, grade_scale=scale, negated=True)
        assert unmade.stance is Stance.COMMENT

    def test_a_free_grade_is_a_comment(self) -> None:
        row = Attribution(**ROW, act=Act.ASSESS, grade="four Pinocchios")
        assert (row.grade_scale, row.stance) == (GradeScale.FREE, Stance.COMMENT)

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"act": "assess"}, "act='assess' needs a grade"),
            ({"act": "assess", "grade_scale": "free"}, "act='assess' needs a grade"),
            ({"grade": "A"}, "not by act='assert'"),
            ({"act": "deny", "grade_scale": "free"}, "not by act='deny'"),
            (
                {"act": "assess", "grade": "G", "grade_scale": "admiralty_reliability"},
                "'G' is not a grade of admiralty_reliability: A, B, C, D, E, F",
            ),
            (
                {"act": "assess", "grade": "A", "grade_scale": "admiralty_credibility"},
                "'A' is not a grade of admiralty_credibility",
            ),
        ],
    )
    def test_grades_belong_to_assessments(self, fields: dict[str, str], reason: str) -> None:
        with pytest.raises(ValidationError, match=reason):
            Attribution.model_validate(ROW | fields)

    @pytest.mark.parametrize(
        ("stance", "certainty", "code"),
        [
            ("support", "certain", "CT+"),
            ("support", "probable", "PR+"),
            ("support", "possible", "PS+"),
            ("support", "unspecified", "Uu"),
            ("deny", "certain", "CT-"),
            ("deny", "probable", "PR-"),
            ("deny", "possible", "PS-"),
            ("deny", "unspecified", "Uu"),
            ("query", "certain", "CTu"),
            ("comment", "certain", "CTu"),
            ("query", "probable", "Uu"),
            ("comment", "possible", "Uu"),
            ("comment", "unspecified", "Uu"),
        ],
    )
    def test_factuality(self, stance: str, certainty: str, code: str) -> None:
        row = Attribution.model_validate(ROW | {"stance": stance, "certainty": certainty})
        assert row.factuality == code

    def test_quotes_are_direct_unless_said_otherwise(self) -> None:
        assert Attribution(**ROW).quote_mode is QuoteMode.UNKNOWN
        assert Attribution(**ROW, quotes=("No.",)).quote_mode is QuoteMode.DIRECT
        mixed = Attribution(**ROW, quotes=("No.",), quote_mode=QuoteMode.MIXED)
        assert mixed.quote_mode is QuoteMode.MIXED
        unknown = Attribution(**ROW, quotes=("No.",), quote_mode=QuoteMode.UNKNOWN)
        assert unknown.quote_mode is QuoteMode.UNKNOWN

    def test_sources_are_none_one_or_several_and_each_once(self) -> None:
        assert Attribution(content="c").sources == ()
        assert Attribution(sources="a", content="c").sources == ("a",)
        row = Attribution(sources=["b", "a", "b"], content="c")
        assert row.sources == ("b", "a")
        row = Attribution(sources={"b", "a"}, content="c")
        assert row.sources == ("a", "b")

    def test_a_record_goes_where_an_id_goes(self) -> None:
        yonhap = Agency(name="Yonhap")
        claim = Claim(text="Troops are in Kursk", about=[yonhap, "russia"])
        article = Document(title="Kursk", publisher=yonhap)
        row = Attribution(sources=yonhap, content=claim, document=article, addressees=[yonhap])
        assert (row.sources, row.content, row.document) == (("yonhap",), claim.id, "kursk")
        assert row.addressees == ("yonhap",)
        assert claim.about == ("yonhap", "russia")
        assert article.publisher == "yonhap"
        relay = Attribution(sources=[yonhap], content=row)
        assert relay.content == row.id
        link = Link(subject=yonhap, relation=Relation.PART_OF, object=Actor(name="Seoul"))
        assert (link.subject, link.object) == ("yonhap", "seoul")

    def test_json_takes_ids_as_they_are_written(self) -> None:
        assert Attribution.model_validate_json('{"sources": ["a"], "content": "c"}').sources == (
            "a",
        )
        with pytest.raises(ValidationError, match="sources"):
            Attribution.model_validate_json('{"sources": {"id": "a"}, "content": "c"}')

    @pytest.mark.parametrize(
        ("fields", "place"),
        [
            ({"act": "refute"}, "act"),
            ({"stance": "against"}, "stance"),
            ({"certainty": "sure"}, "certainty"),
            ({"confidence": 1.5}, "confidence"),
            ({"confidence": -0.1}, "confidence"),
            ({"confidence": math.nan}, "confidence"),
            ({"said_at": "24 October"}, "said_at"),
            ({"sources": 5}, "sources"),
            ({"sources": [5]}, "sources"),
            ({"content": None}, "content"),
            ({"excerpts": [{"start": 4, "end": 4}]}, "excerpts"),
        ],
    )
    def test_refused(self, fields: dict[str, Any], place: str) -> None:
        with pytest.raises(ValidationError) as caught:
            Attribution.model_validate(ROW | fields)
        assert {each["loc"][0] for each in caught.value.errors()} == {place}


class TestExcerpt:
    def test_it_is_half_open_in_code_points(self) -> None:
        text = "윤석열 said"
        excerpt = Excerpt(start=0, end=3)
        assert text[slice(*excerpt.span)] == "윤석열"

    @pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 0), (0.5, 1)])
    def test_refused(self, start: int, end: int) -> None:
        with pytest.raises(ValidationError):
            Excerpt(start=start, end=end)


class TestLink:
    @pytest.mark.parametrize("relation", sorted(Relation))
    def test_only_a_symmetric_link_turns_round(self, relation: Relation) -> None:
        one = Link(subject="b", relation=relation, object="a")
        other = Link(subject="a", relation=relation, object="b")
        if relation in SYMMETRIC_RELATIONS:
            assert one == other
            assert (one.subject, one.object) == ("a", "b")
        else:
            assert one.id != other.id
            assert (one.subject, one.object) == ("b", "a")

    @pytest.mark.parametrize("relation", sorted(Relation))
    def test_nothing_is_linked_to_itself(self, relation: Relation) -> None:
        with pytest.raises(ValidationError, match="'a' cannot be linked to itself"):
            Link(subject="a", relation=relation, object="a")

    def test_a_turned_link_given_again_is_equal(self) -> None:
        link = Link(subject="b", relation=Relation.RIVAL_OF, object="a")
        assert Link.model_validate(link.given()) == link
