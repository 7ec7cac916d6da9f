"""What is wrong with a timeline or a corroboration figure, measured from its artists.

``faults(ax)`` is empty for a figure in which no two texts, glyphs or boxes overlap, no text
leaves its box or the figure, and no arrow or line runs through a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from checker import Extent, evenly, marked, overlapping, sampled, text_extent
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

BOXES = ("lane-", "document:", "source:", "relay-", "more:", "documents:", "origin:", "claim")
GLYPHS = ("row-",)
ARROWS = ("reversal-", "both-", "response-")
LINES = (*ARROWS, "published-", "span-", "thread-")
STEP = 0.5
NEAR = 1.4
"""Arrows whose middles are nearer to each other than this cannot be told apart."""
LONG = 5.0
"""How far they may run beside each other: where they cross, no further than they are wide."""


def extents(ax: Axes, prefixes: tuple[str, ...]) -> list[Extent]:
    """Return the extents of marks, those of one row's glyph taken together."""
    found: dict[str, Extent] = {}
    for gid, patch in marked(ax):
        if not gid.startswith(prefixes):
            continue
        points = sampled(patch.get_path())
        own = Extent(gid, *points.min(axis=0), *points.max(axis=0))
        known = found.setdefault(gid, own)
        found[gid] = Extent(
            gid,
            min(known.left, own.left),
            min(known.top, own.top),
            max(known.right, own.right),
            max(known.bottom, own.bottom),
        )
    return list(found.values())


def faults(ax: Axes) -> list[str]:
    texts = [text_extent(ax, each) for each in ax.texts if each.get_text().strip()]
    boxes = extents(ax, BOXES)
    glyphs = extents(ax, GLYPHS)
    return [
        *_texts(ax, texts, boxes),
        *(f"boxes overlap: {a.name}, {b.name}" for a, b in overlapping(boxes)),
        *(f"glyphs overlap: {a.name}, {b.name}" for a, b in overlapping(glyphs)),
        *_touching(texts, glyphs),
        *_through(ax, texts, boxes),
        *_through_glyphs(ax, glyphs),
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


def _touching(texts: list[Extent], glyphs: list[Extent]) -> Iterator[str]:
    for glyph in glyphs:
        for text in texts:
            if glyph.overlaps(text):
                yield f"a glyph touches a text: {glyph.name}, {text.name!r}"


def _through(ax: Axes, texts: list[Extent], boxes: list[Extent]) -> Iterator[str]:
    """Find lines through texts; strands run on beneath boxes, which hide them."""
    for gid, patch in marked(ax):
        if not gid.startswith(LINES):
            continue
        points = sampled(patch.get_path(), 0.01)
        for text in texts:
            hidden = any(box.holds(text) for box in boxes)
            if not hidden and text.strictly_inside(points, 0.3).any():
                yield f"a line runs through a text: {gid} through {text.name!r}"


def _through_glyphs(ax: Axes, glyphs: list[Extent]) -> Iterator[str]:
    for gid, patch in marked(ax):
        if gid.startswith(ARROWS):
            points = sampled(patch.get_path(), 0.01)
            for glyph in glyphs:
                if glyph.strictly_inside(points, 0.5).any():
                    yield f"an arrow runs through a glyph: {gid} through {glyph.name}"


def shared(ax: Axes) -> list[str]:
    """Find arrows that run on top of each other for a stretch; a few do where there are dozens."""
    courses = [
        (gid, evenly(sampled(patch.get_path(), 0.1), STEP))
        for gid, patch in marked(ax)
        if gid.startswith(ARROWS)
    ]
    if len(courses) < 2:
        return []
    points = np.concatenate([course for _, course in courses])
    owner = np.repeat(range(len(courses)), [len(course) for _, course in courses])
    near = cKDTree(points).query_pairs(NEAR, output_type="ndarray")
    pairs = np.sort(owner[near], axis=1)
    pairs, places = pairs[pairs[:, 0] != pairs[:, 1]], near[pairs[:, 0] != pairs[:, 1]]
    found = []
    for one, two in np.unique(pairs, axis=0):
        mine = (pairs == (one, two)).all(axis=1)
        shared = np.unique(places[mine])
        first = np.sort(shared[owner[shared] == one])
        runs = np.split(first, np.flatnonzero(np.diff(first) > 1) + 1)
        longest = max(map(len, runs)) * STEP
        if longest > LONG:
            found.append(f"arrows share a stretch: {courses[one][0]} and {courses[two][0]}")
    return found
