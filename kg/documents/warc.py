"""Reads web archives: a document of each page that a server gave, called by its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from kg.documents.composition import clean_part, name_parts
from kg.documents.contents import Contents
from kg.documents.formats import HTML, Format, explain_missing
from kg.documents.sources import LARGEST
from kg.errors import DocumentError, EmptyError

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")


def parse_warc(data: bytes, name: str) -> Iterator[Contents | DocumentError]:
    """Read the pages of an archive; requests, pictures and answers other than 200 are passed over."""
    yield from name_parts(_read_records(data, name))


def _read_records(data: bytes, name: str) -> Iterator[Contents | DocumentError]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as missing:
        raise explain_missing(name, "warcio", "warc") from missing
    found = False
    try:
        for record in ArchiveIterator(BytesIO(data)):
            if _is_page(record):
                found = True
                yield from _read_page(record, name)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise DocumentError(name, f"is a damaged web archive ({' '.join(str(error).split())[:100]})") from error
    if not found:
        raise EmptyError(name, "holds no page that a server gave; give one with pages in it")


def _is_page(record: ArcWarcRecord) -> bool:
    heads = record.http_headers
    if record.rec_type != "response" or heads is None or heads.get_statuscode() != "200":
        return False
    return (heads.get_header("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES


def _read_page(record: ArcWarcRecord, name: str) -> Iterator[Contents | DocumentError]:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    part = clean_part(address) or "page"
    page = record.content_stream().read(LARGEST + 1)
    try:
        if len(page) > LARGEST:
            raise DocumentError(f"{name}/{part}", f"is larger than {LARGEST // 1_000_000} MB")
        for contents in HTML.parse(page, f"{name}/{part}"):
            yield contents if isinstance(contents, DocumentError) else replace(contents, source=address, part=part)
    except DocumentError as error:
        yield error


WARC = Format("application/warc", parse_warc)
