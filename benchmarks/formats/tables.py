"""Writes tables as plain text, as the programs do that people make such texts with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from textwrap import wrap

Rows = Sequence[Sequence[str]]
"""Rows of cells; the first row holds the heads, or nothing."""

TableWriter = Callable[[Rows, int], str]
"""Writes rows in lines of so many letters, as far as the style has it."""

_GAP = 1


def write_ruled(rows: Rows, width: int) -> str:
    """Write a table as pandoc does: a ruler below the heads, and rows of several lines where it is too wide."""
    cells = _widths(rows)
    if sum(cells) + _GAP * len(cells) + 2 <= width:
        return _write_simple(rows, cells)
    room = width - 2 - _GAP * (len(cells) - 1)
    words = [max(len(word) for cell in column for word in cell.split() or [""]) for column in zip(*rows, strict=True)]
    widths = [max(3, size, longest) for size, longest in zip(_share(cells, room), words, strict=True)]
    ruler = " ".join("-" * size for size in widths)
    edge = "-" * len(ruler)
    head, *body = ["\n".join(_wrap_row(row, widths)) for row in rows]
    said = "\n\n".join(body)
    lines = [edge, head, ruler, said, edge] if any(rows[0]) else [ruler, said, ruler]
    return "\n".join(f"  {line}".rstrip() for line in "\n".join(lines).split("\n"))


def _write_simple(rows: Rows, cells: Sequence[int]) -> str:
    ruler = " ".join("-" * (size + 2) for size in cells)
    head, *body = [" ".join(cell.ljust(size + 2) for cell, size in zip(row, cells, strict=True)) for row in rows]
    lines = [head, ruler, *body] if any(rows[0]) else [ruler, *body, ruler]
    return "\n".join(f"  {line}".rstrip() for line in lines)


def write_aligned(rows: Rows, width: int) -> str:
    """Write cells below one another with two spaces between them, as inscriptis makes a text of a page."""
    shown = rows if any(rows[0]) else rows[1:]
    widths = _widths(shown)
    return "\n".join(
        "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in shown
    )


def write_tabs(rows: Rows, width: int) -> str:
    """Write cells with tabs between them, as browsers, spreadsheets and Thunderbird make a text of a table."""
    return "\n".join("\t".join(row).rstrip() for row in (rows if any(rows[0]) else rows[1:]))


def write_pipes(rows: Rows, width: int) -> str:
    """Write a table as html2text does, which wraps the lines of rows, too, and takes any first row for the heads."""
    head, *body = ["| ".join(row) for row in (rows if any(rows[0]) else rows[1:])]
    ruler = "|".join("---" for _ in rows[0])
    lines = [head, ruler, *body]
    return "\n".join("\n".join(wrap(line, width, break_long_words=False, break_on_hyphens=False)) for line in lines)


def write_markdown(rows: Rows, width: int) -> str:
    """Write a table as Markdown."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, f"|{'---|' * len(rows[0])}", *body])


def _widths(rows: Rows) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _share(cells: Sequence[int], room: int) -> list[int]:
    """Give columns their shares of a line: what is short keeps its width, and the rest is cut by what it holds."""
    short = {number: size for number, size in enumerate(cells) if size * len(cells) <= room}
    rest = room - sum(short.values())
    long = sum(size**0.5 for number, size in enumerate(cells) if number not in short)
    return [short.get(number) or int(rest * size**0.5 / long) for number, size in enumerate(cells)]


def _wrap_row(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrap(cell, size, break_on_hyphens=False) for cell, size in zip(row, widths, strict=True)]
    lines = zip_longest(*cells, fillvalue="")
    return [" ".join(cell.ljust(size) for cell, size in zip(line, widths, strict=True)).rstrip() for line in lines]
