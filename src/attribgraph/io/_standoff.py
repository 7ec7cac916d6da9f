"""Brat's standoff format: the lines of an ``.ann`` file.

The format is that of https://brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from attribgraph.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Event", "Standoff", "TextBound", "parse_standoff"]

_LINE: Final = re.compile(r"(?:[TERAMN][0-9]+|#[0-9]*|\*)\t")
_BOUND: Final = re.compile(r"(\S+) ([0-9]{1,18} [0-9]{1,18}(?:;[0-9]{1,18} [0-9]{1,18})*)")


@dataclass(slots=True)
class TextBound:
    """A stretch of text with a type: a ``T`` line."""

    id: str
    type: str
    spans: tuple[tuple[int, int], ...]
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Event:
    """An ``E`` line, or an ``R`` line: a type, a trigger, and targets by role in their order."""

    id: str
    type: str
    trigger: str | None
    arguments: tuple[tuple[str, str], ...]
    line: int


@dataclass(slots=True)
class Standoff:
    """An ``.ann`` file.

    Attributes
    ----------
    bounds, events
        By their ids; relations are events without a trigger.
    attributes
        Name and value (None: a flag) by the id that they are of.
    notes
        Texts of annotators' notes by the id that they are of.
    same
        Sets of ids that are declared equivalent.
    others
        Lines of normalization, as they stand.
    """

    path: str
    bounds: dict[str, TextBound] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    attributes: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    same: list[tuple[str, ...]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def error(self, message: str, line: int) -> FormatError:
        """Return an error that names the file and the line."""
        return FormatError(message, path=self.path, line=line)


def parse_standoff(content: str, path: str) -> Standoff:
    """Read the lines of an ``.ann`` file.

    A line that does not begin as one of the format goes on with the words of the ``T`` line
    before it: words over a line's end are written so.

    Raises
    ------
    FormatError
        If a line is not of the format, or an id stands twice.
    """
    found = Standoff(path)
    last: TextBound | None = None
    words: list[str] = []
    for number, line in enumerate(content.split("\n"), 1):
        line = line.removesuffix("\r")  # noqa: PLW2901 (a line's end is no part of it)
        if not _LINE.match(line):
            if last is not None:
                words.append(line)
            elif line.strip():
                message = f"not a line of a brat file: {line!r:.80}"
                raise found.error(message, number)
            continue
        id_, rest = line.split("\t", 1)
        _finish(last, words)
        last = None
        try:
            if id_[0] == "T":
                last = _bound(id_, rest, number)
                _once(found.bounds, id_)
                found.bounds[id_] = last
            elif id_[0] in "ER":
                _once(found.events, id_)
                found.events[id_] = _event(id_, rest, number)
            elif id_[0] in "AM":
                name, target, *value = rest.split(maxsplit=2)
                found.attributes.setdefault(target, []).append((name, value[0] if value else None))
            elif id_[0] == "#":
                head, _, note = rest.partition("\t")
                found.notes.setdefault(head.split()[-1], []).append(note)
            elif id_[0] == "*":
                found.same.append(tuple(rest.split()[1:]))
            else:
                found.others.append(line)
        except (ValueError, IndexError) as error:
            message = f"{id_}: {_reason(error)}: {rest!r:.80}"
            raise found.error(message, number) from None
    _finish(last, words)
    return found


def _finish(bound: TextBound | None, words: list[str]) -> None:
    if bound is not None and words:
        bound.words = "\n".join([bound.words, *words])
    words.clear()


class _WrongError(ValueError):
    """What is wrong with a line, in words."""


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, _WrongError) else "not a line of a brat file"


def _once(known: Mapping[str, object], id_: str) -> None:
    if id_ in known:
        message = "the id stands twice"
        raise _WrongError(message)


def _bound(id_: str, rest: str, line: int) -> TextBound:
    head, tab, words = rest.partition("\t")
    found = _BOUND.fullmatch(head.strip())
    if found is None or not tab:
        message = "a type, offsets and words are wanted"
        raise _WrongError(message)
    spans = []
    for part in found[2].split(";"):
        start, end = map(int, part.split())
        if end <= start:
            message = f"it ends at {end}, not after {start}"
            raise _WrongError(message)
        spans.append((start, end))
    return TextBound(id_, found[1], tuple(spans), words, line)


def _event(id_: str, rest: str, line: int) -> Event:
    first, *others = rest.split()
    arguments = []
    for part in others:
        role, colon, target = part.rpartition(":")
        if not colon or not role or not target:
            message = f"an argument is a role and an id, not {part!r:.40}"
            raise _WrongError(message)
        arguments.append((role, target))
    if id_[0] == "R":
        return Event(id_, first, None, tuple(arguments), line)
    kind, colon, trigger = first.rpartition(":")
    if not colon or not kind or not trigger:
        message = "an event has a type and a trigger"
        raise _WrongError(message)
    return Event(id_, kind, trigger, tuple(arguments), line)
