"""Whom and what the rows of a table name: which names are one source, one claim, one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from statement_tables import WHO_WHAT, faults, one, read, row_of

from attribgraph.io import from_frame
from attribgraph.vocabulary import Naming

if TYPE_CHECKING:
    import attribgraph as ag


def test_who_is_what() -> None:
    table = {
        "who": ["Ann; The Board", "Valdena", "Reuters", "Cleo"],
        "what": ["x"] * 4,
        "type": ["person; organisation", "state", "Media", None],
        "party": [None, None, None, "Reuters"],
        "job": ["Mayor; Board", "", "", "MP; Whip"],
    }
    graph = read(table, source_type="type", affiliation="party", role="job")
    assert (graph["ann"].kind, graph["ann"].role) == ("person", "Mayor")
    assert (graph["the-board"].kind, graph["valdena"].kind) == ("other", "state")
    assert (graph["reuters"].kind, graph["cleo"].role) == ("news", "MP; Whip")
    link = graph.links.first()
    assert (link.subject, link.relation, link.object) == ("cleo", "affiliated_with", "reuters")
    assert graph["the-board"].extra == {"role": "Board"}


def test_groups_go_with_their_sources_one_by_one_or_all() -> None:
    table = {"who": ["Ann; Ben", "Cleo; Dan"], "what": ["x", "y"], "party": ["Red; Blue", "Green"]}
    ends = {(each.subject, each.object) for each in read(table, affiliation="party").links}
    assert ends == {("ann", "red"), ("ben", "blue"), ("cleo", "green"), ("dan", "green")}


def test_officials_of_two_documents_are_two() -> None:
    table = {
        "who": ["an official"] * 4,
        "what": ["a", "b", "c", "d"],
        "how": ["described", "described", "described", "anonymous"],
        "story": ["One", "One", "Two", None],
    }
    graph = read(table, naming="how", document="story")
    assert graph.sources.ids == ("an-official-one", "an-official-two", "an-official-row-5")
    assert graph["an-official-one"].naming is Naming.DESCRIBED
    assert [row.sources[0] for row in graph.attributions][:2] == ["an-official-one"] * 2


def test_own_ids_keep_namesakes_apart() -> None:
    table = {"who": ["Ann Lee", "Ann Lee"], "key": ["p1", 2], "what": ["x", "y"]}
    assert read(table, source_ids="key").sources.ids == ("p1", "source-2")
    assert (
        "2 ids, and the row has 1 source"
        in faults(table | {"key": ["a; b", "c"]}, source_ids="key")[0][2]
    )


def test_other_names_of_an_id_are_aliases() -> None:
    table = {"who": ["Ann Lee", "A. Lee", "ANN LEE"], "key": ["p1"] * 3, "what": ["x", "y", "z"]}
    graph = read(table, source_ids="key")
    assert (graph["p1"].name, graph["p1"].aliases) == ("Ann Lee", ("A. Lee",))


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ({"title": "Rain"}, "Rain"),
        ({"url": "https://x.org"}, "https://x.org"),
        ({"outlet": "CNN", "published_at": "2024"}, "CNN, 2024"),
        ({"outlet": "CNN"}, "CNN"),
        ({"document": 12}, "12"),
    ],
)
def test_what_tells_documents_apart(cells: dict[str, Any], title: str) -> None:
    graph = one(**cells)
    assert [each.title for each in graph.documents] == [title]
    assert row_of(graph).document == graph.documents.ids[0]
    assert not graph.documents.ids[0].isdigit()


def test_a_document_is_known_by_its_address() -> None:
    table = {"what": ["x"], "url": ["https://x.org/1"], "head": ["Rain"]}
    graph, _ = from_frame(table, claim="what", url="url", title="head")
    from_frame({"what": ["y"], "url": ["https://x.org/1"]}, claim="what", url="url", into=graph)
    assert len(graph) == 2
    assert len(graph.documents) == 1


def test_a_claim_in_several_wordings() -> None:
    table = {"who": ["Ann", "Ben"], "what": ["It rained", "Rain fell"], "c": ["c1", "c1"]}
    graph = read(table, claim_id="c")
    assert [each.text for each in graph.claims] == ["It rained"]
    assert graph["row-3"].extra == {"wording": "Rain fell"}
    blank = faults({**table, "what": [None, None]}, claim_id="c")
    assert "no row says what this claim is" in blank[0][2]


def test_ids_of_different_things_never_meet() -> None:
    table = {"who": ["x", "x"], "what": ["x", "y"], "id": [1, 2], "c": [1, 2], "d": [1, "x"]}
    graph = read(table, id="id", claim_id="c", document="d")
    assert graph.attributions.ids == ("row-1", "row-2")
    assert graph.claims.ids == ("claim-1", "claim-2")
    assert set(graph.documents.ids) == {"document-1", "document-x"}
    assert graph.sources.ids == ("x",)


def test_a_second_sheet_knows_the_names_of_the_first(seed: ag.AttributionGraph) -> None:
    kursk = seed["troops-in-kursk"]
    table = {"who": ["Kyiv", "Cleo Day"], "what": [kursk.text, "It rained"]}
    from_frame(table, **WHO_WHAT, into=seed)
    assert seed["row-2"].sources == ("ukraine",)
    assert seed["row-2"].content == "troops-in-kursk"
    assert seed["row-3"].sources == ("cleo-day",)
    size = len(seed)
    from_frame(table, **WHO_WHAT, into=seed)
    assert len(seed) == size + 2
    assert len(seed.sources.find("Cleo Day")) == 1
