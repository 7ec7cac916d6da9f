"""The boxes of a provenance figure: what stands in each, measured, and the spec to lay out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot.chains import NOBODY, Chains, Row
from attribgraph.plot.dates import years
from attribgraph.plot.labels import (
    act_label,
    claim_words,
    document_words,
    row_words,
    source_words,
)
from attribgraph.plot.layout import Arc, Box, Spec, Stop, Wire
from attribgraph.plot.marks import HEXAGON_POINT
from attribgraph.plot.text import Ruler
from attribgraph.vocabulary import ClaimForm, Kind, Naming

if TYPE_CHECKING:
    from attribgraph.plot.style import Style

__all__ = ["BADGE", "BoxText", "Contents", "read_contents"]

BADGE: Final = 5.0
"""Radius of the circle round a statement's number."""

_PIN: Final = 2 * BADGE + 3.5
_SLOT: Final = 13.5
_GLYPH: Final = 20.0
_FOLD: Final = 9.0
_NARROWEST_CLAIM: Final = 230.0
_WIDEST_CLAIM: Final = 310.0


@dataclass(frozen=True)
class BoxText:
    """A box: its record, its shape, and its text in lines.

    ``dashed`` outlines stand for what is not named; ``marked`` claims are not statements.
    """

    key: str
    record: str
    shape: str
    colors: tuple[str, str]
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    dashed: bool = False
    marked: bool = False
    url: str | None = None


@dataclass(frozen=True)
class Contents:
    """All that is to be drawn.

    ``labels`` are the words on each statement's line, ``heads`` those above the columns
    (from column, to column, words), ``statements`` says which statement each stop belongs
    to, ``pinned`` which boxes more than one line runs through, and ``year`` the one year
    that all dates are in, which the labels leave out.
    """

    boxes: dict[str, BoxText]
    spec: Spec
    labels: dict[str, str]
    heads: tuple[tuple[int, int, str], ...]
    statements: dict[str, str]
    pinned: frozenset[str]
    year: str | None


def stop_key(row: str, box: str) -> str:
    """Return the key of the lane that a row has through a box."""
    return f"{row} {box}"


def texts_of(chains: Chains) -> list[str]:
    """Return all words that the figure may hold, to choose fonts by."""
    builder = _Builder(chains)
    return [word for words in builder.words.values() for word in words]


class _Builder:
    """Collects boxes, stops and wires from chains."""

    def __init__(self, chains: Chains) -> None:
        self.chains = chains
        self.store = chains.store
        self.depth = max(chains.ranks.values(), default=0)
        self.words: dict[str, tuple[str, str]] = {}
        self.columns: dict[str, int] = {}
        self.records: dict[str, str] = {}
        self.stops: dict[str, str] = {}
        self.statements: dict[str, str] = {}
        self.wires: list[Wire] = []
        rows = chains.rows
        self.has_documents = any(row.record.document for row in rows.values())
        self.first = 1 if self.has_documents else 0
        self.last = self.first + self.depth + 1
        for id_ in chains.numbers:
            self._content(rows[id_])
        for row in rows.values():
            self._row(row)

    def _box(self, key: str, record: str, column: int, words: tuple[str, str]) -> str:
        if key not in self.columns:
            self.columns[key] = column
            self.records[key] = record
            self.words[key] = words
        return key

    def _stop(self, row: Row, box: str, kind: str = "") -> str:
        key = stop_key(kind + row.record.id, box)
        self.stops[key] = box
        self.statements[key] = row.statement
        return key

    def _content(self, row: Row) -> None:
        content = row.record.content
        tables = self.store.tables
        if content in tables[Kind.CLAIM]:
            words = claim_words(tables[Kind.CLAIM][content])
            key = f"claim:{content}"
        elif content in self.store.rows:
            words = row_words(self.chains, content)
            key = f"row:{content}"
        else:
            words = source_words(self.store, content)[0], "a source, not a claim"
            key = f"about:{content}"
        self._box(key, content, self.last, words)

    def _row(self, row: Row) -> None:
        record = row.record
        own = self.own_stops(row)
        if row.depth:
            inner = self.chains.rows[record.content]
            self.wires.append(Wire(f"relay {record.id}", own, self.own_stops(inner)))
        else:
            content = record.content
            key = next(
                key
                for key in (f"claim:{content}", f"row:{content}", f"about:{content}")
                if key in self.columns
            )
            head = self._stop(row, key, "end ")
            self.wires.append(Wire(f"makes {record.id}", own, (head,)))
        if record.document:
            document = self.store.tables[Kind.DOCUMENT][record.document]
            key = self._box(
                f"document:{document.id}", document.id, 0, document_words(self.store, document)
            )
            tail = self._stop(row, key, "found ")
            self.wires.append(Wire(f"found {record.id}", (tail,), own))

    def own_stops(self, row: Row) -> tuple[str, ...]:
        """Return the lanes of a row through the boxes of its sources."""
        rank = self.chains.ranks.get(row.record.id, 0)
        column = self.last - 1 - rank
        stops = []
        for source in row.sources:
            role = f"relay {rank}" if rank else "source"
            words = ("nobody named", "") if source == NOBODY else source_words(self.store, source)
            key = self._box(f"{role}:{source}", source, column, words)
            stops.append(self._stop(row, key))
        return tuple(stops)


def read_contents(chains: Chains, style: Style, fonts: tuple[str, ...]) -> Contents:
    """Return the boxes with their text wrapped, and what the layout needs to know."""
    built = _Builder(chains)
    lanes: dict[str, list[str]] = {key: [] for key in built.columns}
    for stop, box in built.stops.items():
        lanes[box].append(stop)
    pinned = frozenset(
        key for key, mine in lanes.items() if len(mine) > 1 and built.columns[key] < built.last
    )
    measured = _Measured(built, style, fonts, pinned)
    labels = {}
    named = {year for each in chains.numbers for year in _years(chains.rows[each])}
    for id_ in chains.numbers:
        record = chains.rows[id_].record
        claim = chains.store.tables[Kind.CLAIM].get(record.content)
        label = act_label(record, claim, year=len(named) > 1)
        labels[id_] = measured.label.shorten(label, style.label_width)
    widest = max((measured.label.width(each) for each in labels.values()), default=0.0)
    boxes = tuple(measured.box(key) for key in built.columns)
    spec = Spec(
        widths=tuple(measured.widths),
        boxes=boxes,
        stops=tuple(Stop(key, box) for key, box in built.stops.items()),
        wires=tuple(built.wires),
        arcs=tuple(
            Arc(link.id, f"claim:{link.subject}", f"claim:{link.object}") for link in chains.links()
        ),
        gutter=max(
            2 * BADGE + 5 + widest + _GLYPH,
            Ruler(fonts, style.head_size, "bold").width("Statements") + 12,
        ),
    )
    return Contents(
        boxes=measured.texts,
        spec=spec,
        labels=labels,
        heads=_heads(built),
        year=next(iter(named)) if len(named) == 1 else None,
        statements=built.statements,
        pinned=pinned,
    )


def _heads(built: _Builder) -> tuple[tuple[int, int, str], ...]:
    """Return the columns' heads, in the singular where one box stands beneath."""
    columns = [
        *([(0, 0, "Document")] if built.has_documents else []),
        *([(built.first, built.last - 2, "Relay")] if built.depth else []),
        (built.last - 1, built.last - 1, "Source"),
        (built.last, built.last, "Claim"),
    ]
    return tuple(
        (
            first,
            last,
            word
            if sum(first <= column <= last for column in built.columns.values()) == 1
            else f"{word}s",
        )
        for first, last, word in columns
    )


def _years(row: Row) -> frozenset[str]:
    return years(row.record.said_at) if row.record.said_at else frozenset()


class _Measured:
    """Wraps the words of each box, and so knows how large it must be."""

    def __init__(
        self, built: _Builder, style: Style, fonts: tuple[str, ...], pinned: frozenset[str]
    ) -> None:
        self.built = built
        self.style = style
        self.pinned = pinned
        self.ruler = Ruler(fonts, style.text_size)
        self.small = Ruler(fonts, style.small_size)
        self.label = Ruler(fonts, style.label_size)
        claims = sum(column == built.last for column in built.columns.values())
        self.claim_width = style.claim_width or min(
            _WIDEST_CLAIM, max(_NARROWEST_CLAIM, claims * 14.0)
        )
        self.texts = {key: self._text(key) for key in built.columns}
        self.widths = [0.0] * (built.last + 1)
        for key, text in self.texts.items():
            column = built.columns[key]
            self.widths[column] = max(self.widths[column], self._width(key, text))
        if not built.columns:
            self.widths = []

    def _text(self, key: str) -> BoxText:
        words, note = self.built.words[key]
        record_id = self.built.records[key]
        record: Any = self.built.store.get(record_id) if record_id else None
        style = self.style
        column = self.built.columns[key]
        role = key.partition(":")[0].partition(" ")[0]
        if column == self.built.last:
            width = self.claim_width
            lines = self.ruler.balance(words, width, style.max_lines)
            notes = self.small.balance(note, width, 3) if note else ()
        else:
            width = style.document_width if role == "document" else style.source_width
            lines = self.ruler.balance(words, width, 6)
            notes = self.small.balance(note, width, 3) if note else ()
        shape, colors = "plain", style.claim
        if role == "document":
            shape, colors = "page", style.document
        elif role in {"source", "relay", "about"}:
            actor = record is None or record.record_kind is Kind.ACTOR
            shape, colors = ("rounded", style.actor) if actor else ("hexagon", style.agency)
        if record is None:
            colors = (style.background, style.soft_ink)
        url = getattr(record, "url", None)
        return BoxText(
            key=key,
            record=record_id,
            shape="tag" if role == "row" else shape,
            colors=colors,
            lines=lines,
            notes=notes,
            dashed=record is None
            or (role in {"source", "relay", "about"} and record.naming is not Naming.NAMED),
            marked=role == "claim" and record.form is not ClaimForm.STATEMENT,
            url=url if url and url.startswith(("http://", "https://")) else None,
        )

    def _width(self, key: str, text: BoxText) -> float:
        wide = max(
            [self.ruler.width(each) for each in text.lines]
            + [self.small.width(each) for each in text.notes]
        )
        if self.built.columns[key] == self.built.last:
            return wide + 5 + 2 * 8 + (2 * HEXAGON_POINT if text.shape == "hexagon" else 0)
        pins = _PIN if key in self.pinned else 0.0
        if text.shape == "page":
            return wide + 2 * 8 + pins
        pad = HEXAGON_POINT if text.shape == "hexagon" else 6.0
        return wide + 2 * (pad + 2 + pins)

    def box(self, key: str) -> Box:
        text = self.texts[key]
        height = self.ruler.height(len(text.lines)) + self.small.height(len(text.notes)) + 8
        is_content = self.built.columns[key] == self.built.last
        return Box(
            key,
            self.built.columns[key],
            height + (2 if text.notes else 0),
            pitch=_SLOT if is_content else 2 * BADGE + 1.5,
            inset=_FOLD if text.shape == "page" else 2.0 if is_content else 4.0,
            point=HEXAGON_POINT if text.shape == "hexagon" else 0.0,
        )
