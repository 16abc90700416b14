"""Puts the text of a document together that a file holds in pieces: a subject and a body, the columns of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.alignment import AlignedText
from kg.documents.contents import Contents, shift_block
from kg.errors import DocumentError
from kg.iris import digest
from kg.model import Block

_GAP = "\n\n"
_LONGEST_STEP = 120
"""Bytes of a step in the name of a part; file systems take 255, and what is written of it has a suffix."""

_DEEPEST = 20
"""Steps of such a name."""


@dataclass(slots=True)
class Composition:
    """A text that grows by pieces, blank lines between them, and the blocks that point into it."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add_heading(self, text: str, start: int = 0) -> None:
        """Add a heading of the first rank; what stands before `start` in it is text without being read."""
        if text[start:].strip():
            place = self._begin(text)
            self.blocks.append(Block("heading", AlignedText.of(self.text, place + start, place + len(text)), level=1))

    def add(self, contents: Contents) -> None:
        """Add what a reader found in a text; a heading that says the title once more is left out."""
        place = self._begin(contents.text)
        said = {_fold(block.content.text) for block in self.blocks if block.kind == "heading"}
        for block in contents.blocks:
            if block.kind != "heading" or _fold(block.content.text) not in said:
                self.blocks.append(shift_block(block, place))
        self.warnings.extend(contents.warnings)

    def _begin(self, text: str) -> int:
        """Append a text, and return the place where it begins."""
        self.text += (_GAP if self.text else "") + text
        return len(self.text) - len(text)


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


_SURROGATE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def scrub(text: str) -> str:
    r"""Put a mark for what no file can hold: halves of characters, as JSON's \ud800 gives; NUL goes."""
    return text.translate(_SURROGATE).replace("\0", "")


def name_parts(found: Iterable[Contents | DocumentError]) -> Iterator[Contents | DocumentError]:
    """Give each document of a file a part's name of its own: the second of one name is told by a number."""
    taken: dict[str, int] = {}
    for contents in found:
        if isinstance(contents, DocumentError):
            yield contents
            continue
        part = clean_part(contents.part)
        count = taken[part] = taken.get(part, 0) + 1
        yield replace(contents, part=part if count == 1 else f"{part} ({count})")


def clean_part(name: str) -> str:
    """Make a name that IRIs and file systems take: without a scheme, steps upward, endless steps.

    >>> clean_part("https://example.org/news/../item one?id=7")
    'example.org/news/item one?id=7'
    """
    name = scrub(name).partition("://")[2] or scrub(name)
    steps = (" ".join(step.split()) for step in name.split("/"))
    kept = [_shorten(step) for step in steps if step not in ("", ".", "..")]
    return "/".join(kept) if len(kept) <= _DEEPEST else "/".join([*kept[:_DEEPEST], digest(name)])


def _shorten(step: str) -> str:
    """Cut a step of a name, with a digest of the whole behind it, so that two that differ stay two."""
    data = step.encode()
    return step if len(data) <= _LONGEST_STEP else f"{data[:_LONGEST_STEP].decode(errors='ignore')}-{digest(step)}"


def is_url(text: str) -> bool:
    """Whether a text is an address with a scheme, and nothing else."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*://\S+", text) is not None
