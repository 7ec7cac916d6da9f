"""Whatever bytes a file holds, reading gives a graph or one of our errors, and nothing else."""

from __future__ import annotations

import io
import json
import warnings
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from work import calls_in

from attribgraph.errors import FormatError
from attribgraph.graph import AttributionGraph
from attribgraph.io import (
    iter_jsonl,
    read_json,
    read_jsonl,
    read_toml,
    write_json,
    write_jsonl,
    write_toml,
)
from attribgraph.model import Actor, Claim

PAIRS = {
    "json": (write_json, read_json),
    "jsonl": (write_jsonl, read_jsonl),
    "toml": (write_toml, read_toml),
}
HEADER = '{"format":"attribgraph","format_version":1}\n'
each_format = pytest.mark.parametrize("name", list(PAIRS))


def sample() -> AttributionGraph:
    graph = AttributionGraph(
        Actor(id="kim", name="김", aliases=["a", "b"], extra={"k": [1, {"n": "v"}]}),
        Claim(id="c", text='x "y"\nz', quantity={"value": 1.5}, happened_at="2024/.."),
    )
    graph.attribute("kim", "c", excerpts=[{"start": 0, "end": 3}], confidence=0.5, via="kim")
    return graph


def outcome(name: str, data: bytes, **options: Any) -> AttributionGraph | FormatError:
    """Read; any other error than ours, or a warning, goes on to fail the test."""
    read: Any = PAIRS[name][1]
    result: AttributionGraph | FormatError
    try:
        result = read(io.BytesIO(data), **options)
    except FormatError as error:
        result = error
    if isinstance(result, FormatError):
        assert str(result).startswith("<file>")
        assert len(str(result)) < 5_000
    return result


def whole(name: str) -> bytes:
    file = io.BytesIO()
    PAIRS[name][0](sample(), file)
    return file.getvalue()


@each_format
@given(data=st.binary(max_size=80))
@example(data=b"\x00")
@example(data=b"{")
@example(data=b'{"format": "attribgraph", "format_version": 1, "actors": [{"\\u0000": 1}]}')
@example(data=b"format_version = 1\n[actors")
def test_any_bytes(name: str, data: bytes) -> None:
    outcome(name, data)


@each_format
@given(st.data())
def test_any_damage_to_a_file(name: str, data: st.DataObject) -> None:
    content = bytearray(whole(name))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = data.draw(st.integers(at, min(at + 9, len(content))))
        content[at:end] = data.draw(
            st.binary(max_size=4) | st.sampled_from([b'"', b"[", b"{", b"]]", b",", b"\n", b"= "])
        )
    outcome(name, bytes(content))
    if name == "jsonl":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcome(name, bytes(content), recover=True)


@each_format
def test_every_prefix_of_a_file(name: str) -> None:
    content = whole(name)
    results = [outcome(name, content[:size]) for size in range(len(content))]
    full = [each for each in results if isinstance(each, AttributionGraph)]
    assert all(each == sample() for each in full[-1:])
    if name == "json":
        assert len(full) == 1, "only the last line end can be spared"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "text", "name", "sources", "content", "extra", "low", "act", "via"]
            ),
            inside,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    table=st.sampled_from(["actors", "agencies", "documents", "claims", "attributions", "links"]),
    rows=st.lists(json_values, max_size=3),
)
def test_any_values_where_records_stand(table: str, rows: list[Any]) -> None:
    file = {"format": "attribgraph", "format_version": 1, table: rows}
    outcome("json", json.dumps(file).encode())
    lines = [{"format": "attribgraph", "format_version": 1}]
    word = {"agencies": "agency"}.get(table, table[:-1])
    lines += [{"record": word, **row} if isinstance(row, dict) else row for row in rows]
    outcome("jsonl", "\n".join(map(json.dumps, lines)).encode())


@each_format
@pytest.mark.parametrize(
    "value", ["[" * 100_000, '{"a":' * 100_000, "9" * 100_000, "-" + "9" * 4_400, "1e99999", "NaN"]
)
def test_values_made_to_break_readers(name: str, value: str) -> None:
    head = {
        "json": '{"format":"attribgraph","format_version":1,"claims":[{"text":"x","extra":{"a":',
        "jsonl": HEADER + '{"record":"claim","text":"x","extra":{"a":',
        "toml": "format_version = 1\n[[claims]]\ntext = 'x'\nextra.a = ",
    }[name]
    tail = {"json": "}}]}", "jsonl": "}}\n", "toml": "\n"}[name]
    for text in (head + value, head + value + tail):
        assert isinstance(outcome(name, text.encode()), FormatError)


def test_deep_dotted_keys() -> None:
    text = "format_version = 1\n[[claims]]\ntext = 'x'\nextra." + "a." * 300 + "a = 1"
    assert isinstance(outcome("toml", text.encode()), FormatError)


@pytest.mark.parametrize("key", ["a.", '"a".', "a . "])
def test_keys_of_very_many_parts_are_refused(key: str) -> None:
    """Before tomllib sees them, which takes half a minute."""
    head = "format_version = 1\n[[claims]]\ntext = 'x'\n"
    for text in (head + key * 100_000 + "a = 1", head + f"extra = {{ {key * 100_000}a = 1 }}"):
        error = outcome("toml", text.encode())
        assert isinstance(error, FormatError)
        assert "hundreds of parts" in str(error)


def test_many_dots_in_a_text_are_no_key() -> None:
    dots = "a." * 1_000
    for text in (f"'{dots}'", f"'''\n{dots} = 1\n'''", f'"""\n{dots}"""  # {dots}'):
        read = outcome("toml", f"format_version = 1\n[[claims]]\ntext = {text}\n".encode())
        assert isinstance(read, AttributionGraph)
        assert read.claims.first().text.startswith(dots)


def test_a_line_of_json_in_another_encoding() -> None:
    line = '{"id": "a", "record": "actor", "name": "A"}'
    for data in (line.encode("utf-8-sig"), line.encode("utf-16-le"), line.encode("utf-16")):
        for tail in (b"", b"\n" + line.encode()):
            assert isinstance(outcome("jsonl", HEADER.encode() + data + tail), FormatError)


@each_format
def test_messages_can_be_printed(name: str) -> None:
    """What a file puts into a message is cut, wherever it stands."""
    for place in ("kim", "c", "quantity", "2024/..", "id"):
        content = whole(name).decode().replace(place, "x" * 100_000)
        error = outcome(name, content.encode())
        if isinstance(error, FormatError):
            assert len(error.reason) < 5_000


@each_format
def test_many_faults_are_found_in_good_time(name: str) -> None:
    """A file in which every record is wrong gives one error, for work in proportion to it."""

    def text(rows: int) -> bytes:
        return {
            "json": '{"format": "attribgraph", "format_version": 1, "claims": ['
            + ",\n".join(['{"txt": "x"}'] * rows)
            + "]}",
            "jsonl": HEADER + '{"record":"claim"}\n' * rows,
            "toml": "format_version = 1\n" + "[[claims]]\ntxt = 'x'\n" * rows,
        }[name].encode()

    assert isinstance(outcome(name, text(3_000)), FormatError)
    few, many = text(1_000), text(2_000)
    assert calls_in(lambda: outcome(name, many)) < 3 * calls_in(lambda: outcome(name, few))


def test_iterating_over_anything() -> None:
    for data in (b"", b"\x00", b"{}", whole("json"), whole("toml")):
        with pytest.raises(FormatError):
            list(iter_jsonl(io.BytesIO(data)))
