"""Words made fit to be drawn, and the warnings of plots: what needs no library that draws.

Text is data: nothing in it is markup.
"""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["MissingGlyphWarning", "PlotWarning", "clean"]

_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_DIRECTION_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class PlotWarning(UserWarning):
    """A figure could not show all that it was asked to show; the message says what."""


class MissingGlyphWarning(PlotWarning):
    """No installed font has some of the characters; the message names a font to install."""


def clean(text: str) -> str:
    r"""Return the text fit to draw: one line, without characters that cannot be drawn.

    Line breaks, tabs and runs of spaces become one space, other control characters, lone
    surrogates and non-characters the replacement character; marks that reorder the text
    around them are left out.

    Examples
    --------
    >>> clean("costs $5\n  <b>")
    'costs $5 <b>'
    """
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        _REPLACEMENT if unicodedata.category(each) in {"Cc", "Cs", "Cn"} else each
        for each in line
        if each not in _DIRECTION_OVERRIDES
    )
