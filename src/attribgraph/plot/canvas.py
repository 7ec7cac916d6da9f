"""Drawing in points on matplotlib axes, at any scale: y runs down, text never overflows."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import matplotlib.pyplot as plt
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import TransformedPath

from attribgraph.plot import marks
from attribgraph.plot.text import LINE_HEIGHT, PlainText
from attribgraph.plot.words import PlotWarning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from attribgraph.plot.marks import Look, Point
    from attribgraph.plot.style import Style

__all__ = ["Canvas"]

_LARGEST: Final = 24 * 72.0
_SMALLEST: Final = 0.65
_LEGIBLE: Final = 4.5
_NOT_IN_IDS: Final = re.compile(r"[^\w.:-]+")


class Canvas:
    """Axes of a given width and height in points, and what can be drawn on them.

    Parameters
    ----------
    ax
        Axes to draw inside of, or None for a figure of the size needed (one taller than 24
        inches is drawn smaller).
    width, height
        What the drawing needs, in points.
    style
        Fonts and colours.
    fonts
        Installed font families.
    """

    def __init__(
        self, ax: Axes | None, width: float, height: float, style: Style, fonts: tuple[str, ...]
    ) -> None:
        self.style = style
        self.fonts = list(fonts)
        self._ids: set[str] = set()
        if ax is None:
            scale = max(_SMALLEST, min(1.0, _LARGEST / height))
            if max(width, height) * scale > _LARGEST + 1:
                warnings.warn(
                    f"this figure is {width * scale / 72:.0f} by {height * scale / 72:.0f} inches, "
                    "too large to print: narrow what it shows",
                    PlotWarning,
                    stacklevel=5,
                )
            figure = plt.figure(figsize=(width * scale / 72, height * scale / 72))
            figure.set_facecolor(style.background)
            ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
            left, right, top, bottom = 0.0, width, 0.0, height
        else:
            box = ax.get_window_extent()
            dpi = ax.get_figure(root=True).dpi  # type: ignore[union-attr]  # it is in a figure
            room_x, room_y = box.width * 72 / dpi, box.height * 72 / dpi
            scale = min(room_x / width, room_y / height, 1.5)
            spare_x, spare_y = room_x / scale - width, room_y / scale - height
            left, right, top, bottom = -spare_x / 2, width + spare_x / 2, 0.0, height + spare_y
            if style.text_size * scale < _LEGIBLE:
                warnings.warn(
                    f"the axes are small for this figure: its text is "
                    f"{style.text_size * scale:.1f} points high. Give axes of about "
                    f"{width / 72:.1f} by {height / 72:.1f} inches, or no axes",
                    PlotWarning,
                    stacklevel=4,
                )
        self.scale = scale
        self.ax = ax
        ax.set_xlim(left, right)
        ax.set_ylim(bottom, top)
        ax.set_axis_off()
        self._clip = TransformedPath(ax.patch.get_path(), ax.patch.get_transform())

    def _add(self, artist: Artist) -> None:
        """Add an artist that nothing clips."""
        artist.set_clip_path(self._clip)  # or else each is given one of its own, which is slow
        artist.set_clip_on(False)
        self.ax.add_artist(artist)
        artist.set_clip_path(None)

    def gid(self, name: str) -> str:
        """Return an id for a mark that no other mark of the axes has."""
        plain = _NOT_IN_IDS.sub("_", name)
        made, number = plain, 1
        while made in self._ids:
            number += 1
            made = f"{plain}.{number}"
        self._ids.add(made)
        return made

    def patch(self, path: Path, *, width: float = 0.0, **kwargs: Any) -> PathPatch:
        """Draw a shape whose outline has a width in points."""
        made = PathPatch(path, linewidth=width * self.scale, **kwargs)
        self._add(made)
        return made

    def line(self, path: Path, look: Look, **kwargs: Any) -> PathPatch:
        """Draw a line in a look."""
        scaled = replace(
            look,
            width=look.width * self.scale,
            dashes=tuple(each * self.scale for each in look.dashes),
        )
        made = marks.line(path, scaled, casing=self.style.background, **kwargs)
        self._add(made)
        return made

    def arrow_head(self, tip: Point, color: str, **kwargs: Any) -> None:
        """Draw a head that points right, its tip at a point."""
        self._add(marks.arrow_head(tip, color, **kwargs))

    def back_head(self, tip: Point, color: str) -> None:
        """Draw a head that points left, its tip at a point."""
        self._add(marks.arrow_head(tip, color, -5.0, zorder=4))

    def glyph(
        self,
        center: Point,
        look: Look,
        *,
        gid: str | None = None,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Draw a stance's glyph; of several strokes the first has the id."""
        for each in marks.glyph(center, look, paper=self.style.background, **kwargs):
            each.set_linewidth(float(each.get_linewidth()) * self.scale)
            each.set_url(url)
            self._add(each)
            each.set_gid(gid)
            gid = None

    def text(self, x: float, y: float, words: str, size: float, **kwargs: Any) -> PlainText:
        """Draw one line of text with its base line at ``y``."""
        kwargs.setdefault("color", self.style.ink)
        made = PlainText(
            x,
            y,
            words,
            fontsize=size * self.scale,
            family=self.fonts,
            va="baseline",
            zorder=6,
            **kwargs,
        )
        self._add(made)
        return made

    def lines(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        size: float,
        *,
        gids: Sequence[str | None] = (),
        **kwargs: Any,
    ) -> float:
        """Draw lines of text from a top down, and return where they end."""
        step = LINE_HEIGHT * size
        for number, (words, gid) in enumerate(zip_longest(lines, gids)):
            y = top + number * step + (step + 0.72 * size) / 2
            self.text(x, y, words, size, gid=gid, **kwargs)
        return top + step * len(lines)

    def number(self, center: Point, number: int) -> None:
        """Draw a statement's number in a circle."""
        self.numbers([(center, number)])

    def numbers(self, placed: Sequence[tuple[Point, int]]) -> None:
        """Draw numbers in circles, the circles as one shape: an artist each takes its time."""
        if not placed:
            return
        style = self.style
        self.patch(
            Path.make_compound_path(*(marks.circle(center, 5.0) for center, _ in placed)),
            width=0.7,
            facecolor=style.background,
            edgecolor=style.soft_ink,
            zorder=5,
        )
        for (x, y), number in placed:
            size = style.number_size if number < 100 else style.number_size * 0.78
            self.text(x, y + size * 0.36, str(number), size, ha="center")

    def count(self, center: Point, number: int, **kwargs: Any) -> None:
        """Draw how many there are: a number without a circle, which is no statement's own."""
        size = self.style.number_size
        words = f"{number:,}" if number < 10_000 else f"{number // 1000:,}k"
        self.text(center[0], center[1] + size * 0.36, words, size, weight="bold", **kwargs)
