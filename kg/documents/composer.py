"""Writes the text of files that have none of their own (Word, slides, books), with the blocks that lie in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.alignment import AlignedText
from kg.documents.contents import Contents, choose_title, shift_block
from kg.documents.plain import read_blocks, settle_block, settle_headings
from kg.documents.properties import Properties, choose_date
from kg.documents.tables import has_heads, read_row
from kg.errors import DocumentError
from kg.model import Block

LONGEST = 10_000_000
"""The length of the longest text that is taken from a file, in characters."""

PAGE = "\f"
"""Stands in a text where a page begins; it isn't written."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_SPACE = re.compile(r"[^\S\n\f]+")
_GAP = {("item", "item"): "\n", ("row", "row"): "\n"}
_CELL_ENDS = ".,;:!?…"
_LONG_CELL = 600


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows, a cell's paragraphs by lines; `head`: whether the first is marked as the columns' heads."""

    rows: Sequence[Sequence[str]]
    head: bool = False


class Composer:
    """Writes one block after the other, and keeps where each stands.

    Blank lines part paragraphs; items and the rows of tables stand line by line, cells between bars.

    Args:
        name: the file's, for errors.
        headed: whether the file marks its headings; then no other paragraph is one by its form.
    """

    def __init__(self, name: str, *, headed: bool = False) -> None:
        self._name = name
        self._headed = headed
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._turns = 0
        self._warnings: list[str] = []
        self._heading = ""
        self._last = ""

    def add_heading(self, text: str, level: int) -> None:
        """Add a heading; line breaks in it become spaces."""
        start, text = self._write(text.replace("\n", " "), "heading")
        if text:
            self._take(Block("heading", AlignedText.of(text).shift(start), level=level))

    def add_paragraph(self, text: str) -> None:
        """Add a paragraph of which the file doesn't say what it is: read as plain text is, by its words and lines."""
        self._add_paragraph(text, headed=self._headed)

    def _add_paragraph(self, text: str, *, headed: bool) -> None:
        """Add a paragraph, which is no heading by its form where headings are marked."""
        start, text = self._write(text, "paragraph")
        for block in read_blocks(text, first=not self._blocks):
            if headed and block.kind == "heading":
                block = replace(block, kind="paragraph", level=0)
            self._take(shift_block(block, start))

    def add_item(self, text: str, depth: int = 0) -> None:
        """Add an item of a list, within so many others."""
        start, text = self._write(text, "item", mark="  " * min(depth, 9) + "- ")
        if text:
            self._take(settle_block(Block("item", AlignedText.of(text).shift(start)), self._heading))

    def add_table(self, table: Table) -> None:
        """Add a table; where the file doesn't tell whether its first row is a head, the row's words do."""
        rows = [row for row in ([_clean(cell) for cell in each] for each in table.rows) if any(row)]
        long = not table.head and any(len(cell) > _LONG_CELL for row in rows for cell in row)
        if long or max(map(len, rows), default=0) < 2:
            self._add_cells(rows)
            return
        lines = [[_write_cell(cell) for cell in row] for row in rows]
        headed = len(lines) > 1 and (table.head or has_heads(lines))
        if headed:
            self._put(" | ".join(lines[0]), "row")
        for row, line in list(zip(rows, lines, strict=True))[headed:]:
            self._turns += sum(cell.count(PAGE) for cell in row)
            self._add_row(line, lines[0] if headed else ())
        self._last = "table"

    def _add_cells(self, rows: Sequence[Sequence[str]]) -> None:
        """Add what stands in a table that only lays out a page."""
        for row in rows:
            for paragraph in (line for cell in row for line in cell.split("\n")):
                self.add_paragraph(paragraph)

    def _add_row(self, cells: Sequence[str], heads: Sequence[str]) -> None:
        filled = [cell for cell in cells if cell]
        if len(filled) < 2:
            self._add_paragraph("".join(filled), headed=True)
            return
        place = self._put(" | ".join(cells), "row")
        aligned: list[AlignedText] = []
        for cell in cells:
            aligned.append(AlignedText.of(cell).shift(place))
            place += len(cell) + len(" | ")
        self._take(read_row(aligned, heads))

    def begin_page(self) -> None:
        """Say that what is added from now on stands on a new page."""
        self._turns += 1

    def warn(self, warning: str) -> None:
        """Say what was left out or guessed; the same words count once."""
        if warning not in self._warnings:
            self._warnings.append(warning)

    def finish(self, properties: Properties) -> Contents:
        """Return what was added, with what the file says of itself."""
        blocks = settle_headings(self._blocks)
        text = "".join(self._pieces)
        return Contents(
            blocks=blocks,
            title=properties.title or choose_title(blocks),
            date=choose_date(properties, text),
            warnings=tuple(self._warnings),
            text=text,
            author=properties.author,
            source=properties.source,
            language=properties.language,
            pages=(*self._pages, *[self._length] * self._turns),
        )

    def _write(self, text: str, kind: str, mark: str = "") -> tuple[int, str]:
        """Write a text, if there is any, behind what parts it from the last one.

        Returns:
            Its place, and what was written of it.
        """
        said, turns = _turn_pages(_clean(text))
        if not said:
            self._turns += len(turns)
            return self._length, ""
        start = self._put(said, kind, mark)
        self._pages += [start + turn for turn in turns]
        return start, said

    def _put(self, said: str, kind: str, mark: str = "") -> int:
        """Write a text as it is, behind what parts it from the last one; return its place."""
        opening = _GAP.get((self._last, kind), "\n\n") if self._length else ""
        start = self._length + len(opening) + len(mark)
        self._pieces += [opening, mark, said]
        self._pages += [start] * self._turns
        self._length, self._last, self._turns = start + len(said), kind, 0
        if self._length > LONGEST:
            reason = f"holds more than {LONGEST // 1_000_000} million characters; split it into several files"
            raise DocumentError(self._name, reason)
        return start

    def _take(self, block: Block) -> None:
        if block.kind == "heading":
            self._heading = " ".join(block.content.text.split())
        elif block.kind == "item" and not block.label:
            block = replace(block, label=self._heading)
        self._blocks.append(block)


def _clean(text: str) -> str:
    """Leave out what can't be seen, and all white space but single spaces, line breaks and turns of pages."""
    lines = _SPACE.sub(" ", _INVISIBLE.sub("", text)).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip(" \n")


def _turn_pages(text: str) -> tuple[str, list[int]]:
    """Take the turns of pages out of a text; return where they stood."""
    said, turns = "", []
    for number, part in enumerate(text.split(PAGE)):
        if number:
            turns.append(len(said))
        said += part if said and not said[-1].isspace() else part.lstrip()
    return said.rstrip(), turns


def _write_cell(cell: str) -> str:
    """Write a cell's paragraphs as one line."""
    said = ""
    for line in filter(None, _clean(cell.replace(PAGE, " ")).split("\n")):
        said += f"{' ' if said[-1] in _CELL_ENDS else '; '}{line}" if said else line
    return said
