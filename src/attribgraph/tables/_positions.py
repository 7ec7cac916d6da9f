"""Who contradicts whom, who changed position and who was first, worked out in the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attribgraph.tables._store import TableStore

__all__ = ["disputes", "first_said", "reversals"]


def disputes(store: TableStore) -> str:
    """Return a query for `attribgraph.disputes`: pairs of standing rows, by their ids."""
    rows, claims = store.tables["attributions"], store.tables["claims"]
    side = (
        f"SELECT content, id, position FROM {rows} WHERE content_kind = 'claim' AND asserts "
        "AND standing AND stance = "
    )
    return (
        "SELECT a.content AS claim, a.id AS assertion, d.id AS denial, "
        f"a.position AS position, d.position AS nth FROM ({side}'support') AS a "
        f"JOIN ({side}'deny') AS d ON a.content = d.content "
        f"JOIN (SELECT id FROM {claims} WHERE form = 'statement') AS c ON a.content = c.id"
    )


def reversals(store: TableStore) -> str:
    """Return a query for `attribgraph.reversals`: retractions of rows, then changes of sides."""
    rows, engine = store.tables["attributions"], store.engine
    told = engine.explode("r.sources", "source", "nth")
    taken_back = (
        f"SELECT r.id AS later, r.position, r.content AS earlier, {told} FROM {rows} AS r "
        "WHERE r.act = 'retract' AND NOT r.negated AND r.standing "
        "AND r.stance IN ('support', 'deny') AND r.content_kind = 'attribution'"
    )
    told = engine.explode("sources", "source", "nth")
    own = engine.explode("e.sources", "mine", "nth2")
    retractions = (
        "SELECT DISTINCT t.source, o.claim, t.earlier, t.later, 'retraction' AS kind, t.position "
        f"FROM ({taken_back}) AS t JOIN (SELECT e.id, e.claim, {own} FROM {rows} AS e "
        "WHERE e.relayed OR e.position IN (SELECT i.position FROM "
        f"{rows} AS i JOIN ({taken_back}) AS b ON i.id = b.earlier)) AS o "
        "ON t.earlier = o.id AND t.source = o.mine WHERE o.claim IS NOT NULL"
    )
    taken = (
        f"SELECT id, position, content AS claim, stance, act, said_from, said_to, {told} "
        f"FROM {rows} WHERE standing AND content_kind = 'claim' AND stance IN ('support', 'deny') "
        "AND (asserts OR (act = 'retract' AND NOT negated))"
    )
    order = (
        "PARTITION BY source, claim ORDER BY CASE WHEN coalesce(said_from, said_to) IS NULL "
        "THEN 1 ELSE 0 END, coalesce(said_from, said_to), position"
    )
    turned = (
        f"SELECT source, claim, id, position, act, stance, said_from, lag(id) OVER ({order}) "
        f"AS earlier, lag(stance) OVER ({order}) AS before, lag(said_to) OVER ({order}) AS ended "
        f"FROM ({taken}) AS taken"
    )
    turns = (
        "SELECT source, claim, earlier, id AS later, CASE WHEN act = 'retract' THEN 'retraction' "
        "WHEN ended IS NULL OR said_from IS NULL OR ended >= said_from THEN 'undecided' "
        "WHEN stance = 'deny' THEN 'to denial' ELSE 'to support' END AS kind, position "
        f"FROM ({turned}) AS turned WHERE earlier IS NOT NULL AND before <> stance"
    )
    return f"{retractions} UNION ALL {turns}"


def first_said(store: TableStore, meets: str, stem: str) -> str:
    """Return what the rows meet that may be the first of those that meet something.

    True: with a date that no other certainly precedes. NULL: without one, but perhaps first.
    """
    rows, engine = store.tables["attributions"], store.engine
    first = engine.rows(f"SELECT min({stem}_to) FROM {rows} WHERE {meets}")[0][0]
    starts = f"({stem}_from IS NULL OR {stem}_from <= {first})" if first is not None else "TRUE"
    possible = f"(coalesce({meets}, FALSE) AND {starts})"
    dated = f"({stem}_from IS NOT NULL OR {stem}_to IS NOT NULL)"
    if stem == "said":
        dated = f"({dated} AND said_at IS NOT NULL)"
    if not engine.rows(f"SELECT id FROM {rows} WHERE {possible} AND {dated} LIMIT 1"):
        dated = f"{stem}_to IS NOT NULL"
    return (
        f"CASE WHEN {possible} AND {dated} THEN TRUE WHEN {possible} THEN CAST(NULL AS BOOLEAN) "
        "ELSE FALSE END"
    )
