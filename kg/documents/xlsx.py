"""Reads workbooks (XLSX): each sheet as the tables and texts in it, its cells as the workbook shows them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import compress, zip_longest
from typing import TYPE_CHECKING

from kg.documents.cells import write_value
from kg.documents.composer import Composer, Table
from kg.documents.contents import Contents
from kg.documents.formats import Format
from kg.documents.layout import HEADING
from kg.documents.packages import TAGS, Package, check_xml, explain_kind, find_related, guard, open_package
from kg.documents.properties import Properties, find_properties
from kg.documents.tables import has_heads
from kg.errors import DocumentError

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

CELLS = 5_000_000
"""The number of cells of a sheet, the empty ones before the last of each row included; a row itself counts for five."""

_ROW = 5

_OBJECTS = 200_000
_BOLD_UP_TO = 5
_UNCALCULATED = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*</(?:\w+:)?c>")
_UNNAMED = re.compile(r"(?:sheet|feuil|tabelle|hoja|planilha|лист)\s*\d*", re.IGNORECASE)


def parse_xlsx(data: bytes, name: str) -> Iterator[Contents]:
    """Read a workbook; its sheets count as pages.

    Args:
        data: the file's bytes.
        name: the file's, for errors.

    Raises:
        DocumentError: it's damaged, protected, no workbook, or too large.
    """
    package = open_package(data, name, ".xlsx")
    composer = Composer(name)
    if _check_parts(package):
        composer.warn("left out formulas that were never calculated; open it in its program and save it")
    if any(member.startswith("xl/comments") for member in package.zip.namelist()):
        composer.warn("left out comments")
    for sheet in _open_sheets(package, data):
        if sheet.sheet_state == "visible":
            _read_sheet(sheet, composer, name)
        else:
            composer.warn(f"left out the hidden sheet {sheet.title!r}")
    core = find_related(package, "", "core-properties")
    yield composer.finish(find_properties(package.parse(core)) if core else Properties())


def _check_parts(package: Package) -> bool:
    """Check all parts before openpyxl reads them; tell whether there are formulas without results."""
    if "xl/" not in find_related(package, "", "officeDocument"):
        raise explain_kind(package, ".xlsx")
    found = False
    for member in package.zip.namelist():
        if member.endswith((".xml", ".rels")):
            data = package.read(member)
            # Sheets are read row by row, and bounded by their cells; of styles and the like, openpyxl makes objects.
            most = None if "/worksheets/" in member else TAGS if member.endswith("/sharedStrings.xml") else _OBJECTS
            check_xml(data, package.name, most=most)
            found = found or ("/worksheets/" in member and _UNCALCULATED.search(data) is not None)
    return found


def _open_sheets(package: Package, data: bytes) -> list[ReadOnlyWorksheet]:
    try:
        from openpyxl import load_workbook
    except ImportError as fault:
        reason = "needs openpyxl to be read; install it with: pip install openpyxl"
        raise DocumentError(package.name, reason) from fault
    with guard(package.name, (Exception,)), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl wouldn't write again, such as pictures
        book: Workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's cells as they are shown; `bold` is whether all that stand there are."""

    cells: Sequence[str]
    bold: bool = False

    @property
    def filled(self) -> int:
        """The number of cells that aren't empty."""
        return sum(map(bool, self.cells))


def _read_sheet(sheet: ReadOnlyWorksheet, composer: Composer, name: str) -> None:
    composer.begin_page()
    if not _UNNAMED.fullmatch(sheet.title):
        composer.add_heading(sheet.title, 1)
    sheet.reset_dimensions()  # which a file may give as it likes
    region: list[_Row] = []
    for cells in _list_rows(sheet, name):
        said = list(map(_write_cell, cells))
        if any(said):
            region.append(_Row(said, bold=len(region) < _BOLD_UP_TO and _is_bold(cells)))
        elif region:
            _add_region(region, composer)
            region = []
    _add_region(region, composer)


def _list_rows(sheet: ReadOnlyWorksheet, name: str) -> Iterator[Sequence[ReadOnlyCell]]:
    count = 0
    with guard(name, (Exception,)):
        for cells in sheet.iter_rows():
            count += _ROW + len(cells)
            if count > CELLS:
                reason = f"has more than {CELLS // 1_000_000} million cells; split it into several files"
                raise DocumentError(name, reason)
            yield cells


def _write_cell(cell: ReadOnlyCell) -> str:
    return "" if cell.data_type == "e" else write_value(cell.value, cell.number_format or "").strip()


def _is_bold(cells: Sequence[ReadOnlyCell]) -> bool:
    fonts = [cell.font for cell in cells if cell.value is not None]
    return bool(fonts) and all(font is not None and font.b for font in fonts)


def _add_region(rows: Sequence[_Row], composer: Composer) -> None:
    """Add rows that no empty one parts: the lines above a table, and the table; or texts one below the other."""
    lead = next((number for number, row in enumerate(rows) if row.filled > 1), len(rows))
    texts = ["".join(row.cells) for row in rows[:lead]]
    listed = lead == len(rows) > 1 and all(len(text) <= HEADING for text in texts)
    for number, text in enumerate(texts):
        if listed and not (number == 0 and rows[0].bold):
            composer.add_item(text)
        else:
            composer.add_paragraph(text)
    _add_table(rows[lead:], composer)


def _add_table(rows: Sequence[_Row], composer: Composer) -> None:
    used = [any(column) for column in zip_longest(*(row.cells for row in rows))]
    cells = [[*compress((*row.cells, *[""] * (len(used) - len(row.cells))), used)] for row in rows]
    bold = [row.bold for row in rows[:2]] == [True, False]
    composer.add_table(Table(cells, head=bold or (len(cells) > 1 and has_heads(cells))))


XLSX = Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", parse_xlsx)
