"""Reads web archives: a document of each page that a server gave, called by its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from kg.documents.composition import clean_part, is_url, name_parts
from kg.documents.contents import Contents
from kg.documents.formats import HTML, LARGEST_PAGE, Format, explain_missing
from kg.errors import DocumentError, EmptyError

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")


def parse_warc(data: bytes, name: str) -> Iterator[Contents | DocumentError]:
    """Read the pages of an archive; requests, pictures and answers other than 200 are passed over."""
    yield from name_parts(_read_records(data, name))


def _read_records(data: bytes, name: str) -> Iterator[Contents | DocumentError]:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as missing:
        raise explain_missing(name, "warcio", "warc") from missing
    records, found = ArchiveIterator(BytesIO(data)), False
    while page := _find_page(records, name):
        found = True
        yield from _read_page(*page, name)
    if not found:
        raise EmptyError(name, "holds no page that a server gave; give one with pages in it")


def _find_page(records: ArchiveIterator, name: str) -> tuple[str, bytes] | None:
    """Find the next page: its address and its bytes, or one more than is read."""
    try:
        with redirect_stderr(StringIO()):  # where warcio prints what it makes of damage
            record = next((record for record in records if _is_page(record)), None)
            address = record.rec_headers.get_header("WARC-Target-URI") if record else ""
            return (address or "", record.content_stream().read(LARGEST_PAGE + 1)) if record else None
    except Exception as fault:  # some damage brings out faults of its own
        said = " ".join(str(fault).split())[:100]
        raise DocumentError(name, f"is a damaged web archive ({said}); fetch it again") from fault


def _is_page(record: ArcWarcRecord) -> bool:
    heads = record.http_headers
    if record.rec_type != "response" or heads is None or heads.get_statuscode() != "200":
        return False
    return (heads.get_header("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES


def _read_page(address: str, page: bytes, name: str) -> Iterator[Contents | DocumentError]:
    part = clean_part(address) or "page"
    try:
        for contents in HTML.parse(page, f"{name}/{part}"):
            source = address if is_url(address) else ""
            yield contents if isinstance(contents, DocumentError) else replace(contents, source=source, part=part)
    except DocumentError as error:
        yield error


WARC = Format("application/warc", parse_warc)
