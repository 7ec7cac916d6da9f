"""What the queries mean: plain loops over `g.records()`, written from the design's text.

Nothing here asks the library anything but for its records, so that a test which compares
the two compares the library with the text.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, Any

from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attribgraph.graph import AttributionGraph
    from attribgraph.when import When

Span = tuple[float, float]
"""Earliest and latest instant in microseconds; infinite where it is open."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def _instant(time: datetime | None, otherwise: float) -> float:
    return otherwise if time is None else (time - _EPOCH) // timedelta(microseconds=1)


def span_of(when: When) -> Span:
    return _instant(when.earliest, -inf), _instant(when.latest, inf)


def both(answers: Iterable[bool | None]) -> bool | None:
    """Kleene's "and": false if any is, else unknown if any is."""
    found = list(answers)
    return False if False in found else None if None in found else True


def either(answers: Iterable[bool | None]) -> bool | None:
    """Kleene's "or"."""
    found = list(answers)
    return True if True in found else None if None in found else False


def opposite(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _for_all(span: Span | None, holds: Callable[[float], bool]) -> bool | None:
    """Whether a question that changes its answer at most once along time holds for the span."""
    if span is None:
        return None
    first, last = holds(span[0]), holds(span[1])
    return first if first == last else None


class Oracle:
    """The records of a graph, and what follows from them."""

    def __init__(self, g: AttributionGraph) -> None:
        self.records: list[Record] = list(g.records())
        self.by_id: dict[str, Any] = {each.id: each for each in self.records}
        self.rows = [each for each in self.records if isinstance(each, Attribution)]
        self.claims = [each for each in self.records if isinstance(each, Claim)]
        self.documents = [each for each in self.records if isinstance(each, Document)]
        self.links = [each for each in self.records if isinstance(each, Link)]
        self.sources = [each for each in self.records if isinstance(each, Actor | Agency)]
        self.agencies = [each for each in self.records if isinstance(each, Agency)]

    # -- rows and their relays ----------------------------------------------------------

    def outer(self, row: Attribution) -> list[Attribution]:
        return [each for each in self.rows if each.content == row.id]

    def relays_of(self, row: Attribution) -> list[Attribution]:
        return [each for each in self.outer(row) if self.passes_on(each)]

    def passes_on(self, row: Attribution) -> bool:
        inner = isinstance(self.by_id[row.content], Attribution)
        return inner and row.stance == "support" and row.act != "assess"

    def stands(self, row: Attribution) -> bool:
        outer = [each for each in self.outer(row) if each.act != "assess"]
        if not outer:
            return True
        standing = [each for each in outer if self.stands(each)]
        retracting = [each for each in standing if each.act == "retract" and not each.negated]
        if row.sources and all(
            any(source in each.sources for each in retracting) for source in row.sources
        ):
            return False
        return row.document is not None or any(each.stance == "support" for each in standing)

    def claim_of(self, row: Attribution) -> Claim | None:
        content = self.by_id[row.content]
        if isinstance(content, Attribution):
            return self.claim_of(content)
        return content if isinstance(content, Claim) else None

    def documents_of(self, row: Attribution) -> list[str]:
        found = [] if row.document is None else [row.document]
        for each in self.outer(row):
            found += self.documents_of(each)
        return list(dict.fromkeys(found))

    def held_in(self, row: Attribution, documents: Iterable[str]) -> bool:
        return not set(documents).isdisjoint(self.documents_of(row))

    def publishers_of(self, row: Attribution) -> list[str]:
        found = [self.by_id[each].publisher for each in self.documents_of(row)]
        return [each for each in dict.fromkeys(found) if each is not None]

    def passed_on_by(self, row: Attribution, sources: Iterable[str]) -> bool:
        return any(
            not set(each.sources).isdisjoint(sources) or self.passed_on_by(each, sources)
            for each in self.relays_of(row)
        )

    def naming(self, row: Attribution) -> str:
        if row.naming is not None:
            return row.naming.value
        found = {self.by_id[each].naming.value for each in row.sources}
        return next((each for each in ("named", "described") if each in found), "anonymous")

    def reach(self, ids: Iterable[str], relations: Iterable[str]) -> set[str]:
        found = set(ids)
        wanted = set(relations)
        symmetric = {"contradicts", "equivalent_to", "rival_of"}
        for _ in self.records:
            for link in self.links:
                if link.relation.value not in wanted:
                    continue
                if link.object in found:
                    found.add(link.subject)
                if link.relation.value in symmetric and link.subject in found:
                    found.add(link.object)
        return found

    # -- clocks -------------------------------------------------------------------------

    def said(self, row: Attribution) -> Span | None:
        if row.said_at is not None:
            return span_of(row.said_at)
        bound = self._not_after(row)
        return None if bound == inf else (-inf, bound)

    def _not_after(self, row: Attribution) -> float:
        bounds = [inf]
        document = self.by_id[row.document] if row.document else None
        if document is not None and document.published_at is not None:
            bounds.append(span_of(document.published_at)[1])
        for each in self.outer(row):
            if each.said_at is not None:
                bounds.append(span_of(each.said_at)[1])
            bounds.append(self._not_after(each))
        return min(bounds)

    def happened(self, row: Attribution) -> Span | None:
        claim = self.claim_of(row)
        return None if claim is None or claim.happened_at is None else span_of(claim.happened_at)

    def published(self, row: Attribution) -> Span | None:
        dates = [self.by_id[each].published_at for each in self.documents_of(row)]
        spans = [(-inf, inf) if each is None else span_of(each) for each in dates]
        return (min(s for s, _ in spans), min(e for _, e in spans)) if spans else None

    def recorded(self, row: Attribution) -> Span | None:
        return None if row.recorded_at is None else span_of(row.recorded_at)

    def on(self, clock: str, row: Attribution) -> Span | None:
        return {
            "said_at": self.said,
            "happened_at": self.happened,
            "published_at": self.published,
            "recorded_at": self.recorded,
        }[clock](row)

    def before(self, clock: str, row: Attribution, when: When) -> bool | None:
        return _for_all(self.on(clock, row), lambda instant: instant < span_of(when)[0])

    def after(self, clock: str, row: Attribution, when: When) -> bool | None:
        return _for_all(self.on(clock, row), lambda instant: instant > span_of(when)[1])

    def during(self, clock: str, row: Attribution, when: When) -> bool | None:
        span = self.on(clock, row)
        if span is None or span == (-inf, inf):
            return None
        first, last = span_of(when)
        return span[0] <= last and first <= span[1]

    def as_of(self, row: Attribution, when: When) -> bool | None:
        spans = [span for span in (self.published(row), self.recorded(row)) if span is not None]
        if not spans:
            return None
        return either(_for_all(each, lambda instant: instant <= span_of(when)[1]) for each in spans)

    # -- answers ------------------------------------------------------------------------

    def committed(self, row: Attribution, stance: str) -> bool:
        asserting = {
            "assert", "confirm", "admit", "deny", "believe", "estimate", "predict", "warn",
            "accuse", "report",
        }  # fmt: skip
        return (
            row.stance == stance
            and row.act.value in asserting
            and not row.negated
            and self.stands(row)
        )

    def closure(self, ids: Iterable[str]) -> set[str]:
        """Return the ids, what they refer to, rows about rows, and links between, to the end."""
        found = set(ids)
        size = -1
        while size != len(found):
            size = len(found)
            for each in self.records:
                references = self.references(each)
                if each.id in found:
                    found.update(references)
                elif isinstance(each, Link):
                    if each.subject in found and each.object in found:
                        found.add(each.id)
                elif isinstance(each, Attribution):
                    content = self.by_id[each.content]
                    if isinstance(content, Attribution) and content.id in found:
                        found.add(each.id)
        return found

    def references(self, record: Record) -> list[str]:
        if isinstance(record, Document):
            held = [record.publisher]
        elif isinstance(record, Claim):
            held = list(record.about)
        elif isinstance(record, Link):
            held = [record.subject, record.object, record.document]
        elif isinstance(record, Attribution):
            held = [
                *record.sources,
                *record.on_behalf_of,
                record.content,
                *record.addressees,
                record.document,
            ]
        else:
            held = []
        return [each for each in held if each is not None]
