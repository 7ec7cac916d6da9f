"""Figures as files, the same byte for byte whenever the same figure is written."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from attribgraph.errors import FormatError
from attribgraph.plot.describe import described
from attribgraph.plot.linked import join_words

if TYPE_CHECKING:
    import os

    from matplotlib.axes import Axes

    from attribgraph.plot.describe import Description

__all__ = ["figure_bytes", "save_figure"]

_METADATA: Final[dict[str, dict[str, Any]]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}
_BACKENDS: Final = {".png": "agg", ".svg": "svg", ".pdf": "pdf"}
"""Named, so that each file has a canvas of its own: that on which a figure was shown remembers
how wide its texts are with hinting."""
_WHERE: Final = {".png": "Description", ".pdf": "Subject"}
_SETTINGS: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "attribgraph",
    "pdf.fonttype": 42,
    "text.hinting": "none",  # hinted letters are set apart by whole pixels, and text widens
}
_SVG: Final = re.compile(rb"<svg [^>]*(?=>)")
_FAMILY: Final = re.compile(rb'(<text style="[^"]*?font-family: )([^";]+)')
_LIKE: Final = (
    (b"Mono", b"monospace"),
    (b"Serif", b"Georgia, serif"),
    (b"", b"Verdana, sans-serif"),
)
"""Fonts that readers have where they lack the one that a figure was measured in."""


def save_figure(figure: Axes | Figure, path: str | os.PathLike[str], *, dpi: float = 200) -> Path:
    """Write a figure as PNG, SVG or PDF, by the ending of the path.

    Parameters
    ----------
    figure
        The axes that a plot returned, or their figure.
    path
        Where to write; the folder must exist.
    dpi
        Pixels an inch of a PNG.

    Returns
    -------
    pathlib.Path
        The path.

    Raises
    ------
    FormatError
        If the path ends in none of .png, .svg and .pdf, or cannot be written.

    Notes
    -----
    SVG holds text as text, so that it can be selected and searched. No date is written and
    ids are not random, so that the same figure gives the same bytes. The title and what
    `alt_text` says are written into the file: for screen readers in SVG, as metadata in PNG
    and PDF. In SVG and PDF, what shows a document with a web address is a link to it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_figure(ag.plot_stances(g), f"{folder}/stances.svg").name
    'stances.svg'
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in _METADATA:
        message = f"a figure is written as .png, .svg or .pdf, not as {path.suffix!r}"
        raise FormatError(message, path=str(path))
    whole = figure if isinstance(figure, Figure) else figure.get_figure(root=True)
    if whole is None:
        message = "these axes are in no figure"
        raise FormatError(message, path=str(path))
    try:
        path.write_bytes(figure_bytes(whole, ending, dpi=dpi))
    except OSError as error:
        message = f"the figure cannot be written: {error.strerror or error}"
        raise FormatError(message, path=str(path)) from error
    return path


def figure_bytes(figure: Figure, ending: str, *, dpi: float = 200) -> bytes:
    """Return a figure as the bytes of a file that ends in .png, .svg or .pdf."""
    metadata = _METADATA[ending]
    description = described(figure)
    if description is not None and ending in _WHERE:
        metadata = {**metadata, "Title": description.title, _WHERE[ending]: str(description)}
    drawn = io.BytesIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(
            drawn,
            format=ending[1:],
            backend=_BACKENDS[ending],
            dpi=dpi,
            metadata=metadata,
            facecolor=figure.get_facecolor(),
        )
    finish = _opaque if ending == ".png" else _told
    return finish(drawn.getvalue(), description)


def _opaque(image: bytes, _: Description | None) -> bytes:
    """Return a PNG without its layer of transparency, if nothing in it is transparent."""
    with Image.open(io.BytesIO(image)) as drawn:
        drawn.load()
        if drawn.getextrema()[-1] != (255, 255):
            return image
        kept = PngInfo()
        for key, text in drawn.text.items():  # type: ignore[attr-defined]  # a PNG has it
            kept.add_text(key, str(text))
        made = io.BytesIO()
        drawn.convert("RGB").save(made, "png", pnginfo=kept, dpi=drawn.info["dpi"])
    return made.getvalue()


def _told(image: bytes, description: Description | None) -> bytes:
    """Return an SVG with its title and description as elements; another image as it is."""
    if b"<svg " not in image[:1000]:
        return image
    image = join_words(_with_fallbacks(image))
    if description is None:
        return image
    parts = (("title", description.title), ("desc", str(description)))
    told = "".join(f'\n <{tag} id="figure-{tag}">{escape(text)}</{tag}>' for tag, text in parts)
    # a document, not an image: what stands in it can be read and followed on its own
    opened = (
        ' role="graphics-document document" aria-labelledby="figure-title"'
        f' aria-describedby="figure-desc">{told}'
    )
    head = _SVG.search(image)
    assert head is not None  # noqa: S101 (matplotlib wrote it)
    return image[: head.end()] + opened.encode() + image[head.end() + 1 :]


def _with_fallbacks(image: bytes) -> bytes:
    """Return an SVG whose fonts have others to fall back on, of their kind."""

    def more(found: re.Match[bytes]) -> bytes:
        first = found[2].partition(b",")[0]
        like = next(fonts for word, fonts in _LIKE if word in first)
        return b"%b%b, %b" % (found[1], found[2], like)

    return _FAMILY.sub(more, image)
