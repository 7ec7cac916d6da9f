"""A data set on disk: its manifest and its files, checked before they are believed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import FormatError, FormatVersionError
from attribgraph.tables._build import MANIFEST, checksum
from attribgraph.tables._schema import FORMAT, FORMAT_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DataSet", "open_data_set"]

_SMALL: Final = 1 << 28


@dataclass(frozen=True, slots=True)
class DataSet:
    """The tables of a folder.

    Attributes
    ----------
    folder
        The folder that was asked for.
    data
        The folder in it that holds the tables.
    files
        The files of each table.
    sums
        Size and CRC-32 of each file, as the manifest has them.
    records
        How many records each table has.
    """

    folder: Path
    data: Path
    files: Mapping[str, tuple[Path, ...]]
    sums: Mapping[Path, tuple[int, int]]
    records: Mapping[str, int]

    @property
    def size(self) -> int:
        """How many bytes all files have."""
        return sum(size for size, _ in self.sums.values())

    def check(self) -> None:
        """Read every file and compare it with the manifest.

        Raises
        ------
        FormatError
            If a file is not as it was written; the message names it.
        """
        for path, (_, crc) in self.sums.items():
            self.check_size(path)
            try:
                found = checksum(path)
            except OSError as error:
                raise _damaged(path, f"it cannot be read: {error}") from None
            if found != crc:
                raise _damaged(path, "its checksum is not the one that it was written with")

    def check_size(self, path: Path) -> None:
        """Refuse a file that is missing or cut short."""
        try:
            size = path.stat().st_size
        except OSError:
            raise _damaged(path, "it is missing (or the data set was replaced)") from None
        if size != self.sums[path][0]:
            message = f"it has {size:,} bytes, where it was written with {self.sums[path][0]:,}"
            raise _damaged(path, message)

    def damage(self, _: Exception | None = None) -> FormatError | None:
        """Return the error that names a damaged file, if there is one."""
        try:
            self.check()
        except FormatError as found:
            return found
        return None


def _damaged(path: Path, why: str) -> FormatError:
    return FormatError(f"this file of a data set is damaged: {why}", path=str(path))


def open_data_set(folder: Path, *, verify: bool | None = None) -> DataSet:
    """Read the manifest of a folder, and look whether the files are all there.

    Parameters
    ----------
    folder
        The folder.
    verify
        Whether all files are read through and compared with their checksums; by default
        they are where they have less than 256 MB together.

    Raises
    ------
    FormatError
        If it is no data set, or a file of it is damaged; the message names the file.
    FormatVersionError
        If a newer version wrote it.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        message = f"no data set is here: there is no {MANIFEST}"
        raise FormatError(message, path=str(folder)) from None
    except NotADirectoryError:
        message = "a data set is a folder"
        raise FormatError(message, path=str(folder)) from None
    except (ValueError, RecursionError) as error:
        message = f"not the manifest of a data set: {error}"
        raise FormatError(message, path=str(path)) from None
    data, sums, records = _taken_apart(found, folder, path)
    tables = {
        table: tuple(each for each in sums if each.relative_to(data).parts[0] == table)
        for table in TABLES.values()
    }
    lacking = [table for table, files in tables.items() if not files]
    if lacking:
        message = f"the manifest names no file of {', '.join(lacking)}"
        raise FormatError(message, path=str(path))
    made = DataSet(folder, data, tables, sums, records)
    if verify or (verify is None and made.size < _SMALL):
        made.check()
    else:
        for each in sums:
            made.check_size(each)
    return made


def _taken_apart(
    found: Any, folder: Path, path: Path
) -> tuple[Path, dict[Path, tuple[int, int]], dict[str, int]]:
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        message = f"not the manifest of a data set: its format is not {FORMAT!r}"
        raise FormatError(message, path=str(path))
    version = found.get("format_version")
    if not isinstance(version, int) or version < 1:
        message = f"format_version is {version!r}, not a number from 1"
        raise FormatError(message, path=str(path))
    if version > FORMAT_VERSION:
        message = (
            f"version {version} of {FORMAT} is newer than this attribgraph reads "
            f"({FORMAT_VERSION}): upgrade attribgraph"
        )
        raise FormatVersionError(message, path=str(path))
    try:
        data = folder / _inside(found["data"])
        sums = {
            data / _inside(name): (int(each["bytes"]), int(each["crc32"]))
            for name, each in found["files"].items()
        }
        records = {table: int(found["records"][table]) for table in TABLES.values()}
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        message = f"the manifest is damaged: {error!r}"
        raise FormatError(message, path=str(path)) from None
    return data, sums, records


def _inside(name: str) -> str:
    """Refuse a path that leads out of the folder: the manifest is data."""
    parts = Path(name).parts
    if not parts or Path(name).is_absolute() or ".." in parts:
        message = f"{name!r} leads out of the folder"
        raise ValueError(message)
    return name
