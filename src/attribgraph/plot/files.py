"""Figures as files, the same byte for byte whenever the same figure is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure

from attribgraph.errors import FormatError

if TYPE_CHECKING:
    import os

    from matplotlib.axes import Axes

__all__ = ["save_figure"]

_METADATA: Final[dict[str, dict[str, Any]]] = {
    ".png": {"Software": None},
    ".svg": {"Date": None, "Creator": None},
    ".pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
}


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
    ids are not random, so that the same figure gives the same bytes.
    """
    path = Path(path)
    metadata = _METADATA.get(path.suffix.lower())
    if metadata is None:
        message = f"a figure is written as .png, .svg or .pdf, not as {path.suffix!r}"
        raise FormatError(message, path=str(path))
    whole = figure if isinstance(figure, Figure) else figure.get_figure(root=True)
    if whole is None:
        message = "these axes are in no figure"
        raise FormatError(message, path=str(path))
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "attribgraph", "pdf.fonttype": 42}
    try:
        with mpl.rc_context(settings):
            whole.savefig(path, dpi=dpi, metadata=metadata, facecolor=whole.get_facecolor())
    except OSError as error:
        message = f"the figure cannot be written: {error.strerror or error}"
        raise FormatError(message, path=str(path)) from error
    return path
