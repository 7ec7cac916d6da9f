"""Who stands together, and who stands between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from attribgraph.discourse.networks import one_mode
from attribgraph.discourse.statements import one_of

if TYPE_CHECKING:
    import networkx as nx

    from attribgraph.discourse.network import Network
    from attribgraph.discourse.sides import Side
    from attribgraph.discourse.statements import Duplicates, Qualifier
    from attribgraph.graph import AttributionGraph
    from attribgraph.views import AttributionView

__all__ = ["Blocs", "blocs", "blocs_of"]

_METHODS: Final = ("louvain", "greedy", "label_propagation")
_SEED: Final = 2017


@dataclass(frozen=True, slots=True)
class Blocs:
    """Coalitions of nodes that agree with one another.

    Attributes
    ----------
    members
        Ids of the nodes of each bloc, the largest first. A node that agrees with nobody is a
        bloc of its own.
    modularity
        How far agreement lies within blocs rather than between, -1/2 to 1 (Newman 2006).
    bridging
        How far each node stands between blocs: 0 where all its agreement is within its own,
        towards 1 where it is spread evenly over many (the participation coefficient of
        Guimera and Amaral 2005).
    network
        The network that they were found in.
    """

    members: tuple[tuple[str, ...], ...]
    modularity: float
    bridging: dict[str, float]
    network: Network

    @property
    def of(self) -> dict[str, int]:
        """The number of each node's bloc, by its id."""
        return {id_: number for number, bloc in enumerate(self.members) for id_ in bloc}

    @property
    def bridges(self) -> tuple[str, ...]:
        """Ids of the nodes that agree with more than one bloc, the most spread first."""
        found = [(-value, id_) for id_, value in self.bridging.items() if value > 0]
        return tuple(id_ for _, id_ in sorted(found))


def blocs(  # noqa: PLR0913 (the options of the field)
    g: AttributionGraph | AttributionView,
    nodes: Side = "agency",
    over: Side = "claim",
    *,
    method: Literal["louvain", "greedy", "label_propagation"] = "louvain",
    resolution: float = 1.0,
    aggregation: Literal["congruence", "subtract"] = "subtract",
    normalization: Literal["no", "average", "jaccard", "cosine"] = "average",
    duplicates: Duplicates = "document",
    qualifier: Qualifier = "stance",
    include: AttributionView | None = None,
    exclude: AttributionView | None = None,
) -> Blocs:
    """Return the coalitions of a debate, and who bridges them.

    Parameters
    ----------
    method
        The community method of networkx: ``"louvain"`` (seeded), ``"greedy"`` (of
        modularity), ``"label_propagation"`` (ignores weights, takes no resolution).
    resolution
        Above 1 for more and smaller blocs.
    aggregation
        ``"subtract"``: only those agree whose congruence exceeds their conflict.
        ``"congruence"``: conflict is not looked at.
    g, nodes, over, normalization, duplicates, qualifier, include, exclude
        As for `one_mode`.

    Returns
    -------
    Blocs
        Who stands with whom, and who bridges.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words.

    Notes
    -----
    Blocs are sought among positive ties. `polarization` is for two camps, and takes conflict
    as evidence as well.

    Examples
    --------
    >>> found = blocs(g, "source")
    >>> found.of["gur"] == found.of["ukraine"]
    True
    """
    one_of(method, _METHODS, "community method")
    one_of(aggregation, ("congruence", "subtract"), "aggregation for blocs")
    network = one_mode(
        g,
        nodes,
        over,
        aggregation=aggregation,
        normalization=normalization,
        duplicates=duplicates,
        qualifier=qualifier,
        include=include,
        exclude=exclude,
    )
    return blocs_of(network, method=method, resolution=resolution)


def blocs_of(network: Network, *, method: str = "louvain", resolution: float = 1.0) -> Blocs:
    """Return the blocs of a one-mode network, by its positive ties."""
    from networkx.algorithms import community

    ties = network.to_networkx()
    ties.remove_edges_from([(a, b) for a, b, w in ties.edges(data="weight") if w <= 0 or a == b])
    members = [tuple(sorted(each)) for each in _communities(ties, method, resolution)]
    members.sort(key=lambda each: (-len(each), each))
    modularity = community.modularity(ties, members, resolution=resolution) if ties.edges else 0.0
    number = {id_: at for at, each in enumerate(members) for id_ in each}
    return Blocs(
        tuple(members),
        float(modularity),
        {id_: _spread(ties, id_, number) for id_ in network.row_labels},
        network,
    )


def _communities(ties: nx.Graph[Any], method: str, resolution: float) -> Any:
    from networkx.algorithms import community

    if not ties.edges:
        return [{each} for each in ties]
    if method == "greedy":
        return community.greedy_modularity_communities(ties, weight="weight", resolution=resolution)
    if method == "label_propagation":
        return community.label_propagation_communities(ties)
    return community.louvain_communities(ties, weight="weight", resolution=resolution, seed=_SEED)


def _spread(ties: nx.Graph[Any], node: str, number: dict[str, int]) -> float:
    to: dict[int, float] = {}
    for other, data in ties[node].items():
        to[number[other]] = to.get(number[other], 0.0) + data["weight"]
    total = sum(to.values())
    if not total or len(to) < 2:
        return 0.0
    return 1.0 - sum((each / total) ** 2 for each in to.values())
