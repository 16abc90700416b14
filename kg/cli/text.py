"""`kg text`: the text that offsets refer to."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from kg.cli.commands import Verbs, add_verb

if TYPE_CHECKING:
    from kg.model import Document

_HELP = """
Print the text of a document, which offsets refer to.

examples:
  kg text report.pdf
  kg text report.pdf --page 3
  kg text report.pdf --passage 120-160
  kg text report.pdf --passage 120-160 --store news.kg

Of a text, a web page or Markdown this is what the file holds, marks included; of a PDF, a workbook and the like what
was read out of it. With --store the document is one of the store's, and its file is read again: if its text isn't the
same any more, which would have the offsets point elsewhere, that is an error.
exit status: 0; 2 for errors.
"""


def add_text(verbs: Verbs) -> None:
    """Add the verb."""
    parser = add_verb(verbs, "text", _text, _HELP)
    parser.add_argument("document", metavar="DOCUMENT", help="a file, or with --store a document's name or IRI")
    parser.add_argument("--store", metavar="STORE", help="the folder of the store that the document is in")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--page", metavar="N", type=int, help="only this page")
    part.add_argument("--passage", metavar="START-END", type=_read_span, help="only the characters between two offsets")


def _read_span(words: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)\s*[-–,]\s*(\d+)", words)
    if match is None:
        raise argparse.ArgumentTypeError(f"{words!r} isn't two offsets, such as 120-160")
    return int(match[1]), int(match[2])


def _text(options: argparse.Namespace) -> int:
    from kg.texts import cut_page, cut_passage

    document = _find(options)
    if options.page is not None:
        print(cut_page(document, options.page))
    elif options.passage is not None:
        print(cut_passage(document, options.passage))
    else:
        print(document.text.removesuffix("\n"))
    return 0


def _find(options: argparse.Namespace) -> Document:
    from kg.graph import Store
    from kg.texts import find_in_file, find_in_store

    if options.store is None:
        return find_in_file(options.document)
    with Store.open(options.store, read_only=True) as store:
        return find_in_store(store, options.document)
