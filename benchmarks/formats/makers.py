"""The formats that are measured: a name, the suffix of its files, and what makes a file of a text's pieces.

A format is added by a line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.formats.pdf import NOTE, Layout, make_pdf
from benchmarks.formats.texts import Piece


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes files of a format; `adds` is what it adds to the text that is no furniture, such as a footnote."""

    name: str
    suffix: str
    make: Callable[[Sequence[Piece]], bytes]
    adds: str = ""


FORMATS = (
    Maker("PDF, one column", ".pdf", make_pdf),
    Maker("PDF, two columns", ".pdf", partial(make_pdf, layout=Layout((595, 420), columns=2))),
    Maker("PDF, heads, feet, footnotes", ".pdf", partial(make_pdf, layout=Layout((420, 420), furnished=True)), NOTE),
    Maker("PDF, two columns, words broken", ".pdf", partial(make_pdf, layout=Layout((595, 420), 2, justified=True))),
    Maker("PDF, tables without lines", ".pdf", partial(make_pdf, layout=Layout(ruled=False))),
)
