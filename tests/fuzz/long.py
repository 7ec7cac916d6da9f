"""A million characters of one fragment, again and again, through everything that reads text.

``python tests/fuzz/long.py`` prints the slowest fragment of each: patterns that go back and forth
over such a text would take hours.
"""

from __future__ import annotations

import io
from contextlib import suppress
from itertools import islice
from time import process_time
from typing import TYPE_CHECKING, Any, Final

import attribgraph as ag
from attribgraph.cues import read_cue
from attribgraph.io._dates import when_of
from attribgraph.io._mentions import read_mention
from attribgraph.io._quotation import Quotation
from attribgraph.io._sources import Sources
from attribgraph.quotes import PlainText

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE: Final = 1_000_000
FRAGMENTS: Final = (
    *("a", "1", " ", ".", ",", "-", "/", "+", "'", '"', "\u2019", "\\", "\n", "\t", "(", "[", "{"),
    *("é", "\u0301", "ﬁ", "\U00010348", "1,", "1.", "1-", "1/", "1e", "$", "%", "..", "2024-"),
    *("2024-10-24T", "million ", "hundred ", "twenty-", "more than ", "and ", "to ", "be ", "is "),
    *("not ", "did not ", "isn't ", "n't ", "said ", "reported ", "A. ", "Aa ", "A'-", "Ann Lund "),
)


def _names(text: str) -> None:
    sources = Sources()
    sources.note_text("d", text)
    sources.note("d", "Ann Lund")
    sources.id_of("d", "Lund", 0)


def _sheet(text: str) -> None:
    table = {name: [text] for name in ("sources", "claim", "said_at", "quantity", "act")}
    ag.from_frame(table, **{name: name for name in table})


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "cues": read_cue,
    "times": ag.When,
    "dates in cells": when_of,
    "quantities": ag.Quantity.parse,
    "mentions": read_mention,
    "names in a text": _names,
    "quotation marks": Quotation,
    "quotes in a text": lambda text: list(islice(PlainText(text).near("x y", 0, SIZE), 2)),
    "ids": ag.slug,
    "cells": _sheet,
    "JSON": lambda text: ag.from_json('{"format":"attribgraph","format_version":1,"x":' + text),
    "JSON Lines": lambda text: ag.read_jsonl(io.StringIO(text)),
    "TOML": lambda text: ag.read_toml(io.StringIO("format_version = 1\n" + text)),
    "CSV": lambda text: ag.read_csv(io.StringIO("sources,claim\n" + text)),
    "brat": lambda text: ag.read_brat(io.StringIO(text), io.StringIO("T1\tSource 0 " + text)),
}


def main() -> None:
    """Print the slowest fragment of each reader."""
    for name, read in READERS.items():
        times = {}
        for fragment in FRAGMENTS:
            text = fragment * (SIZE // len(fragment))
            start = process_time()
            with suppress(ag.AttribGraphError, ValueError):  # whether it is read is not asked
                read(text)
            times[fragment] = process_time() - start
        slowest = max(times, key=lambda each: times[each])
        print(f"{name:<18} {times[slowest]:5.1f} s for {slowest!r}")


if __name__ == "__main__":
    main()
