"""What a figure shows, in plain language, for those who cannot see it.

Each plot writes its description from the data when it draws, with `describe`, and keeps it
on the axes as ``_attribgraph_description``; `alt_text` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import UnknownValueError
from attribgraph.plot.words import clean
from attribgraph.sentences import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    from attribgraph.plot.chains import Chains

__all__ = [
    "Description",
    "alt_text",
    "counted",
    "describe",
    "described",
    "listed",
    "sentence",
    "statements",
]

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
    >>> ax = ag.plot_provenance(g.attributions.by("gur"), title="One source")
    >>> alt_text(ax)[:90]
    'One source. Claim-provenance diagram of 1 statement by 1 source about 1 claim in 1 documen'
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


def statements(chains: Chains) -> Iterator[str]:
    """Say what a provenance figure shows: how much, then each statement by its number."""
    store, rows = chains.store, chains.rows
    if not rows:
        yield "A claim-provenance diagram without attributions."
        return
    records = [each.record for each in rows.values()]
    firsthand = [rows[each].record for each in chains.numbers]
    sources = {source for each in firsthand for source in each.sources}
    claims = {each.content for each in firsthand}
    documents = {each.document for each in records if each.document}
    parts = [
        counted(len(firsthand), "statement"),
        f"by {counted(len(sources), 'source')}",
        f"about {counted(len(claims), 'claim')}",
        *([f"in {counted(len(documents), 'document')}"] if documents else []),
    ]
    yield f"Claim-provenance diagram of {' '.join(parts)}."
    if chains.left_out:
        yield f"{chains.left_out}."
    for id_, number in sorted(chains.numbers.items(), key=lambda item: item[1]):
        yield f"{number}. {explain(store, id_)}"
