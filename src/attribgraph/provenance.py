"""Where a claim comes from: chains, bottlenecks, routes, circular reporting, cascades.

All of it is about chains that exist, from a document through relays to a first-hand row,
never about paths in a graph of sources, which would join one man's own word to what he
merely passed on.

>>> from attribgraph import trace
>>> trace(g, "flexible-approach").bottlenecks
('yonhap', 'yoon-suk-yeol')
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from attribgraph.arguments import Ref, one_id
from attribgraph.chains import (
    Chain,
    chains_in,
    first_hand_rows,
    passed_before,
    starts_in,
    supports,
    tree_of,
)
from attribgraph.closures import reach
from attribgraph.routes import bottlenecks, routes_and_cut
from attribgraph.sentences import chain_sentence
from attribgraph.standing import stands
from attribgraph.store import collector_paused
from attribgraph.vocabulary import Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import networkx as nx

    from attribgraph.chains import Step, Tree
    from attribgraph.graph import AttributionGraph
    from attribgraph.model import Attribution
    from attribgraph.store import Store

__all__ = ["Cascade", "Chain", "CircularReport", "Trace", "cascade", "circular_reports", "trace"]


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a claim comes from.

    Attributes
    ----------
    claim
        Id of the claim.
    chains
        Every chain to the claim, whatever its first-hand row's stance.
    origins
        Ids of the first-hand sources of supporting chains.
    outlets
        Ids of the publishers of the documents that supporting chains start in.
    documents
        Ids of those documents.
    bottlenecks
        Ids of the sources that every supporting chain passes.
    routes
        The most supporting chains of which no two share a source.
    cut
        The fewest sources such that every supporting chain passes one of them.
    """

    claim: str
    chains: tuple[Chain, ...]
    origins: tuple[str, ...]
    outlets: tuple[str, ...]
    documents: tuple[str, ...]
    bottlenecks: tuple[str, ...]
    routes: tuple[Chain, ...]
    cut: tuple[str, ...]
    _graph: AttributionGraph = field(repr=False, compare=False)

    @property
    def route_count(self) -> int:
        """How many supporting chains there are of which no two share a source."""
        return len(self.routes)

    @property
    def supporting(self) -> tuple[Chain, ...]:
        """The chains whose first-hand rows assert the claim."""
        return tuple(chain for chain in self.chains if chain.supports)

    def explain(self) -> str:
        """Return all chains as sentences, one a line.

        Examples
        --------
        >>> print(trace(g, "phased-support").explain()[:62])
        According to Yonhap, in “Article on North Korean soldiers in t
        """
        store = self._graph._store  # noqa: SLF001 (a result of its own library)
        return "\n".join(chain_sentence(store, chain) for chain in self.chains)

    def to_networkx(self) -> nx.MultiDiGraph[Any]:
        """Return the supporting chains as a graph in which information flows along edges.

        Returns
        -------
        networkx.MultiDiGraph
            From the claim to its first-hand sources, on to relays and into documents, with
            one edge for each row between each two sources, keyed by the row's id. Nodes carry
            ``kind`` and ``record``, edges carry ``kind``: asserts, passed_on or found_in.

        Examples
        --------
        >>> list(trace(g, "phased-support").to_networkx().edges())[:2]
        [('phased-support', 'yoon-suk-yeol'), ('yoon-suk-yeol', 'yonhap')]
        """
        import networkx as nx

        made: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
        records: dict[str, Any] = {}

        def node(id_: str) -> str:
            if id_ not in records:
                records[id_] = self._graph[id_]
                made.add_node(id_, kind=records[id_].record_kind.value, record=records[id_])
            return id_

        node(self.claim)
        reached: dict[str, tuple[str, ...]] = {}
        for chain in self.supporting:
            before: tuple[str, ...] = (self.claim,)
            for row in chain.rows_beyond(reached):
                before = reached.get(row.content, before)
                kind = "asserts" if before == (self.claim,) else "passed_on"
                for source in row.sources:
                    for each in before:
                        made.add_edge(each, node(source), key=row.id, kind=kind)
                reached[row.id] = after = row.sources or before
                if row.document is not None:
                    document = node(row.document)
                    for each in after:
                        made.add_edge(each, document, key=row.id, kind="found_in")
        return made


def trace(g: AttributionGraph, claim: Ref, *, equivalents: bool = False) -> Trace:
    """Trace where a claim comes from, over the rows that stand.

    Parameters
    ----------
    g
        The graph.
    claim
        The claim.
    equivalents
        Take in claims linked as equivalent to it.

    Returns
    -------
    Trace
        Chains, origins, outlets, documents, bottlenecks, routes and cut.

    Raises
    ------
    UnknownIdError, WrongKindError
        If it is not a claim of the graph.

    Notes
    -----
    Routes (a set packing) and cut (a hitting set) are exact, by `scipy.optimize.milp`;
    ``route_count <= len(cut)``. Chains and bottlenecks cost in proportion to the rows
    involved; routes and cut can, for hundreds of chains that overlap in tangled ways, take
    long. A chain that passes no source (the text names nobody) cannot be cut at one: with
    such a chain there is no bottleneck, and routes and cut are those of the others.

    Examples
    --------
    >>> found = trace(g, "troops-in-kursk")
    >>> found.origins, found.route_count
    (('ukraine', 'gur'), 2)
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    id_ = one_id(store, claim, (Kind.CLAIM,), "claim", "trace")
    claims = reach(store, [id_], (Relation.EQUIVALENT_TO,)) if equivalents else [id_]
    trees = [tree_of(store, row) for row in first_hand_rows(store, claims)]
    supporting = [tree for tree in trees if supports(tree[0].row)]
    chains = {chain.start: chain for chain in chains_in(store, trees)}
    found = [chain for chain in chains.values() if chain.supports]
    routes, cut = routes_and_cut(supporting)
    return Trace(
        claim=id_,
        chains=tuple(chains.values()),
        origins=tuple(dict.fromkeys(s for tree in supporting for s in tree[0].row.sources)),
        outlets=tuple(dict.fromkeys(c.outlet for c in found if c.outlet is not None)),
        documents=tuple(dict.fromkeys(c.document for c in found if c.document is not None)),
        bottlenecks=bottlenecks(supporting),
        routes=tuple(chains[step.row.id] for step in routes),
        cut=cut,
        _graph=g,
    )


@dataclass(frozen=True, slots=True)
class CircularReport:
    """Sources that, in the end, report themselves.

    Attributes
    ----------
    sources
        Ids of the sources in the circle; of documents, where documents cite in a circle.
    loop
        One way round, in the order of passing on: each reports (or cites) the one before it,
        and the last is the first again.
    attributions
        The rows that make the circle, innermost first; empty for documents.
    claims
        Ids of the claims that go round.
    kind
        ``"reports"`` or ``"cites"``.
    """

    sources: tuple[str, ...]
    loop: tuple[str, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[str, ...]
    kind: Literal["reports", "cites"] = "reports"


@collector_paused()
def circular_reports(g: AttributionGraph) -> tuple[CircularReport, ...]:
    """Find chains that come back to a source that they have passed, and citation circles.

    Parameters
    ----------
    g
        The graph.

    Returns
    -------
    tuple of CircularReport
        One for each strongly connected group of sources under "rests on", taken over such
        chains only, and one for each group of documents that cite one another in a circle.

    Notes
    -----
    Two sources that each speak first-hand and also relay each other are no circle: no
    chain comes back. Nor is a source that passes on its own earlier words. Each row is
    visited once. Support that looks plural but has one origin, without any circle, is found
    by `false_plurality`.

    Examples
    --------
    >>> circular_reports(g)
    ()
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    found = [*_report_circles(store), *_citation_circles(store)]
    return tuple(sorted(found, key=lambda report: (report.kind != "reports", report.sources)))


def _report_circles(store: Store) -> Iterator[CircularReport]:
    import networkx as nx

    claims = store.tables[Kind.CLAIM]
    pairs: list[tuple[Step, Step]] = []
    returns: list[tuple[Step, str]] = []
    for row in store.rows.values():
        if row.content in claims and store.outer(row.id) and stands(store, row.id):
            tree = tree_of(store, row)
            if len(tree) > 2:
                pairs.extend(_circular_pairs(tree, returns))
    rests: nx.DiGraph[Any] = nx.DiGraph()
    for outer, inner in pairs:
        rests.add_edges_from(_edges(outer, inner))
    group_of = _circles(rests)
    rows: dict[int, dict[str, Attribution]] = {}
    about: dict[int, dict[str, None]] = {}
    for outer, inner in pairs:
        for source, other in _edges(outer, inner):
            group = group_of.get(source)
            if group is not None and group == group_of.get(other):
                rows.setdefault(group, {}).update(
                    {inner.row.id: inner.row, outer.row.id: outer.row}
                )
                about.setdefault(group, {})[outer.root.content] = None
    loops: dict[int, tuple[str, ...]] = {}
    for step, source in returns:
        known = loops.get(group_of[source])
        if known is None or len(known) == 2:  # back through nobody named: one with names says more
            loop = _loop(step, source)
            loops[group_of[source]] = loop if known is None or len(loop) > 2 else known
    members: dict[int, list[str]] = {}
    for source, group in group_of.items():
        members.setdefault(group, []).append(source)
    for group, sources in members.items():
        yield CircularReport(
            tuple(sorted(sources)), loops[group], tuple(rows[group].values()), tuple(about[group])
        )


def _circular_pairs(tree: Tree, returns: list[tuple[Step, str]]) -> Iterator[tuple[Step, Step]]:
    """Iterate over (outer, inner) steps with sources on the chains that come back to one.

    What a chain comes back to, and where, is added to ``returns``.
    """
    coming_back: set[int] = set()
    for step, passed in passed_before(tree):
        before = () if step.inner is None else step.inner.row.sources
        again = [source for source in step.row.sources if passed[source] and source not in before]
        if again or id(step.inner) in coming_back:
            coming_back.add(id(step))
        returns.extend((step, source) for source in again)
    marked: set[int] = set()
    for start in starts_in([tree]):
        at: Step | None = start if id(start) in coming_back else None
        while at is not None and id(at) not in marked:
            marked.add(id(at))
            at = at.inner
    for step in tree:
        if id(step) in marked and step.row.sources:
            inner = step.inner
            while inner is not None and not inner.row.sources:
                inner = inner.inner
            if inner is not None:
                yield step, inner


def _edges(outer: Step, inner: Step) -> Iterator[tuple[str, str]]:
    """Iterate over who rests on whom; on itself only through a relay that is not named."""
    through_nobody = inner is not outer.inner
    for source in outer.row.sources:
        for other in inner.row.sources:
            if source != other or through_nobody:
                yield source, other


def _loop(step: Step, source: str) -> tuple[str, ...]:
    """Return the sources from where the chain passed the source before to where it is again."""
    way = [source]
    at = step.inner
    while at is not None and source not in at.row.sources:
        way.extend(at.row.sources[:1])
        at = at.inner
    return (source, *reversed(way))


def _circles(graph: nx.DiGraph[Any]) -> dict[str, int]:
    """Return the strongly connected group of each node that is on a circle."""
    import networkx as nx

    return {
        node: place
        for place, group in enumerate(nx.strongly_connected_components(graph))
        for node in group
        if len(group) > 1 or graph.has_edge(node, node)
    }


def _citation_circles(store: Store) -> Iterator[CircularReport]:
    import networkx as nx

    cites: nx.DiGraph[Any] = nx.DiGraph()
    cites.add_edges_from(
        (link.subject, link.object)
        for link in store.tables[Kind.LINK].values()
        if link.relation is Relation.CITES
    )
    members: dict[int, list[str]] = {}
    for document, group in _circles(cites).items():
        members.setdefault(group, []).append(document)
    for documents in members.values():
        way = [document for document, _ in nx.find_cycle(cites.subgraph(documents))]
        loop = (way[0], *reversed(way))
        yield CircularReport(tuple(sorted(documents)), loop, (), (), "cites")


@dataclass(frozen=True, slots=True)
class Cascade:
    """Who repeated whom, measured (Vosoughi, Roy and Aral 2018; Goel et al. 2016).

    Attributes
    ----------
    claim
        Id of the claim.
    size
        Number of rows: first-hand rows and relays.
    depth
        Longest way from a first-hand row, in relays.
    max_breadth
        Most rows at one depth.
    virality
        Structural virality: the mean distance between two rows of one tree, in relays;
        0 where no tree has two rows.
    parts
        The same for each first-hand row, where there are several.
    """

    claim: str
    size: int
    depth: int
    max_breadth: int
    virality: float
    parts: tuple[Cascade, ...] = ()


def cascade(g: AttributionGraph, claim: Ref) -> Cascade:
    """Measure how a claim was passed on, over the rows that stand and assert it.

    Parameters
    ----------
    g
        The graph.
    claim
        The claim.

    Returns
    -------
    Cascade
        Size, depth, maximum breadth and structural virality, of all and of each first-hand
        row.

    Raises
    ------
    UnknownIdError, WrongKindError
        If it is not a claim of the graph.

    Notes
    -----
    Defined by Goel et al. (2016), "The structural virality of online diffusion", and used by
    Vosoughi, Roy and Aral (2018), "The spread of true and false news online". Each row is
    visited once. Distances are summed edge by edge: an edge that parts a tree of n rows into
    s and n - s lies between s (n - s) pairs.

    Examples
    --------
    >>> found = cascade(g, "flexible-approach")
    >>> found.size, found.depth, found.virality
    (2, 1, 1.0)
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    id_ = one_id(store, claim, (Kind.CLAIM,), "claim", "cascade")
    trees = [tree_of(store, row) for row in first_hand_rows(store, [id_]) if supports(row)]
    levels = Counter(step.depth for tree in trees for step in tree)
    distances = [_distances(tree) for tree in trees]
    return Cascade(
        id_,
        sum(levels.values()),
        max(levels, default=0),
        max(levels.values(), default=0),
        _mean(distances, map(len, trees)),
        tuple(_part(id_, tree, distance) for tree, distance in zip(trees, distances, strict=True))
        if len(trees) > 1
        else (),
    )


def _part(claim: str, tree: Tree, distance: int) -> Cascade:
    levels = Counter(step.depth for step in tree)
    virality = _mean([distance], [len(tree)])
    return Cascade(claim, len(tree), max(levels), max(levels.values()), virality)


def _distances(tree: Tree) -> int:
    """Return the sum of the distances between all pairs of rows: edge by edge."""
    beyond = {id(step): 1 for step in tree}
    total = 0
    for step in reversed(tree):
        if step.inner is not None:
            size = beyond[id(step)]
            beyond[id(step.inner)] += size
            total += size * (len(tree) - size)
    return total


def _mean(distances: Iterable[int], sizes: Iterable[int]) -> float:
    pairs = sum(size * (size - 1) // 2 for size in sizes)
    return sum(distances) / pairs if pairs else 0.0
