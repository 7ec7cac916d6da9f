"""W3C Web Annotations: our rows there and back, and what other programs write."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from strategies import graphs

from attribgraph import (
    AttributionGraph,
    FormatError,
    UnknownIdError,
    read_annotations,
    read_brat,
    write_annotations,
)
from attribgraph.quotes import locate

if TYPE_CHECKING:
    from attribgraph.record import Record

TEXT = "Kyiv said that troops had arrived. Seoul said nothing."
IRI = "https://example.org/news/1"


def written(graph: AttributionGraph, **options: Any) -> tuple[dict[str, Any], Any]:
    file = StringIO()
    losses = write_annotations(graph, file, **options)
    page: dict[str, Any] = json.loads(file.getvalue())
    return page, losses


def read(value: Any, **options: Any) -> AttributionGraph:
    return read_annotations(StringIO(json.dumps(value)), **options)


@given(graphs())
@settings(max_examples=40)
def test_rows_that_a_document_holds_come_back(graph: AttributionGraph) -> None:
    """Lost are what `Losses` counts, and nothing else: links, and what no row needs."""
    page, losses = written(graph)
    back = read(page)
    missing = [each for each in graph.records() if each.id not in back]
    assert sum(losses.counts.values()) == len(missing)
    assert all(back[each.id] == each for each in graph.records() if each.id in back)
    assert len(list(back.records())) + len(missing) == len(list(graph.records()))
    held: list[Record] = [row for row in graph.attributions if row.document is not None]
    assert all(row.id in back for row in held)


def test_the_file_is_a_page_of_annotations(seed: AttributionGraph) -> None:
    page, losses = written(seed)
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert losses.counts["link"] == len(seed.links)
    for item in page["items"]:
        assert {"id", "type", "body", "target", "motivation"} <= set(item)
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:attribgraph:")
    assert page["items"][0]["body"][0]["value"] == seed.explain(seed.attributions.first())


def test_excerpts_have_both_selectors_where_the_text_is_given() -> None:
    ann = "T1\tContent 15 33\ttroops had arrived\nT2\tCue 5 9\tsaid\nE1\tCue:T2 Content:T1\n"
    graph = read_brat(StringIO(TEXT), StringIO(ann.replace("15 33", "15 33")), document="d")
    page, _ = written(graph, texts={"d": TEXT})
    targets = {each["role"]: each for each in page["items"][0]["target"]}
    quote, place = targets["content"]["selector"]
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": TEXT[15:33],
        "prefix": TEXT[:15],
        "suffix": TEXT[33:65],
    }
    assert place == {"type": "TextPositionSelector", "start": 15, "end": 33}
    assert targets["cue"]["source"] == "urn:attribgraph:d"
    without, _ = written(graph)
    assert [len(each["selector"]) for each in without["items"][0]["target"]] == [1, 1]
    with pytest.raises(UnknownIdError):
        written(graph, texts={"x": TEXT})


OTHER: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://example.org/anno/7",
    "type": "Annotation",
    "motivation": ["tagging", "commenting"],
    "creator": {"type": "Person", "name": "Bo Lee"},
    "created": "2031-03-04T10:00:00Z",
    "body": [
        {"type": "TextualBody", "purpose": "tagging", "value": "source: Kyiv"},
        {"type": "TextualBody", "purpose": "tagging", "value": "act: report"},
        {"type": "TextualBody", "purpose": "tagging", "value": "front line"},
        {"type": "TextualBody", "purpose": "commenting", "value": "Check this."},
    ],
    "target": {
        "source": IRI,
        "selector": {"type": "TextPositionSelector", "start": 15, "end": 33},
    },
}


def test_what_other_programs_write_becomes_rows() -> None:
    graph = read(OTHER, texts={IRI: TEXT})
    (row,) = graph.attributions
    assert row.sources == ("kyiv",)
    assert (row.act.value, row.recorded_by, row.notes) == ("report", "Bo Lee", "Check this.")
    assert str(row.recorded_at) == "2031-03-04T10:00:00Z"
    claim = graph[row.content]
    assert (claim.text, claim.tags) == ("troops had arrived", ("front line",))
    assert graph[row.document].url == IRI
    assert {each.status for each in graph.check_quotes({row.document: TEXT})} == {"exact"}


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ({"type": "TextQuoteSelector", "exact": "troops had arrived"}, "troops had arrived"),
        ({"type": "TextQuoteSelector", "exact": "said", "prefix": "Seoul "}, "said"),
        ({"type": "TextQuoteSelector", "exact": "said", "suffix": " that"}, "said"),
        (
            {
                "type": "FragmentSelector",
                "value": "p1",
                "refinedBy": {"type": "TextQuoteSelector", "exact": "nothing"},
            },
            "nothing",
        ),
        (
            [
                {"type": "TextPositionSelector", "start": 0, "end": 4},
                {"type": "TextQuoteSelector", "exact": "Seoul"},
            ],
            "Seoul",
        ),
    ],
)
def test_passages_are_found_by_their_words(selector: Any, words: str) -> None:
    target = {"source": IRI, "selector": selector}
    graph = read([OTHER | {"target": target}], texts={IRI: TEXT})
    (excerpt,) = graph.attributions.first().excerpts
    assert TEXT[slice(*excerpt.span)] == words
    if isinstance(selector, dict) and "prefix" in selector:
        assert excerpt.start == locate(TEXT, "Seoul said").start + len("Seoul ")


def test_a_passage_that_is_not_there_just_once_is_kept_as_it_was_given() -> None:
    for exact in ("said", "never"):
        selector = {"type": "TextQuoteSelector", "exact": exact}
        target = {"source": IRI, "selector": selector}
        row = read({"items": [OTHER | {"target": target}]}, texts={IRI: TEXT}).attributions.first()
        assert row.excerpts == ()
        assert dict(row.extra["selectors"][0]) == selector


def test_targets_without_selectors_and_other_forms() -> None:
    graph = read({"first": {"items": [{"target": IRI, "body": "So it is."}]}})
    (row,) = graph.attributions
    assert row.notes == "So it is."
    assert graph[row.content].form.value == "topic"
    assert row.sources == ()


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ([1], "annotation number 1: an object with a target"),
        ({}, "no annotations"),
        ("x", "no annotations"),
        ([{"target": []}], "an annotation has a target with a source"),
        ([{"target": IRI, "created": "soon"}], "'soon' is not a time"),
        ([{"target": IRI, "body": {"record": {"content": "c", "act": "sya"}}}], "'sya' is not one"),
        (
            [{"target": IRI, "body": {"record": {"content": "c"}}}],
            "has no attribution or claim 'c'",
        ),
        (
            [{"target": IRI, "body": {"record": {"content": "c"}, "records": [{"x": {}}]}}],
            "'x' is no kind of record",
        ),
    ],
)
def test_wrong_files_are_named(value: Any, what: str) -> None:
    with pytest.raises(FormatError, match=what) as caught:
        read(value)
    assert caught.value.path == "<file>"
