"""Tells how long work goes: on a terminal, by one line that is written over and over; in a pipe, not at all."""

from __future__ import annotations

import shutil
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from kg.builder import BuildReport
    from kg.model import Extraction

_CLEAR = "\r\x1b[K"
_SPAN = 60.0  # seconds over which the rate is taken
_OFTEN = 0.1  # seconds between two lines


class ProgressLine:
    """One line on a stream, if that is a terminal and `shown` is true; `total` files are to be read, if known."""

    def __init__(self, stream: TextIO, *, shown: bool = True) -> None:
        self._stream = stream if shown and stream.isatty() else None
        self._told: deque[tuple[float, int]] = deque()
        self.total = 0

    @property
    def shown(self) -> bool:
        """Whether anybody sees it."""
        return self._stream is not None

    def start(self) -> None:
        """Say that the models are being loaded."""
        self._write("loading models …")

    def show(self, extraction: Extraction, report: BuildReport) -> None:
        """Say how far the build has come with a document."""
        name = "".join(letter if letter.isprintable() else "?" for letter in extraction.document.name)
        self.count(report, name)

    def count(self, report: BuildReport, name: str = "") -> None:
        """Say how far the build has come: documents of how many, rate, time left, statements, warnings."""
        now, done = time.monotonic(), report.documents + len(report.errors)
        if self._told and now - self._told[-1][0] < _OFTEN and done < self.total:
            return
        self._told.append((now, done))
        while now - self._told[0][0] > _SPAN:
            self._told.popleft()
        of = f" of {self.total}" if done <= self.total else ""
        parts = [f"{report.documents}{of} documents", *self._tell_rate(), f"{report.statements} statements"]
        parts += [f"{report.warnings} warnings"] if report.warnings else []
        self._write(", ".join([*parts, *filter(None, [name])]))

    def _tell_rate(self) -> list[str]:
        (first, before), (last, done) = self._told[0], self._told[-1]
        if last - first < 1 or done == before:
            return []
        rate = (done - before) / (last - first)
        left = [f"{write_time((self.total - done) / rate)} left"] if done < self.total else []
        return [f"{rate:.3g} a second" if rate >= 1 else f"{rate * 60:.3g} a minute", *left]

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


def write_time(seconds: float) -> str:
    """Write a time as people say it.

    >>> write_time(42.4), write_time(200), write_time(9000)
    ('42 s', '3 min 20 s', '2 h 30 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
