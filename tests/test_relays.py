"""`attribute`: who said what, and through whom it is known; and the rows that `via` makes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import harbour

from attribgraph.errors import DanglingReferenceError, RecordError
from attribgraph.graph import AttributionGraph, expand_via
from attribgraph.model import Actor, Agency, Attribution, Claim, Document
from attribgraph.vocabulary import Act


def chain(g: AttributionGraph, row: Attribution) -> list[Attribution]:
    """Return the row and its relays, outwards; there is one at each remove."""
    found = [row]
    while relays := g.relays_of(found[-1]):
        (relay,) = relays
        found.append(relay)
    return found


def test_a_row_by_ids() -> None:
    g = harbour()
    row = g.attribute("orr", "hurt", act="comment", said_at="2031-05-04", document="second")
    assert row is g[row.id]
    assert (row.sources, row.content, row.act) == (("orr",), "hurt", Act.COMMENT)
    assert g.attribute("orr", "hurt", act="comment", said_at="2031-05-04", document="second") is row
    assert len(g) == 11


def test_new_records_are_added_wherever_they_stand() -> None:
    g = AttributionGraph()
    row = g.attribute(
        [Actor(id="a", name="A"), Agency(id="b", name="B")],
        Claim(id="c", text="c"),
        via={"sources": Agency(id="w", name="W"), "document": Document(id="d", title="D")},
        on_behalf_of=Agency(id="e", name="E"),
        addressees={Actor(id="f", name="F")},
    )
    assert {each.id for each in g.records()} >= {"a", "b", "c", "d", "e", "f", "w"}
    assert chain(g, row)[1].document == "d"


def test_nobody_and_several() -> None:
    g = harbour()
    assert g.attribute((), "arson").sources == ()
    assert g.attribute(["maro", g["orr"]], "arson").sources == ("maro", "orr")
    assert g.attribute(g.sources.find("The Mayor"), g["hurt"]).sources == ("maro",)


def test_a_row_about_a_row() -> None:
    g = harbour()
    row = g.attribute("vell", g["vell-petrol"], act="retract", document="second")
    assert row.content == "vell-petrol"
    assert not g.is_standing("vell-petrol")


def test_text_in_the_place_of_a_claim_is_refused_with_the_way_out() -> None:
    with pytest.raises(DanglingReferenceError, match=r"for a new claim, give Claim\(text=...\)"):
        harbour().attribute("maro", "It was an accident")


def test_one_relay() -> None:
    g = harbour()
    row = g.attribute("maro", "petrol", via="wire", document="second", said_at="2031-05-02")
    first, relay = chain(g, row)
    assert first.document is None
    assert str(first.said_at) == "2031-05-02"
    assert (relay.sources, relay.content, relay.act) == (("wire",), first.id, Act.REPORT)
    assert relay.document == "second"
    assert relay.said_at is None
    assert g.is_standing(first)


def test_several_relays_go_from_the_innermost_out() -> None:
    g = harbour()
    shared = {"recorded_at": "2031-06", "recorded_by": "ann", "method": "by hand"}
    row = g.attribute(
        "maro", "petrol", via=["wire", ("herald", "city")], document="first", **shared
    )
    rows = chain(g, row)
    assert [each.sources for each in rows] == [("maro",), ("wire",), ("herald", "city")]
    assert [each.document for each in rows] == [None, None, "first"]
    assert {str(each.recorded_at) for each in rows} == {"2031-06"}
    assert {(each.recorded_by, each.method) for each in rows} == {("ann", "by hand")}


def test_a_relay_with_fields_of_its_own() -> None:
    g = harbour()
    relays = [
        {"sources": "wire", "act": "confirm", "said_at": "2031-05-03", "recorded_by": "ben"},
        {"sources": "herald", "document": "first", "cue": "learnt"},
    ]
    row = g.attribute("maro", "petrol", via=relays, document="second", recorded_by="ann")
    first, inner, outer = chain(g, row)
    assert (inner.act, str(inner.said_at)) == (Act.CONFIRM, "2031-05-03")
    assert (outer.document, outer.cue) == ("first", "learnt")  # its own goes before the call's
    assert [first.recorded_by, inner.recorded_by, outer.recorded_by] == ["ann", "ben", "ann"]


def test_a_second_relay_of_the_same_statement_finds_it_on_file() -> None:
    g = harbour()
    one = g.attribute("maro", "petrol", via="wire", document="second")
    two = g.attribute("maro", "petrol", via="herald", document="first")
    assert one is two
    assert [each.sources for each in g.relays_of(one)] == [("wire",), ("herald",)]


@pytest.mark.parametrize("via", [None, [], ()], ids=repr)
def test_no_relay(via: Any) -> None:
    row = harbour().attribute("maro", "petrol", via=via, document="first")
    assert row.document == "first"


@pytest.mark.parametrize(
    "via", [3, {"wire", "herald"}, frozenset({"wire"})], ids=["a number", "a set", "a frozen set"]
)
def test_what_has_no_order_is_no_chain_of_relays(via: Any) -> None:
    with pytest.raises(RecordError, match="field 'via'"):
        harbour().attribute("maro", "petrol", via=via)


@pytest.mark.parametrize("via", ["", [""], {"sources": "wire", "act": "said"}, [["wire", 3]]])
def test_a_relay_at_fault_is_refused(via: Any) -> None:
    with pytest.raises(RecordError):
        harbour().attribute("maro", "petrol", via=via)


@given(st.lists(st.sampled_from("abc"), max_size=6), st.booleans())
def test_expand_via_makes_a_chain_of_any_length(via: list[str], dated: bool) -> None:
    fields = {"sources": "s", "content": "c", "document": "d"}
    fields |= {"recorded_at": "2031"} if dated else {}
    rows = expand_via(fields, via)
    assert [row.sources for row in rows] == [("s",), *((each,) for each in via)]
    assert [row.content for row in rows] == ["c", *(row.id for row in rows[:-1])]
    assert [row.document for row in rows] == [*[None] * len(via), "d"]
    assert {row.recorded_at is not None for row in rows} == {dated}
    assert all(row.act is Act.REPORT for row in rows[1:])
    assert fields["document"] == "d"  # what was given is left alone
