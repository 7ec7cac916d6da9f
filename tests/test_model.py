"""Records of every kind: frozen, copied, written and read, and which fields are refused."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from full_records import FULL, KINDS, full
from pydantic import ValidationError

from attribgraph import model
from attribgraph.model import Actor, Agency, Claim, Document, Link, Record


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
