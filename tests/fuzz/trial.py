"""One trial: a reader is given bytes, and must behave."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Final

from fuzz.registry import sample

from attribgraph import AttribGraphError, AttributionGraph, read_json, write_json

if TYPE_CHECKING:
    from fuzz.registry import Reader

__all__ = ["MisbehavedError", "trial"]

LONGEST_MESSAGE: Final = 20_000
_BEFORE: Final = sample()


class MisbehavedError(AssertionError):
    """A reader did what none may do."""


def trial(reader: Reader, data: bytes) -> str:
    """Read data; return the name of the error that came, or ``read``.

    Nothing but an `AttribGraphError` may come out, with a message that can be printed. A
    graph that comes is whole: it can be written and read again, and merging it into a graph
    in hand succeeds, or fails with an `AttribGraphError` and leaves that graph as it was.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = reader.read(data)
        except AttribGraphError as error:
            if not 0 < len(str(error).encode()) <= LONGEST_MESSAGE:
                message = f"a message of {len(str(error))} characters"
                raise MisbehavedError(message) from error
            return type(error).__name__
        if isinstance(result, AttributionGraph):
            _check_whole(result)
            _check_merge(result)
    return "read"


def _check_whole(graph: AttributionGraph) -> None:
    file = io.BytesIO()
    try:
        write_json(graph, file)
    except AttribGraphError:
        return  # it says that it holds what JSON cannot
    file.seek(0)
    if read_json(file) != graph:
        message = "the graph that came is not the one that its file gives"
        raise MisbehavedError(message)


def _check_merge(graph: AttributionGraph) -> None:
    hand = _BEFORE.copy()
    try:
        hand.merge(graph)
    except AttribGraphError:
        if hand != _BEFORE:
            message = "the graph in hand has changed"
            raise MisbehavedError(message) from None
