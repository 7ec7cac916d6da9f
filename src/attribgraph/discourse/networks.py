"""One network: who is tied to whom, or to what."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from attribgraph.discourse.clock import moment
from attribgraph.discourse.matrices import (
    MODES,
    NORMALIZATIONS,
    one_mode_matrix,
    two_mode_matrix,
)
from attribgraph.discourse.network import Network
from attribgraph.discourse.statements import Choice, choose, one_of, store_of
from attribgraph.views import AttributionView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from attribgraph.discourse.sides import Side
    from attribgraph.discourse.statements import Duplicates, Qualifier, Statements
    from attribgraph.graph import AttributionGraph
    from attribgraph.store import Store

__all__ = [
    "affiliation",
    "conflict",
    "congruence",
    "event_list",
    "names_of",
    "one_mode",
    "period_of",
    "subtract",
    "two_mode",
]


def two_mode(  # noqa: PLR0913 (the options of the field)
    g: AttributionGraph | AttributionView,
    rows: Side = "agency",
    columns: Side = "claim",
    *,
    aggregation: Literal["ignore", "combine", "subtract"] = "ignore",
    normalization: Literal["no", "activity", "prominence"] = "no",
    duplicates: Duplicates = "include",
    qualifier: Qualifier = "stance",
    isolates: bool = False,
    include: AttributionView | None = None,
    exclude: AttributionView | None = None,
) -> Network:
    """Return who said what, how often: an affiliation network of nodes by claims.

    Parameters
    ----------
    g
        A graph, of which the rows that stand are taken, or a view, of which all are.
    rows, columns
        What stands on each side: ``"source"``, ``"actor"`` (sources that are actors),
        ``"agency"`` (whom the row was made on behalf of; else its sources that are
        agencies), ``"claim"``, ``"tag"`` (of the claim), ``"document"`` (that holds the
        row), or a function of the attribution that gives a label, several, or None. A row
        counts once for each pair of its values; one without a value on a side is left out.
    aggregation
        What a cell holds. ``"ignore"``: how many statements. ``"subtract"``: those that
        support less those that deny (of a numeric qualifier the sum). ``"combine"``: 1 for
        support, 2 for deny, 3 for both (4 is added where there is query or comment).
    normalization
        ``"no"``; ``"activity"``: divided by how many statements the row has;
        ``"prominence"``: by how many the column has. Combined cells are divided by how many
        of them are not 0.
    duplicates
        Which statements count once, if they agree on both sides and (unless it is ignored)
        in the qualifier: ``"include"`` none, ``"document"`` those in one document,
        ``"week"`` (Monday to Sunday), ``"month"``, ``"year"`` those in one such period,
        ``"acrossrange"`` all. The first in time is kept.
    qualifier
        ``"stance"``: support is 1, deny -1, query and comment 0. Or a function of the
        attribution that gives a number, True (1) or False (-1), or None for a row to leave
        out.
    isolates
        Whether nodes that no statement uses are kept.
    include, exclude
        Views of rows: those to take in place of the rows that stand, those to leave out.

    Returns
    -------
    Network
        A matrix of rows by columns, with ids as labels.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words.

    Notes
    -----
    The definitions are those of Leifeld (2013, 2017). Costs grow with the statements. The
    graph's rows are turned into arrays on the first call, which are kept until it changes.

    References
    ----------
    Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In
    *The Oxford Handbook of Political Networks*.

    Examples
    --------
    >>> two_mode(g, "source", aggregation="subtract")["gur", "troops-in-kursk"]
    1.0
    """
    one_of(aggregation, MODES[2], "aggregation of a two-mode network")
    one_of(normalization, NORMALIZATIONS[2], "normalization of a two-mode network")
    choice = Choice(
        rows,
        columns,
        qualifier,
        duplicates,
        include,
        exclude,
        blind=aggregation == "ignore",
        isolates=isolates,
    )
    found = choose(g, choice)
    matrix = two_mode_matrix(found, aggregation, normalization)
    return _network(store_of(g), found, matrix, one_mode=False)


def one_mode(  # noqa: PLR0913 (the options of the field)
    g: AttributionGraph | AttributionView,
    nodes: Side = "agency",
    over: Side = "claim",
    *,
    aggregation: Literal["ignore", "congruence", "conflict", "subtract"] = "ignore",
    normalization: Literal["no", "average", "jaccard", "cosine"] = "no",
    duplicates: Duplicates = "include",
    qualifier: Qualifier = "stance",
    isolates: bool = False,
    include: AttributionView | None = None,
    exclude: AttributionView | None = None,
) -> Network:
    """Return who agrees, or disagrees, with whom: a network among nodes, over claims.

    Parameters
    ----------
    nodes, over
        The nodes, and what they are tied by; as the sides of `two_mode`.
    aggregation
        What a tie counts. ``"ignore"``: pairs of statements, one by each, on one claim.
        ``"congruence"``: those that agree. ``"conflict"``: those that oppose one another.
        ``"subtract"``: congruence less conflict. A pair counts in parts where the qualifier
        is a number: conflict in proportion to how far apart the two are, congruence the
        rest.
    normalization
        ``"no"``; ``"average"``: divided by the mean of the two nodes' numbers of statements;
        ``"jaccard"``: by the pairs that say alike and the statements that only one makes;
        ``"cosine"``: by the product of the two numbers.
    g, duplicates, qualifier, isolates, include, exclude
        As for `two_mode`.

    Returns
    -------
    Network
        A square matrix, with ids as labels.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words.

    Notes
    -----
    Congruence and conflict add up to ignore. The diagonal is 0. Query and comment stand half
    way between support and deny: such a row is congruent with another like it, and half
    congruent, half in conflict with support and with deny.

    No matrix larger than nodes by nodes, or nodes by claims, is made.

    Examples
    --------
    >>> one_mode(g, "source", aggregation="subtract")["gur", "ukraine"]
    1.0
    """
    one_of(aggregation, MODES[1], "aggregation of a one-mode network")
    one_of(normalization, NORMALIZATIONS[1], "normalization of a one-mode network")
    choice = Choice(
        nodes,
        over,
        qualifier,
        duplicates,
        include,
        exclude,
        blind=aggregation == "ignore",
        isolates=isolates,
    )
    found = choose(g, choice)
    matrix = one_mode_matrix(found, aggregation, normalization)
    return _network(store_of(g), found, matrix, one_mode=True)


def affiliation(
    g: AttributionGraph | AttributionView,
    rows: Side = "agency",
    columns: Side = "claim",
    **options: Any,
) -> Network:
    """Return `two_mode` by its short name.

    Parameters
    ----------
    g
        The graph, or a view of its rows.
    rows, columns, options
        As for `two_mode`.

    Returns
    -------
    Network
        A matrix of rows by columns, with ids as labels.

    Raises
    ------
    UnknownValueError
        As `two_mode`.

    Examples
    --------
    >>> affiliation(g, "actor").matrix.shape
    (6, 15)
    """
    return two_mode(g, rows, columns, **options)


def congruence(
    g: AttributionGraph | AttributionView,
    nodes: Side = "agency",
    over: Side = "claim",
    **options: Any,
) -> Network:
    """Return `one_mode` with ``aggregation="congruence"``: who agrees with whom.

    Parameters
    ----------
    g
        The graph, or a view of its rows.
    nodes, over, options
        As for `one_mode`.

    Returns
    -------
    Network
        A square matrix, with ids as labels; the more agreement, the higher.

    Raises
    ------
    UnknownValueError
        As `one_mode`.

    Examples
    --------
    >>> congruence(g, "source")["gur", "ukraine"]
    1.0
    """
    return one_mode(g, nodes, over, aggregation="congruence", **options)


def conflict(
    g: AttributionGraph | AttributionView,
    nodes: Side = "agency",
    over: Side = "claim",
    **options: Any,
) -> Network:
    """Return `one_mode` with ``aggregation="conflict"``: who disagrees with whom.

    Parameters
    ----------
    g
        The graph, or a view of its rows.
    nodes, over, options
        As for `one_mode`.

    Returns
    -------
    Network
        A square matrix, with ids as labels; the more disagreement, the higher.

    Raises
    ------
    UnknownValueError
        As `one_mode`.

    Examples
    --------
    >>> conflict(g, "source")["gur", "ukraine"]
    0.0
    """
    return one_mode(g, nodes, over, aggregation="conflict", **options)


def subtract(
    g: AttributionGraph | AttributionView,
    nodes: Side = "agency",
    over: Side = "claim",
    **options: Any,
) -> Network:
    """Return `one_mode` with ``aggregation="subtract"``: congruence less conflict.

    Parameters
    ----------
    g
        The graph, or a view of its rows.
    nodes, over, options
        As for `one_mode`.

    Returns
    -------
    Network
        A square matrix, with ids as labels; the more agreement less disagreement, the higher.

    Raises
    ------
    UnknownValueError
        As `one_mode`.

    Examples
    --------
    >>> subtract(g, "source")["gur", "ukraine"]
    1.0
    """
    return one_mode(g, nodes, over, aggregation="subtract", **options)


def event_list(  # noqa: PLR0913 (the options of the field)
    g: AttributionGraph | AttributionView,
    rows: Side = "agency",
    columns: Side = "claim",
    *,
    duplicates: Duplicates = "include",
    qualifier: Qualifier = "stance",
    include: AttributionView | None = None,
    exclude: AttributionView | None = None,
) -> AttributionView:
    """Return the rows that a network is made of, in the order of their times.

    Its ``.to_frame()`` is the event list that relational event models start from. Undated
    rows come last.

    Parameters
    ----------
    g, rows, columns, duplicates, qualifier, include, exclude
        As for `two_mode`; rows that differ in the qualifier alone are no duplicates here.

    Returns
    -------
    AttributionView
        The rows, dated ones first.

    Raises
    ------
    UnknownValueError
        If an option is not one of its words.

    Examples
    --------
    >>> len(event_list(g, "source")) <= len(g.attributions)
    True
    """
    choice = Choice(rows, columns, qualifier, duplicates, include, exclude)
    found = choose(g, choice, ordered=True)
    store = store_of(g)
    ids = list(store.rows)
    wanted = dict.fromkeys(ids[each] for each in found.row.tolist())
    return AttributionView(store, held={each: store.rows[each] for each in wanted})


def _network(store: Store, found: Statements, matrix: Any, *, one_mode: bool) -> Network:
    start, middle, stop = period_of(found)
    columns = found.first_labels if one_mode else found.second_labels
    return Network(
        matrix,
        found.first_labels,
        columns,
        one_mode,
        len(found),
        start,
        middle,
        stop,
        names_of(store, (*found.first_labels, *columns)),
    )


def period_of(found: Statements) -> tuple[Any, Any, Any]:
    """Return the first instant of the statements, the middle, and the last, in UTC."""
    dated = found.time[~np.isnat(found.time)]
    if not len(dated):
        return None, None, None
    start, stop = moment(dated.min()), moment(dated.max())
    return start, start + (stop - start) / 2, stop


def names_of(store: Store, ids: Iterable[str]) -> Mapping[str, str]:
    """Return what to print for ids of the graph: a name, a claim's text, a title."""
    found = {}
    for id_ in ids:
        record: Any = store.get(id_)
        name = getattr(record, "name", None) or getattr(record, "text", None)
        name = name or getattr(record, "title", None)
        if name:
            found[id_] = name
    return MappingProxyType(found)
