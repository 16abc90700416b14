"""Finds tables by the lines that are drawn between their cells or their rows."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from kg.documents.pdf.grids import Cell, Grid, meet, widen
from kg.documents.pdf.lines import Line, bound, find_lines, join_lines, make_line
from kg.documents.pdf.pages import Box, Page, Word

_NEAR = 3.0  # points; lines nearer than this touch
_THIN = 5.0  # points; whatever is thicker is no line
_LINES = 3  # A table whose rows alone are ruled has at least so many lines.


def find_ruled(page: Page) -> tuple[list[Grid], list[Word]]:
    """Return the tables with drawn lines of a page, and the words that stand in none of them."""
    grids, rest = _find_boxed(page)
    for rules in _find_stacks(page):
        made = _make_open(rules, rest, page.number)
        if made is not None:
            grids.append(made)
            rest = [word for word in rest if not _holds(made.box, word.box)]
    return grids, rest


def find_barriers(page: Page) -> list[Box]:
    """Return the lines across a page, whole where they are drawn in pieces, from the top down."""
    joined: list[Box] = []
    for rule in sorted(
        (rule for rule in page.rules if rule.height <= _THIN), key=lambda one: (-round(one.middle), one.left)
    ):
        last = joined[-1] if joined else None
        if last and abs(last.middle - rule.middle) < 1.5 and rule.left - last.right < _NEAR:
            joined[-1] = bound([last, rule])
        else:
            joined.append(rule)
    return [rule for rule in joined if rule.right - rule.left > page.width / 6]


def _find_boxed(page: Page) -> tuple[list[Grid], list[Word]]:
    """Find the tables whose cells are boxes."""
    grids, rest = [], list(page.words)
    for rules in _connect(page.rules):
        across = _merge(rule.middle for rule in rules if rule.height <= _THIN)
        down = _merge(rule.center for rule in rules if rule.height > _THIN)
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
    walls = [rule for rule in rules if rule.height > _THIN]
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


def _find_stacks(page: Page) -> Iterator[list[Box]]:
    """Yield lines of one length that stand over one another: those between the rows of a table without other lines."""
    stacks: list[list[Box]] = []
    for rule in find_barriers(page):
        home = next((stack for stack in stacks if _is_even(stack[-1], rule)), None)
        if home is None:
            stacks.append([rule])
        else:
            home.append(rule)
    yield from (stack for stack in stacks if len(stack) >= _LINES)


def _is_even(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) < _NEAR and abs(one.right - other.right) < _NEAR


def _make_open(rules: Sequence[Box], words: Sequence[Word], page: int) -> Grid | None:
    """Make a table of what stands between lines, and of the row right above them; or None if it has no columns."""
    box = bound(rules)
    lines = [line for line in find_lines(words, page) if box.left - _NEAR < line.box.center < box.right + _NEAR]
    inside = [line for line in lines if box.bottom < line.box.middle < box.top]
    columns: list[Box] = []
    for line in sorted(inside, key=lambda one: one.box.right - one.box.left):  # one over two columns comes late
        columns = widen(columns, [line.box], least=1) or columns
    if len(columns) < 2:
        return None
    inside = [part for line in [*inside, *_find_head(lines, box, columns)] for part in _part(line, columns)]
    places = [rule.middle for rule in rules]
    rows: dict[int, list[Line]] = {}
    for line in inside:
        rows.setdefault(sum(place > line.box.middle for place in places), []).append(line)
    made = [row for key in sorted(rows) for row in _cut_rows(rows[key], columns)]
    return Grid(tuple(made), bound([box, *(line.box for line in inside)]), page)


def _part(line: Line, columns: Sequence[Box]) -> list[Line]:
    """Cut a line where it goes on from one column into the next."""
    if sum(meet(line.box, column) for column in columns) < 2:
        return [line]
    begun = [sum(column.left - _NEAR <= word.box.left for column in columns) for word in line.words]
    words = {n: [word for word, at in zip(line.words, begun, strict=True) if at == n] for n in sorted(set(begun))}
    return [make_line(part, line.page) for part in words.values()]


def _find_head(lines: Sequence[Line], box: Box, columns: Sequence[Box]) -> list[Line]:
    """The level right above a table, if it stands over the columns."""
    above = [line for line in lines if box.top <= line.box.middle < box.top + 2 * line.box.height]
    over = [sum(meet(line.box, column) for column in columns) for line in above]
    return above if len(above) > 1 and max(over) == 1 else []


def _cut_rows(lines: Iterable[Line], columns: Sequence[Box]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows between two lines: one whose cells go on below, or one for each level of as many cells."""
    levels: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -one.box.middle):
        if levels and abs(levels[-1][0].box.middle - line.box.middle) < 0.5 * line.box.height:
            levels[-1].append(line)
        else:
            levels.append([line])
    several = sum(len(level) > 1 and any(meet(line.box, columns[0]) for line in level) for level in levels) > 1
    even = several and all(len(level) == len(levels[0]) for level in levels)
    for part in levels if even else [[line for level in levels for line in level]]:
        yield tuple(tuple(line for line in part if meet(line.box, column)) for column in columns)
