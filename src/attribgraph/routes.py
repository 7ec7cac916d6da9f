"""How many ways a claim has, and where they can all be cut: exact, by integer programming."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from attribgraph.chains import passed_before, starts_in
from attribgraph.errors import AttribGraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attribgraph.chains import Step, Tree

__all__ = ["bottlenecks", "routes_and_cut"]


def bottlenecks(trees: Sequence[Tree]) -> tuple[str, ...]:
    """Return the sources that every chain passes, in the order of their ids.

    None if there is no chain, or if one passes no source at all. Each step is visited once.
    """
    starts = starts_in(trees)
    if not starts:
        return ()
    at: Step | None = min(starts, key=lambda step: step.depth)
    shared: set[str] = set()
    while at is not None:
        shared.update(at.row.sources)
        at = at.inner
    for tree in trees:
        if len(tree) == 1:
            shared.intersection_update(tree[0].row.sources)
    if len(starts) > 1 and shared:
        through: Counter[str] = Counter()
        for tree in trees:
            for step, passed in passed_before(tree):
                for source in step.row.sources:
                    if source in shared and not passed[source]:
                        through[source] += step.chains
        shared = {source for source in shared if through[source] == len(starts)}
    return tuple(sorted(shared))


def routes_and_cut(trees: Sequence[Tree]) -> tuple[list[Step], tuple[str, ...]]:
    """Return the most chains of which no two share a source, and the smallest cut.

    Chains come as the steps at which they start, in order; the cut is the fewest sources such
    that every chain passes one of them. Chains that pass no source are left out of both.
    """
    found = _sets(trees)
    routes: list[Step] = []
    cut: list[str] = []
    for component in _components(list(found)):
        shared = frozenset.intersection(*component)
        if shared:
            routes.append(found[component[0]])
            cut.append(min(shared))
            continue
        elements = sorted(frozenset.union(*component))
        matrix = _matrix(component, elements)
        routes.extend(found[component[place]] for place in _solve(-1.0, matrix.T, at_most=1))
        cut.extend(elements[place] for place in _solve(1.0, matrix, at_least=1))
    chosen = set(map(id, routes))
    return [step for step in found.values() if id(step) in chosen], tuple(sorted(cut))


def _sets(trees: Sequence[Tree]) -> dict[frozenset[str], Step]:
    """Return, for the chains that decide, the sources that decide, and where each starts.

    A chain that goes on from where another starts holds all of that one's sources: the shorter
    one decides for both. A source that is passed in one step only, after another source, can
    give way to that other one, which every chain through it passes too.
    """
    times = Counter(source for tree in trees for step in tree for source in step.row.sources)
    found: dict[frozenset[str], Step] = {}
    for tree in trees:
        of: dict[int, frozenset[str]] = {}
        decided: set[int] = set()
        for step in tree:
            if step.inner is not None and id(step.inner) in decided:
                decided.add(id(step))
                continue
            before = of[id(step.inner)] if step.inner is not None else frozenset[str]()
            own = [each for each in step.row.sources if times[each] > 1 and each not in before]
            if not own and not before:
                own = list(step.row.sources[:1])
            of[id(step)] = passes = before.union(own) if own else before
            if step.starts and passes:
                decided.add(id(step))
                found.setdefault(passes, step)
    return found


def _components(sets: Sequence[frozenset[str]]) -> Iterable[list[frozenset[str]]]:
    """Return the sets in groups that share no element with one another, in order."""
    if all(len(each) == 1 for each in sets):
        return [[each] for each in sets]
    import networkx as nx

    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edges_from((place, element) for place, each in enumerate(sets) for element in each)
    return [
        [sets[place] for place in sorted(node for node in part if isinstance(node, int))]
        for part in nx.connected_components(graph)
    ]


def _matrix(sets: Sequence[frozenset[str]], elements: Sequence[str]) -> Any:
    import numpy as np
    from scipy.sparse import csr_array

    column = {element: place for place, element in enumerate(elements)}
    pairs = [(row, column[element]) for row, each in enumerate(sets) for element in sorted(each)]
    rows, columns = np.array(pairs, dtype=np.int32).T  # the solver of scipy 1.12 wants no others
    return csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(sets), len(elements)))


def _solve(
    weight: float, matrix: Any, *, at_least: float | None = None, at_most: float | None = None
) -> list[int]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    limits = LinearConstraint(
        matrix,
        lb=-np.inf if at_least is None else at_least,
        ub=np.inf if at_most is None else at_most,
    )
    count = matrix.shape[1]
    result = milp(
        np.full(count, weight),
        constraints=limits,
        integrality=np.ones(count),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},  # the solver's own gap would let it stop short of the best
    )
    if result.x is None:
        message = f"the solver of routes and cuts found no answer: {result.message}"
        raise AttribGraphError(message)
    return [int(place) for place in np.flatnonzero(result.x > 0.5)]
