"""Words → lines: what stands on one level, cut where the room between words is wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.documents.leads import BULLET
from kg.documents.pdf.pages import Box, Word

_GAP = 0.75  # of a line's height: wider room parts columns and cells
_AFTER_BULLET = 3.0  # A bullet or a number stands apart from what it heads.


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one level from left to right; `size` is the height of most of its letters, `page` counts from 1."""

    text: str
    box: Box
    size: float
    bold: bool
    page: int
    words: tuple[Word, ...]


def find_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Gather words into lines, from the top of the page to its bottom, each level from left to right."""
    return [make_line(part, page) for level in _find_levels(words) for part in _split(level)]


def make_line(words: Sequence[Word], page: int) -> Line:
    """Make a line of words that stand in order."""
    boxes = [word.box for word in words]
    size = _find_size(words)
    box = Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
    bold = sum(len(word.text) for word in words if word.bold) * 2 > sum(len(word.text) for word in words)
    return Line("".join(_spell(words, size)), box, size, bold, page, tuple(words))


def join_lines(lines: Sequence[Line]) -> Line:
    """Make one line of several that stand on one level."""
    return make_line(
        [word for line in sorted(lines, key=lambda one: one.box.left) for word in line.words], lines[0].page
    )


def bound(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around boxes."""
    found = list(boxes)
    return Box(
        min(box.left for box in found),
        min(box.bottom for box in found),
        max(box.right for box in found),
        max(box.top for box in found),
    )


def _find_levels(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Yield the words of each level; a raised or lowered word belongs to the level that holds its middle."""
    levels: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-one.box.middle, one.box.left)):
        home = next((level for level in reversed(levels[-4:]) if _share(level[0].box, word.box)), None)
        if home is None:
            levels.append([word])
        else:
            home.append(word)
    yield from (sorted(level, key=lambda one: one.box.left) for level in levels)


def _share(one: Box, other: Box) -> bool:
    common = min(one.top, other.top) - max(one.bottom, other.bottom)
    return common > 0.55 * min(one.height, other.height)


def _split(words: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in words:
        if part:
            room = _AFTER_BULLET if len(part) == 1 and BULLET.match(f"{part[0].text} x") else _GAP
            if word.box.left - part[-1].box.right > room * max(word.box.height, part[-1].box.height):
                yield part
                part = []
        part.append(word)
    yield part


def _find_size(words: Sequence[Word]) -> float:
    """The height that most letters have."""
    weights: dict[float, int] = {}
    for word in words:
        height = round(word.box.height, 1)
        weights[height] = weights.get(height, 0) + len(word.text)
    return max(weights, key=lambda height: (weights[height], height))


def _spell(words: Sequence[Word], size: float) -> Iterator[str]:
    before: Word | None = None
    for word in words:
        if before is not None:
            gap = word.box.left - before.box.right
            if gap > 0.2 * size or (word.spaced and gap > 0.05 * size):
                yield " "
        yield word.text
        before = word
