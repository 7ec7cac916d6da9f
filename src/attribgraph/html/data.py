"""A graph as the plain JSON data of a page: boxes in columns, rows, statements and links.

A *statement* is a row and all rows that pass it on, as in `plot_provenance`: it has one
number. Boxes, rows and sources refer to each other by their places in the lists.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attribgraph.frames import content_text, source_names
from attribgraph.html.facts import (
    box_facts,
    done,
    relation_words,
    row_facts,
    said_between,
)
from attribgraph.plot.addresses import web_address
from attribgraph.plot.chains import NOBODY, Chains, Row
from attribgraph.plot.dates import years
from attribgraph.plot.labels import (
    act_label,
    claim_words,
    document_words,
    row_words,
    source_words,
)
from attribgraph.plot.meanings import MARKS, WORDS, is_hedged, mark_of
from attribgraph.plot.words import clean
from attribgraph.sentences import explain
from attribgraph.standing import bottom_claim
from attribgraph.store import SOURCE_KINDS
from attribgraph.vocabulary import ClaimForm, Kind, Naming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.model import Attribution, Link

__all__ = ["MOST_ROWS", "limited", "page_data"]

MOST_ROWS: Final = 400
"""More attributions than these are not put on one page unless asked for."""

_NOBODY_WORDS: Final = "nobody named"


def limited(chains: Chains, most: int = MOST_ROWS) -> Chains:
    """Return the chains of the claims with most rows, so many as there may be rows.

    A statement about a statement goes with the claim that the latter is about.
    """
    if len(chains.rows) <= most:
        return chains
    store = chains.store
    groups: dict[str, dict[str, int]] = {}
    sizes = Counter(row.statement for row in chains.rows.values())
    for each in chains.numbers:
        claim = bottom_claim(store, each)
        matter = claim.id if claim else store.rows[each].content
        groups.setdefault(matter, {})[each] = sizes[each]
    ordered = sorted(groups, key=lambda each: -sum(groups[each].values()))
    kept: set[str] = set()
    used = shown = 0
    for matter in ordered:
        mine = groups[matter]
        if kept and used + sum(mine.values()) > most:
            break
        for statement in mine:  # one claim alone may have too many
            if statement in kept:
                continue
            added = _with_what_it_is_about(chains, statement) - kept
            size = sum(sizes[each] for each in added)
            if kept and used + size > most:
                break
            kept |= added
            used += size
        shown += 1
    words = (
        f"Showing {shown:,} of {len(groups):,} claims and "
        f"{used:,} of {len(chains.rows):,} attributions, those with most attributions first"
    )
    return _narrowed(chains, kept, words)


def _with_what_it_is_about(chains: Chains, statement: str) -> set[str]:
    """Return a statement, the statement that it is about, and so on."""
    found = {statement}
    while (inner := chains.rows.get(chains.rows[statement].record.content)) is not None:
        statement = inner.statement
        found.add(statement)
    return found


def _narrowed(chains: Chains, statements: set[str], left_out: str) -> Chains:
    """Return the chains of some of the statements, numbered anew."""
    rows = {id_: row for id_, row in chains.rows.items() if row.statement in statements}
    numbers = {
        each: number
        for number, each in enumerate((each for each in chains.numbers if each in statements), 1)
    }
    used = sorted({chains.ranks[each] for each in rows if each in chains.ranks})
    close = {rank: place for place, rank in enumerate(used, 1)}  # no column stays empty
    ranks = {each: close[chains.ranks[each]] for each in rows if each in chains.ranks}
    return Chains(chains.store, rows, numbers, ranks, left_out)


def page_data(chains: Chains) -> dict[str, Any]:
    """Return what a page shows, as plain JSON data."""
    builder = _Builder(chains)
    return {
        "boxes": builder.boxes,
        "columns": builder.last + 1,
        "heads": builder.heads(),
        "links": builder.links,
        "rows": builder.rows,
        "sources": builder.sources,
        "statements": builder.statements,
        "marks": [[mark, WORDS[mark]] for mark in MARKS],
        "year": next(iter(builder.years)) if len(builder.years) == 1 else None,
    }


class _Builder:
    """Collects the lists, and knows each thing's place in its list."""

    def __init__(self, chains: Chains) -> None:
        self.chains = chains
        self.store = chains.store
        self.boxes: list[dict[str, Any]] = []
        self.rows: list[dict[str, Any]] = []
        self.sources: list[str] = []
        self.statements: list[dict[str, Any]] = []
        self.places: dict[str, int] = {}
        self.row_places: dict[str, int] = {}
        self.source_places: dict[str, int] = {}
        rows = chains.rows.values()
        self.has_documents = any(row.record.document for row in rows)
        self.depth = max(chains.ranks.values(), default=0)
        self.first = 1 if self.has_documents else 0
        self.last = self.first + self.depth + 1
        self.years = {
            year
            for each in chains.numbers
            if (said := chains.rows[each].record.said_at)
            for year in years(said)
        }
        links = chains.links()
        self.links_of = _by_end(links)
        self.counts = _marks(chains)
        members: dict[str, list[Row]] = {each: [] for each in chains.numbers}
        for row in rows:
            members[row.statement].append(row)
        for each in chains.numbers:
            self._content(chains.rows[each])
        for number, mine in enumerate(members.values(), 1):
            self._statement(number, mine)
        self.links = [
            {
                "subject": self.places[f"claim:{link.subject}"],
                "object": self.places[f"claim:{link.object}"],
                "relation": link.relation.value,
                "words": relation_words(link.relation),
            }
            for link in links
        ]

    def heads(self) -> list[dict[str, Any]]:
        """Return the columns' heads, in the singular where one box stands beneath."""
        columns = [
            *([(0, 0, "Document")] if self.has_documents else []),
            *([(self.first, self.last - 2, "Relay")] if self.depth else []),
            (self.last - 1, self.last - 1, "Source"),
            (self.last, self.last, "Claim"),
        ]
        counts = Counter(box["column"] for box in self.boxes)
        return [
            {
                "first": first,
                "last": last,
                "words": word
                + ("s" if sum(counts[at] for at in range(first, last + 1)) != 1 else ""),
            }
            for first, last, word in columns
        ]

    # -- boxes --------------------------------------------------------------------------

    def _box(self, key: str, id_: str, column: int, words: tuple[str, str]) -> int:
        if key in self.places:
            return self.places[key]
        record: Any = self.store.get(id_) if id_ else None
        kind = "nobody" if record is None else record.record_kind.value
        form = getattr(record, "form", ClaimForm.STATEMENT)
        named = getattr(record, "naming", Naming.NAMED)
        self.places[key] = len(self.boxes)
        self.boxes.append(
            {
                "about": self._names_of(getattr(record, "about", ())),
                "column": column,
                "facts": box_facts(
                    self.store, id_, self.counts.get(id_, {}), self.links_of.get(id_, ())
                ),
                "id": id_,
                "kind": kind,
                "marked": form is not ClaimForm.STATEMENT,
                "name": words[0],
                "named": record is not None and named is Naming.NAMED,
                "names": list(dict.fromkeys((words[0], *self._names_of((id_,))))),
                "note": words[1],
                "url": web_address(getattr(record, "url", None)),
            }
        )
        return self.places[key]

    def _names_of(self, ids: Iterable[str]) -> list[str]:
        """Return the names and aliases by which sources are found."""
        found: dict[str, None] = {}
        for each in ids:
            record: Any = self.store.get(each)
            if getattr(record, "record_kind", None) in SOURCE_KINDS:
                found.update(dict.fromkeys(clean(name) for name in (record.name, *record.aliases)))
        return list(found)

    def _content(self, row: Row) -> int:
        content = row.record.content
        claim = self.store.tables[Kind.CLAIM].get(content)
        if claim is not None:
            return self._box(f"claim:{content}", content, self.last, claim_words(claim))
        if content in self.store.rows:
            words = row_words(self.chains, content)
            return self._box(f"row:{content}", content, self.last, words)
        words = source_words(self.store, content)[0], "a source, not a claim"
        return self._box(f"about:{content}", content, self.last, words)

    def _own(self, row: Row) -> list[int]:
        """Return the boxes of a row's sources, in the column where it stands."""
        rank = self.chains.ranks.get(row.record.id, 0)
        role = f"relay {rank}" if rank else "source"
        return [
            self._box(
                f"{role}:{source}",
                source,
                self.last - 1 - rank,
                (_NOBODY_WORDS, "") if source == NOBODY else source_words(self.store, source),
            )
            for source in row.sources
        ]

    def _document(self, row: Row) -> int | None:
        if row.record.document is None:
            return None
        document = self.store.tables[Kind.DOCUMENT][row.record.document]
        words = document_words(self.store, document)
        return self._box(f"document:{document.id}", document.id, 0, words)

    # -- rows ---------------------------------------------------------------------------

    def _statement(self, number: int, rows: list[Row]) -> None:
        first = rows[0].record
        start, end = said_between(self.store, first)
        named = dict.fromkeys(source for row in rows for source in row.sources)
        self.statements.append(
            {
                "from": start,
                "number": number,
                "rows": list(range(len(self.rows), len(self.rows) + len(rows))),
                "sources": [self._source(each) for each in named],
                "mark": mark_of(first),
                "until": end,
            }
        )
        for row in rows:
            self._row(number, row)

    def _source(self, source: str) -> int:
        if source not in self.source_places:
            self.source_places[source] = len(self.sources)
            name = _NOBODY_WORDS if source == NOBODY else source_words(self.store, source)[0]
            self.sources.append(name)
        return self.source_places[source]

    def _row(self, number: int, row: Row) -> None:
        store, record = self.store, row.record
        claim = store.tables[Kind.CLAIM].get(record.content)
        heads = self._own(self.chains.rows[record.content]) if row.depth else [self._content(row)]
        self.row_places[record.id] = len(self.rows)
        self.rows.append(
            {
                "content": clean(self._content_text(record)),
                "document": self._document(row),
                "done": done(record, claim),
                "facts": row_facts(store, row),
                "hedged": not row.depth and is_hedged(record, claim),
                "heads": heads,
                "id": record.id,
                "inner": self.row_places[record.content] if row.depth else None,
                "label": act_label(record, claim, year=len(self.years) > 1),
                "number": number,
                "relay": bool(row.depth),
                "sentence": clean(explain(store, record.id)),
                "mark": mark_of(record),
                "stands": row.stands,
                "tails": self._own(row),
                "who": clean(source_names(store, record)),
            }
        )

    def _content_text(self, record: Attribution) -> str:
        """Return a claim's words; for another row, who did what, and the claim's words."""
        store = self.store
        inner = store.rows.get(record.content)
        if inner is None:
            return content_text(store, record)
        claim = bottom_claim(store, inner.id)
        words = f"{source_names(store, inner)} {done(inner, None)}"
        return f"{words}: {claim.text}" if claim else words


def _by_end(links: Iterable[Link]) -> dict[str, list[Link]]:
    ends: dict[str, list[Link]] = {}
    for link in links:
        ends.setdefault(link.subject, []).append(link)
        ends.setdefault(link.object, []).append(link)
    return ends


def _marks(chains: Chains) -> dict[str, Counter[Any]]:
    counts: dict[str, Counter[Any]] = {}
    for each in chains.numbers:
        record = chains.rows[each].record
        counts.setdefault(record.content, Counter())[mark_of(record)] += 1
    return counts
