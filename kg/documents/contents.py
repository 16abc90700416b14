"""What every reader gives: the blocks of a text, and what the source says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kg.model import Block


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader found in a file, or in one of the documents that it holds, which `part` then names.

    `text` is what every offset of the blocks refers to. Empty are `title`, `author`, `source` (the URL that it was
    published at), `date` (ISO) and `language` (BCP 47) where the file doesn't state them. `pages` are the offsets of
    the text at which its pages begin, where it has pages.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    date: str = ""
    warnings: tuple[str, ...] = ()
    text: str = ""
    author: str = ""
    source: str = ""
    language: str = ""
    pages: tuple[int, ...] = ()
    part: str = ""


def choose_title(blocks: Sequence[Block]) -> str:
    """Return the longest of the headings that a text opens with: the others are rubrics such as "News"."""
    leading = list(takewhile(lambda block: block.kind == "heading", blocks))
    headings = leading or [block for block in blocks if block.kind == "heading"][:1]
    return max((" ".join(block.content.text.split()) for block in headings), key=len, default="")


def shift_block(block: Block, distance: int) -> Block:
    """Return the same block, as it stands that much further on in a longer source."""
    return replace(
        block,
        content=block.content.shift(distance),
        lead=None if block.lead is None else block.lead.shift(distance),
        cells=tuple(cell.shift(distance) for cell in block.cells),
    )
