"""The columns of the tables: what a record is in a row of Parquet, and back."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import RecordError
from attribgraph.extras import need
from attribgraph.store import RECORD_TYPES
from attribgraph.vocabulary import Kind
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from attribgraph.record import Record

__all__ = [
    "DERIVED_COLUMNS",
    "FORMAT",
    "FORMAT_VERSION",
    "SPANS",
    "STORED",
    "TABLES",
    "micros",
    "records_of",
    "rows_of",
]

FORMAT: Final = "attribgraph-tables"
FORMAT_VERSION: Final = 1

TABLES: Final[Mapping[Kind, str]] = {
    Kind.ACTOR: "actors",
    Kind.AGENCY: "agencies",
    Kind.DOCUMENT: "documents",
    Kind.CLAIM: "claims",
    Kind.ATTRIBUTION: "attributions",
    Kind.LINK: "links",
}
"""The table of each kind of record."""

_LISTS: Final = frozenset(
    {"aliases", "authors", "about", "tags", "sources", "on_behalf_of", "quotes", "addressees"}
)
_JSON: Final = frozenset({"extra", "quantity"})
_SPECIAL: Final = {
    "negated": "BOOLEAN",
    "confidence": "DOUBLE",
    "excerpts": 'STRUCT("start" BIGINT, "end" BIGINT, "role" VARCHAR)[]',
}
SPANS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.DOCUMENT: {"published_at": "published"},
    Kind.CLAIM: {"happened_at": "happened"},
    Kind.ATTRIBUTION: {"said_at": "own", "recorded_at": "recorded"},
}
"""The times of each kind that have columns of their own for the first and the last instant."""


def _type(name: str) -> str:
    return "VARCHAR[]" if name in _LISTS else _SPECIAL.get(name, "VARCHAR")


def _stored(kind: Kind) -> dict[str, str]:
    columns = {"position": "BIGINT"}
    columns |= {name: _type(name) for name in RECORD_TYPES[kind].model_fields}
    columns["given"] = "VARCHAR"
    for stem in SPANS.get(kind, {}).values():
        columns |= {f"{stem}_from": "BIGINT", f"{stem}_to": "BIGINT"}
    return columns


STORED: Final[Mapping[Kind, Mapping[str, str]]] = {kind: _stored(kind) for kind in Kind}
"""For each kind, the columns that a record fills by itself, and their SQL types.

``position`` numbers the records in their order; ``given`` names the fields that were given
rather than derived, so that a record comes back as it was. Instants are microseconds since
1970 in UTC. ``extra`` and ``quantity`` are JSON.
"""

DERIVED_COLUMNS: Final[Mapping[str, str]] = {
    "content_kind": "VARCHAR",
    "claim": "VARCHAR",
    "source_naming": "VARCHAR",
    "factuality": "VARCHAR",
    "asserts": "BOOLEAN",
    "standing": "BOOLEAN",
    "relayed": "BOOLEAN",
    "relayed_by": "VARCHAR[]",
    "held": "BOOLEAN",
    "documents": "VARCHAR[]",
    "publishers": "VARCHAR[]",
    "published_at": "VARCHAR",
    "said_from": "BIGINT",
    "said_to": "BIGINT",
    "happened_from": "BIGINT",
    "happened_to": "BIGINT",
    "published_from": "BIGINT",
    "published_to": "BIGINT",
    "root": "VARCHAR",
    "depth": "INTEGER",
    "starts": "BOOLEAN",
}
"""The columns of attributions that follow from other records, worked out when it is written."""


def micros(instant: datetime | None) -> int | None:
    """Return an instant as microseconds since 1970 in UTC."""
    if instant is None:
        return None
    days = instant.toordinal() - 719_163
    seconds = (days * 24 + instant.hour) * 3600 + instant.minute * 60 + instant.second
    return seconds * 1_000_000 + instant.microsecond


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, float)):
        return value
    if isinstance(value, When):
        return str(value)
    if isinstance(value, tuple):
        return [each if isinstance(each, str) else each.model_dump(mode="json") for each in value]
    message = f"no column holds {value!r}"
    raise TypeError(message)


def _json(value: Any) -> str | None:
    if not value:
        return None
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    text: str = value.model_dump_json(exclude_unset=True)
    return text


def _columns(kind: Kind, records: Sequence[Record], places: Iterable[int]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {"position": list(places)}
    for name in RECORD_TYPES[kind].model_fields:
        encode = _json if name in _JSON else _cell
        columns[name] = [encode(each.__dict__[name]) for each in records]
    names = [name for name in RECORD_TYPES[kind].model_fields if name != "id"]
    columns["given"] = [
        ",".join([name for name in names if name in each.__pydantic_fields_set__])
        for each in records
    ]
    for field, stem in SPANS.get(kind, {}).items():
        times = [each.__dict__[field] for each in records]
        columns[f"{stem}_from"] = [t and micros(t.earliest) for t in times]
        columns[f"{stem}_to"] = [t and micros(t.latest) for t in times]
    return columns


def arrow() -> Any:
    """Return pyarrow, its functions on columns loaded."""
    need("pyarrow.compute", feature="tables", extra="tables")
    return need("pyarrow", feature="tables", extra="tables")


def arrow_type(sql: str) -> Any:
    """Return the Arrow type of a stored column of an SQL type."""
    pa = arrow()
    plain = {
        "VARCHAR": pa.string(),
        "BIGINT": pa.int64(),
        "BOOLEAN": pa.bool_(),
        "DOUBLE": pa.float64(),
        "VARCHAR[]": pa.list_(pa.string()),
    }
    excerpt = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("role", pa.string())])
    return plain.get(sql, pa.list_(excerpt))


def arrow_schema(kind: Kind) -> Any:
    """Return the Arrow schema of the stored columns of a kind."""
    return arrow().schema([(name, arrow_type(type_)) for name, type_ in STORED[kind].items()])


def rows_of(kind: Kind, records: Sequence[Record], places: Iterable[int]) -> Any:
    """Return records of a kind as an Arrow table of the stored columns.

    Raises
    ------
    RecordError
        If a record holds a number that no column holds.
    """
    pa = need("pyarrow", feature="tables", extra="tables")
    columns = _columns(kind, records, places)
    try:
        return pa.Table.from_pydict(columns, schema=arrow_schema(kind))
    except (pa.ArrowException, OverflowError):
        for at, record in enumerate(records):
            one = {name: [values[at]] for name, values in columns.items()}
            try:
                pa.Table.from_pydict(one, schema=arrow_schema(kind))
            except (pa.ArrowException, OverflowError) as error:
                message = f"{kind} {record.id!r} does not fit into a table: {error}"
                raise RecordError(message, record=record.id) from None
        raise


def records_of(kind: Kind, rows: Any) -> Iterator[Record]:
    """Iterate over the records that an Arrow table (or a batch) of stored columns holds."""
    given = rows["given"].to_pylist()
    # most rows are of few shapes, each of few fields
    shapes = {each: ("id", *(each.split(",") if each else ())) for each in set(given)}
    values = {name: rows[name].to_pylist() for name in {*chain(*shapes.values())}}
    for name in _JSON & values.keys():
        empty: dict[str, Any] | None = {} if name == "extra" else None
        values[name] = [json.loads(each) if each else empty for each in values[name]]
    validate = RECORD_TYPES[kind].model_validate
    for at, each in enumerate(given):
        yield validate({name: values[name][at] for name in shapes[each]})
