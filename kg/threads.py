"""Keeps the products of matrices to one thread: those of extraction are too small to be shared out.

A second thread of numpy's OpenBLAS only spins while it waits: with it, 500 documents of 1 kB took 84 CPU s instead of
47, in the same time (two cores, 30 November 2026).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def use_one_thread() -> Iterator[None]:
    """Have numpy, as far as it's loaded, multiply matrices in the thread that asks, until the block ends."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
