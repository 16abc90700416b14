"""The order of the repairs: characters, then line wraps, then punctuation."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.alignment import AlignedText
from kg.documents.layout import find_width
from kg.model import Block, Document
from kg.text.prose import find_passages
from kg.text.repair import repair
from kg.text.wraps import unwrap

_BROKEN_WORD = re.compile(r"\w[-‐][ \t]*\r?\n")


def clean_document(document: Document) -> Document:
    """Clean every block, its label and the document's title; see `kg.text.prepare`."""
    words, width = _words_of(document.text), _width_of(document)
    blocks = tuple(_repair_block(block, words, width) for block in document.blocks)
    if any(_passages_of(block) for block in blocks):
        blocks = tuple(_punctuate_block(block) for block in blocks)
    return replace(document, blocks=blocks, title=_repair_words(document.title))


def _words_of(text: str) -> frozenset[str]:
    """The words of the document, needed only to judge broken ones."""
    return frozenset(re.findall(r"\w+(?:-\w+)*", text)) if _BROKEN_WORD.search(text) else frozenset()


def _width_of(document: Document) -> int:
    """How many characters a line has, if the document is wrapped, which a paragraph of two lines alone can't tell."""
    said = (block.content.text for block in document.blocks if block.kind in ("paragraph", "item") and not block.cells)
    return find_width(line.strip() for text in said for line in text.splitlines())


def _repair_words(words: str) -> str:
    return repair(AlignedText.of(words)).text


def _repair_block(block: Block, words: frozenset[str], width: int) -> Block:
    content = repair(block.content)
    # Lines of headings and fields are lines, unless the whole text is wrapped.
    if block.kind in ("paragraph", "item") or (width and not block.cells):
        content = unwrap(content, words, width, len(block.label) + 2 if block.kind == "field" else 0)
    if block.lead is not None or block.cells:
        lead = None if block.lead is None else repair(block.lead)
        heads = tuple(map(_repair_words, block.heads))
        block = replace(block, lead=lead, cells=tuple(map(repair, block.cells)), heads=heads)
    return _replace(block, content, _repair_words(block.label))


def _replace(block: Block, content: AlignedText, label: str) -> Block:
    same = content is block.content and label == block.label
    return block if same else replace(block, content=content, label=label)


def _passages_of(block: Block) -> list[tuple[int, int]]:
    return [] if block.kind == "heading" else list(find_passages(block.content.text))


def _punctuate_block(block: Block) -> Block:
    """Restore a block of a document that has lost punctuation somewhere; its headings have lost hyphens only."""
    # Only here: what follows loads spaCy and the weights.
    from kg.text.compounds import split_compounds
    from kg.text.punctuation import restore

    if block.kind == "heading":
        return _replace(block, split_compounds(block.content), block.label)
    content, parts, done = block.content, [], 0
    for start, end in _passages_of(block):
        parts += [content.cut(done, start), restore(split_compounds(content.cut(start, end)))]
        done = end
    return _replace(block, AlignedText.join([*parts, content.cut(done, len(content))]), block.label)
