"""What views project to and finish with, against plain loops; and what nodes are found by."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Oracle, span_of
from strategies import graphs, near_times

from attribgraph.errors import UndecidedError, UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Attribution, Claim, Document, Link
from attribgraph.vocabulary import ClaimForm, Stance

plain_graphs = graphs(rich=False)


@st.composite
def debates(draw: st.DrawFn) -> AttributionGraph:
    """Two sources who assert and deny two claims, or one another's statements, again and again."""
    form = st.sampled_from([ClaimForm.STATEMENT, ClaimForm.STATEMENT, ClaimForm.QUESTION])
    records: list[Any] = [Actor(id=each, name=each) for each in "ab"]
    records += [Claim(id=each, text=each, form=draw(form)) for each in ("c0", "c1")]
    records.append(Document(id="d", title="d"))
    contents = ["c0", "c0", "c1"]
    for number in range(draw(st.integers(2, 7))):
        row = Attribution(
            id=f"r{number}",
            sources=draw(st.sampled_from(["a", "b", ("a", "b")])),
            content=draw(st.sampled_from(contents)),
            act=draw(st.sampled_from(["assert", "believe", "deny", "deny", "promise", "comment"])),
            negated=draw(st.sampled_from([False, False, True])),
            document=draw(st.sampled_from(["d", None])),
            said_at=draw(st.none() | near_times),
        )
        contents += [row.id] * (number % 2)
        records.append(row)
    return AttributionGraph(records)


def some(g: AttributionGraph, seed: int) -> Any:
    """Return about half of the rows."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    chosen = {id_ for id_ in g.attributions.ids if chance.random() < 0.5}
    return g.attributions.where(lambda row: row.id in chosen)


@given(plain_graphs, st.integers(0, 99))
def test_projections(g: AttributionGraph, seed: int) -> None:
    o = Oracle(g)
    view = some(g, seed)
    rows = list(view)
    contents = [o.by_id[row.content] for row in rows]
    claims = [each for each in contents if isinstance(each, Claim)]
    assert view.claims().ids == tuple(dict.fromkeys(each.id for each in claims))
    assert view.contents() == tuple(dict.fromkeys(contents))
    sources = dict.fromkeys(each for row in rows for each in row.sources)
    assert view.sources().ids == tuple(sources)
    held = {each for row in rows for each in o.documents_of(row)}
    assert set(view.documents().ids) == held
    assert list(view.sources()) == [o.by_id[each] for each in sources]
    assert view.first() is (rows[0] if rows else None)
    assert bool(view) is bool(rows)


@given(plain_graphs, st.integers(0, 99))
def test_a_subgraph_has_all_that_it_needs_and_no_more(g: AttributionGraph, seed: int) -> None:
    o = Oracle(g)
    view = some(g, seed)
    cut = view.subgraph()
    wanted = o.closure(view.ids)
    assert {each.id for each in cut.records()} == wanted
    assert [each.id for each in cut.records()] == [i.id for i in o.records if i.id in wanted]
    assert AttributionGraph(cut.records()) == cut  # nothing dangles, no cycle
    for row in cut.attributions:
        assert cut.is_standing(row) is g.is_standing(row)
        assert cut.relays_of(row) == g.relays_of(row)
    assert cut.attributions.where(lambda row: row.id in view).subgraph() == cut


@given(plain_graphs, st.data())
def test_a_subgraph_of_nodes_has_the_rows_that_touch_them(
    g: AttributionGraph, data: st.DataObject
) -> None:
    o = Oracle(g)
    node = data.draw(st.sampled_from(o.records))
    start = {node.id} | {
        row.id
        for row in o.rows
        if node.id in {*row.sources, row.content, row.document, *row.on_behalf_of}
    }
    cut = g.subgraph(node)
    assert {each.id for each in cut.records()} == o.closure(start)
    assert g.subgraph([node.id]) == cut
    assert all(cut.is_standing(row) is g.is_standing(row) for row in cut.attributions)


@given(debates(), st.integers(0, 99))
def test_disputes_are_between_standing_rows(g: AttributionGraph, seed: int) -> None:
    o = Oracle(g)
    one, other = (
        (g.attributions, g.attributions) if seed % 2 else (some(g, seed), some(g, seed + 1))
    )
    expected = [
        (first.content, first.id, second.id)
        for first in one
        for second in other
        if first.content == second.content
        and isinstance(o.by_id[first.content], Claim)
        and o.by_id[first.content].form is ClaimForm.STATEMENT
        and o.committed(first, "support")
        and o.committed(second, "deny")
    ]
    found = one.disputed_by(other)
    assert [(each.claim, each.assertion.id, each.denial.id) for each in found] == expected


@given(plain_graphs | debates())
def test_who_asserted_and_who_denied(g: AttributionGraph) -> None:
    o = Oracle(g)
    for claim in o.claims:
        for narrower, equivalents in ((False, False), (True, False), (True, True)):
            wide = o.reach([claim.id], ["refines"] * narrower + ["equivalent_to"] * equivalents)
            options = {"narrower": narrower, "equivalents": equivalents}
            for view, stance in (
                (g.who_asserted(claim, **options), "support"),
                (g.who_denied(claim.id, **options), "deny"),
            ):
                assert view.ids == tuple(
                    row.id for row in o.rows if row.content in wide and o.committed(row, stance)
                )


@given(debates(), st.none() | near_times)
def test_stance_of_is_that_of_the_last_standing_row(g: AttributionGraph, at: Any) -> None:
    o = Oracle(g)
    anything = (float("-inf"), float("inf"))
    for source in o.sources:
        for claim in o.claims:
            rows = [
                row
                for row in o.rows
                if source.id in row.sources
                and row.content == claim.id
                and o.stands(row)
                and (at is None or (o.said(row) or anything)[1] <= span_of(at)[1])
            ]
            rows = [row for row in rows if row.stance.sign] or rows
            last = [
                row
                for row in rows
                if not any(
                    (o.said(row) or anything)[1] < (o.said(other) or anything)[0] for other in rows
                )
            ]
            stances = {row.stance for row in last}
            if {Stance.SUPPORT, Stance.DENY} <= stances:
                with pytest.raises(UndecidedError, match="came last"):
                    g.stance_of(source, claim, at=at)
            elif len(stances) > 1:
                assert g.stance_of(source, claim, at=at) is Stance.COMMENT
            else:
                assert g.stance_of(source, claim, at=at) == next(iter(stances), None)


def _key(value: Any) -> Any:
    return value.value if hasattr(value, "value") and isinstance(value, str) else value


@given(plain_graphs, st.integers(0, 99))
def test_count_by(g: AttributionGraph, seed: int) -> None:
    o = Oracle(g)
    view = some(g, seed)
    meanings: dict[str, Any] = {
        "act": lambda row: [row.act.value],
        "stance": lambda row: [row.stance.value],
        "negated": lambda row: [row.negated],
        "said_at": lambda row: [row.said_at],
        "content": lambda row: [row.content],
        "sources": lambda row: list(row.sources),
        "source": lambda row: list(row.sources),
        "addressees": lambda row: list(row.addressees),
        "claim": lambda row: [getattr(o.claim_of(row), "id", None)],
        "document": o.documents_of,
        "publisher": o.publishers_of,
        "naming": lambda row: [o.naming(row)],
        "standing": lambda row: [o.stands(row)],
        "factuality": lambda row: [row.factuality],
        "asserts": lambda row: [row.asserts],
    }
    for field, values in meanings.items():
        expected = Counter(each for row in view for each in dict.fromkeys(values(row)) or [None])
        counts = view.count_by(field)
        assert counts == expected, field
        assert list(counts.values()) == sorted(counts.values(), reverse=True)
        assert all(type(each) is str for each in counts if isinstance(each, str))
    assert view.count_by(lambda row: row.act.value[0]) == Counter(r.act.value[0] for r in view)


@given(plain_graphs, st.sampled_from(["said_at", "recorded_at", "act", "confidence", "sources"]))
def test_sorted_keeps_ties_in_order_and_puts_the_unknown_last(
    g: AttributionGraph, field: str
) -> None:
    def key(row: Attribution) -> Any:
        value = getattr(row, field)
        if field.endswith("_at"):
            return value and (value.earliest or value.latest)
        return value or None if field == "sources" else value

    rows = list(g.attributions)
    known = [row for row in rows if key(row) is not None]
    unknown = [row for row in rows if key(row) is None]
    up = g.attributions.sorted(field)
    down = g.attributions.sorted(field, reverse=True)
    assert list(up) == [*sorted(known, key=key), *unknown]
    assert list(down) == [*sorted(known, key=key, reverse=True), *unknown]
    assert list(g.attributions.sorted(lambda row: row.id, reverse=True)) == sorted(
        rows, key=lambda row: row.id, reverse=True
    )


@given(plain_graphs)
def test_sorting_keeps_what_is_undecided(g: AttributionGraph) -> None:
    view = g.attributions.before("2024-10-24")
    assert view.sorted("act").undecided.ids == view.undecided.ids


@given(plain_graphs)
def test_an_attribution_view_counts_what_is_undecided_in_its_repr(g: AttributionGraph) -> None:
    view = g.attributions.after("2024-10-24")
    undecided = len(view.undecided)
    text = repr(view).splitlines()[0]
    assert text.startswith(f"{len(view)} attribution")
    assert (f"({undecided} more undecided)" in text) is bool(undecided)


# -- nodes ----------------------------------------------------------------------------------


def views_of(g: AttributionGraph) -> dict[str, Any]:
    return {
        name: getattr(g, name)
        for name in ("actors", "agencies", "sources", "claims", "documents", "links")
    }


@given(plain_graphs)
def test_node_views_hold_the_records_of_their_kinds(g: AttributionGraph) -> None:
    o = Oracle(g)
    actors = [each for each in o.sources if isinstance(each, Actor)]
    expected = {
        "actors": actors,
        "agencies": o.agencies,
        "sources": [*actors, *o.agencies],
        "claims": o.claims,
        "documents": o.documents,
        "links": o.links,
    }
    for name, view in views_of(g).items():
        held = expected[name]
        assert list(view) == held
        assert view.ids == tuple(each.id for each in held)
        assert len(view) == len(held)
        assert bool(view) is bool(held)
        assert view.first() == (held[0] if held else None)
        for record in o.records:
            inside = any(record is each for each in held)
            assert (record in view) is inside
            assert (record.id in view) is inside
            if inside:
                assert view[record] is view[record.id] is record


@given(plain_graphs, st.data())
def test_set_algebra_of_nodes(g: AttributionGraph, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(views_of(g))))
    whole = views_of(g)[name]
    first = set(data.draw(st.lists(st.sampled_from([*whole.ids, "-"]))))
    second = set(data.draw(st.lists(st.sampled_from([*whole.ids, "-"]))))
    a = whole.where(lambda record: record.id in first)
    b = whole.where(lambda record: record.id in second)
    known = set(whole.ids)
    assert set((a | b).ids) == (first | second) & known
    assert (a & b).ids == tuple(each for each in a.ids if each in second)
    assert (a - b).ids == tuple(each for each in a.ids if each not in second)
    assert a | a == a & a == a
    assert len(a - a) == 0
    assert (a | whole) & a == a


@given(plain_graphs)
def test_actors_and_agencies_together_are_the_sources(g: AttributionGraph) -> None:
    both = g.actors | g.agencies
    assert both == g.sources
    assert both.count_by("kind") == g.sources.count_by("kind")
    assert both.sorted("name") == g.sources.sorted("name")
    assert repr(both) == repr(g.sources)


@given(graphs(), st.data())
def test_find_has_whole_names_before_parts(g: AttributionGraph, data: st.DataObject) -> None:
    def fold(text: str) -> str:
        for _ in range(2):
            text = unicodedata.normalize("NFKC", text).casefold()
        return " ".join(unicodedata.normalize("NFKC", text).split())

    source = data.draw(st.sampled_from(list(g.sources)))
    name = data.draw(st.sampled_from([source.name, *source.aliases]))
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    written = f"  {unicodedata.normalize(form, name)}\n"
    names = {each.id: [fold(n) for n in (each.name, *each.aliases)] for each in g.sources}
    whole = [id_ for id_, each in names.items() if fold(name) in each]
    part = [id_ for id_, each in names.items() if any(fold(name) in n for n in each)]
    wanted = whole or (part if fold(name) else [])
    assert source.id in wanted or not fold(name)
    assert list(g.sources.find(written).ids) == wanted


@given(plain_graphs)
def test_where_takes_values_of_fields(g: AttributionGraph) -> None:
    o = Oracle(g)
    for form in ClaimForm:
        same = [each.id for each in o.claims if each.form is form]
        assert list(g.claims.where(form=form).ids) == same
        assert list(g.claims.where(form=[form.value]).ids) == same
    for source in o.sources:
        about = [each.id for each in o.claims if source.id in each.about]
        assert list(g.claims.where(about=source).ids) == about
        assert list(g.claims.where(about=g.sources.where(id=source.id)).ids) == about
    assert list(g.claims.where(about=None).ids) == [e.id for e in o.claims if not e.about]
    assert list(g.links.where(subject=list(g.sources)).ids) == [
        each.id for each in o.links if isinstance(each, Link) and each.subject in g.sources
    ]
    for when in {each.happened_at for each in o.claims} - {None}:
        same = [each.id for each in o.claims if each.happened_at == when]
        assert list(g.claims.where(happened_at=when).ids) == same
        assert list(g.claims.where(happened_at=str(when)).ids) == same
    assert list(g.claims.where(lambda each: each.form == "topic", about=None).ids) == [
        each.id for each in o.claims if each.form == "topic" and not each.about
    ]


@settings(max_examples=40)
@given(graphs())
def test_every_field_can_be_counted_and_sorted_by_or_says_why_not(g: AttributionGraph) -> None:
    for view in [*views_of(g).values(), g.attributions]:
        for field in view._fields():
            for ask in (view.count_by, view.sorted):
                with suppress(UnknownValueError):  # and no other error
                    assert len(ask(field)) >= bool(len(view))
