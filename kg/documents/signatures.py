"""What a file's first bytes say that it is, whatever its name says."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is called, with its article, and the suffix of its names, if kg may have a reader."""

    called: str
    suffix: str = ""


_SIGNATURES = (
    (b"%PDF", Kind("a PDF", ".pdf")),
    (b"{\\rtf", Kind("a text in Rich Text Format", ".rtf")),
    (b"PAR1", Kind("a Parquet file", ".parquet")),
    (b"\x1f\x8b", Kind("a file compressed by gzip", ".gz")),
    (b"WARC/", Kind("a web archive", ".warc")),
    (b"\xd0\xcf\x11\xe0", Kind("an old file of Microsoft Office, or one with a password")),
    (b"\x89PNG", Kind("a picture")),
    (b"\xff\xd8\xff", Kind("a picture")),
    (b"GIF8", Kind("a picture")),
    (b"II*\0", Kind("a picture")),
    (b"7z\xbc\xaf", Kind("a 7-Zip archive")),
    (b"Rar!", Kind("a RAR archive")),
    (b"SQLite format 3\0", Kind("an SQLite database")),
    (b"\x7fELF", Kind("a program")),
    (b"MZ\x90", Kind("a program")),
)
_ZIP = b"PK\x03\x04"
# Files that are zip archives inside tell what they are by a member among their first ones.
_ZIPPED = (
    (re.compile(rb"mimetypeapplication/epub\+zip"), Kind("an e-book", ".epub")),
    (re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.text"), Kind("an OpenDocument text", ".odt")),
    (re.compile(rb"word/document"), Kind("a Word document", ".docx")),
    (re.compile(rb"xl/work(?:book|sheets)"), Kind("an Excel workbook", ".xlsx")),
    (re.compile(rb"ppt/(?:presentation|slides)"), Kind("a PowerPoint presentation", ".pptx")),
)
_ARCHIVE = Kind("a zip archive", ".zip")


def recognise(data: bytes) -> Kind | None:
    """Tell what a file is by its first bytes, and a zip file by the names in its directory; None if they say nothing.

    >>> recognise(b"%PDF-1.7 ...").called
    'a PDF'
    """
    if data.startswith(_ZIP):
        names = data[:4096] + data[-65536:]
        return next((kind for pattern, kind in _ZIPPED if pattern.search(names)), _ARCHIVE)
    if data[257:262] == b"ustar":
        return Kind("a tar archive", ".tar")
    return next((kind for mark, kind in _SIGNATURES if data.startswith(mark)), None)
