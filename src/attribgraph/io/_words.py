"""The words that sheets use where records hold a word of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.frames import fold
from attribgraph.vocabulary import (
    COMMUNITY_STANCES,
    Act,
    ActorKind,
    AgencyKind,
    Certainty,
    ClaimForm,
    DocumentKind,
    GradeScale,
    Kind,
    Naming,
    QuoteMode,
    Stance,
)

if TYPE_CHECKING:
    from enum import StrEnum

__all__ = ["WORDS", "NotDone", "SourceType", "meaning", "tables"]


class SourceType(NamedTuple):
    """What a source is: an actor or an agency, and of which kind if that is said."""

    record: Kind
    kind: ActorKind | AgencyKind | None = None


class NotDone(NamedTuple):
    """An act that a source is said not to have done ("did not deny")."""

    act: Act


_NOT: Final = ("not ", "did not ", "does not ", "do not ", "has not ", "have not ")
_NOT_SHORT: Final = ("didn't ", "doesn't ", "don't ", "hasn't ", "haven't ")
_UNWILLING: Final = ("declined to ", "declines to ", "refused to ", "refuses to ", "would not ")


def _own(enum: type[StrEnum]) -> dict[str, Any]:
    return {each.value: each for each in enum} | {
        each.value.replace("_", " "): each for each in enum
    }


def _spread(**words: str) -> dict[str, str]:
    """Turn ``word="a b"`` into a table from each of its synonyms."""
    return {
        each.replace("_", " "): word for word, several in words.items() for each in several.split()
    }


# ratings are left out: a sheet's "false" is a verdict on what was said, not its denial by
# whoever said it; and so are DNA's 1 and 0, since elsewhere 0 is often neutral
_STANCES: Final = {
    word: stance
    for scheme, words in COMMUNITY_STANCES.items()
    if scheme != "claimreview"
    for word, stance in words.items()
    if not word.isdigit()
} | {
    word: Stance(stance)
    for word, stance in _spread(
        support="supports supported for pro in_favour in_favor agrees agreeing positive",
        deny="denies denied against con contra opposes opposed oppose disagrees refutes negative",
        query="queries question questions questioning doubts asks",
        comment="comments commenting neutral unclear",
    ).items()
}

_ACTS: Final = {
    word: Act(act)
    for word, act in _spread(
        **{
            "assert": "asserts asserted say says said state states stated claim claims claimed "
            "tell tells told add adds added announce announces announced"
        },
        confirm="confirms confirmed",
        admit="admits admitted acknowledge acknowledges acknowledged concede concedes conceded",
        deny="denies denied reject rejects rejected",
        question="questions questioned doubt doubts doubted ask asks asked",
        believe="believes believed think thinks thought",
        estimate="estimates estimated",
        predict="predicts predicted expect expects expected is_expected_to",
        warn="warns warned",
        promise="promises promised pledge pledges pledged",
        demand="demands demanded call_for calls_for called_for",
        accuse="accuses accused allege alleges alleged",
        comment="comments commented",
        report="reports reported",
        retract="retracts retracted withdraw withdraws withdrew",
        assess="assesses assessed rate rates rated",
    ).items()
} | dict.fromkeys(("no comment", "did not respond"), NotDone(Act.COMMENT))

_TYPES: Final = {
    **{
        word: SourceType(Kind.ACTOR, kind)
        for word, kind in _own(ActorKind).items()
        if kind is not ActorKind.OTHER
    },
    **{
        word: SourceType(Kind.AGENCY, kind)
        for word, kind in _own(AgencyKind).items()
        if kind is not AgencyKind.OTHER
    },
    "actor": SourceType(Kind.ACTOR),
    "agency": SourceType(Kind.AGENCY),
    **{
        word: SourceType(Kind.ACTOR, ActorKind(kind))
        for word, kind in _spread(
            person="individual people human man woman", state="country nation", other="other_actor"
        ).items()
    },
    **{
        word: SourceType(Kind.AGENCY, AgencyKind(kind))
        for word, kind in _spread(
            news="media outlet newspaper broadcaster news_agency",
            government="ministry police council",
            legislature="parliament",
            military="army",
            company="business corporation firm",
            research="university think_tank",
            party="political_party",
            other="other_agency",
        ).items()
    },
    **dict.fromkeys(
        ("organisation", "organization", "org", "institution", "union", "hospital"),
        SourceType(Kind.AGENCY),
    ),
}

_FLAGS: Final = dict.fromkeys(("true", "yes", "y", "x", "1"), True) | dict.fromkeys(
    ("false", "no", "n", "0"), False
)

WORDS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "act": _ACTS | _own(Act),
        "stance": _STANCES | _own(Stance),
        "certainty": {
            word: Certainty(value)
            for word, value in _spread(
                certain="sure definite",
                probable="likely probably",
                possible="possibly maybe perhaps",
                unspecified="unknown",
            ).items()
        }
        | _own(Certainty),
        "naming": _own(Naming),
        "source_naming": _own(Naming),
        "quote_mode": _own(QuoteMode),
        "grade_scale": _own(GradeScale),
        "claim_form": _own(ClaimForm),
        "document_kind": _own(DocumentKind),
        "source_type": _TYPES,
        "negated": _FLAGS,
    }
)
"""For each field that takes a word, the words that are read, in lower case."""


def tables(words: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    """Return the words of each field, with those that the caller adds.

    Parameters
    ----------
    words
        By field, a mapping from a sheet's words to those of the vocabulary, or, for
        ``stance``, the name of a scheme in `COMMUNITY_STANCES`, whose words are then read
        and no others.

    Raises
    ------
    UnknownValueError
        For a field without words, a scheme that is not there, or a word that the vocabulary
        does not have.
    """
    made = dict(WORDS)
    for field, given in (words or {}).items():
        if field not in WORDS:
            message = f"words: {field!r} takes no words{did_you_mean(field, WORDS)}"
            raise UnknownValueError(message, field="words")
        if isinstance(given, Mapping):
            own = {_word(word): _meant(field, value) for word, value in given.items()}
            made[field] = {**WORDS[field], **own}
        elif field == "stance" and given in COMMUNITY_STANCES:
            made[field] = COMMUNITY_STANCES[given]
        else:
            known = f", or a scheme: {', '.join(COMMUNITY_STANCES)}" if field == "stance" else ""
            message = f"words of {field!r} are a mapping from your words to ours{known}"
            raise UnknownValueError(message, field="words")
    return made


def meaning(field: str, word: Any, known: Mapping[str, Any]) -> Any:
    """Return what a word of a field means, or None; acts may be negated."""
    folded = _word(word).replace("\u2019", "'")
    found = known.get(folded)
    if found is None and field == "act":
        for start in _NOT + _NOT_SHORT + _UNWILLING:
            act = known.get(folded.removeprefix(start)) if folded.startswith(start) else None
            if isinstance(act, Act):
                return NotDone(act)
    return found


def _meant(field: str, value: Any) -> Any:
    found = meaning(field, value, WORDS[field])
    if found is None:
        known = WORDS[field]
        message = f"words of {field!r}: {value!r} is not known{did_you_mean(str(value), known)}"
        raise UnknownValueError(message, field="words")
    return found


def _word(value: Any) -> str:
    return fold(str(value))
