"""Reading a cue: from the words that attribute to the act, the certainty and negation.

>>> reading = read_cue("did not deny")
>>> reading.lemma, reading.act.value, reading.negated
('deny', 'deny', True)
>>> read_cue("is widely believed to have said").lemma
'believe'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from attribgraph.lexicon import CUE_LEXICON, HEDGES, IRREGULAR, LIGHT, NEGATORS, CueEntry
from attribgraph.vocabulary import Act, Certainty, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["CUE_LEXICON", "CueEntry", "CueReading", "read_cue"]


@dataclass(frozen=True, slots=True)
class CueReading:
    """What a cue was found to say.

    Attributes
    ----------
    lemma
        The entry of `CUE_LEXICON` that decided; None if it has none for the cue, and ``act``
        is assert for want of better.
    act, certainty, stance, negated
        As in `CueEntry`, with the cue's negations and hedges taken in.
    """

    lemma: str | None
    act: Act
    certainty: Certainty
    stance: Stance | None
    negated: bool


_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|'[a-z]+|:|[\u2014\u2013]")
_NOT: Final = re.compile(r"n't\b")
_LEAD_INS: Final = frozenset(":\u2014\u2013")


def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return the lemmas by their first word, those of most words first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for lemma in sorted(CUE_LEXICON, key=lambda each: -each.count(" ")):
        words = tuple(lemma.split())
        found.setdefault(words[0], []).append(words)
    return found


_PHRASES: Final = _phrases()
_KNOWN: Final = frozenset(word for lemma in CUE_LEXICON for word in lemma.split()) | NEGATORS


@lru_cache(maxsize=50_000)
def read_cue(cue: str) -> CueReading:
    """Look a cue up in the lexicon.

    Parameters
    ----------
    cue
        The words as the text has them: ``"did not deny"``, ``"according to"``.

    Returns
    -------
    CueReading
        Its ``lemma`` is None where the lexicon does not decide.

    Notes
    -----
    Words are lower-cased and taken to their lemmas by rules for English endings and a list of
    irregular forms, which need to lead to a word of the lexicon. The first lemma decides,
    phrases before single words; but a light one (`LIGHT`: "seemed to", "issued") leaves that
    to the next. `NEGATORS` before it negate, two of them cancel out. Of certainty, `HEDGES`
    anywhere in the cue go before the lemma's own.

    Examples
    --------
    >>> read_cue("declined to comment").negated, read_cue("according to").act.value
    (True, 'assert')
    >>> read_cue("probably suggested").certainty.value
    'probable'
    >>> read_cue("in").lemma is None
    True
    """
    words = _WORD.findall(
        _NOT.sub(" not", cue.lower().replace("\u2019", "'")).replace("cannot", "can not")
    )
    found = list(_matches(words))
    if not found:
        lead_in = any(each in _LEAD_INS for each in words)
        return CueReading(
            ":" if lead_in else None,
            Act.ASSERT,
            _hedge(words) or Certainty.UNSPECIFIED,
            None,
            _odd(words),
        )
    at, lemma = next((each for each in found if each[1] not in LIGHT), found[0])
    entry = CUE_LEXICON[lemma]
    own = entry.certainty
    if own is Certainty.UNSPECIFIED:
        light = [CUE_LEXICON[each].certainty for place, each in found if place < at]
        own = next((each for each in light if each is not Certainty.UNSPECIFIED), own)
    return CueReading(
        lemma,
        entry.act,
        _hedge(words) or own,
        entry.stance,
        entry.negated ^ _odd(words[:at]),
    )


def _matches(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Iterate over the lemmas of the lexicon that the words hold, with their places."""
    forms = [_forms(word) for word in words]
    at = 0
    while at < len(words):
        length = 1
        for phrase in (each for form in forms[at] for each in _PHRASES.get(form, ())):
            if len(phrase) <= len(words) - at and all(
                part in forms[at + place] for place, part in enumerate(phrase)
            ):
                yield at, " ".join(phrase)
                length = len(phrase)
                break
        at += length


def _odd(words: Sequence[str]) -> bool:
    """Whether the words negate: an odd number of negators."""
    return sum(not NEGATORS.isdisjoint(_forms(word)) for word in words) % 2 == 1


def _hedge(words: Sequence[str]) -> Certainty | None:
    return next((HEDGES[word] for word in words if word in HEDGES), None)


@cache
def _forms(word: str) -> tuple[str, ...]:
    """Return a word and the lemmas that it may be a form of, as far as the lexicon has them."""
    lemma = IRREGULAR.get(word)
    if lemma is not None:
        return word, lemma
    made = [word]
    stem = word.removesuffix("'s")
    for ending, others in _ENDINGS:
        if stem.endswith(ending) and len(stem) > len(ending) + 1:
            body = stem[: -len(ending)]
            made += [body + other for other in others]
            if len(body) > 2 and body[-1] == body[-2] and ending != "s":
                made.append(body[:-1])
    return tuple(dict.fromkeys(each for each in made if each == word or each in _KNOWN))


_ENDINGS: Final = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ying", ("ie",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("es", ("", "e")),
    ("s", ("",)),
)
