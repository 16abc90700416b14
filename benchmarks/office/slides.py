"""Writes slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.office.packages import TYPES, R, Table, group_blocks, relate, write_block, write_core, zip_members
from kg.model import Block

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def make_pptx(blocks: Sequence[Block]) -> bytes:
    """Write slides, a new one for each heading and after eight blocks."""
    slides: list[list[Block | Table]] = [[]]
    for part in group_blocks(blocks):
        if len(slides[-1]) > 8 or (slides[-1] and isinstance(part, Block) and part.kind == "heading"):
            slides.append([])
        slides[-1].append(part)
    return pack_pptx(["".join(map(_write_shape, slide)) for slide in slides])


def pack_pptx(
    slides: Sequence[str], *, properties: Mapping[str, str] | None = None, notes: Mapping[int, str] | None = None
) -> bytes:
    """Write slides.

    Args:
        slides: what the shapes' tree of each holds; prefixes `a` and `p`.
        properties: the core properties by their elements.
        notes: by the slide's number, from 1 on, what its notes' tree of shapes holds.
    """
    names = [f"slides/slide{number}.xml" for number in range(1, len(slides) + 1)]
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    spaces = f'xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{R}"'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/ppt/presentation.xml" ContentType="'
        'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
        "_rels/.rels": relate({"ppt/presentation.xml": "officeDocument", "docProps/core.xml": "core-properties"}),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relate(dict.fromkeys(names, "slide")),
        "docProps/core.xml": write_core(properties or {}),
    }
    for name, slide in zip(names, slides, strict=True):
        members[f"ppt/{name}"] = f"<p:sld {spaces}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>"
    for number, note in (notes or {}).items():
        target = f"../notesSlides/notesSlide{number}.xml"
        members[f"ppt/slides/_rels/slide{number}.xml.rels"] = relate({target: "notesSlide"})
        members[f"ppt/notesSlides/notesSlide{number}.xml"] = (
            f"<p:notes {spaces}><p:cSld><p:spTree>{note}</p:spTree></p:cSld></p:notes>"
        )
    return zip_members(members)


def _write_shape(part: Block | Table) -> str:
    if isinstance(part, list):
        cells = ("".join(f"<a:tc><a:txBody>{_write_lines(cell)}</a:txBody></a:tc>" for cell in row) for row in part)
        rows = "".join(f"<a:tr>{row}</a:tr>" for row in cells)
        data = f"<a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData>"
        return f"<p:graphicFrame><a:graphic>{data}</a:graphic></p:graphicFrame>"
    place = {"heading": '<p:ph type="title"/>', "item": '<p:ph idx="1"/>'}.get(part.kind, "")
    return write_box(_write_lines(write_block(part)), place)


def write_box(body: str, place: str = "") -> str:
    """Write a shape with text in it; `place` is its placeholder."""
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>"


def _write_lines(text: str) -> str:
    return "<a:p>" + "<a:br/>".join(f"<a:r><a:t>{escape(line)}</a:t></a:r>" for line in text.split("\n")) + "</a:p>"
