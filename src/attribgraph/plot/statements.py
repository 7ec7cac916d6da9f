"""The boxes and lines of a figure that shows every statement, each as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attribgraph.plot.content import End
from attribgraph.plot.dates import only_year
from attribgraph.plot.draft import Draft
from attribgraph.plot.faces import Face, claim_face, document_face, source_face
from attribgraph.plot.labels import act_label, row_words
from attribgraph.plot.marks import Look, look_of
from attribgraph.plot.meanings import is_hedged, mark_of
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from attribgraph.plot.chains import Chains, Row
    from attribgraph.plot.style import Style

__all__ = ["draft_statements"]


def draft_statements(chains: Chains, style: Style) -> Draft:
    """Return the boxes and lines of all statements.

    A lane through a box belongs to a row: what enters at a height leaves at that height.
    """
    return _Builder(chains, style).draft


class _Builder:
    """Collects boxes, lanes and lines from chains."""

    def __init__(self, chains: Chains, style: Style) -> None:
        self.chains = chains
        self.style = style
        self.store = chains.store
        rows = chains.rows
        depth = max(chains.ranks.values(), default=0)
        first = int(any(row.record.document for row in rows.values()))
        last = first + depth + 1
        self.draft = Draft(
            last,
            (
                (0, first - 1, "Document"),
                (first, last - 2, "Relay"),
                (last - 1, last - 1, "Source"),
                (last, last, "Claim"),
            ),
            links=chains.links(),
        )
        year = only_year(rows[each].record.said_at for each in chains.numbers)
        self.with_year = year is None
        self.draft.note = f"dates in {year}" if year else ""
        for id_ in chains.numbers:
            self._content(rows[id_])
        for row in rows.values():
            self._row(row)

    def _content(self, row: Row) -> str:
        """Return the box of what a statement is about."""
        content = row.record.content
        last = self.draft.last
        if content in self.store.tables[Kind.CLAIM]:
            return self.draft.box(f"claim:{content}", last, claim_face(self.store, content))
        if content in self.store.rows:
            words, note = row_words(self.chains, content)
            return self.draft.box(f"row:{content}", last, Face(content, "tag", words, note))
        own = source_face(self.store, content)
        face = Face(content, own.shape, own.words, "a source, not a claim", dashed=own.dashed)
        return self.draft.box(f"about:{content}", last, face)

    def _row(self, row: Row) -> None:
        record = row.record
        draft, style = self.draft, self.style
        own = self._own_stops(row)
        number = self.chains.number(record.id)
        if row.depth:
            inner = self.chains.rows[record.content]
            color = style.relay if row.stands else style.not_standing
            look = Look(color, style.relay_width)
            draft.wire(f"relay {record.id}", own, self._own_stops(inner), look)
        else:
            key = f"makes {record.id}"
            claim = self.store.tables[Kind.CLAIM].get(record.content)
            head = draft.stop(f"end {record.id}", self._content(row), number)
            hedged = is_hedged(record, claim)
            draft.wire(
                key, own, (head,), look_of(style, mark_of(record), hedged=hedged, stands=row.stands)
            )
            words = act_label(record, claim, year=self.with_year)
            draft.ends[key] = End(words, number, soft=not row.stands)
        if record.document:
            document = record.document
            box = draft.box(f"document:{document}", 0, document_face(self.store, document))
            tail = draft.stop(f"found {record.id}", box, number)
            color = style.document_line if row.stands else style.not_standing
            draft.wire(f"found {record.id}", (tail,), own, Look(color, style.relay_width))

    def _own_stops(self, row: Row) -> list[str]:
        """Return the lanes of a row through the boxes of its sources."""
        rank = self.chains.ranks.get(row.record.id, 0)
        role = f"relay {rank}" if rank else "source"
        number = self.chains.number(row.record.id)
        stops = []
        for source in row.sources:
            face = source_face(self.store, source)
            box = self.draft.box(f"{role}:{source}", self.draft.last - 1 - rank, face)
            stops.append(self.draft.stop(row.record.id, box, number))
        return stops
