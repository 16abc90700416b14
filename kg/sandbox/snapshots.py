"""Copies of a store's folder as it is at one moment, for children to read while the store goes on changing."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import StoreError
from kg.store.snapshots import link

Signature = tuple[tuple[str, int, int], ...]
"""What changes when a store does: names, sizes and times of files."""

_TRIES = 40


@dataclass(frozen=True, slots=True)
class Source:
    """What snapshots are taken of: how to tell that it has changed, how to copy it into a new folder, and where."""

    signature: Callable[[], Signature]
    copy: Callable[[Path], None]
    beside: Path | None = None


@dataclass(slots=True)
class Snapshot:
    """One copy; removed when the last child that reads it has gone and a newer one is there."""

    folder: Path
    signature: Signature
    users: int = 0
    stale: bool = False
    taken: float = field(default_factory=time.monotonic)


class Snapshots:
    """The newest snapshot of a source, taken when it's asked for.

    Args:
        source: what to copy.
        pause: seconds for which a snapshot is good whatever happens to the source, so that a busy writer doesn't cost
            a copy for each request.
    """

    def __init__(self, source: Source, *, pause: float = 0.0) -> None:
        self._source = source
        self._pause = pause
        self._lock = threading.Lock()
        self._current: Snapshot | None = None
        self._home = _make_home(source.beside)

    def acquire(self) -> Snapshot:
        """Return the newest snapshot, and keep it until it's released.

        Raises:
            StoreError: the source can't be copied.
        """
        with self._lock:
            if self._current is None or self._is_old(self._current):
                self._renew()
            assert self._current is not None
            self._current.users += 1
            return self._current

    @property
    def are_behind(self) -> bool:
        """Whether the source has changed since the newest snapshot, can't be looked at, or never was copied."""
        current = self._current
        try:
            return current is None or self._is_old(current)
        except OSError:
            return True

    @property
    def state(self) -> Signature | None:
        """What tells the newest snapshot from others; none where there is none, or the source has changed since."""
        current = self._current
        return None if current is None or self.are_behind else current.signature

    def is_current(self, snapshot: Snapshot) -> bool:
        """Whether the source is still as this snapshot shows it."""
        return not snapshot.stale and not self._is_old(snapshot)

    def expire(self) -> None:
        """Take a new snapshot next time."""
        with self._lock:
            if self._current is not None:
                self._retire(self._current)
                self._current = None

    def release(self, snapshot: Snapshot) -> None:
        """Let go of a snapshot."""
        with self._lock:
            snapshot.users -= 1
            if snapshot.stale and snapshot.users <= 0:
                shutil.rmtree(snapshot.folder.parent, ignore_errors=True)

    def close(self) -> None:
        """Remove all snapshots."""
        shutil.rmtree(self._home, ignore_errors=True)

    def _is_old(self, snapshot: Snapshot) -> bool:
        fresh = time.monotonic() < snapshot.taken + self._pause
        return not fresh and snapshot.signature != self._source.signature()

    def _renew(self) -> None:
        # Told before the copy is made: a change in between makes the copy look older than it is, never newer.
        signature = self._source.signature()
        if not self._home.is_dir():  # it lay in a folder that was moved away
            self._home = _make_home(self._source.beside)
        folder = Path(tempfile.mkdtemp(dir=self._home)) / "quads"
        try:
            self._source.copy(folder)
        except BaseException:
            shutil.rmtree(folder.parent, ignore_errors=True)
            raise
        if self._current is not None:
            self._retire(self._current)
        self._current = Snapshot(folder, signature)

    def _retire(self, snapshot: Snapshot) -> None:
        snapshot.stale = True
        if snapshot.users <= 0:
            shutil.rmtree(snapshot.folder.parent, ignore_errors=True)


def _make_home(beside: Path | None) -> Path:
    """A folder for snapshots: beside the store, where files can be linked instead of copied, or else a temporary one.

    What a process that was killed has left there is removed.
    """
    if beside is not None:
        with suppress(OSError, ValueError):
            for left in beside.glob(".snapshots-*"):
                if not _is_alive(int(left.name.split("-")[1])):
                    shutil.rmtree(left, ignore_errors=True)
            return Path(tempfile.mkdtemp(prefix=f".snapshots-{os.getpid()}-", dir=beside))
    return Path(tempfile.mkdtemp(prefix="kg-snapshots-"))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return True


def sign(*paths: Path) -> Signature:
    """Return names, sizes and times of files; of a folder, those of the engine's that each commit changes."""
    found = [each for path in paths for each in (_moving(path) if path.is_dir() else [path])]
    signed = []
    for file in sorted(found):
        with suppress(FileNotFoundError):  # gone since it was listed
            told = file.stat()
            signed.append((str(file), told.st_size, told.st_mtime_ns))
    return tuple(signed)


def _moving(folder: Path) -> list[Path]:
    return [*folder.glob("*.log"), *folder.glob("MANIFEST-*"), *folder.glob("CURRENT")]


def copy_folder(source: Path, target: Path) -> None:
    """Copy the engine's files as they are at one moment, while another process may write to them.

    Tables never change, so they are linked; logs and the manifest, which names the tables, are copied. The copy counts
    if the manifest stood still meanwhile: then no log or table that it needs can have gone. A log that was begun after
    the files were listed is left out, so that the copy ends at some moment and has no gap before it.

    The engine's own `backup` would do for the process that writes, but it writes a new table each time; called on a
    store that was opened read-only it knows nothing of the logs, and gives an old state or none without a word.

    Raises:
        StoreError: the manifest didn't stand still in any of some tries, or a file can't be copied.
    """
    for _ in range(_TRIES):
        before = _manifest(source)
        with suppress(FileNotFoundError):
            link(source, target)
            if _manifest(source) == before:
                return
        shutil.rmtree(target, ignore_errors=True)
        time.sleep(0.05)
    raise StoreError(str(source), "is being changed too fast to take a snapshot; try again when the writer is done")


def _manifest(folder: Path) -> Signature:
    return sign(*folder.glob("MANIFEST-*"), *folder.glob("CURRENT"))
