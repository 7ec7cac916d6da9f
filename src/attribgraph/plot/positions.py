"""Where each source stands on each claim: what the stance matrix shows, and in what order.

Nothing here knows how a figure looks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from attribgraph.disputes import turns
from attribgraph.plot.chains import NOBODY, rows_of
from attribgraph.plot.describe import counted, listed, sentence
from attribgraph.plot.labels import claim_words, source_words
from attribgraph.plot.meanings import MARKS, WORDS, Mark, is_hedged, mark_of
from attribgraph.standing import is_relay, stands
from attribgraph.vocabulary import Act, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from attribgraph.model import Attribution, Claim
    from attribgraph.store import Store

__all__ = [
    "Cell",
    "Part",
    "Positions",
    "read_positions",
    "sentences",
    "seriate",
]

_NOUNS: Final[dict[Mark, str]] = {
    "support": "support",
    "deny": "denial",
    "query": "doubt",
    "non-denial": "not denying",
    "comment": "comment",
}

MOST: Final = 40
"""The most sources, and the most claims, that one figure holds."""

_MENTION: Final = 0.35
"""Weight of having spoken at all, beside a stance's 1, when sources are compared."""


@dataclass(frozen=True)
class Part:
    """One stance in a cell; ``withdrawn`` if its own source retracted it."""

    mark: Mark
    hedged: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class Cell:
    """What one source says of one claim.

    Attributes
    ----------
    source, claim
        Their ids.
    rows
        The rows, those withdrawn among them, in the graph's order.
    parts
        What to draw, from left to right: the stances taken, or, where the source changed
        its position, the first and the last.
    changes
        How often it changed.
    undecided
        Whether the dates leave open which stance came first.
    finals
        Where it stands in the end: one mark, two if undecided, none if all is withdrawn.
    """

    source: str
    claim: str
    rows: tuple[Attribution, ...]
    parts: tuple[Part, ...]
    changes: int
    undecided: bool
    finals: tuple[Mark, ...]

    @property
    def value(self) -> float:
        """+1 for support, -1 for denial, 0 for what is neither or undecided."""
        return float(sum({"support": 1, "deny": -1}.get(each, 0) for each in self.finals))


@dataclass(frozen=True)
class Positions:
    """Sources and claims in order, and the cells where they meet.

    ``left_out`` says in words what was too much for one figure, ``aside`` how many rows
    speak about statements or sources, not claims.
    """

    store: Store
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    left_out: str = ""
    aside: int = 0

    def claim(self, id_: str) -> Claim:
        """Return a claim."""
        found: Claim = self.store.tables[Kind.CLAIM][id_]
        return found

    def of_source(self, source: str) -> list[Cell]:
        """Return a source's cells, in the order of the claims."""
        found = (self.cells.get((source, claim)) for claim in self.claims)
        return [each for each in found if each is not None]

    def of_claim(self, claim: str) -> list[Cell]:
        """Return a claim's cells, in the order of the sources."""
        found = (self.cells.get((source, claim)) for source in self.sources)
        return [each for each in found if each is not None]


def read_positions(shown: Any, *, order: Literal["seriation", "given"]) -> Positions:
    """Return the positions that a graph or a view holds; see `plot_stances`."""
    store, ids = rows_of(shown)
    claims = store.tables[Kind.CLAIM]
    held: dict[tuple[str, str], list[Attribution]] = {}
    aside = 0
    for id_ in ids:
        row = store.rows[id_]
        if row.content not in claims:
            drawn_as = is_relay(row) or _takes_back(store, row)
            aside += not drawn_as and stands(store, id_)
        elif stands(store, id_) or _withdrawn(store, row):
            for source in row.sources or (NOBODY,):
                held.setdefault((source, row.content), []).append(row)
    kept, left_out = _most_frequent(held)
    cells = {key: _cell(store, key, held[key]) for key in kept}
    sources = list(dict.fromkeys(source for source, _ in cells))
    contents = list(dict.fromkeys(claim for _, claim in cells))
    if order == "seriation":
        values = {key: cell.value for key, cell in cells.items()}
        sources, contents = seriate(sources, contents, values)
    elif NOBODY in sources:
        sources = [*(each for each in sources if each != NOBODY), NOBODY]
    return Positions(store, tuple(sources), tuple(contents), cells, left_out, aside)


def _withdrawn(store: Store, row: Attribution) -> bool:
    """Whether a standing row by one of its own sources retracts it."""
    outer = (store.rows[each] for each in store.outer(row.id))
    return any(_takes_back(store, each) and stands(store, each.id) for each in outer)


def _takes_back(store: Store, row: Attribution) -> bool:
    """Whether a row retracts another of the same source."""
    inner = store.rows.get(row.content)
    return (
        row.act is Act.RETRACT
        and not row.negated
        and inner is not None
        and not set(row.sources).isdisjoint(inner.sources)
    )


def _cell(store: Store, key: tuple[str, str], rows: Sequence[Attribution]) -> Cell:
    source, claim = key
    record = store.tables[Kind.CLAIM][claim]
    standing = [row for row in rows if stands(store, row.id)]

    def part(mark: Mark, mine: Iterable[Attribution]) -> Part:
        these = list(mine)
        return Part(
            mark,
            hedged=all(is_hedged(row, record) for row in these),
            withdrawn=not any(stands(store, row.id) for row in these),
        )

    changed = list(turns(store, [row for row in rows if row.stance.sign]))
    signs = {row.stance.sign for row in standing if row.stance.sign}
    undecided = any(kind == "undecided" for *_, kind in changed)
    if changed:
        first, last = changed[0][0], changed[-1][1]
        parts: tuple[Part, ...] = (part(mark_of(first), [first]), part(mark_of(last), [last]))
    else:
        grouped = {
            mark: [row for row in (standing or rows) if mark_of(row) == mark] for mark in MARKS
        }
        parts = tuple(part(mark, mine) for mark, mine in grouped.items() if mine)
    finals: tuple[Mark, ...] = (min((each.mark for each in parts), key=MARKS.index),)
    if not standing:
        finals = ()
    elif len(signs) > 1:
        last = changed[-1][1] if stands(store, changed[-1][1].id) else changed[-1][0]
        finals = ("support", "deny") if undecided else (mark_of(last),)
    elif signs:
        finals = ("support",) if 1 in signs else ("deny",)
    return Cell(source, claim, tuple(rows), parts, len(changed), undecided, finals)


def _most_frequent(
    held: dict[tuple[str, str], list[Attribution]],
) -> tuple[list[tuple[str, str]], str]:
    """Return the cells of the claims and the sources with most rows, as one figure holds."""
    sources = Counter({source: 0 for source, _ in held})
    claims = Counter({claim: 0 for _, claim in held})
    for (_, claim), rows in held.items():
        claims[claim] += len(rows)
    top_claims = {claim for claim, _ in claims.most_common(MOST)}
    for (source, claim), rows in held.items():
        sources[source] += len(rows) if claim in top_claims else 0
    top_sources = {source for source, _ in sources.most_common(MOST)}
    kept = [key for key in held if key[0] in top_sources and key[1] in top_claims]
    if len(kept) == len(held):
        return kept, ""
    shown = len({source for source, _ in kept}), len({claim for _, claim in kept})
    words = (
        f"Showing the {shown[0]:,} of {len(sources):,} sources and {shown[1]:,} of "
        f"{len(claims):,} claims with most statements"
    )
    return kept, words


def seriate(
    sources: Sequence[str], claims: Sequence[str], values: dict[tuple[str, str], float]
) -> tuple[list[str], list[str]]:
    """Return sources and claims in an order that puts like beside like.

    Sources are ordered by optimal leaf ordering of their stances (Bar-Joseph, Gifford and
    Jaakkola 2001; average linkage of unit vectors), so that those who agree stand together;
    claims by the mean place of those who speak of them, a denial counting at the opposite
    end, so that what one side says stands at one end. With fewer than three sources, the
    order given is kept. The same values give the same order.

    Examples
    --------
    >>> sides = {("a", "x"): 1.0, ("b", "x"): -1.0, ("c", "x"): 1.0}
    >>> seriate("abc", "x", sides)[0]
    ['a', 'c', 'b']
    """
    somebody = [each for each in sources if each != NOBODY]
    leaves = _leaves(somebody, claims, values) if len(somebody) > 2 else somebody
    ordered = leaves if len(somebody) == len(sources) else [*leaves, NOBODY]
    place = {source: number for number, source in enumerate(ordered)}
    last = len(ordered) - 1
    weights: dict[str, list[float]] = {claim: [] for claim in claims}
    for (source, claim), value in values.items():
        at = place[source]
        weights[claim].append(last - at if value < 0 else at)
    means = {claim: sum(each) / len(each) for claim, each in weights.items() if each}
    return ordered, sorted(claims, key=lambda claim: means.get(claim, 0.0))


def _leaves(
    sources: Sequence[str], claims: Sequence[str], values: dict[tuple[str, str], float]
) -> list[str]:
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage

    row = {source: number for number, source in enumerate(sources)}
    column = {claim: number for number, claim in enumerate(claims)}
    table = np.zeros((len(sources), 2 * len(claims)))
    for (source, claim), value in values.items():
        if source in row:
            table[row[source], column[claim]] = value
            table[row[source], len(claims) + column[claim]] = _MENTION
    # one who speaks much is compared by direction: else the quiet would all look alike
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    tree = linkage(table, method="average", metric="euclidean", optimal_ordering=True)
    ordered = [sources[number] for number in leaves_list(tree)]
    # a leaf order may be read from either end: begin at the end nearer to the first given
    return ordered if ordered.index(sources[0]) <= len(ordered) // 2 else ordered[::-1]


def sentences(positions: Positions) -> Iterator[str]:
    """Say who stands where, a sentence for each source, then what the claims are."""
    number = {claim: place for place, claim in enumerate(positions.claims, 1)}
    if not positions.cells:
        yield "A stance matrix without statements about claims."
        return
    yield (
        f"Matrix of {counted(len(positions.sources), 'source')} and "
        f"{counted(len(positions.claims), 'claim')}."
    )
    if positions.left_out:
        yield f"{positions.left_out}."
    for source in positions.sources:
        yield f"{_name(positions.store, source)}: {_source_words(positions, source, number)}."
    for claim, place in number.items():
        text, note = claim_words(positions.claim(claim))
        yield sentence(f"Claim {place}: {text} ({note})" if note else f"Claim {place}: {text}")


def _name(store: Store, source: str) -> str:
    return "Nobody named" if source == NOBODY else source_words(store, source)[0]


def _source_words(positions: Positions, source: str, number: dict[str, int]) -> str:
    cells = positions.of_source(source)
    phrases = []
    for mark in MARKS:
        found = [str(number[cell.claim]) for cell in cells if cell.finals == (mark,)]
        if found:
            noun = "claim" if len(found) == 1 else "claims"
            phrases.append(f"{WORDS[mark]} {noun} {listed(found)}")
    for cell in cells:
        place = number[cell.claim]
        if cell.undecided:
            phrases.append(f"both supported and denied claim {place}, in an order not known")
        elif cell.changes:
            phrases.append(
                f"went from {_NOUNS[cell.parts[0].mark]} to {_NOUNS[cell.parts[-1].mark]} "
                f"on claim {place}"
            )
        elif not cell.finals:
            phrases.append(f"retracted what it said of claim {place}")
    return "; ".join(phrases)
