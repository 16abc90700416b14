"""Tables, and how those without drawn lines are found: by cells that stand below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.documents.pdf.lines import Line, bound
from kg.documents.pdf.pages import Box

_NEAR = 3.0  # points; lines nearer than this touch
_ROWS = 3  # A table without drawn lines has at least so many rows.
_CLOSE = 0.9  # times the usual distance of rows: what stands closer goes on with the row above

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each of which holds lines or nothing."""

    rows: tuple[tuple[Cell, ...], ...]
    box: Box
    page: int


def find_aligned(rows: Sequence[Sequence[Line]]) -> list[Sequence[Line] | Grid]:
    """Find the tables among the rows of a column: cells that stand below one another in several rows."""
    found: list[Sequence[Line] | Grid] = []
    index = 0
    while index < len(rows):
        end, columns = _extend(rows, index)
        if sum(len(row) > 1 for row in rows[index:end]) >= _ROWS and not _is_prose(rows[index:end]):
            found.append(_align(rows[index:end], columns))
            index = end
        else:
            found.append(rows[index])
            index += 1
    return found


def _is_prose(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether what stands in columns are lines of running text, torn by wide spaces."""
    cells = [line for row in rows for line in row]
    return sum(line.text[0].islower() and line.text[-1:] not in ".;" for line in cells) > 0.6 * len(cells)


def _extend(rows: Sequence[Sequence[Line]], start: int) -> tuple[int, list[Box]]:
    """How far the cells of a row have others below them: the row behind the last one, and the columns."""
    if len(rows[start]) < 2:
        return start + 1, []
    columns = [line.box for line in rows[start]]
    end = last = start + 1
    while end < len(rows):
        gap = min(line.box.bottom for line in rows[end - 1]) - max(line.box.top for line in rows[end])
        wider = widen(columns, [line.box for line in rows[end]])
        if wider is None or gap > 2 * rows[end][0].box.height:
            break
        columns = wider
        end += 1
        if len(rows[end - 1]) > 1 or rows[end - 1][0].box.left >= columns[1].left - _NEAR:
            last = end
    return last, columns


def widen(columns: Sequence[Box], cells: Sequence[Box], *, least: int = 2) -> list[Box] | None:
    """Return the columns with a further row, or None if one of its cells reaches into two of them."""
    merged: list[Box] = []
    for box in sorted([*columns, *cells], key=lambda one: one.left):
        if merged and box.left < merged[-1].right + _NEAR:
            merged[-1] = bound([merged[-1], box])
        else:
            merged.append(box)
    return merged if len(merged) >= max(least, len(columns)) else None


def _align(rows: Sequence[Sequence[Line]], columns: Sequence[Box]) -> Grid:
    table: list[list[list[Line]]] = []
    usual = _measure_rows(rows, columns)
    for number, row in enumerate(rows):
        cells: list[list[Line]] = [[line for line in row if meet(line.box, column)] for column in columns]
        near = number > 0 and _measure_pitch(rows[number - 1], row) < _CLOSE * usual
        if table and not cells[0] and (len(row) == 1 or near):
            for above, cell in zip(table[-1], cells, strict=True):
                above += cell  # a cell that goes on below
        else:
            table.append(cells)
    boxes = bound(line.box for row in rows for line in row)
    return Grid(tuple(tuple(tuple(cell) for cell in row) for row in table), boxes, rows[0][0].page)


def _measure_rows(rows: Sequence[Sequence[Line]], columns: Sequence[Box]) -> float:
    """How far below the one before a row stands that begins in the first column."""
    begun = [_measure_pitch(one, other) for one, other in pairwise(rows) if meet(other[0].box, columns[0])]
    return median(begun) if begun else 0.0


def _measure_pitch(one: Sequence[Line], other: Sequence[Line]) -> float:
    return one[0].box.middle - other[0].box.middle


def meet(box: Box, column: Box) -> bool:
    """Tell whether two boxes stand over one another."""
    return box.left < column.right and box.right > column.left
