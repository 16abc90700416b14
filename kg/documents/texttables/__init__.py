"""Finds tables that are typed in plain text: between pipes, under rulers, by tabs, or in columns of spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kg.alignment import AlignedText
from kg.documents.tables import has_heads, read_row
from kg.documents.texttables.columns import find_columns
from kg.documents.texttables.grid import Cell, Grid, RawLine, split_lines
from kg.documents.texttables.pipes import find_pipes
from kg.documents.texttables.rulers import find_ruled
from kg.documents.texttables.tabs import find_tabs
from kg.model import Block

_FINDERS: tuple[Callable[[Sequence[RawLine], int], Grid | None], ...] = (
    find_pipes,
    find_ruled,
    find_tabs,
    find_columns,
)
_MARKED = re.compile(r"[|\t│┃║]|\S {2,}\S|^[ ]*(?:--|==|\+-)", re.MULTILINE)
"""What any line that begins a table has one of: most lines have none, and needn't be looked at more closely."""


def find_tables(text: str) -> Iterator[tuple[int, int, tuple[Block, ...]]]:
    """Find the tables of a text.

    Args:
        text: plain text.

    Yields:
        Where each begins and ends, in whole lines, and its rows.
    """
    if not _MARKED.search(text):
        return
    lines = split_lines(text)
    at = 0
    while at < len(lines):
        found = _find(lines, at) if any(_MARKED.search(line.text) for line in lines[at : at + 2]) else None
        if found is None or not found.rows:
            at = at + 1 if found is None else found.end
            continue
        end = lines[found.end].start if found.end < len(lines) else len(text)
        yield lines[at].start, end, tuple(_read_rows(text, found))
        at = found.end


def _find(lines: Sequence[RawLine], at: int) -> Grid | None:
    return next(filter(None, (find(lines, at) for find in _FINDERS)), None)


def _read_rows(text: str, grid: Grid) -> Iterator[Block]:
    rows = [[_align(text, cell) for cell in row] for row in grid.rows]
    words = [[" ".join(cell.text.split()) for cell in row] for row in rows]
    headed = grid.headed or (grid.headed is None and has_heads(words))
    for row in rows[1:] if headed else rows:
        if any(any(map(str.isalnum, cell.text)) for cell in row):
            yield read_row(row, words[0] if headed else ())


def _align(text: str, cell: Cell) -> AlignedText:
    """A cell's text; between its lines a space, which stands for the character behind the line."""
    parts = [AlignedText.of(text, *span) for span in cell]
    spaces = [AlignedText(" ", range(end, end + 1), range(end + 1, end + 2)) for _, end in cell]
    pairs = [each for pair in zip(parts, spaces, strict=True) for each in pair]
    return AlignedText.join(pairs[:-1])
