"""The gold documents, as files and as the text that kg reads in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.documents import list_suffixes, read
from kg.model import Block, Document


def find_files(gold: Path) -> list[Path]:
    """Return the gold documents' files in the order of their names."""
    return sorted(path for path in gold.glob("d*") if path.suffix in list_suffixes())


def read_files(files: Iterable[Path]) -> dict[str, Document]:
    """Read documents; by the file's name without its suffix."""
    return {Path(one.name).stem: one for one in read(files)}


def plain_text(document: Document) -> str:
    """Join the blocks of a document: its content, without a page's furniture and without marks of a markup."""
    return "\n\n".join(_said(block) for block in document.blocks)


def _said(block: Block) -> str:
    return f"{block.label}: {block.content.text}" if block.kind == "field" else block.content.text
