"""Every plot, called alike: on a graph or a view, about one claim where it takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import (
    plot_corroboration,
    plot_discourse,
    plot_figures,
    plot_provenance,
    plot_stances,
    plot_timeline,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

__all__ = ["PLOTS"]


def _corroboration(g: Any, **kwargs: Any) -> Axes:
    return plot_corroboration(g, "fire", **kwargs)


PLOTS: Final[dict[str, Callable[..., Axes]]] = {
    "provenance": plot_provenance,
    "stances": plot_stances,
    "timeline": plot_timeline,
    "corroboration": _corroboration,
    "figures": plot_figures,
    "discourse": plot_discourse,
}
"""All by name; each is called with a graph that holds a claim ``fire``."""
