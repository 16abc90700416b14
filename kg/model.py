"""The values that flow through kg: frozen, comparable, free of spaCy and of any RDF library.

What a text is taken to say stays inside the extractor (`Thing`, `Fact`); what leaves it is grounded: a `Statement`, or
a `Rejection` with its reason. So nothing ungrounded can enter the store by accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.alignment import AlignedText

BlockKind = Literal["heading", "paragraph", "item", "field"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that is read on its own: a heading, a paragraph, a list item, a labelled value.

    `label` is the name of a field ("Chair" of "Chair: Ms A"), or the heading that an item stands under; `level` is a
    heading's rank, 1 the highest. `lead` is a field's label as the source writes it; `cells` are those of a table's
    row, `heads` the names of their columns.
    """

    kind: BlockKind
    content: AlignedText
    label: str = ""
    level: int = 0
    lead: AlignedText | None = None
    cells: tuple[AlignedText, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source document; `text` is the source's own text, to which every offset refers.

    `name` is the file's name as given, `blocks` what of the text is content, in reading order, `date` the day of
    publication (ISO) where the source states it, `warnings` what the reader had to leave out or to guess. `author`,
    `source` (a URL) and `language` (BCP 47) are what the file says of itself; `pages` are the offsets at which pages
    begin. `file` is the URI of the file that it came from, which isn't a part of it: the same document may lie
    elsewhere tomorrow.
    """

    iri: str
    name: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    date: str = ""
    media_type: str = "text/plain"
    warnings: tuple[str, ...] = ()
    author: str = ""
    source: str = ""
    language: str = ""
    pages: tuple[int, ...] = ()
    file: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """The words that something rests on: `exact` is `document.text[start:end]`, `sentence` the sentence around it.

    `page` is the page on which they begin, counted from 1; 0 where the document has no pages.
    """

    document: str
    start: int
    end: int
    exact: str
    sentence: str = ""
    page: int = 0

    @property
    def iri(self) -> str:
        """The passage's IRI, with offsets as RFC 5147 writes them."""
        return f"{self.document}#char={self.start},{self.end}"


@dataclass(frozen=True, slots=True)
class Value:
    """A literal: its lexical form and its datatype's IRI."""

    lexical: str
    datatype: str = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the graph says, with the words that it rests on.

    A `negated` statement is kept as evidence and never asserted; a `planned` one is asserted and marked. `qualifiers`
    are properties and texts that say more of the relation itself, such as the amount that was given.
    """

    subject: str
    predicate: str
    object: str | Value
    passage: Passage
    confidence: float
    rule: str
    negated: bool = False
    planned: bool = False
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A relation that didn't become a statement, and why."""

    subject: str
    predicate: str
    object: str
    reason: str
    passage: Passage
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document gave, or one of the `volumes` that a long one is read in; `volume` counts them from 0."""

    document: Document
    statements: tuple[Statement, ...]
    rejections: tuple[Rejection, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    volume: int = 0
    volumes: int = 1
