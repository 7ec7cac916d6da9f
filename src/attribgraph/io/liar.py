r"""LIAR: short statements with PolitiFact's verdicts (Wang, ACL 2017).

>>> from io import StringIO
>>> said = "7.json\tbarely-true\tTaxes rose\ttaxes\tjo-lund\tMayor\tOhio\tgreen"
>>> graph = read_liar(StringIO(said + "\t0\t1\t0\t0\t0\ta talk"))
>>> graph.explain("7.verdict")
'PolitiFact rated the claim that Taxes rose as mostly-false.'
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from attribgraph.checks import validated
from attribgraph.errors import FormatError, RecordError, did_you_mean
from attribgraph.io._common import build
from attribgraph.io._files import after_mark, decode, name_of, open_lines
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.record import Record, slug
from attribgraph.store import collector_paused
from attribgraph.vocabulary import Naming

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile

__all__ = ["read_liar"]

_COLUMNS: Final = (
    *("id", "label", "statement", "subjects", "speaker", "job", "state", "party"),
    *("barely_true", "false", "half_true", "mostly_true", "pants_on_fire", "venue"),
)
_GRADES: Final[Mapping[str, str]] = {
    "true": "true",
    "mostly-true": "mostly-true",
    "half-true": "half-true",
    "barely-true": "mostly-false",
    "false": "false",
    "pants-fire": "false",
}
_PARTIES: Final[Mapping[str, str]] = {
    "republican": "Republican Party",
    "democrat": "Democratic Party",
    "libertarian": "Libertarian Party",
    "green": "Green Party",
    "constitution-party": "Constitution Party",
    "tea-party-member": "Tea Party movement",
    "democratic-farmer-labor": "Democratic-Farmer-Labor Party",
    "liberal-party-canada": "Liberal Party of Canada",
    "ocean-state-tea-party-action": "Ocean State Tea Party in Action",
}
_NOBODY: Final = frozenset(
    {"chain-email", "facebook-posts", "blog-posting", "viral-image", "tweets", "bloggers"}
)
_ORGANISATIONS: Final = frozenset({"organization", "government-body"})
_ORGANISATION_WORDS: Final = frozenset(
    {"association", "board", "campaign", "center", "chamber", "coalition", "committee", "council"}
    | {"department", "federation", "foundation", "fund", "institute", "league", "network", "pac"}
    | {"party", "society", "union"}
)
_FACT_CHECKER: Final = "politifact"
_LONGEST: Final = 1_000_000


def read_liar(source: PathOrFile) -> AttributionGraph:
    r"""Read a file of LIAR: each statement, who said it, and PolitiFact's verdict on it.

    Parameters
    ----------
    source
        Path, or open file object, of one of its tab-separated files (``train.tsv``), which
        have no header. Quotation marks in it are text: none quotes a field.

    Returns
    -------
    AttributionGraph
        For each line a claim and two rows: the speaker's, with the venue as its occasion, and
        PolitiFact's, an assessment of the claim. All are found in one document, the data set.

    Raises
    ------
    FormatError
        If a line has other than 14 columns, an unknown label, or an id that stands twice. The
        message names the file and the line.
    OSError
        If the file cannot be opened.

    Notes
    -----
    Ids are those of the file: statement ``2635`` is the claim, ``2635.said`` and
    ``2635.verdict`` the rows. Grades are on the scale truth_rating: "barely-true" is
    mostly-false and "pants-fire" false; the label as it stands is in the verdict's
    ``extra["label"]``, and the speaker's tally so far in ``extra["tally"]``.

    Subjects are the claim's tags. A party is an agency that the speaker is affiliated with, for
    as long as nothing says otherwise; what is no party ("journalist", "none") is in the
    speaker's ``extra["group"]``. The speaker's role is the job given most often, and each row
    keeps the job and state given with it in ``extra``. Speakers are named by their slugs
    ("dwayne-bohac": Dwayne Bohac), so that capitals within a name are lost; those that name
    nobody ("chain-email") are anonymous.

    Examples
    --------
    >>> from io import BytesIO
    >>> line = ["1.json", "half-true", "The port lost jobs", "jobs", "mira-holt", *[""] * 9]
    >>> len(read_liar(BytesIO("\t".join(line).encode())))  # hers, and the verdict on it
    2
    """
    path = name_of(source)
    stem = slug(PurePath(path).stem) or "file"
    document = Document(id=f"liar-{stem}", title=f"LIAR, {stem}", kind="dataset", language="en")
    checker = Agency(id=_FACT_CHECKER, name="PolitiFact", kind="fact_checker")
    speakers: dict[str, list[Mapping[str, str]]] = {}
    records: list[Record] = [document, checker]
    numbers: list[int] = [1, 1]
    seen: dict[str, int] = {}
    with collector_paused():
        for number, row in _rows(source, path):
            if (first := seen.setdefault(row["id"], number)) != number:
                message = f"the id {row['id']!r} stands on line {first} already"
                raise FormatError(message, path=path, line=number, record=row["id"], field="id")
            try:
                made = list(_statement(row, document.id))
            except RecordError as error:
                raise _error(error, path, number) from error
            records += made
            numbers += [number] * len(made)
            speakers.setdefault(_speaker_id(row["speaker"]), []).append(row)
        for id_, rows in speakers.items():
            made = list(_speaker(id_, rows))
            records += made
            numbers += [seen[rows[0]["id"]]] * len(made)
        parties = {row["party"]: None for rows in speakers.values() for row in rows}
        for party in parties:
            if party in _PARTIES:
                records.append(Agency(id=party, name=_PARTIES[party], kind="party"))
                numbers.append(1)
        return build(records, path, lambda at: numbers[at])


def _error(error: RecordError, path: str, line: int) -> FormatError:
    return FormatError(error.message, path=path, line=line, record=error.record, field=error.field)


def _rows(source: PathOrFile, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Iterate over the lines of the file as rows, with their numbers."""
    with open_lines(source) as lines:
        for number, data in enumerate(lines, 1):
            if len(data) > _LONGEST:
                message = f"the line has {len(data):,} bytes, and no statement is as long"
                raise FormatError(message, path=path, line=number)
            text = decode(after_mark(data, path) if number == 1 else data, path, number)
            text = text.rstrip("\r\n")
            if not text.strip():
                continue
            cells = text.split("\t")
            if len(cells) != len(_COLUMNS):
                message = f"the line has {len(cells)} columns, where LIAR has {len(_COLUMNS)}"
                raise FormatError(message, path=path, line=number)
            row = dict(zip(_COLUMNS, (" ".join(cell.split()) for cell in cells), strict=True))
            row["id"] = row["id"].removesuffix(".json")
            if row["label"] not in _GRADES:
                message = (
                    f"{row['label']!r} is not one of its labels: {', '.join(_GRADES)}"
                    f"{did_you_mean(row['label'], _GRADES)}"
                )
                raise FormatError(message, path=path, line=number, record=row["id"], field="label")
            yield number, row


def _speaker_id(speaker: str) -> str:
    # PolitiFact itself, where it is checked, is the same agency
    return slug(speaker) or "unknown-speaker"


def _statement(row: Mapping[str, str], document: str) -> Iterator[Record]:
    id_ = row["id"]
    tags = dict.fromkeys(tag.strip() for tag in row["subjects"].split(",") if tag.strip())
    yield validated(Claim, {"id": id_, "text": row["statement"], "tags": tuple(tags)})
    given = {name: row[name] for name in ("job", "state") if row[name]}
    yield validated(
        Attribution,
        {
            "id": f"{id_}.said",
            "sources": _speaker_id(row["speaker"]),
            "content": id_,
            "occasion": row["venue"] or None,
            "document": document,
            "extra": given,
        },
    )
    tally = {name: _count(row[name]) for name in _COLUMNS[8:13]}
    yield validated(
        Attribution,
        {
            "id": f"{id_}.verdict",
            "sources": _FACT_CHECKER,
            "content": id_,
            "act": "assess",
            "grade": _GRADES[row["label"]],
            "grade_scale": "truth_rating",
            "document": document,
            "extra": {"label": row["label"], "tally": tally},
        },
    )


def _count(cell: str) -> int | str:
    # some copies of the data have "70.0"
    whole = cell.removesuffix(".0")
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 10 else cell


def _speaker(id_: str, rows: list[Mapping[str, str]]) -> Iterator[Record]:
    if id_ == _FACT_CHECKER:
        return
    first = rows[0]
    name = first["speaker"].replace("-", " ").strip().title() or "Unknown speaker"
    jobs = Counter(row["job"] for row in rows if row["job"])
    groups = dict.fromkeys(row["party"] for row in rows if row["party"] not in {"", "none"})
    extra: dict[str, Any] = {}
    if states := dict.fromkeys(row["state"] for row in rows if row["state"]):
        extra["state"] = next(iter(states))
    if others := [each for each in groups if each not in _PARTIES]:
        extra["group"] = others[0]
    fields: dict[str, Any] = {"id": id_, "name": name, "extra": extra}
    if _ORGANISATIONS & set(groups) or _ORGANISATION_WORDS & set(id_.split("-")):
        yield validated(Agency, fields)
    else:
        fields["role"] = jobs.most_common(1)[0][0] if jobs else None
        if id_ in _NOBODY:
            fields |= {"kind": "other", "naming": Naming.ANONYMOUS}
        yield validated(Actor, fields)
    for party in groups:
        if party in _PARTIES and party != id_:
            yield Link(subject=id_, relation="affiliated_with", object=party)
