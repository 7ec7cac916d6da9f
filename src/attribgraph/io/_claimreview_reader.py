"""ClaimReviews as records: claims, who made them, and the verdicts of those who checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from pydantic import ValidationError

from attribgraph.checks import faults_of, validated
from attribgraph.errors import RecordError, WhenError
from attribgraph.io._claimreview_model import Review
from attribgraph.io._claimreview_remarks import Remarks
from attribgraph.io._claimreview_words import SCHEMA_KINDS, WIKIDATA, grading_of, stance_of
from attribgraph.io._common import build
from attribgraph.io._ids import NodeIds
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.record import digest, slug
from attribgraph.store import SOURCE_ORDER
from attribgraph.vocabulary import Act, Kind, Relation
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._claimreview_model import Agent, Rating, Reviewed, Work
    from attribgraph.io._json_load import JsonText
    from attribgraph.record import Record

__all__ = ["ClaimReviewReader"]

_TYPE: Final = "ClaimReview"
_SLUG: Final = 60
"""Characters that are kept of a name or of a claim's words as its id."""
Steps = tuple[str | int, ...]


class ClaimReviewReader:
    """Reads the ClaimReviews of a JSON-LD text, wherever in it they stand."""

    def __init__(self, file: JsonText) -> None:
        self._file = file
        self._records: dict[str, Record] = {}
        self._ids = NodeIds()
        self._steps: dict[str, Steps] = {}
        self._known: dict[tuple[object, ...], str] = {}
        self._remarks = Remarks()
        self._at: Steps = ()

    def graph(self) -> AttributionGraph:
        """Return the graph.

        Raises
        ------
        FormatError
            If there is no ClaimReview, or one lacks what it needs.
        """
        for steps, node in _reviews(self._file.value):
            self._at = steps
            try:
                review = Review.model_validate(node)
            except ValidationError as error:
                place, why = faults_of(error, Review)[0]
                self._refuse(place, why)
            self._review(review)
        if not self._records:
            message = "there is no ClaimReview in it"
            raise self._file.error(message, [])
        ids = list(self._records)
        return build(
            list(self._records.values()),
            self._file.path,
            lambda number: self._file.line(self._steps[ids[number]]),
        )

    def _review(self, review: Review) -> None:
        claim = self._claim(review)
        for made in review.itemReviewed:
            self._made(made, claim)
        document = self._document(review)
        sources = [self._source(each, checker=True) for each in review.author]
        rating = next(iter(review.reviewRating), None)
        ours = review.id_of("attribution")
        grade, scale = grading_of(rating)
        if rating is None or grade is None:
            self._refuse("reviewRating", "a rating needs words or a number")
        stance = rating.words_of("stance") if ours else stance_of(rating, grade, scale)
        when, unread = _when(review.dateCreated if ours else review.datePublished)
        extra = {} if ours else _kept(rating, unread)
        self._row(
            ours,
            sources=sources,
            content=claim,
            act=Act.ASSESS,
            grade=grade,
            grade_scale=rating.words_of("scale") or scale,
            stance=stance,
            said_at=when,
            document=document,
            extra=extra,
        )
        for made in review.itemReviewed:
            for page in () if ours else (*made.firstAppearance, *made.appearance):
                self._cites(document, self._page(page))

    def _claim(self, review: Review) -> str:
        about: Any = next(iter(review.itemReviewed), None)
        texts = (review.claimReviewed, about and about.text, about and about.name)
        text = next((each for each in texts if each), None)
        if text is None:
            self._refuse("claimReviewed", "the claim's words are missing")
        ours = about.id_of("claim") if about else None
        if not ours and (known := self._known.get((Kind.CLAIM, text))):
            return known
        fields: dict[str, Any] = {"id": ours, "text": text}
        if about is not None:
            fields["language"] = about.inLanguage or (review.inLanguage if not ours else None)
            fields["tags"] = about.keywords
            fields["about"] = [self._source(each) for each in about.about]
            fields["happened_at"] = _when(about.temporalCoverage)[0]
        return self._keep(Claim, fields, (Kind.CLAIM, text))

    def _made(self, made: Reviewed, claim: str) -> None:
        """Keep the claim's makers' own row, if it is said who or where."""
        ours = made.id_of("attribution")
        sources = [self._source(each) for each in made.author]
        pages = [*made.firstAppearance, *made.appearance]
        page = self._page(pages[0]) if pages else None
        if not ours and not sources and page is None:
            return
        when, unread = _when(made.datePublished)
        fields = {
            "sources": sources,
            "said_at": when,
            "document": page,
            "extra": {"datePublished": unread} if unread else {},
        }
        self._row(ours, content=claim, **(fields if ours else self._joined(claim, fields)))

    def _joined(self, claim: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Join what reviews say of one remark, and take back what was kept of it so far."""
        makers = (claim, *fields["sources"])
        id_ = self._remarks.same_as(makers, fields["said_at"], fields["document"])
        if id_ is None:
            return fields
        row: Any = self._records.pop(id_)
        self._remarks.remove(row)
        kept = {name: fields[name] or getattr(row, name) for name in ("said_at", "document")}
        return fields | kept | {"extra": dict(row.extra) | fields["extra"]}

    def _source(self, agent: Agent, *, checker: bool = False) -> str:
        name = agent.name or agent.url
        if name is None:
            self._refuse("author", "an author has a name")
        kind, word = _source_kind(agent, checker=checker)
        ours = agent.id_of("source")
        if not ours and (known := self._known.get((kind, name))):
            return known
        pages = (each.removeprefix(WIKIDATA[0]) for each in map(_secure, agent.sameAs))
        fields = {
            "id": ours,
            "name": name,
            "kind": word,
            "aliases": agent.alternateName,
            "wikidata": next((each for each in pages if WIKIDATA[1].fullmatch(each)), None),
        }
        if kind is Kind.ACTOR:
            fields["role"] = agent.jobTitle
        return self._keep(Actor if kind is Kind.ACTOR else Agency, fields, (kind, name))

    def _document(self, review: Review) -> str | None:
        title = review.name or review.headline or review.url
        if title is None:
            return None
        ours = review.id_of("document")
        publishers = review.publisher if ours else (*review.publisher, *review.author)
        return self._held(review, title, publishers, review.inLanguage)

    def _page(self, page: Work) -> str:
        title = page.name or page.headline or page.url
        if title is None:
            self._refuse("appearance", "an appearance has an address or a name")
        return self._held(page, title, page.publisher, page.inLanguage)

    def _held(
        self, page: Any, title: str, publishers: Sequence[Agent], language: str | None
    ) -> str:
        ours = page.id_of("document")
        if not ours and (known := self._known.get((Kind.DOCUMENT, page.url or title))):
            return known
        agencies = (each for each in publishers if _source_kind(each)[0] is Kind.AGENCY)
        outlet = next(agencies, None)
        fields = {
            "id": ours,
            "title": title,
            "url": page.url,
            "publisher": self._source(outlet, checker=isinstance(page, Review)) if outlet else None,
            "published_at": _when(page.datePublished)[0],
            "language": language,
        }
        return self._keep(Document, fields, (Kind.DOCUMENT, page.url or title))

    def _cites(self, document: str | None, page: str) -> None:
        if document is not None and document != page:
            fields = {"subject": document, "relation": Relation.CITES, "object": page}
            self._put(self._validated(Link, fields))

    def _row(self, id_: str | None, **fields: Any) -> None:
        given = {name: value for name, value in fields.items() if value not in (None, {}, [])}
        row = self._validated(Attribution, ({"id": id_} if id_ else {}) | given)
        self._put(row)
        if row.act is not Act.ASSESS:
            self._remarks.add(row)

    def _keep(self, model: Any, fields: dict[str, Any], key: tuple[object, ...]) -> str:
        """Keep a record, under an id of its own, and remember it by what names it."""
        given = {name: value for name, value in fields.items() if value not in (None, (), [])}
        if "id" not in given:
            given["id"] = self._free(given)
        record: Record = self._validated(model, given)
        self._put(record)
        self._known.setdefault(key, record.id)
        return record.id

    def _free(self, fields: dict[str, Any]) -> str:
        """Return an id that no other record has."""
        words = fields.get("name") or fields.get("title") or fields["text"]
        return self._ids.numbered(slug(words)[:_SLUG].strip("-") or f"x-{digest(words, 6)}")

    def _validated(self, model: Any, fields: dict[str, Any]) -> Any:
        try:
            return validated(model, fields)
        except RecordError as error:
            raise self._file.error(error.message, self._at, record=_TYPE) from None

    def _put(self, record: Record) -> None:
        before = self._records.get(record.id)
        if before is not None and before != record and before.identity() != record.identity():
            message = f"{_TYPE}: the id {record.id!r} is that of two different records"
            raise self._file.error(message, self._at, record=record.id)
        if before is None:
            self._records[record.id] = record
            self._ids.take(record.id)
            self._steps[record.id] = self._at

    def _refuse(self, field: str, why: str) -> NoReturn:
        steps = (*self._at, field.split(".", maxsplit=1)[0])
        message = f"{_TYPE}, field {field!r}: {why}"
        raise self._file.error(message, steps if self._file.line(steps) else self._at) from None


def _reviews(value: Any) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Iterate over the ClaimReviews in a JSON value, in order; nothing here is recursive."""
    todo: list[tuple[Steps, Any]] = [((), value)]
    while todo:
        steps, found = todo.pop()
        if isinstance(found, list):
            todo.extend(((*steps, n), found[n]) for n in reversed(range(len(found))))
        elif isinstance(found, dict):
            types = found.get("@type", found.get("type"))
            names = types if isinstance(types, list) else [types]
            if any(isinstance(each, str) and _local(each) == _TYPE for each in names):
                yield steps, found
            else:
                todo.extend(((*steps, key), found[key]) for key in reversed(found))


def _local(name: str) -> str:
    """Return a type's name without ``schema:`` or the address of schema.org."""
    return name.rpartition("/")[2].rpartition(":")[2]


def _source_kind(agent: Agent, *, checker: bool = False) -> tuple[Kind, str | None]:
    """Return whether an agent is an actor or an agency, and of which kind, if that is said."""
    for each in SOURCE_ORDER:
        word = agent.words_of(each.value)
        if word is not None:
            return each, word or None
    for name in map(_local, agent.type):
        if name in SCHEMA_KINDS:
            kind, word = SCHEMA_KINDS[name]
            return kind, "fact_checker" if checker and word == "other" else word
    return (Kind.AGENCY, "fact_checker") if checker else (Kind.ACTOR, "other")


def _secure(address: str) -> str:
    return address.replace("http://", "https://", 1)


def _when(text: str | None) -> tuple[When | None, str | None]:
    """Return a time, or the text as it is where it is no ISO 8601."""
    if text is None:
        return None, None
    try:
        return When(text), None
    except WhenError:
        return None, text


def _kept(rating: Rating, unread: str | None) -> dict[str, str]:
    """Return what of another's review has no field of its own."""
    names = ("ratingValue", "bestRating", "worstRating", "alternateName", "name")
    found = {name: getattr(rating, name) for name in names} | {"datePublished": unread}
    return {name: value for name, value in found.items() if value is not None}
