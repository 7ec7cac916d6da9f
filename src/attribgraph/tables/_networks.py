"""Discourse networks of a data set, as tables of edges, worked out in the engine.

The meanings are those of `attribgraph.discourse`. Statements are counted for each pair of values
of the two sides; nodes are then tied by joining these counts on the second side, so that what
grows with the square of a claim's nodes is never a pair of statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import UnknownValueError
from attribgraph.tables._answers import TableAnswer
from attribgraph.tables._sql import place_of_source
from attribgraph.tables._work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from attribgraph.tables._store import TableStore

__all__ = ["Asked", "one_mode", "two_mode"]

_DAY: Final = 86_400_000_000
"""In microseconds."""

_EVERY: Final = "pro + con + nil"
_CELL: Final = {
    "ignore": _EVERY,
    "subtract": "pro - con",
    "combine": "sign(pro) + 2 * sign(con) + 4 * sign(nil)",
}
_HALF: Final = "(a.nil * (b.pro + b.con) + (a.pro + a.con) * b.nil) / 2"
_ALIKE: Final = f"(a.pro * b.pro + a.con * b.con + a.nil * b.nil + {_HALF})"
_OPPOSED: Final = f"(a.pro * b.con + a.con * b.pro + {_HALF})"
_TIE: Final = {
    "ignore": "(a.pro + a.con + a.nil) * (b.pro + b.con + b.nil)",
    "congruence": _ALIKE,
    "conflict": _OPPOSED,
    "subtract": f"{_ALIKE} - {_OPPOSED}",
}
# what both say alike: a + b - ab of either position that both take
_OVERLAP: Final = " + ".join(
    f"CASE WHEN a.{each} > 0 AND b.{each} > 0 THEN a.{each} + b.{each} - a.{each} * b.{each} "
    "ELSE 0 END"
    for each in ("pro", "con", "nil")
)
_SHARE: Final = {
    "no": "weight",
    "average": "weight / nullif((s.said + t.said) / 2, 0)",
    "cosine": "weight / nullif(s.said * t.said, 0)",
    "jaccard": "weight / nullif(s.said + t.said - overlap, 0)",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a network is to be made of.

    Attributes
    ----------
    meets
        What the rows meet, as SQL.
    first, second
        Words of the two sides.
    aggregation, normalization, duplicates
        Words of `attribgraph.discourse`.
    """

    meets: str
    first: Any
    second: Any
    aggregation: str
    normalization: str
    duplicates: str

    def check(self, modes: int, qualifier: Any) -> None:
        """Raise an error for what is no word of the field, or needs Python."""
        from attribgraph.discourse.matrices import MODES, NORMALIZATIONS
        from attribgraph.discourse.sides import SIDES
        from attribgraph.discourse.statements import DUPLICATES, one_of

        for side in (self.first, self.second):
            if callable(side):
                raise UnknownValueError(_IN_MEMORY.format("a side"))
            one_of(side, SIDES, "side")
        if callable(qualifier):
            raise UnknownValueError(_IN_MEMORY.format("the qualifier"))
        one_of(qualifier, ("stance",), "qualifier")
        mode = "one-mode" if modes == 1 else "two-mode"
        one_of(self.aggregation, MODES[modes], f"aggregation of a {mode} network")
        one_of(self.normalization, NORMALIZATIONS[modes], f"normalization of a {mode} network")
        one_of(self.duplicates, DUPLICATES, "rule for duplicates")


_IN_MEMORY: Final = (
    "{} that is a function of a record is for rows in memory: narrow by words first, then bring "
    "the rows there with to_graph()"
)


def two_mode(store: TableStore, asked: Asked) -> TableAnswer:
    """Return the edges of `attribgraph.two_mode`: the cells that are not 0."""
    work = Work(store)
    try:
        _cells(work, asked)
        over = {"no": "", "activity": "one", "prominence": "two"}[asked.normalization]
        cell = _CELL[asked.aggregation]
        if over:
            total = "1" if asked.aggregation == "combine" else _EVERY
            cell = f"({cell}) / sum({total}) OVER (PARTITION BY {over})"
        work.make("edge", f"SELECT one, two AS other, {cell} AS weight FROM {{cell}}")
        second = asked.second if asked.second != asked.first else f"other_{asked.second}"
        return _answer(work, asked, (asked.first, str(second)), asked.second)
    finally:
        work.forget()


def one_mode(store: TableStore, asked: Asked) -> TableAnswer:
    """Return the edges of `attribgraph.one_mode`: each pair that is tied, once."""
    work = Work(store)
    try:
        _cells(work, asked)
        overlap = f", sum({_OVERLAP}) AS overlap" if asked.normalization == "jaccard" else ""
        pairs = (
            f"SELECT a.one, b.one AS other, sum({_TIE[asked.aggregation]}) AS weight{overlap} "
            "FROM {cell} AS a JOIN {cell} AS b ON a.two = b.two AND a.one < b.one "
            "GROUP BY a.one, b.one"
        )
        if asked.normalization != "no":
            said = f"(SELECT one AS node, sum({_EVERY}) AS said FROM {{cell}} GROUP BY one)"
            pairs = (
                f"SELECT p.one, p.other, {_SHARE[asked.normalization]} AS weight FROM ({pairs}) "
                f"AS p JOIN {said} AS s ON p.one = s.node JOIN {said} AS t ON p.other = t.node"
            )
        work.make("edge", pairs)
        return _answer(work, asked, ("one", "other"), asked.first)
    finally:
        work.forget()


def _answer(work: Work, asked: Asked, columns: tuple[str, str], other: str) -> TableAnswer:
    """Put ids in the place of keys, and keep the edges that weigh anything."""
    one, two = columns
    kept = work.engine.keep(
        work.sql(
            f"SELECT f.id AS {one}, s.id AS {two}, CAST(e.weight AS DOUBLE) AS weight, "
            "e.one AS first_key, e.other AS second_key FROM {edge} AS e "
            f"JOIN ({_nodes(work, asked.first)}) AS f ON e.one = f.node "
            f"JOIN ({_nodes(work, other)}) AS s ON e.other = s.node WHERE e.weight <> 0"
        )
    )
    return TableAnswer(
        work.store, f"SELECT * FROM {kept}", (one, two, "weight"), "first_key, second_key"
    )


# -- statements -----------------------------------------------------------------------------


def _cells(work: Work, asked: Asked) -> None:
    """Count the statements of each pair of nodes: those that support, that deny, and others."""
    engine = work.engine
    own = f", {engine.first('documents')} AS own" if asked.duplicates == "document" else ""
    rows = (
        "SELECT position, content, content_kind, sources, on_behalf_of, documents, "
        "CASE stance WHEN 'support' THEN 1 WHEN 'deny' THEN -1 ELSE 0 END AS side, "
        f"coalesce(own_from, published_from) AS said{own} "
        f"FROM {work.names['attributions']} WHERE {asked.meets}"
    )
    for column, word in (("one", asked.first), ("two", asked.second)):
        rows = _with_side(work, rows, str(word), column)
    work.put(
        "cell",
        "SELECT one, two, CAST(count(CASE WHEN side > 0 THEN 1 END) AS DOUBLE) AS pro, "
        "CAST(count(CASE WHEN side < 0 THEN 1 END) AS DOUBLE) AS con, "
        "CAST(count(CASE WHEN side = 0 THEN 1 END) AS DOUBLE) AS nil "
        f"FROM ({_distinct(rows, asked)}) AS statement GROUP BY one, two",
    )


def _with_side(work: Work, rows: str, word: str, column: str) -> str:
    """Return the rows, one for each value that they have on a side, with the key of its node."""
    if word in _LISTED:
        value = f"{column}_value"
        listed = f"SELECT r.*, {_LISTED[word](work)} AS {column}_listed FROM ({rows}) AS r"
        exploded = work.engine.explode(f"{column}_listed", value, f"{column}_nth")
        rows = f"SELECT l.*, {exploded} FROM ({listed}) AS l"
        on = f"v.{value} = n.id"
    else:
        on = "v.content_kind = 'claim' AND v.content = n.id"
    nodes = f"SELECT claim AS id, tag AS node FROM ({_tags(work)})" if word == "tag" else ""
    nodes = f"({nodes or _nodes(work, word)}) AS n"
    return f"SELECT v.*, n.node AS {column} FROM ({rows}) AS v JOIN {nodes} ON {on}"


_LISTED: Final[Mapping[str, Callable[[Work], str]]] = {
    "source": lambda _: "sources",
    "actor": lambda _: "sources",
    "agency": lambda work: (
        f"CASE WHEN {work.engine.size('on_behalf_of')} > 0 THEN on_behalf_of ELSE sources END"
    ),
    "document": lambda _: "documents",
}
"""The sides of which a row may have several values, as SQL for the list of them."""


def _nodes(work: Work, word: str) -> str:
    """Return a query for the ids that a side may have, and their keys, which order them."""
    if word == "tag":
        return f"SELECT DISTINCT tag AS id, tag AS node FROM ({_tags(work)})"
    place = place_of_source() if word == "source" else "position"
    table = work.names["agencies" if word == "agency" else f"{word}s"]
    return f"SELECT id, {place} AS node FROM {table}"


def _tags(work: Work) -> str:
    exploded = work.engine.explode("tags", "tag", "nth")
    told = f"SELECT id AS claim, {exploded} FROM {work.names['claims']}"
    return f"SELECT DISTINCT claim, tag FROM ({told}) AS told"


def _distinct(rows: str, asked: Asked) -> str:
    """Return the statements without duplicates: of those that are alike, the first in time."""
    if asked.duplicates == "include":
        return rows
    same = ["one", "two", *_ALIKE_WITHIN[asked.duplicates]]
    if asked.aggregation != "ignore":
        return f"SELECT DISTINCT {', '.join([*same, 'side'])} FROM ({rows}) AS every"
    order = "CASE WHEN said IS NULL THEN 1 ELSE 0 END, said, position"
    return (
        f"SELECT one, two, side FROM (SELECT one, two, side, row_number() OVER (PARTITION BY "
        f"{', '.join(same)} ORDER BY {order}) AS nth_alike FROM ({rows}) AS every) AS numbered "
        "WHERE nth_alike = 1"
    )


_DAYS: Final = f"CAST(round((said - (said % {_DAY} + {_DAY}) % {_DAY}) / {_DAY}) AS INTEGER)"
_DATE: Final = f"(DATE '1970-01-01' + {_DAYS})"
# 1970-01-01 was a Thursday, and ISO weeks begin on Mondays
_MONDAY: Final = f"{_DAYS} + 3 - (({_DAYS} + 3) % 7 + 7) % 7"
# a row without a date, or a document, is in a period, or document, of its own
_UNDATED: Final = "CASE WHEN said IS NULL THEN position END"
_ALIKE_WITHIN: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("own", "CASE WHEN own IS NULL THEN position END"),
    "week": (_MONDAY, _UNDATED),
    "month": (f"year({_DATE}) * 12 + month({_DATE})", _UNDATED),
    "year": (f"year({_DATE})", _UNDATED),
    "acrossrange": (),
}
