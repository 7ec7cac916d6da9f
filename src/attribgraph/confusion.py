"""Dawid and Skene's observers: each confuses one value with another at a rate of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from attribgraph.errors import UnknownValueError
from attribgraph.trust import Outcome, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.ballots import Competition, Floats, Indices

__all__ = ["dawid_skene"]

_LARGEST = 20_000_000


class _Labels:
    """What the observers said of the items.

    Attributes
    ----------
    classes
        The values that an item may have.
    items
        How many items there are.
    observer, label, item, count
        Who called which item what, and how often. Labels are the classes in order and then,
        for each, "not that".
    """

    def __init__(
        self, classes: Sequence[Any], items: int, said: tuple[Indices, Indices, Indices, Indices]
    ) -> None:
        self.classes = classes
        self.items = items
        self.observer, self.label, self.item, self.count = said

    def start(self) -> Floats:
        """Return the share of the labels that each value of an item has."""
        size = len(self.classes)
        plain = self.label < size
        votes = np.zeros((self.items, size))
        np.add.at(votes, (self.item[plain], self.label[plain]), self.count[plain])
        item, but = self.item[~plain], self.label[~plain] - size
        spread = self.count[~plain] / max(size - 1, 1)
        others = np.zeros((self.items, size))
        np.add.at(others, (item, but), -spread)
        votes += others + np.bincount(item, spread, self.items)[:, None]
        total = votes.sum(axis=1, keepdims=True)
        shares: Floats = np.where(total > 0, votes / np.where(total > 0, total, 1), 1 / size)
        return shares


def dawid_skene(at: Competition, stop: Stop, *, values: Sequence[Any] | None) -> Outcome:
    """Estimate how each source confuses values, and what is so, by expectation-maximisation."""
    labels = _yes_or_no(at) if values is None else _by_value(at, values)
    size = len(labels.classes)
    observed, pair = np.unique(labels.observer * 2 * size + labels.label, return_inverse=True)
    needed = size * (labels.items + len(observed))
    if needed > _LARGEST:
        message = (
            f"dawid_skene would hold {needed:,} probabilities, of {size:,} values for "
            f"{labels.items:,} items: it is for items that take a few values"
        )
        raise UnknownValueError(message, field="values")
    observer = observed // (2 * size)
    said = sparse.csr_array(
        (labels.count.astype(float), (pair, labels.item)), shape=(len(observed), labels.items)
    )
    by_item = said.T.tocsr()
    of_observer = sparse.csr_array(
        (np.ones(len(observed)), (observer, np.arange(len(observed)))),
        shape=(len(at.ballots.sources), len(observed)),
    )
    truth = labels.start()
    converged = False
    done = 0
    while done < stop.rounds and not converged:
        priors = truth.mean(axis=0)
        counts = said @ truth
        totals = (of_observer @ counts)[observer]
        rates = np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0)
        with np.errstate(divide="ignore"):  # some value of each item stays possible
            joint = by_item @ np.log(rates) + np.log(priors)
        most = joint.max(axis=1, keepdims=True)
        weights = np.exp(joint - most)
        total = weights.sum(axis=1, keepdims=True)
        new = weights / total
        converged = bool(np.abs(new - truth).max() <= stop.tolerance)
        truth = new
        done += 1
    more = {
        "log_likelihood": float((np.log(total) + most).sum()),
        "priors": dict(zip(labels.classes, priors.tolist(), strict=True)),
        "confusion": _confusion(at, labels.classes, observed, rates),
    }
    right = np.zeros((len(at.ballots.sources), size))
    label = observed % (2 * size)
    plain = label < size
    right[observer[plain], label[plain]] = rates[plain, label[plain]]
    if values is None:
        score = truth[:, 0]
        leading = at.leading(score - 0.5)
    else:
        place = {value: number for number, value in enumerate(labels.classes)}
        score = truth[at.item, [place[value] for value in values]]
        leading = at.leading(score)
    return Outcome(right @ priors, score, leading, done, converged, more)


def _by_value(at: Competition, values: Sequence[Any]) -> _Labels:
    """Take each item for a question that the values of its claims answer."""
    pairs = zip(at.ballots.claims, values, strict=True)
    missing = next((ids for ids, value in pairs if value is None), None)
    if missing is not None:
        message = f"values gives none for claim {missing[0]!r}; dawid_skene needs one for each"
        raise UnknownValueError(message, record=missing[0], field="values")
    classes = list(dict.fromkeys(values))
    place = {value: number for number, value in enumerate(classes)}
    label = np.array([place[value] for value in values], dtype=np.int64)
    sources, claims, counts = at.ballots.asserted
    deniers, denied, denials = at.ballots.denied
    return _Labels(
        classes,
        len(at.names),
        (
            np.concatenate([sources, deniers]),
            np.concatenate([label[claims], len(classes) + label[denied]]),
            at.item[np.concatenate([claims, denied])],
            np.concatenate([counts, denials]),
        ),
    )


def _yes_or_no(at: Competition) -> _Labels:
    """Take each claim for a question: yes by who asserts it, no by who denies it or a rival.

    The number of answers grows with the claims that compete with each that is asserted.
    """
    sources, claims, counts = at.ballots.asserted
    deniers, denied, denials = at.ballots.denied
    others = at.rivals[claims] - 1
    if others.sum() > _LARGEST:
        message = (
            f"dawid_skene without values would take {int(others.sum()):,} answers, since so many "
            "claims compete: give values, or narrower groups"
        )
        raise UnknownValueError(message, field="values")
    order = np.argsort(at.item, kind="stable")
    starts = np.searchsorted(at.item[order], np.arange(len(at.names)))
    said = np.repeat(np.arange(len(claims)), at.rivals[claims])
    within = np.arange(len(said)) - np.repeat(
        np.cumsum(at.rivals[claims]) - at.rivals[claims], at.rivals[claims]
    )
    rival = order[starts[at.item[claims[said]]] + within]
    no = rival != claims[said]
    said, rival = said[no], rival[no]
    return _Labels(
        (True, False),
        at.size,
        (
            np.concatenate([sources, deniers, sources[said]]),
            np.concatenate([np.zeros(len(sources), int), np.ones(len(denied) + len(said), int)]),
            np.concatenate([claims, denied, rival]),
            np.concatenate([counts, denials, counts[said]]),
        ),
    )


def _confusion(
    at: Competition, classes: Sequence[Any], observed: Indices, rates: Floats
) -> dict[str, dict[Any, dict[Any, float]]]:
    size = len(classes)
    names = [*classes, *(("not", each) for each in classes)]
    found: dict[str, dict[Any, dict[Any, float]]] = {
        source: {each: {} for each in classes} for source in at.ballots.sources
    }
    for pair, row in zip(observed.tolist(), rates.tolist(), strict=True):
        source, label = at.ballots.sources[pair // (2 * size)], names[pair % (2 * size)]
        for each, rate in zip(classes, row, strict=True):
            found[source][each][label] = rate
    return found
