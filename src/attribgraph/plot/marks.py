"""Shapes, lines and glyphs: what each kind of thing looks like, whatever it is drawn for.

Units are points and y runs down. Every distinction is made by shape or line as well as by
colour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.transforms import Bbox

from attribgraph.plot.style import SOLID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.plot.meanings import Mark
    from attribgraph.plot.style import Style

__all__ = [
    "Look",
    "arrow_head",
    "box_path",
    "circle",
    "closed",
    "curve",
    "fill_of",
    "glyph",
    "hatching",
    "is_half",
    "line",
    "look_of",
    "strokes",
]

Point = tuple[float, float]

HEXAGON_POINT: Final = 9.0
CORNER: Final = 7.0
"""Radius of the corners of a rounded box."""
_ROUND: Final = 0.5523
"""Length of the control arms of a quarter circle, in radii."""

_STROKED: Final = {
    "cross": ((-0.95, -0.95), (0.95, 0.95), (-0.95, 0.95), (0.95, -0.95)),
    "plus": ((-1.15, 0.0), (1.15, 0.0), (0.0, -1.15), (0.0, 1.15)),
}
"""Where the two strokes of a glyph begin and end, in radii."""
_ORDER: Final[tuple[Mark, ...]] = ("support", "deny", "query", "comment")
"""The order in which a style gives glyphs and dashes."""


@dataclass(frozen=True)
class Look:
    """How a line and the glyph near its end look.

    ``dashes`` are lengths in points, ``hollow`` lines have a white core, and ``struck``
    glyphs are crossed out; ``shape`` is that of the glyph.
    """

    color: str
    width: float
    dashes: tuple[float, ...] = ()
    hollow: bool = False
    struck: bool = False
    mark: Mark | None = None
    shape: str = "ring"


def is_half(look: Look) -> bool:
    """Whether the glyph of a look is half filled, as it is hedged."""
    return look.hollow and not look.struck and look.shape in SOLID


def look_of(style: Style, mark: Mark, *, hedged: bool = False, stands: bool = True) -> Look:
    """Return the look of a line from a source to what it takes a stance on."""
    stance: Mark = "comment" if mark == "non-denial" else mark
    place = _ORDER.index(stance)
    look = Look(
        getattr(style, stance),
        style.line_width,
        style.dashes[place],
        hollow=hedged,
        mark=mark,
        shape="diamond" if mark == "non-denial" else style.glyphs[place],
    )
    if not stands:
        look = replace(look, color=style.not_standing, struck=True)
    return look


def fill_of(style: Style, mark: Mark) -> str:
    """Return the fill of what a mark stands on: a cell, a bar, a ribbon."""
    fills = {"support": style.support_fill, "deny": style.deny_fill, "query": style.query_fill}
    return fills.get(mark, style.comment_fill)


def curve(knots: Sequence[Point], bends: Sequence[float] = ()) -> Path:
    """Return a path through the knots that leaves and reaches each of them level.

    ``bends`` say how far along each curve turns (.5, the middle, unless given).
    """
    vertices: list[Point] = [knots[0]]
    codes: list[int] = [int(Path.MOVETO)]
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(knots)):
        if abs(y0 - y1) < 0.01:
            vertices.append((x1, y1))
            codes.append(int(Path.LINETO))
        else:
            turn = x0 + (x1 - x0) * (bends[number] if bends else 0.5)
            vertices += [(turn, y0), (turn, y1), (x1, y1)]
            codes += [int(Path.CURVE4)] * 3
    return Path(vertices, codes)


def line(path: Path, look: Look, *, casing: str, **kwargs: Any) -> PathPatch:
    """Return a line with a casing, so that of two that cross one runs over the other."""
    solid: dict[str, Any] = {"dashes": {"dash_offset": 0, "dash_list": None}}
    dashes: dict[str, Any] = (
        {"dashes": {"dash_offset": 0, "dash_list": list(look.dashes)}} if look.dashes else solid
    )
    width = look.width * 2.1 if look.hollow else look.width
    strokes = [
        Stroke(linewidth=width + 1.6, foreground=casing, capstyle="butt", **solid),
        Stroke(linewidth=width, foreground=look.color, capstyle="butt", **dashes),
    ]
    if look.hollow:
        strokes.append(
            Stroke(linewidth=look.width * 0.85, foreground=casing, capstyle="butt", **solid)
        )
    return PathPatch(
        path,
        fill=False,
        edgecolor=look.color,
        linewidth=width,
        linestyle=(0, look.dashes) if look.dashes else "solid",
        path_effects=strokes,
        **kwargs,
    )


def arrow_head(tip: Point, color: str, size: float = 5.0, **kwargs: Any) -> PathPatch:
    """Return a head that points right."""
    x, y = tip
    half = size * 0.42
    path = Path(
        [(x, y), (x - size, y - half), (x - size, y + half), (x, y)],
        [int(Path.MOVETO), int(Path.LINETO), int(Path.LINETO), int(Path.CLOSEPOLY)],
    )
    return PathPatch(path, facecolor=color, edgecolor="none", linewidth=0, **kwargs)


def circle(center: Point, radius: float) -> Path:
    """Return a circle."""
    return _rounded(center[0] - radius, center[1] - radius, 2 * radius, 2 * radius, radius)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> Path:
    r = min(radius, width / 2, height / 2)
    c = r * (1 - _ROUND)
    right, bottom = x + width, y + height
    vertices = [
        (x + r, y),
        (right - r, y),
        (right - c, y),
        (right, y + c),
        (right, y + r),
        (right, bottom - r),
        (right, bottom - c),
        (right - c, bottom),
        (right - r, bottom),
        (x + r, bottom),
        (x + c, bottom),
        (x, bottom - c),
        (x, bottom - r),
        (x, y + r),
        (x, y + c),
        (x + c, y),
        (x + r, y),
        (x + r, y),
    ]
    corner = [int(Path.LINETO), *[int(Path.CURVE4)] * 3]
    codes = [int(Path.MOVETO), *corner * 4, int(Path.CLOSEPOLY)]
    return Path(vertices, codes)


def closed(points: Sequence[Point]) -> Path:
    """Return a polygon."""
    codes = [int(Path.MOVETO), *[int(Path.LINETO)] * (len(points) - 1), int(Path.CLOSEPOLY)]
    return Path([*points, points[0]], codes)


def box_path(shape: str, x: float, y: float, width: float, height: float) -> Path:
    """Return the outline of a box: page, hexagon, rounded or plain."""
    right, bottom = x + width, y + height
    if shape == "page":
        fold = min(8.0, height / 3)
        return closed([(x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)])
    if shape == "hexagon":
        point, middle = min(HEXAGON_POINT, width / 4), y + height / 2
        return closed(
            [
                (x + point, y),
                (right - point, y),
                (right, middle),
                (right - point, bottom),
                (x + point, bottom),
                (x, middle),
            ]
        )
    if shape == "rounded":
        return _rounded(x, y, width, height, CORNER)
    return closed([(x, y), (right, y), (right, bottom), (x, bottom)])


def fold_path(x: float, y: float, width: float, height: float) -> Path:
    """Return the folded corner of a page."""
    fold = min(8.0, height / 3)
    right = x + width
    return Path(
        [(right - fold, y), (right - fold, y + fold), (right, y + fold)],
        [int(Path.MOVETO), int(Path.LINETO), int(Path.LINETO)],
    )


def glyph(
    center: Point,
    look: Look,
    *,
    paper: str,
    zorder: float = 4,
    radius: float = 3.4,
) -> list[PathPatch]:
    """Return the glyph of a stance, in the shape that the style gives it.

    A filled one is half filled if hedged; what does not stand is a ring, struck through.
    """
    x, y = center
    r = radius
    common: dict[str, Any] = {"zorder": zorder}

    def stroked(*courses: Sequence[Point], width: float) -> PathPatch:
        path = strokes(*courses)
        return PathPatch(path, fill=False, edgecolor=look.color, linewidth=width, **common)

    def filled(path: Path, color: str) -> PathPatch:
        return PathPatch(path, facecolor=color, edgecolor="none", **common)

    def outlined(path: Path, fill: str) -> PathPatch:
        return PathPatch(path, facecolor=fill, edgecolor=look.color, linewidth=1.2, **common)

    dot = filled(circle(center, 1.3), look.color)
    if look.struck:
        slash = stroked([(x - r - 1.4, y + r + 1.4), (x + r + 1.4, y - r - 1.4)], width=1.2)
        inner = [dot] if look.mark == "support" else []
        return [outlined(circle(center, r), paper), *inner, slash]
    if look.shape in _STROKED:
        ends = [(x + r * dx, y + r * dy) for dx, dy in _STROKED[look.shape]]
        halo = filled(circle(center, r + 0.8), paper)
        return [halo, stroked(ends[:2], ends[2:], width=2.0)]
    outline = _outline(look.shape, center, r)
    if look.shape in SOLID and not look.hollow:
        return [outlined(outline, look.color)]
    if is_half(look):
        left = outline.clip_to_bbox(Bbox([[x - 2 * r, y - 2 * r], [x, y + 2 * r]]))
        return [outlined(outline, paper), filled(left, look.color)]
    return [outlined(outline, paper), *([dot] if look.shape == "target" else [])]


def _outline(shape: str, center: Point, radius: float) -> Path:
    """Return the outline of a glyph; all shapes look about as large."""
    x, y = center
    if shape == "square":
        a = radius * 0.9
        return box_path("plain", x - a, y - a, 2 * a, 2 * a)
    if shape == "triangle":
        a = radius * 1.15
        return closed([(x, y - a), (x + a, y + 0.75 * a), (x - a, y + 0.75 * a)])
    if shape == "diamond":
        a = radius * 1.3
        return closed([(x, y - a), (x + a, y), (x, y + a), (x - a, y)])
    return circle(center, radius)


def strokes(*courses: Sequence[Point]) -> Path:
    """Return straight strokes, each through its points."""
    vertices = [point for course in courses for point in course]
    codes = [
        int(Path.LINETO if number else Path.MOVETO)
        for course in courses
        for number in range(len(course))
    ]
    return Path(vertices, codes)


def hatching(x: float, y: float, width: float, height: float, gap: float) -> Path:
    """Return strokes that rise to the right across a rectangle, a gap apart.

    Drawn in points, so that they scale with the figure, as the patterns of a renderer do not.
    """
    step = gap * 2**0.5
    courses = []
    for number in range(1, int((width + height) / step) + 1):
        along = number * step
        start = (x + max(0.0, along - height), y + min(along, height))
        end = (x + min(along, width), y + max(0.0, along - width))
        courses.append((start, end))
    return strokes(*courses)


def bracket(start: Point, x: float, end: Point, radius: float = 5.0) -> Path:
    """Return a course sideways from ``start`` to ``x``, along it, and back to ``end``."""
    (x0, y0), (x1, y1) = start, end
    down = 1.0 if y1 > y0 else -1.0
    bent = min(radius, abs(y1 - y0) / 2)
    r = bent if x > x0 else -bent
    move, to, bend = int(Path.MOVETO), int(Path.LINETO), int(Path.CURVE3)
    return Path(
        [
            (x0, y0),
            (x - r, y0),
            (x, y0),
            (x, y0 + down * bent),
            (x, y1 - down * bent),
            (x, y1),
            (x - r, y1),
            (x1, y1),
        ],
        [move, to, bend, bend, to, bend, bend, to],
    )
