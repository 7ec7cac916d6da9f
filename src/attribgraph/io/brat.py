r"""Brat standoff files: annotated source, cue and content spans as rows with excerpts.

>>> from io import StringIO
>>> text = StringIO("Kyiv said that troops had arrived.")
>>> ann = StringIO(
...     "T1\tSource 0 4\tKyiv\nT2\tCue 5 9\tsaid\nT3\tContent 10 33\tthat troops had arrived\n"
...     "E1\tCue:T2 Source:T1 Content:T3\n"
... )
>>> graph = read_brat(text, ann, document="note")
>>> row = graph.attributions.first()
>>> row.sources, row.cue, graph[row.content].text
(('kyiv',), 'said', 'that troops had arrived')
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from attribgraph.checks import validated
from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.io._brat_rows import ATTRIBUTES, ROLES, Scheme
from attribgraph.io._brat_texts import read_annotated, records_of
from attribgraph.io._common import build
from attribgraph.io._files import PathOrFile, name_of
from attribgraph.model import Agency, Document
from attribgraph.record import slug
from attribgraph.store import collector_paused

if TYPE_CHECKING:
    from collections.abc import Collection

    from attribgraph.graph import AttributionGraph

__all__ = ["read_brat"]

_MEANINGS = ("source", "cue", "content", "addressee", "context")
_FIELDS = ("negated", "certainty", "stance", "act")


def read_brat(  # noqa: PLR0913 (each says what a name in the files means)
    text: PathOrFile,
    ann: PathOrFile | Sequence[PathOrFile] | Mapping[str, PathOrFile],
    *,
    document: Document | str | None = None,
    publisher: Agency | None = None,
    roles: Mapping[str, str] | None = None,
    events: Collection[str] | None = None,
    relations: Mapping[str, Mapping[str, str]] | None = None,
    attributes: Mapping[str, str] | None = None,
) -> AttributionGraph:
    r"""Read attributions that were annotated with brat: spans, and events or relations of them.

    An event (or relation) is a row. Its source spans become sources, its cue the cue, its
    content spans a claim, and all of them excerpts. Offsets are kept, so that
    ``graph.check_quotes({document_id: text})`` finds every one.

    Parameters
    ----------
    text
        Path, or open file object, of the document's text in UTF-8. Give a file object of
        text only if it was opened with ``newline=""``: else offsets shift.
    ann
        The ``.ann`` file; or several, in a mapping from the annotator's name, which becomes
        ``recorded_by`` and part of the rows' ids, so that their rows stand side by side.
    document
        The document's record, or its id; left out, the name of the text file is its id.
        Its ``sha256`` is filled in.
    publisher
        The agency that published it.
    roles
        What the arguments of events are, by their names without a number behind
        (``Content2``) and in any case: source, cue, content, addressee or context. It is
        added to the usual names (source, speaker, holder, cue, content, addressee, context).
    events
        Types of event that are attributions; left out, those that have one of these roles.
        An event of such a type is a row even if it has no arguments.
    relations
        For annotations that join spans by relations: by the relation's type, the roles of its
        arguments, as in ``{"says": {"Arg1": "source", "Arg2": "content"}}``.
    attributes
        What attributes of events set: negated, certainty, stance or act, by the attribute's
        name in any case. It is added to the obvious names.

    Returns
    -------
    AttributionGraph
        The document, its rows, claims and sources.

    Raises
    ------
    FormatError
        If a file is not in the format, or its spans are not those of the text. The message
        names the file and the line.
    UnknownValueError
        If ``roles`` or ``attributes`` map to a word that is none of theirs.
    OSError
        If a file cannot be opened.

    Notes
    -----
    The format is that of https://brat.nlplab.org/standoff.html. Act, certainty and negation
    follow from the cue by `CUE_LEXICON`, unless attributes give them; ``extra["cue_lemma"]``
    is there where the lexicon had the cue. Without a cue argument the event's trigger is the
    cue. Which mentions are one source, and whether they are named, `read_polnear` explains;
    equivalences (``*`` lines) are followed. An event whose content is an event is a row about
    a row. Quote modes follow from quotation marks. What no row holds stays in the document's
    ``extra["brat"]``. Time grows with the size of the files.

    Examples
    --------
    >>> from io import StringIO
    >>> spans = ["T1\tSource 0 3\tAnn", "T2\tCue 4 8\tsaid", "T3\tContent 9 18\tit rained"]
    >>> ann = "\n".join([*spans, "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3", ""])
    >>> read = read_brat(StringIO("Ann said it rained."), StringIO(ann), document="note")
    >>> read.explain(read.attributions.first())
    'Ann said that it rained.'
    """
    scheme = _scheme(roles, events, relations, attributes)
    name = PurePath(name_of(text)).stem
    if document is None or isinstance(document, str):
        id_ = document or slug(name) or "document"
        document = validated(Document, {"id": id_, "title": name.strip("<>") or id_})
    files: list[tuple[str | None, PathOrFile]]
    if isinstance(ann, Mapping):
        files = list(ann.items())
    elif isinstance(ann, Sequence) and not isinstance(ann, str):
        files = [(_stem(each, number), each) for number, each in enumerate(ann, 1)]
    else:
        files = [(None, ann)]
    with collector_paused():
        held = read_annotated(document, publisher, text, files, scheme)
        agencies = [publisher] if publisher else []
        return build([*agencies, *records_of([held], agencies)], name_of(text), lambda _: None)


def _stem(file: PathOrFile, number: int) -> str:
    if isinstance(file, str | os.PathLike):
        return PurePath(os.fspath(file)).stem
    return f"annotator-{number}"


def _scheme(
    roles: Mapping[str, str] | None,
    events: Collection[str] | None,
    relations: Mapping[str, Mapping[str, str]] | None,
    attributes: Mapping[str, str] | None,
) -> Scheme:
    relations = relations or {}
    for field, mapping, allowed in (
        ("roles", roles or {}, _MEANINGS),
        *(("relations", each, _MEANINGS) for each in relations.values()),
        ("attributes", attributes or {}, _FIELDS),
    ):
        for word in mapping.values():
            if word not in allowed:
                message = (
                    f"{field}: {word!r} is none of {', '.join(allowed)}"
                    f"{did_you_mean(str(word), allowed)}"
                )
                raise UnknownValueError(message, field=field)
    return Scheme(
        roles={**ROLES, **{name.lower(): word for name, word in (roles or {}).items()}},
        events=events,
        relations=relations,
        attributes={**ATTRIBUTES, **{n.lower(): word for n, word in (attributes or {}).items()}},
    )
