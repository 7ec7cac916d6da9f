"""Web addresses that a figure or a page may link to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from attribgraph.standing import documents_of
from attribgraph.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from attribgraph.store import Store

__all__ = ["address_of", "web_address"]


def web_address(url: str | None) -> str | None:
    """Return an address that may be linked to, or None: http and https alone.

    Examples
    --------
    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def address_of(store: Store, rows: Iterable[str]) -> str | None:
    """Return where to read the rows: the address of the one document that holds them.

    None if there are several documents, as one mark can lead to one alone.
    """
    held = documents_of(store, rows)
    documents = store.tables[Kind.DOCUMENT]
    return web_address(documents[held[0]].url) if len(held) == 1 else None
