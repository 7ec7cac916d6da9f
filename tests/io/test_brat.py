"""Brat standoff files of any project, by what its names mean."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribgraph import (
    Agency,
    AttributionGraph,
    Document,
    FormatError,
    UnknownValueError,
    read_brat,
)

TEXT = "Kyiv said that Seoul denied that troops had arrived, or so \u201cthey hope\u201d."
ANN = """T1\tSource 0 4\tKyiv
T2\tCue 5 9\tsaid
T3\tSource 15 20\tSeoul
T4\tCue 21 27\tdenied
T5\tContent 28 51\tthat troops had arrived
T6\tHedge 56 58\tso
E1\tCue:T2 Source:T1 Content:E2
E2\tCue:T4 Source:T3 Content:T5 Manner:T6
A1\tNegation E1
A2\tCertainty E2 possible
A3\tMood E2 wry
#1\tAnnotatorNotes E2\tnot sure of this
N1\tReference T1 Wikipedia:585629\tKyiv
"""


def read(ann: Any = ANN, text: str = TEXT, **options: Any) -> AttributionGraph:
    given_ann = StringIO(ann) if isinstance(ann, str) else ann
    return read_brat(StringIO(text), given_ann, **{"document": "note", **options})


def test_an_event_about_an_event_is_a_row_about_a_row() -> None:
    graph = read()
    outer, inner = graph["note.E1"], graph["note.E2"]
    assert outer.content == inner.id
    assert (outer.document, inner.document) == ("note", None)
    assert outer.negated
    assert (inner.act.value, inner.certainty.value) == ("deny", "possible")
    assert inner.notes == "not sure of this"
    assert inner.extra["attributes"] == {"Mood": "wry"}
    assert inner.extra["roles"] == {"Manner": (((56, 58),),)}
    assert graph["note"].extra["brat"][""] == ("N1\tReference T1 Wikipedia:585629\tKyiv",)
    assert not graph.attributions.standing().of(inner.content)
    checks = graph.check_quotes({"note": TEXT})
    assert {each.status for each in checks} == {"exact"}


def test_other_names_for_roles_and_relations() -> None:
    ann = "T1\tWho 0 4\tKyiv\nT2\tWhat 28 51\tthat troops had arrived\nT3\tSays 5 9\tsaid\n"
    event = read(ann + "E1\tSays:T3 Who1:T1 What:T2\n", roles={"who": "source", "what": "content"})
    relation = read(
        ann + "R1\tsays Arg1:T1 Arg2:T2\n",
        relations={"says": {"Arg1": "source", "Arg2": "content"}},
    )
    for graph, cue in ((event, "said"), (relation, None)):
        (row,) = graph.attributions
        assert row.sources == ("kyiv",)
        assert graph[row.content].text == "that troops had arrived"
        assert row.cue == cue
    (row,) = read(ann + "E1\tSays:T3\n", events=["Says"]).attributions
    assert row.sources == ()
    assert not read(ann + "E1\tSays:T3\n").attributions
    with pytest.raises(UnknownValueError, match=r"'sauce' is none of .*did you mean 'source'"):
        read(ann, roles={"who": "sauce"})


def test_what_no_row_holds_stays_with_the_document() -> None:
    more = "T7\tDiscuss 0 4\tKyiv\nA9\tOdd T1 much\n#2\tAnnotatorNotes T1\twho?\nR1\tx Arg1:T1\n"
    graph = read(ANN + more)
    assert graph["note"].extra["brat"][""] == (
        "T7\tDiscuss 0 4",
        "R1\tx Arg1:T1",
        "A\tOdd T1 much",
        "#\tAnnotatorNotes T1\twho?",
        "N1\tReference T1 Wikipedia:585629\tKyiv",
    )
    two = read(ANN.replace("Content:E2", "Content:E2 Content2:E3 Source2:E2") + "E3\tCue:T4\n")
    assert two["note.E1"].content == "note.E2"
    assert two["note.E1"].extra["roles"] == {"content": ("E3",), "source": ("E2",)}


def test_attributes_set_what_they_are_said_to_set() -> None:
    ann = ANN.replace("Mood E2 wry", "Pol E2 SUPPORT")
    assert read(ann, attributes={"pol": "stance"})["note.E2"].stance.value == "support"
    assert read(ANN.replace("Negation E1", "Negated E1 no"))["note.E1"].negated is False


def test_the_document_may_be_given() -> None:
    times = Agency(id="times", name="The Times", kind="news")
    graph = read(document=Document(id="d", title="A day", language="uk"), publisher=times)
    assert (graph["d"].publisher, graph["d"].language) == ("times", "uk")
    assert graph["d"].sha256 is not None
    assert read_brat(BytesIO(TEXT.encode()), StringIO(ANN)).documents.first().id == "file"


def test_equivalent_mentions_are_one_source() -> None:
    graph = read(ANN + "*\tEquiv T1 T3\n")
    assert graph["note.E1"].sources == graph["note.E2"].sources


def test_several_annotators() -> None:
    graph = read({"ann": StringIO(ANN), "Bo Lee": StringIO(ANN)})
    assert {row.recorded_by for row in graph.attributions} == {"ann", "Bo Lee"}
    assert graph["note.ann.E2"].content == graph["note.bo-lee.E2"].content
    assert len(read([StringIO(ANN)]).attributions) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("T1\tSource 0 4\tKyiv", "T1\tSource 0 4\tKiev", 1, "T1 says 'Kiev', where the text has"),
        ("Source 15 20", "Source 15 200", 3, "T3 ends at 200, and the text has"),
        ("Cue 21 27", "Cue 27 21", 4, "ends at 21, not after 27"),
        ("Cue 21 27", "Cue x y", 4, "offsets"),
        ("E2\tCue:T4", "E2\tCue", 8, "an event has a type and a trigger"),
        ("Source:T3", "Source", 8, "an argument is a role and an id"),
        ("Source:T3", "Source:T30", 8, "E2: there is no T30"),
        ("T2\tCue 5 9\tsaid", "T1\tCue 5 9\tsaid", 2, "the id stands twice"),
        ("T1\tSource", "?\tSource", 1, "not a line of a brat file"),
    ],
)
def test_wrong_lines_are_named(old: str, new: str, line: int, what: str) -> None:
    assert old in ANN
    with pytest.raises(FormatError, match=what) as caught:
        read(ANN.replace(old, new))
    assert caught.value.line == line


def test_rows_about_one_another_are_an_error() -> None:
    with pytest.raises(FormatError, match="about itself"):
        read(ANN.replace("Content:T5", "Content:E1"))


def test_words_over_a_line_end_go_on_in_the_next_line() -> None:
    text = "Kyiv said:\n\nnone came,\nit seems."
    ann = (
        "T1\tContent 12 31\tnone came,\nit seems\nT2\tCue 5 9\tsaid\n"
        "T3\tSource 0 4\tKyiv\nE1\tCue:T2 Source:T3 Content:T1\n"
    )
    graph = read(ann, text)
    assert graph.claims.first().text == "none came, it seems"
    assert {each.status for each in graph.check_quotes({"note": text})} == {"exact"}


words = st.text(st.sampled_from("ab \n\u201c\u201d\"'\u2019.,\u00e9"), min_size=1, max_size=30)


@given(text=words, data=st.data())
def test_whatever_is_marked_comes_out_as_it_stands(text: str, data: st.DataObject) -> None:
    """Any spans on any text: a row each, whose excerpts cut out what was marked."""
    places = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    lines, events = [], []
    for number in range(data.draw(st.integers(1, 4))):
        roles = []
        for role in data.draw(st.sets(st.sampled_from(["Source", "Cue", "Content"]), min_size=1)):
            start, end = data.draw(places)
            id_ = f"T{len(lines) + 1}"
            lines.append(f"{id_}\t{role} {start} {end}\t{text[start:end]}")
            roles.append((role, id_))
        trigger = roles[0][1]
        events.append(f"E{number}\tA:{trigger} " + " ".join(f"{r}:{t}" for r, t in roles))
    graph = read("\n".join([*lines, *events]) + "\n", text)
    assert len(graph.attributions) == len(events)
    checks = graph.check_quotes({"note": text})
    assert {each.status for each in checks} <= {"exact"}
    for row in graph.attributions:
        assert all(text[slice(*each.span)].strip() for each in row.excerpts)
