"""Dataframes of statements, one a row: `from_frame`.

Any dataframe that narwhals knows (pandas, polars, pyarrow and others) is taken, and so is a
plain dict of columns.

>>> table = {"speaker": ["Mira Holt", "Fire Brigade"], "position": ["for", "against"],
...          "statement": ["The fire was arson", "The fire was arson"]}
>>> g, report = from_frame(table, sources="speaker", claim="statement", stance="position")
>>> [(row.sources[0], row.act.value) for row in g.attributions]
[('mira-holt', 'assert'), ('fire-brigade', 'deny')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from attribgraph.io._frames import rows_in
from attribgraph.io._table import FIRST_ROW, Options, TableOptions, read_table

if TYPE_CHECKING:
    from attribgraph.io.report import Imported

__all__ = ["from_frame"]


def from_frame(frame: Any, **options: Unpack[TableOptions]) -> Imported:
    """Read a graph from a dataframe that has one statement a row.

    Parameters
    ----------
    frame
        A dataframe of pandas, polars, pyarrow or another library that narwhals knows, or a
        dict of columns (lists of one length).
    **options
        The column of each field (`Columns`), and how the table is read:

        ``sources="speaker"``
            A text is the **heading of a column**. `const` of a value, or a value that is no
            text (``negated=True``), is **the same in every row**. A field that lists
            (sources, quotes, tags) also takes a list of headings. If no column is named,
            each that is called like a field is taken.
        ``delimiter=";"``
            What stands between several sources (or tags, authors) in one cell.
        ``dayfirst=None``
            Whether 03/04/2024 is the third of April. Unless told, it is refused.
        ``zone=None``
            Name of the time zone of times of day that give none ("Europe/Kyiv").
        ``words=None``
            What a sheet's own words mean, by field: ``{"act": {"behauptet": "assert"}}``; of
            ``stance`` also the name of a scheme in `COMMUNITY_STANCES` (``{"stance":
            "dna"}``), whose words are then read and no others.
        ``prefix="row-"``
            What stands before a row's number in its id, where no column is the ``id``.
        ``into=None``
            A graph to add to; names that it knows are its sources. A new one by default.
        ``skip_bad_rows=False``
            Whether rows that cannot be read are left out and listed in the report.
        ``progress=None``
            Whether progress is shown. By default it is on a terminal, after two seconds, if
            tqdm is installed.

    Returns
    -------
    Imported
        ``(graph, report)``: unpack it, ``g, report = from_frame(...)``.

    Raises
    ------
    TableError
        If rows cannot be read. The message lists everything that is wrong, each unknown word
        once, with row numbers: as in a spreadsheet, the headings are row 1. Nothing was
        added.
    FormatError
        If columns are missing or stand twice; the message lists all of them.
    UnknownValueError
        For a field or an option that is not there.
    MissingExtraError
        If narwhals is not installed (``pip install 'attribgraph[frames]'``), for a dataframe.

    Notes
    -----
    Rows are never folded into one another: a row's id is that of the sheet (``id``) or made
    of its number. Equal texts are one claim, and so are texts under one ``claim_id`` (the
    first wording is the claim's, another stays with its row, as ``extra["wording"]``).
    Claims that are worded alike are not joined: `suggest_same` proposes them. Costs grow with
    the rows.

    Examples
    --------
    >>> table = {"who": ["Ann; Ben", "Cleo"], "what": ["It rained", "It did not rain"],
    ...          "when": ["24 Oct 2024", "October 2024"]}
    >>> g, report = ag.from_frame(table, sources="who", claim="what", said_at="when")
    >>> [(row.id, row.sources, str(row.said_at)) for row in g.attributions]
    [('row-2', ('ann', 'ben'), '2024-10-24'), ('row-3', ('cleo',), '2024-10')]
    """
    how, columns = Options.split(options)
    headings, rows = rows_in(frame)
    return read_table(headings, enumerate(rows, FIRST_ROW), columns, how)
