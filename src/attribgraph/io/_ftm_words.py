"""FollowTheMoney's words and ours: which schema is which kind, and which link."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attribgraph.vocabulary import ActorKind, AgencyKind, Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "ACTOR_SCHEMATA",
    "AGENCY_SCHEMATA",
    "ENDS",
    "LINK_SCHEMATA",
    "link_relation",
    "source_kind",
]

ACTOR_SCHEMATA: Final[Mapping[ActorKind, str]] = MappingProxyType(
    {
        ActorKind.PERSON: "Person",
        ActorKind.GROUP: "LegalEntity",
        ActorKind.STATE: "PublicBody",
        ActorKind.ARTIFACT: "LegalEntity",
        ActorKind.OTHER: "LegalEntity",
    }
)
"""The schema of each kind of actor."""

_PUBLIC: Final = {
    AgencyKind.GOVERNMENT,
    AgencyKind.LEGISLATURE,
    AgencyKind.COURT,
    AgencyKind.INTELLIGENCE,
    AgencyKind.MILITARY,
}
AGENCY_SCHEMATA: Final[Mapping[AgencyKind, str]] = MappingProxyType(
    {kind: "PublicBody" if kind in _PUBLIC else "Organization" for kind in AgencyKind}
    | {AgencyKind.COMPANY: "Company"}
)
"""The schema of each kind of agency."""

LINK_SCHEMATA: Final[Mapping[Relation, str]] = MappingProxyType(
    {
        Relation.AFFILIATED_WITH: "Membership",
        Relation.LEADS: "Directorship",
        Relation.SPEAKS_FOR: "Representation",
        Relation.PART_OF: "UnknownLink",
        Relation.RIVAL_OF: "UnknownLink",
    }
)
"""The schema of each relation between sources."""

ENDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "Membership": ("member", "organization"),
        "Employment": ("employee", "employer"),
        "Directorship": ("director", "organization"),
        "Representation": ("agent", "client"),
        "UnknownLink": ("subject", "object"),
    }
)
"""The properties that are the subject and the object of each schema of links."""

_RELATIONS: Final[Mapping[str, Relation]] = MappingProxyType(
    {
        "Membership": Relation.AFFILIATED_WITH,
        "Employment": Relation.AFFILIATED_WITH,
        "Directorship": Relation.LEADS,
        "Representation": Relation.SPEAKS_FOR,
        "UnknownLink": Relation.AFFILIATED_WITH,
    }
)
"""The relation that a link of another's making becomes, if its role says no more."""

_KINDS: Final[Mapping[str, tuple[Kind, str]]] = MappingProxyType(
    {
        "Person": (Kind.ACTOR, "person"),
        "PublicBody": (Kind.AGENCY, "government"),
        "Company": (Kind.AGENCY, "company"),
        "Organization": (Kind.AGENCY, "other"),
    }
)


def source_kind(schema: Any, words: Iterable[str]) -> tuple[Kind, str]:
    """Return what an entity of another's making becomes: an actor or an agency, of a kind.

    The words of ``classification`` decide between the kinds that a schema may be.
    """
    kind, word = next((_KINDS[name] for name in _KINDS if schema.is_a(name)), (Kind.ACTOR, "other"))
    known = {each.value for each in (ActorKind if kind is Kind.ACTOR else AgencyKind)}
    for each in words:
        if kind is Kind.AGENCY and each == ActorKind.STATE.value:
            return Kind.ACTOR, each
        if each in known:
            return kind, each
    return kind, word


def link_relation(schema: str, roles: Iterable[str]) -> Relation:
    """Return what a link of another's making says: its role, if that is a word of ours."""
    ours = {each.value.replace("_", " "): each for each in LINK_SCHEMATA}
    return next((ours[each] for each in roles if each in ours), _RELATIONS[schema])
