"""Lines read many at once: what is taken is what `read_jsonl` reads, and the rest is left over."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from attribgraph.io.jsonl import read_record
from attribgraph.model import Attribution, Claim, Record
from attribgraph.store import RECORD_TYPES
from attribgraph.tables import _quick
from attribgraph.tables._quick import QuickReader
from attribgraph.tables._raw import NO_YEAR, write_part
from attribgraph.tables._schema import STORED, arrow, records_of, rows_of
from attribgraph.vocabulary import Act, GradeScale, Kind, Naming, Relation, Stance


def nested(depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(depth):
        found = {"a": found}
    return found


TEXTS = [
    "x",
    "It rained",
    " x",
    "x ",
    "",
    "\u00a0x",
    "x\u2003",
    "a\0b",
    "\x7f",
    "é",
    "말",
    "\u200b",
]
TEXTS += ["a\\b", 'q"q', "a\nb", "\t", "null", "x:null,", '"extra"', "😀", "\u2028x", "x\u180e"]
IDS = ["kim", "wire", "a b", "", "김", "a\u00a0b", "a\u200b", "x\u0085", "\x7f"]
TIMES = ["2024", "2024-02-30", "2024-10-24T14:30+03:00", "2024-10-24 14:30z", "2024-10-24/..", ".."]
TIMES += [" 2024 ", "0001-01-01T00:00+05:00", "9999-12-31", ""]
WORDS = [str(word) for each in (Act, GradeScale, Naming, Relation, Stance) for word in each]
WORDS += ["person", "news", "article", "topic", "A", "true", "Deny", "deny "]

EXTRAS = [{}, {"a": [1, {"b": {}}]}, {"é": "말😀"}, {"x": math.nan}, {"x": [math.inf]}, {"x": -0.0}]
EXTRAS += [
    {"extra": {"a": 10**30}},
    {"a": [None, "\ud800"]},
    {"": ""},
    [],
    " ",
    nested(49),
    nested(200),
]

excerpts = st.lists(
    st.fixed_dictionaries(
        {"start": st.sampled_from([0, 5, -1, 2**63, 1.5]), "end": st.sampled_from([9, 5, 2**63])},
        optional={"role": st.sampled_from(["cue", "x"]), "rose": st.just(1)},
    ),
    max_size=2,
)
anything = st.sampled_from([None, 5, True, [], {}, "x", ["x"], [None], {"a": 1}, "true", 1e-7])


def values(kind: Kind, name: str) -> st.SearchStrategy[Any]:
    """Values of a field, of which about half are what it takes."""
    if name == "quantity":
        return st.sampled_from([{}, {"value": 5}, {"low": 1, "high": 2.5}, {"low": "x"}])
    if name == "extra":
        return st.sampled_from(EXTRAS)
    special = {
        "excerpts": excerpts,
        "negated": st.booleans(),
        "confidence": st.sampled_from([0, 1, 0.25, -0.0, 1.5, 1e-400, 5e-324]),
        "wikidata": st.sampled_from(["Q5", "Q0", "Q5\n"]),
        "sha256": st.sampled_from(["a" * 64, "A" * 64]),
    }
    if name in special:
        return special[name]
    note = str(RECORD_TYPES[kind].model_fields[name].annotation)
    if "When" in note:
        one: st.SearchStrategy[Any] = st.sampled_from(TIMES)
    elif "vocabulary" in note or name == "grade":
        one = st.sampled_from(WORDS)
    elif name == "id" or name in RECORD_TYPES[kind].references:
        one = st.sampled_from(IDS)
    else:
        one = st.sampled_from(TEXTS)
    return st.lists(one, max_size=3) if STORED[kind][name].endswith("[]") else one


@st.composite
def objects(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(Kind))
    fields = RECORD_TYPES[kind].model_fields
    needed = [name for name, each in fields.items() if name == "id" or each.is_required()]
    more = draw(st.lists(st.sampled_from(sorted(set(fields) - set(needed))), max_size=4))
    found: dict[str, Any] = {"record": kind.value}
    for name in dict.fromkeys([*needed, *more]):
        wrong = draw(st.integers(0, 30)) == 0
        found[name] = draw(anything if wrong else values(kind, name))
    if draw(st.integers(0, 20)) == 0:
        found[draw(st.sampled_from(["wher", "name", "text", "record\0"]))] = "x"
    if draw(st.integers(0, 8)) == 0:
        found = dict(draw(st.permutations(list(found.items()))))
    return found


def again(text: str) -> str:
    key = json.loads(text).popitem()
    return text[:-1] + "," + json.dumps(dict([key]))[1:]


def escaped(text: str) -> str:
    key = list(json.loads(text))[-1]
    return text.replace(f'"{key}"', f'"\\u{ord(key[0]):04x}{key[1:]}"')


CHANGES = [
    *[str] * 12,
    again,
    escaped,
    lambda text: escaped(again(text)),
    lambda text: f"{text} {text}",
    lambda text: f" {text}\r",
    lambda text: f"{text}\r",
    lambda text: text.replace(",", ",\n", 1),
    lambda text: text + "\0}",
    lambda text: text.replace('"x"', '"\\ud800"'),
    lambda text: text.replace('"x"', '"\\udc00x"'),
    lambda text: text.replace('"x"', '"\\ud83d\\ude00"'),
    lambda text: text[:-1],
    lambda text: text[:0],
]


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    text = json.dumps(
        draw(objects()),
        ensure_ascii=draw(st.booleans()),
        separators=draw(st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " : ")])),
    )
    line = draw(st.sampled_from(CHANGES))(text).encode(errors="surrogatepass")
    if line and draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(line) - 1))
        byte = draw(st.sampled_from(b'\0\n\r ",{}[]:0e-.tn\\\x7f\x80\xa0\xc2\xed\xff'))
        line = line[:at] + bytes([byte]) + line[at + draw(st.integers(0, 1)) :]
    return line


PLAIN = b'{"record":"actor","id":"kim","name":"Kim"}'


@settings(max_examples=150)
@given(found=st.lists(lines(), min_size=1, max_size=12), few=st.sampled_from([1, 32]))
@example(found=[PLAIN + b"\0}"], few=1)
@example(found=[b'{"record":"actor","id":"kim"', b'"name":"Kim"}', PLAIN + PLAIN], few=1)
@example(found=[b""], few=1)
@example(found=[PLAIN, b""], few=1)
@example(found=[PLAIN, PLAIN.replace(b'"id"', b'"i\xff"')], few=1)
@example(found=[PLAIN, PLAIN.replace(b'"id"', b'"\\udc00d"')], few=1)
def test_what_is_taken_is_read_as_in_memory(found: list[bytes], few: int) -> None:
    block = b"\n".join(found) + b"\n"
    before, _quick._FEW = _quick._FEW, few
    try:
        tables, left = QuickReader().read(block, 7)
    finally:
        _quick._FEW = before
    numbered = dict(enumerate(block.split(b"\n")[:-1], 7))
    for number, line in left:
        assert numbered.pop(number) == line.rstrip(b"\n")
    for kind, table in tables.items():
        for row in table.to_pylist():
            line = numbered.pop(row["position"])
            record = read_record(line.rstrip(b"\r"), "a file", row["position"])
            stored = rows_of(kind, [record], [row["position"]]).to_pylist()[0]
            assert {name: each for name, each in row.items() if each not in (None, [])}.items() <= (
                stored.items()
            ), line
            whole = arrow().Table.from_pylist([dict.fromkeys(STORED[kind]) | row])
            back = next(records_of(kind, whole))
            assert (back, back.given()) == (record, record.given()), line
    assert not numbered


def block_of(*records: Record) -> bytes:
    return b"".join(
        b'{"record":"%b",%b\n'
        % (each.record_kind.value.encode(), each.model_dump_json(exclude_unset=True).encode()[1:])
        for each in records
    )


def test_common_lines_are_all_taken() -> None:
    rows = [
        Attribution(id="a", content="c", sources=["kim", "wire"], cue='said "so"\n', quotes=["é"]),
        Attribution(id="b", content="c", act="assess", grade="A", confidence=0.5, negated=True),
        Attribution(id="g", content="c", excerpts=[{"start": 0, "end": 4, "role": "cue"}]),
        Attribution(id="t", content="c", said_at="2024-10-24T14:30+03:00"),
        Claim(id="c", text="The law was annulled 😀"),
    ]
    text = (
        block_of(*rows).replace("é".encode(), rb"\u00e9").replace("😀".encode(), rb"\ud83d\ude00")
    )
    shuffled = b'{"id":"last","content":"c","record":"attribution"}\n'
    tables, left = QuickReader().read(text + shuffled, 1)
    assert left == []
    assert {kind: table.num_rows for kind, table in tables.items()} == {
        Kind.ATTRIBUTION: 5,
        Kind.CLAIM: 1,
    }


def test_a_wrong_line_leaves_few_others_over() -> None:
    records = [Claim(id=f"c{nth}", text="x") for nth in range(1_000)]
    text = block_of(*records).split(b"\n")
    text[500] = text[500].replace(b'"x"', b"5")
    text[700] = text[700].replace(b'"x"', b'"x')
    tables, left = QuickReader().read(b"\n".join(text), 1)
    numbers = {number for number, _ in left}
    assert {501, 701} <= numbers
    assert len(left) <= 2 * _quick._FEW
    assert tables[Kind.CLAIM].num_rows + len(left) == 1_000


def test_fields_of_open_types_are_left_over_and_then_looked_for_first() -> None:
    reader = QuickReader()
    text = block_of(Claim(id="a", text="x"), Claim(id="b", text="x", quantity={"value": 1}))
    for _ in range(2):
        tables, left = reader.read(text, 1)
        assert [number for number, _ in left] == [2]
        assert tables[Kind.CLAIM]["id"].to_pylist() == ["a"]


def test_extra_is_read_whatever_its_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_quick, "_FEW", 1)
    extras = [{}, {"a": 1}, {"a": {"b": [1.5, True, {"c": "}"}]}}, {"a": "x"}]
    lines = block_of(*[Claim(id=f"c{nth}", text="x", extra=x) for nth, x in enumerate(extras)])
    twice = b'{"record":"claim","id":"t","text":"x","extra":{"a":1,"a":2}}\n'
    both = b'{"record":"claim","id":"b","text":"x","extra":{},"\\u0065xtra":{}}\n'
    inside = b'{"record":"attribution","id":"i","content":"c","excerpts":[{"extra":{}}]}\n'
    listed = b'{"record":"attribution","id":"l","content":"c","sources":["kim","extra":{}]}\n'
    wrong = [twice, both, inside, listed]
    tables, left = QuickReader().read(lines + b"".join(wrong), 0)
    stored = tables[Kind.CLAIM]["extra"].to_pylist()
    assert [each and json.loads(each) for each in stored] == [None, *extras[1:]]
    assert left == list(enumerate(wrong, len(extras)))


@pytest.mark.parametrize(
    ("said_at", "year"),
    [
        ("1969-12-31T23:59:59Z", "1969"),
        ("0001", "1"),
        ("9999-12-31", "9999"),
        ("../2023", "2023"),
        ("2024-12-31T23:30-01:00", "2025"),
        (None, NO_YEAR),
    ],
)
def test_attributions_are_parted_by_year(tmp_path: Any, said_at: str | None, year: str) -> None:
    rows = [Attribution(id="a", content="c", said_at=said_at), Attribution(id="b", content="c")]
    held = write_part(tmp_path, Kind.ATTRIBUTION, "p", rows_of(Kind.ATTRIBUTION, rows, [1, 2]))
    assert {each.parent.name for each in tmp_path.rglob("*.parquet")} == {
        f"year={year}",
        f"year={NO_YEAR}",
    }
    assert ("said_at" in held) == (said_at is not None)
    assert not held & {"sources", "negated", "notes"}
