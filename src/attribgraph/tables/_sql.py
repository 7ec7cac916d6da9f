"""Conditions as SQL: the same meanings as in memory, written for an engine.

A condition becomes an expression over the columns of a row that is TRUE, FALSE or, where
dates do not decide, NULL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.clocks import START
from attribgraph.conditions import (
    Among,
    Both,
    ClaimsAbout,
    Either,
    Ids,
    NoSpan,
    OnClock,
    Reached,
    Shared,
    SourcesOf,
    United,
    Unknown,
)
from attribgraph.errors import UnknownValueError
from attribgraph.tables._schema import DERIVED_COLUMNS, STORED, micros
from attribgraph.vocabulary import SYMMETRIC_RELATIONS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attribgraph.clocks import Question
    from attribgraph.conditions import Condition, Picked
    from attribgraph.tables._engine import Engine
    from attribgraph.vocabulary import Relation

__all__ = ["AFTER", "FEW_VALUES", "Writer", "column_of", "is_list", "place_of_source"]

_COLUMNS: Final = {
    "source": "sources",
    "naming": "source_naming",
    "document": "documents",
    "publisher": "publishers",
}
"""Columns that go by another name than what is asked for."""

_TYPES: Final = {**STORED[Kind.ATTRIBUTION], **DERIVED_COLUMNS}
_NOT_ASKED: Final = frozenset({"via", "excerpts", "extra", "quantity"})
_STEMS: Final = {
    "said_at": "said",
    "happened_at": "happened",
    "published_at": "published",
    "recorded_at": "recorded",
}
_NEVER_NULL: Final = frozenset(
    {
        "id",
        "content",
        "content_kind",
        "act",
        "negated",
        "stance",
        "certainty",
        "quote_mode",
        "source_naming",
        "factuality",
        "asserts",
        "standing",
        "relayed",
    }
)
FEW_VALUES: Final = _NEVER_NULL - {"id", "content"}
"""Columns of words and flags."""
_FEW: Final = 200
AFTER: Final = 1 << 53
"""Positions are counted within a kind: this puts those of the next one after them."""


def place_of_source(table: str = "") -> str:
    """Return the place of a source in the graph's order, agencies after actors, as SQL."""
    own = f"{table}." if table else ""
    return f"{own}position + CASE {own}record_kind WHEN 'agency' THEN {AFTER} ELSE 0 END"


def column_of(field: str, *, asked: str) -> str:
    """Return the column that holds a field of a row.

    Raises
    ------
    UnknownValueError
        If no column holds it in a form that can be asked for.
    """
    if field in _NOT_ASKED:
        message = f"{asked} by {field!r} is for rows in memory: bring them there with to_graph()"
        raise UnknownValueError(message, field=field)
    return _COLUMNS.get(field, field)


def is_list(column: str) -> bool:
    """Whether a column of rows holds several values."""
    return _TYPES[column].endswith("[]")


class Writer:
    """Writes conditions for an engine.

    Parameters
    ----------
    engine
        The engine.
    tables
        What SQL calls the tables, by name.
    """

    def __init__(self, engine: Engine, tables: Mapping[str, str]) -> None:
        self._engine = engine
        self._tables = tables

    # -- sets of ids --------------------------------------------------------------------

    def picked(self, picked: Picked) -> str | tuple[str, ...]:
        """Return the ids themselves where they are few, else a query for them."""
        match picked:
            case Ids(ids):
                return ids
            case Reached(start, relations):
                return self._reached(self.query(start), relations)
            case _:
                return self.query(picked)

    def query(self, picked: Picked) -> str:
        """Return a query for the ids, in a column ``id``."""
        match picked:
            case Ids(ids):
                rows = " UNION ALL ".join(f"SELECT {self._engine.text(each)} AS id" for each in ids)
                return rows or f"SELECT id FROM {self._tables['claims']} WHERE FALSE"
            case SourcesOf(words):
                listed = self._listed(words)
                return (
                    f"SELECT id FROM {self._tables['sources']} "
                    f"WHERE record_kind IN {listed} OR kind IN {listed}"
                )
            case ClaimsAbout(sources):
                exploded = self._engine.explode("about", "source", "nth")
                return (
                    f"SELECT DISTINCT id FROM (SELECT id, {exploded} FROM {self._tables['claims']})"
                    f" AS told WHERE source IN ({self.query(sources)})"
                )
            case Shared(one, other):
                return (
                    f"SELECT id FROM ({self.query(one)}) AS one WHERE id IN ({self.query(other)})"
                )
            case United(one, other):
                return f"{self.query(one)} UNION {self.query(other)}"
            case Reached(start, relations):
                found = self._reached(self.query(start), relations)
                return self.query(Ids(found)) if isinstance(found, tuple) else found

    def _reached(self, start: str, relations: Iterable[Relation]) -> str | tuple[str, ...]:
        """Return what links lead to, by joins until nothing is added."""
        engine = self._engine
        one_way = self._listed(relations)
        both_ways = self._listed(each for each in relations if each in SYMMETRIC_RELATIONS)
        links = self._tables["links"]
        steps = f"SELECT object AS nth, subject AS id FROM {links} WHERE relation IN {one_way}"
        if both_ways != "()":
            steps += (
                f" UNION ALL SELECT subject AS nth, object AS id FROM {links} "
                f"WHERE relation IN {both_ways}"
            )
        found = engine.keep(f"SELECT DISTINCT id FROM ({start}) AS start")
        new = found
        rounds = [found]
        known = engine.number(f"SELECT count(*) FROM {found}")
        while True:
            so_far = " UNION ALL ".join(f"SELECT id FROM {each}" for each in rounds)
            new = engine.keep(
                f"SELECT DISTINCT step.id AS id FROM ({steps}) AS step JOIN {new} AS last "
                f"ON step.nth = last.id WHERE step.id NOT IN ({so_far})"
            )
            added = engine.number(f"SELECT count(*) FROM {new}")
            rounds.append(new)
            if not added:
                break
            known += added
        whole = " UNION ALL ".join(f"SELECT id FROM {each}" for each in rounds)
        if known > _FEW:
            return f"SELECT id FROM {engine.keep(whole)}"
        ids = tuple(row[0] for row in engine.rows(whole))
        engine.drop(rounds)
        return ids

    def _listed(self, words: Iterable[str]) -> str:
        return "(" + ", ".join(self._engine.text(str(each)) for each in sorted(words)) + ")"

    # -- conditions ---------------------------------------------------------------------

    def condition(self, condition: Condition) -> str:
        """Return a condition as an expression."""
        match condition:
            case Among(column, values):
                return self._among(column_of(column, asked="narrowing"), values)
            case OnClock(clock, question):
                return self._on_clock(_STEMS[clock], question)
            case NoSpan(names):
                return " AND ".join(f"NOT {self._spanned(_STEMS[each])}" for each in names)
            case Unknown():
                return "CAST(NULL AS BOOLEAN)"
            case Both(conditions):
                return " AND ".join(f"({self.condition(each)})" for each in conditions) or "TRUE"
            case Either(conditions):
                return " OR ".join(f"({self.condition(each)})" for each in conditions) or "FALSE"

    def _among(self, column: str, values: Picked | tuple[Any, ...]) -> str:
        wanted = values if isinstance(values, tuple) else self.picked(values)
        if isinstance(wanted, str):
            if not is_list(column):
                return _unless_null(column, f"{column} IN ({wanted})")
            exploded = self._engine.explode(column, "value", "nth")
            return (
                f"position IN (SELECT position FROM (SELECT position, {exploded} FROM "
                f"{self._tables['attributions']}) AS held WHERE value IN ({wanted}))"
            )
        literals = [self._literal(each) for each in wanted if each is not None]
        parts = []
        if is_list(column):
            parts += [self._engine.overlap(column, literals)] if literals else []
            parts += [f"{self._engine.size(column)} = 0"] if None in wanted else []
        else:
            if len(literals) == 1:
                parts.append(_unless_null(column, f"{column} = {literals[0]}"))
            elif literals:
                parts.append(_unless_null(column, f"{column} IN ({', '.join(literals)})"))
            parts += [f"{column} IS NULL"] if None in wanted else []
        return " OR ".join(parts) or "FALSE"

    def _literal(self, value: Any) -> str:
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, (int, float)):
            return f"CAST({value!r} AS DOUBLE)"
        return self._engine.text(str(value))

    @staticmethod
    def _spanned(stem: str) -> str:
        if stem == "published":
            return "held"
        return f"({stem}_from IS NOT NULL OR {stem}_to IS NOT NULL)"

    def _on_clock(self, stem: str, question: Question) -> str:
        there = self._spanned(stem)
        if question.needs_an_end:
            there = f"({stem}_from IS NOT NULL OR {stem}_to IS NOT NULL)"
        cases = [f"WHEN NOT {there} THEN {_word(question.nothing)}"]
        for bounds, answer in ((question.yes, True), (question.no, False)):
            cases += [
                f"WHEN {stem}_{'from' if end == START else 'to'} {relation} {micros(instant)} "
                f"THEN {_word(answer)}"
                for end, relation, instant in bounds
            ]
        return f"CASE {' '.join(cases)} ELSE {_word(question.otherwise)} END"


def _unless_null(column: str, test: str) -> str:
    """Return a test that is never NULL; engines skip parts of files by one that is bare."""
    return test if column in _NEVER_NULL else f"({column} IS NOT NULL AND {test})"


def _word(answer: object) -> str:
    return "CAST(NULL AS BOOLEAN)" if answer is None else str(answer).upper()
