"""The child process that opens PDF files: what a hostile one does to it happens to no other document.

It is asked on standard input (the length of a file, then the file) and answers in lines of JSON: what the file says of
itself, then its pages, one by one.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfObject, PdfPage

PAGES = 5_000
"""The most pages that a file may have."""

LETTERS = 100_000
"""The most letters that a page may have."""

RULES = 1_500
"""The most pieces of lines of a page that are looked at: more are a map or a chart, and no table."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of a processor that a file may take to open, and each of its pages; MiB beyond what the file holds."""

    seconds: float = 60.0
    page_seconds: float = 20.0
    memory: int = 1024


_BOLD = 600
_MARKS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0x0: "\ufffd"}
_SIGN = ctypes.c_int()


def serve(limits: Limits) -> None:
    """Answer until standard input ends."""
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "w", encoding="ascii")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):  # the library writes there as it dies
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    while size := asked.read(8):
        data = asked.read(int.from_bytes(size))
        _limit_memory(len(data), limits.memory)
        for record in _read(data, limits):
            told.write(json.dumps(record) + "\n")
        _allow(0)
        told.write("\n")
        told.flush()


def _allow(seconds: float) -> None:
    """Let this process use so many seconds from now on; the system ends it then, wherever it is."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(size: int, more: int) -> None:
    with suppress(OSError, ValueError):  # macOS knows no such limit
        with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123 - pathlib takes its time to load
            taken = int(status.read().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (taken + size + more * 1024 * 1024, hard))


def _read(data: bytes, limits: Limits) -> Iterator[dict[str, Any]]:
    from pypdfium2 import PdfDocument, PdfiumError

    _allow(limits.seconds)
    try:
        pdf = PdfDocument(data)
    except PdfiumError as error:
        yield {"error": str(error)}
        return
    with pdf:
        pages = len(pdf)
        yield {"pages": pages, "meta": _describe(pdf)}
        for number in range(pages if pages <= PAGES else 0):
            _allow(limits.page_seconds)
            try:
                yield _read_page(pdf[number])
            except PdfiumError as error:
                yield {"error": str(error)}


def _describe(pdf: PdfDocument) -> dict[str, str]:
    from pypdfium2 import raw

    said = {name: value for name, value in pdf.get_metadata_dict(skip_empty=True).items() if len(value) < 1000}
    buffer = ctypes.create_string_buffer(200)
    size = raw.FPDFCatalog_GetLanguage(pdf, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 200)
    if 2 < size <= 200:
        said["Language"] = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return said


def _read_page(page: PdfPage) -> dict[str, Any]:
    from pypdfium2 import raw

    turn = _make_turn(page)
    text = page.get_textpage()
    letters = text.count_chars()
    if letters > LETTERS:
        return {"error": f"holds {letters:,} letters, more than {LETTERS:,}"}
    words, turned = _Letters(text.raw, page.get_rotation(), turn).gather(letters)
    kinds = [each.type for each in page.get_objects(max_depth=2)] if not words else []
    width, height = page.get_size()
    return {
        "width": width,
        "height": height,
        "words": words,
        "rules": list(_find_rules(page, turn)),
        "turned": turned,
        "scanned": raw.FPDF_PAGEOBJ_IMAGE in kinds,
        "drawn": bool(kinds),
    }


Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]


def _make_turn(page: PdfPage) -> Turn:
    """Make what turns boxes as the page is turned to be read, and moves its corner to 0, 0."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()

    def turn(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        x0, x1, y0, y1 = x0 - left, x1 - left, y0 - bottom, y1 - bottom
        width, height = right - left, top - bottom
        if rotation == 90:
            return y0, width - x1, y1, width - x0
        if rotation == 180:
            return width - x1, height - y1, width - x0, height - y0
        if rotation == 270:
            return height - y1, x0, height - y0, x1
        return x0, y0, x1, y1

    return turn


class _Letters:
    """Gathers the letters of a page into words: text, box, whether bold, whether a space stands before it."""

    def __init__(self, text: object, rotation: int, turn: Turn) -> None:
        from pypdfium2 import raw

        self.raw, self.text, self.turn = raw, text, turn
        self.rotation = rotation
        self.words: list[list[Any]] = []
        self.turned = 0

    def gather(self, count: int) -> tuple[list[list[Any]], int]:
        """Return the words, and how many letters were left out because they don't stand upright."""
        box = self.raw.FS_RECTF()
        word: list[Any] | None = None
        space = False
        for index in range(count):
            code = self.raw.FPDFText_GetUnicode(self.text, index)
            letter = _MARKS.get(code) or chr(code)
            if letter.isspace() or not letter.isprintable():
                word, space = None, True
                continue
            self.raw.FPDFText_GetLooseCharBox(self.text, index, box)
            left, bottom, right, top = self.turn(box.left, box.bottom, box.right, box.top)
            if word is not None and _goes_on(word, left, bottom, right, top):
                word[0] += letter
                word[3] = max(word[3], right)
            elif self._is_turned(index):
                word, self.turned = None, self.turned + 1
            else:
                bold = self._is_bold(index)
                word = [letter, left, bottom, right, top, bold, space]
                self.words.append(word)
            space = False
        rounded = [[word[0], *(round(each, 2) for each in word[1:5]), *word[5:]] for word in self.words]
        return rounded, self.turned

    def _is_turned(self, index: int) -> bool:
        angle: float = self.raw.FPDFText_GetCharAngle(self.text, index) * 57.29578 + self.rotation
        return abs((angle + 180) % 360 - 180) > 10 and abs((angle - 2 * self.rotation + 180) % 360 - 180) > 10

    def _is_bold(self, index: int) -> bool:
        weight: int = self.raw.FPDFText_GetFontWeight(self.text, index)
        if weight >= _BOLD:
            return True
        buffer = ctypes.create_string_buffer(128)
        size = self.raw.FPDFText_GetFontInfo(self.text, index, buffer, 128, _SIGN)
        name = buffer.value.lower() if 0 < size <= 128 else b""
        return any(weight in name for weight in (b"bold", b"black", b"heavy"))


def _goes_on(word: Sequence[Any], left: float, bottom: float, right: float, top: float) -> bool:
    """Whether a letter stands right behind a word, on its line and in its size."""
    size = word[4] - word[2]
    level = abs(bottom - word[2]) < 0.08 * size and abs(top - word[4]) < 0.12 * size
    return bool(level and -0.35 * size < left - word[3] < 0.22 * size and right > left - 0.01)


def _find_rules(page: PdfPage, turn: Turn) -> Iterator[list[float]]:
    """Yield the lines that are drawn on a page, across or down, as boxes."""
    from pypdfium2 import raw

    found = 0
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        for box in _split_path(thing):
            x0, y0, x1, y1 = turn(*box)
            if (x1 - x0 > 5) != (y1 - y0 > 5):
                found += 1
                yield [round(each, 2) for each in (x0, y0, x1, y1)]
        if found > RULES:
            return


def _split_path(thing: PdfObject) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight pieces of a path in the page's coordinates; a thin bar is one piece."""
    from pypdfium2 import raw

    left, bottom, right, top = thing.get_bounds()
    count = raw.FPDFPath_CountSegments(thing)
    if min(right - left, top - bottom) <= 5 or count > 500 or count < 2:
        yield left, bottom, right, top
        return
    matrix = thing.get_matrix()
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        piece = raw.FPDFPath_GetPathSegment(thing, index)
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        here = matrix.on_point(x.value, y.value)
        if points and raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_LINETO:
            yield _span(points[-1], here)
        if points and raw.FPDFPathSegment_GetClose(piece):
            yield _span(points[0], here)
        points.append(here)


def _span(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
