"""While documents are extracted, matrices are multiplied in one thread; afterwards as before."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from kg.threads import use_one_thread


def numbers() -> set[int]:
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def test_the_limit_ends_with_the_block() -> None:
    _ = np.ones((2, 2)) @ np.ones((2, 2))
    if not numbers():
        pytest.skip("numpy has a library here whose threads nobody counts")
    with threadpool_limits(limits=2, user_api="blas"):
        before = numbers()
        with use_one_thread():
            assert numbers() == {1}
        assert numbers() == before
