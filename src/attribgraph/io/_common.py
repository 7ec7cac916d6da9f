"""What the formats share: tables, the version, and errors that name the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.checks import faults_of
from attribgraph.errors import (
    AttribGraphError,
    ClashError,
    FormatError,
    FormatVersionError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.store import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import ValidationError

    from attribgraph.record import Record
    from attribgraph.vocabulary import Kind

__all__ = [
    "FORMAT",
    "FORMAT_VERSION",
    "TABLES",
    "TABLE_OF",
    "build",
    "check_format",
    "check_version",
    "record_error",
    "row_label",
    "said_by",
]

FORMAT: Final = "attribgraph"
FORMAT_VERSION: Final = 1

TABLES: Final[Mapping[str, type[Record]]] = {
    ("agencies" if kind == "agency" else f"{kind}s"): model for kind, model in RECORD_TYPES.items()
}
"""The record type of each table of a file, in the order in which they are written."""

TABLE_OF: Final[Mapping[Kind, str]] = {model.record_kind: name for name, model in TABLES.items()}
"""The table of each kind of record."""

_LONGEST: Final = 300
_NUMBER_TAGS: Final = frozenset({"int", "float"})


def check_format(found: Mapping[str, Any], path: str, line: int | None) -> None:
    """Refuse a file that does not say that it is one of ours, in a version that is read.

    Raises
    ------
    FormatError, FormatVersionError
        As `check_version`.
    """
    if found.get("format") != FORMAT:
        said = f"its format is {found['format']!r}" if "format" in found else "it names no format"
        message = f'not an attribgraph file: {said}, where "format": "{FORMAT}" is wanted'
        raise FormatError(message, path=path, line=line, field="format")
    check_version(found.get("format_version"), path, line)


def check_version(version: object, path: str, line: int | None) -> None:
    """Refuse a version of the format that this library does not read.

    Raises
    ------
    FormatVersionError
        If it is newer.
    FormatError
        If it is missing or no version at all.
    """
    if type(version) is int and version > FORMAT_VERSION:
        message = (
            f"the file has format version {_shown(version)}, and this attribgraph reads "
            f"version {FORMAT_VERSION}: update attribgraph (pip install --upgrade attribgraph), "
            f"or have the file written again in version {FORMAT_VERSION}"
        )
        raise FormatVersionError(message, path=path, line=line, field="format_version")
    if type(version) is not int or version < FORMAT_VERSION:
        said = "no format_version" if version is None else f"the format_version {_shown(version)}"
        message = f"the file has {said}, where format_version {FORMAT_VERSION} is wanted"
        raise FormatError(message, path=path, line=line, field="format_version")


def _shown(value: object) -> str:
    """Return a value for a message, however large it is."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return "(too large to show)"
    return text if len(text) <= 60 else text[:57] + "..."


def said_by(error: Exception) -> str:
    """Return what another library says is wrong, in one line that is not too long."""
    return " ".join(str(error).split())[:_LONGEST] or type(error).__name__


def row_label(where: str, id_: object) -> str:
    """Return how to call a record in a message: its place, and its id if it has one."""
    return f"{where} (id {_shown(id_)})" if isinstance(id_, str) and id_ else where


def record_error(  # noqa: PLR0913 (an error says all of this)
    error: ValidationError,
    model: type[Record],
    where: str,
    *,
    path: str,
    id_: object = None,
    line_of: Callable[[Sequence[str | int]], int | None],
) -> FormatError:
    """Return the error for a record that is not acceptable.

    Parameters
    ----------
    error
        What pydantic found, with locations that start at the record.
    model
        The record's type.
    where
        Which record it is, in words.
    path
        The file.
    id_
        The record's id, if it is given.
    line_of
        Finds the line of a location within the record.
    """
    found: dict[str, str] = {}
    places = [each["loc"] for each in error.errors(include_url=False, include_input=False)]
    for place, (_, why) in zip(places, faults_of(error, model), strict=True):
        # the members of a union are named last, which says nothing to a reader
        plain = place[:-1] if place[-1:] and place[-1] in _NUMBER_TAGS else place
        found.setdefault(".".join(map(str, plain)), why)
    faults = "; ".join(f"field {field!r}: {why}" if field else why for field, why in found.items())
    label = row_label(where, id_)
    first = places[0]
    separator = ", " if first else ": "
    return FormatError(
        f"{label}{separator}{faults}",
        path=path,
        line=line_of(first),
        record=id_ if isinstance(id_, str) and id_ else where,
        field=next(iter(found)) or None,
    )


def build(
    records: list[Record], path: str, line_of: Callable[[int], int | None]
) -> AttributionGraph:
    """Return the graph of a file's records.

    Parameters
    ----------
    records
        All of them, in any order.
    path
        The file.
    line_of
        Finds the line of a record by its number in the list.

    Raises
    ------
    FormatError
        From the error that the graph raises; it names the line of the record at fault.
    """
    graph = AttributionGraph()
    try:
        graph.add(records)
    except AttribGraphError as error:
        numbers = [at for at, each in enumerate(records) if each.id == error.record]
        message = error.message
        line = line_of(numbers[-1]) if numbers else None
        if isinstance(error, ClashError) and len(numbers) > 1:
            first = line_of(numbers[0])
            message += f" (the first is on line {first})" if first else ""
        raise FormatError(
            message, path=path, line=line, record=error.record, field=error.field
        ) from error
    return graph
