"""Which of the remarks that reviews tell of are one: found without comparing each with each."""

from __future__ import annotations

from itertools import count, product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attribgraph.model import Attribution
    from attribgraph.when import When

__all__ = ["Remarks"]

_ANY: Final = object()
_Key = tuple[object, ...]


class Remarks:
    """The rows of claims' makers.

    Two tell of one remark if the claim and its makers are the same, and neither the dates nor
    the documents, where given, are two.
    """

    def __init__(self) -> None:
        self._found: dict[_Key, dict[str, int]] = {}
        self._numbers = count()

    def add(self, row: Attribution) -> None:
        """Remember a row."""
        number = next(self._numbers)
        for key in _filed(row):
            self._found.setdefault(key, {})[row.id] = number

    def remove(self, row: Attribution) -> None:
        """Forget a row."""
        for key in _filed(row):
            self._found.get(key, {}).pop(row.id, None)

    def same_as(
        self, makers: tuple[str, ...], said_at: When | None, document: str | None
    ) -> str | None:
        """Return the id of the first row that tells of the same remark, or None.

        Parameters
        ----------
        makers
            The claim, and then its makers.
        said_at, document
            What is given of it.
        """
        ways = ((_ANY,) if each is None else (each, None) for each in (said_at, document))
        found = (self._found.get((makers, *key)) for key in product(*ways))
        firsts = [next(iter(ids.items())) for ids in found if ids]
        return min(firsts, key=lambda each: each[1])[0] if firsts else None


def _filed(row: Attribution) -> Iterator[_Key]:
    makers = (row.content, *row.sources)
    ways = ((each, _ANY) for each in (row.said_at, row.document))
    return ((makers, *key) for key in product(*ways))
