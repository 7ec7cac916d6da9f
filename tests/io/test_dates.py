"""Dates in any usual form: precision is kept, and what could be two days is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import times

from attribgraph.errors import WhenError
from attribgraph.io._dates import when_of
from attribgraph.when import When


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        (2024.0, "2024"),
        ("October 2024", "2024-10"),
        ("Sept. 2024", "2024-09"),
        ("10/2024", "2024-10"),
        ("2024/10", "2024-10"),
        ("24 Oct 2024", "2024-10-24"),
        ("24th of October, 2024", "2024-10-24"),
        ("Thursday, October 24, 2024", "2024-10-24"),
        ("24.10.2024", "2024-10-24"),
        ("24/10/24", "2024-10-24"),
        ("12/31/2024", "2024-12-31"),
        ("05/05/2024", "2024-05-05"),
        ("2024/03/04", "2024-03-04"),
        ("20241024", "2024-10-24"),
        ("24 Oct 2024 2pm", "2024-10-24T14"),
        ("24.10.2024 14:30", "2024-10-24T14:30"),
        ("Oct 24, 2024 14:30:05 +0300", "2024-10-24T14:30:05+03:00"),
        ("24 Oct 2024 14:30 UTC", "2024-10-24T14:30Z"),
        ("24 Oct 2024 00:00", "2024-10-24T00:00"),
        (" 2024-10-24 ", "2024-10-24"),
        ("2024-10-24/..", "2024-10-24/.."),
        ("2023/2024", "2023/2024"),
        (date(2024, 10, 24), "2024-10-24"),
        (datetime(2024, 10, 24), "2024-10-24"),  # noqa: DTZ001 (as spreadsheets give days)
        (datetime(2024, 10, 24, 14, 30), "2024-10-24T14:30"),  # noqa: DTZ001
        (datetime(2024, 10, 24, 14, 30, 5, tzinfo=UTC), "2024-10-24T14:30:05Z"),
        (When("2024-W43"), "2024-W43"),
    ],
)
def test_forms(written: Any, meant: str) -> None:
    assert str(when_of(written)) == meant


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2024", "could be 2024-04-03 or 2024-03-04: say which with dayfirst"),
        ("3.4.2024", "could be 2024-04-03 or 2024-03-04"),
        ("23 Oct 24", "could be 2024-10-23 or 2023-10-24"),
        ("24 Oct", "a year is wanted"),
        ("14:30", "a year is wanted"),
        ("Monday", "a year is wanted"),
        ("24 Oct 2024 14:30 EST", "names a zone by letters"),
        ("24 octobre 2024", "English names of months"),
        ("45589", "a spreadsheet counts 2024-10-24 so: format the column as a date"),
        (45_589.0, "a spreadsheet counts 2024-10-24"),
        ("31/02/2024", "is not a time"),
        ("soon", "is not a time"),
        ("", "is not a time"),
        ("1", "is not a time"),
        (True, "is not a time"),
        (1.5, "is not a time"),
        (float("inf"), "is not a time"),
        (10**400, "is not a time"),
        ("9" * 5_000, "is not a time"),
        ("1 " * 5_000, "is not a time"),
        ("0" * 7, "is not a time"),
        (b"2024", "is not a time"),
        (timedelta(1), "is not a time"),
    ],
)
def test_what_is_refused(written: Any, reason: str) -> None:
    with pytest.raises(WhenError, match=reason):
        when_of(written)


def test_the_day_is_first_if_told() -> None:
    assert str(when_of("03/04/2024", dayfirst=True)) == "2024-04-03"
    assert str(when_of("03/04/2024", dayfirst=False)) == "2024-03-04"
    assert str(when_of("2024/03/04", dayfirst=True)) == "2024-03-04"


@given(st.dates(min_value=date(1000, 1, 1)), st.booleans())
def test_days_are_read_as_they_were_meant(day: date, dayfirst: bool) -> None:
    text = day.strftime("%d/%m/%Y" if dayfirst else "%m/%d/%Y")
    assert when_of(text, dayfirst=dayfirst) == When(day)
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(WhenError, match="could be"):
            when_of(text)
    else:
        assert when_of(text) == When(day)
    assert when_of(day.strftime("%d %B %Y")) == When(day)


@given(times)
def test_iso_8601_is_read_as_it_is(when: When) -> None:
    assert when_of(str(when)) == when


@given(st.text(max_size=20) | st.from_regex(r"[0-9/.: -]{1,14}", fullmatch=True))
def test_any_text_is_a_time_or_is_refused(text: str) -> None:
    for dayfirst in (None, True, False):
        with suppress(WhenError):
            assert isinstance(when_of(text, dayfirst=dayfirst), When)


def test_a_zone_is_given_to_times_of_day_without_one() -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    assert str(when_of("24 Oct 2024 14:30", zone=kyiv)) == "2024-10-24T14:30+03:00"
    assert str(when_of("24 Dec 2024 14:30", zone=kyiv)) == "2024-12-24T14:30+02:00"
    assert str(when_of("2024-10-24T14", zone=kyiv)) == "2024-10-24T14+03:00"
    assert str(when_of("2024-10-24T14:30Z", zone=kyiv)) == "2024-10-24T14:30Z"
    assert str(when_of("24 Oct 2024", zone=kyiv)) == "2024-10-24"
    plain = datetime(2024, 10, 24, 14, 30)  # noqa: DTZ001 (as spreadsheets give times)
    assert str(when_of(plain, zone=kyiv)) == "2024-10-24T14:30+03:00"
    aware = plain.replace(tzinfo=timezone(timedelta(hours=1)))
    assert str(when_of(aware, zone=kyiv)) == "2024-10-24T14:30+01:00"
