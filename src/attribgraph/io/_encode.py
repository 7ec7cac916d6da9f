"""A record as one JSON object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pydantic_core import ValidationError, to_json

from attribgraph.errors import RecordError

if TYPE_CHECKING:
    from attribgraph.record import Record

__all__ = ["encode_record"]

_LONG_NUMBER: Final = re.compile(rb"[0-9]{4300}")
"""Readers refuse numbers of more digits, as Python does; in text they do no harm."""


def encode_record(record: Record) -> bytes:
    """Return the JSON object of a record: its id and the fields that were given.

    Raises
    ------
    RecordError
        If JSON cannot hold it.
    """
    try:
        body = record.__pydantic_serializer__.to_json(record, exclude_unset=True)
        if _LONG_NUMBER.search(body):
            type(record).model_validate_json(body)
    except ValidationError:
        message = f"{record.record_kind} {record.id!r} cannot be written: a number is too long"
        raise RecordError(message, record=record.id) from None
    except ValueError as error:
        message = f"{record.record_kind} {record.id!r} cannot be written: {error}"
        raise RecordError(message, record=record.id) from None
    if "id" in record.__pydantic_fields_set__:
        return body
    # a derived id counts as not given, yet it is what others refer to
    return b'{"id":' + to_json(record.id) + b"," + body[1:]
