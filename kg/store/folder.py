"""Opens the folder that a store lives in, for one writer or for readers.

A store `news.kg/` holds

    kg-store.json   {"format": 2}: what this folder is
    writer.json     who writes, while somebody does
    journal.nq      documents that the engine hasn't taken in yet: see `kg.store.journal`
    quads/          the engine's own files (RocksDB), which only the writer opens
    snapshots/      what readers read: see `kg.store.snapshots`
"""

from __future__ import annotations

import ctypes
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.documents.sources import STORE
from kg.errors import StoreError
from kg.store.inference import refresh
from kg.store.journal import JOURNAL, Journal
from kg.store.locks import Lock, hold, holder, note
from kg.store.marks import FORMAT, check, format_of, write_mark
from kg.store.snapshots import SNAPSHOTS, publish, published, take

WRITER = "writer.json"
QUADS = "quads"
NEXT = "quads.next"
"""What a restore has made ready; it becomes `quads/` as soon as it is whole."""

_OURS = {f".{STORE}", WRITER}


@dataclass(slots=True)
class Home:
    """An open folder: where in it the engine's files are, the engine, and the lock that keeps them for it."""

    path: Path
    quads: Path
    engine: ox.Store
    lock: Lock
    writes: bool
    journal: Journal | None = None
    published: bool = False
    busy: threading.Lock = field(default_factory=threading.Lock)
    changing: threading.RLock = field(default_factory=threading.RLock)

    def holds(self, document: str) -> bool:
        """Whether a document is there that the engine hasn't taken in."""
        return self.journal is not None and document in self.journal.documents

    def write(self, document: str, lines: bytes) -> None:
        """Keep what a new document says (see `kg.store.journal`); when there is enough, the engine takes it in."""
        if self.journal is not None:
            self.journal.write(document, lines)
            if self.journal.is_full:
                self.settle()

    def settle(self) -> None:
        """Have the engine take in the new documents.

        Raises:
            StoreError: the disk is full, or another folder lies in the place of this one.
        """
        if self.journal is not None and self.journal.size:
            with explained(self.path), self.changing:
                self._check_place()
                self.journal.settle(self.engine)

    def flush(self) -> None:
        """Have all on the disk, with what follows from it, and let readers see it.

        Raises:
            StoreError: the disk is full, or another folder lies in the place of this one.
        """
        if self.writes:
            with explained(self.path), self.busy:
                self._check_place()
                self.published = False
                with self.changing:
                    self.settle()
                    refresh(self.engine)
                self.engine.flush()
                publish(self.engine, self.path)
                self.published = True

    def release(self) -> None:
        """Let go of the folder, after `flush`; a writer's note goes, as a sign that all it wrote is published."""
        if self.writes and self._is_elsewhere():
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(self.engine))  # so that it never ends: it would tidy up there
        del self.engine
        if self.published:
            self.lock.write("")
        self.lock.release()

    def _check_place(self) -> None:
        if self._is_elsewhere():
            raise StoreError(str(self.path), "was moved or replaced while it was open; open it again")

    def _is_elsewhere(self) -> bool:
        """Whether the folder was moved; the engine goes by paths, and would write into whatever took the place."""
        return not self.lock.holds(self.path / WRITER)


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn what the engine raises into a `StoreError` that says what to do.

    Raises:
        StoreError: the engine or the file system refused.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(str(path), _reason(error)) from error
    except RuntimeError as error:
        raise StoreError(str(path), f"the engine gave up ({error}); restore the folder from a backup") from error


def _reason(error: OSError) -> str:
    text = str(error)
    if "LOCK" in text or "No locks available" in text:
        return _in_use("another process or Store")
    if "No space left" in text:
        return "the disk is full; free some space and run it again (what was acknowledged is kept)"
    if isinstance(error, PermissionError) or "Permission denied" in text or "Read-only file system" in text:
        return "you may not write there; open it read-only, or choose another folder"
    return f"can't be opened as a store ({text}); restore it from a backup, or build it again"


def _in_use(who: str) -> str:
    return f"{who} is writing to it; wait for its end, close it, or open it read-only"


def create_or_open(path: Path) -> Home:
    """Open a store's folder for writing; make it where there is none, or only an empty folder.

    Raises:
        StoreError: it's a folder or file of something else, locked, or not writable.
    """
    make(path)
    return _write_to(path)


def make(path: Path) -> None:
    """See that a folder is a store's; mark it as one if it's empty or isn't there.

    Raises:
        StoreError: it's a folder or file of something else, or not writable.
    """
    if path.exists() and not path.is_dir():
        raise StoreError(str(path), "is a file, not a store's folder; choose another path, or use Store.load")
    with explained(path):
        if not path.is_dir() or all(each.name in _OURS for each in path.iterdir()):
            path.mkdir(parents=True, exist_ok=True)
            write_mark(path)
    check(path)


def open_existing(path: Path, *, read_only: bool) -> Home:
    """Open a store's folder that is there already.

    Raises:
        StoreError: it's missing, of something else, locked, or damaged.
    """
    if not path.exists():
        raise StoreError(str(path), f"there is no such store; make it with: kg build FOLDER --store {path}")
    check(path)
    return _read_from(path) if read_only else _write_to(path)


def _write_to(path: Path) -> Home:
    with held(path) as lock:
        _settle(path)
        journal = Journal(path / JOURNAL)
        home = Home(path, path / QUADS, ox.Store(path / QUADS), lock, writes=True, journal=journal)
        journal.recover(home.engine)
        migrate(home)
        return home


@contextmanager
def held(path: Path) -> Iterator[Lock]:
    """Hold a store's folder as its one writer; the lock outlives the block, unless there is an error in it.

    Raises:
        StoreError: somebody else holds it, or what happens in the block fails.
    """
    with explained(path):
        lock = hold(path / WRITER)
        if lock is None:
            raise StoreError(str(path), _in_use(holder(path / WRITER)))
        before = (path / WRITER).read_text(encoding="utf-8")
        try:
            lock.write(note())
            yield lock
        except BaseException:
            lock.write(before)
            lock.release()
            raise


def _settle(path: Path) -> None:
    """End a restore that was interrupted, and see that the engine finds what it left."""
    quads, ready = path / QUADS, path / NEXT
    shutil.rmtree(path / f".{NEXT}", ignore_errors=True)
    if ready.is_dir():
        (path / JOURNAL).unlink(missing_ok=True)  # it belongs to what the restore replaces
        shutil.rmtree(quads, ignore_errors=True)
        ready.rename(quads)
    if published(path) and not (quads / "CURRENT").exists():
        # The engine would begin anew, without a word.
        reason = f"has lost its folder {QUADS}; what was acknowledged last is kept: kg store restore {path} {path}"
        raise StoreError(str(path), reason)


def _read_from(path: Path) -> Home:
    with explained(path):
        _freshen(path)
        found = take(path)
        if found is None and format_of(path) > 1:
            raise StoreError(str(path), "holds nothing to read yet; wait for its writer, or build it again")
        # The first format had no snapshots. Only where the folder can't be written does this come to pass.
        quads, lock = found or (path / QUADS, _share(path / STORE))
        return Home(path, quads, ox.Store.read_only(str(quads)), lock, writes=False)


def _share(path: Path) -> Lock:
    lock = hold(path, shared=True)
    if lock is None:
        raise StoreError(str(path.parent), _in_use("another process or Store"))
    return lock


def _freshen(path: Path) -> None:
    """Publish what a writer that was killed left behind, if none is at work and the folder can be written."""
    if not _is_behind(path):
        return
    try:
        home = _write_to(path)
        home.flush()
        home.release()
    except StoreError:
        if not published(path) and format_of(path) == FORMAT:
            raise


def _is_behind(path: Path) -> bool:
    try:
        return format_of(path) < FORMAT or (path / WRITER).stat().st_size > 0
    except FileNotFoundError:
        return False


def migrate(home: Home) -> None:
    """Bring a store to the present format, a step at a time; each step may be done again if it was interrupted."""
    while (found := format_of(home.path)) < FORMAT:
        MIGRATIONS[found](home)
        write_mark(home.path, found + 1)
    if not (home.path / SNAPSHOTS).is_dir():
        publish(home.engine, home.path)


def _publish_first(home: Home) -> None:
    """Format 1 had no snapshots, and its readers opened the writer's own files."""
    publish(home.engine, home.path)


MIGRATIONS: Mapping[int, Callable[[Home], None]] = {1: _publish_first}
"""What brings a store of a format to the next one."""
