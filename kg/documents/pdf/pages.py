"""Asks the child process for the pages of a PDF file: words with their boxes, and lines that are drawn."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.documents.pdf.child import PAGES, Limits
from kg.errors import DocumentError

LARGEST = 60_000_000
"""The most bytes that the child may say of a file, some twelve for each letter."""

LIMITS = Limits()
_PROGRAM = "from kg.documents.pdf.child import Limits, serve; serve({})"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page; y grows upwards, as PDF has it."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The height of the middle."""
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        """The place of the middle between left and right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that stand together; `spaced` if white space stands before them."""

    text: str
    box: Box
    bold: bool = False
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is drawn; `number` counts from 1, `fault` says why it couldn't be read."""

    number: int
    width: float = 0.0
    height: float = 0.0
    words: tuple[Word, ...] = ()
    rules: tuple[Box, ...] = ()
    turned: int = 0
    scanned: bool = False
    drawn: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file, and what it says of itself."""

    pages: tuple[Page, ...]
    said: Mapping[str, str]


def read_pages(data: bytes, name: str) -> Pages:
    """Read a file's pages.

    Args:
        data: the file.
        name: what errors call it.

    Raises:
        DocumentError: it can't be opened, or not within its limits of time, memory and size.
    """
    if find_spec("pypdfium2") is None:
        raise DocumentError(name, "needs pypdfium2 to be read; install it with: pip install pypdfium2")
    with _LOCK:
        head, *records = _child(LIMITS).ask(data, name)
    if "error" in head:
        raise _explain(head["error"], data, name)
    if not head["pages"]:
        raise DocumentError(name, "has no pages, or its list of pages is damaged; save it as PDF anew")
    if head["pages"] > PAGES:
        raise DocumentError(name, f"has {head['pages']:,} pages, more than {PAGES:,}; split it into several files")
    return Pages(tuple(_make_page(number, record) for number, record in enumerate(records, 1)), head["meta"])


def _explain(reason: str, data: bytes, name: str) -> DocumentError:
    # The library may repeat what was wrong with the file before.
    if "password" in reason.lower() and b"/Encrypt" in data:
        return DocumentError(name, "is protected by a password; save a copy without one")
    if "security" in reason.lower():
        return DocumentError(name, "is protected in a way that can't be opened; save a copy without protection")
    return DocumentError(name, "is no PDF that can be opened; get the file again, or save it as PDF anew")


def _make_page(number: int, record: Mapping[str, Any]) -> Page:
    if "error" in record:
        return Page(number, fault=record["error"])
    words = tuple(Word(text, Box(*box), bold, spaced) for text, *box, bold, spaced in record["words"])
    rules = tuple(Box(*each) for each in record["rules"])
    kept = {key: record[key] for key in ("width", "height", "turned", "scanned", "drawn")}
    return Page(number, words=words, rules=rules, **kept)


_LOCK = threading.Lock()


@cache
def _child(limits: Limits) -> Child:
    child = Child(limits)
    atexit.register(child.end)
    return child


class Child:
    """The process, which is started when it is asked, and again after it died.

    Args:
        limits: of time and memory.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, data: bytes, name: str) -> list[dict[str, Any]]:
        """Return what it says of a file: the whole, then the pages."""
        try:
            return list(self._ask(data, name))
        except BaseException:
            self.end()  # the rest of its answer is nobody's
            raise

    def _ask(self, data: bytes, name: str) -> Iterator[dict[str, Any]]:
        process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(len(data).to_bytes(8) + data)
            process.stdin.flush()
        except OSError as error:
            raise self._bury(name) from error
        size = 0
        for line in process.stdout:
            if line == b"\n":
                return
            size += len(line)
            if size > LARGEST:
                raise DocumentError(name, f"holds more than {LARGEST // 12_000_000} million letters; split it")
            yield json.loads(line)
        raise self._bury(name)

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._owner = os.getpid()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM.format(self.limits)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=_environment(), start_new_session=True,  # Ctrl-C is for the parent
            )  # fmt: skip
        return self._process

    def _bury(self, name: str) -> DocumentError:
        """Say why it died."""
        assert self._process is not None
        status = self._process.wait()
        if status == -signal.SIGPROF:
            return DocumentError(name, "has a page that takes too long to read; save it as PDF anew")
        if status in (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL, -signal.SIGKILL, 1):
            return DocumentError(
                name, f"takes more than {self.limits.memory} MB of memory to read; save it as PDF anew"
            )
        return DocumentError(name, f"makes the PDF library fail (status {status}); save it as PDF anew")

    def end(self) -> None:
        """End the process, if this one started it."""
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
        self._process = None


def _environment() -> dict[str, str]:
    """Nothing of this process's environment, which may hold secrets, but where to find Python's modules."""
    package = str(Path(__file__).parent.parent.parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "PYTHONPATH": package, "MALLOC_ARENA_MAX": "2"}
