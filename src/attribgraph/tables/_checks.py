"""What a graph refuses, asked of raw tables: lost ends, wrong kinds, ids given twice, circles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attribgraph.checks import ALLOWED, ASSESSING, LINKING, same_entry
from attribgraph.tables._raw import quoted
from attribgraph.tables._lines import BadLine
from attribgraph.tables._schema import STORED, TABLES, record_of
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    run(
        "CREATE OR REPLACE TEMP TABLE doubled AS "
        f"SELECT id FROM ({ids}) GROUP BY id HAVING count(*) > 1"
    )
    clashes: list[BadLine] = []
    again: list[int] = []
    if not run("SELECT count(*) FROM doubled").fetchall()[0][0]:
        return clashes, again
    found = []
    for kind, table in TABLES.items():
        columns = ", ".join(f'"{name}"' for name in STORED[kind])
        rows = builder.session.sql(
            f"SELECT {columns} FROM raw_{table} SEMI JOIN doubled USING (id)"
        ).to_arrow_table()
        found += [(each["position"], record_of(kind, each)) for each in rows.to_pylist()]
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
            where = "act <> 'assess'" if (kind, field) == (Kind.ATTRIBUTION, "content") else "TRUE"
            yield from _lost_from(builder, kind, field, kinds, where)
    for scale, assessed in ASSESSING.items():
        where = f"act = 'assess' AND coalesce(grade_scale, 'free') = {quoted(scale.value)}"
        yield from _lost_from(builder, Kind.ATTRIBUTION, "content", assessed["content"], where)
    for linked in {id(each): each for each in LINKING.values()}.values():
        relations = ", ".join(
            quoted(relation.value) for relation, each in LINKING.items() if each == linked
        )
        yield from _links(builder, linked, f"relation IN ({relations})")


def _links(
    builder: Builder, fields: Mapping[str, frozenset[Kind]], where: str
) -> Iterator[BadLine]:
    for field, kinds in fields.items():
        yield from _lost_from(builder, Kind.LINK, field, kinds, where)


def _lost_from(
    builder: Builder, kind: Kind, field: str, kinds: Iterable[Kind], where: str
) -> Iterator[BadLine]:
    wanted = sorted(kinds)
    source = f"SELECT position, id, {field} AS target FROM raw_{TABLES[kind]} WHERE {where}"
    if STORED[kind][field].endswith("[]"):
        source = (
            f"SELECT position, id, unnest({field}) AS target FROM raw_{TABLES[kind]} WHERE {where}"
        )
    known = " UNION ALL ".join(f"SELECT id FROM raw_{TABLES[each]}" for each in wanted)
    rows = builder.run(
        f"WITH lost AS (SELECT * FROM ({source}) WHERE target IS NOT NULL "
        f"AND target NOT IN ({known}) LIMIT {_MOST}) "
        "SELECT lost.position, lost.id, lost.target, ids.kind FROM lost "
        "LEFT JOIN ids ON lost.target = ids.id"
    ).fetchall()
    either = " or ".join(wanted)
    for position, id_, target, found in rows:
        if found is None:
            reason = f"there is no {either} {target!r}"
        else:
            reason = f"{target!r} is of kind {found}, where this takes {either}"
        yield BadLine(position, f"{kind} {id_!r}, field {field!r}: {reason}")
