"""Writes tables for spreadsheets: CSV whose cells can't become formulas, and workbooks with real numbers and dates."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.errors import OutputError

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")

_LONGEST_CELL, _MOST_ROWS = 32_767, 1_048_576
"""What a sheet holds: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3."""

_EXACT = 10**15
"""Larger numbers lose digits in a sheet: they stay texts."""

_FIRST_DAY = datetime.date(1900, 3, 1)
"""Sheets know no day before 1900, and believe in 29 February 1900: what is earlier stays a text."""

_MADE = datetime.datetime(1980, 1, 1)


def write_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Write CSV (RFC 4180, header first).

    A cell that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises
    (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_guard, columns))
    writer.writerows(map(_guard, row) for row in rows)
    return out.getvalue()


def _guard(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def write_xlsx(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Write a workbook of one sheet, in the format of Excel and LibreOffice.

    Args:
        columns: the header.
        rows: numbers, dates, truth values and texts stay what they are; nothing leaves a cell empty. A text that is
            longer than a cell may be ends in "…".

    Raises:
        OutputError: there are more rows than a sheet holds.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    with Workbook(out, options) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("kg")
        sheet.freeze_panes(1, 0)
        for number, row in enumerate([columns, *rows]):
            if number >= _MOST_ROWS:
                raise OutputError("xlsx", f"holds at most {_MOST_ROWS - 1:,} rows; choose csv, or ask for fewer")
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float | Decimal) and -_EXACT < cell < _EXACT:
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime.date) and cell.timetuple() >= _FIRST_DAY.timetuple():
        sheet.write_datetime(row, column, cell)
    elif cell is not None:
        text = str(cell)
        sheet.write_string(row, column, text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…")
