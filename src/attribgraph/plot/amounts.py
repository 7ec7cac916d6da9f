"""The figures that sources give, measure by measure: what `plot_figures` shows.

Nothing here knows how a figure looks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.disputes import contradictions
from attribgraph.errors import UnknownValueError, did_you_mean
from attribgraph.plot.chains import NOBODY, rows_of
from attribgraph.plot.describe import counted, listed, sentence
from attribgraph.plot.labels import act_label, claim_words, source_words
from attribgraph.plot.words import clean
from attribgraph.standing import relays_of, stands
from attribgraph.timeline import timeline
from attribgraph.views import AttributionView
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from attribgraph.model import Attribution, Claim
    from attribgraph.quantity import Quantity
    from attribgraph.store import Store

__all__ = ["Amount", "Amounts", "Panel", "amount_sentences", "read_amounts"]

MOST: Final = 40
"""The most statements that one figure holds."""


@dataclass(frozen=True)
class Amount:
    """One figure in one statement.

    ``number`` counts the statements of the figure from 1, ``did`` says what the source did
    and when, ``via`` who passed it on, and ``words`` is the figure as it was given.
    """

    row: Attribution
    claim: Claim
    quantity: Quantity
    number: int
    did: str
    via: str
    words: str


@dataclass(frozen=True)
class Panel:
    """The figures of one measure and unit, in the order of time, the undated last.

    ``excluding`` are pairs of places in ``amounts`` that cannot both hold.
    """

    head: str
    note: str
    unit: str
    amounts: tuple[Amount, ...]
    excluding: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Amounts:
    """All panels, and what was left out, in words."""

    store: Store
    panels: tuple[Panel, ...]
    left_out: str = ""


def read_amounts(shown: Any, measure: Any, names: Mapping[str, str]) -> Amounts:
    """Return the figures that a graph or a view holds; see `plot_figures`."""
    store, ids = rows_of(shown)
    rows = {
        id_: row
        for id_ in ids
        if (row := store.rows[id_]).content in store.tables[Kind.CLAIM]
        and store.tables[Kind.CLAIM][row.content].quantity is not None
        and stands(store, id_)
    }
    if measure is not None:
        rows = _of_measures(store, rows, [measure] if isinstance(measure, str) else list(measure))
    groups: dict[tuple[str, str | None], list[Attribution]] = {}
    for event in timeline(AttributionView(store, held=rows)):
        claim = store.tables[Kind.CLAIM][event.row.content]
        # figures without a measure compare with nothing but the same claim's
        what = claim.quantity.measure or f"claim {claim.id}"
        groups.setdefault((what, claim.quantity.unit), []).append(event.row)
    groups = {
        key: sorted(each, key=lambda row: row.said_at is None) for key, each in groups.items()
    }
    kept, left_out = _bounded(groups)
    excluding = _excluding(store, rows)
    panels, number = [], 0
    for key, mine in kept.items():
        amounts = [_amount(store, row, number + place) for place, row in enumerate(mine, 1)]
        number += len(mine)
        panels.append(_panel(key[1], amounts, excluding, names))
    return Amounts(store, tuple(panels), left_out)


def _of_measures(
    store: Store, rows: dict[str, Attribution], measures: list[str]
) -> dict[str, Attribution]:
    claims = store.tables[Kind.CLAIM]
    known = sorted({each.quantity.measure for each in claims.values() if each.quantity} - {None})
    for each in measures:
        if each not in known:
            near = did_you_mean(each, known)
            message = f"no claim measures {each!r}{near}; measures: {', '.join(known) or 'none'}"
            raise UnknownValueError(message, field="measure")
    return {
        id_: row for id_, row in rows.items() if claims[row.content].quantity.measure in measures
    }


def _bounded(
    groups: dict[tuple[str, str | None], list[Attribution]],
) -> tuple[dict[tuple[str, str | None], list[Attribution]], str]:
    """Return the measures with most statements, as many as one figure holds."""
    total = sum(len(each) for each in groups.values())
    if total <= MOST:
        return groups, ""
    room, chosen = MOST, {}
    for key, _ in Counter({key: len(each) for key, each in groups.items()}).most_common():
        if room:
            chosen[key] = groups[key][:room]
            room -= len(chosen[key])
    kept = {key: chosen[key] for key in groups if key in chosen}
    words = f"Showing {MOST} of {total:,} statements and {len(kept)} of {len(groups):,} measures"
    return kept, words


def _excluding(store: Store, rows: dict[str, Attribution]) -> set[tuple[str, str]]:
    if not rows:
        return set()
    graph = AttributionView(store, held=rows).subgraph()
    return {(each.first.id, each.second.id) for each in contradictions(graph)}


def _amount(store: Store, row: Attribution, number: int) -> Amount:
    claim: Claim = store.tables[Kind.CLAIM][row.content]
    quantity = claim.quantity
    assert quantity is not None  # noqa: S101 (rows were chosen by it)
    did = act_label(row, claim)
    words = quantity if quantity.words else quantity.model_copy(update={"unit": None})
    return Amount(
        row=row,
        claim=claim,
        quantity=quantity,
        number=number,
        did=did if row.said_at else f"{did} · no date",
        via=listed(_relaying(store, row.id)),
        words=clean(str(words)),
    )


def _relaying(store: Store, row: str) -> list[str]:
    """Return the names of those who pass a row on, the nearest first."""
    names: dict[str, None] = {}
    todo = [row]
    for at in todo:
        for relay in relays_of(store, at):
            if stands(store, relay.id):
                names.update(dict.fromkeys(source_words(store, each)[0] for each in relay.sources))
                todo.append(relay.id)
    return list(names)


def _panel(
    unit: str | None,
    amounts: list[Amount],
    excluding: set[tuple[str, str]],
    names: Mapping[str, str],
) -> Panel:
    measure = amounts[0].quantity.measure
    text = claim_words(amounts[0].claim)[0]
    one_claim = len({each.claim.id for each in amounts}) == 1
    if measure is not None and measure in names:
        head, note = clean(names[measure]), text if one_claim else ""
    elif one_claim:
        head, note = text, ""
    else:
        head, note = clean((measure or text).replace("-", " ").replace("_", " ")), ""
    pairs = tuple(
        (one, two)
        for one, first in enumerate(amounts)
        for two in range(one + 1, len(amounts))
        if (first.row.id, amounts[two].row.id) in excluding
        or (amounts[two].row.id, first.row.id) in excluding
    )
    return Panel(
        head=head[:1].upper() + head[1:],
        note=note,
        unit=clean(unit or ""),
        amounts=tuple(amounts),
        excluding=pairs,
    )


def amount_sentences(amounts: Amounts) -> Iterator[str]:
    """Say which figures there are, a sentence for each, and which exclude each other."""
    if not amounts.panels:
        yield "A chart of figures without any figure."
        return
    total = sum(len(panel.amounts) for panel in amounts.panels)
    yield f"Chart of {counted(total, 'figure')}, {counted(len(amounts.panels), 'measure')}."
    if amounts.left_out:
        yield f"{amounts.left_out}."
    for panel in amounts.panels:
        unit = f", in {panel.unit}" if panel.unit else ""
        yield sentence(f"{panel.head}{unit}")
        for each in panel.amounts:
            who = listed(_names(amounts.store, each.row))
            via = f", via {each.via}" if each.via else ""
            yield f"{each.number}. {who} ({each.did}{via}): {each.words}."
        for one, two in panel.excluding:
            first, second = panel.amounts[one].number, panel.amounts[two].number
            yield f"Figures {first} and {second} cannot both hold."


def _names(store: Store, row: Attribution) -> list[str]:
    return [
        "nobody named" if each == NOBODY else source_words(store, each)[0]
        for each in row.sources or (NOBODY,)
    ]
