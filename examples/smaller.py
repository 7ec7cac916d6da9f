"""Pictures of diagrams in few colours, which take a third of the room."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.colors import to_hex
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import attribgraph as ag

__all__ = ["smaller"]

COLORS = 80
INKS = frozenset(
    each
    for style in (ag.DEFAULT_STYLE, ag.PRINT, ag.HIGH_CONTRAST)
    for value in vars(style).values()
    for each in (value if isinstance(value, tuple) else (value,))
    if isinstance(each, str)
)


def smaller(image: bytes) -> bytes:
    """Return a PNG in few colours: all those of the styles, and the commonest between them."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(image)) as drawn:
        kept = PngInfo()
        for key, text in drawn.info.items():
            if isinstance(key, str) and isinstance(text, str):
                kept.add_itxt(key, text)
        pixels = np.asarray(drawn.convert("RGB")).astype(int)
        shape = pixels.shape[:2]
        colors, which, counts = np.unique(
            pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
        )
        ours = [to_hex(each).upper() in INKS for each in colors / 255]
        few = colors[np.lexsort((-counts, np.logical_not(ours)))][:COLORS]
        nearest = np.array([((few - each) ** 2).sum(axis=1).argmin() for each in colors])
        small = Image.fromarray(nearest[which].reshape(shape).astype(np.uint8))
        small.putpalette(few.astype(np.uint8).tobytes())
        small.save(made, "png", optimize=True, pnginfo=kept, dpi=drawn.info["dpi"])
    return made.getvalue()
