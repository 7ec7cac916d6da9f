"""What readers of tables share: headings and rows in, a graph and a report out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from attribgraph.errors import AttribGraphError, FormatError, UnknownValueError
from attribgraph.extras import need
from attribgraph.graph import AttributionGraph
from attribgraph.io._cells import plain
from attribgraph.io._common import TABLE_OF, TABLES
from attribgraph.io._rows import Rows
from attribgraph.io._values import Values
from attribgraph.io._words import tables
from attribgraph.io.columns import Columns, Layout
from attribgraph.io.report import Imported, ImportReport, RowFault, TableError
from attribgraph.similar import similar_names
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["FIRST_ROW", "Options", "TableOptions", "read_table"]

FIRST_ROW: Final = 2
"""The number of the row beneath the headings, as spreadsheets count."""

_SLOW: Final = 2.0
"""Seconds after which progress is shown, on a terminal."""


class TableOptions(Columns, total=False):
    """How a table is read, besides its columns; `from_frame` says what each means."""

    delimiter: str
    dayfirst: bool | None
    zone: str | None
    words: Mapping[str, Any] | None
    prefix: str
    into: AttributionGraph | None
    skip_bad_rows: bool
    progress: bool | None


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `TableOptions` with their defaults, apart from the columns."""

    delimiter: Any = ";"
    dayfirst: bool | None = None
    zone: Any = None
    words: Mapping[str, Any] | None = None
    prefix: Any = "row-"
    into: Any = None
    skip_bad_rows: bool = False
    progress: bool | None = None

    @classmethod
    def split(cls, given: Mapping[str, Any]) -> tuple[Options, dict[str, Any]]:
        """Return the options and the columns that a caller gave together."""
        options = {name: given[name] for name in cls.__slots__ if name in given}
        return cls(**options), {name: each for name, each in given.items() if name not in options}

    def check(self) -> ZoneInfo | None:
        """Return the time zone; refuse what is no option.

        Raises
        ------
        UnknownValueError
            For a zone that is not known, an empty delimiter or a prefix with spaces.
        """
        if not isinstance(self.delimiter, str) or not self.delimiter:
            message = f"delimiter is a text such as ';', not {self.delimiter!r}"
            raise UnknownValueError(message, field="delimiter")
        if not isinstance(self.prefix, str) or any(each.isspace() for each in self.prefix):
            message = f"prefix is a text without spaces, not {self.prefix!r}"
            raise UnknownValueError(message, field="prefix")
        if self.into is not None and not isinstance(self.into, AttributionGraph):
            message = f"into is a graph, not {type(self.into).__name__}"
            raise UnknownValueError(message, field="into")
        if self.zone is None:
            return None
        try:
            return ZoneInfo(self.zone)
        except (ValueError, OSError, TypeError, LookupError):
            message = f"{self.zone!r} is no time zone; write it as 'Europe/Kyiv'"
            raise UnknownValueError(message, field="zone") from None


def read_table(
    headings: Sequence[Any],
    rows: Iterable[tuple[int, Sequence[Any]]],
    columns: Mapping[str, Any],
    options: Options,
    *,
    path: str | None = None,
) -> Imported:
    """Read a graph from the rows of a table.

    Parameters
    ----------
    headings
        Its headings.
    rows
        Its rows, each with its number as a spreadsheet shows it.
    columns
        The column of each field.
    options
        How it is read.
    path
        The file, for messages.

    Raises
    ------
    TableError
        If rows cannot be read, unless they are to be skipped.
    FormatError, UnknownValueError
        If the columns, the options or the table as a whole are not acceptable.
    """
    zone = options.check()
    layout = Layout(columns, headings, path=path, delimiter=options.delimiter)
    values = Values(layout, tables(options.words), dayfirst=options.dayfirst, zone=zone)
    taken = Rows(layout, values, options.into, options.prefix)
    count = blank = 0
    with collector_paused():
        for number, cells in _shown(rows, progress=options.progress):
            if not cells:  # a blank line of a text file, of which there may be very many
                blank += 1
                continue
            found = layout.row(cells)
            if found.keys() <= layout.constants.keys() and layout.places:
                blank += 1
                continue
            count += 1
            if any(plain(each) is not None for each in cells[len(headings) :]):
                reason = f"the row has {len(cells)} cells, and there are {len(headings)} headings"
                taken.faults.append(RowFault(number, "", "", reason))
                continue
            taken.add(number, found)
        records = taken.records()
        faults = sorted(taken.faults, key=lambda each: each.row)
        if faults and not options.skip_bad_rows:
            raise TableError(faults, rows=count, path=path)
        graph = AttributionGraph() if options.into is None else options.into
        try:
            graph.add(records)
        except AttribGraphError as error:
            raise FormatError(
                error.message, path=path, record=error.record, field=error.field
            ) from error
    kinds = Counter(TABLE_OF[each.record_kind] for each in records)
    bad = {each.row for each in faults}
    report = ImportReport(
        rows=count,
        added={name: kinds[name] for name in TABLES},
        skipped=tuple(faults),
        blank=blank,
        nobody_named=tuple(each for each in taken.nobody_named if each not in bad),
        taking_back=tuple(each for each in taken.taking_back if each not in bad),
        unused=layout.unused(),
        similar_names=similar_names(graph),
    )
    return Imported(graph, report)


def _shown(
    rows: Iterable[tuple[int, Sequence[Any]]], *, progress: bool | None
) -> Iterable[tuple[int, Sequence[Any]]]:
    """Give the rows, and show how far they are: if told, or on a terminal if it takes long."""
    if progress is False:
        return rows
    if progress:
        bar = need("tqdm", feature="progress=True", extra="progress").tqdm
        return bar(rows, unit=" rows")  # type: ignore[no-any-return]
    try:
        from tqdm import tqdm
    except ImportError:
        return rows
    shown: Iterable[tuple[int, Sequence[Any]]] = tqdm(
        rows, unit=" rows", delay=_SLOW, disable=None, leave=False
    )
    return shown
