"""The lines of a text as they stand, and what a table of them is: rows of cells, each of which is spans of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

Cell = tuple[tuple[int, int], ...]
"""The spans of the text that a cell holds: one for each line of it."""

Row = tuple[Cell, ...]

_DRAWN = str.maketrans(
    dict.fromkeys("│┃║", "|")
    | dict.fromkeys("─━═", "-")
    | dict.fromkeys("┌┬┐├┼┤└┴┘╭╮╰╯┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╞╪╡╒╤╕╘╧╛┡╇┩", "+")
)


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line without its end, whose drawn lines are written as ASCII has them; `start` is its first offset."""

    text: str
    start: int

    def cut(self, start: int, end: int) -> Cell:
        """Return what stands between two columns of the line, without white space at its ends."""
        said = self.text[start:end]
        first = start + len(said) - len(said.lstrip())
        last = first + len(said.strip())
        return ((self.start + first, self.start + last),) if first < last else ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, the line behind its last one, and whether the first row names the columns, if that is sure."""

    rows: tuple[Row, ...]
    end: int
    headed: bool | None = None


def cut_columns(line: RawLine, bounds: Sequence[int]) -> Row:
    """Return the cells of a line whose columns begin at some places."""
    return tuple(line.cut(start, end) for start, end in pairwise([*bounds, max(len(line.text), bounds[-1])]))


def split_lines(text: str) -> list[RawLine]:
    """Cut a text into its lines."""
    lines, position = [], 0
    for raw in text.splitlines(keepends=True):
        said = raw.splitlines()[0]
        lines.append(RawLine(said if said.isascii() else said.translate(_DRAWN), position))
        position += len(raw)
    return lines


_FULL = 0.6
"""The share of a column's width that a line fills at least, before a long word goes to the next one."""

_SEVERAL = 50


def give_up(first: int, end: int) -> Grid | None:
    """Say that some lines are no table; of many, none is looked at again, which would take the square of the time."""
    return Grid((), end) if end - first > _SEVERAL else None


def take_while(test: Callable[[RawLine], bool], lines: Sequence[RawLine], first: int) -> list[RawLine]:
    """Return the lines from one on that pass a test, up to the first that doesn't."""
    return list(takewhile(test, map(lines.__getitem__, range(first, len(lines)))))


def merge(rows: Iterable[Row], columns: int) -> Row:
    """Put lines below one another into one row."""
    padded = [row + ((),) * (columns - len(row)) for row in rows]
    return tuple(tuple(span for row in padded for span in row[column]) for column in range(columns))


def join_continued(rows: Sequence[Row], columns: int) -> list[Row]:
    """Add lines that go on with cells of the row above to it.

    Such a line begins with an empty cell, and has few cells, or only such as stand below a line that was full.
    """
    widths = [max((_measure(row[column]) for row in rows), default=0) for column in range(columns)]
    joined: list[Row] = []
    above: Row = ()
    for row in rows:
        filled = [column for column, cell in enumerate(row) if cell]
        full = above and all(_measure(above[column]) >= _FULL * widths[column] for column in filled)
        if joined and filled and not row[0] and (full or len(filled) * 2 <= columns):
            joined[-1] = merge((joined[-1], row), columns)
        else:
            joined.append(row)
        above = row
    return joined


def _measure(cell: Cell) -> int:
    return cell[-1][1] - cell[0][0] if cell else 0
