'''TOML, for people to write by hand: statements beneath their claim, relays by ``via``.

>>> text = """
... format_version = 1
... [[agencies]]
... name = "Yonhap"
... [[actors]]
... name = "Yoon Suk-yeol"
... [[claims]]
... text = "South Korea may send arms"
... [[claims.attributions]]
... sources = "yoon-suk-yeol"
... via = "yonhap"
... """
>>> from io import StringIO
>>> graph = read_toml(StringIO(text))
>>> [row.act.value for row in graph.attributions]
['assert', 'report']
'''

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from attribgraph.errors import AttribGraphError, FormatError, did_you_mean
from attribgraph.io._common import TABLES, build, check_version, record_error, row_label
from attribgraph.io._files import after_mark, decode, name_of, read_bytes, write_chunks
from attribgraph.io._toml_places import TomlPlaces
from attribgraph.io._toml_text import toml_chunks
from attribgraph.io.losses import Losses
from attribgraph.model import Attribution, Claim
from attribgraph.relays import expand_via
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.record import Record

__all__ = ["read_toml", "write_toml"]

_DEFAULTS: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("attributions",),
    "recorded_by": ("attributions", "links"),
}
"""The tables that each default fills in."""

_TOP: Final = ("format_version", "defaults", *TABLES)
_AT: Final = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_LONG_KEY: Final = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){300}"""
)
_STRING: Final = re.compile(
    r"""\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\#[^\n]*""",
    re.DOTALL,
)


def read_toml(source: PathOrFile) -> AttributionGraph:
    r"""Read a graph from a TOML file that a person, or `write_toml`, wrote.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes), of UTF-8 TOML. Its tables are
        ``[[actors]]``, ``[[agencies]]``, ``[[documents]]``, ``[[claims]]``,
        ``[[attributions]]`` and ``[[links]]``; an attribution may stand beneath its claim as
        ``[[claims.attributions]]``, and then has no ``content``. ``via`` on an attribution
        names who passes it on, from the innermost out, as in `AttributionGraph.attribute`.
        ``[defaults]`` may give the ``document`` of all attributions (with ``via``: of the
        outermost row) and the ``recorded_by`` of all attributions and links;
        ``document = false`` says that one has none all the same.

    Returns
    -------
    AttributionGraph
        The graph that the tables make.

    Raises
    ------
    FormatError
        If the file is not of this form, or its records do not make a graph. The message
        names the file, the line, the table, the record's number in it, and the field.
    FormatVersionError
        If a newer version of the format wrote it.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> from io import BytesIO
    >>> text = b'format_version = 1\nactors = [{name = "Mira Holt"}]'
    >>> read_toml(BytesIO(text)).actors.ids
    ('mira-holt',)
    """
    path = name_of(source)
    data = read_bytes(source)
    data = after_mark(data, path)
    text = decode(data, path)
    with collector_paused():
        return _Reader(_parsed(text, path), text, path).graph()


def write_toml(graph: AttributionGraph, target: PathOrFile) -> Losses:
    """Write a graph as TOML for people to read and edit.

    Attributions stand beneath their claim, and a plain relay is written as ``via``. Reading
    the file gives an equal graph, less what the report names.

    Parameters
    ----------
    graph, target
        As for `write_json`.

    Returns
    -------
    Losses
        What TOML cannot hold: nulls inside ``extra``, which are left out.

    Raises
    ------
    RecordError
        If a record holds what no text file can.
    OSError
        If the file cannot be written; the old one is as it was.

    Examples
    --------
    >>> from io import StringIO
    >>> from attribgraph.graph import AttributionGraph
    >>> from attribgraph.model import Claim
    >>> print(write_toml(AttributionGraph(Claim(text="It rains")), StringIO()))
    nothing left out
    """
    lost: list[tuple[str, str]] = []
    write_chunks(target, list(toml_chunks(graph, lost)))
    return Losses.of(lost)


def _parsed(text: str, path: str) -> dict[str, Any]:
    # tomllib takes time that grows as the square of a dotted key's length
    if _LONG_KEY.search(text) and _LONG_KEY.search(_STRING.sub('""', text)):
        message = "not TOML that can be read: a key has hundreds of parts"
        raise FormatError(message, path=path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        found = _AT.search(words)
        line = text.rstrip().count("\n") + 1
        column = ""
        if found:
            words = words[: found.start()]
            if found["line"]:
                line, column = int(found["line"]), f" (column {found['column']})"
        message = f"not TOML: {words}{column}"
        raise FormatError(message, path=path, line=line) from None
    except RecursionError:
        message = "not TOML that can be read: it is nested too deep"
        raise FormatError(message, path=path) from None
    except ValueError as error:  # such as a number of 5,000 digits
        message = f"not TOML that can be read: {error}"
        raise FormatError(message, path=path) from None


class _Reader:
    """Turns the tables of one file into records."""

    def __init__(self, tables: dict[str, Any], text: str, path: str) -> None:
        self._tables = tables
        self._text = text
        self._path = path
        self._records: list[Record] = []
        self._places_of: list[Sequence[str | int]] = []

    @cached_property
    def _places(self) -> TomlPlaces:
        return TomlPlaces(self._text)

    def graph(self) -> AttributionGraph:
        """Return the graph of all records."""
        self._check_top()
        defaults = self._defaults()
        for name, model in TABLES.items():
            for at, fields in enumerate(self._rows(self._tables.get(name, []), [name])):
                place: list[str | int] = [name, at]
                if model is Claim:
                    self._claim(fields, place, defaults)
                elif model is Attribution:
                    self._attribution(fields, place, _where(place), defaults)
                else:
                    filled = self._filled(fields, name, defaults)
                    self._keep(self._record(model, filled, place, _where(place)), place)
        return build(
            self._records, self._path, lambda number: self._places.line(self._places_of[number])
        )

    def _check_top(self) -> None:
        version = self._tables.get("format_version")
        check_version(version, self._path, self._places.line(["format_version"]))
        for name in self._tables:
            if name not in _TOP:
                message = f"there is no table or key {name!r}{did_you_mean(name, _TOP)}"
                raise self._error(message, [name], name)

    def _defaults(self) -> dict[str, str]:
        defaults = self._tables.get("defaults", {})
        if not isinstance(defaults, dict):
            message = "[defaults] is one table, of document and recorded_by"
            raise self._error(message, ["defaults"], "defaults")
        for name, value in defaults.items():
            place = ["defaults", name]
            if name not in _DEFAULTS:
                message = f"[defaults], field {name!r}: there is no such default"
                raise self._error(message + did_you_mean(name, _DEFAULTS), place, "defaults", name)
            if not isinstance(value, str):
                message = f"[defaults], field {name!r}: it is text"
                raise self._error(message, place, "defaults", name)
        return defaults

    def _rows(self, value: object, place: list[str | int]) -> Iterator[dict[str, Any]]:
        """Iterate over the tables of a list, each as fields that may be changed."""
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            name = ".".join(each for each in place if isinstance(each, str))
            message = f"write [[{name}]] before each record"
            raise self._error(message, place, name)
        return (dict(each) for each in value)

    def _claim(self, fields: dict[str, Any], place: list[str | int], defaults: Any) -> None:
        beneath = fields.pop("attributions", [])
        claim = self._record(Claim, fields, place, _where(place))
        self._keep(claim, place)
        place = [*place, "attributions"]
        for at, row in enumerate(self._rows(beneath, place)):
            where = f"[[claims.attributions]] number {at + 1} of claim {claim.id!r}"
            if "content" in row:
                message = f"{where}, field 'content': it is the claim above; leave it out"
                raise self._error(message, [*place, at, "content"], where, "content")
            row["content"] = claim.id
            self._attribution(row, [*place, at], where, defaults)

    def _attribution(
        self, fields: dict[str, Any], place: list[str | int], where: str, defaults: Any
    ) -> None:
        via = fields.pop("via", None)
        filled = self._filled(fields, "attributions", defaults)
        if via is None:
            self._keep(self._record(Attribution, filled, place, where), place)
            return
        # by itself first: an error then names its own line and field
        self._record(Attribution, filled, place, where)
        self._check_via(via, place, where, fields)
        try:
            rows = expand_via(filled, via)
        except AttribGraphError as error:
            message = f"{row_label(where, fields.get('id'))}, field 'via': {error.message}"
            raise self._error(message, [*place, "via"], where, "via") from None
        for row in rows:
            self._keep(row, place)

    def _check_via(
        self, via: object, place: list[str | int], where: str, fields: dict[str, Any]
    ) -> None:
        relays = via if isinstance(via, list) else [via]
        why = None
        if not relays:
            why = "it is empty; leave it out"
        for relay in relays:
            if isinstance(relay, dict) and "content" in relay:
                why = "a relay's content is understood; leave it out"
            elif isinstance(relay, list) and not all(isinstance(each, str) for each in relay):
                why = "a joint relay is a list of ids"
            elif not isinstance(relay, str | list | dict):
                why = "a relay is an id, a list of ids or an inline table with sources"
        if why:
            message = f"{row_label(where, fields.get('id'))}, field 'via': {why}"
            raise self._error(message, [*place, "via"], where, "via")

    def _filled(self, fields: dict[str, Any], table: str, defaults: Any) -> dict[str, Any]:
        """Return the fields with the file's defaults, and without the ones opted out of."""
        for name, tables in _DEFAULTS.items():
            if table not in tables:
                continue
            if fields.get(name) is False:
                del fields[name]
            elif name in defaults:
                fields.setdefault(name, defaults[name])
        return fields

    def _record(
        self,
        model: type[Record],
        fields: dict[str, Any],
        place: list[str | int],
        where: str,
    ) -> Record:
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            raise record_error(
                error,
                model,
                where,
                path=self._path,
                id_=fields.get("id"),
                line_of=lambda loc: self._places.line([*place, *loc]),
            ) from None

    def _keep(self, record: Record, place: Sequence[str | int]) -> None:
        self._records.append(record)
        self._places_of.append(place)

    def _error(
        self, message: str, place: Sequence[str | int], record: str, field: str | None = None
    ) -> FormatError:
        line = self._places.line(place)
        return FormatError(message, path=self._path, line=line, record=record, field=field)


def _where(place: Sequence[str | int]) -> str:
    return f"[[{place[0]}]] number {int(place[1]) + 1}"
