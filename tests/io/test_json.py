"""JSON: what is refused, where, and in which words."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Any

import pytest

from attribgraph.errors import (
    ClashError,
    ContentCycleError,
    DanglingReferenceError,
    FormatError,
    FormatVersionError,
    RecordError,
    WrongKindError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.io import from_json, read_json, to_json, write_json
from attribgraph.model import Actor, Claim

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '{"format": "attribgraph", "format_version": 1'
CLAIMS = HEAD + ',\n"claims": [\n{"id": "c", "text": "x"},\n%s\n]}'


def refused(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        from_json(text)
    return caught.value


def test_the_file_reads_as_documented() -> None:
    graph = AttributionGraph(Actor(name="Kim"), Claim(id="c", text="It rains"))
    graph.attribute("kim", "c", act="deny")
    row = graph.attributions.ids[0]
    assert to_json(graph) == (
        '{\n"format": "attribgraph",\n"format_version": 1,\n'
        '"actors": [\n{"id":"kim","name":"Kim"}\n],\n'
        '"agencies": [],\n"documents": [],\n'
        '"claims": [\n{"id":"c","text":"It rains"}\n],\n'
        f'"attributions": [\n{{"id":"{row}","sources":["kim"],"content":"c","act":"deny"}}\n],\n'
        '"links": []\n}\n'
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[]", 1, "not an attribgraph file: no JSON object"),
        ("3", 1, "no JSON object"),
        ("{}", 1, 'it names no format, where "format": "attribgraph" is wanted'),
        ('{\n"format": "other"}', 2, "its format is 'other'"),
        ('{"format": "attribgraph"}', 1, "the file has no format_version"),
        ('{"format": "attribgraph",\n"format_version": "1"}', 2, "the format_version '1'"),
        ('{"format": "attribgraph", "format_version": true}', 1, "the format_version True"),
        ('{"format": "attribgraph", "format_version": 0}', 1, "the format_version 0"),
        ('{"format": "attribgraph", "format_version": 1.0}', 1, "the format_version 1.0"),
        (HEAD, 1, "not JSON: EOF while parsing an object"),
        (HEAD + ",\n}", 2, "not JSON: trailing comma"),
        (HEAD + "}\n{}", 2, "not JSON: trailing characters"),
        (HEAD + ',\n"atributions": []}', 2, "there is no table 'atributions' (did you mean"),
        (HEAD + ',\n"claims": {}}', 2, "claims: a table is a list of records"),
        (HEAD + ',\n"claims": [\n3]}', 3, "claims number 1: a record is an object"),
        (HEAD + ',\n"claims": null}', 2, "claims: a table is a list of records"),
        (HEAD + ',"notes": "\\ud800"}', 1, "not JSON"),
        (HEAD + ',"notes": "\x01"}', 1, "not JSON: control character"),
        ("[" * 100_000, 1, "not JSON: it is nested too deep"),
        ('{"a":' * 100_000, 1, "not JSON: it is nested too deep"),
        (HEAD + ', "claims": [' + "9" * 5_000 + "]}", 1, "not JSON: number out of range"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    error = refused(text)
    assert message in str(error)
    assert error.line == line
    assert str(error).startswith(f"<text>, line {line}: ")


@pytest.mark.parametrize(
    ("record", "field", "message"),
    [
        ('{"id": "d"}', "text", "claims number 2 (id 'd'), field 'text': "),
        ('{"text": "x", "txt": 1}', "txt", "no such field (did you mean 'text'?)"),
        (
            '{"id": "d", "text": "x", "form": "statment"}',
            "form",
            "'statment' is not one of statement, question, topic, directive (did you mean 'stat",
        ),
        ('{"text": 3}', "text", "field 'text': Input should be a valid string"),
        ('{"text": "x", "about": "a"}', "about", "field 'about'"),
        ('{"text": "x", "about": ["a b"]}', "about.0", "an id has no spaces"),
        ('{"text": "x", "happened_at": "24 Oct"}', "happened_at", "'24 Oct' is not a time"),
        ('{"text": "x", "happened_at": 2024}', "happened_at", "not int"),
        ('{"text": "x", "quantity": {"low": "a"}}', "quantity.low", "field 'quantity.low'"),
        ('{"text": "x", "quantity": {"low": NaN}}', "quantity.low", "finite"),
        ('{"text": "x", "quantity": {"low": 1e999}}', "quantity.low", "finite"),
        ('{"text": "x", "extra": {"a": [Infinity]}}', "extra", "JSON has no infinity"),
    ],
)
def test_a_wrong_record_is_named_to_its_field(record: str, field: str, message: str) -> None:
    error = refused(CLAIMS % record)
    assert message in str(error)
    assert error.line == 4
    assert error.field == field
    assert str(error).startswith("<text>, line 4: claims number 2")


def test_the_line_is_that_of_the_field() -> None:
    text = CLAIMS % '{\n"text": "x",\n"quantity": {\n"low": 1,\n"hihg": 2\n}\n}'
    error = refused(text)
    assert error.line == 8
    assert error.field == "quantity.hihg"


def test_all_faults_of_a_record_are_named() -> None:
    error = refused(CLAIMS % '{"id": "d", "form": "x", "txt": 1}')
    for field in ("form", "txt", "text"):
        assert f"field '{field}'" in str(error)
    assert error.record == "d"


def test_a_rule_across_fields_is_named_without_a_field() -> None:
    row = '{"id": "r", "content": "c", "act": "assess"}'
    error = refused(HEAD + f', "attributions": [\n{row}]}}')
    assert "line 2: attributions number 1 (id 'r'): act='assess' needs a grade" in str(error)
    assert error.field is None


def test_a_newer_version_is_refused_plainly(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    path.write_text('{\n"format": "attribgraph",\n"format_version": 2,\n"rumours": []}')
    with pytest.raises(FormatVersionError) as caught:
        read_json(path)
    assert str(caught.value) == (
        f"{path}, line 3: the file has format version 2, and this attribgraph reads version 1: "
        "update attribgraph (pip install --upgrade attribgraph), or have the file written "
        "again in version 1"
    )
    refused('{"format": "attribgraph", "format_version": ' + "9" * 4_000 + "}")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD + ',\n"format": "attribgraph"}', 2, "the key 'format' stands twice"),
        (HEAD + ',\n"claims": [],\n"claims": []}', 3, "the key 'claims' stands twice"),
        (CLAIMS % '{"text": "x",\n"text": "y"}', 5, "claims number 2: the key 'text'"),
        (CLAIMS % '{"text" : "x", "text": "y"}', 4, "claims number 2: the key 'text'"),
        (CLAIMS % '{"text": "\\":", "text": "y"}', 4, "claims number 2: the key 'text'"),
        (CLAIMS % '{"text": "x", "te\\u0078t": "y"}', 4, "claims number 2: the key 'text'"),
        (
            CLAIMS % '{"text": "x", "quantity": {"low": 1,\n"low": 2}}',
            5,
            "claims number 2, field 'quantity': the key 'low'",
        ),
        (
            CLAIMS % '{"text": "x", "extra": {"a": [1, {"b": 1,\n"b": 1}]}}',
            5,
            "claims number 2, field 'extra.a.1': the key 'b'",
        ),
    ],
)
def test_no_value_is_lost_to_a_second_key(text: str, line: int, message: str) -> None:
    error = refused(text)
    assert message in str(error)
    assert error.line == line


def test_colons_and_quotes_in_text_are_no_second_key() -> None:
    for text in ('a":', 'a" :', '":"', '\\":', '{"a":1,"a":1}', "dit : non"):
        graph = AttributionGraph(Claim(id="c", text=text, extra={text: text, f"{text}\\": 1}))
        assert from_json(to_json(graph)) == graph
        loose = json.dumps(json.loads(to_json(graph)), indent=3, separators=(" , ", " : "))
        assert from_json(loose) == graph


@pytest.mark.parametrize(
    ("rows", "line", "cause", "message"),
    [
        (['{"id": "r", "content": "d"}'], 3, DanglingReferenceError, "no attribution or claim 'd'"),
        (
            ['{"id": "r", "content": "c"}', '{"id": "s", "content": "k", "act": "deny"}'],
            4,
            WrongKindError,
            "'k' is of kind actor",
        ),
        (
            ['{"id": "r", "content": "c"}', '{"id": "r", "content": "c", "act": "deny"}'],
            4,
            ClashError,
            "two different records have the id 'r'",
        ),
        (['{"id": "r", "content": "r"}'], 3, ContentCycleError, "about itself"),
        (['{"id": "c", "content": "c"}'], 3, ClashError, "(the first is on line 2)"),
    ],
)
def test_records_that_make_no_graph(
    rows: list[str], line: int, cause: type[Exception], message: str
) -> None:
    claim, actor = '{"id": "c", "text": "x"}', '{"id": "k", "name": "K"}'
    text = f'{HEAD}, "actors": [{actor}],\n"claims": [{claim}], "attributions": [\n'
    error = refused(text + ",\n".join(rows) + "]}")
    assert message in str(error)
    assert error.line == line
    assert isinstance(error.__cause__, cause)
    assert error.__cause__.record == error.record  # type: ignore[attr-defined]


def test_the_path_is_named(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text(CLAIMS % "{}")
    with pytest.raises(FormatError) as caught:
        read_json(path)
    assert caught.value.path == str(path)
    assert str(caught.value).startswith(f"{path}, line 4: ")
    with path.open() as file, pytest.raises(FormatError) as caught:
        read_json(file)
    assert caught.value.path == str(path)


def test_tables_may_be_left_out_and_come_in_any_order() -> None:
    text = HEAD[1:]
    graph = from_json(
        '{"attributions": [{"id": "r", "content": "c"}],'
        ' "claims": [{"id": "c", "text": "x"}], ' + text + "}"
    )
    assert graph.attributions.ids == ("r",)


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(running: bool) -> None:
    was = gc.isenabled()
    (gc.enable if running else gc.disable)()
    try:
        from_json(HEAD + "}")
        assert gc.isenabled() is running
        refused("{")
        assert gc.isenabled() is running
    finally:
        (gc.enable if was else gc.disable)()


def test_half_a_surrogate_pair_is_named() -> None:
    error = refused('{"a":\n"\ud800"}')
    assert "half of a surrogate pair" in str(error)
    assert error.line == 2


def test_what_json_cannot_hold_is_refused_and_the_old_file_left(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text("old")
    graph: Any = AttributionGraph(
        Claim(id="c", text="x"),
        Claim.model_construct(
            {"id", "text", "notes", "extra"}, id="d", text="y", notes="\ud800", extra={}
        ),
    )
    with pytest.raises(RecordError, match="claim 'd' cannot be written") as caught:
        write_json(graph, path)
    assert caught.value.record == "d"
    assert path.read_text() == "old"
