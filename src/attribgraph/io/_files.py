"""Bytes from and to files: opened, decoded, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from attribgraph.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "OTHER_MARKS",
    "PathOrFile",
    "after_mark",
    "decode",
    "name_of",
    "open_lines",
    "read_bytes",
    "write_chunks",
]

PathOrFile = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A path, or an open file object of text or bytes."""

OTHER_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""The byte order marks of other encodings than UTF-8, the longer ones first."""

_BOM: Final = b"\xef\xbb\xbf"


def name_of(source: PathOrFile) -> str:
    """Return what to call a file in a message."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "<file>"


def read_bytes(source: PathOrFile) -> bytes:
    """Return all that a file holds, as bytes of UTF-8.

    Raises
    ------
    FormatError
        If a text file object cannot be decoded.
    OSError
        If the file cannot be opened or read.
    """
    if isinstance(source, str | os.PathLike):
        return Path(source).read_bytes()
    _check_file(source, "read")
    with _decoding(name_of(source)):
        return _as_bytes(source.read())


@contextmanager
def open_lines(source: PathOrFile) -> Iterator[Iterator[bytes]]:
    """Give the lines of a file, one by one, as bytes of UTF-8."""
    if isinstance(source, str | os.PathLike):
        with Path(source).open("rb") as file:
            yield iter(file)
        return
    _check_file(source, "read")
    with _decoding(name_of(source)):
        yield map(_as_bytes, source)


def after_mark(data: bytes, path: str) -> bytes:
    """Return data without a UTF-8 byte order mark, which some editors put in front.

    Raises
    ------
    FormatError
        If it starts with the mark of another encoding.
    """
    for mark, encoding in OTHER_MARKS:
        if data.startswith(mark):
            message = f"the file is {encoding}; save it as UTF-8"
            raise FormatError(message, path=path, line=1)
    return data.removeprefix(_BOM)


def decode(data: bytes, path: str, first_line: int = 1) -> str:
    """Return the text of UTF-8 data.

    Raises
    ------
    FormatError
        If it is not UTF-8; the message names the line.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = first_line + data.count(b"\n", 0, error.start)
        message = f"not UTF-8 text (byte {data[error.start]:#04x}); save it as UTF-8"
        raise FormatError(message, path=path, line=line) from None


def write_chunks(target: PathOrFile, chunks: Iterable[bytes]) -> None:
    """Write to a path, so that the old file or the new one is there, never a mixture.

    The data goes to a temporary file in the same folder, which then takes the place of the
    old one; permission bits are kept, and of a symbolic link the target is replaced. A file
    object, a pipe or a device is written to as it is.

    Raises
    ------
    OSError
        If it cannot be written; the old file is as it was.
    FormatError
        If a text file object has an encoding that cannot hold the text.
    """
    if not isinstance(target, str | os.PathLike):
        _check_file(target, "write")
        file: Any = target
        data = b"".join(chunks)
        try:
            file.write(data.decode() if hasattr(file, "encoding") else data)
        except UnicodeEncodeError as error:
            message = f"{error}: open the file with encoding='utf-8'"
            raise FormatError(message, path=name_of(target)) from None
        return
    path = Path(os.path.realpath(target))
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        _replace(path, chunks, None)
        return
    if stat.S_ISREG(mode):
        if not os.access(path, os.W_OK):
            # os.replace would not ask: it needs leave to write to the folder alone
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        _replace(path, chunks, stat.S_IMODE(mode))
        return
    with path.open("wb") as device:
        device.writelines(chunks)


def _replace(path: Path, chunks: Iterable[bytes], mode: int | None) -> None:
    temporary = path.with_name(f".attribgraph-{secrets.token_hex(8)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # 0o666 leaves a new file's bits to the umask, as open() does; tempfile would not
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                temporary.chmod(mode)
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _check_file(file: object, method: str) -> None:
    if not hasattr(file, method):
        message = f"a path or an open file is wanted, not {type(file).__name__}"
        raise TypeError(message)


def _as_bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


@contextmanager
def _decoding(path: str) -> Iterator[None]:
    try:
        yield
    except UnicodeError as error:
        message = f"not UTF-8 text: {error}"
        raise FormatError(message, path=path) from None
