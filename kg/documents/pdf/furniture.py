"""Takes out of pages what isn't their text: running heads and feet, page numbers; and sets footnotes apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.documents.pdf.lines import Line, make_line
from kg.documents.pdf.pages import Page

_EDGE = 4  # Heads and feet stand among so many lines at either end of a page.
_MARGIN = 0.12  # of the page's height
MOST = 1_500
"""No page that is laid out to be read has more lines: such a page is read from top to bottom."""

_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s+|p\.\s*|pg\.?\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?[-–—|\s.]*", re.IGNORECASE
)
NOTE = re.compile(r"(?P<mark>\d{1,3}|[*†‡§]{1,3}|[a-z])[.)]?\s*(?=[\"“‘'(A-Z0-9])")
"""A footnote's mark, at its beginning."""

_SMALL = 0.93  # Footnotes are set in letters smaller than this, measured by those of the text.


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's lines: those of the text, those of its footnotes, and small print in its margins."""

    page: Page
    lines: tuple[Line, ...]
    notes: tuple[Line, ...] = ()
    margins: tuple[Line, ...] = ()


def clear(sheets: Sequence[Sheet], body: float) -> list[Sheet]:
    """Take out heads, feet and page numbers, and set footnotes apart.

    Args:
        sheets: all pages.
        body: the size of the running text.
    """
    repeated = _find_repeated(sheets)
    cleared = (_drop_furniture(sheet, repeated) for sheet in sheets)
    return [_set_notes_apart(sheet, body) for sheet in cleared]


def _find_repeated(sheets: Sequence[Sheet]) -> frozenset[tuple[str, int]]:
    """What stands at one place of several pages, but for its numbers."""
    counts = Counter(key for sheet in sheets for key in {_key(line) for line in _find_edges(sheet)})
    least = max(2, min(len(sheets) // 4, 5))
    return frozenset(key for key, count in counts.items() if count >= least)


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+|\b[ivxl]+\b", "0", line.text.casefold()), round(line.box.middle / 6)


def _find_edges(sheet: Sheet) -> Iterator[Line]:
    """The first and the last lines of a page that stand in its margins."""
    height = sheet.page.height
    levels = sorted({round(line.box.middle) for line in sheet.lines})
    low, high = levels[:_EDGE], levels[-_EDGE:]
    for line in sheet.lines:
        middle = round(line.box.middle)
        top, foot = middle > height * (1 - _MARGIN), middle < height * _MARGIN
        if (top and middle in high) or (foot and middle in low):
            yield line


def _drop_furniture(sheet: Sheet, repeated: frozenset[tuple[str, int]]) -> Sheet:
    edges = list(_find_edges(sheet))
    numbers = [line for line in edges if _NUMBER.fullmatch(line.text) and _is_alone(line, sheet.lines)]
    # Two roundings lie side by side: a line may stand a little higher on another page.
    dropped = [line for line in edges if not repeated.isdisjoint(_near_keys(line))] + numbers
    return replace(sheet, lines=tuple(line for line in sheet.lines if line not in dropped))


def _near_keys(line: Line) -> set[tuple[str, int]]:
    text, place = _key(line)
    return {(text, place - 1), (text, place), (text, place + 1)}


def _is_alone(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a number stands apart from the text: no line is next to it within its own height."""
    return not any(
        other is not line
        and not _NUMBER.fullmatch(other.text)
        and other.box.bottom - line.box.top < 0.8 * line.box.height
        and line.box.bottom - other.box.top < 0.8 * line.box.height
        and other.box.left < line.box.right + 20
        and other.box.right > line.box.left - 20
        for other in lines
    )


def _set_notes_apart(sheet: Sheet, body: float) -> Sheet:
    """Find the small lines below the text of a page that begin with a mark, and small print in its margins."""
    if len(sheet.lines) > MOST:
        return sheet
    margins = _find_margins(sheet, body)
    notes: list[Line] = []
    lowest: list[Line] = []
    for line in sorted((line for line in sheet.lines if line not in margins), key=lambda one: one.box.middle):
        if _is_small(line, body) and not any(_is_above(line, other) for other in lowest):
            notes.append(line)
        else:
            lowest.append(line)
    notes = _keep_from_mark(notes[::-1])
    marks = {match["mark"] for line in notes if (match := NOTE.match(line.text))}
    rest = [line for line in sheet.lines if line not in notes and line not in margins]
    kept = tuple(each for each in (_drop_marks(line, marks) for line in rest) if each is not None)
    return replace(sheet, lines=kept, notes=tuple(notes), margins=tuple(margins))


def _find_margins(sheet: Sheet, body: float) -> list[Line]:
    """Find small print above and below all other lines of a page, apart from them: the head and foot of one page."""
    height = sheet.page.height
    small = [line for line in sheet.lines if _is_small(line, body)]
    tops = [line for line in small if line.box.middle > (1 - _MARGIN) * height]
    feet = [line for line in small if line.box.middle < _MARGIN * height]
    below = max((line.box.top for line in sheet.lines if line not in tops), default=height)
    heads = tops if tops and min(line.box.bottom for line in tops) - below > body else []
    # Of what stands below the text, the last lines that a gap parts from those above, such as footnotes.
    ordered = sorted(feet, key=lambda line: line.box.middle)
    last = next((n for n in range(1, len(ordered)) if ordered[n].box.bottom - ordered[n - 1].box.top > body), len(feet))
    foot = [line for line in ordered[:last] if not NOTE.match(line.text)]
    above = min((line.box.bottom for line in sheet.lines if line not in foot), default=0.0)
    return heads + (foot if foot and above - max(line.box.top for line in foot) > body else [])


def _is_small(line: Line, body: float) -> bool:
    return line.size < _SMALL * body


def _is_above(line: Line, other: Line) -> bool:
    return line.box.middle > other.box.middle and line.box.left < other.box.right and line.box.right > other.box.left


def _keep_from_mark(lines: Sequence[Line]) -> list[Line]:
    """Leave out small lines above the first one with a mark: those of a caption or a table."""
    first = next((index for index, line in enumerate(lines) if NOTE.match(line.text)), len(lines))
    return list(lines[first:])


def _drop_marks(line: Line, marks: set[str]) -> Line | None:
    """Take the raised marks of the page's footnotes out of a line."""
    if not marks:
        return line
    kept = [word for word in line.words if not (word.text in marks and word.box.height < 0.8 * line.size)]
    if len(kept) == len(line.words):
        return line
    return make_line(kept, line.page) if kept else None
