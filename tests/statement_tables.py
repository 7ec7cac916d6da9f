"""Small tables of statements, and how they are read, for the tests of spreadsheets and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from attribgraph.io import TableError, from_frame

if TYPE_CHECKING:
    import attribgraph as ag

BASE = {"who": ["Ann Lee", "Ben Oh", "Ann Lee"], "what": ["It rained", "It rained", "It snowed"]}


WHO_WHAT: dict[str, Any] = {"sources": "who", "claim": "what"}


def read(table: dict[str, list[Any]], **options: Any) -> ag.AttributionGraph:
    return from_frame(table, **{**WHO_WHAT, **options}).graph


def one(options: dict[str, Any] | None = None, **cells: Any) -> ag.AttributionGraph:
    """Read one row, whose columns are called as the fields are."""
    table = {"sources": ["Ann Lee"], "claim": ["It rained"]} | {
        name: [cell] for name, cell in cells.items()
    }
    return from_frame(table, **{name: name for name in table}, **(options or {})).graph


def row_of(graph: ag.AttributionGraph) -> ag.Attribution:
    return next(iter(graph.attributions))


def faults(table: dict[str, list[Any]], **options: Any) -> list[tuple[int, str, str]]:
    with pytest.raises(TableError) as caught:
        read(table, **options)
    return [(each.row, each.column, each.reason) for each in caught.value.faults]
