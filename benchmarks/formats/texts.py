"""Texts of the reading corpus, without its marks, cut into what documents are made of."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.annotations.documents import read_folder

SHORTEST, LONGEST = 700, 4_000
_TABLE = re.compile(r"^\|", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|~~)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)([^*_\n]+?)(?<=\S)\3(?!\w)")
_MARKUP = re.compile(r"<\w|\]\(|\ufe0f")  # web pages and the like, which nobody sets in this form
_LIST = re.compile(r"^(?:[-•*]|\d+[.)]) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a paragraph (whose lines are lines), a list item without its bullet, or the rows of a table."""

    kind: Literal["heading", "paragraph", "item", "table"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is written, and its pieces."""

    name: str
    text: str
    pieces: tuple[Piece, ...]

    @property
    def suffix(self) -> str:
        """What a file of the text is called, so that its tables are read as such."""
        return ".md" if _TABLE.search(self.text) else ".txt"


def choose_texts(folder: Path, number: int, seed: int) -> list[Text]:
    """Choose texts by chance: of ten, three with tables and three with lists; none with other markup than that."""
    fitting = [d for d in read_folder(folder) if SHORTEST <= len(d.text) <= LONGEST and not _MARKUP.search(d.text)]
    chance = random.Random(seed)
    tables = [d for d in fitting if _TABLE.search(d.text)]
    lists = [d for d in fitting if _LIST.search(d.text) and not _TABLE.search(d.text)]
    rest = [d for d in fitting if not _LIST.search(d.text) and not _TABLE.search(d.text)]
    share = max(1, number * 3 // 10)
    chosen = [*chance.sample(tables, share), *chance.sample(lists, share), *chance.sample(rest, number - 2 * share)]
    return [_make_text(d.id, _EMPHASIS.sub(lambda match: match[2] or match[4], d.text)) for d in chosen]


def _make_text(name: str, text: str) -> Text:
    return Text(name, text, tuple(cut(text)))


def cut(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text, in order."""
    for number, chunk in enumerate(re.split(r"\n\s*\n", text.strip())):
        lines = chunk.splitlines()
        if all(line.lstrip().startswith("|") for line in lines):
            yield Piece("table", rows=tuple(_cut_rows(lines)))
        elif number == 0 and len(lines) == 1 and len(chunk) < 120 and not chunk.endswith((".", ":")):
            yield Piece("heading", chunk.lstrip("# "))
        else:
            yield from _cut_lines(lines)


def _cut_rows(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if not all(cell and set(cell) <= set("-: ") for cell in cells):
            yield cells


def _cut_lines(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield items and, between them, paragraphs of the other lines."""
    group: list[str] = []
    for line in lines:
        if re.match(r"[-•*] ", line):
            if group:
                yield Piece("paragraph", "\n".join(group))
            group = []
            yield Piece("item", line[2:])
        elif line.startswith("#"):
            yield Piece("heading", line.lstrip("# "))
        else:
            group.append(line)
    if group:
        yield Piece("paragraph", "\n".join(group))
