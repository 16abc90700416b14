"""Document → the one text that the reader reads, aligned with the source, and how each of its lines is laid out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.alignment import AlignedText
from kg.model import Block, Document

LINES = ("paragraph", "heading", "item", "field", "row")
"""How a line may be laid out."""

FAR = 2_000
"""No sentence reaches farther than this from the words in it, in characters."""

_CELLS = " | "
_STOP = re.compile(r"\n|(?<=\w\w)[.!?][\"”’')\]]*\s+(?=[\"“‘'(]?[A-Z0-9])|[.!?]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the transcript that one block of the document fills; `kind` is one of `LINES`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Transcript:
    """The text that the reader reads: the document's blocks below one another, labels and tables' heads included."""

    content: AlignedText
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The characters."""
        return self.content.text

    @cached_property
    def _stops(self) -> tuple[list[int], list[int]]:
        """Where sentences end: before the white space that follows, and behind it."""
        found = list(_STOP.finditer(self.text))
        ends = [m.start() + (self.text[m.start()] != "\n") for m in found]
        return ends, [m.end() for m in found]

    @property
    def longest(self) -> int:
        """How many characters the longest sentence has."""
        ends, heads = self._stops
        return max(end - head for head, end in zip([0, *heads], [*ends, len(self.text)], strict=True))

    def find_sentence(self, start: int, end: int) -> tuple[int, int]:
        """Find the sentences around a stretch of characters, within the lines that it stands in."""
        ends, heads = self._stops
        before, after = bisect_right(heads, start) - 1, bisect_left(ends, end)
        head = heads[before] if before >= 0 else 0
        tail = ends[after] if after < len(ends) else len(self.text)
        return max(head, start - FAR), min(tail, end + FAR)

    def locate(self, start: int, end: int) -> tuple[int, int] | None:
        """Find the characters of the transcript that stand for a span of the source, or None where there are none."""
        starts, ends = self.content.starts, self.content.ends
        first = bisect_left(ends, start + 1)
        while first < len(starts) and starts[first] == ends[first]:  # what stands for nothing in the source
            first += 1
        last = first
        for at in range(first, len(starts)):
            if starts[at] >= end:
                break
            if starts[at] < ends[at]:
                last = at + 1
        return (first, last) if first < last and starts[first] < end else None


def transcribe(document: Document) -> Transcript:
    """Write a document's blocks as one text.

    Args:
        document: as `kg.text.prepare` leaves it.
    """
    parts: list[AlignedText] = []
    lines: list[Line] = []
    position = 0
    for block in document.blocks:
        kind, content = ("row", _write_row(block)) if block.cells else (block.kind, _write_block(block))
        parts.append(content)
        lines.append(Line(position, position + len(content), kind))
        position += len(content) + 1
    return Transcript(AlignedText.join(parts, "\n"), tuple(lines))


def _write_block(block: Block) -> AlignedText:
    if block.kind != "field":
        return block.content
    lead = block.lead or AlignedText.of("").edit([(0, 0, block.label)])
    return AlignedText.join([lead, block.content], ": ")


def _write_row(block: Block) -> AlignedText:
    """A row's cells, each behind its column's head."""
    return AlignedText.join(_write_cells(block), _CELLS)


def _write_cells(block: Block) -> Iterator[AlignedText]:
    for cell, head in zip(block.cells, block.heads, strict=True):
        if cell.text.strip():
            yield cell.edit([(0, 0, f"{head.strip()}: ")]) if head.strip() else cell
