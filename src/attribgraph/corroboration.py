"""How well a claim is corroborated: who says so first-hand, and how many of them are one."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from attribgraph.arguments import Ref, one_id
from attribgraph.chains import chains_in, first_hand_rows, supports, tree_of
from attribgraph.closures import AFFILIATION, reach
from attribgraph.errors import UnknownIdError, WrongKindError, did_you_mean
from attribgraph.frames import frame
from attribgraph.origins import Origin, independent_origins
from attribgraph.routes import bottlenecks
from attribgraph.store import collector_paused
from attribgraph.verdicts import Findings, verdict
from attribgraph.views import AttributionView
from attribgraph.vocabulary import Act, ClaimForm, Kind, Naming, Relation, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from attribgraph.graph import AttributionGraph
    from attribgraph.model import Attribution, Claim
    from attribgraph.store import Store

__all__ = [
    "Corroboration",
    "CorroborationTable",
    "corroborate",
    "corroboration_table",
    "false_plurality",
]


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How well a claim is corroborated, over the rows that stand.

    Attributes
    ----------
    claim
        Id of the claim.
    supporting, denying
        First-hand rows that assert it, and that deny it or assert a claim that is linked as
        contradicting it.
    doubting
        First-hand rows that query it, comment on it, or are said *not* to have denied (or
        confirmed) it.
    unattributed
        Supporting rows whose text names nobody. They count as no origin.
    independent_origins
        Supporting sources, in groups that count as one, with the reason for every merge.
    independent_count
        How many groups there are.
    outlets, documents
        Ids of what the supporting chains start in.
    bottlenecks
        Ids of what all support has in common, said beside the count and changing nothing in
        it: the sources that every supporting chain passes, the one outlet that all of them
        start at and, where there are several origins, a party, an alliance or another source
        that all of them belong to or speak for.
    single_source
        Whether there is exactly one independent origin.
    verdict
        The finding in words, to print.
    named, described, anonymous
        Ids of the supporting sources by how the rows name them, at their best.
    chain_count
        How many supporting chains there are.
    """

    claim: str
    supporting: AttributionView
    denying: AttributionView
    doubting: AttributionView
    unattributed: AttributionView
    independent_origins: tuple[Origin, ...]
    independent_count: int
    outlets: tuple[str, ...]
    documents: tuple[str, ...]
    bottlenecks: tuple[str, ...]
    single_source: bool
    verdict: str
    named: tuple[str, ...]
    described: tuple[str, ...]
    anonymous: tuple[str, ...]
    chain_count: int

    def __repr__(self) -> str:
        return f"Corroboration({self.claim!r}: {self.verdict})"


def corroborate(
    g: AttributionGraph, claim: Ref, *, narrower: bool = False, equivalents: bool = False
) -> Corroboration:
    """Count who says so first-hand, and how many of them are independent.

    Parameters
    ----------
    g
        The graph.
    claim
        A claim that is a statement.
    narrower
        Take support for claims that refine it as support for it. Whoever denies or doubts
        the narrower claim does not thereby deny or doubt this one.
    equivalents
        Take claims linked as equivalent to it as this one.

    Returns
    -------
    Corroboration
        Counts, the rows behind each, and a finding to print.

    Raises
    ------
    UnknownIdError, WrongKindError
        If it is not a claim of the graph, or not a statement.

    Notes
    -----
    First-hand sources merge into one origin only if part_of, speaks_for or leads join them
    (transitively), if one attribution makes them speak jointly, or if one rests on another's
    statement: it relays it, or publishes its own row in a document that also carries it. A
    shared relay, outlet, party or alliance merges nobody; it is among the bottlenecks.

    Examples
    --------
    >>> found = corroborate(g, "troops-in-kursk")
    >>> found.independent_count, found.independent_origins[0].sources
    (1, ('ukraine', 'gur'))
    >>> found.independent_origins[0].merges[0].reason
    'Ukrainian defence intelligence (GUR) is part of Ukraine'
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    id_ = one_id(store, claim, (Kind.CLAIM,), "claim", "corroborate")
    form = store.tables[Kind.CLAIM][id_].form
    if form is not ClaimForm.STATEMENT:
        message = f"claim {id_!r} is a {form.value}: only statements are corroborated"
        raise WrongKindError(message, record=id_)
    same = [Relation.EQUIVALENT_TO] if equivalents else []
    wider = [*same, Relation.REFINES] if narrower else same
    claims = list(reach(store, [id_], same))
    against = list(reach(store, _contradicting(store, claims), wider))
    return _corroborate(store, id_, claims, list(reach(store, claims, wider)), against)


def _corroborate(
    store: Store, id_: str, claims: list[str], supported: list[str], contrary: list[str]
) -> Corroboration:
    rows = first_hand_rows(store, claims)
    if supported == claims:
        supporting = [row for row in rows if supports(row)]
    else:
        supporting = [row for row in first_hand_rows(store, supported) if supports(row)]
    denying = [row for row in rows if row.stance is Stance.DENY and row.asserts]
    doubting = [row for row in rows if row.stance in _UNDECIDED and row.act is not Act.ASSESS]
    against = [row for row in first_hand_rows(store, contrary) if supports(row)]
    trees = [tree_of(store, row) for row in supporting]
    chains = chains_in(store, trees)
    origins = independent_origins(store, trees)
    outlets = tuple(dict.fromkeys(c.outlet for c in chains if c.outlet is not None))
    passed = bottlenecks(trees)
    only = outlets[0] if outlets and all(c.outlet == outlets[0] for c in chains) else None
    common = _in_common(store, supporting) if len(origins) > 1 else []
    names = _by_naming(store, supporting)
    findings = Findings(
        origins=origins,
        supporting=supporting,
        relays={each for tree in trees for step in tree[1:] for each in step.row.sources},
        passed=passed,
        outlet=only if only not in passed else None,
        common=common,
        denying=denying,
        against=against,
        doubting=doubting,
    )
    return Corroboration(
        claim=id_,
        supporting=_view(store, supporting),
        denying=_view(store, [*denying, *against]),
        doubting=_view(store, doubting),
        unattributed=_view(store, [row for row in supporting if not row.sources]),
        independent_origins=origins,
        independent_count=len(origins),
        outlets=outlets,
        documents=tuple(dict.fromkeys(c.document for c in chains if c.document is not None)),
        bottlenecks=tuple(dict.fromkeys([*passed, *([only] if only else []), *common])),
        single_source=len(origins) == 1,
        verdict=verdict(store, findings),
        named=names[Naming.NAMED],
        described=names[Naming.DESCRIBED],
        anonymous=names[Naming.ANONYMOUS],
        chain_count=len(chains),
    )


_UNDECIDED = frozenset({Stance.QUERY, Stance.COMMENT})


def _contradicting(store: Store, claims: Iterable[str]) -> list[str]:
    links = store.tables[Kind.LINK]
    found: dict[str, None] = {}
    for claim in claims:
        for end, far in (("subject", "object"), ("object", "subject")):
            for each in store.referring(Kind.LINK, end, claim):
                if links[each].relation is Relation.CONTRADICTS:
                    found[getattr(links[each], far)] = None
    return list(found)


def _view(store: Store, rows: Iterable[Attribution]) -> AttributionView:
    return AttributionView(store, held={row.id: row for row in rows})


def _in_common(store: Store, rows: Iterable[Attribution]) -> list[str]:
    """Return what the sources of all rows belong to or speak for, nearest first."""
    shared: dict[str, None] | None = None
    for row in rows:
        if not row.sources:
            return []
        for source in row.sources:
            belongs = _belonging(store, (source, *row.on_behalf_of))
            shared = belongs if shared is None else {e: None for e in shared if e in belongs}
            if not shared:
                return []
    return list(shared or ())


def _belonging(store: Store, sources: Iterable[str]) -> dict[str, None]:
    """Return the sources and what they belong to, transitively."""
    links = store.tables[Kind.LINK]
    found = dict.fromkeys(sources)
    todo = list(found)
    for at in todo:
        for each in store.referring(Kind.LINK, "subject", at):
            link = links[each]
            if link.relation in AFFILIATION and link.object not in found:
                found[link.object] = None
                todo.append(link.object)
    return found


def _by_naming(store: Store, rows: Iterable[Attribution]) -> dict[Naming, tuple[str, ...]]:
    best: dict[str, Naming] = {}
    for row in rows:
        for source in row.sources:
            naming = row.naming or _naming(store, source)
            if source not in best or _NAMINGS.index(naming) < _NAMINGS.index(best[source]):
                best[source] = naming
    return {each: tuple(s for s, naming in best.items() if naming is each) for each in Naming}


_NAMINGS = tuple(Naming)


def _naming(store: Store, source: str) -> Naming:
    naming: Naming = getattr(store.get(source), "naming", Naming.NAMED)
    return naming


@dataclass(frozen=True, slots=True)
class CorroborationTable:
    """The corroboration of many claims, in the graph's order."""

    rows: tuple[Corroboration, ...]
    _of: dict[str, Corroboration] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_of", {row.claim: row for row in self.rows})

    def __iter__(self) -> Iterator[Corroboration]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, claim: str | Claim) -> Corroboration:
        """Return the corroboration of a claim, by its id.

        Raises
        ------
        UnknownIdError
            If the table does not have it.
        """
        id_ = claim if isinstance(claim, str) else claim.id
        if id_ not in self._of:
            message = f"the table has no claim {id_!r}{did_you_mean(id_, self._of)}"
            raise UnknownIdError(message, record=id_)
        return self._of[id_]

    def single_source(self) -> CorroborationTable:
        """Return the claims that have exactly one independent origin."""
        return CorroborationTable(tuple(row for row in self.rows if row.single_source))

    def to_frame(self) -> Any:
        """Return a pandas frame, a claim a line, with counts and ids.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        return frame({name: [_cell(row, name) for row in self.rows] for name in _COLUMNS})

    def __repr__(self) -> str:
        lines = [f"{row.claim}: {row.verdict}" for row in self.rows[:10]]
        more = [f"(+ {len(self) - 10} more)"] if len(self) > 10 else []
        return "\n".join([f"{len(self)} claims", *lines, *more])


_COLUMNS = tuple(field.name for field in fields(Corroboration))


def _cell(row: Corroboration, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(value, AttributionView):
        return len(value)
    if name == "independent_origins":
        return "; ".join(" + ".join(origin.sources) for origin in value)
    return "; ".join(value) if isinstance(value, tuple) else value


@collector_paused()
def corroboration_table(g: AttributionGraph) -> CorroborationTable:
    """Corroborate every claim that is a statement.

    Parameters
    ----------
    g
        The graph.

    Returns
    -------
    CorroborationTable
        A `Corroboration` for each, in the graph's order.

    Notes
    -----
    Costs grow linearly with the rows of the graph.

    Examples
    --------
    >>> [row.claim for row in corroboration_table(g) if row.independent_count > 1]
    []
    """
    store = g._store  # noqa: SLF001 (analyses read the storage)
    return CorroborationTable(
        tuple(
            _corroborate(store, id_, [id_], [id_], _contradicting(store, [id_]))
            for id_, claim in store.tables[Kind.CLAIM].items()
            if claim.form is ClaimForm.STATEMENT
        )
    )


def false_plurality(g: AttributionGraph) -> CorroborationTable:
    """Return the claims whose support looks plural but has one origin.

    Several first-hand sources, chains, outlets or documents carry them, and yet there is
    only one independent origin.

    Parameters
    ----------
    g
        The graph.

    Returns
    -------
    CorroborationTable
        Their corroboration.

    Examples
    --------
    >>> [row.claim for row in false_plurality(g)]
    ['troops-in-kursk', 'thousands-for-training']
    """
    return CorroborationTable(
        tuple(
            row
            for row in corroboration_table(g)
            if row.single_source
            and max(
                row.chain_count,
                len(row.outlets),
                len(row.documents),
                len(row.independent_origins[0].sources),
            )
            > 1
        )
    )
