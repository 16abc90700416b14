"""Lays cells of text out in columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_GAP = "  "
_NARROWEST, _WIDE = 6, 40


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    """Write aligned columns under their names.

    Args:
        columns: the names.
        rows: the cells; control characters are shown as spaces.
        width: how many character cells a line may take, if the columns can be cut that far; without it nothing is cut,
            and no cell is filled up to more than `_WIDE` columns for the sake of a longer one.

    Returns:
        The lines, without an end of line after the last.
    """
    cells = [list(columns), *([_line(cell) for cell in row] for row in rows)]
    natural = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
    if width is None:
        widths = [min(size, _WIDE) for size in natural]
    else:
        widths = _fit(natural, width - len(_GAP) * (len(natural) - 1))
        cells = [[_cut_to(cell, size) for cell, size in zip(row, widths, strict=True)] for row in cells]
    cells.insert(1, ["─" * size for size in widths])
    return "\n".join(
        _GAP.join(_pad(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def markdown(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table; a bar or a backslash in a cell is escaped, an end of line becomes a space."""
    lines = [list(columns), ["---"] * len(columns), *([_escape(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def columns_of(text: str) -> int:
    """Return how many cells of a terminal a text takes: two for a wide letter, none for a combining mark."""
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if letter.isascii():
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def _line(cell: str) -> str:
    """Nothing in a cell may move the cursor or turn the direction of writing."""
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in cell)


def _escape(cell: str) -> str:
    return _line(cell).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _fit(natural: list[int], room: int) -> list[int]:
    """Cut the widest columns first, to one common width, until all fit."""
    limit = max(natural, default=0)
    while limit > _NARROWEST and sum(min(size, limit) for size in natural) > room:
        limit -= 1
    return [min(size, limit) for size in natural]


def _cut_to(cell: str, size: int) -> str:
    return cell if columns_of(cell) <= size else _cut(cell, size - 1) + "…"


def _pad(cell: str, size: int) -> str:
    return cell + " " * (size - columns_of(cell))


def _cut(cell: str, size: int) -> str:
    used = 0
    for position, letter in enumerate(cell):
        used += _cells(letter)
        if used > size:
            return cell[:position]
    return cell
