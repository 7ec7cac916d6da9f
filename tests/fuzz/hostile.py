"""Hostile input: good files damaged in every way that files come damaged.

`DAMAGE` names the ways; `hostile` picks from them. All of it follows from the random number
generator that is passed in, so that a number names an input.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

__all__ = ["DAMAGE", "DEEP", "hostile"]

DEEP: Final = 100_000
"""How many levels a deeply nested input has."""
LARGE: Final = 1_000_000
"""How many bytes an oversized value has at least."""

_VALUE: Final = re.compile(
    rb'"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|\btrue\b|\bfalse\b|\bnull\b|\w+', re.ASCII
)
_OPENINGS: Final = (b"[", b'{"a":', b"(", b"<a>", b'[{"a":', b"{", b"a.", b'"', b"'", b"\\")
_NUMBERS: Final = (
    *(b"9" * 400, b"-" + b"9" * 5_000, b"9" * 100_000, b"1e99999", b"-1e-99999", b"NaN"),
    *(b"Infinity", b"-0", b"0.1e1", b"18446744073709551616", b"-9223372036854775809", b"1_000"),
    *(b"0x10", b"2147483648", b"-1", b"0", b"00", b"1.7976931348623157e309"),
)
_WRONG: Final = (
    *(b"null", b"true", b"[]", b"{}", b'""', b"0", b"-1.5", b'"x"', b"[[]]", b'[{"a":1}]'),
    *(b'{"a":{"a":[]}}', b'" "', b'"\\u0000"', b'"\\ud800"', b"[null]", b"2024-13-45", b"''"),
)
_RAW: Final = (b"\x00", b"\xff", b"\xfe\xff", b"\xc3(", b"\xed\xa0\x80", b"\xf4\x90\x80\x80")
_ODD: Final = "\u2028\u202e\ufeff\u0085\x1f\x7f\ud7ff\U0010ffff=+@\t\r\v\f"


def _torn(random: random.Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _truncated(random: random.Random, data: bytes) -> bytes:
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[end:] if end - start < len(data) // 2 else data[start:end]


def _flipped(random: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8))):
        if changed:
            at = random.randrange(len(changed))
            changed[at : at + random.choice((0, 1, 1, 4))] = random.randbytes(
                random.choice((0, 1, 1, 4))
            )
    return bytes(changed)


def _wrongly_encoded(random: random.Random, data: bytes) -> bytes:
    way = random.randrange(4)
    if way == 0:
        return _put(random, data, random.choice(_RAW))
    text = data.decode("utf-8", "replace")
    if way == 1:
        names = ("utf-16", "utf-32", "utf-16-le", "utf-7", "cp037")
        return text.encode(random.choice(names), "replace")
    if way == 2:
        return text.encode("latin-1", "replace").replace(b"?", b"\xe9")
    return b"\xef\xbb\xbf" * random.choice((1, 2)) + data


def _deep(random: random.Random, data: bytes) -> bytes:
    opening = random.choice(_OPENINGS)
    nested = opening * DEEP
    if random.random() < 0.5:
        nested += b"1" + {b"[": b"]", b"{": b"}", b"(": b")"}.get(opening[-1:], b"}") * DEEP
    return _over(random, data, nested)


def _huge_number(random: random.Random, data: bytes) -> bytes:
    return _over(random, data, random.choice(_NUMBERS), digits=random.random() < 0.6)


def _duplicate(random: random.Random, data: bytes) -> bytes:
    for separator in random.sample((b"\n", b",", b"\t", b";", b'":'), 5):
        parts = data.split(separator)
        if len(parts) > 2:
            at = random.randrange(len(parts))
            parts.insert(random.choice((at, at + 1, len(parts))), parts[at])
            return separator.join(parts)
    return data + data


def _nul(random: random.Random, data: bytes) -> bytes:
    return _put(random, data, b"\x00" * random.choice((1, 1, 2, 64)))


def _odd_characters(random: random.Random, data: bytes) -> bytes:
    return _put(random, data, random.choice(_ODD).encode("utf-8", "surrogatepass"))


def _wrong_type(random: random.Random, data: bytes) -> bytes:
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return _over(random, data, random.choice(_WRONG))
    return json.dumps(_changed(random, tree)).encode()


def _oversized(random: random.Random, data: bytes) -> bytes:
    if random.random() < 0.5:
        filler = random.choice((b"x", b" ", b"a b ", "김".encode(), b"\\n", b"0", b"\n", b"\t"))
        return _over(random, data, filler * (LARGE // len(filler)))
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    lines[at:at] = [lines[at]] * min(2_000, LARGE // (len(lines[at]) + 1))
    return b"\n".join(lines)


def _shuffled(random: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    first, second = (random.randrange(len(lines)) for _ in range(2))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


DAMAGE: Final[dict[str, Callable[[random.Random, bytes], bytes]]] = {
    "torn": _torn,
    "truncated": _truncated,
    "flipped": _flipped,
    "wrongly encoded": _wrongly_encoded,
    "deeply nested": _deep,
    "huge number": _huge_number,
    "duplicate": _duplicate,
    "NUL": _nul,
    "odd characters": _odd_characters,
    "wrong type": _wrong_type,
    "oversized": _oversized,
    "shuffled": _shuffled,
}
_COSTLY: Final = {"deeply nested": 0.02, "oversized": 0.02}


def hostile(
    random: random.Random,
    data: bytes,
    words: tuple[bytes, ...] = (),
    own: Callable[[random.Random, bytes], bytes] | None = None,
) -> tuple[str, bytes]:
    """Return damaged data, and in a word or two how it was damaged.

    Parameters
    ----------
    random
        The generator that all of it follows from.
    data
        A good file.
    words
        What the format is made of.
    own
        Damage of the format's own.
    """
    names = [name for name in DAMAGE if random.random() < _COSTLY.get(name, 1)]
    chosen = random.choices(names, k=random.choice((1, 1, 1, 2, 3)))
    if own is not None and random.random() < 0.5:
        data, chosen = own(random, data), ["its own", *chosen[1:]]
    for name in chosen:
        if name in DAMAGE:
            data = DAMAGE[name](random, data)
    if words and random.random() < 0.2:
        data = _over(random, data, random.choice(words))
    return " + ".join(chosen), data


def _put(random: random.Random, data: bytes, what: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + what + data[at:]


def _over(random: random.Random, data: bytes, what: bytes, *, digits: bool = False) -> bytes:
    """Put something in the place of a value, a word or (at random) at any place."""
    if random.random() < 0.15:
        return _put(random, data, what)
    # from a random place on, so that a value of a large file is found without a list of all
    start = random.randrange(len(data) + 1)
    pattern = re.compile(rb"\d+") if digits else _VALUE
    found = pattern.search(data, start) or pattern.search(data)
    if found is None:
        return _put(random, data, what)
    return data[: found.start()] + what + data[found.end() :]


def _changed(random: random.Random, tree: Any) -> Any:
    """Return a JSON value with a part of it replaced, dropped, doubled or wrapped."""
    if isinstance(tree, dict | list) and tree and random.random() < 0.85:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key = random.choice(keys)
        changed = dict(tree) if isinstance(tree, dict) else list(tree)
        if random.random() < 0.1:
            del changed[key]
        else:
            changed[key] = _changed(random, tree[key])
        return changed
    value = json.loads(random.choice(_WRONG[:15]))
    return random.choice((value, [tree], {"a": tree}, value, str(tree), [tree, tree]))
