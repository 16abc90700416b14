"""Files that can't be read, each with the reason that is recorded; a format adds its own in lines of this table."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.languages import TEXTS
from tests.packing import TEXT, lock, make_tar, make_zip, spoil


@dataclass(frozen=True)
class Bad:
    """A file's name, what makes its bytes, and a part of the reason that it isn't read."""

    name: str
    make: Callable[[], bytes]
    reason: str
    needs: str = ""
    """A library without which the reason is another one."""


def nest(depth):
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))


def feed(items):
    return b'<rss version="2.0"><channel><title>News</title>' + items + b"</channel></rss>"


def write_lines(*rows):
    return "\n".join(map(json.dumps, rows)).encode()


def make_holes():
    """A tar archive of one member that is 300 MB of zeros, packed."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 300_000_000
        archive.addfile(info, io.BytesIO(b"\0" * info.size))
    return stream.getvalue()


PROSE = f"{TEXT} " * 4
EMPTY, BINARY = "is empty", "is binary"

TEXTS_AND_PAGES = (
    Bad("empty.txt", lambda: b"", EMPTY),
    Bad("blank.txt", lambda: b" \r\n\t\x0c ", EMPTY),
    Bad("mark.txt", lambda: b"\xef\xbb\xbf", EMPTY),
    Bad("nul.txt", lambda: b"Tides rise.\0" * 9, BINARY),
    Bad("noise.txt", lambda: bytes(range(1, 256)) * 9, BINARY),
    Bad("controls.txt", lambda: b"\x1b[0m\x07\x01" * 99, BINARY),
    Bad("utf16.txt", lambda: b"\xff\xfe\0\0", EMPTY),
    Bad("halves.txt", lambda: b"\xff\xfe" + b"\x00\xd8\0\0" * 9, BINARY),
    Bad("pdf.txt", lambda: b"%PDF-1.7 ...", "is a PDF, whatever its name says; rename it to end in .pdf"),
    Bad("zip.txt", lambda: make_zip([("a.txt", TEXT)]), "is a zip archive, whatever its name says"),
    Bad("word.txt", lambda: make_zip([("word/document.xml", "x")]), "is a Word document, whatever its name says"),
    Bad("word.md", lambda: b"\xd0\xcf\x11\xe0" * 9, "is an old file of Microsoft Office, or one with a password"),
    Bad("picture.html", lambda: b"\x89PNG\r\n", "is a picture, whatever its name says"),
    Bad("packed.md", lambda: gzip.compress(b"x"), "is a file compressed by gzip, whatever its name says"),
    Bad("large.txt", lambda: b"a" * 100_000_000, "is larger than 50 MB; split it"),
    Bad("tags.html", lambda: b"<div><p>Tides <b>rise" * 2_500_000, "is larger than 50 MB; split it"),
    Bad("page.html", lambda: b"<td><li>Tides <i>rise" * 2_300_000, "is a page of more than 5 MB"),
    Bad("void.html", lambda: b"<html><body></body></html>", "holds no text"),
    Bad("script.html", lambda: b"<script>alert('Tides rise.')</script>", "holds no text"),
    Bad("comment.html", lambda: b"<!-- Tides rise.", "holds no text"),
    Bad("void.md", lambda: b"![](a.png)", "holds no text"),
    Bad("x.odd", lambda: TEXT.encode(), "has a suffix that kg has no reader for"),
    Bad("bare", lambda: TEXT.encode(), "has no suffix, so kg can't tell what it is"),
    Bad("picture", lambda: b"GIF89a", "is a picture, which kg has no reader for"),
)
FOREIGN = tuple(
    Bad(f"{code}.txt", lambda texts=texts: "\n\n".join(texts).encode(), f"({code}), and kg reads English")
    for code, texts in TEXTS.items()
)
MAIL = (
    Bad("empty.eml", lambda: b"", EMPTY),
    Bad("none.eml", lambda: b"\n\nTides rise.", "has no headers of a message"),
    Bad("void.eml", lambda: b"From: a@b.c\n\n", "holds no text"),
    Bad("sealed.eml", lambda: b"Content-Type: multipart/encrypted; boundary=b\n\n--b--", "is encrypted"),
    Bad("smime.eml", lambda: b"Content-Type: application/pkcs7-mime\n\nAAAA", "is encrypted"),
    Bad("nested.eml", lambda: nest(150), "has parts that are nested deeper than 100"),
    Bad("deep.eml", lambda: nest(3000), "has parts that are nested deeper than 100"),
    Bad("binary.eml", lambda: b"Subject: \n\n" + b"\0\1" * 99, "holds no text"),
    Bad("page.eml", lambda: b"Content-Type: text/html\n\n" + b"<p>Tides rise." * 500_000, "a page of more than 5 MB"),
    Bad("empty.mbox", lambda: b"", EMPTY),
    Bad("none.mbox", lambda: b"Tides rise.", "is no mailbox"),
    Bad("void.mbox", lambda: b"From a@b.c\nSubject: \n\n", "holds no text"),
)
FEEDS = (
    Bad("empty.rss", lambda: b"", EMPTY),
    Bad("page.rss", lambda: b"<html><p>Tides rise.</p></html>", "is no feed"),
    Bad("other.xml", lambda: b"<?xml version='1.0'?><svg/>", "is no feed"),
    Bad("none.atom", lambda: b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "is a feed without entries"),
    Bad("void.rss", lambda: feed(b"<item><link>https://e.org/1</link></item>"), "holds no text"),
    Bad("cut.rss", lambda: feed(b"<item>" + b"<a>" * 200_000), "is a damaged feed"),
    Bad("tags.rss", lambda: feed(b"<item><title>" + b"<a" * 200_000), "is a damaged feed"),
    Bad("large.rss", lambda: feed(b" " * 11_000_000), "is a feed of more than 10 MB"),
    Bad("binary.rss", lambda: b"<rss>\0", BINARY),
)
TABLES = (
    Bad("empty.json", lambda: b"", EMPTY),
    Bad("cut.json", lambda: b'[{"text": "Tides', "isn't JSON"),
    Bad("nested.json", lambda: b"[" * 1_000_000, "isn't JSON (it nests too deeply)"),
    Bad("objects.json", lambda: b'{"a":' * 200_000, "isn't JSON (it nests too deeply)"),
    Bad("number.json", lambda: b"9" * 10_000, "isn't JSON (Exceeds the limit"),
    Bad("endless.json", lambda: b'[{"a": 1e999}]', "has no column of prose"),
    Bad("none.json", lambda: b"[]", "holds no records"),
    Bad("prose.json", lambda: write_lines([{"a": "short"}]), "has no column of prose"),
    Bad("lines.jsonl", lambda: b"{bad\n{worse\n", "line 2: isn't JSON"),
    Bad("row.jsonl", lambda: write_lines({"a": PROSE}, {"a": ""}), "line 2: holds no text in a"),
    Bad("nested.jsonl", lambda: b"[" * 1_000_000, "line 1: isn't JSON (it nests too deeply)"),
    Bad("void.ndjson", lambda: b"\n\n", EMPTY),
    Bad("empty.csv", lambda: b"", EMPTY),
    Bad("heads.csv", lambda: b"a,b\n", "holds no rows below its heads"),
    Bad("cell.csv", lambda: b"a,b\n1,%s\n2,%s" % (b"a" * 200_000, PROSE.encode()), "line 2: can't be read as CSV"),
    Bad("wide.csv", lambda: f"a,b\n1,{PROSE}\n1,{PROSE},3\n".encode(), "row 3: has 3 cells under 2 heads"),
    Bad("binary.tsv", lambda: b"a\tb\0", BINARY),
    Bad("empty.parquet", lambda: b"", "is a damaged Parquet file", "pyarrow"),
    Bad("cut.parquet", lambda: b"PAR1" + b"\xff" * 99 + b"PAR1", "is a damaged Parquet file", "pyarrow"),
)
ARCHIVES = (
    Bad("empty.zip", lambda: b"", "is a damaged archive"),
    Bad("void.zip", lambda: make_zip([]), "is an archive without files"),
    Bad("cut.zip", lambda: make_zip([("a.txt", TEXT)])[:-9], "is a damaged archive"),
    Bad("member.zip", lambda: spoil(make_zip([("a.txt", TEXT)])), "a.txt: is a damaged archive"),
    Bad("up.zip", lambda: make_zip([("../../etc/a.txt", TEXT)]), "has a path that leads out of the archive"),
    Bad("root.zip", lambda: make_zip([("/etc/a.txt", TEXT)]), "has a path that leads out of the archive"),
    Bad("locked.zip", lambda: lock(make_zip([("a.txt", TEXT)])), "is encrypted"),
    Bad("bomb.zip", lambda: make_zip([("a.txt", b"\0" * 5_000_000)]), "unpacks to more than 200 times its size"),
    Bad("inner.zip", lambda: make_zip([("a.zip", make_zip([("a.txt", TEXT)]))]), "is an archive within a file"),
    Bad("many.zip", lambda: make_zip([(f"{n}.odd", "") for n in range(10_001)]), "holds more than 10,000 files"),
    Bad("foreign.zip", lambda: make_zip([("a.txt", TEXTS["fr"][0])]), "is written in French (fr)"),
    Bad("empty.tar", lambda: b"", "is a damaged archive"),
    Bad("void.tar", lambda: make_tar([], "w"), "is an archive without files"),
    Bad("link.tar", lambda: make_tar([("a.txt", None)], "w"), "is a link or a device"),
    Bad("up.tgz", lambda: make_tar([("../a.txt", b"x")]), "has a path that leads out of the archive"),
    Bad("bomb.tar.gz", make_holes, "unpacks to more than 200 times its size"),
    Bad("cut.tar.gz", lambda: make_tar([("a.txt", TEXT.encode() * 99)])[:60], "is a damaged archive"),
    Bad("empty.gz", lambda: b"", EMPTY),
    Bad("none.txt.gz", lambda: TEXT.encode(), "is a damaged archive"),
    Bad("bomb.txt.gz", lambda: gzip.compress(b"a" * 60_000_000), "unpacks to more than 200 times its size"),
    Bad("large.txt.gz", lambda: gzip.compress(bytes(range(32, 127)) * 600_000, 1), "holds more than 50 MB"),
    Bad("twice.tar.gz.gz", lambda: gzip.compress(make_tar([("a.txt", b"x")])), "is an archive within a file"),
    Bad("void.warc", lambda: b"", "holds no page", "warcio"),
    Bad("none.warc", lambda: TEXT.encode(), "holds no page", "warcio"),
)
BAD = (*TEXTS_AND_PAGES, *FOREIGN, *MAIL, *FEEDS, *TABLES, *ARCHIVES)
