"""JSON Lines to raw rows: by the engine where that is certain, else by Python, line by line.

Only lines that are plainly a record are read by the engine: known fields, each once, texts and
ids without escapes, words of the vocabulary. All others, and so all that are wrong, are read as
`read_jsonl` reads them, which says what is wrong. So both give the same records.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

from attribgraph.errors import AttribGraphError, FormatError, WhenError
from attribgraph.extras import need
from attribgraph.io.jsonl import read_record
from attribgraph.store import RECORD_TYPES
from attribgraph.tables._build import quoted
from attribgraph.tables._schema import SPANS, STORED, micros, rows_of
from attribgraph.vocabulary import ACT_STANCE, Kind
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.record import Record
    from attribgraph.tables._build import Builder

__all__ = ["BadLine", "read_chunk"]


class BadLine(NamedTuple):
    """A line that is no record of the data set.

    Attributes
    ----------
    line
        Its number, from 1.
    reason
        What is wrong with it.
    """

    line: int
    reason: str


_QUICK: Final = (Kind.ACTOR, Kind.AGENCY, Kind.CLAIM, Kind.DOCUMENT, Kind.ATTRIBUTION)
"""The kinds of which there are many."""

_SLOW_FIELDS: Final = frozenset({"extra", "quantity", "grade", "grade_scale", "sha256", "wikidata"})
_REQUIRED: Final = {
    Kind.ACTOR: ("id", "name"),
    Kind.AGENCY: ("id", "name"),
    Kind.CLAIM: ("id", "text"),
    Kind.DOCUMENT: ("id", "title"),
    Kind.ATTRIBUTION: ("id", "content"),
}
_IDS: Final = frozenset({"id", "content", "document", "publisher"})
_ID_LISTS: Final = frozenset({"sources", "on_behalf_of", "addressees", "about"})
_WORD_LISTS: Final = frozenset({"quotes", "authors", "tags", "aliases"})

# JSON as it stands in the line: a text without escapes, and lists of such
_ID: Final = r'"[^"\\\p{Cc}\p{Z}]+"'
_WORDS: Final = r'"[^"\\\s\p{Cc}\p{Z}](?:[^"\\\p{Cc}]*[^"\\\s\p{Cc}\p{Z}])?"'

_EXCERPT: Final = (
    r'\{"start":(?:0|[1-9][0-9]{0,9}),"end":[1-9][0-9]{0,9}'
    r'(?:,"role":"(?:source|cue|content|context)")?\}'
)
_ANY: Final = r'"[^"\\\p{Cc}]*"'


def _listed(item: str) -> str:
    return rf"\[(?:{item}(?:,{item})*)?\]"


def read_chunk(
    builder: Builder, name: str, lines: Sequence[bytes], first: int, path: str
) -> tuple[list[BadLine], int]:
    """Put the records of some lines down as raw parts.

    Parameters
    ----------
    builder
        Takes the parts.
    name
        Name of the parts.
    lines
        The lines; blank ones are passed over.
    first
        Number of the first of them.
    path
        The file, for messages.

    Returns
    -------
    list of BadLine, int
        Lines that are no records, and how many records there were.
    """
    pa = need("pyarrow", feature="tables", extra="tables")
    run = builder.run
    table = pa.table(
        {
            "position": pa.array(range(first, first + len(lines)), pa.int64()),
            "line": pa.array(lines, pa.binary()),
        }
    )
    try:
        table = table.set_column(1, "line", table.column(1).cast(pa.string()))
    except pa.ArrowInvalid:  # not UTF-8 somewhere: Python says where
        left: list[tuple[int, bytes]] = list(enumerate(lines, first))
        return _by_python(builder, name, left, path)
    builder.session.register("lines", table)
    run(
        "CREATE OR REPLACE TEMP TABLE chunk AS SELECT position, line, "
        r"""CASE WHEN json_valid(line) THEN regexp_extract(line, '^\{"record" ?: ?"([a-z]+)",', 1)
        END AS kind FROM lines WHERE NOT regexp_full_match(line, '\s*')"""
    )
    count = 0
    sure: list[str] = []
    for kind in _QUICK:
        run(_parsed(kind))
        run(f"CREATE OR REPLACE TEMP TABLE shapes_{kind.value} (fields VARCHAR[], given VARCHAR)")
        shapes = run(f"SELECT DISTINCT fields FROM parsed_{kind.value}").fetchall()
        known = [(fields, given) for (fields,) in shapes if (given := _given(kind, fields))]
        if known:
            run_many = builder.session.executemany
            run_many(f"INSERT INTO shapes_{kind.value} VALUES (?, ?)", known)
        _times(builder, kind)
        run(_rows(kind))
        found = run(f"SELECT count(*) FROM quick_{kind.value}").fetchall()[0][0]
        if found:
            columns = ", ".join(f'"{each}"' for each in STORED[kind])
            builder.part(kind, f"{name}-quick", f"SELECT {columns} FROM quick_{kind.value}")
        count += found
        sure.append(f"SELECT position FROM quick_{kind.value}")
    rest = run(
        f"SELECT position FROM chunk ANTI JOIN ({' UNION ALL '.join(sure)}) AS s USING (position) "
        "ORDER BY position"
    ).fetchall()
    builder.session.unregister("lines")
    bad, slow = _by_python(
        builder, name, [(number, lines[number - first]) for (number,) in rest], path
    )
    return bad, count + slow


def _by_python(
    builder: Builder, name: str, lines: list[tuple[int, bytes]], path: str
) -> tuple[list[BadLine], int]:
    bad: list[BadLine] = []
    found: dict[Kind, tuple[list[Record], list[int]]] = {kind: ([], []) for kind in Kind}
    for number, line in lines:
        if not line.strip():
            continue
        try:
            record = read_record(line.rstrip(b"\r\n"), path, number)
            rows_of(record.record_kind, [record], [number])
        except FormatError as error:
            bad.append(BadLine(number, error.reason))
        except AttribGraphError as error:
            bad.append(BadLine(number, error.message))
        else:
            records, numbers = found[record.record_kind]
            records.append(record)
            numbers.append(number)
    for kind, (records, numbers) in found.items():
        if records:
            builder.part(kind, f"{name}-slow", rows_of(kind, records, numbers))
    return bad, sum(len(records) for records, _ in found.values())


def _fields(kind: Kind) -> list[str]:
    return [name for name in RECORD_TYPES[kind].model_fields if name not in _SLOW_FIELDS]


def _parsed(kind: Kind) -> str:
    """Return the statement that takes lines of a kind apart, each value as it stands there."""
    shape = ", ".join(f'"{name}": "JSON"' for name in _fields(kind))
    texts = ", ".join(f'CAST("{name}" AS VARCHAR) AS "{name}"' for name in _fields(kind))
    return (
        f"CREATE OR REPLACE TEMP TABLE parsed_{kind.value} AS SELECT position, fields, {texts} "
        "FROM (SELECT position, json_keys(line) AS fields, "
        f"unnest(json_transform(line, '{{{shape}}}')) FROM chunk WHERE kind = '{kind.value}')"
    )


def _given(kind: Kind, fields: list[str] | None) -> str | None:
    """Return the given fields in order; None if Python has to look."""
    if not fields or len(fields) != len(set(fields)):
        return None
    names = set(fields) - {"record"}
    if not names.issuperset(_REQUIRED[kind]) or not names.issubset(_fields(kind)):
        return None
    return ",".join(each for each in _fields(kind) if each in names and each != "id") or None


def _words_of(kind: Kind, name: str) -> list[str] | None:
    note = RECORD_TYPES[kind].model_fields[name].annotation
    for each in (note, *get_args(note)):
        if isinstance(each, type) and issubclass(each, StrEnum):
            return [word.value for word in each]
    return None


def _times(builder: Builder, kind: Kind) -> None:
    """Work out the times that the lines give, each text once."""
    pa = need("pyarrow", feature="tables", extra="tables")
    fields = SPANS.get(kind, {})
    asked = " UNION ".join(
        f"SELECT DISTINCT {name} AS text FROM parsed_{kind.value}" for name in fields
    )
    found: list[tuple[str, str, int | None, int | None]] = []
    for (text,) in builder.run(asked).fetchall() if fields else ():
        if text is None or "\\" in text or text[0] != '"':
            continue
        try:
            when = When(text[1:-1])
        except WhenError:
            continue
        found.append((text, str(when), micros(when.earliest), micros(when.latest)))
    types = (pa.string(), pa.string(), pa.int64(), pa.int64())
    columns = list(zip(*found, strict=True)) or [()] * 4
    table = pa.table(
        [pa.array(column, type_) for column, type_ in zip(columns, types, strict=True)],
        names=["text", "written", "first", "last"],
    )
    builder.session.register("times_read", table)
    builder.run(f"CREATE OR REPLACE TEMP TABLE times_{kind.value} AS SELECT * FROM times_read")
    builder.session.unregister("times_read")


def _rows(kind: Kind) -> str:
    """Return the statement that makes rows of the lines that are plainly records."""
    values: dict[str, str] = {"position": "p.position", "given": "s.given"}
    sure: list[str] = []
    joins: list[str] = []
    spans = SPANS.get(kind, {})
    model = RECORD_TYPES[kind].model_fields
    for name in _fields(kind):
        raw = f'p."{name}"'
        unless = f"({raw} IS NULL OR {{}})"
        plain = f"{raw}[2:-2]"
        if name in spans:
            stem = spans[name]
            joins.append(f"LEFT JOIN times_{kind.value} AS {stem} ON {raw} = {stem}.text")
            sure.append(unless.format(f"{stem}.text IS NOT NULL"))
            values[name] = f"{stem}.written"
            values[f"{stem}_from"] = f"{stem}.first"
            values[f"{stem}_to"] = f"{stem}.last"
        elif name in _ID_LISTS or name in _WORD_LISTS:
            item = _ID if name in _ID_LISTS else _WORDS
            plainly = f"regexp_full_match({raw}, {quoted(_listed(item))})"
            sure.append(unless.format(plainly))
            values[name] = (
                f"coalesce(CASE WHEN {plainly} THEN from_json({raw}, '[\"VARCHAR\"]') END, [])"
            )
            if name in _ID_LISTS:
                listed = values[name]
                sure.append(
                    f"(NOT contains(coalesce({raw}, ''), ',') "
                    f"OR len(list_distinct({listed})) = len({listed}))"
                )
        elif name == "excerpts":
            _excerpts(values, sure, unless, raw)
        elif name == "negated":
            sure.append(unless.format(f"{raw} IN ('true', 'false')"))
            values[name] = f"coalesce(CAST({raw} AS VARCHAR) = 'true', FALSE)"
        elif name == "confidence":
            number = f"TRY_CAST(CAST({raw} AS VARCHAR) AS DOUBLE)"
            sure.append(unless.format(rf"regexp_full_match({raw}, '0\.[0-9]{{1,15}}|[01]')"))
            values[name] = number
        elif words := _words_of(kind, name):
            known = ", ".join(quoted(f'"{word}"') for word in words)
            sure.append(unless.format(f"{raw} IN ({known})"))
            default = model[name].default
            values[name] = plain if default is None else f"coalesce({plain}, {quoted(default)})"
        else:
            pattern = _ID if name in _IDS else _ANY if name == "notes" else _WORDS
            sure.append(unless.format(f"regexp_full_match({raw}, {quoted(pattern)})"))
            values[name] = plain
    if kind is Kind.ATTRIBUTION:
        _follow(values, sure)
    for name in STORED[kind]:
        if name not in values:
            empty = "[]" if STORED[kind][name].endswith("[]") else "NULL"
            values[name] = f"CAST({empty} AS {STORED[kind][name]})"
    columns = ", ".join(f'{values[name]} AS "{name}"' for name in STORED[kind])
    required = " AND ".join(f'p."{name}" IS NOT NULL' for name in _REQUIRED[kind])
    return (
        f"CREATE OR REPLACE TEMP TABLE quick_{kind.value} AS SELECT {columns} "
        f"FROM parsed_{kind.value} AS p JOIN shapes_{kind.value} AS s ON p.fields = s.fields "
        f"{' '.join(joins)} WHERE {required} AND {' AND '.join(sure)}"
    )


def _excerpts(values: dict[str, str], sure: list[str], unless: str, raw: str) -> None:
    plainly = f"regexp_full_match({raw}, {quoted(_listed(_EXCERPT))})"
    shape = '[{"start": "BIGINT", "end": "BIGINT", "role": "VARCHAR"}]'
    read = f"CASE WHEN {plainly} THEN from_json({raw}, '{shape}') END"
    sure += [
        unless.format(plainly),
        f"len(list_filter(coalesce({read}, []), lambda each: each.end <= each.start)) = 0",
    ]
    values["excerpts"] = (
        f"list_transform(coalesce({read}, []), lambda each: {{'start': each.start, "
        "'end': each.end, 'role': coalesce(each.role, 'content')})"
    )


def _follow(values: dict[str, str], sure: list[str]) -> None:
    """Add the fields that follow from others where they were not given."""
    sure.append("coalesce(p.act, '') <> '\"assess\"'")
    follows = " ".join(
        f"WHEN {quoted(act.value)} THEN {quoted(stance.value)}"
        for act, stance in ACT_STANCE.items()
    )
    values["stance"] = (
        f"coalesce({values['stance']}, CASE WHEN {values['negated']} THEN 'comment' "
        f"ELSE CASE {values['act']} {follows} END END)"
    )
    values["quote_mode"] = (
        f"coalesce(p.quote_mode[2:-2], CASE WHEN len({values['quotes']}) > 0 "
        "THEN 'direct' ELSE 'unknown' END)"
    )
