"""Boxes with text: what a source, a document or a claim looks like on any figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attribgraph.plot import marks
from attribgraph.plot.chains import NOBODY
from attribgraph.plot.content import BoxText
from attribgraph.plot.key import Entry, box_symbol, claim_symbol
from attribgraph.plot.labels import claim_words, document_words, source_words
from attribgraph.plot.text import Ruler
from attribgraph.vocabulary import ClaimForm, Kind, Naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from attribgraph.plot.canvas import Canvas
    from attribgraph.plot.style import Style
    from attribgraph.store import Store

__all__ = ["BoxMaker", "box_entries"]

_BAR: Final = 5.0
_PAD: Final = 8.0


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
        self.ruler = Ruler(fonts, style.text_size)
        self.small = Ruler(fonts, style.small_size)

    def source(
        self, key: str, source: str, width: float, extra: Sequence[str] = (), lines: int = 4
    ) -> BoxText:
        """Return the box of a source, or of nobody, with further small lines."""
        style = self.style
        record: Any = self.store.get(source) if source != NOBODY else None
        words, note = ("nobody named", "") if record is None else source_words(self.store, source)
        is_actor = record is None or record.record_kind is Kind.ACTOR
        shape, colors = ("rounded", style.actor) if is_actor else ("hexagon", style.agency)
        return BoxText(
            key=key,
            record=source,
            shape=shape,
            colors=(style.background, style.soft_ink) if record is None else colors,
            lines=self.ruler.balance(words, width, lines),
            notes=self._notes((note, *extra), width),
            dashed=record is None or record.naming is not Naming.NAMED,
        )

    def document(self, key: str, document: str, width: float, extra: Sequence[str] = ()) -> BoxText:
        """Return the box of a document."""
        record = self.store.tables[Kind.DOCUMENT][document]
        words, note = document_words(self.store, record)
        url = record.url
        return BoxText(
            key=key,
            record=document,
            shape="page",
            colors=self.style.document,
            lines=self.ruler.balance(words, width, 4),
            notes=self._notes((note, *extra), width),
            url=url if url and url.startswith(("http://", "https://")) else None,
        )

    def claim(self, key: str, claim: str, width: float, lines: int) -> BoxText:
        """Return the box of a claim."""
        record = self.store.tables[Kind.CLAIM][claim]
        words, note = claim_words(record)
        return BoxText(
            key=key,
            record=claim,
            shape="plain",
            colors=self.style.claim,
            lines=self.ruler.balance(words, width, lines),
            notes=self._notes((note,), width),
            marked=record.form is not ClaimForm.STATEMENT,
        )

    def _notes(self, notes: Iterable[str], width: float) -> tuple[str, ...]:
        return tuple(line for note in notes if note for line in self.small.balance(note, width, 3))

    def width(self, text: BoxText) -> float:
        """Return the width that a box needs, in points."""
        wide = max(
            [self.ruler.width(each) for each in text.lines]
            + [self.small.width(each) for each in text.notes]
        )
        if text.shape == "plain":
            return wide + _BAR + 2 * _PAD
        return wide + 2 * (_PAD + (marks.HEXAGON_POINT if text.shape == "hexagon" else 0.0))

    def height(self, text: BoxText) -> float:
        """Return the height that a box needs, in points."""
        return self._text_height(text) + 8

    def _text_height(self, text: BoxText) -> float:
        height = self.ruler.height(len(text.lines)) + self.small.height(len(text.notes))
        return height + (2 if text.notes else 0)

    def draw(
        self,
        canvas: Canvas,
        text: BoxText,
        place: tuple[float, float, float, float],
        *,
        strong: bool = False,
    ) -> None:
        """Draw a box at (left, top, width, height); a strong one has a thick black frame."""
        x, y, width, height = place
        fill, edge = text.colors
        if strong:
            canvas.patch(
                marks.box_path(text.shape, x - 3, y - 3, width + 6, height + 6),
                width=1.8,
                facecolor=self.style.background,
                edgecolor=self.style.ink,
                zorder=2.9,
            )
        outline = canvas.patch(
            marks.box_path(text.shape, x, y, width, height),
            width=1.1,
            facecolor=fill,
            edgecolor=edge,
            linestyle=(0, (3.2, 2.2)) if text.dashed else "solid",
            zorder=3,
            gid=canvas.gid(text.key),
        )
        if text.url:
            outline.set_url(text.url)
        if text.shape == "page":
            fold = marks.fold_path(x, y, width, height)
            canvas.patch(fold, width=1.1, fill=False, edgecolor=edge, zorder=3.1)
        where: dict[str, Any] = {"ha": "center"}
        middle = x + width / 2
        if text.shape == "plain":
            canvas.patch(
                marks.box_path("plain", x, y, _BAR, height),
                width=1.0,
                facecolor=fill if text.marked else edge,
                edgecolor=edge,
                zorder=3.1,
            )
            middle, where = x + _BAR + _PAD, {"ha": "left"}
        top = y + (height - self._text_height(text)) / 2
        below = canvas.lines(middle, top, text.lines, self.style.text_size, **where)
        if text.notes:
            size = self.style.small_size
            canvas.lines(middle, below + 2, text.notes, size, color=self.style.soft_ink, **where)


def box_entries(style: Style, texts: Iterable[BoxText]) -> list[Entry]:
    """Return the key's entries for the kinds of boxes that there are."""
    texts = list(texts)
    shapes = {each.shape for each in texts if each.record}
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
    ]
    return [Entry(words, draw) for present, words, draw in entries if present]
