"""Figures as sources give them: exact, about, at least, from-to, "thousands"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, StrictBool, StringConstraints, model_validator

from attribgraph.errors import RecordError

__all__ = ["Quantity"]

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_LARGEST: Final = 10**300
_ORDERS: Final = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "millions": 2_000_000,
    "billions": 2_000_000_000,
}
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_NUMBER: Final = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s+(thousand|million|billion))?"
_ABOUT: Final = r"(?:about|around|approximately|roughly|some|nearly|almost|an estimated|~|c\.)\s*"
_AT_LEAST: Final = r"(?:at least|no fewer than|no less than|more than|over)\s+"
_AT_MOST: Final = r"(?:at most|up to|no more than|fewer than|less than|under)\s+"
_UNIT: Final = r"(?:\s+(?P<unit>\D.*))?"


class Quantity(BaseModel):
    """A figure with its unit and what it measures; only equal measures are compared.

    Parameters
    ----------
    low, high
        The ends of what the source says, both taken in; one may be open (None).
    value
        Sets both ends, for a single figure. Not to be mixed with ``low`` and ``high``.
    unit
        What is counted ("soldiers").
    measure
        What the figure measures, as a word of your own ("deployed-to-russia"): figures of
        different measures never contradict each other.
    approximate
        Whether the source says "about" or the like.
    words
        The source's own word for it, where it has no digits ("thousands").

    Examples
    --------
    >>> str(Quantity(value=12000, unit="soldiers", approximate=True))
    'about 12,000 soldiers'
    >>> str(Quantity(low=2000, unit="soldiers"))
    'at least 2,000 soldiers'
    >>> Quantity.parse("thousands of soldiers").low
    2000
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    if TYPE_CHECKING:

        def __init__(  # noqa: PLR0913 (its fields)
            self,
            *,
            value: float | None = None,
            low: float | None = None,
            high: float | None = None,
            unit: str | None = None,
            measure: str | None = None,
            approximate: bool = False,
            words: str | None = None,
        ) -> None: ...

    low: int | float | None = None
    high: int | float | None = None
    unit: _Text | None = None
    measure: _Text | None = None
    approximate: StrictBool = False
    words: _Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _value(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "value" not in data:
            return data
        if "low" in data or "high" in data:
            message = "a quantity has a value or low and high, not both"
            raise ValueError(message)
        rest = {key: each for key, each in data.items() if key != "value"}
        return {**rest, "low": data["value"], "high": data["value"]}

    @model_validator(mode="after")
    def _check(self) -> Self:
        for end in (self.low, self.high):
            if isinstance(end, int) and abs(end) > _LARGEST:
                message = "a figure of more than 300 digits is no quantity"
                raise ValueError(message)
        if self.low is None and self.high is None:
            message = "a quantity has a value, a low or a high end"
            raise ValueError(message)
        if self.low is not None and self.high is not None and self.high < self.low:
            message = f"a quantity's high end ({self.high}) is below its low end ({self.low})"
            raise ValueError(message)
        return self

    @property
    def value(self) -> int | float | None:
        """The figure, where the two ends are one; else None."""
        return self.low if self.low == self.high else None

    def excludes(self, other: Quantity) -> bool:
        """Whether the two cannot both hold: same measure and unit, and no number in common.

        An approximate figure is given a tenth either way. Figures without a measure exclude
        nothing.
        """
        if self.measure is None or self.measure != other.measure or self.unit != other.unit:
            return False
        low, high = self.reach
        other_low, other_high = other.reach
        return high < other_low or other_high < low

    @property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest number it allows: a tenth more either way if approximate."""
        low = float("-inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        if not self.approximate:
            return low, high
        return low - abs(low) / 10, high + abs(high) / 10

    @classmethod
    def parse(cls, words: str, *, measure: str | None = None) -> Quantity:
        """Read the figure that English words give.

        Parameters
        ----------
        words
            Such as "12,000", "about 12,000 soldiers", "at least 3 million", "up to 500",
            "1,500-2,000", "between 10 and 20 ships", "2 to 3 million", "thousands of
            soldiers". "More than" and "fewer than" are read as "at least" and "at most". A
            plural ("thousands") is at least two of them, approximately, with no upper end.
        measure
            What the figure measures.

        Raises
        ------
        RecordError
            If the words are none of these, or a range runs downwards.

        Examples
        --------
        >>> Quantity.parse("between 10 and 20 ships")
        Quantity(low=10, high=20, unit='ships')
        """
        text = " ".join(words.split()).strip()
        made = _parse_words(text)
        if made is None:
            message = f"no figure found in {words!r}"
            raise RecordError(message, field="quantity")
        low, high = made.get("low"), made.get("high")
        if low is not None and high is not None and high < low:
            message = f"the figure in {words!r} runs downwards, from {low} to {high}"
            raise RecordError(message, field="quantity")
        if measure is not None:
            made["measure"] = measure
        return cls(**{key: each for key, each in made.items() if each is not None})

    def __str__(self) -> str:
        """Return the figure in words."""
        about = "about " if self.approximate else ""
        unit = f" {self.unit}" if self.unit else ""
        if self.words:
            return f"{self.words} of{unit}" if unit else self.words
        if self.low == self.high:
            figure = f"{about}{_print(self.low)}"
        elif self.high is None:
            figure = f"at least {about}{_print(self.low)}"
        elif self.low is None:
            figure = f"at most {about}{_print(self.high)}"
        else:
            figure = f"{about}{_print(self.low)} to {_print(self.high)}"
        return figure + unit

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show the fields that were given."""
        return [
            (name, getattr(self, name))
            for name in type(self).model_fields
            if name in self.model_fields_set
        ]


def _print(number: float | None) -> str:
    return f"{number:,}" if number is not None else ""


def _parse_words(text: str) -> dict[str, Any] | None:
    for word in sorted(_ORDERS, key=len, reverse=True):
        found = re.fullmatch(rf"{word}(?: of (?P<unit>.+))?", text, re.IGNORECASE)
        if found:
            return {
                "low": _ORDERS[word],
                "approximate": True,
                "unit": found["unit"],
                "words": word,
            }
    for pattern, build in _FORMS:
        found = re.fullmatch(pattern + _UNIT, text, re.IGNORECASE)
        if found:
            return build(_numbers(found)) | {"unit": found["unit"]}
    return None


def _numbers(found: re.Match[str]) -> list[int | float]:
    unit = found.re.groupindex["unit"]
    groups = [each for place, each in enumerate(found.groups(), 1) if place != unit]
    pairs = list(zip(groups[::2], groups[1::2], strict=True))
    numbers = [_number(*pair) for pair in pairs]
    if len(pairs) == 2 and pairs[0][1] is None and pairs[1][1] is not None:
        shared = _number(pairs[0][0], pairs[1][1])  # "2 to 3 million" starts at two million
        if shared <= numbers[1]:
            numbers[0] = shared
    return numbers


def _number(digits: str, scale: str | None) -> int | float:
    plain = digits.replace(",", "")
    number: int | float = float(plain) if "." in plain else int(plain)
    if scale:
        number = number * _SCALES[scale.casefold()]
        number = int(number) if number == int(number) else number
    return number


_Build = Callable[[list[int | float]], dict[str, Any]]

_FORMS: Final[tuple[tuple[str, _Build], ...]] = (
    (
        r"(?:between\s+|from\s+)?" + _NUMBER + r"\s*(?:-|–|to|and)\s*" + _NUMBER,
        lambda n: {"low": n[0], "high": n[1]},
    ),
    (
        _ABOUT + _NUMBER + r"\s*(?:-|–|to)\s*" + _NUMBER,
        lambda n: {"low": n[0], "high": n[1], "approximate": True},
    ),
    (_NUMBER, lambda n: {"low": n[0], "high": n[0]}),
    (_ABOUT + _NUMBER, lambda n: {"low": n[0], "high": n[0], "approximate": True}),
    (_AT_LEAST + _NUMBER, lambda n: {"low": n[0]}),
    (_AT_MOST + _NUMBER, lambda n: {"high": n[0]}),
)
