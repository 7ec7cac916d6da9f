"""What each field of a record takes when it is given, for type checkers and editors.

A record's annotations say what a field *holds*: ``row.sources`` is a tuple of ids. What may be
*given* is wider: one id, a record, or several. These tables say so, once, for the records and
for the methods that make them; a misspelt word is then an error in an editor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Required, TypedDict

from attribgraph.vocabulary import (
    ActorKind,
    ActWord,
    AgencyKind,
    CertaintyWord,
    ClaimForm,
    DocumentKind,
    ExcerptRole,
    GradeScale,
    NamingWord,
    QuoteModeWord,
    Relation,
    StanceWord,
)
from attribgraph.when import When

if TYPE_CHECKING:
    from attribgraph.model import Excerpt
    from attribgraph.quantity import Quantity
    from attribgraph.record import Record

__all__ = [
    "ActorFields",
    "AgencyFields",
    "AttributionFields",
    "ClaimFields",
    "DocumentFields",
    "ExcerptRoleWord",
    "LinkFields",
    "RowFields",
]

Strings = str | Iterable[str]
Time = When | str | date

ActorKindWord = ActorKind | Literal["person", "group", "state", "artifact", "other"]
AgencyKindWord = (
    AgencyKind
    | Literal[
        "government",
        "legislature",
        "court",
        "intelligence",
        "military",
        "party",
        "news",
        "intergovernmental",
        "ngo",
        "company",
        "research",
        "fact_checker",
        "other",
    ]
)
DocumentKindWord = (
    DocumentKind
    | Literal[
        "article",
        "report",
        "broadcast",
        "interview",
        "transcript",
        "statement",
        "post",
        "book",
        "dataset",
        "other",
    ]
)
ClaimFormWord = ClaimForm | Literal["statement", "question", "topic", "directive"]
ExcerptRoleWord = ExcerptRole | Literal["source", "cue", "content", "context"]
GradeScaleWord = (
    GradeScale | Literal["admiralty_reliability", "admiralty_credibility", "truth_rating", "free"]
)
RelationWord = (
    Relation
    | Literal[
        "contradicts",
        "refines",
        "supports",
        "equivalent_to",
        "conditional_on",
        "responds_to",
        "part_of",
        "speaks_for",
        "leads",
        "affiliated_with",
        "rival_of",
        "cites",
        "republishes",
    ]
)


class _RecordFields(TypedDict, total=False):
    id: str
    notes: str | None
    extra: Mapping[str, Any]


class _NamedFields(_RecordFields, total=False):
    name: Required[str]
    aliases: Strings
    naming: NamingWord
    wikidata: str | None


class ActorFields(_NamedFields, total=False):
    """What `Actor` takes."""

    kind: ActorKindWord
    role: str | None


class AgencyFields(_NamedFields, total=False):
    """What `Agency` takes."""

    kind: AgencyKindWord


class DocumentFields(_RecordFields, total=False):
    """What `Document` takes."""

    title: Required[str]
    kind: DocumentKindWord
    publisher: str | Record | None
    authors: Strings
    published_at: Time | None
    url: str | None
    language: str | None
    sha256: str | None


class ClaimFields(_RecordFields, total=False):
    """What `Claim` takes."""

    text: Required[str]
    form: ClaimFormWord
    about: str | Record | Iterable[str | Record]
    happened_at: Time | None
    place: str | None
    quantity: Quantity | Mapping[str, Any] | None
    condition: str | None
    language: str | None
    tags: Strings


class RowFields(_RecordFields, total=False):
    """What `Attribution` takes besides sources, content and act."""

    on_behalf_of: str | Record | Iterable[str | Record]
    negated: bool
    stance: StanceWord | None
    certainty: CertaintyWord
    naming: NamingWord | None
    quotes: Strings
    quote_mode: QuoteModeWord
    cue: str | None
    said_at: Time | None
    addressees: str | Record | Iterable[str | Record]
    occasion: str | None
    grade: str | None
    grade_scale: GradeScaleWord | None
    document: str | Record | None
    excerpts: Iterable[Excerpt | Mapping[str, Any]]
    confidence: float | None
    recorded_at: Time | None
    recorded_by: str | None
    method: str | None


class AttributionFields(RowFields, total=False):
    """What `Attribution` takes."""

    sources: str | Record | Iterable[str | Record]
    content: Required[str | Record]
    act: ActWord


class LinkFields(_RecordFields, total=False):
    """What `Link` takes."""

    subject: Required[str | Record]
    relation: Required[RelationWord]
    object: Required[str | Record]
    since: Time | None
    until: Time | None
    document: str | Record | None
    recorded_at: Time | None
    recorded_by: str | None
