"""Reads plain text: headings, paragraphs, list items and "Label: value" lines, told by their layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.alignment import AlignedText
from kg.documents.contents import Contents, choose_title
from kg.documents.layout import Line, are_fields, find_width, match_field, read_paragraph
from kg.documents.leads import BULLET
from kg.documents.texttables import find_tables
from kg.model import Block, BlockKind

_RULER = re.compile(r"[\W_]{3,}")


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
    pieces = list(_split_pieces(text))
    width = find_width(line.text for piece in pieces if isinstance(piece, list) for line in piece)
    for piece in pieces:
        for block in piece if isinstance(piece, tuple) else _read_lines(text, piece, first=opens, width=width):
            if block.kind == "heading":
                heading = block.content.text
            yield settle_block(block, heading) if block.cells else _label(block, heading)
        opens = False


def _label(block: Block, heading: str) -> Block:
    return replace(block, label=heading) if block.kind == "item" else block


def _read_lines(text: str, paragraph: Sequence[Line], *, first: bool, width: int) -> Iterator[Block]:
    for kind, lines, label in read_paragraph(paragraph, first=first, width=width):
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


def split_block(block: Block) -> list[Block]:
    """Split a paragraph that other readers found where its lines are list items or labelled lines, or it is an item.

    Args:
        block: a paragraph, whose lines an element of a page parts, such as `<br>`.
    """
    text = block.content.text
    if block.kind != "paragraph" or block.cells or not ("\n" in text or BULLET.match(text)):
        return [block]
    paragraphs = _split_paragraphs(text, 0, len(text))
    parts = [part for lines in paragraphs for part in read_paragraph(lines, first=False)]
    if not any(kind in ("item", "field") for kind, _, _ in parts):
        return [block]
    return [_cut_block(block, make_block(text, *part)) for part in parts]


def _cut_block(whole: Block, part: Block) -> Block:
    """Return a part that was found in a block's text, aligned with the source as the block is."""
    content, lead = (
        None if each is None else whole.content.cut(each.starts[0], each.ends[-1]) for each in (part.content, part.lead)
    )
    level = 2 if part.kind == "heading" else 0
    return replace(part, content=content or part.content, lead=lead, level=level)


def settle_block(block: Block, heading: str) -> Block:
    """Finish a block that other readers found: "Venue: …" becomes a field, an item is labelled by its heading.

    Args:
        block: what the markup says it is.
        heading: the heading above, which becomes an item's label.
    """
    kind, content = block.kind, block.content
    line = Line(content.text, 0)
    match = match_field(line) if kind in ("item", "paragraph") and are_fields([line], first=False) else None
    if match:
        lead = content.cut(*match.span("label")).strip()
        return replace(block, kind="field", content=content.cut(match.end(), len(content)), label=lead.text, lead=lead)
    return replace(block, label=block.label or (heading if kind == "item" else ""))
