"""What may be given for each field: the tables for type checkers say what the records say."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from attribgraph import fields, vocabulary
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link

GIVEN = {
    Actor: fields.ActorFields,
    Agency: fields.AgencyFields,
    Document: fields.DocumentFields,
    Claim: fields.ClaimFields,
    Attribution: fields.AttributionFields,
    Link: fields.LinkFields,
}
WORDS = [name for name in vars(fields) if name.endswith("Word") and name not in vars(vocabulary)]


@pytest.mark.parametrize("record", GIVEN, ids=lambda each: each.__name__)
def test_a_record_takes_its_fields(record: Any) -> None:
    table: Any = GIVEN[record]
    assert set(table.__annotations__) == set(record.model_fields)
    needed = {name for name, each in record.model_fields.items() if each.is_required()}
    required = {
        name for name, each in table.__annotations__.items() if "Required[" in each.__forward_arg__
    }
    assert required == needed


def test_attribute_takes_the_fields_of_a_row() -> None:
    named = {"sources", "content", "act"}
    rest = fields.RowFields.__annotations__
    assert set(rest) == set(Attribution.model_fields) - named
    assert set(AttributionGraph.attribute.__annotations__) >= named


@pytest.mark.parametrize("name", WORDS)
def test_the_words_are_those_of_the_enum(name: str) -> None:
    kind, literal = get_args(getattr(fields, name))
    assert kind is getattr(vocabulary, name.removesuffix("Word"))
    assert list(get_args(literal)) == [each.value for each in kind]
