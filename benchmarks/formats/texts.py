"""Texts of the reading corpus, without its marks, cut into what documents are made of."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from kg.annotations.documents import read_folder

SHORTEST, LONGEST = 700, 4_000
_TABLE = re.compile(r"^\|", re.MULTILINE)
_MARKED = re.compile(r"^(?:\||#+ )", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|~~)(?=\S)(.+?)(?<=\S)\1|(?<!\w)([*_])(?=\S)([^*_\n]+?)(?<=\S)\3(?!\w)")
_MARKUP = re.compile(r"<\w|\]\(|\ufe0f")  # web pages and the like, which nobody sets in this form
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LIST = re.compile(r"^(?:[-•*]|\d+[.)]) ", re.MULTILINE)


Kind = Literal["heading", "paragraph", "item", "table"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a paragraph (whose lines are lines), a list item without its bullet, or the rows of a table."""

    kind: Kind
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
        return ".md" if _MARKED.search(self.text) else ".txt"


def choose_texts(folder: Path, number: int, seed: int, *, besides: Collection[str] = ()) -> list[Text]:
    """Choose texts by chance: of ten, three with tables and three with lists; none with other markup than that.

    Args:
        folder: the reading corpus.
        number: how many.
        seed: of chance.
        besides: names of texts that aren't chosen, because somebody has looked at what is lost of them.
    """
    fitting = [d for d in read_folder(folder) if SHORTEST <= len(d.text) <= LONGEST and not _MARKUP.search(d.text)]
    fitting = [d for d in fitting if d.id not in besides]
    chance = random.Random(seed)
    tables = [d for d in fitting if _TABLE.search(d.text)]
    lists = [d for d in fitting if _LIST.search(d.text) and not _TABLE.search(d.text)]
    rest = [d for d in fitting if not _LIST.search(d.text) and not _TABLE.search(d.text)]
    share = max(1, number * 3 // 10)
    chosen = [*chance.sample(tables, share), *chance.sample(lists, share), *chance.sample(rest, number - 2 * share)]
    return [_make_text(d.id, _EMPHASIS.sub(lambda match: match[2] or match[4], d.text)) for d in chosen]


def _make_text(name: str, text: str) -> Text:
    """Make a text; one with tables or marked headings is written anew, so that its other lines stay lines."""
    pieces = tuple(cut(_FRONT_MATTER.sub("", text)))
    return Text(name, write(pieces) if _MARKED.search(text) else _FRONT_MATTER.sub("", text), pieces)


def write(pieces: Sequence[Piece]) -> str:
    """Write pieces as Markdown."""
    return "\n\n".join(map(_write, pieces))


def _write(piece: Piece) -> str:
    """Write a piece as Markdown; a short line that stands alone is a heading, as in plain text."""
    if piece.kind == "table":
        head, *rows = piece.rows
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
    if piece.kind == "item":
        return f"- {piece.text}"
    return f"## {piece.text}" if is_heading(piece) else piece.text.replace("\n", "\n\n")


def is_heading(piece: Piece) -> bool:
    """Whether a piece is a heading, as a short line that stands alone is in plain text."""
    alone = piece.kind == "paragraph" and len(piece.text) < 150 and not re.search("\n|: ", piece.text)
    return piece.kind == "heading" or (alone and not piece.text.endswith((".", "!", "?", ";", ",", ":")))


def cut(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text, in order."""
    for number, chunk in enumerate(re.split(r"\n\s*\n", text.strip())):
        lines = chunk.splitlines()
        if number == 0 and len(lines) == 1 and len(chunk) < 120 and not chunk.endswith((".", ":")):
            yield Piece("heading", chunk.lstrip("# "))
        else:
            yield from _cut_lines(lines)


def _cut_rows(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if not all(cell and set(cell) <= set("-: ") for cell in cells):
            yield cells


def _cut_lines(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield tables and items and, between them, paragraphs of the other lines."""
    for kind, group in groupby(lines, _tell):
        found = list(group)
        if kind == "table":
            yield Piece("table", rows=tuple(_cut_rows(found)))
        elif kind == "paragraph":
            yield Piece("paragraph", "\n".join(line.strip() for line in found))
        else:
            yield from (Piece(kind, line.lstrip("#-•*– ")) for line in found)


def _tell(line: str) -> Kind:
    if line.lstrip().startswith("|"):
        return "table"
    if line.startswith("#"):
        return "heading"
    return "item" if re.match(r"[-•*–] ", line) else "paragraph"
