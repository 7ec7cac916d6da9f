"""What a round trip lost, found by comparing the records: an oracle for `Losses`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attribgraph import AttributionGraph


def given_of(graph: AttributionGraph) -> dict[str, dict[str, Any]]:
    return {record.id: record.given() for record in graph.records()}


def difference(graph: AttributionGraph, back: AttributionGraph) -> Counter[str]:
    """Count the records that are gone, and the fields that are, by kind and name.

    Raises
    ------
    AssertionError
        If anything came back changed, or came that was not there.
    """
    before, after = given_of(graph), given_of(back)
    assert set(after) <= set(before), "nothing is added"
    lost: Counter[str] = Counter()
    for id_, fields in before.items():
        kind = graph.kind_of(id_).value
        if id_ not in after:
            lost[kind] += 1
            continue
        assert back.kind_of(id_) == kind
        kept = after[id_]
        assert kept.items() <= fields.items() or all(kept[key] == fields[key] for key in kept), id_
        gone = (name for name in fields if name not in kept)
        lost.update(f"{kind}.{name}" for name in gone if fields[name] not in (None, (), {}, ""))
    return lost
