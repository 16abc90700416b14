"""Reads Word documents (DOCX): what they say now, without deleted and hidden text, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kg.documents.composer import PAGE, Composer, Table
from kg.documents.contents import Contents
from kg.documents.formats import Format
from kg.documents.packages import Package, explain_kind, find_related, open_package
from kg.documents.properties import find_properties

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL, _TYPE = f"{W}val", f"{W}type"
_LEFT_OUT = {f"{W}del": "text that was deleted", f"{W}moveFrom": "text that was moved elsewhere"}
_MARKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}lastRenderedPageBreak": PAGE}
# A Fallback repeats for older programs what stands before it.
_UNREAD = {f"{W}pPr", f"{W}rPr", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_NOTES = ("footnotes", "endnotes")
_DEEPEST_STYLE = 10
_WIDEST = 64


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph's style makes of it: a heading, an item, a line of the table of contents, or none of these."""

    level: int = 0
    title: bool = False
    item: bool = False
    contents: bool = False


def parse_docx(data: bytes, name: str) -> Iterator[Contents]:
    """Read a Word document.

    Args:
        data: the file's bytes.
        name: the file's, for errors.

    Raises:
        DocumentError: it's damaged, protected, no Word document, or too large.
    """
    package = open_package(data, name, ".docx")
    part = find_related(package, "", "officeDocument")
    body = package.parse(part).find(f"{W}body") if part else None
    if body is None:
        raise explain_kind(package, ".docx")
    styles = _read_styles(package, part)
    composer = Composer(name, headed=_has_headings(body, styles))
    reader = _Reader(composer, styles, pages=_count_pages(package, body))
    reader.read(body)
    for kind in _NOTES:
        reader.read_notes(_parse_related(package, part, kind))
    if len(_parse_related(package, part, "comments")):
        composer.warn("left out comments")
    yield composer.finish(find_properties(_parse_related(package, "", "core-properties")))


def _parse_related(package: Package, part: str, kind: str) -> etree._Element:
    """Parse a part that stands in a relation to another one; where there is none, an empty element."""
    related = find_related(package, part, kind)
    return package.parse(related) if related else etree.Element("none")


def _read_styles(package: Package, part: str) -> dict[str, _Style]:
    """Find out which styles make headings and items, their own or by the style that they are based on."""
    root = _parse_related(package, part, "styles")
    known = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    return {each: _read_style(each, known) for each in known}


def _read_style(name: str, known: Mapping[str, etree._Element]) -> _Style:
    for _ in range(_DEEPEST_STYLE):
        style = known.get(name)
        if style is None:
            break
        title = _value(style, f"{W}name").lower()
        outline = _value(style, f"{W}pPr/{W}outlineLvl")
        if title in ("title", "subtitle"):
            return _Style(level=1 if title == "title" else 2, title=True)
        if title.startswith("heading ") and title[8:].isdigit():
            return _Style(level=int(title[8:]))
        if outline.isdigit() and int(outline) < 9:
            return _Style(level=int(outline) + 1)
        if title.startswith("toc ") and title[4:].isdigit():
            return _Style(contents=True)
        if title.startswith("list ") or style.find(f"{W}pPr/{W}numPr") is not None:
            return _Style(item=title != "list paragraph")
        name = _value(style, f"{W}basedOn")
    return _Style()


def _has_headings(body: etree._Element, styles: Mapping[str, _Style]) -> bool:
    """Whether paragraphs are marked as headings; a title alone doesn't tell that others would be."""
    used = {styles.get(each.get(_VAL, ""), _Style()) for each in body.iter(f"{W}pStyle")}
    return any(style.level and not style.title for style in used)


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else str(found.get(_VAL, ""))


def _count_pages(package: Package, body: etree._Element) -> bool:
    """Whether the turns of pages that Word left in the text are all: as many as it says there are pages."""
    said = _parse_related(package, "", "extended-properties").findtext("{*}Pages")
    return said is not None and said == str(1 + sum(1 for _ in body.iter(f"{W}lastRenderedPageBreak")))


@dataclass(slots=True)
class _Reader:
    """Walks a document's paragraphs and tables; what boxes hold waits for the end of the paragraph they stand in."""

    composer: Composer
    styles: Mapping[str, _Style]
    pages: bool
    boxes: list[etree._Element] = field(default_factory=list)

    def read(self, body: etree._Element) -> None:
        """Read what stands in the text's body."""
        if self.pages:
            self.composer.begin_page()
        self._read_blocks(body)

    def read_notes(self, notes: etree._Element) -> None:
        """Read footnotes or endnotes, without the lines that part them from the text."""
        for note in notes:
            if note.get(_TYPE) in (None, "normal"):
                self._read_blocks(note)

    def _read_blocks(self, parent: etree._Element) -> None:
        for element in _flatten(parent):
            if element.tag == f"{W}p":
                self._read_paragraph(element)
            else:
                self.composer.add_table(self._read_table(element))
            self._read_boxes()

    def _read_boxes(self) -> None:
        while self.boxes:
            self._read_blocks(self.boxes.pop(0))

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        text = self._read_text(paragraph)
        style = self.styles.get(_value(paragraph, f"{W}pPr/{W}pStyle"), _Style())
        outline = _value(paragraph, f"{W}pPr/{W}outlineLvl")
        level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else style.level
        if style.contents:
            return
        if level:
            self.composer.add_heading(text, level)
        elif _is_item(paragraph, style):
            depth = _value(paragraph, f"{W}pPr/{W}numPr/{W}ilvl")
            self.composer.add_item(text, int(depth) if depth.isdigit() else 0)
        else:
            self.composer.add_paragraph(text)

    def _read_text(self, parent: etree._Element) -> str:
        pieces: list[str] = []
        self._collect(parent, pieces)
        return "".join(pieces)

    def _collect(self, parent: etree._Element, pieces: list[str]) -> None:
        for element in parent.iterchildren():
            tag = element.tag
            if tag == f"{W}t":
                pieces.append(element.text or "")
            elif tag in _MARKS:
                pieces.append(_MARKS[tag] if self.pages or _MARKS[tag] != PAGE else "")
            elif tag == f"{W}txbxContent":
                self.boxes.append(element)
            elif tag in _LEFT_OUT:
                self._leave_out(element, _LEFT_OUT[tag])
            elif tag == f"{W}r" and _is_on(element.find(f"{W}rPr/{W}vanish")):
                self._leave_out(element, "hidden text")
            elif tag not in _UNREAD:
                self._collect(element, pieces)

    def _leave_out(self, element: etree._Element, what: str) -> None:
        if any((text.text or "").strip() for text in element.iter(f"{W}t", f"{W}delText")):
            self.composer.warn(f"left out {what}")

    def _read_table(self, table: etree._Element) -> Table:
        """Read a table's rows; what cells share that were merged from top to bottom stands in each of their rows."""
        rows: list[list[str]] = []
        marked: list[bool] = []
        for row in _flatten(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._leave_out(row, _LEFT_OUT[f"{W}del"])
                continue
            rows.append(self._read_row(row, rows[-1] if rows else []))
            marked.append(row.find(f"{W}trPr/{W}tblHeader") is not None or _is_bold(row))
        return Table(rows, head=marked[:2] == [True, False])

    def _read_row(self, row: etree._Element, above: list[str]) -> list[str]:
        cells: list[str] = []
        for cell in _flatten(row, f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            shared = merge is not None and merge.get(_VAL, "continue") == "continue" and len(cells) < len(above)
            cells.append(above[len(cells)].replace(PAGE, "") if shared else self._read_cell(cell))
            span = _value(cell, f"{W}tcPr/{W}gridSpan")
            cells += [""] * (min(int(span), _WIDEST) - 1 if span.isdigit() else 0)
        return cells

    def _read_cell(self, cell: etree._Element) -> str:
        """Read a cell's paragraphs as lines; tables in it, row by row."""
        lines = []
        for element in _flatten(cell):
            if element.tag == f"{W}p":
                lines.append(self._read_text(element))
            else:
                lines += [", ".join(filter(None, row)) for row in self._read_table(element).rows]
        return "\n".join(lines)


def _flatten(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of an element (or what is asked for), also from controls and insertions."""
    wanted = tags or (f"{W}p", f"{W}tbl")
    for element in parent.iterchildren():
        if element.tag in wanted:
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag", f"{W}moveTo"):
            yield from _flatten(element, *wanted)


def _is_item(paragraph: etree._Element, style: _Style) -> bool:
    """Whether a paragraph has a bullet or a number, which the number 0 takes away from it."""
    number = paragraph.find(f"{W}pPr/{W}numPr")
    return style.item if number is None else _value(number, f"{W}numId") != "0"


def _is_bold(row: etree._Element) -> bool:
    """Whether all that stands in a row is bold."""
    runs = [run for run in row.iter(f"{W}r") if run.find(f"{W}t") is not None]
    return bool(runs) and all(_is_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(_VAL) not in ("0", "false")


DOCX = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", parse_docx)
