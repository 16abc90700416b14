"""Lines of columns → paragraphs, headings and tables, joined over columns and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import quantiles

from kg.documents.layout import HEADING
from kg.documents.leads import BULLET
from kg.documents.pdf.columns import find_columns
from kg.documents.pdf.furniture import MOST, Sheet
from kg.documents.pdf.grids import Grid, find_aligned
from kg.documents.pdf.lines import Line, join_lines
from kg.documents.pdf.ruled import find_barriers

_ENDS = (".", "!", "?", ":", "…", ".”", '."', ".’", "?”", '?"', "!”", '!"')
_INDENT = 0.8  # of a line's height
_LEADING = 1.22  # times the usual distance of lines parts paragraphs
_LARGE = 1.12  # times the size of the text is a heading's


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `soft` says of each line but the last whether it only ends for want of room.

    `level` is a heading's rank, 0 for what is none; `right` is where the last line's column ends.
    """

    lines: tuple[Line, ...]
    soft: tuple[bool, ...]
    right: float
    level: int = 0

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: the size of its text, and the distance of its lines by their height."""

    body: float
    leading: float


@dataclass(frozen=True, slots=True)
class Flow:
    """A page's text in the order of reading, and its footnotes."""

    items: tuple[Paragraph | Grid, ...]
    notes: tuple[Paragraph, ...] = ()


def measure(lines: Iterable[Line]) -> Measure:
    """Find the size in which most is written, and how far its lines stand apart."""
    weights: dict[float, int] = {}
    found = list(lines)
    for line in found:
        weights[line.size] = weights.get(line.size, 0) + len(line.text)
    body = max(weights, key=lambda size: (weights[size], size), default=10.0)
    text = [line for line in found if abs(line.size - body) < 0.5]
    pitches = [pitch / body for pitch in _find_pitches(text) if body * 0.7 < pitch < body * 2.5]
    # Most lines of a paragraph stand closer than paragraphs do.
    return Measure(body, quantiles(pitches, n=4)[0] if len(pitches) > 1 else 1.2)


def _find_pitches(lines: Sequence[Line]) -> Iterator[float]:
    """Yield how far below each line the next one stands."""
    for index, line in enumerate(lines):
        for other in lines[index + 1 : index + 12]:
            across = line.box.left < other.box.right and line.box.right > other.box.left
            if other.page == line.page and across and other.box.top < line.box.middle:
                yield line.box.bottom - other.box.bottom
                break


def find_flow(sheets: Sequence[tuple[Sheet, Sequence[Grid]]], usual: Measure) -> list[Flow]:
    """Return the flow of each page; a paragraph that goes on stands where it begins, and there alone."""
    flows = []
    for sheet, grids in sheets:
        items: list[Line | Grid] = [*sheet.lines, *grids]
        barriers = find_barriers(sheet.page)
        columns = list(find_columns(items, barriers=barriers)) if len(items) <= MOST else [items]
        parts = [list(_read_column(column, usual)) for column in columns]
        small: list[Line | Grid] = [*sheet.notes]
        notes = [note for column in find_columns(small) for note in _read_column(column, usual)]
        flows.append((parts, tuple(note for note in notes if isinstance(note, Paragraph))))
    joined = _join_columns([part for parts, _ in flows for part in parts], usual)
    levels = _rank([item for part in joined for item in part], usual)
    done = iter([[_set_level(item, levels, usual) for item in part] for part in joined])
    return [Flow(tuple(item for _ in parts for item in next(done)), notes) for parts, notes in flows]


def _read_column(column: Sequence[Line | Grid], usual: Measure) -> Iterator[Paragraph | Grid]:
    lines = [item for item in column if isinstance(item, Line)]
    right = max((line.box.right for line in lines), default=0.0)
    for stretch in _split_grids(column):
        if isinstance(stretch, Grid):
            yield stretch
            continue
        group: list[Line] = []
        for found in find_aligned(_find_rows(stretch)):
            if isinstance(found, Grid):
                yield from _read_lines(group, right, usual)
                yield found
                group = []
            else:
                group.append(join_lines(found) if len(found) > 1 else found[0])
        yield from _read_lines(group, right, usual)


def _split_grids(column: Sequence[Line | Grid]) -> Iterator[list[Line] | Grid]:
    lines: list[Line] = []
    for item in column:
        if isinstance(item, Grid):
            yield lines
            yield item
            lines = []
        else:
            lines.append(item)
    yield lines


def _find_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Gather the lines of one level."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: -one.box.middle):
        if rows and abs(rows[-1][0].box.middle - line.box.middle) < 0.4 * line.box.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.box.left) for row in rows]


def _read_lines(lines: Sequence[Line], right: float, usual: Measure) -> Iterator[Paragraph]:
    group: list[Line] = []
    soft: list[bool] = []
    for line in lines:
        full = bool(group) and _is_full(group[-1], line, right)
        if group and _begins(group, line, usual, full=full):
            yield Paragraph(tuple(group), tuple(soft), right)
            group, soft = [], []
        elif group:
            soft.append(full)
        group.append(line)
    if group:
        yield Paragraph(tuple(group), tuple(soft), right)


def _is_full(line: Line, following: Line, right: float) -> bool:
    """Whether the next line's first word had no room on a line."""
    first = following.words[0].box
    width = first.right - first.left
    return line.box.right + 0.25 * line.size + width > right - 0.1 * line.size


def _begins(group: Sequence[Line], line: Line, usual: Measure, *, full: bool) -> bool:
    """Whether a line begins a new paragraph."""
    last = group[-1]
    if abs(line.size - last.size) > 0.08 * last.size or line.bold != last.bold:
        return True
    if last.box.bottom - line.box.bottom > _LEADING * usual.leading * max(line.size, last.size):
        return True
    if BULLET.match(line.text) and (not full or not line.text[0].isalnum() or _counts_on(group[0], line)):
        return True
    return _is_shifted(group, line) or (not full and last.text.endswith(_ENDS) and not line.text[0].islower())


def _counts_on(first: Line, line: Line) -> bool:
    """Whether a line's number or letter comes next after that of the item before it, at the same place."""
    one, other = (BULLET.match(each.text) for each in (first, line))
    if one is None or other is None or abs(first.box.left - line.box.left) > _INDENT * line.size:
        return False
    if one["number"] and other["number"]:
        return int(other["number"]) == int(one["number"]) + 1
    before, after = (match[0].strip("(). \t") for match in (one, other))
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def _is_shifted(group: Sequence[Line], line: Line) -> bool:
    """Whether a line's beginning tells of a new paragraph: it is indented, or the item before it was."""
    last = group[-1]
    if abs(last.box.center - line.box.center) < _INDENT * line.size:
        return False  # centred
    listed = BULLET.match(group[0].text) is not None
    shift = line.box.left - last.box.left
    if shift > _INDENT * line.size:
        return not (listed and len(group) == 1)
    return shift < -_INDENT * line.size and (len(group) > 1 or listed)


def _join_columns(parts: Sequence[list[Paragraph | Grid]], usual: Measure) -> list[list[Paragraph | Grid]]:
    """Join the paragraph that a column ends with to the one that the next begins with, where it goes on there."""
    joined = [list(part) for part in parts]
    last: tuple[int, Paragraph] | None = None
    for number, part in enumerate(joined):
        first = part[0] if part else None
        if last is not None and isinstance(first, Paragraph) and _goes_on(last[1], first, usual):
            whole = Paragraph(
                (*last[1].lines, *first.lines), (*last[1].soft, True, *first.soft), first.right, last[1].level
            )
            joined[last[0]][-1] = whole
            del part[0]
            last = (last[0], whole) if not part else last
        if part:
            last = (number, part[-1]) if isinstance(part[-1], Paragraph) else None
    return joined


def _goes_on(one: Paragraph, other: Paragraph, usual: Measure) -> bool:
    last, first = one.lines[-1], other.lines[0]
    if abs(last.size - first.size) > 0.08 * last.size or last.bold != first.bold or _is_bulleted(first):
        return False
    if last.size > _LARGE * usual.body:
        return last.page == first.page and 0 < last.box.bottom - first.box.bottom < 1.5 * last.size
    if last.text.endswith(_ENDS):
        return last.text.endswith(":") and first.text[0].islower()
    return first.text[0].islower() or _is_full(last, first, one.right)


def _is_bulleted(line: Line) -> bool:
    """Whether a line begins with a bullet; a number may stand anywhere in a sentence."""
    return BULLET.match(line.text) is not None and not line.text[0].isalnum() and line.text[0] != "("


def _rank(items: Iterable[Paragraph | Grid], usual: Measure) -> list[tuple[float, bool]]:
    """The looks of headings, the most prominent first."""
    looks = {_look(item) for item in items if isinstance(item, Paragraph) and _is_heading(item, usual)}
    return sorted(looks, reverse=True)


def _look(paragraph: Paragraph) -> tuple[float, bool]:
    return round(paragraph.lines[0].size), paragraph.lines[0].bold


def _set_level(item: Paragraph | Grid, levels: Sequence[tuple[float, bool]], usual: Measure) -> Paragraph | Grid:
    if isinstance(item, Grid) or not _is_heading(item, usual):
        return item
    return replace(item, level=min(levels.index(_look(item)) + 1, 6))


def _is_heading(paragraph: Paragraph, usual: Measure) -> bool:
    """Whether a paragraph heads what follows: short, and larger or bolder than the text."""
    text = " ".join(line.text for line in paragraph.lines)
    if len(text) > HEADING or text.endswith((".", ",", ";")) or not any(map(str.isalpha, text)):
        return False
    line = paragraph.lines[0]
    return line.size > _LARGE * usual.body or (line.bold and line.size > 0.95 * usual.body)
