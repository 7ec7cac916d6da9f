"""PolNeAR: political news articles with annotated attributions (Newell et al., LREC 2018)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attribgraph.checks import validated
from attribgraph.errors import FormatError, RecordError, UnknownValueError, did_you_mean
from attribgraph.io._brat_rows import Scheme
from attribgraph.io._brat_texts import AnnotatedText, read_annotated, records_of
from attribgraph.io._common import build
from attribgraph.io._files import after_mark, decode
from attribgraph.model import Agency, Document
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attribgraph.graph import AttributionGraph

__all__ = ["read_polnear"]

_OUTLETS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "breitbart": ("Breitbart", ("Breitbart News",)),
    "huff-post": ("HuffPost", ("Huffington Post", "Huff Post")),
    "nyt": ("New York Times", ("NYT",)),
    "politico": ("Politico", ()),
    "usa-today": ("USA Today", ()),
    "wash-post": ("Washington Post", ("WaPo",)),
    "west-journal": ("Western Journal", ("Western Journalism",)),
}
_SCHEME: Final = Scheme(events=("Attribution", "Attribution-no-source"))
_COLUMNS: Final = ("filename", "publisher", "publication_date", "author", "title")
_NOTHING: Final = frozenset({"", "None", "NA"})


def read_polnear(folder: str | os.PathLike[str], *, annotators: str = "one") -> AttributionGraph:
    r"""Read a part of PolNeAR, or any folder of that shape: articles, and attributions in brat.

    Parameters
    ----------
    folder
        A folder with ``text/<article>.txt`` and ``attributions/<article>_<annotator>.ann``,
        such as ``train``. The articles' titles, outlets, dates and authors come from
        ``metadata.tsv`` there or in the folder above; without it they have none.
    annotators
        ``"one"`` (the default): of an article with several annotators the one whose code
        comes first in the alphabet; so train has 19,868 rows and dev 2,193. ``"all"``: all,
        with their rows side by side. Or the code of one annotator.

    Returns
    -------
    AttributionGraph
        One document an article, with its outlet as the publisher and the SHA-256 hash of its
        text; one row an annotated attribution, ``recorded_by`` its annotator.

    Raises
    ------
    FormatError
        If a file is not in the format, or its spans are not those of the text. The message
        names the file and the line.
    UnknownValueError
        If no file is of the annotator that is asked for.
    OSError
        If the folder is not there.

    Notes
    -----
    Ids are those of the corpus: the article's file name; for a row, that with the annotator's
    code and the event's number. A claim's has the place of its content in the text.

    *Act, certainty, negation* follow from the cue by `CUE_LEXICON`; ``extra["cue_lemma"]`` is
    there where the lexicon had the cue. *Quote mode*: direct if all words of the content stand
    in quotation marks that the cue is not within, mixed if some do, else indirect. Events
    without a source ("Attribution-no-source") have ``sources=()``. An event without a content
    has the cue for a topic. What annotators marked to discuss or to discard is in the
    document's ``extra["brat"]``.

    *Naming* is read from the words of the mention alone: named if its head is a proper name;
    anonymous if it has nothing but general words ("officials", "a source", "some") and no
    definite article; else described, and so are pronouns that point to somebody.

    *Which mentions are one source*: those by the same full name, in all articles; a single
    name that ends just one full name in its article; a description within its article. A
    pronoun or an anonymous mention is a source of its own each time, for nothing in the corpus
    says who is meant (of a pronoun, ``extra["pronoun"]`` is true).

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> spans = ["T1\tSource 0 3\tAnn", "T2\tAttribution 4 8\tsaid", "T3\tContent 9 18\tit rained"]
    >>> event = "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3"
    >>> with TemporaryDirectory() as folder:
    ...     for name, text in {
    ...         "text/rain.txt": "Ann said it rained.",
    ...         "attributions/rain_a.ann": "\n".join([*spans, event, ""]),
    ...     }.items():
    ...         path = Path(folder, name)
    ...         path.parent.mkdir()
    ...         _ = path.write_text(text)
    ...     read = ag.read_polnear(folder)
    >>> read.explain(read.attributions.first())
    'Ann said that it rained.'
    """
    base = Path(folder)
    texts = {path.stem: path for path in sorted((base / "text").iterdir())}
    files = _files(base / "attributions", texts)
    if annotators not in {"one", "all"}:
        codes = {code for each in files.values() for code in each}
        if annotators not in codes:
            near = did_you_mean(str(annotators), codes)
            message = f"annotators: there is no file of {annotators!r}{near}"
            raise UnknownValueError(message, field="annotators")
    metadata = _metadata(base)
    agencies: dict[str, Agency] = {}
    with collector_paused():
        articles: list[AnnotatedText] = []
        for article, path in texts.items():
            document, publisher = _document(article, metadata.get(article, {}), agencies)
            chosen = {
                code: file
                for code, file in sorted(files.get(article, {}).items())
                if annotators in {"one", "all", code}
            }
            annotations = list(chosen.items())[: 1 if annotators == "one" else None]
            articles.append(read_annotated(document, publisher, path, annotations, _SCHEME))
        found = [*agencies.values()]
        return build([*found, *records_of(articles, found)], os.fspath(folder), lambda _: None)


def _files(folder: Path, texts: Mapping[str, Path]) -> dict[str, dict[str, Path]]:
    """Return the annotators' files by article."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.ann")):
        article, underscore, code = path.stem.rpartition("_")
        if not underscore or article not in texts:
            message = "there is no text for it: its name is <article>_<annotator>.ann"
            raise FormatError(message, path=os.fspath(path))
        found.setdefault(article, {})[code] = path
    return found


def _metadata(base: Path) -> dict[str, dict[str, Any]]:
    path = next(
        (each for each in (base / "metadata.tsv", base.parent / "metadata.tsv") if each.is_file()),
        None,
    )
    if path is None:
        return {}
    name = os.fspath(path)
    # not by the csv module: quotation marks in it are text
    lines = [line.rstrip("\r").split("\t") for line in _text(path).split("\n")]
    columns = lines[0]
    if missing := [each for each in _COLUMNS if each not in columns]:
        message = f"it has no column {', '.join(missing)}"
        raise FormatError(message, path=name, line=1)
    rows = (
        dict(zip(columns, cells, strict=False)) | {"path": name, "line": number}
        for number, cells in enumerate(lines[1:], 2)
        if cells != [""]
    )
    return {str(row["filename"]): row for row in rows if "filename" in row}


def _text(path: Path) -> str:
    name = os.fspath(path)
    return decode(after_mark(path.read_bytes(), name), name)


def _document(
    article: str, row: Mapping[str, Any], agencies: dict[str, Agency]
) -> tuple[Document, Agency | None]:
    def value(name: str) -> str | None:
        found = row.get(name)
        return found.strip() if isinstance(found, str) and found.strip() not in _NOTHING else None

    publisher = None
    try:
        if outlet := value("publisher"):
            if outlet not in agencies:
                name, aliases = _OUTLETS.get(outlet, (outlet.replace("-", " ").title(), ()))
                agencies[outlet] = validated(
                    Agency, {"id": outlet, "name": name, "aliases": aliases, "kind": "news"}
                )
            publisher = agencies[outlet]
        extra = {each: value(each) for each in ("level", "credit", "wire") if value(each)}
        author = value("author")
        fields: dict[str, Any] = {
            "id": article,
            "title": value("title") or article,
            "authors": [author] if author else [],
            "published_at": value("publication_date"),
            "language": "en",
            "extra": extra,
        }
        return validated(Document, fields), publisher
    except RecordError as error:
        raise FormatError(
            error.message,
            path=row.get("path"),
            line=row.get("line"),
            record=error.record,
            field=error.field,
        ) from error
