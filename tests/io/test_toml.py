"""TOML: the file that people write, and the one that is written for them."""

from __future__ import annotations

import io
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribgraph.errors import (
    DanglingReferenceError,
    FormatError,
    FormatVersionError,
    WrongKindError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.io import Losses, read_toml, write_toml
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.when import When

if TYPE_CHECKING:
    from pathlib import Path

BASE = """format_version = 1

[[actors]]
id = "yoon"
name = "Yoon Suk-yeol"

[[agencies]]
name = "Yonhap"
[[agencies]]
name = "CNN"

[[documents]]
id = "d"
title = "News"
"""


def read(text: str) -> AttributionGraph:
    return read_toml(io.StringIO(text))


def written(graph: AttributionGraph) -> str:
    file = io.StringIO()
    assert not write_toml(graph, file)
    return file.getvalue()


def refused(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read(text)
    return caught.value


def only(graph: AttributionGraph) -> Attribution:
    (row,) = graph.attributions
    return row


# -- reading --------------------------------------------------------------------------------


def test_statements_stand_beneath_their_claim() -> None:
    graph = read(
        BASE
        + """
[[claims]]
text = "Arms may be sent"
about = "yoon"
[claims.quantity]
value = 3
measure = "m"
[[claims.attributions]]
sources = "yoon"
document = "d"
quotes = "May be."
[[claims.attributions.excerpts]]
start = 1
end = 4
[[claims.attributions]]
sources = ["yonhap", "cnn"]
act = "question"

[[claims]]
id = "other"
text = "Other"
"""
    )
    first, other = graph.claims
    assert first.id.startswith("arms-may-be-sent-")
    assert first.about == ("yoon",)
    assert first.quantity.value == 3
    assert other.id == "other"
    said, asked = graph.attributions
    assert {said.content, asked.content} == {first.id}
    assert said.excerpts[0].span == (1, 4)
    assert said.quote_mode.value == "direct"
    assert asked.sources == ("yonhap", "cnn")


@pytest.mark.parametrize(
    ("via", "python"),
    [
        ('"yonhap"', "yonhap"),
        ('["yonhap", "cnn"]', ["yonhap", "cnn"]),
        ('[["yonhap", "cnn"]]', [("yonhap", "cnn")]),
        ('["cnn", ["yonhap", "cnn"]]', ["cnn", ("yonhap", "cnn")]),
        (
            '{sources = "yonhap", said_at = 2024-10-24, cue = "reports"}',
            {"sources": "yonhap", "said_at": "2024-10-24", "cue": "reports"},
        ),
        (
            '["cnn", {sources = ["yonhap"], act = "confirm", id = "x"}]',
            ["cnn", {"sources": ["yonhap"], "act": "confirm", "id": "x"}],
        ),
    ],
)
def test_via_means_what_it_means_in_python(via: str, python: Any) -> None:
    text = (
        BASE
        + '[defaults]\nrecorded_by = "ann"\n[[claims]]\nid = "c"\ntext = "x"\n'
        + f'[[claims.attributions]]\nsources = "yoon"\nact = "admit"\ndocument = "d"\nvia = {via}\n'
    )
    expected = read(BASE + '[[claims]]\nid = "c"\ntext = "x"\n')
    expected.attribute("yoon", "c", act="admit", document="d", recorded_by="ann", via=python)
    assert read(text) == expected


def test_via_as_tables_of_its_own() -> None:
    rows = (
        '[[attributions]]\nsources = "yoon"\ncontent = "c"\n[[attributions.via]]\nsources = "cnn"\n'
    )
    graph = read(BASE + '[[claims]]\nid = "c"\ntext = "x"\n' + rows)
    assert [row.sources for row in graph.attributions] == [("yoon",), ("cnn",)]


def test_defaults_fill_in_attributions_and_links() -> None:
    graph = read(
        BASE
        + """
[defaults]
document = "d"
recorded_by = "ann"
[[documents]]
id = "e"
title = "Other"
[[claims]]
id = "c"
text = "x"
[[claims.attributions]]
id = "plain"
[[claims.attributions]]
id = "inner"
via = {sources = "yonhap", id = "outer"}
[[attributions]]
id = "own"
content = "c"
document = "e"
recorded_by = "ben"
[[attributions]]
id = "none"
content = "c"
document = false
recorded_by = false
[[attributions]]
id = "inner2"
content = "c"
document = false
via = {sources = "yonhap", id = "outer2", document = "e"}
[[links]]
id = "link"
subject = "yoon"
relation = "rival_of"
object = "yonhap"
"""
    )
    documents = {row.id: (row.document, row.recorded_by) for row in graph.attributions}
    assert documents == {
        "plain": ("d", "ann"),
        "inner": (None, "ann"),
        "outer": ("d", "ann"),
        "own": ("e", "ben"),
        "none": (None, None),
        "inner2": (None, "ann"),
        "outer2": ("e", "ann"),
    }
    link = graph.links["link"]
    assert (link.document, link.recorded_by) == (None, "ann")
    assert graph["c"].given() == {"id": "c", "text": "x"}


@pytest.mark.parametrize(
    ("toml", "when"),
    [
        ("2024-10-24", "2024-10-24"),
        ("2024-10-24T14:30:00+03:00", "2024-10-24T14:30:00+03:00"),
        ("2024-10-24 14:30:00Z", "2024-10-24T14:30:00Z"),
        ("2024-10-24T14:30:00", "2024-10-24T14:30:00"),
        ('"2024-10/.."', "2024-10/.."),
    ],
)
def test_dates_of_tomls_own(toml: str, when: str) -> None:
    graph = read(BASE + f'[[claims]]\nid = "c"\ntext = "x"\nhappened_at = {toml}\n')
    assert graph["c"].happened_at == When(when)


def test_rows_of_one_table_may_be_written_inline() -> None:
    graph = read(
        'format_version = 1\nclaims = [{id = "c", text = "x", attributions = [{id = "r"}]}]'
    )
    assert only(graph).content == "c"


# -- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", None, "the file has no format_version, where format_version 1 is wanted"),
        ('\nformat_version = "1"', 2, "the format_version '1'"),
        ("format_version = true", 1, "the format_version True"),
        ("format_version = 1.0", 1, "the format_version 1.0"),
        ("format_version = 1\nx = [\n", 2, "not TOML: "),
        ("format_version = 1\n\nx y\n", 3, "(column 3)"),
        ("format_version = 1\nformat_version = 1", 2, "not TOML: Cannot overwrite a value"),
        ('format_version = 1\na = "\\ud800"', 2, "not TOML"),
        ("format_version = 1\na = 2024-13-40", 2, "not TOML"),
        ("format_version = 1\na = " + "9" * 5_000, None, "not TOML that can be read"),
        ("format_version = 1\na = " + "[" * 100_000, None, "nested too deep"),
        ("format_version = 1\nactor = 1", 2, "there is no table or key 'actor' (did you mean"),
        ("format_version = 1\n\n[[claim]]", 3, "there is no table or key 'claim' (did you mean"),
        ("format_version = 1\n[claims]", 2, "write [[claims]] before each record"),
        ("format_version = 1\nclaims = [1]", 2, "write [[claims]] before each record"),
        ("format_version = 1\n[[defaults]]", 2, "[defaults] is one table"),
        ("format_version = 1\n[defaults]\n\ndocumnt = 'd'", 4, "(did you mean 'document'?)"),
        ("format_version = 1\n[defaults]\ndocument = false", 3, "field 'document': it is text"),
    ],
)
def test_a_wrong_file_is_refused(text: str, line: int | None, message: str) -> None:
    error = refused(text)
    assert message in str(error)
    assert error.line == line
    assert str(error).startswith("<file>")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[[claims]]\nid = 'c'", 17, "[[claims]] number 1 (id 'c'), field 'text'"),
        ("[[claims]]\ntext = 'x'\ntxt = 1", 19, "[[claims]] number 1, field 'txt': there is no"),
        ("[[claims]]\ntext = 'x'\nhappened_at = 10:30:00", 19, "not time"),
        ("[[claims]]\ntext = 2024-10-24", 18, "field 'text'"),
        ("[[claims]]\ntext = 'x'\n[claims.quantity]\nlow = 'a'", 20, "field 'quantity.low'"),
        ("[[claims]]\ntext = 'x'\nextra.a = 2024-10-24", 19, "field 'extra"),
        ("[[claims]]\ntext = 'x'\nattributions = 3", 19, "write [[claims.attributions]] before"),
        (
            "[[claims]]\nid = 'c'\ntext = 'x'\n[[claims.attributions]]\n\ncontent = 'c'",
            22,
            "[[claims.attributions]] number 1 of claim 'c', field 'content': it is the claim above",
        ),
        (
            "[[claims]]\nid = 'c'\ntext = 'x'\n"
            + "[[claims.attributions]]\n" * 2
            + "id = 'r'\nact = 'beleive'",
            23,
            "[[claims.attributions]] number 2 of claim 'c' (id 'r'), field 'act': 'beleive' is",
        ),
        (
            "[[attributions]]\ncontent='c'\n[[attributions]]\nid='x'\nact='asert'\ncontent='c'",
            21,
            "[[attributions]] number 2 (id 'x'), field 'act': 'asert' is not one of assert",
        ),
        (
            "[[attributions]]\nid = 'x'\ncontent = 'c'\nvia = []",
            20,
            "(id 'x'), field 'via': it is empty",
        ),
        ("[[attributions]]\ncontent = 'c'\nvia = 3", 19, "a relay is an id, a list of ids or"),
        ("[[attributions]]\ncontent = 'c'\nvia = [[1]]", 19, "a joint relay is a list of ids"),
        ("[[attributions]]\ncontent = 'c'\nvia = ['a b']", 19, "an id has no spaces"),
        ("[[attributions]]\ncontent = 'c'\nvia = {content = 'c'}", 19, "content is understood"),
        ("[[attributions]]\ncontent = 'c'\nvia = {sorces = 'c'}", 19, "(did you mean 'sources'?)"),
        ("[[attributions]]\ncontent = 'c'\nact = 'x'\nvia = 'c'", 19, "field 'act': 'x' is not"),
        ("[[attributions]]\ncontent = 'c'\ndocument = true", 19, "field 'document'"),
        ("[[links]]\nsubject = 'a'", 17, "[[links]] number 1, field 'relation'"),
        (
            "[[links]]\nsubject='a'\nrelation='part_of'\nobject='a'",
            17,
            "[[links]] number 1: 'a' cannot",
        ),
    ],
)
def test_a_wrong_record_is_named_by_table_and_number(text: str, line: int, message: str) -> None:
    error = refused(BASE + "\n\n" + text)
    assert message in str(error)
    assert error.line == line


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("[[attributions]]\ncontent = 'c'", 15, DanglingReferenceError),
        (
            "[[claims]]\ntext='x'\n[[claims.attributions]]\nsources='yooon'",
            17,
            DanglingReferenceError,
        ),
        ("[[claims]]\ntext='x'\n[[claims.attributions]]\nvia='d'", 17, WrongKindError),
    ],
)
def test_a_graph_error_names_the_line(text: str, line: int, cause: type[Exception]) -> None:
    error = refused(BASE + text)
    assert error.line == line
    assert isinstance(error.__cause__, cause)


def test_near_ids_are_suggested() -> None:
    assert "(did you mean 'yoon'?)" in str(refused(BASE + "[[claims]]\ntext='x'\nabout='yoom'"))


def test_lines_are_right_beneath_texts_of_many_lines() -> None:
    text = '''format_version = 1 # [[claims]]
[[claims]]
id = "a"
text = """
[[claims]]
x = "\\""" [[ ""\\
"""
notes = \'\'\'
[[claims]] ' '' \'\'\'
tags = [
  "a]", # ]
  'b',
]
extra = { "k]" = [ { a = "[[claims]]" } ] }
[claims.extra2] # wrong
'''
    assert refused(text).line == 15
    assert refused(text.replace("extra2", "quantity") + "low = 1\n'hig' = 2").line == 17


def test_a_newer_version_is_refused_plainly(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    path.write_text("# ours\nformat_version = 7\n[[rumours]]\n")
    with pytest.raises(FormatVersionError) as caught:
        read_toml(path)
    assert str(caught.value).startswith(f"{path}, line 2: the file has format version 7, and this")


# -- writing --------------------------------------------------------------------------------


def test_the_file_reads_as_documented() -> None:
    graph = AttributionGraph(
        Actor(id="yoon", name="Yoon Suk-yeol", aliases=["Yoon"]),
        Agency(name="Yonhap", aliases=["YNA", "연합뉴스"]),
        Document(id="d", title="News", published_at="2024-10"),
        Claim(
            id="arms",
            text="Arms may be sent",
            notes="Two\nlines",
            quantity={"value": 3},
            extra={"a": {"b": 1}},
        ),
        Link(id="l", subject="yoon", relation="rival_of", object="yonhap"),
    )
    said = graph.attribute("yoon", "arms", act="warn", via="yonhap", document="d")
    assert (
        written(graph)
        == f'''format_version = 1

[[actors]]
id = "yoon"
name = "Yoon Suk-yeol"
aliases = "Yoon"

[[agencies]]
id = "yonhap"
name = "Yonhap"
aliases = [
    "YNA",
    "연합뉴스",
]

[[documents]]
id = "d"
title = "News"
published_at = "2024-10"

[[claims]]
id = "arms"
text = "Arms may be sent"
notes = """
Two
lines"""

[claims.quantity]
low = 3
high = 3

[claims.extra.a]
b = 1

[[claims.attributions]]
id = "{said.id}"
sources = "yoon"
act = "warn"
document = "d"
via = "yonhap"

[[links]]
id = "l"
subject = "yonhap"
relation = "rival_of"
object = "yoon"
'''.replace('subject = "yonhap"', f'subject = "{graph["l"].subject}"').replace(
            'object = "yoon"', f'object = "{graph["l"].object}"'
        )
    )


def people() -> AttributionGraph:
    names = ("a", "b", "c")
    return AttributionGraph(
        [Agency(id=name, name=name) for name in names],
        [Document(id=f"d{n}", title="t") for n in range(2)],
        [Claim(id=f"c{n}", text="x") for n in range(2)],
    )


def folded(graph: AttributionGraph) -> int:
    """Count the relays that are written as via."""
    text = written(graph)
    assert read(text) == graph
    assert {each.id: each.given() for each in read(text).records()} == {
        each.id: each.given() for each in graph.records()
    }
    tables = tomllib.loads(text)
    rows = [row for claim in tables["claims"] for row in claim.get("attributions", [])]
    rows += tables.get("attributions", [])
    return len(graph) - len(rows)


def test_plain_relays_are_written_as_via() -> None:
    graph = people()
    graph.attribute("a", "c0", via=["b", ("a", "c"), "b"], document="d0", recorded_by="ann")
    graph.attribute("a", "c1", via="b", recorded_at="2024")
    graph.attribute(("a", "b"), "c1", act="deny", document="d0", via=[("b", "c")])
    assert folded(graph) == 5


def test_a_relay_that_says_more_keeps_its_own_table() -> None:
    for more in (
        {"sources": "b", "said_at": "2024"},
        {"sources": "b", "id": "own"},
        {"sources": "b", "act": "confirm"},
        {"sources": "b", "notes": "n"},
        {"sources": (), "cue": "it is reported"},
    ):
        graph = people()
        graph.attribute("a", "c0", document="d0", via=more)
        assert folded(graph) == 0


def test_a_chain_is_written_as_via_as_far_as_it_is_plain() -> None:
    graph = people()
    graph.attribute("a", "c0", document="d0", via=["b", {"sources": "c", "said_at": "2024"}])
    assert folded(graph) == 1


def test_rows_with_two_relays_or_a_document_keep_them_apart() -> None:
    graph = people()
    row = graph.attribute("a", "c0")
    graph.attribute("b", row, act="report")
    graph.attribute("c", row, act="report")
    stated = graph.attribute("a", "c1", document="d0")
    graph.attribute("b", stated, act="report", document="d1")
    assert folded(graph) == 0


def test_a_denial_of_having_said_is_no_via() -> None:
    graph = people()
    graph.attribute("b", graph.attribute("a", "c0"), act="deny", document="d0")
    assert folded(graph) == 0


@st.composite
def chains(draw: st.DrawFn) -> AttributionGraph:
    graph = people()
    source = st.sampled_from(["a", "b", "c"])
    joint = st.lists(source, min_size=1, max_size=2, unique=True).map(tuple)
    extra = st.sampled_from(["cue", "said_at", "document", "id", "recorded_by"])
    for number in range(draw(st.integers(1, 4))):
        values = {"cue": "says", "said_at": "2024", "document": "d1", "recorded_by": "ben"}
        relay = joint | st.tuples(joint, extra).map(
            lambda pair, values=values, number=number: {
                "sources": pair[0],
                pair[1]: values.get(pair[1], f"id{number}"),
            }
        )
        fields = {
            name: value
            for name, value in {
                "document": draw(st.sampled_from([None, "d0"])),
                "recorded_by": draw(st.sampled_from([None, "ann"])),
                "id": draw(st.sampled_from([None, f"row{number}"])),
            }.items()
            if value is not None
        }
        content = draw(st.sampled_from(["c0", "c1", *graph.attributions.ids]))
        via = draw(st.lists(relay, max_size=1) | st.lists(joint, max_size=3))
        graph.attribute(draw(joint), content, via=list(via), **fields)
    return graph


@settings(max_examples=100)
@given(graph=chains())
def test_folding_loses_nothing(graph: AttributionGraph) -> None:
    assert 0 <= folded(graph) <= len(graph)


@pytest.mark.parametrize("named", [True, False], ids=["rows with ids", "rows without"])
def test_a_long_chain_of_relays_is_written(named: bool) -> None:
    """Each relay is looked at once: with every length tried, this would never end."""
    graph = AttributionGraph(Agency(id="a", name="A"), Agency(id="b", name="B"))
    row = Attribution(id="first", sources="a", content=Claim(text="x").id)
    graph.add(Claim(text="x"), row)
    for number in range(2_000):
        own = {"id": f"relay-{number}"} if named else {}
        row = Attribution(sources="ab"[number % 2], content=row.id, act="report", **own)
        graph.add(row)
    text = written(graph)
    assert text.count("via = ") == (0 if named else 1)
    assert read(text) == graph


def test_what_toml_cannot_hold_is_named() -> None:
    graph = AttributionGraph(
        Claim(id="c", text="x", extra={"a": None, "b": [1, None], "c": {"d": None}, "e": 1})
    )
    file = io.StringIO()
    losses = write_toml(graph, file)
    assert losses
    assert losses.counts == {"claim.extra": 3}
    assert losses.examples["claim.extra"] == (
        "claim 'c': extra.a is null",
        "claim 'c': extra.b[1] is null",
        "claim 'c': extra.c.d is null",
    )
    back = read(file.getvalue())
    assert back["c"].extra == {"b": (1,), "c": {}, "e": 1}


def test_losses_are_false_when_there_are_none() -> None:
    assert not Losses()
    assert str(Losses()) == "nothing left out"
    many = Losses.of([("extra", f"number {n}") for n in range(9)] + [("notes", "x")])
    assert str(many) == "10 values left out: extra (9), such as number 0; notes (1), such as x"
    assert many.examples["extra"] == ("number 0", "number 1", "number 2")
    with pytest.raises(AttributeError):
        many.counts = {}  # type: ignore[misc]
    assert many == Losses.of([("extra", f"number {n}") for n in range(9)] + [("notes", "x")])


def test_deep_and_long_extras() -> None:
    deep: Any = {"leaf": "x" * 200}
    for level in range(45):
        deep = {f"k{level}": [deep, [deep["leaf"]] if level == 0 else []]}
    wide = [{"text": "y" * 120, "n": n} for n in range(3)]
    graph = AttributionGraph(Claim(id="c", text="x", extra={"deep": deep, "wide": wide, "": {}}))
    assert read(written(graph)) == graph
