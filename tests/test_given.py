"""Records share the set of the fields that were given, and their keys, and nothing else."""

from __future__ import annotations

from sys import getsizeof

from attribgraph import Attribution, AttributionGraph, Claim
from attribgraph.store import RECORD_TYPES


def test_records_share_the_set_of_given_fields() -> None:
    one = Attribution(id="1", content="c", cue="said")
    other = Attribution(id="2", content="d", cue="told")
    different = Attribution(id="3", content="c")
    assert one.model_fields_set is other.model_fields_set
    assert different.model_fields_set == {"id", "content"}
    copied = one.model_copy(update={"occasion": "a debate"})
    assert "occasion" in copied.model_fields_set
    assert one.model_fields_set == other.model_fields_set == {"id", "content", "cue"}


def test_an_edit_leaves_the_others_as_they_were() -> None:
    g = AttributionGraph(Claim(id="c", text="It rained"))
    g.add(Attribution(id="1", content="c"), Attribution(id="2", content="c"))
    g.edit("1", act="deny")
    assert g["1"].given() == {"id": "1", "content": "c", "act": "deny"}
    assert g["2"].given() == {"id": "2", "content": "c"}


def test_the_fields_of_records_share_their_keys() -> None:
    for model in RECORD_TYPES.values():
        assert list(model._shape) == list(model.model_fields)
        assert len(model._shape) <= 30, "CPython shares the keys of no larger dict"
    row = Attribution(content="c", cue="said")
    assert getsizeof(row.__dict__) < getsizeof({**row.__dict__}) / 2
    assert list(row.__dict__) == list(Attribution.model_fields)
