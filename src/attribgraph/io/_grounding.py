"""What of a language model's answer stands in the text, and the records of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, StrictBool, StringConstraints, ValidationError

from attribgraph.checks import faults_of, validated
from attribgraph.cues import read_cue
from attribgraph.io._quotation import Quotation, Span
from attribgraph.model import Claim
from attribgraph.quotes import PlainText
from attribgraph.relays import expand_via
from attribgraph.vocabulary import Act, ActorKind, Certainty, ClaimForm
from attribgraph.when import When

if TYPE_CHECKING:
    from attribgraph.graph import AttributionGraph
    from attribgraph.io._sources import Sources
    from attribgraph.record import Record

__all__ = ["ACTS", "KINDS", "Grounded", "Grounding", "RejectedError"]

ACTS: Final = tuple(act.value for act in Act if act is not Act.ASSESS)
KINDS: Final = ("person", "group", "state", "organization", "other")
_NEAR: Final = 400
"""How far from its passage, in characters, a cue may stand."""
_SHOWN: Final = 80
_MOST: Final = 1_000
"""How many places of a word are looked at to find the nearest."""


class RejectedError(Exception):
    """Why an attribution is not accepted: the field, and what is wrong with it."""

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Item(BaseModel):
    """An attribution as `extraction_schema` asks for it."""

    model_config = ConfigDict(extra="forbid")

    source: _Words | None
    source_kind: Literal["person", "group", "state", "organization", "other"]
    cue: _Words
    act: Act
    negated: StrictBool
    certainty: Certainty
    claim: _Words
    passage: _Words
    relayed_by: _Words | None
    said_at: When | None


@dataclass(frozen=True, slots=True)
class Grounded:
    """An item with the places of its words in the text."""

    item: _Item
    passage: Span
    cue: Span
    source: Span | None
    relay: Span | None


class Grounding:
    """Looks up in a text what an answer says of it, and makes records of what is there."""

    def __init__(self, text: str, document: str, sources: Sources, shared: dict[str, Any]) -> None:
        self._text = text
        self._plain = PlainText(text)
        self._quotation = Quotation(text)
        self._document = document
        self._sources = sources
        self._shared = shared
        sources.note_text(document, text)

    def grounded(self, item: Any) -> Grounded:
        """Return an item with its places, or raise the reason why it is not accepted."""
        found = _checked(item)
        passage = self._passage(found.passage)
        around = (max(passage[0] - _NEAR, 0), min(passage[1] + _NEAR, len(self._text)))
        cue = self._nearest(found.cue, passage, around)
        if cue is None:
            reason = f"the text does not have {found.cue!r:.80} beside the passage"
            raise RejectedError(reason, "cue")
        source = self._name("source", found.source, passage)
        relay = self._name("relayed_by", found.relayed_by, passage)
        return Grounded(found, passage, cue, source, relay)

    def _name(self, field: str, words: str | None, passage: Span) -> Span | None:
        if words is None:
            return None
        place = self._nearest(words, passage, (0, len(self._text)))
        if place is None:
            reason = f"the text does not have {words!r:.80}: copy how it names them"
            raise RejectedError(reason, field)
        self._sources.note(self._document, words)
        return place

    def _passage(self, words: str) -> Span:
        for find in (self._plain.exact, self._plain.near):
            places = list(islice(find(words, 0, len(self._text)), 2))
            if len(places) == 2:
                reason = "it stands in the text more than once: give more of the words around it"
                raise RejectedError(reason, "passage")
            if places:
                return places[0]
        parts = " ".join(PlainText(words).plain.split()).split(" ")
        most = bisect_left(
            range(1, len(parts)), 1, key=lambda n: " ".join(parts[:n]) not in self._plain.plain
        )
        start = " ".join(parts[:most])
        shown = start if len(start) <= _SHOWN else "..." + start[-_SHOWN:]
        reason = (
            f"the text has it only as far as {shown!r}" if most else "the text does not have it"
        )
        raise RejectedError(reason, "passage")

    def _nearest(self, words: str, passage: Span, within: Span) -> Span | None:
        """Return the place of whole words that is nearest to a passage."""
        best: tuple[int, Span] | None = None
        for find in (self._plain.exact, self._plain.near):
            for start, end in islice(find(words, *within), _MOST):
                if not self._whole(start, end):
                    continue
                away = max(passage[0] - end, start - passage[1], 0)
                if best is None or away < best[0]:
                    best = away, (start, end)
            if best is not None:
                return best[1]
        return None

    def _whole(self, start: int, end: int) -> bool:
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        first, last = self._text[start], self._text[end - 1]
        return not (before.isalnum() and first.isalnum()) and not (
            after.isalnum() and last.isalnum()
        )

    def records(self, found: Grounded, graph: AttributionGraph) -> list[Record]:
        """Return the records of an item that the graph does not have."""
        item = found.item
        source = self._source(found.source, item.source_kind)
        relay = self._source(found.relay, "other")
        cue = self._text[slice(*found.cue)]
        quotes, mode = self._quotation.within([found.passage], [found.cue])
        claim = validated(Claim, {"text": item.claim, "form": _form(item.claim)})
        reading = read_cue(cue)
        extra = {"cue_act": reading.act.value} if reading.lemma and reading.act != item.act else {}
        spans = [("source", found.source), ("cue", found.cue), ("content", found.passage)]
        fields: dict[str, Any] = {
            "sources": [source] if source else [],
            "content": claim.id,
            "act": item.act,
            "negated": item.negated,
            "certainty": item.certainty,
            "cue": cue,
            "quotes": quotes,
            "quote_mode": mode,
            "said_at": item.said_at,
            "document": self._document,
            "excerpts": [
                {"start": span[0], "end": span[1], "role": role} for role, span in spans if span
            ],
            "extra": extra,
        } | self._shared
        via: list[dict[str, Any]] = []
        if relay and found.relay:
            place = {"start": found.relay[0], "end": found.relay[1], "role": "source"}
            via = [{"sources": relay, "excerpts": [place]}]
        rows = expand_via(fields, via)
        return [each for each in (*self._sources.records(), claim, *rows) if each.id not in graph]

    def _source(self, span: Span | None, kind: str) -> str | None:
        if span is None:
            return None
        agency = None if kind == "other" else kind == "organization"
        return self._sources.id_of(
            self._document,
            self._text[slice(*span)],
            span[0],
            agency=agency,
            kind=ActorKind(kind) if kind in set(ActorKind) else None,
        )


def _form(claim: str) -> ClaimForm:
    return ClaimForm.QUESTION if claim.endswith("?") else ClaimForm.STATEMENT


def _checked(item: Any) -> _Item:
    """Return an item, or raise the first thing that is wrong with its fields."""
    if not isinstance(item, Mapping):
        reason = f"an object is wanted, not {type(item).__name__}"
        raise RejectedError(reason, "")
    try:
        found = _Item.model_validate(dict(item))
    except ValidationError as error:
        field, why = faults_of(error, _Item)[0]
        raise RejectedError(why, field) from None
    if found.act is Act.ASSESS:
        reason = f"'assess' is not one of {', '.join(ACTS)}"
        raise RejectedError(reason, "act")
    return found
