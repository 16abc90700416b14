"""Keeps a state of the store for readers: what a writer has acknowledged, in files that nobody changes.

The engine's own files belong to the writer: to open them beside one, even for reading, is undefined behaviour. So the
writer publishes `snapshots/000001/`, `snapshots/000002/` … inside the store's folder, hard links that take no time and
no space, each when something was acknowledged (`flush`, `close`). A reader opens the newest and holds its file CURRENT;
the writer removes what nobody holds.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.store.locks import Lock, hold

SNAPSHOTS = "snapshots"
_HELD = "CURRENT"
_TRIES = 100


def publish(engine: ox.Store, home: Path) -> None:
    """Let readers see the store as it is now, and remove older snapshots that nobody reads.

    Args:
        engine: the writer's.
        home: the store's folder.

    Raises:
        OSError: the disk is full, or the folder can't be written.
    """
    folder = home / SNAPSHOTS
    folder.mkdir(exist_ok=True)
    older = published(home)
    # The engine makes the folder under another name and renames it when it's whole.
    engine.backup(folder / f"{_number(older) + 1:06}")
    for each in older:
        _remove(each)
    for left in folder.glob("*.tmp"):
        shutil.rmtree(left, ignore_errors=True)


def published(home: Path) -> list[Path]:
    """Return the snapshots in a store's folder, the newest last."""
    folder = home / SNAPSHOTS
    found = [each for each in folder.iterdir() if each.name.isdigit()] if folder.is_dir() else []
    return sorted(found, key=lambda each: int(each.name))


def _number(older: list[Path]) -> int:
    return int(older[-1].name) if older else 0


def _remove(snapshot: Path) -> None:
    lock = hold(snapshot / _HELD) if (snapshot / _HELD).exists() else None
    if lock is not None or not (snapshot / _HELD).exists():
        shutil.rmtree(snapshot, ignore_errors=True)
    if lock is not None:
        lock.release()


def take(home: Path) -> tuple[Path, Lock] | None:
    """Hold the newest snapshot, so that no writer removes it.

    Returns:
        Its folder and the lock on it; None where there is none.

    Raises:
        OSError: it can't be read.
    """
    for _ in range(_TRIES):  # a writer may remove it between the look and the hold; then there is a newer one
        found = published(home)
        if not found:
            return None
        try:
            lock = hold(found[-1] / _HELD, shared=True)
        except FileNotFoundError:
            continue
        if lock is not None and lock.holds(found[-1] / _HELD):
            return found[-1], lock
    return None


def link(source: Path, target: Path) -> None:
    """Copy the engine's files into a new folder: tables by hard links, where the disk allows.

    Its lock and its own diary (`LOG`, `LOG.old.…`), which no reader needs, are left out.

    Args:
        source: a folder whose files are at rest; of another, the caller must find out whether the copy is whole.
        target: doesn't exist yet.

    Raises:
        OSError: the target exists or can't be written; FileNotFoundError where a file went while it was copied.
    """
    target.mkdir(parents=True)
    for file in sorted(source.iterdir()):
        if file.name.split(".")[0] in ("LOCK", "LOG") or file.is_dir():
            continue
        try:
            if file.suffix != ".sst":  # the engine writes on in all others
                raise OSError
            os.link(file, target / file.name)
        except OSError:  # another file system
            shutil.copyfile(file, target / file.name)
