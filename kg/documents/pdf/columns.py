"""The order in which a page is read: columns one after the other, between what crosses them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Protocol, TypeVar

from kg.documents.pdf.pages import Box

_LEAST = 3  # A column has at least so many lines.
_DEPTH = 6
_SPACE = 1.6  # of a line's height: no space between the words of a justified line is wider


class Boxed(Protocol):
    """Whatever stands in a box on a page."""

    @property
    def box(self) -> Box:
        """Where it stands."""


Item = TypeVar("Item", bound=Boxed)


def find_columns(items: Sequence[Item], *, barriers: Sequence[Box] = (), depth: int = 0) -> Iterator[list[Item]]:
    """Yield what stands in one column after the other, each from top to bottom.

    Args:
        items: of one page.
        barriers: lines that are drawn across it, which columns don't cross.
        depth: how often the page was cut already.
    """
    cut = _find_gutter(items, barriers) if depth < _DEPTH else None
    rest: list[Item] = []
    for band in [items] if cut is None else _cut_bands(items, cut, barriers):
        left, right = ([], []) if cut is None else _part(band, cut)
        if _are_columns(left, right):
            yield from _sort(rest)
            yield from find_columns(left, barriers=barriers, depth=depth + 1)
            yield from find_columns(right, barriers=barriers, depth=depth + 1)
            rest = []
        else:
            rest += band
    yield from _sort(rest)


def _sort(items: Sequence[Item]) -> Iterator[list[Item]]:
    if items:
        yield sorted(items, key=lambda item: (-item.box.middle, item.box.left))


def _find_gutter(items: Sequence[Item], barriers: Sequence[Box]) -> float | None:
    """The place across which two columns stand side by side in most lines, if there is one."""
    best, found = 0, None
    for place in _list_places(items):
        lines = 0
        for band in _cut_bands(items, place, barriers):
            left, right = _part(band, place)
            if _are_columns(left, right):
                lines += len(left) + len(right)
        if lines > best:
            best, found = lines, place
    return found


def _list_places(items: Sequence[Item]) -> list[float]:
    """The middles of the rooms between neighbours on one level, the most frequent first."""
    counts: dict[float, int] = {}
    ordered = sorted(items, key=lambda item: -item.box.middle)
    for index, item in enumerate(ordered):
        level = [
            each for each in ordered[index : index + 8] if abs(each.box.middle - item.box.middle) < item.box.height
        ]
        for one, other in pairwise(sorted(level, key=lambda each: each.box.left)):
            if other.box.left > one.box.right:
                place = round((one.box.right + other.box.left) / 4) * 2
                counts[place] = counts.get(place, 0) + 1
                place = round(other.box.left - 3)
                counts[place] = counts.get(place, 0) + 1
    return sorted(counts, key=lambda place: (-counts[place], place))[:24]


def _cut_bands(items: Sequence[Item], place: float, barriers: Sequence[Box]) -> Iterator[list[Item]]:
    """Yield what stands between the items and lines that cross a place, and these items, from top to bottom."""
    crossing = [item for item in items if item.box.left < place < item.box.right]
    walls = [(box.middle, None) for box in barriers if box.left < place < box.right]
    rest = sorted((item for item in items if not item.box.left < place < item.box.right), key=_by_height)
    across: list[Item] = []
    for height, item in sorted([*walls, *((item.box.middle, item) for item in crossing)], key=lambda wall: -wall[0]):
        above = [each for each in rest if each.box.middle > height]
        if above:
            if across:
                yield across
            yield above
            across, rest = [], rest[len(above) :]
        across += [] if item is None else [item]
    if across:
        yield across
    if rest:
        yield rest


def _by_height(item: Boxed) -> float:
    return -item.box.middle


def _part(band: Sequence[Item], place: float) -> tuple[list[Item], list[Item]]:
    left = [item for item in band if item.box.right <= place]
    right = [item for item in band if item.box.left >= place]
    return (left, right) if len(left) + len(right) == len(band) else ([], [])


def _are_columns(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether both sides are running text: several lines that fill their column; cells of tables aren't."""
    if not left or not right:
        return False
    if _is_text(left) and _is_text(right):
        return True
    # The right column may be the short end of a text whose left one is long: its lines follow closely upon one another.
    top = max(item.box.top for item in left) - right[0].box.height
    begins = max(item.box.top for item in right) > top
    return begins and len(_measure_lines(left)) >= 2 * _LEAST and _is_text(left) and _is_dense(right)


def _is_dense(side: Sequence[Item]) -> bool:
    """Whether lines stand as close as those of a text, unlike the cells of a table beside it."""
    heights = sorted({round(item.box.middle) for item in side}, reverse=True)
    pitches = [one - other for one, other in pairwise(heights) if one - other > 2]
    return not pitches or median(pitches) < 1.6 * median(item.box.height for item in side)


def _is_text(side: Sequence[Item]) -> bool:
    """Whether there are several lines, most of them wide enough; a side may hold two columns itself."""
    width = max(item.box.right for item in side) - min(item.box.left for item in side)
    lines = _measure_lines(side)
    return len(lines) >= _LEAST and median(lines) > max(0.4 * width, 8 * median(item.box.height for item in side))


def _measure_lines(side: Sequence[Item]) -> list[float]:
    """The widths of lines; words that a justified line sets apart make one, cells of a table don't."""
    widths: list[float] = []
    last: Item | None = None
    for item in sorted(side, key=lambda each: (-round(each.box.middle / 3), each.box.left)):
        level = last is not None and abs(last.box.middle - item.box.middle) < 0.4 * item.box.height
        if last is not None and level and item.box.left - last.box.right < _SPACE * item.box.height:
            widths[-1] += item.box.right - last.box.right
        else:
            widths.append(item.box.right - item.box.left)
        last = item
    return widths
