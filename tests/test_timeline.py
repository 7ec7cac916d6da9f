"""What was said when, what was known when, and how figures drift."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from forests import Naive, forests, world
from hypothesis import given
from hypothesis import strategies as st
from strategies import graphs, near_times, times

import attribgraph as ag

# -- timelines --------------------------------------------------------------------------


def said(*dates: Any) -> ag.AttributionGraph:
    """A graph in which each of several people says it at one of the dates."""
    g = world(*(f"s{number}" for number in range(len(dates))))
    for number, when in enumerate(dates):
        g.attribute(f"s{number}", "c", said_at=when, id=f"r{number}")
    return g


@given(st.lists(st.none() | near_times | times, max_size=7))
def test_order_and_ties_are_as_certain_as_the_dates(dates: list[ag.When | None]) -> None:
    g = said(*dates)
    found = ag.timeline(g)
    assert sorted(each.row.id for each in found) == sorted(g.attributions.ids)
    for place, each in enumerate(found):
        when = each.row.said_at
        assert (each.earliest, each.latest) == (
            (None, None) if when is None else (when.earliest, when.latest)
        )
        assert each.dated == (when is not None)
        others = [other.row.said_at for other in found if other is not each]
        if when is None:
            assert each.tied == bool(others)
            assert all(later.row.said_at is None for later in found[place:])
        else:
            assert each.tied == any(o is not None and when.overlaps(o) for o in others)
            for later in found[place + 1 :]:
                assert later.row.said_at is None or not later.row.said_at.before(when)


def test_days_next_to_each_other_are_not_tied_in_any_century() -> None:
    g = said("0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31")
    assert [each.tied for each in ag.timeline(g)] == [False] * 4


def test_unknown_dates_come_last_and_are_never_dropped() -> None:
    found = ag.timeline(said(None, "2024", "../2023", None))
    assert [each.row.id for each in found] == ["r2", "r1", "r0", "r3"]
    assert [each.dated for each in found] == [True, True, False, False]
    assert [each.tied for each in found] == [False, False, True, True]
    (alone,) = ag.timeline(said(None))
    assert (alone.dated, alone.tied) == (False, False)


def test_a_claim_a_source_or_several() -> None:
    g = world("ann", "bob", claims=("c", "d"))
    g.attribute("ann", "c", id="ann-c", said_at="2024-02")
    g.attribute("ann", "d", id="ann-d", said_at="2024-01")
    g.attribute("bob", "c", id="bob-c", said_at="2024-03")
    g.attribute("bob", "d", id="bob-d")

    def asked(*refs: Any) -> list[str]:
        return [each.row.id for each in ag.timeline(g, *refs)]

    assert asked() == ["ann-d", "ann-c", "bob-c", "bob-d"]
    assert asked("c") == ["ann-c", "bob-c"]
    assert asked("ann") == ["ann-d", "ann-c"]
    assert asked("c", g["ann"]) == ["ann-d", "ann-c", "bob-c"]
    assert asked(g.claims) == asked()
    view = g.attributions.by("bob")
    assert [each.row.id for each in ag.timeline(view)] == ["bob-c", "bob-d"]
    with pytest.raises(ag.UnknownIdError):
        ag.timeline(g, "cid")


def test_a_graph_gives_what_stands_and_a_view_what_is_in_it() -> None:
    g = said("2024")
    g.attribute("s0", "r0", act="retract", said_at="2025", id="back")
    assert [each.row.id for each in ag.timeline(g)] == ["back"]
    assert [each.row.id for each in ag.timeline(g.attributions)] == ["r0", "back"]


def test_every_clock() -> None:
    g = world("ann", "bob")
    g.edit("c", happened_at="2020")
    g.add(ag.Document(id="story", title="Story", published_at="2022"))
    g.attribute("ann", "c", document="story", recorded_at="2023", id="a")
    g.attribute("bob", "c", said_at="2021", recorded_at="2024", id="b")

    def years(clock: Any) -> list[tuple[str, int | None, int | None]]:
        return [
            (each.row.id, *(end and end.year for end in (each.earliest, each.latest)))
            for each in ag.timeline(g, clock=clock)
        ]

    assert years("said_at") == [("b", 2021, 2021), ("a", None, 2022)]
    assert years("published_at") == [("a", 2022, 2022), ("b", None, None)]
    assert years("recorded_at") == [("a", 2023, 2023), ("b", 2024, 2024)]
    assert years("happened_at") == [("a", 2020, 2020), ("b", 2020, 2020)]
    with pytest.raises(ag.UnknownValueError, match="no clock 'sad_at'"):
        ag.timeline(g, clock="sad_at")  # type: ignore[arg-type]


# -- who was first ----------------------------------------------------------------------


@given(st.lists(st.none() | near_times | times, max_size=7))
def test_the_first_are_those_that_no_other_certainly_precedes(
    dates: list[ag.When | None],
) -> None:
    g = said(*dates)
    found = ag.first_said(g, "c")
    known = {row.id: row.said_at for row in g if row.said_at is not None}
    assert set(found.ids) == {
        id_
        for id_, when in known.items()
        if not any(other.before(when) for other in known.values())
    }
    assert set(found.undecided.ids) == set(g.attributions.ids) - set(known)


def test_a_row_without_a_date_of_its_own_was_said_before_it_was_published() -> None:
    g = said("2024-05", "2024-06")
    g.add([ag.Document(id=year, title=year, published_at=year) for year in ("2023", "2025")])
    g.attribute("s0", "c", document="2025", id="late")
    found = ag.first_said(g, "c")
    assert (found.ids, found.undecided.ids) == (("r0",), ("late",))
    g.attribute("s1", "c", document="2023", id="early")
    found = ag.first_said(g, "c")
    assert (found.ids, found.undecided.ids) == (("late", "early"), ())
    published = ag.first_said(g, "c", clock="published_at")
    assert (published.ids, published.undecided.ids) == (("early",), ("r0", "r1"))


def test_only_who_asserts_it_can_be_first() -> None:
    g = said("2024")
    g.attribute("s0", "c", act="deny", said_at="2020")
    assert ag.first_said(g, "c").ids == ("r0",)
    assert len(ag.first_said(world(), "c")) == 0


def test_who_was_first_in_the_seed(seed: ag.AttributionGraph) -> None:
    """Ukraine spoke on the day at the latest, its intelligence service on the day."""
    assert ag.first_said(seed, "troops-in-kursk").ids == (
        "ukraine-troops-in-kursk",
        "gur-troops-in-kursk",
    )


# -- two clocks -------------------------------------------------------------------------


def four_quadrants() -> ag.AttributionGraph:
    """A state of affairs from 2000 to 2008, the end of which was learned in 2010."""
    g = world("registry", claims=())
    g.add(
        ag.Claim(id="in-office", text="She is in office", happened_at="2000/.."),
        ag.Claim(id="was-in-office", text="She was in office", happened_at="2000/2008"),
        ag.Link(subject="was-in-office", relation="refines", object="in-office"),
        ag.Document(id="gazette-2000", title="Gazette 2000", published_at="2000"),
        ag.Document(id="gazette-2010", title="Gazette 2010", published_at="2010"),
    )
    g.attribute("registry", "in-office", document="gazette-2000", id="began")
    g.attribute("registry", "was-in-office", document="gazette-2010", id="ended")
    g.attribute("registry", "began", act="retract", document="gazette-2010", id="correction")
    return g


@pytest.mark.parametrize(
    ("at", "known", "holds"),
    [
        ("2009", "2009", True),
        ("2009", "2011", False),
        ("2005", "2011", True),
        ("1990", "2009", False),
        ("1990", "2011", False),
        ("1990", None, False),
        ("2005", "2009", True),
        ("2009", None, False),
        ("2005", None, True),
        ("2005", "1999", False),
    ],
)
def test_the_four_quadrants(at: str, known: str | None, *, holds: bool) -> None:
    g = four_quadrants()
    found = ag.holding(g, "in-office", at=at, known=known)
    assert bool(found) is holds
    assert len(found.undecided) == 0


def test_as_of_and_the_other_clock_say_the_same() -> None:
    g = four_quadrants()
    assert g.attributions.as_of("2009").ids == ("began",)
    assert g.attributions.as_of("2011").ids == ("began", "ended", "correction")
    assert g.attributions.during("2009", clock="happened_at").ids == ("began", "correction")
    assert str(g.stance_of("registry", "was-in-office", at="2011")) == "support"
    assert g.stance_of("registry", "was-in-office", at="2009") is None


def test_the_answer_is_about_the_graph_that_was_asked() -> None:
    g = four_quadrants()
    found = ag.holding(g, "in-office", at="2009", known="2009")
    assert found.ids == ("began",)
    assert (found & g.attributions).ids == ("began",)
    assert g.attributions.by("registry").standing().ids == ("ended", "correction")


def test_what_may_not_have_been_known_is_undecided() -> None:
    g = four_quadrants()
    g.attribute("registry", "in-office", occasion="undated", id="undated")
    g.add(ag.Claim(id="timeless", text="She holds an office"))
    g.add(ag.Link(subject="timeless", relation="equivalent_to", object="in-office"))
    g.attribute("registry", "timeless", document="gazette-2000", id="no-time")
    found = ag.holding(g, "in-office", at="2009", known="2009")
    assert (found.ids, set(found.undecided.ids)) == (("began",), {"undated", "no-time"})
    now = ag.holding(g, "in-office", at="2009")
    assert (now.ids, now.undecided.ids) == (("undated",), ("no-time",))


def test_what_was_known_keeps_what_relays_pass_on() -> None:
    g = world("ann", "wire")
    g.add(ag.Document(id="story", title="Story", published_at="2020"))
    g.attribute("ann", "c", via="wire", document="story", id="said")
    assert set(ag.known_at(g, "2021").attributions.ids) == set(g.attributions.ids)
    assert len(ag.known_at(g, "2019")) == 0
    assert ag.known_at(g, "2019").claims.ids == ("c",)


def test_links_of_later_are_not_known() -> None:
    g = world("ann", "bob", "cid")
    g.add(ag.Document(id="late", title="Late", published_at="2024"))
    g.add(ag.Link(id="old", subject="ann", relation="leads", object="bob"))
    g.add(ag.Link(id="new", subject="cid", relation="leads", object="bob", recorded_at="2022"))
    g.add(ag.Link(id="told", subject="ann", relation="rival_of", object="cid", document="late"))
    assert ag.known_at(g, "2021").links.ids == ("old",)
    assert ag.known_at(g, "2023").links.ids == ("old", "new")
    assert set(ag.known_at(g, "2025").links.ids) == {"old", "new", "told"}


@given(graphs(rich=False), near_times)
def test_what_was_known_is_in_the_graph_and_is_known(g: ag.AttributionGraph, when: ag.When) -> None:
    known = ag.known_at(g, when)
    assert all(record in g for record in known.records())
    published = set(g.attributions.as_of(when).ids)
    assert published <= set(known.attributions.ids)
    inside = set(published)
    for id_ in published:
        row = g[id_]
        while isinstance(row, ag.Attribution):
            inside.add(row.id)
            row = g[row.content]
    assert set(known.attributions.ids) == inside


@given(graphs(rich=False), near_times, st.none() | near_times)
def test_holding_asks_both_clocks(
    g: ag.AttributionGraph, at: ag.When, known: ag.When | None
) -> None:
    naive = Naive(g if known is None else ag.known_at(g, known))
    for claim in g.claims.ids:
        found = ag.holding(g, claim, at=at, known=known)
        wanted = g.attributions.of(claim, narrower=True, equivalents=True).ids
        for row in naive.rows:
            when = getattr(naive.by_id[row.content], "happened_at", None)
            true = (
                row.id in wanted
                and naive.supports(row)
                and naive.stands(row)
                and when is not None
                and when.overlaps(at)
            )
            assert (row.id in found.ids) == true
        assert set(found.ids) <= {row.id for row in naive.rows}
        assert not set(found.ids) & set(found.undecided.ids)


# -- drift ------------------------------------------------------------------------------


def giving(*figures: tuple[Any, Any], **fields: Any) -> ag.AttributionGraph:
    """A graph in which each of several people gives a figure at a date."""
    g = world(*(f"s{number}" for number in range(len(figures))), claims=())
    for number, (figure, when) in enumerate(figures):
        quantity = (
            figure
            if isinstance(figure, ag.Quantity)
            else ag.Quantity(value=figure, measure="sent", **fields)
        )
        g.add(ag.Claim(id=f"c{number}", text=f"{figure}", quantity=quantity))
        g.attribute(f"s{number}", f"c{number}", said_at=when, id=f"r{number}")
    return g


def steps(g: ag.AttributionGraph, along: str = "time") -> list[tuple[Any, ...]]:
    return [
        (step.earlier.id, step.later.id, step.absolute, step.relative, step.certain)
        for step in ag.drift(g, "sent")
        if step.along == along
    ]


def test_a_figure_along_time() -> None:
    g = giving((1500, "2024-10-18"), (12000, "2024-10-28"), (3000, "2024-10-23"))
    assert steps(g) == [
        ("r0", "r2", 1500, 1.0, True),
        ("r2", "r1", 9000, 3.0, True),
    ]
    (first, _) = ag.drift(g, "sent")
    assert (first.before.value, first.after.value) == (1500, 3000)


def test_unknown_dates_come_last_and_order_is_not_certain() -> None:
    assert steps(giving((100, None), (200, "2024"), (50, "2024-06"))) == [
        ("r1", "r2", -150, -0.75, False),
        ("r2", "r0", 50, 1.0, False),
    ]


@pytest.mark.parametrize(
    ("before", "after", "absolute", "relative"),
    [
        (100, 100, 0, 0),
        (0, 5, 5, None),
        (ag.Quantity(low=100, high=200, measure="sent"), 300, 150, 1.0),
        (ag.Quantity(low=100, measure="sent"), 300, None, None),
        (100, ag.Quantity(high=300, measure="sent"), None, None),
    ],
)
def test_changes(before: Any, after: Any, absolute: Any, relative: Any) -> None:
    assert steps(giving((before, "2023"), (after, "2024"))) == [
        ("r0", "r1", absolute, relative, True)
    ]


def test_only_one_measure_and_one_unit_at_a_time() -> None:
    def of(value: int, unit: str, measure: str = "sent") -> ag.Quantity:
        return ag.Quantity(value=value, unit=unit, measure=measure)

    g = giving(
        (of(1, "men"), "2021"),
        (of(9, "tanks"), "2022"),
        (of(7, "men", "killed"), "2023"),
        (of(2, "men"), "2024"),
        (of(8, "tanks"), "2025"),
    )
    assert [each[:3] for each in steps(g)] == [("r0", "r3", 1), ("r1", "r4", -1)]


def test_only_what_is_asserted_and_stands() -> None:
    g = giving((100, "2021"), (200, "2022"), (300, "2023"))
    g.attribute("s1", "r1", act="retract")
    g.attribute("s0", "c1", act="deny", said_at="2021-06")
    assert [each[:2] for each in steps(g)] == [("r0", "r2")]


def test_a_figure_along_relays() -> None:
    g = giving((1000, "2024-01"), (4000, "2024-02"), (9000, None))
    g.attribute("s1", "r0", act="report", id="told")
    g.attribute("s2", "told", act="report")
    assert steps(g, "relay") == [
        ("r0", "r1", 3000, 3.0, True),
        ("r0", "r2", 8000, 8.0, False),
    ]


@given(st.lists(st.tuples(st.integers(1, 99), st.none() | near_times), min_size=1, max_size=7))
def test_no_row_is_dropped_and_changes_add_up(figures: list[tuple[int, Any]]) -> None:
    g = giving(*figures)
    found = ag.drift(g, "sent")
    assert len(found) == len(figures) - 1
    for one, other in itertools.pairwise(found):
        assert one.later == other.earlier
    if found:
        told = {row.id for step in found for row in (step.earlier, step.later)}
        assert told == set(g.attributions.ids)
        total = sum(step.absolute or 0 for step in found)
        assert total == (found[-1].after.value or 0) - (found[0].before.value or 0)
    for step in found:
        one, other = step.earlier.said_at, step.later.said_at
        certain = one is not None and other is not None and one.before(other)
        assert step.certain == certain
        assert not (one is not None and other is not None and other.before(one))


def test_a_measure_that_nobody_gives(seed: ag.AttributionGraph) -> None:
    assert ag.drift(seed, "deployed-to-russia") == ()
    with pytest.raises(
        ag.UnknownValueError,
        match=r"no claim measures 'deployed-to-rusia' .did you mean 'deployed-to-russia'.*"
        r"measures: deployed-to-russia, length-of-invasion, sent-for-training",
    ):
        ag.drift(seed, "deployed-to-rusia")
    with pytest.raises(ag.UnknownValueError, match="measures: none"):
        ag.drift(world(), "sent")


@given(forests())
def test_timelines_hold_exactly_what_stands(g: ag.AttributionGraph) -> None:
    naive = Naive(g)
    assert {each.row.id for each in ag.timeline(g)} == {
        row.id for row in naive.rows if naive.stands(row)
    }
