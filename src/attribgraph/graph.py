"""The graph of who said what: the one thing here that changes.

>>> import attribgraph as ag
>>> g = ag.AttributionGraph()
>>> g.add(ag.Agency(name="Yonhap", kind="news"), ag.Actor(id="yoon", name="Yoon Suk-yeol"))
>>> row = g.attribute("yoon", ag.Claim(id="c", text="The aid will come in phases"), via="yonhap")
>>> g.explain(row)
'According to Yonhap, Yoon Suk-yeol said that the aid will come in phases.'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from attribgraph.arguments import Ref, ids_in, one_id
from attribgraph.checks import check_change, clash, same_entry, stage, validated
from attribgraph.errors import (
    DanglingReferenceError,
    InUseError,
    RecordError,
    UnknownValueError,
    WrongKindError,
    did_you_mean,
)
from attribgraph.frames import closed
from attribgraph.model import Attribution, Link, Record
from attribgraph.questions import Questions
from attribgraph.relays import expand_via, several
from attribgraph.store import SOURCE_KINDS, Store, collector_paused
from attribgraph.vocabulary import Act, ActWord, Kind

if TYPE_CHECKING:
    from typing import Unpack

    from attribgraph.fields import RowFields

__all__ = ["AttributionGraph", "expand_via"]


class AttributionGraph(Questions):
    """Actors, claims and the agencies making them, as a typed directed graph.

    Parameters
    ----------
    *records
        Records to begin with, as for `add`.

    Notes
    -----
    The graph never holds a reference to what it does not hold, a cycle of content, or two
    records under one id. After any error it is as it was before.

    Examples
    --------
    >>> g
    AttributionGraph: 33 attributions, 26 claims, 21 sources, 1 document, 22 links
    """

    __slots__ = ()

    def __init__(self, *records: Record | Iterable[Record]) -> None:
        self._store = Store(type(self))
        self.add(*records)

    def __eq__(self, other: object) -> bool:
        """Whether the other graph holds the same records, in whatever order."""
        if not isinstance(other, AttributionGraph):
            return NotImplemented
        return self._store.tables == other._store.tables

    __hash__ = None  # type: ignore[assignment]  # a graph changes

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle, and copy deeply, as the records."""
        return type(self), (list(self._store.records()),)

    def copy(self) -> Self:
        """Return another graph with the same (frozen) records."""
        return self._of(self._store.records())

    def _of(self, records: Iterable[Record]) -> Self:
        made = type(self)()
        made._store.put(records)  # noqa: SLF001 (of its own kind)
        return made

    # -- changing -----------------------------------------------------------------------

    def add(self, *records: Record | Iterable[Record]) -> None:
        """Add records: all of them, or, if one is refused, none.

        Parameters
        ----------
        *records
            Records, or lists of records, in any order: they may refer to one another.

        Raises
        ------
        ClashError
            If a record carries the id of a different one; the message shows both.
        DanglingReferenceError, WrongKindError, ContentCycleError
            If a record refers to what is not there, to what may not stand there, or to
            itself through its content.

        Notes
        -----
        A record that is on file already is left as it is. So is an attribution or a link
        that differs from the one on file only in recorded_at, confidence, method, notes or
        extra. Costs grow with the records added, not with the graph.

        Examples
        --------
        >>> g.add(ag.Actor(name="Antonio Guterres", role="Secretary-General"))
        >>> g["antonio-guterres"].role
        'Secretary-General'
        """
        with collector_paused():
            new = stage(self._store, _flat(records))
            if new:
                check_change(self._store, new)
                self._store.put(new.values())

    def attribute(
        self,
        sources: Ref,
        content: Ref,
        *,
        act: ActWord = Act.ASSERT,
        via: Any = None,
        **fields: Unpack[RowFields],
    ) -> Attribution:
        """Record that sources said something, and through whom it is known.

        Parameters
        ----------
        sources
            Who: an id, a record, or several for a joint statement; ``()`` for nobody named.
            Records that the graph does not hold yet are added.
        content
            What: a claim (id or record; a new one is added) or an attribution.
        act
            What they did with it.
        via
            Who passes it on: a source, or several from the innermost out. A mapping gives
            the relay further fields (``{"sources": "yonhap", "said_at": "2024-10-24"}``);
            a tuple inside a list is a joint relay.
        **fields
            Further fields of `Attribution`. They describe the first-hand statement, but
            ``document`` belongs to the outermost row, and ``recorded_at``,
            ``recorded_by`` and ``method`` to all.

        Returns
        -------
        Attribution
            The first-hand row, as it is on file.

        Raises
        ------
        RecordError
            If a field is not acceptable.
        DanglingReferenceError, WrongKindError, ClashError
            As for `add`.

        Examples
        --------
        >>> row = g.attribute("south-korea", "troops-in-kursk", via="yonhap")
        >>> g.relays_of(row)[0].sources
        ('yonhap',)
        """
        if isinstance(content, str) and content not in self:
            self._refuse_text(content)
        row = {**fields, "sources": sources, "content": content, "act": act}
        relays = several(via)
        new = list(_records_in([row, *relays]))
        rows = expand_via(row, relays)
        self.add(new, rows)
        return self._store.rows[rows[0].id]

    def _refuse_text(self, content: str) -> None:
        if any(each.isspace() for each in content):
            message = (
                f"field 'content': {content!r} is not an id; for a new claim, give Claim(text=...)"
            )
            raise DanglingReferenceError(message, field="content")

    def remove(self, ref: Ref, *, cascade: bool = False) -> None:
        """Remove a record.

        Parameters
        ----------
        ref
            Its id, or the record.
        cascade
            Remove whatever refers to it too, and what refers to that.

        Raises
        ------
        InUseError
            If others refer to it and ``cascade`` is False; the message names them.

        Notes
        -----
        Removing a row that passes another on, denies or retracts it may change whether that
        other row stands.
        """
        start = one_id(self._store, ref, Kind, "record", "remove")
        doomed: dict[str, None] = {}
        todo = [start]
        while todo:
            at = todo.pop()
            if at in doomed:
                continue
            doomed[at] = None
            todo.extend(record.id for record, _ in self._store.referrers(at))
        if len(doomed) > 1 and not cascade:
            users = [f"{r.record_kind} {r.id!r} ({f})" for r, f in self._store.referrers(start)]
            more = f" and {len(users) - 3} more" if len(users) > 3 else ""
            message = (
                f"{start!r} cannot be removed, since it is in use by {', '.join(users[:3])}{more} "
                "(cascade=True removes what uses it too)"
            )
            raise InUseError(message, record=start)
        self._store.drop(doomed)

    def edit(self, ref: Ref, **fields: Any) -> Any:
        """Change fields of a record; its id stays.

        Parameters
        ----------
        ref
            Its id, or the record.
        **fields
            New values. None puts a field back to its default. Fields that follow others
            (stance, quote_mode) follow them again unless they were given.

        Returns
        -------
        Record
            The record that is now on file.

        Raises
        ------
        RecordError
            If a value is not acceptable, or a field does not exist.

        Examples
        --------
        >>> g.edit("putin", role="President of Russia").id
        'putin'
        """
        record = self._store.require(one_id(self._store, ref, Kind, "record", "edit"))
        if "id" in fields:
            message = f"{record.record_kind} {record.id!r}: edit keeps the id; it cannot be changed"
            raise RecordError(message, record=record.id, field="id")
        merged = record.given() | fields
        unset = {name for name, value in fields.items() if value is None}
        known = type(record).model_fields
        kept = {
            name: value for name, value in merged.items() if name not in unset or name not in known
        }
        self.replace(validated(type(record), kept))
        return self._store.require(record.id)

    def replace(self, record: Record) -> None:
        """Put a record in the place of the one under its id.

        Raises
        ------
        UnknownIdError
            If there is no such id.
        WrongKindError, DanglingReferenceError, ContentCycleError
            If the graph could not hold it there.
        """
        if not isinstance(record, Record):
            message = f"replace() takes a record, not {record!r}"
            raise RecordError(message)
        old = self._store.require(record.id)
        if old.record_kind is not record.record_kind and not (
            {old.record_kind, record.record_kind} <= SOURCE_KINDS
        ):
            message = f"{old.record_kind} {old.id!r} cannot be replaced by a {record.record_kind}"
            raise WrongKindError(message, record=old.id)
        check_change(self._store, {record.id: record})
        self._store.put([record])

    def merge(
        self, other: AttributionGraph, *, on_conflict: Literal["error", "keep", "take"] = "error"
    ) -> None:
        """Take in the records of another graph.

        Parameters
        ----------
        other
            The graph to take in; it is not changed.
        on_conflict
            What to do where the two hold different records under one id: raise an error
            that names both, keep the record of this graph, or take that of the other.

        Raises
        ------
        ClashError
            For a conflict, unless told otherwise.

        Notes
        -----
        Attributions or links that differ only in recorded_at, confidence, method, notes or
        extra are no conflict: the one recorded first stays (without dates, the one whose
        JSON text comes first), so that ``a | b == b | a``.
        """
        if on_conflict not in {"error", "keep", "take"}:
            message = (
                f"on_conflict is one of error, keep, take, not {on_conflict!r}"
                f"{did_you_mean(str(on_conflict), ['error', 'keep', 'take'])}"
            )
            raise UnknownValueError(message, field="on_conflict")
        new: dict[str, Record] = {}
        for theirs in _graph(other).records():
            ours = self._store.get(theirs.id)
            if ours is None or (ours != theirs and on_conflict == "take"):
                new[theirs.id] = theirs
            elif on_conflict == "error" and ours != theirs:
                if not same_entry(ours, theirs):
                    raise clash(ours, theirs)
                if _precedence(theirs) < _precedence(ours):
                    new[theirs.id] = theirs
        if new:
            check_change(self._store, new)
            self._store.put(new.values())

    def __or__(self, other: AttributionGraph) -> Self:
        """Return a graph with the records of both; see `merge`."""
        if not isinstance(other, AttributionGraph):
            return NotImplemented
        made = self.copy()
        made.merge(other)
        return made

    def __ior__(self, other: AttributionGraph) -> Self:
        """Take in the records of another graph; see `merge`."""
        if not isinstance(other, AttributionGraph):
            return NotImplemented
        self.merge(other)
        return self

    def merge_nodes(self, duplicate: Ref, into: Ref) -> None:
        """Make two nodes one: whatever refers to the duplicate refers to the other.

        Parameters
        ----------
        duplicate
            The node to give up. A source's name and aliases become aliases of the other.
        into
            The node that stays: a source for a source, a claim for a claim, a document for
            a document.

        Raises
        ------
        WrongKindError
            If the two are not of a kind, or the one that stays may not stand somewhere
            that the duplicate stood.

        Notes
        -----
        The rows that are touched keep their ids. Links that would join the node with
        itself are dropped.
        """
        old = self._store.require(one_id(self._store, duplicate, Kind, "node", "merge_nodes"))
        kept = self._store.require(one_id(self._store, into, Kind, "node", "merge_nodes"))
        self._refuse_merge(old, kept)
        new: dict[str, Record] = {}
        gone = [old.id]
        if old.record_kind in SOURCE_KINDS:
            names = dict.fromkeys((*kept.aliases, old.name, *old.aliases))  # type: ignore[attr-defined]
            aliases = tuple(name for name in names if name != kept.name)  # type: ignore[attr-defined]
            new[kept.id] = validated(type(kept), kept.given() | {"aliases": aliases})
        for record in {record.id: record for record, _ in self._store.referrers(old.id)}.values():
            changed = _redirected(new.get(record.id, record), old.id, kept.id)
            if changed is None:
                gone.append(record.id)
            else:
                new[record.id] = changed
        check_change(self._store, new, gone)
        self._store.put(new.values())
        self._store.drop(gone)

    def _refuse_merge(self, old: Record, kept: Record) -> None:
        kinds = {old.record_kind, kept.record_kind}
        if old.id == kept.id:
            message = f"{old.id!r} cannot be merged into itself"
            raise WrongKindError(message, record=old.id)
        if not (
            kinds <= SOURCE_KINDS or (len(kinds) == 1 and kinds <= {Kind.CLAIM, Kind.DOCUMENT})
        ):
            message = (
                f"{old.record_kind} {old.id!r} cannot be merged into "
                f"{kept.record_kind} {kept.id!r}: sources, claims and documents can, with their "
                "like"
            )
            raise WrongKindError(message, record=old.id)

    # -- cutting out and handing over ---------------------------------------------------

    def subgraph(self, *refs: Ref) -> Self:
        """Return a graph of some records and all that they need.

        Parameters
        ----------
        *refs
            Rows, or nodes, for which all rows that touch them are taken: a source's own
            rows, the rows of a claim, the rows in a document.

        Notes
        -----
        With each row come all records that it refers to and every row about it, so that no
        row comes to stand, or to fall, by being cut out; and links between what is in.
        """
        ids = ids_in(self._store, refs, Kind, "record", "subgraph") if refs else []
        start = list(ids)
        for id_ in ids:
            for field in ("sources", "content", "document", "on_behalf_of"):
                start.extend(self._store.referring(Kind.ATTRIBUTION, field, id_))
        return self._of(closed(self._store, start))


def _graph(other: object) -> AttributionGraph:
    if isinstance(other, AttributionGraph):
        return other
    message = f"merge() takes a graph, not {type(other).__name__}; add() takes records"
    raise WrongKindError(message)


def _flat(records: Iterable[Any]) -> Iterator[Record]:
    for each in records:
        if isinstance(each, Record):
            yield each
        elif isinstance(each, AttributionGraph):
            message = "add() takes records, not a graph: merge() takes a graph"
            raise RecordError(message)
        elif isinstance(each, list) and all(issubclass(t, Record) for t in set(map(type, each))):
            # asked by type, because asking each for a pydantic class is slow
            yield from each
        elif isinstance(each, Iterable) and not isinstance(each, (str, bytes, Mapping)):
            yield from _flat(each)
        else:
            message = f"a graph takes records, not {type(each).__name__} {each!r:.80}"
            raise RecordError(message)


def _records_in(value: Any) -> Iterator[Record]:
    if isinstance(value, Record):
        yield value
    elif isinstance(value, Mapping):
        yield from _records_in(list(value.values()))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _records_in(each)


def _precedence(record: Record) -> tuple[str, str]:
    recorded = getattr(record, "recorded_at", None)
    earliest = recorded.earliest if recorded is not None else None
    return earliest.isoformat() if earliest else "~", record.model_dump_json()


def _redirected(record: Record, old: str, new: str) -> Record | None:
    """Return the record with one id in the place of another; None for a link to itself."""
    fields = record.given()
    for name in record.references:
        value = getattr(record, name)
        if value == old:
            fields[name] = new
        elif isinstance(value, tuple) and old in value:
            fields[name] = tuple(dict.fromkeys(new if each == old else each for each in value))
    if isinstance(record, Link) and fields["subject"] == fields["object"]:
        return None
    return validated(type(record), fields)
