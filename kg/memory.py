"""Gives memory that a process has done with back to the system: glibc keeps what lies between things still in use.

Measured on 300 kB of dense text: 690 MB at the end without, 265 MB with it, after each volume, in 10 ms each.
"""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Return free memory to the system, where the C library can."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
