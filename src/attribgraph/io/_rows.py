"""From the rows of a table to records: what each row says, and which rows are at fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attribgraph.errors import AttribGraphError
from attribgraph.frames import fold
from attribgraph.io._cells import split_list
from attribgraph.io._ids import derived_id, id_from
from attribgraph.io._nodes import NEWS, Change, FaultError, Nodes
from attribgraph.io._words import SourceType
from attribgraph.io.report import RowFault, shown
from attribgraph.model import Claim, Link
from attribgraph.relays import expand_via
from attribgraph.store import field_ids
from attribgraph.vocabulary import (
    ACT_STANCE,
    GRADES,
    Act,
    Kind,
    Naming,
    Relation,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._values import Values
    from attribgraph.io.columns import Layout
    from attribgraph.record import Record

__all__ = ["Rows"]

_PLAIN: Final = (
    "act",
    "negated",
    "stance",
    "certainty",
    "naming",
    "quotes",
    "quote_mode",
    "cue",
    "said_at",
    "occasion",
    "grade",
    "grade_scale",
    "confidence",
    "recorded_at",
    "recorded_by",
    "method",
    "notes",
)
"""Fields of a row that go into its record as they are."""
_CLAIM: Final = {
    "claim_form": "form",
    "happened_at": "happened_at",
    "place": "place",
    "quantity": "quantity",
    "condition": "condition",
    "claim_language": "language",
    "tags": "tags",
}
_DOCUMENT: Final = {
    "title": "title",
    "document_kind": "kind",
    "authors": "authors",
    "published_at": "published_at",
    "url": "url",
    "document_language": "language",
}
_STANCE_ACT: Final = {
    Stance.SUPPORT: Act.ASSERT,
    Stance.DENY: Act.DENY,
    Stance.QUERY: Act.QUESTION,
    Stance.COMMENT: Act.COMMENT,
}
"""What a source did, where a row tells its stance alone."""
_CONTENT: Final = frozenset({"claim", "claim_id", "content"})
_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_AGENCY: Final = SourceType(Kind.AGENCY)


class _Said(NamedTuple):
    """A row that was read: fields for `expand_via`, and whose content it is."""

    number: int
    id: str
    fields: dict[str, Any]
    via: list[dict[str, Any]]
    about_row: str | None
    links: list[Link]


class Rows:
    """Takes rows in, one by one, and then gives the records.

    Parameters
    ----------
    layout
        Where each field stands.
    values
        Reads the cells.
    graph
        A graph that the table is read into, or None.
    prefix
        What stands before a row's number in its id.
    """

    def __init__(
        self, layout: Layout, values: Values, graph: AttributionGraph | None, prefix: str
    ) -> None:
        self._layout = layout
        self._values = values
        self._prefix = prefix
        self.nodes = Nodes(graph)
        self._said: dict[str, _Said] = {}
        self._row_of: dict[str, int] = {}
        self.faults: list[RowFault] = []
        self.nobody_named: list[int] = []
        self.taking_back: list[int] = []

    # -- one row ------------------------------------------------------------------------

    def add(self, number: int, cells: Mapping[str, Any]) -> None:
        """Take a row in, or note what is wrong with it."""
        values, faults = self._values.read(number, cells)
        if not _CONTENT & cells.keys():
            faults.append(self._fault(number, "claim", "", "it is blank: what was said?").fault)
        if not faults:
            try:
                said, changes = self._take(number, values)
                self.nodes.check(number, changes)
            except FaultError as error:
                faults = [error.fault]
            else:
                self.nodes.take(number, changes)
                self._said[said.id] = said
        self.faults += faults

    def _fault(self, number: int, field: str, value: Any, reason: str) -> FaultError:
        return FaultError(RowFault(number, self._layout.heading(field), shown(value), reason))

    def _take(self, number: int, values: dict[str, Any]) -> tuple[_Said, list[Change]]:
        changes: list[Change] = []
        fields: dict[str, Any] = {name: values[name] for name in _PLAIN if name in values}
        fields["id"] = id_ = self._row_id(number, values)
        extra = dict(values.get("extra", {}))
        document = self._document(values, changes)
        if document:
            fields["document"] = document
        fields["sources"] = sources = self._sources(number, values, document, changes, extra)
        for name, type_ in (("on_behalf_of", _AGENCY), ("addressees", None)):
            fields[name] = [self._name(name, each, changes, type_) for each in values.get(name, ())]
        about_row = self._content(number, values, fields, changes, extra)
        groups = [
            self._name("affiliation", each, changes, _AGENCY)
            for each in values.get("affiliation", ())
        ]
        via = [
            {
                "id": f"{id_}-via-{place}",
                "sources": self._name("via", name, changes, None, guess=NEWS),
            }
            for place, name in enumerate(values.get("via", ()), 1)
        ]
        _settle(fields)
        if extra:
            fields["extra"] = extra
        return _Said(number, id_, fields, via, about_row, _affiliations(sources, groups)), changes

    def _row_id(self, number: int, values: dict[str, Any]) -> str:
        own = values.get("id")
        if own is None:
            return self.nodes.ids.of("row", number, f"{self._prefix}{number}")
        wanted = own if self._layout.standard else id_from(own, "row")
        if wanted in self._row_of:
            reason = f"row {self._row_of[wanted]} has the id {shown(own)!r} already"
            raise self._fault(number, "id", own, reason)
        self._row_of[wanted] = number
        return self.nodes.ids.of("row", ("id", wanted), wanted)

    def _source(
        self,
        heading: str,
        name: str,
        key: Any = None,
        own_id: str | None = None,
        **more: Any,
    ) -> Change:
        """Return the change that names a source."""
        if self._layout.standard and own_id is None:
            name, own_id = _with_id(name)
        name = " ".join(name.split()) if not self._layout.standard else name
        folded = fold(name)
        if own_id is not None:
            wanted, key = own_id, ("id", own_id)
            self.nodes.alias("source", folded, key)
        elif key is None:
            wanted, key = derived_id(name, "source"), folded
        else:
            wanted = f"{derived_id(name, 'source')}-{key[1]}"
        fields = {"name": name, **more.pop("fields", {})}
        columns = {"name": heading, "type": heading, **more.pop("columns", {})}
        return Change("source", key, wanted, fields, columns, **more)

    def _name(
        self,
        field: str,
        name: str,
        changes: list[Change],
        type_: SourceType | None,
        guess: SourceType | None = None,
    ) -> str:
        heading = self._layout.heading(field)
        change = self._source(heading, name, type=type_, guess=guess)
        changes.append(change)
        return self.nodes.id_of(change)

    def _sources(
        self,
        number: int,
        values: dict[str, Any],
        document: str | None,
        changes: list[Change],
        extra: dict[str, Any],
    ) -> list[str]:
        names = values.get("sources", [])
        own = values.get("source_ids", [])
        if own and len(own) != len(names):
            if names:
                reason = f"{len(own)} ids, and the row has {_sources_in_words(len(names))}"
                raise self._fault(number, "source_ids", "; ".join(own), reason)
            names = own
        if not names:
            self.nobody_named.append(number)
        made = []
        for place, name in enumerate(names):
            naming = self._one_of(number, "source_naming", values, place, len(names))
            if not self._layout.standard:
                naming = naming or values.get("naming")
            apart = naming not in (None, Naming.NAMED)
            told = {"naming": naming} if apart else {}
            role = self._role(values.get("role"), place, len(names))
            if role is not None:
                told["role"] = role
            # "officials" of two documents need not be the same ones
            key = (fold(name), document or f"{self._prefix}{number}") if apart else None
            change = self._source(
                self._layout.heading("sources"),
                name,
                key,
                own_id=id_from(own[place], "source") if own else None,
                fields=told,
                columns={
                    "type": self._layout.heading("source_type"),
                    "role": self._layout.heading("role"),
                },
                type=self._one_of(number, "source_type", values, place, len(names)),
            )
            first = self.nodes.first("source", change.key, "role")
            if role is not None and first not in (None, role):
                extra.setdefault("role", role)
            changes.append(change)
            made.append(self.nodes.id_of(change))
        return list(dict.fromkeys(made))

    def _one_of(
        self, number: int, field: str, values: dict[str, Any], place: int, many: int
    ) -> Any:
        """Return the value of one of several sources: its own, or that of all."""
        found = values.get(field)
        if not found:
            return None
        if len(found) == many:
            return found[place]
        if len(found) == 1:
            return found[0]
        reason = f"{len(found)} values, and the row has {_sources_in_words(many)}"
        raise self._fault(number, field, "; ".join(map(str, found)), reason)

    def _role(self, role: Any, place: int, many: int) -> str | None:
        """Return the role of one of several sources."""
        if many > 1 and role is not None:
            parts = split_list(role, self._layout.delimiter)
            if len(parts) == many:
                return parts[place]
        return "; ".join(role) if isinstance(role, list) else role

    def _content(
        self,
        number: int,
        values: dict[str, Any],
        fields: dict[str, Any],
        changes: list[Change],
        extra: dict[str, Any],
    ) -> str | None:
        """Name the claim that a row is about, or return the id of the row that it is about."""
        text, own, row = values.get("claim"), values.get("claim_id"), values.get("content")
        if row is not None and (text is not None or own is not None):
            reason = "a row is about a claim or about another row, not both"
            raise self._fault(number, "content", row, reason)
        if row is not None:
            return str(row) if self._layout.standard else id_from(row, "row")
        told = {ours: values[name] for name, ours in _CLAIM.items() if name in values}
        if text is not None:
            told["text"] = text
        if "about" in values:
            told["about"] = [self._name("about", each, changes, None) for each in values["about"]]
        key: Any = ("id", own) if own is not None else ("text", text)
        if own is not None:
            wanted = own if self._layout.standard else id_from(own, "claim")
        else:
            held = self.nodes.first("claim", fold(str(text)), "text")
            key = fold(str(text)) if held == text else key
            wanted = Claim(text=str(text)).id
        first = self.nodes.first("claim", key, "text")
        if text is not None and first not in (None, text):
            extra.setdefault("wording", text)
        columns = {ours: self._layout.heading(name) for name, ours in _CLAIM.items()}
        change = Change("claim", key, wanted, told, columns)
        changes.append(change)
        fields["content"] = self.nodes.id_of(change)
        if values.get("act") is Act.RETRACT:
            self.taking_back.append(number)
        return None

    def _document(self, values: dict[str, Any], changes: list[Change]) -> str | None:
        """Name the document of a row, and return its id."""
        told = {ours: values[name] for name, ours in _DOCUMENT.items() if name in values}
        outlet = values.get("outlet")
        own = values.get("document")
        own_id = None
        if own is not None and self._layout.standard:
            own, own_id = _with_id(own)
        main = own or values.get("url") or values.get("title")
        if main is None and outlet is None:
            return None
        if outlet is not None:
            told["publisher"] = self._name("outlet", outlet, changes, _AGENCY, guess=NEWS)
        if main is None:
            name = _with_id(str(outlet))[0] if self._layout.standard else str(outlet)
            main = ", ".join(str(each) for each in (name, told.get("published_at")) if each)
        told.setdefault("title", own or main)
        if _URL.fullmatch(str(main)):
            told.setdefault("url", main)
        key: Any = ("id", own_id) if own_id else fold(str(main))
        wanted = own_id or derived_id(str(main), "document")
        columns = {ours: self._layout.heading(name) for name, ours in _DOCUMENT.items()}
        columns["publisher"] = self._layout.heading("outlet")
        change = Change("document", key, wanted, told, columns)
        changes.append(change)
        return self.nodes.id_of(change)

    # -- all of them --------------------------------------------------------------------

    def records(self) -> list[Record]:
        """Return the records of the rows that are not at fault; note what else is."""
        rows: dict[str, list[Any]] = {}
        waiting: dict[str, list[_Said]] = {}
        lost: list[_Said] = []
        for said in self._said.values():
            if said.about_row is not None:
                target = said.about_row
                if target not in self._said:
                    reason = f"no row that could be read has the id {shown(target)!r}"
                    self._note(said, "content", reason)
                    lost.append(said)
                waiting.setdefault(target, []).append(said)
            elif self.nodes.lacks_text(said.fields["content"]):
                self._note(said, "claim_id", "no row says what this claim is")
                lost.append(said)
            try:
                fields = said.fields | (
                    {"content": said.about_row} if said.about_row is not None else {}
                )
                rows[said.id] = list(expand_via(fields, said.via))
            except AttribGraphError as error:
                self._note(said, error.field or "", error.message)
                lost.append(said)
        while lost:
            gone = lost.pop()
            rows.pop(gone.id, None)
            for said in waiting.pop(gone.id, ()):
                self._note(said, "content", f"row {gone.number}, which it is about, is at fault")
                lost.append(said)
        made = [each for several in rows.values() for each in several]
        links = {link.id: link for id_ in rows for link in self._said[id_].links}
        wanted = [
            id_
            for record in (*made, *links.values())
            for name in record.references
            for id_ in field_ids(record, name)
        ]
        nodes: list[Record] = []
        try:
            nodes.extend(self.nodes.records(wanted))
        except FaultError as error:
            self.faults.append(error.fault)
        return [*nodes, *made, *links.values()]

    def _note(self, said: _Said, field: str, reason: str) -> None:
        about = said.about_row or said.fields.get("content")
        value = about if field in ("content", "claim_id") else said.fields.get(field)
        shown_value = shown(value) if value is not None else ""
        heading = self._layout.heading(field) if field else ""
        self.faults.append(RowFault(said.number, heading, shown_value, reason))


def _sources_in_words(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}"


def _affiliations(sources: list[str], groups: list[str]) -> list[Link]:
    """Return the links of each source to its group, or of all of them to all."""
    pairs = (
        zip(sources, groups, strict=True)
        if len(sources) == len(groups)
        else ((source, group) for source in sources for group in groups)
    )
    return [
        Link(subject=source, relation=Relation.AFFILIATED_WITH, object=group)
        for source, group in pairs
        if source != group
    ]


def _with_id(text: str) -> tuple[str, str | None]:
    """Take "Name <id>" apart, as `write_csv` writes names whose id says something else."""
    name, found, id_ = text.rpartition(" <")
    if found and id_.endswith(">") and len(id_) > 1 and not any(map(str.isspace, id_)):
        return name, id_[:-1]
    return text, None


def _settle(fields: dict[str, Any]) -> None:
    """Fill in what follows from a row's other fields, and leave out what would follow anyway."""
    stance = fields.get("stance")
    if "act" not in fields and "grade" in fields:
        fields["act"] = Act.ASSESS
    elif "act" not in fields and stance is not None and not fields.get("negated"):
        fields["act"] = _STANCE_ACT[stance]
    act = fields.get("act", Act.ASSERT)
    default = Stance.COMMENT if fields.get("negated") else ACT_STANCE[act]
    if act is not Act.ASSESS and stance is default:
        del fields["stance"]
    scale = GRADES.get(fields.get("grade_scale"), ())  # type: ignore[arg-type]
    if scale:
        grade = str(fields.get("grade", ""))
        written = {grade.upper(), "-".join(grade.casefold().split())}
        fields["grade"] = next((each for each in scale if each in written), grade or None)
