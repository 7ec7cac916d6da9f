"""What a corroboration figure says in words: its headline, its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot.chains import NOBODY
from attribgraph.plot.describe import counted, listed, sentence
from attribgraph.plot.labels import claim_words, source_words
from attribgraph.plot.words import clean
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.model import Attribution
    from attribgraph.plot.flows import Flows
    from attribgraph.store import Store

__all__ = ["flow_sentences", "flow_texts", "headline", "shared"]

_MOST_NAMED: Final = 3


def flow_texts(flows: Flows) -> list[str]:
    """Return the words that the boxes may hold, to choose fonts by."""
    claims = flows.store.tables[Kind.CLAIM]
    texts = [*claim_words(claims[flows.claim])]
    for strand in flows.strands:
        content = claims.get(strand.first_hand.content)
        texts.append(clean(content.text) if content else "")
    for each in flows.stations().values():
        record: Any = flows.store.get(each.record) if each.record else None
        if record is not None:
            texts.append(clean(getattr(record, "title", "") or record.name))
            publisher = getattr(record, "publisher", None)
            if publisher:
                texts.append(source_words(flows.store, publisher)[0])
            else:
                texts += source_words(flows.store, each.record) if each.role != "document" else []
    texts += [
        merge.reason for origin in (*flows.origins, *flows.denials) for merge in origin.merges
    ]
    return texts


def headline(flows: Flows) -> str:
    """Return the finding on one line: origins, chains, denials and the bottleneck."""
    found = flows.found
    if found is None or not flows.strands:
        return "Nobody is on record as asserting or denying this"
    parts = [
        counted(found.independent_count, "independent origin"),
        counted(found.chain_count, "chain"),
    ]
    if found.unattributed:
        parts.append(f"{counted(len(found.unattributed), 'statement')} by nobody named")
    parts.append(f"denied by {_named(flows, found.denying)}")
    words = ", ".join(parts)
    through, common = shared(flows)
    if through:
        words += f"; everything passes through {listed(_names(flows.store, through))}"
    if common:
        words += f"; all belong to or speak for {listed(_names(flows.store, common))}"
    return words


def _named(flows: Flows, rows: Iterable[Attribution]) -> str:
    """Return who makes the rows, or how many do."""
    sources = list(dict.fromkeys(s for row in rows for s in row.sources or (NOBODY,)))
    if not sources:
        return "nobody"
    if len(sources) > _MOST_NAMED:
        return counted(len(sources), "source")
    return listed(_names(flows.store, sources))


def _names(store: Store, ids: Iterable[str]) -> list[str]:
    return [source_words(store, each)[0] if each else "somebody not named" for each in ids]


def shared(flows: Flows) -> tuple[list[str], list[str]]:
    """Return what all support passes through, and what else all of it belongs to."""
    found = flows.found
    if found is None:
        return [], []
    support = [each for each in flows.strands if each.side in {"support", "unattributed"}]
    passed = {s.record for each in support for s in each.stations if s.role != "document"}
    through = [each for each in found.bottlenecks if each in passed or each in found.outlets]
    return through, [each for each in found.bottlenecks if each not in through]


def flow_sentences(flows: Flows, words: str) -> list[str]:
    """Return what the figure shows as sentences; ``words`` is its headline."""
    if flows.found is None:
        return [sentence(words)]
    claim = flows.store.tables[Kind.CLAIM][flows.claim]
    reasons = [m.reason for o in (*flows.origins, *flows.denials) for m in o.merges]
    return [
        f"The claim: {sentence(clean(claim.text))}",
        sentence(words),
        flows.found.verdict,
        *(f"Counted as one: {sentence(clean(each))}" for each in reasons),
    ]
