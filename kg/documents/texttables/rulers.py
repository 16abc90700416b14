"""Tables whose columns a ruler of several strokes shows, as converters of documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.documents.texttables.grid import Grid, RawLine, Row, cut_columns, join_continued, merge, take_while

_STROKES = re.compile(r"\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}))+\s*")
_STROKE = re.compile(r"-{2,}|={2,}")
_EDGE = re.compile(r"\s*(?:-{5,}|={5,})\s*")
_LONGEST_HEAD = 5
_LONGEST = 400
"""Lines of a table that a ruler closes."""


def find_ruled(lines: Sequence[RawLine], first: int) -> Grid | None:
    """Find the table that begins with a line: its upper edge, its head, or the ruler that shows the columns.

    Args:
        lines: of the text.
        first: the line's number.
    """
    edged = _EDGE.fullmatch(lines[first].text) is not None
    top = first + edged
    near = range(top, min(top + (_LONGEST_HEAD if edged else 1) + 1, len(lines)))
    ruler = next((at for at in near if _STROKES.fullmatch(lines[at].text)), None)
    if ruler is None or any(not lines[at].text.strip() for at in range(top, ruler)):
        return None
    bounds = _find_bounds(lines[ruler])
    below = list(_find_rulers(lines, ruler, bounds, open_ended=top < ruler and not edged))
    if top < ruler:
        return _read(lines, (range(top, ruler), ruler), below[:1], bounds)
    if len(below) > 1:
        return _read(lines, (range(ruler + 1, below[0]), below[0]), below[1:2], bounds)
    return _read(lines, (range(0), ruler), below, bounds) if below else None


def _find_bounds(ruler: RawLine) -> list[int]:
    """Where columns begin; the first one takes what stands before it, too."""
    return [0, *[match.start() for match in _STROKE.finditer(ruler.text)][1:]]


def _fits(line: RawLine, bounds: Sequence[int]) -> bool:
    """Whether no word of a line reaches from one column into the next."""
    return all(line.text[at - 1 : at].strip() == "" for at in bounds[1:])


def _find_rulers(lines: Sequence[RawLine], ruler: int, bounds: Sequence[int], *, open_ended: bool) -> Iterator[int]:
    """The rulers and edges below, as long as all between them fits the columns; a blank line ends an open table."""
    for at in range(ruler + 1, min(ruler + _LONGEST, len(lines))):
        said = lines[at].text
        if _STROKES.fullmatch(said) or _EDGE.fullmatch(said):
            yield at
        elif not _fits(lines[at], bounds) or (open_ended and not said.strip()):
            return


def _read(
    lines: Sequence[RawLine], above: tuple[range, int], below: Sequence[int], bounds: Sequence[int]
) -> Grid | None:
    """Read the lines of the head, and those between the ruler below it and the next one, or the next blank line."""
    head, ruler = above
    if not all(_fits(lines[at], bounds) for at in head):
        return None
    fitting = take_while(lambda line: bool(line.text.strip()) and _fits(line, bounds), lines, ruler + 1)
    last = below[0] if below else ruler + 1 + len(fitting)
    columns = len(bounds)
    rows = _join([cut_columns(lines[at], bounds) for at in range(ruler + 1, last)], columns)
    if not rows or (len(rows) < 2 and not head):
        return None
    heads = [merge((cut_columns(lines[at], bounds) for at in head), columns)] if head else []
    return Grid((*heads, *rows), last + len(below), headed=bool(heads) or None)


def _join(said: Sequence[Row], columns: int) -> list[Row]:
    """Rows of several lines are parted by blank ones; where there is none, each line is a row."""
    blank = [number for number, row in enumerate(said) if not any(row)]
    if not blank:
        return join_continued(said, columns)
    bounds = [-1, *blank, len(said)]
    return [merge(said[start + 1 : end], columns) for start, end in pairwise(bounds) if start + 1 < end]
