"""PolNeAR: files of its shape, and the corpus itself where it is there."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import polnear_files
import pytest

from attribgraph import Agency, FormatError, QuoteMode, UnknownValueError, read_polnear

if TYPE_CHECKING:
    from attribgraph import AttributionGraph


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return polnear_files.write(tmp_path)


def test_articles_are_documents_with_outlets_dates_and_authors(folder: Path) -> None:
    graph = read_polnear(folder)
    harbour, union = graph["harbour"], graph["union"]
    assert harbour.title == 'The "fire" at Berth 9'
    assert (harbour.publisher, harbour.authors) == ("harbour-times", ("I. Marr",))
    assert str(harbour.published_at) == "2031-03-04"
    assert harbour.sha256 == sha256(polnear_files.HARBOUR.encode()).hexdigest()
    assert union.authors == ()
    assert graph["nyt"].name == "New York Times"
    assert isinstance(graph["harbour-times"], Agency)
    assert harbour.extra["brat"] == {"a1": ("T99\tDiscuss 0 4",)}


def test_rows_are_what_was_annotated(folder: Path) -> None:
    graph = read_polnear(folder)
    rows = {row.id: row for row in graph.attributions}
    assert len(rows) == 9
    first = rows["harbour.a1.E1"]
    assert (first.sources, first.cue, first.quote_mode) == (("jo-lund",), "said", QuoteMode.MIXED)
    assert first.quotes == ("will reopen on Monday.",)
    assert (first.recorded_by, first.document) == ("a1", "harbour")
    assert graph[first.content].text == "the port \u201cwill reopen on Monday.\u201d"
    second = rows["harbour.a1.E2"]
    assert second.quotes == ("Nobody was hurt,", "and nobody will be.")
    assert second.quote_mode is QuoteMode.DIRECT
    assert [each.role.value for each in second.excerpts] == ["source", "cue", "content", "content"]
    denied = rows["harbour.a1.E3"]
    assert (denied.act.value, denied.stance.value) == ("deny", "deny")
    refused = rows["harbour.a1.E4"]
    assert refused.sources == ("jo-lund",), "the one Lund of the article with a full name"
    assert (refused.act.value, refused.negated) == ("comment", True)
    feared = rows["harbour.a1.E5"]
    assert feared.sources == ()
    assert (feared.act.value, feared.certainty.value) == ("believe", "possible")
    apart = rows["harbour.a1.E6"]
    assert graph[apart.content].text == "It is feared that the quay is lost"


def test_sources_are_named_described_or_anonymous(folder: Path) -> None:
    graph = read_polnear(folder)
    found = {
        graph[row.sources[0]].name: graph[row.sources[0]].naming.value
        for row in graph.attributions
        if row.sources
    }
    assert found == {
        "Jo Lund": "named",
        "she": "described",
        "A ministry official": "described",
        "Harbour Times": "named",
        "officials": "anonymous",
        "Lund's critics": "described",
    }
    assert graph[graph["harbour.a1.E2"].sources[0]].extra["pronoun"] is True


def test_events_without_content_have_the_cue_for_a_topic(folder: Path) -> None:
    graph = read_polnear(folder)
    for id_, words in (("union.a1.E2", "disagreed"), ("union.a1.E3", "Unio")):
        claim = graph[graph[id_].content]
        assert (claim.text, claim.form.value) == (words, "topic")


def test_every_quote_and_excerpt_is_found(folder: Path) -> None:
    for annotators in ("one", "all"):
        graph = read_polnear(folder, annotators=annotators)
        checks = graph.check_quotes(
            {"harbour": polnear_files.HARBOUR, "union": polnear_files.UNION}
        )
        assert {each.status for each in checks} == {"exact"}
        assert len(checks) > 20


def test_annotators_stand_side_by_side(folder: Path) -> None:
    graph = read_polnear(folder, annotators="all")
    rows = graph.attributions
    assert len(rows) == 10
    assert {row.recorded_by for row in rows} == {"a1", "b2"}
    assert graph["harbour.a1.E1"].content == graph["harbour.b2.E1"].content
    only = read_polnear(folder, annotators="b2")
    assert [row.id for row in only.attributions] == ["harbour.b2.E1"]
    with pytest.raises(UnknownValueError, match="there is no file of 'b3'"):
        read_polnear(folder, annotators="b3")


def test_without_metadata_articles_have_their_names(folder: Path) -> None:
    (folder.parent / "metadata.tsv").unlink()
    graph = read_polnear(folder)
    assert graph["harbour"].title == "harbour"
    assert graph["harbour"].publisher is None


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("train/text/union.txt", b"Union", b"Unions", "another text"),
        ("train/text/union.txt", b"Union walks", b"\xff", "not UTF-8"),
        ("train/attributions/union_a1.ann", b"Cue:T2", b"Cue:T77", "there is no T77"),
        ("train/attributions/union_a1.ann", b"T1\tSource", b"T1 Source", "not a line of a brat"),
        ("metadata.tsv", b"publisher", b"outlet", "no column publisher"),
        ("metadata.tsv", b"2031-03-04", b"4 March", "'4 March' is not a time"),
    ],
)
def test_a_wrong_file_is_named(folder: Path, name: str, old: bytes, new: bytes, what: str) -> None:
    path = folder.parent / name
    path.write_bytes(path.read_bytes().replace(old, new))
    with pytest.raises(FormatError, match=what) as caught:
        read_polnear(folder)
    assert Path(str(caught.value.path)).name.split("_")[0].split(".")[0] in name


def test_an_annotation_without_its_text_is_an_error(folder: Path) -> None:
    shutil.copy(folder / "attributions/union_a1.ann", folder / "attributions/lost_a1.ann")
    with pytest.raises(FormatError, match="there is no text for it"):
        read_polnear(folder)
    with pytest.raises(FileNotFoundError):
        read_polnear(folder / "nowhere")


def texts_of(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_bytes().decode() for path in (folder / "text").iterdir()}


@pytest.fixture(scope="module")
def dev(shared_data: Path) -> AttributionGraph:
    return read_polnear(shared_data / "polnear" / "dev")


def test_dev_is_all_there(dev: AttributionGraph, shared_data: Path) -> None:
    """2,193 attributions in 84 articles; every quote and excerpt stands where it is said to."""
    assert len(dev.attributions) == 2_193
    assert len(dev.documents) == 84
    assert sum(not row.sources for row in dev.attributions) == 127
    checks = dev.check_quotes(texts_of(shared_data / "polnear" / "dev"))
    assert {each.status for each in checks} == {"exact"}
    assert len(checks) > 7_000
    known = sum("cue_lemma" in row.extra for row in dev.attributions) / len(dev.attributions)
    assert known > 0.93


def test_dev_has_its_outlets_and_dates(dev: AttributionGraph) -> None:
    outlets = {each.publisher for each in dev.documents}
    assert len(outlets) == 7
    assert {"nyt", "wash-post", "usa-today", "breitbart"} < outlets
    assert all(str(each.published_at).startswith("2016-") for each in dev.documents)


def test_train_counts(shared_data: Path) -> None:
    """19,868 attributions where the first annotator of an article is taken; 22,501 by all."""
    train = shared_data / "polnear" / "train"
    one: dict[str, int] = {}
    every = 0
    for path in sorted((train / "attributions").iterdir()):
        events = sum(line.startswith("E") for line in path.read_text("utf-8").split("\n"))
        one.setdefault(path.stem.rpartition("_")[0], events)
        every += events
    assert (sum(one.values()), every) == (19_868, 22_501)


@pytest.mark.parametrize("outlet", ["nyt", "wash-post"])
def test_a_slice_of_train_by_all_annotators(shared_data: Path, tmp_path: Path, outlet: str) -> None:
    """Articles whose spans go over line ends are among these."""
    train = shared_data / "polnear" / "train"
    for name in ("text", "attributions"):
        (tmp_path / name).mkdir()
        for path in (train / name).glob(f"{outlet}_2016-0[46]*"):
            (tmp_path / name / path.name).symlink_to(path)
    graph = read_polnear(tmp_path, annotators="all")
    checks = graph.check_quotes(texts_of(tmp_path))
    assert {each.status for each in checks} == {"exact"}
    events = sum(
        line.startswith("E")
        for path in (tmp_path / "attributions").iterdir()
        for line in path.read_text("utf-8").split("\n")
    )
    assert len(graph.attributions) == events > 200
