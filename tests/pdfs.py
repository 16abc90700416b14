"""Writes tiny PDF files, byte by byte: what a test says of a page is what stands on it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 800
_TURNS = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}
TREE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>")


@dataclass(frozen=True)
class Put:
    """Words at a place (x from the left, y from the bottom), turned by an angle of 90, 180 or 270 degrees."""

    text: str
    x: float = 50
    y: float = 700
    size: float = 10
    bold: bool = False
    angle: int = 0


@dataclass(frozen=True)
class Rule:
    """A line that is drawn from one place to another."""

    x0: float
    y0: float
    x1: float
    y1: float


def column(text: str, x: float = 50, y: float = 700, *, size: float = 10, pitch: float = 12) -> list[Put]:
    """The lines of a text below one another; an empty line leaves as much room."""
    return [Put(line, x, y - pitch * number, size) for number, line in enumerate(text.splitlines()) if line]


def write_pdf(
    *pages: Iterable[Put | Rule], said: Mapping[str, str] | None = None, language: str = "", rotate: int = 0
) -> bytes:
    """Write a file of pages.

    Args:
        pages: what stands on each.
        said: what the file says of itself, such as its Title.
        language: the same, as BCP 47 writes it.
        rotate: by how many degrees pages are turned to be read.
    """
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    fonts = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    fonts += "/B<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>>>"
    info = "".join(f"/{key}({value})" for key, value in (said or {}).items())
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{f'/Lang({language})' if language else ''}>>".encode(),
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        f"<<{info}>>".encode("latin-1"),
    ]
    for number, page in enumerate(pages):
        box = f"/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {rotate}/Resources<<{fonts}>>/Contents {5 + 2 * number} 0 R"
        objects += [f"<</Type/Page/Parent 2 0 R{box}>>".encode(), stream(b"\n".join(map(_draw, page)))]
    return join_objects(objects, "/Info 3 0 R")


def _draw(each: Put | Rule) -> bytes:
    if isinstance(each, Rule):
        return f"{each.x0} {each.y0} m {each.x1} {each.y1} l S".encode()
    words = each.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    matrix = f"{_TURNS[each.angle]} {each.x} {each.y}"
    return f"BT /{'B' if each.bold else 'F'} {each.size} Tf {matrix} Tm ({words}) Tj ET".encode("cp1252")


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream."""
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), entries, packed)


def join_objects(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of objects; the first is its root."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    tail = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer.encode(), len(out))
    return out + head + tail
