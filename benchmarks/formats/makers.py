"""The formats that are measured: a name, the suffix of its files, and what makes a file of a text's pieces.

A format is added by a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks import mail, office
from benchmarks.formats.pdf import NOTE, Layout, make_pdf
from benchmarks.formats.texts import Piece, write
from kg.documents.markdown import parse_markdown
from kg.model import Block


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes files of a format; `adds` is what it adds to the text that is no furniture, such as a footnote."""

    name: str
    suffix: str
    make: Callable[[Sequence[Piece]], bytes]
    adds: str = ""


def of_blocks(make: Callable[[Sequence[Block]], bytes]) -> Callable[[Sequence[Piece]], bytes]:
    """Turn what writes blocks into what writes pieces."""
    return lambda pieces: make(parse_markdown(write(pieces)).blocks)


FORMATS = (
    Maker("PDF, one column", ".pdf", make_pdf),
    Maker("PDF, two columns", ".pdf", partial(make_pdf, layout=Layout((595, 420), columns=2))),
    Maker("PDF, heads, feet, footnotes", ".pdf", partial(make_pdf, layout=Layout((420, 420), furnished=True)), NOTE),
    Maker("PDF, two columns, words broken", ".pdf", partial(make_pdf, layout=Layout((595, 420), 2, justified=True))),
    Maker("PDF, tables without lines", ".pdf", partial(make_pdf, layout=Layout(ruled=False))),
    Maker("Word", ".docx", of_blocks(office.make_docx)),
    Maker("workbook", ".xlsx", of_blocks(office.make_xlsx)),
    Maker("OpenDocument", ".odt", of_blocks(office.make_odt)),
    Maker("slides", ".pptx", of_blocks(office.make_pptx)),
    Maker("EPUB", ".epub", of_blocks(office.make_epub)),
    Maker("rich text", ".rtf", of_blocks(office.make_rtf)),
    Maker("e-mail, plain", ".eml", of_blocks(mail.make_eml)),
    Maker("e-mail, HTML", ".eml", of_blocks(mail.make_html_eml)),
    Maker("mailbox", ".mbox", of_blocks(mail.make_mbox)),
    Maker("RSS", ".rss", of_blocks(mail.make_rss)),
    Maker("Atom", ".atom", of_blocks(mail.make_atom)),
    Maker("JSON lines", ".jsonl", of_blocks(mail.make_jsonl)),
    Maker("CSV", ".csv", of_blocks(mail.make_csv)),
    Maker("Parquet", ".parquet", of_blocks(mail.make_parquet)),
    Maker("zip", ".zip", of_blocks(mail.make_zip)),
    Maker("gzip", ".txt.gz", of_blocks(mail.make_gzip)),
)
