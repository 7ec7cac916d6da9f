"""XML read safely: no document type, so no entities; bounded depth; errors with their line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from attribgraph.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Node", "child", "children", "parse_xml"]

_DEEPEST: Final = 64
_BETWEEN: Final = "\x1f"


class Node(Element):
    """An element that knows its line; its tag is without the namespace."""

    line: int | None = None


def parse_xml(data: bytes, path: str) -> Node:
    """Return the root element of an XML document.

    A document type declaration is refused: with it go entity bombs and external entities,
    and no format that is read here needs one.

    Raises
    ------
    FormatError
        If it is not well-formed, has a document type, or is nested deeper than 64 levels.
    """
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    builder = TreeBuilder(element_factory=Node)
    depth = 0

    def wrong(message: str) -> FormatError:
        return FormatError(message, path=path, line=parser.CurrentLineNumber)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            message = f"elements are nested more than {_DEEPEST} deep"
            raise wrong(message)
        plain = {_local(name): value for name, value in attributes.items()}
        made: Any = builder.start(_local(tag), plain)
        made.line = parser.CurrentLineNumber

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def refuse(*_: object) -> None:
        message = "a document type declaration is refused, since entities may hide in one"
        raise wrong(message)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003 (expat takes no keyword)
    except expat.ExpatError as error:
        message = f"not XML: {expat.ErrorString(error.code)}"
        raise FormatError(message, path=path, line=error.lineno) from None
    except (LookupError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        message = f"not XML that can be read: {error}"
        raise FormatError(message, path=path, line=1) from None
    finally:
        # the handlers hold the parser: without them it is freed now, not when the collector runs
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = parser.StartDoctypeDeclHandler = None
    root = builder.close()
    return cast("Node", root)


def children(node: Any, tag: str) -> Iterator[Any]:
    """Iterate over the children of a tag."""
    return (each for each in node if each.tag == tag)


def child(node: Any, tag: str) -> Any:
    """Return the first child of a tag, or None."""
    return next(children(node, tag), None)


def _local(name: str) -> str:
    return name.rpartition(_BETWEEN)[2]
