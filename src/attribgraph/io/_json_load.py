"""JSON of other people's formats, read with care: UTF-8, no key twice, finite, not too deep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

from pydantic import ValidationError
from pydantic_core import from_json

from attribgraph.errors import FormatError
from attribgraph.io._common import record_error, row_label
from attribgraph.io._files import after_mark, decode, name_of, read_bytes
from attribgraph.io._json_errors import not_json, refuse_duplicates
from attribgraph.io._json_places import find, line_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attribgraph.io._files import PathOrFile
    from attribgraph.record import Record

__all__ = ["JsonText"]


class JsonText:
    """A JSON text that was read: its value, and where in it something stands.

    Parameters
    ----------
    data
        The bytes.
    path
        What the file is called in messages.
    line_before
        Number of the line before them, for a line of a file.

    Raises
    ------
    FormatError
        If it is not JSON of UTF-8, has a key twice in one object, or is nested too deep.
    """

    def __init__(self, data: bytes, path: str, *, line_before: int = 0) -> None:
        self.path = path
        self._line_before = line_before
        if not line_before:
            data = after_mark(data, path)
        self.text = decode(data, path, line_before + 1)
        try:
            self.value: Any = from_json(data, allow_inf_nan=False)
        except ValueError as error:
            raise not_json(str(error), path, line_before) from None
        refuse_duplicates(self.text, path, line_before)

    @classmethod
    def read(cls, source: PathOrFile) -> Self:
        """Read a path, or an open file object (text or bytes).

        Raises
        ------
        FormatError
            As for a text.
        OSError
            If it cannot be opened.
        """
        return cls(read_bytes(source), name_of(source))

    def line(self, steps: Sequence[str | int]) -> int | None:
        """Return the line of a place, given as keys and numbers; None if it is not there.

        The text as a whole has the line that it is, if it is a line of a file.
        """
        if not steps:
            return self._line_before + 1 if self._line_before else None
        found = find(self.text, steps)
        return self._line_before + line_at(self.text, found.start) if found else None

    def error(
        self, message: str, steps: Sequence[str | int], *, record: str | None = None
    ) -> FormatError:
        """Return an error that names the place."""
        field = next((each for each in reversed(steps) if isinstance(each, str)), None)
        return FormatError(
            message, path=self.path, line=self.line(steps), record=record, field=field
        )

    def record(
        self, model: type[Record], fields: Any, steps: Sequence[str | int], where: str
    ) -> Record:
        """Return a record of JSON fields that stand at a place.

        Raises
        ------
        FormatError
            If they are not such a record's.
        """
        id_ = fields.get("id") if isinstance(fields, dict) else None
        try:
            text = json.dumps(fields, allow_nan=False)
        except (ValueError, RecursionError) as error:
            message = f"{row_label(where, id_)}: {error}"
            raise self.error(message, steps, record=where) from None
        return self.record_of_text(model, text, steps, where, id_=id_)

    def record_of_text(
        self,
        model: type[Record],
        text: str,
        steps: Sequence[str | int],
        where: str,
        *,
        id_: Any = None,
    ) -> Record:
        """Return a record of JSON text that stands at a place.

        Raises
        ------
        FormatError
            If it is not such a record's.
        """
        try:
            # as our own JSON is read: no coercion of Python values
            return model.model_validate_json(text)
        except ValidationError as error:
            raise record_error(
                error,
                model,
                where,
                path=self.path,
                id_=id_,
                line_of=lambda place: self.line([*steps, *place]) or self.line(steps),
            ) from None
