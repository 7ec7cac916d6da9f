"""The result: a `Network` on a sparse matrix, with ids as labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attribgraph.extras import need

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import networkx as nx
    from scipy.sparse import csr_array

__all__ = ["Network"]


@dataclass(frozen=True, eq=False)
class Network:
    """Who is tied to what, or to whom, and how strongly.

    Attributes
    ----------
    matrix
        Weights, as a `scipy.sparse.csr_array`: rows by columns.
    row_labels, column_labels
        Ids of the nodes, in the order of their names; the same for a one-mode network.
    one_mode
        Whether rows and columns are the same nodes, and the matrix symmetric.
    statements
        How many statements it is made of. A row with two sources and three tags makes six
        where sources meet tags.
    start, middle, stop
        The stretch of time that it covers, in UTC; of a whole graph, from the first statement
        that is dated to the last. None where none is dated.
    names
        What to print for an id.

    Examples
    --------
    >>> found = ag.affiliation(g, "source")
    >>> found.matrix.shape, found.statements
    ((8, 25), 29)
    >>> found["gur", "troops-in-kursk"]
    1.0
    """

    matrix: csr_array[Any, Any]
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    one_mode: bool
    statements: int
    start: datetime | None = None
    middle: datetime | None = None
    stop: datetime | None = None
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def __repr__(self) -> str:
        """Return its size in one line."""
        rows, columns = self.matrix.shape
        ties = self.matrix.nnz
        if self.one_mode:
            loops = int((self.matrix.diagonal() != 0).sum())
            ties = (ties - loops) // 2 + loops
        when = f", {self.start:%Y-%m-%d} to {self.stop:%Y-%m-%d}" if self._windowed else ""
        return (
            f"Network: {rows} x {columns}, {ties} tie{'' if ties == 1 else 's'}, "
            f"{self.statements} statement{'' if self.statements == 1 else 's'}{when}"
        )

    @property
    def _windowed(self) -> bool:
        return self.start is not None and self.stop is not None

    def __getitem__(self, pair: tuple[str, str]) -> float:
        """Return the weight between the node of a row and that of a column, by their ids.

        Raises
        ------
        KeyError
            If the network does not have the node.
        """
        row, column = pair
        try:
            at = self.row_labels.index(row), self.column_labels.index(column)
        except ValueError:
            missing = row if row not in self.row_labels else column
            message = f"the network has no node {missing!r}"
            raise KeyError(message) from None
        return float(self.matrix[at])

    def to_networkx(self) -> nx.Graph[Any]:
        """Return a networkx graph of the ties that are not zero, as edges with a ``weight``.

        Nodes carry their ``name``. Those of a two-mode network carry ``bipartite`` too: 0 for
        rows, 1 for columns; where an id stands on both sides, its nodes are
        ``("row", id)`` and ``("column", id)``.

        Examples
        --------
        >>> ag.congruence(g, "source").to_networkx()["gur"]["ukraine"]["weight"]
        1.0
        """
        import networkx as nx

        made: nx.Graph[Any] = nx.Graph()
        rows: list[Any] = list(self.row_labels)
        columns: list[Any] = list(self.column_labels)
        names = self.names
        if self.one_mode:
            made.add_nodes_from((each, {"name": names.get(each, each)}) for each in rows)
        else:
            both = set(rows) & set(columns)
            sides = (("row", rows, 0), ("column", columns, 1))
            for side, labels, number in sides:
                for at, label in enumerate(labels):
                    node = (side, label) if label in both else label
                    labels[at] = node
                    made.add_node(node, name=names.get(label, label), bipartite=number)
        cells = self.matrix.tocoo()
        made.add_weighted_edges_from(
            (rows[row], columns[column], float(weight))
            for row, column, weight in zip(*cells.coords, cells.data, strict=True)
            if weight
        )
        return made

    def to_frame(self, *, names: bool = False) -> Any:
        """Return a pandas frame, a cell for each pair.

        Parameters
        ----------
        names
            Whether it is labelled by names rather than by ids.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.

        Notes
        -----
        It is dense: it takes rows times columns.
        """
        pandas = need("pandas", feature="to_frame()", extra="pandas")
        shown = self.names if names else {}
        return pandas.DataFrame(
            self.matrix.toarray(),
            index=[shown.get(each, each) for each in self.row_labels],
            columns=[shown.get(each, each) for each in self.column_labels],
        )
