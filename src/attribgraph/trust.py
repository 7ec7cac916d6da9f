"""Credibility by going back and forth: claims are believed for their sources, sources for claims.

Each function takes a `Competition` and its parameters and returns an `Outcome`. Votes for the
negation of a claim take part like votes for any claim.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from attribgraph.methods import SUREST

if TYPE_CHECKING:
    from collections.abc import Callable

    from attribgraph.ballots import Competition, Floats

    Step = Callable[[Floats, Floats], tuple[Floats, Floats]]

__all__ = [
    "Outcome",
    "Stop",
    "agreement",
    "average_log",
    "investment",
    "mean_said",
    "pooled_investment",
    "shared",
    "sums",
    "truthfinder",
    "vote",
]


@dataclass(frozen=True)
class Stop:
    """When to stop: after so many rounds, or once a round changes no more than the tolerance."""

    rounds: int
    tolerance: float


@dataclass(frozen=True)
class Outcome:
    """What a method found.

    Attributes
    ----------
    sources, claims
        Scores.
    leading
        Which claims lead their item.
    iterations, converged
        How many rounds were gone, and whether the last one changed next to nothing.
    more
        Further results, by the field of `Credibility`.
    """

    sources: Floats
    claims: Floats
    leading: Any
    iterations: int
    converged: bool
    more: dict[str, Any] = field(default_factory=dict)


def vote(at: Competition, _stop: Stop) -> Outcome:
    """Count heads: asserters less deniers."""
    heads = at.votes_by_claim.sum(axis=1)
    margin = at.net(np.asarray(heads, dtype=float))
    leading = at.leading(margin)
    return Outcome(agreement(at, leading), margin, leading, 1, converged=True)


def agreement(at: Competition, leading: Any) -> Floats:
    """Return the share of each source's statements that agree with what leads, ties shared."""
    return mean_said(at, shared(at, leading))


def shared(at: Competition, leading: Any) -> Floats:
    """Return 1 for what leads alone, its part for each of several that are tied, else 0."""
    share: Floats = leading / np.maximum(at.total(leading.astype(float)), 1)
    return share


def mean_said(at: Competition, probability: Floats) -> Floats:
    """Return the mean probability that what a source says is so."""
    values = np.concatenate([probability, 1 - probability[at.counters]])
    mean: Floats = (at.votes @ values) / at.said
    return mean


def _rounds(
    step: Step,
    trust: Floats,
    belief: Floats,
    stop: Stop,
    change: Callable[[Floats, Floats], Any],
) -> tuple[Floats, Floats, int, bool]:
    converged = False
    done = 0
    while done < stop.rounds and not converged:
        new, belief = step(trust, belief)
        # the trust at the start may be that of the first round by chance
        converged = done > 0 and bool(change(new, trust) <= stop.tolerance)
        trust = new
        done += 1
    return trust, belief, done, converged


def _most(new: Floats, old: Floats) -> Any:
    return np.abs(new - old).max()


def _most_of_logs(new: Floats, old: Floats) -> Any:
    return np.abs(np.exp(new) - np.exp(old)).max()


def _turned(new: Floats, old: Floats) -> Any:
    """Return 1 less the cosine, as in the paper: a few sources may go on changing."""
    lengths = np.linalg.norm(new) * np.linalg.norm(old)
    return 1 - new @ old / lengths if lengths else 0.0


def sums(at: Competition, stop: Stop) -> Outcome:
    """Kleinberg's hubs and authorities on sources and claims."""
    return _linear(at, stop, None)


def average_log(at: Competition, stop: Stop) -> Outcome:
    """Mean belief times the log of how much the source says."""
    return _linear(at, stop, np.log(at.said) / at.said)


def _linear(at: Competition, stop: Stop, weight: Floats | None) -> Outcome:
    """Go through the rounds, on the claims of several sources and on all others at once.

    A claim that one source makes has that source's trust as its belief; most are so.
    """
    by_claim = at.votes_by_claim
    counts = np.diff(by_claim.indptr)
    single, several = np.flatnonzero(counts == 1), np.flatnonzero(counts > 1)
    voter = by_claim.indices[by_claim.indptr[single]]
    by_several = by_claim[several]
    votes = by_several.T
    own = np.bincount(voter, minlength=votes.shape[0]).astype(float)
    speaks_alone = (own > 0).astype(float)
    tiny = np.finfo(float).tiny

    def step(_: Floats, belief: Floats) -> tuple[Floats, Floats]:
        trust = votes @ belief[: len(several)] + own * belief[len(several) :]
        if weight is not None:
            trust *= weight
        trust /= max(trust.max(), tiny)
        belief = np.concatenate([by_several @ trust, speaks_alone * trust])
        belief /= max(belief.max(), tiny)
        return trust, belief

    size = votes.shape[0]
    start = np.full(len(several) + size, 0.5)
    trust, belief, done, converged = _rounds(step, np.ones(size), start, stop, _most)
    found = np.zeros(len(counts))
    found[several], found[single] = belief[: len(several)], belief[len(several) :][voter]
    net = at.net(found)
    return Outcome(trust, net, at.leading(net), done, converged)


def investment(at: Competition, stop: Stop, *, growth: float) -> Outcome:
    """Let sources invest in claims and share in what these return."""
    heads = np.asarray(at.votes_by_claim.sum(axis=1), dtype=float)
    with np.errstate(divide="ignore"):
        prior = np.log(heads) - np.log(at.pooled(heads))
    return _invested(at, stop, prior, lambda invested: growth * invested)


def pooled_investment(at: Competition, stop: Stop, *, growth: float) -> Outcome:
    """Let what competes share out what was invested in it."""
    heads = np.asarray(at.votes_by_claim.sum(axis=1), dtype=float)
    prior = -np.log(at.pooled((heads > 0).astype(float)))

    def grown(invested: Floats) -> Floats:
        power = growth * invested
        claims, negations = power[: at.size], power[at.size :]
        most = np.full(len(at.names), -np.inf)
        np.maximum.at(most, at.item, claims)
        scale = np.where(np.isfinite(most), most, 0.0)[at.item]
        pools = np.log(at.total(np.exp(claims - scale))) + scale
        either = np.logaddexp(claims[at.counters], negations)
        pools[at.counters] = np.logaddexp(pools[at.counters], negations)
        belief: Floats = invested + power - np.concatenate([pools, either])
        return belief

    return _invested(at, stop, prior, grown)


def _invested(
    at: Competition, stop: Stop, prior: Floats, grown: Callable[[Floats], Floats]
) -> Outcome:
    """Go through the rounds in logarithms: powers of powers soon leave the range of floats."""
    by_source, by_claim = _log_sum(at.votes), _log_sum(at.votes_by_claim)
    said = np.log(at.said)

    def step(trust: Floats, belief: Floats) -> tuple[Floats, Floats]:
        stake = trust - said
        trust = stake + by_source(belief - by_claim(stake))
        belief = grown(by_claim(trust - said))
        return trust - trust.max(), belief - belief.max()

    with np.errstate(divide="ignore", invalid="ignore"):  # claims that are only denied
        trust, belief, done, converged = _rounds(
            step, np.zeros(len(said)), prior, stop, _most_of_logs
        )
        # what leads is decided within each item, where the scores may all be next to zero
        most = np.full(len(at.names), -np.inf)
        np.maximum.at(most, at.item, belief[: at.size])
        np.maximum.at(most, at.item[at.counters], belief[at.size :])
        scale = most[np.concatenate([at.item, at.item[at.counters]])]
        leading = at.leading(at.net(np.exp(belief - scale)))
        net = at.net(np.exp(belief))
    return Outcome(np.exp(trust), net, leading, done, converged)


def _log_sum(matrix: Any) -> Callable[[Floats], Floats]:
    """Return the product with a matrix of ones, of logarithms; an empty row gives -inf."""
    columns = matrix.indices
    filled = np.flatnonzero(np.diff(matrix.indptr))
    starts = matrix.indptr[filled]
    lengths = np.diff(matrix.indptr)[filled]

    def product(logs: Floats) -> Floats:
        values = logs[columns]
        most = np.maximum.reduceat(values, starts)
        values = np.exp(values - np.repeat(most, lengths))
        found = np.full(matrix.shape[0], -np.inf)
        found[filled] = most + np.log(np.add.reduceat(values, starts))
        return found

    return product


def truthfinder(
    at: Competition, stop: Stop, *, initial_trust: float, influence: float, dampening: float
) -> Outcome:
    """Combine sources as if each were right by itself, and let rivals count against."""

    def step(trust: Floats, _: Floats) -> tuple[Floats, Floats]:
        sure = at.votes_by_claim @ -np.log1p(-np.minimum(trust, SUREST))
        rivals = at.pooled(sure) - sure
        score = sure - influence * rivals
        return (at.votes @ _logistic(dampening * score)) / at.said, score

    start = np.full(at.votes.shape[0], initial_trust)
    trust, score, done, converged = _rounds(step, start, np.zeros(at.votes.shape[1]), stop, _turned)
    margin = score[: at.size]
    return Outcome(trust, _logistic(dampening * margin), at.leading(margin), done, converged)


def _logistic(values: Floats) -> Floats:
    found: Floats = 0.5 * (1 + np.tanh(values / 2))
    return found
