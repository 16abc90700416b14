"""Measures by annotated documents how well they are read, and how well their things are told to be one."""

from __future__ import annotations

from kg.bench.reading import Bench, run_bench
from kg.bench.resolution import Outcome, run_resolution

__all__ = ["Bench", "Outcome", "run_bench", "run_resolution"]
