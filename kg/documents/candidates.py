"""Blocks of a page before it is known what of it is content, and how its tables are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.documents.tables import EMPTY, has_heads, read_row
from kg.model import Block


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

    block: Block
    path: tuple[Element, ...]
    linked: float = 0.0


@dataclass(slots=True)
class Cell:
    """A cell of a table and the blocks in it."""

    header: bool
    blocks: list[Candidate] = field(default_factory=list)


def read_table(rows: list[list[Cell]]) -> list[Candidate]:
    """Read a table's rows as `kg.documents.tables` does; a table that only lays out a page, as its blocks."""
    rows = [row for row in rows if any(cell.blocks for cell in row)]
    if any(len(cell.blocks) > 1 for row in rows for cell in row):
        return [block for row in rows for cell in row for block in cell.blocks]
    body = [row for row in rows if not all(cell.header for cell in row)] or rows
    head = next((row for row in rows if all(cell.header for cell in row)), [])
    if not head and has_heads([_list_words(row) for row in rows]):  # as those who write messages make tables
        head, *body = rows
    return [_read_row(row, _list_words(head) if body is not rows else []) for row in body]


def _list_words(row: list[Cell]) -> list[str]:
    return [" ".join(cell.blocks[0].block.content.text.split()) if cell.blocks else "" for cell in row]


def _read_row(row: list[Cell], heads: list[str]) -> Candidate:
    blocks = [cell.blocks[0] for cell in row if cell.blocks]
    if len(blocks) == 1:
        return blocks[0]
    block = read_row([cell.blocks[0].block.content if cell.blocks else EMPTY for cell in row], heads)
    linked = sum(each.linked for each in blocks) / len(blocks)
    return Candidate(block, blocks[-1 if block.kind == "field" else 0].path, linked)
