"""Dataframes of any library in and out, through narwhals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attribgraph.errors import FormatError, UnknownValueError
from attribgraph.extras import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["frame_of", "rows_in"]


def rows_in(frame: Any) -> tuple[Sequence[Any], Iterable[Sequence[Any]]]:
    """Return the headings and the rows of a dataframe, or of a dict of columns.

    Raises
    ------
    FormatError
        If it is neither, or the columns of a dict are not of one length.
    MissingExtraError
        If it is no dict, and narwhals is not installed.
    """
    if isinstance(frame, Mapping):
        try:
            lists = {name: list(values) for name, values in frame.items()}
        except TypeError:
            message = "a dict of columns has a list for each heading"
            raise FormatError(message) from None
        if len({len(values) for values in lists.values()}) > 1:
            message = "the columns are not of one length: " + ", ".join(
                f"{name!r} has {len(values)}" for name, values in lists.items()
            )
            raise FormatError(message)
        return list(lists), zip(*lists.values(), strict=True)
    nw = need("narwhals", feature="a dataframe", extra="frames")
    try:
        known = nw.from_native(frame)
    except TypeError:
        message = f"a dataframe or a dict of columns is wanted, not {type(frame).__name__}"
        raise FormatError(message) from None
    except ValueError as error:
        message = f"the dataframe cannot be read: {error!s:.200}"
        raise FormatError(message) from None
    if isinstance(known, nw.LazyFrame):
        known = known.collect()
    return known.columns, known.iter_rows()


def frame_of(columns: Mapping[str, list[Any]], types: Mapping[str, str], backend: Any) -> Any:
    """Return a dataframe of a library.

    Parameters
    ----------
    columns
        Its columns.
    types
        The narwhals type of each, by name.
    backend
        The library: "pandas", "polars", "pyarrow" or another that narwhals makes frames of.

    Raises
    ------
    UnknownValueError
        If narwhals makes no frames of it, or it is not installed.
    MissingExtraError
        If narwhals is not installed.
    """
    nw = need("narwhals", feature="to_frames()", extra="frames")
    schema = {name: getattr(nw, type_)() for name, type_ in types.items()}
    try:
        return nw.from_dict(dict(columns), schema=schema, backend=backend).to_native()
    except ImportError:
        message = f"backend={backend!r}: it is not installed"
        raise UnknownValueError(message, field="backend") from None
    except (ValueError, TypeError) as error:
        message = f"backend={backend!r}: {error!s:.200}"
        raise UnknownValueError(message, field="backend") from None
