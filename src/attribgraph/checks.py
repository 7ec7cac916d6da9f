"""What a graph refuses: checked for a whole change before any of it is made."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError

from attribgraph.errors import (
    ClashError,
    ContentCycleError,
    DanglingReferenceError,
    RecordError,
    WrongKindError,
    did_you_mean,
)
from attribgraph.model import Attribution, Link, Record
from attribgraph.store import SOURCE_KINDS, as_ids, field_ids
from attribgraph.vocabulary import RELATION_ENDS, Act, GradeScale, Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic import BaseModel

    from attribgraph.store import Store

__all__ = ["ALLOWED", "ASSESSING", "LINKING", "check_change", "same_entry", "stage", "validated"]

R = TypeVar("R", bound=Record)

_AGENCY: Final = frozenset({Kind.AGENCY})
_DOCUMENT: Final = frozenset({Kind.DOCUMENT})
_SAID: Final = frozenset({Kind.CLAIM, Kind.ATTRIBUTION})
_BLOCK: Final = 4_096
# in Python 3.11 it takes long to find a member in its enumeration
_ASSESS: Final = Act.ASSESS

# for each reference field of a record, the kinds that it takes
_Allowed = Mapping[str, frozenset[Kind]]
ALLOWED: Final[Mapping[Kind, _Allowed]] = {
    Kind.ACTOR: {},
    Kind.AGENCY: {},
    Kind.DOCUMENT: {"publisher": _AGENCY},
    Kind.CLAIM: {"about": SOURCE_KINDS},
    Kind.ATTRIBUTION: {
        "sources": SOURCE_KINDS,
        "on_behalf_of": _AGENCY,
        "content": _SAID,
        "addressees": SOURCE_KINDS,
        "document": _DOCUMENT,
    },
}
ASSESSING: Final[Mapping[GradeScale, _Allowed]] = {
    scale: {**ALLOWED[Kind.ATTRIBUTION], "content": kinds}
    for scale, kinds in {
        GradeScale.ADMIRALTY_RELIABILITY: SOURCE_KINDS,
        GradeScale.ADMIRALTY_CREDIBILITY: _SAID,
        GradeScale.TRUTH_RATING: _SAID,
        GradeScale.FREE: _SAID | SOURCE_KINDS,
    }.items()
}
LINKING: Final[Mapping[Relation, _Allowed]] = {
    relation: {"subject": subjects, "object": objects, "document": _DOCUMENT}
    for relation, (subjects, objects) in RELATION_ENDS.items()
}

# the field that says which rules hold; only an assessment has a scale
_VARIED: Final[Mapping[Kind, tuple[str, Mapping[Any, _Allowed]]]] = {
    Kind.ATTRIBUTION: ("grade_scale", {None: ALLOWED[Kind.ATTRIBUTION], **ASSESSING}),
    Kind.LINK: ("relation", LINKING),
}


def validated(model: type[R], fields: Mapping[str, Any]) -> R:
    """Make a record, or raise a `RecordError` that names each field at fault."""
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        kind = model.__name__.lower()
        name = fields.get("id")
        label = f"{kind} {name!r}" if name else f"this {kind}"
        faults = faults_of(error, model)
        lines = "; ".join(f"field {field!r}: {why}" if field else why for field, why in faults)
        message = f"{label} is not acceptable: {lines}"
        record = name if isinstance(name, str) else None
        raise RecordError(message, record=record, field=faults[0][0] or None) from None


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[tuple[str, str]]:
    """Return what pydantic found, field by field, with near matches for what is misspelt."""
    faults = []
    for each in error.errors(include_url=False):
        place = ".".join(map(str, each["loc"]))
        why = each["msg"].removeprefix("Value error, ")
        if each["type"] == "extra_forbidden":
            why = f"there is no such field{did_you_mean(str(each['loc'][-1]), model.model_fields)}"
        elif each["type"] == "enum" and isinstance(each["input"], str):
            expected = str(each.get("ctx", {}).get("expected", ""))
            words = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
            why = f"{each['input']!r} is not one of {', '.join(words)}" + did_you_mean(
                each["input"], words
            )
        elif each["type"] == "string_pattern_mismatch" and each["loc"][-1:] != ("sha256",):
            why = f"{each['input']!r} is not an id: an id has no spaces and is not empty"
        faults.append((place, why))
    return faults


def same_entry(one: Record, other: Record) -> bool:
    """Whether two records under one id are the same entry.

    Attributions and links are compared without what does not make them (recorded_at,
    confidence, method, notes and extra).
    """
    if one is other:
        return True
    return type(one) is type(other) and one.identity() == other.identity()


def stage(store: Store, records: Iterable[Record]) -> dict[str, Record]:
    """Return those of the records that the graph does not hold yet, by id.

    Raises
    ------
    ClashError
        If one carries the id of another record, in the graph or among them.
    """
    records = list(records)
    staged = {each.__dict__["id"]: each for each in records}
    if len(staged) == len(records) and staged.keys().isdisjoint(store.kinds):
        return staged
    staged = {}
    on_file = store.get
    for record in records:
        id_ = record.__dict__["id"]
        held = staged.get(id_) or on_file(id_)
        if held is None:
            staged[id_] = record
        elif not same_entry(held, record):
            raise clash(held, record)
    return staged


def clash(held: Record, record: Record) -> ClashError:
    """Return the error for two different records under one id; it names both."""
    message = f"two different records have the id {held.id!r}: {held!r} and {record!r}"
    return ClashError(message, record=held.id)


def check_change(store: Store, new: Mapping[str, Record], gone: Iterable[str] = ()) -> None:
    """Refuse a change that would leave the graph broken.

    Parameters
    ----------
    store
        The records before the change.
    new
        Records to add, or to put in the place of those under their ids.
    gone
        Ids of the records to remove; what refers to them must be among ``new``.

    Raises
    ------
    DanglingReferenceError, WrongKindError, ContentCycleError
        As their names say.
    """
    lost = set(gone)
    pointed_at = _pointed_at(new)
    if any(
        _kind_after(target, store, new, lost) not in allowed
        for (_, allowed), targets in pointed_at.items()
        for target in targets
    ):
        _refuse_first_misplaced(store, new, lost)
    replaced = [id_ for id_ in new if id_ in store.kinds]
    for id_ in replaced:
        kind = new[id_].record_kind
        if store.kinds[id_] is not kind:
            for record, field in store.referrers(id_):
                if (
                    record.id not in new
                    and record.id not in lost
                    and kind not in _allowed(record)[field]
                ):
                    raise _reference_error(record, field, id_, kind)
    # mostly contents are claims, and rows on file cannot lead to rows that are new
    contents = [ids for (field, _), ids in pointed_at.items() if field == "content"]
    if replaced or any(
        _kind_after(each, store, new, lost) is Kind.ATTRIBUTION for each in chain(*contents)
    ):
        _check_cycles(store, new, follow_old=bool(replaced))


def _pointed_at(new: Mapping[str, Record]) -> dict[tuple[str, frozenset[Kind]], set[str]]:
    """Return the ids that fields hold, by the field and the kinds that it takes.

    Records refer to few others many times, so each is then looked up once.
    """
    held: dict[tuple[str, frozenset[Kind]], set[Any]] = {}
    records = iter(new.values())
    # a block is gone through field by field while it is at hand in the processor's cache
    while block := list(islice(records, _BLOCK)):
        for rules, fields in _by_rules(block):
            for field, allowed in rules.items():
                held.setdefault((field, allowed), set()).update([each[field] for each in fields])
    return {key: {id_ for each in values for id_ in as_ids(each)} for key, values in held.items()}


def _by_rules(records: Sequence[Record]) -> Iterator[tuple[_Allowed, list[dict[str, Any]]]]:
    """Part the fields of records by what they take."""
    models: set[type[Record]] = set(map(type, records))
    for model in models:
        fields = [each.__dict__ for each in records if type(each) is model]
        kind = model.record_kind
        if kind not in _VARIED:
            yield ALLOWED[kind], fields
            continue
        field, rules_of = _VARIED[kind]
        found = {each[field] for each in fields}
        for value in found:
            alike = fields
            if len(found) > 1:
                alike = [each for each in fields if each[field] is value]
            yield rules_of[value], alike


def _refuse_first_misplaced(store: Store, new: Mapping[str, Record], lost: set[str]) -> None:
    for record in new.values():
        for field, allowed in _allowed(record).items():
            for target in field_ids(record, field):
                kind = _kind_after(target, store, new, lost)
                if kind not in allowed:
                    raise _reference_error(record, field, target, kind, _known(store, new, allowed))


def _kind_after(
    target: str, store: Store, new: Mapping[str, Record], lost: set[str]
) -> Kind | None:
    """Return the kind of the record that an id stands for after the change."""
    if target in new:
        return new[target].record_kind
    return None if target in lost else store.kinds.get(target)


def _reference_error(
    record: Record, field: str, target: str, found: Kind | None, known: Iterable[str] = ()
) -> DanglingReferenceError | WrongKindError:
    kind = record.record_kind
    allowed = _allowed(record)[field]
    if found is None:
        near = did_you_mean(target, known)
        message = (
            f"{kind} {record.id!r}, field {field!r}: "
            f"the graph has no {_either(allowed)} {target!r}{near}"
        )
        return DanglingReferenceError(message, record=record.id, field=field)
    message = (
        f"{kind} {record.id!r}, field {field!r}: {target!r} is of kind "
        f"{found}, where {_reason(record, field)} takes {_either(allowed)}"
    )
    return WrongKindError(message, record=record.id, field=field)


def _allowed(record: Record) -> _Allowed:
    if isinstance(record, Attribution):
        if record.act is _ASSESS:
            return ASSESSING[record.grade_scale or GradeScale.FREE]
    elif isinstance(record, Link):
        return LINKING[record.relation]
    return ALLOWED[record.record_kind]


def _reason(record: Record, field: str) -> str:
    if isinstance(record, Link) and field != "document":
        return f"the relation {record.relation.value!r}"
    if isinstance(record, Attribution) and record.act is Act.ASSESS and field == "content":
        return f"an assessment on the scale {record.grade_scale}"
    return "this field"


def _either(kinds: Iterable[Kind]) -> str:
    return " or ".join(sorted(kinds))


def _known(store: Store, new: Mapping[str, Record], kinds: frozenset[Kind]) -> Iterable[str]:
    added = (id_ for id_, record in new.items() if record.record_kind in kinds)
    return chain(added, *(store.tables[kind] for kind in kinds))


def _check_cycles(store: Store, new: Mapping[str, Record], *, follow_old: bool) -> None:
    """Refuse content that leads back to where it started.

    Rows on file cannot lead to rows that are new, so old rows are only followed where some
    are being replaced. Each row is visited once.
    """
    old = store.rows if follow_old else {}
    contents = {id_: each.content for id_, each in new.items() if isinstance(each, Attribution)}
    sound: set[str] = set()
    for start, content in contents.items():
        if content not in contents and content not in old:
            continue
        path: dict[str, None] = {}
        at = start
        while at not in sound and (at in contents or at in old):
            if at in path:
                loop = [*list(path)[list(path).index(at) :], at]
                message = (
                    f"attribution {start!r}, field 'content': it would be about itself: "
                    + " -> ".join(map(repr, loop[:6]))
                    + (" -> ..." if len(loop) > 6 else "")
                )
                raise ContentCycleError(message, record=start, field="content")
            path[at] = None
            at = contents[at] if at in contents else old[at].content
        sound.update(path)
