"""Debates at random, and discourse networks read from them row by row: slow, and plain to see."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from attribgraph import Actor, Agency, AttributionGraph, Claim, Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph import Attribution

    Pair = tuple[str, str]
    Cells = dict[Pair, float]
    Statement = tuple[str, str, float, Any, Any]
    """First side, second side, qualifier, document, day."""

DAYS = ["2024-01-01", "2024-01-02", "2024-01-07", "2024-01-08", "2024-02-01", "2025-01-01"]


@st.composite
def debates(draw: st.DrawFn, *, sizes: tuple[int, int] = (0, 14)) -> AttributionGraph:
    """Return a debate of up to four agencies and three people over four claims."""
    agencies = [Agency(id=f"a{n}", name=f"Agency {n}") for n in range(4)]
    people = [Actor(id=f"p{n}", name=f"Person {n}") for n in range(3)]
    claims = [
        Claim(id=f"c{n}", text=f"Claim {n}", tags=draw(st.sets(st.sampled_from("xyz"), max_size=2)))
        for n in range(4)
    ]
    documents = [
        Document(id=f"d{n}", title=f"Document {n}", published_at=day)
        for n, day in enumerate([*DAYS[:3], None])
    ]
    g = AttributionGraph(agencies, people, claims, documents)
    sources = [each.id for each in (*agencies, *people)]
    for number in range(draw(st.integers(*sizes))):
        g.attribute(
            draw(st.lists(st.sampled_from(sources), max_size=2, unique=True)),
            draw(st.sampled_from(claims)).id,
            id=f"r{number}",
            stance=draw(
                st.sampled_from(["support", "support", "deny", "deny", "comment", "query"])
            ),
            on_behalf_of=draw(st.lists(st.sampled_from(agencies), max_size=2, unique=True)),
            document=draw(st.sampled_from([*documents, None])),
            said_at=draw(st.sampled_from([*DAYS, None])),
            extra={"scale": draw(st.integers(-2, 3))},
        )
    return g


def values(g: AttributionGraph, row: Attribution, side: str) -> Iterable[str]:
    """Return what a row has on a side."""
    claim: Any = g[row.content]
    agencies = row.on_behalf_of or tuple(each for each in row.sources if each in g.agencies)
    return {
        "source": row.sources,
        "actor": tuple(each for each in row.sources if each in g.actors),
        "agency": agencies,
        "claim": (row.content,),
        "tag": claim.tags,
        "document": () if row.document is None else (row.document,),
    }[side]


def statements(
    g: AttributionGraph, first: str, second: str, *, scale: bool = False
) -> list[Statement]:
    """Return the statements of a graph without relays, in the order of their times."""
    found = []
    for row in g.attributions:
        when = row.said_at
        if when is None and row.document is not None:
            document: Any = g[row.document]
            when = document.published_at
        day = None if when is None else when.earliest
        value = float(row.extra["scale"]) if scale else float(row.stance.sign)
        for one, other in product(values(g, row, first), values(g, row, second)):
            found.append((one, other, value, row.document or row.id, (day, row.id)))
    return sorted(found, key=lambda each: (each[4][0] is None, str(each[4][0])))


def once(found: list[Statement], rule: str, *, blind: bool) -> list[Statement]:
    """Return the statements without duplicates."""
    kept, seen = [], set()
    for each in found:
        first, second, value, document, (day, row) = each
        period: Any = {
            "include": len(kept),
            "document": document,
            "acrossrange": None,
            "week": row if day is None else tuple(day.isocalendar())[:2],
            "month": row if day is None else (day.year, day.month),
            "year": row if day is None else day.year,
        }[rule]
        key = (first, second, None if blind else value, period)
        if key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def pairs(found: list[Statement], aggregation: str, span: float) -> Cells:
    """Return one-mode ties from every pair of statements on one claim."""
    cells: Cells = {}
    for one, other in product(found, found):
        if one[1] != other[1] or one[0] == other[0]:
            continue
        apart = abs(one[2] - other[2]) / span if span else 0.0
        weight = {
            "ignore": 1.0,
            "conflict": apart,
            "congruence": 1.0 - apart,
            "subtract": 1.0 - 2.0 * apart,
        }[aggregation]
        key = one[0], other[0]
        cells[key] = cells.get(key, 0.0) + weight
    return cells


def divided(found: list[Statement], cells: Cells, normalization: str) -> Cells:
    """Return one-mode ties, normalized."""
    made: dict[str, int] = {}
    said: dict[str, dict[tuple[str, float], int]] = {}
    for first, second, value, *_ in found:
        made[first] = made.get(first, 0) + 1
        positions = said.setdefault(first, {})
        positions[second, value] = positions.get((second, value), 0) + 1

    def union(i: str, j: str) -> float:
        total = 0
        for position in said[i].keys() | said[j].keys():
            a, b = said[i].get(position, 0), said[j].get(position, 0)
            total += a * b if a and b else a + b
        return total

    by = {
        "no": lambda _i, _j: 1.0,
        "average": lambda i, j: (made[i] + made[j]) / 2,
        "cosine": lambda i, j: made[i] * made[j],
        "jaccard": union,
    }[normalization]
    return {(i, j): weight / by(i, j) for (i, j), weight in cells.items()}
