"""A data set as something to ask: `open_tables`, `read_tables` and `TableGraph`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from attribgraph.arguments import Ref, one_id
from attribgraph.clocks import span_on
from attribgraph.errors import UnknownValueError
from attribgraph.graph import AttributionGraph
from attribgraph.narrowing import committed, contents_in
from attribgraph.store import SOURCE_ORDER
from attribgraph.tables._analyses import Analysed
from attribgraph.tables._answers import TableAnswer
from attribgraph.tables._corroborate import corroborations
from attribgraph.tables._dataset import open_data_set
from attribgraph.tables._engine import DuckDBEngine
from attribgraph.tables._positions import disputes, first_said, reversals
from attribgraph.tables._schema import TABLES
from attribgraph.tables._store import TableStore
from attribgraph.tables._view import TableNodes, TableView
from attribgraph.vocabulary import Kind, Stance

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from attribgraph.clocks import Clock
    from attribgraph.record import Record
    from attribgraph.tables._engine import Engine

__all__ = ["TableGraph", "open_tables", "read_tables"]


class TableGraph(Analysed):
    """A data set that an engine answers for, asked as a graph is.

    Made by `open_tables`. ``t.attributions`` narrows by the same words as
    ``g.attributions``; nothing but answers comes to the client.
    """

    _store: TableStore

    def __init__(self, store: TableStore) -> None:
        self._store = store

    @property
    def _meant(self) -> str:
        return "standing"

    @property
    def folder(self) -> Path:
        """Where the data set is."""
        return self._store.data.folder

    @property
    def attributions(self) -> TableView:
        """The rows."""
        return TableView(self._store)

    @property
    def actors(self) -> TableNodes:
        """The actors."""
        return TableNodes(self._store, (Kind.ACTOR,))

    @property
    def agencies(self) -> TableNodes:
        """The agencies."""
        return TableNodes(self._store, (Kind.AGENCY,))

    @property
    def sources(self) -> TableNodes:
        """The actors and the agencies."""
        return TableNodes(self._store, SOURCE_ORDER)

    @property
    def claims(self) -> TableNodes:
        """The claims."""
        return TableNodes(self._store, (Kind.CLAIM,))

    @property
    def documents(self) -> TableNodes:
        """The documents."""
        return TableNodes(self._store, (Kind.DOCUMENT,))

    @property
    def links(self) -> TableNodes:
        """The links."""
        return TableNodes(self._store, (Kind.LINK,))

    def __len__(self) -> int:
        """Count the attributions."""
        return self._store.data.records["attributions"]

    def __bool__(self) -> bool:
        """Whether the data set holds any record."""
        return any(self._store.data.records.values())

    def __contains__(self, ref: object) -> bool:
        """Whether the data set holds a record under an id."""
        return isinstance(ref, str) and self._store.kind_of(ref) is not None

    def __getitem__(self, id_: str) -> Record:
        """Return the record under an id.

        Raises
        ------
        UnknownIdError
            If there is none.
        """
        return self._store.require(id_)

    def who_asserted(
        self, claim: Ref, *, narrower: bool = False, equivalents: bool = False
    ) -> TableView:
        """Return the standing rows by which sources assert a claim.

        See `AttributionGraph.who_asserted`.
        """
        picked = contents_in(self._store, (claim,), narrower=narrower, equivalents=equivalents)
        return self.attributions._narrow(committed(picked, Stance.SUPPORT))  # noqa: SLF001 (ours)

    def who_denied(
        self, claim: Ref, *, narrower: bool = False, equivalents: bool = False
    ) -> TableView:
        """Return the standing rows by which sources deny a claim.

        See `AttributionGraph.who_denied`.
        """
        picked = contents_in(self._store, (claim,), narrower=narrower, equivalents=equivalents)
        return self.attributions._narrow(committed(picked, Stance.DENY))  # noqa: SLF001 (ours)

    # -- analyses -----------------------------------------------------------------------

    def corroboration_table(self) -> TableAnswer:
        """Corroborate every claim that is a statement.

        Returns
        -------
        TableAnswer
            A line for each, with the counts and ids of `Corroboration`; how many rows
            support, deny and doubt it rather than the rows. What each origin consists of, and
            the verdict in words, `corroborate` says of the claim's rows in memory.

        Notes
        -----
        Relays, kinship and affiliation are followed by joins until nothing changes; costs
        grow with the rows, and with the square of the sources of claims of which some are
        joined.
        """
        columns = (
            "claim",
            "supporting",
            "denying",
            "doubting",
            "unattributed",
            "independent_count",
            "single_source",
            "chain_count",
            "outlets",
            "documents",
            "bottlenecks",
            "named",
            "described",
            "anonymous",
        )
        kept = corroborations(self._store)
        return TableAnswer(self._store, f"SELECT * FROM {kept}", columns, "position")

    def disputes(self) -> TableAnswer:
        """Return each pair of standing rows of which one asserts and one denies a statement.

        Returns
        -------
        TableAnswer
            claim, assertion, denial: ids, in the order of the assertions. See `disputes`.
        """
        columns = ("claim", "assertion", "denial")
        return TableAnswer(self._store, disputes(self._store), columns, "position, nth")

    def reversals(self) -> TableAnswer:
        """Return where a source took the opposite stance to its own earlier one, or retracted.

        Returns
        -------
        TableAnswer
            source, claim, earlier, later, kind: see `Reversal`; rows by their ids, in the
            order of the later ones.
        """
        columns = ("source", "claim", "earlier", "later", "kind")
        return TableAnswer(self._store, reversals(self._store), columns, "position, source")

    def first_said(self, claim: Ref, *, clock: Clock = "said_at") -> TableView:
        """Return the rows that may be the first to assert a claim; see `first_said`."""
        store: Any = self._store
        id_ = one_id(store, claim, (Kind.CLAIM,), "claim", "first_said")
        span_on(clock)
        rows = self.who_asserted(id_)
        meets = first_said(self._store, rows._meets, clock.removesuffix("_at"))  # noqa: SLF001 (ours)
        return TableView(self._store, meets)

    # -- all of it ----------------------------------------------------------------------

    def sql(self, query: str) -> Any:
        """Run SQL of the engine's over the tables, and return a pyarrow table.

        Parameters
        ----------
        query
            A query in which ``{attributions}``, ``{claims}``, ``{documents}``, ``{actors}``,
            ``{agencies}``, ``{sources}`` and ``{links}`` stand for the tables.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     ag.write_tables(g, folder)
        ...     t = ag.open_tables(folder)
        ...     t.sql("SELECT count(*) AS n FROM {attributions} WHERE standing")["n"].to_pylist()
        [33]
        """
        for name, table in self._store.tables.items():
            query = query.replace(f"{{{name}}}", table)
        return self._store.engine.arrow(query)

    def to_graph(self, limit: int = 1_000_000) -> AttributionGraph:
        """Bring all of it into memory.

        Parameters
        ----------
        limit
            The most attributions that may come.

        Raises
        ------
        UnknownValueError
            If there are more.
        """
        if len(self) > limit:
            message = f"there are {len(self):,} attributions, more than limit={limit:,}"
            raise UnknownValueError(message)
        return AttributionGraph(self._records())

    def _records(self) -> Iterator[Record]:
        for kind, table in TABLES.items():
            name = self._store.tables[table]
            yield from self._store.records(kind, f"SELECT * FROM {name} ORDER BY position")

    def check(self) -> None:
        """Read every file through and compare it with its checksum.

        Raises
        ------
        FormatError
            If one is not as it was written; the message names it.
        """
        self._store.data.check()

    def close(self) -> None:
        """Forget the tables; a session that was passed stays open."""
        self._store.engine.close()

    def __enter__(self) -> Self:
        """Return itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        counts = ", ".join(f"{n:,} {table}" for table, n in self._store.data.records.items())
        return f"TableGraph on {self._store.engine.name}: {counts}"


def open_tables(
    folder: str | os.PathLike[str],
    engine: Literal["duckdb", "spark"] = "duckdb",
    session: Any = None,
    *,
    memory_limit: str | None = None,
    verify: bool | None = None,
) -> TableGraph:
    """Open a data set, for an engine to answer questions about.

    Parameters
    ----------
    folder
        Where `write_tables` or `jsonl_to_tables` put it.
    engine
        ``"duckdb"``: within this process, on one machine. ``"spark"``: a Spark session.
    session
        A DuckDB connection or a Spark session (of a cluster, Spark Connect, Databricks) to
        use; left out, DuckDB in memory, or Spark's active session or else a local one.
    memory_limit
        How much memory DuckDB may use, such as ``"3GB"``; beyond it, it spills to disk.
    verify
        Whether all files are read through and compared with their checksums first; by
        default they are where they have less than 256 MB together.

    Returns
    -------
    TableGraph
        To ask; nothing is read before a question needs it.

    Raises
    ------
    FormatError
        If there is no data set, or a file of it is damaged; the message names the file.
    FormatVersionError
        If a newer version wrote it.
    MissingExtraError
        Without the extra ``tables``, or ``spark``.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     ag.write_tables(g, folder)
    ...     t = ag.open_tables(folder)
    ...     t.who_asserted("troops-in-kursk").sources().ids
    ('ukraine', 'gur')
    """
    made: Engine
    if engine == "duckdb":
        made = DuckDBEngine(session, memory_limit)
    elif engine == "spark":
        from attribgraph.tables._spark import SparkEngine

        made = SparkEngine(session)
    else:
        message = f"the engines are 'duckdb' and 'spark', not {engine!r}"
        raise UnknownValueError(message)
    return TableGraph(TableStore(open_data_set(Path(folder), verify=verify), made))


def read_tables(folder: str | os.PathLike[str]) -> AttributionGraph:
    """Read a data set into memory, without loss.

    Parameters
    ----------
    folder
        Where `write_tables` or `jsonl_to_tables` put it.

    Returns
    -------
    AttributionGraph
        An equal graph, if the library wrote it.

    Raises
    ------
    FormatError, FormatVersionError, MissingExtraError
        As `open_tables`.

    Notes
    -----
    A million attributions take about as much memory as from JSON. To bring a part, narrow
    `TableGraph.attributions` and use ``to_graph()``.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     ag.write_tables(g, f"{folder}/tables")
    ...     read_tables(f"{folder}/tables") == g
    True
    """
    with open_tables(folder) as t:
        return t.to_graph(limit=len(t))
