"""Words of estimative probability, and the Admiralty grid: tables, not machinery.

A word means what its scale says, and nothing else: words of two scales are never compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from attribgraph.arguments import Ref, one_id
from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.standing import stands
from attribgraph.store import SOURCE_KINDS
from attribgraph.vocabulary import GRADES, Act, GradeScale, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.when import When

__all__ = [
    "PROBABILITY_SCALES",
    "Grading",
    "ProbabilityWord",
    "admiralty_grid",
    "probability_of",
    "words_for",
]


@dataclass(frozen=True, slots=True)
class ProbabilityWord:
    """What a word of a scale means.

    Attributes
    ----------
    scale
        kent, icd_203, phia or ipcc_ar5.
    word
        The word.
    low, high
        The range of probabilities that it stands for, 0 to 1.
    without
        The end of the range, if any, that its scale leaves out ("less than 50 %").
    """

    scale: str
    word: str
    low: float
    high: float
    without: Literal["low", "high"] | None = None

    def holds(self, probability: float) -> bool:
        """Whether the probability lies in the range."""
        if self.without is not None and probability == getattr(self, self.without):
            return False
        return self.low <= probability <= self.high


_WITHOUT: Final[Mapping[tuple[str, str], Literal["low", "high"]]] = {
    ("phia", "realistic possibility"): "high",
    ("ipcc_ar5", "more likely than not"): "low",
}


def _table(scale: str, rows: dict[str, tuple[float, float]]) -> tuple[ProbabilityWord, ...]:
    return tuple(
        ProbabilityWord(scale, word, low / 100, high / 100, _WITHOUT.get((scale, word)))
        for word, (low, high) in rows.items()
    )


PROBABILITY_SCALES: Final[Mapping[str, tuple[ProbabilityWord, ...]]] = MappingProxyType(
    {
        "kent": _table(
            "kent",
            {
                "impossible": (0, 0),
                "almost certainly not": (2, 12),
                "probably not": (20, 40),
                "chances about even": (40, 60),
                "probable": (63, 87),
                "almost certain": (87, 99),
                "certain": (100, 100),
            },
        ),
        "icd_203": _table(
            "icd_203",
            {
                "almost no chance": (1, 5),
                "remote": (1, 5),
                "very unlikely": (5, 20),
                "highly improbable": (5, 20),
                "unlikely": (20, 45),
                "improbable": (20, 45),
                "roughly even chance": (45, 55),
                "roughly even odds": (45, 55),
                "likely": (55, 80),
                "probable": (55, 80),
                "very likely": (80, 95),
                "highly probable": (80, 95),
                "almost certain": (95, 99),
                "nearly certain": (95, 99),
            },
        ),
        "phia": _table(
            "phia",
            {
                "remote chance": (0, 5),
                "highly unlikely": (10, 20),
                "unlikely": (25, 35),
                "realistic possibility": (40, 50),
                "likely": (55, 75),
                "probable": (55, 75),
                "highly likely": (80, 90),
                "almost certain": (95, 100),
            },
        ),
        "ipcc_ar5": _table(
            "ipcc_ar5",
            {
                "exceptionally unlikely": (0, 1),
                "extremely unlikely": (0, 5),
                "very unlikely": (0, 10),
                "unlikely": (0, 33),
                "about as likely as not": (33, 66),
                "more likely than not": (50, 100),
                "likely": (66, 100),
                "very likely": (90, 100),
                "extremely likely": (95, 100),
                "virtually certain": (99, 100),
            },
        ),
    }
)
"""Scales of words, from the least to the most probable.

``kent``: Sherman Kent, "Words of Estimative Probability" (1964). ``icd_203``: US
Intelligence Community Directive 203 (2015). ``phia``: the UK's Professional Head of
Intelligence Assessment yardstick (2019); it leaves gaps between its ranges. ``ipcc_ar5``:
Mastrandrea et al. (2010), for the IPCC's fifth report; its ranges lie inside one another.
"""


def probability_of(word: str, *, scale: str) -> ProbabilityWord:
    """Return what a word means on a scale.

    Parameters
    ----------
    word
        The word, in any case.
    scale
        kent, icd_203, phia or ipcc_ar5. There is no default: "likely" is 55 to 80 % in one,
        66 % or more in another.

    Returns
    -------
    ProbabilityWord
        The word, and the probabilities from which to which it stands.

    Raises
    ------
    UnknownValueError
        If there is no such scale, or it has no such word.

    Examples
    --------
    >>> [probability_of("likely", scale=scale).low for scale in ("icd_203", "ipcc_ar5")]
    [0.55, 0.66]
    """
    words = {each.word: each for each in _scale(scale)}
    found = words.get(" ".join(word.casefold().split()))
    if found is None:
        message = (
            f"the scale {scale} has no word {word!r}{did_you_mean(word, words)}; "
            f"its words are {', '.join(words)}"
        )
        raise UnknownValueError(message)
    return found


def words_for(probability: float, *, scale: str) -> tuple[ProbabilityWord, ...]:
    """Return the words of a scale that fit a probability.

    Parameters
    ----------
    probability
        From 0 to 1.
    scale
        kent, icd_203, phia or ipcc_ar5.

    Returns
    -------
    tuple of ProbabilityWord
        Where one range ends where another begins, that edge belongs to the higher one. None
        where the scale has a gap; several where it has several words for a range, or its
        ranges lie inside one another, the narrowest first.

    Raises
    ------
    UnknownValueError
        If there is no such scale, or the number is no probability.

    Examples
    --------
    >>> [each.word for each in words_for(0.8, scale="icd_203")]
    ['very likely', 'highly probable']
    >>> words_for(0.38, scale="phia")
    ()
    """
    words = _scale(scale)
    if not 0 <= probability <= 1:
        message = f"a probability is between 0 and 1, not {probability}"
        raise UnknownValueError(message)
    starts = {each.low for each in words if each.without != "low"}
    fitting = [
        each
        for each in words
        if each.holds(probability)
        and not (probability == each.high != each.low and probability in starts)
    ]
    return tuple(sorted(fitting, key=lambda each: each.high - each.low))


def _scale(scale: str) -> tuple[ProbabilityWord, ...]:
    try:
        return PROBABILITY_SCALES[scale]
    except KeyError:
        near = did_you_mean(str(scale), PROBABILITY_SCALES)
        message = f"there is no scale {scale!r}{near}: {', '.join(PROBABILITY_SCALES)}"
        raise UnknownValueError(message) from None


@dataclass(frozen=True, slots=True)
class Grading:
    """One grade that somebody gave.

    Attributes
    ----------
    target
        Id of what was graded: a claim, an attribution or a source.
    scale, grade
        The Admiralty scale and the grade.
    graded_by
        Ids of who gave it.
    graded_at
        When, where that is known.
    attribution
        Id of the assessment.
    """

    target: str
    scale: GradeScale
    grade: str
    graded_by: tuple[str, ...]
    graded_at: When | None
    attribution: str


def admiralty_grid(g: AttributionGraph, ref: Ref) -> dict[tuple[str, str], tuple[Grading, ...]]:
    """Return the Admiralty grid of a claim or a source: every grade, and who gave it when.

    Parameters
    ----------
    g
        The graph.
    ref
        A claim: the credibility grades of it and of the rows that state it, and the
        reliability grades of their sources. A source: the reliability grades of it, and the
        credibility grades of its rows.

    Returns
    -------
    dict
        ``(scale, grade)`` -> the gradings, for every cell of both scales, empty ones too.
        Grades that disagree stand side by side; nothing is averaged.

    Raises
    ------
    UnknownIdError
        If nothing has the id, with near matches.
    WrongKindError
        If it is neither a claim nor a source.

    Examples
    --------
    >>> sum(map(len, admiralty_grid(g, "troops-in-kursk").values()))
    0
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    id_ = one_id(store, ref, (Kind.CLAIM, *SOURCE_KINDS), "claim or source", "admiralty_grid")
    rows = store.rows
    field = "content" if id_ in store.tables[Kind.CLAIM] else "sources"
    own = [row for row in store.referring(Kind.ATTRIBUTION, field, id_) if stands(store, row)]
    stating = [row for row in own if rows[row].act is not Act.ASSESS]
    targets = dict.fromkeys([id_, *stating])
    if field == "content":
        targets.update(dict.fromkeys(source for row in stating for source in rows[row].sources))
    grid: dict[tuple[str, str], list[Grading]] = {
        (scale.value, grade): []
        for scale in (GradeScale.ADMIRALTY_RELIABILITY, GradeScale.ADMIRALTY_CREDIBILITY)
        for grade in GRADES[scale]
    }
    for target in targets:
        for each in store.referring(Kind.ATTRIBUTION, "content", target):
            row = rows[each]
            if row.act is Act.ASSESS and not row.negated and stands(store, each):
                scale, grade = row.grade_scale or GradeScale.FREE, row.grade or ""
                if (scale.value, grade) in grid:
                    grid[scale.value, grade].append(
                        Grading(target, scale, grade, row.sources, row.said_at, each)
                    )
    return {cell: tuple(found) for cell, found in grid.items()}
