"""`Quantity`: figures as sources give them, and when two of them cannot both hold."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from attribgraph.errors import RecordError
from attribgraph.quantity import Quantity

numbers = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9, allow_nan=False)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Any quantity, of few measures and units so that they meet."""
    low, high = sorted((draw(numbers), draw(numbers)))
    match draw(st.integers(0, 3)):
        case 0:
            ends = {"low": low}
        case 1:
            ends = {"high": high}
        case 2:
            ends = {"value": low}
        case _:
            ends = {"low": low, "high": high}
    return Quantity(
        **ends,
        unit=draw(st.sampled_from([None, "soldiers"])),
        measure=draw(st.sampled_from([None, "sent", "in-kursk"])),
        approximate=draw(st.booleans()),
    )


PARSED = [
    # words, low, high, unit, approximate, as printed
    ("12,000", 12_000, 12_000, None, False, "12,000"),
    ("12000", 12_000, 12_000, None, False, "12,000"),
    ("1.5 million", 1_500_000, 1_500_000, None, False, "1,500,000"),
    ("0.25 percent", 0.25, 0.25, "percent", False, "0.25 percent"),
    ("3 thousand men", 3_000, 3_000, "men", False, "3,000 men"),
    ("about 12,000 soldiers", 12_000, 12_000, "soldiers", True, "about 12,000 soldiers"),
    ("~ 40", 40, 40, None, True, "about 40"),
    ("Some 3,000", 3_000, 3_000, None, True, "about 3,000"),
    ("at least 3 million", 3_000_000, None, None, False, "at least 3,000,000"),
    ("no fewer than 10 ships", 10, None, "ships", False, "at least 10 ships"),
    ("more than 10,000 troops", 10_000, None, "troops", False, "at least 10,000 troops"),
    ("up to 500", None, 500, None, False, "at most 500"),
    ("fewer than 20", None, 20, None, False, "at most 20"),
    ("1,500-2,000", 1_500, 2_000, None, False, "1,500 to 2,000"),
    ("1,500–2,000", 1_500, 2_000, None, False, "1,500 to 2,000"),
    ("10 to 20", 10, 20, None, False, "10 to 20"),
    ("between 10 and 20 ships", 10, 20, "ships", False, "10 to 20 ships"),
    ("between  10 and\n20 ships", 10, 20, "ships", False, "10 to 20 ships"),
    ("2 to 3 million", 2_000_000, 3_000_000, None, False, "2,000,000 to 3,000,000"),
    ("500,000 to 1 million", 500_000, 1_000_000, None, False, "500,000 to 1,000,000"),
    ("around 10-12 units", 10, 12, "units", True, "about 10 to 12 units"),
    ("thousands", 2_000, None, None, True, "thousands"),
    ("Dozens of Cold War tanks", 24, None, "Cold War tanks", True, "dozens of Cold War tanks"),
    ("tens of thousands of men", 20_000, None, "men", True, "tens of thousands of men"),
    ("hundreds of thousands", 200_000, None, None, True, "hundreds of thousands"),
]


@pytest.mark.parametrize(("words", "low", "high", "unit", "approximate", "printed"), PARSED)
def test_words_are_read_and_printed(
    words: str,
    low: float | None,
    high: float | None,
    unit: str | None,
    approximate: bool,
    printed: str,
) -> None:
    read = Quantity.parse(words, measure="sent")
    assert (read.low, read.high, read.unit) == (low, high, unit)
    assert (read.approximate, read.measure) == (approximate, "sent")
    assert str(read) == printed


@pytest.mark.parametrize(
    "words",
    ["", " ", "many", "minus 3", "-5", "1,00", "12,0000", "3 4", "between 10", "about", "soldiers"],
)
def test_words_without_a_figure_are_refused(words: str) -> None:
    with pytest.raises(RecordError, match="no figure found") as caught:
        Quantity.parse(words)
    assert repr(words) in str(caught.value)


def test_a_downward_range_is_refused() -> None:
    with pytest.raises(RecordError, match="runs downwards, from 20 to 10"):
        Quantity.parse("20-10")


@given(st.text(max_size=20))
def test_any_words_are_read_or_refused(words: str) -> None:
    try:
        read = Quantity.parse(words)
    except RecordError:
        return
    assert str(read)


@given(st.integers(0, 10**12))
def test_a_printed_figure_is_read_back(number: int) -> None:
    for made in (
        Quantity(value=number, unit="men"),
        Quantity(value=number, unit="men", approximate=True),
        Quantity(low=number, unit="men"),
        Quantity(high=number, unit="men"),
        Quantity(low=number, high=number + 5, unit="men"),
    ):
        assert Quantity.parse(str(made)) == made


class TestMaking:
    def test_a_value_sets_both_ends(self) -> None:
        made = Quantity(value=12_000)
        assert (made.low, made.high, made.value) == (12_000, 12_000, 12_000)
        assert Quantity(low=1, high=2).value is None
        assert Quantity(low=1).value is None
        assert Quantity(low=12_000, high=12_000) == made

    def test_it_comes_back_from_json(self) -> None:
        made = Quantity(value=12_000, unit="soldiers", measure="sent", approximate=True)
        assert Quantity.model_validate_json(made.model_dump_json()) == made

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({}, "has a value, a low or a high end"),
            ({"unit": "men"}, "has a value, a low or a high end"),
            ({"value": 1, "low": 1}, "not both"),
            ({"low": 3, "high": 2}, "is below its low end"),
            ({"value": math.nan}, "finite"),
            ({"low": math.inf}, "finite"),
            ({"value": 1, "unit": " "}, "at least 1 character"),
            ({"value": 1, "units": "men"}, "Extra inputs"),
            ({"value": "many"}, "valid"),
        ],
    )
    def test_refused(self, fields: dict[str, object], reason: str) -> None:
        with pytest.raises(ValidationError, match=reason):
            Quantity.model_validate(fields)

    def test_it_is_frozen_and_hashable(self) -> None:
        made = Quantity(value=1)
        with pytest.raises(ValidationError, match="frozen"):
            made.low = 2
        assert len({made, Quantity(value=1)}) == 1


class TestExcludes:
    @staticmethod
    def sent(**fields: float | bool | str) -> Quantity:
        return Quantity.model_validate({"measure": "sent", "unit": "men", **fields})

    @pytest.mark.parametrize(
        ("one", "other", "excluded"),
        [
            ({"value": 1}, {"value": 2}, True),
            ({"value": 1}, {"value": 1}, False),
            ({"low": 5}, {"high": 4}, True),
            ({"low": 5}, {"high": 5}, False),
            ({"low": 5}, {"low": 9}, False),
            ({"low": 1, "high": 3}, {"low": 3, "high": 4}, False),
            ({"value": 100, "approximate": True}, {"value": 110}, False),
            ({"value": 100, "approximate": True}, {"value": 111}, True),
            ({"value": -100, "approximate": True}, {"value": -111}, True),
            ({"value": 100}, {"value": 110}, True),
            ({"value": 12_000, "approximate": True}, {"low": 2_000, "approximate": True}, False),
        ],
    )
    def test_no_number_in_common(
        self, one: dict[str, float], other: dict[str, float], *, excluded: bool
    ) -> None:
        assert self.sent(**one).excludes(self.sent(**other)) is excluded
        assert self.sent(**other).excludes(self.sent(**one)) is excluded

    def test_only_equal_measures_and_units_are_compared(self) -> None:
        one = self.sent(value=1)
        assert one.excludes(self.sent(value=2))
        assert not one.excludes(self.sent(value=2, measure="in-kursk"))
        assert not one.excludes(self.sent(value=2, unit="ships"))
        assert not Quantity(value=1).excludes(Quantity(value=2))

    @given(quantities(), quantities())
    def test_it_is_symmetric(self, one: Quantity, other: Quantity) -> None:
        assert one.excludes(other) is other.excludes(one)

    @given(quantities())
    def test_nothing_excludes_itself(self, one: Quantity) -> None:
        assert not one.excludes(one)


def test_a_figure_that_no_float_holds_is_refused() -> None:
    with pytest.raises(ValidationError, match="more than 300 digits"):
        Quantity(value=10**400)
    assert Quantity(low=10**300, approximate=True).reach[0] < 10**300
