"""Finds tables: by the lines that are drawn between their cells, or by cells that stand below one another."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.documents.pdf.lines import Line, bound, find_lines, join_lines
from kg.documents.pdf.pages import Box, Page, Word

_NEAR = 3.0  # points; lines nearer than this touch
_ROWS = 3  # A table without drawn lines has at least so many rows.

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each of which holds lines or nothing."""

    rows: tuple[tuple[Cell, ...], ...]
    box: Box
    page: int


def find_ruled(page: Page) -> tuple[list[Grid], list[Word]]:
    """Return the tables with drawn lines of a page, and the words that stand in none of them."""
    grids, rest = [], list(page.words)
    for rules in _connect(page.rules):
        across = _merge(rule.middle for rule in rules if rule.height <= 5)
        down = _merge(rule.center for rule in rules if rule.height > 5)
        if len(across) < 2 or len(down) < 3:
            continue
        box = Box(down[0], across[0], down[-1], across[-1])
        inside = [word for word in rest if _holds(box, word.box)]
        if inside:
            grids.append(_make_grid(inside, across, down, rules, page.number))
            rest = [word for word in rest if not _holds(box, word.box)]
    return grids, rest


def _connect(rules: Sequence[Box]) -> list[list[Box]]:
    """Gather lines that touch, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in rules:
        touching = [group for group in groups if _touch(group[0], rule)]
        joined = [rule, *(each for _, group in touching for each in group)]
        groups = [group for group in groups if group not in touching]
        groups.append((bound([rule, *(box for box, _ in touching)]), joined))
    return [group for _, group in groups]


def _touch(one: Box, other: Box) -> bool:
    apart = max(one.left - other.right, other.left - one.right, one.bottom - other.top, other.bottom - one.top)
    return apart < _NEAR


def _holds(box: Box, inner: Box) -> bool:
    return box.left < inner.center < box.right and box.bottom < inner.middle < box.top


def _merge(places: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for place in sorted(places):
        if not merged or place - merged[-1] > _NEAR:
            merged.append(place)
    return merged


def _make_grid(
    words: Sequence[Word], across: Sequence[float], down: Sequence[float], rules: Sequence[Box], page: int
) -> Grid:
    cells: dict[tuple[int, int], list[Word]] = {}
    walls = [rule for rule in rules if rule.height > 5]
    for word in words:
        row, column = bisect(across, word.box.middle), bisect(down, word.box.center)
        while column > 1 and not _is_wall(walls, down[column - 1], word.box.middle):
            column -= 1
        cells.setdefault((row, column), []).append(word)
    rows = sorted({row for row, _ in cells}, reverse=True)
    columns = sorted({column for _, column in cells})
    filled = tuple(tuple(tuple(_read_cell(cells.get((row, column), ()), page)) for column in columns) for row in rows)
    return Grid(filled, Box(down[0], across[0], down[-1], across[-1]), page)


def _is_wall(walls: Sequence[Box], place: float, height: float) -> bool:
    return any(abs(w.center - place) <= _NEAR and w.bottom - _NEAR < height < w.top + _NEAR for w in walls)


def _read_cell(words: Iterable[Word], page: int) -> Iterator[Line]:
    level: list[Line] = []
    for line in find_lines(words, page):
        if level and abs(level[0].box.middle - line.box.middle) > 0.5 * line.box.height:
            yield join_lines(level)
            level = []
        level.append(line)
    if level:
        yield join_lines(level)


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
        wider = _widen(columns, [line.box for line in rows[end]])
        if wider is None or gap > 2 * rows[end][0].box.height:
            break
        columns = wider
        end += 1
        if len(rows[end - 1]) > 1 or rows[end - 1][0].box.left >= columns[1].left - _NEAR:
            last = end
    return last, columns


def _widen(columns: Sequence[Box], cells: Sequence[Box]) -> list[Box] | None:
    """The columns with a further row, if none of its cells reaches into two of them."""
    merged: list[Box] = []
    for box in sorted([*columns, *cells], key=lambda one: one.left):
        if merged and box.left < merged[-1].right + _NEAR:
            merged[-1] = bound([merged[-1], box])
        else:
            merged.append(box)
    return merged if len(merged) >= max(2, len(columns)) else None


def _align(rows: Sequence[Sequence[Line]], columns: Sequence[Box]) -> Grid:
    table: list[list[list[Line]]] = []
    for row in rows:
        cells: list[list[Line]] = [[line for line in row if _meet(line.box, column)] for column in columns]
        if table and len(row) == 1 and not cells[0]:
            for above, cell in zip(table[-1], cells, strict=True):
                above += cell  # a cell that goes on below
        else:
            table.append(cells)
    boxes = bound(line.box for row in rows for line in row)
    return Grid(tuple(tuple(tuple(cell) for cell in row) for row in table), boxes, rows[0][0].page)


def _meet(box: Box, column: Box) -> bool:
    return box.left < column.right and box.right > column.left
