"""Tables whose cells are parted by tabs, as mail programs, browsers and spreadsheets write them as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kg.documents.leads import BULLET, HOUR
from kg.documents.texttables.grid import Cell, Grid, RawLine, Row, give_up, merge, take_while

_TAB = re.compile(r"\t")
_TABS = re.compile(r"[ ]*\t[\t ]*")
_LEAST = 2


def find_tabs(lines: Sequence[RawLine], first: int) -> Grid | None:
    """Find the table that begins with a line; a list whose bullets, hours or labels a tab follows is none.

    Args:
        lines: of the text.
        first: the line's number.
    """
    run = take_while(lambda line: "\t" in line.text.strip(), lines, first)
    if len(run) < _LEAST:
        return None
    for mark in (_TAB, _TABS):
        rows = [_split(line, mark) for line in run]
        columns = max(map(len, rows))
        if all(len(row) == columns for row in rows):
            is_list = columns == 2 and _is_list(run)
            return give_up(first, first + len(run)) if is_list else Grid(tuple(rows), first + len(run))
    rows = [_split(line, _TAB) for line in run]
    columns = max(map(len, rows))
    whole = sum(len(row) == columns for row in rows) * 2 >= len(rows) and columns > 2  # empty cells at the ends are cut
    made = Grid(tuple(merge([row], columns) for row in rows), first + len(run))
    return made if whole else give_up(first, first + len(run))


def _split(line: RawLine, mark: re.Pattern[str]) -> Row:
    bounds = [(0, 0), *(match.span() for match in mark.finditer(line.text)), (len(line.text), len(line.text))]
    cells: list[Cell] = [line.cut(one[1], other[0]) for one, other in pairwise(bounds)]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _is_list(run: Sequence[RawLine]) -> bool:
    tests: tuple[Callable[[str], object], ...] = (
        BULLET.match,
        HOUR.match,
        lambda said: said.partition("\t")[0].rstrip().endswith(":"),
    )
    return any(all(test(line.text.lstrip()) for line in run) for test in tests)
