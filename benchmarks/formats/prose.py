"""Writes the pieces of a text as plain text, Markdown and HTML, as programs that send and keep texts do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from textwrap import fill

from benchmarks.formats.tables import TableWriter, write_markdown, write_ruled
from benchmarks.formats.texts import Piece, is_heading

WIDE = 100_000
"""Letters in a line that is never wrapped."""


@dataclass(frozen=True, slots=True)
class Style:
    """How plain text is written: letters to a line, and how tables look."""

    width: int = 72
    table: TableWriter = write_ruled


WRAPPED = Style()
"""As messages are written."""


def split_title(pieces: Sequence[Piece], untitled: str) -> tuple[str, Sequence[Piece]]:
    """Return the heading that a text opens with, or else what is said in its place, and the rest."""
    if pieces[0].kind == "heading":
        return pieces[0].text, pieces[1:]
    return untitled, pieces


def write_plain(pieces: Sequence[Piece], style: Style) -> str:
    """Write pieces with blank lines between them; items of a list stand together."""
    return "\n\n".join("\n".join(_write(piece, style) for piece in group) for group in _group(pieces))


def _group(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Items that follow one another, and each other piece by itself."""
    for _, group in groupby(enumerate(pieces), lambda pair: -1 if pair[1].kind == "item" else pair[0]):
        yield [piece for _, piece in group]


def _write(piece: Piece, style: Style) -> str:
    if piece.kind == "table":
        return style.table(piece.rows, style.width)
    if piece.kind == "item":
        return _fill(f"- {piece.text}", style.width, "  ")
    return "\n".join(_fill(line, style.width) for line in piece.text.splitlines())


def _fill(line: str, width: int, indent: str = "") -> str:
    return fill(line, width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)


def write_marked(pieces: Sequence[Piece]) -> str:
    """Write pieces as Markdown; the lines of a paragraph stay lines by two spaces at their ends."""
    return "\n\n".join("\n".join(map(_mark, group)) for group in _group(pieces))


def _mark(piece: Piece) -> str:
    if piece.kind == "table":
        return write_markdown(piece.rows, WIDE)
    lead = "## " if is_heading(piece) else "- " if piece.kind == "item" else ""
    return lead + "  \n".join(piece.text.splitlines())


def write_html(pieces: Sequence[Piece], *, heads: str = "th") -> str:
    """Write pieces as HTML.

    Args:
        pieces: of a text.
        heads: the elements of a table's heads; those who write messages have cells like all others.
    """
    return "\n".join(_tag(group, heads) for group in _group(pieces))


def _tag(group: Sequence[Piece], heads: str) -> str:
    piece = group[0]
    if piece.kind == "item":
        return f"<ul>{''.join(f'<li>{escape(each.text)}</li>' for each in group)}</ul>"
    if piece.kind == "table":
        head, *body = piece.rows
        rows = [_tag_row(head, heads)] * any(head) + [_tag_row(row, "td") for row in body]
        return f"<table><tbody>{''.join(rows)}</tbody></table>"
    tag = "h2" if is_heading(piece) else "p"
    return f"<{tag}>{'<br>'.join(map(escape, piece.text.splitlines()))}</{tag}>"


def _tag_row(row: Sequence[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in row)}</tr>"
