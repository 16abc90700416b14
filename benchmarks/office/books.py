"""Writes e-books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.office.packages import Table, group_blocks, write_block, write_elements, zip_members
from kg.model import Block

_XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
_OPF = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_CONTAINER = 'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'


def make_epub(blocks: Sequence[Block]) -> bytes:
    """Write a book, a chapter for each ten blocks."""
    parts = list(group_blocks(blocks))
    return pack_epub(["".join(map(_write_page, parts[at : at + 10])) for at in range(0, len(parts), 10)])


def pack_epub(chapters: Sequence[str], *, properties: Mapping[str, str] | None = None) -> bytes:
    """Write a book.

    Args:
        chapters: what the body of each chapter holds, as XHTML.
        properties: Dublin Core by its elements.
    """
    items, spine = "", ""
    pages = {}
    for number, chapter in enumerate(chapters):
        items += f'<item id="c{number}" href="text/c{number}.xhtml" media-type="application/xhtml+xml"/>'
        spine += f'<itemref idref="c{number}"/>'
        head = "<head><title>A book</title></head>"
        pages[f"OPS/text/c{number}.xhtml"] = f"<html {_XHTML}>{head}<body>{chapter}</body></html>"
    said = f"<metadata>{write_elements(properties or {})}</metadata>"
    book = f"<package {_OPF}>{said}<manifest>{items}</manifest><spine>{spine}</spine></package>"
    container = f'<container {_CONTAINER}><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    mimetype = "application/epub+zip"
    return zip_members({"mimetype": mimetype, "META-INF/container.xml": container, "OPS/book.opf": book, **pages})


def _write_page(part: Block | Table) -> str:
    if isinstance(part, list):
        rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part]
        head = rows[0].replace("td>", "th>")
        return f"<table><tr>{head}</tr>" + "".join(f"<tr>{row}</tr>" for row in rows[1:]) + "</table>"
    tag = {"heading": f"h{part.level or 1}", "item": "li"}.get(part.kind, "p")
    return f"<{tag}>{escape(write_block(part)).replace(chr(10), '<br/>')}</{tag}>"
