"""Every narrowing of rows beside what it means, for whatever graph a test draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from strategies import near_times

from attribgraph.model import Attribution, Claim, Document, Link
from attribgraph.vocabulary import (
    Act,
    ActorKind,
    AgencyKind,
    Certainty,
    Naming,
    QuoteMode,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from oracle import Oracle

    from attribgraph.graph import AttributionGraph
    from attribgraph.views import AttributionView, NodeView

    Narrow = Callable[[AttributionView], AttributionView]
    Test = Callable[[Attribution], bool | None]
    Draw = Callable[[st.SearchStrategy[Any]], Any]

CLOCKS = ["said_at", "happened_at", "published_at", "recorded_at"]


class NothingToNameError(Exception):
    """The graph has no record of the kind that is wanted."""


def refs(draw: Draw, g: AttributionGraph, pool: list[Any]) -> tuple[tuple[Any, ...], set[str]]:
    """Return arguments in one of the forms in which ids may be given, and the ids."""
    if not pool:
        raise NothingToNameError
    chosen = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True))
    ids = [each.id for each in chosen]
    view: Any = g.attributions if isinstance(pool[0], Attribution) else _nodes(g, pool[0])
    forms: list[tuple[Any, ...]] = [
        tuple(ids),
        tuple(chosen),
        (ids,),
        (view.where(lambda record: record.id in ids),),
    ]
    return draw(st.sampled_from(forms)), set(ids)


def _nodes(g: AttributionGraph, example: Any) -> NodeView:
    views = {Claim: g.claims, Document: g.documents, Link: g.links}
    return views.get(type(example), g.sources)


# Each takes a way to draw, the graph and its oracle, and returns a narrowing and its meaning.


def _by(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.sources)
    return lambda view: view.by(*args), lambda row: not ids.isdisjoint(row.sources)


def _by_kind(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    words = [*ActorKind, *AgencyKind, "actor", "agency"]
    kinds = draw(st.lists(st.sampled_from(words), min_size=1, max_size=3))
    asked = kinds[0] if len(kinds) == 1 else kinds
    args, ids = refs(draw, g, o.sources) if draw(st.booleans()) else ((), set(o.by_id))

    def of_kind(id_: str) -> bool:
        source = o.by_id[id_]
        return source.kind in kinds or type(source).__name__.lower() in kinds

    return (
        lambda view: view.by(*args, kind=asked),
        lambda row: any(each in ids and of_kind(each) for each in row.sources),
    )


def _on_behalf_of(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.agencies)
    return lambda view: view.on_behalf_of(*args), lambda row: not ids.isdisjoint(row.on_behalf_of)


def _affiliated_with(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.sources)
    wide = o.reach(ids, ["part_of", "speaks_for", "leads", "affiliated_with"])
    return (
        lambda view: view.affiliated_with(*args),
        lambda row: not wide.isdisjoint([*row.sources, *row.on_behalf_of]),
    )


def _to(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.sources)
    return lambda view: view.to(*args), lambda row: not ids.isdisjoint(row.addressees)


def _of(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    pool = draw(st.sampled_from([o.claims, o.rows, o.sources]))
    args, ids = refs(draw, g, pool)
    narrower, equivalents = draw(st.booleans()), draw(st.booleans())
    wide = o.reach(ids, ["refines"] * narrower + ["equivalent_to"] * equivalents)
    return (
        lambda view: view.of(*args, narrower=narrower, equivalents=equivalents),
        lambda row: row.content in wide,
    )


def _about(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.sources)
    parts = o.reach(ids, ["part_of"])

    def concerns(row: Attribution) -> bool:
        content = o.by_id[row.content]
        about = content.about if isinstance(content, Claim) else [content.id]
        return not parts.isdisjoint(about)

    return lambda view: view.about(*args), concerns


def _act(draw: Draw, _: AttributionGraph, __: Oracle) -> tuple[Narrow, Test]:
    acts = draw(st.lists(st.sampled_from(Act), min_size=1, max_size=4))
    negated = draw(st.sampled_from([None, True, False]))
    return (
        lambda view: view.act(*[act.value for act in acts], negated=negated),
        lambda row: row.act in acts and (negated is None or row.negated == negated),
    )


def _act_plain(draw: Draw, _: AttributionGraph, __: Oracle) -> tuple[Narrow, Test]:
    act = draw(st.sampled_from(Act))
    return lambda view: view.act(act), lambda row: row.act == act and not row.negated


def _word(field: str, words: Any) -> Any:
    def make(draw: Draw, _: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
        chosen = draw(st.lists(st.sampled_from(words), min_size=1, max_size=2))

        def holds(row: Attribution) -> bool:
            value = o.naming(row) if field == "naming" else getattr(row, field)
            return value in {each.value for each in chosen}

        method = {"quote_mode": "quoted"}.get(field, field)
        return lambda view: getattr(view, method)(*chosen), holds

    return make


def _quoted(_: Draw, __: AttributionGraph, ___: Oracle) -> tuple[Narrow, Test]:
    return lambda view: view.quoted(), lambda row: row.quote_mode.value in {"direct", "mixed"}


def _in_document(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.documents)
    return lambda view: view.in_document(*args), lambda row: o.held_in(row, ids)


def _published_by(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.agencies)
    return (
        lambda view: view.published_by(*args),
        lambda row: not ids.isdisjoint(o.publishers_of(row)),
    )


def _relayed_by(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.sources)
    return lambda view: view.relayed_by(*args), lambda row: o.passed_on_by(row, ids)


def _relays(_: Draw, __: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    return (
        lambda view: view.relays(),
        lambda row: isinstance(o.by_id[row.content], Attribution),
    )


def _first_hand(_: Draw, __: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    return lambda view: view.first_hand(), lambda row: isinstance(o.by_id[row.content], Claim)


def _unrelayed(_: Draw, __: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    return lambda view: view.unrelayed(), lambda row: not o.relays_of(row)


def _standing(_: Draw, __: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    return lambda view: view.standing(), o.stands


def _where(draw: Draw, _: AttributionGraph, __: Oracle) -> tuple[Narrow, Test]:
    least = draw(st.floats(0, 1))

    def sure(row: Attribution) -> bool:
        return row.confidence is not None and row.confidence >= least

    return lambda view: view.where(sure), sure


def _where_fields(draw: Draw, g: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    args, ids = refs(draw, g, o.sources)
    mode = draw(st.sampled_from(QuoteMode))
    return (
        lambda view: view.where(sources=list(args), quote_mode=mode.value),
        lambda row: not ids.isdisjoint(row.sources) and row.quote_mode is mode,
    )


def _where_unset(draw: Draw, _: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    field = draw(st.sampled_from(["sources", "said_at", "document", "quotes", "grade_scale"]))

    def lacks(row: Attribution) -> bool:
        return not (o.documents_of(row) if field == "document" else getattr(row, field))

    return lambda view: view.where(**{field: None}), lacks


def _time(method: str) -> Any:
    def make(draw: Draw, _: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
        when, clock = draw(near_times), draw(st.sampled_from(CLOCKS))
        options = {"clock": clock}
        if clock == "said_at" and draw(st.booleans()):
            options = {}
        return (
            lambda view: getattr(view, method)(when, **options),
            lambda row: getattr(o, method)(clock, row, when),
        )

    return make


def _as_of(draw: Draw, _: AttributionGraph, o: Oracle) -> tuple[Narrow, Test]:
    when = draw(near_times)
    return lambda view: view.as_of(str(when)), lambda row: o.as_of(row, when)


NARROWINGS: dict[str, Any] = {
    "by": _by,
    "by kind": _by_kind,
    "on_behalf_of": _on_behalf_of,
    "affiliated_with": _affiliated_with,
    "to": _to,
    "of": _of,
    "about": _about,
    "act": _act,
    "act, not negated": _act_plain,
    "stance": _word("stance", Stance),
    "certainty": _word("certainty", Certainty),
    "naming": _word("naming", Naming),
    "quoted in a mode": _word("quote_mode", QuoteMode),
    "quoted": _quoted,
    "in_document": _in_document,
    "published_by": _published_by,
    "relayed_by": _relayed_by,
    "relays": _relays,
    "first_hand": _first_hand,
    "unrelayed": _unrelayed,
    "standing": _standing,
    "where": _where,
    "where, by fields": _where_fields,
    "where, unset": _where_unset,
    "before": _time("before"),
    "after": _time("after"),
    "during": _time("during"),
    "as_of": _as_of,
}
TIMED = ["before", "after", "during", "as_of"]
GROUPS = {
    "who": ["by", "by kind", "on_behalf_of", "affiliated_with", "to", "naming"],
    "what": ["of", "about", "act", "act, not negated", "stance", "certainty", "quoted"],
    "where": ["quoted in a mode", "in_document", "published_by", "where", "where, by fields"],
    "through whom": ["relayed_by", "relays", "first_hand", "unrelayed", "standing", "where, unset"],
    "when": [*TIMED, *TIMED],
}
