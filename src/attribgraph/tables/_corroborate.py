"""How well every claim is corroborated, worked out in the engine.

The meanings are those of `attribgraph.corroboration` and `attribgraph.origins`. Chains are
walked inward, kinship and affiliation followed, and sources that are one gathered, each by
joins until nothing changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attribgraph.closures import AFFILIATION
from attribgraph.origins import ONE_WILL
from attribgraph.tables._work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.tables._store import TableStore
    from attribgraph.vocabulary import Relation

__all__ = ["corroborations"]


def _any_of(relations: Iterable[Relation]) -> str:
    words = ", ".join(f"'{each.value}'" for each in sorted(relations))
    return f"({words})"


_AFFILIATION: Final = _any_of(AFFILIATION)
_ONE_WILL: Final = _any_of(ONE_WILL)


def corroborations(store: TableStore) -> str:
    """Return the name of a table in the engine with the corroboration of every statement."""
    work = Work(store)
    try:
        _voices(work)
        _chains(work)
        _origins(work)
        _common(work)
        return _together(work)
    finally:
        work.forget()


def _voices(work: Work) -> None:
    """First-hand rows that support, and the sources of each claim."""
    work.make(
        "voice",
        "SELECT a.id, a.position, a.content AS claim, a.sources, a.on_behalf_of, a.naming, "
        "a.document, a.starts FROM {attributions} AS a JOIN {claims} AS c ON a.content = c.id "
        "WHERE a.content_kind = 'claim' AND a.standing AND a.asserts AND a.stance = 'support' "
        "AND c.form = 'statement'",
    )
    exploded = work.engine.explode("sources", "source", "nth")
    work.make(
        "spoken",
        f"SELECT id, position, claim, on_behalf_of, naming, document, {exploded} FROM {{voice}}",
    )
    work.make(
        "speaker",
        "SELECT claim, source, min(position) AS nth FROM {spoken} GROUP BY claim, source",
    )


def _chains(work: Work) -> None:
    """Find the rows that pass supporting rows on, where chains start, and whom each passes."""
    # most rows are passed on by nobody, and are a chain by themselves
    work.make(
        "relay",
        "SELECT a.id, a.position, a.content, a.sources, a.document, a.starts, a.depth, v.claim, "
        "v.id AS root, v.sources AS root_sources FROM {attributions} AS a JOIN {voice} AS v "
        "ON a.root = v.id WHERE a.depth > 0 AND a.root IS NOT NULL",
    )
    work.make(
        "start",
        "SELECT s.claim, s.id, s.position, s.document, d.publisher AS outlet, s.root FROM ("
        "SELECT claim, id, position, document, id AS root FROM {voice} WHERE starts UNION ALL "
        "SELECT claim, id, position, document, root FROM {relay} WHERE starts) AS s "
        "LEFT JOIN {documents} AS d ON s.document = d.id",
    )
    work.make("walk", "SELECT claim, id AS start, id AS row_id, content FROM {relay} WHERE starts")
    steps = [work.names["walk"]]
    while work.number("SELECT count(*) FROM {walk}"):
        steps.append(
            work.make(
                "walk",
                "SELECT w.claim, w.start, r.id AS row_id, r.content FROM {walk} AS w "
                "JOIN {relay} AS r ON w.content = r.id",
            )
        )
    walked = " UNION ALL ".join(f"SELECT claim, start, row_id FROM {each}" for each in steps)
    relayed = work.engine.explode("r.sources", "source", "nth")
    work.make(
        "passed",
        "SELECT DISTINCT claim, start, source FROM ("
        "SELECT t.claim, t.id AS start, s.source FROM {start} AS t "
        "JOIN {spoken} AS s ON t.root = s.id UNION ALL "
        f"SELECT claim, start, source FROM (SELECT w.claim, w.start, {relayed} FROM ({walked}) "
        "AS w JOIN {relay} AS r ON w.row_id = r.id) AS along) AS passes",
    )


def _origins(work: Work) -> None:
    """How many sources of each claim are independent."""
    _kin(work)
    _resting(work)
    # only where something joins two sources of a claim is there anything to work out
    work.make(
        "bond",
        "SELECT DISTINCT claim, one, other FROM ("
        "SELECT a.claim, a.source AS one, b.source AS other FROM {spoken} AS a "
        "JOIN {spoken} AS b ON a.id = b.id AND a.source <> b.source UNION ALL "
        "SELECT a.claim, a.source AS one, b.source AS other FROM "
        "(SELECT s.claim, s.source, k.top FROM {speaker} AS s JOIN {kin} AS k ON s.source = k.id) "
        "AS a JOIN (SELECT s.claim, s.source, k.top FROM {speaker} AS s JOIN {kin} AS k "
        "ON s.source = k.id) AS b ON a.claim = b.claim AND a.top = b.top AND a.source <> b.source"
        ") AS bonds",
    )
    work.make("knot", "SELECT claim FROM {bond} UNION SELECT claim FROM {rests}")
    work.make(
        "member",
        "SELECT s.claim, s.source, s.source AS circle FROM {speaker} AS s "
        "JOIN {knot} AS k ON s.claim = k.claim",
    )
    _spread(work, "member", "bond")
    work.make(
        "between",
        "SELECT DISTINCT r.claim, a.circle AS one, b.circle AS other FROM {rests} AS r "
        "JOIN {member} AS a ON r.claim = a.claim AND r.source = a.source "
        "JOIN {member} AS b ON r.claim = b.claim AND r.other = b.source "
        "WHERE a.circle <> b.circle",
    )
    work.make("reach", "SELECT claim, one, other FROM {between}")
    _close(work, "reach", ("claim",))
    # a circle of sources that rests on nothing beyond it is an origin
    work.make(
        "leans",
        "SELECT DISTINCT r.claim, r.one FROM {reach} AS r LEFT JOIN {reach} AS back "
        "ON r.claim = back.claim AND r.one = back.other AND r.other = back.one "
        "WHERE back.claim IS NULL AND r.one <> r.other",
    )
    work.make(
        "origin",
        "SELECT m.claim, count(DISTINCT coalesce(least(m.circle, r.first), m.circle)) AS origins "
        "FROM (SELECT DISTINCT claim, circle FROM {member}) AS m LEFT JOIN {leans} AS l "
        "ON m.claim = l.claim AND m.circle = l.one LEFT JOIN (SELECT claim, one, "
        "min(other) AS first FROM {reach} GROUP BY claim, one) AS r "
        "ON m.claim = r.claim AND m.circle = r.one WHERE l.claim IS NULL GROUP BY m.claim",
    )
    work.make(
        "counted",
        "SELECT s.claim, coalesce(o.origins, s.number) AS origins FROM (SELECT claim, "
        "count(*) AS number FROM {speaker} GROUP BY claim) AS s LEFT JOIN {origin} AS o "
        "ON s.claim = o.claim",
    )


def _kin(work: Work) -> None:
    """Find the sources that are of one will, each with one that stands for all."""
    ends = (
        f"SELECT subject AS one, object AS other FROM {{links}} WHERE relation IN {_ONE_WILL} "
        f"UNION SELECT object AS one, subject AS other FROM {{links}} WHERE relation IN {_ONE_WILL}"
    )
    work.make("will", f"SELECT 'all' AS claim, one, other FROM ({ends}) AS ends")
    work.make("relative", "SELECT DISTINCT claim, one AS source, one AS circle FROM {will}")
    _spread(work, "relative", "will")
    work.make("kin", "SELECT source AS id, circle AS top FROM {relative}")


def _spread(work: Work, members: str, bonds: str) -> None:
    """Give all that bonds join, within a claim, the least of their names."""
    while True:
        before = work.names[members]
        work.make(
            members,
            f"SELECT m.claim, m.source, CASE WHEN n.circle < m.circle THEN n.circle "
            f"ELSE m.circle END AS circle FROM {{{members}}} AS m LEFT JOIN ("
            f"SELECT b.claim, b.one, min(o.circle) AS circle FROM {{{bonds}}} AS b "
            f"JOIN {{{members}}} AS o "
            "ON b.claim = o.claim AND b.other = o.source GROUP BY b.claim, b.one) AS n "
            "ON m.claim = n.claim AND m.source = n.one",
        )
        changed = work.number(
            f"SELECT count(*) FROM {{{members}}} AS now JOIN {before} AS was ON now.claim = "
            "was.claim AND now.source = was.source WHERE now.circle <> was.circle"
        )
        if not changed:
            return


def _close(work: Work, pairs: str, within: Iterable[str]) -> None:
    """Follow pairs on until no pair is added; each round doubles the way."""
    same = " AND ".join(f"a.{each} = b.{each}" for each in within)
    same = f"{same} AND " if same else ""
    first = "".join(f"a.{each}, " for each in within)
    plain = "".join(f"{each}, " for each in within)
    size = work.number(f"SELECT count(*) FROM {{{pairs}}}")
    while size:
        work.make(
            pairs,
            f"SELECT DISTINCT {plain}one, other FROM (SELECT {plain}one, other FROM {{{pairs}}} "
            f"UNION ALL SELECT {first}a.one, b.other FROM {{{pairs}}} AS a JOIN {{{pairs}}} AS b "
            f"ON {same}a.other = b.one) AS both_ways",
        )
        now = work.number(f"SELECT count(*) FROM {{{pairs}}}")
        if now == size:
            return
        size = now


def _resting(work: Work) -> None:
    """Who rests on whom: passes the other's statement on, or says so where it carries it."""
    relayed = work.engine.explode("sources", "source", "nth")
    heard = work.engine.explode("root_sources", "other", "nth2")
    work.make(
        "own",
        "SELECT claim, document, publisher, id FROM (SELECT s.claim, s.document, d.publisher, "
        "s.id, row_number() OVER (PARTITION BY s.claim, s.document ORDER BY s.position) AS nth "
        "FROM {spoken} AS s JOIN {documents} AS d ON s.document = d.id "
        "AND s.source = d.publisher) AS said WHERE nth = 1",
    )
    work.make(
        "rests",
        "SELECT DISTINCT r.claim, r.source, r.other FROM ("
        f"SELECT claim, source, other FROM (SELECT claim, source, {heard} FROM "
        f"(SELECT claim, root_sources, {relayed} FROM {{relay}}) AS passing) AS heard UNION ALL "
        "SELECT t.claim, o.publisher AS source, s.source AS other FROM {own} AS o "
        "JOIN {start} AS t ON o.claim = t.claim AND o.document = t.document "
        "JOIN {spoken} AS s ON t.root = s.id LEFT JOIN {spoken} AS mine "
        "ON mine.id = o.id AND mine.source = s.source WHERE mine.id IS NULL) AS r "
        "JOIN {speaker} AS s ON r.claim = s.claim AND r.source = s.source "
        "WHERE r.source <> r.other",
    )


def _common(work: Work) -> None:
    """Find what all sources of a claim with several origins belong to or speak for."""
    work.make(
        "belongs",
        f"SELECT DISTINCT subject AS one, object AS other FROM {{links}} "
        f"WHERE relation IN {_AFFILIATION}",
    )
    _close(work, "belongs", ())
    behalf = work.engine.explode("on_behalf_of", "source_2", "nth")
    work.make(
        "plural",
        "SELECT s.claim, s.id, s.source, s.on_behalf_of FROM {spoken} AS s JOIN {counted} AS c "
        "ON s.claim = c.claim WHERE c.origins > 1 AND s.claim NOT IN (SELECT claim FROM {voice} "
        f"WHERE {work.engine.size('sources')} = 0)",
    )
    work.make(
        "stem",
        "SELECT claim, id, source, source AS at_first FROM {plural} UNION "
        f"SELECT claim, id, source, source_2 AS at_first FROM (SELECT claim, id, source, {behalf} "
        "FROM {plural}) AS on_behalf",
    )
    work.make(
        "shared",
        "SELECT claim, top FROM (SELECT claim, top, count(*) AS number FROM (SELECT DISTINCT "
        "claim, id, source, top FROM (SELECT claim, id, source, at_first AS top FROM {stem} "
        "UNION ALL SELECT s.claim, s.id, s.source, b.other AS top FROM {stem} AS s "
        "JOIN {belongs} AS b ON s.at_first = b.one) AS tops) AS each_top GROUP BY claim, top) AS t "
        "JOIN (SELECT claim AS of_claim, count(*) AS all_of FROM {plural} GROUP BY claim) AS p "
        "ON t.claim = p.of_claim WHERE t.number = p.all_of",
    )


def _together(work: Work) -> str:
    engine = work.engine
    work.listed(
        "outlets", work.sql("SELECT claim, outlet, position FROM {start}"), "outlet", "position"
    )
    work.listed(
        "papers", work.sql("SELECT claim, document, position FROM {start}"), "document", "position"
    )
    work.make(
        "chained",
        "SELECT claim, count(*) AS chains, count(outlet) AS with_outlet, min(outlet) AS lowest, "
        "max(outlet) AS highest FROM {start} GROUP BY claim",
    )
    work.listed(
        "necks",
        work.sql(
            "SELECT p.claim, p.source, 0 AS nth FROM (SELECT claim, source, count(*) AS number "
            "FROM {passed} GROUP BY claim, source) AS p JOIN {chained} AS c ON p.claim = c.claim "
            "WHERE p.number = c.chains UNION ALL SELECT claim, lowest AS source, 1 AS nth "
            "FROM {chained} WHERE with_outlet = chains AND lowest = highest UNION ALL "
            "SELECT claim, top AS source, 2 AS nth FROM {shared}"
        ),
        "source",
    )
    work.make(
        "best",
        "SELECT s.claim, s.source, min(s.position) AS nth, min(CASE coalesce(s.naming, n.naming) "
        "WHEN 'named' THEN 0 WHEN 'described' THEN 1 ELSE 2 END) AS named FROM {spoken} AS s "
        "JOIN {sources} AS n ON s.source = n.id GROUP BY s.claim, s.source",
    )
    for rank, name in enumerate(("named", "described", "anonymous")):
        work.listed(
            name,
            work.sql(f"SELECT claim, source, nth FROM {{best}} WHERE named = {rank}"),
            "source",
        )
    first_hand = (
        "SELECT content AS claim, "
        "count(CASE WHEN asserts AND stance = 'deny' THEN 1 END) AS denying, "
        "count(CASE WHEN stance IN ('query', 'comment') AND act <> 'assess' THEN 1 END) "
        "AS doubting "
        "FROM {attributions} WHERE content_kind = 'claim' AND standing GROUP BY content"
    )
    against = (
        "SELECT l.claim, count(*) AS number FROM (SELECT DISTINCT claim, other FROM (SELECT "
        "subject AS claim, object AS other FROM {links} WHERE relation = 'contradicts' UNION ALL "
        "SELECT object AS claim, subject AS other FROM {links} WHERE relation = 'contradicts') "
        "AS ends) AS l JOIN {attributions} AS a ON a.content = l.other WHERE a.standing "
        "AND a.asserts AND a.stance = 'support' GROUP BY l.claim"
    )
    supporting = (
        "SELECT claim, count(*) AS number, "
        f"count(CASE WHEN {engine.size('sources')} = 0 THEN 1 END) AS unattributed "
        "FROM {voice} GROUP BY claim"
    )
    lists = {
        "outlets": "outlets",
        "documents": "papers",
        "bottlenecks": "necks",
        "named": "named",
        "described": "described",
        "anonymous": "anonymous",
    }
    listed = ", ".join(
        f"coalesce({table}.listed, {engine.no_texts()}) AS {name}" for name, table in lists.items()
    )
    joined = " ".join(
        f"LEFT JOIN {{{table}}} AS {table} ON c.id = {table}.claim" for table in lists.values()
    )
    text = (
        "SELECT c.id AS claim, coalesce(v.number, 0) AS supporting, "
        "coalesce(f.denying, 0) + coalesce(x.number, 0) AS denying, "
        "coalesce(f.doubting, 0) AS doubting, coalesce(v.unattributed, 0) AS unattributed, "
        "coalesce(o.origins, 0) AS independent_count, coalesce(o.origins, 0) = 1 AS single_source, "
        f"coalesce(h.chains, 0) AS chain_count, {listed}, c.position "
        f"FROM {{claims}} AS c LEFT JOIN ({supporting}) AS v ON c.id = v.claim "
        f"LEFT JOIN ({first_hand}) AS f ON c.id = f.claim LEFT JOIN ({against}) AS x "
        "ON c.id = x.claim LEFT JOIN {counted} AS o ON c.id = o.claim "
        f"LEFT JOIN {{chained}} AS h ON c.id = h.claim {joined} WHERE c.form = 'statement'"
    )
    return engine.keep(work.sql(text))
