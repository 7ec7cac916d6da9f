"""What reading a table found: `ImportReport`, and `TableError` where rows are at fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from attribgraph.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from attribgraph.graph import AttributionGraph
    from attribgraph.similar import SimilarNames

__all__ = ["ImportReport", "Imported", "RowFault", "TableError"]

_SHOWN = 20
_ROWS_SHOWN = 8
_LONGEST = 60


class RowFault(NamedTuple):
    """One cell that cannot be read.

    Attributes
    ----------
    row
        The number of the row as a spreadsheet shows it: the headings are row 1.
    column
        The heading of its column; empty where the whole row is meant.
    value
        What stands there, as text.
    reason
        What is wrong with it.
    hint
        What may be said to have it read all the same; often empty.
    """

    row: int
    column: str
    value: str
    reason: str
    hint: str = ""

    def __str__(self) -> str:
        """Return one line that says where and what."""
        return f"{_place([self.row], self.column)}: {self.reason}"


class TableError(FormatError):
    """Rows of a table cannot be read; the message lists what is wrong with them.

    Attributes
    ----------
    faults
        Every `RowFault`, in the order of the rows.
    """

    def __init__(self, faults: Iterable[RowFault], *, rows: int, path: str | None = None) -> None:
        self.faults = tuple(faults)
        bad = len({each.row for each in self.faults})
        head = (
            f"{bad} of {_counted(rows, 'rows')} cannot be read, and nothing was added "
            "(skip_bad_rows=True reads the others)"
        )
        first = self.faults[0]
        super().__init__(
            "\n".join([head, *_lines(self.faults)]),
            path=path,
            record=f"row {first.row}",
            field=first.column or None,
        )
        self.line = first.row


def _place(rows: Sequence[int], column: str) -> str:
    shown = ", ".join(map(str, rows[:_ROWS_SHOWN]))
    more = f" and {len(rows) - _ROWS_SHOWN} more" if len(rows) > _ROWS_SHOWN else ""
    where = f"row{'' if len(rows) == 1 else 's'} {shown}{more}"
    return f"{where}, column {column!r}" if column else where


def _lines(faults: Iterable[RowFault]) -> list[str]:
    """Return a line for each thing that is wrong, with the rows that it is wrong in."""
    columns: dict[str, dict[str, dict[int, None]]] = {}
    hints: dict[str, None] = {}
    for each in faults:
        columns.setdefault(each.column, {}).setdefault(each.reason, {})[each.row] = None
        if each.hint:
            hints[each.hint] = None
    lines = []
    for column, reasons in columns.items():
        found = [f"- {_place(list(rows), column)}: {reason}" for reason, rows in reasons.items()]
        more = len(found) - _SHOWN
        lines += found[:_SHOWN]
        if more > 0:
            lines.append(f"- and {more} more in column {column!r} (see .faults)")
    return [*lines, *hints]


def _counted(count: int, plural: str) -> str:
    singular = plural[:-3] + "y" if plural.endswith("ies") else plural.removesuffix("s")
    return f"{count} {singular if count == 1 else plural}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a table held, and what to look at before the graph is trusted.

    Attributes
    ----------
    rows
        How many rows the table has, blank ones and the headings left out.
    added
        How many records were added, by kind ("actors", "claims", ...).
    skipped
        What was wrong with the rows that were left out (``skip_bad_rows=True``).
    blank
        How many rows were blank.
    nobody_named
        Numbers of the rows that name no source.
    taking_back
        Numbers of the rows that retract a claim: what was said of it before still stands, until
        the row's content is that statement.
    unused
        Headings of columns that were not asked for.
    similar_names
        Pairs of names that may be one source's (`similar_names`); nothing was merged.
    """

    rows: int
    added: Mapping[str, int]
    skipped: tuple[RowFault, ...] = ()
    blank: int = 0
    nobody_named: tuple[int, ...] = ()
    taking_back: tuple[int, ...] = ()
    unused: tuple[str, ...] = ()
    similar_names: tuple[SimilarNames, ...] = ()

    def __str__(self) -> str:
        """Return the report as a few lines of text."""
        added = ", ".join(_counted(count, what) for what, count in self.added.items() if count)
        lines = [f"{_counted(self.rows, 'rows')} read: {added or 'nothing added'}"]
        if self.skipped:
            bad = len({each.row for each in self.skipped})
            lines += [f"{_counted(bad, 'rows')} left out:", *_lines(self.skipped)]
        if self.blank:
            lines.append(_counted(self.blank, "blank rows"))
        if self.nobody_named:
            lines.append(f"nobody is named in {_place(self.nobody_named, '')}")
        if self.taking_back:
            where = _place(self.taking_back, "")
            lines.append(f"retractions of which the earlier statement still counts: {where}")
            lines.append("(say which: g.edit(row, content=earlier row), or a column content=)")
        if self.unused:
            lines.append(f"columns not used: {', '.join(self.unused)}")
        if self.similar_names:
            lines.append("names that may be one source's (g.merge_nodes(duplicate, into)):")
            lines += [f"- {each}" for each in self.similar_names[:_SHOWN]]
            more = len(self.similar_names) - _SHOWN
            lines += [f"- and {more} more (see .similar_names)"] if more > 0 else []
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Show the same lines at a prompt and in a notebook."""
        return str(self)


class Imported(NamedTuple):
    """A graph that was read from a table, and the report on it.

    Attributes
    ----------
    graph
        The `AttributionGraph`.
    report
        The `ImportReport`.

    Examples
    --------
    >>> g, report = ag.from_frame({"who": ["Ann"], "what": ["It rained"]},
    ...                           sources="who", claim="what")
    >>> print(report)
    1 row read: 1 actor, 1 claim, 1 attribution
    """

    graph: AttributionGraph
    report: ImportReport

    def __repr__(self) -> str:
        """Show both as they show themselves."""
        return f"{self.graph!r}\n{self.report!r}"


def shown(value: Any) -> str:
    """Return a value for a message, however long it is."""
    text = str(value) if not isinstance(value, int) or abs(value) < 10**60 else "(a large number)"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
