"""Who asserts and who denies which claim, as arrays: what credibility is computed from.

Sources and claims are put in the order of their ids, so that no result depends on the order in
which records came.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from attribgraph.errors import UnknownIdError, UnknownValueError, did_you_mean
from attribgraph.methods import TIED
from attribgraph.standing import stands
from attribgraph.vocabulary import ClaimForm, Kind, Relation, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from attribgraph.model import Attribution, Claim
    from attribgraph.store import Store

    Floats = NDArray[np.float64]
    Indices = NDArray[np.int64]

__all__ = ["Ballots", "Competition", "ballots_of", "compete", "said_of"]


@dataclass(frozen=True)
class Ballots:
    """Who asserts and who denies what.

    Attributes
    ----------
    sources
        Ids of the sources that assert or deny a claim, in order.
    claims
        The claims that are asserted or denied: of each, the ids that are linked as equivalent,
        in order; the tuples are in the order of their first ids.
    asserted, denied
        Sources, claims (as places in the lists above) and how many rows say so.
    """

    sources: tuple[str, ...]
    claims: tuple[tuple[str, ...], ...]
    asserted: tuple[Indices, Indices, Indices]
    denied: tuple[Indices, Indices, Indices]


def ballots_of(store: Store, rows: Iterable[Attribution]) -> Ballots:
    """Read the rows by which sources commit themselves to a claim that is a statement."""
    claims = store.tables[Kind.CLAIM]
    said: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    for row in rows:
        content = row.content
        if content not in claims or claims[content].form is not ClaimForm.STATEMENT:
            continue
        stance = row.stance
        if stance not in _SIDES or not row.asserts or not stands(store, row.id):
            continue
        said[stance is Stance.DENY].extend((source, content) for source in row.sources)
    sources = sorted({source for side in said for source, _ in side})
    spoken_of = {claim for side in said for _, claim in side}
    classes = _equivalent(store, spoken_of)
    source_at = {id_: place for place, id_ in enumerate(sources)}
    claim_at = {id_: place for place, ids in enumerate(classes) for id_ in ids}
    asserted, denied = (_counted(side, source_at, claim_at) for side in said)
    return Ballots(tuple(sources), tuple(classes), asserted, denied)


_SIDES = frozenset({Stance.SUPPORT, Stance.DENY})


def _counted(
    said: Sequence[tuple[str, str]], source_at: Mapping[str, int], claim_at: Mapping[str, int]
) -> tuple[Indices, Indices, Indices]:
    width = max(len(claim_at), 1)
    keys = np.fromiter(
        (source_at[source] * width + claim_at[claim] for source, claim in said),
        dtype=np.int64,
        count=len(said),
    )
    pairs, counts = np.unique(keys, return_counts=True)
    return pairs // width, pairs % width, counts


def _equivalent(store: Store, claims: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the claims, each with those that it is linked to as equivalent, in order."""
    statements = {
        id_ for id_, claim in store.tables[Kind.CLAIM].items() if claim.form is ClaimForm.STATEMENT
    }
    neighbours = _linked(store, Relation.EQUIVALENT_TO)
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in sorted(claims):
        if start in seen:
            continue
        seen.add(start)
        todo, ids = [start], [start]
        while todo:
            for other in neighbours.get(todo.pop(), ()):
                if other not in seen and other in statements:
                    seen.add(other)
                    todo.append(other)
                    ids.append(other)
        found.append(tuple(sorted(ids)))
    return sorted(found)


def _linked(store: Store, relation: Relation) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in store.tables[Kind.LINK].values():
        if link.relation is relation:
            found.setdefault(link.subject, []).append(link.object)
            found.setdefault(link.object, []).append(link.subject)
    return found


def said_of(
    store: Store,
    ballots: Ballots,
    asked: Mapping[str, Hashable] | Callable[[Claim], Hashable],
    name: str,
) -> list[Any]:
    """Return what a mapping or a function says of each claim, None where it says nothing.

    Raises
    ------
    UnknownIdError
        If a mapping speaks of a claim that the graph does not hold.
    UnknownValueError
        If what it says cannot be compared, or differs between equivalent claims.
    """
    claims = store.tables[Kind.CLAIM]
    if not callable(asked):
        try:
            stray = next((each for each in asked if each not in claims), None)
        except TypeError:
            message = f"{name} is a mapping from claim id, or a function of the claim, not {asked}"
            raise UnknownValueError(message, field=name) from None
        if stray is not None:
            near = did_you_mean(str(stray), claims)
            message = f"{name} speaks of a claim {stray!r} that the graph does not have{near}"
            raise UnknownIdError(message, record=str(stray), field=name)
    answers: list[Any] = []
    for ids in ballots.claims:
        found: dict[Any, str] = {}
        for id_ in ids:
            answer = asked(claims[id_]) if callable(asked) else asked.get(id_)
            if answer is None:
                continue
            try:
                found.setdefault(answer, id_)
            except TypeError:
                message = f"{name} gives {answer!r} for claim {id_!r}, which cannot be compared"
                raise UnknownValueError(message, record=id_, field=name) from None
        if len(found) > 1:
            one, other = list(found.items())[:2]
            message = (
                f"{name} gives {one[0]!r} for claim {one[1]!r} and {other[0]!r} for claim "
                f"{other[1]!r}, which are linked as equivalent"
            )
            raise UnknownValueError(message, record=other[1], field=name)
        answers.append(next(iter(found), None))
    return answers


@dataclass(frozen=True)
class Competition:
    """Ballots, and which claims exclude one another.

    The columns of `votes` are the claims and, after them, the negations of those claims that
    somebody denies: to deny a claim is to vote for its negation.

    Attributes
    ----------
    ballots
        Who asserts and who denies what.
    item
        The item of each claim; at most one claim of an item is true.
    names
        What `groups` calls each item; None for the others.
    """

    ballots: Ballots
    item: Indices
    names: tuple[Any, ...]

    @cached_property
    def size(self) -> int:
        """How many claims there are."""
        return len(self.ballots.claims)

    @cached_property
    def counters(self) -> Indices:
        """The claims that somebody denies."""
        return np.unique(self.ballots.denied[1])

    @cached_property
    def votes(self) -> Any:
        """Sources by claims and negations: 1 where a source votes."""
        sources, claims, _ = self.ballots.asserted
        deniers, denied, _ = self.ballots.denied
        negations = self.size + np.searchsorted(self.counters, denied)
        rows = np.concatenate([sources, deniers])
        columns = np.concatenate([claims, negations])
        shape = (len(self.ballots.sources), self.size + len(self.counters))
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)

    @cached_property
    def votes_by_claim(self) -> Any:
        """The votes, transposed."""
        return self.votes.T.tocsr()

    @cached_property
    def said(self) -> Floats:
        """How many claims each source asserts or denies."""
        return np.asarray(self.votes.sum(axis=1), dtype=float)

    @cached_property
    def rivals(self) -> Indices:
        """How many claims compete in the item of each claim, itself among them."""
        counts: Indices = np.bincount(self.item, minlength=len(self.names))
        return counts[self.item]

    def total(self, values: Floats) -> Floats:
        """Return, for each claim, the sum over the claims of its item."""
        sums = np.bincount(self.item, values, len(self.names))
        return sums[self.item].astype(float)

    def pooled(self, values: Floats) -> Floats:
        """Return the sum over all that competes with each claim or negation, itself included.

        A claim competes with the claims of its item and with its own negation; a negation
        with its claim alone.
        """
        claims, negations = values[: self.size], values[self.size :]
        pools = np.concatenate([self.total(claims), negations + claims[self.counters]])
        pools[self.counters] += negations
        return pools

    def net(self, values: Floats) -> Floats:
        """Return what each claim has, less what its negation has."""
        net = values[: self.size].copy()
        net[self.counters] -= values[self.size :]
        return net

    def leading(self, margin: Floats, threshold: float = 0.0) -> NDArray[np.bool_]:
        """Return which claims lead their item, ties included.

        A claim that is denied leads only if its margin is above the threshold: what is denied
        as strongly as it is asserted is left undecided.
        """
        eligible = np.ones(self.size, dtype=bool)
        eligible[self.counters] = margin[self.counters] > threshold
        shown = np.where(eligible, margin, -np.inf)
        best = np.full(len(self.names), -np.inf)
        np.maximum.at(best, self.item, shown)
        least = best[self.item]
        leading: NDArray[np.bool_] = eligible & (shown >= least - TIED * np.abs(least))
        return leading


def compete(store: Store, ballots: Ballots, names: Sequence[Any] | None) -> Competition:
    """Put the claims that exclude one another into items.

    Parameters
    ----------
    store
        The records.
    ballots
        The claims.
    names
        The item of each claim by the caller's word, None where the caller has none; claims
        without one compete with those that they are linked to as contradicting, directly or
        through others.
    """
    size = len(ballots.claims)
    given = list(names) if names is not None else [None] * size
    place = {id_: at for at, ids in enumerate(ballots.claims) for id_ in ids}
    first: dict[Any, int] = {}
    ends = [(first.setdefault(name, at), at) for at, name in enumerate(given) if name is not None]
    for one, others in _linked(store, Relation.CONTRADICTS).items():
        at = place.get(one)
        if at is None or given[at] is not None:
            continue
        for other in others:
            to = place.get(other)
            if to is not None and given[to] is None:
                ends.append((at, to))
    if not size:
        return Competition(ballots, np.zeros(0, dtype=np.int64), ())
    pairs = np.array(ends, dtype=np.int64).reshape(-1, 2)
    joined = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    count, item = connected_components(joined.tocsr(), directed=False)
    called: list[Any] = [None] * count
    for at, name in enumerate(given):
        if name is not None:
            called[item[at]] = name
    return Competition(ballots, item.astype(np.int64), tuple(called))
