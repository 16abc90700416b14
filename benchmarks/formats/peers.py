"""What the libraries for PDF give on their own: the text of the pages, read as plain text."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

Reader = Callable[[bytes], list[str]]


def read_pypdf(data: bytes) -> list[str]:
    """The texts of the pages, by pypdf."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def read_pdfplumber(data: bytes) -> list[str]:
    """The texts of the pages, by pdfplumber, which is pdfminer.six underneath."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def read_pdfminer(data: bytes) -> list[str]:
    """The texts of the pages, by pdfminer.six with its analysis of layouts."""
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data)).rstrip("\f").split("\f")


def read_pypdfium(data: bytes) -> list[str]:
    """The texts of the pages, by pypdfium2."""
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


PEERS: Mapping[str, Reader] = MappingProxyType(
    {
        "pypdfium2": read_pypdfium,
        "pdfplumber": read_pdfplumber,
        "pdfminer.six": read_pdfminer,
        "pypdf": read_pypdf,
    }
)
"""Libraries of licences that kg may use; none but pypdfium2 is installed with it."""
