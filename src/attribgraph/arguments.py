"""What callers may put where an id or a word of the vocabulary goes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from attribgraph.errors import UnknownValueError, a_or_an, did_you_mean
from attribgraph.model import Record
from attribgraph.store import RECORD_TYPES, SOURCE_KINDS
from attribgraph.vocabulary import ActorKind, AgencyKind
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.store import Store
    from attribgraph.vocabulary import Kind

__all__ = ["Ref", "field_values", "ids_in", "one_id", "source_words", "words_in"]

E = TypeVar("E", bound=StrEnum)

Ref = Any
"""Where an id goes: the id, the record, a view of records, or several of these."""

_ROW_IDS: Final = frozenset({"source", "claim", "publisher", "relayed_by"})
"""Names by which a row's ids are asked for besides its reference fields."""
_TIMES: Final = frozenset(
    name
    for model in RECORD_TYPES.values()
    for name, field in model.model_fields.items()
    if When in get_args(field.annotation)
)


def _flat(refs: Iterable[Any]) -> Iterable[str]:
    for ref in refs:
        if isinstance(ref, str):
            yield ref
        elif isinstance(ref, Record):
            yield ref.id
        else:
            try:
                inside = iter(ref)
            except TypeError:
                message = f"an id, a record or a view is wanted, not {ref!r}"
                raise UnknownValueError(message) from None
            yield from _flat(inside)


def ids_in(
    store: Store, refs: Iterable[Ref], kinds: Iterable[Kind], what: str, asked: str
) -> list[str]:
    """Return the ids that the caller means, each once and known to the graph.

    Parameters
    ----------
    store
        The records.
    refs
        Ids, records, views, or several.
    kinds
        The kinds that may stand there.
    what
        What is wanted, in a word ("source").
    asked
        The method that asks, for the message.

    Raises
    ------
    UnknownValueError
        If none is given, or something else than an id, a record or a view.
    UnknownIdError, WrongKindError
        For an id that is not there, or is of another kind.
    """
    refs = tuple(refs)
    if not refs:
        message = f"{asked}() needs at least one {what}"
        raise UnknownValueError(message)
    ids = list(dict.fromkeys(_flat(refs)))
    for id_ in ids:
        kind = store.kinds.get(id_)
        if kind is None or kind not in kinds:
            store.require(id_, kinds, what)
    return ids


def one_id(store: Store, ref: Ref, kinds: Iterable[Kind], what: str, asked: str) -> str:
    """Return the one id that the caller means."""
    ids = ids_in(store, (ref,), kinds, what, asked)
    if len(ids) != 1:
        message = f"{asked}() takes one {what}, not {len(ids)}"
        raise UnknownValueError(message)
    return ids[0]


def words_in(enum: type[E], words: Iterable[Any], what: str) -> frozenset[E]:
    """Return the members of the vocabulary that the caller names.

    Raises
    ------
    UnknownValueError
        For a word that it does not have, with near ones.
    """
    found: set[E] = set()
    for word in words:
        if isinstance(word, (list, tuple, set, frozenset)):
            found |= words_in(enum, word, what)
            continue
        try:
            found.add(enum(word))
        except ValueError:
            known = [each.value for each in enum]
            message = (
                f"{word!r} is not {a_or_an(what)}{did_you_mean(str(word), known)}; "
                f"{a_or_an(what)} is one of {', '.join(known)}"
            )
            raise UnknownValueError(message) from None
    if not found:
        message = f"name at least one {what}: {', '.join(each.value for each in enum)}"
        raise UnknownValueError(message)
    return frozenset(found)


def field_values(store: Store, kinds: Iterable[Kind], name: str, value: Any) -> list[Any]:
    """Return the alternatives that the caller gives for a field, as records hold them.

    Parameters
    ----------
    store
        The records.
    kinds
        The kinds of record that are asked.
    name
        The field.
    value
        A value, None for records without one, or several of these.

    Raises
    ------
    UnknownValueError, UnknownIdError, WhenError
        For a word, an id or a time that no record can hold there.
    """
    models = [RECORD_TYPES[kind] for kind in kinds]
    several = isinstance(value, (list, tuple, set, frozenset))
    if name in _ROW_IDS or any(name in model.references for model in models):
        given = value if several else [value]
        ids = [id_ for each in given for id_ in ([None] if each is None else _flat([each]))]
        return [None if id_ is None else store.require(id_, what=name).id for id_ in ids]
    given = list(value) if several else [value]
    if name in _TIMES:
        return [each if each is None else When(each) for each in given]
    notes = [model.model_fields[name].annotation for model in models if name in model.model_fields]
    enums = [
        each
        for note in notes
        for each in (get_args(note) or (note,))
        if isinstance(each, type) and issubclass(each, StrEnum)
    ]
    words = list(dict.fromkeys(word.value for enum in enums for word in enum))
    for each in given:
        if words and each is not None and each not in words:
            message = (
                f"{each!r} is not a value of {name!r}{did_you_mean(str(each), words)}; "
                f"its values are {', '.join(words)}"
            )
            raise UnknownValueError(message, field=name)
    return given


def source_words(kind: str | Iterable[str]) -> frozenset[str]:
    """Return the kinds of source that the caller names: actor, agency, or a kind of either.

    Raises
    ------
    UnknownValueError
        For a kind that does not exist, with near ones.
    """
    words = list(kind) if isinstance(kind, (list, tuple, set, frozenset)) else [kind]
    known = [*SOURCE_KINDS, *ActorKind, *AgencyKind]
    names = sorted({str(each) for each in known})
    for word in words:
        if word not in names:
            message = (
                f"{word!r} is not a kind of source{did_you_mean(str(word), names)}; "
                f"the kinds are {', '.join(names)}"
            )
            raise UnknownValueError(message)
    return frozenset(map(str, words))
