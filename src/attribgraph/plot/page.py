"""What every figure has round its drawing: title, headline, key and lines at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attribgraph.plot.canvas import Canvas
from attribgraph.plot.dates import short_date
from attribgraph.plot.key import Entry, Key
from attribgraph.plot.text import Ruler
from attribgraph.plot.words import clean
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes

    from attribgraph.plot.style import Style

__all__ = ["MARGIN", "Page", "footer_lines"]

MARGIN: Final = 16.0
_NARROWEST: Final = 320.0


def footer_lines(source_line: str | None, as_of: When | str | date | None, *more: str) -> list[str]:
    """Return the lines below a figure: where the data are from, as of when, what is left out."""
    lines = [clean(source_line)] if source_line else []
    if as_of is not None:
        lines.append(f"Data as of {short_date(When(as_of))}")
    return [*lines, *(each for each in more if each)]


class Page:
    """A figure's frame: it is measured first, so that the drawing knows where it goes.

    Parameters
    ----------
    style, fonts
        Colours and sizes; installed fonts.
    width, height
        Size of the drawing itself, in points.
    title, headline
        Printed above; either may be empty.
    key
        Groups of entries, printed below.
    footer
        Lines printed at the foot.
    """

    def __init__(  # noqa: PLR0913 (the parts of a page)
        self,
        style: Style,
        fonts: tuple[str, ...],
        *,
        width: float,
        height: float,
        title: str | None,
        headline: str = "",
        key: Sequence[Sequence[Entry]] = (),
        footer: Sequence[str] = (),
    ) -> None:
        self.style = style
        self.fonts = fonts
        self.width = max(width + 2 * MARGIN, _NARROWEST)
        inner = self.width - 2 * MARGIN
        bold = Ruler(fonts, style.title_size, "bold")
        self.title = bold.balance(clean(title), inner, 3) if title else ()
        self.headline_top = MARGIN + bold.height(len(self.title)) + (2 if self.title else 0)
        said = Ruler(fonts, style.head_size)
        self.headline = said.balance(headline, inner, 4) if headline else ()
        above = bool(self.title or self.headline)
        self.top = self.headline_top + said.height(len(self.headline)) + (10 if above else 0)
        small = Ruler(fonts, style.small_size)
        self.key = Key(key, inner, small)
        self.key_top = self.top + height + 16
        self.footer_top = self.key_top + self.key.height + (8 if self.key.height else 0)
        self.footer = [line for each in footer for line in small.wrap(each, inner, 3)]
        self.height = self.footer_top + small.height(len(self.footer)) + MARGIN

    def open(self, ax: Axes | None) -> Canvas:
        """Draw the frame, and return the canvas to draw the rest on."""
        style = self.style
        canvas = Canvas(ax, self.width, self.height, style, self.fonts)
        canvas.lines(MARGIN, MARGIN, self.title, style.title_size, weight="bold")
        canvas.lines(MARGIN, self.headline_top, self.headline, style.head_size)
        self.key.draw(canvas, MARGIN, self.key_top)
        canvas.lines(MARGIN, self.footer_top, self.footer, style.small_size, color=style.soft_ink)
        return canvas
