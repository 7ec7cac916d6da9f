"""What is reached from a record by following links, however many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attribgraph.vocabulary import SYMMETRIC_RELATIONS, Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.store import Store

__all__ = ["AFFILIATION", "reach"]

AFFILIATION: Final = frozenset(
    {Relation.PART_OF, Relation.SPEAKS_FOR, Relation.LEADS, Relation.AFFILIATED_WITH}
)
"""Relations by which a source belongs to another."""


def reach(store: Store, ids: Iterable[str], relations: Iterable[Relation]) -> dict[str, None]:
    """Return the ids and the subjects of links that lead to them, transitively.

    Symmetric relations are followed both ways. Costs grow with the links that are followed.
    """
    wanted = frozenset(relations)
    links = store.tables[Kind.LINK]
    found = dict.fromkeys(ids)
    todo = list(found)
    while todo:
        at = todo.pop()
        for field, other_end in (("object", "subject"), ("subject", "object")):
            for each in store.referring(Kind.LINK, field, at):
                link = links[each]
                if link.relation not in wanted:
                    continue
                if field == "subject" and link.relation not in SYMMETRIC_RELATIONS:
                    continue
                end = getattr(link, other_end)
                if end not in found:
                    found[end] = None
                    todo.append(end)
    return found
