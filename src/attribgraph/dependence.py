"""Credibility that allows for copying: shared errors tell of copying, and copies count for less.

After Dong, Berti-Equille and Srivastava (2009). Two sources that agree on what is false are
likely to depend on each other, since there are many ways to be wrong and one to be right.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from attribgraph.errors import UnknownValueError
from attribgraph.trust import Outcome, Stop, agreement, mean_said, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from attribgraph.ballots import Competition, Floats, Indices

__all__ = ["accu", "depen"]

_LEAST, _MOST = 0.01, 0.99
"""Bounds of accuracy: a source that is always right or always wrong would weigh infinitely."""

_SAME = 1e-12
_PLACES = 12
_LARGEST = 20_000_000


@dataclass(frozen=True)
class _Model:
    """The paper's parameters: alpha, epsilon, c and n."""

    copying: float
    error: float
    copy_rate: float
    false_values: float


@dataclass(frozen=True)
class _Sharing:
    """Claims (or negations) that equally many sources vote for.

    Attributes
    ----------
    columns
        The claims and negations.
    voters
        Their sources, a row each.
    pairs
        The pairs of these sources (by place in `_Pairs`), a row each, in the order of
        ``numpy.triu_indices``.
    """

    columns: Indices
    voters: Indices
    pairs: Indices


def _refuse_too_many(counts: Indices) -> None:
    """Raise if claims and items with so many sources make more pairs than memory holds."""
    pairs = counts.astype(np.int64)
    needed = int((pairs * (pairs - 1) // 2).sum())
    if needed > _LARGEST:
        message = (
            f"{needed:,} pairs of sources speak of the same claims and items, more than the "
            f"{_LARGEST:,} that are compared: take fewer rows, or a method without copying"
        )
        raise UnknownValueError(message, field="method")


class _Pairs:
    """The pairs of sources that have a vote in common.

    Attributes
    ----------
    first, second
        The sources of each pair.
    sharings
        The claims and negations with several voters, by how many there are.
    differences
        On how many items the two contradict each other.
    """

    def __init__(self, at: Competition) -> None:
        self.at = at
        votes = at.votes_by_claim
        votes.sort_indices()
        counts = np.diff(votes.indptr).astype(np.int64)
        size = at.votes.shape[0]
        _refuse_too_many(np.concatenate([counts, np.bincount(at.item[at.ballots.asserted[1]])]))
        groups: list[tuple[Indices, Indices, Indices]] = []
        for count in np.unique(counts[counts > 1]):
            columns = np.flatnonzero(counts == count)
            voters = votes.indices[votes.indptr[columns][:, None] + np.arange(count)]
            one, other = np.triu_indices(count, 1)
            groups.append(
                (columns, voters, voters[:, one].astype(np.int64) * size + voters[:, other])
            )
        keys = [group[2].ravel() for group in groups]
        known, places = np.unique(
            np.concatenate([np.zeros(0, dtype=np.int64), *keys]), return_inverse=True
        )
        self.first, self.second = known // size, known % size
        ends = np.cumsum([len(each) for each in keys])
        parts = np.split(places, ends[:-1]) if keys else []
        self.sharings = [
            _Sharing(columns, voters, part.reshape(key.shape))
            for (columns, voters, key), part in zip(groups, parts, strict=True)
        ]
        self.differences = self._differences()

    def __len__(self) -> int:
        return len(self.first)

    def _differences(self) -> Floats:
        at = self.at
        asserted, denied = at.votes[:, : at.size], at.votes[:, at.size :]
        to_item = sparse.csr_array(
            (np.ones(at.size), (np.arange(at.size), at.item)), shape=(at.size, len(at.names))
        )
        items = asserted @ to_item
        items.data[:] = 1.0
        common = self._of(items @ items.T)
        clashes = asserted[:, at.counters] @ denied.T
        return common - self._agreed() + self._of(clashes) + self._of(clashes.T)

    def _agreed(self) -> Floats:
        """Return the number of items on which the two assert a claim in common."""
        keys = [
            each.pairs[claims] * len(self.at.names) + self.at.item[each.columns[claims]][:, None]
            for each in self.sharings
            for claims in [each.columns < self.at.size]
        ]
        found = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(k.ravel() for k in keys)]))
        return np.bincount(found // len(self.at.names), minlength=len(self)).astype(float)

    def _of(self, matrix: Any) -> Floats:
        if not len(self):
            return np.zeros(0)
        return np.asarray(matrix.tocsr()[self.first, self.second], dtype=float).ravel()

    def posterior(
        self, model: _Model, accuracy: Floats, probability: Floats
    ) -> tuple[Floats, Floats]:
        """Return the probabilities that the first copies the second, and the other way round."""
        one, other = accuracy[self.first], accuracy[self.second]
        true, false = one * other, (1 - one) * (1 - other) / model.false_values
        c = model.copy_rate
        # on a true value and on a false one: independently, the first copies, the second does
        chances = [
            (true, false),
            (other * c + true * (1 - c), (1 - other) * c + false * (1 - c)),
            (one * c + true * (1 - c), (1 - one) * c + false * (1 - c)),
        ]
        apart = np.log(1 - true - false)
        logs = np.array([apart, apart + np.log1p(-c), apart + np.log1p(-c)]) * self.differences
        values = np.concatenate([probability, 1 - probability[self.at.counters]])
        for row, (if_true, if_false) in enumerate(chances):
            for each in self.sharings:
                p = values[each.columns][:, None]
                chance = np.log(p * if_true[each.pairs] + (1 - p) * if_false[each.pairs])
                logs[row] += np.bincount(each.pairs.ravel(), chance.ravel(), len(self))
        prior = np.log([1 - model.copying, model.copying / 2, model.copying / 2])
        logs += prior[:, None]
        weights = np.exp(logs - logs.max(axis=0))
        weights /= weights.sum(axis=0)
        return weights[1], weights[2]

    def matrix(self, copying: tuple[Floats, Floats]) -> Any:
        """Return the matrix whose rows copy its columns."""
        size = self.at.votes.shape[0]
        rows = np.concatenate([self.first, self.second])
        columns = np.concatenate([self.second, self.first])
        values = np.concatenate(copying)
        return sparse.csr_array((values, (rows, columns)), shape=(size, size))

    def votes(
        self, rate: float, copying: tuple[Floats, Floats], weight: Floats, against: Floats
    ) -> Floats:
        """Return the vote of each claim and negation, copies discounted."""
        forth, back = copying
        at = self.at
        counts = np.diff(at.votes_by_claim.indptr)
        alone = np.flatnonzero(counts == 1)
        found = np.zeros(len(counts))
        voter = at.votes_by_claim.indices[at.votes_by_claim.indptr[alone]]
        found[alone] = np.where(alone < at.size, weight[voter], against[voter])
        for each in self.sharings:
            weights = np.where(
                (each.columns < at.size)[:, None], weight[each.voters], against[each.voters]
            )
            share = _independence(each, rate, forth + back, back >= forth - _SAME)
            found[each.columns] = (weights * share).sum(axis=1)
        return found


def _independence(
    each: _Sharing, rate: float, dependence: Floats, first_leads: NDArray[np.bool_]
) -> Floats:
    """Return the share of each vote that is the voter's own.

    Greedily, as in the paper: of the two most dependent voters the one who is rather copied
    comes first, then always the one who depends most on one already counted. A vote counts
    for the chance that its voter copied it from none of those before. Exact ties are broken
    by the order of ids.
    """
    rows, size = each.voters.shape
    one, other = np.triu_indices(size, 1)
    between = np.zeros((rows, size, size))
    between[:, one, other] = between[:, other, one] = dependence[each.pairs]
    # rounded, so that what differs by rounding alone is a tie whatever the order of sums
    near = np.round(between, _PLACES)
    closest = near[:, one, other].argmax(axis=1)
    leads = first_leads[np.take_along_axis(each.pairs, closest[:, None], axis=1)[:, 0]]
    chosen = np.where(leads, one[closest], other[closest])
    everyone = np.arange(rows)
    own = np.ones((rows, size))
    nearest = np.full((rows, size), -1.0)
    done = np.zeros((rows, size), dtype=bool)
    for _ in range(size - 1):
        done[everyone, chosen] = True
        own *= np.where(done, 1.0, 1 - rate * between[everyone, chosen])
        nearest = np.maximum(nearest, near[everyone, chosen])
        chosen = np.where(done, -1.0, nearest).argmax(axis=1)
    return own


def _start(at: Competition) -> Floats:
    """Return equal chances for the claims of an item, and for the negation of one denied."""
    chances = at.rivals.astype(float)
    chances[at.counters] += 1
    return 1 / chances


def depen(at: Competition, stop: Stop, **parameters: float) -> Outcome:
    """Count heads, each for the chance that it did not copy."""
    model = _Model(**parameters)
    accuracy = np.full(at.votes.shape[0], 1 - model.error)
    ones = np.ones(len(accuracy))

    def step(probability: Floats) -> _Round:
        copying = pairs.posterior(model, accuracy, probability)
        margin = at.net(pairs.votes(model.copy_rate, copying, ones, ones))
        leading = at.leading(margin)
        return _Round(copying, margin, leading, shared(at, leading))

    pairs = _Pairs(at)
    last, done, converged = _settled(step, _start(at), stop)
    more = {"dependence": pairs.matrix(last.copying)}
    return Outcome(agreement(at, last.leading), last.score, last.leading, done, converged, more)


def accu(at: Competition, stop: Stop, **parameters: float) -> Outcome:
    """Weigh heads by accuracy, each for the chance that it did not copy."""
    model = _Model(**parameters)
    probability = _start(at)

    def step(accuracy: Floats) -> _Round:
        nonlocal probability
        copying = pairs.posterior(model, accuracy, probability)
        weight = np.log(model.false_values * accuracy / (1 - accuracy))
        margin = at.net(pairs.votes(model.copy_rate, copying, weight, np.maximum(weight, 0)))
        probability = _probability(at, margin, model.false_values)
        learnt = np.clip(mean_said(at, probability), _LEAST, _MOST)
        return _Round(copying, probability, at.leading(margin), learnt)

    pairs = _Pairs(at)
    start = np.full(at.votes.shape[0], np.clip(1 - model.error, _LEAST, _MOST))
    last, done, converged = _settled(step, start, stop)
    more = {"dependence": pairs.matrix(last.copying)}
    return Outcome(last.learnt, last.score, last.leading, done, converged, more)


@dataclass(frozen=True)
class _Round:
    """What a round found: copying, scores of claims, what leads, and what goes on to the next."""

    copying: tuple[Floats, Floats]
    score: Floats
    leading: NDArray[np.bool_]
    learnt: Floats


def _settled(
    step: Callable[[Floats], _Round], start: Floats, stop: Stop
) -> tuple[_Round, int, bool]:
    """Go on until nothing changes, or, as in the paper, until decisions go round in a circle."""
    learnt, seen, before = start, set(), b""
    for done in range(1, stop.rounds + 1):
        found = step(learnt)
        converged = bool(np.abs(found.learnt - learnt).max() <= stop.tolerance)
        decided = sha256(found.leading.tobytes()).digest()
        if converged or done == stop.rounds or (decided != before and decided in seen):
            break
        learnt, before = found.learnt, decided
        seen.add(decided)
    return found, done, converged


def _probability(at: Competition, votes: Floats, false_values: float) -> Floats:
    """Return the probability of each claim among its rivals and what nobody said."""
    most = np.zeros(len(at.names))
    np.maximum.at(most, at.item, votes)
    scale = most[at.item]
    unsaid = np.maximum(false_values + 1 - at.rivals, 0)
    own = np.exp(votes - scale)
    found: Floats = own / (at.total(own) + unsaid * np.exp(-scale))
    return found
