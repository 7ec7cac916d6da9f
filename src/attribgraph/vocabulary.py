"""The words that records are written in: enumerations and tables, no logic.

The axes are kept apart. What a source *did* (`Act`), where that leaves it towards the
content (`Stance`), how sure it said it was (`Certainty`), how its words are given
(`QuoteMode`) and how it is named (`Naming`) are five questions with five answers.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ACT_STANCE",
    "ASSERTING_ACTS",
    "COMMUNITY_STANCES",
    "FACTUALITY",
    "GRADES",
    "GRADE_STANCE",
    "RELATION_ENDS",
    "SYMMETRIC_RELATIONS",
    "Act",
    "ActWord",
    "ActorKind",
    "AgencyKind",
    "Certainty",
    "CertaintyWord",
    "ClaimForm",
    "DocumentKind",
    "ExcerptRole",
    "GradeScale",
    "Kind",
    "Naming",
    "NamingWord",
    "QuoteMode",
    "QuoteModeWord",
    "Relation",
    "Stance",
    "StanceWord",
]


class Kind(StrEnum):
    """What a record is."""

    ACTOR = "actor"
    AGENCY = "agency"
    DOCUMENT = "document"
    CLAIM = "claim"
    ATTRIBUTION = "attribution"
    LINK = "link"


class Act(StrEnum):
    """What the source did with the content: the cue's class.

    The classes are those of the cues seen in PolNeAR (Newell et al., LREC 2018), named as
    the speech acts they are.
    """

    ASSERT = "assert"
    CONFIRM = "confirm"
    ADMIT = "admit"
    DENY = "deny"
    QUESTION = "question"
    BELIEVE = "believe"
    ESTIMATE = "estimate"
    PREDICT = "predict"
    WARN = "warn"
    PROMISE = "promise"
    DEMAND = "demand"
    ACCUSE = "accuse"
    COMMENT = "comment"
    REPORT = "report"
    RETRACT = "retract"
    ASSESS = "assess"


class Stance(StrEnum):
    """Where the source stands towards the content (SDQC: RumourEval 2017, PHEME).

    Examples
    --------
    >>> Stance.DENY.sign, Stance.COMMENT.sign
    (-1, 0)
    """

    SUPPORT = "support"
    DENY = "deny"
    QUERY = "query"
    COMMENT = "comment"

    @property
    def sign(self) -> int:
        """+1 for support, -1 for deny, 0 for query and comment."""
        return _SIGNS[self]


_SIGNS: Final = {Stance.SUPPORT: 1, Stance.DENY: -1, Stance.QUERY: 0, Stance.COMMENT: 0}


class Certainty(StrEnum):
    """How sure the source said it was (FactBank: Sauri and Pustejovsky 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class QuoteMode(StrEnum):
    """How the source's words are given (as in PARC 3 and Citron)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Naming(StrEnum):
    """How the text names the source, the best named first.

    ``named``: by a name ("Yonhap"); ``described``: by a description that narrows it down
    ("a senior defence official"); ``anonymous``: by nothing that does ("observers").
    """

    NAMED = "named"
    DESCRIBED = "described"
    ANONYMOUS = "anonymous"


class ClaimForm(StrEnum):
    """What a claim is grammatically; only statements are corroborated and disputed."""

    STATEMENT = "statement"
    QUESTION = "question"
    TOPIC = "topic"
    DIRECTIVE = "directive"


class GradeScale(StrEnum):
    """The scale that an assessment's grade is written in."""

    ADMIRALTY_RELIABILITY = "admiralty_reliability"
    ADMIRALTY_CREDIBILITY = "admiralty_credibility"
    TRUTH_RATING = "truth_rating"
    FREE = "free"


class ActorKind(StrEnum):
    """What an actor is: an actor speaks or acts but issues no statements as an organisation."""

    PERSON = "person"
    GROUP = "group"
    STATE = "state"
    ARTIFACT = "artifact"
    OTHER = "other"


class AgencyKind(StrEnum):
    """What an agency is: an agency is an organisation that can issue a statement."""

    GOVERNMENT = "government"
    LEGISLATURE = "legislature"
    COURT = "court"
    INTELLIGENCE = "intelligence"
    MILITARY = "military"
    PARTY = "party"
    NEWS = "news"
    INTERGOVERNMENTAL = "intergovernmental"
    NGO = "ngo"
    COMPANY = "company"
    RESEARCH = "research"
    FACT_CHECKER = "fact_checker"
    OTHER = "other"


class DocumentKind(StrEnum):
    """What a document is: the thing that the coder held."""

    ARTICLE = "article"
    REPORT = "report"
    BROADCAST = "broadcast"
    INTERVIEW = "interview"
    TRANSCRIPT = "transcript"
    STATEMENT = "statement"
    POST = "post"
    BOOK = "book"
    DATASET = "dataset"
    OTHER = "other"


class ExcerptRole(StrEnum):
    """Which part of an attribution an excerpt shows (PARC, PolNeAR)."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    CONTEXT = "context"


class Relation(StrEnum):
    """How the two ends of a link are related; the subject comes first."""

    CONTRADICTS = "contradicts"
    REFINES = "refines"
    SUPPORTS = "supports"
    EQUIVALENT_TO = "equivalent_to"
    CONDITIONAL_ON = "conditional_on"
    RESPONDS_TO = "responds_to"
    PART_OF = "part_of"
    SPEAKS_FOR = "speaks_for"
    LEADS = "leads"
    AFFILIATED_WITH = "affiliated_with"
    RIVAL_OF = "rival_of"
    CITES = "cites"
    REPUBLISHES = "republishes"


ACT_STANCE: Final[Mapping[Act, Stance]] = MappingProxyType(
    {
        Act.ASSERT: Stance.SUPPORT,
        Act.CONFIRM: Stance.SUPPORT,
        Act.ADMIT: Stance.SUPPORT,
        Act.DENY: Stance.DENY,
        Act.QUESTION: Stance.QUERY,
        Act.BELIEVE: Stance.SUPPORT,
        Act.ESTIMATE: Stance.SUPPORT,
        Act.PREDICT: Stance.SUPPORT,
        Act.WARN: Stance.SUPPORT,
        Act.PROMISE: Stance.SUPPORT,
        Act.DEMAND: Stance.SUPPORT,
        Act.ACCUSE: Stance.SUPPORT,
        Act.COMMENT: Stance.COMMENT,
        Act.REPORT: Stance.SUPPORT,
        Act.RETRACT: Stance.DENY,
        Act.ASSESS: Stance.COMMENT,
    }
)
"""The stance that an act takes when none is given.

A negated act ("did not deny") defaults to comment whatever the act, and an assessment's
stance follows its grade (`GRADE_STANCE`).
"""

ASSERTING_ACTS: Final[frozenset[Act]] = frozenset(
    {
        Act.ASSERT,
        Act.CONFIRM,
        Act.ADMIT,
        Act.DENY,
        Act.BELIEVE,
        Act.ESTIMATE,
        Act.PREDICT,
        Act.WARN,
        Act.ACCUSE,
        Act.REPORT,
    }
)
"""Acts by which a source commits itself to the content (or, by denying, to its opposite)."""

FACTUALITY: Final[Mapping[tuple[int, Certainty], str]] = MappingProxyType(
    {
        (1, Certainty.CERTAIN): "CT+",
        (1, Certainty.PROBABLE): "PR+",
        (1, Certainty.POSSIBLE): "PS+",
        (-1, Certainty.CERTAIN): "CT-",
        (-1, Certainty.PROBABLE): "PR-",
        (-1, Certainty.POSSIBLE): "PS-",
        (0, Certainty.CERTAIN): "CTu",
    }
)
"""FactBank's code for a stance's sign and a certainty; every other pair is ``Uu``."""

RELATION_ENDS: Final[Mapping[Relation, tuple[frozenset[Kind], frozenset[Kind]]]] = MappingProxyType(
    {
        relation: (ends, ends)
        for ends, relations in {
            frozenset({Kind.CLAIM}): (
                Relation.CONTRADICTS,
                Relation.REFINES,
                Relation.SUPPORTS,
                Relation.EQUIVALENT_TO,
                Relation.CONDITIONAL_ON,
            ),
            frozenset({Kind.ATTRIBUTION}): (Relation.RESPONDS_TO,),
            frozenset({Kind.ACTOR, Kind.AGENCY}): (
                Relation.PART_OF,
                Relation.SPEAKS_FOR,
                Relation.LEADS,
                Relation.AFFILIATED_WITH,
                Relation.RIVAL_OF,
            ),
            frozenset({Kind.DOCUMENT}): (Relation.CITES, Relation.REPUBLISHES),
        }.items()
        for relation in relations
    }
)
"""The kinds of record that may be the subject and the object of each relation."""

SYMMETRIC_RELATIONS: Final[frozenset[Relation]] = frozenset(
    {Relation.CONTRADICTS, Relation.EQUIVALENT_TO, Relation.RIVAL_OF}
)
"""Relations without a direction: a link of these is stored once, its ends in order."""

GRADES: Final[Mapping[GradeScale, tuple[str, ...]]] = MappingProxyType(
    {
        GradeScale.ADMIRALTY_RELIABILITY: ("A", "B", "C", "D", "E", "F"),
        GradeScale.ADMIRALTY_CREDIBILITY: ("1", "2", "3", "4", "5", "6"),
        GradeScale.TRUTH_RATING: (
            "true",
            "mostly-true",
            "half-true",
            "mostly-false",
            "false",
            "unproven",
        ),
    }
)
"""The grades of each closed scale, best first (``F``, ``6`` and ``unproven``: cannot be judged).

The Admiralty code is that of NATO AJP-2.1 and of MISP's ``admiralty-scale`` taxonomy.
"""

GRADE_STANCE: Final[Mapping[GradeScale, Mapping[str, Stance]]] = MappingProxyType(
    {
        GradeScale.ADMIRALTY_RELIABILITY: MappingProxyType(
            {
                "A": Stance.SUPPORT,
                "B": Stance.SUPPORT,
                "C": Stance.SUPPORT,
                "D": Stance.QUERY,
                "E": Stance.DENY,
                "F": Stance.COMMENT,
            }
        ),
        GradeScale.ADMIRALTY_CREDIBILITY: MappingProxyType(
            {
                "1": Stance.SUPPORT,
                "2": Stance.SUPPORT,
                "3": Stance.COMMENT,
                "4": Stance.QUERY,
                "5": Stance.DENY,
                "6": Stance.COMMENT,
            }
        ),
        GradeScale.TRUTH_RATING: MappingProxyType(
            {
                "true": Stance.SUPPORT,
                "mostly-true": Stance.SUPPORT,
                "half-true": Stance.COMMENT,
                "mostly-false": Stance.DENY,
                "false": Stance.DENY,
                "unproven": Stance.COMMENT,
            }
        ),
    }
)
"""The stance that a grade takes towards what it grades; a free grade takes comment."""

COMMUNITY_STANCES: Final[Mapping[str, Mapping[str, Stance]]] = MappingProxyType(
    {
        "sdqc": MappingProxyType(
            {
                "s": Stance.SUPPORT,
                "d": Stance.DENY,
                "q": Stance.QUERY,
                "c": Stance.COMMENT,
                "support": Stance.SUPPORT,
                "deny": Stance.DENY,
                "query": Stance.QUERY,
                "comment": Stance.COMMENT,
            }
        ),
        "pheme": MappingProxyType(
            {
                "supporting": Stance.SUPPORT,
                "denying": Stance.DENY,
                "underspecified": Stance.COMMENT,
                "agreed": Stance.SUPPORT,
                "disagreed": Stance.DENY,
                "appeal-for-more-information": Stance.QUERY,
                "comment": Stance.COMMENT,
            }
        ),
        "fnc-1": MappingProxyType(
            {
                "agree": Stance.SUPPORT,
                "disagree": Stance.DENY,
                "discuss": Stance.COMMENT,
            }
        ),
        "stix-opinion": MappingProxyType(
            {
                "strongly-agree": Stance.SUPPORT,
                "agree": Stance.SUPPORT,
                "neutral": Stance.COMMENT,
                "disagree": Stance.DENY,
                "strongly-disagree": Stance.DENY,
            }
        ),
        "dna": MappingProxyType(
            {
                "1": Stance.SUPPORT,
                "0": Stance.DENY,
                "yes": Stance.SUPPORT,
                "no": Stance.DENY,
                "agreement": Stance.SUPPORT,
                "disagreement": Stance.DENY,
            }
        ),
        "claimreview": MappingProxyType(
            {
                "true": Stance.SUPPORT,
                "accurate": Stance.SUPPORT,
                "correct": Stance.SUPPORT,
                "mostly true": Stance.SUPPORT,
                "half true": Stance.COMMENT,
                "mixture": Stance.COMMENT,
                "unproven": Stance.COMMENT,
                "mostly false": Stance.DENY,
                "barely true": Stance.DENY,
                "misleading": Stance.DENY,
                "false": Stance.DENY,
                "incorrect": Stance.DENY,
                "pants on fire": Stance.DENY,
            }
        ),
    }
)
"""Other communities' words for a stance, lower case, by the name of their scheme.

FNC-1's ``unrelated`` is missing on purpose: an unrelated text is no attribution of the claim.
"""

ActWord = (
    Act
    | Literal[
        "assert",
        "confirm",
        "admit",
        "deny",
        "question",
        "believe",
        "estimate",
        "predict",
        "warn",
        "promise",
        "demand",
        "accuse",
        "comment",
        "report",
        "retract",
        "assess",
    ]
)
"""An `Act` or its word, for annotations: type checkers then catch a misspelt one."""

StanceWord = Stance | Literal["support", "deny", "query", "comment"]
"""A `Stance` or its word, for annotations."""

CertaintyWord = Certainty | Literal["certain", "probable", "possible", "unspecified"]
"""A `Certainty` or its word, for annotations."""

NamingWord = Naming | Literal["named", "described", "anonymous"]
"""A `Naming` or its word, for annotations."""

QuoteModeWord = QuoteMode | Literal["direct", "indirect", "mixed", "unknown"]
"""A `QuoteMode` or its word, for annotations."""
