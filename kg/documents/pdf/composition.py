"""Paragraphs and tables → the document's text, its blocks and the places where its pages begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.alignment import AlignedText
from kg.documents.layout import Line as Stretch
from kg.documents.layout import Part, read_paragraph
from kg.documents.pdf.furniture import NOTE
from kg.documents.pdf.grids import Grid
from kg.documents.pdf.lines import Line
from kg.documents.pdf.paragraphs import Flow, Paragraph
from kg.documents.plain import make_block, settle_block
from kg.documents.tables import read_row
from kg.model import Block

_HEAD_WORDS = 5
_BROKEN = re.compile(r"(\w+)[-‐](\n)(\w+)")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paragraph's lines as they stand in the text, one or several lines of the page each; `note` of a footnote."""

    paragraph: Paragraph
    stretches: tuple[tuple[int, int], ...]
    note: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's cells as they stand in the text."""

    rows: tuple[tuple[tuple[int, int], ...], ...]
    bold: bool


@dataclass(slots=True)
class Composition:
    """Writes a text piece by piece, and remembers where each stands; `starts` are the beginnings of pages."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    starts: dict[int, int] = field(default_factory=dict)
    units: list[_Placed | _Table] = field(default_factory=list)

    def add_flows(self, flows: Sequence[Flow]) -> None:
        """Write all pages; the footnotes of a page stand where it ends."""
        waiting = {number: flow.notes for number, flow in enumerate(flows, 1) if flow.notes}
        for flow in flows:
            for item in flow.items:
                self._add_notes_before(item.page if isinstance(item, Grid) else item.lines[0].page, waiting)
                if isinstance(item, Grid):
                    self._add_grid(item)
                else:
                    self._add_paragraph(item, waiting)
        self._add_notes_before(len(flows) + 1, waiting)

    def _add_notes_before(self, page: int, waiting: dict[int, tuple[Paragraph, ...]]) -> None:
        for number in sorted(number for number in waiting if number < page):
            for note in waiting.pop(number):
                self._add_paragraph(note, {}, note=True)

    def _add_paragraph(
        self, paragraph: Paragraph, waiting: dict[int, tuple[Paragraph, ...]], *, note: bool = False
    ) -> None:
        self._part("\n\n")
        place = len(self.units)
        stretches: list[tuple[int, int]] = []
        for number, line in enumerate(paragraph.lines):
            if number and any(page < line.page for page in waiting):
                self._add_notes_before(line.page, waiting)
                self._part("\n\n")
            elif number:
                self._part("\n")
            stretches.append(self._write(line.text, line.page))
        self.units.insert(place, _Placed(paragraph, tuple(stretches), note))

    def _add_grid(self, grid: Grid) -> None:
        self._part("\n\n")
        rows = []
        for number, row in enumerate(grid.rows):
            self._part("\n" if number else "")
            cells = []
            for index, cell in enumerate(row):
                self._part("\t" if index else "")
                cells.append(self._write(_spell_cell(cell), grid.page))
            rows.append(tuple(cells))
        self.units.append(_Table(tuple(rows), _has_bold_head(grid)))

    def _part(self, separator: str) -> None:
        if self.size:
            self.parts.append(separator)
            self.size += len(separator)

    def _write(self, text: str, page: int) -> tuple[int, int]:
        start = self.size
        self.starts.setdefault(page, start)
        self.parts.append(text)
        self.size += len(text)
        return start, self.size


def _spell_cell(cell: Sequence[Line]) -> str:
    text = ""
    for line in cell:
        text += ("\n" if text.endswith("-") else " " if text else "") + line.text
    return text


def _has_bold_head(grid: Grid) -> bool:
    """Whether all that stands in the first row is bold, and not all below it."""
    first, rest = (
        [line.bold for row in rows for cell in row for line in cell] for rows in (grid.rows[:1], grid.rows[1:])
    )
    return all(first) and not all(rest)


def list_pages(composition: Composition, count: int) -> tuple[int, ...]:
    """Return the offset at which each page begins; an empty page begins where the next one does."""
    pages: list[int] = []
    following = composition.size
    for number in range(count, 0, -1):
        following = composition.starts.get(number, following)
        pages.append(following)
    return tuple(reversed(pages))


def make_blocks(composition: Composition, text: str) -> Iterator[Block]:
    """Yield the blocks of the text; footnotes come last, so that they part nothing that is read together.

    Args:
        composition: what wrote it.
        text: its parts, joined.
    """
    heading, first = "", True
    heads: list[str] = []
    for unit in sorted(composition.units, key=_is_note):
        if isinstance(unit, _Table):
            rows, heads = _read_table(unit, text, heads)
            yield from (settle_block(row, heading) for row in rows)
            continue
        heads = []
        for block in _read_unit(unit, text, first=first):
            if block.kind == "heading":
                heading = " ".join(_join_words(block, text).text.split())
            label = heading if block.kind == "item" and not block.label else block.label
            yield replace(block, label=label, content=_join_words(block, text))
        first = False


def _is_note(unit: _Placed | _Table) -> bool:
    return isinstance(unit, _Placed) and unit.note


def _read_unit(unit: _Placed, text: str, *, first: bool) -> Iterator[Block]:
    lines, *rest = _cut_at_notes(_join_soft(unit, text), text)
    if unit.paragraph.level:
        yield Block("heading", _align(lines, text), level=unit.paragraph.level)
    elif unit.note:
        content = _align(lines, text)
        mark = NOTE.match(content.text)
        yield Block("paragraph", content.cut(mark.end() if mark else 0, len(content)))
    else:
        *before, last = (_make_block(part, text) for part in read_paragraph(lines, first=first))
        yield from before
        if rest and last.kind == "heading":  # only what stands on the first page looks like one
            last = replace(last, kind="paragraph", level=0)
        yield replace(last, content=_go_on([last.content, *(_align(each, text) for each in rest)], text))


def _cut_at_notes(lines: Sequence[Stretch], text: str) -> list[list[Stretch]]:
    """Part lines where the footnotes of a page stand between them."""
    parts = [[lines[0]]]
    for one, other in pairwise(lines):
        if text[one.end : other.start].strip():
            parts.append([])
        parts[-1].append(other)
    return parts


def _make_block(part: Part, text: str) -> Block:
    kind, lines, label = part
    made = make_block(text, kind, lines, label)
    return replace(made, content=_align(lines, text), level=2 if kind == "heading" else 0)


def _go_on(parts: Sequence[AlignedText], text: str) -> AlignedText:
    """Join what goes on behind footnotes; a broken word keeps its hyphen and the line's end."""
    whole = parts[0]
    for part in parts[1:]:
        # The space stands for the end of the line: one that stood for nothing would be lost from names.
        gap = AlignedText.of(text, whole.ends[-1], whole.ends[-1] + 1)
        whole = AlignedText.join([whole, gap.blank([(0, 1, "\n" if whole.text.endswith(("-", "‐")) else " ")]), part])
    return whole


def _join_words(block: Block, text: str) -> AlignedText:
    """Join what was broken in headings and fields; of running text, `kg.text` decides, which knows the common words."""
    if block.kind not in ("heading", "field"):
        return block.content
    edits = [
        (match.start(2) - (f"{match[1]}-{match[3]}" not in text), match.end(2), "")
        for match in _BROKEN.finditer(block.content.text)
        if match[3][0].islower() or (match[1].isupper() and match[3].isupper())
    ]
    return block.content.edit(edits) if edits else block.content


def _join_soft(unit: _Placed, text: str) -> list[Stretch]:
    """Make one line of those that end only for want of room; a broken word keeps its hyphen and the line's end."""
    lines: list[Stretch] = []
    soft = (False, *unit.paragraph.soft)
    for (start, end), goes_on in zip(unit.stretches, soft, strict=True):
        if goes_on and lines and start - lines[-1].end == 1:
            gap = "\n" if lines[-1].text.endswith(("-", "‐")) else " "
            lines[-1] = Stretch(f"{lines[-1].text}{gap}{text[start:end]}", lines[-1].start)
        else:
            lines.append(Stretch(text[start:end], start))
    return lines


def _align(lines: Sequence[Stretch], text: str) -> AlignedText:
    """Align lines that follow upon one another with the text; within each, ends of lines are spaces."""
    start = lines[0].start
    whole = AlignedText.of(text, start, lines[-1].end)
    return whole.blank([(line.start - start, line.end - start, line.text) for line in lines])


def _read_table(table: _Table, text: str, before: Sequence[str]) -> tuple[list[Block], list[str]]:
    """The rows of a table, and the heads of its columns: where it goes on, those of the part before, or the same."""
    rows = [[AlignedText.of(text, *cell) for cell in row] for row in table.rows]
    names = [" ".join(cell.text.split()) for cell in rows[0]]
    headed = names == list(before) or _are_heads(names, bold=table.bold and len(rows) > 1, rows=len(rows))
    heads = names if headed else list(before) if len(before) == len(names) else []
    read = [read_row(row, heads) for row in rows[headed:] if any(cell.text for cell in row)]
    return read, heads


def _are_heads(names: Sequence[str], *, bold: bool, rows: int) -> bool:
    """Whether a first row names the columns: it is bold, or no figures and short names stand in three and more."""
    short = all(len(name.split()) <= _HEAD_WORDS and not any(map(str.isdigit, name)) for name in names)
    return bold or (short and all(names[1:]) and len(names) > 2 and rows > 2)
