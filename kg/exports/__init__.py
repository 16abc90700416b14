"""Writes a store to files: the same bytes for the same graph, whole or not at all."""

from __future__ import annotations

from kg.exports.formats import FORMATS, export, format_of, write

__all__ = ["FORMATS", "export", "format_of", "write"]
