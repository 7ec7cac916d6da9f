"""Which words of a text stand in quotation marks, and so how a content is given."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from attribgraph.vocabulary import QuoteMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Quotation", "Span"]

Span = tuple[int, int]

_DOUBLE: Final = re.compile('[\u201c\u201d\u201e\u00ab\u00bb"\n]')
_SINGLE: Final = re.compile("[\u2018\u2019'\n]")
_OPENING: Final = frozenset("\u201c\u201e\u00ab\u2018")
_BEFORE_OPENING: Final = frozenset("([{\u2014\u2013-/:\u201c\u2018\"'")
_DECADE: Final = re.compile(r"\d\d?s?\b")


class Quotation:
    """The quotations of a text.

    Double marks are followed over paragraphs that open with a mark again; a straight mark
    opens where a space or a bracket is before it and none after it. Single marks count where
    they close within the paragraph and are no apostrophes. A mark that nothing closes is none.

    Parameters
    ----------
    text
        The document's text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._double = _Stretches(_pairs(text, _DOUBLE, over_paragraphs=True))
        self._single = _Stretches(_pairs(text, _SINGLE, over_paragraphs=False))

    def within(
        self, contents: Sequence[Span], cues: Iterable[Span]
    ) -> tuple[tuple[str, ...], QuoteMode]:
        """Return the quoted words of a content, and how it is given.

        Marks that the cue stands within do not count: there somebody else is quoted, with cue
        and content. The content is direct if all of its words are quoted, mixed if some are,
        indirect if none is; unknown if it has no words.
        """
        cues = list(cues)
        quotes = []
        inside = 0
        for content in contents:
            parts = list(self._double.within(content, cues))
            for part in self._single.within(content, cues):
                if not any(start <= part[0] and part[1] <= end for start, end in parts):
                    parts.append(part)
            for start, end in sorted(parts):
                words = self._text[start:end].strip()
                letters = _letters(words)
                if letters:
                    quotes.append(words)
                    inside += letters
        total = sum(_letters(self._text[start:end]) for start, end in contents)
        if not total:
            return (), QuoteMode.UNKNOWN
        if not quotes:
            return (), QuoteMode.INDIRECT
        return tuple(quotes), QuoteMode.DIRECT if inside >= total else QuoteMode.MIXED


def _pairs(text: str, marks: re.Pattern[str], *, over_paragraphs: bool) -> Iterator[Span]:
    """Iterate over what stands between marks, without them."""
    start: int | None = None
    for found in marks.finditer(text):
        at, mark = found.start(), found.group()
        if mark == "\n":
            if start is not None:
                rest = text[at : at + 80].lstrip()
                if over_paragraphs and rest and _opens(text, text.index(rest[0], at), rest[0]):
                    yield start, at
                start = None
        elif _opens(text, at, mark) and (start is None or mark in _OPENING):
            start = at + 1
        elif start is not None and not (mark in "\u2019'" and text[at + 1 : at + 2].isalnum()):
            yield start, at
            start = None


def _opens(text: str, at: int, mark: str) -> bool:
    if mark in _OPENING:
        return True
    if mark not in "\"'":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark == "'" and _DECADE.match(text, at + 1):
        return False
    return (not before or before.isspace() or before in _BEFORE_OPENING) and bool(after.strip())


class _Stretches:
    """Stretches of a text that do not overlap, in order."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(spans)
        self._ends = [end for _, end in self._spans]

    def within(self, span: Span, without: Sequence[Span]) -> Iterator[Span]:
        """Iterate over the parts of a span in those stretches that touch none of the others."""
        for at in range(bisect_right(self._ends, span[0]), len(self._spans)):
            start, end = self._spans[at]
            if start >= span[1]:
                break
            if not any(start < last and first < end for first, last in without):
                yield max(start, span[0]), min(end, span[1])


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))
