"""JSON Lines of any size to tables: `jsonl_to_tables`."""

from __future__ import annotations

import json
import os
import shutil
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from attribgraph.errors import ContentCycleError, FormatError
from attribgraph.extras import need
from attribgraph.io._files import after_mark, write_chunks
from attribgraph.io.jsonl import check_header
from attribgraph.tables._build import Builder, clear_leftovers, new_data, replace_data
from attribgraph.tables._checks import faults_in
from attribgraph.tables._lines import BadLine, Block, read_block
from attribgraph.tables._quick import QuickReader
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["Conversion", "jsonl_to_tables"]

_STAGING: Final = "unfinished"
_JOURNAL: Final = "journal.json"
_CHUNK: Final = 1 << 25
_PARTS: Final = 2
"""The version of what parts look like: those of another version are read anew."""
_MOST_WORKERS: Final = 8
"""Each takes some 150 MB, whatever the limit of DuckDB's memory."""
_HEAD: Final = 1000
_SHOWN: Final = 5
_SLOW: Final = 2.0


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of converting a file.

    Attributes
    ----------
    records
        How many records each table has.
    bad
        Lines that were left out, with reasons, in order.
    repeated
        Numbers of the lines that repeat a record, which is there once.
    resumed
        How many bytes of the file an earlier run had read.
    """

    records: dict[str, int]
    bad: tuple[BadLine, ...]
    repeated: tuple[int, ...]
    resumed: int


@dataclass(slots=True)
class _Journal:
    """What has been read so far; kept on disk, so that it can go on from there."""

    path: Path
    source: dict[str, Any]
    offset: int = 0
    lines: int = 0
    parts: int = 0
    held: dict[str, list[str]] = field(default_factory=dict)
    bad: list[BadLine] = field(default_factory=list)

    def write(self) -> None:
        data = {
            "source": self.source,
            "offset": self.offset,
            "lines": self.lines,
            "parts": self.parts,
            "held": self.held,
            "bad": self.bad,
        }
        write_chunks(self.path, [json.dumps(data).encode()])

    def note(
        self, block: Block, bad: Iterable[BadLine], held: Mapping[Kind, Iterable[str]]
    ) -> None:
        """Write down that all up to the end of a block is read, and which columns it has."""
        self.bad += bad
        self.held = {kind.value: sorted(names) for kind, names in held.items()}
        self.parts = block.nth + 1
        self.lines += block.lines
        self.offset += block.size
        self.write()

    def resume(self) -> bool:
        """Take over what an earlier run wrote of the same file; False if there is nothing."""
        try:
            found = json.loads(self.path.read_bytes())
            if found["source"] != self.source:
                return False
            self.offset, self.lines = int(found["offset"]), int(found["lines"])
            self.parts = int(found["parts"])
            self.held = {str(Kind(kind)): list(names) for kind, names in found["held"].items()}
            self.bad = [BadLine(int(line), str(reason)) for line, reason in found["bad"]]
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return False
        return True


def jsonl_to_tables(
    source: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    skip_bad_lines: bool = False,
    progress: bool | Callable[[int, int], None] | None = None,
    memory_limit: str | None = "2GB",
) -> Conversion:
    r"""Convert a JSON Lines file to a data set, in bounded memory.

    Parameters
    ----------
    source
        Path of a file as `write_jsonl` writes it, of any size.
    folder
        Where to; made if it is not there. A data set in it is replaced, in one step: until
        then it is the old one.
    skip_bad_lines
        Whether lines that are no records, and records that refer to what is not there, are
        left out and listed in the result, rather than an error.
    progress
        True for a bar (with the extra ``progress``); a function, called with the bytes read
        and the bytes of the file. By default a bar is shown on a terminal, after two seconds,
        if tqdm is installed.
    memory_limit
        How much memory DuckDB may use; beyond it, it spills into the folder. None for its
        own default, most of the machine's.

    Returns
    -------
    Conversion
        How many records there are, and which lines were left out.

    Raises
    ------
    FormatError
        If lines are bad: the message names the file, how many there are, and the first with
        their numbers. The data set is as it was.
    FormatVersionError
        If a newer version of the format wrote the file.
    MissingExtraError
        Without the extra ``tables``.

    Notes
    -----
    A run that was stopped goes on where it was, if the file is the same (by its size, its
    time and its beginning): what it has read is in the folder's ``unfinished``. Lines that
    are plainly records are read many at once, on every core (up to eight, each of which takes
    150 MB beyond ``memory_limit``). Python reads one by one, at some tens of thousands a
    second, those with a quantity, the word ``null``, no id, an id twice in a list,
    or spaces around a text, and the few beside a line that is no JSON or of wrong types.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     ag.write_jsonl(g, Path(folder, "archive.jsonl"))
    ...     done = ag.jsonl_to_tables(Path(folder, "archive.jsonl"), Path(folder, "archive"))
    >>> done.records["attributions"], done.bad
    (33, ())
    """
    need("duckdb", feature="jsonl_to_tables()", extra="tables")
    path, home = Path(source), Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    staging = home / _STAGING
    journal = _Journal(staging / _JOURNAL, _identity(path))
    if journal.resume():
        _forget_later(staging, journal.parts)
    else:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
    resumed = journal.offset
    builder = Builder(staging, memory_limit)
    for kind, names in journal.held.items():
        builder.held[Kind(kind)] |= set(names)
    try:
        with path.open("rb") as file, _shown(progress, journal) as show:
            _read(builder, journal, file, os.fspath(path), show)
        if journal.bad and not skip_bad_lines:
            raise _bad(path, journal.bad)
        bad, repeated = _checked(builder, path, list(journal.bad), skip=skip_bad_lines)
        data = new_data(home)
        counts = builder.counts()
        builder.finish(data)
        builder.close()
        replace_data(home, data, counts)
        shutil.rmtree(staging)
    except FormatError:
        builder.close()
        shutil.rmtree(staging, ignore_errors=True)  # the file has to change: nothing to resume
        raise
    finally:
        builder.close()
        clear_leftovers(home)
    return Conversion(counts, tuple(sorted(bad)), tuple(sorted(repeated)), resumed)


def _forget_later(staging: Path, parts: int) -> None:
    """Remove parts of blocks that the journal does not know to be read."""
    for path in staging.rglob("chunk-*.parquet"):
        if int(path.name.split("-")[1]) >= parts:
            path.unlink()


def _identity(path: Path) -> dict[str, Any]:
    about = path.stat()
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("latin-1")
    return {"parts": _PARTS, "bytes": about.st_size, "time": about.st_mtime_ns, "head": head}


def _read(
    builder: Builder,
    journal: _Journal,
    file: IO[bytes],
    path: str,
    show: Callable[[int, int], None],
) -> None:
    """Read the file, some blocks at a time, and note in the journal how far it has come."""
    reader = QuickReader()
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    waiting: deque[tuple[Block, Future[list[BadLine]]]] = deque()

    def finish_first() -> None:
        block, read = waiting.popleft()
        journal.note(block, read.result(), builder.held)
        show(journal.offset, journal.source["bytes"])

    with ThreadPoolExecutor(workers) as pool:
        try:
            for block in _blocks(journal, file, path):
                waiting.append((block, pool.submit(read_block, builder, reader, block, path)))
                if len(waiting) > workers:
                    finish_first()
            while waiting:
                finish_first()
        finally:
            pool.shutdown(cancel_futures=True)


def _blocks(journal: _Journal, file: IO[bytes], path: str) -> Iterator[Block]:
    """Iterate over the blocks of a file that the journal does not know."""
    at, last = journal.offset, journal.lines
    file.seek(at)
    for nth in count(journal.parts):
        text = file.read(_CHUNK)
        if not text:
            break
        text += file.readline()
        size, lines = len(text), text.count(b"\n") + (not text.endswith(b"\n"))
        header = 0
        if at == 0:
            text, header = _after_header(text, path)
        yield Block(nth, text, last + 1 + header, lines, size)
        at, last = at + size, last + lines
    if at == 0:
        message = "the file is empty: its first line is the header"
        raise FormatError(message, path=path)


def _after_header(block: bytes, path: str) -> tuple[bytes, int]:
    """Return what follows the header, and the number of its line."""
    text, at, number = after_mark(block, path), 0, 0
    while at < len(text):
        end = text.find(b"\n", at) + 1 or len(text)
        number += 1
        if text[at:end].strip():
            check_header(text[at:end], path, number)
            return text[end:], number
        at = end
    message = "the file is empty: its first line is the header"
    raise FormatError(message, path=path)


def _checked(
    builder: Builder, path: Path, bad: list[BadLine], *, skip: bool
) -> tuple[list[BadLine], list[int]]:
    """Leave out what makes the tables no graph, and what then refers to it, to the end."""
    repeated: list[int] = []
    builder.open_parts()
    while True:
        faults, again = faults_in(builder)
        if faults and not skip:
            raise _bad(path, faults)
        bad += faults
        repeated += again
        if not faults and not again:
            try:
                builder.derive()
            except ContentCycleError as error:
                cycle = BadLine(builder.line_of(error.record or ""), error.message)
                if not skip:
                    raise _bad(path, [cycle]) from None
                bad.append(cycle)
                faults = [cycle]
            else:
                return bad, repeated
        builder.leave_out([*(each.line for each in faults), *again])


def _bad(path: Path, bad: list[BadLine]) -> FormatError:
    first = min(bad)
    if len(bad) == 1:
        return FormatError(first.reason, path=os.fspath(path), line=first.line)
    listed = "; ".join(f"line {each.line}: {each.reason}" for each in sorted(bad)[:_SHOWN])
    more = f"; and {len(bad) - _SHOWN:,} more" if len(bad) > _SHOWN else ""
    message = f"{len(bad):,} lines are bad; skip_bad_lines=True leaves them out. {listed}{more}"
    return FormatError(message, path=os.fspath(path))


@contextmanager
def _shown(
    progress: bool | Callable[[int, int], None] | None,  # noqa: FBT001 (as the caller's)
    journal: _Journal,
) -> Iterator[Callable[[int, int], None]]:
    """Give what shows progress: the caller's function, a bar, or nothing."""
    if callable(progress):
        yield progress
        return
    bar: Any = None
    if progress:
        bar = need("tqdm", feature="progress=True", extra="progress").tqdm
    elif progress is None:
        try:
            bar = import_module("tqdm").tqdm
        except ImportError:
            bar = None
    if bar is None:
        yield lambda _, __: None
        return
    quiet: dict[str, Any] = {} if progress else {"delay": _SLOW, "disable": None, "leave": False}
    with bar(
        total=journal.source["bytes"],
        initial=journal.offset,
        unit="B",
        unit_scale=True,
        **quiet,
    ) as shown:
        yield lambda done, _: shown.update(done - shown.n)
