"""Independent origins: which first-hand sources are, for one claim, really one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from attribgraph.sentences import name_of
from attribgraph.vocabulary import Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from networkx.utils import UnionFind

    from attribgraph.chains import Tree
    from attribgraph.model import Attribution
    from attribgraph.store import Store

__all__ = ["ONE_WILL", "Merge", "Origin", "independent_origins"]

ONE_WILL: Final = {
    Relation.PART_OF: "is part of",
    Relation.SPEAKS_FOR: "speaks for",
    Relation.LEADS: "leads",
}
"""Relations that make sources one origin, and how a reason words them."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two first-hand sources of an origin do not count as two.

    Attributes
    ----------
    source, other
        Ids of the source that adds nothing, and of the one it goes with.
    reason
        In words, to print.
    records
        Ids of the links or rows that say so.
    """

    source: str
    other: str
    reason: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """First-hand sources that count as one origin, and why.

    Attributes
    ----------
    sources
        Their ids; those that rest on others come last.
    merges
        Why they are one: a reason for each source but one, or more.
    """

    sources: tuple[str, ...]
    merges: tuple[Merge, ...] = ()


def independent_origins(store: Store, trees: Sequence[Tree]) -> tuple[Origin, ...]:
    """Return the independent origins of statements that support one claim.

    Parameters
    ----------
    store
        The records.
    trees
        The statements, each with the rows that pass it on.

    Notes
    -----
    First-hand sources are one origin if part_of, speaks_for or leads join them
    (transitively), or one attribution makes them speak jointly. A source that rests on
    another's statement adds no origin: it relays that statement, or publishes, in a document
    that also carries a chain to the other, a row in its own voice. Sources that rest on one
    another in a circle are one. Whoever rests on several goes with the first of them and
    joins none of them together.
    """
    sources = list(dict.fromkeys(each for tree in trees for each in tree[0].row.sources))
    joint = [tree[0].row for tree in trees if len(tree[0].row.sources) > 1]
    kin = _by_kinship(store, sources) if len(sources) > 1 else []
    rests = _resting(store, trees, set(sources)) if len(sources) > 1 else {}
    if not (kin or joint or rests):
        return tuple(Origin((source,)) for source in sources)
    from networkx.utils import UnionFind

    groups: UnionFind = UnionFind(sources)
    merges = [*kin]
    for merge in kin:
        groups.union(merge.source, merge.other)
    merges.extend(_by_joint_rows(store, joint, groups))
    return _gathered(sources, groups, merges, rests)


# -- one will ---------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a source is in the tree of those of one will."""

    top: str
    above: str
    link: str
    depth: int


def _kinship(store: Store) -> Mapping[str, _Place]:
    """Return where each source is among those that part_of, speaks_for or leads join.

    Costs grow with the links; the answer is kept until the graph changes.
    """
    known: dict[str, _Place] | None = store.memo.get("kinship")
    if known is not None:
        return known
    known = {}
    beside: dict[str, list[tuple[str, str]]] = {}
    below = set()
    for link in store.tables[Kind.LINK].values():
        if link.relation in ONE_WILL:
            beside.setdefault(link.object, []).append((link.subject, link.id))
            beside.setdefault(link.subject, []).append((link.object, link.id))
            below.add(link.subject)
    for top in sorted(beside, key=lambda each: each in below):  # from the top, ways are short
        if top in known:
            continue
        known[top] = _Place(top, "", "", 0)
        todo = [top]
        for at in todo:
            for other, link_id in beside[at]:
                if other not in known:
                    known[other] = _Place(top, at, link_id, known[at].depth + 1)
                    todo.append(other)
    store.memo["kinship"] = known  # whole, since other threads may read it
    return known


def _by_kinship(store: Store, sources: Iterable[str]) -> list[Merge]:
    kin = _kinship(store)
    first: dict[str, str] = {}
    merges = []
    for source in sources:
        place = kin.get(source)
        if place is None:
            continue
        head = first.setdefault(place.top, source)
        if head != source:
            links = _way(kin, source, head)
            merges.append(Merge(source, head, _link_words(store, links), tuple(links)))
    return merges


def _way(kin: Mapping[str, _Place], one: str, other: str) -> list[str]:
    """Return the ids of the links that lead from one source to another of one will."""
    up: list[str] = []
    down: list[str] = []
    while one != other:
        if kin[one].depth >= kin[other].depth:
            up.append(kin[one].link)
            one = kin[one].above
        else:
            down.append(kin[other].link)
            other = kin[other].above
    return up + down[::-1]


def _link_words(store: Store, ids: Sequence[str]) -> str:
    links = [store.tables[Kind.LINK][each] for each in ids]
    words = [
        f"{name_of(store.require(link.subject))} {ONE_WILL[link.relation]} "
        f"{name_of(store.require(link.object))}"
        for link in links
    ]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# -- one statement ----------------------------------------------------------------------


def _by_joint_rows(store: Store, rows: Iterable[Attribution], groups: UnionFind) -> Iterable[Merge]:
    for row in rows:
        head = row.sources[0]
        for source in row.sources[1:]:
            if groups[source] != groups[head]:
                groups.union(source, head)
                names = f"{name_of(store.require(head))} and {name_of(store.require(source))}"
                yield Merge(source, head, f"{names} said so jointly", (row.id,))


# -- one resting on another -------------------------------------------------------------


def _resting(
    store: Store, trees: Sequence[Tree], sources: set[str]
) -> dict[tuple[str, str], Merge]:
    """Return who rests on whom: (resting, other) -> why."""
    rests: dict[tuple[str, str], Merge] = {}
    for tree in trees:
        for step in tree[1:]:
            for relay in step.row.sources:
                if relay not in sources:
                    continue
                for other in tree[0].row.sources:
                    if other != relay and (relay, other) not in rests:
                        names = name_of(store.require(relay)), name_of(store.require(other))
                        rests[relay, other] = Merge(
                            relay,
                            other,
                            f"{names[0]} passes on the statement of {names[1]}",
                            (step.row.id, tree[0].row.id),
                        )
    own = _own_voices(store, trees)
    if own:
        for tree in trees:
            for step in tree:
                if step.starts and step.row.document in own:
                    _rest_own(store, rests, own[step.row.document], tree[0].row)
    return rests


def _own_voices(store: Store, trees: Iterable[Tree]) -> dict[str | None, tuple[str, Attribution]]:
    """Return, for each document, the publisher and its row in its own voice."""
    documents = store.tables[Kind.DOCUMENT]
    own: dict[str | None, tuple[str, Attribution]] = {}
    for tree in trees:
        row = tree[0].row
        publisher = documents[row.document].publisher if row.document is not None else None
        if publisher is not None and publisher in row.sources:
            own.setdefault(row.document, (publisher, row))
    return own


def _rest_own(
    store: Store,
    rests: dict[tuple[str, str], Merge],
    own: tuple[str, Attribution],
    carried: Attribution,
) -> None:
    publisher, row = own
    for other in carried.sources:
        if other not in row.sources and (publisher, other) not in rests:
            names = name_of(store.require(publisher)), name_of(store.require(other))
            rests[publisher, other] = Merge(
                publisher,
                other,
                f"{names[0]} says so where it also carries the statement of {names[1]}",
                (row.id, carried.id),
            )


# -- all together -----------------------------------------------------------------------


def _gathered(
    sources: Sequence[str],
    groups: UnionFind,
    merges: Iterable[Merge],
    rests: Mapping[tuple[str, str], Merge],
) -> tuple[Origin, ...]:
    """Return the groups that rest on no other, with those that rest on them."""
    between: dict[tuple[str, str], Merge] = {}
    for (source, other), merge in rests.items():
        if groups[source] != groups[other]:
            between.setdefault((groups[source], groups[other]), merge)
    home = _homes(dict.fromkeys(groups[each] for each in sources), between)
    members: dict[object, list[str]] = {}
    for source in sorted(sources, key=lambda each: home[groups[each]][1]):
        members.setdefault(home[groups[source]][0], []).append(source)
    why: dict[object, list[Merge]] = {}
    for merge in (*merges, *between.values()):
        at, there = (home[groups[each]][0] for each in (merge.source, merge.other))
        if at == there:
            why.setdefault(at, []).append(merge)
    order = {source: place for place, source in enumerate(sources)}
    return tuple(
        Origin(tuple(group), tuple(why.get(place, ())))
        for place, group in sorted(members.items(), key=lambda pair: order[pair[1][0]])
    )


def _homes(
    groups: Iterable[str], between: Mapping[tuple[str, str], Merge]
) -> dict[str, tuple[object, int]]:
    """Return, for each group, the origin it belongs to and how far it rests from it."""
    if not between:
        return {group: (group, 0) for group in groups}
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(groups)
    graph.add_edges_from(between)
    circles = nx.condensation(graph)
    circle_of = circles.graph["mapping"]
    goes_with: dict[int, int] = {}
    for group, other in between:
        if circle_of[group] != circle_of[other]:
            goes_with.setdefault(circle_of[group], circle_of[other])
    home: dict[int, tuple[int, int]] = {}
    for circle in reversed(list(nx.topological_sort(circles))):
        if circle in goes_with:
            at, away = home[goes_with[circle]]
            home[circle] = (at, away + 1)
        else:
            home[circle] = (circle, 0)
    return {group: home[circle_of[group]] for group in graph}
