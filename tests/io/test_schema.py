"""The published schema is the one that files follow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from strategies import graphs

from attribgraph.graph import AttributionGraph
from attribgraph.io import from_json, json_schema, to_json
from attribgraph.model import Claim
from attribgraph.store import RECORD_TYPES

PUBLISHED = Path(__file__).parents[2] / "docs" / "attribgraph.schema.json"
VALIDATOR = Draft202012Validator(json_schema())


def test_the_published_schema_is_this_one() -> None:
    """Make it again with ``python -m attribgraph.io > docs/attribgraph.schema.json``."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json_schema()
    printed = subprocess.run(
        [sys.executable, "-m", "attribgraph.io"], capture_output=True, check=True, timeout=60
    )
    assert printed.stdout == PUBLISHED.read_bytes()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@settings(max_examples=20)
@given(graph=graphs())
def test_written_files_follow_it(graph: AttributionGraph) -> None:
    VALIDATOR.validate(json.loads(to_json(graph)))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"format": "other", "format_version": 1},
        {"format": "attribgraph", "format_version": 2},
        {"format": "attribgraph", "format_version": 1, "claim": []},
        {"format": "attribgraph", "format_version": 1, "claims": {}},
        {"format": "attribgraph", "format_version": 1, "claims": [{}]},
        {"format": "attribgraph", "format_version": 1, "claims": [{"text": ""}]},
        {"format": "attribgraph", "format_version": 1, "claims": [{"text": "x", "txt": "y"}]},
        {"format": "attribgraph", "format_version": 1, "claims": [{"text": "x", "id": "a b"}]},
        {"format": "attribgraph", "format_version": 1, "claims": [{"text": "x", "id": "a\x85"}]},
        {"format": "attribgraph", "format_version": 1, "claims": [{"text": "x", "form": "y"}]},
    ],
)
def test_what_reading_refuses_it_refuses(wrong: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(wrong)
    with pytest.raises(ValueError, match=r"^<text>"):
        from_json(json.dumps(wrong))


def test_a_quantity_may_be_one_value() -> None:
    file = {
        "format": "attribgraph",
        "format_version": 1,
        "claims": [{"text": "x", "quantity": {"value": 3}}],
    }
    VALIDATOR.validate(file)
    graph = AttributionGraph(Claim(text="x", quantity={"value": 3}))
    assert from_json(json.dumps(file)) == graph


def test_every_field_is_described() -> None:
    definitions = json_schema()["$defs"]
    for model in RECORD_TYPES.values():
        definition = definitions[model.__name__]
        assert "\n" not in definition["description"]
        for name, field in definition["properties"].items():
            assert field.get("description"), f"{model.__name__}.{name}"
            assert not field["description"].startswith("As for")


def test_defaults_that_follow_from_other_fields_are_not_stated() -> None:
    fields = json_schema()["$defs"]["Attribution"]["properties"]
    assert not {"default"} & (fields["id"].keys() | fields["stance"].keys())
    assert fields["act"]["default"] == "assert"
