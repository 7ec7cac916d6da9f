"""Data sets on disk: whole or not there, and damage named."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from worlds import harbour

import attribgraph
from attribgraph import (
    AttributionGraph,
    Claim,
    FormatError,
    FormatVersionError,
    UnknownIdError,
    UnknownValueError,
    WrongKindError,
    open_tables,
    read_tables,
    write_tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MANIFEST = "attribgraph-tables.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_tables(harbour(), tmp_path)
    return tmp_path


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.parquet"))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def overwrite(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 3
    data[middle : middle + 8] = bytes(each ^ 0xFF for each in data[middle : middle + 8])
    path.write_bytes(data)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "cut short": cut_short,
    "overwritten": overwrite,
    "emptied": lambda path: path.write_bytes(b""),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("table", ["attributions", "claims", "links"])
def test_a_damaged_file_is_named(folder: Path, how: str, table: str) -> None:
    path = next(each for each in files_in(folder) if table in each.parts)
    DAMAGE[how](path)
    with pytest.raises(FormatError, match="damaged") as caught:
        open_tables(folder)
    assert caught.value.path == str(path)


@pytest.mark.parametrize("how", ["overwritten", "gone"])
def test_a_file_that_is_damaged_while_open_is_named(folder: Path, how: str) -> None:
    t = open_tables(folder)
    paths = [each for each in files_in(folder) if "attributions" in each.parts]
    for path in paths:
        path.write_bytes(b"PAR1" + b"\0" * (path.stat().st_size - 8) + b"PAR1")
        if how == "gone":
            path.unlink()
    with pytest.raises(FormatError, match="damaged") as caught:
        list(t.attributions)
    assert caught.value.path in map(str, paths)


def test_verify_can_be_left_out_and_made_up_for(folder: Path) -> None:
    overwrite(files_in(folder)[0])
    t = open_tables(folder, verify=False)
    with pytest.raises(FormatError, match="checksum"):
        t.check()


def test_what_is_no_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="no data set is here"):
        open_tables(tmp_path)
    with pytest.raises(FormatError, match="no data set is here"):
        open_tables(tmp_path / "nowhere")
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(FormatError, match="not the manifest"):
        open_tables(tmp_path)
    (tmp_path / MANIFEST).write_text('{"format": "other"}')
    with pytest.raises(FormatError, match="its format is not"):
        open_tables(tmp_path)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"format_version": 2}, FormatVersionError, "newer than this attribgraph"),
        ({"format_version": "1"}, FormatError, "not a number"),
        ({"data": "../elsewhere"}, FormatError, "leads out of the folder"),
        ({"files": {"/etc/passwd": {"bytes": 1, "crc32": 0}}}, FormatError, "leads out"),
        ({"files": []}, FormatError, "manifest is damaged"),
        ({"files": {}}, FormatError, "names no file of actors"),
        ({"records": {}}, FormatError, "manifest is damaged"),
    ],
)
def test_a_manifest_is_data(folder: Path, change: dict, error: type, words: str) -> None:  # type: ignore[type-arg]
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | change))
    with pytest.raises(error, match=words):
        open_tables(folder)


def test_writing_replaces_what_was_there(folder: Path) -> None:
    g = AttributionGraph(Claim(id="c", text="It rained"))
    write_tables(g, folder)
    assert read_tables(folder) == g
    assert {each.name for each in folder.iterdir()} == {
        MANIFEST,
        json.loads((folder / MANIFEST).read_text())["data"],
    }


def test_an_empty_graph_is_a_data_set(tmp_path: Path) -> None:
    write_tables(AttributionGraph(), tmp_path)
    with open_tables(tmp_path) as t:
        assert len(t) == len(t.attributions) == 0
        assert not t
        assert t.attributions.standing().ids == ()
        assert t.attributions.count_by("act") == {}
        assert t.attributions.to_graph() == AttributionGraph()


_WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from worlds import harbour
from crowds import apart
from attribgraph import write_tables
old, new = harbour(), apart(harbour(), harbour(), harbour())
write_tables(old, sys.argv[1])
print("ready", flush=True)
while True:
    write_tables(new, sys.argv[1])
    write_tables(old, sys.argv[1])
"""


def test_a_killed_writer_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    from crowds import apart

    old, new = harbour(), apart(harbour(), harbour(), harbour())
    some = random.Random(7)  # noqa: S311 (when to strike)
    environment = os.environ | {"PYTHONPATH": str(Path(attribgraph.__file__).parents[1])}
    for _ in range(2):
        command = [sys.executable, "-c", _WRITER, str(tmp_path), str(Path(__file__).parents[1])]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:  # noqa: S603
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            for _ in range(6):
                time.sleep(some.random() * 0.03)
                writer.send_signal(signal.SIGSTOP)  # as if killed at this moment
                assert read_tables(tmp_path) in (old, new)
                writer.send_signal(signal.SIGCONT)
            time.sleep(some.random() * 0.2)
            writer.kill()
        assert read_tables(tmp_path) in (old, new)
    write_tables(old, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2  # what was killed has been cleared away


def test_errors_name_what_there_is(folder: Path) -> None:
    t = open_tables(folder)
    with pytest.raises(UnknownIdError, match="did you mean 'arson'"):
        t.attributions.of("arsn")
    with pytest.raises(UnknownIdError, match="no attribution 'service-arso' here"):
        t.attributions["service-arso"]
    with pytest.raises(WrongKindError, match="is a record of kind claim"):
        t.attributions.by("arson")
    with pytest.raises(UnknownValueError, match="is not a stance"):
        t.attributions.stance("against")
    with pytest.raises(UnknownValueError, match="has no field 'cues'"):
        t.attributions.count_by("cues")
    with pytest.raises(UnknownValueError, match="for rows in memory"):
        t.attributions.where(lambda row: bool(row.cue))
    with pytest.raises(UnknownValueError, match="for rows in memory"):
        t.attributions.count_by("via")
    with pytest.raises(UnknownValueError, match="more than limit=2"):
        t.attributions.to_graph(limit=2)
    with pytest.raises(UnknownValueError, match="the engines are"):
        open_tables(folder, engine="presto")  # type: ignore[arg-type]


@pytest.mark.parametrize("id_", ["it's", 'say-"hi"', "back\\slash", "x'--", "{claims}", "김정은"])
def test_ids_are_data(tmp_path: Path, id_: str) -> None:
    g = AttributionGraph(Claim(id=id_, text="x"), Claim(id="other", text="y"))
    g.attribute((), id_, id=f"row-{id_}", said_at="2024")
    write_tables(g, tmp_path)
    with open_tables(tmp_path) as t:
        assert t.attributions.of(id_).ids == (f"row-{id_}",)
        assert t.who_asserted(id_).to_graph() == g.attributions.of(id_).subgraph()


def test_frames_of_every_kind(folder: Path) -> None:
    g = harbour()
    with open_tables(folder) as t:
        pandas = t.attributions.standing().to_frame()
        polars = t.attributions.standing().to_frame("polars")
        arrow = t.attributions.standing().to_arrow()
        ids = list(g.attributions.standing().ids)
        assert list(pandas["id"]) == polars["id"].to_list() == arrow["id"].to_pylist() == ids
        assert list(t.sources.to_frame()["name"]) == [each.name for each in g.sources]
        lazy = t.attributions.by("fire-service").lazy().select("id", "stance").collect()
        assert sorted(lazy["id"].to_list()) == sorted(g.attributions.by("fire-service").ids)
        with pytest.raises(UnknownValueError, match="a frame is of"):
            t.attributions.to_frame("excel")


def test_a_session_of_the_caller_is_used_and_left_as_it_was(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    session = duckdb.connect()
    session.execute("CREATE TABLE mine AS SELECT 1 AS one")
    before = session.execute("SHOW ALL TABLES").fetchall()
    with open_tables(folder, session=session) as t:
        assert t.attributions.by("maro").ids == harbour().attributions.by("maro").ids
    assert session.execute("SHOW ALL TABLES").fetchall() == before
