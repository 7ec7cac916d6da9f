"""The analyses that a whole data set and a narrowed part of it share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.tables._credibility import believed
from attribgraph.tables._networks import Asked, one_mode, two_mode
from attribgraph.tables._store import InMemoryError
from attribgraph.views import AttributionView

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from attribgraph.tables._answers import TableAnswer
    from attribgraph.tables._credibility import TableCredibility

__all__ = ["Analysed"]

_IN_MEMORY: Final = (AttributionGraph, AttributionView)


class Analysed:
    """What can be asked of rows, be they all that stand or those of a view."""

    __slots__ = ()
    _store: Any

    @property
    def _meant(self) -> str:
        """What the rows that an analysis is of meet, as SQL."""
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        """Tell whoever asks for what a graph or its rows have in memory where to find it."""
        if not name.startswith("_") and any(hasattr(each, name) for each in _IN_MEMORY):
            raise InMemoryError(name)
        message = f"{type(self).__name__!r} object has no attribute {name!r}"
        raise AttributeError(message)

    def two_mode(  # noqa: PLR0913 (the options of the field)
        self,
        rows: str = "agency",
        columns: str = "claim",
        *,
        aggregation: str = "ignore",
        normalization: str = "no",
        duplicates: str = "include",
        qualifier: str = "stance",
        include: Any = None,
        exclude: Any = None,
    ) -> TableAnswer:
        """Return who said what, how often, as a table of edges; see `attribgraph.two_mode`.

        Parameters
        ----------
        rows, columns
            What stands on each side: ``"source"``, ``"actor"``, ``"agency"``, ``"claim"``,
            ``"tag"`` or ``"document"``.
        aggregation, normalization, duplicates
            As for `attribgraph.two_mode`.
        qualifier
            ``"stance"``: a function of a row is for rows in memory.
        include, exclude
            Views of rows of this data set: those to take in place of these, those to leave
            out.

        Returns
        -------
        TableAnswer
            A line for each cell that is not 0: the two ids, in columns called by the words of
            the sides (``other_...`` the second of two alike), and ``weight``. In the graph's
            order of the first, then of the second; tags by their letters.

        Raises
        ------
        UnknownValueError
            If an option is not one of its words, or a function; if ``include`` or ``exclude``
            is no view of this data set.

        Notes
        -----
        Of a data set, the rows that stand are taken; of a view, all. Costs grow with the
        statements. Nodes that no statement uses are in no edge.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     ag.write_tables(g, folder)
        ...     t = ag.open_tables(folder)
        ...     edges = t.two_mode("source", aggregation="subtract").to_arrow()
        >>> edges.to_pylist()[0]
        {'source': 'putin', 'claim': 'troops-in-russia', 'weight': 1.0}
        """
        asked = self._asked(rows, columns, aggregation, normalization, duplicates, include, exclude)
        asked.check(2, qualifier)
        return two_mode(self._store, asked)

    def one_mode(  # noqa: PLR0913 (the options of the field)
        self,
        nodes: str = "agency",
        over: str = "claim",
        *,
        aggregation: str = "ignore",
        normalization: str = "no",
        duplicates: str = "include",
        qualifier: str = "stance",
        include: Any = None,
        exclude: Any = None,
    ) -> TableAnswer:
        """Return who is tied to whom over claims, as a table of edges; see `attribgraph.one_mode`.

        Parameters
        ----------
        nodes, over
            The nodes, and what they are tied by; as the sides of `two_mode`.
        aggregation, normalization
            As for `attribgraph.one_mode`.
        duplicates, qualifier, include, exclude
            As for `two_mode`.

        Returns
        -------
        TableAnswer
            ``one``, ``other``, ``weight``: each pair whose weight is not 0 once, ``one`` before
            ``other`` in the graph's order (actors before agencies), and the pairs in that order.

        Raises
        ------
        UnknownValueError
            If an option is not one of its words, or a function; if ``include`` or ``exclude``
            is no view of this data set.

        Notes
        -----
        Costs grow with the sum, over claims, of the square of how many nodes each has: a claim
        that ten thousand sources make gives fifty million pairs. Narrow first, to a period or
        to the claims in question.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     ag.write_tables(g, folder)
        ...     t = ag.open_tables(folder)
        ...     edges = t.one_mode("source", aggregation="subtract").to_arrow()
        >>> edges.to_pylist()[0]
        {'one': 'ukraine', 'other': 'gur', 'weight': 1.0}
        """
        asked = self._asked(nodes, over, aggregation, normalization, duplicates, include, exclude)
        asked.check(1, qualifier)
        return one_mode(self._store, asked)

    def affiliation(
        self, rows: str = "agency", columns: str = "claim", **options: Any
    ) -> TableAnswer:
        """Return `two_mode` by its short name."""
        return self.two_mode(rows, columns, **options)

    def congruence(self, nodes: str = "agency", over: str = "claim", **options: Any) -> TableAnswer:
        """Return `one_mode` with ``aggregation="congruence"``: who agrees with whom.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     ag.write_tables(g, folder)
        ...     t = ag.open_tables(folder)
        ...     edges = list(t.attributions.by("ukraine", "gur").congruence("source"))
        >>> edges
        [{'one': 'ukraine', 'other': 'gur', 'weight': 1.0}]
        """
        return self.one_mode(nodes, over, aggregation="congruence", **options)

    def conflict(self, nodes: str = "agency", over: str = "claim", **options: Any) -> TableAnswer:
        """Return `one_mode` with ``aggregation="conflict"``: who disagrees with whom."""
        return self.one_mode(nodes, over, aggregation="conflict", **options)

    def credibility(
        self,
        method: str = "vote",
        *,
        groups: Mapping[str, Hashable] | None = None,
        iterations: int | None = None,
        tolerance: float | None = None,
        **parameters: float,
    ) -> TableCredibility:
        """Score sources and claims by how the sources agree; see `attribgraph.credibility`.

        Parameters
        ----------
        method
            ``"vote"``, ``"sums"``, ``"average_log"`` or ``"truthfinder"``. The others are for
            rows in memory.
        groups
            Which claims exclude one another: a mapping from claim id to item. Claims for which
            it has none compete with those that ``contradicts`` links join them to.
        iterations, tolerance, **parameters
            As for `attribgraph.credibility`, with the same defaults.

        Returns
        -------
        TableCredibility
            Scores of sources and of claims, as two tables in the engine. They are those of
            memory to nine decimals.

        Raises
        ------
        UnknownValueError
            For a method that is not one of these, an unknown parameter or a value out of its
            range; if ``groups`` is a function, or differs between claims that are linked as
            equivalent.
        UnknownIdError
            If ``groups`` speaks of a claim that is not there.

        Notes
        -----
        Of the rows of a view, those that stand are used. A round is a few joins of who said
        what with itself: it costs time in proportion to the statements on claims that several
        sources make or that have rivals, and nothing comes to the client but the change.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     ag.write_tables(g, folder)
        ...     t = ag.open_tables(folder)
        ...     t.credibility().claims.top("score", 1)[0]["claim"]
        'troops-in-kursk'
        """
        return believed(self._store, self._meant, method, groups, iterations, tolerance, parameters)

    def _asked(  # noqa: PLR0913, PLR0917 (handed on)
        self,
        first: str,
        second: str,
        aggregation: str,
        normalization: str,
        duplicates: str,
        include: Any,
        exclude: Any,
    ) -> Asked:
        meets = self._meant if include is None else self._meets_of(include)
        if exclude is not None:
            meets = f"({meets}) AND NOT coalesce(({self._meets_of(exclude)}), FALSE)"
        return Asked(meets, first, second, aggregation, normalization, duplicates)

    def _meets_of(self, view: Any) -> str:
        """Return what the rows of another view of this data set meet."""
        if not isinstance(view, Analysed) or view._store is not self._store:  # noqa: SLF001 (ours)
            message = (
                "a view of rows of this data set is wanted (t.attributions...), "
                f"not {type(view).__name__}"
            )
            raise UnknownValueError(message)
        return view._meant  # noqa: SLF001 (of its own kind)
