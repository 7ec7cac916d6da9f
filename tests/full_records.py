"""One record of each kind with every field set to something that is not its default."""

from __future__ import annotations

from typing import Any

from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link, Record

FULL: dict[type[Record], dict[str, Any]] = {
    Actor: {
        "id": "yoon-suk-yeol",
        "name": "Yoon Suk Yeol",
        "aliases": ["윤석열", "Yoon"],
        "naming": "described",
        "wikidata": "Q16079",
        "kind": "group",
        "role": "President",
        "notes": "a note",
        "extra": {"k": [1, {"z": [None, "x"]}]},
    },
    Agency: {
        "id": "gur",
        "name": "Main Directorate of Intelligence",
        "aliases": ["ГУР"],
        "naming": "anonymous",
        "wikidata": "Q1",
        "kind": "intelligence",
        "notes": "a note",
        "extra": {"k": 1.5},
    },
    Document: {
        "id": "kursk",
        "title": "Troops in Kursk",
        "kind": "broadcast",
        "publisher": "yonhap",
        "authors": ["A. Writer"],
        "published_at": "2024-10-24T14:30+03:00",
        "url": "https://example.org/a",
        "language": "en",
        "sha256": "0" * 64,
        "notes": "a note",
        "extra": {"k": True},
    },
    Claim: {
        "id": "sent",
        "text": "North Korea sent troops",
        "form": "topic",
        "about": ["north-korea", "russia"],
        "happened_at": "2024-10/..",
        "place": "Kursk",
        "quantity": {"value": 12_000, "unit": "soldiers", "approximate": True},
        "condition": "if asked",
        "language": "en",
        "tags": ["troops"],
        "notes": "a note",
        "extra": {"k": None},
    },
    Attribution: {
        "id": "row",
        "sources": ["south-korea", "united-states"],
        "on_behalf_of": ["nato"],
        "content": "sent",
        "act": "assess",
        "negated": True,
        "stance": "query",
        "certainty": "probable",
        "naming": "described",
        "quotes": ["Слава", "«그래»"],
        "quote_mode": "mixed",
        "cue": "did not grade",
        "said_at": "2024-10-24T14:30+03:00",
        "addressees": ["cnn"],
        "occasion": "press conference",
        "grade": "B",
        "grade_scale": "admiralty_reliability",
        "document": "kursk",
        "excerpts": [{"start": 0, "end": 4, "role": "source"}, {"start": 5, "end": 9}],
        "confidence": 0.5,
        "recorded_at": "2024-11-01",
        "recorded_by": "coder-1",
        "method": "by hand",
        "notes": "a note",
        "extra": {"k": []},
    },
    Link: {
        "id": "link",
        "subject": "gur",
        "relation": "part_of",
        "object": "ukraine",
        "since": "1992",
        "until": "2025",
        "document": "kursk",
        "recorded_at": "2024-11-01",
        "recorded_by": "coder-1",
        "notes": "a note",
        "extra": {"k": "v"},
    },
}


KINDS = sorted(FULL, key=lambda each: each.__name__)


ROW = {"sources": "putin", "content": "c"}


def full(kind: type[Record], **changes: Any) -> Record:
    return kind.model_validate(FULL[kind] | changes)
