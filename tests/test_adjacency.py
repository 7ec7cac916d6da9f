"""Point queries touch their answer and nothing else: tables that refuse to be walked.

Costs are shown by what is touched, not by a clock. Each of the graph's tables is put in the
place of one that counts the records it gives out and cannot be iterated over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.store import RECORD_TYPES
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 20_000
CLAIMS = ROWS // 10
SOURCES = ROWS // 100


class Watched(dict[str, Any]):
    """A table that gives records by id, counts them, and cannot be walked."""

    touched = 0

    def _refuse(self, *_: object) -> Any:
        pytest.fail("the whole table was walked")

    __iter__ = items = values = keys = copy = _refuse

    def __getitem__(self, key: str) -> Any:
        Watched.touched += 1
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        Watched.touched += 1
        return super().get(key, default)


@pytest.fixture(scope="module")
def large() -> AttributionGraph:
    g = AttributionGraph(
        [Agency(id=f"s{n}", name=f"Source {n}") for n in range(SOURCES)],
        [Claim(id=f"c{n}", text=f"claim {n}", about=f"s{n % SOURCES}") for n in range(CLAIMS)],
        [Document(id=f"d{n}", title=f"Document {n}", publisher=f"s{n}") for n in range(SOURCES)],
        [
            Attribution(
                id=f"r{n}",
                sources=f"s{n % SOURCES}",
                content=f"c{n % CLAIMS}",
                act="deny" if n % 7 == 0 else "assert",
                document=f"d{n % SOURCES}",
                addressees=f"s{(n + 1) % SOURCES}",
                on_behalf_of=f"s{(n + 2) % SOURCES}",
                said_at=str(2000 + n // CLAIMS),
            )
            for n in range(ROWS)
        ],
        [
            Attribution(id=f"relay{n}", sources=f"s{n}", content=f"r{n}", act="report")
            for n in range(50)
        ],
        Link(id="l", subject="s1", relation="part_of", object="s0"),
        Link(id="m", subject="c1", relation="refines", object="c0"),
    )
    for kind, model in RECORD_TYPES.items():
        for field in model.references:
            # an index is made when it is first asked for, by one walk
            g._store.referring(kind, field, "nothing")
    g._store.place("l")
    for kind, table in g._store.tables.items():
        if kind is not Kind.LINK:
            g._store.tables[kind] = Watched(table)
    g._store.rows = g._store.tables[Kind.ATTRIBUTION]
    return g


QUERIES: dict[str, tuple[int, Callable[[AttributionGraph], Any]]] = {
    "of a claim": (10, lambda g: g.attributions.of("c7")),
    "of a claim and narrower ones": (20, lambda g: g.attributions.of("c0", narrower=True)),
    "of a row": (1, lambda g: g.attributions.of("r7")),
    "by a source": (101, lambda g: g.attributions.by("s7")),
    "to an addressee": (100, lambda g: g.attributions.to("s7")),
    "on behalf of": (100, lambda g: g.attributions.on_behalf_of("s7")),
    "affiliated with": (402, lambda g: g.attributions.affiliated_with("s0")),
    "about": (100, lambda g: g.attributions.about("s7")),
    "in a document": (100, lambda g: g.attributions.in_document("d7")),
    "published by": (100, lambda g: g.attributions.published_by("s7")),
    "relayed by": (1, lambda g: g.attributions.relayed_by("s7")),
    "narrowed further": (2, lambda g: g.attributions.of("c7").by("s7").act("deny")),
    "who asserted": (8, lambda g: g.who_asserted("c7")),
    "who denied": (2, lambda g: g.who_denied("c7")),
    "the stance of": (10, lambda g: g.attributions.by("s7").of("c7").standing()),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_touches_its_answer_and_no_more(large: AttributionGraph, name: str) -> None:
    expected, ask = QUERIES[name]
    Watched.touched = 0
    found = ask(large)
    assert len(found) == expected
    assert Watched.touched <= 12 * max(expected, 100)
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize(
    "ask",
    [
        lambda g: g["r7"],
        lambda g: "r7" in g,
        lambda g: g.kind_of("r7"),
        lambda g: g.attributions["r7"],
        lambda g: "r7" in g.attributions,
        lambda g: g.sources["s7"],
        len,
        lambda g: len(g.sources),
        lambda g: g.is_standing("r7"),
        lambda g: g.relays_of("r7"),
        lambda g: g.explain("r7"),
        lambda g: g.stance_of("s8", "c8"),
        lambda g: g.attributions.of("c7").sources(),
        lambda g: g.attributions.of("c7").documents(),
        lambda g: g.attributions.of("c7").count_by("publisher"),
        lambda g: repr(g.attributions.of("c7")),
    ],
)
def test_a_question_about_one_record_touches_few(
    large: AttributionGraph, ask: Callable[[AttributionGraph], Any]
) -> None:
    Watched.touched = 0
    assert ask(large) is not None
    assert Watched.touched < 400


def test_a_change_touches_what_it_changes(large: AttributionGraph) -> None:
    Watched.touched = 0
    row = large.attribute(Actor(id="new", name="New"), "c7", act="deny", via="s7", document="d7")
    large.edit(row, said_at="2031")
    large.edit("s7", notes="checked")
    for relay in large.relays_of(row):
        large.remove(relay)
    large.remove(row)
    large.remove("new")
    assert Watched.touched < 500


def test_the_guard_guards(large: AttributionGraph) -> None:
    with pytest.raises(pytest.fail.Exception, match="walked"):
        large.attributions.stance("deny")
