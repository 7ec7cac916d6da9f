"""On which line of a TOML text a table or a key stands.

The text is one that has been read as TOML already, so that this scan only has to tell
headers and keys from what stands inside strings, lists and comments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TomlPlaces"]

_KEY: Final = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED: Final = rf"(?P<keys>{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*)"
_HEADER: Final = re.compile(rf"[ \t]*(?P<open>\[\[?)[ \t]*{_DOTTED}[ \t]*\]\]?")
_ASSIGNMENT: Final = re.compile(rf"[ \t]*{_DOTTED}[ \t]*=")
_KEYS: Final = re.compile(_KEY)
_TOKEN: Final = re.compile(
    r'''"""(?:\\.|[^\\])*?""""{0,2}|\'\'\'.*?\'\'\'\'{0,2}'''
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[\[{]|[\]}]|\n|[^"'#\[{\]}\n]+""",
    re.DOTALL,
)

Place = tuple[str | int, ...]


class TomlPlaces:
    r"""The lines of a text's tables and keys.

    Parameters
    ----------
    text
        Valid TOML.

    Examples
    --------
    >>> places = TomlPlaces('[[claims]]\nid = "c"\n[[claims.attributions]]\nact = "deny"')
    >>> places.line(["claims", 0, "attributions", 0, "act"])
    4
    >>> places.line(["claims", 0, "text"])
    1
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        self._counts: dict[Place, int] = {}
        self._table: Place = ()
        self._scan(text)

    def line(self, path: Sequence[str | int]) -> int | None:
        """Return the line of the innermost table or key on a path that has one."""
        for size in range(len(path), 0, -1):
            found = self._lines.get(tuple(path[:size]))
            if found is not None:
                return found
        return None

    def _scan(self, text: str) -> None:
        at, line, depth = 0, 1, 0
        fresh = True
        while at < len(text):
            if fresh:
                found = _HEADER.match(text, at) or _ASSIGNMENT.match(text, at)
                fresh = False
                if found:
                    self._note(found, line)
                    at = found.end()
                    continue
            token = _TOKEN.match(text, at)
            if token is None:  # not valid TOML after all
                return
            word = token[0]
            at = token.end()
            line += word.count("\n")
            if word in "[{":
                depth += 1
            elif word in "]}":
                depth -= 1
            fresh = word == "\n" and not depth

    def _note(self, found: re.Match[str], line: int) -> None:
        keys = [_unquote(key) for key in _KEYS.findall(found["keys"])]
        if found.re is _ASSIGNMENT:
            for size in range(1, len(keys) + 1):
                self._lines.setdefault(self._table + tuple(keys[:size]), line)
            return
        place: Place = ()
        for key in keys[:-1]:
            place = self._within((*place, key))
        place = (*place, keys[-1])
        if found["open"] == "[[":
            self._lines.setdefault(place, line)
            self._counts[place] = self._counts.get(place, -1) + 1
            place = self._within(place)
        self._table = place
        self._lines.setdefault(place, line)

    def _within(self, place: Place) -> Place:
        """Return the last element of a list of tables, or the table itself."""
        count = self._counts.get(place)
        return place if count is None else (*place, count)


def _unquote(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
