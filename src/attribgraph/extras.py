"""Packages that some features need and not everybody has: imported when used, or named."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from attribgraph.errors import MissingExtraError

__all__ = ["need"]


def need(module: str, *, feature: str, extra: str) -> Any:
    """Import a module that an extra brings.

    Parameters
    ----------
    module
        Dotted name of the module.
    feature
        What the user called, for the message: ``"to_frame()"``.
    extra
        Name of the extra that brings it.

    Returns
    -------
    module
        The module itself, also for a dotted name.

    Raises
    ------
    MissingExtraError
        If it is not installed; the message names the command that installs it.

    Examples
    --------
    >>> need("json", feature="this example", extra="none").dumps([1])
    '[1]'
    >>> need("no_such_package", feature="ink()", extra="ink")
    Traceback (most recent call last):
        ...
    attribgraph.errors.MissingExtraError: ink() needs an extra: pip install 'attribgraph[ink]'
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError(feature, extra) from None
