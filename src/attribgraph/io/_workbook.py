"""The cells of an Excel workbook, read row by row and with bounds on what a file may ask for."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from attribgraph.errors import FormatError, UnknownValueError, did_you_mean
from attribgraph.extras import need
from attribgraph.io._cells import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["rows_of"]

_LARGEST: Final = 512 * 2**20
"""Most bytes that a workbook may unpack to."""
_MODEST: Final = 16 * 2**20
_MOST_TIMES: Final = 100
"""How many times its own size a workbook may unpack to, beyond a modest size; sheets reach 20."""
_HELD: Final = 32 * 2**20
"""Most bytes of the parts that are held whole, in fifteen times their size: styles and the like."""
_STREAMED: Final = re.compile(r"xl/(?:worksheets/.*|sharedStrings\.xml)", re.IGNORECASE)
_LAST_ROW: Final = 2**20
_LAST_COLUMN: Final = 2**14
_AT_ONCE: Final = 100
_PART: Final = 65_536
_XML: Final = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)


class _RootSeenError(Exception):
    """The root element was reached: no document type can follow."""


def rows_of(data: bytes, sheet: str | int | None, path: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """Iterate over the rows of one sheet with their numbers; the values of formulas are given.

    Parameters
    ----------
    data
        The file.
    sheet
        Name of the sheet, or its number from 1; the first if None.
    path
        The file, for messages.

    Raises
    ------
    FormatError
        If it is no workbook, is larger than bounds allow, or declares XML entities.
    UnknownValueError
        For a sheet that is not there.
    MissingExtraError
        If openpyxl is not installed.
    """
    openpyxl = need("openpyxl", feature="read_excel()", extra="excel")
    _check(data, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of charts and the like, which are not read
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except Exception as error:  # noqa: BLE001 (a broken file may raise anything there)
            raise _broken(error, path) from None
    try:
        yield from _rows(_chosen(book, sheet), path)
    finally:
        book.close()


def _chosen(book: Any, sheet: str | int | None) -> Any:
    names = [each.title for each in book.worksheets]
    if not names:
        message = "the workbook has no sheet of cells"
        raise UnknownValueError(message, field="sheet")
    if sheet is None:
        return book.worksheets[0]
    if isinstance(sheet, int) and not isinstance(sheet, bool) and 1 <= sheet <= len(names):
        return book.worksheets[sheet - 1]
    if sheet in names:
        return book.worksheets[names.index(str(sheet))]
    known = ", ".join(map(repr, names[:20]))
    message = f"there is no sheet {sheet!r}{did_you_mean(str(sheet), names)}; there are {known}"
    raise UnknownValueError(message, field="sheet")


def _rows(sheet: Any, path: str) -> Iterator[tuple[int, Sequence[Any]]]:
    # what a file says of its own size is not believed
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    number = 0
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of dates outside the calendar: text stands there
            try:
                some = list(islice(rows, _AT_ONCE))
            except Exception as error:  # noqa: BLE001 (a broken file may raise anything here)
                raise _broken(error, path) from None
        if not some:
            return
        for row in some:
            number += 1
            if number > _LAST_ROW or len(row) > _LAST_COLUMN:
                message = "a sheet has at most 1,048,576 rows and 16,384 columns"
                raise FormatError(message, path=path, line=number)
            yield number, [unguarded(each) if isinstance(each, str) else each for each in row]


def _broken(error: Exception, path: str) -> FormatError:
    message = f"not an Excel workbook that can be read ({type(error).__name__}: {error!s:.100})"
    return FormatError(message, path=path)


def _check(data: bytes, path: str) -> None:
    """Refuse what is no workbook, unpacks to too much, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_large(parts, len(data), path)
            for part in parts:
                if _XML.search(part.filename):
                    with archive.open(part) as file:
                        _refuse_doctype(file, part.filename, path)
    except FormatError:
        raise
    except zipfile.BadZipFile:
        message = "not an .xlsx workbook: save it as .xlsx (a password also makes it another kind)"
        raise FormatError(message, path=path) from None
    except Exception as error:  # noqa: BLE001 (of a damaged archive)
        raise _broken(error, path) from None


def _refuse_large(parts: list[zipfile.ZipInfo], size: int, path: str) -> None:
    # a part that unpacks to more than it says is cut off there by zipfile
    held = (each for each in parts if not _STREAMED.fullmatch(each.filename))
    for what, found, most in (
        ("the workbook unpacks", parts, min(_LARGEST, max(_MODEST, _MOST_TIMES * size))),
        ("what is no sheet in the workbook unpacks", held, _HELD),
    ):
        if sum(each.file_size for each in found) > most:
            message = f"{what} to more than {most // 2**20} MB"
            raise FormatError(message, path=path)


def _refuse_doctype(file: Any, name: str, path: str) -> None:
    def refuse(*_: object) -> None:
        message = f"{name} has a document type, which no workbook needs"
        raise FormatError(message, path=path)

    def stop(*_: object) -> None:
        raise _RootSeenError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        while part := file.read(_PART):
            parser.Parse(part, False)  # noqa: FBT003 (expat takes no keywords)
    except (_RootSeenError, expat.ExpatError):
        return  # what is not well formed openpyxl refuses
