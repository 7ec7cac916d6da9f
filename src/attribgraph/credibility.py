"""How far sources and claims can be believed, by how they agree: truth discovery.

>>> import attribgraph as ag
>>> g = ag.AttributionGraph(ag.Agency(name="Herald"), ag.Agency(name="Echo"))
>>> _ = g.attribute("herald", ag.Claim(id="three", text="Three were hurt"))
>>> _ = g.attribute("echo", ag.Claim(id="five", text="Five were hurt"))
>>> ag.credibility(g, groups={"three": "hurt", "five": "hurt"}).contests[0].best
('three', 'five')
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from attribgraph.errors import UnknownValueError, WrongKindError
from attribgraph.frames import frame
from attribgraph.graph import AttributionGraph
from attribgraph.methods import method_of
from attribgraph.model import Claim
from attribgraph.store import SOURCE_ORDER
from attribgraph.tabular import text_table
from attribgraph.views import AttributionView
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from attribgraph.ballots import Ballots, Competition
    from attribgraph.store import Store
    from attribgraph.trust import Outcome

__all__ = ["Contest", "Copying", "Credibility", "credibility"]

By = Mapping[str, Hashable] | Callable[[Claim], Hashable]

Method = Literal[
    "vote",
    "sums",
    "average_log",
    "investment",
    "pooled_investment",
    "truthfinder",
    "dawid_skene",
    "depen",
    "accu",
]


@dataclass(frozen=True, slots=True)
class Contest:
    """Claims that exclude one another, as far as anybody asserts or denies them.

    Attributes
    ----------
    item
        What ``groups`` calls the matter; None where links, or nothing, made the contest.
    claims
        Ids of the claims, the most credible first; equal ones in the graph's order.
    best
        Ids of those that lead: several for a tie or for equivalent claims, none if each of
        them is denied at least as strongly as it is asserted.
    """

    item: Any
    claims: tuple[str, ...]
    best: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copying:
    """Two sources that probably do not speak independently.

    Attributes
    ----------
    copier, original
        Ids of the sources, in the likelier direction. It is no likelier than the other where
        ``probability`` is half of ``dependence``, as always with ``depen``.
    dependence
        Probability that one of them copies the other, either way round.
    probability
        Probability that the copier copies the original.
    """

    copier: str
    original: str
    dependence: float
    probability: float


@dataclass(frozen=True, slots=True)
class Credibility:
    """Scores of sources and of claims.

    Attributes
    ----------
    method
        How they were computed.
    sources, claims
        Score by id, in the graph's order: of the sources that assert or deny a claim, and of
        the claims that are asserted or denied. Scores of different methods are on different
        scales (see `credibility`).
    contests
        The claims that compete, and which of them lead.
    iterations
        How many rounds were gone.
    converged
        Whether the last round changed no more than the tolerance.
    dependence
        For ``depen`` and ``accu``: a ``scipy.sparse`` matrix, its rows and columns in the
        order of ``sources``, whose entry is the probability that the row's source copies the
        column's. Pairs that have no statement in common are left out. Else None.
    copies
        For ``depen`` and ``accu``: the pairs that are more likely dependent than not, the
        surest first.
    priors
        For ``dawid_skene``: how frequent each value is estimated to be.
    confusion
        For ``dawid_skene``: for each source and true value, how often it states each value;
        ``("not", value)`` stands for a denial. Values that it never states are left out.
    log_likelihood
        For ``dawid_skene``: natural logarithm of the likelihood of what was said.
    """

    method: str
    sources: Mapping[str, float]
    claims: Mapping[str, float]
    contests: tuple[Contest, ...]
    iterations: int
    converged: bool
    dependence: Any = None
    copies: tuple[Copying, ...] = ()
    priors: Mapping[Any, float] | None = None
    confusion: Mapping[str, Mapping[Any, Mapping[Any, float]]] | None = None
    log_likelihood: float | None = None

    @property
    def best(self) -> tuple[str, ...]:
        """Ids of the claims that lead their contests."""
        return tuple(id_ for contest in self.contests for id_ in contest.best)

    def to_frame(self) -> Any:
        """Return a pandas frame, a claim a line: claim, score, item, whether it leads.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        best = set(self.best)
        item = {id_: contest.item for contest in self.contests for id_ in contest.claims}
        return frame(
            {
                "claim": list(self.claims),
                "score": list(self.claims.values()),
                "item": [item[id_] for id_ in self.claims],
                "best": [id_ in best for id_ in self.claims],
            }
        )

    def __repr__(self) -> str:
        state = "converged" if self.converged else "not converged"
        rounds = "1 round" if self.iterations == 1 else f"{self.iterations} rounds"
        counts = f"{_count(self.sources, 'source')}, {_count(self.claims, 'claim')}"
        lines = [f"Credibility by {self.method}: {counts}; {rounds}, {state}"]
        for name, scores in (("source", self.sources), ("claim", self.claims)):
            top = sorted(scores.items(), key=lambda pair: -pair[1])[:_SHOWN]
            if top:
                rows = [[id_, f"{score:.4g}"] for id_, score in top]
                lines.append(text_table([name, "score"], rows, [40, 12]))
            if len(scores) > _SHOWN:
                lines.append(f"(+ {len(scores) - _SHOWN} more)")
        return "\n".join(lines)


_SHOWN = 5


def _count(things: Mapping[str, float], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def credibility(  # noqa: PLR0913 (options by name)
    g: AttributionGraph | AttributionView,
    method: Method = "vote",
    *,
    groups: By | None = None,
    values: By | None = None,
    iterations: int | None = None,
    tolerance: float | None = None,
    **parameters: float,
) -> Credibility:
    """Score sources and claims by how the sources agree.

    Parameters
    ----------
    g
        A graph, or a view of rows to use those of them that stand.
    method
        ``"vote"`` counts heads. ``"sums"``, ``"average_log"``, ``"investment"``,
        ``"pooled_investment"`` and ``"truthfinder"`` go back and forth between the trust in
        sources and the belief in claims. ``"dawid_skene"`` estimates how each source confuses
        values. ``"depen"`` and ``"accu"`` find out who copies and discount copies.
    groups
        Which claims exclude one another: those with the same item, as a mapping from claim id
        to item, or a function of the `Claim`. Claims for which it has none (None) compete
        with those that they are joined to by ``contradicts`` links, directly or through
        others; without ``groups``, all claims do.
    values
        For ``dawid_skene``: the value of each claim, in the same forms ("patient 3 is in class
        2" has the item "patient 3" and the value 2). Without it, each claim is a question that
        is answered yes or no.
    iterations
        The most rounds to go.
    tolerance
        Stop once a round changes no source's score (``depen``, ``dawid_skene``: no
        probability) by more than this; ``truthfinder``: once the scores of all sources turn,
        as a vector, by no more (1 less the cosine).
    **parameters
        ``growth`` (`investment` 1.2, `pooled_investment` 1.4), above 0.
        ``initial_trust`` (0.9), ``influence`` (0.5) and ``dampening`` (0.3) of `truthfinder`,
        between 0 and 1.
        ``copying`` (0.5, chance that two sources are dependent), ``error`` (0.5, chance that a
        source is wrong, to begin with), ``copy_rate`` (0.8, share of its values that a copier
        copies), all between 0 and 1, and ``false_values`` (5, number of wrong values that
        an item might be given) of `depen` and `accu`.

    Returns
    -------
    Credibility
        Scores, contests and, by method, copying or confusions.

    Raises
    ------
    UnknownValueError
        For an unknown method or parameter, with near matches; for a value out of its range;
        if ``groups`` or ``values`` differ between claims that are linked as equivalent; if
        ``values`` are for another method, or lack a claim; if ``depen``, ``accu`` or
        ``dawid_skene`` would have to hold too much.
    UnknownIdError
        If ``groups`` or ``values`` are mappings and speak of a claim that is not there.
    WrongKindError
        If ``g`` is neither a graph nor a view of rows.

    Notes
    -----
    Only rows that stand, with an act that asserts, about claims that are statements count; a
    row by several sources counts for each, one that names none for nobody. Relaying a row
    does not assert its claim. Claims linked by ``equivalent_to`` are one claim. Saying a thing
    twice counts once, except in ``dawid_skene``. To deny a claim is a vote for its negation,
    which competes with it. The score of a claim (*x* for what it has, *y* for its negation) is

    ===================  ==================================================================
    vote                 heads: *x* - *y*
    sums, average_log,   belief, 1 for the highest: *x* - *y*
    investment,
    pooled_investment
    truthfinder          confidence, between 0 and 1
    dawid_skene, accu    probability
    depen                heads, copies discounted: *x* - *y*
    ===================  ==================================================================

    Sources' scores are trust, 1 for the highest (the four with belief); mean confidence
    (`truthfinder`); accuracy (`dawid_skene`, `accu`); the share of statements that agree with
    what leads (`vote`, `depen`).

    A round costs time in proportion to the statements; `depen` and `accu` take, for each
    claim, the pairs of its sources, and `dawid_skene` the values for each statement. The
    formulas, papers and limits of each are in the documentation. A high score says that
    sources agree, not that they are right.

    Examples
    --------
    >>> found = credibility(g)
    >>> found.claims["troops-in-kursk"]
    2.0
    >>> credibility(g, "trutfinder")
    Traceback (most recent call last):
        ...
    attribgraph.errors.UnknownValueError: 'trutfinder' is not a method (did you mean \
'truthfinder'?); ...
    """
    store, ballots = _read(g)
    chosen = method_of(method)
    options = chosen.options(parameters)
    if values is not None and method != "dawid_skene":
        message = f"values is for dawid_skene, not for {method}"
        raise UnknownValueError(message, field="values")
    from attribgraph import confusion, dependence, trust
    from attribgraph.ballots import compete, said_of

    stop = trust.Stop(*chosen.stop(iterations, tolerance))
    at = compete(
        store, ballots, None if groups is None else said_of(store, ballots, groups, "groups")
    )
    if method == "dawid_skene":
        options["values"] = None if values is None else said_of(store, ballots, values, "values")
    if not ballots.sources:
        return Credibility(method, {}, {}, (), 0, converged=True)
    modules = {"trust": trust, "dependence": dependence, "confusion": confusion}
    outcome = getattr(modules[chosen.module], method)(at, stop, **options)
    return _result(store, method, at, outcome)


def _read(g: AttributionGraph | AttributionView) -> tuple[Store, Ballots]:
    from attribgraph.ballots import ballots_of

    if isinstance(g, AttributionView):
        return g._store, ballots_of(g._store, g)  # noqa: SLF001 (analyses read the storage)
    if not isinstance(g, AttributionGraph):
        message = f"credibility() takes a graph or a view of rows, not {type(g).__name__}"
        raise WrongKindError(message)
    store = g._store  # noqa: SLF001 (analyses read the storage)
    known: Ballots | None = store.memo.get("ballots")
    if known is None:
        known = store.memo["ballots"] = ballots_of(store, store.rows.values())
    return store, known


def _result(store: Store, method: str, at: Competition, outcome: Outcome) -> Credibility:
    """Put the scores under ids, in the graph's order."""
    place = {id_: number for number, id_ in enumerate(at.ballots.sources)}
    ids = [id_ for kind in SOURCE_ORDER for id_ in store.tables[kind] if id_ in place]
    trust = outcome.sources.tolist()
    claim_at = {id_: number for number, ids in enumerate(at.ballots.claims) for id_ in ids}
    score = outcome.claims.tolist()
    claims = {id_: score[claim_at[id_]] for id_ in store.tables[Kind.CLAIM] if id_ in claim_at}
    more = dict(outcome.more)
    if "dependence" in more:
        order = [place[id_] for id_ in ids]
        more["dependence"] = more["dependence"][order][:, order]
        more["copies"] = _copies(more["dependence"], ids)
    if "confusion" in more:
        more["confusion"] = {id_: more["confusion"][id_] for id_ in ids}
    return Credibility(
        method=method,
        sources={id_: trust[place[id_]] for id_ in ids},
        claims=claims,
        contests=_contests(at, outcome, claim_at, claims),
        iterations=outcome.iterations,
        converged=outcome.converged,
        **more,
    )


def _contests(
    at: Competition, outcome: Outcome, claim_at: Mapping[str, int], claims: Mapping[str, float]
) -> tuple[Contest, ...]:
    item, leading = at.item.tolist(), outcome.leading.tolist()
    entered: dict[int, list[str]] = {}
    for id_ in claims:
        entered.setdefault(item[claim_at[id_]], []).append(id_)
    return tuple(
        Contest(
            at.names[number],
            tuple(ids if len(ids) == 1 else sorted(ids, key=lambda id_: -claims[id_])),
            tuple(id_ for id_ in ids if leading[claim_at[id_]]),
        )
        for number, ids in entered.items()
    )


_LIKELY = 0.5


def _copies(matrix: Any, ids: list[str]) -> tuple[Copying, ...]:
    """Return the pairs that are more likely dependent than not, the surest first."""
    both = (matrix + matrix.T).tocoo()
    likely = (both.row < both.col) & (both.data > _LIKELY)
    rows, columns = both.row[likely], both.col[likely]
    if not len(rows):  # scipy before 1.13 answers an empty question with a matrix
        return ()
    found = []
    pairs = zip(rows.tolist(), columns.tolist(), both.data[likely].tolist(), strict=True)
    for (one, other, chance), forth in zip(pairs, matrix[rows, columns].tolist(), strict=True):
        if forth >= chance - forth:
            found.append(Copying(ids[one], ids[other], chance, forth))
        else:
            found.append(Copying(ids[other], ids[one], chance, chance - forth))
    return tuple(sorted(found, key=lambda pair: -pair.dependence))
