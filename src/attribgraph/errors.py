"""Every error that attribgraph raises by itself.

All derive from `AttribGraphError`, so one ``except`` catches them; each is also the
built-in error that a reader of Python would expect (``ValueError`` or ``KeyError``).
A message names the record, the field and the reason, and for a file the line.
"""

from __future__ import annotations

import difflib
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AttribGraphError",
    "ClashError",
    "ContentCycleError",
    "DanglingReferenceError",
    "FormatError",
    "FormatVersionError",
    "InUseError",
    "MissingExtraError",
    "RecordError",
    "TextMismatchError",
    "UndecidedError",
    "UnknownIdError",
    "UnknownValueError",
    "WhenError",
    "WrongKindError",
]

_MAX_CANDIDATES = 20_000
_MANY = 2_000
_LONG_MESSAGE = 1_000
_LONGEST_MESSAGE = 12_000
_LONG_WORD = re.compile(r"(\S{80})\S{120,}(\S{40})")


class AttribGraphError(Exception):
    """Base of every error that attribgraph raises.

    Parameters
    ----------
    message
        The whole message, ready to print.
    record
        Id (or position) of the record at fault, where there is one.
    field
        Name of the field at fault, where there is one.
    """

    def __init__(
        self, message: str, *, record: str | None = None, field: str | None = None
    ) -> None:
        message = _printable(message)
        super().__init__(message)
        self.message = message
        self.record = record
        self.field = field

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as what it holds, whatever its constructor takes."""
        return _restored, (type(self),), self.__dict__

    def __str__(self) -> str:
        """Return the message as written (a plain ``KeyError`` would quote it)."""
        return self.message


def _printable(message: str) -> str:
    """Return a message of a length that can be printed, whatever a file put into it."""
    if len(message) > _LONG_MESSAGE:
        message = _LONG_WORD.sub(r"\1...\2", message)
    if len(message) > _LONGEST_MESSAGE:
        message = f"{message[: _LONGEST_MESSAGE - 1_000]} ... {message[-900:]}"
    return message


def _restored(kind: type[AttribGraphError]) -> AttribGraphError:
    return kind.__new__(kind)


class RecordError(AttribGraphError, ValueError):
    """A record's fields are not acceptable (the message lists each of them)."""


class WhenError(AttribGraphError, ValueError):
    """A time is not ISO 8601, or does not exist in the calendar."""


class UnknownIdError(AttribGraphError, KeyError):
    """An id that the graph does not hold was asked for."""


class UnknownValueError(AttribGraphError, ValueError):
    """A word is not in the vocabulary of the field or option it was given for."""


class DanglingReferenceError(AttribGraphError, ValueError):
    """A record refers to an id that the graph would not hold."""


class WrongKindError(AttribGraphError, ValueError):
    """A record refers to a record of a kind that may not stand there."""


class ContentCycleError(AttribGraphError, ValueError):
    """An attribution would, through its content, be about itself."""


class ClashError(AttribGraphError, ValueError):
    """Two different records carry one id."""


class InUseError(AttribGraphError, ValueError):
    """A record cannot be removed because others refer to it."""


class TextMismatchError(AttribGraphError, ValueError):
    """A text is not the one that a document's offsets were counted in."""


class UndecidedError(AttribGraphError, ValueError):
    """What was asked has no one answer, because dates do not decide between rows."""


class FormatError(AttribGraphError, ValueError):
    """A file cannot be read as the format it is said to be.

    Parameters
    ----------
    message
        What is wrong, without the place.
    path
        The file, or a word for where the text came from.
    line
        Line number, counted from 1, where it is known.
    record, field
        As in `AttribGraphError`.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        record: str | None = None,
        field: str | None = None,
    ) -> None:
        place = ", ".join(
            part for part in (path, f"line {line}" if line else None) if part is not None
        )
        super().__init__(f"{place}: {message}" if place else message, record=record, field=field)
        self.reason = _printable(message)
        self.path = path
        self.line = line


class FormatVersionError(FormatError):
    """A file was written by a newer version of the format than this one can read."""


class MissingExtraError(AttribGraphError, ImportError):
    """A feature needs a package that is not installed; the message names the command."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'attribgraph[{extra}]'")
        self.feature = feature
        self.extra = extra

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        """Pickle as made: the message alone would not make it again."""
        return type(self), (self.feature, self.extra)


def a_or_an(word: str) -> str:
    """Return a word with its article: an agency, a claim, a unit."""
    return f"an {word}" if word[0] in "aeio" else f"a {word}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean ...?)`` with the nearest known words, or nothing.

    Costs grow with the number of known words; past 2,000 only those that share the first
    letter are compared, and never more than 20,000.
    """
    candidates = list(islice(known, _MAX_CANDIDATES))
    folded = word.casefold()
    if len(candidates) > _MANY:
        candidates = [each for each in candidates if each[:1].casefold() == folded[:1]][:_MANY]
    by_folded = {each.casefold(): each for each in candidates}
    near = difflib.get_close_matches(folded, by_folded, n=3, cutoff=0.6)
    if not near:
        near = [each for each in by_folded if folded and folded in each][:3]
    if not near:
        return ""
    return " (did you mean " + " or ".join(repr(by_folded[each]) for each in near) + "?)"
