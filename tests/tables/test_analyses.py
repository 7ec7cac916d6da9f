"""The analyses at scale say what those in memory say."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from analyses_in_tables import same_corroboration, same_first, same_positions
from crowds import apart
from forests import forests
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import graphs
from worlds import harbour

from attribgraph import AttributionGraph, open_tables, write_tables

crowds = st.tuples(
    *[forests() for _ in range(6)],
    *[forests(acts=("assert",)) for _ in range(8)],
    *[graphs(rich=False, max_rows=10) for _ in range(4)],
).map(lambda parts: apart(harbour(), *parts))


@settings(max_examples=3)
@given(g=crowds, clock=st.sampled_from(["said_at", "happened_at", "published_at", "recorded_at"]))
def test_analyses_say_what_memory_says(g: AttributionGraph, clock: str) -> None:
    with TemporaryDirectory() as folder:
        write_tables(g, folder)
        with open_tables(folder) as t:
            same_corroboration(g, t)
            same_positions(g, t)
            same_first(g, t, g.claims.ids[:12], clock)
