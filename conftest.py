"""What tests and doctests share: the seed graph."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph import AttributionGraph

collect_ignore = [] if find_spec("followthemoney") else ["src/attribgraph/io/ftm.py"]
"""Modules whose examples need a package that is not there."""

SEED = Path(__file__).parent / "seeds" / "kursk-2024-10.toml"


@cache
def _seed() -> AttributionGraph:
    from attribgraph import read_toml  # not before a test needs it

    return read_toml(SEED)


@pytest.fixture
def seed() -> AttributionGraph:
    """Return a copy of the seed graph, to do with as a test likes."""
    return _seed().copy()


@pytest.fixture(autouse=True)
def _names(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> Iterator[None]:
    """Give every doctest `ag`, the package, and `g`, its own copy of the seed graph.

    Figures that it opened are closed again: matplotlib warns where too many stay open.
    """
    if not isinstance(request.node, pytest.DoctestItem):
        yield
        return
    import attribgraph  # not before a doctest needs it

    doctest_namespace["ag"] = attribgraph
    doctest_namespace["g"] = _seed().copy()
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
