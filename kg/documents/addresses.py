"""Addresses such as `s3://bucket/news/` → files; the network is reached for what the user names and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import DocumentError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.:-]+://")


def is_address(given: str) -> bool:
    """Whether a path names a file that isn't on a disk of this machine."""
    return _ADDRESS.match(given) is not None


def find_files(address: str) -> list[str]:
    """List the files under an address, in the order of their names; one that is no folder stands for itself.

    Args:
        address: with a scheme that fsspec knows.

    Raises:
        DocumentError: it can't be listed.
    """
    system, path = _open_system(address)
    try:
        if address.startswith(("http://", "https://")) or not system.isdir(path):
            return [address]
        inside = [found.removeprefix(path.rstrip("/")) for found in sorted(system.find(path))]
        return [address.rstrip("/") + each for each in inside if not _is_hidden(each)]
    except Exception as fault:
        raise _explain(address, fault) from fault


def _is_hidden(name: str) -> bool:
    return any(step.startswith(".") for step in name.split("/"))


def fetch(address: str, largest: int) -> bytes:
    """Read a file; it is kept nowhere.

    Args:
        address: the file's.
        largest: its size at most; of a larger one, one byte more than that is returned.

    Raises:
        DocumentError: it can't be read.
    """
    system, path = _open_system(address)
    try:
        with system.open(path, "rb") as file:
            data: bytes = file.read(largest + 1)
        return data
    except Exception as fault:
        raise _explain(address, fault) from fault


def _open_system(address: str) -> tuple[AbstractFileSystem, str]:
    if "::" in address:
        raise DocumentError(address, "is a chain of addresses, some of which keep copies; give a plain one")
    try:
        from fsspec.core import url_to_fs
    except ImportError as missing:
        raise DocumentError(address, "needs fsspec to be read; install it with: pip install 'kg[cluster]'") from missing
    try:
        return url_to_fs(address)  # type: ignore[no-any-return]
    except Exception as fault:
        raise _explain(address, fault) from fault


def _explain(address: str, fault: Exception) -> DocumentError:
    said = " ".join(str(fault).split())[:200] or type(fault).__name__
    if isinstance(fault, ImportError):
        return DocumentError(address, f"needs a library to be read ({said})")
    if isinstance(fault, FileNotFoundError):
        return DocumentError(address, "doesn't exist or can't be reached; check the address and the network")
    return DocumentError(address, f"can't be read: {said}; check the address, your access to it and the network")
