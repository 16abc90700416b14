"""Writes workbooks."""

from __future__ import annotations

import io
from collections.abc import Sequence

from benchmarks.office.packages import group_blocks, write_block
from kg.model import Block


def make_xlsx(blocks: Sequence[Block]) -> bytes:
    """Write a workbook of one sheet: a text's blocks one below the other, and the tables in them."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, at, last = book.add_worksheet("Sheet1"), 0, ""
        for part in group_blocks(blocks):
            kind = "table" if isinstance(part, list) else part.kind
            at += (last, kind) != ("item", "item")  # a list has no empty rows in it
            for row in part if isinstance(part, list) else [[write_block(part)]]:
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, cell)
                at += 1
            last = kind
    return target.getvalue()
