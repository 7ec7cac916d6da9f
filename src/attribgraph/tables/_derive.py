"""What follows from other records, worked out in SQL: standing, relays, claims, publication.

The meanings are those of `attribgraph.standing` and `attribgraph.frames`. Rows form a forest
(each has one content). The few rows that take part in it, because their content is a row or
they are content of one, are walked level by level: outward from the claims, then inward from
the rows that nobody is about. All other rows follow from themselves and their document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import ContentCycleError
from attribgraph.tables._raw import filled
from attribgraph.vocabulary import ASSERTING_ACTS, FACTUALITY, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = ["derive", "final_query"]

_RELAYS: Final = "(stance = 'support' AND act <> 'assess')"

_FOREST: Final = """
CREATE OR REPLACE TEMP TABLE edges AS
    SELECT b.position AS outer_place, r.position AS inner_place
    FROM beyond AS b JOIN raw_attributions AS r ON b.content = r.id;
CREATE OR REPLACE TEMP TABLE joined AS
    SELECT position FROM beyond UNION SELECT inner_place FROM edges;
CREATE OR REPLACE TEMP TABLE forest AS
    SELECT a.position, a.id, a.content, e.inner_place, a.act, a.negated, a.stance, a.sources,
        a.document, a.said_at IS NOT NULL AS dated, a.own_to,
        d.publisher, d.published_at, d.published_from, d.published_to
    FROM raw_attributions AS a SEMI JOIN joined AS j ON a.position = j.position
    LEFT JOIN edges AS e ON a.position = e.outer_place
    LEFT JOIN raw_documents AS d ON a.document = d.id;
CREATE OR REPLACE TEMP TABLE levels AS
    SELECT position, 0 AS depth FROM forest WHERE inner_place IS NULL;
"""

_DEEPER: Final = """
INSERT INTO levels
    SELECT f.position, {depth} FROM forest AS f JOIN levels AS l
    ON f.inner_place = l.position AND l.depth = {depth} - 1
"""

# a row that nobody is about
_OUTERMOST: Final = """
CREATE OR REPLACE TEMP TABLE known AS
    SELECT f.position, l.depth, TRUE AS standing, FALSE AS relayed, FALSE AS relay_stands,
        CAST([] AS VARCHAR[]) AS relayed_by,
        CASE WHEN f.document IS NULL THEN CAST([] AS VARCHAR[]) ELSE [f.document] END AS documents,
        f.published_to AS bound,
        f.document IS NOT NULL AS held, f.published_from, f.published_to
    FROM forest AS f JOIN levels AS l USING (position)
    WHERE f.position NOT IN (SELECT inner_place FROM edges)
"""

# the rows of a level that others are about, once those are known
_INWARD: Final = """
INSERT INTO known
WITH about AS (
    SELECT f.inner_place, f.position, f.act, f.stance, f.sources, k.standing, k.relayed_by,
        k.documents, k.bound, k.held, k.published_from, k.published_to,
        {relays} AS relay, f.act <> 'assess' AS counts,
        f.act = 'retract' AND NOT f.negated AND k.standing AS retracts,
        CASE WHEN f.dated THEN f.own_to END AS said_to
    FROM known AS k JOIN forest AS f USING (position) WHERE k.depth = {depth} + 1
), gathered AS (
    SELECT inner_place AS position,
        bool_or(counts) AS counted,
        bool_or(counts AND standing AND stance = 'support') AS vouched,
        list_distinct(flatten(list(sources) FILTER (retracts))) AS retracting,
        bool_or(relay) AS relayed,
        bool_or(relay AND standing) AS relay_stands,
        list_distinct(flatten(list(list_concat(sources, relayed_by)) FILTER (relay)))
            AS relayed_by,
        flatten(list(documents ORDER BY position)) AS documents,
        min(least(bound, said_to)) AS bound,
        bool_or(held) AS held,
        bool_or(held AND published_from IS NULL) AS open,
        min(published_from) AS published_from,
        min(published_to) AS published_to
    FROM about GROUP BY inner_place
)
SELECT f.position, {depth},
    CASE WHEN NOT g.counted THEN TRUE
        WHEN len(f.sources) > 0 AND list_has_all(coalesce(g.retracting, []), f.sources) THEN FALSE
        ELSE f.document IS NOT NULL OR g.vouched END,
    g.relayed, g.relay_stands, coalesce(g.relayed_by, []),
    list_filter(
        CASE WHEN f.document IS NULL THEN g.documents
            ELSE list_prepend(f.document, g.documents) END,
        lambda each, nth: list_position(
            CASE WHEN f.document IS NULL THEN g.documents
                ELSE list_prepend(f.document, g.documents) END, each) = nth),
    least(g.bound, f.published_to),
    g.held OR f.document IS NOT NULL,
    CASE WHEN g.open OR (f.document IS NOT NULL AND f.published_from IS NULL) THEN NULL
        ELSE least(g.published_from, f.published_from) END,
    least(g.published_to, f.published_to)
FROM gathered AS g JOIN forest AS f USING (position)
"""

_INNERMOST: Final = """
CREATE OR REPLACE TEMP TABLE rooted AS
    SELECT f.position, l.depth, c.id AS claim,
        CASE WHEN c.id IS NOT NULL AND k.standing THEN f.id END AS root
    FROM forest AS f JOIN levels AS l USING (position) JOIN known AS k USING (position)
    LEFT JOIN raw_claims AS c ON f.content = c.id
    WHERE l.depth = 0
"""

_OUTWARD: Final = """
INSERT INTO rooted
    SELECT f.position, {depth}, r.claim, CASE WHEN {relays} AND k.standing THEN r.root END
    FROM rooted AS r JOIN forest AS f ON f.inner_place = r.position
    JOIN known AS k ON k.position = f.position
    WHERE r.depth = {depth} - 1
"""

_WOVEN: Final = """
CREATE OR REPLACE TEMP TABLE woven AS
WITH told AS (
    SELECT position, document, nth FROM (
        SELECT position, unnest(documents) AS document, generate_subscripts(documents, 1) AS nth
        FROM known)
), outlets AS (
    SELECT position, list(publisher ORDER BY nth) AS publishers FROM (
        SELECT t.position, d.publisher, min(t.nth) AS nth
        FROM told AS t JOIN raw_documents AS d ON t.document = d.id
        WHERE d.publisher IS NOT NULL GROUP BY t.position, d.publisher) GROUP BY position
), dates AS (
    SELECT t.position, arg_min(d.published_at, t.nth) AS published_at
    FROM told AS t JOIN raw_documents AS d ON t.document = d.id
    JOIN known AS k ON k.position = t.position AND k.published_to = d.published_to
    GROUP BY t.position
)
SELECT k.position, k.standing, k.relayed, k.relay_stands, k.relayed_by, k.documents, k.bound,
    k.held, k.published_from, k.published_to, k.depth, r.claim, r.root,
    CASE WHEN k.depth > 0 THEN 'attribution' WHEN r.claim IS NOT NULL THEN 'claim'
        ELSE s.record_kind END AS content_kind,
    coalesce(o.publishers, []) AS publishers, p.published_at
FROM known AS k JOIN rooted AS r USING (position) JOIN forest AS f USING (position)
LEFT JOIN outlets AS o ON o.position = k.position LEFT JOIN dates AS p ON p.position = k.position
LEFT JOIN raw_sources AS s ON f.content = s.id
"""

_NAMED: Final = """
CREATE OR REPLACE TEMP TABLE joint AS
WITH told AS (
    SELECT position, unnest(sources) AS source FROM raw_attributions WHERE len(sources) > 1
)
SELECT t.position, CASE min(CASE s.naming WHEN 'named' THEN 0 WHEN 'described' THEN 1 ELSE 2 END)
    WHEN 0 THEN 'named' WHEN 1 THEN 'described' ELSE 'anonymous' END AS naming
FROM told AS t JOIN raw_sources AS s ON t.source = s.id GROUP BY t.position
"""


# what rows look up: of sources that are not named, and of times and publishers that there are
_LOOKED_UP: Final = """
CREATE OR REPLACE TEMP TABLE unnamed AS
    SELECT id, naming FROM raw_sources WHERE naming <> 'named';
CREATE OR REPLACE TEMP TABLE dated AS
    SELECT id, happened_from, happened_to FROM raw_claims
    WHERE happened_from IS NOT NULL OR happened_to IS NOT NULL;
CREATE OR REPLACE TEMP TABLE printed AS
    SELECT id, publisher, published_at, published_from, published_to FROM raw_documents
    WHERE publisher IS NOT NULL OR published_at IS NOT NULL;
"""


def derive(run: Callable[[str], Any]) -> None:
    """Work out the tables that `final_query` joins from the raw tables and from ``beyond``.

    Parameters
    ----------
    run
        Runs a statement of DuckDB and returns the cursor.

    Raises
    ------
    ContentCycleError
        If a row is, through its content, about itself.

    Notes
    -----
    Each level of the forest takes a few joins of the rows in it with the rows next to it.
    """
    run(_FOREST)
    depth = 0
    while _number(run, f"SELECT count(*) FROM levels WHERE depth = {depth}"):
        depth += 1
        run(_DEEPER.format(depth=depth))
    lost = run(
        "SELECT id FROM forest WHERE position NOT IN (SELECT position FROM levels) "
        "ORDER BY position LIMIT 1"
    ).fetchall()
    if lost:
        id_ = lost[0][0]
        message = f"attribution {id_!r}, field 'content': it would be about itself"
        raise ContentCycleError(message, record=id_, field="content")
    run(_OUTERMOST)
    for at in range(depth - 2, -1, -1):
        run(_INWARD.format(depth=at, relays=_RELAYS))
    run(_INNERMOST)
    for at in range(1, depth):
        run(_OUTWARD.format(depth=at, relays=_RELAYS))
    run(_WOVEN)
    run(_NAMED)
    run(_LOOKED_UP)


def _number(run: Callable[[str], Any], sql: str) -> int:
    return int(run(sql).fetchall()[0][0])


def _factuality() -> str:
    signs = {each.value: each.sign for each in Stance}
    cases = " ".join(
        f"WHEN stance = '{stance}' AND certainty = '{certainty.value}' THEN '{code}'"
        for stance, sign in signs.items()
        for (of, certainty), code in FACTUALITY.items()
        if of == sign
    )
    return f"CASE {cases} ELSE 'Uu' END"


def final_query(files: str, held: Collection[str]) -> str:
    """Return the query for the finished rows of some raw files, in the order of their content.

    Parameters
    ----------
    files
        Raw attributions, as SQL.
    held
        Those of their columns that say something.

    Notes
    -----
    Only what cannot be worked out from a row by itself is joined and sorted with it.
    """
    asserting = ", ".join(f"'{each.value}'" for each in sorted(ASSERTING_ACTS))
    held = {"position", "id", "content", *held}
    stored = dict(filled(Kind.ATTRIBUTION, held))
    columns = ",\n    ".join(f'{sql} AS "{name}"' for name, sql in stored.items())
    carried = ", ".join(f'a."{name}"' for name in stored if name in held)
    first = "a.sources[1]" if "sources" in held else "NULL"
    return f"""
WITH joined AS (
    SELECT {carried}, w.position IS NOT NULL AS woven,
        w.content_kind, w.claim, w.standing, w.relayed, w.relay_stands, w.relayed_by,
        w.held, w.documents, w.publishers, w.bound, w.root, w.depth,
        w.published_at AS w_at, w.published_from AS w_from, w.published_to AS w_to,
        d.publisher, d.published_at AS d_at, d.published_from AS d_from, d.published_to AS d_to,
        c.happened_from, c.happened_to, s.naming AS first_naming, j.naming AS joint_naming
    FROM {files} AS a
    LEFT JOIN woven AS w ON a.position = w.position
    LEFT JOIN printed AS d ON a.document = d.id
    LEFT JOIN dated AS c ON c.id = CASE WHEN w.position IS NULL THEN a.content ELSE w.claim END
    LEFT JOIN unnamed AS s ON s.id = {first}
    LEFT JOIN joint AS j ON a.position = j.position
    ORDER BY a.content, a.position
), rows AS (
    SELECT {columns}, * EXCLUDE ({carried.replace("a.", "")}) FROM joined
)
SELECT {", ".join(f'"{name}"' for name in stored)},
    coalesce(content_kind, 'claim') AS content_kind,
    CASE WHEN woven THEN claim ELSE content END AS claim,
    coalesce(naming, CASE len(sources) WHEN 0 THEN 'anonymous'
        WHEN 1 THEN coalesce(first_naming, 'named') ELSE joint_naming END) AS source_naming,
    {_factuality()} AS factuality,
    act IN ({asserting}) AND NOT negated AS asserts,
    coalesce(standing, TRUE) AS standing,
    coalesce(relayed, FALSE) AS relayed,
    coalesce(relayed_by, []) AS relayed_by,
    coalesce(held, document IS NOT NULL) AS held,
    CASE WHEN woven THEN documents WHEN document IS NULL THEN [] ELSE [document] END AS documents,
    CASE WHEN woven THEN publishers WHEN publisher IS NULL THEN [] ELSE [publisher] END
        AS publishers,
    CASE WHEN woven THEN w_at WHEN d_to IS NOT NULL THEN d_at END AS published_at,
    CASE WHEN said_at IS NOT NULL THEN own_from END AS said_from,
    CASE WHEN said_at IS NOT NULL THEN own_to WHEN woven THEN bound ELSE d_to END AS said_to,
    happened_from, happened_to,
    CASE WHEN woven THEN w_from ELSE d_from END AS published_from,
    CASE WHEN woven THEN w_to ELSE d_to END AS published_to,
    CASE WHEN woven THEN root ELSE id END AS root,
    CAST(coalesce(depth, 0) AS INTEGER) AS depth,
    CASE WHEN woven THEN root IS NOT NULL AND (document IS NOT NULL OR NOT relay_stands)
        ELSE TRUE END AS starts
FROM rows
"""
