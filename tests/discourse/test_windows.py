"""Windows along time: which statements fall into them, and how much each weighs."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from debates import debates, statements
from hypothesis import given, settings
from hypothesis import strategies as st

from attribgraph import Agency, AttributionGraph, Claim, UnknownValueError, one_mode, windows
from attribgraph.discourse import moving
from attribgraph.discourse.clock import half_of, step

DAY = timedelta(days=1)


def said(*days: str) -> AttributionGraph:
    """Return two agencies that take turns to support one claim."""
    g = AttributionGraph(
        Agency(id="a", name="A"), Agency(id="b", name="B"), Claim(id="c", text="C")
    )
    for number, day in enumerate(days):
        g.attribute("ab"[number % 2], "c", id=f"r{number}", said_at=day)
    return g


def spans(found: Any) -> list[tuple[str, str]]:
    return [(f"{each.start:%m-%d}", f"{each.stop:%m-%d}") for each in found]


def test_windows_move_by_a_unit_while_they_fit() -> None:
    g = said("2024-01-01", "2024-01-03", "2024-01-06")
    found = windows(g, unit="days", size=3)
    assert spans(found) == [("01-01", "01-04"), ("01-02", "01-05"), ("01-03", "01-06")]
    assert [each.statements for each in found] == [2, 1, 2]
    assert [each["a", "b"] for each in found] == [1, 0, 1]


def test_one_that_is_longer_than_the_debate() -> None:
    (only,) = windows(said("2024-01-01", "2024-01-03"), unit="weeks", size=1)
    assert (only.statements, only["a", "b"]) == (2, 1)


def test_months_and_years_follow_the_calendar() -> None:
    g = said("2023-12-31", "2024-02-10", "2024-03-31")
    assert spans(windows(g, unit="months", size=2)) == [("12-31", "02-29"), ("01-31", "03-31")]
    assert step(datetime(2024, 2, 29, tzinfo=UTC), "years", 1) == datetime(2025, 2, 28, tzinfo=UTC)
    middle = datetime(2024, 3, 1, tzinfo=UTC)
    early, late = half_of(middle, "months", 3)
    assert (early, late) == (
        datetime(2024, 1, 16, 12, tzinfo=UTC),
        datetime(2024, 4, 16, tzinfo=UTC),
    )
    assert half_of(middle, "years", 1) == (
        datetime(2023, 9, 1, tzinfo=UTC),
        datetime(2024, 9, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(("unit", "count"), [("seconds", 91), ("minutes", 2), ("hours", 1)])
def test_units_within_a_day(unit: Any, count: int) -> None:
    g = said("2024-01-01T00:00:00", "2024-01-01T00:01:30")
    found = windows(g, unit=unit, size=1, kernel="uniform")
    assert len(found) == count
    assert found[0].statements + found[-1].statements >= 2


def test_events_take_ties_at_either_end() -> None:
    g = said("2024-01-01", "2024-01-02", "2024-01-02", "2024-01-02", "2024-01-05")
    found = windows(g, unit="events", size=2)
    assert [each.statements for each in found] == [4, 3, 3, 4]
    assert len(windows(g, unit="events", size=9)) == 1
    with pytest.raises(UnknownValueError, match="a kernel weighs by distance in time"):
        windows(g, unit="events", kernel="gaussian")


def test_kernels_weigh_by_the_signed_distance() -> None:
    """Half a window before the middle weighs less than half a window after it."""
    density = {
        "uniform": lambda _: 0.5,
        "triangular": lambda z: 1 - z,
        "epanechnikov": lambda z: 0.75 * (1 - z) ** 2,
        "gaussian": lambda z: math.exp(-z * z / 2) / math.sqrt(2 * math.pi),
    }
    g = said("2024-01-01", "2024-01-05")
    for kernel, weight in density.items():
        options: dict[str, Any] = {"unit": "days", "size": 8, "kernel": kernel}
        middle = windows(g, rows="agency", **options)[2]
        assert middle["a", "c"] == pytest.approx(weight(0.5))
        assert middle["b", "c"] == pytest.approx(weight(-0.5))
        tie = windows(g, nodes="agency", **options)[2]
        assert tie["a", "b"] == pytest.approx(math.sqrt(weight(0.5) * weight(-0.5)))
        assert tie["a", "a"] == pytest.approx(weight(0.5))


def test_a_normalized_kernel_network() -> None:
    g = said("2024-01-01", "2024-01-01")
    options: dict[str, Any] = {"unit": "days", "size": 8, "kernel": "uniform"}
    assert windows(g, normalization="average", **options)[0]["a", "b"] == pytest.approx(1.0)
    share = windows(g, rows="agency", normalization="prominence", **options)[0]
    assert share["a", "c"] == pytest.approx(0.5)


@settings(max_examples=12)
@given(debates(sizes=(1, 14)), st.integers(1, 60), st.sampled_from(["days", "weeks"]))
def test_a_window_is_the_network_of_what_falls_into_it(
    g: AttributionGraph, size: int, unit: Any
) -> None:
    found = windows(g, nodes="source", aggregation="congruence", unit=unit, size=size)
    dated = [day for *_, (day, _) in statements(g, "source", "claim") if day is not None]
    assert found.undated == len(statements(g, "source", "claim")) - len(dated)
    for each in list(found)[:: max(1, len(found) // 4)]:
        assert each.start is not None
        assert each.stop is not None
        inside = g.attributions.where(
            lambda row, each=each: (
                (when := row.said_at or (row.document and g[row.document].published_at))
                and each.start <= when.earliest <= each.stop
            )
        )
        alone = one_mode(g, "source", aggregation="congruence", include=inside)
        assert each.statements == alone.statements
        at = [each.row_labels.index(label) for label in alone.row_labels]
        dense = each.matrix.toarray()
        np.testing.assert_allclose(dense[np.ix_(at, at)], alone.matrix.toarray())
        assert dense.sum() == pytest.approx(alone.matrix.sum())


@settings(max_examples=12)
@given(debates(sizes=(1, 14)))
def test_a_wide_uniform_kernel_is_half_of_all(g: AttributionGraph) -> None:
    found = windows(
        g, nodes="source", aggregation="conflict", unit="years", size=9, kernel="uniform"
    )
    if not found:
        return
    dated = g.attributions.where(
        lambda row: (row.said_at or (row.document and g[row.document].published_at)) is not None
    )
    whole = one_mode(g, "source", aggregation="conflict", include=dated).matrix.toarray()
    used = [
        found[0].row_labels.index(each) for each in one_mode(g, "source", include=dated).row_labels
    ]
    weighted = found[0].matrix.toarray()[np.ix_(used, used)]
    np.testing.assert_allclose((weighted - np.diag(weighted.diagonal())) * 2, whole)


def test_two_modes_or_one() -> None:
    g = said("2024-01-01", "2024-01-02")
    assert windows(g, columns="claim")[0].matrix.shape == (2, 1)
    assert windows(g)[0].one_mode
    with pytest.raises(UnknownValueError, match="not both"):
        windows(g, nodes="source", columns="claim")
    with pytest.raises(UnknownValueError, match="is not an aggregation of a one-mode network"):
        windows(g, aggregation="combine")


def test_what_cannot_be_cut() -> None:
    g = said("0001-01-01", "9999-12-31")
    with pytest.raises(UnknownValueError, match="makes 315,537,811,200 windows"):
        windows(g, unit="seconds")
    with pytest.raises(UnknownValueError, match="does not fit into the calendar"):
        windows(g, unit="years", kernel="uniform")
    for size in (0, -1, 1.5, True):
        with pytest.raises(UnknownValueError, match="size is how many days a window has"):
            windows(g, size=size)  # type: ignore[arg-type]
    with pytest.raises(UnknownValueError, match=r"'day' is not a unit of time \(did you mean"):
        windows(g, unit="day")  # type: ignore[arg-type]


def test_too_many_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_MOST", 2)
    with pytest.raises(UnknownValueError, match="makes 3 windows: choose another unit"):
        windows(said(*["2024-01-01"] * 3), unit="events", size=1)


def test_nothing_dated() -> None:
    g = said("2024-01-01")
    g.edit("r0", said_at=None)
    found = windows(g)
    assert (len(found), found.undated) == (0, 1)
    assert repr(found) == "Windows: none, 1 undated statements left out"


def test_a_frame_has_a_tie_a_line() -> None:
    g = said("2024-01-01", "2024-01-02", "2024-01-04")
    frame = windows(g, size=2).to_frame()
    assert list(frame.columns) == ["start", "middle", "stop", "row", "column", "weight"]
    assert frame[["row", "column", "weight"]].to_numpy().tolist() == [["a", "b", 1.0]] * 2
    assert windows(g, size=2)[:1][0].start == datetime(2024, 1, 1, tzinfo=UTC)
