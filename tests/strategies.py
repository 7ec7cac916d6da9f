"""Hypothesis strategies: records and whole graphs, valid by construction."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Excerpt, Link, Record
from attribgraph.quantity import Quantity
from attribgraph.vocabulary import (
    GRADES,
    RELATION_ENDS,
    Act,
    ActorKind,
    AgencyKind,
    Certainty,
    ClaimForm,
    DocumentKind,
    ExcerptRole,
    GradeScale,
    Kind,
    Naming,
    QuoteMode,
    Relation,
    Stance,
)
from attribgraph.when import When

HOSTILE = [
    "$x_1^2$",
    "<script>alert(1)</script>",
    'say "hi"',
    "김정은",
    "Київ",
    "اليوم",
    "a\nb",
    "=1+1",
    "\\n{}%",
]

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30),
).filter(lambda text: bool(text.strip()))


def _is_time(text: str) -> bool:
    try:
        When(text)
    except ValueError:
        return False
    return True


points = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
    st.datetimes(timezones=st.timezones().filter(lambda zone: "LMT" not in str(zone)))
    .map(lambda time: time.isoformat(timespec="minutes"))
    .filter(_is_time),
    st.datetimes().map(lambda time: time.isoformat()),
)


times = st.one_of(
    points,
    points.map(lambda text: f"{text}/.."),
    points.map(lambda text: f"../{text}"),
    st.tuples(points, points).map("/".join).filter(_is_time),
).map(When)

# few and close together, so that comparisons of time have all their answers
near_times = st.sampled_from(
    [
        "2024",
        "2024-10",
        "2024-10-23",
        "2024-10-24",
        "2024-10-25",
        "2024-10-24T09:00+09:00",
        "2024-10-24T12:30Z",
        "2024-10-24/..",
        "../2024-10-23",
        "2024-10-22/2024-10-25",
    ]
).map(When)

_json_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
)
_json_flat = st.one_of(
    _json_scalars,
    st.lists(_json_scalars, max_size=3),
    st.dictionaries(texts, _json_scalars, max_size=3),
)
json_values = st.one_of(
    _json_flat, st.lists(_json_flat, max_size=3), st.dictionaries(texts, _json_flat, max_size=3)
)
extras = st.dictionaries(texts, json_values, max_size=2)

quantities = st.one_of(
    st.integers(-5, 10**9).map(lambda n: Quantity(value=n)),
    st.builds(
        lambda low, more, measure, approximate: Quantity(
            low=low, high=low + more, measure=measure, unit="men", approximate=approximate
        ),
        st.integers(0, 10**6),
        st.integers(0, 100),
        st.sampled_from(["a", "b"]),
        st.booleans(),
    ),
)


# remembered, since making a strategy costs far more than drawing from it


@cache
def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@cache
def _one(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


@cache
def _some(
    strategy: st.SearchStrategy[Any], most: int, *, least: int = 0, unique: bool = False
) -> st.SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=most, unique=unique)


@cache
def _up_to(most: int, least: int = 0) -> st.SearchStrategy[int]:
    return st.integers(least, most)


def _given(**fields: Any) -> dict[str, Any]:
    """Leave out what is None, so that fields are unset about as often as set."""
    return {name: value for name, value in fields.items() if value is not None}


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    start = draw(_up_to(1000, 0))
    return Excerpt(start=start, end=start + draw(_up_to(50, 1)), role=draw(_one(*ExcerptRole)))


_excerpts = excerpts()
_share = st.floats(0, 1)
_coin = st.booleans()
_negations = st.sampled_from([None, None, True, False])
_none_extra = st.just({})
_plain_texts = st.sampled_from(["one", "two words", "three short words"])


@st.composite
def graphs(
    draw: st.DrawFn,
    *,
    max_rows: int = 8,
    rich: bool = True,
    prefix: str = "",
    dates: st.SearchStrategy[When] | None = None,
    acts: tuple[Act, ...] = tuple(Act),
) -> AttributionGraph:
    """A graph of a few sources, claims, documents, rows (nested, joint, unsourced) and links.

    ``rich=False`` leaves texts, quotes and extras plain, for tests of meaning;
    ``prefix`` keeps the ids of two graphs apart; ``acts`` are those that rows may have.
    """
    when = dates if dates is not None else (times if rich else near_times)
    text = texts if rich else _plain_texts
    extra = extras if rich else _none_extra
    records: list[Record] = []
    actors = [f"{prefix}actor{n}" for n in range(draw(_up_to(3, 1)))]
    agencies = [f"{prefix}agency{n}" for n in range(draw(_up_to(3, 1)))]
    sources = actors + agencies
    claims = [f"{prefix}claim{n}" for n in range(draw(_up_to(4, 1)))]
    documents = [f"{prefix}document{n}" for n in range(draw(_up_to(2, 0)))]
    records.extend(
        Actor(
            **_given(
                id=id_,
                name=draw(text),
                kind=draw(_maybe(_one(*ActorKind))),
                naming=draw(_maybe(_one(*Naming))),
                role=draw(_maybe(text)),
                aliases=draw(_maybe(_some(text, 2))),
                extra=draw(extra) or None,
                notes=draw(_maybe(text)),
            )
        )
        for id_ in actors
    )
    records.extend(
        Agency(
            **_given(
                id=id_,
                name=draw(text),
                kind=draw(_maybe(_one(*AgencyKind))),
                naming=draw(_maybe(_one(*Naming))),
                wikidata=draw(_maybe(_one("Q42"))),
            )
        )
        for id_ in agencies
    )
    records.extend(
        Document(
            **_given(
                id=id_,
                title=draw(text),
                kind=draw(_maybe(_one(*DocumentKind))),
                publisher=draw(_maybe(_one(*agencies))),
                authors=draw(_maybe(_some(text, 2))),
                published_at=draw(_maybe(when)),
                language=draw(_maybe(_one("en"))),
            )
        )
        for id_ in documents
    )
    records.extend(
        Claim(
            **_given(
                id=id_,
                text=draw(text),
                form=draw(_maybe(_one(*ClaimForm))),
                about=draw(_maybe(_some(_one(*sources), 2))),
                happened_at=draw(_maybe(when)),
                quantity=draw(_maybe(quantities)),
                condition=draw(_maybe(text)),
                tags=draw(_maybe(_some(text, 2))),
                extra=draw(extra) or None,
            )
        )
        for id_ in claims
    )
    rows: list[str] = []
    for number in range(draw(_up_to(max_rows, 0))):
        act = draw(_one(*acts))
        contents = [*claims, *rows, *rows]
        graded: dict[str, Any] = {}
        if act is Act.ASSESS:
            scale = draw(_one(*GradeScale))
            grades = GRADES.get(scale, ("fine", "doubtful"))
            graded = {"grade_scale": scale, "grade": draw(_one(*grades))}
            if scale is GradeScale.ADMIRALTY_RELIABILITY:
                contents = sources
            elif scale is GradeScale.FREE:
                contents = [*contents, *sources]
        content = draw(_one(*contents))
        speakers = draw(_some(_one(*sources), 2, unique=True))
        if act is Act.RETRACT and content in rows and draw(_coin):
            speakers = list(next(r for r in records if r.id == content).sources)  # type: ignore[attr-defined]
        id_ = f"{prefix}row{number}"
        rows.append(id_)
        records.append(
            Attribution(
                **_given(
                    id=id_,
                    sources=speakers,
                    content=content,
                    act=act,
                    negated=draw(_negations),
                    stance=draw(_maybe(_one(*Stance))),
                    certainty=draw(_maybe(_one(*Certainty))),
                    naming=draw(_maybe(_one(*Naming))),
                    quotes=draw(_maybe(_some(text, 2))),
                    quote_mode=draw(_maybe(_one(*QuoteMode))),
                    cue=draw(_maybe(text)),
                    said_at=draw(_maybe(when)),
                    addressees=draw(_maybe(_some(_one(*sources), 2))),
                    on_behalf_of=draw(_maybe(_some(_one(*agencies), 1))),
                    document=draw(_maybe(_one(*documents))) if documents else None,
                    excerpts=draw(_maybe(_some(_excerpts, 2))) if rich else None,
                    confidence=draw(_maybe(_share)),
                    recorded_at=draw(_maybe(when)),
                    recorded_by=draw(_maybe(_one("ann", "ben"))),
                    extra=draw(extra) or None,
                    **graded,
                )
            )
        )
    pools = {
        Kind.CLAIM: claims,
        Kind.ATTRIBUTION: rows,
        Kind.ACTOR: sources,
        Kind.DOCUMENT: documents,
    }
    seen: set[str] = set()
    for _ in range(draw(_up_to(5, 0))):
        relation = draw(_one(*Relation))
        pool = next(pools[kind] for kind in pools if kind in RELATION_ENDS[relation][0])
        if len(pool) < 2:
            continue
        ends = draw(_some(_one(*pool), 2, least=2, unique=True))
        link = Link(
            **_given(
                subject=ends[0],
                relation=relation,
                object=ends[1],
                since=draw(_maybe(when)),
                document=draw(_maybe(_one(*documents))) if documents else None,
            )
        )
        if link.id not in seen:
            seen.add(link.id)
            records.append(link)
    return AttributionGraph(records)
