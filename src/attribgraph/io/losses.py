"""What a format could not hold: `Losses`, which writers to lesser formats return."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from attribgraph.record import Record

__all__ = ["Losses", "left_out"]

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Losses:
    """What was left out of a file, because its format cannot hold it.

    It is false where nothing was left out.

    Parameters
    ----------
    counts
        How many values were left out, by kind of record and field: ``"link"`` of whole links,
        ``"claim.tags"`` of tags.
    examples
        The first few of them, in words, by the same names.

    Examples
    --------
    >>> losses = Losses.of([("claim.extra", "claim 'c': extra.seen is null")])
    >>> bool(losses), dict(losses.counts)
    (True, {'claim.extra': 1})
    >>> print(losses)
    1 value left out: claim.extra (1), such as claim 'c': extra.seen is null
    >>> print(Losses())
    nothing left out
    """

    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, found: Iterable[tuple[str, str]]) -> Losses:
        """Count what was left out, given by kind and field, and in words."""
        words: dict[str, list[str]] = {}
        for name, what in found:
            words.setdefault(name, []).append(what)
        return cls(
            MappingProxyType({name: len(each) for name, each in words.items()}),
            MappingProxyType({name: tuple(each[:_EXAMPLES]) for name, each in words.items()}),
        )

    def __bool__(self) -> bool:
        """Whether anything was left out."""
        return bool(self.counts)

    def __str__(self) -> str:
        """Return one line that says what was left out."""
        if not self.counts:
            return "nothing left out"
        total = sum(self.counts.values())
        fields = "; ".join(
            f"{name} ({count}), such as {self.examples[name][0]}"
            for name, count in self.counts.items()
        )
        return f"{total} value{'' if total == 1 else 's'} left out: {fields}"


def left_out(
    records: Iterable[Record], held: Callable[[Record], Collection[str] | None]
) -> Iterator[tuple[str, str]]:
    """Name what a format does not hold of records, for `Losses.of`.

    Parameters
    ----------
    records
        All that there were to write.
    held
        Says of a record which of its fields the file holds; None if it is not in the file.

    Yields
    ------
    tuple
        ``("claim", "claim 'c'")`` for a record that is not in the file, else
        ``("claim.tags", "claim 'c': tags")`` for each field that was given, is not empty,
        and is not held.
    """
    for record in records:
        kind = record.record_kind.value
        kept = held(record)
        if kept is None:
            yield kind, f"{kind} {record.id!r}"
            continue
        for name, value in record.given().items():
            empty = value is None or value in ((), {}, "")
            if name != "id" and name not in kept and not empty:
                yield f"{kind}.{name}", f"{kind} {record.id!r}: {name}"
