"""The records: actors, agencies, documents, claims, attributions and links.

Each is a frozen pydantic model that refuses unknown fields. Where a record refers to
another it holds the other's id; given a record (or a view of records), it takes the id.

>>> yonhap = Agency(name="Yonhap News Agency", kind="news")
>>> claim = Claim(text="Troops have arrived in Kursk")
>>> row = Attribution(sources=yonhap, content=claim, act="report")
>>> row.sources, row.content, row.stance.value
(('yonhap-news-agency',), 'troops-have-arrived-in-kursk-6j4rff', 'support')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from attribgraph.quantity import Quantity
from attribgraph.record import Id, Ids, Record, Text, Words, digest, fingerprint, slug
from attribgraph.vocabulary import (
    ACT_STANCE,
    ASSERTING_ACTS,
    FACTUALITY,
    GRADE_STANCE,
    GRADES,
    SYMMETRIC_RELATIONS,
    Act,
    ActorKind,
    AgencyKind,
    Certainty,
    ClaimForm,
    DocumentKind,
    ExcerptRole,
    GradeScale,
    Kind,
    Naming,
    QuoteMode,
    Relation,
    Stance,
)
from attribgraph.when import When

if TYPE_CHECKING:
    from typing import Unpack

    from attribgraph.fields import (
        ActorFields,
        AgencyFields,
        AttributionFields,
        ClaimFields,
        DocumentFields,
        ExcerptRoleWord,
        LinkFields,
    )

__all__ = [
    "Actor",
    "Agency",
    "Attribution",
    "Claim",
    "Document",
    "Excerpt",
    "Link",
    "Record",
    "Source",
    "slug",
]

_SLUG_WORDS: Final = 7
_SLUG_LENGTH: Final = 48
# in Python 3.11 finding a member in its enumeration takes longer than checking a field
_ASSESS: Final = Act.ASSESS
_DIRECT: Final = QuoteMode.DIRECT


class Excerpt(BaseModel):
    """A stretch of a document's text that shows a part of an attribution.

    Parameters
    ----------
    start, end
        Half-open range of Unicode code points: ``text[start:end]``.
    role
        Which part it shows: source, cue, content (the default) or context.

    Examples
    --------
    >>> "Kyiv said so"[slice(*Excerpt(start=0, end=4, role="source").span)]
    'Kyiv'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    if TYPE_CHECKING:

        def __init__(self, *, start: int, end: int, role: ExcerptRoleWord = ...) -> None: ...

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    role: ExcerptRole = ExcerptRole.CONTENT

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.end <= self.start:
            message = f"an excerpt ends after it starts, not at {self.end} after {self.start}"
            raise ValueError(message)
        return self

    @property
    def span(self) -> tuple[int, int]:
        """``(start, end)``."""
        return self.start, self.end


class _Named(Record):
    """A record that has a name to derive an id from."""

    name: Text
    aliases: Words = ()
    naming: Naming = Naming.NAMED
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None

    @model_validator(mode="after")
    def _derive(self) -> Self:
        if not self.id:
            if self.naming is not Naming.NAMED:
                message = f"the source {self.name!r} is {self.naming.value}: give it an id"
                raise ValueError(message)
            derived = slug(self.name)
            if not derived:
                message = f"the name {self.name!r} has no letters to make an id of: give an id"
                raise ValueError(message)
            self._set(id=derived)
        return self._compact()


class Actor(_Named):
    """A person, a group without a spokesman, a state, or a thing such as a treaty.

    Parameters
    ----------
    name
        The name to print. A state's metonyms (Kyiv, the Kremlin) are aliases.
    kind
        person (the default), group, state, artifact or other.
    naming
        How texts name it: named (the default), described or anonymous. One that is not
        named needs an ``id``.
    role
        Office or description to print before the name ("President").
    aliases
        Other names that `NodeView.find` finds it by.
    wikidata
        Item id, such as ``"Q7747"``.

    Examples
    --------
    >>> Actor(name="Kim Jong-un", aliases=["Kim"]).id
    'kim-jong-un'
    """

    record_kind = Kind.ACTOR

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[ActorFields]) -> None: ...

    kind: ActorKind = ActorKind.PERSON
    role: Text | None = None


class Agency(_Named):
    """An organisation that can issue a statement.

    Parameters
    ----------
    name, naming, aliases, wikidata
        As for `Actor`.
    kind
        government, legislature, court, intelligence, military, party, news,
        intergovernmental, ngo, company, research, fact_checker or other (the default).

    Examples
    --------
    >>> Agency(name="State Duma", kind="legislature").id
    'state-duma'
    """

    record_kind = Kind.AGENCY

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[AgencyFields]) -> None: ...

    kind: AgencyKind = AgencyKind.OTHER


Source = Actor | Agency
"""Whoever speaks: an actor or an agency."""


class Document(Record):
    """What the coder held: an article, a broadcast, a post. Its text is not stored.

    Parameters
    ----------
    title
        The title to print.
    kind
        article (the default), report, broadcast, interview, transcript, statement, post,
        book, dataset or other.
    publisher
        Id of the agency that published it: the outlet.
    authors
        Names on the byline.
    published_at
        When it was published.
    url, language
        Where it stands, and its language as a BCP 47 tag ("en").
    sha256
        Hash of the UTF-8 text that excerpts count in, in hexadecimal.

    Examples
    --------
    >>> Document(title="Fire at Berth 9", publisher="valdena-herald").id
    'fire-at-berth-9'
    """

    record_kind = Kind.DOCUMENT
    references = ("publisher",)

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[DocumentFields]) -> None: ...

    title: Text
    kind: DocumentKind = DocumentKind.ARTICLE
    publisher: Id | None = None
    authors: Words = ()
    published_at: When | None = None
    url: Text | None = None
    language: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None

    @model_validator(mode="after")
    def _derive(self) -> Self:
        if not self.id:
            derived = slug(self.title)
            if not derived:
                message = f"the title {self.title!r} has no letters to make an id of: give an id"
                raise ValueError(message)
            self._set(id=derived)
        return self._compact()


class Claim(Record):
    """What is said to be so: the content that sources support, deny, query or comment on.

    Parameters
    ----------
    text
        The claim as a clause that can follow "said that".
    form
        statement (the default), question, topic or directive. Only statements are
        corroborated and disputed.
    about
        Ids of the sources that it is about.
    happened_at
        When, in the world, what it says happened or holds.
    place
        Where.
    quantity
        The figure that it gives.
    condition
        The words of the condition that it holds under ("if they fight in Ukraine").
    language
        Language of ``text`` as a BCP 47 tag.
    tags
        Words to group claims by.

    Examples
    --------
    >>> Claim(text="About 12,000 troops are in Russia",
    ...       quantity={"value": 12000, "approximate": True}).quantity.high
    12000
    """

    record_kind = Kind.CLAIM
    references = ("about",)

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[ClaimFields]) -> None: ...

    text: Text
    form: ClaimForm = ClaimForm.STATEMENT
    about: Ids = ()
    happened_at: When | None = None
    place: Text | None = None
    quantity: Quantity | None = None
    condition: Text | None = None
    language: Text | None = None
    tags: Words = ()

    @model_validator(mode="after")
    def _derive(self) -> Self:
        if not self.id:
            words = slug(self.text).split("-")[:_SLUG_WORDS]
            stem = "-".join(words)[:_SLUG_LENGTH].strip("-")
            self._set(id=f"{stem or 'claim'}-{digest(self.text, 6)}")
        if len(self.about) > 1:
            self._set(about=tuple(dict.fromkeys(self.about)))
        return self._compact()


class Attribution(Record):
    """The record of who said what: sources performed an act on a content.

    Parameters
    ----------
    sources
        Ids of the sources; several for a joint statement, none where the text names nobody.
    on_behalf_of
        Ids of the agencies that they spoke for.
    content
        Id of a claim, or of another attribution (a relay, a denial of having said, a
        retraction), or, for ``act="assess"`` alone, of a source.
    act
        What the sources did (`Act`); assert unless given.
    negated
        Whether they are said *not* to have done it ("did not deny").
    stance
        Where that leaves them (`Stance`). Left out, it follows the act: comment if negated,
        else `ACT_STANCE`; an assessment's follows its grade.
    certainty
        How sure they said they were (`Certainty`).
    naming
        How this text names them; left out, as the sources are named.
    quotes
        Their words as quoted.
    quote_mode
        direct, indirect, mixed or unknown; left out, direct if there are quotes.
    cue
        The words that attribute it ("did not deny").
    said_at
        When they said it.
    addressees
        Ids of those they said it to.
    occasion
        Where or at what ("press conference").
    grade, grade_scale
        The grade that an assessment gives, and its scale (`GRADES`; free unless given).
    document
        Id of the document that states it.
    excerpts
        Where in the document's text it stands.
    confidence
        How sure the *coder* is of this record, 0 to 1.
    recorded_at, recorded_by, method
        When, by whom and how it was recorded.

    Notes
    -----
    ``factuality`` follows FactBank (Sauri and Pustejovsky 2009). Left out, ``id`` is a hash
    over every field but recorded_at, confidence, method, notes and extra, the sources taken
    as a set, so that entering the same thing twice gives one record.

    Examples
    --------
    >>> row = Attribution(sources="putin", content="troops-in-kursk", act="deny", negated=True)
    >>> row.stance.value, row.factuality, row.asserts
    ('comment', 'Uu', False)
    """

    record_kind = Kind.ATTRIBUTION
    references = ("sources", "on_behalf_of", "content", "addressees", "document")

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[AttributionFields]) -> None: ...

    sources: Ids = ()
    on_behalf_of: Ids = ()
    content: Id
    act: Act = Act.ASSERT
    negated: StrictBool = False
    stance: Stance = None  # type: ignore[assignment]  # filled in by _derive
    certainty: Certainty = Certainty.UNSPECIFIED
    naming: Naming | None = None
    quotes: Words = ()
    quote_mode: QuoteMode = QuoteMode.UNKNOWN
    cue: Text | None = None
    said_at: When | None = None
    addressees: Ids = ()
    occasion: Text | None = None
    grade: Text | None = None
    grade_scale: GradeScale | None = None
    document: Id | None = None
    excerpts: tuple[Excerpt, ...] = ()
    confidence: float | None = Field(default=None, ge=0, le=1, strict=True)
    recorded_at: When | None = None
    recorded_by: Text | None = None
    method: Text | None = None

    @model_validator(mode="after")
    def _derive(self) -> Self:
        values = self.__dict__
        given = self.__pydantic_fields_set__
        act = values["act"]
        if act is _ASSESS or values["grade"] is not None or values["grade_scale"] is not None:
            self._check_grade()
        if values["stance"] is None:
            values["stance"] = self._default_stance(act)
        if values["quotes"] and "quote_mode" not in given:
            values["quote_mode"] = _DIRECT
        if len(values["sources"]) > 1 or values["on_behalf_of"] or values["addressees"]:
            for name in ("sources", "on_behalf_of", "addressees"):
                values[name] = tuple(dict.fromkeys(values[name]))
        if not values["id"]:
            values["id"] = f"said-{fingerprint(self.identity())}"
        return self._compact()

    def _check_grade(self) -> None:
        if self.act is not Act.ASSESS:
            message = f"a grade is given by act='assess', not by act={self.act.value!r}"
            raise ValueError(message)
        if self.grade is None:
            message = "act='assess' needs a grade"
            raise ValueError(message)
        if self.grade_scale is None:
            self._set(grade_scale=GradeScale.FREE)
        allowed = GRADES.get(self.grade_scale or GradeScale.FREE)
        if allowed and self.grade not in allowed:
            message = f"{self.grade!r} is not a grade of {self.grade_scale}: {', '.join(allowed)}"
            raise ValueError(message)

    def _default_stance(self, act: Act) -> Stance:
        if self.__dict__["negated"]:
            return Stance.COMMENT
        if act is _ASSESS:
            grades = GRADE_STANCE.get(self.grade_scale or GradeScale.FREE, {})
            return grades.get(self.grade or "", Stance.COMMENT)
        return ACT_STANCE[act]

    def identity(self) -> bytes:
        """Return the fields that make the entry: what a derived id is the hash of.

        The sources in order, a line each, then a line of JSON with the other fields that
        are not at their defaults. Neither an id nor such JSON holds a line's end, so that
        different entries never look alike.
        """
        sources = "\n".join(sorted(self.__dict__["sources"]))
        return sources.encode() + b"\n" + _made_of(self, _NOT_IDENTITY_NOR_SOURCES)

    @property
    def factuality(self) -> str:
        """FactBank code of the stance's sign and the certainty: CT+, PR-, PS+, CTu, Uu..."""
        return FACTUALITY.get((self.stance.sign, self.certainty), "Uu")

    @property
    def asserts(self) -> bool:
        """Whether the sources commit themselves by it (`ASSERTING_ACTS`, and not negated)."""
        return self.act in ASSERTING_ACTS and not self.negated


class Link(Record):
    """A typed relation between two records of a kind, and on whose authority.

    Parameters
    ----------
    subject, object
        Ids of the two ends. A symmetric relation is stored once, its ends in order.
    relation
        What the subject is to the object (`Relation`; `RELATION_ENDS` says between which kinds).
    since, until
        When it began and ended to hold; shown and kept, while queries and analyses count the
        link at any time.
    document
        Id of the document that states it.
    recorded_at, recorded_by
        When and by whom it was recorded.

    Examples
    --------
    >>> Link(subject="gur", relation="part_of", object="ukraine").relation.value
    'part_of'
    >>> Link(subject="b", relation="contradicts", object="a").subject
    'a'
    """

    record_kind = Kind.LINK
    references = ("subject", "object", "document")

    if TYPE_CHECKING:

        def __init__(self, **fields: Unpack[LinkFields]) -> None: ...

    subject: Id
    relation: Relation
    object: Id
    since: When | None = None
    until: When | None = None
    document: Id | None = None
    recorded_at: When | None = None
    recorded_by: Text | None = None

    @model_validator(mode="after")
    def _derive(self) -> Self:
        if self.subject == self.object:
            message = f"{self.subject!r} cannot be linked to itself"
            raise ValueError(message)
        if self.relation in SYMMETRIC_RELATIONS and self.object < self.subject:
            self._set(subject=self.object, object=self.subject)
        if not self.id:
            self._set(id=f"link-{fingerprint(self.identity())}")
        return self._compact()

    def identity(self) -> bytes:
        """Return the fields that make the entry, as JSON: what a derived id is the hash of."""
        return _made_of(self, _NOT_IDENTITY)


_NOT_IDENTITY: Final = {"id", "recorded_at", "confidence", "method", "notes", "extra"}
_NOT_IDENTITY_NOR_SOURCES: Final = _NOT_IDENTITY | {"sources"}


def _made_of(record: Record, without: set[str]) -> bytes:
    """Return the fields of a record that are not at their defaults, as one line of JSON."""
    made: bytes = record.__pydantic_serializer__.to_json(
        record, exclude=without, exclude_defaults=True
    )
    return made
