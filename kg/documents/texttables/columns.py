"""Tables whose cells stand below one another, with nothing between them but spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.leads import BULLET, HOUR
from kg.documents.texttables.grid import Grid, RawLine, Row, cut_columns, give_up, join_continued

_GAP = re.compile(r"\S {2,}(?=\S)")
_LEAST = 3
"""Lines that make a table."""

_STRAIGHT = 0.8
"""The share of a column's cells that begin, or end, below one another."""

_FILLED = 0.3
_PROSE = 0.5
"""The share of cells that begin in the middle of a sentence, above which what stands in columns is running text."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which places of some lines hold something, as bits of a number."""

    places: int = 0

    def add(self, line: RawLine) -> _Columns:
        bits = "".join("0" if letter == " " else "1" for letter in reversed(line.text))
        return _Columns(self.places | int(bits or "0", 2))

    def list_bounds(self) -> list[int]:
        """Where columns begin that at least two empty places part."""
        bits = f"{self.places:b}"[::-1]
        return [match.start() if number else 0 for number, match in enumerate(re.finditer(r"1+(?:01+)*", bits))]


def find_columns(lines: Sequence[RawLine], first: int) -> Grid | None:
    """Find the table that begins with a line; running text that spaces tear, or that stands in columns, is none.

    Args:
        lines: of the text.
        first: the line's number.
    """
    end, bounds = _extend(lines, first)
    run = lines[first:end]
    if len(run) < _LEAST or len(bounds) < 2:
        return give_up(first, end)
    rows = [cut_columns(line, bounds) for line in run]
    if not _is_straight(run, rows, len(bounds)) or _is_prose(run, rows) or (len(bounds) == 2 and _is_list(run)):
        return give_up(first, end)
    joined = join_continued(rows, len(bounds))
    return Grid(tuple(joined), end) if len(joined) >= _LEAST - 1 else None


def _extend(lines: Sequence[RawLine], first: int) -> tuple[int, list[int]]:
    """How far the columns go that the first lines show, and where they begin."""
    if any(not _is_torn(line) for line in lines[first : first + 2]) or len(lines) < first + _LEAST:
        return first, []
    columns, bounds = _Columns().add(lines[first]).add(lines[first + 1]), []
    bounds = columns.list_bounds()
    end = first + 2
    while end < len(lines) and (_is_torn(lines[end]) or _is_inside(lines[end], bounds)):
        wider = columns.add(lines[end])
        found = wider.list_bounds()
        if len(found) < max(2, len(bounds)):
            break
        columns, bounds, end = wider, found, end + 1
    return end, bounds


def _is_torn(line: RawLine) -> bool:
    return "\t" not in line.text and _GAP.search(line.text) is not None


def _is_inside(line: RawLine, bounds: Sequence[int]) -> bool:
    """Whether a line goes on with the last cells of the one above."""
    said = line.text
    return bool(said.strip()) and "\t" not in said and len(bounds) > 1 and len(said) - len(said.lstrip()) >= bounds[1]


def _is_straight(run: Sequence[RawLine], rows: Sequence[Row], columns: int) -> bool:
    """Whether the cells of each column begin or end below one another, and the first two columns are filled enough."""
    for column in range(columns):
        spans = [
            (row[column][0][0] - line.start, row[column][-1][1] - line.start)
            for line, row in zip(run, rows, strict=True)
            if row[column]
        ]
        if len(spans) < max(2, _FILLED * len(rows)) or not any(
            _share(ends) >= _STRAIGHT for ends in zip(*spans, strict=True)
        ):
            return False
    return True


def _share(places: Sequence[int]) -> float:
    return Counter(places).most_common(1)[0][1] / len(places)


def _is_prose(run: Sequence[RawLine], rows: Sequence[Row]) -> bool:
    cells = [
        line.text[cell[0][0] - line.start : cell[0][1] - line.start]
        for line, row in zip(run, rows, strict=True)
        for cell in row
        if cell
    ]
    return sum(cell[0].islower() for cell in cells) > _PROSE * len(cells)


def _is_list(run: Sequence[RawLine]) -> bool:
    """Whether a bullet, an hour or a label begins each line, which other rules read."""
    said = [line.text.strip() for line in run]
    return any(
        all(test)
        for test in (
            [BULLET.match(each) is not None for each in said],
            [HOUR.match(each) is not None for each in said],
            [_GAP.split(each)[0].endswith(":") or ":  " in each for each in said],
        )
    )
