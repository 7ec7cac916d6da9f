"""A row of a Web Annotation that somebody else wrote."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from attribgraph.checks import validated
from attribgraph.errors import RecordError
from attribgraph.io._sources import Sources
from attribgraph.model import Attribution, Claim, Document
from attribgraph.quotes import PlainText
from attribgraph.record import digest, slug
from attribgraph.vocabulary import Act, Certainty, ClaimForm, ExcerptRole, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from attribgraph.io._json_load import JsonText
    from attribgraph.record import Record

__all__ = ["ROLE", "foreign_row", "several"]

ROLE: Final = "role"
_WORDS: Final = {"act": Act, "stance": Stance, "certainty": Certainty}
_TAGGING: Final = frozenset({"tagging", "classifying"})
_LONGEST: Final = 60
Span = tuple[int, int]


def foreign_row(
    file: JsonText,
    item: Mapping[str, Any],
    steps: Sequence[str | int],
    texts: Mapping[str, str],
) -> list[Record]:
    """Return the document, claim, source and row of an annotation.

    Raises
    ------
    FormatError
        If a record cannot be made of it.
    """
    targets = [*_targets(item.get("target"))]
    if not targets:
        message = "an annotation has a target with a source"
        raise file.error(message, steps)
    iri = targets[0][0]
    name = item.get("id") or item.get("@id")
    text = texts.get(iri)
    excerpts, words, left = [], [], []
    for _, role, selectors in targets:
        span, exact, rest = _anchored(selectors, text)
        left += rest
        if span is not None:
            excerpts.append({"start": span[0], "end": span[1], "role": role})
        if role == "content":
            found = text[slice(*span)] if text is not None and span is not None else exact
            words += [found] if found else []
    try:
        document = _document(iri)
        claim_words = " ".join(" ".join(words).split())
        given, tags, notes = _bodies(item.get("body"))
        places = "_".join(f"{each['start']}-{each['end']}" for each in excerpts)
        own = name if isinstance(name, str) else "\n".join([iri, places, claim_words, *notes])
        id_ = f"annotation-{digest(own, 12)}"
        claim = validated(
            Claim,
            {
                "id": f"{document.id}.{places or digest(claim_words or id_, 8)}",
                "text": claim_words or document.title,
                "form": ClaimForm.STATEMENT if claim_words else ClaimForm.TOPIC,
                "tags": tags,
            },
        )
        sources = Sources()
        source = given.pop("source", None)
        extra: dict[str, Any] = {"iri": name} if isinstance(name, str) else {}
        if left:
            extra["selectors"] = left
        row = validated(
            Attribution,
            {
                "id": id_,
                "sources": [sources.id_of(document.id, source, 0)] if source else [],
                "content": claim.id,
                "document": document.id,
                "excerpts": excerpts,
                "recorded_by": _name(item.get("creator")),
                "recorded_at": item.get("created"),
                "notes": "\n".join(notes) or None,
                "extra": extra,
                **given,
            },
        )
    except RecordError as error:
        raise file.error(error.message, steps, record=error.record) from error
    return [document, *sources.records(), claim, row]


def _document(iri: str) -> Document:
    stem = slug(iri.partition("://")[2] or iri)[:_LONGEST].strip("-")
    return validated(
        Document, {"id": f"{stem or 'document'}-{digest(iri, 6)}", "title": iri, "url": iri}
    )


def several(value: Any) -> list[Any]:
    """Return a list of what JSON-LD lets stand alone, in a list, or not at all."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _targets(value: Any) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Iterate over targets: the source's IRI, the role, the selectors."""
    for each in several(value):
        if isinstance(each, str):
            if each.strip():
                yield each.strip(), "content", []
            continue
        if not isinstance(each, dict):
            continue
        source = each.get("source", each.get("id"))
        if isinstance(source, dict):
            source = source.get("id")
        role = each.get(ROLE)
        if isinstance(source, str) and source.strip():
            selectors = [s for s in several(each.get("selector")) if isinstance(s, dict)]
            known = isinstance(role, str) and role in set(ExcerptRole)
            yield source.strip(), str(role) if known else "content", selectors


def _anchored(
    selectors: Sequence[dict[str, Any]], text: str | None
) -> tuple[Span | None, str | None, list[Any]]:
    """Return the place of a passage, its words as given, and the selectors not understood."""
    place: Span | None = None
    exact: str | None = None
    around = ("", "")
    rest: list[Any] = []
    todo = list(selectors)
    while todo:
        each = todo.pop(0)
        kind = each.get("type", each.get("@type"))
        if isinstance(each.get("refinedBy"), dict):
            todo.append(each["refinedBy"])
        if kind == "TextPositionSelector" and _is_span(each.get("start"), each.get("end")):
            place = each["start"], each["end"]
        elif kind == "TextQuoteSelector" and isinstance(each.get("exact"), str):
            exact = each["exact"]
            around = _text(each.get("prefix")), _text(each.get("suffix"))
        else:
            rest.append({name: value for name, value in each.items() if name != "refinedBy"})
    if text is None or (exact is None and place is not None and place[1] <= len(text)):
        return place, exact, rest
    if place is not None and exact is not None and text[slice(*place)] == exact:
        return place, exact, rest
    found = None if exact is None else _sought(text, exact, around)
    return found, exact, rest if found is not None else [*rest, *selectors]


def _is_span(start: object, end: object) -> bool:
    return type(start) is int and type(end) is int and 0 <= start < end < 2**53


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _sought(text: str, exact: str, around: tuple[str, str]) -> Span | None:
    """Return the one place of some words, told from others by what is around them."""
    before, after = around
    plain = PlainText(text)
    for find in (plain.exact, plain.near):
        for words in (before + exact + after, exact):
            places = list(islice(find(words, 0, len(text)), 2))
            if len(places) == 1:
                start, end = places[0]
                if words == exact:
                    return start, end
                inner = list(islice(find(exact, start, end), 2))
                if len(inner) == 1:
                    return inner[0]
    return None


def _bodies(value: Any) -> tuple[dict[str, Any], list[str], list[str]]:
    """Return fields that tags set, other tags, and texts."""
    fields: dict[str, Any] = {}
    tags: list[str] = []
    notes: list[str] = []
    for each in several(value):
        words = (
            each if isinstance(each, str) else each.get("value") if isinstance(each, dict) else 0
        )
        if not isinstance(words, str) or not words.strip():
            continue
        purpose = each.get("purpose") if isinstance(each, dict) else None
        if not _TAGGING & {p for p in several(purpose) if isinstance(p, str)}:
            notes.append(words)
            continue
        name, colon, rest = (part.strip() for part in words.partition(":"))
        name = name.lower()
        if colon and rest and name in {"source", "cue"}:
            fields[name] = rest
        elif colon and name in _WORDS and rest.lower() in set(_WORDS[name]) - {Act.ASSESS}:
            fields[name] = rest.lower()
        else:
            tags.append(words.strip())
    return fields, list(dict.fromkeys(tags)), notes


def _name(creator: Any) -> str | None:
    for each in several(creator):
        found = each if isinstance(each, str) else None
        if isinstance(each, dict):
            found = next(
                (each[key] for key in ("name", "nickname", "id") if isinstance(each.get(key), str)),
                None,
            )
        if found and found.strip():
            return found
    return None
