"""What the writers of office files share: zip files, tables of blocks, properties, relations."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from kg.model import Block

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
)

Table = list[list[str]]
"""Rows of cells; the first row holds the heads, if any of the columns has one."""


def zip_members(members: Mapping[str, str | bytes]) -> bytes:
    """Write a zip file; the same members give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def group_blocks(blocks: Sequence[Block]) -> Iterator[Block | Table]:
    """Yield blocks as they are, and rows that follow each other under the same heads as one table."""
    for heads, group in groupby(blocks, key=lambda block: block.heads if block.cells else None):
        rows = list(group)
        if heads is None:
            yield from rows
        else:
            yield [list(heads)] * any(heads) + [[cell.text for cell in row.cells] for row in rows]


def write_block(block: Block) -> str:
    """Return what a block says, a field with its label."""
    return f"{block.label}: {block.content.text}" if block.kind == "field" else block.content.text


def relate(targets: Mapping[str, str], kind_base: str = R) -> str:
    """Write a part's relations: by target, the kind."""
    said = "".join(
        f'<Relationship Id="r{number}" Type="{kind_base}/{kind}" Target={quoteattr(target)}/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{said}</Relationships>'


def write_core(properties: Mapping[str, str]) -> str:
    """Write the core properties of an Office file."""
    return f"<cp:coreProperties {_CORE}>{write_elements(properties)}</cp:coreProperties>"


def write_elements(properties: Mapping[str, str]) -> str:
    """Write elements that hold nothing but text."""
    return "".join(f"<{name}>{escape(said)}</{name}>" for name, said in properties.items())
