"""Copies whole stores: a backup, the way back from one, and a snapshot for readers elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.documents.sources import STORE
from kg.errors import StoreError
from kg.store import folder
from kg.store.folder import NEXT, QUADS, explained
from kg.store.journal import JOURNAL
from kg.store.snapshots import SNAPSHOTS, link, publish


def back_up(home: folder.Home, target: Path) -> None:
    """Copy a store on disk into a new folder, consistent even while the store is in use.

    Raises:
        StoreError: the target exists or can't be written.
    """
    with explained(target), _new(target, "a backup") as made:
        home.engine.backup(made / QUADS)
        link(made / QUADS, made / SNAPSHOTS / "000001")
        shutil.copyfile(home.path / STORE, made / STORE)


def snapshot(path: str | Path, into: str | Path) -> Path:
    """Copy what a store has acknowledged into a new folder to read from, beside a writer or not.

    It takes a millisecond and next to no space where both are on one file system (hard links). Nobody writes to the
    copy: any number of processes may open it with `Store.open(path, read_only=True)`.

    Args:
        path: a store's folder.
        into: a folder that isn't there yet.

    Returns:
        The new folder.

    Raises:
        StoreError: the path is no store, or the new folder exists or can't be written.
    """
    home, target = folder.open_existing(Path(path), read_only=True), Path(into)
    with explained(target), _new(target, "a snapshot") as made:
        link(home.quads, made / SNAPSHOTS / "000001")
        shutil.copyfile(Path(path) / STORE, made / STORE)
    home.release()
    return target


@contextmanager
def _new(target: Path, what: str) -> Iterator[Path]:
    """Give a folder beside the target that takes its name when all is in it."""
    if target.exists():
        raise StoreError(str(target), f"exists already; {what} goes into a new folder")
    made = target.with_name(f".{target.name}.part")
    shutil.rmtree(made, ignore_errors=True)
    try:
        made.mkdir(parents=True)
        yield made
        made.rename(target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def restore(backup: str | Path, path: str | Path) -> None:
    """Put what a backup holds in the place of what a store holds; the store is made if it isn't there.

    The backup is read through once before anything changes. A kill in between leaves the old content or the new one.

    Args:
        backup: a backup, or any store: what it has acknowledged is taken. A store that has lost its `quads/` is its
            own backup.
        path: the store's folder; nobody may be writing to it.

    Raises:
        StoreError: the backup is damaged or no store, or the store is in use, of something else, or can't be written.
    """
    source, target = Path(backup), Path(path)
    home = folder.open_existing(source, read_only=True)
    with explained(source):
        for _ in home.engine:  # the engine tells a damaged file when it reads it
            pass
    folder.make(target)
    with folder.held(target) as lock:
        for name in (f".{NEXT}", NEXT):
            shutil.rmtree(target / name, ignore_errors=True)
        link(home.quads, target / f".{NEXT}")
        (target / f".{NEXT}").rename(target / NEXT)
        (target / JOURNAL).unlink(missing_ok=True)
        shutil.rmtree(target / QUADS, ignore_errors=True)
        (target / NEXT).rename(target / QUADS)
        publish(ox.Store(target / QUADS), target)
        lock.write("")
    lock.release()
    home.release()


def compact(home: folder.Home) -> None:
    """Rewrite the engine's files without what was deleted, and let readers see them, so that the old files can go.

    Raises:
        StoreError: the store was opened read-only, or the disk is full; then nothing has changed.
    """
    if not home.writes:
        raise StoreError(str(home.path), "was opened read-only; open it without read_only to change it")
    with explained(home.path):
        home.engine.optimize()
    home.flush()
