"""schema.org's ClaimReview, as strict models that take what publishers really write.

The types are checked; their number is not: wherever one value may stand, so may a list. A
person may be a name, a page its address, and a rating text or a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

__all__ = ["OURS", "Agent", "Rating", "Review", "Reviewed", "Work"]

OURS: Final = "attribgraph"
"""``propertyID`` of identifiers that are ids of our records."""

_LONGEST: Final = 400


def _many(value: Any) -> Any:
    """Return a list of what may stand alone, or not at all."""
    if value is None:
        return []
    return [each for each in value if each is not None] if isinstance(value, list) else [value]


def _text(value: Any) -> Any:
    """Return the text of a JSON-LD value: plain, a number, with its language, or in a list."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict) and "@value" in value:
        value = value["@value"]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:_LONGEST] if isinstance(value, float) or abs(value) < 10**30 else value
    if isinstance(value, str):
        return value.strip() or None
    return value


def _address(value: Any) -> Any:
    """Return an address, which may be ``{"@id": ...}`` or in a list of one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@id", value.get("url", value))
    return _text(value)


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _paged(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


_Text = Annotated[str | None, BeforeValidator(_text)]
_Texts = Annotated[
    tuple[Annotated[str, BeforeValidator(_text)], ...], BeforeValidator(_many), Field(strict=False)
]
_Address = Annotated[str | None, BeforeValidator(_address)]


class _Node(BaseModel):
    """What all nodes of JSON-LD share; other properties than ours are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    type: _Texts = Field(default=(), validation_alias=AliasChoices("@type", "type"))
    additionalType: _Texts = ()  # noqa: N815 (schema.org's names)
    identifier: Annotated[list[Any], BeforeValidator(_many)] = Field(default_factory=list)

    def id_of(self, kind: str) -> str | None:
        """Return the id of the record of a kind that this node is, if one was written here."""
        for each in self.identifier:
            if isinstance(each, dict) and each.get("propertyID") == f"{OURS}:{kind}":
                value = each.get("value")
                return value if isinstance(value, str) else None
        return None

    def words_of(self, kind: str) -> str | None:
        """Return what follows ``urn:attribgraph:kind:`` in an additional type."""
        start = f"urn:{OURS}:{kind}:"
        found = (each.removeprefix(start) for each in self.additionalType if each.startswith(start))
        return next(found, None)


class Agent(_Node):
    """A person or an organization, or only a name."""

    name: _Text = None
    alternateName: _Texts = ()  # noqa: N815
    sameAs: _Texts = ()  # noqa: N815
    jobTitle: _Text = None  # noqa: N815
    url: _Address = None


_Agents = Annotated[
    tuple[Annotated[Agent, BeforeValidator(_named)], ...],
    BeforeValidator(_many),
    Field(strict=False),
]


class Work(_Node):
    """A page, a post or a broadcast in which a claim appeared, or only its address."""

    url: _Address = None
    name: _Text = None
    headline: _Text = None
    datePublished: _Text = None  # noqa: N815
    inLanguage: _Text = None  # noqa: N815
    publisher: _Agents = ()


_Works = Annotated[
    tuple[Annotated[Work, BeforeValidator(_paged)], ...],
    BeforeValidator(_many),
    Field(strict=False),
]


class Reviewed(_Node):
    """The claim under review: who made it, when, and where it appeared."""

    url: _Address = None
    name: _Text = None
    text: _Text = None
    author: _Agents = ()
    datePublished: _Text = None  # noqa: N815
    appearance: _Works = ()
    firstAppearance: _Works = ()  # noqa: N815
    about: _Agents = ()
    keywords: _Texts = ()
    inLanguage: _Text = None  # noqa: N815
    temporalCoverage: _Text = None  # noqa: N815


class Rating(_Node):
    """The verdict: words, a number on a scale, or both."""

    ratingValue: _Text = None  # noqa: N815
    bestRating: _Text = None  # noqa: N815
    worstRating: _Text = None  # noqa: N815
    alternateName: _Text = None  # noqa: N815
    name: _Text = None


class Review(_Node):
    """A ClaimReview."""

    claimReviewed: _Text = None  # noqa: N815
    author: _Agents = ()
    publisher: _Agents = ()
    dateCreated: _Text = None  # noqa: N815
    datePublished: _Text = None  # noqa: N815
    url: _Address = None
    name: _Text = None
    headline: _Text = None
    inLanguage: _Text = None  # noqa: N815
    itemReviewed: Annotated[  # noqa: N815
        tuple[Annotated[Reviewed, BeforeValidator(_named)], ...],
        BeforeValidator(_many),
        Field(strict=False),
    ] = ()
    reviewRating: Annotated[  # noqa: N815
        tuple[Annotated[Rating, BeforeValidator(_named)], ...],
        BeforeValidator(_many),
        Field(strict=False),
    ] = ()
