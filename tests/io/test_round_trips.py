"""What is written is read back the same, in every format."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from lossy import given_of
from strategies import graphs

from attribgraph.errors import RecordError
from attribgraph.graph import AttributionGraph
from attribgraph.io import (
    from_json,
    iter_jsonl,
    read_json,
    read_jsonl,
    read_toml,
    to_json,
    write_json,
    write_jsonl,
    write_toml,
)
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAIRS = {
    "json": (write_json, read_json),
    "jsonl": (write_jsonl, read_jsonl),
    "toml": (write_toml, read_toml),
}
AWKWARD = [
    "$x_1$",
    "<b>&amp;</b>",
    'say "hi"',
    "it's",
    '"""',
    "'''",
    'ends in """"',
    "back\\slash\\n",
    "a\nb",
    "\na\n\n",
    "a\r\nb",
    "a\rb\nc",
    "tab\tand\x00nul\x1f\x7f\x80",
    "\u2028\u2029\u0085",
    "\ufeffmark",
    "김정은 Київ اليوم \u202e",
    "\U0001f600\U0010ffff\uffff",
    "# no comment = [[x]]",
    " spaces around ",
]


def test_the_tests_of_nulls_see_them() -> None:
    assert None in flat({"a": (1, {"b": None})})
    assert without_nulls({"a": (1, None, {"b": None})}) == {"a": (1, {})}


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return tuple(without_nulls(each) for each in value if each is not None)
    return value


def through(graph: AttributionGraph, write: Callable[..., Any], read: Callable[..., Any]) -> Any:
    file = io.BytesIO()
    write(graph, file)
    return read(io.BytesIO(file.getvalue()))


@settings(max_examples=40)
@given(graph=graphs())
def test_every_format_keeps_all(graph: AttributionGraph) -> None:
    for name in ("json", "jsonl"):
        back = through(graph, *PAIRS[name])
        assert back == graph
        assert given_of(back) == given_of(graph)
        assert [each.id for each in back.records()] == [each.id for each in graph.records()]
    file = io.StringIO()
    losses = write_toml(graph, file)
    back = read_toml(io.StringIO(file.getvalue()))
    nulls = any(None in flat(each.extra) for each in graph.records())
    assert bool(losses) is nulls
    assert (back == graph) is not nulls
    assert given_of(back) == without_nulls(given_of(graph))


def flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in flat(each)]
    if isinstance(value, tuple):
        return [leaf for each in value for leaf in flat(each)]
    return [value]


@settings(max_examples=20)
@given(graph=graphs(rich=False))
def test_writing_again_changes_nothing(graph: AttributionGraph) -> None:
    for write, read in PAIRS.values():
        first, second = io.BytesIO(), io.BytesIO()
        write(graph, first)
        write(read(io.BytesIO(first.getvalue())), second)
        if write is not write_toml:
            assert first.getvalue() == second.getvalue()
        else:
            assert sorted(first.getvalue().split(b"\n\n")) == sorted(
                second.getvalue().split(b"\n\n")
            )


@pytest.mark.parametrize("name", list(PAIRS))
@pytest.mark.parametrize("text", AWKWARD)
def test_text_is_data(name: str, text: str) -> None:
    graph = AttributionGraph(
        Actor(id="a", name=f"n{text}n", notes=text, extra={f"k{text}": [text, {text: text}]}),
        Claim(id="c", text=f"x{text}x", tags=[f"t{text}t", "u"]),
        Attribution(sources="a", content="c", quotes=[f"q{text}q"], notes=text),
    )
    back = through(graph, *PAIRS[name])
    assert back == graph
    assert given_of(back) == given_of(graph)


@pytest.mark.parametrize("name", list(PAIRS))
@pytest.mark.parametrize(
    "number", [0, -0.0, 1.0, 1, 0.1, 1e22, 1e-7, 5e-324, 2**53 + 1, 2**64, -(10**400), True]
)
def test_numbers_are_kept(name: str, number: float) -> None:
    graph = AttributionGraph(Claim(id="c", text="x", extra={"n": number, "l": [number]}))
    back = through(graph, *PAIRS[name])
    assert repr(back["c"].extra) == repr(graph["c"].extra)


@pytest.mark.parametrize("name", list(PAIRS))
def test_quantities_keep_what_was_given(name: str) -> None:
    whole = Quantity(low=1, high=2.5, unit="men", measure="m", approximate=True, words="few")
    for quantity in (Quantity(value=3), Quantity(low=10**30), Quantity(high=1.0), whole):
        graph = AttributionGraph(Claim(id="c", text="x", quantity=quantity))
        back = through(graph, *PAIRS[name])
        assert repr(back["c"].quantity) == repr(quantity)


@pytest.mark.parametrize("name", list(PAIRS))
def test_defaults_go_on_following(name: str) -> None:
    graph = AttributionGraph(Actor(name="Kim"), Claim(id="c", text="x"))
    row = graph.attribute("kim", "c")
    back = through(graph, *PAIRS[name])
    assert back[row.id].stance.value == "support"
    back.edit(row.id, act="deny")
    assert back[row.id].stance.value == "deny"


@pytest.mark.parametrize("name", list(PAIRS))
def test_an_id_outlives_what_it_was_derived_from(name: str) -> None:
    graph = AttributionGraph(
        Agency(name="Yonhap"), Actor(name="Kim"), Claim(text="It rains"), Document(title="News")
    )
    row = graph.attribute("kim", Claim(text="It rains"), document="news", via="yonhap")
    graph.edit(row.id, act="deny")
    graph.edit("kim", name="Kim Jong-un")
    graph.add(Link(subject="yonhap", relation="rival_of", object="kim"))
    back = through(graph, *PAIRS[name])
    assert back == graph


@pytest.mark.parametrize("name", list(PAIRS))
@pytest.mark.parametrize("kind", ["path", "string", "text", "bytes"])
def test_paths_and_files_of_every_kind(name: str, kind: str, tmp_path: Path) -> None:
    write, read = PAIRS[name]
    graph = AttributionGraph(Actor(name="김정은", notes="$\n"))
    path = tmp_path / "김 файл"
    if kind in ("path", "string"):
        where: Any = path if kind == "path" else str(path)
        write(graph, where)
        assert read(where) == graph
    elif kind == "text":
        with path.open("w", encoding="utf-8", newline="") as file:
            write(graph, file)
        with path.open(encoding="utf-8") as file:
            assert read(file) == graph
    else:
        with path.open("wb") as file:
            write(graph, file)
        with path.open("rb") as file:
            assert read(file) == graph


@pytest.mark.parametrize("name", list(PAIRS))
def test_an_empty_graph_is_a_graph(name: str) -> None:
    assert through(AttributionGraph(), *PAIRS[name]) == AttributionGraph()


def test_text_and_bytes_of_json() -> None:
    graph = AttributionGraph(Actor(name="김정은"))
    assert from_json(to_json(graph)) == graph
    assert from_json(to_json(graph).encode()) == graph


def test_records_one_by_one() -> None:
    graph = AttributionGraph(Actor(name="Kim"), Claim(id="c", text="x"))
    graph.attribute("kim", "c")
    file = io.BytesIO()
    write_jsonl(graph, file)
    file.seek(0)
    assert list(iter_jsonl(file)) == list(graph.records())


@pytest.mark.parametrize("name", list(PAIRS))
def test_something_else_than_a_file_is_refused(name: str) -> None:
    write, read = PAIRS[name]
    with pytest.raises(TypeError, match="a path or an open file is wanted, not NoneType"):
        read(None)
    with pytest.raises(TypeError, match="not int"):
        write(AttributionGraph(), 3)


@pytest.mark.parametrize("name", list(PAIRS))
def test_a_number_that_no_reader_takes_is_refused_in_writing(name: str) -> None:
    graph = AttributionGraph(Claim(id="c", text="x", extra={"n": 10**5_000}))
    with pytest.raises(RecordError, match="claim 'c' cannot be written: ") as caught:
        PAIRS[name][0](graph, io.BytesIO())
    assert caught.value.record == "c"
    digits = AttributionGraph(Claim(id="c", text="9" * 5_000, extra={"n": 10**4_299}))
    assert through(digits, *PAIRS[name]) == digits
