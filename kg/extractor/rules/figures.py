"""Numbers with what they count, and sums of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from kg.extractor.facts import Fact
from kg.extractor.scenes import Scene
from kg.iris import expand as iri
from kg.model import Value

if TYPE_CHECKING:
    from spacy.tokens import Token

FIGURE = iri("kg:Figure")
VALUE, UNIT, APPROXIMATE = iri("schema:value"), iri("schema:unitText"), iri("kg:approximate")
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: number for number, word in enumerate(_SMALL)} | {word: 10 * (i + 2) for i, word in enumerate(_TENS)}
_NUMBER = re.compile(r"\d{1,3}(?:[,\s\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def read_number(words: list[str]) -> Decimal | None:
    """Read a number off its words.

    >>> read_number(["1.5", "million"]), read_number(["thirty", "-", "two"]), read_number(["some"])
    (Decimal('1500000.0'), Decimal('32'), None)
    """
    total, scale, seen = Decimal(0), 1, False
    for word in words:
        lowered = word.casefold().replace(",", "")
        if lowered in SCALES:
            scale *= SCALES[lowered]
            total, seen = (total if seen else Decimal(1)), True
        elif lowered in WORDS:
            total, seen = total + WORDS[lowered], True
        elif _NUMBER.fullmatch(word):
            try:
                total, seen = total + Decimal(lowered), True
            except InvalidOperation:
                return None
        elif word not in ("-", "‑", "and"):
            return None
    return total * scale if seen else None


def read_figures(scene: Scene) -> Iterator[Fact]:
    """Find the numbers of a sentence that count something."""
    for token in scene.words:
        if token.pos_ not in ("NOUN", "PROPN", "SYM") or scene.parsed.chunk(token) is not None:
            continue
        numbers = [child for child in token.children if child.dep_ == "nummod" and child.i < token.i]
        if numbers:
            yield from _figure(token, numbers[-1], scene)


def _figure(noun: Token, number: Token, scene: Scene) -> Iterator[Fact]:
    parts = [t for t in noun.doc[number.left_edge.i : number.i + 1] if scene.parsed.chunk(t) is None]
    words = [t.text for t in parts if t.like_num or t.text in ("-", ",") or t.lower_ in SCALES or t.lower_ in WORDS]
    value = read_number(words)
    if (
        value is None
        or (value < 3 and number.text.isalpha())
        or noun.lemma_.lower() in ("day", "hour", "minute", "week", "month", "year")
    ):
        return
    start = number.left_edge.i
    before = " ".join(t.lower_ for t in noun.doc[max(scene.sentence.start, start - 3) : number.i])
    approximate = any(re.search(rf"\b{re.escape(word)}\b", before) for word in scene.lexicon.words("approximate"))
    spot = scene.spot(start, noun.i + 1)
    text = scene.parsed.text(start, noun.i + 1)
    unit = scene.parsed.text(number.i + 1, noun.i + 1)
    figure = scene.discourse.describe(f"figure {spot.start}", FIGURE, text, spot)
    figure.heads.clear()
    sentence = scene.sentence_spot()
    shown = format(value.normalize(), "f")
    yield Fact(
        figure,
        VALUE,
        Value(shown, iri("xsd:decimal" if "." in shown else "xsd:integer")),
        spot,
        sentence,
        "figure",
        0.9,
    )
    yield Fact(figure, UNIT, Value(unit), spot, sentence, "figure", 0.9)
    if approximate:
        yield Fact(figure, APPROXIMATE, Value("true", iri("xsd:boolean")), spot, sentence, "figure", 0.9)
