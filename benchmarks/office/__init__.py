"""Writes the blocks of a text as office programs do; tests make small files with it, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from benchmarks.office.books import make_epub
from benchmarks.office.opendocument import make_odt
from benchmarks.office.rich import make_rtf
from benchmarks.office.sheets import make_xlsx
from benchmarks.office.slides import make_pptx
from benchmarks.office.word import make_docx
from kg.model import Block

MAKERS: Mapping[str, Callable[[Sequence[Block]], bytes]] = MappingProxyType(
    {
        ".docx": make_docx,
        ".xlsx": make_xlsx,
        ".odt": make_odt,
        ".pptx": make_pptx,
        ".epub": make_epub,
        ".rtf": make_rtf,
    }
)
"""By suffix, what writes a text's blocks as a file."""

__all__ = ["MAKERS", "make_docx", "make_epub", "make_odt", "make_pptx", "make_rtf", "make_xlsx"]
