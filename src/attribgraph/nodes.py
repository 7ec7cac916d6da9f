"""Collections of nodes: actors, agencies, documents, claims and links."""

from __future__ import annotations

from typing import Any

from attribgraph import frames
from attribgraph.collection import Collection
from attribgraph.store import SOURCE_KINDS

__all__ = ["NodeView"]


class NodeView(Collection[Any]):
    """Actors, agencies, documents, claims or links: an immutable, ordered collection.

    Examples
    --------
    >>> g.sources.find("Kyiv").ids
    ('ukraine',)
    >>> len(g.claims.where(form="question"))
    1
    """

    __slots__ = ()

    @property
    def _noun(self) -> str:  # type: ignore[override]
        if len(self._kinds) == 1:
            return self._kinds[0].value
        return "source" if SOURCE_KINDS.issuperset(self._kinds) else "record"

    def find(self, name: str) -> NodeView:
        """Return the records that have a name or alias, or, failing that, that contain it.

        Parameters
        ----------
        name
            A name, an alias, a title or a claim's words; case, spacing and Unicode forms
            do not matter. Only where no record has it whole, those in whose names it is
            contained are returned.

        Examples
        --------
        >>> g.sources.find("PUTIN").ids
        ('putin',)
        """
        wanted = frames.fold(name)
        names = {id_: frames.names_of(record) for id_, record in self._rows.items()}
        whole = {id_ for id_, each in names.items() if wanted in each}
        if not whole and wanted:
            whole = {id_ for id_, each in names.items() if any(wanted in name for name in each)}
        return self._keep(lambda record: record.id in whole)

    def to_frame(self) -> Any:
        """Return a pandas frame, a record a line.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        return frames.node_frame(self, self._kinds)

    def _table(self, records: Any) -> tuple[list[str], list[list[str]], list[int]]:
        return frames.node_table(records)
