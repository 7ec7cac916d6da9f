"""The methods of credibility: their parameters, defaults and bounds, and what is refused."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from attribgraph.errors import UnknownValueError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["METHODS", "SUREST", "TIED", "Method", "Parameter", "method_of"]

SUREST: Final = 1 - 1e-12
"""What a source is at most trusted in `truthfinder`: at 1 its claims would be infinitely sure."""

TIED: Final = 1e-9
"""Scores lead together if they are no more than this share apart."""

_CLOSED: Final = frozenset({"influence"})
"""Parameters that may lie at an end of their range; the others lie between."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a method: its default, and the range that it lies within."""

    default: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name, the module that has the function, and its defaults."""

    name: str
    module: str
    rounds: int
    tolerance: float
    parameters: Mapping[str, Parameter]

    def options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the value of each parameter, given or by default; refuse what it is not."""
        known = self.parameters
        options: dict[str, Any] = {name: each.default for name, each in known.items()}
        for name, value in given.items():
            if name not in known:
                has = f"its parameters are {', '.join(known)}" if known else "it has none"
                message = f"{self.name} has no parameter {name!r}{did_you_mean(name, known)}; {has}"
                raise UnknownValueError(message, field=name)
            low, high = known[name].low, known[name].high
            ends = name in _CLOSED
            if not _is_number(value) or not (low <= value <= high if ends else low < value < high):
                between = "from" if ends else "above"
                upto = "" if high == math.inf else f" {'to' if ends else 'and below'} {high:g}"
                message = f"{name} is a number {between} {low:g}{upto}, not {value!r}"
                raise UnknownValueError(message, field=name)
            options[name] = float(value)
        return options

    def stop(self, iterations: Any, tolerance: Any) -> tuple[int, float]:
        """Return the most rounds, and the change within which they end."""
        if iterations is None:
            iterations = self.rounds
        elif not _is_number(iterations) or iterations != int(iterations) or iterations < 1:
            message = f"iterations is a whole number from 1, not {iterations!r}"
            raise UnknownValueError(message, field="iterations")
        if tolerance is None:
            tolerance = self.tolerance
        elif not _is_number(tolerance) or tolerance < 0:
            message = f"tolerance is a number from 0, not {tolerance!r}"
            raise UnknownValueError(message, field="tolerance")
        return int(iterations), float(tolerance)


_COPYING: Final = {
    "copying": Parameter(0.5, 0, 1),
    "error": Parameter(0.5, 0, 1),
    "copy_rate": Parameter(0.8, 0, 1),
    "false_values": Parameter(5, 0, math.inf),
}
_DECLARED: Final = (
    Method("vote", "trust", 1, 0.0, {}),
    Method("sums", "trust", 20, 1e-9, {}),
    Method("average_log", "trust", 20, 1e-9, {}),
    Method("investment", "trust", 20, 1e-9, {"growth": Parameter(1.2, 0, math.inf)}),
    Method("pooled_investment", "trust", 20, 1e-9, {"growth": Parameter(1.4, 0, math.inf)}),
    Method(
        "truthfinder",
        "trust",
        100,
        1e-3,
        {
            "initial_trust": Parameter(0.9, 0, 1),
            "influence": Parameter(0.5, 0, 1),
            "dampening": Parameter(0.3, 0, 1),
        },
    ),
    Method("dawid_skene", "confusion", 1000, 1e-7, {}),
    Method("depen", "dependence", 100, 1e-6, _COPYING),
    Method("accu", "dependence", 100, 1e-4, _COPYING),
)
METHODS: Final[Mapping[str, Method]] = {each.name: each for each in _DECLARED}


def method_of(method: str) -> Method:
    """Return a method by its name.

    Raises
    ------
    UnknownValueError
        If there is none, with near matches.
    """
    if method not in list(METHODS):
        message = (
            f"{method!r} is not a method{did_you_mean(str(method), METHODS)}; "
            f"the methods are {', '.join(METHODS)}"
        )
        raise UnknownValueError(message, field="method")
    return METHODS[method]


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    try:
        return math.isfinite(value)
    except TypeError:
        return False
