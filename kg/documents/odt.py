"""Reads texts of OpenDocument (ODT): what they say now, without deleted text, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from kg.documents.composer import PAGE, Composer, Table
from kg.documents.contents import Contents
from kg.documents.formats import Format
from kg.documents.packages import Package, explain_kind, explain_locked, open_package
from kg.documents.properties import find_properties

_SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, META = (
    f"{{{_SPACES}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "meta")
)
_SVG = f"{{{_SPACES}svg-compatible:1.0}}"
_P, _H, _LIST = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list"
_MARKS = {f"{TEXT}tab": " ", f"{TEXT}line-break": "\n", f"{TEXT}soft-page-break": PAGE}
_APART = {f"{DRAW}text-box", f"{TEXT}note-body"}
_UNSAID = {f"{OFFICE}annotation", f"{TEXT}note-citation", f"{TEXT}ruby-text", f"{_SVG}title", f"{_SVG}desc"}
_ROWS = {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_INDEXES = {f"{TEXT}{name}" for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")}
_UNREAD = {f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{OFFICE}forms"} | _INDEXES
_WIDEST = 64


def parse_odt(data: bytes, name: str) -> Iterator[Contents]:
    """Read a text of OpenDocument.

    Args:
        data: the file's bytes.
        name: the file's, for errors.

    Raises:
        DocumentError: it's damaged, protected, no text of OpenDocument, or too large.
    """
    package = open_package(data, name, ".odt")
    if _is_locked(package):
        raise explain_locked(name)
    root = package.parse("content.xml") if package.holds("content.xml") else None
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if body is None:
        raise explain_kind(package, ".odt")
    meta = package.parse("meta.xml") if package.holds("meta.xml") else etree.Element("none")
    composer = Composer(name, headed=body.find(f".//{_H}") is not None)
    if body.find(f"{TEXT}tracked-changes/*/{TEXT}deletion") is not None:
        composer.warn("left out text that was deleted")
    if body.find(f".//{OFFICE}annotation") is not None:
        composer.warn("left out comments")
    _Reader(composer, pages=_count_pages(meta, body)).read(body)
    yield composer.finish(find_properties(meta))


def _is_locked(package: Package) -> bool:
    manifest = "META-INF/manifest.xml"
    return package.holds(manifest) and b"encryption-data" in package.read(manifest)


def _count_pages(meta: etree._Element, body: etree._Element) -> bool:
    """Whether the turns of pages that were left in the text are all: as many as the file says there are pages."""
    said = meta.find(f".//{META}document-statistic")
    turns = sum(1 for _ in body.iter(f"{TEXT}soft-page-break"))
    return said is not None and said.get(f"{META}page-count") == str(1 + turns)


@dataclass(slots=True)
class _Reader:
    """Walks a text's paragraphs, lists and tables; notes wait for its end, boxes for that of their paragraph."""

    composer: Composer
    pages: bool
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)

    def read(self, body: etree._Element) -> None:
        """Read what stands in the text's body."""
        if self.pages:
            self.composer.begin_page()
        self._read_blocks(body)
        while self.notes:
            self._read_blocks(self.notes.pop(0))

    def _read_blocks(self, parent: etree._Element, depth: int = -1) -> None:
        for element in parent.iterchildren():
            self._read_block(element, depth)
            while self.boxes:
                self._read_blocks(self.boxes.pop(0))

    def _read_block(self, element: etree._Element, depth: int) -> None:
        if element.tag == _H:
            level = element.get(f"{TEXT}outline-level", "1")
            self.composer.add_heading(self._read_text(element), int(level) if level.isdigit() else 1)
        elif element.tag == _P and depth >= 0:
            self.composer.add_item(self._read_text(element), depth)
        elif element.tag == _P:
            self.composer.add_paragraph(self._read_text(element))
        elif element.tag == f"{TABLE}table":
            self.composer.add_table(self._read_table(element))
        elif element.tag == f"{TEXT}soft-page-break":
            self.composer.add_paragraph(PAGE * self.pages)
        elif element.tag == f"{TEXT}list-header":
            self._read_blocks(element)
        elif element.tag not in _UNREAD:
            self._read_blocks(element, depth + (element.tag == _LIST))

    def _read_text(self, parent: etree._Element) -> str:
        pieces: list[str] = []
        self._collect(parent, pieces)
        return "".join(pieces)

    def _collect(self, parent: etree._Element, pieces: list[str]) -> None:
        pieces.append(_join_lines(parent.text))
        for element in parent.iterchildren():
            tag = element.tag
            if tag in _MARKS:
                pieces.append(_MARKS[tag] if self.pages or _MARKS[tag] != PAGE else "")
            elif tag == f"{TEXT}s":
                pieces.append(" ")
            elif tag in _APART:
                (self.boxes if tag == f"{DRAW}text-box" else self.notes).append(element)
            elif tag not in _UNSAID:
                self._collect(element, pieces)
            pieces.append(_join_lines(element.tail))

    def _read_table(self, table: etree._Element) -> Table:
        """Read a table's rows; what cells share that were merged from top to bottom stands in each of their rows."""
        rows: list[list[str]] = []
        shared: list[int] = []
        for row in _list_rows(table):
            above = rows[-1] if rows else []
            cells: list[str] = []
            spans: list[int] = []
            for cell in (each for each in row if each.tag in _CELLS):
                at = len(cells)
                goes_on = cell.tag != f"{TABLE}table-cell" and at < len(above) and shared[at] > 1
                said = above[at].replace(PAGE, "") if goes_on else self._read_cell(cell)
                span = shared[at] - 1 if goes_on else _count(cell, "number-rows-spanned")
                times = _count(cell, "number-columns-repeated")
                cells += [said] * times
                spans += [span] * times
            rows.append(cells)
            shared = spans
        return Table(rows, head=table.find(f"{TABLE}table-header-rows") is not None)

    def _read_cell(self, cell: etree._Element) -> str:
        """Read a cell's paragraphs, also those of lists, as lines; tables in it, row by row."""
        lines: list[str] = []
        for element in cell.iterchildren():
            if element.tag in (_P, _H):
                lines.append(self._read_text(element))
            elif element.tag == f"{TABLE}table":
                lines += [", ".join(filter(None, row)) for row in self._read_table(element).rows]
            elif element.tag not in _UNREAD:
                lines.append(self._read_cell(element))
        return "\n".join(lines)


def _list_rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table.iterchildren():
        if element.tag == f"{TABLE}table-row":
            yield element
        elif element.tag in _ROWS:
            yield from _list_rows(element)


def _count(cell: etree._Element, attribute: str) -> int:
    said = cell.get(f"{TABLE}{attribute}", "1")
    return max(1, min(int(said), _WIDEST)) if said.isdecimal() and len(said) < 9 else 1


def _join_lines(text: str | None) -> str:
    """Take line breaks of XML for the spaces that they are."""
    return (text or "").replace("\n", " ")


ODT = Format("application/vnd.oasis.opendocument.text", parse_odt)
