"""LIAR: statements and PolitiFact's verdicts."""

from __future__ import annotations

from collections import Counter
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pytest

from attribgraph import Actor, Agency, FormatError, Naming, read_liar
from attribgraph.vocabulary import GRADES, GradeScale

if TYPE_CHECKING:
    from pathlib import Path

TALLY = "1\t0\t2\t0\t0"
LUND = "jo-lund\tMayor\tOhio\tgreen"
ROWS = [
    f'1.json\ttrue\tThe port is "open\tport,trade\t{LUND}\t{TALLY}\ta talk',
    f'2.json\tpants-fire\t"No" cells were there.\t\tjo-lund\tIdle\tOhio\tgreen\t{TALLY}\t',
    f"3.json\tbarely-true\tTaxes rose.\ttaxes\tchain-email\t\t\tnone\t{TALLY}\ta mail",
    f"4.json\thalf-true\tTaxes fell.\t\tport-workers-union\t\t\torganization\t{TALLY}\tan ad",
    f"5.json\tfalse\tTaxes fell.\t\tjo-lund\tMayor\tOhio\tjournalist\t{TALLY}\tan ad",
]
FILE = "\n".join(ROWS) + "\n"


def test_a_line_is_a_claim_and_two_rows() -> None:
    graph = read_liar(StringIO(FILE))
    assert len(graph.attributions) == 10
    claim, said, verdict = graph["1"], graph["1.said"], graph["1.verdict"]
    assert claim.text == 'The port is "open'
    assert claim.tags == ("port", "trade")
    assert (said.sources, said.occasion, said.content) == (("jo-lund",), "a talk", "1")
    assert said.extra == {"job": "Mayor", "state": "Ohio"}
    assert (verdict.sources, verdict.act.value, verdict.grade) == (
        ("politifact",),
        "assess",
        "true",
    )
    assert verdict.grade_scale is GradeScale.TRUTH_RATING
    assert verdict.extra["tally"]["half_true"] == 2
    assert graph["2"].text == '"No" cells were there.'
    assert graph["2.said"].occasion is None
    assert graph["2.verdict"].extra["label"] == "pants-fire"
    assert graph["2.verdict"].stance.value == "deny"
    assert graph["politifact"].kind.value == "fact_checker"
    assert {row.document for row in graph.attributions} == {"liar-file"}


def test_speakers_have_jobs_states_and_parties() -> None:
    graph = read_liar(StringIO(FILE))
    lund = graph["jo-lund"]
    assert isinstance(lund, Actor)
    assert (lund.name, lund.role) == ("Jo Lund", "Mayor")
    assert lund.extra == {"state": "Ohio", "group": "journalist"}
    assert graph["chain-email"].naming is Naming.ANONYMOUS
    assert isinstance(graph["port-workers-union"], Agency)
    assert [row.id for row in graph.attributions.affiliated_with("green")] == [
        *("1.said", "2.said", "5.said")
    ]
    assert [(each.subject, each.object) for each in graph.links] == [("jo-lund", "green")]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("\ttrue\t", "\ttru\t", 1, r"'tru' is not one of its labels.*did you mean 'true'"),
        ("2.json", "1.json", 2, "the id '1' stands on line 1 already"),
        ("\ta mail", "", 3, "the line has 13 columns, where LIAR has 14"),
        ("Taxes rose.", " ", 3, "field 'text'"),
        ("3.json", "a b", 3, "field 'id'"),
    ],
)
def test_wrong_lines_are_named(old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(FormatError, match=what) as caught:
        read_liar(StringIO(FILE.replace(old, new, 1)))
    assert caught.value.line == line


def test_encodings() -> None:
    assert len(read_liar(BytesIO(b"\xef\xbb\xbf" + FILE.encode())).claims) == 5
    with pytest.raises(FormatError, match="not UTF-8"):
        read_liar(BytesIO(FILE.encode() + b"\xff"))
    assert not read_liar(StringIO("")).attributions


def test_no_row_of_train_is_lost(shared_data: Path) -> None:
    path = shared_data / "liar" / "train.tsv"
    graph = read_liar(path)
    assert len(graph.claims) == 10_269
    assert len(graph.attributions) == 2 * 10_269
    labels = Counter(line.split("\t")[1] for line in path.read_text("utf-8").split("\n") if line)
    verdicts = graph.attributions.act("assess")
    assert Counter(row.extra["label"] for row in verdicts) == labels
    assert set(verdicts.count_by("grade")) < set(GRADES[GradeScale.TRUTH_RATING])
    texts = {line.split("\t")[2] for line in path.read_text("utf-8").split("\n") if line}
    assert {claim.text for claim in graph.claims} == {" ".join(text.split()) for text in texts}
    assert len(graph.attributions.affiliated_with("republican").act("assert")) > 4_500
