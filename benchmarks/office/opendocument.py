"""Writes texts of OpenDocument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.office.packages import Table, group_blocks, write_block, write_elements, zip_members
from kg.model import Block

_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def make_odt(blocks: Sequence[Block]) -> bytes:
    """Write a text of OpenDocument."""
    return pack_odt("".join(map(_write_open, group_blocks(blocks))))


def pack_odt(text: str, *, properties: Mapping[str, str] | None = None) -> bytes:
    """Write a text of OpenDocument of what stands in its body.

    Args:
        text: what `office:text` holds.
        properties: what `meta.xml` says, by element.
    """
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    return zip_members(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}>{body}</office:document-content>",
            "meta.xml": f"<office:document-meta {_ODF}><office:meta>{write_elements(properties or {})}</office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def _write_open(part: Block | Table) -> str:
    if isinstance(part, list):
        return f"<table:table>{''.join(map(_write_row, part))}</table:table>"
    if part.kind == "heading":
        return f'<text:h text:outline-level="{part.level or 1}">{escape(write_block(part))}</text:h>'
    said = _write_open_text(write_block(part))
    return f"<text:list><text:list-item>{said}</text:list-item></text:list>" if part.kind == "item" else said


def _write_row(row: Sequence[str]) -> str:
    cells = (f"<table:table-cell>{_write_open_text(cell)}</table:table-cell>" for cell in row)
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _write_open_text(text: str) -> str:
    return "<text:p>" + "<text:line-break/>".join(map(escape, text.split("\n"))) + "</text:p>"
