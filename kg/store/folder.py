"""Opens, marks and backs up the folder that a store lives in.

A store `news.kg/` holds `kg-store.json` ({"format": 1}: what this folder is) and `quads/`, the engine's own files
(RocksDB).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError

FORMAT = 1
MARK = "kg-store.json"
QUADS = "quads"


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
        return "another process or Store is writing to it; wait for its end, close it, or open it read-only"
    if "No space left" in text:
        return "the disk is full; free some space and run it again (what was acknowledged is kept)"
    if isinstance(error, PermissionError) or "Permission denied" in text or "Read-only file system" in text:
        return "you may not write there; open it read-only, or choose another folder"
    return f"can't be opened as a store ({text}); restore it from a backup, or build it again"


def create_or_open(path: Path) -> ox.Store:
    """Open a store's folder for writing; make it where there is none, or only an empty folder.

    Raises:
        StoreError: it's a folder or file of something else, locked, or not writable.
    """
    with explained(path):
        if path.is_dir() and any(path.iterdir()):
            check(path)
        elif path.exists() and not path.is_dir():
            raise StoreError(str(path), "is a file, not a store's folder; choose another path, or use Store.load")
        else:
            path.mkdir(parents=True, exist_ok=True)
            (path / MARK).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        return ox.Store(path / QUADS)


def open_existing(path: Path, *, read_only: bool) -> ox.Store:
    """Open a store's folder that is there already.

    Raises:
        StoreError: it's missing, of something else, locked, or damaged.
    """
    if not path.exists():
        raise StoreError(str(path), f"there is no such store; make it with: kg build FOLDER --store {path}")
    check(path)
    with explained(path):
        return ox.Store.read_only(str(path / QUADS)) if read_only else ox.Store(path / QUADS)


def check(path: Path) -> None:
    """See that a folder is a kg store of a format that this version reads.

    Raises:
        StoreError: it isn't.
    """
    try:
        found = json.loads((path / MARK).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"isn't a kg store (it has no readable {MARK}); choose an empty or a new folder"
        raise StoreError(str(path), reason) from error
    if found != FORMAT:
        raise StoreError(str(path), f"has store format {found!r}, this kg reads {FORMAT}; use the kg that made it")


def back_up(engine: ox.Store, source: Path, target: Path) -> None:
    """Copy a store on disk into a new folder, consistent even while the store is in use.

    Raises:
        StoreError: the target exists or can't be written.
    """
    if target.exists():
        raise StoreError(str(target), "exists already; a backup goes into a new folder")
    with explained(target):
        target.mkdir(parents=True)
        engine.backup(target / QUADS)
        shutil.copyfile(source / MARK, target / MARK)
