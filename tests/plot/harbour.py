"""The made-up cases of the examples, loaded from there."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attribgraph.graph import AttributionGraph

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def debate() -> AttributionGraph:
    made: AttributionGraph = load("cases").harbour_debate()
    return made


def figures() -> AttributionGraph:
    made: AttributionGraph = load("cases").harbour_figures()
    return made
