"""Which claims carry the structure of a debate, and which could be left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from attribgraph.discourse.matrices import MODES, NORMALIZATIONS, one_mode_matrix
from attribgraph.discourse.statements import Choice, choose, one_of
from attribgraph.errors import UnknownValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from attribgraph.discourse.sides import Side
    from attribgraph.discourse.statements import Duplicates, Qualifier, Statements
    from attribgraph.graph import AttributionGraph
    from attribgraph.views import AttributionView

__all__ = ["Backbone", "backbone"]

_MOST: Final = 400
"""Claims that can be taken out one by one in a time that one waits for."""


@dataclass(frozen=True, slots=True)
class Backbone:
    """The claims that carry the structure, and those that do not.

    Attributes
    ----------
    backbone, redundant
        Ids of the claims; together all of them. The redundant ones in the order in which
        they were taken out, the least missed first.
    loss
        How far the network over the backbone is from the network over all: 0 for none.
    redundant_loss
        The same for the network over the redundant set.
    order
        All claims in the order of being taken out, and the loss once each is gone: the
        backbone of every size.
    """

    backbone: tuple[str, ...]
    redundant: tuple[str, ...]
    loss: float
    redundant_loss: float
    order: tuple[tuple[str, float], ...]


def backbone(  # noqa: PLR0913 (the options of the field)
    g: AttributionGraph | AttributionView,
    nodes: Side = "agency",
    over: Side = "claim",
    *,
    penalty: float = 3.5,
    size: int | None = None,
    aggregation: Literal["ignore", "congruence", "conflict", "subtract"] = "subtract",
    normalization: Literal["no", "average", "jaccard", "cosine"] = "average",
    duplicates: Duplicates = "document",
    qualifier: Qualifier = "stance",
    include: AttributionView | None = None,
    exclude: AttributionView | None = None,
) -> Backbone:
    """Return the claims without which the network would look different.

    Parameters
    ----------
    g, nodes, over, aggregation, normalization, duplicates, qualifier, include, exclude
        As for `one_mode`. Negative ties are taken as none.
    penalty
        How strongly a large backbone is punished, 0 or more: the larger, the smaller it is.
    size
        How many claims it is to have; then there is no penalty.

    Returns
    -------
    Backbone
        The claims kept, those that could go, and how far the network moved.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words, the penalty is negative, the size is not
        between 1 and the number of claims, or there are more than 400 claims.

    Notes
    -----
    The nested method: claims are taken out one by one, each time the one whose absence
    changes the network least, which gives a backbone of every size. The change is the
    spectral loss, the Euclidean distance between the sorted eigenvalues of the two
    networks' graph Laplacians, each divided by their sum. So far it is as the help page of
    ``dna_backbone`` in Leifeld's package rDNA describes it. Which of the sizes is returned
    is this library's own rule: the one with the smallest ``loss * exp(penalty * share)``,
    share being the part of the claims that the backbone keeps; at least one claim is left
    out, because the loss of the whole is 0.

    Cost: claims squared times the cube of the nodes.

    Examples
    --------
    >>> found = backbone(g, "source", size=3)
    >>> len(found.backbone), len(found.redundant)
    (3, 22)
    """
    one_of(aggregation, MODES[1], "aggregation of a one-mode network")
    one_of(normalization, NORMALIZATIONS[1], "normalization of a one-mode network")
    if not penalty >= 0:
        message = f"the penalty is 0 or more, not {penalty!r}"
        raise UnknownValueError(message)
    blind = aggregation == "ignore"
    found = choose(g, Choice(nodes, over, qualifier, duplicates, include, exclude, blind=blind))
    labels = found.second_labels
    if len(labels) > _MOST:
        message = f"a backbone is sought among at most {_MOST} claims, not {len(labels)}: narrow"
        raise UnknownValueError(message)
    if size is not None and not 1 <= size <= len(labels):
        message = f"the size is between 1 and the {len(labels)} claims, not {size!r}"
        raise UnknownValueError(message)
    measure = _Measure(found, aggregation, normalization)
    order = _taken_out(measure, len(labels))
    keep = _kept(order, len(labels), penalty) if size is None else size
    gone = [each for each, _ in order[: len(labels) - keep]]
    left = [each for each in range(len(labels)) if each not in set(gone)]
    return Backbone(
        tuple(labels[each] for each in left),
        tuple(labels[each] for each in gone),
        measure.loss(left),
        measure.loss(gone),
        tuple((labels[each], loss) for each, loss in order),
    )


class _Measure:
    """The loss of a set of claims: how far its network is from the whole."""

    def __init__(self, statements: Statements, aggregation: str, normalization: str) -> None:
        self._statements = statements
        self._kind = aggregation, normalization
        self._whole = self._spectrum(range(len(statements.second_labels)))

    def loss(self, claims: Iterable[int]) -> float:
        """Return how far the spectrum over the claims is from that over all."""
        return float(np.linalg.norm(self._spectrum(claims) - self._whole))

    def _spectrum(self, claims: Iterable[int]) -> NDArray[np.float64]:
        kept = np.zeros(len(self._statements.second_labels), dtype=np.bool_)
        kept[list(claims)] = True
        some = self._statements.at(kept[self._statements.second])
        ties: Any = np.maximum(one_mode_matrix(some, *self._kind).toarray(), 0.0)
        values = np.linalg.eigvalsh(np.diag(ties.sum(axis=1)) - ties)
        total = values.sum()
        return values / total if total > 0 else np.zeros_like(values)


def _taken_out(measure: _Measure, number: int) -> list[tuple[int, float]]:
    left = list(range(number))
    order = []
    while left:
        losses = [measure.loss([each for each in left if each != out]) for out in left]
        least = min(range(len(left)), key=lambda at: (round(losses[at], 12), at))
        order.append((left.pop(least), losses[least]))
    return order


def _kept(order: list[tuple[int, float]], number: int, penalty: float) -> int:
    """Return the size with the smallest punished loss, the smallest such."""
    if number < 2:
        return number
    scored = []
    for out, (_, loss) in enumerate(order[:-1], start=1):
        size = number - out
        scored.append((loss * np.exp(penalty * size / number), size))
    return int(min(scored)[1])
