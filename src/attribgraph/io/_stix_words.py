"""STIX's words and ours: the opinion scale, the classes of identity, ids that are fixed."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from attribgraph.vocabulary import Act, ActorKind, Certainty, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.model import Attribution

__all__ = [
    "EXTENSION",
    "IDENTITY_CLASSES",
    "KINDS_OF_CLASS",
    "MAKER",
    "NAMESPACE",
    "NOBODY",
    "OPINIONS",
    "OURS",
    "opinion_word",
]

NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:attribgraph:stix")

EXTENSION: Final = f"extension-definition--{uuid5(NAMESPACE, 'extension')}"
"""Id of the extension that holds records."""

MAKER: Final = f"identity--{uuid5(NAMESPACE, 'maker')}"
"""Id of the identity that made the extension."""

NOBODY: Final = f"identity--{uuid5(NAMESPACE, 'nobody')}"
"""Id of the identity that stands where STIX wants one and the graph has none."""

OURS: Final = frozenset({EXTENSION, MAKER, NOBODY})
"""Ids of the objects that are no records."""

IDENTITY_CLASSES: Final[Mapping[ActorKind, str]] = MappingProxyType(
    {
        ActorKind.PERSON: "individual",
        ActorKind.GROUP: "group",
        ActorKind.STATE: "organization",
        ActorKind.ARTIFACT: "unknown",
        ActorKind.OTHER: "unknown",
    }
)
"""The identity class of each kind of actor; an agency is an organization."""

KINDS_OF_CLASS: Final[Mapping[str, str]] = MappingProxyType(
    {"individual": "person", "group": "group", "class": "group", "system": "artifact"}
)
"""The kind of actor that an identity of each class becomes; of others, ``other``."""

OPINIONS: Final[Mapping[str, tuple[Act, Certainty]]] = MappingProxyType(
    {
        "strongly-agree": (Act.CONFIRM, Certainty.CERTAIN),
        "agree": (Act.CONFIRM, Certainty.UNSPECIFIED),
        "neutral": (Act.COMMENT, Certainty.UNSPECIFIED),
        "disagree": (Act.DENY, Certainty.UNSPECIFIED),
        "strongly-disagree": (Act.DENY, Certainty.CERTAIN),
    }
)
"""What an opinion of another's making says, as an act and a certainty."""


def opinion_word(row: Attribution) -> str:
    """Return the word of STIX's scale for a row's stance and certainty."""
    if row.stance not in (Stance.SUPPORT, Stance.DENY):
        return "neutral"
    word = "agree" if row.stance is Stance.SUPPORT else "disagree"
    return f"strongly-{word}" if row.certainty is Certainty.CERTAIN else word
