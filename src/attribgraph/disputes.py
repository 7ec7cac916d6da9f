"""Who contradicts whom, and who changed position."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

from attribgraph import clocks
from attribgraph.chains import first_hand_rows, supports
from attribgraph.standing import bottom_claim, stands
from attribgraph.store import collector_paused
from attribgraph.views import Dispute
from attribgraph.vocabulary import Act, ClaimForm, Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.model import Attribution, Claim
    from attribgraph.standing import Span
    from attribgraph.store import Store

__all__ = ["Contradiction", "Dispute", "Reversal", "contradictions", "disputes", "reversals"]


Turn = Literal["to denial", "to support", "retraction", "undecided"]
"""How a source's position changed."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows that assert claims which cannot both hold.

    Attributes
    ----------
    first, second
        The rows.
    reason
        ``"contradicts"``: a link says so. ``"quantities"``: their figures of one measure
        exclude each other.
    """

    first: Attribution
    second: Attribution
    reason: Literal["contradicts", "quantities"]


@dataclass(frozen=True, slots=True)
class Reversal:
    """One source that changed its position on a claim.

    Attributes
    ----------
    source, claim
        Their ids.
    earlier, later
        The rows. For a retraction, the row retracted and the row that retracts it.
    kind
        ``"to denial"``, ``"to support"``, ``"retraction"`` (of the row, or of the claim), or
        ``"undecided"`` where it both supports and denies, but the dates do not tell which
        came first.
    """

    source: str
    claim: str
    earlier: Attribution
    later: Attribution
    kind: Turn


@collector_paused()
def disputes(g: AttributionGraph) -> tuple[Dispute, ...]:
    """Return each pair of standing rows of which one asserts and one denies a statement.

    Parameters
    ----------
    g
        The graph.

    Returns
    -------
    tuple of Dispute
        In the order of the assertions.

    Notes
    -----
    Costs grow with the rows of the graph and the pairs found; a claim that m rows assert
    and n deny gives m n pairs.

    Examples
    --------
    >>> disputes(g)
    ()
    """
    return g.attributions.disputed_by(g.attributions)


@collector_paused()
def contradictions(g: AttributionGraph) -> tuple[Contradiction, ...]:
    """Return pairs of standing rows that assert statements which cannot both hold.

    Statements exclude each other if a link says that one contradicts the other, or if they give
    figures of one measure and unit that have no number in common (an approximate figure is
    given a tenth either way), for times in the world that are not certainly apart.

    Parameters
    ----------
    g
        The graph.

    Returns
    -------
    tuple of Contradiction
        Linked claims first.

    Notes
    -----
    Costs grow with the figures of each measure, sorted, with the pairs of figures that
    exclude each other, and with the pairs of rows found.

    Examples
    --------
    >>> contradictions(g)
    ()
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    claims = store.tables[Kind.CLAIM]
    pairs: dict[tuple[str, str], Literal["contradicts", "quantities"]] = {}
    for link in store.tables[Kind.LINK].values():
        ends = (link.subject, link.object)
        if link.relation is Relation.CONTRADICTS and all(
            claims[end].form is ClaimForm.STATEMENT for end in ends
        ):
            pairs[ends] = "contradicts"
    for first, second in _excluding(store):
        pair = (min(first, second), max(first, second))
        pairs.setdefault(pair, "quantities")
    asserted: dict[str, list[Attribution]] = {}
    for claim in dict.fromkeys(each for pair in pairs for each in pair):
        asserted[claim] = [row for row in first_hand_rows(store, [claim]) if supports(row)]
    return tuple(
        Contradiction(one, other, reason)
        for (first, second), reason in pairs.items()
        for one in asserted[first]
        for other in asserted[second]
    )


def _excluding(store: Store) -> Iterator[tuple[str, str]]:
    """Iterate over the pairs of claims whose figures exclude each other."""
    by_measure: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in store.tables[Kind.CLAIM].values():
        figure = claim.quantity
        if figure is not None and figure.measure and claim.form is ClaimForm.STATEMENT:
            by_measure.setdefault((figure.measure, figure.unit), []).append(claim)
    for claims in by_measure.values():
        ordered = sorted(claims, key=lambda claim: claim.quantity.reach[0])  # type: ignore[union-attr]
        lows = [claim.quantity.reach[0] for claim in ordered]  # type: ignore[union-attr]
        for claim in ordered:
            high = claim.quantity.reach[1]  # type: ignore[union-attr]
            for other in ordered[bisect_right(lows, high) :]:
                if not _apart(claim, other):
                    yield claim.id, other.id


def _apart(one: Claim, other: Claim) -> bool:
    if one.happened_at is None or other.happened_at is None:
        return False
    return not one.happened_at.overlaps(other.happened_at)


@collector_paused()
def reversals(g: AttributionGraph) -> tuple[Reversal, ...]:
    """Return where a source took the opposite stance to its own earlier one, or retracted.

    Only what sources say themselves counts: that others deny a claim is a dispute, not a
    reversal, and that others deny or retract a statement is neither.

    Parameters
    ----------
    g
        The graph.

    Returns
    -------
    tuple of Reversal
        Retractions of rows first; then, by source and claim, each change of sides.

    Notes
    -----
    Rows that stand are compared in the order in which they were said (a row without a date
    was said no later than it was published); where that does not tell which of two came
    first, the pair is there as ``"undecided"``. A row that its own source retracts no longer
    stands: it is there once, as retracted. Costs grow with the rows of the graph, sorted by
    source and claim.

    Examples
    --------
    >>> reversals(g)
    ()
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    claims = store.tables[Kind.CLAIM]
    taken: dict[tuple[str, str], list[Attribution]] = {}
    found: list[Reversal] = []
    for row in store.rows.values():
        if not row.stance.sign or not stands(store, row.id):
            continue
        takes_back = row.act is Act.RETRACT and not row.negated
        if row.content in claims and (row.asserts or takes_back):
            for source in row.sources:
                taken.setdefault((source, row.content), []).append(row)
        elif takes_back and row.content in store.rows:
            found.extend(_retractions(store, row))
    for (source, claim), rows in taken.items():
        if len({row.stance.sign for row in rows}) > 1:
            found.extend(
                Reversal(source, claim, earlier, later, kind)
                for earlier, later, kind in turns(store, rows)
            )
    return tuple(found)


def _retractions(store: Store, row: Attribution) -> Iterator[Reversal]:
    retracted = store.rows[row.content]
    claim = bottom_claim(store, retracted.id)
    if claim is not None:
        for source in row.sources:
            if source in retracted.sources:
                yield Reversal(source, claim.id, retracted, row, "retraction")


def turns(
    store: Store, rows: Iterable[Attribution]
) -> Iterator[tuple[Attribution, Attribution, Turn]]:
    """Iterate over neighbours in time whose signs differ."""
    span = clocks.span_on("said_at")
    spans = {row.id: span(store, row) or (None, None) for row in rows}
    previous: Attribution | None = None
    for row in sorted(rows, key=lambda row: _place(spans[row.id])):
        if previous is not None and previous.stance.sign != row.stance.sign:
            end, start = spans[previous.id][1], spans[row.id][0]
            if row.act is Act.RETRACT:  # it follows what it takes back, dated or not
                yield previous, row, "retraction"
            elif end is None or start is None or end >= start:
                yield previous, row, "undecided"
            else:
                yield previous, row, "to denial" if row.stance.sign < 0 else "to support"
        previous = row


def _place(span: Span) -> tuple[bool, datetime]:
    """Return what rows are sorted by: the first instant, else the last; else at the end."""
    start, end = span
    return (False, start or end or _NEVER) if start or end else (True, _NEVER)


_NEVER: Final = datetime.max.replace(tzinfo=UTC)
