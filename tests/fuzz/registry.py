"""Every reader that is fuzzed, one line each: `READERS`.

To add one, add an entry to `READERS`: its name, a function that reads bytes, and one or
more good files as bytes. A reader that wants a path is wrapped in `at_path`; one that wants
several files in `at_paths`, whose parts stand in the bytes one after the other, `BREAK`
between them. Damage that only a structured format can take (a good SQLite file with a wrong
column) goes into ``damage``.
"""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import dna_file
import openpyxl
import polnear_files
from fuzz.hostile import hostile

from attribgraph import (
    Actor,
    Agency,
    AttributionGraph,
    Claim,
    Document,
    Link,
    from_extraction,
    from_frame,
    from_frames,
    read_annotations,
    read_brat,
    read_claimreview,
    read_csv,
    read_dna,
    read_excel,
    read_ftm,
    read_gexf,
    read_graphml,
    read_json,
    read_jsonl,
    read_liar,
    read_nodelink,
    read_polnear,
    read_prov,
    read_stix,
    read_toml,
    to_frames,
    write_annotations,
    write_claimreview,
    write_csv,
    write_ftm,
    write_gexf,
    write_graphml,
    write_json,
    write_jsonl,
    write_nodelink,
    write_prov,
    write_stix,
    write_toml,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

__all__ = ["BREAK", "READERS", "Reader", "at_path", "at_paths", "sample", "written"]

BREAK: Final = b"\n\x1e\n"
"""What stands between the parts where one input is several files."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader to fuzz.

    Attributes
    ----------
    read
        Reads bytes: gives a graph, or whatever the reader gives.
    seeds
        Good files, which are damaged; each must be read without an error.
    words
        What the format is made of, to be put in at random places.
    damage
        Damage of the format's own, beside that of `hostile`.
    """

    read: Callable[[bytes], Any]
    seeds: Callable[[], tuple[bytes, ...]]
    words: tuple[bytes, ...] = ()
    damage: Callable[[random.Random, bytes], bytes] | None = None


def sample() -> AttributionGraph:
    """Return a small graph that has every kind of record and most fields."""
    graph = AttributionGraph(
        Actor(id="kim", name="김정은", aliases=["a", "b"], extra={"k": [1, {"n": "v"}]}),
        Agency(id="daily", name="The Daily", kind="news"),
        Document(id="d", title="A day", publisher="daily", published_at="2024-10-25"),
        Claim(id="c", text='x "y"\nz', quantity={"value": 1.5}, happened_at="2024/.."),
        Claim(id="e", text="=1+1", about="kim", tags=["t"]),
        Link(subject="c", relation="contradicts", object="e"),
    )
    graph.attribute("kim", "c", excerpts=[{"start": 0, "end": 3}], confidence=0.5, via="daily")
    graph.attribute("daily", "e", act="deny", document="d", quotes=["no"], said_at="2024-10-24")
    graph.attribute(
        "daily", "c", act="assess", grade="half-true", grade_scale="truth_rating", id="grade"
    )
    return graph


def written(write: Callable[[AttributionGraph, Any], object]) -> Callable[[], tuple[bytes, ...]]:
    """Return the seeds of a format that `write` writes: the sample graph."""

    @cache
    def seeds() -> tuple[bytes, ...]:
        file = io.BytesIO()
        write(sample(), file)
        return (file.getvalue(),)

    return seeds


def at_path(read: Callable[[Path], Any], suffix: str) -> Callable[[bytes], Any]:
    """Return a function of bytes from one that wants the path of a file."""
    return at_paths(lambda folder: read(folder / f"input{suffix}"), f"input{suffix}")


def at_paths(read: Callable[[Path], Any], *names: str) -> Callable[[bytes], Any]:
    """Return a function of bytes from one that wants a folder with files of these names."""

    def of_bytes(data: bytes) -> Any:
        parts = data.split(BREAK, len(names) - 1)
        parts += [b""] * (len(names) - len(parts))
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            for name, part in zip(names, parts, strict=True):
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(part)
            return read(Path(folder))

    return of_bytes


def _file(read: Callable[[io.BytesIO], Any]) -> Callable[[bytes], Any]:
    return lambda data: read(io.BytesIO(data))


def _dna(change: Callable[[Path], object]) -> bytes:
    """Return a Discourse Network Analyzer database, once something was done to it."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "input.dna"
        change(path)
        return path.read_bytes()


@cache
def _dna_seeds() -> tuple[bytes, ...]:
    return (_dna(dna_file.write),)


def _damaged_dna(dice: random.Random, data: bytes) -> bytes:
    def change(path: Path) -> None:
        path.write_bytes(data)
        with suppress(sqlite3.Error, UnicodeDecodeError):  # data may be damaged already
            dna_file.damaged(dice, path)

    return _dna(change)


def _reviews() -> tuple[bytes, ...]:
    """Return ClaimReviews of our own writing, and one as publishers write them."""
    rating = {"ratingValue": "1", "bestRating": 5, "alternateName": "False"}
    item = {"@type": "Claim", "author": ["Ann"], "appearance": "https://a.example/1"}
    review = {
        "@type": "ClaimReview",
        "claimReviewed": "The bridge is closed",
        "url": "https://b.example/2",
        "datePublished": "2024-10-25",
        "author": {"@type": "Organization", "name": "Checkers"},
        "itemReviewed": {**item, "datePublished": "today"},
        "reviewRating": rating,
    }
    return (*written(write_claimreview)(), json.dumps({"@graph": [review]}).encode())


def _bundles() -> tuple[bytes, ...]:
    """Return a STIX bundle of our own writing, and one without our extension."""
    ours = written(write_stix)()[0]
    bundle = json.loads(ours)
    for each in bundle["objects"]:
        each.pop("extensions", None)
    return ours, json.dumps(bundle).encode()


def _read_brat(folder: Path) -> AttributionGraph:
    return read_brat(folder / "a.txt", folder / "a.ann")


_POLNEAR: Final = (
    *("train/text/harbour.txt", "train/text/union.txt", "train/attributions/harbour_a1.ann"),
    *("train/attributions/union_a1.ann", "metadata.tsv"),
)


def _read_polnear(folder: Path) -> AttributionGraph:
    return read_polnear(folder / "train", annotators="all")


@cache
def _polnear_seeds() -> tuple[bytes, ...]:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        polnear_files.write(Path(folder))
        return (BREAK.join((Path(folder) / name).read_bytes() for name in _POLNEAR),)


def _brat_seeds() -> tuple[bytes, ...]:
    text = polnear_files.HARBOUR
    more = b"A1\tNegation E1\n#1\tAnnotatorNotes E1\tx\n*\tEquiv T1 T4\nR1\tx Arg1:T1 Arg2:T2\n"
    ann = polnear_files.annotate(text, polnear_files.LUND).encode() + more
    return (BREAK.join((text.encode(), ann)), BREAK.join((b"abc", b"T1\tCue 0 3\tabc\n")))


_OTHERS: Final = (
    b'[{"id": "http://x/1", "type": "Annotation", "creator": {"name": "a"}, "created": "2031-03", '
    b'"body": [{"purpose": "tagging", "value": "source: Kyiv"}, "well"], "target": {"source": '
    b'"http://d/1", "selector": [{"type": "TextQuoteSelector", "exact": "said", "prefix": "Lund ", '
    b'"suffix": " the", "refinedBy": {"type": "TextPositionSelector", "start": 29, "end": 33}}]}}]'
)


def _annotation_seeds() -> tuple[bytes, ...]:
    return (*written(write_annotations)(), _OTHERS)


def _read_annotations(data: bytes) -> AttributionGraph:
    return read_annotations(io.BytesIO(data), texts={"http://d/1": polnear_files.HARBOUR})


_ANSWER: Final = (
    b'{"attributions": [{"source": "Lund", "source_kind": "person", "cue": "said", "act": "deny", '
    b'"negated": true, "certainty": "certain", "claim": "the port will reopen", '
    b'"passage": "the port \xe2\x80\x9cwill reopen on Monday.\xe2\x80\x9d", "relayed_by": '
    b'"the Harbour Times", "said_at": "2031-03"}]}'
)


def _read_answer(data: bytes) -> AttributionGraph:
    return from_extraction(data, polnear_files.HARBOUR).graph


def _liar_seeds() -> tuple[bytes, ...]:
    line = "{}.json\t{}\tTaxes\ttax,port\tjo-lund\tMayor\tOhio\t{}\t1\t0\t2\t0\t0\ta talk\n"
    rows = (("1", "true", "green"), ("2", "pants-fire", "none"), ("3", "barely-true", "x"))
    return ("".join(line.format(*row) for row in rows).encode(),)


BRAT: Final = (
    *(b"T1\t", b"E1\t", b"R1\t", b"A1\t", b"#1\t", b"*\t", b"N1\t", b"Source:E1", b"Content:E2"),
    *(b"Cue:T1", b"Source 0 4", b"Cue 0 4;6 9", b"0 1;" * 2_000, b"\t", b":"),
)
COLUMNS: Final = {
    "id": "no",
    "sources": "who",
    "source_type": "type",
    "affiliation": "party",
    "claim": "what",
    "stance": "position",
    "said_at": "when",
    "document": "story",
    "outlet": "outlet",
    "quotes": "words",
    "confidence": "sure",
    "quantity": "figure",
    "extra": ["page"],
}
"""A sheet of somebody's: the headings of its columns by field."""
_HEADINGS: Final = [each if isinstance(each, str) else each[0] for each in COLUMNS.values()]
_SHEET: Final = (
    (1, "Ann Lee; 김", "person", "Reds", "It rained", "for", "24 Oct 2024", "Rain", "CNN", "=1"),
    ("b", "CNN", "media", None, "a\nb; c", "Against", "2024", "Rain", "CNN", "no", "80%", "12,000"),
)


def _csv_sheet() -> tuple[bytes, ...]:
    rows = [_HEADINGS, *_SHEET]
    lines = [";".join('"' + str(cell or "") + '"' for cell in row) for row in rows]
    return ("\n".join(lines).encode(),)


@cache
def _workbook() -> tuple[bytes, ...]:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in [_HEADINGS, *_SHEET]:
        book.worksheets[0].append(["'" + each if each == "=1" else each for each in row])
    book.save(file)
    return (file.getvalue(),)


def _damaged_workbook(dice: random.Random, data: bytes) -> bytes:
    """Damage one part of a workbook, and pack it again."""
    file = io.BytesIO()
    with suppress(zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
            chosen = dice.choice(old.namelist())
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, hostile(dice, part, XML)[1] if name == chosen else part)
        return file.getvalue()
    return data


def _tables() -> tuple[bytes, ...]:
    """Return frames as JSON: columns, and columns by kind of record."""
    cells = zip(*((*row, *[None] * (len(_HEADINGS) - len(row))) for row in _SHEET), strict=True)
    return (json.dumps(dict(zip(_HEADINGS, map(list, cells), strict=True))).encode(),)


@cache
def _record_tables() -> tuple[bytes, ...]:
    frames = to_frames(sample(), backend="polars")
    plain = {name: frame.to_dict(as_series=False) for name, frame in frames.items()}
    return (json.dumps(plain).encode(),)


def _of_json(read: Callable[[Any], Any]) -> Callable[[bytes], Any]:
    """Return a function of bytes from one that wants a dict; what holds none is passed over."""

    def of_bytes(data: bytes) -> Any:
        try:
            found = json.loads(data)
        except (ValueError, RecursionError):
            return None
        return read(found) if isinstance(found, dict) else None

    return of_bytes


FIELDS: Final = tuple(
    f'"{name}"'.encode()
    for name in (
        *("id", "name", "text", "title", "kind", "sources", "content", "act", "stance", "via"),
        *("quantity", "value", "low", "excerpts", "start", "end", "said_at", "extra", "document"),
        *("format", "format_version", "record", "subject", "relation", "object", "claims"),
    )
)

XML: Final = (
    b'<?xml version="1.0" encoding="utf-16"?>',
    b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>',
    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    *(b"&b;", b"&#0;", b"<![CDATA[", b"]]>", b"<!--", b"<data key='d1'>", b"</node>", b"<edge/>"),
    *(b'value=""', b"actor", b"link", b"record", b"derived", b"rest", b'{"id": 1}', b"0-x"),
)

LINKED: Final = (
    *(b'"@type"', b'"ClaimReview"', b'"itemReviewed"', b'"author"', b'"@value"', b'"reviewRating"'),
    *(b'"ratingValue"', b'"appearance"', b'"identifier"', b'"additionalType"', b'"@graph"'),
)
STIX: Final = (
    *(b'"objects"', b'"opinion"', b'"note"', b'"identity"', b'"object_refs"', b'"extensions"'),
    *(b'"created_by_ref"', b'"relationship"', b'"extension_type"', b'"agree"', b'"indicator"'),
)
PROV: Final = (
    *(b'"prefix"', b'"bundle"', b'"prov:type"', b'"$"', b'"xsd:dateTime"', b'"ag:rest"'),
    *(b'"wasDerivedFrom"', b'"prov:startTime"', b'"_:id1"', b'"default"', b'"record:kim"'),
)
ENTITIES: Final = (b'"schema"', b'"Person"', b'"properties"', b'"Membership"', b'"attribgraph"')

CELLS: Final = (
    *(b'"', b";", b",", b"\t", b"\r\n", b"'=", b"[", b'["a; b"]', b"<x>", b" <", b"03/04/2024"),
    *(b"45589", b"#N/A", b"person", b"claim_id", b"content", b"id", b"1e400", b"{", b"24 Oct"),
)

READERS: Final[dict[str, Reader]] = {
    "claimreview": Reader(_file(read_claimreview), _reviews, LINKED),
    "annotations": Reader(
        _read_annotations, _annotation_seeds, (b'"selector"', b'"exact"', b'"record"', b'"kind"')
    ),
    "brat": Reader(at_paths(_read_brat, "a.txt", "a.ann"), _brat_seeds, BRAT),
    "csv": Reader(_file(lambda file: read_csv(file).graph), written(write_csv), CELLS),
    "csv-mapped": Reader(
        _file(lambda file: read_csv(file, skip_bad_rows=True, **COLUMNS).graph), _csv_sheet, CELLS
    ),
    "dna": Reader(at_path(read_dna, ".dna"), _dna_seeds, damage=_damaged_dna),
    "excel": Reader(
        _file(lambda file: read_excel(file, skip_bad_rows=True, **COLUMNS).graph),
        _workbook,
        CELLS,
        _damaged_workbook,
    ),
    "frame": Reader(_of_json(lambda table: from_frame(table, **COLUMNS).graph), _tables, CELLS),
    "frames": Reader(_of_json(from_frames), _record_tables, FIELDS),
    "extraction": Reader(_read_answer, lambda: (_ANSWER,), (b'"passage"', b'"cue"', b'"act"')),
    "ftm": Reader(_file(read_ftm), written(write_ftm), ENTITIES),
    "gexf": Reader(_file(read_gexf), written(write_gexf), XML),
    "graphml": Reader(_file(read_graphml), written(write_graphml), XML),
    "json": Reader(_file(read_json), written(write_json), FIELDS),
    "jsonl": Reader(_file(read_jsonl), written(write_jsonl), FIELDS),
    "jsonl-recover": Reader(
        _file(lambda file: read_jsonl(file, recover=True)), written(write_jsonl), FIELDS
    ),
    "liar": Reader(_file(read_liar), _liar_seeds, (b"\t", b".json", b'"', b"pants-fire", b"green")),
    "nodelink": Reader(_file(read_nodelink), written(write_nodelink), FIELDS),
    "prov": Reader(_file(read_prov), written(write_prov), PROV),
    "stix": Reader(_file(read_stix), _bundles, STIX),
    "polnear": Reader(at_paths(_read_polnear, *_POLNEAR), _polnear_seeds, BRAT),
    "toml": Reader(_file(read_toml), written(write_toml), (b"[[", b"]]", b" = ", b'"""', b"'''")),
}
