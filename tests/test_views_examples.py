"""Queries with literal answers, by hand: on the harbour fire of `worlds.harbour`."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from worlds import harbour

from attribgraph.errors import (
    UndecidedError,
    UnknownIdError,
    UnknownValueError,
    WhenError,
    WrongKindError,
)
from attribgraph.graph import AttributionGraph
from attribgraph.model import Actor, Agency, Attribution, Claim, Document, Link
from attribgraph.views import AttributionView, Dispute
from attribgraph.vocabulary import Stance
from attribgraph.when import When

if TYPE_CHECKING:
    from collections.abc import Callable

g = harbour()
rows = g.attributions


# -- who and what ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (rows.by("maro"), ["maro-arson", "city-accident"]),
        (rows.by("maro", "vell"), ["maro-arson", "vell-petrol", "city-accident"]),
        (rows.by(kind="news"), ["wire-vell"]),
        (
            rows.by(kind="agency"),
            ["service-arson", "wire-vell", "union-orr", "city-accident", "service-accident"],
        ),
        (rows.by(kind=["group", "other"]), ["union-orr", "witnesses-same"]),
        (rows.by("city", "wire", kind="government"), ["city-accident"]),
        (rows.on_behalf_of("city"), ["orr-accident"]),
        (
            rows.affiliated_with("city"),
            ["service-arson", "maro-arson", "orr-accident", "city-accident", "service-accident"],
        ),
        (rows.affiliated_with("valdena").by("maro"), ["maro-arson", "city-accident"]),
        (rows.to("herald"), ["maro-arson"]),
        (rows.of("arson"), ["service-arson", "maro-arson"]),
        (rows.of("arson", narrower=True), ["service-arson", "maro-arson", "vell-petrol"]),
        (
            rows.of("no-accident", equivalents=True),
            ["service-arson", "maro-arson", "witnesses-same"],
        ),
        (rows.of("petrol", narrower=True), ["vell-petrol"]),
        (
            rows.of("arson", equivalents=True),
            ["service-arson", "maro-arson", "witnesses-same"],
        ),
        (rows.of("vell-petrol"), ["wire-vell"]),
        (
            rows.about("city"),
            ["service-arson", "maro-arson", "orr-accident", "city-accident", "service-accident"],
        ),
        (rows.about("fire-service"), ["orr-accident", "city-accident", "service-accident"]),
        (rows.about("valdena").by("orr"), ["orr-accident"]),
        (rows.act("deny"), ["union-orr", "service-accident"]),
        (rows.act("deny", negated=True), ["maro-arson"]),
        (rows.act("deny", negated=None), ["maro-arson", "union-orr", "service-accident"]),
        (rows.act("deny", "report"), ["wire-vell", "union-orr", "service-accident"]),
        (rows.stance("comment"), ["maro-arson", "nobody-hurt"]),
        (rows.certainty("probable"), ["city-accident"]),
        (rows.quoted(), ["service-arson"]),
        (rows.quoted("indirect"), []),
        (rows.naming("anonymous"), ["witnesses-same", "nobody-hurt"]),
        (rows.naming("described"), ["union-orr"]),
        (rows.in_document("first"), ["service-arson", "maro-arson", "vell-petrol", "wire-vell"]),
        (rows.published_by("wire").act("deny"), ["union-orr", "service-accident"]),
        (rows.relays(), ["wire-vell", "union-orr"]),
        (rows.relayed_by("wire"), ["vell-petrol"]),
        (rows.relayed_by("union"), []),
        (rows - rows.unrelayed(), ["vell-petrol"]),
        (rows - rows.standing(), ["orr-accident"]),
        (rows.where(sources=None), ["nobody-hurt"]),
        (rows.where(source=["orr", "vell"]), ["vell-petrol", "orr-accident"]),
        (rows.where(publisher="herald", said_at=None), ["maro-arson", "wire-vell"]),
        (rows.where(via="The Wire"), ["vell-petrol"]),
        (rows.where(said_at="2031-05"), ["vell-petrol"]),
        (g.who_asserted("arson"), ["service-arson"]),
        (g.who_asserted("arson", narrower=True), ["service-arson", "vell-petrol"]),
        (g.who_asserted("accident"), ["city-accident"]),
        (g.who_denied("accident"), ["service-accident"]),
        (g.who_denied("arson"), []),
    ],
)
def test_rows(view: AttributionView, expected: list[str]) -> None:
    assert list(view.ids) == expected


def test_an_assessment_of_a_source_is_about_it() -> None:
    graded = harbour()
    fields = {"act": "assess", "grade": "B", "grade_scale": "admiralty_reliability"}
    row = graded.attribute("herald", "fire-service", **fields)  # type: ignore[arg-type]
    assert row in graded.attributions.about("fire-service")
    assert row in graded.attributions.about("valdena")  # of which the city is, of which it is
    assert row not in graded.attributions.about("herald")
    assert row in graded.attributions.of("fire-service")


def test_projections() -> None:
    heard = rows.published_by("herald")
    assert heard.claims().ids == ("arson", "petrol")
    assert heard.sources().ids == ("fire-service", "maro", "vell", "wire")
    assert heard.documents().ids == ("first",)
    assert rows.relays().contents() == (g["vell-petrol"], g["orr-accident"])
    assert rows.count_by("source")["maro"] == 2
    assert rows.count_by("publisher") == {"wire": 5, "herald": 4, None: 1}
    assert rows.count_by("via") == {None: 9, "The Wire": 1}
    assert rows.sorted("said_at").ids[:3] == ("vell-petrol", "witnesses-same", "service-arson")


def test_a_dispute() -> None:
    assert rows.disputed_by(rows) == (
        Dispute("accident", g["city-accident"], g["service-accident"]),
    )
    assert rows.by("maro").disputed_by(rows.by("fire-service"))[0].denial.id == "service-accident"
    assert rows.by("orr").disputed_by(rows) == ()  # that he said so does not stand
    asked = harbour()
    asked.edit("accident", form="question")
    assert asked.attributions.disputed_by(asked.attributions) == ()


def test_nodes() -> None:
    assert g.sources.find("  THE mayor ").ids == ("maro",)
    assert g.sources.find("ВАЛЬДЕНА").ids == ("valdena",)
    assert g.sources.find("Valdena").ids == ("valdena",)  # the whole name goes before parts
    assert g.sources.find("valden").ids == ("valdena", "herald", "city")
    assert g.claims.find("set").ids == ("arson", "petrol")
    assert g.documents.find("fire at berth 9").ids == ("first",)
    assert g.links.find("part_of").ids == ("l1", "l3")
    assert g.sources.find("nobody").ids == ()
    assert g.sources.find("").ids == ()
    assert g.agencies.where(kind="news").ids == ("herald", "wire")
    assert g.claims.where(form="question").first() is g["hurt"]
    assert g.agencies.count_by("kind") == {"news": 2, "government": 2, "other": 1}
    assert g.sources.sorted("name", reverse=True).ids[:2] == ("herald", "valdena")


def test_a_subgraph_keeps_a_row_from_coming_to_stand() -> None:
    cut = g.subgraph("orr")
    assert cut.attributions.ids == ("orr-accident", "union-orr")
    assert not cut.is_standing("orr-accident")
    assert {each.id for each in cut.records()} == {
        *("orr", "city", "union", "wire", "fire-service", "accident", "second"),
        *("orr-accident", "union-orr", "l1"),
    }


def test_a_links_document_may_bring_further_links() -> None:
    many = AttributionGraph(
        Agency(id="a", name="A"),
        Agency(id="b", name="B"),
        [Claim(id=each, text=each) for each in ("c", "d")],
        Document(id="one", title="1", publisher="a"),
        Document(id="two", title="2", publisher="b"),
        [Attribution(id=f"r{each}", content=each, document="one") for each in ("c", "d")],
        Link(id="m", subject="b", relation="rival_of", object="a"),
        Link(id="l", subject="two", relation="cites", object="one"),
        Link(id="k", subject="c", relation="refines", object="d", document="two"),
    )
    assert many.subgraph("one") == many
    assert many.subgraph("c").links.ids == ()


# -- time -----------------------------------------------------------------------------------


def dated(**said: str) -> AttributionGraph:
    """A graph of rows said at given times."""
    return AttributionGraph(
        Claim(id="c", text="c"),
        [Attribution(id=id_, content="c", said_at=when) for id_, when in said.items()],
    )


@pytest.mark.parametrize(
    ("method", "time", "held", "undecided"),
    [
        ("before", "2031-05-02", "exact year", "month since"),
        ("before", "2031-06", "exact year month zone", "since"),
        ("before", "2031", "year", ""),
        ("before", "../2031", "", ""),
        ("after", "2031-04", "exact month zone", "since"),
        ("after", "2031-05-01", "zone", "month since"),
        ("after", "2030", "exact month zone since", ""),
        ("after", "2031-05-02/..", "", ""),
        ("during", "2031-05", "exact month zone since", ""),
        ("during", "2031-05-01", "exact month since", ""),
        ("during", "2030-06/..", "exact year month zone since", ""),
        ("during", "2029", "", ""),
    ],
)
def test_partial_dates(method: str, time: str, held: str, undecided: str) -> None:
    many = dated(
        exact="2031-05-01",
        year="2030",
        month="2031-05",
        zone="2031-05-01T23:30-03:00",  # 02:30 on the 2nd in UTC
        since="2031-04-20/..",
    )
    view = getattr(many.attributions, method)(time)
    assert set(view.ids) == set(held.split())
    assert set(view.undecided.ids) == set(undecided.split())


def test_time_zones_decide() -> None:
    many = dated(seoul="2031-05-02T08:59+09:00", utc="2031-05-02T00:00Z", bare="2031-05-02T00:00")
    assert many.attributions.before("2031-05-02").ids == ("seoul",)  # 23:59 the day before
    assert many.attributions.after("2031-05-01").ids == ("utc", "bare")  # no zone is UTC
    nine = "2031-05-02T09:00+09:00"
    assert many.attributions.during(nine).ids == ("utc", "bare")
    assert many.attributions.before(nine).ids == ("seoul",)


def test_the_very_instant_is_neither_before_nor_after() -> None:
    instant = "2031-05-02T00:00:00.000000Z"
    many = dated(then=instant)
    assert len(many.attributions.before(instant)) == 0
    assert len(many.attributions.after(instant)) == 0
    assert len(many.attributions.before(instant).undecided) == 0
    assert many.attributions.during(instant).ids == ("then",)
    assert many.attributions.as_of(instant).undecided.ids == ("then",)


def test_dates_and_datetimes_are_taken() -> None:
    many = dated(a="2031-05-01", b="2031-05-03")
    assert many.attributions.before(date(2031, 5, 2)).ids == ("a",)
    noon = datetime(2031, 5, 2, 12, tzinfo=timezone(timedelta(hours=3)))
    assert many.attributions.after(noon).ids == ("b",)
    assert many.attributions.after(When("2031-05-02")).ids == ("b",)


def test_a_row_without_a_date_was_said_before_it_was_published() -> None:
    view = rows.before("2031-05-03")
    assert "maro-arson" in view  # published on 2 May
    assert "maro-arson" not in rows.after("2031-05-02")
    assert "maro-arson" in rows.after("2031-05-01").undecided
    assert "orr-accident" in rows.before("2031-05-04")  # denied in a document of 3 May
    assert "service-accident" in rows.before("2031-05-03").undecided  # 00:00 UTC on the 3rd
    assert "service-accident" in rows.before("2031-05-03T00:01Z")


def test_a_row_was_said_before_it_was_relayed() -> None:
    many = dated(first="2031-05")
    many.add(Attribution(id="bare", content="c"))
    many.add(Attribution(id="relay", content="bare", act="report", said_at="2031-05-05"))
    assert "bare" in many.attributions.before("2031-05-06")
    assert "bare" in many.attributions.before("2031-05-05").undecided
    assert "bare" not in many.attributions.after("2031-05-05").undecided


def test_the_other_clocks() -> None:
    world = rows.before("2031-04-30", clock="happened_at")
    assert world.ids == ()
    assert world.undecided.ids[:3] == ("vell-petrol", "wire-vell", "orr-accident")
    assert rows.before("2031-05", clock="happened_at").ids == (
        "service-arson",
        "maro-arson",
        "vell-petrol",
        "wire-vell",  # through its content
    )
    assert rows.during("2031-05-02", clock="published_at").ids == (
        "service-arson",
        "maro-arson",
        "vell-petrol",
        "wire-vell",
    )
    assert rows.during("2031-05-02", clock="published_at").undecided.ids == ("witnesses-same",)
    assert rows.after("2031-05-09", clock="recorded_at").ids == ("service-accident",)
    assert len(rows.after("2031-05-09", clock="recorded_at").undecided) == 9


def test_as_of_is_what_was_published_or_recorded_by_then() -> None:
    assert rows.as_of("2031-05-02").ids == (
        "service-arson",
        "maro-arson",
        "vell-petrol",
        "wire-vell",
    )
    assert rows.as_of("2031-05-01").ids == ()
    assert rows.as_of("2031-05-01").undecided.ids == ("witnesses-same",)  # an undated leaflet
    assert len(rows.as_of("2031-05-03")) == 9
    many = dated(nothing="2031-05")
    assert many.attributions.as_of("2040").undecided.ids == ("nothing",)


def test_the_first_publication_counts() -> None:
    many = AttributionGraph(
        Claim(id="c", text="c"),
        Document(id="early", title="E", published_at="2031-05-01"),
        Document(id="late", title="L", published_at="2031-05-09"),
        Attribution(id="said", content="c", document="late"),
        Attribution(id="relay", content="said", act="report", document="early"),
    )
    assert many.attributions.before("2031-05-02", clock="published_at").ids == ("said", "relay")
    many.edit("early", published_at=None)
    view = many.attributions.before("2031-05-02", clock="published_at")
    assert (view.ids, set(view.undecided.ids)) == ((), {"said", "relay"})
    assert "said" in many.attributions.before("2031-05-10", clock="published_at")


def test_undecided_rows_are_counted_and_can_be_narrowed() -> None:
    view = rows.before("2031-05-02")
    assert view.ids == ()
    assert (
        repr(view).splitlines()[0] == "0 attributions (8 more undecided)"
    )  # two are certainly not before
    assert view.by("maro").undecided.ids == ("maro-arson", "city-accident")
    assert len(rows.after("2031-05-02").undecided.undecided) == 0


# -- what a source's stance is --------------------------------------------------------------


def stances(**said: tuple[str, str | None]) -> AttributionGraph:
    return AttributionGraph(
        Actor(id="a", name="A"),
        Claim(id="c", text="c"),
        [
            Attribution(id=id_, sources="a", content="c", act=act, said_at=when)
            for id_, (act, when) in said.items()
        ],
    )


def test_the_last_stance_counts() -> None:
    many = stances(one=("deny", "2031-05-01"), two=("assert", "2031-05-03"))
    assert many.stance_of("a", "c") is Stance.SUPPORT
    assert many.stance_of("a", "c", at="2031-05-02") is Stance.DENY
    assert many.stance_of("a", "c", at="2031-05-01") is Stance.DENY  # that time taken in
    assert many.stance_of("a", "c", at="2031-04") is None
    assert many.stance_of("a", "c", at="2031-05-03/..") is Stance.SUPPORT


def test_a_comment_undoes_nothing() -> None:
    many = stances(one=("deny", "2031-05-01"), two=("comment", "2031-05-03"))
    assert many.stance_of("a", "c") is Stance.DENY
    assert stances(one=("comment", None), two=("question", None)).stance_of("a", "c") == "comment"
    assert stances(one=("question", None)).stance_of("a", "c") is Stance.QUERY


def test_dates_that_do_not_decide_are_an_error_that_names_the_rows() -> None:
    many = stances(one=("deny", "2031-05"), two=("assert", "2031-05-03"))
    with pytest.raises(UndecidedError, match=r"'one' \(deny\), 'two' \(support\)"):
        many.stance_of("a", "c")


def test_publication_bounds_what_was_said() -> None:
    many = stances(one=("deny", None), two=("assert", "2031-05-03"))
    many.add(Document(id="d", title="D", published_at="2031-05-01"))
    many.edit("one", document="d")
    assert many.stance_of("a", "c") is Stance.SUPPORT
    assert many.stance_of("a", "c", at="2031-05-02") is Stance.DENY


def test_one_source_and_one_claim() -> None:
    with pytest.raises(UnknownValueError, match="takes one source, not 2"):
        g.stance_of(["maro", "vell"], "arson")
    with pytest.raises(UnknownValueError, match="takes one claim, not 5"):
        g.stance_of("maro", g.claims)


# -- what is refused ------------------------------------------------------------------------

TAKES: dict[str, tuple[str, str]] = {
    "by": ("maro", "arson"),
    "on_behalf_of": ("city", "maro"),
    "affiliated_with": ("city", "arson"),
    "to": ("herald", "first"),
    "of": ("arson", "first"),
    "about": ("city", "arson"),
    "in_document": ("first", "herald"),
    "published_by": ("herald", "first"),
    "relayed_by": ("wire", "vell-petrol"),
}
"""An id that each method takes, and one of a kind that it does not."""


@pytest.mark.parametrize("method", TAKES)
def test_ids_records_views_and_several_are_taken(method: str) -> None:
    right, wrong = TAKES[method]
    ask: Callable[..., AttributionView] = getattr(rows, method)
    expected = ask(right).ids
    view: Any = {Document: g.documents, Claim: g.claims}.get(type(g[right]), g.sources)
    for form in (g[right], [right], (g[right],), {right}, iter([right]), view.where(id=right)):
        assert ask(form).ids == expected
    assert ask(view.where(id=[])).ids == ()
    assert ask([right, [right]]).ids == expected
    with pytest.raises(WrongKindError, match=f"'{wrong}' is a record of kind"):
        ask(wrong)
    with pytest.raises(UnknownIdError, match=f"did you mean '{right}'"):
        ask(f"{right}s")
    with pytest.raises(UnknownValueError, match=rf"{method}\(\) needs at least one"):
        ask()
    for strange in (3, None, 2.5):
        with pytest.raises(UnknownValueError, match="an id, a record or a view is wanted"):
            ask(strange)


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda: rows.act("denied"), UnknownValueError, "'denied' is not an act"),
        (lambda: rows.act("acuse"), UnknownValueError, "did you mean 'accuse'"),
        (rows.act, UnknownValueError, "name at least one act"),
        (lambda: rows.stance("pro"), UnknownValueError, "support, deny, query, comment"),
        (lambda: rows.stance(["support", "denied"]), UnknownValueError, "'denied'"),
        (lambda: rows.certainty("sure"), UnknownValueError, "certain, probable"),
        (lambda: rows.quoted("verbatim"), UnknownValueError, "direct, indirect, mixed"),
        (lambda: rows.naming("unnamed"), UnknownValueError, "did you mean 'named'"),
        (lambda: rows.naming(3), UnknownValueError, "3 is not a naming"),
        (lambda: rows.by(kind="newspaper"), UnknownValueError, "did you mean 'news'"),
        (lambda: rows.by(kind=5), UnknownValueError, "5 is not a kind of source"),
        (lambda: rows.before("soon"), WhenError, "'soon' is not a time"),
        (lambda: rows.before("2031", clock="said"), UnknownValueError, "did you mean 'said_at'"),
        (lambda: rows.as_of(7), WhenError, "not int"),
        (lambda: rows.where(stance="against"), UnknownValueError, "'against' is not a value"),
        (lambda: rows.where(sources="maroo"), UnknownIdError, "did you mean 'maro'"),
        (lambda: rows.where(said_at="soon"), WhenError, "'soon'"),
        (lambda: rows.where(stnce="deny"), UnknownValueError, "did you mean 'stance'"),
        (lambda: g.claims.where(form="statment"), UnknownValueError, "did you mean 'statement'"),
        (lambda: g.sources.where(kind="news", naming="no"), UnknownValueError, "'no'"),
        (lambda: rows.count_by("stnce"), UnknownValueError, "did you mean 'stance'"),
        (lambda: rows.sorted("stnce"), UnknownValueError, "the fields are"),
        (lambda: rows.count_by(lambda _: [[1]]), UnknownValueError, "cannot be counted by"),
        (lambda: g.claims.sorted("extra"), UnknownValueError, "have no order by 'extra'"),
        (lambda: rows["maro-arsen"], UnknownIdError, "did you mean 'maro-arson'"),
        (lambda: rows.by("maro")["vell-petrol"], UnknownIdError, "no attribution 'vell-petrol'"),
        (lambda: g.agencies["maro"], UnknownIdError, "no agency 'maro' here"),
        (lambda: rows & g.claims, WrongKindError, "attributions are not combined with claims"),
        (lambda: g.claims | rows, WrongKindError, "claims are not combined with attributions"),
        (lambda: rows - ["maro-arson"], WrongKindError, "combined with a view, not with list"),
        (lambda: rows | harbour().attributions, WrongKindError, "different graphs"),
        (lambda: rows.disputed_by(harbour().attributions), WrongKindError, "different graphs"),
        (lambda: rows.disputed_by(g.claims), WrongKindError, "claims"),
        (lambda: g.who_asserted("arsonn"), UnknownIdError, "did you mean 'arson'"),
        (lambda: g.who_denied("maro-arsn"), UnknownIdError, "no content"),
        (lambda: g.subgraph("arsonn"), UnknownIdError, "did you mean 'arson'"),
    ],
)
def test_what_does_not_exist_is_refused_and_near_words_are_named(
    ask: Callable[[], Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ask()


@pytest.mark.parametrize("attribute", ["_maybe", "anything"])
def test_views_take_no_new_attributes(attribute: str) -> None:
    if attribute == "anything":
        with pytest.raises(AttributeError):
            setattr(rows, attribute, 1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(rows)


def test_every_question_can_be_put_to_a_view_whose_rows_are_gone() -> None:
    """A view keeps its rows; what is asked of them then is answered from the graph as it is."""
    gone = harbour()
    view = gone.attributions.where(lambda _: True)
    for source in ("fire-service", "maro", "vell", "orr", "witnesses"):
        gone.remove(source, cascade=True)
    gone.remove("second", cascade=True)
    gone.add(Agency(id="x", name="X"), Claim(id="y", text="y"), Document(id="z", title="z"))
    questions: list[Callable[[AttributionView], Any]] = [
        lambda v: v.by("x"),
        lambda v: v.by(kind="news"),
        lambda v: v.of("y"),
        lambda v: v.about("x"),
        lambda v: v.affiliated_with("x"),
        lambda v: v.in_document("z"),
        lambda v: v.published_by("x"),
        lambda v: v.relayed_by("x"),
        lambda v: v.naming("named"),
        lambda v: v.relays(),
        lambda v: v.unrelayed(),
        lambda v: v.standing(),
        lambda v: v.as_of("2031"),
        lambda v: v.sources(),
        lambda v: v.documents(),
        lambda v: v.claims(),
        lambda v: v.contents(),
        lambda v: v.disputed_by(v),
        lambda v: v.to_frame(),
        *(lambda v, c=c: v.before("2031", clock=c) for c in ("said_at", "published_at")),
        *(lambda v, c=c: v.during("2031", clock=c) for c in ("happened_at", "recorded_at")),
        *(lambda v, f=f: v.count_by(f) for f in ("source", "claim", "document", "via")),
        *(lambda v, f=f: v.sorted(f) for f in ("publisher", "published_at", "naming", "standing")),
        repr,
        lambda v: v._repr_html_(),
    ]
    for ask in questions:
        ask(view)
    assert view.ids == harbour().attributions.ids
    with pytest.raises(UnknownIdError):
        view.subgraph()
