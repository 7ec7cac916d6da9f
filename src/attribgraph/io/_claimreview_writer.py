"""Records as ClaimReviews, and which of their fields those hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph.io._claimreview_model import OURS
from attribgraph.io._claimreview_words import AGENCY_TYPES, VALUES, WIKIDATA
from attribgraph.model import Actor, Attribution, Claim, Document
from attribgraph.vocabulary import Act, ActorKind, GradeScale, Stance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.model import Source
    from attribgraph.record import Record
    from attribgraph.when import When

__all__ = ["ClaimReviewWriter"]


class ClaimReviewWriter:
    """Makes the ClaimReviews of a graph, and remembers what they hold."""

    def __init__(self, graph: AttributionGraph) -> None:
        self._graph = graph
        self._held: dict[str, set[str]] = {}

    def held(self, record: Record) -> Collection[str] | None:
        """Return the fields of a record that were written; None if it was not."""
        return self._held.get(record.id)

    def reviews(self) -> Iterator[dict[str, Any]]:
        """Make a ClaimReview of each assessment of a claim."""
        for row in self._graph.attributions:
            claim = self._graph[row.content]
            if row.act is Act.ASSESS and not row.negated and isinstance(claim, Claim):
                yield self._review(row, claim)

    def _review(self, row: Attribution, claim: Claim) -> dict[str, Any]:
        document = self._graph[row.document] if row.document is not None else None
        held = {"sources", "content", "act", "grade", "grade_scale", "stance", "document"}
        return {
            "@type": "ClaimReview",
            **self._page(document),
            "identifier": [
                _identifier("attribution", row.id),
                *([_identifier("document", document.id)] if document else []),
            ],
            "claimReviewed": claim.text,
            **_some(
                author=[self._agent(each) for each in row.sources],
                dateCreated=self._date(row, "said_at", held),
            ),
            "reviewRating": _rating(row),
            "itemReviewed": self._items(claim),
        }

    def _items(self, claim: Claim) -> list[dict[str, Any]]:
        """Return the claim, once for each row of those who made it."""
        made = [row for row in self._graph.attributions.of(claim.id) if self._makes(row)]
        return [self._item(claim, row) for row in made] or [self._item(claim, None)]

    def _makes(self, row: Attribution) -> bool:
        """Whether a row is that of a maker of the claim."""
        said = row.act is not Act.ASSESS and row.stance is Stance.SUPPORT and not row.negated
        known = bool(row.sources) or row.document is not None
        return said and known and self._graph.is_standing(row.id)

    def _item(self, claim: Claim, row: Attribution | None) -> dict[str, Any]:
        self._hold(claim, {"text", "language", "tags", "about", "happened_at"})
        item = {
            "@type": "Claim",
            "identifier": [_identifier("claim", claim.id)],
            "text": claim.text,
            **_some(
                inLanguage=claim.language,
                keywords=list(claim.tags),
                about=[self._agent(each) for each in claim.about],
                temporalCoverage=str(claim.happened_at) if claim.happened_at else None,
            ),
        }
        if row is not None:
            held = {"sources", "content", "document"}
            item["identifier"].append(_identifier("attribution", row.id))
            document = self._graph[row.document] if row.document is not None else None
            item |= _some(
                author=[self._agent(each) for each in row.sources],
                datePublished=self._date(row, "said_at", held),
                appearance=self._work(document) if document else None,
            )
        return item

    def _work(self, document: Document) -> dict[str, Any]:
        found = {"@type": "CreativeWork", **self._page(document)}
        return {**found, "identifier": [_identifier("document", document.id)]}

    def _page(self, document: Document | None) -> dict[str, Any]:
        if document is None:
            return {}
        held = {"title", "url", "language", "publisher"}
        return {
            "name": document.title,
            **_some(
                url=document.url,
                inLanguage=document.language,
                publisher=self._agent(document.publisher) if document.publisher else None,
                datePublished=self._date(document, "published_at", held),
            ),
        }

    def _agent(self, id_: str) -> dict[str, Any]:
        source: Source = self._graph[id_]
        self._hold(source, {"name", "kind", "aliases", "wikidata", "role"})
        kind = source.kind.value if "kind" in source.model_fields_set else ""
        if isinstance(source, Actor):
            type_ = "Person" if source.kind is ActorKind.PERSON else "Organization"
        else:
            type_ = AGENCY_TYPES.get(source.kind, "Organization")
        page = WIKIDATA[0] + source.wikidata if source.wikidata else None
        role = source.role if isinstance(source, Actor) else None
        return {
            "@type": type_,
            "additionalType": f"urn:{OURS}:{source.record_kind.value}:{kind}",
            "identifier": [_identifier("source", source.id)],
            "name": source.name,
            **_some(alternateName=list(source.aliases), sameAs=page, jobTitle=role),
        }

    def _date(self, record: Record, field: str, held: set[str]) -> str | None:
        """Return a date; schema.org has none for intervals, which are lost."""
        when: When | None = getattr(record, field)
        if when is not None and not when.is_interval:
            held.add(field)
        self._hold(record, held)
        return str(when) if field in held else None

    def _hold(self, record: Record, fields: set[str]) -> None:
        self._held.setdefault(record.id, set()).update(fields)


def _identifier(kind: str, id_: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": f"{OURS}:{kind}", "value": id_}


def _some(**properties: Any) -> dict[str, Any]:
    """Leave out what is not there."""
    return {name: value for name, value in properties.items() if value}


def _rating(row: Attribution) -> dict[str, Any]:
    scale = row.grade_scale or GradeScale.FREE
    words = str(row.grade)
    types = [f"urn:{OURS}:scale:{scale.value}"]
    if "stance" in row.model_fields_set:
        types.append(f"urn:{OURS}:stance:{row.stance.value}")
    rating: dict[str, Any] = {"@type": "Rating", "additionalType": types, "alternateName": words}
    if scale is GradeScale.TRUTH_RATING and words in VALUES:
        rating |= {"ratingValue": VALUES[words], "bestRating": 5, "worstRating": 1}
    return rating
