"""A synthetic archive as JSON Lines: ``python benchmarks/archive.py 1000000 archive.jsonl``.

Nothing in it was said by anybody: every record says "synthetic". Its proportions are those of
PolNeAR 1.0 (Newell et al. 2018), the part ``train`` with one annotator an article, where that
corpus tells them; see SCALE.md beside this file.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lines"]

# -- measured on PolNeAR -------------------------------------------------------------------
AN_ARTICLE: Final = 23.7
"""Attributions an article, on average; the standard deviation is 19."""
NO_SOURCE: Final = 0.076
ANONYMOUS: Final = 0.033
DESCRIBED: Final = 0.454
SPEAKER_TAIL: Final = 0.80
"""Exponent of Zipf's law for the 200 sources with the most rows."""
ACTS: Final = {
    "assert": 0.610, "comment": 0.109, "demand": 0.058, "believe": 0.057, "report": 0.041,
    "promise": 0.033, "question": 0.029, "accuse": 0.014, "predict": 0.011, "deny": 0.011,
    "confirm": 0.010, "admit": 0.010, "warn": 0.005, "estimate": 0.002,
}  # fmt: skip
DENYING: Final = 0.04
"""Share of rows that deny without the act being one of denial."""
NEGATED: Final = 0.03
MODES: Final = {"indirect": 0.675, "direct": 0.189, "mixed": 0.136}
CERTAINTIES: Final = {"unspecified": 0.933, "possible": 0.026, "probable": 0.026, "certain": 0.015}

# -- assumed, as one corpus of articles does not tell it ------------------------------------
NEW_LOCAL: Final = 0.75
"""Share of described mentions that are a new source of their article."""
ROWS_A_CLAIM: Final = 2.5
RELAYS: Final = 0.05
DEEPER: Final = 0.10
DATED: Final = 0.70
YEARS: Final = 10

_WORDS: Final = (
    "budget",
    "border",
    "harbour",
    "school",
    "hospital",
    "railway",
    "election",
    "treaty",
    "bylaw",
    "audit",
    "strike",
    "flood",
    "ferry",
    "tariff",
    "pension",
    "reactor",
    "bridge",
    "vaccine",
    "census",
    "grain",
)
_CUES: Final = ("said", "according to", "told reporters", "claimed", "said in a note", "added")
_BLOCK: Final = 200_000


@dataclass
class _Made:
    articles: int = 0
    claims: int = 0
    rows: int = 0


def lines(number: int, seed: int = 1) -> Iterator[str]:
    """Iterate over the lines of an archive of so many attributions, the header first."""
    some = np.random.default_rng(seed)
    speakers, outlets = max(20, number // 50), max(5, number // 20_000)
    yield '{"format":"attribgraph","format_version":1}'
    for at in range(outlets):
        yield f'{{"record":"agency","id":"o{at}","name":"Synthetic outlet {at}","kind":"news"}}'
    for at in range(speakers):
        if at % 3:
            yield f'{{"record":"actor","id":"s{at}","name":"Synthetic speaker {at}"}}'
        else:
            yield f'{{"record":"agency","id":"s{at}","name":"Synthetic body {at}","kind":"party"}}'
    relations = ("part_of", "affiliated_with", "speaks_for", "leads")
    for at in range(1, speakers, 10):
        whole = 3 * int(some.integers(0, max(1, speakers // 30)))
        yield (
            f'{{"record":"link","subject":"s{at}","relation":"{relations[at % 4]}",'
            f'"object":"s{whole}"}}'
        )
    weights = 1 / np.arange(1, speakers + 1) ** SPEAKER_TAIL
    odds = weights.cumsum() / weights.sum()
    made = _Made()
    while made.rows < number:
        yield from _block(some, odds, outlets, made, min(_BLOCK, number - made.rows))


def _drawn(some: np.random.Generator, table: dict[str, float], size: int) -> list[str]:
    chances = np.array(list(table.values()))
    found = some.choice(len(table), size, p=chances / chances.sum())
    words = list(table)
    return [words[each] for each in found.tolist()]


def _block(  # noqa: PLR0912, PLR0915 (one article after another)
    some: np.random.Generator, odds: np.ndarray, outlets: int, made: _Made, size: int
) -> Iterator[str]:
    """Make some rows, with their articles, their local sources and their new claims."""
    days = np.datetime64("2015-01-01") + np.arange(365 * YEARS)
    day_texts = days.astype(str).tolist()
    lengths = np.maximum(1, some.gamma(1.55, AN_ARTICLE / 1.55, int(size / AN_ARTICLE * 1.5) + 50))
    ends = np.minimum(lengths.astype(int).cumsum(), size)
    ends = ends[: int(np.searchsorted(ends, size)) + 1].tolist()
    published = some.integers(0, len(day_texts), len(ends)).tolist()
    named = np.searchsorted(odds, some.random(size)).tolist()
    which = some.random(size).tolist()
    acts, modes = _drawn(some, ACTS, size), _drawn(some, MODES, size)
    certainties = _drawn(some, CERTAINTIES, size)
    negated = (some.random(size) < NEGATED).tolist()
    denying = (some.random(size) < DENYING).tolist()
    fresh = (some.random(size) < 1 / ROWS_A_CLAIM).tolist()
    popular = (some.random(size) ** 2).tolist()
    relays = (some.random(size) < RELAYS).tolist()
    local_odds, deeper = some.random(size).tolist(), (some.random(size) < DEEPER).tolist()
    dated = (some.random(size) < DATED).tolist()
    back = some.integers(0, 4, size).tolist()
    words = some.integers(0, len(_WORDS), (size, 2)).tolist()
    cues = some.integers(0, len(_CUES), size).tolist()
    for (start, end), day in zip(pairwise([0, *ends]), published, strict=True):
        article = made.articles
        made.articles += 1
        yield (
            f'{{"record":"document","id":"d{article}","title":"Synthetic article {article}",'
            f'"publisher":"o{article % outlets}","published_at":"{day_texts[day]}"}}'
        )
        local, earlier, relayed = 0, -1, -1
        for at in range(start, end):
            row = made.rows
            made.rows += 1
            share = which[at]
            if share < NO_SOURCE:
                source = ""
            elif share < NO_SOURCE + ANONYMOUS + DESCRIBED:
                if local == 0 or local_odds[at] < NEW_LOCAL:
                    naming = "anonymous" if share < NO_SOURCE + ANONYMOUS else "described"
                    yield (
                        f'{{"record":"actor","id":"d{article}.{local}",'
                        f'"name":"a synthetic official","naming":"{naming}"}}'
                    )
                    local += 1
                source = f'"d{article}.{local - 1}"'
            else:
                source = f'"s{named[at]}"'
            act = acts[at]
            fields = f'"sources":[{source}],'
            if relays[at] and earlier >= 0:
                inner = relayed if deeper[at] and relayed >= 0 else earlier
                fields += f'"content":"r{inner}","act":"report",'
                relayed = row
            else:
                if fresh[at] or made.claims == 0:
                    claim = made.claims
                    made.claims += 1
                    one, other = words[at]
                    yield (
                        f'{{"record":"claim","id":"c{claim}","text":"The synthetic {_WORDS[one]} '
                        f'of matter {claim} will be settled by the {_WORDS[other]} board"}}'
                    )
                else:
                    claim = int(popular[at] * made.claims)
                fields += f'"content":"c{claim}","act":"{act}",'
                earlier = row
                if denying[at]:
                    fields += '"stance":"deny",'
                elif negated[at]:
                    fields += '"negated":true,'
            if dated[at]:
                said = day_texts[max(0, day - back[at])]
                fields += f'"said_at":"{said}",'
            yield (
                f'{{"record":"attribution","id":"r{row}",{fields}'
                f'"certainty":"{certainties[at]}","quote_mode":"{modes[at]}",'
                f'"cue":"{_CUES[cues[at]]}","document":"d{article}","method":"synthetic"}}'
            )


if __name__ == "__main__":
    count, target = int(sys.argv[1]), Path(sys.argv[2])
    with target.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines(count))
    print(f"{target}: {target.stat().st_size / 1e6:,.0f} MB")
