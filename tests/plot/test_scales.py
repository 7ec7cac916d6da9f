"""Axes of figures: every figure is on them, in order, and ticks say what they are."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attribgraph.plot.scales import finite, make_scale, number_words, reach
from attribgraph.quantity import Quantity

numbers = st.one_of(
    st.integers(-(10**300), 10**300), st.floats(allow_nan=False, allow_infinity=False)
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    one, two = sorted((draw(numbers), draw(numbers)))
    low, high = draw(st.sampled_from([(one, two), (one, None), (None, two), (one, one)]))
    return Quantity(low=low, high=high, approximate=draw(st.booleans()))


@given(st.lists(quantities(), min_size=1, max_size=6))
@example([Quantity(low=2.2e-313, high=1)])
def test_every_end_is_on_the_axis_in_its_order(shown: list[Quantity]) -> None:
    scale = make_scale(shown)
    ends = sorted(end for each in shown for end in reach(each) if abs(end) != float("inf"))
    shares = [scale.share(end) for end in ends]
    assert shares == sorted(shares)
    assert all(0 <= each <= 1 for each in shares)
    assert scale.low < scale.high
    assert all(scale.low <= each <= scale.high for each in scale.ticks)


@pytest.mark.parametrize(
    ("words", "log"),
    [
        (("12,000", "2,000"), False),
        (("10", "1,000"), False),
        (("10", "1,001"), True),
        (("0", "12,000"), False),
        (("5", "3 million"), True),
    ],
)
def test_it_is_logarithmic_over_two_orders_of_magnitude(words: tuple[str, ...], log: bool) -> None:
    assert make_scale(Quantity.parse(each) for each in words).log is log


def test_a_linear_axis_begins_at_zero_unless_figures_lie_close() -> None:
    assert make_scale([Quantity(value=12000)]).low == 0
    assert make_scale([Quantity(value=500), Quantity(value=12000)]).low == 0
    assert make_scale([Quantity(value=2022), Quantity(value=2024)]).low > 2000
    assert make_scale([Quantity(value=-5)]).high == 0


def test_open_ends_have_room_beyond() -> None:
    assert make_scale([Quantity(low=2)]).share(2) < 0.85
    assert make_scale([Quantity(high=-2)]).share(-2) > 0.15
    many = make_scale([Quantity(value=1), Quantity(low=9_000)])
    assert many.log
    assert many.share(9_000) < 0.9


def test_log_ticks_are_powers_of_ten_and_few() -> None:
    scale = make_scale([Quantity(value=1), Quantity(value=10**30)])
    assert len(scale.ticks) <= 8
    assert all(f"{each:e}".startswith("1.000000e") for each in scale.ticks)


def test_numbers_too_large_to_reckon_with_are_bounded() -> None:
    assert finite(10**400) == 1e300
    assert finite(-(10**400)) == -1e300


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0.0, "0"),
        (-1500.0, "-1,500"),
        (250_000.0, "250,000"),
        (1e6, "1 million"),
        (2.5e9, "2.5 billion"),
        (0.001, "0.001"),
        (1e21, "1e+21"),
    ],
)
def test_numbers_in_words(number: float, words: str) -> None:
    assert number_words(number) == words
