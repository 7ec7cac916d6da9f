"""Text for figures: measured and wrapped before it is drawn.

A box is measured once, in points, from the advance widths of the font's glyphs, so that the
layout knows every size before anything is drawn. Text is data: nothing in it is markup.
"""

from __future__ import annotations

import unicodedata
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.text import Text

from attribgraph.plot.words import MissingGlyphWarning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.ft2font import FT2Font

__all__ = [
    "LINE_HEIGHT",
    "PlainText",
    "Ruler",
    "choose_fonts",
]

LINE_HEIGHT: Final = 1.24
"""Distance of two base lines, in font sizes."""

_HINTING: Final = 1.05
"""Screen rendering rounds glyphs to whole pixels: at 100 dpi by up to a twentieth."""

_FALLBACK: Final = "DejaVu Sans"
_UNIT: Final = 100.0
_MISSING: Final = 1.12 * _UNIT
"""Advance of the box that stands for a character that no font has."""
_ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
_DOT: Final = " \N{MIDDLE DOT}"
_JOINER: Final = "\N{ZERO WIDTH JOINER}"
_SCRIPT_FONTS: Final = (
    (
        "Hangul",
        "HANGUL",
        ("Noto Sans KR", "Noto Sans CJK KR", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo"),
    ),
    ("Japanese", "HIRAGANA", ("Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans")),
    ("Japanese", "KATAKANA", ("Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans")),
    ("Chinese", "CJK", ("Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC")),
    ("Devanagari", "DEVANAGARI", ("Noto Sans Devanagari", "Nirmala UI", "Mangal")),
    ("Bengali", "BENGALI", ("Noto Sans Bengali", "Nirmala UI")),
    ("Tamil", "TAMIL", ("Noto Sans Tamil", "Nirmala UI")),
    ("Thai", "THAI", ("Noto Sans Thai", "Leelawadee UI", "Thonburi")),
    ("Ethiopic", "ETHIOPIC", ("Noto Sans Ethiopic", "Nyala")),
)
_OTHER_FONTS: Final = ("Noto Sans", "Noto Sans Symbols 2", "Noto Emoji", "Symbola")


def choose_fonts(families: Iterable[str], texts: Iterable[str]) -> tuple[str, ...]:
    """Return the installed families to draw the texts with, fallbacks included.

    Parameters
    ----------
    families
        The families wished for, the first choice first.
    texts
        All texts of the figure.

    Warns
    -----
    MissingGlyphWarning
        Once, if no installed font has some of the characters.
    """
    chosen = [each for each in dict.fromkeys((*families, _FALLBACK)) if _font(each, "normal")]
    characters = sorted({each for text in texts for each in text if each > "\x7f"})
    missing = [each for each in characters if not _has(chosen, each)]
    unnamed: dict[str, list[str]] = {}
    advice: dict[str, str] = {}
    for each in missing:
        script, fonts = _script_fonts(each)
        found = next((font for font in fonts if _has((font,), each)), None)
        if found is None:
            unnamed.setdefault(script, []).append(each)
            advice[script] = fonts[0]
        elif found not in chosen:
            chosen.append(found)
    if unnamed:
        parts = "; ".join(
            f"{script} ({' '.join(each[:8])}{' ...' if len(each) > 8 else ''}): "
            f"install {advice[script]!r}"
            for script, each in unnamed.items()
        )
        warnings.warn(
            "no installed font has some of the characters, which are drawn as empty boxes. "
            f"{parts}",
            MissingGlyphWarning,
            stacklevel=4,
        )
    return tuple(chosen)


class PlainText(Text):
    """Text drawn as typed: no mathematics, and no warning for each missing glyph.

    `choose_fonts` has warned once, and has named the font to install.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, parse_math=False, **kwargs)

    def draw(self, *args: Any, **kwargs: Any) -> None:
        """Draw it."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            super().draw(*args, **kwargs)

    def get_window_extent(self, *args: Any, **kwargs: Any) -> Any:
        """Return the rectangle that it takes up, in pixels."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            return super().get_window_extent(*args, **kwargs)


class Ruler:
    """Measures and wraps text in one font at one size.

    Parameters
    ----------
    fonts
        Installed font families, the first choice first.
    size
        Font size in points.
    weight
        ``"normal"`` or ``"bold"``.
    """

    def __init__(self, fonts: tuple[str, ...], size: float, weight: str = "normal") -> None:
        self.fonts = fonts
        self.size = size
        self.weight = weight

    def width(self, text: str) -> float:
        """Return the width of one line of text, in points."""
        total = sum(_advance(self.fonts, self.weight, each) for each in text)
        return total * self.size / _UNIT * _HINTING

    def height(self, lines: int) -> float:
        """Return the height of so many lines, in points."""
        return (lines * LINE_HEIGHT) * self.size

    def shorten(self, text: str, width: float) -> str:
        """Return the text on one line, cut to the width with an ellipsis."""
        if self.width(text) <= width:
            return text
        room = width - self.width(_ELLIPSIS)
        kept = 0
        for each in text:
            room -= self.width(each)
            if room < 0:
                break
            kept += 1
        return text[:kept].rstrip() + _ELLIPSIS

    def wrap(self, text: str, width: float, max_lines: int) -> tuple[str, ...]:
        """Return the text as lines no wider than ``width``, the last one cut if need be.

        Lines break at spaces; a word wider than a line (a web address, a sentence in a
        script without spaces) breaks where it is full, never before a combining mark. Where
        a line breaks at a dot between two items, it takes the place of the dot.
        """
        lines: list[str] = []
        space = self.width(" ")
        line, used = "", 0.0
        for word in text.split(" "):
            rest, size = word, self.width(word)
            if line and used + space + size <= width:
                line, used = f"{line} {rest}", used + space + size
                continue
            if line:
                lines.append(line.removesuffix(_DOT))
            if lines and word == _DOT.strip():
                line, used = "", 0.0
                continue
            while size > width and len(rest) > 1 and len(lines) <= max_lines:
                cut = self._fitting(rest, width)
                if cut >= len(rest):
                    break
                lines.append(rest[:cut])
                rest = rest[cut:]
                size -= self.width(lines[-1])
            line, used = rest, size
            if len(lines) > max_lines:
                break
        lines.append(line)
        if len(lines) > max_lines:
            kept = lines[:max_lines]
            kept[-1] = self.shorten(kept[-1] + _ELLIPSIS * 2, width).rstrip(_ELLIPSIS) + _ELLIPSIS
            return tuple(kept)
        return tuple(lines)

    def balance(self, text: str, width: float, max_lines: int) -> tuple[str, ...]:
        """Wrap as `wrap` does, then even the lines out without adding one."""
        best = self.wrap(text, width, max_lines)
        low, high = width / 2, width
        for _ in range(5):
            middle = (low + high) / 2
            tried = self.wrap(text, middle, max_lines)
            if len(tried) == len(best) and not _broke_a_word(tried, text):
                best, high = tried, middle
            else:
                low = middle
        return best

    def _fitting(self, text: str, width: float) -> int:
        """Return how many characters fit on a line: at least one, and no mark torn off."""
        used = 0.0
        for place, each in enumerate(text):
            used += self.width(each)
            if used > width:
                cut = max(place, 1)
                while cut > 1 and _sticks(text, cut):
                    cut -= 1
                while cut < len(text) and _sticks(text, cut):
                    cut += 1
                return cut
        return len(text)


def _sticks(text: str, place: int) -> bool:
    return (
        unicodedata.category(text[place])[0] == "M"
        or text[place] == _JOINER
        or text[place - 1] == _JOINER
    )


def _broke_a_word(lines: tuple[str, ...], text: str) -> bool:
    return " ".join(lines).replace(_DOT, "") != text.replace(_DOT, "")


def _script_fonts(character: str) -> tuple[str, tuple[str, ...]]:
    name = unicodedata.name(character, "")
    for script, word, fonts in _SCRIPT_FONTS:
        if name.startswith(word):
            return script, fonts
    return "other characters", _OTHER_FONTS


def _has(families: Iterable[str], character: str) -> bool:
    return any(
        ord(character) in _charmap(each, "normal") for each in families if _font(each, "normal")
    )


@lru_cache(maxsize=256)
def _font(family: str, weight: str) -> FT2Font | None:
    try:
        path = findfont(FontProperties(family=[family], weight=weight), fallback_to_default=False)
    except ValueError:
        return None
    return get_font(path)


@lru_cache(maxsize=256)
def _charmap(family: str, weight: str) -> dict[int, int]:
    font = _font(family, weight)
    return {} if font is None else dict(font.get_charmap())


@lru_cache(maxsize=65_536)
def _advance(families: tuple[str, ...], weight: str, character: str) -> float:
    """Return the advance of a character at a size of 100 points."""
    family = next((each for each in families if ord(character) in _charmap(each, weight)), None)
    font = _font(family or families[0], weight)
    if font is None or family is None:
        return _MISSING
    font.set_size(_UNIT, 72)
    glyph = font.load_char(ord(character))
    return float(glyph.linearHoriAdvance) / 65536.0
