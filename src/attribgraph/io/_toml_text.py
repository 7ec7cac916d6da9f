"""A graph as TOML text that reads well."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import tomli_w
from pydantic import BaseModel

from attribgraph.errors import RecordError
from attribgraph.io._common import FORMAT_VERSION, TABLES
from attribgraph.model import Attribution, Claim
from attribgraph.relays import expand_via
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.record import Record

__all__ = ["toml_chunks"]

_LAST: Final = ("notes", "extra")
_MULTILINE_UNSAFE: Final = r"\r\n"


def toml_chunks(graph: AttributionGraph, lost: list[tuple[str, str]]) -> Iterator[bytes]:
    """Iterate over the parts of a file; what TOML cannot hold is added to ``lost``.

    Raises
    ------
    RecordError
        If a record holds what no text file can.
    """
    yield f"format_version = {FORMAT_VERSION}\n".encode()
    rows = _Rows(graph)
    for name, model in TABLES.items():
        if model is Attribution:
            continue
        for record in graph.records():
            if type(record) is not model:
                continue
            yield _block([name], record, _fields(record, lost))
            if isinstance(record, Claim):
                for row in rows.beneath(record.id):
                    fields = rows.fields(row, lost)
                    del fields["content"]
                    yield _block(["claims", "attributions"], row, fields)
    for row in graph.attributions:
        if row.id not in rows.written:
            yield _block(["attributions"], row, rows.fields(row, lost))


class _Rows:
    """Which rows stand beneath their claim, and which are folded into a ``via``."""

    def __init__(self, graph: AttributionGraph) -> None:
        self.written: set[str] = set()
        self._about: dict[str, list[Attribution]] = {}
        for row in graph.attributions:
            self._about.setdefault(row.content, []).append(row)

    def beneath(self, claim: str) -> list[Attribution]:
        """Return the rows whose content is a claim."""
        return self._about.get(claim, [])

    def fields(self, row: Attribution, lost: list[tuple[str, str]]) -> dict[str, Any]:
        """Return the fields to write a row with, and remember which rows that covers."""
        self.written.add(row.id)
        fields = _fields(row, lost)
        chain = self._chain(row)
        for size in range(len(chain), 0, -1):
            relays = chain[:size]
            folded = dict(fields)
            if relays[-1].document is not None:
                folded["document"] = relays[-1].document
            via = [_joint(relay.sources) for relay in relays]
            if _same(expand_via(folded, via), [row, *relays]):
                self.written.update(relay.id for relay in relays)
                return folded | {"via": via[0] if via == [relays[0].sources[0]] else via}
        return fields

    def _chain(self, row: Attribution) -> list[Attribution]:
        """Return the rows about a row, one about the other, as long as there is just one."""
        chain: list[Attribution] = []
        if row.document is not None:
            return chain
        about = self._about.get(row.id, [])
        while len(about) == 1 and about[0].sources and about[0].id not in self.written:
            chain.append(about[0])
            about = self._about.get(about[0].id, [])
        return chain


def _joint(sources: tuple[str, ...]) -> str | list[str]:
    return sources[0] if len(sources) == 1 else list(sources)


def _same(made: list[Attribution], rows: list[Attribution]) -> bool:
    """Whether rows are the very same, in what was given too."""
    return [each.given() for each in made] == [each.given() for each in rows]


def _fields(record: Record, lost: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what TOML can hold of a record: its id and the fields that were given."""
    given = record.given()
    last = {name: given.pop(name) for name in _LAST if name in given}
    fields = {}
    for name, value in (given | last).items():
        if value is not None:
            fields[name] = _plain(value, f"{record.record_kind} {record.id!r}: {name}", lost)
    return fields


def _plain(value: Any, where: str, lost: list[tuple[str, str]]) -> Any:
    """Return a value of TOML's own types."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, When):
        return str(value)
    if isinstance(value, BaseModel):
        given = {name: getattr(value, name) for name in type(value).model_fields}
        return {
            name: _plain(each, where, lost)
            for name, each in given.items()
            if name in value.model_fields_set and each is not None
        }
    if isinstance(value, dict):
        items = [(key, each, f"{where}.{key}") for key, each in value.items()]
        lost += [("extra", f"{place} is null") for _, each, place in items if each is None]
        return {key: _plain(each, at, lost) for key, each, at in items if each is not None}
    if isinstance(value, list | tuple):
        entries = [(each, f"{where}[{at}]") for at, each in enumerate(value)]
        lost += [("extra", f"{place} is null") for each, place in entries if each is None]
        return [_plain(each, at, lost) for each, at in entries if each is not None]
    return value


def _block(names: list[str], record: Record, fields: dict[str, Any]) -> bytes:
    """Return the table of one record, with its header."""
    flat = {}
    tables = {}
    for name, value in fields.items():
        if isinstance(value, dict):
            tables[name] = value
        elif isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            flat[name] = value[0]
        else:
            flat[name] = value
    nested: dict[str, Any] = tables
    for name in reversed(names):
        nested = {name: nested}
    try:
        text = f"\n[[{'.'.join(names)}]]\n{_dumps(flat)}"
        if tables:
            text += "\n" + _dumps(nested)
        return text.encode()
    except (ValueError, RecursionError) as error:
        message = f"{record.record_kind} {record.id!r} cannot be written: {error}"
        raise RecordError(message, record=record.id) from None


def _dumps(table: dict[str, Any]) -> str:
    text = tomli_w.dumps(table)
    # a text of several lines would have its line ends made alike
    if _MULTILINE_UNSAFE in text:
        return text
    return tomli_w.dumps(table, multiline_strings=True)
