"""JSON Lines to tables: the same records as in memory, bad lines by number, stopped and resumed."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from crowds import apart, crowds
from hypothesis import given, settings
from pyarrow.parquet import read_table
from worlds import harbour

from attribgraph import (
    AttributionGraph,
    FormatError,
    FormatVersionError,
    jsonl_to_tables,
    open_tables,
    read_tables,
    write_jsonl,
    write_tables,
)
from attribgraph.io.jsonl import read_record
from attribgraph.tables import _convert, _lines

HEADER = '{"format":"attribgraph","format_version":1}'
BASE = [
    '{"record":"actor","id":"kim","name":"Kim"}',
    '{"record":"agency","id":"wire","name":"The Wire"}',
    '{"record":"document","id":"doc","title":"A document","publisher":"wire"}',
    '{"record":"claim","id":"c","text":"It rained"}',
    '{"record":"attribution","id":"first","sources":["kim"],"content":"c"}',
]


@settings(max_examples=2)
@given(g=crowds(3, rich=True))
def test_a_file_becomes_the_graph_it_holds(g: AttributionGraph) -> None:
    with TemporaryDirectory() as folder:
        path, home = Path(folder, "g.jsonl"), Path(folder, "tables")
        write_jsonl(g, path)
        done = jsonl_to_tables(path, home, progress=False)
        back = read_tables(home)
        assert back == g
        assert done.bad == done.repeated == ()
        assert done.records["attributions"] == len(g)
        for record in g.records():
            assert back[record.id].given() == record.given()


def row(**fields: Any) -> str:
    return json.dumps({"record": "attribution", "content": "c"} | fields, ensure_ascii=False)


# each is a line by itself; whether it is a record, and which, is for `read_jsonl` to say
LINES = [
    row(id="plain", sources=["kim"], act="deny", negated=True, said_at="2024-10-24"),
    row(id="no-sources", sources=[], quotes=["It rained", "and rained"]),
    row(id="joint", sources=["wire", "kim"], addressees=["kim", "kim"], on_behalf_of=["wire"]),
    row(id="twice", sources=["kim", "kim"]),
    row(id="stance", act="report", stance="query", certainty="possible", naming="anonymous"),
    row(id="mode", quotes=["x"], quote_mode="indirect"),
    row(id="padded", cue="  said  ", occasion=" x"),
    row(id="empty-cue", cue=""),
    row(id="odd-spaces", cue="\u00a0said"),
    row(id="null", cue=None, document=None),
    row(id="number", cue=5),
    row(id="text-for-list", sources="kim"),
    row(id="number-in-list", sources=["kim", 5]),
    row(id="flag", negated="true"),
    row(id="flag-number", negated=1),
    row(id="confident", confidence=0.25),
    row(id="sure", confidence=1),
    row(id="too-sure", confidence=1.5),
    row(id="small", confidence=1e-7),
    row(id="misspelt", act="denied"),
    row(id="unknown", wher="x"),
    row(id="zone", said_at="2024-10-24t14:30:05.25+03:00", recorded_at="2024-10-24 14:30Z"),
    row(id="interval", said_at="2024-10-24/.."),
    row(id="no-day", said_at="2024-02-30"),
    row(id="padded-time", said_at=" 2024 "),
    row(id="assessed", act="assess", grade="A", grade_scale="admiralty_credibility"),
    row(id="assessed-alone", act="assess"),
    row(id="graded", grade="A"),
    row(id="extra", extra={"a": [1, {"b": None}]}, notes=""),
    row(id="notes", notes="  any \u200b text "),
    row(id="excerpts", excerpts=[{"start": 0, "end": 5}, {"start": 7, "end": 9, "role": "cue"}]),
    row(id="backwards", excerpts=[{"start": 5, "end": 5}]),
    row(id="huge", excerpts=[{"start": 5, "end": 2**70}]),
    row(id="has space"),
    row(id="nb\u00a0space"),
    row(id="김정은", cue="말했다"),
    row(id=""),
    row(sources=["kim"], cue="an id is derived"),
    row(id="escapes", cue='said "so"\\ \t'),
    row(id="relay", content="first", act="report"),
    '{"id":"late","record":"attribution","content":"c"}',
    '{ "record" : "attribution" , "id" : "spaced" , "content" : "c" }',
    '{"record": "attribution", "id": "once-spaced", "content": "c"}',
    '{"record":"attribution","id":"dup","content":"c","cue":"a","cue":"b"}',
    '{"record":"attribution","record":"claim","id":"dup2","content":"c"}',
    r'{"record":"attribution","id":"esc\u0061ped","content":"c","cue":"\u00e9t\u00e9"}',
    r'{"record":"attribution","id":"half","content":"c","cue":"\ud800"}',
    r'{"record":"attribution","id":"nul\u0000","content":"c"}',
    '{"record":"attribution","id":"torn","content":"c"',
    r'{"record":"attribution","id":"pair","content":"c","cue":"\ud83d\ude00"}',
    r'{"record":"attribution","id":"low","content":"c","cue":"\udc00"}',
    r'{"record":"attribution","id":"nul","content":"c","cue":"a\u0000b"}',
    r'{"record":"attribution","id":"dup3","content":"c","cue":"a","\u0063ue":"b"}',
    '{"record":"attribution","id":"two","content":"c"} {"record":"attribution","id":"2"}',
    '{"record":"attribution","id":"straddles",',
    '"content":"c"}',
    row(id="roles", excerpts=[{"start": 0, "end": 5, "rose": "cue"}]),
    row(id="true", act="assess", grade="true", grade_scale="truth_rating"),
    row(id="false", act="assess", grade="false", grade_scale="truth_rating", negated=True),
    row(id="half", act="assess", grade="half", grade_scale="truth_rating"),
    '{"record":"actor","id":"q","name":"Q","wikidata":"Q5","naming":"described"}',
    '{"record":"actor","id":"q0","name":"Q","wikidata":"Q05"}',
    '{"record":"link","id":"l1","subject":"wire","relation":"rival_of","object":"kim"}',
    '{"record":"link","id":"l2","subject":"kim","relation":"leads","object":"kim"}',
    '{"record":"person","id":"p","name":"P"}',
    '["record"]',
    "null",
    "nonsense",
    '{"record":"claim","id":"topic","text":"Rain","form":"topic","about":["kim"],"tags":["a","b"]}',
    '{"record":"claim","id":"measured","text":"12","quantity":{"value":12,"measure":"m"}}',
    '{"record":"claim","text":"Its id is derived"}',
    '{"record":"claim","id":"no-text"}',
    '{"record":"claim","id":"placed","text":"x","place":"Valdena","happened_at":"2024"}',
    '{"record":"document","id":"d2","title":"T","authors":["A","B"],"published_at":"2024-10"}',
    '{"record":"document","id":"d4","title":"T","published_at":"2024-10"}',
    '{"record":"document","id":"d3","title":"T","sha256":"' + "a" * 64 + '"}',
    '{"record":"link","subject":"kim","relation":"part_of","object":"wire"}',
    "",
    "   ",
]


def read_alone(line: str, path: Path, number: int) -> tuple[Any, str]:
    try:
        return read_record(line.encode(), str(path), number), ""
    except FormatError as error:
        return None, error.reason


def test_a_line_is_read_as_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join([HEADER, *BASE, *LINES]) + "\n", encoding="utf-8")
    done = jsonl_to_tables(path, tmp_path / "t", skip_bad_lines=True, progress=False)
    back = read_tables(tmp_path / "t")
    bad = dict(done.bad)
    expected = len(BASE)
    for number, line in enumerate(LINES, 2 + len(BASE)):
        if not line.strip():
            continue
        record, reason = read_alone(line, path, number)
        if record is None:
            assert bad.pop(number) == reason, line
            continue
        if "huge" in line:
            assert "does not fit into a table" in bad.pop(number)
            continue
        expected += 1
        assert back[record.id] == record, line
        assert back[record.id].given() == record.given() | {"id": record.id}, line
    assert not bad
    assert sum(done.records.values()) == expected
    assert len(list(back.records())) == expected


def test_plain_lines_do_not_go_through_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow: list[bytes] = []

    def noted(line: bytes, path: str, number: int) -> Any:
        slow.append(line)
        return read_record(line, path, number)

    monkeypatch.setattr(_lines, "read_record", noted)
    write_jsonl(harbour(), tmp_path / "g.jsonl")
    jsonl_to_tables(tmp_path / "g.jsonl", tmp_path / "t", progress=False)
    assert not slow


def test_rows_of_a_year_are_in_the_order_of_their_content(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    rows = [
        row(id=f"r{nth}", content=["c", "b", "first"][nth % 3], said_at=str(2020 + nth % 2))
        for nth in range(60)
    ]
    more = '{"record":"claim","id":"b","text":"It snowed"}'
    path.write_text("\n".join([HEADER, *BASE, more, *rows]), encoding="utf-8")
    jsonl_to_tables(path, tmp_path / "t", progress=False)
    files = sorted((tmp_path / "t").rglob("attributions/year=*/*.parquet"))
    assert [each.parent.name for each in files] == [
        "year=2020",
        "year=2021",
        "year=__HIVE_DEFAULT_PARTITION__",
    ]
    for file in files:
        columns = read_table(file, partitioning=None).select(["content", "position"]).to_pydict()
        keys = list(zip(columns["content"], columns["position"], strict=True))
        assert keys == sorted(keys)
    assert len(read_tables(tmp_path / "t")) == 61


FAULTS = {
    row(id="f1", sources=["kin"]): "there is no actor or agency 'kin'",
    row(id="f2", sources=["c"]): "'c' is of kind claim, where this takes actor",
    row(id="f3", content="kim"): "'kim' is of kind actor, where this takes",
    row(id="f4", document="no"): "there is no document 'no'",
    row(id="first", sources=["wire"]): "the first is on line 6",
    '{"record":"claim","id":"kim","text":"x"}': "the first is on line 2",
    row(id="f5", content="f5"): "it would be about itself",
    '{"record":"link","subject":"kim","relation":"refines","object":"c"}': "is of kind actor",
    row(id="f6", act="assess", grade="A", grade_scale="admiralty_reliability"): (
        "'c' is of kind claim, where this takes actor or agency"
    ),
    '{"record":"cla': "not JSON",
    row(id="user", content="f1"): "there is no attribution or claim 'f1'",
    row(id="users-user", content="user"): "there is no attribution or claim 'user'",
}


def test_bad_lines_are_named_and_can_be_left_out(tmp_path: Path) -> None:
    path, home = tmp_path / "bad.jsonl", tmp_path / "t"
    late = [row(id="fine", sources=["kim"], content="first")]
    path.write_text("\n".join([HEADER, *BASE, *FAULTS, *late]), encoding="utf-8")
    write_tables(harbour(), home)
    with pytest.raises(FormatError, match=r"line 16: .*not JSON"):
        jsonl_to_tables(path, home, progress=False)
    assert read_tables(home) == harbour()
    done = jsonl_to_tables(path, home, skip_bad_lines=True, progress=False)
    reasons = dict(done.bad)
    for number, (line, words) in enumerate(FAULTS.items(), 2 + len(BASE)):
        assert words in reasons.pop(number), line
    assert not reasons
    assert read_tables(home).attributions.ids == ("first", "fine")
    assert len(list(home.iterdir())) == 2


def test_lost_ends_are_an_error_that_lists_them(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join([HEADER, *BASE, *list(FAULTS)[:4]]), encoding="utf-8")
    with pytest.raises(FormatError, match=r"4 lines are bad; .* line 7: .*; line 8: ") as caught:
        jsonl_to_tables(path, tmp_path / "t", progress=False)
    assert caught.value.path == str(path)
    assert list((tmp_path / "t").iterdir()) == []


def test_a_line_that_repeats_a_record_is_one_record(tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text("\n".join([HEADER, *BASE, BASE[3], BASE[4]]), encoding="utf-8")
    done = jsonl_to_tables(path, tmp_path / "t", progress=False)
    assert done.repeated == (7, 8)
    assert done.records["attributions"] == 1


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", FormatError, "the file is empty"),
        ("\n\n", FormatError, "the file is empty"),
        ("{}", FormatError, "format"),
        ('{"format":"attribgraph","format_version":99}', FormatVersionError, "version 99"),
    ],
)
def test_a_file_of_another_form(tmp_path: Path, text: str, error: Any, words: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=words):
        jsonl_to_tables(path, tmp_path / "t", progress=False)


def test_bytes_that_are_not_utf_8_are_one_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    latin = row(id="x", cue="déclaré").encode("latin-1")
    path.write_bytes("\n".join([HEADER, *BASE, ""]).encode() + latin + b"\n")
    done = jsonl_to_tables(path, tmp_path / "t", skip_bad_lines=True, progress=False)
    assert [each.line for each in done.bad] == [7]
    assert done.records["attributions"] == 1


class StoppedError(Exception):
    """Somebody pulled the plug."""


def test_a_stopped_run_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_convert, "_CHUNK", 6_000)
    old, new = harbour(), apart(*[harbour()] * 4)
    path, home = tmp_path / "g.jsonl", tmp_path / "t"
    write_jsonl(new, path)
    write_tables(old, home)
    seen: list[tuple[int, int]] = []

    def stop_at(stop: int) -> Any:
        def note(done: int, of: int) -> None:
            seen.append((done, of))
            if len(seen) == stop:
                raise StoppedError

        return note

    for stop in (1, 3):
        with pytest.raises(StoppedError):
            jsonl_to_tables(path, home, progress=stop_at(stop))
        assert read_tables(home) == old
    done = jsonl_to_tables(path, home, progress=stop_at(0))
    assert done.resumed == seen[2][0] > 0
    assert [each for each, _ in seen] == sorted({each for each, _ in seen})
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)
    assert read_tables(home) == new
    assert not (home / "unfinished").exists()


def test_another_file_is_not_taken_for_the_stopped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_convert, "_CHUNK", 6_000)

    def stop(*_: int) -> None:
        raise StoppedError

    write_jsonl(apart(harbour(), harbour()), tmp_path / "g.jsonl")
    with pytest.raises(StoppedError):
        jsonl_to_tables(tmp_path / "g.jsonl", tmp_path / "t", progress=stop)
    write_jsonl(harbour(), tmp_path / "g.jsonl")
    done = jsonl_to_tables(tmp_path / "g.jsonl", tmp_path / "t", progress=False)
    assert done.resumed == 0
    with open_tables(tmp_path / "t") as t:
        assert t.to_graph() == harbour()
