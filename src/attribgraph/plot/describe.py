"""What a figure shows, in plain language, for those who cannot see it.

Each plot writes its description from the data when it draws, with `describe`, and keeps it
on the axes as ``_attribgraph_description``; `alt_text` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import UnknownValueError
from attribgraph.plot.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

__all__ = ["Description", "alt_text", "counted", "describe", "described", "listed", "sentence"]

_DESCRIPTION: Final = "_attribgraph_description"


@dataclass(frozen=True)
class Description:
    """A figure's title, and what it shows, sentence by sentence."""

    title: str
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        """Return all of it as one text."""
        return " ".join([sentence(self.title), *self.sentences])


def alt_text(ax: Axes) -> str:
    """Describe a figure in plain language, for those who cannot see it.

    Made from the data when the figure was drawn: its title, what kind of figure it is, how
    much it shows, and each statement in it. `save_figure` writes it into the file.

    Parameters
    ----------
    ax
        The axes that a plot of this library returned.

    Returns
    -------
    str
        Sentences, the most general first.

    Raises
    ------
    UnknownValueError
        If no plot of this library was drawn on the axes.

    Examples
    --------
    >>> print(alt_text(plot_provenance(g.attributions.by("gur"))))
    Who said what, and where it was found. 1 statement by 1 source on 1 claim, in 1 document.
    Statement 1: On 24 October 2024 ...
    """
    found = getattr(ax, _DESCRIPTION, None)
    if not isinstance(found, Description):
        message = "these axes hold no figure that attribgraph drew"
        raise UnknownValueError(message)
    return str(found)


def describe(ax: Axes, title: str, sentences: Iterable[str]) -> None:
    """Keep a figure's title and what it shows with its axes, for `alt_text`."""
    kept = Description(clean(title), tuple(clean(each) for each in sentences if each))
    setattr(ax, _DESCRIPTION, kept)


def described(figure: Figure | SubFigure) -> Description | None:
    """Return what a figure shows, over all its axes; None if nothing was described."""
    found: list[Any] = [getattr(ax, _DESCRIPTION, None) for ax in figure.axes]
    kept: list[Description] = [each for each in found if isinstance(each, Description)]
    if len(kept) < 2:
        return kept[0] if kept else None
    return Description(" / ".join(each.title for each in kept), tuple(str(each) for each in kept))


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it has a stop.

    Examples
    --------
    >>> sentence("Who said what"), sentence("Who said what?")
    ('Who said what.', 'Who said what?')
    """
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def listed(items: Iterable[str]) -> str:
    """Return items as a list in words.

    Examples
    --------
    >>> listed(["1", "2", "3"])
    '1, 2 and 3'
    """
    *first, last = list(items) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "claim"), counted(1200, "source")
    ('1 claim', '1,200 sources')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
