"""A graph as TOML text that reads well."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import tomli_w
from pydantic import BaseModel

from attribgraph.errors import RecordError
from attribgraph.io._common import FORMAT_VERSION, TABLES
from attribgraph.model import Attribution, Claim
from attribgraph.relays import EVERY_ROW, expand_via
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
        relays = list(self._plain_relays(row))
        if not relays:
            return fields
        self.written.update(relay.id for relay in relays)
        if relays[-1].document is not None:
            fields["document"] = relays[-1].document
        via = [_joint(relay.sources) for relay in relays]
        return fields | {"via": via[0] if via == [relays[0].sources[0]] else via}

    def _plain_relays(self, row: Attribution) -> Iterator[Attribution]:
        """Iterate over the rows about a row, one about the other, as far as ``via`` makes them."""
        shared = {name: row.given().get(name) for name in EVERY_ROW}
        while row.document is None:  # it belongs to the outermost alone
            about = self._about.get(row.id, [])
            if len(about) != 1 or not about[0].sources or about[0].id in self.written:
                return
            relay = about[0]
            inner = {**shared, "id": row.id, "content": row.content, "document": relay.document}
            if expand_via(inner, [_joint(relay.sources)])[1].given() != relay.given():
                return
            yield relay
            row = relay


def _joint(sources: tuple[str, ...]) -> str | list[str]:
    return sources[0] if len(sources) == 1 else list(sources)


def _fields(record: Record, lost: list[tuple[str, str]]) -> dict[str, Any]:
    """Return what TOML can hold of a record: its id and the fields that were given."""
    given = record.given()
    last = {name: given.pop(name) for name in _LAST if name in given}
    fields = {}
    for name, value in (given | last).items():
        if value is not None:
            fields[name] = _plain(value, record, name, lost)
    return fields


def _plain(value: Any, record: Record, place: str, lost: list[tuple[str, str]]) -> Any:
    """Return a value of TOML's own types; a null within it is lost."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, When):
        return str(value)
    if isinstance(value, BaseModel):
        given = {name: getattr(value, name) for name in type(value).model_fields}
        return {
            name: _plain(each, record, place, lost)
            for name, each in given.items()
            if name in value.model_fields_set and each is not None
        }
    if isinstance(value, dict):
        items = [(key, each, f"{place}.{key}") for key, each in value.items()]
        lost += [_null(record, at) for _, each, at in items if each is None]
        return {key: _plain(each, record, at, lost) for key, each, at in items if each is not None}
    if isinstance(value, list | tuple):
        entries = [(each, f"{place}[{at}]") for at, each in enumerate(value)]
        lost += [_null(record, at) for each, at in entries if each is None]
        return [_plain(each, record, at, lost) for each, at in entries if each is not None]
    return value


def _null(record: Record, place: str) -> tuple[str, str]:
    kind = record.record_kind
    return f"{kind}.extra", f"{kind} {record.id!r}: {place} is null"


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
