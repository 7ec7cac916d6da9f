"""Discourse Network Analyzer 3: its database as a graph.

A statement of that program is a person who, for an organization, agrees or disagrees with a
concept in a document. Here it is an attribution: the person is its source, the organization
whom it was made on behalf of, the concept a claim, and the agreement the stance.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from attribgraph.errors import FormatError, did_you_mean
from attribgraph.io._common import build, record_error
from attribgraph.io._sqlite import open_tables
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, slug
from attribgraph.store import collector_paused
from attribgraph.vocabulary import COMMUNITY_STANCES, Act, Stance

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._sqlite import Tables
    from attribgraph.record import Record

__all__ = ["read_dna"]

_WHAT: Final = "a Discourse Network Analyzer 3 database"
_SCHEMA: Final = {
    "SETTINGS": ("Property", "Value"),
    "CODERS": ("ID", "Name"),
    "DOCUMENTS": (
        *("ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"),
    ),
    "STATEMENTTYPES": ("ID", "Label"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "ENTITIES": ("ID", "VariableId", "Value", "ChildOf"),
    "DATABOOLEAN": ("ID", "StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("ID", "StatementId", "VariableId", "Value"),
    "DATASHORTTEXT": ("ID", "StatementId", "VariableId", "Entity"),
    "DATALONGTEXT": ("ID", "StatementId", "VariableId", "Value"),
    "ATTRIBUTEVARIABLES": ("ID", "VariableId", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("ID", "EntityId", "AttributeVariableId", "AttributeValue"),
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_KINDS: Final[Mapping[str, str]] = {
    "business": "company",
    "company": "company",
    "firm": "company",
    "government": "government",
    "ngo": "ngo",
    "party": "party",
    "political party": "party",
    "media": "news",
    "news": "news",
    "court": "court",
    "parliament": "legislature",
    "legislature": "legislature",
    "science": "research",
    "research": "research",
    "think tank": "research",
}
"""The kind of agency that an organization's attribute Type names, in lower case."""


def read_dna(  # noqa: PLR0913 (each names a variable that the file's author could name)
    path: str | os.PathLike[str],
    *,
    statement_type: str = "DNA Statement",
    person: str = "person",
    organization: str = "organization",
    concept: str = "concept",
    agreement: str = "agreement",
    outlets: bool = False,
) -> AttributionGraph:
    """Read the database of a Discourse Network Analyzer 3 project (``.dna``, SQLite).

    Parameters
    ----------
    path
        The file. It is opened for reading alone, and nothing is written beside it.
    statement_type
        Which statements become rows. Those of other types (annotations, say), and those
        whose concept is left empty, are kept in ``extra["dna_statements"]`` of their
        document.
    person, organization, concept, agreement
        Names of the variables of that type. It needs the concept, and a person or an
        organization; without the agreement every row supports. An agreement that is an
        integer makes a row support, deny or, for 0, comment, and the number is kept in
        ``extra`` under its name.
    outlets
        Whether a document's Source is the name of the outlet that published it: then an
        agency is made of each.

    Returns
    -------
    AttributionGraph
        Persons are actors, organizations agencies, concepts claims. Ids are those of the
        file, with a word in front: ``statement-7``, ``person-2``, ``concept-18``.

    Raises
    ------
    FormatError
        If the file is not such a database, is damaged or unfinished, or lacks the
        statement type or a variable that is needed.
    OSError
        If it cannot be opened.

    Warns
    -----
    UserWarning
        If statements of the type name no concept, which says how many.

    Notes
    -----
    A document's date is its ``published_at``, to the day where the time is midnight; its
    text is not kept, but its ``sha256`` is, and where in it each statement stands. Of the
    attributes of an entity, Alias becomes an alias, Notes the notes, the Type of an
    organization its ``kind`` where it names one, the Type of a concept a tag; all but Alias
    and Notes are in ``extra`` too. Further variables are in ``extra`` of the row. Left out
    are colours, patterns, and what coders may do.

    Examples
    --------
    >>> read_dna("debate.dna")  # doctest: +SKIP
    AttributionGraph: 40 attributions, 6 claims, 14 sources, 7 documents
    """
    names = _Names(statement_type, person, organization, concept, agreement, outlets)
    with collector_paused(), open_tables(path, _SCHEMA, _WHAT) as tables:
        return build(_Reading(tables, names).records(), tables.path, lambda _: None)


@dataclass(frozen=True, slots=True)
class _Names:
    statement_type: str
    person: str
    organization: str
    concept: str
    agreement: str
    outlets: bool


@dataclass(slots=True)
class _Text:
    """What is kept of a document's text while its statements are read."""

    length: int
    wide: list[int]
    """Where characters stand that Java counts twice, as Java counts."""

    @classmethod
    def of(cls, text: str) -> _Text:
        found = () if text.isascii() else (at for at, each in enumerate(text) if each > "\uffff")
        wide = [at + number for number, at in enumerate(found)]
        return cls(len(text) + len(wide), wide)

    def place(self, offset: int) -> int:
        """Return a place as counted in code points; Java counts units of UTF-16."""
        return offset - bisect_left(self.wide, offset)


@dataclass(slots=True)
class _Statement:
    id: int
    type: int
    document: int
    start: int
    stop: int
    coder: int | None
    entities: dict[int, int] = field(default_factory=dict)
    values: dict[int, Any] = field(default_factory=dict)


class _Reading:
    """One reading of a database."""

    def __init__(self, tables: Tables, names: _Names) -> None:
        self.tables = tables
        self.names = names
        self._check_version()
        self.coders = dict(tables.rows("CODERS", ID=int, Name=str))
        self.types: dict[int, str] = dict(tables.rows("STATEMENTTYPES", ID=int, Label=str))
        self.variables = {
            id_: (str(name), str(kind), type_)
            for id_, name, kind, type_ in tables.rows(
                "VARIABLES", ID=int, Variable=str, DataType=str, StatementTypeId=int
            )
        }
        self.type = self._type()
        self.roles = self._roles()
        self.entities = {
            id_: (variable, (value or "").strip(), parent)
            for id_, variable, value, parent in tables.rows(
                "ENTITIES", ID=int, VariableId=int, Value=str, ChildOf=int
            )
        }
        self.texts: dict[int, _Text] = {}

    # -- what the file is -----------------------------------------------------------------

    def _check_version(self) -> None:
        version = self.tables.pairs("SETTINGS", "Property", "Value").get("version", "3.")
        if not version.startswith("3."):
            message = f"it is of Discourse Network Analyzer {version[:20]!r}, where 3 is read"
            raise self._error(message)

    def _type(self) -> int:
        wanted = self.names.statement_type
        for id_, label in self.types.items():
            if label == wanted:
                return id_
        known = [str(each) for each in self.types.values()]
        message = (
            f"it has no statement type {wanted!r}{did_you_mean(wanted, known)}; "
            f"its types are {_listed(known)}"
        )
        raise self._error(message)

    def _roles(self) -> dict[str, int]:
        mine = {
            name: (id_, kind)
            for id_, (name, kind, type_) in self.variables.items()
            if type_ == self.type
        }
        found: dict[str, int] = {}
        for role, kinds in (
            ("person", {"short text"}),
            ("organization", {"short text"}),
            ("concept", {"short text"}),
            ("agreement", {"boolean", "integer"}),
        ):
            name = getattr(self.names, role)
            if name not in mine:
                continue
            id_, kind = mine[name]
            if kind not in kinds:
                message = (
                    f"variable {name!r} is of type {kind[:20]}, not {' or '.join(sorted(kinds))}"
                )
                raise self._error(message, field=name[:40])
            found[role] = id_
        lacking = [
            self.names.concept if "concept" not in found else None,
            self.names.person if not {"person", "organization"} & set(found) else None,
        ]
        for name in lacking:
            if name is not None:
                message = (
                    f"statements of type {self.names.statement_type!r} have no variable "
                    f"{name!r}{did_you_mean(name, mine)}; theirs are {_listed(mine)}"
                )
                raise self._error(message, field=name)
        return found

    # -- its records -----------------------------------------------------------------------

    def records(self) -> list[Record]:
        """Return all that the database holds, as records."""
        statements = self._statements()
        rows = [each for each in statements if self._is_row(each)]
        rest: dict[int, list[dict[str, Any]]] = {}
        empty = 0
        for each in statements:
            if not self._is_row(each):
                empty += each.type == self.type
                rest.setdefault(each.document, []).append(self._as_data(each))
        if empty:
            message = (
                f"{self.tables.path}: {empty} statements name no concept; "
                "they are in the extra['dna_statements'] of their documents"
            )
            warnings.warn(message, UserWarning, stacklevel=3)
        return [
            *self._sources_and_claims(),
            *self._documents(rest),
            *[self._row(each) for each in rows],
        ]

    def _is_row(self, statement: _Statement) -> bool:
        return statement.type == self.type and self._value(statement, "concept") is not None

    def _sources_and_claims(self) -> Iterable[Record]:
        made = {
            self.roles[role]: (role, model)
            for role, model in (("person", Actor), ("organization", Agency), ("concept", Claim))
            if role in self.roles
        }
        attributes = self._attributes()
        for id_, (variable, value, parent) in self.entities.items():
            if not value or variable not in made:
                continue
            role, model = made[variable]
            given = attributes.get(id_, {})
            fields: dict[str, Any] = {("text" if model is Claim else "name"): value}
            notes, alias = given.pop("Notes", None), given.pop("Alias", None)
            kind = given.get("Type")
            if notes:
                fields["notes"] = notes
            if alias:
                if model is Claim:
                    given["Alias"] = alias
                else:
                    fields["aliases"] = (alias,)
            if kind and model is Claim:
                fields["tags"] = (kind,)
            if kind and model is Agency and kind.casefold() in _KINDS:
                fields["kind"] = _KINDS[kind.casefold()]
            if parent is not None:
                given["child_of"] = f"{role}-{parent}"
            yield self._make(model, f"{role}-{id_}", fields, given)

    def _attributes(self) -> dict[int, dict[str, Any]]:
        names = {
            id_: name
            for id_, _, name in self.tables.rows(
                "ATTRIBUTEVARIABLES", ID=int, VariableId=int, AttributeVariable=str
            )
        }
        found: dict[int, dict[str, Any]] = {}
        for id_, entity, attribute, value in self.tables.rows(
            "ATTRIBUTEVALUES", ID=int, EntityId=int, AttributeVariableId=int, AttributeValue=str
        ):
            if value and value.strip():
                name = self._known(names, attribute, f"attribute value {id_}", "attribute")
                found.setdefault(entity, {})[name] = value.strip()
        return found

    def _documents(self, rest: Mapping[int, list[dict[str, Any]]]) -> Iterable[Record]:
        outlets: dict[str, str] = {}
        for id_, title, text, coder, author, source, section, notes, kind, day in self.tables.rows(
            "DOCUMENTS",
            ID=int,
            Title=str,
            Text=str,
            Coder=int,
            Author=str,
            Source=str,
            Section=str,
            Notes=str,
            Type=str,
            Date=int,
        ):
            where = f"document {id_}"
            extra = {"source": source, "section": section, "type": kind}
            if coder is not None:
                extra["coder"] = self._known(self.coders, coder, where, "coder")
            if id_ in rest:
                extra["dna_statements"] = rest[id_]
            fields = {
                "title": (title or "").strip() or where,
                "published_at": self._date(day, where),
            }
            if author and author.strip():
                fields["authors"] = (author,)
            if notes and notes.strip():
                fields["notes"] = notes
            if text:
                fields["sha256"] = sha256(text.encode()).hexdigest()
            if self.names.outlets and source and source.strip():
                if source not in outlets:
                    outlets[source] = f"outlet-{slug(source) or len(outlets)}"
                    yield self._make(Agency, outlets[source], {"name": source, "kind": "news"}, {})
                fields["publisher"] = outlets[source]
            yield self._make(Document, f"document-{id_}", fields, extra)

    def _date(self, seconds: int | None, where: str) -> str | None:
        if seconds is None:
            return None
        try:
            when = _EPOCH + timedelta(seconds=seconds)
        except OverflowError:
            message = f"{where}: its date, {seconds} s after 1970, is not in the calendar"
            raise self._error(message, field="Date") from None
        midnight = when.time() == time()
        return when.date().isoformat() if midnight else when.replace(tzinfo=None).isoformat()

    # -- its statements --------------------------------------------------------------------

    def _statements(self) -> list[_Statement]:
        tables = self.tables
        self.texts = {
            id_: _Text.of(text or "") for id_, text in tables.rows("DOCUMENTS", ID=int, Text=str)
        }
        found = {
            row[0]: _Statement(*row)
            for row in tables.rows(
                "STATEMENTS",
                ID=int,
                StatementTypeId=int,
                DocumentId=int,
                Start=int,
                Stop=int,
                Coder=int,
            )
        }
        for table, column, kind in (
            ("DATASHORTTEXT", "Entity", int),
            ("DATABOOLEAN", "Value", int),
            ("DATAINTEGER", "Value", int),
            ("DATALONGTEXT", "Value", str),
        ):
            for id_, statement, variable, value in tables.rows(
                table, ID=int, StatementId=int, VariableId=int, **{column: kind}
            ):
                where = f"table {table}, row {id_}"
                of = self._known(found, statement, where, "statement")
                self._known(self.variables, variable, where, "variable")
                if column == "Entity":
                    self._known(self.entities, value, where, "entity")
                    of.entities[variable] = value
                else:
                    of.values[variable] = bool(value) if table == "DATABOOLEAN" else value
        return list(found.values())

    def _value(self, statement: _Statement, role: str) -> str | None:
        """Return the id of the record in a role, or None where the coder left it empty."""
        entity = statement.entities.get(self.roles.get(role, -1))
        if entity is None or not self.entities[entity][1]:
            return None
        if self.entities[entity][0] != self.roles[role]:
            message = f"statement {statement.id}: entity {entity} is of another variable"
            raise self._error(message, field=role)
        return f"{role}-{entity}"

    def _row(self, statement: _Statement) -> Record:
        where = f"statement {statement.id}"
        speaker, agency = self._value(statement, "person"), self._value(statement, "organization")
        fields: dict[str, Any] = {
            "content": self._value(statement, "concept"),
            "document": f"document-{statement.document}",
            "excerpts": [dict(zip(("start", "end"), self._span(statement), strict=True))],
            **self._stance(statement),
        }
        if speaker is None:
            fields["sources"] = () if agency is None else (agency,)
        else:
            fields["sources"] = (speaker,)
            fields["on_behalf_of"] = () if agency is None else (agency,)
        if statement.coder is not None:
            fields["recorded_by"] = self._known(self.coders, statement.coder, where, "coder")
        extra = self._further(statement, set(self.roles.values()))
        agreement = self.roles.get("agreement")
        if agreement is not None and type(statement.values.get(agreement)) is int:
            extra[self.names.agreement] = statement.values[agreement]
        return self._make(Attribution, f"statement-{statement.id}", fields, extra)

    def _stance(self, statement: _Statement) -> dict[str, Any]:
        value = statement.values.get(self.roles.get("agreement", -1), True)
        if isinstance(value, bool):
            stance = COMMUNITY_STANCES["dna"]["yes" if value else "no"]
        else:
            number = value or 0
            stance = (Stance.COMMENT, Stance.SUPPORT, Stance.DENY)[(number > 0) - (number < 0)]
        return {"stance": stance} | ({"act": Act.DENY} if stance is Stance.DENY else {})

    def _span(self, statement: _Statement) -> tuple[int, int]:
        where = f"statement {statement.id}"
        text = self._known(self.texts, statement.document, where, "document")
        start, stop = statement.start or 0, statement.stop or 0
        if not 0 <= start < stop <= text.length:
            message = f"{where}: its passage, {start} to {stop}, is not in its document's text"
            raise self._error(message, field="Start")
        return text.place(start), text.place(stop)

    def _further(self, statement: _Statement, without: set[int]) -> dict[str, Any]:
        """Return the values of the variables that have no field, by their names."""
        values = {id_: self.entities[each][1] for id_, each in statement.entities.items()}
        return {
            self.variables[id_][0]: value
            for id_, value in (values | statement.values).items()
            if id_ not in without and value not in ("", None)
        }

    def _as_data(self, statement: _Statement) -> dict[str, Any]:
        """Return a statement that is no row, as data."""
        where = f"statement {statement.id}"
        start, stop = self._span(statement)
        return {
            "id": statement.id,
            "type": self._known(self.types, statement.type, where, "statement type"),
            "start": start,
            "end": stop,
            "coder": self.coders.get(statement.coder or 0),
            "values": self._further(statement, set()),
        }

    # -- help -----------------------------------------------------------------------------

    def _make(
        self, model: type[Record], id_: str, fields: dict[str, Any], extra: Mapping[str, Any]
    ) -> Record:
        kept = {name: value for name, value in extra.items() if value not in ("", None)}
        if kept:
            fields["extra"] = kept
        try:
            return model(id=id_, **fields)
        except ValidationError as error:
            where = id_.replace("-", " ", 1)
            raise record_error(
                error, model, where, path=self.tables.path, line_of=lambda _: None
            ) from None

    def _known(self, table: Mapping[int, Any], id_: int | None, where: str, what: str) -> Any:
        """Return what an id of the file refers to."""
        if id_ is None or id_ not in table:
            message = f"{where}: the file has no {what} {id_}"
            raise self._error(message, field=what)
        return table[id_]

    def _error(self, message: str, field: str | None = None) -> FormatError:
        return FormatError(message, path=self.tables.path, field=field)


def _listed(names: Iterable[str]) -> str:
    shown = [repr(str(each)[:40]) for each in names]
    return ", ".join(shown[:20]) + (", ..." if len(shown) > 20 else "") if shown else "none"
