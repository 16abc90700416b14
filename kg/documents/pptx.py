"""Reads slides (PPTX): each a page with its title, texts, tables and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kg.documents.composer import Composer, Table
from kg.documents.contents import Contents
from kg.documents.formats import Format
from kg.documents.packages import Package, explain_kind, find_related, find_targets, open_package
from kg.documents.properties import Properties, find_properties

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "ctrTitle")
_UNREAD = ("dt", "ftr", "hdr", "sldNum", "sldImg")
_BULLETED = ("body", "obj", "")
_SAID = f"{P}nvSpPr/{P}nvPr/{P}ph"


def parse_pptx(data: bytes, name: str) -> Iterator[Contents]:
    """Read slides; those that aren't shown are left out with a warning.

    Args:
        data: the file's bytes.
        name: the file's, for errors.

    Raises:
        DocumentError: it's damaged, protected, holds no slides, or is too large.
    """
    package = open_package(data, name, ".pptx")
    part = find_related(package, "", "officeDocument")
    root = package.parse(part) if part else None
    if root is None or root.tag != f"{P}presentation":
        raise explain_kind(package, ".pptx")
    composer = Composer(name, headed=True)
    targets = find_targets(package, part)
    for number, listed in enumerate(root.iterfind(f"{P}sldIdLst/{P}sldId"), 1):
        _, slide = targets.get(listed.get(_R_ID, ""), ("", ""))
        composer.begin_page()
        if package.holds(slide):
            _read_slide(package, slide, number, composer)
        else:
            composer.warn(f"slide {number} isn't there")
    core = find_related(package, "", "core-properties")
    yield composer.finish(find_properties(package.parse(core)) if core else Properties())


def _read_slide(package: Package, part: str, number: int, composer: Composer) -> None:
    slide = package.parse(part)
    if slide.get("show") in ("0", "false"):
        composer.warn(f"left out slide {number}, which isn't shown")
        return
    _read_shapes(slide, composer)
    for kind, target in find_targets(package, part).values():
        if kind == "notesSlide" and package.holds(target):
            _read_shapes(package.parse(target), composer, bulleted=False)
        elif kind == "diagramData" and package.holds(target):
            for paragraph in package.parse(target).iter(f"{A}p"):
                composer.add_item(_read_text(paragraph))
        elif kind == "comments":
            composer.warn("left out comments")


@dataclass(frozen=True, slots=True)
class _Shape:
    """What may hold text on a slide, and what place it takes: a title's, a body's, that of the date."""

    element: etree._Element
    place: str | None


def _read_shapes(slide: etree._Element, composer: Composer, *, bulleted: bool = True) -> None:
    """Read a slide's shapes, its titles first, the others in the order in which they are drawn."""
    shapes = list(_list_shapes(slide))
    for shape in sorted(shapes, key=lambda shape: shape.place not in _TITLES):
        if shape.element.tag == f"{A}tbl":
            composer.add_table(_read_table(shape.element))
        elif shape.place in _TITLES:
            composer.add_heading(" ".join(map(_read_text, shape.element.iter(f"{A}p"))), 1)
        elif shape.place not in _UNREAD:
            for paragraph in shape.element.iter(f"{A}p"):
                _add_paragraph(paragraph, composer, bulleted=bulleted and shape.place in _BULLETED)


def _list_shapes(slide: etree._Element) -> Iterator[_Shape]:
    """Find shapes and tables, those in groups included, but what is only there for older programs."""
    for element in slide.iter(f"{P}sp", f"{A}tbl"):
        if next(element.iterancestors(_FALLBACK), None) is None:
            place = element.find(_SAID)
            yield _Shape(element, None if place is None else place.get("type", ""))


def _add_paragraph(paragraph: etree._Element, composer: Composer, *, bulleted: bool) -> None:
    """Add a paragraph: an item where its place or itself asks for a bullet, and it doesn't do without."""
    form = paragraph.find(f"{A}pPr")
    marks = set() if form is None else {each.tag for each in form}
    level = "0" if form is None else form.get("lvl", "0")
    text = _read_text(paragraph)
    if f"{A}buNone" not in marks and (bulleted or marks & {f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip"}):
        composer.add_item(text, int(level) if level.isdecimal() else 0)
    else:
        composer.add_paragraph(text)


def _read_text(paragraph: etree._Element) -> str:
    """Read a paragraph's text; that of fields, such as dates, is among it."""
    pieces = paragraph.iter(f"{A}t", f"{A}br")
    return "".join("\n" if piece.tag == f"{A}br" else piece.text or "" for piece in pieces)


def _read_table(table: etree._Element) -> Table:
    """Read a table's rows; what cells share that were merged from top to bottom stands in each of their rows."""
    rows: list[list[str]] = []
    for row in table.iterfind(f"{A}tr"):
        above = rows[-1] if rows else []
        cells: list[str] = []
        for cell in row.iterfind(f"{A}tc"):
            goes_on = cell.get("vMerge") in ("1", "true") and len(cells) < len(above)
            cells.append(above[len(cells)] if goes_on else "\n".join(map(_read_text, cell.iter(f"{A}p"))))
        rows.append(cells)
    form = table.find(f"{A}tblPr")
    # Tables of two columns bear the mark as well, by default, where the first one holds labels.
    marked = form is not None and form.get("firstRow") in ("1", "true")
    return Table(rows, head=marked and max(map(len, rows), default=0) > 2)


PPTX = Format("application/vnd.openxmlformats-officedocument.presentationml.presentation", parse_pptx)
