"""The JSON Schema of the canonical format; ``python -m attribgraph.io`` prints it."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, Final

from pydantic.json_schema import GenerateJsonSchema

from attribgraph.io.json import GraphFile
from attribgraph.model import Actor, Agency, Excerpt
from attribgraph.quantity import Quantity
from attribgraph.record import Record
from attribgraph.store import RECORD_TYPES

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["json_schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DERIVED: Final = ("id", "stance", "quote_mode")
"""Fields whose defaults follow from other fields, so that a schema cannot state them."""
_PARAMETER: Final = re.compile(r"^(\w+(?:, \w+)*)\n((?:(?: {4}.*)?\n)+)", re.MULTILINE)


class _Schema(GenerateJsonSchema):
    # the default of extra is frozen, which a schema has no word for
    ignored_warning_kinds = {"non-serializable-default", "skipped-choice"}  # noqa: RUF012 (as in its base)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the files that `read_json` reads.

    It says what each record may hold. Whether references hold together only reading shows.

    Returns
    -------
    dict
        The JSON Schema.

    Examples
    --------
    >>> json_schema()["required"]
    ['format', 'format_version']
    """
    made = GraphFile.model_json_schema(schema_generator=_Schema)
    schema: dict[str, Any] = {"$schema": _DIALECT, **made}
    definitions = schema["$defs"]
    for definition in definitions.values():
        words = definition.get("description")
        if words:
            definition["description"] = _one_line(words.split("\n\n", 1)[0])
        for name in _DERIVED:
            definition.get("properties", {}).get(name, {}).pop("default", None)
    models: tuple[type[BaseModel], ...] = (*RECORD_TYPES.values(), Excerpt, Quantity)
    for model in models:
        properties = definitions[model.__name__]["properties"]
        if model is Quantity:
            # taken in place of low and high, yet not a field of its own
            properties["value"] = {"title": "Value", "type": "number"}
        for name, words in (_parameters(Record) | _parameters(model)).items():
            if name in properties:
                properties[name].setdefault("description", words)
    portable: dict[str, Any] = _portable(schema)
    return portable


def _parameters(model: type[BaseModel]) -> dict[str, str]:
    """Return what a model's docstring says of each of its fields."""
    text = inspect.getdoc(model) or ""
    section = text.partition("Parameters\n----------\n")[2] + "\n"
    found = {
        name: _one_line(each[2]).replace("``", "").replace("`", "")
        for each in _PARAMETER.finditer(section)
        for name in each[1].split(", ")
    }
    if model is Agency:
        found |= {
            name: words
            for name, words in _parameters(Actor).items()
            if found.get(name) == "As for Actor."
        }
    return found


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _portable(value: Any) -> Any:
    """Return a schema whose patterns are understood by Python's `re` and by JavaScript."""
    if isinstance(value, dict):
        return {key: _portable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_portable(each) for each in value]
    if isinstance(value, str):
        return value.replace(r"\p{Cc}", r"\u0000-\u001f\u007f-\u009f")
    return value
