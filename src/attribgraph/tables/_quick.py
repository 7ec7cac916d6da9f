"""Blocks of JSON Lines to Arrow tables, many lines at once: those that are plainly records.

Arrow's parser is strict about types, but says of a wrong line only that one is wrong, and tells
`null` from a field that is not there as little as two records on a line. So lines are sorted by
what their bytes show before it, and columns are looked through after it. What is left over is
for Python: no line is judged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from attribgraph.extras import need
from attribgraph.store import RECORD_TYPES
from attribgraph.tables._extra import found_in, without_extra
from attribgraph.tables._plain import OPEN_FIELDS, plain_rows
from attribgraph.tables._schema import STORED, arrow, arrow_type
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["QuickReader"]

_FEW: Final = 32
_NEWLINE: Final = ord("\n")
_RETURN: Final = ord("\r")
_QUOTE: Final = ord('"')
_OPEN: Final = ord("{")
_CLOSE: Final = ord("}")
_LONGEST: Final = (1 << 31) - 2
"""Arrow counts the bytes of texts in 32 bits."""
_STRIDE: Final = 1 << 18
_WHERE_KIND: Final = len('{"record":"')
_PYTHON, _ANY = -1, len(Kind)
_SLOW: Final = (b"null", b"\0")
"""What may be on a line that Python has to read: Arrow does not tell it from what is not there."""
_BEFORE_VALUE: Final = np.frombuffer(b" \t\r\n:,[", np.uint8)
_OPEN_KEYS: Final = tuple(f'"{name}"'.encode() for name in sorted(OPEN_FIELDS))


class _Rows(NamedTuple):
    """Lines of one kind that were read, and those of them that are left over."""

    kind: Kind
    table: Any
    numbers: NDArray[np.int64]
    left: NDArray[np.int64]


class _NotPlainError(Exception):
    """Somewhere in these lines is one that Arrow does not read."""


class QuickReader:
    """Reads blocks, from several threads at once; learns which fields a file has."""

    def __init__(self) -> None:
        self.pa = arrow()
        self.json = need("pyarrow.json", feature="tables", extra="tables")
        self._kinds = tuple(Kind)
        self._fields = {kind: self._schema((kind,)) for kind in self._kinds}
        self._all = self._schema(self._kinds)
        self._seen: dict[Kind | None, frozenset[str]] = {}
        self._slow: tuple[bytes, ...] = _SLOW

    def _schema(self, kinds: Sequence[Kind]) -> dict[str, Any]:
        """Return the types of the fields that are read here."""
        fields = {"record": self.pa.string()}
        for kind in kinds:
            for name in RECORD_TYPES[kind].model_fields:
                if name not in OPEN_FIELDS:
                    # a text also where `extra` was
                    fields[name] = arrow_type(STORED[kind][name])
        return fields

    def read(self, block: bytes, first: int) -> tuple[dict[Kind, Any], list[tuple[int, bytes]]]:
        """Read the lines that are plainly records.

        Parameters
        ----------
        block
            Whole lines.
        first
            Number of the first of them.

        Returns
        -------
        dict of Kind to pyarrow.Table, list of (int, bytes)
            The records, as raw rows; and the lines that are left over, in their order.
        """
        if not block:
            return {}, []
        if len(block) > _LONGEST:
            return {}, list(enumerate(block.split(b"\n"), first))
        bounds = _bounds(block)
        count = len(bounds) - 1
        text, extras, kept = without_extra(block, bounds)
        lines = self.pa.Array.from_buffers(
            self.pa.binary(), count, [None, self.pa.py_buffer(bounds), self.pa.py_buffer(text)]
        )
        guess = self._guesses(text, bounds)
        guess[kept] = _PYTHON
        found: dict[Kind, list[Any]] = {}
        left = [np.flatnonzero(guess == _PYTHON)]
        for at in np.unique(guess[guess != _PYTHON]):
            kind = None if at == _ANY else self._kinds[at]
            chosen = np.flatnonzero(guess == at)
            if chosen[-1] - chosen[0] + 1 == len(chosen):
                part = lines.slice(chosen[0], len(chosen))
            else:
                part = lines.filter(self.pa.array(guess == at))
            for read in self._halved(kind, part, chosen):
                rows = self._with_extra(read, extras)
                left.append(rows.left)
                if rows.table.num_rows:
                    numbers = self.pa.array(rows.numbers + first)
                    table = rows.table.add_column(0, "position", numbers)
                    found.setdefault(rows.kind, []).append(table)
        over = np.sort(np.concatenate(left))
        tables = {kind: self._joined(parts) for kind, parts in found.items()}
        return tables, [(int(at) + first, block[bounds[at] : bounds[at + 1]]) for at in over]

    def _with_extra(self, rows: _Rows, extras: dict[int, str | None]) -> _Rows:
        """Put the values of ``extra`` in their places."""
        if "extra" not in rows.table.column_names:
            return rows
        marked = np.asarray(rows.table["extra"].is_valid(), bool)
        sure = ~marked | np.isin(rows.numbers, list(extras))
        table, numbers = rows.table.filter(self.pa.array(sure)), rows.numbers[sure]
        texts = self.pa.array([extras.get(each) for each in numbers.tolist()], self.pa.string())
        at = table.column_names.index("extra")
        left = np.concatenate([rows.left, rows.numbers[~sure]])
        return _Rows(rows.kind, table.set_column(at, "extra", texts), numbers, left)

    def _joined(self, parts: list[Any]) -> Any:
        if len(parts) == 1:
            return parts[0]
        whole = self.pa.concat_tables(parts, promote_options="default")
        return whole.unify_dictionaries().combine_chunks()

    def _guesses(self, block: bytes, bounds: NDArray[np.int32]) -> NDArray[np.int8]:
        """Guess the kind of each line from its first bytes; Arrow shows whether it is right."""
        data = np.frombuffer(block, np.uint8)

        def at(places: NDArray[np.int64]) -> NDArray[np.uint8]:
            return data[np.clip(places, 0, len(data) - 1)]

        starts, ends = bounds[:-1].astype(np.int64), bounds[1:].astype(np.int64) - 1
        ends -= at(ends) == _NEWLINE
        ends -= at(ends) == _RETURN
        whole = (at(starts) == _OPEN) & (at(ends) == _CLOSE)
        words = starts + _WHERE_KIND
        words += at(words) == _QUOTE  # {"record": "
        two = at(words).astype(np.uint16) << 8 | at(words + 1)
        key = at(starts + 2) == ord("r")
        guess = np.full(len(starts), _ANY, np.int8)
        for number, kind in enumerate(self._kinds):
            guess[key & (two == int.from_bytes(kind.value[:2].encode()))] = number
        guess[~whole] = _PYTHON
        for word in self._slow:
            found = np.fromiter(found_in(block, word), np.int64)
            if word == b"null":  # and not "annulled"
                found = found[np.isin(data[found - 1], _BEFORE_VALUE)]
            if len(found):
                guess[np.searchsorted(bounds, found, side="right") - 1] = _PYTHON
        return guess

    def _halved(self, kind: Kind | None, lines: Any, numbers: NDArray[np.int64]) -> Iterator[_Rows]:
        """Read lines; if one of them is in the way, read the halves of them, and so on."""
        waiting = [(lines, numbers)]
        while waiting:
            lines, numbers = waiting.pop()
            try:
                table = self._parsed(kind, lines)
            except _NotPlainError:
                if self._slow is _SLOW:
                    text = _text(lines).to_pybytes()
                    self._take_open_out([key in text for key in _OPEN_KEYS])
                if len(lines) <= _FEW:
                    nothing = self.pa.table({})
                    yield _Rows(kind or Kind.ACTOR, nothing, numbers[:0], numbers)
                else:
                    half = len(lines) // 2
                    waiting.append((lines.slice(half), numbers[half:]))
                    waiting.append((lines.slice(0, half), numbers[:half]))
                continue
            yield from self._sorted_out(kind, table, numbers)

    def _sorted_out(
        self, kind: Kind | None, table: Any, numbers: NDArray[np.int64]
    ) -> Iterator[_Rows]:
        if kind is not None:
            rows, sure = plain_rows(kind, table)
            yield _Rows(kind, rows, numbers[sure], numbers[~sure])
            return
        word = table.column("record")
        strange = np.ones(len(numbers), bool)
        for each in self._kinds:
            mask = np.asarray(self.pa.compute.equal(word, each.value).fill_null(False))  # noqa: FBT003
            strange &= ~mask
            if mask.any():
                yield from self._sorted_out(each, table.filter(self.pa.array(mask)), numbers[mask])
        yield _Rows(Kind.ACTOR, table.slice(0, 0), numbers[:0], numbers[strange])

    def _parsed(self, kind: Kind | None, lines: Any) -> Any:
        """Return lines as a table of the fields that they have, and of fields unknown."""
        known = self._all if kind is None else self._fields[kind]
        # each field that is looked for takes time
        seen = self._seen.get(kind, frozenset(known))
        table = self._read(lines, known, seen)
        names = set(table.column_names)
        self._take_open_out([not names.isdisjoint(OPEN_FIELDS)])
        if kind not in self._seen:
            used = {each for each in known if table[each].null_count < len(lines)}
            self._seen[kind] = frozenset(used | {"record", "id"})
        elif new := (known.keys() & names) - seen:
            # they came with types that were guessed
            self._seen[kind] = seen | new
            table = self._read(lines, known, self._seen[kind])
        return table

    def _take_open_out(self, found: Sequence[bool]) -> None:
        """Look for fields of open types first, from now on: Arrow's guesses at them may clash."""
        if self._slow is _SLOW and any(found):
            self._slow = _SLOW + _OPEN_KEYS

    def _read(self, lines: Any, known: dict[str, Any], names: frozenset[str]) -> Any:
        text = _text(lines)
        schema = self.pa.schema([(name, known[name]) for name in known if name in names])
        try:
            table = self.json.read_json(
                self.pa.BufferReader(text),
                read_options=self.json.ReadOptions(use_threads=False, block_size=len(text) + 1),
                parse_options=self.json.ParseOptions(
                    explicit_schema=schema, unexpected_field_behavior="infer"
                ),
            ).combine_chunks()
            table.validate(full=True)  # that texts are UTF-8
            odd = [each for each in schema if table.schema.field(each.name).type != each.type]
        except (self.pa.ArrowException, UnicodeDecodeError) as error:
            raise _NotPlainError from error
        # as every line opens and closes an object, where there are more, a line holds two; and
        # a type is another where an excerpt has a field that none has
        if table.num_rows != len(lines) or odd:
            raise _NotPlainError
        return table


def _bounds(block: bytes) -> NDArray[np.int32]:
    """Return where lines begin, and where the last one ends."""
    data = np.frombuffer(block, np.uint8)
    found = [
        np.flatnonzero(data[at : at + _STRIDE] == _NEWLINE) + (at + 1)
        for at in range(0, len(data), _STRIDE)
    ]
    last = [] if block.endswith(b"\n") else [np.array([len(block)])]
    return np.concatenate([np.zeros(1, np.int64), *found, *last]).astype(np.int32)


def _text(lines: Any) -> Any:
    """Return the bytes of an Arrow array of lines, which lie in a row."""
    bounds = np.frombuffer(lines.buffers()[1], np.int32)[lines.offset :][: len(lines) + 1]
    return lines.buffers()[2].slice(bounds[0], bounds[-1] - bounds[0])
