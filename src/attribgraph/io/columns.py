"""Which column of a table holds what: `Columns`, and `const` for what is the same in every row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypedDict

from attribgraph.errors import FormatError, UnknownValueError, did_you_mean
from attribgraph.io._cells import plain, split_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FIELDS", "LISTS", "Columns", "Const", "Layout", "const"]

_Column = Any


class Columns(TypedDict, total=False):
    """The column of each thing that a row may say: a heading, or `const` of a value.

    Who: ``sources``, ``source_ids``, ``source_type``, ``source_naming``, ``role``,
    ``affiliation``, ``naming``.
    What they did: ``act``, ``negated``, ``stance``, ``certainty``, ``cue``, ``quotes``,
    ``quote_mode``, ``said_at``, ``on_behalf_of``, ``addressees``, ``occasion``, ``via``,
    ``grade``, ``grade_scale``. With what: ``claim``, ``claim_id``, ``claim_form``, ``about``,
    ``happened_at``, ``place``, ``quantity``, ``measure``, ``condition``, ``claim_language``,
    ``tags``, or ``content``, the id of another row. Where it was found: ``document``,
    ``title``, ``document_kind``, ``outlet``, ``authors``, ``published_at``, ``url``,
    ``document_language``. The record: ``id``, ``confidence``, ``recorded_at``,
    ``recorded_by``, ``method``, ``notes``, ``extra``.
    """

    id: _Column
    sources: _Column
    source_ids: _Column
    source_type: _Column
    source_naming: _Column
    role: _Column
    affiliation: _Column
    naming: _Column
    act: _Column
    negated: _Column
    stance: _Column
    certainty: _Column
    claim: _Column
    claim_id: _Column
    claim_form: _Column
    about: _Column
    happened_at: _Column
    place: _Column
    quantity: _Column
    measure: _Column
    condition: _Column
    claim_language: _Column
    tags: _Column
    content: _Column
    quotes: _Column
    quote_mode: _Column
    cue: _Column
    said_at: _Column
    on_behalf_of: _Column
    addressees: _Column
    occasion: _Column
    via: _Column
    grade: _Column
    grade_scale: _Column
    document: _Column
    title: _Column
    document_kind: _Column
    outlet: _Column
    authors: _Column
    published_at: _Column
    url: _Column
    document_language: _Column
    confidence: _Column
    recorded_at: _Column
    recorded_by: _Column
    method: _Column
    notes: _Column
    extra: _Column


FIELDS: Final[tuple[str, ...]] = tuple(Columns.__annotations__)
"""Every field that a column may be mapped to, in the order in which they are written."""

LISTS: Final[frozenset[str]] = frozenset(
    {
        "sources",
        "source_ids",
        "source_type",
        "source_naming",
        "role",
        "affiliation",
        "about",
        "tags",
        "quotes",
        "on_behalf_of",
        "addressees",
        "via",
        "authors",
        "extra",
    }
)
"""Those whose cells may list several values, and which may be read from several columns."""


@dataclass(frozen=True, slots=True)
class Const:
    """A value that is the same in every row; made by `const`."""

    value: Any


def const(value: Any) -> Any:
    """Say that a field is the same in every row of a table, instead of naming its column.

    Parameters
    ----------
    value
        The value, as a cell would hold it.

    Returns
    -------
    Const
        What a field of a column mapping takes in the place of a name.

    Examples
    --------
    >>> g, report = ag.from_frame({"who": ["Ann", "Ben"], "what": ["It rained", "It snowed"]},
    ...                           sources="who", claim="what", recorded_by=ag.const("Mira"))
    >>> {row.recorded_by for row in g.attributions}
    {'Mira'}
    """
    return Const(value)


class Layout:
    """Where each field stands in the rows of one table.

    Parameters
    ----------
    columns
        For each field, a heading, several of them (for a field that lists), a `Const`, or a
        value that is no text (True, a date, a member of the vocabulary), which is a constant
        too. None is as if the field were not named. If no field is named, columns are taken
        by their headings: each that is called like a field.
    headings
        The headings of the table, in order.
    path
        The table's file, for messages.
    delimiter
        What stands between several values in one cell.

    Raises
    ------
    UnknownValueError
        For a field that is not there.
    FormatError
        If headings are not there or stand twice; the message lists all of them.
    """

    def __init__(
        self,
        columns: Mapping[str, Any],
        headings: Sequence[Any],
        *,
        path: str | None = None,
        delimiter: str = ";",
    ) -> None:
        self.delimiter = delimiter
        given = {field: column for field, column in columns.items() if column is not None}
        for field in given:
            if field not in FIELDS:
                message = f"{field!r} is no field of a row{did_you_mean(field, FIELDS)}"
                raise UnknownValueError(message, field=field)
        self.headings = list(headings)
        self.standard = not given
        if self.standard:
            given = {field: field for field in FIELDS if field in self.headings}
        self.constants: dict[str, Any] = {}
        self.places: dict[str, list[int]] = {}
        wrong: list[str] = []
        for field, column in given.items():
            if _is_constant(column):
                value = column.value if isinstance(column, Const) else column
                self.constants[field] = plain(value)
            else:
                self.places[field] = [
                    place
                    for each in self._several(field, column)
                    for place in self._find(field, each, wrong)
                ]
        if wrong:
            raise FormatError("; ".join(wrong), path=path, line=1)
        if not {"claim", "claim_id", "content"} & set(given):
            message = (
                f"no column says what was said: name it with claim= ({self._known()})"
                if not self.standard
                else f"name the columns, such as sources=, claim= ({self._known()})"
            )
            raise FormatError(message, path=path, line=1, field="claim")

    def _several(self, field: str, column: Any) -> list[Any]:
        if not isinstance(column, list | tuple):
            return [column]
        if field not in LISTS:
            message = f"{field}= takes one column, not {len(column)}"
            raise UnknownValueError(message, field=field)
        return list(column)

    def _find(self, field: str, column: Any, wrong: list[str]) -> list[int]:
        places = [at for at, each in enumerate(self.headings) if each == column]
        if len(places) != 1:
            said = "stands twice" if places else "is not there"
            near = "" if places else did_you_mean(str(column), map(str, self.headings))
            hint = "" if places or near else f" ({self._known()}; const({column!r:.40}) is a value)"
            wrong.append(f"{field}=: the column {column!r:.60} {said}{near}{hint}")
        return places[:1]

    def _known(self) -> str:
        return "the columns are " + ", ".join(repr(each) for each in self.headings[:30])

    def heading(self, field: str) -> str:
        """Return the heading of a field's column, or the field's name."""
        places = self.places.get(field)
        return str(self.headings[places[0]]) if places else field

    def unused(self) -> tuple[str, ...]:
        """Return the headings of the columns that no field is read from."""
        used = {place for places in self.places.values() for place in places}
        return tuple(
            str(each)
            for at, each in enumerate(self.headings)
            if at not in used and str(each).strip()
        )

    def row(self, cells: Sequence[Any]) -> dict[str, Any]:
        """Return what a row says of each field, without what is blank."""
        made = dict(self.constants)
        for field, places in self.places.items():
            if field == "extra":
                values: Any = {
                    str(self.headings[at]): value
                    for at in places
                    if at < len(cells) and (value := plain(cells[at])) is not None
                }
            elif len(places) == 1:
                at = places[0]
                values = plain(cells[at]) if at < len(cells) else None
            else:
                found = (plain(cells[at]) for at in places if at < len(cells))
                values = [part for each in found for part in split_list(each, self.delimiter)]
            if values is not None and values not in ([], {}):
                made[field] = values
        return made


def _is_constant(column: Any) -> bool:
    if isinstance(column, Const | Enum):
        return True
    # a heading is text, or a number where a frame was made without headings
    if isinstance(column, bool):
        return True
    return not isinstance(column, str | int | list | tuple)
