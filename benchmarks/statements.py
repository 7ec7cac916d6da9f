"""Made-up statements in plain Python: what every contender is built from."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

__all__ = ["ASSERTS", "Statements", "make"]

ASSERTS = frozenset({"assert", "confirm", "report", "warn", "estimate"})
"""The acts among those below by which a source asserts what it says."""

_ACTS = ("assert",) * 6 + ("confirm", "deny", "deny", "report", "warn", "question", "estimate")
_CERTAINTIES = ("unspecified", "unspecified", "certain", "probable", "possible")


@dataclass(frozen=True)
class Statements:
    """Records as dicts, by kind."""

    agencies: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    rows: list[dict[str, Any]]

    @property
    def sources(self) -> list[dict[str, Any]]:
        """The agencies and the actors."""
        return self.agencies + self.actors


def make(number: int) -> Statements:
    """Make attributions: a hundredth as many sources and documents, a tenth as many claims."""
    some = random.Random(number)
    half = max(1, number // 200)
    agencies = [
        {"id": f"agency-{i}", "name": f"Agency {i}", "kind": "government"} for i in range(half)
    ]
    actors = [{"id": f"person-{i}", "name": f"Person {i}", "role": "Chair"} for i in range(half)]
    sources = [each["id"] for each in agencies + actors]
    documents = [
        {
            "id": f"article-{i}",
            "title": f"Article {i}",
            "publisher": f"agency-{i % half}",
            "published_at": f"2024-12-{1 + i % 28:02}",
        }
        for i in range(max(1, number // 100))
    ]
    claims = [
        {"id": f"claim-{i}", "text": f"Event {i} has taken place", "about": [some.choice(sources)]}
        for i in range(max(1, number // 10))
    ]
    rows = [
        {
            "id": f"row-{i}",
            "sources": [some.choice(sources)],
            "content": some.choice(claims)["id"],
            "act": some.choice(_ACTS),
            "negated": some.random() < 0.02,
            "certainty": some.choice(_CERTAINTIES),
            "said_at": f"2024-{some.randint(1, 11):02}-{some.randint(1, 28):02}",
            "cue": "said in a statement",
            "quotes": ["We have seen it ourselves"] if i % 3 == 0 else [],
            "document": some.choice(documents)["id"],
        }
        for i in range(number)
    ]
    return Statements(agencies, actors, documents, claims, rows)
