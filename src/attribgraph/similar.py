"""What may be the same under another name or wording: proposed with reasons, never merged.

>>> g = ag.AttributionGraph(ag.Actor(name="Vladimir Putin"), ag.Actor(name="President Putin"))
>>> print(ag.similar_names(g)[0])
Vladimir Putin / President Putin: one name is part of the other, but for titles
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

from attribgraph.errors import UnknownValueError
from attribgraph.frames import fold
from attribgraph.vocabulary import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.model import Claim, Source

__all__ = ["SimilarClaims", "SimilarNames", "similar_names", "suggest_same"]

_TITLES: Final = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady hon president vice prime deputy acting
    former minister premier chancellor senator sen congressman congresswoman rep representative
    governor gov mayor judge justice general gen colonel col major captain capt lieutenant lt
    sergeant sgt admiral marshal king queen prince princess pope cardinal bishop archbishop rabbi
    imam sheikh ayatollah ambassador secretary spokesman spokeswoman spokesperson chairman
    chairwoman chair director ceo leader chief""".split()  # noqa: SIM905 (a list of as many words is a page)
)
_COMMON: Final = frozenset(
    """the of and for news agency company co ltd inc plc gmbh corp""".split()  # noqa: SIM905 (a list of as many words is a page)
)
_MARKS: Final = re.compile(r"['\u2019\u02bc`.]")
_WORD: Final = re.compile(r"\w+")
_SOFT: Final = re.compile(r"(?<!^)[aeiouyj]")
_DOUBLE: Final = re.compile(r"(.)\1+")
_NEGATIONS: Final = frozenset(
    """not no never none nobody nothing without cannot nor""".split()  # noqa: SIM905 (a list of as many words is a page)
)
_CONTRACTED: Final = frozenset(
    """isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wont wouldnt cant couldnt
    shouldnt""".split()  # noqa: SIM905 (a list of as many words is a page)
)
_MOST: Final = 60
"""Most names that share a part and are still compared with one another."""
_MOST_CLAIMS: Final = 100
"""The same of claims that share a word, of which few are rare."""
_ALIKE: Final = 0.88
_ALIKE_AND_SOUND: Final = 0.75
"""Less will do where the consonants are the same ("Muhammad", "Mohammed")."""
_SHARE: Final = 0.5
_NEIGHBOURS: Final = 5
_MOST_PARTS: Final = 5
_PART: Final = "one name is part of the other, but for titles"
_LONGEST_ACRONYM: Final = 6


@dataclass(frozen=True, slots=True)
class SimilarNames:
    """Two sources whose names may be one's.

    Attributes
    ----------
    first, second
        Ids of the sources.
    names
        The names that are alike.
    score
        How alike they are, 0 to 1.
    reason
        In what, in words.
    """

    first: str
    second: str
    names: tuple[str, str]
    score: float
    reason: str

    def __str__(self) -> str:
        """Return one line that names both and the reason."""
        return f"{self.names[0]} / {self.names[1]}: {self.reason}"


@dataclass(frozen=True, slots=True)
class SimilarClaims:
    """Two claims that may be one.

    Attributes
    ----------
    first, second
        Ids of the claims.
    score
        How alike their wordings are, 0 to 1.
    reasons
        What speaks for their being one, in words.
    """

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """Return one line."""
        return f"{self.first} / {self.second} ({self.score:.2f}): {'; '.join(self.reasons)}"


def similar_names(g: AttributionGraph) -> tuple[SimilarNames, ...]:
    """List sources whose names may be one source's.

    Parameters
    ----------
    g
        The graph; it is not changed. `AttributionGraph.merge_nodes` makes two sources one.

    Returns
    -------
    tuple of SimilarNames
        The most alike first. Names count as alike if they are the same but for titles (and
        the roles that the graph holds), accents, script ("Putin" in Cyrillic letters) or
        spelling, if one is part of the other ("Putin", "President Vladimir Putin") or stands
        for it by initials ("V. Putin", "UN").

    Notes
    -----
    Sources that a link joins are left out, and so are those that texts do not name, and
    names with different numbers in them. Scripts are compared as anyascii writes them in
    Latin letters, spelling by the ratio of rapidfuzz. Names are compared with those that
    share a part, as far as 60 do, so that costs grow with the names and not with their
    pairs: of names that share only a common part ("ministry"), an odd pair can be missed.

    Examples
    --------
    >>> g.add(ag.Actor(name="Volodimir Zelenskyy"), ag.Actor(name="Володимир Зеленський"))
    >>> print(ag.similar_names(g)[0])
    Volodimir Zelenskyy / Володимир Зеленський: spelt alike (95%)
    """
    roles = {word for record in g.actors for word in _words(record.role or "")} - _COMMON
    forms = [
        form
        for record in g.sources
        if record.naming == "named"
        for name in (record.name, *record.aliases)
        if (form := _form(record, name, roles))
    ]
    blocks: dict[str, list[int]] = {}
    for at, form in enumerate(forms):
        for key in form.keys:
            blocks.setdefault(key, []).append(at)
    joined = _linked(g)
    found: dict[tuple[str, str], SimilarNames] = {}
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > _MOST:
            continue
        for pair in combinations(block, 2):
            if pair in seen:
                continue
            seen.add(pair)
            one, other = forms[pair[0]], forms[pair[1]]
            ids = (one.id, other.id)
            if one.id == other.id or ids in joined or one.numbers != other.numbers:
                continue
            score, reason = _compare(one, other)
            if reason and (ids not in found or found[ids].score < score):
                found[ids] = SimilarNames(*ids, (one.name, other.name), score, reason)
    return tuple(sorted(_telling(found.values()), key=lambda each: (-each.score, each.names)))


def _telling(found: Iterable[SimilarNames]) -> list[SimilarNames]:
    """Leave out the names that are part of so many others that it tells nothing ("America")."""
    pairs = list(found)
    whole = [each for each in pairs if each.reason == _PART]
    counts = Counter(id_ for each in whole for id_ in (each.first, each.second))
    return [
        each
        for each in pairs
        if each.reason != _PART or max(counts[each.first], counts[each.second]) <= _MOST_PARTS
    ]


@dataclass(frozen=True, slots=True)
class _Form:
    """A name as it is compared."""

    id: str
    kind: str
    name: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    keys: frozenset[str]
    acronym: str
    sound: str


def _words(text: str) -> list[str]:
    return _WORD.findall(_MARKS.sub("", _latin(text)).casefold())


def _form(record: Source, name: str, roles: set[str]) -> _Form | None:
    words = _words(name)
    passed = _TITLES | _COMMON | (roles if record.kind == ActorKind.PERSON else set())
    kept = tuple(each for each in words if each not in passed) or tuple(words)
    if not kept:
        return None
    skeletons = [_skeleton(each) for each in kept]
    initials = "".join(each[0] for each in words if each not in {"of", "the", "and", "for"})
    plain = name.strip()
    short = plain.isupper() and plain.isalpha() and 1 < len(plain) <= _LONGEST_ACRONYM
    sound = " ".join(sorted(skeletons))
    keys = {*skeletons, sound}
    if short:
        keys.add(f"={_latin(plain).casefold()}")
    elif len(initials) > 1:
        keys.add(f"={initials}")
    acronym = _latin(plain).casefold() if short else f"={initials}"
    numbers = frozenset(each for each in words if each.isdigit())
    return _Form(record.id, record.kind, name, kept, numbers, frozenset(keys), acronym, sound)


def _latin(text: str) -> str:
    """Return a text in Latin letters without accents."""
    if text.isascii():
        return text
    from anyascii import anyascii

    return anyascii(text)


@lru_cache(maxsize=16_384)
def _skeleton(word: str) -> str:
    """Return what different spellings of a word share: its consonants."""
    hard = word.replace("x", "ks").replace("c", "k").replace("q", "k").replace("w", "v")
    return _DOUBLE.sub(r"\1", _SOFT.sub("", hard)) or word


def _compare(one: _Form, other: _Form) -> tuple[float, str]:
    """Return how alike two names are, and in what; no reason if they are not."""
    if set(one.words) == set(other.words):
        same = fold(one.name) == fold(other.name)
        return 1.0, "the same name" if same else "the same but for titles, accents or script"
    if other.acronym == f"={one.acronym}" or one.acronym == f"={other.acronym}":
        return 0.9, "one is the initials of the other"
    short, long = sorted((one.words, other.words), key=len)
    if one.kind == other.kind and set(short) < set(long):
        person = one.kind == ActorKind.PERSON
        if short[-1] == long[-1] or short[0] == long[0] if person else 2 * len(short) > len(long):
            return 0.95, _PART
    if len(short) > 1 and short[-1] == long[-1]:
        first, second = short[0], long[0]
        if 1 in (len(first), len(second)) and first[0] == second[0]:
            return 0.9, "one has an initial where the other has a name"
    from rapidfuzz.fuzz import token_sort_ratio

    score = token_sort_ratio(" ".join(one.words), " ".join(other.words)) / 100
    least = _ALIKE_AND_SOUND if one.sound == other.sound else _ALIKE
    return (score, f"spelt alike ({score:.0%})") if score >= least else (0.0, "")


def _linked(g: AttributionGraph) -> set[tuple[str, str]]:
    """Return the pairs that links join, either way round."""
    ends = {(each.subject, each.object) for each in g.links}
    return ends | {(there, here) for here, there in ends}


def suggest_same(g: AttributionGraph, *, threshold: float = 0.8) -> tuple[SimilarClaims, ...]:
    """Propose pairs of claims that may be one claim in other words.

    Parameters
    ----------
    g
        The graph; it is not changed. Add ``Link(subject=a, relation="equivalent_to",
        object=b)`` to say that two claims are the same, which can be taken back, or make
        them one with `AttributionGraph.merge_nodes`.
    threshold
        Least likeness of the wordings, above 0, up to 1.

    Returns
    -------
    tuple of SimilarClaims
        The most alike first. Claims whose figures have the same measure and unit, and can
        both hold, are proposed however they are worded.

    Raises
    ------
    UnknownValueError
        For a threshold outside 0 to 1.

    Notes
    -----
    Left out are claims that a link joins, of which one says "not" and the other does not, or
    that hold different numbers. Wordings are compared by the ratio of rapidfuzz, their words
    in alphabetical order. Candidates are found by prefix filtering (Chaudhuri, Ganti and
    Kaushik, ICDE 2006): two texts that share half of their words share one of their
    rarest, so that costs grow with the claims and not with their pairs. Where more than 100
    claims have a word among their rarest, those that come later are not compared by it.

    Examples
    --------
    >>> g = ag.AttributionGraph(ag.Claim(id="a", text="The fire at Berth 9 was arson"),
    ...                         ag.Claim(id="b", text="The fire at berth 9 was an arson"),
    ...                         ag.Claim(id="c", text="The fire at Berth 9 was not arson"))
    >>> print(*ag.suggest_same(g))
    a / b (0.95): worded alike
    """
    if isinstance(threshold, bool) or not 0 < threshold <= 1:
        message = f"a threshold is above 0 and at most 1, not {threshold}"
        raise UnknownValueError(message, field="threshold")
    from rapidfuzz.fuzz import ratio

    claims = list(g.claims)
    texts = [_WORD.findall(_MARKS.sub("", fold(each.text))) for each in claims]
    sorted_texts = [" ".join(sorted(words)) for words in texts]
    marks = [_marks(words) for words in texts]
    joined = _linked(g)
    figures = set(_same_measure(claims))
    found = []
    for one, other in chain(figures, (pair for pair in _candidates(texts) if pair not in figures)):
        same = (one, other) in figures
        if marks[one] != marks[other] and not same:
            continue
        cutoff = None if same else 100 * threshold
        score = ratio(sorted_texts[one], sorted_texts[other], score_cutoff=cutoff) / 100
        reasons = ["worded alike"] * (score >= threshold)
        if same:
            reasons.append(f"the same measure ({claims[one].quantity.measure})")
        ids = (claims[one].id, claims[other].id)
        if reasons and ids not in joined and claims[one].form is claims[other].form:
            found.append(SimilarClaims(*ids, score, tuple(reasons)))
    return tuple(sorted(found, key=lambda each: (-each.score, each.first, each.second)))


def _marks(words: list[str]) -> tuple[bool, tuple[str, ...]]:
    """Return what makes texts opposite or different however alike they are."""
    negated = any(each in _NEGATIONS or each in _CONTRACTED for each in words)
    return negated, tuple(sorted(each for each in words if any(map(str.isdigit, each))))


def _candidates(texts: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Give the pairs of texts that may share half of their words."""
    sets = [frozenset(words) for words in texts]
    counts = Counter(word for words in sets for word in words)
    index: dict[str, list[int]] = {}
    for at, words in enumerate(sets):
        rarest = sorted(words, key=lambda word: (counts[word], word))
        kept = rarest[: len(rarest) - math.ceil(_SHARE * len(rarest)) + 1]
        near: set[int] = set()
        for word in kept:
            block = index.setdefault(word, [])
            if len(block) < _MOST_CLAIMS:
                near.update(block)
                block.append(at)
        size = len(words)
        for other in near:
            if _SHARE * size <= len(sets[other]) <= size / _SHARE:
                yield other, at


def _same_measure(claims: list[Claim]) -> Iterator[tuple[int, int]]:
    """Give pairs of claims with figures of one measure that can both hold, neighbours in size."""
    groups: dict[tuple[str, str | None], list[int]] = {}
    for at, claim in enumerate(claims):
        if claim.quantity is not None and claim.quantity.measure is not None:
            groups.setdefault((claim.quantity.measure, claim.quantity.unit), []).append(at)
    for group in groups.values():
        group.sort(key=lambda at: (*claims[at].quantity.reach, at))  # type: ignore[union-attr]
        for place, one in enumerate(group):
            for other in group[place + 1 : place + 1 + _NEIGHBOURS]:
                mine, theirs = claims[one].quantity, claims[other].quantity
                if mine is not None and theirs is not None and not mine.excludes(theirs):
                    yield min(one, other), max(one, other)
