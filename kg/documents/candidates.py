"""Blocks of a page before it is known what of it is content, and how its tables are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.alignment import AlignedText
from kg.documents.plain import is_label
from kg.model import BlockKind


@dataclass(frozen=True, slots=True)
class Element:
    """An element that is open around a block; `mark` is its class, id and role as one string."""

    number: int
    tag: str
    mark: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block of a page before it is known to be content; `linked` is the share of its characters inside links."""

    kind: BlockKind
    content: AlignedText
    path: tuple[Element, ...]
    label: str = ""
    level: int = 0
    linked: float = 0.0


@dataclass(slots=True)
class Cell:
    """A cell of a table and the blocks in it."""

    header: bool
    blocks: list[Candidate] = field(default_factory=list)


def read_table(rows: list[list[Cell]]) -> list[Candidate]:
    """Read rows of two cells as fields and longer ones as items; a table that only lays out a page, as its blocks."""
    rows = [cells for row in rows if (cells := [cell for cell in row if cell.blocks])]
    if any(len(cell.blocks) > 1 for row in rows for cell in row):
        return [block for row in rows for cell in row for block in cell.blocks]
    pairs = all(len(row) <= 2 for row in rows)
    body = [row for row in rows if not all(cell.header for cell in row)] or rows
    return [_read_row(row, pairs=pairs) for row in body]


def _read_row(row: list[Cell], *, pairs: bool) -> Candidate:
    blocks = [cell.blocks[0] for cell in row]
    first, last = blocks[0], blocks[-1]
    label = " ".join(first.content.text.split()).rstrip(": ")
    if len(blocks) == 2 and (pairs or row[0].header) and is_label(label):
        return Candidate("field", last.content, last.path, label, linked=last.linked)
    if len(blocks) == 1:
        return first
    linked = sum(block.linked for block in blocks) / len(blocks)
    return Candidate("item", AlignedText.join((block.content for block in blocks), ", "), first.path, linked=linked)
