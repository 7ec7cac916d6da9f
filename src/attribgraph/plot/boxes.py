"""Boxes with text: what a source, a document or a claim looks like on any figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import marks
from attribgraph.plot.content import BoxText
from attribgraph.plot.faces import claim_face, document_face, source_face
from attribgraph.plot.key import Entry, box_symbol, claim_symbol
from attribgraph.plot.linked import words_gid
from attribgraph.plot.text import Ruler

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.faces import Face
    from attribgraph.plot.style import Style
    from attribgraph.store import Store

__all__ = ["BoxMaker", "box_entries"]

_BAR: Final = 5.0
_PAD: Final = 8.0
_PILE: Final = 3.5
FLAT: Final = frozenset({"plain", "tag"})
"""Shapes whose words start at the left."""


class BoxMaker:
    """Wraps the words of records into boxes, measures these and draws them.

    Parameters
    ----------
    store
        Where the records are.
    style
        Colours and sizes.
    fonts
        Installed fonts.
    """

    def __init__(self, store: Store, style: Style, fonts: tuple[str, ...]) -> None:
        self.store = store
        self.style = style
        self.fonts = fonts
        self.ruler = Ruler(fonts, style.text_size)
        self.small = Ruler(fonts, style.small_size)

    def source(
        self, key: str, source: str, width: float, extra: Sequence[str] = (), lines: int = 4
    ) -> BoxText:
        """Return the box of a source, or of nobody, with further small lines."""
        return self.wrap(key, source_face(self.store, source), width, lines, extra)

    def document(self, key: str, document: str, width: float, extra: Sequence[str] = ()) -> BoxText:
        """Return the box of a document."""
        return self.wrap(key, document_face(self.store, document), width, 4, extra)

    def claim(self, key: str, claim: str, width: float, lines: int) -> BoxText:
        """Return the box of a claim."""
        return self.wrap(key, claim_face(self.store, claim), width, lines)

    def wrap(
        self, key: str, face: Face, width: float, lines: int, extra: Sequence[str] = ()
    ) -> BoxText:
        """Return a box with its words wrapped to a width, with further small lines."""
        style = self.style
        colors = {"page": style.document, "hexagon": style.agency, "rounded": style.actor}
        blank = (style.background, style.soft_ink)
        return BoxText(
            key=key,
            record=face.record,
            shape=face.shape,
            colors=blank if face.blank else colors.get(face.shape, style.claim),
            lines=self.ruler.balance(face.words, width, lines),
            notes=self._notes((face.note, *extra), width),
            dashed=face.dashed,
            marked=face.marked,
            pile=face.pile,
            url=face.url,
        )

    def _notes(self, notes: Iterable[str], width: float) -> tuple[str, ...]:
        return tuple(line for note in notes if note for line in self.small.balance(note, width, 3))

    def width(self, text: BoxText) -> float:
        """Return the width that a box needs, in points."""
        wide = max(
            [self.ruler.width(each) for each in text.lines]
            + [self.small.width(each) for each in text.notes]
        )
        if text.shape in FLAT:
            return wide + _BAR + 2 * _PAD
        return wide + 2 * (_PAD + (marks.HEXAGON_POINT if text.shape == "hexagon" else 0.0))

    def height(self, text: BoxText) -> float:
        """Return the height that a box needs, in points."""
        return self._text_height(text) + 8

    def _text_height(self, text: BoxText) -> float:
        height = self.ruler.height(len(text.lines)) + self.small.height(len(text.notes))
        return height + (2 if text.notes else 0)

    def draw(  # noqa: PLR0913 (what a box can be)
        self,
        canvas: Canvas,
        text: BoxText,
        place: tuple[float, float, float, float],
        *,
        strong: bool = False,
        shift: float = 0.0,
        mirrored: bool = False,
    ) -> None:
        """Draw a box at (left, top, width, height).

        A strong one has a thick black frame. ``shift`` moves centred words to the right. A
        claim's bar is at its left, at the right of a mirrored one.
        """
        x, y, width, height = place
        fill, edge = text.colors
        shape = "plain" if text.shape == "tag" else text.shape
        if strong:
            canvas.patch(
                marks.box_path(shape, x - 3, y - 3, width + 6, height + 6),
                width=1.8,
                facecolor=self.style.background,
                edgecolor=self.style.ink,
                zorder=2.9,
            )
        dashes = (0, (3.2, 2.2)) if text.dashed or text.shape == "tag" else "solid"
        common: dict[str, Any] = {"facecolor": fill, "edgecolor": edge, "linestyle": dashes}
        if text.pile:
            behind = marks.box_path(shape, x + _PILE, y - _PILE, width - 2 * _PILE, height)
            canvas.patch(behind, width=0.9, zorder=2.9, **common)
        outline = canvas.patch(
            marks.box_path(shape, x, y, width, height),
            width=1.1,
            zorder=3,
            gid=canvas.gid(text.key.replace(" ", "-")),
            **common,
        )
        if text.url:
            outline.set_url(text.url)
        if shape == "page":
            fold = marks.fold_path(x, y, width, height)
            canvas.patch(fold, width=1.1, fill=False, edgecolor=edge, zorder=3.1)
        where: dict[str, Any] = {"ha": "center"}
        middle = x + width / 2 + shift
        if text.shape == "plain":
            canvas.patch(
                marks.box_path("plain", x + width - _BAR if mirrored else x, y, _BAR, height),
                width=1.0,
                facecolor=fill if text.marked else edge,
                edgecolor=edge,
                zorder=3.1,
            )
        if text.shape in FLAT:
            middle, where = x + _PAD + (0 if mirrored else _BAR), {"ha": "left"}
        top = y + (height - self._text_height(text)) / 2
        gids = [
            words_gid(str(outline.get_gid()), number) if text.url else None
            for number in range(len(text.lines) + len(text.notes))
        ]
        first, others = gids[: len(text.lines)], gids[len(text.lines) :]
        below = canvas.lines(middle, top, text.lines, self.style.text_size, gids=first, **where)
        if text.notes:
            where |= {"color": self.style.soft_ink, "gids": others}
            canvas.lines(middle, below + 2, text.notes, self.style.small_size, **where)


def box_entries(style: Style, texts: Iterable[BoxText]) -> list[Entry]:
    """Return the key's entries for the kinds of boxes that there are."""
    texts = list(texts)
    shapes = {each.shape for each in texts if each.record or each.pile}
    claims = {each.marked for each in texts if each.shape == "plain"}
    blank = (style.background, style.soft_ink)
    entries: list[tuple[bool, str, Any]] = [
        ("page" in shapes, "document", box_symbol("page", style.document)),
        ("hexagon" in shapes, "agency", box_symbol("hexagon", style.agency)),
        ("rounded" in shapes, "actor: person, group or state", box_symbol("rounded", style.actor)),
        (
            any(each.dashed for each in texts),
            "not named",
            box_symbol("rounded", blank, dashed=True),
        ),
        (False in claims, "claim", claim_symbol(style.claim)),
        (True in claims, "question, topic or directive", claim_symbol(style.claim, marked=True)),
        (
            any(each.shape == "tag" and not each.pile for each in texts),
            "a statement that others speak about",
            box_symbol("plain", style.claim, dashed=True),
        ),
        (
            any(each.pile for each in texts),
            "several, taken together",
            box_symbol("rounded", blank, pile=True),
        ),
    ]
    return [Entry(words, draw) for present, words, draw in entries if present]
