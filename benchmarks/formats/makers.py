"""The formats that are measured: a name, the suffix of its files, and what makes a file of a text's pieces.

A format is added by a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks import office
from benchmarks.formats import messages
from benchmarks.formats.messages import SUBJECT
from benchmarks.formats.pdf import NOTE, Layout, make_pdf
from benchmarks.formats.texts import Piece, write
from kg.documents.markdown import parse_markdown
from kg.model import Block


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes files of a format.

    `adds` is what it adds to the text that is no furniture, such as a footnote; `untitled` is the title that it gives
    to a text without one.
    """

    name: str
    suffix: str
    make: Callable[[Sequence[Piece]], bytes]
    adds: str = ""
    untitled: str = ""


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
    Maker("e-mail, plain", ".eml", messages.make_eml, untitled=SUBJECT),
    Maker("e-mail, flowed", ".eml", messages.make_flowed, untitled=SUBJECT),
    Maker("e-mail, HTML", ".eml", messages.make_html_eml, untitled=SUBJECT),
    Maker("mailbox", ".mbox", messages.make_mbox, untitled=SUBJECT),
    Maker("RSS", ".rss", messages.make_rss, untitled=SUBJECT),
    Maker("Atom", ".atom", messages.make_atom, untitled=SUBJECT),
    Maker("JSON lines, Markdown", ".jsonl", messages.make_jsonl),
    Maker("CSV, HTML", ".csv", messages.make_csv),
    Maker("Parquet, aligned columns", ".parquet", messages.make_parquet),
    Maker("zip, ruled columns", ".zip", messages.make_zip),
    Maker("gzip, tabs", ".txt.gz", messages.make_gzip),
)
