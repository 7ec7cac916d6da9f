"""Answers of language models, checked against the text that they were given on."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph import (
    Agency,
    AttribGraphError,
    Document,
    FormatError,
    RecordError,
    extraction_schema,
    from_extraction,
)

TEXT = (
    "Mayor Jo Lund said that \u201cthe port will reopen.\u201d Officials at the ministry denied "
    "it, Northwire reported. He did not say when. The port is large; the port is old."
)
GOOD: dict[str, Any] = {
    "source": "Jo Lund",
    "source_kind": "person",
    "cue": "said",
    "act": "assert",
    "negated": False,
    "certainty": "unspecified",
    "claim": "the port will reopen",
    "passage": "the port will reopen",
    "relayed_by": None,
    "said_at": "2031-03-04",
}
RELAYED = GOOD | {
    "source": "Officials at the ministry",
    "source_kind": "group",
    "cue": "denied",
    "act": "deny",
    "passage": "denied it",
    "relayed_by": "Northwire",
}


def answer(*items: Any) -> dict[str, Any]:
    return {"attributions": list(items)}


def test_what_stands_in_the_text_becomes_rows() -> None:
    result = from_extraction(answer(GOOD, RELAYED), TEXT, document="note", method="model 7")
    assert (result.accepted, result.rejected, result.feedback()) == (2, (), "")
    graph = result.graph
    first = graph.attributions.by("jo-lund").first()
    assert first.quotes == ("the port will reopen",)
    assert first.quote_mode.value == "direct"
    assert str(first.said_at) == "2031-03-04"
    assert {row.method for row in graph.attributions} == {"model 7"}
    denied = graph.attributions.act("deny").first()
    (relay,) = graph.relays_of(denied)
    assert (relay.document, denied.document) == ("note", None)
    assert denied.content == first.content, "the same claim in the same words"
    assert graph[denied.sources[0]].naming.value == "described"
    assert {each.status for each in graph.check_quotes({"note": TEXT})} == {"exact"}


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"passage": "the port will close"}, "passage", "only as far as 'the port will'"),
        ({"passage": "nothing of it"}, "passage", "the text does not have it"),
        ({"passage": "The port is"}, "passage", ""),
        ({"passage": "port"}, "passage", "more than once"),
        ({"cue": "shouted"}, "cue", "does not have 'shouted' beside the passage"),
        ({"cue": "sai"}, "cue", "does not have 'sai'"),
        ({"source": "Kim"}, "source", "copy how it names them"),
        ({"relayed_by": "Reuters"}, "relayed_by", "does not have 'Reuters'"),
        ({"act": "sya"}, "act", "'sya' is not one of assert"),
        ({"act": "assess"}, "act", "'assess' is not one of assert"),
        ({"certainty": "sure"}, "certainty", "'sure' is not one of certain"),
        ({"source_kind": "dog"}, "source_kind", "'person'"),
        ({"negated": "no"}, "negated", "valid boolean"),
        ({"claim": " "}, "claim", "at least 1 character"),
        ({"said_at": "soon"}, "said_at", "'soon' is not a time"),
        ({"claim": 7}, "claim", "valid string"),
        ({"clam": "x"}, "clam", r"there is no such field \(did you mean 'claim'"),
    ],
)
def test_what_does_not_is_rejected_with_a_reason(
    change: dict[str, Any], field: str, reason: str
) -> None:
    result = from_extraction(answer(GOOD, GOOD | change), TEXT)
    if not reason:  # it stands there once
        assert result.accepted == 2
        return
    assert result.accepted == 1
    (rejected,) = result.rejected
    assert (rejected.number, rejected.field) == (2, field)
    with pytest.raises(AttribGraphError, match=reason):
        raise AttribGraphError(rejected.reason)
    assert result.feedback().startswith("1 of 2 attributions were not accepted.")
    assert f"\n- attribution 2, field '{field}': " in result.feedback()
    # what was rejected leaves nothing behind
    assert result.graph == from_extraction(answer(GOOD), TEXT).graph


def test_missing_fields_and_other_values_are_rejected() -> None:
    without = {name: value for name, value in GOOD.items() if name != "cue"}
    result = from_extraction(answer(without, 5, None, [GOOD]), TEXT)
    assert [each.field for each in result.rejected] == ["cue", "", "", ""]
    assert result.accepted == 0


def test_marks_dashes_and_spaces_are_passed_over_and_the_text_is_taken() -> None:
    item = GOOD | {"passage": '"the  port will reopen."'}
    row = from_extraction(answer(item), TEXT).graph.attributions.first()
    assert row.quotes == ("the port will reopen.",)


def test_the_nearest_cue_and_source_are_taken_as_whole_words() -> None:
    item = GOOD | {"source": "He", "cue": "did not say", "act": "assert", "negated": True}
    result = from_extraction(answer(item | {"passage": "when"}), TEXT)
    row = result.graph.attributions.first()
    places = {each.role.value: TEXT[slice(*each.span)] for each in row.excerpts}
    assert places == {"source": "He", "cue": "did not say", "content": "when"}
    assert row.sources[0].startswith("document.he-")


def test_where_the_lexicon_reads_the_cue_otherwise_the_row_says_so() -> None:
    row = from_extraction(answer(GOOD | {"act": "deny"}), TEXT).graph.attributions.first()
    assert row.act.value == "deny"
    assert row.extra["cue_act"] == "assert"


def test_json_text_is_read_with_a_fence_or_without() -> None:
    text = json.dumps(answer(GOOD))
    for payload in (text, text.encode(), f"```json\n{text}\n```", f"\n```\n{text}\n```\n"):
        assert from_extraction(payload, TEXT).accepted == 1
    for payload in ("", "{", "[]", '{"attributions": 1}', "\ud800", b"\xff", "[" * 100_000):
        with pytest.raises(FormatError):
            from_extraction(payload, TEXT)
    with pytest.raises(FormatError, match="stands twice"):
        from_extraction('{"attributions": [], "attributions": []}', TEXT)


def test_the_document_may_be_given() -> None:
    times = Agency(id="times", name="The Times", kind="news")
    graph = from_extraction(
        answer(GOOD), TEXT, document=Document(id="d", title="A day"), publisher=times
    ).graph
    assert graph["d"].publisher == "times"
    with pytest.raises(RecordError):
        from_extraction(answer(GOOD), TEXT, document="a b")


def test_the_schema_is_flat_closed_and_what_is_read() -> None:
    schema = extraction_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(answer(GOOD, RELAYED), schema)
    item = schema["properties"]["attributions"]["items"]
    assert item["required"] == list(item["properties"]) == list(GOOD)
    assert not item["additionalProperties"]
    assert all("properties" not in each for each in item["properties"].values())
    assert all(each["description"] for each in item["properties"].values())
    assert "assess" not in item["properties"]["act"]["enum"]
    item["properties"].clear()
    assert extraction_schema()["properties"]["attributions"]["items"]["properties"]
    for words in item["properties"].get("act", {}).get("enum", ()):
        assert from_extraction(answer(GOOD | {"act": words}), TEXT).accepted == 1


values = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(["x"])


@given(st.data())
def test_any_answer_is_taken_or_refused(data: st.DataObject) -> None:
    """Whatever the fields hold: rows of what the text has, or reasons."""
    pieces = st.integers(0, len(TEXT) - 1).flatmap(
        lambda start: st.integers(start + 1, len(TEXT)).map(lambda end: TEXT[start:end])
    )
    changes = data.draw(st.dictionaries(st.sampled_from(list(GOOD)), values | pieces, max_size=4))
    result = from_extraction(answer(GOOD | changes), TEXT)
    assert result.accepted + len(result.rejected) == 1
    checks = result.graph.check_quotes({"document": TEXT})
    assert {each.status for each in checks} <= {"exact"}
    assert bool(checks) == bool(result.accepted)
