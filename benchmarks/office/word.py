"""Writes Word documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.office.packages import TYPES, Table, group_blocks, relate, write_block, write_core, zip_members
from kg.model import Block

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(blocks: Sequence[Block]) -> bytes:
    """Write a Word document."""
    return pack_docx("".join(map(_write_word, group_blocks(blocks))))


def pack_docx(
    body: str, *, properties: Mapping[str, str] | None = None, parts: Mapping[str, str] | None = None
) -> bytes:
    """Write a Word document of what stands in its body.

    Args:
        body: WordprocessingML, prefix `w`.
        properties: the core properties by their elements.
        parts: by kind ("footnotes"), what further parts hold; prefix `w`.
    """
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/></w:style>'
        for name, title in (("Title", "Title"), ("ListBullet", "List Bullet"), ("TOC1", "toc 1"))
    ) + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in range(1, 7)
    )
    further = {"styles": styles, **(parts or {})}
    return zip_members(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="'
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": relate({"word/document.xml": "officeDocument", "docProps/core.xml": "core-properties"}),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": relate({f"{kind}.xml": kind for kind in further}),
            "docProps/core.xml": write_core(properties or {}),
            **{f"word/{kind}.xml": f'<w:{kind} xmlns:w="{W}">{part}</w:{kind}>' for kind, part in further.items()},
        }
    )


def _write_word(part: Block | Table) -> str:
    if isinstance(part, list):
        return "<w:tbl>" + "".join(_write_word_row(row) for row in part) + "</w:tbl>"
    style = {"heading": f"Heading{part.level or 1}", "item": "ListBullet"}.get(part.kind)
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}{_write_word_runs(write_block(part))}</w:p>"


def _write_word_runs(text: str) -> str:
    """Write a text in runs of ten words, as programs do that check the spelling."""
    lines = []
    for line in text.split("\n"):
        words = line.split(" ")
        runs = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
        lines.append(
            "".join(f'<w:r><w:t xml:space="preserve">{escape(run)} </w:t></w:r>' for run in runs[:-1])
            + f'<w:r><w:t xml:space="preserve">{escape(runs[-1])}</w:t></w:r>'
        )
    return "<w:r><w:br/></w:r>".join(lines)


def _write_word_row(row: Sequence[str]) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:p>{_write_word_runs(cell)}</w:p></w:tc>" for cell in row) + "</w:tr>"
