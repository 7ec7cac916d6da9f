"""What a graph refuses, asked of raw tables: lost ends, wrong kinds, ids given twice, circles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attribgraph.checks import ALLOWED, ASSESSING, LINKING, same_entry
from attribgraph.tables._lines import BadLine
from attribgraph.tables._raw import quoted
from attribgraph.tables._schema import STORED, TABLES, records_of
from attribgraph.vocabulary import GradeScale, Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attribgraph.record import Record
    from attribgraph.tables._build import Builder

__all__ = ["faults_in"]

_MOST: Final = 10_000
"""How many faults are listed: a file with more is of another kind, not one with mistakes."""


def faults_in(builder: Builder) -> tuple[list[BadLine], list[int]]:
    """Return the records that make the tables no graph, and those that are there twice.

    Returns
    -------
    list of BadLine, list of int
        What is wrong; and the positions of records that repeat another.
    """
    clashes, again = _twice(builder)
    if clashes or again:
        return clashes, again
    builder.set_beyond()
    builder.run(
        "CREATE OR REPLACE TEMP VIEW ids AS "
        + " UNION ALL ".join(
            f"SELECT id, '{kind.value}' AS kind FROM raw_{table}" for kind, table in TABLES.items()
        )
    )
    return sorted(set(_lost(builder))), []


def _twice(builder: Builder) -> tuple[list[BadLine], list[int]]:
    """Return the records whose id another one has: different ones, and repetitions."""
    run = builder.run
    ids = " UNION ALL ".join(
        f"SELECT id, position, '{kind.value}' AS kind FROM raw_{table}"
        for kind, table in TABLES.items()
    )
    # numbers are counted sooner than texts; of those that are there twice, few are no repetition
    run(
        "CREATE OR REPLACE TEMP TABLE alike AS "
        f"SELECT hash(id) AS code FROM ({ids}) GROUP BY code HAVING count(*) > 1"
    )
    if not run("SELECT count(*) FROM alike").fetchall()[0][0]:
        return [], []
    run(
        "CREATE OR REPLACE TEMP TABLE doubled AS "
        f"SELECT id FROM ({ids}) SEMI JOIN alike ON hash(id) = code GROUP BY id HAVING count(*) > 1"
    )
    clashes: list[BadLine] = []
    again: list[int] = []
    if not run("SELECT count(*) FROM doubled").fetchall()[0][0]:
        return clashes, again
    found: list[tuple[int, Record]] = []
    for kind, table in TABLES.items():
        columns = ", ".join(f'"{name}"' for name in STORED[kind])
        rows = builder.session.sql(
            f"SELECT {columns} FROM raw_{table} SEMI JOIN doubled USING (id)"
        ).to_arrow_table()
        found += zip(rows["position"].to_pylist(), records_of(kind, rows), strict=True)
    first: dict[str, tuple[int, Record]] = {}
    for position, record in sorted(found, key=lambda pair: pair[0]):
        held = first.setdefault(record.id, (position, record))
        if held[0] == position:
            continue
        if same_entry(held[1], record):
            again.append(position)
        else:
            message = (
                f"another record has the id {record.id!r}, and is different "
                f"(the first is on line {held[0]})"
            )
            clashes.append(BadLine(position, message))
    return clashes, again


def _lost(builder: Builder) -> Iterator[BadLine]:
    """Iterate over references to what is not there, or may not stand there."""
    for kind, fields in ALLOWED.items():
        for field, kinds in fields.items():
            rows = f"raw_{TABLES[kind]}"
            if (kind, field) == (Kind.ATTRIBUTION, "content"):
                rows = "beyond WHERE act <> 'assess'"  # the others are about a claim
            yield from _lost_from(builder, kind, field, kinds, rows)
    assessed = "raw_attributions WHERE act = 'assess'"
    graded = "grade" in builder.held[Kind.ATTRIBUTION]
    for scale in _words(builder, f"SELECT grade_scale FROM {assessed}") if graded else ():
        kinds = ASSESSING[GradeScale(scale)]["content"]
        rows = f"{assessed} AND grade_scale = {quoted(scale)}"
        yield from _lost_from(builder, Kind.ATTRIBUTION, "content", kinds, rows)
    alike: dict[frozenset[tuple[str, frozenset[Kind]]], list[str]] = {}
    for relation in _words(builder, "SELECT relation FROM raw_links"):
        alike.setdefault(frozenset(LINKING[Relation(relation)].items()), []).append(relation)
    for linked, relations in alike.items():
        rows = f"raw_links WHERE relation IN ({', '.join(map(quoted, relations))})"
        for field, kinds in linked:
            yield from _lost_from(builder, Kind.LINK, field, kinds, rows)


def _words(builder: Builder, sql: str) -> list[str]:
    return [word for (word,) in builder.run(f"SELECT DISTINCT * FROM ({sql})").fetchall()]


def _lost_from(
    builder: Builder, kind: Kind, field: str, kinds: Iterable[Kind], rows: str
) -> Iterator[BadLine]:
    if field not in builder.held[kind]:
        return
    wanted = sorted(kinds)
    target = f"unnest({field})" if STORED[kind][field].endswith("[]") else field
    source = f"SELECT position, id, {target} AS target FROM {rows}"
    known = " UNION ALL ".join(f"SELECT id FROM raw_{TABLES[each]}" for each in wanted)
    builder.run(
        f"CREATE OR REPLACE TEMP TABLE lost AS SELECT s.* FROM ({source}) AS s "
        f"ANTI JOIN ({known}) AS k ON s.target = k.id WHERE s.target IS NOT NULL LIMIT {_MOST}"
    )
    if not builder.run("SELECT count(*) FROM lost").fetchall()[0][0]:
        return
    found = builder.run(
        "SELECT lost.position, lost.id, lost.target, ids.kind FROM lost "
        "LEFT JOIN ids ON lost.target = ids.id"
    ).fetchall()
    either = " or ".join(wanted)
    for position, id_, lost, is_kind in found:
        if is_kind is None:
            reason = f"there is no {either} {lost!r}"
        else:
            reason = f"{lost!r} is of kind {is_kind}, where this takes {either}"
        yield BadLine(position, f"{kind} {id_!r}, field {field!r}: {reason}")
