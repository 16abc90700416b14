"""`build` keeps at least 0.6 of the speed of the bare spaCy pipeline."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

LEAST = 0.6


def test_build_keeps_most_of_the_pipelines_speed(
    gold: Path, run_program: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(run_program(sys.executable, "-m", "benchmarks.speed", gold))
    with capsys.disabled():
        print(
            f"\nbuild {found['build']:.1f} documents per CPU second, {found['backend']}, one thread;"
            f"\nbare spaCy ({', '.join(found['components'])}) {found['bare']:.1f};"
            f"\nratio {found['ratio']:.2f};"
            f"\nmemory {found['peak']:.0f} MB at its height, {found['loaded']:.0f} MB when loaded"
        )
    assert found["ratio"] >= LEAST
