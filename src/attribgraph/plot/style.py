"""How plots look: one frozen `Style` of colours, fonts, widths and sizes, in points.

Lines and outlines keep a contrast of at least 3:1 against what they stand on, text 4.5:1
(WCAG 2.1, 1.4.3 and 1.4.11). Hues are Okabe and Ito's, which colour-blind readers can tell
apart, and every distinction is made by shape, line or glyph as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from attribgraph.errors import UnknownValueError, did_you_mean

__all__ = ["DEFAULT_STYLE", "GLYPHS", "HIGH_CONTRAST", "PRINT", "Style"]

GLYPHS: Final = ("disc", "square", "triangle", "cross", "plus", "target", "ring")
"""The shapes that a stance may have. A filled one is half filled where a source hedges."""

SOLID: Final = frozenset({"disc", "square", "triangle"})


@dataclass(frozen=True, kw_only=True)
class Style:
    """Colours, fonts, widths and sizes of a plot. All lengths are in points (1/72 inch).

    Parameters
    ----------
    fonts
        Font families, the first choice first. Those not installed are passed over; DejaVu
        Sans, which comes with matplotlib, is always the last.
    text_size, small_size, label_size, number_size, head_size, title_size
        Sizes of the text in boxes, of second lines in boxes and the key, of the labels on
        lines, of statement numbers, of column heads and of the title.
    document_width, source_width, claim_width
        Widths that text is wrapped to, in the columns of documents, of sources and relays,
        and of claims. Left out, claims are set wider the more of them there are.
    label_width
        The widest that a label on a line may be; longer ones end in an ellipsis.
    max_lines
        The most lines that one text may take; longer ones end in an ellipsis.
    line_width, relay_width
        Widths of the lines from sources to claims, and of those from documents and relays.
    glyphs
        The shapes of support, denial, query and comment, in this order and no two alike:
        disc, square, triangle, cross, plus, target or ring; that of support is a filled one
        (disc, square or triangle). A denial that was not made is a diamond in any style.
    dashes
        The dashes and gaps of the lines of the four, in points; none for a solid line.
    background, ink, soft_ink
        Colours of the paper, of text, and of small text.
    support, deny, query, comment, relay, document_line, not_standing, link
        Colours of the lines, by what they mean.
    support_fill, deny_fill, query_fill, comment_fill
        Fills of cells and bars, by stance. Lines and glyphs of the stance stand on them.
    hatch_width, hatch_gap
        Width of the lines that hatch a denial, and their distance.
    rule
        Colour of the lines of a grid, which carry no meaning.
    document, agency, actor, claim
        Fill and outline of each kind of box.

    Raises
    ------
    UnknownValueError
        If there is no such glyph, if two stances have the same, or if that of support is no
        filled one.

    Examples
    --------
    >>> Style(claim_width=180).claim_width
    180
    >>> Style(glyphs=("square", "plus", "target", "ring")).glyphs[0]
    'square'
    """

    fonts: tuple[str, ...] = ("DejaVu Sans",)
    text_size: float = 9.0
    small_size: float = 7.5
    label_size: float = 7.5
    number_size: float = 6.5
    head_size: float = 11.0
    title_size: float = 15.0

    document_width: float = 104.0
    source_width: float = 104.0
    claim_width: float | None = None
    label_width: float = 150.0
    max_lines: int = 8

    line_width: float = 1.5
    relay_width: float = 1.0

    glyphs: tuple[str, str, str, str] = ("disc", "cross", "target", "ring")
    dashes: tuple[tuple[float, ...], ...] = ((), (5.5, 2.5), (6.0, 2.0, 1.2, 2.0), (1.2, 1.8))

    background: str = "#FFFFFF"
    ink: str = "#111111"
    soft_ink: str = "#444444"

    support: str = "#00805C"
    deny: str = "#C24E00"
    query: str = "#7B3F98"
    comment: str = "#484848"
    relay: str = "#0072B2"
    document_line: str = "#7A7A7A"
    not_standing: str = "#8A8A8A"
    link: str = "#111111"

    support_fill: str = "#A6DCC6"
    deny_fill: str = "#FBE0CF"
    query_fill: str = "#E9DAF2"
    comment_fill: str = "#EEEEEE"
    hatch_width: float = 0.9
    hatch_gap: float = 3.6
    rule: str = "#D4D4D4"

    document: tuple[str, str] = ("#FFF7C2", "#524900")
    agency: tuple[str, str] = ("#D6EBF9", "#00629B")
    actor: tuple[str, str] = ("#FDE5C6", "#A65A00")
    claim: tuple[str, str] = ("#FFFFFF", "#111111")

    def __post_init__(self) -> None:
        """Refuse what would not tell the stances apart."""
        for each in self.glyphs:
            if each not in GLYPHS:
                near = did_you_mean(each, GLYPHS)
                message = f"there is no glyph {each!r}{near}; glyphs: {', '.join(GLYPHS)}"
                raise UnknownValueError(message, field="glyphs")
        for name, values in (("glyphs", self.glyphs), ("dashes", self.dashes)):
            if len(values) != 4 or len(set(values)) != 4:
                message = f"each of the four stances needs {name} of its own, not {values}"
                raise UnknownValueError(message, field=name)
        if self.glyphs[0] not in SOLID:
            message = f"support is half filled where it is hedged: {self.glyphs[0]!r} cannot be"
            raise UnknownValueError(message, field="glyphs")


DEFAULT_STYLE = Style()
"""The style that a plot takes when none is given."""

PRINT = Style(
    line_width=1.6,
    relay_width=0.9,
    ink="#000000",
    soft_ink="#333333",
    support="#000000",
    deny="#303030",
    query="#585858",
    comment="#828282",
    relay="#303030",
    document_line="#707070",
    not_standing="#808080",
    link="#000000",
    support_fill="#C4C4C4",
    deny_fill="#FFFFFF",
    query_fill="#FFFFFF",
    comment_fill="#FFFFFF",
    hatch_width=1.3,
    hatch_gap=4.4,
    rule="#BDBDBD",
    document=("#F4F4F4", "#808080"),
    agency=("#E4E4E4", "#585858"),
    actor=("#FFFFFF", "#303030"),
    claim=("#FFFFFF", "#000000"),
)
"""For one ink on paper: greys alone, and denials hatched more boldly.

Any font may be set (``dataclasses.replace(PRINT, fonts=("DejaVu Serif",))``): boxes are
measured in the font that is drawn.
"""

HIGH_CONTRAST = Style(
    text_size=10.0,
    small_size=8.5,
    label_size=8.5,
    number_size=7.2,
    head_size=12.0,
    title_size=16.0,
    line_width=2.0,
    relay_width=1.5,
    ink="#000000",
    soft_ink="#1F1F1F",
    support="#00664A",
    deny="#A83800",
    query="#6A1F9F",
    comment="#262626",
    relay="#004A78",
    document_line="#4A4A4A",
    not_standing="#595959",
    link="#000000",
    support_fill="#BFEAD9",
    deny_fill="#FFF1E8",
    query_fill="#F5EBFA",
    comment_fill="#FFFFFF",
    hatch_width=1.4,
    hatch_gap=4.4,
    rule="#B0B0B0",
    document=("#FFFDF0", "#3B3400"),
    agency=("#F0F8FF", "#00508A"),
    actor=("#FFF6EA", "#A04A00"),
    claim=("#FFFFFF", "#000000"),
)
"""For screens in bright light and eyes that need it: larger text at 7:1, wider lines at 5:1."""
