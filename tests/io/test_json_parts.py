"""JSON read in parts: what the whole reader makes of a text, the parts make of it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph.errors import FormatError
from attribgraph.graph import AttributionGraph
from attribgraph.io import _json_parts, from_json, json, to_json
from attribgraph.model import Actor, Agency, Claim, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOURCES = [Actor(id=f"a{n}", name=f"Person {n}") for n in range(3)]
CLAIMS = [
    Claim(id="c0", text="It rains", about="a0", extra={"k": [{"a": 1}, {"b": [2, 3]}]}),
    Claim(id="c1", text="They said:\n[\n{}\n],\n{}", quantity={"value": 3}),
]
GRAPH = AttributionGraph(SOURCES, CLAIMS, Agency(id="g", name="Agency"))
GRAPH.attribute("a0", "c0", via="g", excerpts=[{"start": 0, "end": 4}])
GRAPH.add(Link(subject="a0", relation="part_of", object="g"))
TEXT = to_json(GRAPH)

bits = st.sampled_from(
    [",", ",\n", "\n", "]", "[", "}", "{", "\n]", ' "', "{}", '{"id":"c9","text":"x"}', '":', "\\"]
)
edits = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 6), st.one_of(st.just(""), bits)),
    max_size=3,
)


@pytest.fixture(autouse=True, scope="module")
def _small_parts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_json_parts, "_PART", 40)
        yield


def outcome(text: str, read: Callable[[bytes], Any]) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json, "tables_by_parts", read)
        try:
            return to_json(from_json(text))
        except FormatError as error:
            return str(error)


def test_what_was_written_is_read_in_parts() -> None:
    tables = _json_parts.tables_by_parts(TEXT.encode())
    assert tables is not None
    assert [each for table in tables.values() for each in table] == list(GRAPH.records())


@given(edits)
def test_a_text_that_was_changed_reads_alike_or_fails_alike(
    edits_: list[tuple[int, int, str]],
) -> None:
    text = TEXT
    for at, gone, put in edits_:
        text = text[:at] + put + text[at + gone :]
    whole = outcome(text, lambda _: None)
    assert outcome(text, _json_parts.tables_by_parts) == whole


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace('"links": [', '"claims": [', 1),
        TEXT.replace('"links": [', '"rows": [', 1),
        TEXT.replace('},\n{"id":"a1"', '},\n,\n{"id":"a1"', 1),
        TEXT + "x",
        TEXT[:-3],
        TEXT.replace("{\n", "{ ", 1),
    ],
)
def test_what_is_laid_out_otherwise_is_left_to_the_whole_reader(changed: str) -> None:
    assert changed != TEXT
    assert _json_parts.tables_by_parts(changed.encode()) is None
