"""A child of the server: holds the store, and changes it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kg.errors import KgError, StoreError
from kg.graph import Store
from kg.sandbox.evaluation import answer
from kg.sandbox.messages import Reply, Request
from kg.sandbox.worker import Work, main


def hold(folder: str) -> Work:
    """Open a store's folder as its one writer."""
    try:
        store = Store.open(_pin(folder))
    except StoreError as error:
        raise StoreError(folder, error.reason) from error

    def update(request: Request) -> Reply:
        reply = answer(store.engine, request)
        try:
            store.flush()  # what is acknowledged outlives a loss of power, too
        except KgError as error:
            return Reply("failed", reason=str(error))
        return reply

    return Work(update, store.close)


def _pin(folder: str) -> Path:
    """Name a folder so that the name stays with it: the engine tidies up by paths, whenever it likes.

    Where another store takes the place of this one, it would remove the files of that one.
    """
    pinned = Path(f"/proc/self/fd/{os.open(folder, os.O_RDONLY | os.O_DIRECTORY)}")
    return pinned if pinned.is_dir() else Path(folder)  # no such names but on Linux


if __name__ == "__main__":
    main(sys.argv[1:], hold)
