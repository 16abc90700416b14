"""Reads e-books (EPUB): their chapters in reading order, by the blocks that the reader of web pages finds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import unquote

from lxml import etree

from kg.documents.composer import Composer, Table
from kg.documents.contents import Contents
from kg.documents.decoding import decode
from kg.documents.formats import Format
from kg.documents.markup import find_candidates
from kg.documents.packages import Package, check_tags, explain_kind, open_package
from kg.documents.properties import Properties, find_properties
from kg.errors import DocumentError, EmptyError
from kg.model import Block

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "")


def parse_epub(data: bytes, name: str) -> Iterator[Contents]:
    """Read an e-book; its chapters count as pages.

    Args:
        data: the file's bytes.
        name: the file's, for errors.

    Raises:
        DocumentError: it's damaged, protected, no e-book, or too large.
    """
    package = open_package(data, name, ".epub")
    if not package.holds(_CONTAINER):
        raise explain_kind(package, ".epub")
    path = next((unquote(each.get("full-path", "")) for each in package.parse(_CONTAINER).iter("{*}rootfile")), "")
    book = package.parse(path)
    chapters = [_read_chapter(package, chapter) for chapter in _list_chapters(package, book, path)]
    composer = Composer(name, headed=any(block.kind == "heading" for chapter in chapters for block in chapter))
    for chapter in chapters:
        composer.begin_page()
        _add_blocks(chapter, composer)
    metadata = book.find("{*}metadata")
    yield composer.finish(Properties() if metadata is None else find_properties(metadata))


def _list_chapters(package: Package, book: etree._Element, path: str) -> Iterator[str]:
    """Yield the members that are to be read, in the order of the spine, without the table of contents.

    Raises:
        DocumentError: one is encrypted.
    """
    items = {item.get("id"): item for item in book.iterfind("{*}manifest/{*}item")}
    locked = _list_locked(package)
    for reference in book.iterfind("{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in item.get("properties", "").split() or item.get("media-type", "") not in _PAGES:
            continue
        member = posixpath.normpath(
            posixpath.join(posixpath.dirname(path), unquote(item.get("href", "").split("#")[0]))
        )
        if member in locked:
            reason = "is protected by its seller against copies (DRM), so that only the seller's program can read it"
            raise DocumentError(package.name, f"{reason}; give a copy without protection")
        yield member


def _list_locked(package: Package) -> frozenset[str]:
    if not package.holds(_ENCRYPTION):
        return frozenset()
    references = package.parse(_ENCRYPTION).iter("{*}CipherReference")
    return frozenset(unquote(each.get("URI", "")) for each in references)


def _read_chapter(package: Package, member: str) -> list[Block]:
    data = package.read(member)
    check_tags(data, package.name)
    try:
        text, _ = decode(data, f"{package.name}/{member}")
    except EmptyError:
        return []
    return [candidate.block for candidate in find_candidates(text)]


def _add_blocks(blocks: Iterable[Block], composer: Composer) -> None:
    for heads, group in groupby(blocks, key=lambda block: block.heads if block.cells else None):
        if heads is None:
            for block in group:
                _add_block(block, composer)
        else:
            rows = [[cell.text for cell in block.cells] for block in group]
            composer.add_table(Table([list(heads), *rows] if any(heads) else rows, head=any(heads)))


def _add_block(block: Block, composer: Composer) -> None:
    if block.kind == "heading":
        composer.add_heading(block.content.text, block.level)
    elif block.kind == "item":
        composer.add_item(block.content.text)
    else:
        composer.add_paragraph(f"{block.label}: {block.content.text}" if block.label else block.content.text)


EPUB = Format("application/epub+zip", parse_epub)
