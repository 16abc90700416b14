"""What the benchmarks share: their marker, the gold documents, and how to run a program of theirs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a benchmark."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("benchmark")


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold documents beside the checkout."""
    folder = ROOT.parent / "shared" / "gold"
    if not folder.is_dir():
        pytest.skip("there is no ../shared/gold here")
    return folder


@pytest.fixture(scope="session")
def run_program() -> Callable[..., str]:
    """Runs a program in a process of its own, with one thread of BLAS, and returns what it prints."""

    def run(*words: str | Path) -> str:
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        return subprocess.run(
            [str(word) for word in words],
            cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=3000,
        ).stdout  # fmt: skip

    return run
