"""Sources, claims and documents, gathered from all the rows of a table that name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attribgraph.checks import validated
from attribgraph.errors import AttribGraphError
from attribgraph.frames import fold, names_of
from attribgraph.io._ids import NodeIds
from attribgraph.io._words import SourceType
from attribgraph.io.report import RowFault, shown
from attribgraph.model import Actor, Agency, Claim, Document
from attribgraph.store import field_ids
from attribgraph.vocabulary import AgencyKind, Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.record import Record

__all__ = ["NEWS", "Change", "FaultError", "Nodes"]

NEWS: Final = SourceType(Kind.AGENCY, AgencyKind.NEWS)
_FIRST_STAYS: Final = frozenset({"name", "text", "role", "naming"})
"""Fields of which rows may say different things: the first is kept."""
_JOINED: Final = frozenset({"about", "tags"})
_MODELS: Final = {"claim": Claim, "document": Document}


class FaultError(Exception):
    """A row cannot be taken in; holds the `RowFault`."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault)
        self.fault = fault


class Change(NamedTuple):
    """What one row says of one node.

    ``columns`` names the heading of each field, for messages. ``type`` is what a source is,
    ``guess`` what it is if no row says.
    """

    group: str
    key: Hashable
    wanted: str
    fields: Mapping[str, Any]
    columns: Mapping[str, str]
    type: SourceType | None = None
    guess: SourceType | None = None


@dataclass(slots=True)
class _Node:
    group: str
    id: str
    fields: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    type: SourceType | None = None
    guess: SourceType | None = None


class Nodes:
    """The nodes that rows have named so far.

    Parameters
    ----------
    graph
        A graph that the table is read into: what it holds is found by its names.
    """

    def __init__(self, graph: AttributionGraph | None) -> None:
        self.ids = NodeIds()
        self._nodes: dict[tuple[str, Hashable], _Node] = {}
        self._by_id: dict[str, _Node] = {}
        self._held: dict[tuple[str, Hashable], Record] = {}
        self._alias: dict[tuple[str, Hashable], Hashable] = {}
        if graph is not None:
            self.ids = NodeIds(each.id for each in graph.records())
            for group, view in (
                ("source", graph.sources),
                ("claim", graph.claims),
                ("document", graph.documents),
            ):
                for record in view:
                    self._held.setdefault((group, ("id", record.id)), record)
                    for name in (*names_of(record), *_addresses(record)):
                        self._held.setdefault((group, name), record)

    def alias(self, group: str, name: Hashable, key: Hashable) -> None:
        """Let a name stand for the node of a key, unless it stands for another already."""
        if (group, name) not in self._nodes:
            self._alias.setdefault((group, name), key)

    def id_of(self, change: Change) -> str:
        """Return the id of the node that a change is of."""
        held, key = self._find(change)
        return held.id if held else self.ids.of(change.group, key, change.wanted)

    def _find(self, change: Change) -> tuple[Record | None, Hashable]:
        key = self._alias.get((change.group, change.key), change.key)
        return self._held.get((change.group, key)), key

    def check(self, number: int, changes: Iterable[Change]) -> None:
        """Refuse a row that says other things of a node than an earlier row did.

        Raises
        ------
        FaultError
            For the first of them.
        """
        for change in changes:
            node = self._nodes.get((change.group, self._find(change)[1]))
            if node is None:
                continue
            for name, value in change.fields.items():
                old = node.fields.get(name)
                if name in _FIRST_STAYS | _JOINED or old is None or old == value:
                    continue
                reason = (
                    f"{change.group} {node.id!r} has {shown(old)!r} here in row {node.rows[name]}"
                )
                raise FaultError(
                    RowFault(number, change.columns.get(name, name), shown(value), reason)
                )
            if not _agree(node.type, change.type):
                reason = (
                    f"{shown(node.fields['name'])!r} is {_named(node.type)} in row "
                    f"{node.rows['type']}, and {_named(change.type)} here"
                )
                raise FaultError(RowFault(number, change.columns.get("type", ""), node.id, reason))

    def take(self, number: int, changes: Iterable[Change]) -> None:
        """Take in what a row says, which `check` has passed."""
        for change in changes:
            held, key = self._find(change)
            if held is not None:
                continue
            node = self._nodes.get((change.group, key))
            if node is None:
                node = _Node(change.group, self.id_of(change))
                self._nodes[change.group, key] = self._by_id[node.id] = node
            for name, value in change.fields.items():
                if name in _JOINED:
                    _join(node, name, value)
                elif name not in node.fields:
                    node.fields[name] = value
                    node.rows[name] = number
                elif name == "name" and fold(value) != fold(node.fields[name]):
                    _join(node, "aliases", (value,))
            if change.type is not None and (node.type is None or node.type.kind is None):
                node.type = change.type
                node.rows["type"] = number
            node.guess = node.guess or change.guess

    def first(self, group: str, key: Hashable, name: str) -> Any:
        """Return what the first row said of a field, or None."""
        key = self._alias.get((group, key), key)
        held = self._held.get((group, key))
        if held is not None:
            return getattr(held, name, None)
        node = self._nodes.get((group, key))
        return node.fields.get(name) if node else None

    def lacks_text(self, id_: str) -> bool:
        """Whether an id is that of a claim whose words no row has given."""
        node = self._by_id.get(id_)
        return node is not None and node.group == "claim" and "text" not in node.fields

    def records(self, wanted: Iterable[str]) -> Iterator[Record]:
        """Make the records of the nodes with these ids, and of what they refer to.

        Raises
        ------
        FaultError
            If one cannot be made.
        """
        todo = list(dict.fromkeys(wanted))
        seen: set[str] = set()
        for id_ in todo:
            node = self._by_id.get(id_)
            if node is None or id_ in seen:
                continue
            seen.add(id_)
            record = self._record(node)
            yield record
            todo.extend(each for name in record.references for each in field_ids(record, name))

    def _record(self, node: _Node) -> Record:
        fields = {"id": node.id, **node.fields}
        model: Any = _MODELS.get(node.group)
        if model is None:
            type_ = node.type or node.guess or SourceType(Kind.ACTOR)
            model = Agency if type_.record is Kind.AGENCY else Actor
            kind = type_.kind
            if kind is None and node.guess is not None and node.guess.record is type_.record:
                kind = node.guess.kind
            if kind is not None:
                fields["kind"] = kind
            if model is Agency and "role" in fields:
                fields["extra"] = {"role": fields.pop("role")}
        try:
            made: Record = validated(model, fields)
        except AttribGraphError as error:
            number = min(node.rows.values(), default=0)
            raise FaultError(RowFault(number, "", node.id, error.message)) from None
        return made


def _addresses(record: Record) -> list[str]:
    """Return what else a document is told by: its address and its id."""
    if not isinstance(record, Document):
        return []
    return [fold(each) for each in (record.url, record.id) if each]


def _join(node: _Node, name: str, values: Iterable[Any]) -> None:
    node.fields[name] = tuple(dict.fromkeys((*node.fields.get(name, ()), *values)))


def _agree(one: SourceType | None, other: SourceType | None) -> bool:
    if one is None or other is None:
        return True
    return one.record is other.record and (one.kind is other.kind or None in (one.kind, other.kind))


def _named(type_: SourceType | None) -> str:
    if type_ is None:
        return "a source"
    article = "an actor" if type_.record is Kind.ACTOR else "an agency"
    return f"{article} ({type_.kind.value})" if type_.kind else article
