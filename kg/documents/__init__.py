"""Paths, folders and streams → Documents, whose offsets are those of the source's own text."""

from __future__ import annotations

from kg.documents.contents import Contents
from kg.documents.readers import READERS, Format, Reader, read, tell_fault

__all__ = ["READERS", "Contents", "Format", "Reader", "read", "tell_fault"]
