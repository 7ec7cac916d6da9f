"""Databases of Discourse Network Analyzer: everything in, and nothing but our errors out."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from dna_file import ROWS, write

from attribgraph.errors import FormatError
from attribgraph.io import from_json, read_dna, to_json
from attribgraph.model import Actor, Agency, Claim, Document
from attribgraph.vocabulary import Act, AgencyKind, Stance
from attribgraph.when import When

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("dna") / "debate.dna")


def refused(path: Path, **options: str) -> str:
    with pytest.raises(FormatError) as caught:
        read_dna(path, **options)  # type: ignore[arg-type]  # words alone
    assert str(caught.value).startswith(str(path))
    return caught.value.reason


# -- what is read ---------------------------------------------------------------------------


def test_a_statement_is_a_row(path: Path) -> None:
    graph = read_dna(path)
    row = graph["statement-1"]
    assert row.sources == ("person-2",)
    assert row.on_behalf_of == ("organization-3",)
    assert row.content == "concept-5"
    assert row.stance is Stance.SUPPORT
    assert row.document == "document-1"
    assert row.recorded_by == "Ines"
    assert dict(row.extra) == {"strength": 3, "quote": "we want more", "topic": "pay"}
    assert len(graph) == 3


def test_disagreement_is_denial(path: Path) -> None:
    row = read_dna(path)["statement-2"]
    assert (row.act, row.stance, row.asserts) == (Act.DENY, Stance.DENY, True)


def test_offsets_count_code_points(path: Path) -> None:
    text = ROWS["DOCUMENTS"][0][2]
    (excerpt,) = read_dna(path)["statement-1"].excerpts
    assert text[slice(*excerpt.span)] == "Wages must rise"


def test_without_a_person_the_organization_speaks(path: Path) -> None:
    graph = read_dna(path)
    assert graph["statement-2"].sources == ("organization-4",)
    assert graph["statement-2"].on_behalf_of == ()
    assert graph["statement-3"].sources == ()


def test_entities_are_kept_used_or_not(path: Path) -> None:
    graph = read_dna(path)
    union, firm = graph["organization-3"], graph["organization-4"]
    assert isinstance(union, Agency)
    assert (union.name, union.aliases, union.notes) == ("Dockers' Union", ("DU",), "since 1901")
    assert union.extra == {"Type": "Union"}
    assert firm.kind is AgencyKind.COMPANY
    assert firm.extra == {"Type": "Business", "child_of": "organization-3"}
    assert graph["concept-5"].tags == ("demands",)
    assert graph["concept-8"].text == "Nobody used this"
    assert isinstance(graph["person-2"], Actor)
    assert graph.sources.ids == ("person-2", "organization-3", "organization-4")


def test_documents(path: Path) -> None:
    graph = read_dna(path)
    first, second = graph["document-1"], graph["document-2"]
    assert first.published_at == When("2024-01-01")
    assert second.published_at == When("2024-01-02T00:01:01")
    assert first.sha256 == sha256(ROWS["DOCUMENTS"][0][2].encode()).hexdigest()
    assert (first.title, first.authors, first.notes) == ("Dock wages", ("A. Bell",), "n.b.")
    assert second.title == "document 2"
    assert second.extra == {"section": "News", "type": "column", "coder": "Ines"}


def test_what_is_no_row_is_kept_with_its_document(path: Path) -> None:
    (note,) = read_dna(path)["document-1"].extra["dna_statements"]
    assert (note["id"], note["type"], note["coder"]) == (4, "Annotation", "Admin")
    assert (note["start"], note["end"]) == (0, 1)
    assert dict(note["values"]) == {"note": "look again"}


def test_outlets_on_request(path: Path) -> None:
    assert read_dna(path)["document-1"].publisher is None
    graph = read_dna(path, outlets=True)
    assert graph["document-1"].publisher == "outlet-echo"
    assert graph["outlet-echo"].name == "Echo"


def test_an_agreement_may_be_a_number(path: Path) -> None:
    graph = read_dna(path, agreement="strength")
    rows = [graph[f"statement-{number}"] for number in (1, 2, 3)]
    assert [each.stance for each in rows] == [Stance.SUPPORT, Stance.DENY, Stance.COMMENT]
    assert [each.extra["strength"] for each in rows] == [3, -2, 0]
    assert [each.extra["agreement"] for each in rows] == [True, False, True]


def test_other_names_of_variables(path: Path) -> None:
    with pytest.warns(UserWarning, match="2 statements name no concept"):
        graph = read_dna(path, concept="topic", person="none of these")
    assert graph["statement-1"].sources == ("organization-3",)
    assert graph["statement-1"].content == "concept-6"


def test_statements_without_a_concept_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "d.dna", "UPDATE ENTITIES SET Value = ' ' WHERE ID = 5")
    with pytest.warns(UserWarning, match="3 statements name no concept"):
        graph = read_dna(path)
    assert len(graph) == 0
    assert len(graph["document-1"].extra["dna_statements"]) == 3


def test_it_can_be_written_and_read_again(path: Path) -> None:
    graph = read_dna(path)
    assert from_json(to_json(graph)) == graph


def test_reading_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "d.dna")
    before = path.read_bytes()
    read_dna(path)
    assert [each.name for each in tmp_path.iterdir()] == ["d.dna"]
    assert path.read_bytes() == before


# -- the program's own sample -----------------------------------------------------------------


def test_the_sample_database(shared_data: Path) -> None:
    """40 statements, and 7 organizations by 6 concepts, as the program's own tests say."""
    graph = read_dna(shared_data / "dna" / "sample.dna")
    assert len(graph) == 40
    assert len(graph.documents) == 7
    cells = {(agency, row.content): 0 for row in graph.attributions for agency in row.on_behalf_of}
    assert len({agency for agency, _ in cells}) == 7
    assert len({claim for _, claim in cells}) == 6
    assert sum(len(row.on_behalf_of) for row in graph.attributions) == 40
    assert len(graph.attributions.stance("support").in_document("document-4")) == 4
    assert {row.recorded_by for row in graph.attributions} == {"Coder 1"}
    assert all(isinstance(each, Claim | Actor | Agency | Document) for each in graph.claims)


# -- what is refused --------------------------------------------------------------------------


def test_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "d.dna"
    for content in (b"", b"id,name\n", b"SQLite format 3"):
        path.write_bytes(content)
        assert "it is not an SQLite database" in refused(path)
    with pytest.raises(FileNotFoundError):
        read_dna(tmp_path / "none.dna")
    with pytest.raises(OSError, match="irectory"):
        read_dna(tmp_path)


def test_another_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE SETTINGS(Property, Value)")
    assert "not a Discourse Network Analyzer 3 database: it has no table CODERS" in refused(path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("ALTER TABLE CODERS RENAME Name TO Nom", "table CODERS has no column Name"),
        ("UPDATE SETTINGS SET Value = '2.0' WHERE Property = 'version'", "Analyzer '2.0'"),
        ("UPDATE STATEMENTS SET DocumentId = 9 WHERE ID = 1", "the file has no document 9"),
        ("UPDATE STATEMENTS SET Coder = 9 WHERE ID = 1", "statement 1: the file has no coder 9"),
        ("UPDATE STATEMENTS SET Stop = 900 WHERE ID = 1", "statement 1: its passage, 3 to 900"),
        ("UPDATE STATEMENTS SET Start = 'x' WHERE ID = 1", "column 'Start': not a whole number"),
        ("UPDATE ENTITIES SET Value = x'ff' WHERE ID = 2", "row 2, column 'Value': not text"),
        ("UPDATE ENTITIES SET VariableId = 1 WHERE ID = 5", "entity 5 is of another variable"),
        ("UPDATE DATASHORTTEXT SET Entity = 99 WHERE ID = 1", "the file has no entity 99"),
        ("UPDATE DATABOOLEAN SET StatementId = 99 WHERE ID = 1", "the file has no statement 99"),
        ("UPDATE DATABOOLEAN SET VariableId = 99 WHERE ID = 1", "the file has no variable 99"),
        ("UPDATE DOCUMENTS SET Date = 1 << 60 WHERE ID = 1", "document 1: its date, 11529"),
        ("UPDATE DOCUMENTS SET Text = CAST(x'ff' AS TEXT) WHERE ID = 1", "damaged"),
        ("UPDATE VARIABLES SET DataType = 'boolean' WHERE ID = 3", "'concept' is of type boolean"),
        (
            "UPDATE VARIABLES SET Variable = 'koncept' WHERE ID = 3",
            "no variable 'concept' (did you mean 'koncept'?); theirs are 'person'",
        ),
    ],
)
def test_what_does_not_hold_together(tmp_path: Path, change: str, reason: str) -> None:
    assert reason in refused(write(tmp_path / "d.dna", change))


def test_an_unknown_type_is_told_from_the_known(path: Path) -> None:
    reason = refused(path, statement_type="DNA statements")
    assert "(did you mean 'DNA Statement'?); its types are 'DNA Statement', 'Annotation'" in reason


def test_a_view_is_no_table(tmp_path: Path) -> None:
    endless = (
        "CREATE VIEW CODERS AS WITH RECURSIVE n(ID) AS (SELECT 1 UNION ALL SELECT ID + 1 FROM n) "
        "SELECT ID, 'x' AS Name FROM n"
    )
    path = write(tmp_path / "d.dna", "DROP TABLE CODERS", endless)
    assert "it has no table CODERS" in refused(path)


def test_unfinished_changes_are_not_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "d.dna")
    (tmp_path / "d.dna-journal").write_bytes(b"pages")
    assert "close the file in the program that has it open" in refused(path)


def test_damage_that_the_message_would_quote(tmp_path: Path) -> None:
    """SQLite says what is wrong in the file's own bytes, which need not be UTF-8."""
    path = write(tmp_path / "d.dna")
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE CODERS", b"CREATE TABL\x95 CODERS"))
    assert "the database is damaged" in refused(path)


def test_a_value_may_not_be_huge(tmp_path: Path) -> None:
    path = write(tmp_path / "d.dna", "UPDATE DOCUMENTS SET Text = zeroblob(67108865) WHERE ID = 1")
    assert "too big" in refused(path)
