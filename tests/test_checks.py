"""What a graph refuses: dangling ids, wrong kinds, cycles, clashes; and what it says of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import graphs

from attribgraph.checks import same_entry, validated
from attribgraph.errors import (
    AttribGraphError,
    ClashError,
    ContentCycleError,
    DanglingReferenceError,
    RecordError,
    WrongKindError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link, Record
from attribgraph.vocabulary import RELATION_ENDS, SYMMETRIC_RELATIONS, GradeScale, Kind, Relation

EXAMPLES: dict[Kind, str] = {
    Kind.ACTOR: "maro",
    Kind.AGENCY: "herald",
    Kind.DOCUMENT: "doc",
    Kind.CLAIM: "arson",
    Kind.ATTRIBUTION: "row",
    Kind.LINK: "link",
}
"""An id of each kind in `a_graph`."""

SOURCES = {Kind.ACTOR, Kind.AGENCY}
CONTENTS = {Kind.CLAIM, Kind.ATTRIBUTION}

FIELDS: list[tuple[type[Record], dict[str, Any], str, set[Kind]]] = [
    (Document, {"title": "T"}, "publisher", {Kind.AGENCY}),
    (Claim, {"text": "t"}, "about", SOURCES),
    (Attribution, {"content": "arson"}, "sources", SOURCES),
    (Attribution, {"content": "arson"}, "on_behalf_of", {Kind.AGENCY}),
    (Attribution, {"content": "arson"}, "addressees", SOURCES),
    (Attribution, {"content": "arson"}, "document", {Kind.DOCUMENT}),
    (Attribution, {}, "content", CONTENTS),
    (Attribution, {"act": "assess", "grade": "fine"}, "content", CONTENTS | SOURCES),
    (
        Attribution,
        {"act": "assess", "grade": "B", "grade_scale": GradeScale.ADMIRALTY_RELIABILITY},
        "content",
        SOURCES,
    ),
    (
        Attribution,
        {"act": "assess", "grade": "2", "grade_scale": GradeScale.ADMIRALTY_CREDIBILITY},
        "content",
        CONTENTS,
    ),
    (
        Attribution,
        {"act": "assess", "grade": "false", "grade_scale": GradeScale.TRUTH_RATING},
        "content",
        CONTENTS,
    ),
    (
        Link,
        {"subject": "maro", "relation": "leads", "object": "herald"},
        "document",
        {Kind.DOCUMENT},
    ),
]
"""A record, its other fields, a field that holds ids, and the kinds that may stand there."""

each_field = pytest.mark.parametrize(
    ("model", "fields", "field", "allowed"),
    FIELDS,
    ids=[f"{m.__name__}.{f}{'.' + str(d['act']) if 'act' in d else ''}" for m, d, f, _ in FIELDS],
)


def a_graph() -> AttributionGraph:
    return AttributionGraph(
        Actor(id="maro", name="Maro"),
        Agency(id="herald", name="Herald"),
        Document(id="doc", title="Doc"),
        Claim(id="arson", text="it was arson"),
        Attribution(id="row", sources="maro", content="arson"),
        Link(id="link", subject="maro", relation="part_of", object="herald"),
    )


def refused(g: AttributionGraph, record: Record, error: type[AttribGraphError]) -> AttribGraphError:
    """Add a record that must be refused, and see that nothing has changed."""
    before, ids = g.copy(), g.attributions.ids
    with pytest.raises(error) as caught:
        g.add(Claim(id="bystander", text="something else"), record)
    assert g == before
    assert g.attributions.ids == ids
    assert "bystander" not in g
    return caught.value


def test_the_table_above_has_every_reference_field() -> None:
    listed = {(model, field) for model, _, field, _ in FIELDS}
    ends = {(Link, "subject"), (Link, "object")}
    models = (Actor, Agency, Document, Claim, Attribution, Link)
    assert listed | ends == {(model, field) for model in models for field in model.references}


@each_field
def test_an_id_that_is_not_there_is_refused(
    model: type[Record], fields: dict[str, Any], field: str, allowed: set[Kind]
) -> None:
    error = refused(
        a_graph(), model(id="new", **{**fields, field: "nowhere"}), DanglingReferenceError
    )
    assert error.record == "new"
    assert error.field == field
    kinds = " or ".join(sorted(allowed))
    assert f"'new', field '{field}': the graph has no {kinds} 'nowhere'" in str(error)


@each_field
@pytest.mark.parametrize("kind", Kind)
def test_only_the_right_kinds_may_stand_there(
    model: type[Record], fields: dict[str, Any], field: str, allowed: set[Kind], kind: Kind
) -> None:
    g = a_graph()
    record = model(id="new", **{**fields, field: EXAMPLES[kind]})
    if kind in allowed:
        g.add(record)
        assert g["new"] == record
    else:
        error = refused(g, record, WrongKindError)
        assert (error.record, error.field) == ("new", field)
        assert f"{EXAMPLES[kind]!r} is of kind {kind}" in str(error)
        assert str(error).endswith(f"takes {' or '.join(sorted(allowed))}")


@pytest.mark.parametrize("relation", Relation)
@pytest.mark.parametrize("place", ["subject", "object"])
@pytest.mark.parametrize("kind", Kind)
def test_the_ends_of_every_relation(relation: Relation, place: str, kind: Kind) -> None:
    g = a_graph()
    g.add(
        Actor(id="maro2", name="Maro 2"),
        Document(id="doc2", title="Doc 2"),
        Claim(id="arson2", text="it was not"),
        Attribution(id="row2", sources="maro", content="arson", act="deny"),
    )
    kinds = RELATION_ENDS[relation][0]
    other = next(f"{EXAMPLES[each]}2" for each in Kind if each in kinds)
    ends = {"subject": other, "object": other} | {place: EXAMPLES[kind]}
    link = Link(id="new", relation=relation, **ends)
    if kind in kinds:
        g.add(link)
        assert g["new"].relation is relation
    else:
        error = refused(g, link, WrongKindError)
        assert f"the relation {relation.value!r} takes {' or '.join(sorted(kinds))}" in str(error)
        assert error.field in (
            {"subject", "object"} if relation in SYMMETRIC_RELATIONS else {place}
        )


@pytest.mark.parametrize("end", ["subject", "object"])
def test_a_link_to_what_is_not_there_is_refused(end: str) -> None:
    ends = {"subject": "maro", "object": "herald"} | {end: "nowhere"}
    error = refused(a_graph(), Link(relation="leads", **ends), DanglingReferenceError)
    assert error.field == end


def test_near_ids_are_suggested_of_the_kind_that_is_wanted() -> None:
    g = a_graph()
    error = refused(g, Attribution(sources="herld", content="arson"), DanglingReferenceError)
    assert "'herld' (did you mean 'herald'?)" in str(error)
    error = refused(g, Document(title="T", publisher="mar"), DanglingReferenceError)
    assert "did you mean" not in str(error)  # maro is near, but no agency
    error = refused(g, Attribution(content="arsn"), DanglingReferenceError)
    assert "did you mean 'arson'?" in str(error)


def test_an_id_among_the_new_records_is_suggested_too() -> None:
    with pytest.raises(DanglingReferenceError, match="did you mean 'herald'"):
        AttributionGraph(Agency(id="herald", name="H"), Document(title="T", publisher="herold"))


def test_one_bad_id_among_several_is_named() -> None:
    error = refused(
        a_graph(), Attribution(sources=["maro", "nobody"], content="arson"), DanglingReferenceError
    )
    assert "'nobody'" in str(error)


# -- cycles of content ----------------------------------------------------------------------


def ring(size: int) -> list[Attribution]:
    return [
        Attribution(id=f"r{n}", sources="maro", content=f"r{(n + 1) % size}", act="report")
        for n in range(size)
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 100_000])
def test_a_cycle_of_content_is_refused(size: int) -> None:
    g = a_graph()
    before = g.copy()
    with pytest.raises(ContentCycleError) as caught:
        g.add(*ring(size))
    assert g == before
    assert caught.value.field == "content"
    assert "'r0' -> " in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_cycle_beside_what_leads_into_it_names_the_cycle() -> None:
    lead_in = Attribution(id="lead", content="r1")
    with pytest.raises(ContentCycleError, match=r"'r1' -> 'r2' -> 'r0' -> 'r1'"):
        a_graph().add(lead_in, *ring(3))


@pytest.mark.parametrize("size", [1, 2, 3, 1_000])
def test_an_edit_that_closes_a_cycle_is_refused(size: int) -> None:
    g = a_graph()
    rows = ring(size)
    rows[-1] = Attribution(id=f"r{size - 1}", content="arson")
    g.add(rows[::-1])
    before = g.copy()
    with pytest.raises(ContentCycleError, match="'content': it would be about itself"):
        g.edit(f"r{size - 1}", content="r0")
    with pytest.raises(ContentCycleError):
        g.replace(Attribution(id=f"r{size - 1}", content="r0"))
    assert g == before


def test_a_row_may_move_where_no_cycle_arises() -> None:
    g = a_graph()
    g.add(ring(4)[:3], Attribution(id="r3", content="arson"))
    g.edit("r0", content="r3")
    assert [row.id for row in g.relays_of("r3")] == ["r0", "r2"]


@given(graphs(rich=False), st.data())
def test_no_edit_leaves_a_cycle(g: AttributionGraph, data: st.DataObject) -> None:
    rows = list(g.attributions.where(lambda row: row.act != "assess"))
    assume(rows)
    for _ in range(4):
        row = data.draw(st.sampled_from(rows))
        target = data.draw(st.sampled_from([*rows, *g.claims]))
        inside = {target.id}
        at: Any = g[target.id]
        while isinstance(at, Attribution):
            at = g[at.content]
            inside.add(at.id)
        before = g.copy()
        if row.id in inside:
            with pytest.raises(ContentCycleError):
                g.edit(row, content=target)
            assert g == before
        else:
            assert g.edit(row, content=target).content == target.id


# -- two records under one id ---------------------------------------------------------------


@pytest.mark.parametrize(
    "record",
    [
        Actor(id="maro", name="Somebody else"),
        Agency(id="maro", name="Maro"),
        Claim(id="herald", text="a claim under an agency's id"),
        Attribution(id="row", sources="maro", content="arson", act="deny"),
        Attribution(id="row", sources="herald", content="arson"),
        Link(id="link", subject="maro", relation="leads", object="herald"),
        Document(id="doc", title="Doc", kind="report"),
    ],
    ids=repr,
)
def test_a_second_record_under_an_id_is_refused_and_both_are_named(record: Record) -> None:
    g = a_graph()
    error = refused(g, record, ClashError)
    assert repr(g[record.id]) in str(error)
    assert repr(record) in str(error)
    assert error.record == record.id


def test_two_records_under_an_id_in_one_call_are_refused() -> None:
    g = a_graph()
    with pytest.raises(ClashError, match="two different records have the id 'new'"):
        g.add(Actor(id="new", name="One"), [Actor(id="new", name="Two")])
    assert "new" not in g


NOT_MADE_OF: list[dict[str, Any]] = [
    {"recorded_at": "2031"},
    {"confidence": 0.5},
    {"method": "by hand"},
    {"notes": "a note"},
    {"extra": {"page": 3}},
]


@pytest.mark.parametrize("fields", NOT_MADE_OF, ids=str)
def test_what_differs_only_beside_the_point_is_the_record_on_file(fields: dict[str, Any]) -> None:
    g = a_graph()
    on_file = g["row"]
    again = Attribution(id="row", sources="maro", content="arson", **fields)
    assert same_entry(on_file, again)
    g.add(again)
    assert g["row"] is on_file
    derived = Attribution(sources="maro", content="arson")
    assert Attribution(sources="maro", content="arson", **fields).id == derived.id


def test_the_sources_of_a_joint_statement_are_a_set() -> None:
    g = AttributionGraph(Actor(id="a", name="A"), Actor(id="b", name="B"), Claim(id="c", text="c"))
    g.add(
        Attribution(sources=["a", "b"], content="c"), Attribution(sources=["b", "a"], content="c")
    )
    assert len(g) == 1


def test_a_name_that_differs_is_no_small_thing() -> None:
    assert not same_entry(Actor(id="a", name="A"), Actor(id="a", name="A", notes="a note"))


# -- fields that are not acceptable ---------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"id": "x", "content": "c", "act": "denied"},
            "attribution 'x' is not acceptable: field 'act': 'denied' is not one of assert, ",
        ),
        ({"content": "c", "act": "acuse"}, "(did you mean 'accuse'"),
        ({"content": "c", "contnet": "d"}, "field 'contnet': there is no such field (did you mean"),
        (
            {"content": "two words"},
            "field 'content': 'two words' is not an id: an id has no spaces",
        ),
        ({"sources": "a"}, "this attribution is not acceptable: field 'content': Field required"),
        ({"content": "c", "said_at": "yesterday"}, "'yesterday' is not a time; write ISO 8601"),
        ({"content": "c", "confidence": 2}, "field 'confidence': "),
        ({"content": "c", "grade": "A"}, "a grade is given by act='assess', not by act='assert'"),
        ({"content": "c", "act": "assess"}, "act='assess' needs a grade"),
        (
            {"content": "c", "act": "assess", "grade": "G", "grade_scale": "admiralty_reliability"},
            "'G' is not a grade of admiralty_reliability: A, B, C, D, E, F",
        ),
    ],
)
def test_every_field_at_fault_is_named(fields: dict[str, Any], expected: str) -> None:
    with pytest.raises(RecordError) as caught:
        validated(Attribution, fields)
    assert expected in str(caught.value)


def test_several_faults_are_all_named() -> None:
    with pytest.raises(RecordError) as caught:
        validated(Attribution, {"act": "denied", "stance": "agains", "content": ""})
    assert all(f"field {each!r}" in str(caught.value) for each in ("act", "stance", "content"))
