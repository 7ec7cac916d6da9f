"""The graph as networkx knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attribgraph.standing import stands
from attribgraph.store import SOURCE_ORDER, field_ids
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    import networkx as nx

    from attribgraph.store import Store

__all__ = ["to_networkx"]

_MAKES = "makes"
_EDGE_KINDS = {
    (Kind.ATTRIBUTION, "content"): "content",
    (Kind.ATTRIBUTION, "document"): "found_in",
    (Kind.ATTRIBUTION, "on_behalf_of"): "on_behalf_of",
    (Kind.ATTRIBUTION, "addressees"): "addressed_to",
    (Kind.DOCUMENT, "publisher"): "published_by",
    (Kind.CLAIM, "about"): "about",
}


def to_networkx(store: Store, *, reify: bool) -> nx.MultiDiGraph[Any]:
    """Return the frozen networkx form, made once until the next change."""
    name = "networkx" if reify else "networkx, collapsed"
    made: nx.MultiDiGraph[Any] | None = store.memo.get(name)
    if made is None:
        import networkx as nx

        made = nx.MultiDiGraph()
        (_reified if reify else _collapsed)(store, made)
        store.memo[name] = nx.freeze(made)
    return made


def _reified(store: Store, made: nx.MultiDiGraph[Any]) -> None:
    for kind, table in store.tables.items():
        if kind is not Kind.LINK:
            made.add_nodes_from(
                (id_, {"kind": kind.value, "record": record}) for id_, record in table.items()
            )
    for id_, row in store.rows.items():
        for source in row.sources:
            made.add_edge(source, id_, key=_MAKES, kind=_MAKES)
    for (kind, field), name in _EDGE_KINDS.items():
        for id_, record in store.tables[kind].items():
            for target in field_ids(record, field):
                made.add_edge(id_, target, key=name, kind=name)
    taken = {_MAKES, *_EDGE_KINDS.values()}
    for id_, link in store.tables[Kind.LINK].items():
        # an id has no spaces, so that no link takes the place of another edge
        key = f"link {id_}" if id_ in taken else id_
        made.add_edge(link.subject, link.object, key=key, kind=link.relation.value, record=link)


def _collapsed(store: Store, made: nx.MultiDiGraph[Any]) -> None:
    for kind in (*SOURCE_ORDER, Kind.CLAIM):
        made.add_nodes_from(
            (id_, {"kind": kind.value, "record": record})
            for id_, record in store.tables[kind].items()
        )
    claims = store.tables[Kind.CLAIM]
    for id_, row in store.rows.items():
        if row.content in claims and stands(store, id_):
            for source in row.sources:
                made.add_edge(
                    source,
                    row.content,
                    key=id_,
                    kind=row.stance.value,
                    sign=row.stance.sign,
                    record=row,
                )
