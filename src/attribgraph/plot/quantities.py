"""What a figure looks like: a dot, a bar, a soft band, a bar that runs on to an open side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import marks
from attribgraph.plot.key import Entry
from attribgraph.plot.marks import look_of
from attribgraph.plot.scales import reach
from attribgraph.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.patches import PathPatch

    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.meanings import Mark

__all__ = ["At", "draw_quantity", "hatch", "quantity_entries"]

At = Callable[[float], float]
"""Where a number stands on the axis, in points."""

_DOT: Final = 3.8
_BAR: Final = 6.0
_BAND: Final = 11.0
_CAP: Final = 12.0


def draw_quantity(  # noqa: PLR0913 (a figure, a stance and a place)
    canvas: Canvas,
    quantity: Quantity,
    mark: Mark,
    *,
    y: float,
    at: At,
    ends: tuple[float, float],
    gid: str | None = None,
    url: str | None = None,
) -> None:
    """Draw a figure at a height along an axis that runs between two ends."""
    style = canvas.style
    left, right = ends
    color = look_of(style, mark).color
    fill = marks.fill_of(style, mark)
    low, high = quantity.low, quantity.high
    if quantity.approximate:
        _band(canvas, quantity, y, at, fill)
    if low is not None and low == high:
        canvas.patch(
            marks.circle((at(low), y), _DOT),
            width=1.7,
            facecolor=style.background if quantity.approximate else color,
            edgecolor=color,
            zorder=4,
            gid=gid,
            url=url,
        )
        return
    start = at(low) if low is not None else left
    end = at(high) if high is not None else right
    half = _BAR / 2
    if low is None or high is None:
        known, tip = (start, end - 1) if high is None else (end, start + 1)
        toward = 5.0 if high is None else -5.0
        outline = marks.closed(
            [(known, y - half), (tip - toward, y - 0.4), (tip - toward, y + 0.4), (known, y + half)]
        )
        canvas.arrow_head((tip, y), color, size=toward * 1.3, zorder=4)
    else:
        outline = marks.box_path("plain", start, y - half, end - start, _BAR)
    bar = canvas.patch(
        outline, width=1.1, facecolor=fill, edgecolor=color, zorder=3, gid=gid, url=url
    )
    if mark == "deny":
        hatch(canvas, (start, y - half, end - start, _BAR), bar)
    for x, is_known in ((start, low is not None), (end, high is not None)):
        if is_known:
            _cap(canvas, x, y, color, approximate=quantity.approximate)


def hatch(canvas: Canvas, place: tuple[float, float, float, float], inside: PathPatch) -> None:
    """Hatch a shape that stands in a rectangle, as what is denied."""
    style = canvas.style
    drawn = canvas.patch(
        marks.hatching(*place, style.hatch_gap),
        width=style.hatch_width,
        fill=False,
        edgecolor=style.deny,
        zorder=3.1,
    )
    drawn.set_clip_path(inside)
    drawn.set_clip_on(True)


def _band(canvas: Canvas, quantity: Quantity, y: float, at: At, fill: str) -> None:
    """Draw the tenth either way that "about" allows, softly: about each end that is known."""
    for end in dict.fromkeys((quantity.low, quantity.high)):
        if end is None:
            continue
        low, high = reach(Quantity(low=end, high=end, approximate=True))
        canvas.patch(
            marks.box_path("plain", at(low), y - _BAND / 2, at(high) - at(low), _BAND),
            facecolor=fill,
            zorder=2,
        )


def _cap(canvas: Canvas, x: float, y: float, color: str, *, approximate: bool) -> None:
    """Draw the cap of a bar; two short strokes if it is approximate."""
    half = _CAP / 2
    courses = [[(x, y - half), (x, y + half)]]
    if approximate:
        courses = [[(x, y - half), (x, y - half + 3)], [(x, y + half - 3), (x, y + half)]]
    canvas.patch(marks.strokes(*courses), width=2.0, fill=False, edgecolor=color, zorder=4)


def quantity_entries(quantities: Iterable[Quantity], mark: Mark) -> list[Entry]:
    """Return the entries of the key for the forms of figures that there are."""
    shown = list(quantities)
    exact = [each for each in shown if each.value is not None]
    forms = [
        (any(not each.approximate for each in exact), "exact", Quantity(low=0, high=0)),
        (
            any(each.approximate for each in shown),
            "about: a tenth more or less",
            Quantity(low=100, high=100, approximate=True),
        ),
        (
            any(each.value is None and None not in {each.low, each.high} for each in shown),
            "from, to",
            Quantity(low=-10, high=10),
        ),
        (any(each.high is None for each in shown), "at least", Quantity(low=-9)),
        (any(each.low is None for each in shown), "at most", Quantity(high=9)),
    ]
    return [Entry(words, _symbol(example, mark)) for there, words, example in forms if there]


def _symbol(example: Quantity, mark: Mark) -> Any:
    middle = example.value or 0

    def draw(canvas: Canvas, x: float, y: float) -> None:
        ends = (x - 14, x + 14)
        draw_quantity(canvas, example, mark, y=y, at=lambda n: x + n - middle, ends=ends)

    return draw
