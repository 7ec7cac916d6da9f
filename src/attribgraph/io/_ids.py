"""Ids for what a table names: each thing has one, and no two things share one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attribgraph.record import slug

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

__all__ = ["NodeIds", "derived_id", "id_from"]

_LONGEST: Final = 80
_NOT_IN_IDS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class NodeIds:
    """Gives ids out.

    Parameters
    ----------
    taken
        Ids that are in use already.

    Examples
    --------
    >>> ids = NodeIds()
    >>> ids.of("actor", "ann", "ann"), ids.of("claim", "c", "ann"), ids.of("actor", "ann", "ann")
    ('ann', 'claim-ann', 'ann')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._given: dict[tuple[str, Hashable], str] = {}
        self._last: dict[str, int] = {}

    def of(self, kind: str, key: Hashable, wanted: str) -> str:
        """Return the id of a thing.

        Parameters
        ----------
        kind
            What it is, in a word: put in front where something else has the id.
        key
            What tells it apart among its kind.
        wanted
            The id that it has if nothing else has it.
        """
        found = self._given.get((kind, key))
        if found is None:
            found = self._free(kind, wanted or kind)
            self._taken.add(found)
            self._given[kind, key] = found
        return found

    def _free(self, kind: str, wanted: str) -> str:
        if wanted not in self._taken:
            return wanted
        return self.numbered(wanted if wanted.startswith(f"{kind}-") else f"{kind}-{wanted}")

    def numbered(self, stem: str) -> str:
        """Return an id that nothing has: the stem, or the stem with a number behind it."""
        free = stem
        number = self._last.get(stem, 1)
        while free in self._taken:
            number += 1
            free = f"{stem}-{number}"
        self._last[stem] = number
        return free

    def take(self, id_: str) -> None:
        """Remember that an id is in use."""
        self._taken.add(id_)


def id_from(text: str, kind: str = "") -> str:
    """Return a text as an id: its spaces become hyphens; a bare number gets its kind in front.

    Examples
    --------
    >>> id_from("17", "claim"), id_from("C 17", "claim")
    ('claim-17', 'C-17')
    """
    plain = _NOT_IN_IDS.sub("-", text.strip()).strip("-")
    return f"{kind}-{plain}" if kind and plain.isdigit() else plain or slug(text)


@lru_cache(maxsize=16_384)
def derived_id(name: str, kind: str) -> str:
    """Return the id that is made of a name: its slug, not too long; a bare number is marked.

    Examples
    --------
    >>> derived_id("Kim Jong-un", "source"), derived_id("2024", "document")
    ('kim-jong-un', 'document-2024')
    """
    made = slug(name)[:_LONGEST].strip("-")
    return f"{kind}-{made}" if made.isdigit() else made or kind
