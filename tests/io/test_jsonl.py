"""JSON Lines: streaming, appending, torn files and what is refused."""

from __future__ import annotations

import io
import itertools
import json
import tracemalloc
import warnings
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import graphs

from attribgraph.errors import (
    AttribGraphError,
    DanglingReferenceError,
    FormatError,
    FormatVersionError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.io import RecoveryWarning, iter_jsonl, read_jsonl, write_jsonl
from attribgraph.model import Actor, Attribution, Claim

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = '{"format":"attribgraph","format_version":1}\n'
KIM = '{"record":"actor","id":"kim","name":"Kim"}\n'
CLAIM = '{"record":"claim","id":"c","text":"x"}\n'
ROW = '{"record":"attribution","id":"r","sources":["kim"],"content":"c"}\n'


def read(text: str | bytes, *, recover: bool = False) -> AttributionGraph:
    data = text.encode() if isinstance(text, str) else text
    return read_jsonl(io.BytesIO(data), recover=recover)


def refused(text: str | bytes) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read(text)
    return caught.value


def test_the_file_reads_as_documented() -> None:
    graph = AttributionGraph(
        Actor(name="Kim"),
        Claim(id="c", text="x"),
        Attribution(id="r", sources="kim", content="c"),
    )
    file = io.StringIO()
    write_jsonl(graph, file)
    assert file.getvalue() == HEADER + KIM + CLAIM + ROW


def test_records_may_refer_forward() -> None:
    assert read(HEADER + ROW + CLAIM + KIM) == read(HEADER + KIM + CLAIM + ROW)


def test_a_program_may_append(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    write_jsonl(AttributionGraph(Actor(name="Kim")), path)
    with path.open("a") as file:
        # as json.dumps writes it, keys in an order of its own, and a blank line
        file.write(json.dumps({"text": "x", "id": "c", "record": "claim"}) + "\n\n")
        file.write(json.dumps({"record": "attribution", "sources": ["kim"], "content": "c"}))
    graph = read_jsonl(path)
    assert graph.claims.ids == ("c",)
    assert graph.attributions.first().sources == ("kim",)  # type: ignore[union-attr]


def test_the_same_record_again_is_one_record() -> None:
    spaced = ' { "record" : "actor" ,\t"id" : "kim", "name":"Kim"}'
    assert len(read(HEADER + KIM + KIM + spaced).actors) == 1


def test_line_ends_of_other_systems() -> None:
    text = (HEADER + KIM + CLAIM + ROW).replace("\n", "\r\n")
    assert read(text) == read(HEADER + KIM + CLAIM + ROW)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (KIM, 1, "it names no format"),
        ("kim\n", 1, 'its first line is {"format": "attribgraph", "format_version": 1}'),
        ("[]\n", 1, "its first line is"),
        (HEADER[:-10], 1, "its first line is"),
        (HEADER.replace("}", ',"x":1}'), 1, "the header has no field 'x'"),
        (HEADER.replace("}", ',"format_version":2}'), 1, "the key 'format_version' stands twice"),
        ("\n\n" + HEADER + "3\n" + KIM, 4, "a record is an object"),
        (HEADER + HEADER + KIM, 2, 'it has no kind of record, where "record" is one of actor'),
        (HEADER + KIM.replace("actor", "actr"), 2, "the kind 'actr'"),
        (HEADER + KIM.replace("actor", "actr"), 2, "(did you mean 'actor'?)"),
        (HEADER + KIM.replace('"actor"', "3"), 2, "the kind 3"),
        (HEADER + KIM.replace("name", "nmae"), 2, "actor (id 'kim'), field 'name'"),
        (HEADER + KIM.replace("name", "nmae"), 2, "field 'nmae': there is no such field (did"),
        (HEADER + KIM.replace("}", ',"name":"Lee"}'), 2, "the key 'name' stands twice"),
        (HEADER + '{"id":"a","name":"A","name":"B","record":"actor"}', 2, "'name' stands twice"),
        (HEADER + KIM.replace("}", ',"record":"actor"}'), 2, "no such field"),
        (HEADER + KIM + "{" + "\n" + CLAIM, 3, "not JSON"),
        (HEADER + KIM[:-5] + "\n" + CLAIM, 2, "not JSON: EOF while parsing a string (column 38)"),
        (HEADER + '{"record":"actor","a":' + "[" * 10**5 + "\n" + KIM, 2, "nested too deep"),
        (HEADER + "[" * 10**5 + "\n" + KIM, 2, "not JSON"),
        (HEADER + '{"a":' + "9" * 5_000 + "}", 2, "not JSON"),
        (HEADER + KIM.replace('"Kim"', '"\\ud800"') + CLAIM, 2, "not JSON"),
        (HEADER + ROW.replace("}", ',"confidence":NaN}'), 2, "'confidence'"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number(text: str, line: int, message: str) -> None:
    error = refused(text)
    assert message in str(error)
    assert error.line == line


def test_bytes_that_are_no_text_are_named() -> None:
    data = (HEADER + KIM).encode() + b'{"record":"claim","text":"\xe9"}\n' + CLAIM.encode()
    error = refused(data)
    assert "not UTF-8 text (byte 0xe9)" in str(error)
    assert error.line == 3


def test_a_newer_version_is_refused_plainly() -> None:
    with pytest.raises(FormatVersionError, match="line 1: the file has format version 2, and") as e:
        read(HEADER.replace("1}", "2}") + '{"record":"rumour"}\n')
    assert e.value.line == 1


def test_a_graph_error_names_the_line() -> None:
    error = refused(HEADER + KIM + "\n" + ROW + CLAIM.replace('"c"', '"d"'))
    assert error.line == 4
    assert error.record == "r"
    assert "'c'" in str(error)
    assert isinstance(error.__cause__, DanglingReferenceError)


@pytest.mark.parametrize("cut", range(1, len(ROW) - 1))
def test_a_torn_last_line_is_named_and_can_be_left_out(cut: int) -> None:
    text = HEADER + KIM + CLAIM + ROW[: len(ROW) - 1 - cut]
    error = refused(text)
    assert error.line == 4
    assert "the last line was torn" in str(error)
    assert "recover=True reads up to it" in str(error)
    with pytest.warns(RecoveryWarning, match=r"<file>, line 4: .*; the line was dropped$"):
        assert read(text, recover=True) == read(HEADER + KIM + CLAIM)
    with pytest.warns(RecoveryWarning):
        records = list(iter_jsonl(io.StringIO(text), recover=True))
    assert [each.id for each in records] == ["kim", "c"]
    with pytest.raises(FormatError, match="torn"):
        list(iter_jsonl(io.StringIO(text)))


def test_a_whole_last_line_needs_no_line_end() -> None:
    assert len(read(HEADER + KIM + CLAIM + ROW[:-1])) == 1


@pytest.mark.parametrize(
    "tail", [b"\0\0\0\0", '{"record":"claim","text":"김'.encode()[:-1], b"{\n\n"]
)
def test_other_tails_that_a_crash_leaves(tail: bytes) -> None:
    data = (HEADER + KIM).encode() + tail
    assert refused(data).line == 3
    with pytest.warns(RecoveryWarning):
        assert read(data, recover=True) == read(HEADER + KIM)


def test_what_referred_to_the_lost_record_goes_too() -> None:
    outer = '{"record":"attribution","id":"o","sources":["kim"],"content":"r","act":"report"}\n'
    other = '{"record":"claim","id":"d","text":"y","about":["kim"]}\n'
    text = HEADER + outer + ROW + other + KIM + CLAIM[:-5]
    with pytest.warns(RecoveryWarning, match="what referred to what it held: 'o', 'r'$"):
        graph = read(text, recover=True)
    assert graph == read(HEADER + other + KIM)


def test_many_lost_records_are_counted() -> None:
    rows = "".join(ROW.replace('"r"', f'"r{n}"') for n in range(8))
    with pytest.warns(RecoveryWarning, match="'r0', 'r1', 'r2', 'r3', 'r4' and 3 more$"):
        assert len(read(HEADER + KIM + rows + CLAIM[:-5], recover=True)) == 0


def test_recovering_changes_no_other_error() -> None:
    for text in (HEADER + KIM[:9] + "\n" + CLAIM, HEADER + "3", HEADER[:-9], "", HEADER + ROW):
        with pytest.raises(FormatError):
            read(text, recover=True)


def test_recovering_a_whole_file_warns_of_nothing() -> None:
    assert len(read(HEADER + KIM + CLAIM + ROW, recover=True)) == 1


@settings(max_examples=30)
@given(graph=graphs(rich=False), data=st.data())
def test_wherever_a_file_is_cut_a_graph_is_recovered(
    graph: AttributionGraph, data: st.DataObject
) -> None:
    file = io.BytesIO()
    write_jsonl(graph, file)
    whole = file.getvalue()
    cut = data.draw(st.integers(len(HEADER), len(whole)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RecoveryWarning)
        part = read(whole[:cut], recover=True) if _closed(whole[:cut]) else AttributionGraph()
    assert {each.id for each in part.records()} <= {each.id for each in graph.records()}
    assert all(graph[each.id] == each for each in part.records())


def _closed(data: bytes) -> bool:
    """Whether the file is torn, or whole lines of it make a graph: else records are missing."""
    if not data.endswith((b"\n", b"}")):
        return True
    try:
        read(data)
    except AttribGraphError:
        return False
    return True


def test_reading_one_by_one_holds_one_at_a_time() -> None:
    note = "n" * 2_000

    def lines() -> Iterator[str]:
        yield HEADER
        for number in range(3_000):
            yield f'{{"record":"actor","id":"a{number}","name":"A","notes":"{note}"}}\n'

    class File:
        """A file of 6 MB that is nowhere as a whole."""

        def __init__(self) -> None:
            self.lines = lines()

        def read(self) -> str:
            raise AssertionError

        def __iter__(self) -> Iterator[str]:
            return self.lines

    tracemalloc.start()
    try:
        count = sum(1 for _ in iter_jsonl(File()))  # type: ignore[arg-type]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3_000
    assert peak < 1_000_000


def test_records_come_before_the_file_has_ended() -> None:
    records = iter_jsonl(io.StringIO(HEADER + KIM + "{"))
    assert next(records).id == "kim"
    with pytest.raises(FormatError, match="line 3: the last line was torn"):
        next(records)
    assert [
        each.id for each in itertools.islice(iter_jsonl(io.StringIO(HEADER + KIM + ROW)), 1)
    ] == ["kim"]
