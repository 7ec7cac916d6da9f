"""Measure reading and writing of tables: ``python benchmarks/tables.py [rows]``.

The sheet is made here: statements by some hundred speakers, in a few words each, with dates
in four forms. Times are of the processor, the least of three runs; a ratio is to pandas
reading the same CSV file, which checks nothing and makes no records.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from time import process_time
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import polars as pl

import attribgraph as ag

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS: dict[str, Any] = {
    "sources": "speaker",
    "affiliation": "party",
    "claim": "statement",
    "stance": "position",
    "said_at": "date",
    "outlet": "paper",
    "published_at": "published",
    "quotes": "quote",
    "notes": "note",
}
WORDS = [f"word{number}" for number in range(3_000)]
FORMS = ("%d %b %Y", "%Y-%m-%d", "%B %Y", "%d %B %Y")


def rows_of(count: int) -> list[list[str]]:
    """Return the headings and rows of a sheet."""
    dice = random.Random(1)
    days = pd.date_range("2020-01-01", periods=1_500)
    made = [
        ["speaker", "party", "statement", "position", "date", "paper", "published", "quote", "note"]
    ]
    for _ in range(count):
        day = dice.choice(days)
        who = int(dice.paretovariate(1)) % 900
        made.append(
            [
                f"Speaker {WORDS[who]} of {WORDS[who + 900]}",
                f"Party {who % 7}",
                " ".join(dice.choices(WORDS, k=dice.randint(6, 18))),
                dice.choice(["for", "against", "neutral"]),
                day.strftime(dice.choice(FORMS)),
                f"Paper {dice.randrange(40)}",
                day.strftime("%Y-%m-%d"),
                " ".join(dice.choices(WORDS, k=8)),
                "",
            ]
        )
    return made


def least(call: Callable[[], Any]) -> float:
    """Return the least processor time of three calls."""
    times = []
    for _ in range(3):
        start = process_time()
        call()
        times.append(process_time() - start)
    return min(times)


def cells_of(data: bytes) -> list[Any]:
    """Return the cells of a workbook, as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


def main(count: int) -> None:
    """Measure, and print a table."""
    rows = rows_of(count)
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    text = file.getvalue()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    frame = pd.read_csv(io.StringIO(text))
    other = pl.DataFrame(frame.astype("object").where(frame.notna(), None).to_dict("list"))
    g = ag.read_csv(io.StringIO(text), **COLUMNS).graph
    ag.write_json(g, saved := io.BytesIO())
    calls: dict[str, Callable[[], Any]] = {
        "pandas.read_csv": lambda: pd.read_csv(io.StringIO(text)),
        "read_json of the same graph": lambda: ag.read_json(io.BytesIO(saved.getvalue())),
        "read_csv": lambda: ag.read_csv(io.StringIO(text), **COLUMNS),
        "from_frame (pandas)": lambda: ag.from_frame(frame, **COLUMNS),
        "from_frame (polars)": lambda: ag.from_frame(other, **COLUMNS),
        "read_excel": lambda: ag.read_excel(io.BytesIO(packed.getvalue()), **COLUMNS),
        "openpyxl, cells alone": lambda: cells_of(packed.getvalue()),
        "write_csv": lambda: ag.write_csv(g, io.StringIO(newline="")),
        "to_frames": lambda: ag.to_frames(g),
        "similar_names": lambda: ag.similar_names(g),
        "suggest_same": lambda: ag.suggest_same(g),
    }
    base = 0.0
    print(f"| {count:,} rows | seconds | ratio |\n|---|---:|---:|")
    for name, call in calls.items():
        took = least(call)
        base = base or took
        print(f"| {name} | {took:.2f} | {took / base:.0f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
