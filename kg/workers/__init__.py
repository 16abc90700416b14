"""Extraction in processes of their own: a document that kills or hangs one costs nothing but itself."""

from __future__ import annotations

from kg.workers.crew import extract_apart

__all__ = ["extract_apart"]
