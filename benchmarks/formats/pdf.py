"""Makes PDF files of texts, as they are laid out in offices: columns, heads and feet, footnotes, tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from benchmarks.formats.texts import Piece

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate

NOTE = "As communicated by the secretariat; see the annex."
HEAD = "Bulletin of record · Volume 7"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out; sizes are in points."""

    size: tuple[float, float] = (595, 842)
    columns: int = 1
    justified: bool = False
    furnished: bool = False
    ruled: bool = True


def make_pdf(pieces: Sequence[Piece], layout: Layout = Layout()) -> bytes:
    """Set a text as PDF.

    Args:
        pieces: of the text.
        layout: `furnished` with heads, feet, page numbers and footnotes; `justified` with broken words.
    """
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    width, height = layout.size
    room = (width - 100 - 20 * (layout.columns - 1)) / layout.columns
    frames = [Frame(50 + number * (room + 20), 70, room, height - 140, 0, 0, 0, 0) for number in range(layout.columns)]
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=layout.size, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=_furnish if layout.furnished else _pass))
    document.build([each for number, piece in enumerate(pieces) for each in _set(piece, layout, room, number)])
    return stream.getvalue()


def _pass(*_: object) -> None:
    """A page without anything but its text."""


def _furnish(canvas: Canvas, document: BaseDocTemplate) -> None:
    width, height = document.pagesize
    canvas.setFont(_fonts()[0], 8)
    canvas.drawString(50, height - 40, HEAD)
    canvas.drawRightString(width - 50, height - 40, "Regional desk")
    canvas.drawCentredString(width / 2, 30, f"Page {document.page}")
    if document.page == 1:
        canvas.line(50, 66, 150, 66)
        canvas.drawString(50, 55, f"1 {NOTE}")


@cache
def _fonts() -> tuple[str, str]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in (("Text", "DejaVuSans.ttf"), ("Bold", "DejaVuSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, file))
    return "Text", "Bold"


def _set(piece: Piece, layout: Layout, width: float, number: int) -> list[Any]:
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    text, bold = _fonts()
    alignment = TA_JUSTIFY if layout.justified else TA_LEFT
    style = ParagraphStyle(
        "text", fontName=text, fontSize=9.5, leading=12, spaceAfter=7, alignment=alignment,
        embeddedHyphenation=int(layout.justified), allowWidows=1, allowOrphans=1,
    )  # fmt: skip
    if piece.kind == "table":
        return _set_table(piece, layout, width)
    words = "<br/>".join(_break(escape(line)) if layout.justified else escape(line) for line in piece.text.splitlines())
    if piece.kind == "heading":
        return [
            Paragraph(words, ParagraphStyle("head", style, fontName=bold, fontSize=14, leading=17, alignment=TA_LEFT))
        ]
    if piece.kind == "item":
        return [Paragraph(words, ParagraphStyle("item", style, leftIndent=14), bulletText="•")]
    mark = "<super size=6>1</super>" if layout.furnished and number == 1 else ""
    return [Paragraph(words + mark, style)]


def _set_table(piece: Piece, layout: Layout, width: float) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer, Table

    text, bold = _fonts()
    headed = any(piece.rows[0])
    rows = piece.rows if headed else piece.rows[1:]
    fonts = [bold if headed else text] + [text] * (len(rows) - 1)
    size, widths = _fit(rows, width)
    cells = [
        [
            Paragraph(escape(cell), ParagraphStyle("cell", fontName=font, fontSize=size, leading=size + 2))
            for cell in row
        ]
        for row, font in zip(rows, fonts, strict=True)
    ]
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if layout.ruled else []
    return [Table(cells, colWidths=widths, style=[*style, ("VALIGN", (0, 0), (-1, -1), "TOP")]), Spacer(1, 8)]


def _fit(rows: Sequence[Sequence[str]], width: float) -> tuple[float, list[float]]:
    """Find a size of letters in which no word is broken, and widths of columns for it."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    size = 8.5
    while True:
        least = [
            max(stringWidth(word, _fonts()[1], size) for cell in column for word in cell.split() or [""]) + 13
            for column in zip(*rows, strict=True)
        ]
        if sum(least) <= width or size < 5:
            break
        size -= 0.5
    wanted = [sum(map(len, column)) ** 0.7 for column in zip(*rows, strict=True)]
    spare = max(0.0, width - sum(least))
    return size, [one + spare * want / sum(wanted) for one, want in zip(least, wanted, strict=True)]


def _break(line: str) -> str:
    """Put soft hyphens where words may be broken."""
    import pyphen

    words = pyphen.Pyphen(lang="en_US")
    return re.sub(r"(?<![&\w])[^\W\d_]{6,}", lambda match: words.inserted(match[0], "\u00ad"), line)
