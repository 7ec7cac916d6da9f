"""Raw rows: what was read, in parts on disk, and the SQL that fills in what follows in a record.

A column that says nothing in any part is a constant in the finished tables, and is not carried
through joins and sorting.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from attribgraph.extras import need
from attribgraph.store import RECORD_TYPES
from attribgraph.tables._schema import STORED, arrow, arrow_type
from attribgraph.vocabulary import (
    ACT_STANCE,
    GRADE_STANCE,
    Act,
    GradeScale,
    Kind,
    QuoteMode,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

__all__ = ["NO_YEAR", "filled", "quoted", "write_part"]

NO_YEAR: Final = "__HIVE_DEFAULT_PARTITION__"
_UNDATED: Final = np.iinfo(np.int16).max


def quoted(text: object) -> str:
    """Return a text as a literal of DuckDB."""
    return "'" + str(text).replace("'", "''") + "'"


def write_part(folder: Path, kind: Kind, name: str, table: Any) -> set[str]:
    """Write raw rows down, attributions by year, and return the columns that say something.

    Parameters
    ----------
    folder
        Where the parts of the kind are.
    kind
        Their kind.
    name
        Name of the part; one of the same name is written over.
    table
        An Arrow table of the stored columns; those that are all null may be left out.
    """
    pa = arrow()
    held = {each for each in table.column_names if _says(table[each])}
    for each, type_ in STORED[kind].items():
        if each not in table.column_names:
            table = table.append_column(each, pa.nulls(table.num_rows, arrow_type(type_)))
    if kind is not Kind.ATTRIBUTION:
        _write(folder / f"{name}.parquet", table)
        return held
    years = _years(table)
    order = np.argsort(years, kind="stable")
    if (years[1:] < years[:-1]).any():
        table = table.take(pa.array(order))
    found, starts = np.unique(years[order], return_index=True)
    for year, start, end in zip(found, starts, [*starts[1:], len(years)], strict=True):
        home = folder / f"year={NO_YEAR if year == _UNDATED else year}"
        _write(home / f"{name}.parquet", table.slice(start, end - start))
    return held


def _write(path: Path, table: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet = need("pyarrow.parquet", feature="tables", extra="tables")
    # a part is read a few times: looking for what repeats in it costs more than it saves
    parquet.write_table(
        table, path, compression="lz4", use_dictionary=False, write_statistics=False
    )


def _says(column: Any) -> bool:
    """Return whether a column holds something that a constant does not."""
    pa = arrow()
    if column.null_count == len(column):
        return False
    if pa.types.is_list(column.type):
        return any(len(each.flatten()) for each in column.chunks)
    return not pa.types.is_boolean(column.type) or bool(pa.compute.any(column).as_py())


def _years(table: Any) -> np.ndarray[Any, np.dtype[np.int16]]:
    """Return the year of each row's own time; where that is open at one end, of the other."""
    instants = arrow().compute.coalesce(table["own_from"], table["own_to"])
    micros = np.asarray(instants.fill_null(0), np.int64).astype("datetime64[us]")
    years = (micros.astype("datetime64[Y]").astype(np.int64) + 1970).astype(np.int16)
    years[~np.asarray(instants.is_valid(), bool)] = _UNDATED
    return years


def filled(kind: Kind, held: Collection[str]) -> Iterator[tuple[str, str]]:
    """Iterate over the stored columns with the SQL for each, from those that say something.

    Parameters
    ----------
    kind
        The kind of the rows.
    held
        The columns that say something.
    """
    fields = RECORD_TYPES[kind].model_fields
    for name, type_ in STORED[kind].items():
        here = f'"{name}"' if name in held else None
        if type_.endswith("[]"):
            empty = f"CAST([] AS {type_})"
            yield name, f"coalesce({here}, {empty})" if here else empty
        elif name in _FOLLOWING and kind is Kind.ATTRIBUTION:
            follows = _FOLLOWING[name](held)
            yield name, f"coalesce({here}, {follows})" if here else follows
        elif name in fields and isinstance(default := fields[name].default, StrEnum | bool):
            literal = str(default).upper() if isinstance(default, bool) else quoted(default)
            yield name, f"coalesce({here}, {literal})" if here else literal
        else:
            yield name, here or f"CAST(NULL AS {type_})"


def _stance(held: Collection[str]) -> str:
    act = "coalesce(act, 'assert')" if "act" in held else "'assert'"
    cases = [f"WHEN {act} = {quoted(each)} THEN {quoted(to)}" for each, to in ACT_STANCE.items()]
    if "grade" in held:
        scale = "grade_scale" if "grade_scale" in held else "NULL"
        graded = " ".join(
            f"WHEN coalesce({scale}, 'free') = {quoted(each)} AND grade = {quoted(grade)} "
            f"THEN {quoted(to)}"
            for each, grades in GRADE_STANCE.items()
            for grade, to in grades.items()
        )
        cases.insert(0, f"WHEN act = {quoted(Act.ASSESS)} THEN CASE {graded} ELSE 'comment' END")
    if "negated" in held:
        cases.insert(0, f"WHEN negated THEN {quoted(Stance.COMMENT)}")
    return f"CASE {' '.join(cases)} END"


def _quote_mode(held: Collection[str]) -> str:
    unknown = quoted(QuoteMode.UNKNOWN)
    if "quotes" not in held:
        return unknown
    return f"CASE WHEN len(quotes) > 0 THEN {quoted(QuoteMode.DIRECT)} ELSE {unknown} END"


def _grade_scale(held: Collection[str]) -> str:
    if "act" not in held:
        return "CAST(NULL AS VARCHAR)"
    return f"CASE WHEN act = {quoted(Act.ASSESS)} THEN {quoted(GradeScale.FREE)} END"


_FOLLOWING: Final = {"stance": _stance, "quote_mode": _quote_mode, "grade_scale": _grade_scale}
"""The fields of attributions that follow from others where they were not given."""
