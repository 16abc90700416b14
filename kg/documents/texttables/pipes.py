"""Tables whose cells stand between pipes: Markdown's, those of database shells, grids, what mailers make of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from kg.documents.texttables.grid import Cell, Grid, RawLine, Row, give_up, join_continued, merge, take_while

_PIPE = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"(?=.*[-=])(?=.*[|+])(?!\s*\|-+\s*$)[-=|+:\s]+")  # a wiki's "|-" is none
_SPACED = re.compile(r"\s\|(?:\s|$)")
_LEAST = 3
"""Lines that make a table where neither a ruler nor pipes at their ends say so."""


def find_pipes(lines: Sequence[RawLine], first: int) -> Grid | None:
    """Find the table that begins with a line.

    Args:
        lines: of the text.
        first: the line's number.
    """
    run = take_while(_has_pipes, lines, first)
    if len(run) < 2:
        return None
    if all(line.text.lstrip()[0] in "|+" for line in run):
        found = _read_closed(run, first)
    elif _is_ruler(run[1]) and not _is_ruler(run[0]):
        found = _read_ruled(lines, first)
    else:
        found = _read_open(run, first)
    return found or give_up(first, first + len(run))


def _has_pipes(line: RawLine) -> bool:
    return _PIPE.search(line.text) is not None or _is_ruler(line)


def _is_ruler(line: RawLine) -> bool:
    return _RULER.fullmatch(line.text) is not None


def _split(line: RawLine) -> Row:
    """The cells of a line; the pipes at its ends part nothing."""
    places = [match.start() for match in _PIPE.finditer(line.text)]
    bounds = [-1, *places, len(line.text)]
    cells: list[Cell] = [line.cut(start + 1, end) for start, end in pairwise(bounds)]
    said = line.text.strip()
    return tuple(cells[said.startswith("|") : len(cells) - (said.endswith("|") and len(cells) > 1)])


def _read_closed(run: Sequence[RawLine], first: int) -> Grid | None:
    """Read lines that begin with a pipe; rulers part the head from the rest, or each row from the next."""
    groups = [[_split(line) for line in group] for group in _group(run)]
    counts = [len(row) for group in groups for row in group]
    columns = max(counts, default=0)
    ruled = any(map(_is_ruler, run))
    if columns < 2 or len(counts) < 2 or (not ruled and min(counts) < columns):
        return None
    headed = ruled and len(groups) > 1
    if len(groups) > 2:  # a ruler below each row, whose cells may take several lines
        rows = [merge(group, columns) for group in groups]
    else:
        head, *body = [merge(groups[0], columns)], *groups[1:]
        rows = [*(head if headed else groups[0]), *(row for group in body for row in group)]
        drawn = any(line.text.lstrip().startswith("+") for line in run)
        rows = join_continued([merge([row], columns) for row in rows], columns) if drawn else rows
    return Grid(tuple(merge([row], columns) for row in rows), first + len(run), headed if ruled else None)


def _group(run: Sequence[RawLine]) -> Iterator[list[RawLine]]:
    """The lines between rulers."""
    group: list[RawLine] = []
    for line in run:
        if not _is_ruler(line):
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _read_ruled(lines: Sequence[RawLine], first: int) -> Grid | None:
    """Read a head, a ruler of as many columns, and rows; one that lacks pipes goes on in the next line."""
    head = _split(lines[first])
    columns = len(head)
    if columns < 2 or len(re.findall(r"[-=]+", lines[first + 1].text)) != columns:
        return None
    rows = [head]
    end, done = first + 2, 0
    for line in take_while(lambda each: bool(each.text.strip()), lines, end):
        parted = len(_PIPE.findall(line.text))
        if _is_ruler(line) or (not parted and len(rows) == 1):
            break
        if len(rows) > 1 and done + parted < columns:
            rows[-1] = merge([rows[-1], ((),) * done + _split(line)], columns)
            done += parted
        else:
            rows.append(merge([_split(line)[:columns]], columns))
            done = parted
        end += 1
    told = _SPACED.search(lines[first].text) is not None  # else a mailer wrote it, to whom any first row is a head
    return Grid(tuple(rows), end, headed=told or None) if len(rows) > 1 else None


def _read_open(run: Sequence[RawLine], first: int) -> Grid | None:
    """Read lines that say nothing of being a table but for their pipes: as many in each line, white space around."""
    rows = [_split(line) for line in takewhile(lambda each: _SPACED.search(each.text), run)]
    columns = len(rows[0]) if rows else 0
    same = list(takewhile(lambda row: len(row) == columns, rows))
    if columns < 2 or len(same) < _LEAST:
        return None
    return Grid(tuple(same), first + len(same))
