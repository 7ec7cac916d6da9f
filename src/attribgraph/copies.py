"""Copies of text between documents: the same wording under different outlets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attribgraph.errors import UnknownValueError
from attribgraph.extras import need
from attribgraph.frames import fold
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.graph import AttributionGraph

__all__ = ["Copy", "copied_texts"]

_WORDS = 4


@dataclass(frozen=True, slots=True)
class Copy:
    """Two documents with the same wording.

    Attributes
    ----------
    first, second
        Ids of the documents, the one published first in front where the dates tell.
    similarity
        Share of their runs of four words that both have (Jaccard), 0 to 1.
    same_publisher
        Whether one outlet published both; None where an outlet is not known.
    """

    first: str
    second: str
    similarity: float
    same_publisher: bool | None


def copied_texts(
    g: AttributionGraph, texts: Mapping[str, str], *, threshold: float = 0.5
) -> tuple[Copy, ...]:
    """Find documents that carry the same wording.

    Parameters
    ----------
    g
        The graph that the documents are in.
    texts
        The text of each document, by the document's id.
    threshold
        Least share of runs of four words that two texts have in common, above 0, up to 1.

    Returns
    -------
    tuple of Copy
        The most alike first.

    Raises
    ------
    MissingExtraError
        If datasketch is not installed (``pip install 'attribgraph[copies]'``).
    UnknownIdError, UnknownValueError
        For a document that the graph does not hold, a text that is none, or a threshold
        outside 0 to 1.

    Notes
    -----
    Candidates come from MinHash with locality-sensitive hashing (Broder 1997), so costs grow
    with the texts and not with their pairs; each candidate is then compared exactly. A pair
    well above the threshold can, with small probability, be missed.

    Examples
    --------
    >>> g = ag.AttributionGraph(
    ...     ag.Document(id="wire", title="Fire"), ag.Document(id="paper", title="Fire at port")
    ... )
    >>> text = "The fire at the port was out by noon, the brigade said on Friday"
    >>> [(copy.first, copy.second) for copy in copied_texts(g, {"wire": text, "paper": text})]
    [('wire', 'paper')]
    """
    if not 0 < threshold <= 1:
        message = f"a threshold is above 0 and at most 1, not {threshold}"
        raise UnknownValueError(message, field="threshold")
    datasketch = need("datasketch", feature="copied_texts()", extra="copies")
    store = g._store  # noqa: SLF001 (analyses read the storage)
    for id_, text in texts.items():
        store.require(id_, (Kind.DOCUMENT,), "document")
        if not isinstance(text, str):
            message = f"the text of document {id_!r} is wanted as str, not {type(text).__name__}"
            raise UnknownValueError(message, record=id_)
    runs = {id_: _runs(text) for id_, text in texts.items()}
    index = datasketch.MinHashLSH(threshold=max(0.05, threshold * 0.8), num_perm=128)
    pairs: dict[tuple[str, str], None] = {}
    for id_, own in runs.items():
        if not own:
            continue
        sketch = datasketch.MinHash(num_perm=128, seed=1)
        sketch.update_batch([run.encode() for run in sorted(own)])
        pairs.update(dict.fromkeys((other, id_) for other in sorted(index.query(sketch))))
        index.insert(id_, sketch)
    found = [
        _copy(g, one, other, len(runs[one] & runs[other]) / len(runs[one] | runs[other]))
        for one, other in pairs
    ]
    alike = [each for each in found if each.similarity >= threshold]
    return tuple(sorted(alike, key=lambda each: (-each.similarity, each.first, each.second)))


def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", fold(text))
    if len(words) < _WORDS:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(
        " ".join(words[place : place + _WORDS]) for place in range(len(words) - _WORDS + 1)
    )


def _copy(g: AttributionGraph, one: str, other: str, similarity: float) -> Copy:
    first, second = g[one], g[other]
    dated = first.published_at is not None and second.published_at is not None
    if dated and second.published_at.before(first.published_at):
        first, second = second, first
    known = first.publisher is not None and second.publisher is not None
    return Copy(
        first.id, second.id, similarity, first.publisher == second.publisher if known else None
    )
