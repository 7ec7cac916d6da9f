"""The axis of a measure: linear or logarithmic, its ends, its ticks and where a number stands."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING, Final

from matplotlib.ticker import MaxNLocator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attribgraph.quantity import Quantity

__all__ = ["Scale", "make_scale", "number_words", "reach", "shared_scales"]

_ORDERS: Final = 100.0
"""Figures further apart than this factor are drawn on a logarithmic axis."""
_LARGEST: Final = 1e300
_SMALLEST: Final = 1e-300
_OPEN: Final = 0.25
_SHUT: Final = 0.04
"""Share of the axis left free beyond figures with an open end, and beyond others."""
_CLOSE: Final = 0.1
"""Figures that differ by less than this share are drawn without the way from zero."""
_ALIKE: Final = 10.0
"""Panels whose largest figures differ by no more than this factor may share a scale."""
_NAMES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True)
class Scale:
    """An axis: its two ends, whether it is logarithmic, and its ticks."""

    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]

    def share(self, number: float) -> float:
        """Return how far along the axis a number stands, from 0 to 1."""
        low, high, at = self.low, self.high, finite(number)
        if self.log:
            low, high, at = log10(low), log10(high), log10(max(at, _SMALLEST))
        # halved first: the difference of two very large numbers may not be a number
        return min(1.0, max(0.0, (at / 2 - low / 2) / (high / 2 - low / 2)))


def finite(number: float) -> float:
    """Return a number as one that can be reckoned with, however large it is."""
    try:
        made = float(number)
    except OverflowError:
        made = _LARGEST if number > 0 else -_LARGEST
    return min(_LARGEST, max(-_LARGEST, made))


def reach(quantity: Quantity) -> tuple[float, float]:
    """Return the ends of a figure, a tenth more either way if approximate; infinite if open."""
    slack = 0.1 if quantity.approximate else 0.0
    ends = []
    for end, side in ((quantity.low, -1), (quantity.high, 1)):
        if end is None:
            ends.append(float("inf") * side)
            continue
        number = finite(end)
        ends.append(finite(number + side * slack * abs(number)))
    return ends[0], ends[1]


def make_scale(quantities: Iterable[Quantity]) -> Scale:
    """Return an axis that holds all figures, with room beyond those that are open.

    It is logarithmic if the figures are all above zero and the largest is over a hundred
    times the smallest; else linear, and then begins at zero unless the figures lie close
    together far from it.

    Examples
    --------
    >>> from attribgraph.quantity import Quantity
    >>> make_scale([Quantity(value=12000), Quantity(low=2000)]).ticks
    (0.0, 5000.0, 10000.0, 15000.0)
    >>> make_scale([Quantity(value=5), Quantity(value=12000)]).log
    True
    """
    ends = [reach(each) for each in quantities]
    known = [end for pair in ends for end in pair if isfinite(end)]
    low, high = min(known), max(known)
    open_low = any(not isfinite(pair[0]) for pair in ends)
    open_high = any(not isfinite(pair[1]) for pair in ends)
    if low > 0 and high / low > _ORDERS:
        return _logarithmic(low, high, open_low=open_low, open_high=open_high)
    return _linear(low, high, open_low=open_low, open_high=open_high)


def shared_scales(panels: Sequence[tuple[str, Sequence[Quantity]]]) -> list[Scale]:
    """Return an axis for each panel, given as its unit and figures; one for those alike.

    Alike are panels of one unit whose largest figures differ by no more than ten times.

    Examples
    --------
    >>> from attribgraph.quantity import Quantity
    >>> one, other = [Quantity(value=12000)], [Quantity(low=2000)]
    >>> len(set(shared_scales([("soldiers", one), ("soldiers", other)])))
    1
    >>> len(set(shared_scales([("soldiers", one), ("horses", other)])))
    2
    """
    tops = [max(_top(each) for each in figures) for _, figures in panels]
    groups: list[list[int]] = []
    for place in sorted(range(len(panels)), key=lambda each: (panels[each][0], tops[each])):
        last = groups[-1][0] if groups else place
        alike = panels[last][0] == panels[place][0] and tops[place] <= _ALIKE * tops[last]
        if groups and panels[place][0] and alike:
            groups[-1].append(place)
        else:
            groups.append([place])
    made: dict[int, Scale] = {}
    for group in groups:
        scale = make_scale(each for place in group for each in panels[place][1])
        made |= dict.fromkeys(group, scale)
    return [made[place] for place in range(len(panels))]


def _top(quantity: Quantity) -> float:
    return max(abs(finite(end)) for end in (quantity.low, quantity.high) if end is not None)


def _linear(low: float, high: float, *, open_low: bool, open_high: bool) -> Scale:
    close = 0 < high - low < high * _CLOSE
    if low >= 0 and not close:
        low = 0.0
    if high <= 0 and not 0 < high - low < -low * _CLOSE:
        high = 0.0
    if low == high:
        high = low + 1.0
    span = high - low
    if high:
        high = finite(high + span * (_OPEN if open_high else _SHUT))
    if low:
        low = finite(low - span * (_OPEN if open_low else _SHUT))
    ticks = [
        float(each) for each in MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    ]
    kept = [each for each in ticks if low <= each]
    last = next((each for each in kept if each >= high), high)
    if last - high < 0.15 * (high - low):  # an axis that ends on a tick is read to its end
        high = max(high, last)
    return Scale(low, high, log=False, ticks=tuple(each for each in kept if each <= high))


def _logarithmic(low: float, high: float, *, open_low: bool, open_high: bool) -> Scale:
    first, last = floor(log10(low)), ceil(log10(high))
    first -= open_low and log10(low) - first < 0.5
    last += open_high and last - log10(high) < 0.5
    step = max(1, ceil((last - first) / 6))
    start, end = max(10.0**first, _SMALLEST), finite(10.0 ** min(last, 300))
    ticks = [10.0 ** min(each, 300) for each in range(first, last + 1, step)]
    return Scale(start, end, log=True, ticks=tuple(each for each in ticks if start <= each <= end))


def number_words(number: float) -> str:
    """Return a number as it stands on an axis.

    Examples
    --------
    >>> number_words(12000), number_words(2_500_000), number_words(0.25)
    ('12,000', '2.5 million', '0.25')
    """
    for size, name in _NAMES:
        if size <= abs(number) < 1e15:
            return f"{number / size:,.6g} {name}"
    return f"{number:,.6g}"
