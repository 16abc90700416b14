"""Has the C library keep the memory that arrays give back, for the next document needs as much.

As it is, glibc gives the end of its heap back to the system as soon as it's free, and the system clears each page that
is asked for again: beside a store, a build spent more than half of its time on that.
"""

from __future__ import annotations

import ctypes
import os
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)
_KEPT, _LARGE = 1 << 30, 32 << 20  # bytes; the second is the most that mallopt takes


def keep_memory() -> None:
    """Keep up to a gigabyte of free memory for this process, unless the environment says otherwise."""
    if sys.platform != "linux" or "MALLOC_TRIM_THRESHOLD_" in os.environ:
        return
    change = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if change is not None:
        change(_TRIM_THRESHOLD, _KEPT)
        change(_MMAP_THRESHOLD, _LARGE)
