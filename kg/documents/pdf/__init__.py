"""Reads PDF files with a text layer: columns, headings, lists, tables, footnotes, without heads and feet of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.documents.contents import Contents, choose_title
from kg.documents.formats import Format
from kg.documents.pdf.composition import Composition, list_pages, make_blocks
from kg.documents.pdf.furniture import Sheet, clear
from kg.documents.pdf.lines import find_lines
from kg.documents.pdf.metadata import find_author, find_date, find_language, find_title
from kg.documents.pdf.pages import Page, read_pages
from kg.documents.pdf.paragraphs import find_flow, measure
from kg.documents.pdf.ruled import find_ruled
from kg.errors import DocumentError, EmptyError
from kg.model import Block

__all__ = ["PDF", "parse_pdf"]


def parse_pdf(data: bytes, name: str) -> Iterator[Contents]:
    """Read a PDF file.

    Args:
        data: its bytes.
        name: what errors call it.

    Yields:
        Its contents, whose text is that of its pages in the order of reading.

    Raises:
        DocumentError: it is damaged, protected or scanned, or passes a limit.
    """
    _check_ends(data, name)
    found = read_pages(data, name)
    _check_text(found.pages, name)
    composition, margins = _compose(found.pages)
    text = "".join(composition.parts)
    blocks = tuple(make_blocks(composition, text))
    yield Contents(
        blocks,
        title=find_title(found.said, text) or _find_headline(blocks) or choose_title(blocks),
        date=find_date(found.said, text),
        warnings=(*_warn(found.pages), *margins),
        text=text,
        author=find_author(found.said),
        language=find_language(found.said),
        pages=list_pages(composition, len(found.pages)),
    )


def _find_headline(blocks: Sequence[Block]) -> str:
    """The first of the most prominent headings."""
    first = next((block for block in blocks if block.kind == "heading" and block.level == 1), None)
    return " ".join(first.content.text.split()) if first else ""


PDF = Format("application/pdf", parse_pdf)


def _check_ends(data: bytes, name: str) -> None:
    """Refuse what is no PDF, and one whose end is missing: the library would silently read what is left of it."""
    if not data.strip():
        raise EmptyError(name, "is empty; give a file with text in it")
    if b"%PDF-" not in data[:1024]:
        raise DocumentError(name, "is no PDF, whatever its name says; give it the suffix of what it is")
    end = data.rfind(b"%%EOF")
    if end < 0 or b" obj" in data[end:]:
        raise DocumentError(name, "is cut off, its end is missing; get the file again")


def _check_text(pages: Sequence[Page], name: str) -> None:
    if any(page.words for page in pages):
        return
    if any(page.scanned for page in pages):
        raise DocumentError(
            name, "is a scan without a text layer; run it through OCR (ocrmypdf is one) and give what comes out"
        )
    faults = [f"page {page.number}: {page.fault}" for page in pages if page.fault]
    if faults:
        raise DocumentError(name, f"can't be read ({faults[0]}); save it as PDF anew")
    raise EmptyError(name, "holds no text to read; give a file with text in it")


def _compose(pages: Sequence[Page]) -> tuple[Composition, list[str]]:
    """Write the text of pages, and tell which small print of single pages was left out."""
    ruled = [find_ruled(page) for page in pages]
    lines = [find_lines(words, page.number) for page, (_, words) in zip(pages, ruled, strict=True)]
    usual = measure(line for each in lines for line in each)
    sheets = clear([Sheet(page, tuple(each)) for page, each in zip(pages, lines, strict=True)], usual.body)
    flows = find_flow(list(zip(sheets, (grids for grids, _ in ruled), strict=True)), usual)
    composition = Composition()
    composition.add_flows(flows)
    left = [
        f"left out small print in the margin of page {line.page}: {line.text[:80]}"
        for s in sheets
        for line in s.margins
    ]
    return composition, left


def _warn(pages: Sequence[Page]) -> Iterator[str]:
    scanned = [page.number for page in pages if not page.words and page.scanned]
    if scanned:
        yield f"{_name(scanned)} scanned, without text; run the file through OCR to have that read"
    for page in pages:
        if page.fault:
            yield f"page {page.number} can't be read ({page.fault})"
    turned = [page.number for page in pages if page.turned]
    if turned:
        yield f"left out letters that don't stand upright ({_name(turned).removesuffix(' is').removesuffix(' are')})"
    unknown = [page.number for page in pages if _is_unknown(page)]
    if unknown:
        yield f"{_name(unknown)} written in a font that doesn't say which letters it has; words are lost there"


def _name(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers))
    return f"page {named} is" if len(numbers) == 1 else f"pages {named} are"


def _is_unknown(page: Page) -> bool:
    letters = "".join(word.text for word in page.words)
    return letters.count("\ufffd") * 20 > len(letters)
