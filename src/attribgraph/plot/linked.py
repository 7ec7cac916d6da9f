"""One link for a box and the words on it, in a figure that is written as SVG.

matplotlib writes each shape and each line of text by itself, so that a box and its words
would be several links, one after the other for whoever steps through them by keyboard.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

__all__ = ["join_words", "words_gid"]

_WORDS: Final = re.compile(rb' *<g id="words\d+-([^"]+)">\n( *<text [^\n]*\n) *</g>\n')
_LINK: Final = re.compile(rb'<g id="([^"]+)">\n *<a [^>]*>\n.*?(?= *</a>\n)', re.DOTALL)


def words_gid(gid: str, number: int) -> str:
    """Return the id of a line of words that belongs to the link of the box of an id."""
    return f"words{number}-{gid}"


def join_words(image: bytes) -> bytes:
    """Return an SVG in which words lie within the link of their box, just above it."""
    words: dict[bytes, list[bytes]] = defaultdict(list)

    def take(found: re.Match[bytes]) -> bytes:
        words[found[1]].append(found[2])
        return b""

    def give(found: re.Match[bytes]) -> bytes:
        return found[0] + b"".join(words[found[1]])

    rest = _WORDS.sub(take, image)
    return _LINK.sub(give, rest) if words else image
