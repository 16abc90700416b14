"""What a child process takes from itself before it evaluates anything: the network, memory, core dumps."""

from __future__ import annotations

import ctypes
import os
import resource
from pathlib import Path

_NEW_USER = 0x10000000  # CLONE_NEWUSER and CLONE_NEWNET of linux/sched.h
_NEW_NETWORK = 0x40000000


def leave_network() -> bool:
    """Move this process, which may have no second thread yet, to a network of its own, where nothing answers.

    Returns:
        Whether the system allowed it; only Linux knows how.
    """
    try:
        return bool(ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK) == 0)
    except (OSError, AttributeError):
        return False


def limit_memory(more: int) -> None:
    """Allow this process so many MiB of address space beyond what it has; an allocation beyond that ends it."""
    resource.setrlimit(resource.RLIMIT_AS, (most := _address_space() + more * 1024 * 1024, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:  # not Linux: what Python and the engine take at the start
        return 512 * 1024 * 1024
    return pages * resource.getpagesize()


def silence() -> None:
    """Send standard output and error nowhere: the engine writes there as it dies, and it may quote the query."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
