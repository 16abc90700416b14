"""Reads plain text: headings, paragraphs, list items and "Label: value" lines, told by their layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.alignment import AlignedText
from kg.documents.contents import Contents, choose_title
from kg.documents.leads import BULLET, FIELD, FIELD_NOUN, HOUR, is_label
from kg.documents.texttables import find_tables
from kg.model import Block, BlockKind

UNWRAPPED = 200
"""A line longer than this, in characters, was never wrapped: each line of its paragraph stands on its own."""

HEADING = 150
"""No heading is longer than this, in characters."""

_RULER = re.compile(r"[\W_]{3,}")
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


def parse_plain(text: str) -> Contents:
    """Find the blocks of a plain text; their offsets are those of the text."""
    blocks = settle_headings(list(read_blocks(text)))
    return Contents(blocks, title=choose_title(blocks))


def read_blocks(text: str, *, first: bool = True) -> Iterator[Block]:
    """Read a text, or a paragraph of one that other readers found, by its layout.

    Args:
        text: what the blocks' offsets refer to.
        first: whether nothing stands before it, so that it may begin with its headline.

    Yields:
        The blocks.
    """
    heading = ""
    opens = first
    for piece in _split_pieces(text):
        for block in piece if isinstance(piece, tuple) else _read_lines(text, piece, first=opens):
            if block.kind == "heading":
                heading = block.content.text
            yield settle_block(block, heading) if block.cells else _label(block, heading)
        opens = False


def _label(block: Block, heading: str) -> Block:
    return replace(block, label=heading) if block.kind == "item" else block


def _read_lines(text: str, paragraph: Sequence[Line], *, first: bool) -> Iterator[Block]:
    for kind, lines, label in read_paragraph(paragraph, first=first):
        block = make_block(text, kind, lines, label)
        yield replace(block, level=1 if first else 2) if kind == "heading" else block


def _split_pieces(text: str) -> Iterator[list[Line] | tuple[Block, ...]]:
    """Yield paragraphs and, between them, the rows of tables."""
    done = 0
    for start, end, rows in find_tables(text):
        yield from _split_paragraphs(text, done, start)
        yield rows
        done = end
    yield from _split_paragraphs(text, done, len(text))


def settle_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Take the last block of a text for what it says, where there is nothing but headings."""
    if not blocks or any(block.kind != "heading" for block in blocks):
        return tuple(blocks)
    return (*blocks[:-1], replace(blocks[-1], kind="paragraph", level=0))


Part = tuple[BlockKind, Sequence[Line], str]


def make_block(text: str, kind: BlockKind, lines: Sequence[Line], label: str) -> Block:
    """Make a block of lines of a text; a field's label stands before them."""
    content = AlignedText.of(text, lines[0].start, lines[-1].end)
    if kind != "field":
        return Block(kind, content, label)
    start = text.rfind(label, 0, lines[0].start)
    return Block(kind, content, label, lead=AlignedText.of(text, start, start + len(label)))


def _split_paragraphs(text: str, start: int, end: int) -> Iterator[list[Line]]:
    """Yield runs of lines; blank lines, rulers and page breaks part them."""
    paragraph: list[Line] = []
    for line in _split_lines(text[start:end], start):
        if line.text and not _RULER.fullmatch(line.text):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _split_lines(text: str, position: int) -> Iterator[Line]:
    for raw in text.splitlines(keepends=True):
        left = len(raw) - len(raw.lstrip())
        yield Line(raw.strip(), position + left, indented=left > 0)
        position += len(raw)


def read_paragraph(lines: Sequence[Line], *, first: bool) -> Iterator[Part]:
    """Yield the parts of a paragraph: what kind of block each is, its lines, and the label of a field.

    Args:
        lines: without blank ones among them.
        first: whether the text begins with it.
    """
    if any(HOUR.match(line.text) for line in lines):
        yield from _read_timetable(lines)
    elif max(len(line.text) for line in lines) > UNWRAPPED:
        yield from _read_unwrapped(lines)
    elif _match_field(lines[0]) and _are_fields(lines, first=first):
        yield from _read_fields(lines)
    elif _has_fields_below(lines):
        yield "heading", lines[:1], ""
        yield from _read_fields(lines[1:])
    elif any(_item_numbers(lines)):
        yield from _read_items(lines)
    else:
        yield from _read_prose(lines, first=first)


def _read_unwrapped(lines: Sequence[Line]) -> Iterator[Part]:
    for line in lines:
        bullet = BULLET.match(line.text)
        if bullet:
            yield "item", [line.cut(bullet.end())], ""
        else:
            yield "heading" if _is_heading(line) else "paragraph", [line], ""


def _is_heading(line: Line) -> bool:
    return len(line.text) <= HEADING and not _STOPPED.search(line.text) and any(map(str.isalpha, line.text))


def _match_field(line: Line) -> re.Match[str] | None:
    bullet = BULLET.match(line.text)
    match = FIELD.match(line.text, bullet.end() if bullet else 0)
    if match and line.text.isupper() and not any(map(FIELD_NOUN.fullmatch, match["label"].split())):
        return None  # a headline of two parts, in capitals
    return match if match and is_label(match["label"]) else None


def settle_block(block: Block, heading: str) -> Block:
    """Finish a block that other readers found: "Venue: …" becomes a field, an item is labelled by its heading.

    Args:
        block: what the markup says it is.
        heading: the heading above, which becomes an item's label.
    """
    kind, content = block.kind, block.content
    line = Line(content.text, 0)
    match = _match_field(line) if kind in ("item", "paragraph") and _are_fields([line], first=False) else None
    if match:
        lead = content.cut(*match.span("label")).strip()
        return replace(block, kind="field", content=content.cut(match.end(), len(content)), label=lead.text, lead=lead)
    return replace(block, label=block.label or (heading if kind == "item" else ""))


def _are_fields(lines: Sequence[Line], *, first: bool) -> bool:
    """Two lines with labels make fields; a single one does if it isn't the text's headline and says no more."""
    if sum(_match_field(line) is not None for line in lines) > 1:
        return True
    match = _match_field(lines[0])
    if match is None or first or not match["label"][0].isupper():
        return False
    value = " ".join(line.text for line in lines)[match.end() :]
    return len(value) <= UNWRAPPED and not _NEW_SENTENCE.search(value)


def _has_fields_below(lines: Sequence[Line]) -> bool:
    """Whether a first line is the headline of labelled lines below it."""
    below = [_match_field(line) is not None for line in lines[1:]]
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
        match = _match_field(line)
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
    return line.indented or line.text[0].islower() or before.text[-1] in ",;-" or len(before.text) >= 55


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
    for line, length in zip(lines, _item_numbers(lines), strict=True):
        if length and group:
            yield kind, group, ""
            group = []
        kind = "item" if length else kind
        group.append(line.cut(length))
    yield kind, group, ""


def _read_prose(lines: Sequence[Line], *, first: bool) -> Iterator[Part]:
    rest = list(lines)
    while len(rest) > 1 and _stands_alone(rest, first=first):
        yield "heading", [rest.pop(0)], ""
    alone = len(rest) == 1 and (_is_heading(rest[0]) or _is_lead(rest[0]))
    short = len(rest) > 1 and first and len(rest) < 3 and _STOPPED.search(rest[-1].text) is None
    yield "heading" if alone or short else "paragraph", rest, ""


def _is_lead(line: Line) -> bool:
    """Whether a line such as "Participants:" heads what follows."""
    return line.text.endswith(":") and len(line.text.split()) <= 5 and line.text[0].isupper()


def _stands_alone(lines: Sequence[Line], *, first: bool) -> bool:
    """Whether a paragraph's first line is a headline over the rest: in capitals, or broken long before the margin."""
    head, following = lines[0], lines[1]
    if not _is_heading(head) or following.text[0].islower():
        return False
    if head.text.isupper():
        return True
    margin = max(len(line.text) for line in lines)
    room = len(head.text) + 1 + len(following.text.split()[0]) <= margin
    unstopped = _is_heading(following) and len(lines) <= 3
    return first and (room or unstopped)
