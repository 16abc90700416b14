"""Writes files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kg.errors import OutputError


def replace_file(path: Path, content: bytes) -> None:
    """Write beside the file and rename, so that nobody ever sees half of it.

    Args:
        path: the file; one that exists is replaced and keeps its permissions. Its folder must exist.
        content: all that it shall hold.

    Raises:
        OutputError: the path is a folder, or can't be written.
    """
    if path.is_dir():
        raise OutputError(str(path), "is a folder; name a file in it")
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".kg-", suffix=".tmp")
    except OSError as error:
        raise OutputError(str(path), _reason(error)) from error
    try:
        _write(handle, content)
        Path(beside).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(beside).replace(path)
    except BaseException as error:
        Path(beside).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OutputError(str(path), _reason(error)) from error
        raise


def check_target(path: Path) -> None:
    """Tell beforehand what would keep a file from being written.

    Raises:
        OutputError: the path is a folder, or its folder is missing.
    """
    if path.is_dir():
        raise OutputError(str(path), "is a folder; name a file in it")
    if not path.parent.is_dir():
        raise OutputError(str(path), f"there is no folder {path.parent}; make it, or choose another place")


def _write(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _reason(error: OSError) -> str:
    return f"can't be written ({error.strerror or error}); make its folder, free some space, or choose another place"


def _umask() -> int:
    # The only way to read it is to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
