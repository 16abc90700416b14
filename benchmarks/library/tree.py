"""CPU seconds and resident memory of this process and of all that it has started, as /proc tells."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def list_tree(process: int) -> Iterator[int]:
    """Yield a process and those that it has started, and theirs."""
    yield process
    with suppress(OSError):
        for task in (_PROC / str(process) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from list_tree(int(child))


def cpu_seconds() -> float:
    """CPU seconds of all of them, and of those that have ended."""
    total = 0
    for process in list_tree(os.getpid()):
        with suppress(OSError):
            # Behind the name, which may hold anything: user, system, and both of children that have ended.
            numbers = (_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, numbers[11:15]))
    return total / _TICKS


def resident() -> float:
    """MB that all of them hold, pages that they share counted once for each."""
    total = 0
    for process in list_tree(os.getpid()):
        with suppress(OSError):
            total += int((_PROC / str(process) / "statm").read_text().split()[1])
    return total * os.sysconf("SC_PAGE_SIZE") / 1_000_000


class Watch:
    """Looks at the memory ten times a second; `take` gives its height since it was last asked."""

    def __init__(self) -> None:
        self._height = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        while not self._ended.wait(0.1):
            self._height = max(self._height, resident())

    def take(self) -> float:
        """Return the height, and begin anew."""
        height, self._height = max(self._height, resident()), 0.0
        return height

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


def size_of(folder: Path) -> float:
    """MB of the files in a folder, those with several names once."""
    found = {}
    for file in folder.rglob("*"):
        with suppress(OSError):  # gone in the meantime
            status = file.stat()
            found[status.st_ino] = status.st_size
    return sum(found.values()) / 1_000_000


def now() -> tuple[float, float]:
    """Seconds by the clock, and of the processors."""
    return time.perf_counter(), cpu_seconds()
