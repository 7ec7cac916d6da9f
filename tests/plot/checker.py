"""What is wrong with a provenance figure, measured from its artists, in points.

``problems(ax)`` is empty for a figure in which no two texts overlap, no text leaves its box
or the figure, each line starts and ends on the edge of a box (or where lines of its own
statement fork or join), each arrow's tip is on a box's edge, no line runs through a box, a
text or another statement's number, no two lines coincide, and the same holds for the links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from scipy.spatial import cKDTree
from scipy.special import comb

from attribgraph.plot import statement_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes
    from matplotlib.path import Path
    from matplotlib.text import Text

BOXES = (
    *("document:", "source:", "relay-", "relay:", "claim:", "row:", "about:", "cell:"),
    *("documents:", "sources:", "relays:", "claims:"),
)
TOUCH = 0.75
NEAR = 0.7
LONG = 24.0
ALIKE = 0.12
"""How many radians apart the courses of lines that coincide may be; lines that cross differ."""


@dataclass
class Extent:
    name: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Extent, slack: float = 0.4) -> bool:
        return (
            self.left + slack < other.right
            and other.left + slack < self.right
            and self.top + slack < other.bottom
            and other.top + slack < self.bottom
        )

    def holds(self, other: Extent, slack: float = 0.4) -> bool:
        return (
            self.left <= other.left + slack
            and other.right <= self.right + slack
            and self.top <= other.top + slack
            and other.bottom <= self.bottom + slack
        )

    def strictly_inside(self, points: np.ndarray, margin: float = TOUCH) -> np.ndarray:
        x, y = points.T
        return (
            (x > self.left + margin)
            & (x < self.right - margin)
            & (y > self.top + margin)
            & (y < self.bottom - margin)
        )


def overlapping(extents: list[Extent], slack: float = 0.4) -> Iterator[tuple[Extent, Extent]]:
    """Yield the pairs that overlap; extents are swept from the top down."""
    active: list[Extent] = []
    for each in sorted(extents, key=lambda each: each.top):
        active = [other for other in active if other.bottom > each.top]
        yield from ((other, each) for other in active if other.overlaps(each, slack))
        active.append(each)


class Field:
    """Extents, and which of them lie about a course."""

    def __init__(self, extents: list[Extent]) -> None:
        self.extents = extents
        self.sides = np.array([(e.left, e.top, e.right, e.bottom) for e in extents]).reshape(-1, 4)

    def about(self, points: np.ndarray, reach: float = 1.0) -> list[Extent]:
        left, top, right, bottom = self.sides.T
        (x0, y0), (x1, y1) = points.min(axis=0) - reach, points.max(axis=0) + reach
        near = (left < x1) & (x0 < right) & (top < y1) & (y0 < bottom)
        return [self.extents[each] for each in np.flatnonzero(near)]


def is_box(gid: str) -> bool:
    return gid.startswith(BOXES) and not is_line(gid)


def is_line(gid: str) -> bool:
    return gid.startswith(("found-", "makes-")) or (gid.startswith("relay-") and ":" not in gid)


def marked(ax: Axes) -> Iterator[tuple[str, PathPatch]]:
    for artist in ax.patches:
        if isinstance(artist, PathPatch) and artist.get_gid():
            yield str(artist.get_gid()), artist


def text_extent(ax: Axes, text: Text, inverse: Any = None) -> Extent:
    box = text.get_window_extent().transformed(inverse or ax.transData.inverted())
    return Extent(
        text.get_text(),
        min(box.x0, box.x1),
        min(box.y0, box.y1),
        max(box.x0, box.x1),
        max(box.y0, box.y1),
    )


MEASURED: dict[tuple[object, ...], np.ndarray] = {}
"""The corners of texts about where they stand, in pixels, by all that these depend on."""


def text_extents(ax: Axes, inverse: Any) -> list[Extent]:
    """Return the extents of all texts; those that look the same are measured once."""
    texts = [each for each in ax.texts if each.get_text().strip()]
    if not texts:
        return []
    places = ax.transData.transform([each.get_position() for each in texts])
    corners = np.array(
        [place + _about(text, place) for text, place in zip(texts, places, strict=True)]
    )
    ends = inverse.transform(corners.reshape(-1, 2)).reshape(-1, 2, 2)
    return [
        Extent(text.get_text(), *low, *high)
        for text, low, high in zip(texts, ends.min(axis=1), ends.max(axis=1), strict=True)
    ]


def _about(text: Text, place: np.ndarray) -> np.ndarray:
    font = hash(text.get_fontproperties())
    dpi = text.get_figure(root=True).dpi
    key = (text.get_text(), font, text.get_ha(), text.get_va(), text.get_rotation(), dpi)
    if key not in MEASURED:
        MEASURED[key] = text.get_window_extent().get_points() - place
    return MEASURED[key]


def sampled(path: Path, step: float = 0.02) -> np.ndarray:
    """Return points along all curves of a path, so many parts of each apart."""
    points = [
        _shares(len(segment.control_points), step) @ segment.control_points
        for segment, _ in path.iter_bezier()
        if len(segment.control_points) > 1
    ]
    return np.concatenate(points) if points else path.vertices[:1]


@cache
def _shares(number: int, step: float) -> np.ndarray:
    """Return Bernstein's polynomials of so many control points along a curve."""
    t = np.arange(0, 1 + step / 2, step)[:, None]
    at = np.arange(number)
    return comb(number - 1, at) * t**at * (1 - t) ** (number - 1 - at)


def evenly(points: np.ndarray, step: float = 0.5) -> np.ndarray:
    """Return points along a course at even distances."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.arange(0.0, along[-1], step)
    return np.column_stack([np.interp(at, along, each) for each in points.T])


def outline_distance(points: np.ndarray, point: np.ndarray) -> float:
    starts, ends = points[:-1], points[1:]
    along = ends - starts
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((point - starts) * along).sum(axis=1) / length, 0, 1)
    nearest = starts + along * share[:, None]
    return float(np.sqrt(((nearest - point) ** 2).sum(axis=1)).min())


def problems(ax: Axes) -> list[str]:
    inverse = ax.transData.inverted().frozen()
    texts = text_extents(ax, inverse)
    lines = {gid: sampled(patch.get_path()) for gid, patch in marked(ax) if is_line(gid)}
    heads = {
        gid: patch.get_path().vertices[0] for gid, patch in marked(ax) if gid.startswith("head-")
    }
    outlines = {gid: sampled(patch.get_path()) for gid, patch in marked(ax) if is_box(gid)}
    boxes = [
        Extent(gid, *points.min(axis=0), *points.max(axis=0)) for gid, points in outlines.items()
    ]
    return [
        *_texts(ax, texts, boxes),
        *_boxes(boxes),
        *_ends(lines, heads, outlines),
        *_through(lines, outlines, boxes, texts),
        *_numbers(lines, texts, boxes, statement_numbers(ax)),
        *_coincide(lines, statement_numbers(ax)),
        *_links(ax, outlines, boxes, texts),
        *_glyphs(ax, texts),
    ]


def from_the_left(points: np.ndarray) -> np.ndarray:
    return points[::-1] if points[0, 0] > points[-1, 0] else points


def _texts(ax: Axes, texts: list[Extent], boxes: list[Extent]) -> Iterator[str]:
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    page = Extent("figure", left, top, right, bottom)
    for one, two in overlapping(texts):
        yield f"texts overlap: {one.name!r} and {two.name!r}"
    for text in texts:
        if not page.holds(text):
            yield f"text leaves the figure: {text.name!r}"
        for box in boxes:
            if box.overlaps(text) and not box.holds(text):
                yield f"text leaves its box: {text.name!r} ({box.name})"


def _boxes(boxes: list[Extent]) -> Iterator[str]:
    for one, two in overlapping(boxes):
        yield f"boxes overlap: {one.name} and {two.name}"


def row_of(gid: str) -> str:
    """Return the row's id, without the number that tells the strands of one row apart."""
    return re.sub(r"\.\d+$", "", gid.partition("-")[2])


def edges(outlines: dict[str, np.ndarray]) -> Callable[[np.ndarray], bool]:
    """Return what says whether a point is on the edge of a box."""
    frames = [
        (Extent("", *each.min(axis=0), *each.max(axis=0)), each) for each in outlines.values()
    ]

    def on_edge(point: np.ndarray) -> bool:
        spot = Extent("", *point, *point)
        return any(
            frame.holds(spot, TOUCH) and outline_distance(each, point) < TOUCH
            for frame, each in frames
        )

    return on_edge


def _ends(
    lines: dict[str, np.ndarray], heads: dict[str, np.ndarray], outlines: dict[str, np.ndarray]
) -> Iterator[str]:
    on_edge = edges(outlines)
    for gid, tip in heads.items():
        if not on_edge(tip):
            yield f"an arrow ends on no box: {gid} at {tip}"
    pointed = {row_of(gid) for gid in heads}
    for gid in lines:
        if f"{gid.partition('-')[0]}-{row_of(gid)}" not in pointed:
            yield f"a line has no arrow: {gid}"
    strands: dict[str, list[str]] = {}
    for gid in lines:
        strands.setdefault(row_of(gid), []).append(gid)
    ends: dict[str, list[np.ndarray]] = {}
    for head, tip in heads.items():
        ends.setdefault(row_of(head.partition("-")[2]), []).append(tip)
    for gid, points in lines.items():
        others = [lines[other] for other in strands[row_of(gid)] if other != gid]
        joined = [point for each in others for point in (each[0], each[-1])]
        tips = ends.get(row_of(gid), [])
        for end, allowed in ((points[0], joined), (points[-1], [*joined, *tips])):
            close = any(np.hypot(*(end - each)) < 4 for each in allowed)
            if not close and not on_edge(end):
                yield f"a line ends in the air: {gid} at {end}"


def _through(
    lines: dict[str, np.ndarray],
    outlines: dict[str, np.ndarray],
    boxes: list[Extent],
    texts: list[Extent],
) -> Iterator[str]:
    words = Field([text for text in texts if not text.name.replace(",", "").isdigit()])
    frames = Field(boxes)
    for gid, points in lines.items():
        for box in frames.about(points):
            if runs_through(points, outlines[box.name]):
                yield f"a line runs through a box: {gid} through {box.name}"
        for text in words.about(points):
            if text.strictly_inside(points, 0.3).any():
                yield f"a line runs through a text: {gid} through {text.name!r}"


def runs_through(points: np.ndarray, outline: np.ndarray) -> bool:
    (left, top), (right, bottom) = outline.min(axis=0), outline.max(axis=0)
    x, y = points.T
    close = points[(x > left) & (x < right) & (y > top) & (y < bottom)]
    if not len(close):
        return False
    inside = close[Outline(outline).contains_points(close)]
    return any(outline_distance(outline, each) > TOUCH for each in inside)


def _numbers(
    lines: dict[str, np.ndarray],
    texts: list[Extent],
    boxes: list[Extent],
    numbers: dict[str, int],
) -> Iterator[str]:
    """Find lines that run through the number of another statement."""
    badges = [text for text in texts if text.name.isdigit()]
    badges = [each for each in badges if not any(box.holds(each) for box in boxes)]
    field = Field(badges)
    for gid, points in lines.items():
        own = str(numbers.get(row_of(gid)))
        for badge in field.about(points, 2.0):
            if badge.name != own and badge.strictly_inside(points, -1.0).any():
                yield f"a line runs through a number: {gid} through {badge.name}"


def _coincide(lines: dict[str, np.ndarray], numbers: dict[str, int]) -> Iterator[str]:
    """Find lines of different statements that run on top of each other for a stretch.

    All lines run across, so each is a height for every x.
    """
    if not lines:
        return
    lines = {gid: from_the_left(points) for gid, points in lines.items()}
    names = list(lines)
    own = np.array([numbers.get(row_of(gid), -number) for number, gid in enumerate(names, 1)])
    low = min(points[0, 0] for points in lines.values())
    high = max(points[-1, 0] for points in lines.values())
    x = np.arange(low, high, 0.75)
    heights = np.array([np.interp(x, *lines[gid].T, np.nan, np.nan) for gid in names])
    slopes = np.nan_to_num(np.gradient(heights, 0.75, axis=1))
    steps, angles = np.hypot(1, slopes), np.arctan(slopes)
    tops = np.array([lines[gid][:, 1].min() - NEAR for gid in names])
    bottoms = np.array([lines[gid][:, 1].max() + NEAR for gid in names])
    for number, gid in enumerate(names):
        span = slice(*np.searchsorted(x, lines[gid][[0, -1], 0]))
        step = steps[number, span]
        level = (tops < bottoms[number]) & (bottoms > tops[number]) & (own != own[number])
        others = np.flatnonzero(level[number + 1 :]) + number + 1
        near = np.abs(heights[others, span] - heights[number, span]) < NEAR * step
        near &= np.abs(angles[others, span] - angles[number, span]) < ALIKE
        for other in np.flatnonzero((near * step).sum(axis=1) * 0.75 > LONG):
            along = np.cumsum(np.where(near[other], 0.75 * step, 0.0))
            before = np.maximum.accumulate(np.where(near[other], 0.0, along))
            if (along - before).max() > LONG:
                yield f"lines coincide: {gid} and {names[others[other]]}"


def _links(
    ax: Axes, outlines: dict[str, np.ndarray], boxes: list[Extent], texts: list[Extent]
) -> Iterator[str]:
    """Find links that end on no claim, run through anything, or coincide."""
    links = {gid: sampled(patch.get_path()) for gid, patch in marked(ax) if gid.startswith("link-")}
    claims = {gid: each for gid, each in outlines.items() if gid.startswith("claim:")}
    on_edge = edges(claims)
    frames, words = Field(boxes), Field(texts)
    for gid, points in links.items():
        tips = [
            patch.get_path().vertices[0]
            for other, patch in marked(ax)
            if re.fullmatch(rf"head\d-{re.escape(gid)}", other)
        ]
        for end in (points[0], points[-1], *tips):
            if not on_edge(end):
                yield f"a link ends on no claim: {gid} at {end}"
        for box in frames.about(points):
            if runs_through(points, outlines[box.name]):
                yield f"a link runs through a box: {gid} through {box.name}"
        for text in words.about(points):
            if text.strictly_inside(points, 0.0).any():
                yield f"a link runs through a text: {gid} through {text.name!r}"
    dense = {gid: evenly(points) for gid, points in links.items()}
    trees = {gid: cKDTree(points) for gid, points in dense.items()}
    for one, two in combinations(links, 2):
        away, _ = trees[one].query(dense[two], distance_upper_bound=NEAR)
        if np.isfinite(away).mean() > 0.25:
            yield f"links coincide: {one} and {two}"


def _glyphs(ax: Axes, texts: list[Extent]) -> Iterator[str]:
    """Find glyphs and arrow heads that touch a text."""
    field = Field(texts)
    for patch in ax.patches:
        gid = str(patch.get_gid() or "")
        if patch.get_zorder() != 4 or not (gid.startswith(("head", "glyph-")) or not gid):
            continue
        points = patch.get_path().vertices
        mark = Extent(gid or "glyph", *points.min(axis=0), *points.max(axis=0))
        for text in field.about(points):
            if mark.overlaps(text, 0.8):
                yield f"a glyph touches a text: {mark.name} at {points[0]}, {text.name!r}"
