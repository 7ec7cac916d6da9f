"""ClaimReview: fact-checks as schema.org's JSON-LD, which publishers put into their pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from attribgraph.io._claimreview_reader import ClaimReviewReader
from attribgraph.io._claimreview_writer import ClaimReviewWriter
from attribgraph.io._files import write_chunks
from attribgraph.io._json_load import JsonText
from attribgraph.io.losses import Losses, left_out
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile

__all__ = ["read_claimreview", "write_claimreview"]

_CONTEXT: Final = "https://schema.org"


def write_claimreview(graph: AttributionGraph, target: PathOrFile) -> Losses:
    """Write the assessments of claims as schema.org ClaimReviews (JSON-LD).

    Parameters
    ----------
    graph, target
        As for `write_json`.

    Returns
    -------
    Losses
        What was left out, which is whatever is no fact-check: the format holds verdicts on
        claims, who gave them and where, and who made the claims.

    Raises
    ------
    OSError
        If the file cannot be written; the old one is as it was.

    Notes
    -----
    One ClaimReview is written for each row that assesses a claim. Under ``itemReviewed`` is
    a Claim for each row of another act that supports the claim and names a source; its
    document is the ``appearance``. Grades of the truth rating also have a number, from 1 to 5.
    Only schema.org's own context is used, as search engines take no other; ids of records
    are ``identifier``.

    Examples
    --------
    >>> import io, json
    >>> row = g.attribute(ag.Agency(name="Checkers", kind="fact_checker"), "troops-in-kursk",
    ...                   act="assess", grade="mostly-true", grade_scale="truth_rating")
    >>> file = io.StringIO()
    >>> losses = write_claimreview(g, file)
    >>> json.loads(file.getvalue())["@graph"][0]["reviewRating"]["alternateName"]
    'mostly-true'
    """
    writer = ClaimReviewWriter(graph)
    with collector_paused():
        reviews = [json.dumps(each, ensure_ascii=False) for each in writer.reviews()]
    head = f'{{"@context": "{_CONTEXT}", "@graph": ['
    body = ",".join(f"\n{each}" for each in reviews)
    write_chunks(target, [head.encode(), body.encode(), b"\n]}\n"])
    return Losses.of(left_out(graph.records(), writer.held))


def read_claimreview(source: PathOrFile) -> AttributionGraph:
    """Read a graph from schema.org ClaimReviews: JSON-LD of pages or of data feeds.

    ClaimReviews are found wherever they stand: alone, in a list, in ``@graph``, in a
    ``DataFeed``. The claim reviewed becomes a claim (equal words are one claim); its author
    a source with a row of its own, in the document in which it first appeared; the review's
    author a source that assesses it, in the document that the review is.

    Parameters
    ----------
    source
        Path, or open file object (text or bytes).

    Returns
    -------
    AttributionGraph
        For each review the claim, whoever made it, and the fact-checker's verdict.

    Raises
    ------
    FormatError
        If the file is not such JSON-LD, or holds no ClaimReview, or one lacks the claim's
        words or a rating. The message names the file, the line and the field.
    OSError
        If the file cannot be opened.

    Notes
    -----
    A rating's words are the grade: on the truth rating where they are one of it, else as
    they are, with the stance of `COMMUNITY_STANCES` ("claimreview"), or of the number if
    the words are not in it. What the rating says is kept in the row's ``extra``, and a date
    that is no ISO 8601 too.

    Examples
    --------
    >>> import io, json
    >>> review = {"@type": "ClaimReview", "claimReviewed": "The bridge is closed",
    ...           "author": {"@type": "Organization", "name": "Checkers"},
    ...           "itemReviewed": {"@type": "Claim", "author": "Mira Holt"},
    ...           "reviewRating": {"ratingValue": 1, "alternateName": "Pants on Fire"}}
    >>> graph = read_claimreview(io.StringIO(json.dumps(review)))
    >>> [(row.sources, row.act.value, row.stance.value) for row in graph.attributions]
    [(('mira-holt',), 'assert', 'support'), (('checkers',), 'assess', 'deny')]
    """
    file = JsonText.read(source)
    with collector_paused():
        return ClaimReviewReader(file).graph()
