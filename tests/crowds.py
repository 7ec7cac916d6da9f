"""Many random graphs as one, so that one data set on disk is worth asking about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forests import forests
from hypothesis import strategies as st
from strategies import graphs
from worlds import harbour

from attribgraph.graph import AttributionGraph

if TYPE_CHECKING:
    from attribgraph.model import Record


def renamed(record: Record, prefix: str) -> Record:
    """The record with a prefix before every id in it."""

    def before(value: Any) -> Any:
        if value is None:
            return None
        return prefix + value if isinstance(value, str) else [prefix + each for each in value]

    fields = record.given()
    names = ("id", *record.references)
    return type(record)(
        **{name: before(each) if name in names else each for name, each in fields.items()}
    )


def apart(*parts: AttributionGraph) -> AttributionGraph:
    """The graphs side by side in one, their ids kept apart by prefixes."""
    return AttributionGraph(
        [renamed(each, f"{at}-") for at, g in enumerate(parts) for each in g.records()]
    )


@st.composite
def crowds(draw: st.DrawFn, number: int = 5, *, rich: bool = False) -> AttributionGraph:
    """As many random graphs and forests of relays, and the fire in the harbour."""
    some = [draw(graphs(rich=rich)) for _ in range(number)]
    others = [draw(forests()) for _ in range(number)]
    return apart(harbour(), *some, *others)
