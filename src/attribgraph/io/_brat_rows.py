"""From a brat file's spans and events to rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from attribgraph.cues import read_cue
from attribgraph.model import Attribution, Claim
from attribgraph.record import slug
from attribgraph.vocabulary import Act, Certainty, ClaimForm, Stance

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from attribgraph.io._quotation import Quotation, Span
    from attribgraph.io._sources import Sources
    from attribgraph.io._standoff import Event, Standoff, TextBound
    from attribgraph.record import Record

__all__ = ["ATTRIBUTES", "ROLES", "Reading", "Scheme"]

ROLES: Final[Mapping[str, str]] = {
    "source": "source",
    "speaker": "source",
    "holder": "source",
    "cue": "cue",
    "content": "content",
    "addressee": "addressee",
    "context": "context",
}
ATTRIBUTES: Final[Mapping[str, str]] = {
    "negation": "negated",
    "negated": "negated",
    "certainty": "certainty",
    "stance": "stance",
    "act": "act",
}
_WORDS: Final = {"certainty": Certainty, "stance": Stance, "act": Act}
_FORMS: Final = {Act.QUESTION: ClaimForm.QUESTION, Act.DEMAND: ClaimForm.DIRECTIVE}


@dataclass(frozen=True, slots=True)
class Scheme:
    """What an annotation's names mean.

    Attributes
    ----------
    roles
        By an argument's role in small letters: source, cue, content, addressee or context.
    events
        Types of event that are attributions; None: those that have a role of ``roles``.
    relations
        By a relation's type, the roles of its arguments ("Arg1": "source").
    attributes
        By an attribute's name in small letters, the field that it sets.
    """

    roles: Mapping[str, str] = field(default_factory=lambda: ROLES)
    events: Collection[str] | None = None
    relations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=lambda: ATTRIBUTES)


class Reading:
    """One annotator's file on one document.

    Parameters
    ----------
    document
        Id of the document.
    text
        Its text.
    quotation
        What stands in quotation marks there.
    file
        The annotations; each stretch is compared with the text.
    scheme
        What their names mean.
    annotator
        Who made them, if known.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what a file is read with)
        self,
        document: str,
        text: str,
        quotation: Quotation,
        file: Standoff,
        scheme: Scheme,
        annotator: str | None,
    ) -> None:
        self._document = document
        self._text = text
        self._quotation = quotation
        self._file = file
        self._scheme = scheme
        self._annotator = annotator
        self._used: set[str] = set()
        for bound in file.bounds.values():
            self._check(bound)
        types = scheme.events
        if types is None:
            types = {
                event.type
                for event in file.events.values()
                if event.trigger and any(self._role(event, name) for name, _ in event.arguments)
            }
        self._events: dict[str, dict[str, list[str]]] = {
            event.id: self._arguments(event)
            for event in file.events.values()
            if event.type in (types if event.trigger else scheme.relations)
        }
        self._inner = {
            id_
            for found in self._events.values()
            for id_ in found.get("content", ())
            if id_ in self._events
        }
        self._same = {each: min(group) for group in file.same for each in group}

    def _check(self, bound: TextBound) -> None:
        end = bound.spans[-1][1]
        if max(last for _, last in bound.spans) > len(self._text):
            message = f"{bound.id} ends at {end}, and the text has {len(self._text)} characters"
            raise self._file.error(message, bound.line)
        cut = "".join(self._text[start:end] for start, end in bound.spans)
        if cut != bound.words and "".join(cut.split()) != "".join(bound.words.split()):
            message = (
                f"{bound.id} says {bound.words!r:.60}, where the text has {cut!r:.60}: it is "
                "another text, or its line ends were changed (read it with newline='')"
            )
            raise self._file.error(message, bound.line)

    def _role(self, event: Event, name: str) -> str | None:
        if event.trigger is None:
            return self._scheme.relations.get(event.type, {}).get(name)
        return self._scheme.roles.get(name.rstrip("0123456789").lower())

    def _arguments(self, event: Event) -> dict[str, list[str]]:
        """Return the ids that an event has, by what they are."""
        found: dict[str, list[str]] = {}
        for name, target in event.arguments:
            if target not in self._file.bounds and target not in self._file.events:
                message = f"{event.id}: there is no {target}"
                raise self._file.error(message, event.line)
            found.setdefault(self._role(event, name) or f"as {name}", []).append(target)
            self._used.add(target)
        if event.trigger is not None:
            if event.trigger not in self._file.bounds:
                message = f"{event.id}: there is no {event.trigger}"
                raise self._file.error(message, event.line)
            self._used.add(event.trigger)
        return found

    # -- what comes of it ------------------------------------------------------------------

    def note(self, sources: Sources) -> None:
        """Tell the sources of the text and of every mention."""
        sources.note_text(self._document, self._text)
        for arguments in self._events.values():
            for role in ("source", "addressee"):
                for bound in self._bounds(arguments.get(role, ())):
                    sources.note(self._document, self._words(bound))

    def records(self, sources: Sources) -> list[Record]:
        """Return the claims and the rows."""
        claims: dict[str, Claim] = {}
        rows = [self._row(id_, found, sources, claims) for id_, found in self._events.items()]
        return [*claims.values(), *rows]

    def rest(self) -> list[str]:
        """Return, as a list of lines, the annotations that no row holds."""
        lines = [
            f"{bound.id}\t{bound.type} {';'.join(f'{a} {b}' for a, b in bound.spans)}"
            for bound in self._file.bounds.values()
            if bound.id not in self._used
        ]
        lines += [
            f"{event.id}\t{event.type}"
            + (f":{event.trigger}" if event.trigger else "")
            + "".join(f" {role}:{target}" for role, target in event.arguments)
            for event in self._file.events.values()
            if event.id not in self._events
        ]
        lines += [
            f"A\t{name} {target}" + (f" {value}" if value is not None else "")
            for target, found in self._file.attributes.items()
            if target not in self._events
            for name, value in found
        ]
        lines += [
            f"#\tAnnotatorNotes {target}\t{words}"
            for target, found in self._file.notes.items()
            if target not in self._events
            for words in found
        ]
        return [*lines, *self._file.others]

    def _bounds(self, ids: Sequence[str]) -> list[TextBound]:
        return [self._file.bounds[id_] for id_ in ids if id_ in self._file.bounds]

    def _words(self, bound: TextBound) -> str:
        return " ".join(" ".join(self._text[start:end] for start, end in bound.spans).split())

    def _spans(self, ids: Sequence[str]) -> list[Span]:
        spans = {span for bound in self._bounds(ids) for span in bound.spans}
        return sorted(span for span in spans if self._text[slice(*span)].strip())

    def _place(self, id_: str) -> list[list[int]] | str:
        bound = self._file.bounds.get(id_)
        return id_ if bound is None else [list(span) for span in bound.spans]

    def _row(
        self,
        id_: str,
        found: Mapping[str, Sequence[str]],
        sources: Sources,
        claims: dict[str, Claim],
    ) -> Attribution:
        event = self._file.events[id_]
        cues = self._spans(found.get("cue", ()))
        if not cues and event.trigger is not None:
            cues = self._spans([event.trigger])
        cue = " ... ".join(self._text[start:end].strip() for start, end in cues)
        reading = read_cue(cue)
        contents = self._spans(found.get("content", ()))
        quotes, mode = self._quotation.within(contents, cues)
        fields: dict[str, Any] = {
            "id": self._id(id_),
            "sources": self._mentions(found.get("source", ()), sources),
            "addressees": self._mentions(found.get("addressee", ()), sources),
            "act": reading.act,
            "negated": reading.negated,
            "certainty": reading.certainty,
            "quotes": quotes,
            "quote_mode": mode,
            "cue": cue or None,
            # of what a row holds within, the row around it says what the document states
            "document": None if id_ in self._inner else self._document,
            "recorded_by": self._annotator,
        }
        if reading.stance is not None and not reading.negated:
            fields["stance"] = reading.stance
        fields["excerpts"] = [
            {"start": start, "end": end, "role": role}
            for role, spans in (
                ("source", self._spans(found.get("source", ()))),
                ("cue", cues),
                ("content", contents),
                ("context", self._spans(found.get("context", ()))),
            )
            for start, end in spans
        ]
        extra: dict[str, Any] = {"cue_lemma": reading.lemma} if reading.lemma else {}
        self._take_attributes(id_, fields, extra)
        rows = [each for each in found.get("content", ()) if each in self._events]
        for name, ids in found.items():
            # what no field holds: roles that are not mapped, and events but for one content
            taken = {*rows[:1]} if name == "content" else set()
            if not name.startswith("as "):
                ids = [each for each in ids if each not in self._file.bounds and each not in taken]  # noqa: PLW2901
            if ids:
                places = [self._place(each) for each in ids]
                extra.setdefault("roles", {})[name.removeprefix("as ")] = places
        if notes := self._file.notes.get(id_):
            fields["notes"] = "\n".join(notes)
        if rows:
            fields["content"] = self._id(rows[0])
        else:
            claim = self._claim(contents, cues, reading.act)
            fields["content"] = claims.setdefault(claim.id, claim).id
        return Attribution(extra=extra, **fields)

    def _take_attributes(self, id_: str, fields: dict[str, Any], extra: dict[str, Any]) -> None:
        for name, value in self._file.attributes.get(id_, ()):
            target = self._scheme.attributes.get(name.lower())
            words = _WORDS.get(target or "")
            if target == "negated":
                fields["negated"] = value is None or value.lower() not in {"no", "false"}
            elif words is not None and value is not None and value.lower() in set(words):
                fields[str(target)] = value.lower()
            else:
                extra.setdefault("attributes", {})[name] = value

    def _mentions(self, ids: Sequence[str], sources: Sources) -> list[str]:
        mentions = self._bounds([self._same.get(id_, id_) for id_ in ids])
        return [
            sources.id_of(self._document, words, bound.spans[0][0])
            for bound in mentions
            if (words := self._words(bound))
        ]

    def _claim(self, contents: Sequence[Span], cues: Sequence[Span], act: Act) -> Claim:
        """Return the claim of a content, or, where none is marked, of the cue that stands alone.

        The same stretch of the text is the same claim, whoever marked it.
        """
        spans = contents or cues
        id_ = f"{self._document}.{'_'.join(f'{start}-{end}' for start, end in spans)}"
        words = " ".join(" ".join(self._text[start:end] for start, end in spans).split())
        if not contents:
            return Claim(id=f"{id_}.cue", text=words or "...", form=ClaimForm.TOPIC)
        form = ClaimForm.QUESTION if words.endswith("?") else _FORMS.get(act, ClaimForm.STATEMENT)
        return Claim(id=id_, text=words, form=form)

    def _id(self, event: str) -> str:
        between = f".{slug(self._annotator)}" if self._annotator else ""
        return f"{self._document}{between}.{event}"
