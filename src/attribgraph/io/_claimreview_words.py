"""schema.org's words and ours: types of agents, and what a rating comes to."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attribgraph.record import slug
from attribgraph.vocabulary import (
    COMMUNITY_STANCES,
    GRADES,
    ActorKind,
    AgencyKind,
    GradeScale,
    Kind,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.io._claimreview_model import Rating

__all__ = ["AGENCY_TYPES", "SCHEMA_KINDS", "VALUES", "WIKIDATA", "grading_of", "stance_of"]

AGENCY_TYPES: Final[Mapping[AgencyKind, str]] = MappingProxyType(
    {
        AgencyKind.GOVERNMENT: "GovernmentOrganization",
        AgencyKind.LEGISLATURE: "GovernmentOrganization",
        AgencyKind.COURT: "GovernmentOrganization",
        AgencyKind.INTELLIGENCE: "GovernmentOrganization",
        AgencyKind.MILITARY: "GovernmentOrganization",
        AgencyKind.NEWS: "NewsMediaOrganization",
        AgencyKind.NGO: "NGO",
        AgencyKind.COMPANY: "Corporation",
        AgencyKind.RESEARCH: "ResearchOrganization",
    }
)
"""The type of each kind of agency; of others, ``Organization``."""

SCHEMA_KINDS: Final[Mapping[str, tuple[Kind, str]]] = MappingProxyType(
    {
        "Person": (Kind.ACTOR, ActorKind.PERSON.value),
        "Country": (Kind.ACTOR, ActorKind.STATE.value),
        "Organization": (Kind.AGENCY, AgencyKind.OTHER.value),
        "GovernmentOrganization": (Kind.AGENCY, AgencyKind.GOVERNMENT.value),
        "NewsMediaOrganization": (Kind.AGENCY, AgencyKind.NEWS.value),
        "NGO": (Kind.AGENCY, AgencyKind.NGO.value),
        "Corporation": (Kind.AGENCY, AgencyKind.COMPANY.value),
        "ResearchOrganization": (Kind.AGENCY, AgencyKind.RESEARCH.value),
        "CollegeOrUniversity": (Kind.AGENCY, AgencyKind.RESEARCH.value),
        "EducationalOrganization": (Kind.AGENCY, AgencyKind.RESEARCH.value),
        "PoliticalParty": (Kind.AGENCY, AgencyKind.PARTY.value),
    }
)
"""What an agent of each type becomes."""

WIKIDATA: Final = ("https://www.wikidata.org/wiki/", re.compile(r"Q[1-9][0-9]*"))
"""The address of an item, and the form of its id."""

VALUES: Final[Mapping[str, int]] = MappingProxyType(
    {"true": 5, "mostly-true": 4, "half-true": 3, "mostly-false": 2, "false": 1}
)
"""The number of each truth rating, from 1 (worst) to 5 (best)."""

_TRUTH: Final = frozenset(GRADES[GradeScale.TRUTH_RATING])
_HIGH, _LOW = 0.6, 0.4


def grading_of(rating: Rating | None) -> tuple[str | None, GradeScale]:
    """Return a rating's grade and its scale: words before numbers."""
    if rating is None:
        return None, GradeScale.FREE
    words = rating.alternateName or rating.name or rating.ratingValue
    if words is not None and slug(words) in _TRUTH:
        return slug(words), GradeScale.TRUTH_RATING
    return words, GradeScale.FREE


def stance_of(rating: Rating, grade: str, scale: GradeScale) -> Stance | None:
    """Return the stance of another's rating; None where it follows from the grade.

    The words decide where they are known; else the number's place on its scale, which is
    1 to 5 unless the rating says otherwise: the upper two fifths support, the lower deny.
    """
    if scale is not GradeScale.FREE:
        return None
    known = COMMUNITY_STANCES["claimreview"].get(" ".join(grade.casefold().split()))
    if known is not None:
        return known
    try:
        value = float(rating.ratingValue or "")
        best, worst = float(rating.bestRating or 5), float(rating.worstRating or 1)
        place = (value - worst) / (best - worst)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    if not 0 <= place <= 1:
        return None
    return Stance.SUPPORT if place > _HIGH else Stance.DENY if place < _LOW else None
