"""Excel workbooks of statements, one a row: `read_excel` (extra ``excel``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from attribgraph.errors import FormatError
from attribgraph.io._cells import cell_text, plain
from attribgraph.io._files import name_of, read_bytes
from attribgraph.io._table import Options, TableOptions, read_table
from attribgraph.io._workbook import rows_of

if TYPE_CHECKING:
    from attribgraph.io._files import PathOrFile
    from attribgraph.io.report import Imported

__all__ = ["read_excel"]


def read_excel(
    source: PathOrFile,
    *,
    sheet: str | int | None = None,
    header_row: int | None = None,
    **options: Unpack[TableOptions],
) -> Imported:
    """Read a graph from a sheet of an Excel workbook that has one statement a row.

    Parameters
    ----------
    source
        Path of an ``.xlsx`` file, or open file object of bytes.
    sheet
        Name of the sheet, or its number from 1. Left out, the first.
    header_row
        Number of the row that holds the headings. Left out, the first that is not blank.
    **options
        The column of each field and how the table is read, as for `from_frame`.

    Returns
    -------
    Imported
        ``(graph, report)``.

    Raises
    ------
    TableError, UnknownValueError
        As `from_frame`; also for a sheet that is not there.
    FormatError
        If it is no workbook, lacks columns, holds XML entities, or unpacks to more than 512 MB
        or a hundred times its size (beyond 16 MB).
    MissingExtraError
        If openpyxl is not installed (``pip install 'attribgraph[excel]'``).
    OSError
        If the file cannot be opened.

    Notes
    -----
    A date is a date whatever its format shows; where a sheet stores a number, the message
    says so. Of formulas the values are read that Excel stored. Rows are read one by one.

    Examples
    --------
    >>> import io, openpyxl
    >>> book = openpyxl.Workbook()
    >>> for row in (["who", "what"], ["Ann", "It rained"]):
    ...     book.active.append(row)
    >>> book.save(file := io.BytesIO())
    >>> g, report = ag.read_excel(io.BytesIO(file.getvalue()), sources="who", claim="what")
    >>> print(g.explain("row-2"))
    Ann said that it rained.
    """
    path = name_of(source)
    how, columns = Options.split(options)
    rows = rows_of(read_bytes(source), sheet, path)
    for number, row in rows:
        if number == header_row or (
            header_row is None and any(plain(each) is not None for each in row)
        ):
            headings = [_heading(each) for each in row]
            return read_table(headings, rows, columns, how, path=path)
    message = "the sheet is empty" if header_row is None else f"there is no row {header_row}"
    raise FormatError(message, path=path)


def _heading(cell: Any) -> str:
    value = plain(cell)
    return "" if value is None else cell_text(value).strip()
