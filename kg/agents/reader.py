"""Keeps a graph open to read, as whoever writes it last left it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from kg.errors import StoreError
from kg.graph import Store
from kg.sandbox.limited import LimitedStore
from kg.sandbox.messages import Limits
from kg.store.snapshots import published


@dataclass(frozen=True, slots=True)
class Opened:
    """A graph, and the same within limits; `state` tells it from what its files hold later."""

    store: Store
    limited: LimitedStore
    state: Hashable

    def close(self) -> None:
        """Let go of the files."""
        self.limited.close()
        self.store.close()


class Reader:
    """Reads one graph for one call at a time, and opens it anew where its files have changed.

    Args:
        start: opens the graph, read-only.
        files: the store's folder, or files of RDF.
        limits: of each query.

    Raises:
        StoreError: the graph isn't there, or can't be read.
    """

    def __init__(self, start: Callable[[], Store], files: Sequence[Path], limits: Limits) -> None:
        self._start = start
        self._files = files
        self.limits = limits
        self._turn = Lock()
        self._opened = self._open()

    @property
    def name(self) -> str:
        """What to call the graph."""
        return self._files[0].stem if len(self._files) == 1 else self._files[0].parent.name

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """Give the graph as it is now to one caller, the others wait.

        Raises:
            StoreError: it can't be read any more.
        """
        with self._turn:
            if self._opened.state != find_state(self._files):
                before, self._opened = self._opened, self._open()
                before.close()
            yield self._opened

    def _open(self) -> Opened:
        state = find_state(self._files)  # before it's opened, so that what comes in between is seen later
        store, limits = self._start(), self.limits
        return Opened(store, store.limited(seconds=limits.seconds, rows=limits.rows, memory=limits.memory), state)

    def abandon(self) -> None:
        """End what runs, and remove what was copied for it, for a process that ends without waiting."""
        self._opened.limited.close()

    def close(self) -> None:
        """Let go of the graph, after the call that runs."""
        with self._turn:
            self._opened.close()


def find_state(files: Sequence[Path]) -> Hashable:
    """Return what changes when a graph does: of a store what was published last, of files their sizes and times.

    Raises:
        StoreError: a file is gone.
    """
    try:
        return tuple(_state(file) for file in files)
    except FileNotFoundError as error:
        raise StoreError(str(error.filename), "isn't there; name a store or a file of RDF") from error


def _state(file: Path) -> Hashable:
    told = file.stat()
    if file.is_dir():
        return told.st_ino, tuple((each.name, each.stat().st_ino) for each in published(file)[-1:])
    return told.st_ino, told.st_mtime_ns, told.st_size
