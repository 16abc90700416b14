"""A document's blocks → the texts that are read together, with datelines taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.alignment import AlignedText
from kg.extractor.dates import find_dates
from kg.model import Block

WORD = 500
"""No word is longer than this, in characters: spaCy's tokenizer takes time quadratic in a run of marks."""

TEXT = 50_000
"""No text that is parsed at once is longer than this, in characters."""

_LONG_WORD = re.compile(rf"\S{{{WORD},}}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to be read as one, with what holds for it.

    Its kind and label are its block's; `year` and the dateline date what it says, `titles` are the document's headings.
    """

    kind: str
    label: str
    content: AlignedText
    year: int | None
    dateline_day: str = ""
    dateline_place: tuple[int, int] | None = None
    dateline_name: str = ""
    level: int = 0
    timed: bool = False
    titles: tuple[str, ...] = ()


def make_readings(blocks: Sequence[Block]) -> list[Reading]:
    """Prepare a document's blocks for reading.

    A list under a sentence that ends with a colon is read with it. Dates without a year take the year of the last
    full date before them, or of the first one in the document.
    """
    merged = [part for block in _merge_lists(blocks) for part in _cut_to_size(block)]
    years = [_first_year(block.content.text) for block in merged]
    known = next((year for year in years if year is not None), None)
    readings: list[Reading] = []
    for block, year in zip(merged, years, strict=True):
        known = year if year is not None else known
        readings.append(_read_block(block, known))
    titles = tuple(" ".join(each.content.text.split()) for each in readings if each.kind == "heading")
    return [replace(each, titles=titles) if each.kind != "heading" else each for each in readings]


def _cut_to_size(block: Block) -> Iterator[Block]:
    """Keep a block within what the tokenizer bears: long words broken, long texts cut at an end or a space."""
    content = block.content
    breaks = [at for run in _LONG_WORD.finditer(content.text) for at in range(run.start() + WORD, run.end(), WORD)]
    if breaks:
        content = content.edit((at, at, " ") for at in breaks)
    while len(content) > TEXT:
        head = content.text[:TEXT]
        stop = max(head.rfind(". ") + 1, head.rfind(" ", TEXT // 2), TEXT // 2)
        yield Block(block.kind, content.cut(0, stop), block.label, block.level)
        content = content.cut(stop, len(content))
    yield block if content is block.content else Block(block.kind, content, block.label, block.level)


def _first_year(text: str) -> int | None:
    return next((int(date.first[:4]) for date in find_dates(text) if date.complete and len(date.first) > 4), None)


def _merge_lists(blocks: Sequence[Block]) -> Iterator[Block]:
    """Join list items to the unfinished sentence that they complete: "among those present were:"."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if block.kind in ("paragraph", "item") and block.content.text.rstrip().endswith(":"):
            items = []
            while index < len(blocks) and blocks[index].kind == "item":
                items.append(blocks[index].content)
                index += 1
            if items:
                block = _head_list(block, _with_commas(items))
        yield block


def _head_list(block: Block, items: AlignedText) -> Block:
    """A list with what heads it: "Speakers:" labels it, "Among those present were:" begins its sentence."""
    lead = block.content.strip()
    lead = lead.cut(0, len(lead) - 1)
    if len(lead.text.split()) == 1:
        return Block("field", items, lead.text, block.level)
    return Block(block.kind, AlignedText.join([lead, items], " "), block.label, block.level)


def _with_commas(items: Sequence[AlignedText]) -> AlignedText:
    stripped = [item.strip() for item in items]
    bare = [item.cut(0, len(item) - 1) if item.text.endswith((".", ";", ",")) else item for item in stripped]
    *first, last = bare
    return AlignedText.join([AlignedText.join(first, ", "), last], ", and ") if first else last


_DASH = re.compile(r"\)?\s*[–—:-]+\s+|\)?\s*\.\s+(?=[A-Z])|\)?\s+[-–—]\s*")
_PLACE = re.compile(r"[^\W\d_][\w.’' /-]*(?:,\s*[^\W\d_][\w.’' -]*)*")


_HOUR = re.compile(r"\d{1,2}[.:h]\d{2}(?:\s?[–-]\s?\d{1,2}[.:h]\d{2})?\s*(?:[ap]\.?m\.?)?[\s,:–-]+(?=\S)")


def _read_block(block: Block, year: int | None) -> Reading:
    hour = _HOUR.match(block.content.text) if block.kind == "item" else None
    if hour:
        content = block.content.cut(hour.end(), len(block.content))
        return Reading(block.kind, block.label, content, year, level=block.level, timed=True)
    text = block.content.text
    if block.kind in ("paragraph", "item"):
        for date in find_dates(text[:120]):
            place = text[: date.start].rstrip(" ,(/")
            dash = _DASH.match(text, date.end)
            if date.complete and len(date.first) == 10 and dash and _is_place_like(place):
                content = block.content.cut(dash.end(), len(block.content))
                where = block.content.span(0, len(place)) if place else None
                return Reading(
                    block.kind, block.label, content, int(date.first[:4]), date.first, where, place, block.level
                )
            break
    return Reading(block.kind, block.label, block.content, year, level=block.level)


def _is_place_like(text: str) -> bool:
    words = text.replace(",", " ").split()
    return (
        len(words) <= 6
        and all(w[:1].isupper() or w in ("de", "la", "el", "of", "the", "and", "al") for w in words)
        and bool(not words or _PLACE.fullmatch(text))
    )
