"""The public names and signatures, as text: `tests/api.txt` holds what is promised.

``python tests/api.py`` writes the file anew, for a change that is meant. A name or parameter that
has been released stays; adding is free.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

import attribgraph

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_suffix(".txt")


def listing() -> str:
    """Return a line for every public name, and for every public member of a class."""
    return "\n".join(line for name in sorted(attribgraph.__all__) for line in _about(name)) + "\n"


def _about(name: str) -> Iterator[str]:
    value = getattr(attribgraph, name)
    if inspect.isfunction(value):
        yield f"def {name}{_signature(value)}"
    elif isinstance(value, type):
        yield f"class {name}({', '.join(each.__name__ for each in value.__bases__)})"
        yield from (f"    {name}.{line}" for line in _members(value))
    else:
        yield f"{name}: {_kind(value)}"


def _kind(value: Any) -> str:
    kind = type(value).__name__
    return "type alias" if kind in {"UnionType", "_UnionGenericAlias", "Union"} else kind


def _signature(value: Any) -> str:
    """Return parameters with their defaults; annotations are the type checkers' business."""
    kept = [
        each.replace(annotation=inspect.Parameter.empty)
        for each in inspect.signature(value).parameters.values()
    ]
    return str(inspect.Signature(kept))


def _members(kind: type) -> Iterator[str]:
    if issubclass(kind, enum.Enum):
        yield from (f"{each.name} = {each.value!r}" for each in kind)
        return
    given: set[str] = set()
    if issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            given.add(name)
            yield f"{name}{': required' if field.is_required() else ''}"
    elif dataclasses.is_dataclass(kind):
        for each in dataclasses.fields(kind):
            if not each.name.startswith("_"):
                given.add(each.name)
                yield each.name
    own = {
        name: member
        for base in reversed(kind.__mro__)
        if base.__module__.startswith("attribgraph")
        for name, member in vars(base).items()
        if not name.startswith(("_", "model_")) and name not in given
    }
    for name, member in sorted(own.items()):
        function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        yield f"{name}{_signature(function)}" if inspect.isfunction(function) else name


if __name__ == "__main__":
    FILE.write_text(listing(), encoding="utf-8")
