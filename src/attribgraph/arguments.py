"""What callers may put where an id or a word of the vocabulary goes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.store import Store
    from attribgraph.vocabulary import Kind

__all__ = ["Ref", "ids_in", "one_id", "words_in"]

E = TypeVar("E", bound=StrEnum)

Ref = Any
"""Where an id goes: the id, the record, a view of records, or several of these."""


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
    """
    refs = tuple(refs)
    if not refs:
        message = f"{asked}() needs at least one {what}"
        raise UnknownValueError(message)
    wanted = tuple(kinds)
    ids = list(dict.fromkeys(_flat(refs)))
    for id_ in ids:
        store.require(id_, wanted, what)
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
                f"{word!r} is not a {what}{did_you_mean(str(word), known)}; "
                f"a {what} is one of {', '.join(known)}"
            )
            raise UnknownValueError(message) from None
    if not found:
        message = f"name at least one {what}: {', '.join(each.value for each in enum)}"
        raise UnknownValueError(message)
    return frozenset(found)
