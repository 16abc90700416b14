"""Paths, folders and streams → Documents, whose offsets are those of the source's own text."""

from __future__ import annotations

from kg.documents.contents import Contents
from kg.documents.faults import tell_fault
from kg.documents.formats import Format, list_suffixes
from kg.documents.options import ReadOptions
from kg.documents.readers import read
from kg.documents.values import Text, texts_of

__all__ = ["Contents", "Format", "ReadOptions", "Text", "list_suffixes", "read", "tell_fault", "texts_of"]
