"""How the lines of a paragraph of plain text are laid out: as prose, headings, list items, labelled lines, hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.documents.leads import BULLET, FIELD, FIELD_NOUN, HOUR, is_label
from kg.model import BlockKind

UNWRAPPED = 200
"""A line longer than this, in characters, was never wrapped: each line of its paragraph stands on its own."""

HEADING = 150
"""No heading is longer than this, in characters."""

_FULL = 55
"""Characters of a line that may have been broken because it was full."""

_SLACK = 8
_LEAST_LINES, _NARROWEST, _WIDEST, _RAGGED = 6, 60, 84, 12
"""Of a text that is wrapped: its lines, their characters, and how much shorter many of them are."""

_STOPPED = re.compile(r"[.!?…;,:][\"'”’»)\]]*$")
_NEW_SENTENCE = re.compile(r"\w{3}[.!?][\"'”’)]*\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends; `start` is the offset of its first character."""

    text: str
    start: int
    indented: bool = False

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)

    def cut(self, length: int) -> Line:
        """Return the line without its first characters."""
        return Line(self.text[length:], self.start + length, self.indented)


def find_width(lines: Iterable[str]) -> int:
    """Return how many characters a line of a wrapped text has: none is longer, and many are as long; else 0."""
    lengths = sorted(map(len, lines))
    if len(lengths) < _LEAST_LINES or not _NARROWEST <= lengths[-1] <= _WIDEST:
        return 0
    near = sum(length > lengths[-1] - _RAGGED for length in lengths)
    return lengths[-1] if near >= len(lengths) / 4 else 0


Part = tuple[BlockKind, Sequence[Line], str]


def read_paragraph(lines: Sequence[Line], *, first: bool, width: int = 0) -> Iterator[Part]:
    """Yield the parts of a paragraph: what kind of block each is, its lines, and the label of a field.

    Args:
        lines: without blank ones among them.
        first: whether the text begins with it.
        width: characters to a line, where the text is wrapped.
    """
    if any(HOUR.match(line.text) for line in lines):
        yield from _read_timetable(lines)
    elif max(len(line.text) for line in lines) > UNWRAPPED:
        yield from _read_unwrapped(lines)
    elif match_field(lines[0]) and are_fields(lines, first=first):
        yield from _read_fields(lines)
    elif _has_fields_below(lines):
        yield "heading", lines[:1], ""
        yield from _read_fields(lines[1:])
    elif any(_item_numbers(lines)):
        yield from _read_items(lines)
    else:
        yield from _read_prose(lines, first=first, width=width)


def _read_unwrapped(lines: Sequence[Line]) -> Iterator[Part]:
    for line in lines:
        bullet = BULLET.match(line.text)
        if bullet:
            yield "item", [line.cut(bullet.end())], ""
        else:
            yield "heading" if _is_heading(line) else "paragraph", [line], ""


def _is_heading(line: Line) -> bool:
    return len(line.text) <= HEADING and not _STOPPED.search(line.text) and any(map(str.isalpha, line.text))


def match_field(line: Line) -> re.Match[str] | None:
    """Match the label that a line begins with, behind a bullet if it has one."""
    bullet = BULLET.match(line.text)
    match = FIELD.match(line.text, bullet.end() if bullet else 0)
    if match and line.text.isupper() and not any(map(FIELD_NOUN.fullmatch, match["label"].split())):
        return None  # a headline of two parts, in capitals
    return match if match and is_label(match["label"]) else None


def are_fields(lines: Sequence[Line], *, first: bool) -> bool:
    """Two lines with labels make fields; a single one does if it isn't the text's headline and says no more."""
    if sum(match_field(line) is not None for line in lines) > 1:
        return True
    match = match_field(lines[0])
    if match is None or first or not match["label"][0].isupper():
        return False
    value = " ".join(line.text for line in lines)[match.end() :]
    return len(value) <= UNWRAPPED and not _NEW_SENTENCE.search(value)


def _has_fields_below(lines: Sequence[Line]) -> bool:
    """Whether a first line is the headline of labelled lines below it."""
    below = [match_field(line) is not None for line in lines[1:]]
    return sum(below) > 1 and below[0] and _is_heading(lines[0])


def _read_timetable(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield the lines of a timetable, which begin with an hour, as items; a line before them names the day."""
    part: Part | None = None
    for line in lines:
        opens = HOUR.match(line.text) is not None
        if part and part[0] == "item" and not opens:
            part = (part[0], [*part[1], line], part[2])
            continue
        if part:
            yield part
        part = ("item" if opens else "heading", [line], "")
    if part:
        yield part


def _read_fields(lines: Sequence[Line]) -> Iterator[Part]:
    part: Part | None = None
    for before, line in zip((lines[0], *lines), lines, strict=False):
        match = match_field(line)
        if part and not match and _continues(before, line):
            part = (part[0], [*part[1], line], part[2])
            continue
        if part:
            yield part
        part = ("field", [line.cut(match.end())], match["label"].strip()) if match else ("paragraph", [line], "")
    if part:
        yield part


def _continues(before: Line, line: Line) -> bool:
    """Whether a line goes on with the one before it: indented, in mid-sentence, or behind a line that was full."""
    return line.indented or line.text[0].islower() or before.text[-1] in ",;-" or len(before.text) >= _FULL


def _item_numbers(lines: Sequence[Line]) -> list[int]:
    """For each line, the length of the bullet or number that makes it a list item, else 0.

    A line of running text may begin with a number ("… of Goal", "13. The …"): numbers must go up by one from the first
    line, and bullets stand in the first line or behind a colon.
    """
    lengths: list[int] = []
    last: int | None = None
    for index, line in enumerate(lines):
        match = BULLET.match(line.text)
        open_list = index == 0 or any(lengths) or lines[index - 1].text.endswith(":")
        if match and match["number"]:
            open_list = open_list and (last is None or int(match["number"]) == last + 1)
            last = int(match["number"]) if open_list else last
        lengths.append(match.end() if match and (open_list or line.text[0] in "•‣◦▪●") else 0)
    return lengths


def _read_items(lines: Sequence[Line]) -> Iterator[Part]:
    """Yield list items with the lines that go on with them; what stands before the first item is a paragraph."""
    group: list[Line] = []
    kind: BlockKind = "paragraph"
    margin = max(len(line.text) for line in lines)
    for line, length in zip(lines, _item_numbers(lines), strict=True):
        below = margin >= _FULL and len(group) == 1 and kind == "item"
        if group and (length or (below and _is_new(group[0], line, margin))):
            yield kind, group, ""
            group, kind = [], "paragraph"
        kind = "item" if length else kind
        group.append(line.cut(length))
    yield kind, group, ""


def _is_new(before: Line, line: Line, margin: int) -> bool:
    """Whether a line below an item's first one begins something else, for there was room for its first word."""
    return not line.indented and line.text[0].isupper() and _has_room(before, line, margin - _SLACK)


def _read_prose(lines: Sequence[Line], *, first: bool, width: int) -> Iterator[Part]:
    rest = list(lines)
    while len(rest) > 1 and _stands_alone(rest, first=first, width=width):
        yield "heading", [rest.pop(0)], ""
    alone = len(rest) == 1 and (_is_heading(rest[0]) or _is_lead(rest[0]))
    short = len(rest) > 1 and first and len(rest) < 3 and _STOPPED.search(rest[-1].text) is None
    yield "heading" if alone or short else "paragraph", rest, ""


def _is_lead(line: Line) -> bool:
    """Whether a line such as "Participants:" heads what follows."""
    return line.text.endswith(":") and len(line.text.split()) <= 5 and line.text[0].isupper()


def _has_room(line: Line, following: Line, margin: int) -> bool:
    """Whether the first word of the next line had room on a line, so that this one was broken on purpose."""
    return len(line.text) + 1 + len(following.text.split()[0]) <= margin


def _stands_alone(lines: Sequence[Line], *, first: bool, width: int) -> bool:
    """Whether a paragraph's first line is a headline over the rest: in capitals, or broken long before the margin."""
    head, following = lines[0], lines[1]
    if not _is_heading(head) or following.text[0].islower():
        return False
    if head.text.isupper():
        return True
    margin = max(len(line.text) for line in lines)
    room = _has_room(head, following, margin)
    unstopped = _is_heading(following) and len(lines) <= 3 and (room or not width or _has_room(head, following, width))
    return first and (room or unstopped)
