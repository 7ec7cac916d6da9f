"""The page: data, style and scripts put into one HTML file that asks nothing of the network."""

from __future__ import annotations

import base64
import json
import re
import warnings
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from attribgraph.html.data import MOST_ROWS, limited, page_data
from attribgraph.io._files import write_chunks
from attribgraph.plot.chains import read_chains
from attribgraph.plot.dates import short_date
from attribgraph.plot.style import DEFAULT_STYLE, Style
from attribgraph.plot.words import PlotWarning, clean
from attribgraph.when import When

if TYPE_CHECKING:
    from datetime import date

    from attribgraph.graph import AttributionGraph
    from attribgraph.io._files import PathOrFile
    from attribgraph.views import AttributionView, NodeView

__all__ = ["write_html"]

_LIBRARY: Final = ("dagre.min.js", "dagre.LICENSE.txt")
_SCRIPTS: Final = (
    "dom",
    "layout",
    "shapes",
    "card",
    "table",
    "stage",
    "diagram",
    "filters",
    "legend",
    "main",
)
"""The scripts in the order in which they are joined: each uses those before it."""

_TITLE: Final = "Who said what"
_UNSAFE: Final = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})
"""Characters that could end or alter a script element: escaped, they are still JSON."""


def write_html(  # noqa: PLR0913 (each is a choice that users make)
    g: AttributionGraph | AttributionView | NodeView,
    path: PathOrFile,
    *,
    title: str | None = None,
    source_line: str | None = None,
    as_of: When | str | date | None = None,
    everything: bool = False,
) -> None:
    """Write the claim-provenance diagram as one HTML file that works offline.

    The page pans and zooms; shows the quote, cue, date and document of each statement; lights
    up the chains of a claim that is clicked; filters by stance, source and date; finds by
    name or alias; and can be used with the keyboard alone. A table of the rows stands
    beneath the diagram. It makes no request to the network. It holds what it shows, and no
    notes, extra values or texts of documents.

    Parameters
    ----------
    g
        A graph, a view of rows, or a view of claims, sources or documents (the rows of
        these), as for `plot_provenance`.
    path
        Where to write it: a path, or an open file object. Writing to a path is atomic, and
        the same graph gives the same bytes.
    title
        Printed above, and the title of the page; "Who said what" unless given.
    source_line
        Where the data are from, printed below.
    as_of
        Date of the data, printed below. It selects nothing: for that, write
        ``g.attributions.as_of(...)``.
    everything
        Whether to show all of a graph with more than 400 attributions. The browser lays
        the diagram out when the page is opened, which then takes seconds or more.

    Raises
    ------
    UnknownValueError
        If ``g`` is neither a graph nor a view of one.
    WhenError
        If ``as_of`` is not a time.
    OSError
        If the file cannot be written.

    Warns
    -----
    PlotWarning
        If there are more than 400 attributions: those of the claims with most of them are
        shown, and the page says how many.

    Notes
    -----
    The page's Content-Security-Policy lets it run its own scripts alone, by their hashes,
    and load nothing. Boxes are ordered and placed by dagre (MIT licence), which is part of
    the file.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "kursk.html"
    >>> write_html(g, path, title="Who said what about Kursk")
    >>> path.read_text(encoding="utf-8").splitlines()[0]
    '<!DOCTYPE html>'
    """
    chains = read_chains(g)
    if not everything:
        chains = limited(chains, MOST_ROWS)
    if chains.left_out:
        warnings.warn(
            f"too much for one page: {chains.left_out[0].lower()}{chains.left_out[1:]}. "
            "Narrow it with a view, or ask for everything=True",
            PlotWarning,
            stacklevel=2,
        )
    dated = f"Data as of {short_date(When(as_of))}" if as_of is not None else ""
    text = _page(
        page_data(chains),
        title=clean(title or _TITLE),
        notice=f"{chains.left_out}." if chains.left_out else "",
        source=clean(source_line or ""),
        asof=dated,
    )
    write_chunks(path, [text.encode()])


def _page(data: dict[str, Any], **words: str) -> str:
    """Return the page. What is put in is never read again for places to fill."""
    style = _variables(DEFAULT_STYLE) + _asset("app.css")
    library, script = _library(), _script()
    parts = {name: escape(text) for name, text in words.items()} | {
        "data": _embedded(data),
        "library": library,
        "policy": _policy(style, (library, script)),
        "script": script,
        "style": style,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _asset("page.html"))


def _asset(name: str) -> str:
    text = files("attribgraph.html").joinpath("assets", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")  # a checkout may have changed them, and hashes are of bytes


def _embedded(data: dict[str, Any]) -> str:
    """Return data as JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.translate(_UNSAFE)


def _library() -> str:
    script, licence = (_asset(name) for name in _LIBRARY)
    # a browser's tools would ask for the map that the comment names
    script = re.sub(r"^//# sourceMappingURL=.*\n?", "", script, flags=re.MULTILINE)
    return f"/*! dagre\n{licence.strip()}\n*/\n{script}"


def _script() -> str:
    body = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def _policy(style: str, scripts: tuple[str, ...]) -> str:
    hashes = " ".join(_hash(each) for each in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def _variables(style: Style) -> str:
    """Return the library's colours as the style sheet's variables."""
    colors = {
        "paper": style.background,
        "ink": style.ink,
        "soft": style.soft_ink,
        "rule": "#D4D4D4",
        "panel": "#F7F7F7",
        "focus": "#0B57D0",
        "support": style.support,
        "deny": style.deny,
        "query": style.query,
        "comment": style.comment,
        "relay": style.relay,
        "found": style.document_line,
        "fallen": style.not_standing,
        "link": style.link,
    }
    for kind in ("document", "agency", "actor", "claim"):
        colors[f"{kind}-fill"], colors[f"{kind}-edge"] = getattr(style, kind)
    lines = "".join(f"  --{name}: {color};\n" for name, color in colors.items())
    return f":root {{\n{lines}}}\n"
