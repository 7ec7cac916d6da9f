"""The words on a provenance figure: what is said of an act, a source, a document, a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.model import Actor
from attribgraph.plot.dates import short_date
from attribgraph.plot.words import clean
from attribgraph.standing import bottom_claim
from attribgraph.vocabulary import Act, Certainty, ClaimForm, Kind, Naming, Relation, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.model import Attribution, Claim, Document
    from attribgraph.plot.chains import Chains
    from attribgraph.store import Store

__all__ = ["act_label", "acts_label", "claim_words", "document_words", "row_words", "source_words"]

_DID: Final = {
    Act.ASSERT: ("said", "say"),
    Act.CONFIRM: ("confirmed", "confirm"),
    Act.ADMIT: ("admitted", "admit"),
    Act.DENY: ("denied", "deny"),
    Act.QUESTION: ("questioned", "question"),
    Act.BELIEVE: ("believes", "believe"),
    Act.ESTIMATE: ("estimates", "estimate"),
    Act.PREDICT: ("predicted", "predict"),
    Act.WARN: ("warned", "warn"),
    Act.PROMISE: ("promised", "promise"),
    Act.DEMAND: ("demanded", "demand"),
    Act.ACCUSE: ("accused", "accuse"),
    Act.COMMENT: ("commented", "comment"),
    Act.REPORT: ("reported", "report"),
    Act.RETRACT: ("retracted", "retract"),
    Act.ASSESS: ("rated", "rate"),
}
_TOOK: Final = {
    Stance.SUPPORT: "supported",
    Stance.DENY: "denied",
    Stance.QUERY: "questioned",
    Stance.COMMENT: "commented",
}
"""What those did who did different things of one stance."""
_HEDGES: Final = {Certainty.PROBABLE: "probably", Certainty.POSSIBLE: "possibly"}
_BELONGS: Final = {Relation.PART_OF: "part of", Relation.SPEAKS_FOR: "speaks for"}
_GRADE_SIGNS: Final = {
    "admiralty_reliability": "Admiralty {}",
    "admiralty_credibility": "Admiralty {}",
}


def act_label(row: Attribution, claim: Claim | None, *, year: bool = True) -> str:
    """Return what the sources did, how surely, on what condition, and when.

    The year is left out on request.

    Examples
    --------
    >>> from attribgraph.model import Attribution
    >>> act_label(Attribution(content="c", act="deny", negated=True, said_at="2024-10-24"), None)
    'did not deny · 24 Oct 2024'
    """
    done, bare = _DID[row.act]
    words = f"did not {bare}" if row.negated else done
    if row.act is Act.COMMENT and row.negated and claim and claim.form is ClaimForm.QUESTION:
        words = "has not said"
    if row.grade:
        pattern = _GRADE_SIGNS.get(row.grade_scale or "", "{}")
        words += " " + pattern.format(clean(row.grade))
    if row.certainty in _HEDGES:
        words += f", {_HEDGES[row.certainty]}"
    if claim is not None and claim.condition is not None:
        words += ", if …"
    return f"{words} · {short_date(row.said_at, year=year)}" if row.said_at else words


def acts_label(rows: Sequence[Attribution]) -> str:
    """Return what was done in rows of one stance, and how often.

    Examples
    --------
    >>> from attribgraph.model import Attribution
    >>> rows = [Attribution(content="c", act=act) for act in ("assert", "assert", "confirm")]
    >>> acts_label(rows[:2]), acts_label(rows)
    ('said twice', 'supported 3 times')
    """
    acts = {(row.act, row.negated) for row in rows}
    words = _TOOK[rows[0].stance]
    if len(acts) == 1:
        ((act, negated),) = acts
        done, bare = _DID[act]
        words = f"did not {bare}" if negated else done
    number = len(rows)
    return f"{words} twice" if number == 2 else f"{words} {number:,} times"


def source_words(store: Store, source: str) -> tuple[str, str]:
    """Return a source's name, and a second line: its role, or what it is part of."""
    record: Any = store.get(source)
    name = clean(record.name)
    notes = []
    if isinstance(record, Actor) and record.role:
        notes.append(clean(record.role))
    for each in store.referring(Kind.LINK, "subject", source):
        link = store.tables[Kind.LINK][each]
        if link.relation in _BELONGS and not notes:
            whole: Any = store.get(link.object)
            notes.append(f"{_BELONGS[link.relation]} {clean(whole.name)}")
    if record.naming is Naming.ANONYMOUS:
        notes.append("not named")
    elif record.naming is Naming.DESCRIBED:
        notes.append("described, not named")
    return name, "; ".join(notes)


def document_words(store: Store, document: Document) -> tuple[str, str]:
    """Return a document's title, and a second line: who published it, and when."""
    notes = []
    if document.publisher:
        publisher: Any = store.get(document.publisher)
        notes.append(clean(publisher.name))
    if document.published_at:
        notes.append(short_date(document.published_at))
    return clean(document.title), " · ".join(notes)


def claim_words(claim: Claim) -> tuple[str, str]:
    """Return a claim's text, and a second line: its form and its condition."""
    notes = []
    if claim.form is not ClaimForm.STATEMENT:
        notes.append(claim.form.value)
    if claim.condition:
        condition = clean(claim.condition)
        starts = condition.casefold().startswith(("if ", "unless ", "when ", "should ", "in case "))
        notes.append(condition if starts else f"if: {condition}")
    return clean(claim.text), " · ".join(notes)


def row_words(chains: Chains, row: str) -> tuple[str, str]:
    """Return the words for a row that others are about: which statement, and whose."""
    record = chains.store.rows[row]
    names = " and ".join(source_words(chains.store, each)[0] for each in record.sources)
    whose = names or "nobody named"
    shown = chains.rows.get(row)
    if shown is None:
        claim = bottom_claim(chains.store, row)
        what = f": {clean(claim.text)}" if claim else ""
        return f"a statement by {whose}{what}", "not drawn, as it does not stand"
    number = chains.number(row)
    if shown.depth:
        return f"what {whose} passed on as {number}", "a statement, not a claim"
    return f"statement {number}, by {whose}", "a statement, not a claim"
