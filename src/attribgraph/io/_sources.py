"""Which mentions are one source, where texts mark mentions and not who is meant.

The rule:

1. Mentions by one full name are one source, in all documents; initials and "Jr." aside.
2. A single name that ends (else, begins) just one full name that the same document mentions,
   or else has in its text with a first name that mentions have, is that source: "Lund" is Jo
   Lund where no other Lund has a full name there.
3. Any other single name is one source in all documents, unless it ends the full name of
   somebody in one of them: then it may be anybody, and stays within its document.
4. A description is one source within its document: "the campaign" there and "The campaign".
5. A pronoun, and a mention that is anonymous, is a source of its own each time.

So sources that are one may be two here, and `merge_nodes` makes them one; but two are made
one only where both have the same name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from attribgraph.io._mentions import Mention, read_mention
from attribgraph.model import Actor, Agency
from attribgraph.record import slug
from attribgraph.vocabulary import ActorKind, Naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Sources"]

_PARTS: Final = re.compile(r"^(?:[A-Z]\.?|Jr\.?|Sr\.?|I{2,3})$")
_LONGEST: Final = 60
_TWO_NAMES: Final = re.compile(r"\b(?=([A-Z]\w+)(?: [A-Z]\.)? ([A-Z][\w'\u2019-]*\w))")


class Sources:
    """The sources of some documents: mentions are noted first, and then looked up.

    Parameters
    ----------
    agencies
        Agencies that are there already; a mention by a name or alias of theirs is they.
    """

    def __init__(self, agencies: Iterable[Agency] = ()) -> None:
        self._there = {
            slug(name): agency.id for agency in agencies for name in (agency.name, *agency.aliases)
        }
        self._names: dict[str, dict[str, set[str]]] = {}
        self._first: set[str] = set()
        self._last: set[str] = set()
        self._texts: dict[str, str] = {}
        self._read: dict[str, dict[str, set[str]]] = {}
        self._made: dict[str, Actor | Agency] = {}

    def note_text(self, document: str, text: str) -> None:
        """Take in the text of a document."""
        self._texts[document] = text

    def note(self, document: str, words: str) -> None:
        """Take in a mention, so that shorter names can be led back to it."""
        mention = read_mention(words)
        parts = _main(mention.name)
        if len(parts) > 1 and not mention.agency and mention.kind is ActorKind.PERSON:
            names = self._names.setdefault(document, {})
            names.setdefault(parts[-1], set()).add(" ".join(parts))
            names.setdefault(f"{parts[0]} ...", set()).add(" ".join(parts))
            self._first.add(parts[0])
            self._last.add(parts[-1])

    def _full_names(self, document: str, name: str) -> Iterator[set[str]]:
        """Iterate over the full names that a single name may stand for, the surest first."""
        mentioned = self._names.get(document, {})
        yield mentioned.get(name, set())
        yield mentioned.get(f"{name} ...", set())
        if document not in self._read:
            read = self._read[document] = {}
            for first, last in _TWO_NAMES.findall(self._texts.get(document, "")):
                if first in self._first:
                    plain = last.removesuffix("'s").removesuffix("\u2019s")
                    read.setdefault(plain, set()).add(f"{first} {plain}")
        yield self._read[document].get(name, set())

    def id_of(
        self,
        document: str,
        words: str,
        start: int,
        *,
        agency: bool | None = None,
        kind: ActorKind | None = None,
    ) -> str:
        """Return the id of the source that a mention is, which is made if it is new.

        Parameters
        ----------
        document
            Id of the document.
        words
            The mention.
        start
            Where it stands in the document's text.
        agency, kind
            Whether it is an organisation, and else its kind, if that is known.
        """
        mention = read_mention(words)
        if agency is not None:
            mention = replace(mention, agency=agency, kind=kind or mention.kind)
        if mention.naming is Naming.NAMED:
            return self._named(document, mention)
        plain = mention.words.lower().removeprefix("the ")
        id_ = f"{document}.{slug(plain)[:_LONGEST] or 'source'}"
        if mention.pronoun or mention.naming is Naming.ANONYMOUS:
            id_ += f"-{start}"
        if id_ not in self._made:
            extra = {"pronoun": True} if mention.pronoun else {}
            self._made[id_] = Actor(
                id=id_, name=mention.words, naming=mention.naming, kind=mention.kind, extra=extra
            )
        return id_

    def _named(self, document: str, mention: Mention) -> str:
        if (there := self._there.get(slug(mention.name))) is not None:
            return there
        parts = _main(mention.name)
        name = " ".join(parts)
        scope = ""
        if len(parts) == 1 and not mention.agency:
            for full in self._full_names(document, name):
                if full:
                    if len(full) == 1:
                        (name,) = full
                    else:
                        scope = f"{document}."
                    break
            else:
                scope = f"{document}." if name in self._last else ""
        id_ = scope + (slug(name) or f"{document}.name")
        if id_ not in self._made:
            self._made[id_] = (
                Agency(id=id_, name=mention.name)
                if mention.agency
                else Actor(id=id_, name=name, kind=mention.kind)
            )
        return id_

    def records(self) -> list[Actor | Agency]:
        """Return the sources that were looked up, but for those that were there already."""
        return list(self._made.values())


def _main(name: str) -> list[str]:
    parts = [part.strip(",") for part in name.split()]
    return [part for part in parts if not _PARTS.match(part)] or parts
