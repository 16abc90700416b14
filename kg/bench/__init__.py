"""Measures how well documents are read, by annotated documents: facts, stages, confidence."""

from __future__ import annotations

from kg.bench.reading import Bench, run_bench

__all__ = ["Bench", "run_bench"]
