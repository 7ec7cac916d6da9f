"""Records: ids, defaults that follow from other fields, and what is refused."""

from __future__ import annotations

import copy
import json
import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from attribgraph import model
from attribgraph.model import (
    Actor,
    Agency,
    Attribution,
    Claim,
    Document,
    Excerpt,
    Link,
    Record,
    slug,
)
from attribgraph.vocabulary import (
    ACT_STANCE,
    ASSERTING_ACTS,
    GRADE_STANCE,
    GRADES,
    SYMMETRIC_RELATIONS,
    Act,
    Certainty,
    GradeScale,
    QuoteMode,
    Relation,
    Stance,
)
from attribgraph.when import When

# One record of each kind with every field set to something that is not its default.
FULL: dict[type[Record], dict[str, Any]] = {
    Actor: {
        "id": "yoon-suk-yeol",
        "name": "Yoon Suk Yeol",
        "aliases": ["윤석열", "Yoon"],
        "naming": "described",
        "wikidata": "Q16079",
        "kind": "group",
        "role": "President",
        "notes": "a note",
        "extra": {"k": [1, {"z": [None, "x"]}]},
    },
    Agency: {
        "id": "gur",
        "name": "Main Directorate of Intelligence",
        "aliases": ["ГУР"],
        "naming": "anonymous",
        "wikidata": "Q1",
        "kind": "intelligence",
        "notes": "a note",
        "extra": {"k": 1.5},
    },
    Document: {
        "id": "kursk",
        "title": "Troops in Kursk",
        "kind": "broadcast",
        "publisher": "yonhap",
        "authors": ["A. Writer"],
        "published_at": "2024-10-24T14:30+03:00",
        "url": "https://example.org/a",
        "language": "en",
        "sha256": "0" * 64,
        "notes": "a note",
        "extra": {"k": True},
    },
    Claim: {
        "id": "sent",
        "text": "North Korea sent troops",
        "form": "topic",
        "about": ["north-korea", "russia"],
        "happened_at": "2024-10/..",
        "place": "Kursk",
        "quantity": {"value": 12_000, "unit": "soldiers", "approximate": True},
        "condition": "if asked",
        "language": "en",
        "tags": ["troops"],
        "notes": "a note",
        "extra": {"k": None},
    },
    Attribution: {
        "id": "row",
        "sources": ["south-korea", "united-states"],
        "on_behalf_of": ["nato"],
        "content": "sent",
        "act": "assess",
        "negated": True,
        "stance": "query",
        "certainty": "probable",
        "naming": "described",
        "quotes": ["Слава", "«그래»"],
        "quote_mode": "mixed",
        "cue": "did not grade",
        "said_at": "2024-10-24T14:30+03:00",
        "addressees": ["cnn"],
        "occasion": "press conference",
        "grade": "B",
        "grade_scale": "admiralty_reliability",
        "document": "kursk",
        "excerpts": [{"start": 0, "end": 4, "role": "source"}, {"start": 5, "end": 9}],
        "confidence": 0.5,
        "recorded_at": "2024-11-01",
        "recorded_by": "coder-1",
        "method": "by hand",
        "notes": "a note",
        "extra": {"k": []},
    },
    Link: {
        "id": "link",
        "subject": "gur",
        "relation": "part_of",
        "object": "ukraine",
        "since": "1992",
        "until": "2025",
        "document": "kursk",
        "recorded_at": "2024-11-01",
        "recorded_by": "coder-1",
        "notes": "a note",
        "extra": {"k": "v"},
    },
}
KINDS = sorted(FULL, key=lambda each: each.__name__)
ROW = {"sources": "putin", "content": "c"}


def full(kind: type[Record], **changes: Any) -> Record:
    return kind.model_validate(FULL[kind] | changes)


@pytest.fixture(params=KINDS, ids=lambda each: each.__name__)
def record(request: pytest.FixtureRequest) -> Record:
    return full(request.param)


class TestEveryKind:
    def test_the_example_sets_every_field(self, record: Record) -> None:
        assert set(FULL[type(record)]) == set(type(record).model_fields)
        for name, field in type(record).model_fields.items():
            assert getattr(record, name) != field.default, name

    def test_json_gives_it_back(self, record: Record) -> None:
        assert type(record).model_validate_json(record.model_dump_json()) == record
        assert type(record).model_validate(json.loads(record.model_dump_json())) == record

    def test_copies_and_pickles_are_equal(self, record: Record) -> None:
        for back in (
            copy.copy(record),
            copy.deepcopy(record),
            pickle.loads(pickle.dumps(record)),  # noqa: S301 (made just above)
            record.model_copy(),
        ):
            assert back == record
            assert hash(back) == hash(record)
            assert back.given() == record.given()
            with pytest.raises(TypeError, match="frozen"):
                back.extra["k"] = 2

    def test_what_was_given_makes_it_again(self, record: Record) -> None:
        assert record.given().keys() == FULL[type(record)].keys()
        assert type(record).model_validate(record.given()) == record

    def test_no_field_can_be_set_or_deleted(self, record: Record) -> None:
        for name in type(record).model_fields:
            with pytest.raises(ValidationError, match="frozen"):
                setattr(record, name, getattr(record, name))
            with pytest.raises(ValidationError, match="frozen"):
                delattr(record, name)

    def test_an_unknown_field_is_refused(self, record: Record) -> None:
        with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
            full(type(record), colour="red")

    def test_its_repr_makes_an_equal_id_and_shows_what_was_given(self, record: Record) -> None:
        shown = repr(record)
        assert shown.startswith(f"{type(record).__name__}(id={record.id!r}, ")
        for name in set(FULL[type(record)]) - {"id"}:
            assert f", {name}=" in shown

    def test_references_are_fields(self, record: Record) -> None:
        assert set(record.references) <= set(type(record).model_fields)

    @pytest.mark.parametrize(
        "bad",
        ["", " ", "a b", "a\tb", "a\nb", "a\x00b", "\x7f", "a\u00a0b", "a\u2028b", "\x85", "a\n"],
    )
    def test_ids_hold_no_spaces_and_no_controls(self, record: Record, bad: str) -> None:
        for name in ("id", *record.references):
            value: Any = [bad] if isinstance(getattr(record, name), tuple) else bad
            with pytest.raises(ValidationError) as caught:
                full(type(record), **{name: value})
            assert caught.value.errors()[0]["loc"][0] == name

    @pytest.mark.parametrize("good", ["a", "Ё-1", "윤석열", "a/b:c#d", "$<&>'\"", "שלום", "🙂"])
    def test_ids_may_be_any_other_text(self, record: Record, good: str) -> None:
        assert full(type(record), id=good).id == good


class TestExtra:
    def test_it_is_frozen_to_the_bottom(self) -> None:
        given = {"k": [1, {"z": [2]}]}
        made = Claim(text="t", extra=given)
        given["k"].append(3)
        assert made.extra == {"k": (1, {"z": (2,)})}
        inner = made.extra["k"][1]  # type: ignore[index]
        for held in (made.extra, inner):
            for change in (
                lambda held=held: held.update(a=1),
                lambda held=held: held.pop("k", None),
                lambda held=held: held.setdefault("a", 1),
                lambda held=held: held.clear(),
                lambda held=held: held.popitem(),
                lambda held=held: held.__setitem__("a", 1),
                lambda held=held: held.__delitem__("k"),
                lambda held=held: held.__ior__({"a": 1}),
            ):
                with pytest.raises(TypeError, match="frozen"):
                    change()
        assert made.extra == {"k": (1, {"z": (2,)})}
        assert dict(made.extra) | {"a": 1} == {"k": (1, {"z": (2,)}), "a": 1}

    @given(
        st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"])),
            st.recursive(
                st.none()
                | st.booleans()
                | st.integers(-(2**53), 2**53)
                | st.floats(allow_nan=False, allow_infinity=False)
                | st.text(st.characters(exclude_categories=["Cs"])),
                lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner),
                max_leaves=8,
            ),
        )
    )
    def test_any_json_comes_back(self, extra: dict[str, Any]) -> None:
        made = Claim(text="t", extra=extra)
        assert json.loads(made.model_dump_json())["extra"] == extra
        assert Claim.model_validate_json(made.model_dump_json()) == made
        assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 (made just above)

    @pytest.mark.parametrize(
        ("extra", "reason"),
        [
            ({"k": math.nan}, "finit"),
            ({"k": [math.inf]}, "finit"),
            ({"k": {"z": -math.inf}}, "finit"),
            ({1: "k"}, "valid string"),
            ({"k": {1, 2}}, "not a valid JSON value"),
            ({"k": b"bytes"}, "not a valid JSON value"),
            ({"k": "\ud800"}, "cannot be written as UTF-8"),
            ({"\udfff": 1}, "cannot be written as UTF-8"),
            ([], "valid dictionary"),
        ],
    )
    def test_what_json_cannot_hold_is_refused(self, extra: Any, reason: str) -> None:
        with pytest.raises(ValidationError, match=reason):
            Claim(text="t", extra=extra)

    def test_what_contains_itself_is_refused(self) -> None:
        knot: dict[str, Any] = {}
        knot["k"] = knot
        with pytest.raises(ValidationError, match="contains itself"):
            Claim(text="t", extra=knot)


class TestText:
    @pytest.mark.parametrize(
        "text", ["a\x00b", "$x^2$", "<b>&amp;", '"«»', "שלום", "a\nb", "윤석열"]
    )
    def test_text_is_data(self, text: str) -> None:
        made = Claim(text=text, notes=text, tags=[text])
        assert (made.text, made.notes, made.tags) == (text, text, (text,))
        assert Claim.model_validate_json(made.model_dump_json()) == made

    @pytest.mark.parametrize("text", ["", "  ", "\n"])
    def test_a_claim_says_something(self, text: str) -> None:
        with pytest.raises(ValidationError, match="at least 1 character"):
            Claim(text=text)

    def test_outer_spaces_go(self) -> None:
        assert Claim(text=" Troops \n").text == "Troops"
        assert Claim(text=" Troops \n").id == Claim(text="Troops").id

    def test_half_a_character_is_refused_everywhere(self) -> None:
        for field in ("text", "notes", "place", "tags"):
            with pytest.raises(ValidationError, match=field):
                Claim.model_validate({"text": "t", field: "\ud800"})

    def test_one_word_is_taken_for_several(self) -> None:
        assert Claim(text="t", tags="troops").tags == ("troops",)  # type: ignore[arg-type]
        assert Attribution(**ROW, quotes="No.").quotes == ("No.",)


class TestDerivedIds:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Kim Jong-un", "kim-jong-un"),
            ("  The «State» Duma!", "the-state-duma"),
            ("Генштаб ЗСУ", "генштаб-зсу"),
            ("윤석열", "윤석열"),
            ("Ⅳ ﬁle", "iv-file"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("हिन्दी", "हिन्दी"),
            ("!?", ""),
            ("", ""),
        ],
    )
    def test_slug(self, name: str, expected: str) -> None:
        assert slug(name) == expected

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_a_slug_is_an_id_and_its_own_slug(self, name: str) -> None:
        made = slug(name)
        if made:
            assert Actor(name="x", id=made).id == made
            assert slug(made) == made

    def test_a_name_without_letters_needs_an_id(self) -> None:
        for make in (lambda: Actor(name="?!"), lambda: Document(title="?!")):
            with pytest.raises(
                ValidationError, match=r"has no letters to make an id of: give an id"
            ):
                make()
        assert Actor(name="?!", id="who").id == "who"

    @pytest.mark.parametrize("kind", [Actor, Agency])
    @pytest.mark.parametrize("naming", ["described", "anonymous"])
    def test_a_source_that_is_not_named_needs_an_id(
        self, kind: type[Actor | Agency], naming: str
    ) -> None:
        with pytest.raises(ValidationError, match=f"'observers' is {naming}: give it an id"):
            kind.model_validate({"name": "observers", "naming": naming})
        made = kind.model_validate({"name": "observers", "naming": naming, "id": "observers-1"})
        assert made.id == "observers-1"

    def test_they_never_change_between_versions(self) -> None:
        """Ids are written into people's files: a change here would orphan them."""
        assert Claim(text="Troops are in Kursk").id == "troops-are-in-kursk-65e3ca"
        assert Claim(text="윤석열은 말했다").id == "윤석열은-말했다-0l9dja"
        assert Claim(text="!!!").id == "claim-72ab1l"
        assert Attribution(**ROW).id == "said-92caf0bb7bce2911"
        many = FULL[Attribution] | {"act": "deny", "stance": "comment", "quote_mode": "direct"}
        for name in ("id", "naming", "grade", "grade_scale"):
            del many[name]
        many |= {"on_behalf_of": ["g"], "content": "c", "cue": "did not deny", "occasion": "o"}
        many |= {"document": "d", "recorded_by": "me", "excerpts": many["excerpts"][:1]}
        many |= {"quotes": ["Слава", "그래"], "notes": None}
        assert Attribution.model_validate(many).id == "said-e38cfdedcbb688bb"
        graded = {"act": "assess", "grade": "B", "grade_scale": "admiralty_reliability"}
        row = Attribution.model_validate({"sources": "x", "content": "y"} | graded)
        assert row.id == "said-7be9d96ce59dd370"
        link = Link(subject="gur", relation=Relation.PART_OF, object="ukraine")
        assert link.id == "link-dff60dc8146e61ce"
        link = Link(subject="b", relation=Relation.CONTRADICTS, object="a", since=When("2024"))
        assert link.id == "link-9cbc4584a109861e"

    def test_a_claims_id_is_short_however_long_its_text(self) -> None:
        one, other = Claim(text="long " * 999 + "a"), Claim(text="long " * 999 + "b")
        assert len(one.id) <= 48 + 1 + 6
        assert one.id != other.id

    @given(st.permutations(["a", "b", "c"]))
    def test_the_order_of_sources_does_not_matter(self, sources: list[str]) -> None:
        row = Attribution(sources=tuple(sources), content="x")
        assert row.id == Attribution(sources=("a", "b", "c"), content="x").id
        assert row.identity() == Attribution(sources=("a", "b", "c"), content="x").identity()
        assert row.sources == tuple(sources)

    @pytest.mark.parametrize("kind", [Attribution, Link], ids=lambda each: each.__name__)
    def test_every_field_makes_the_entry_but_five(self, kind: type[Record]) -> None:
        outside = {"recorded_at", "confidence", "method", "notes", "extra"}
        given = {key: each for key, each in FULL[kind].items() if key != "id"}
        needed = {
            "content": "other",
            "grade": "C",
            "subject": "sbu",
            "relation": "affiliated_with",
            "object": "russia",
        }
        whole = kind.model_validate(given)
        for name in given.keys() - {"act"}:
            rest = {key: each for key, each in given.items() if key != name}
            other = kind.model_validate(rest | ({name: needed[name]} if name in needed else {}))
            same = name in outside
            assert (other.id == whole.id) is same, name
            assert (other.identity() == whole.identity()) is same, name

    def test_acts_make_different_entries(self) -> None:
        plain = set(Act) - {Act.ASSESS}
        assert len({Attribution(**ROW, act=each).id for each in plain}) == len(plain)

    def test_a_default_that_is_spelt_out_is_the_same_entry(self) -> None:
        spelt = Attribution(
            **ROW,
            act=Act.ASSERT,
            negated=False,
            stance=Stance.SUPPORT,
            certainty=Certainty.UNSPECIFIED,
            quote_mode=QuoteMode.UNKNOWN,
        )
        assert spelt == Attribution(**ROW)
        assert spelt.id == Attribution(**ROW).id


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
        assert Attribution(sources="a", content="c").sources == ("a",)  # type: ignore[arg-type]
        row = Attribution(sources=["b", "a", "b"], content="c")  # type: ignore[arg-type]
        assert row.sources == ("b", "a")
        row = Attribution(sources={"b", "a"}, content="c")  # type: ignore[arg-type]
        assert row.sources == ("a", "b")

    def test_a_record_goes_where_an_id_goes(self) -> None:
        yonhap = Agency(name="Yonhap")
        claim = Claim(text="Troops are in Kursk", about=[yonhap, "russia"])  # type: ignore[list-item]
        article = Document(title="Kursk", publisher=yonhap)  # type: ignore[arg-type]
        row = Attribution(sources=yonhap, content=claim, document=article, addressees=[yonhap])  # type: ignore[arg-type, list-item]
        assert (row.sources, row.content, row.document) == (("yonhap",), claim.id, "kursk")
        assert row.addressees == ("yonhap",)
        assert claim.about == ("yonhap", "russia")
        assert article.publisher == "yonhap"
        relay = Attribution(sources=[yonhap], content=row)  # type: ignore[arg-type, list-item]
        assert relay.content == row.id
        link = Link(subject=yonhap, relation=Relation.PART_OF, object=Actor(name="Seoul"))  # type: ignore[arg-type]
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


@pytest.mark.parametrize(
    ("kind", "fields", "place"),
    [
        (Actor, {"name": "x", "wikidata": "Q0"}, "wikidata"),
        (Actor, {"name": "x", "wikidata": "7747"}, "wikidata"),
        (Actor, {"name": "x", "kind": "news"}, "kind"),
        (Actor, {}, "name"),
        (Agency, {"name": "x", "kind": "person"}, "kind"),
        (Document, {"title": "x", "sha256": "0" * 63}, "sha256"),
        (Document, {"title": "x", "sha256": "A" * 64}, "sha256"),
        (Document, {"title": "x", "published_at": "soon"}, "published_at"),
        (Claim, {"text": "x", "quantity": {}}, "quantity"),
        (Claim, {"text": "x", "quantity": 5}, "quantity"),
        (Claim, {"text": "x", "form": "verse"}, "form"),
        (Link, {"subject": "a", "relation": "knows", "object": "b"}, "relation"),
    ],
)
def test_a_bad_field_is_named(kind: type[Record], fields: dict[str, Any], place: str) -> None:
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(fields)
    assert {each["loc"][0] for each in caught.value.errors()} == {place}


def test_records_are_told_apart_by_kind_and_by_every_field() -> None:
    assert Actor(name="x") != Agency(name="x")
    assert Actor(name="x") != Actor(name="x", role="President")
    assert Actor(name="x") == Actor(name="x", id="x")
    assert len({Actor(name="x"), Actor(name="x"), Agency(name="x")}) == 2


def test_public_names() -> None:
    kinds = {name for name, each in vars(model).items() if isinstance(each, type)}
    assert {each.__name__ for each in KINDS} <= kinds & set(model.__all__)
