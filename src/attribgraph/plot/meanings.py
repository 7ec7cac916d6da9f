"""What a row says of its content: one mark for one meaning, in every figure and on every page.

The table of these marks, and the words that a key gives them. What each looks like is in
`marks`, for figures, and in ``html/assets/shapes.js``, for pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from attribgraph.vocabulary import Act, Certainty, Stance

if TYPE_CHECKING:
    from attribgraph.model import Attribution, Claim

__all__ = ["MARKS", "WORDS", "Mark", "is_hedged", "mark_of"]

Mark = Literal["support", "deny", "query", "non-denial", "comment"]

MARKS: Final[tuple[Mark, ...]] = ("support", "deny", "query", "non-denial", "comment")
"""What a row says of the claim, the plainest first."""

WORDS: Final[dict[Mark, str]] = {
    "support": "supports",
    "deny": "denies",
    "query": "questions",
    "non-denial": "did not deny",
    "comment": "neither supports nor denies",
}

_HEDGING_ACTS: Final = frozenset({Act.BELIEVE, Act.ESTIMATE, Act.PREDICT})
_HEDGES: Final = frozenset({Certainty.PROBABLE, Certainty.POSSIBLE})


def mark_of(row: Attribution) -> Mark:
    """Return the mark of a row: its stance, and whether it is a denial that was not made.

    Examples
    --------
    >>> from attribgraph.model import Attribution
    >>> mark_of(Attribution(content="c", act="deny", negated=True))
    'non-denial'
    """
    if row.act is Act.DENY and row.negated and row.stance is Stance.COMMENT:
        return "non-denial"
    return row.stance.value


def is_hedged(row: Attribution, claim: Claim | None) -> bool:
    """Whether a row or its claim falls short of a plain statement."""
    return (
        row.certainty in _HEDGES
        or row.act in _HEDGING_ACTS
        or (claim is not None and claim.condition is not None)
    )
