"""Tells how long work goes: on a terminal, by one line that is written over and over; in a pipe, not at all."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from kg.builder import BuildReport
    from kg.model import Extraction

_CLEAR = "\r\x1b[K"


class ProgressLine:
    """One line on a stream, if that is a terminal and `shown` is true."""

    def __init__(self, stream: TextIO, *, shown: bool = True) -> None:
        self._stream = stream if shown and stream.isatty() else None

    def start(self) -> None:
        """Say that the models are being loaded."""
        self._write("loading models …")

    def show(self, extraction: Extraction, report: BuildReport) -> None:
        """Say how far the build has come."""
        name = "".join(letter if letter.isprintable() else "?" for letter in extraction.document.name)
        self._write(f"{report.documents} documents, {report.statements} statements, {name}")

    def say(self, text: str) -> None:
        """Say how far other work has come."""
        self._write(text)

    def end(self) -> None:
        """Take the line away."""
        self._write("")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            with suppress(OSError):  # a terminal that went away stops no work
                self._stream.write(_CLEAR + text[: shutil.get_terminal_size().columns - 1])
                self._stream.flush()
