"""What the cards and the table of the page say of a row or a box: labels and words.

A fact is a dict of ``label`` and ``text``, and ``url`` where it leads somewhere. All text is
cleaned as that of a printed figure is, and is never markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.clocks import span_on
from attribgraph.frames import naming_of, source_names, via_of
from attribgraph.model import Actor, Agency, Attribution, Claim, Document
from attribgraph.plot.addresses import web_address
from attribgraph.plot.dates import short_date
from attribgraph.plot.labels import act_label
from attribgraph.plot.meanings import MARKS, WORDS, mark_of
from attribgraph.plot.words import clean
from attribgraph.standing import bottom_claim
from attribgraph.vocabulary import Certainty, ClaimForm, Kind, Naming, QuoteMode, Relation
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attribgraph.model import Link
    from attribgraph.plot.chains import Row
    from attribgraph.plot.meanings import Mark
    from attribgraph.store import Store

__all__ = [
    "Fact",
    "box_facts",
    "done",
    "relation_words",
    "row_facts",
    "said_between",
]

Fact = dict[str, str]
"""``label`` and ``text``, and perhaps ``url``."""

_COUNTED: Final[dict[Mark, str]] = {
    "support": "in support",
    "deny": "in denial",
    "query": "in question",
    "non-denial": "not denying",
    "comment": "neither",
}
_NAMINGS: Final = {
    Naming.DESCRIBED: "described, not named",
    Naming.ANONYMOUS: "not named",
}
_RELATIONS: Final[dict[Relation, tuple[str, str]]] = {
    Relation.CONTRADICTS: ("contradicts", "contradicts"),
    Relation.REFINES: ("is more specific than", "is less specific than"),
    Relation.SUPPORTS: ("lends support to", "has support from"),
    Relation.EQUIVALENT_TO: ("says the same as", "says the same as"),
    Relation.CONDITIONAL_ON: ("holds only if", "is a condition of"),
}


def relation_words(relation: Relation) -> str:
    """Return what the subject of a link is to its object."""
    return _RELATIONS[relation][0]


def done(row: Attribution, claim: Claim | None) -> str:
    """Return what the sources did, without the date: "did not deny"."""
    words = act_label(row, claim)
    return words.removesuffix(f" · {short_date(row.said_at)}") if row.said_at else words


def said_between(store: Store, row: Attribution) -> tuple[str | None, str | None]:
    """Return the first and the last day on which a row may have been said, where known.

    As everywhere, a row without a date was said no later than its document was published.
    """
    start, end = span_on("said_at")(store, row) or (None, None)
    return (
        start.date().isoformat() if start else None,
        end.date().isoformat() if end else None,
    )


class _Facts:
    """Collects facts, leaving out those that have nothing to say."""

    def __init__(self) -> None:
        self.found: list[Fact] = []

    def add(self, label: str, text: str | None, url: str | None = None) -> None:
        if text:
            fact = {"label": label, "text": clean(text)}
            self.found.append(fact | ({"url": url} if url else {}))


def row_facts(store: Store, row: Row) -> list[Fact]:
    """Return what there is to say of a row, the most telling first."""
    record = row.record
    claim = bottom_claim(store, record.id)
    facts = _Facts()
    for quote in record.quotes:
        facts.add("Quote", f"“{quote}”")
    facts.add("Cue", record.cue)
    facts.add("Act", done(record, None))
    facts.add("Stance", None if row.depth else WORDS[mark_of(record)])
    facts.add("Said", _said(store, record))
    if record.certainty is not Certainty.UNSPECIFIED:
        facts.add("Certainty", record.certainty.value)
    facts.add("Condition", claim.condition if claim else None)
    if record.quote_mode is not QuoteMode.UNKNOWN:
        facts.add("Quoted", record.quote_mode.value)
    facts.add("Source", _NAMINGS.get(naming_of(store, record)))
    facts.add("For", _names(store, record.on_behalf_of))
    facts.add("To", _names(store, record.addressees))
    facts.add("Occasion", record.occasion)
    facts.add("Passed on by", via_of(store, record.id))
    if record.document is not None:
        document: Any = store.get(record.document)
        facts.add("Document", _titled(store, document), web_address(document.url))
    if not row.stands:
        facts.add("Stands", "no: retracted, or vouched for by nobody")
    return facts.found


def _said(store: Store, row: Attribution) -> str:
    if row.said_at is not None:
        return short_date(row.said_at)
    _, last = said_between(store, row)
    return f"not dated; by {short_date(When(last))} at the latest" if last else "not dated"


def _titled(store: Store, document: Document) -> str:
    parts = [document.title]
    if document.publisher:
        parts.append(_names(store, (document.publisher,)))
    if document.published_at:
        parts.append(short_date(document.published_at))
    return " · ".join(parts)


def _names(store: Store, ids: tuple[str, ...]) -> str:
    records: list[Any] = [store.get(each) for each in ids]
    return "; ".join(each.name for each in records)


def box_facts(
    store: Store, id_: str, marks: Mapping[Mark, int], links: Iterable[Link]
) -> list[Fact]:
    """Return what there is to say of a document, a source or a claim.

    Parameters
    ----------
    store
        The records.
    id_
        Which one.
    marks
        How many statements say what of it.
    links
        The links between claims that it is an end of.
    """
    record = store.get(id_)
    facts = _Facts()
    if isinstance(record, Document):
        _document_facts(store, record, facts)
    elif isinstance(record, Actor | Agency):
        _source_facts(store, record, facts)
    elif isinstance(record, Claim):
        _claim_facts(store, record, facts)
    elif isinstance(record, Attribution):
        facts.add("By", source_names(store, record))
        facts.add("Act", done(record, None))
        facts.add("Said", _said(store, record))
    counted = [f"{marks[each]} {_COUNTED[each]}" for each in MARKS if marks.get(each)]
    facts.add("Statements", ", ".join(counted))
    for link in links:
        forward = link.subject == id_
        other: Any = store.get(link.object if forward else link.subject)
        facts.add(_RELATIONS[link.relation][not forward].capitalize(), other.text)
    return facts.found


def _document_facts(store: Store, document: Document, facts: _Facts) -> None:
    facts.add("Kind", document.kind.value)
    facts.add("Published by", _names(store, (document.publisher,)) if document.publisher else "")
    facts.add("Published", short_date(document.published_at) if document.published_at else "")
    facts.add("Authors", "; ".join(document.authors))
    facts.add("Address", document.url, web_address(document.url))


def _source_facts(store: Store, source: Actor | Agency, facts: _Facts) -> None:
    facts.add("Role", source.role if isinstance(source, Actor) else None)
    facts.add("Kind", source.kind.value.replace("_", "-"))
    facts.add("Named", _NAMINGS.get(source.naming))
    facts.add("Also", "; ".join(source.aliases))
    links = store.tables[Kind.LINK]
    for each in store.referring(Kind.LINK, "subject", source.id):
        words = links[each].relation.value.replace("_", " ").capitalize()
        facts.add(words, _names(store, (links[each].object,)))


def _claim_facts(store: Store, claim: Claim, facts: _Facts) -> None:
    if claim.form is not ClaimForm.STATEMENT:
        facts.add("Form", claim.form.value)
    facts.add("Condition", claim.condition)
    facts.add("About", _names(store, claim.about))
    facts.add("Happened", short_date(claim.happened_at) if claim.happened_at else "")
    facts.add("Place", claim.place)
    facts.add("Figure", str(claim.quantity) if claim.quantity else "")
    facts.add("Tags", "; ".join(claim.tags))
