"""Paths, folders and streams → Documents, whose offsets are those of the source's own text."""

from __future__ import annotations

from kg.documents.contents import Contents
from kg.documents.faults import tell_fault
from kg.documents.formats import Format, list_suffixes
from kg.documents.options import ReadOptions
from kg.documents.readers import read

__all__ = ["Contents", "Format", "ReadOptions", "list_suffixes", "read", "tell_fault"]
