r"""CSV files of statements, one a row: `read_csv`, `write_csv`.

>>> from io import StringIO
>>> sheet = StringIO("speaker;statement\nMira Holt;The fire was arson\n")
>>> g, report = read_csv(sheet, sources="speaker", claim="statement")
>>> print(g.explain("row-2"))
Mira Holt said that the fire was arson.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Unpack

from attribgraph.errors import FormatError, UnknownValueError
from attribgraph.io._cells import guarded
from attribgraph.io._csv_text import decoded, delimiter_of, records
from attribgraph.io._files import name_of, read_bytes, write_chunks
from attribgraph.io._sheet import losses_of, sheet_of
from attribgraph.io._table import Options, TableOptions, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.io.losses import Losses
    from attribgraph.io.report import Imported

__all__ = ["read_csv", "write_csv"]


def read_csv(
    source: PathOrFile,
    *,
    separator: str | None = None,
    encoding: str | None = None,
    quoting: bool = True,
    headings: Sequence[str] | None = None,
    **options: Unpack[TableOptions],
) -> Imported:
    r"""Read a graph from a CSV file that has one statement a row.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes).
    separator
        What stands between cells. Left out, it is the one of comma, semicolon, tab and bar
        by which the first line has the headings that are asked for.
    encoding
        The file's encoding. Left out, it is that of its byte order mark, else UTF-8: it is
        never guessed.
    quoting
        Whether a cell may stand in quote marks. False takes them as any other character.
    headings
        The headings of a file that has none in its first line.
    **options
        The column of each field and how the table is read, as for `from_frame`. If none is
        named, columns are taken by their headings, as `write_csv` writes them.

    Returns
    -------
    Imported
        ``(graph, report)``.

    Raises
    ------
    TableError, UnknownValueError
        As `from_frame`. A row with more cells than there are headings is at fault too.
    FormatError
        If the file cannot be decoded or is not well quoted, or lacks columns.
    OSError
        If the file cannot be opened.

    Notes
    -----
    The apostrophe that `write_csv` puts before what a spreadsheet would take for a formula
    is taken off again. Needs no extra. The whole file is held in memory.

    Examples
    --------
    >>> from io import StringIO
    >>> g, _ = ag.read_csv(StringIO("who,what\nAnn,It rained\n"), sources="who", claim="what")
    >>> len(g)
    1
    """
    path = name_of(source)
    how, columns = Options.split(options)
    is_text = isinstance(source, io.TextIOBase)  # decoded already
    text = decoded(read_bytes(source), None if is_text else encoding, path)
    if separator is None:
        wanted = [each for each in columns.values() if isinstance(each, str)]
        separator = delimiter_of(text, wanted if headings is None else (), quoting=quoting)
    rows = records(text, separator, quoting=quoting, path=path)
    if headings is None:
        first = next(((at, row) for at, row in rows if any(cell.strip() for cell in row)), None)
        if first is None:
            message = "the file is empty: its first row holds the headings"
            raise FormatError(message, path=path)
        headings = [cell.strip() for cell in first[1]]
    return read_table(list(headings), rows, columns, how, path=path)


def write_csv(
    graph: AttributionGraph,
    target: PathOrFile,
    *,
    separator: str = ",",
    bom: bool = True,
) -> Losses:
    """Write the rows of a graph as CSV, one statement a row, for a spreadsheet.

    Parameters
    ----------
    graph, target
        As for `write_json`.
    separator
        What stands between cells; Excel in many European countries wants ``";"``.
    bom
        Whether a byte order mark is put in front, by which Excel knows that it is UTF-8.

    Returns
    -------
    Losses
        What one table of statements cannot hold: links, nodes that no row names, further
        names of sources... It is found by reading the file's text back and comparing.

    Raises
    ------
    UnknownValueError
        If the separator is none.
    OSError
        If the file cannot be written; the old one is as it was.

    Notes
    -----
    No cell starts with ``=``, ``+``, ``-``, ``@``, a tab or a line end, with which it would
    run as a formula: an apostrophe is put before it, which `read_csv` takes off.

    Examples
    --------
    >>> from io import StringIO
    >>> file = StringIO()
    >>> print(ag.write_csv(ag.AttributionGraph(ag.Actor(name="Kim")), file))
    1 value left out: actor (1), such as actor 'kim' is named in no row
    """
    headings, rows = sheet_of(graph)
    file = io.StringIO(newline="")
    try:
        writer = csv.writer(file, delimiter=separator, lineterminator="\r\n", strict=True)
        writer.writerow(headings)
        writer.writerows([[guarded(cell) for cell in row] for row in rows])
    except (TypeError, ValueError, csv.Error) as error:
        message = f"separator: {error}"
        raise UnknownValueError(message, field="separator") from None
    text = file.getvalue()
    write_chunks(target, [("\ufeff" if bom else "").encode() + text.encode()])
    back, _ = read_csv(
        io.StringIO(text, newline=""), separator=separator, progress=False, skip_bad_rows=True
    )
    return losses_of(graph, back)
