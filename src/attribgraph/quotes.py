"""Finding quotes in a document's text, without storing the text."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal

from attribgraph.arguments import words_in
from attribgraph.errors import TextMismatchError, UnknownValueError
from attribgraph.model import Excerpt
from attribgraph.standing import held_in, row_documents
from attribgraph.vocabulary import ExcerptRole, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from attribgraph.model import Attribution
    from attribgraph.store import Store

__all__ = ["PlainText", "QuoteCheck", "Status", "check_quotes", "locate"]

Status = Literal["exact", "near", "ambiguous", "missing"]
"""How a quote was found."""

# quote marks and dashes, each kind of them in one form
_LIKE: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """What became of one quote or excerpt.

    Attributes
    ----------
    record
        Id of the row.
    quote
        The quote, or the text that the excerpt cuts out.
    status
        exact; near: it differs only in quote marks, dashes or spaces; ambiguous: outside the
        row's excerpts it stands more than once; missing.
    document
        Id of the document it was sought in.
    start, end
        Where it was found (half-open, code points); None if it was not, or is ambiguous.
    role
        The excerpt's role; None for a quote.
    """

    record: str
    quote: str
    status: Status
    document: str
    start: int | None = None
    end: int | None = None
    role: ExcerptRole | None = None


def check_quotes(
    store: Store, texts: Mapping[str, str], *, any_text: bool = False
) -> tuple[QuoteCheck, ...]:
    """Look up every quote and excerpt of the rows that the documents hold."""
    for id_, text in texts.items():
        document = store.require(id_, (Kind.DOCUMENT,), "document")
        if not isinstance(text, str):
            message = f"the text of document {id_!r} is wanted as str, not {type(text).__name__}"
            raise UnknownValueError(message, record=id_)
        expected = getattr(document, "sha256", None)
        if expected and not any_text:
            found = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            if found != expected:
                message = (
                    f"document {id_!r}, field 'sha256': the text given is not the one its offsets "
                    f"count in (its hash is {found[:12]}..., not {expected[:12]}...); read it as "
                    "UTF-8 with newline='', or pass any_text=True"
                )
                raise TextMismatchError(message, record=id_, field="sha256")
    plain = {id_: PlainText(text) for id_, text in texts.items()}
    held = held_in(store, texts)
    return tuple(
        check for row in store.rows.values() if row.id in held for check in _row(store, row, plain)
    )


def _row(store: Store, row: Attribution, texts: Mapping[str, PlainText]) -> Iterator[QuoteCheck]:
    documents = row_documents(store, row.id)
    home = documents[0]  # the document that the row's excerpts count in
    for quote in row.quotes:
        checks = [
            _seek(row, quote, each, texts[each], row.excerpts if each == home else ())
            for each in documents
            if each in texts
        ]
        yield min(checks, key=lambda check: _ORDER.index(check.status))
    if home in texts:
        for excerpt in row.excerpts:
            yield _cut(row, excerpt, home, texts[home])


_ORDER: Final[tuple[Status, ...]] = ("exact", "near", "ambiguous", "missing")


def _cut(row: Attribution, excerpt: Excerpt, document: str, text: PlainText) -> QuoteCheck:
    start, end = excerpt.span
    cut = text.text[start:end]
    status: Status = "exact" if len(cut) == end - start and cut.strip() else "missing"
    if status == "exact" and excerpt.role is ExcerptRole.CUE and row.cue is not None:
        first = row.cue.split("...")[0].strip()
        if first not in cut and cut not in row.cue:
            status = "near" if PlainText(cut).plain in PlainText(row.cue).plain else "missing"
    return QuoteCheck(row.id, cut, status, document, start, end, excerpt.role)


def _seek(
    row: Attribution, quote: str, document: str, text: PlainText, excerpts: Iterable[Excerpt]
) -> QuoteCheck:
    ways: tuple[tuple[Status, Any], ...] = (("exact", text.exact), ("near", text.near))
    for status, find in ways:
        for excerpt in excerpts:
            inside = next(find(quote, *excerpt.span), None)
            if inside is not None:
                return QuoteCheck(row.id, quote, status, document, *inside)
    for status, find in ways:
        anywhere = find(quote, 0, len(text.text))
        first, second = next(anywhere, None), next(anywhere, None)
        if second is not None:
            return QuoteCheck(row.id, quote, "ambiguous", document)
        if first is not None:
            return QuoteCheck(row.id, quote, status, document, *first)
    return QuoteCheck(row.id, quote, "missing", document)


class PlainText:
    """A text beside its form without differences of quote marks, dashes and spaces."""

    def __init__(self, text: str) -> None:
        self.text = text
        kept: list[str] = []
        self._places: list[int] = []
        for place, each in enumerate(text.translate(_LIKE)):
            if each.isspace():
                if kept and kept[-1] == " ":
                    continue
                each = " "  # noqa: PLW2901 (any space is one space)
            kept.append(each)
            self._places.append(place)
        self.plain = "".join(kept)

    def exact(self, quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Iterate over the places of a quote within a range."""
        at = self.text.find(quote, start, end)
        while at >= 0:
            yield at, at + len(quote)
            at = self.text.find(quote, at + 1, end)

    def near(self, quote: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Iterate over its places where those differences are passed over."""
        wanted = PlainText(quote).plain.strip()
        at = self.plain.find(wanted) if wanted else -1
        while at >= 0:
            first, last = self._places[at], self._places[at + len(wanted) - 1] + 1
            if start <= first and last <= end:
                yield first, last
            at = self.plain.find(wanted, at + 1)


def locate(
    text: str,
    first: str,
    last: str | None = None,
    *,
    role: ExcerptRole | Literal["source", "cue", "content", "context"] = ExcerptRole.CONTENT,
) -> Excerpt:
    """Make an excerpt without counting characters: from its first words to its last.

    Parameters
    ----------
    text
        The document's text.
    first
        Words that the excerpt begins with; they must stand in the text once.
    last
        Words that it ends with: their first place after the beginning is taken. Left out,
        the excerpt is ``first`` itself.
    role
        source, cue, content or context.

    Returns
    -------
    Excerpt
        Where the words stand.

    Raises
    ------
    UnknownValueError
        If the words are not there, or the first ones stand there more than once.

    Examples
    --------
    >>> text = "Kyiv said that troops had arrived."
    >>> excerpt = locate(text, "troops", "arrived")
    >>> text[excerpt.start : excerpt.end]
    'troops had arrived'
    """
    start = text.find(first)
    if not first or start < 0:
        message = f"the text does not have the words {first!r}"
        raise UnknownValueError(message, field="first")
    if text.find(first, start + 1) >= 0:
        message = f"the words {first!r} stand in the text more than once: give more of them"
        raise UnknownValueError(message, field="first")
    end = start + len(first)
    if last:
        found = text.find(last, max(start, end - len(last)))
        if found < 0:
            message = f"after {first!r} the text does not have the words {last!r}"
            raise UnknownValueError(message, field="last")
        end = found + len(last)
    (word,) = words_in(ExcerptRole, [role], "role")
    return Excerpt(start=start, end=end, role=word)
