"""`When`: what was written is kept, and its bounds are right at every precision."""

from __future__ import annotations

import calendar
import copy
import pickle
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from attribgraph.errors import WhenError
from attribgraph.when import When

TICK = timedelta(microseconds=1)

zones = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001 (the zone is drawn)
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001 (the zone is drawn)
    timezones=zones,
)


@st.composite
def points(draw: st.DrawFn) -> str:
    """A time of any precision, as text."""
    moment = draw(moments)
    week = "{:04}-W{:02}".format(*moment.isocalendar()[:2])
    return draw(
        st.sampled_from(
            [
                f"{moment.year:04}",
                f"{moment.year:04}-{moment.month:02}",
                week,
                f"{week}-{moment.isoweekday()}",
                moment.date().isoformat(),
                moment.isoformat(timespec="hours"),
                moment.isoformat(timespec="minutes"),
                moment.isoformat(timespec="seconds"),
                moment.isoformat(timespec="milliseconds"),
                moment.isoformat(timespec="microseconds"),
            ]
        )
    )


@st.composite
def whens(draw: st.DrawFn) -> When:
    """A point, or an interval with either end open or neither."""
    first = draw(points())
    match draw(st.integers(0, 3)):
        case 0:
            return When(first)
        case 1:
            return When(f"{first}/..")
        case 2:
            return When(f"../{first}")
    second = draw(points())
    start, end = sorted((When(first), When(second)), key=lambda each: str(each.earliest))
    if end.latest is not None and start.earliest is not None and end.latest >= start.earliest:
        return When(f"{start}/{end}")
    return start


class TestPrecision:
    @pytest.mark.parametrize(
        ("text", "earliest", "latest"),
        [
            ("2024", "2024-01-01T00:00:00+00:00", "2024-12-31T23:59:59.999999+00:00"),
            ("2024-02", "2024-02-01T00:00:00+00:00", "2024-02-29T23:59:59.999999+00:00"),
            ("2023-02", "2023-02-01T00:00:00+00:00", "2023-02-28T23:59:59.999999+00:00"),
            ("2024-W01", "2024-01-01T00:00:00+00:00", "2024-01-07T23:59:59.999999+00:00"),
            ("2020-W53-7", "2021-01-03T00:00:00+00:00", "2021-01-03T23:59:59.999999+00:00"),
            ("2024-10-24", "2024-10-24T00:00:00+00:00", "2024-10-24T23:59:59.999999+00:00"),
            ("2024-10-24T14", "2024-10-24T14:00:00+00:00", "2024-10-24T14:59:59.999999+00:00"),
            (
                "2024-10-24T14:30+03:00",
                "2024-10-24T11:30:00+00:00",
                "2024-10-24T11:30:59.999999+00:00",
            ),
            (
                "2024-10-24T23:30:10-05:30",
                "2024-10-25T05:00:10+00:00",
                "2024-10-25T05:00:10.999999+00:00",
            ),
            (
                "2024-10-24T14:30:10.5Z",
                "2024-10-24T14:30:10.500000+00:00",
                "2024-10-24T14:30:10.599999+00:00",
            ),
            (
                "2024-10-24T14:30:10.123456789Z",
                "2024-10-24T14:30:10.123456+00:00",
                "2024-10-24T14:30:10.123456+00:00",
            ),
            ("0001", "0001-01-01T00:00:00+00:00", "0001-12-31T23:59:59.999999+00:00"),
            ("9999", "9999-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"),
            ("9999-12-31", "9999-12-31T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"),
            (
                "9999-12-31T23:59:59",
                "9999-12-31T23:59:59+00:00",
                "9999-12-31T23:59:59.999999+00:00",
            ),
        ],
    )
    def test_bounds(self, text: str, earliest: str, latest: str) -> None:
        when = When(text)
        assert str(when) == text
        assert when.earliest == datetime.fromisoformat(earliest)
        assert when.latest == datetime.fromisoformat(latest)
        assert not when.is_interval

    @given(st.dates())
    def test_a_month_and_a_year_end_with_their_last_day(self, day: date) -> None:
        last = calendar.monthrange(day.year, day.month)[1]
        month = When(f"{day.year:04}-{day.month:02}")
        assert month.earliest == When(day.replace(day=1)).earliest
        assert month.latest == When(day.replace(day=last)).latest
        year = When(f"{day.year:04}")
        assert year.earliest == When(f"{day.year:04}-01").earliest
        assert year.latest == When(f"{day.year:04}-12").latest

    @given(st.dates(min_value=date(1, 1, 8), max_value=date(9999, 12, 24)))
    def test_a_week_is_its_seven_days(self, day: date) -> None:
        year, week, weekday = day.isocalendar()
        whole = When(f"{year:04}-W{week:02}")
        monday = day - timedelta(days=weekday - 1)
        assert whole.earliest == When(monday).earliest
        assert whole.latest == When(monday + timedelta(days=6)).latest
        assert When(f"{year:04}-W{week:02}-{weekday}").earliest == When(day).earliest

    @given(moments)
    def test_a_coarser_precision_holds_a_finer_one(self, moment: datetime) -> None:
        utc = moment.astimezone(UTC)
        finer = None
        for timespec in ("microseconds", "milliseconds", "seconds", "minutes", "hours"):
            when = When(utc.isoformat(timespec=timespec))
            assert when.earliest is not None
            assert when.latest is not None
            assert when.earliest <= utc <= when.latest
            if finer is not None:
                assert when.earliest <= finer.earliest
                assert finer.latest <= when.latest
            finer = when
        day = When(utc.date())
        assert day.earliest is not None
        assert day.latest is not None
        assert day.earliest <= utc <= day.latest


class TestPython:
    @given(moments)
    @example(datetime(2024, 10, 24, 14, 30, tzinfo=UTC))
    @example(datetime(2024, 10, 24, 14, 30, 0, 500, tzinfo=UTC))
    def test_a_datetime_keeps_its_instant(self, moment: datetime) -> None:
        when = When(moment)
        assert when.earliest == moment
        assert When(str(when)) == when

    @given(st.dates())
    def test_a_date_is_its_day(self, day: date) -> None:
        when = When(day)
        assert str(when) == day.isoformat()
        assert (when.earliest, when.latest) == (
            datetime(day.year, day.month, day.day, tzinfo=UTC),
            datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC),
        )

    def test_a_time_without_a_zone_is_utc(self) -> None:
        assert When("2024-10-24T14:30").earliest == When("2024-10-24T14:30Z").earliest
        naive = datetime(2024, 10, 24, 14, 30)  # noqa: DTZ001 (that is what is tested)
        assert When(naive).earliest == naive.replace(tzinfo=UTC)

    @given(whens())
    def test_copies_and_pickles_are_equal(self, when: When) -> None:
        for back in (
            When(when),
            When(str(when)),
            copy.copy(when),
            copy.deepcopy(when),
            pickle.loads(pickle.dumps(when)),  # noqa: S301 (made just above)
            eval(repr(when), {"When": When}),  # noqa: S307 (made just above)
        ):
            assert back == when
            assert hash(back) == hash(when)
            assert (back.earliest, back.latest) == (when.earliest, when.latest)

    @pytest.mark.parametrize("name", ["_text", "_earliest", "earliest", "note"])
    def test_it_does_not_change(self, name: str) -> None:
        when = When("2024")
        with pytest.raises(AttributeError):
            setattr(when, name, "2025")
        with pytest.raises(AttributeError):
            delattr(when, name)
        assert str(When("2024")) == "2024"

    def test_it_equals_no_text_and_has_no_order(self) -> None:
        assert When("2024") != "2024"
        with pytest.raises(TypeError):
            sorted([When("2024"), When("2025")])  # type: ignore[type-var]

    def test_pydantic_takes_it_and_writes_text(self) -> None:
        class Holder(BaseModel):
            when: When

        for value in ("2024-10", date(2024, 10, 1), When("2024-10")):
            assert isinstance(Holder(when=value).when, When)
        assert Holder(when=When("2024-10")).model_dump_json() == '{"when":"2024-10"}'
        assert Holder.model_validate_json('{"when":"2024-10/.."}').when == When("2024-10/..")
        with pytest.raises(ValidationError, match="not in the calendar"):
            Holder.model_validate_json('{"when":"2024-13"}')
        assert Holder.model_json_schema()["properties"]["when"]["type"] == "string"


class TestNormalForm:
    @pytest.mark.parametrize(
        ("written", "normal"),
        [
            ("2024-10-24T14:30Z", "2024-10-24T14:30Z"),
            ("2024-10-24T14:30z", "2024-10-24T14:30Z"),
            ("2024-10-24T14:30+00:00", "2024-10-24T14:30Z"),
            ("2024-10-24T14:30+0000", "2024-10-24T14:30Z"),
            ("2024-10-24T14:30+00", "2024-10-24T14:30Z"),
            ("2024-10-24T14:30-00:00", "2024-10-24T14:30Z"),
            ("2024-10-24T14:30+03", "2024-10-24T14:30+03:00"),
            ("2024-10-24T14:30+0300", "2024-10-24T14:30+03:00"),
            ("2024-10-24T14:30-0330", "2024-10-24T14:30-03:30"),
            ("2024-10-24 14:30", "2024-10-24T14:30"),
            ("2024-10-24t14:30", "2024-10-24T14:30"),
            ("2024-10-24T14:30:10,25", "2024-10-24T14:30:10.25"),
            (" 2024-10-24 ", "2024-10-24"),
            ("2024-10-24/..", "2024-10-24/.."),
            ("2024-10-24 14:30z/2024-10-25", "2024-10-24T14:30Z/2024-10-25"),
        ],
    )
    def test_one_text_for_one_meaning(self, written: str, normal: str) -> None:
        assert str(When(written)) == normal
        assert When(written) == When(normal)

    def test_the_precision_written_is_kept_and_tells_times_apart(self) -> None:
        assert When("2024-10-24T14:30") != When("2024-10-24T14:30:00")
        assert When("2024-10-24T14:30+03:00") != When("2024-10-24T11:30Z")


class TestIntervals:
    def test_the_ends_may_be_of_any_precision(self) -> None:
        when = When("2022-02-24/2024-10")
        assert when.is_interval
        assert when.earliest == When("2022-02-24").earliest
        assert when.latest == When("2024-10").latest

    def test_an_open_end_has_no_bound(self) -> None:
        assert When("2024-10-24/..").latest is None
        assert When("2024-10-24/..").earliest == When("2024-10-24").earliest
        assert When("../2024-10-23").earliest is None
        assert When("../2024-10-23").latest == When("2024-10-23").latest

    @pytest.mark.parametrize(
        "text", ["../..", "2024/", "/2024", "/", "2024/2025/2026", "2025/2024", "../x"]
    )
    def test_refused(self, text: str) -> None:
        with pytest.raises(WhenError) as caught:
            When(text)
        assert text in str(caught.value)


class TestOrder:
    """`before`, `after` and `overlaps` beside comparisons of the bounds."""

    @given(whens(), whens())
    def test_against_a_naive_oracle(self, one: When, other: When) -> None:
        least, most = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

        def ends(when: When) -> tuple[datetime, datetime]:
            return when.earliest or least, when.latest or most

        (one_first, one_last), (other_first, other_last) = ends(one), ends(other)
        assert one.overlaps(other) is (one_first <= other_last and other_first <= one_last)
        assert one.before(other) is (one_last < other_first)
        assert one.after(other) is (other_last < one_first)

    @given(whens(), whens())
    def test_exactly_one_holds(self, one: When, other: When) -> None:
        assert [one.before(other), one.after(other), one.overlaps(other)].count(True) == 1
        assert one.before(other) is other.after(one)
        assert one.overlaps(other) is other.overlaps(one)

    @given(whens())
    def test_a_time_overlaps_itself_and_is_not_upside_down(self, when: When) -> None:
        assert when.overlaps(when)
        if when.earliest is not None and when.latest is not None:
            assert when.earliest <= when.latest

    @given(st.dates(max_value=date(9999, 12, 30)))
    def test_neighbouring_days_do_not_touch(self, day: date) -> None:
        today, tomorrow = When(day), When(day + timedelta(days=1))
        assert today.before(tomorrow)
        assert today.latest is not None
        assert today.latest + TICK == tomorrow.earliest


class TestRefused:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "24",
            "24 October 2024",
            "24/10/2024",
            "2024-1-1",
            "20241024",
            "2024-10-24T",
            "2024-10-24T14:3",
            "2024-10-24T14:30:",
            "2024-10T14:30",
            "2024-10-24T14:30 Moscow",
            "٢٠٢٤",
            "2024\x00",
            "2024-10-24\n2024-10-25",
            "-0044",
            "now",
        ],
    )
    def test_what_is_not_iso_8601(self, text: str) -> None:
        with pytest.raises(WhenError, match="write ISO 8601"):
            When(text)

    @pytest.mark.parametrize(
        "text",
        [
            "0000",
            "2024-00",
            "2024-13",
            "2023-02-29",
            "2024-10-32",
            "2024-W00",
            "2023-W53",
            "2024-10-24T24:00",
            "2024-10-24T14:60",
            "2024-10-24T14:30:60",
            "2024-10-24T14:30+24:00",
            "2024-10-24T14:30+03:60",
            "0001-01-01T00:00+03:00",
            "9999-12-31T23:59-03:00",
        ],
    )
    def test_what_is_not_in_the_calendar(self, text: str) -> None:
        with pytest.raises(WhenError, match="is not in the calendar") as caught:
            When(text)
        assert text in str(caught.value)

    @pytest.mark.parametrize("value", [2024, 2024.5, None, b"2024", True, ["2024"]])
    def test_what_is_no_text(self, value: object) -> None:
        with pytest.raises(WhenError, match=f"not {type(value).__name__}"):
            When(value)  # type: ignore[arg-type]

    @given(st.text(max_size=30))
    def test_any_text_is_a_time_or_a_when_error(self, text: str) -> None:
        try:
            when = When(text)
        except WhenError:
            return
        assert When(str(when)) == when

    @given(st.from_regex(r"[0-9]{4}-[0-9W]{1,3}-?[0-9]{0,2}(T[0-9:.,+Z-]{0,20})?", fullmatch=True))
    def test_anything_like_a_time_is_one_or_a_when_error(self, text: str) -> None:
        try:
            when = When(text)
        except WhenError:
            return
        assert When(str(when)) == when
