"""Writing is all or nothing, and reading changes nothing."""

from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from attribgraph.errors import FormatError
from attribgraph.graph import AttributionGraph
from attribgraph.io import (
    read_json,
    read_jsonl,
    read_toml,
    write_json,
    write_jsonl,
    write_toml,
)
from attribgraph.io._files import write_chunks
from attribgraph.model import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READERS = [read_json, read_jsonl, read_toml]
WRITERS = [write_json, write_jsonl, write_toml]
posix = pytest.mark.skipif(os.name != "posix", reason="permission bits and signals are POSIX")

# writes two graphs of different size in turn, for ever, and says when it has begun
WRITER = """
import sys
from attribgraph.graph import AttributionGraph
from attribgraph.io import write_json
from attribgraph.model import Actor
one, two = (AttributionGraph([Actor(name=f"Name {n}") for n in range(size)]) for size in (3, 400))
print("ready", flush=True)
while True:
    write_json(two, sys.argv[1])
    write_json(one, sys.argv[1])
"""


@posix
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    sizes: list[int] = []
    while len(sizes) < 6 or len(set(sizes)) < 2:
        assert len(sizes) < 100, "no writer was killed after it had begun"
        write_json(AttributionGraph(Actor(name="Old")), path)
        writer = subprocess.Popen(  # noqa: S603 (this Python, and code from this file)
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE
        )
        with writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(0.001 * len(sizes))
            writer.send_signal(signal.SIGKILL)
        assert writer.returncode == -signal.SIGKILL
        sizes.append(len(read_json(path).actors))
    assert set(sizes) <= {1, 3, 400}


@posix
def test_a_writer_killed_between_any_two_steps_leaves_a_whole_file(tmp_path: Path) -> None:
    """Kill at each system call in turn, so that no step is missed by chance."""
    path = tmp_path / "graph.json"
    steps = ("open", "fdopen", "write", "fsync", "replace", "after")
    code = """
import io, os, pathlib, signal, sys
from attribgraph.io import _files
path, step = sys.argv[1:]
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
def chunks():
    yield b"new" * 50_000
    if step == "write":
        die()
    yield b"new"
if step in ("open", "fdopen", "fsync"):
    setattr(os, step, die)
elif step == "replace":
    pathlib.Path.replace = die
elif step == "after":
    _files._sync_folder = die
_files.write_chunks(path, chunks())
"""
    for step in steps:
        path.write_bytes(b"old")
        done = subprocess.run(  # noqa: S603 (this Python, and code from this file)
            [sys.executable, "-c", code, str(path), step], check=False, timeout=60
        )
        assert done.returncode == -signal.SIGKILL, step
        expected = b"new" * 50_001 if step == "after" else b"old"
        assert path.read_bytes() == expected, step


def test_a_failing_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"new" * 100_000
        message = "the disk is on fire"
        raise OSError(message)

    with pytest.raises(OSError, match="on fire"):
        write_chunks(path, chunks())
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["graph.json"]


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_but_the_file_is_left(write: Any, tmp_path: Path) -> None:
    path = tmp_path / "graph"
    path.write_bytes(b"old and longer than what comes " * 100)
    write(AttributionGraph(Actor(name="Kim")), path)
    assert b"old" not in path.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["graph"]


@posix
def test_permission_bits_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    path.touch()
    for bits in (0o600, 0o640, 0o755):
        path.chmod(bits)
        write_json(AttributionGraph(), path)
        assert stat.S_IMODE(path.stat().st_mode) == bits


@posix
def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    for mask, bits in ((0o022, 0o644), (0o077, 0o600)):
        old = os.umask(mask)
        try:
            write_json(AttributionGraph(), tmp_path / f"{mask}")
        finally:
            os.umask(old)
        assert stat.S_IMODE((tmp_path / f"{mask}").stat().st_mode) == bits


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = tmp_path / "link"
    link.symlink_to(folder / "graph")
    for name in ("Kim", "Lee"):
        write_json(AttributionGraph(Actor(name=name)), link)
        assert link.is_symlink()
        assert read_json(folder / "graph") == AttributionGraph(Actor(name=name))


def test_what_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph"
    path.write_bytes(b"old")
    # a superuser may write whatever the bits say, so the system's answer is put in its mouth
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError):
        write_json(AttributionGraph(), path)
    assert path.read_bytes() == b"old"


@posix
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = subprocess.Popen(["/bin/cat", str(path)], stdout=subprocess.PIPE)  # noqa: S603
    with reader:
        write_json(AttributionGraph(), path)
        assert reader.stdout is not None
        assert reader.stdout.read().startswith(b'{\n"format": "attribgraph"')
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.parametrize("write", WRITERS)
def test_a_folder_is_not_a_file(write: Any, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=str(tmp_path.name)):
        write(AttributionGraph(), tmp_path)
    with pytest.raises(FileNotFoundError):
        write(AttributionGraph(), tmp_path / "missing" / "graph")


@pytest.mark.parametrize("read", READERS)
def test_a_missing_file_is_the_systems_error(read: Any, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "missing")


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty|no format_version"),
        (b" \n\n ", "empty|no format_version"),
        ("{}".encode("utf-16"), "line 1: the file is UTF-16; save it as UTF-8"),
        ("{}".encode("utf-16-be"), "."),
        (b"\xff\xfe\x00\x00{\x00\x00\x00", "line 1: the file is UTF-32"),
        (b'\n\n{"a": "\xe9"}', "line 3: not UTF-8 text .byte 0xe9.; save it as UTF-8"),
    ],
)
def test_other_encodings_and_emptiness_are_named(
    read: Any, data: bytes, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(FormatError, match=why) as caught:
        read(path)
    assert str(caught.value).startswith(str(path))
    assert path.read_bytes() == data


def test_a_byte_order_mark_in_front_is_passed_over(tmp_path: Path) -> None:
    g = AttributionGraph(Actor(name="Mira Holt"))
    for read, write in (
        (read_json, write_json),
        (read_jsonl, write_jsonl),
        (read_toml, write_toml),
    ):
        path = tmp_path / "marked"
        write(g, path)
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        assert read(path) == g


@pytest.mark.parametrize("read", READERS)
def test_text_files_opened_in_a_wrong_encoding(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b'{"a": "\xe9"}')
    with path.open(encoding="ascii") as file, pytest.raises(FormatError, match="not UTF-8"):
        read(file)
    with pytest.raises(FormatError, match="not UTF-8"):
        read(io.StringIO("\ud800"))


@pytest.mark.parametrize("write", WRITERS)
def test_text_files_in_an_encoding_too_narrow(write: Any, tmp_path: Path) -> None:
    path = tmp_path / "file"
    with (
        path.open("w", encoding="ascii") as file,
        pytest.raises(FormatError, match="open the file with encoding='utf-8'"),
    ):
        write(AttributionGraph(Actor(name="김")), file)
