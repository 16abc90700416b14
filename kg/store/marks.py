"""Says of a folder that it's a store, and of which format."""

from __future__ import annotations

import json
import os
from pathlib import Path

from kg.documents.sources import STORE
from kg.errors import StoreError

FORMAT = 2


def check(path: Path) -> None:
    """See that a folder is a kg store of a format that this version reads.

    Raises:
        StoreError: it isn't.
    """
    found = format_of(path)
    if not (isinstance(found, int) and 1 <= found <= FORMAT):
        raise StoreError(str(path), f"has store format {found!r}, this kg reads {FORMAT}; use the kg that made it")


def format_of(path: Path) -> int:
    """Return the format of a store's folder.

    Raises:
        StoreError: the folder isn't a store.
    """
    try:
        found: int = json.loads((path / STORE).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"isn't a kg store (it has no readable {STORE}); choose an empty or a new folder"
        raise StoreError(str(path), reason) from error
    return found


def write_mark(path: Path, number: int = FORMAT) -> None:
    """Write what the folder is, whole or not at all."""
    beside = path / f".{STORE}"
    with beside.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"format": number}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path / STORE)
