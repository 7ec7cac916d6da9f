"""What is wrong with a provenance figure, measured from its artists, in points.

``problems(ax)`` is empty for a figure in which no two texts overlap, no text leaves its box
or the figure, each line starts and ends on the edge of a box (or where lines of its own
statement fork or join), no line runs through a box or a text, and no two coincide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import PathPatch

from attribgraph.plot import statement_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.path import Path
    from matplotlib.text import Text

BOXES = ("document:", "source:", "relay-", "claim:", "row:", "about:", "cell:")
TOUCH = 0.75
NEAR = 0.7
LONG = 24.0


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


def is_box(gid: str) -> bool:
    return gid.startswith(BOXES) and not is_line(gid)


def is_line(gid: str) -> bool:
    return gid.startswith(("found-", "makes-")) or (gid.startswith("relay-") and ":" not in gid)


def marked(ax: Axes) -> Iterator[tuple[str, PathPatch]]:
    for artist in ax.patches:
        if isinstance(artist, PathPatch) and artist.get_gid():
            yield str(artist.get_gid()), artist


def text_extent(ax: Axes, text: Text) -> Extent:
    box = text.get_window_extent().transformed(ax.transData.inverted())
    return Extent(
        text.get_text(),
        min(box.x0, box.x1),
        min(box.y0, box.y1),
        max(box.x0, box.x1),
        max(box.y0, box.y1),
    )


def sampled(path: Path, step: float = 0.02) -> np.ndarray:
    points = []
    for segment, _ in path.iter_bezier():
        if len(segment.control_points) > 1:
            points.append(segment(np.arange(0, 1 + step / 2, step)))
    return np.concatenate(points) if points else path.vertices[:1]


def outline_distance(points: np.ndarray, point: np.ndarray) -> float:
    starts, ends = points[:-1], points[1:]
    along = ends - starts
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((point - starts) * along).sum(axis=1) / length, 0, 1)
    nearest = starts + along * share[:, None]
    return float(np.sqrt(((nearest - point) ** 2).sum(axis=1)).min())


def problems(ax: Axes) -> list[str]:
    texts = [text_extent(ax, each) for each in ax.texts if each.get_text().strip()]
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
        *_through(lines, boxes, texts),
        *_coincide(lines, statement_numbers(ax)),
    ]


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


def _ends(
    lines: dict[str, np.ndarray], heads: dict[str, np.ndarray], outlines: dict[str, np.ndarray]
) -> Iterator[str]:
    frames = [
        (Extent("", *each.min(axis=0), *each.max(axis=0)), each) for each in outlines.values()
    ]

    def on_edge(point: np.ndarray) -> bool:
        spot = Extent("", *point, *point)
        return any(
            frame.holds(spot, TOUCH) and outline_distance(each, point) < TOUCH
            for frame, each in frames
        )

    for gid, tip in heads.items():
        if not on_edge(tip):
            yield f"an arrow ends on no box: {gid} at {tip}"
    for gid, points in lines.items():
        others = [
            each for other, each in lines.items() if other != gid and row_of(other) == row_of(gid)
        ]
        joined = [point for each in others for point in (each[0], each[-1])]
        tips = [tip for head, tip in heads.items() if row_of(head.partition("-")[2]) == row_of(gid)]
        for end, allowed in ((points[0], joined), (points[-1], [*joined, *tips])):
            close = any(np.hypot(*(end - each)) < 4 for each in allowed)
            if not close and not on_edge(end):
                yield f"a line ends in the air: {gid} at {end}"


def _through(
    lines: dict[str, np.ndarray], boxes: list[Extent], texts: list[Extent]
) -> Iterator[str]:
    numbers = [text for text in texts if text.name.isdigit()]
    words = [text for text in texts if not text.name.isdigit()]
    assert numbers or not lines
    for gid, points in lines.items():
        across = Extent(gid, *points.min(axis=0), *points.max(axis=0))
        for box in boxes:
            if not across.overlaps(box):
                continue
            # The sides of a hexagon stick out by no more than its points.
            margin = 10.0 if box.name.startswith(("source", "relay", "about")) else TOUCH
            inner = Extent(box.name, box.left + margin, box.top, box.right - margin, box.bottom)
            if inner.strictly_inside(points).any():
                yield f"a line runs through a box: {gid} through {box.name}"
        for text in words:
            if across.overlaps(text, 0) and text.strictly_inside(points, 0.3).any():
                yield f"a line runs through a text: {gid} through {text.name!r}"


def _coincide(lines: dict[str, np.ndarray], numbers: dict[str, int]) -> Iterator[str]:
    """Find lines of different statements that run on top of each other for a stretch.

    All lines run from left to right, so each is a height for every x.
    """
    own = {gid: numbers[row_of(gid)] for gid in lines}
    for (one, first), (two, second) in combinations(lines.items(), 2):
        if own[one] == own[two]:
            continue
        low = max(first[0, 0], second[0, 0])
        high = min(first[-1, 0], second[-1, 0])
        if high - low < 1:
            continue
        if first[:, 1].min() > second[:, 1].max() or second[:, 1].min() > first[:, 1].max():
            continue
        x = np.arange(low, high, 0.5)
        y_one, y_two = np.interp(x, *first.T), np.interp(x, *second.T)
        slope = np.gradient(y_one, x) if len(x) > 1 else np.zeros_like(x)
        length = np.hypot(1, slope)
        near = np.abs(y_one - y_two) < NEAR * length
        along = np.cumsum(np.where(near, 0.5 * length, 0.0))
        before = np.maximum.accumulate(np.where(near, 0.0, along))
        if (along - before).max() > LONG:
            yield f"lines coincide: {one} and {two}"
