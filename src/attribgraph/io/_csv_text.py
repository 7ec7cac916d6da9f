"""The text of a CSV file: its encoding, its delimiter, its records."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import FormatError, UnknownValueError
from attribgraph.io._cells import unguarded
from attribgraph.io._files import OTHER_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["decoded", "delimiter_of", "records"]

_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 20
_LONGEST: Final = 131_072
"""Characters in a cell: what the csv module allows, unless somebody set another limit for all."""


def decoded(data: bytes, encoding: str | None, path: str) -> str:
    """Return the text of a file.

    Without an encoding it is that of the byte order mark, or UTF-8; it is never guessed.

    Raises
    ------
    FormatError
        If the bytes are no text of that encoding; the message names the line.
    UnknownValueError
        For an encoding that Python does not know.
    """
    given = encoding
    if encoding is None:
        encoding = next((name for mark, name in OTHER_MARKS if data.startswith(mark)), "UTF-8")
    try:
        text = data.decode(encoding)
    except LookupError:
        message = f"{encoding!r} is no encoding"
        raise UnknownValueError(message, field="encoding") from None
    except (UnicodeError, ValueError) as error:
        at = getattr(error, "start", 0)
        line = data.count(b"\n", 0, at) + 1
        hint = "" if given else ": name it with encoding=, such as 'cp1252' for many Excel files"
        message = f"not {encoding} text (byte {data[at : at + 1].hex() or 'none'}){hint}"
        raise FormatError(message, path=path, line=line) from None
    if not isinstance(text, str):
        message = f"{encoding!r} is no encoding of text"
        raise UnknownValueError(message, field="encoding")
    return text.removeprefix("\ufeff")


def delimiter_of(text: str, wanted: Sequence[Any], *, quoting: bool) -> str:
    """Return the delimiter of a file: the one by which its first line has the headings.

    Parameters
    ----------
    text
        The file.
    wanted
        Headings that are looked for; of delimiters that find as many, the one that divides
        the first lines most evenly and most often is taken.
    quoting
        As for `records`.
    """
    named = {str(each) for each in wanted}
    best = ((-1, False, -1), _DELIMITERS[0])
    for delimiter in _DELIMITERS:
        rows = []
        try:
            for _, row in records(text, delimiter, quoting=quoting, path=""):
                rows.append(row)
                if len(rows) == _LOOKED_AT:
                    break
        except FormatError:
            pass
        if not rows:
            continue
        sizes = [len(row) for row in rows]
        score = (
            len(named & {each.strip() for each in rows[0]}),
            len(set(sizes)) == 1 and sizes[0] > 1,
            sizes[0],
        )
        if score > best[0]:
            best = (score, delimiter)
    return best[1]


def records(
    text: str, delimiter: str, *, quoting: bool, path: str
) -> Iterator[tuple[int, list[str]]]:
    """Iterate over the records of a CSV text with the numbers that a spreadsheet gives them.

    Raises
    ------
    FormatError
        If a quote mark is not closed, or stands where none may; the message names the line.
    """
    lines = _lines(text)
    try:
        reader = csv.reader(
            lines,
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
            strict=True,
        )
    except (TypeError, ValueError) as error:
        message = f"delimiter: {error}"
        raise UnknownValueError(message, field="delimiter") from None
    number = 0
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            why = str(error)
            if "limit" in why:
                raise _too_long(path, first) from None
            message = (
                f"row {number + 1} is not well quoted ({why}); if quote marks mean nothing "
                "in this file, say quoting=False"
            )
            raise FormatError(message, path=path, line=first) from None
        if max(map(len, row), default=0) > _LONGEST:
            raise _too_long(path, first)
        number += 1
        yield number, [unguarded(cell) for cell in row]


def _too_long(path: str, line: int) -> FormatError:
    message = f"a cell is longer than {_LONGEST:,} characters"
    return FormatError(message, path=path, line=line)


def _lines(text: str) -> Iterator[str]:
    # as the csv module wants them: line ends inside quotes are kept as they are
    return iter(io.StringIO(text, newline=""))
