"""Reads tables of characters, CSV and TSV: a document of each row that holds prose, else the table as one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

from kg.alignment import AlignedText
from kg.documents.composition import scrub
from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.formats import Format
from kg.documents.options import ReadOptions
from kg.documents.records import PROSE, Record, Records, choose_columns, read_records
from kg.documents.tables import read_row
from kg.errors import DocumentError, EmptyError

_SEPARATORS = ",;\t|"
_LOOKED_AT = 200
_Row = Sequence[str] | DocumentError


def parse_csv(data: bytes, name: str, options: ReadOptions) -> Iterator[Contents | DocumentError]:
    """Read a table whose cells are parted by the sign that parts its first rows most evenly."""
    text, guesses = decode(data, name)
    rows = list(_read_rows(text, _find_separator(text), name))
    heads, body = _split_heads([each for each in rows if not isinstance(each, DocumentError)])
    if not body:
        raise EmptyError(name, "holds no rows below its heads; give a file with text in it")
    sample = [dict(zip(heads, row, strict=False)) for row in body[:_LOOKED_AT]]
    if options.columns or choose_columns(sample, options).texts:
        yield from read_records(_list_records(rows, heads, name), name, options, guesses)
    else:
        yield from (each for each in _list_records(rows, heads, name) if isinstance(each, DocumentError))
        yield _read_table(heads, [row for row in body if len(row) <= len(heads)], guesses)


def _find_separator(text: str) -> str:
    def evenness(separator: str) -> tuple[bool, bool, int, int]:
        widths = [len(row) for row in _try_rows(text, separator)]
        usual = max(set(widths), key=widths.count, default=0)
        # The heads have no line ends, commas or the like in them; the texts below have them all.
        return usual > 1, widths[:1] == [usual], widths.count(usual) if usual > 1 else 0, usual

    return max(_SEPARATORS, key=evenness)


def _try_rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(islice(filter(None, csv.reader(islice(StringIO(text, newline=""), 100), delimiter=separator)), 20))
    except csv.Error:
        return []


def _read_rows(text: str, separator: str, name: str) -> Iterator[_Row]:
    """Yield the rows; a cell beyond the library's limit costs its row."""
    reader = csv.reader(StringIO(scrub(text), newline=""), delimiter=separator)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield DocumentError(f"{name}, line {reader.line_num}", f"can't be read as CSV ({error}); mend the line")
            continue
        if any(cell.strip() for cell in row):
            yield [cell.strip() for cell in row]


def _split_heads(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[Sequence[str]]]:
    """The columns' names and the rows below; where the first row holds prose itself, numbers are the names."""
    if rows and any(len(cell.split()) >= PROSE for cell in rows[0]):
        return [str(number) for number in range(1, len(rows[0]) + 1)], list(rows)
    return (list(rows[0]), list(rows[1:])) if rows else ([], [])


def _list_records(rows: Sequence[_Row], heads: Sequence[str], name: str) -> Records:
    for number, row in enumerate(rows, 1):
        if isinstance(row, DocumentError):
            yield row
        elif len(row) > len(heads):
            yield DocumentError(f"{name}, row {number}", f"has {len(row)} cells under {len(heads)} heads; mend the row")
        elif list(row) != list(heads):
            yield Record(dict(zip(heads, row, strict=False)), f"row {number}")


def _read_table(heads: Sequence[str], rows: Sequence[Sequence[str]], guesses: tuple[str, ...]) -> Contents:
    """Read a table as one document, whose text has a line for each row, tabs between the cells."""
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in (heads, *rows)]
    text = "\n".join(lines)
    place, blocks = len(lines[0]) + 1, []
    for line in lines[1:]:
        blocks.append(read_row(_align(text, place, line, len(heads)), heads))
        place += len(line) + 1
    return Contents(tuple(blocks), text=text, warnings=guesses)


def _align(text: str, place: int, line: str, width: int) -> list[AlignedText]:
    cells = []
    for cell in line.split("\t"):
        cells.append(AlignedText.of(text, place, place + len(cell)))
        place += len(cell) + 1
    return cells + [AlignedText.of(text, place - 1, place - 1)] * (width - len(cells))


CSV = Format.heeding("text/csv", parse_csv)
