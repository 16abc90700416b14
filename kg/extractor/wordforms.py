"""What a token is by its form: capitalised, an acronym, the first of its sentence, a name that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractor.chunks import CITY, COUNTRY, UNKNOWN, Chunk, Tokens
from kg.extractor.lexicon import CONNECTORS, Lexicon
from kg.gazetteer import Entry

SENTENCE_END = frozenset(".!?:;\n•*|") | {"...", "…", "–", "—"}

OPENING = frozenset("“\"'‘«([{")

ACRONYM = re.compile(r"^[A-Z][A-Za-z]*[A-Z][A-Za-z0-9.&]*$|^[A-Z]{2,}\d*$|^[A-Z]+-[A-Z]+$")


def is_capitalised(word: str) -> bool:
    """Tell whether a word is written as a name is: with a capital, or like "eLearning"."""
    return word[:1].isupper() or (len(word) > 2 and word[0].islower() and word[1].isupper() and word[0] in "ei")


def is_sentence_initial(index: int, tokens: Tokens) -> bool:
    """Tell whether a token opens a sentence."""
    if index == 0:
        return True
    before = tokens.words[index - 1]
    if before in OPENING and index > 1:
        before = tokens.words[index - 2]
    return before[-1:] in SENTENCE_END or before in SENTENCE_END or "\n" in before


def is_capital_next(index: int, tokens: Tokens) -> bool:
    """Tell whether there is a capitalised word at an index."""
    return index < len(tokens) and is_capitalised(tokens.words[index])


def make_chunk(start: int, end: int, tokens: Tokens, kind: str = UNKNOWN) -> Chunk:
    """Make a chunk whose name is all of its tokens."""
    return Chunk(start, end, kind, tokens.phrase(start, end), start, end)


def is_glued_possessive(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a country with its possessive s glued on ("Senegals")."""
    return word.endswith("s") and any(e.class_iri == COUNTRY for e in lexicon.gazetteer.find(word[:-1]))


def find_glued_possessive(index: int, tokens: Tokens, lexicon: Lexicon) -> int | None:
    """Return the end of a country's name of one or two words with its possessive s glued on: "Equatorial Guineas"."""
    for size in (2, 1):
        name = tokens.phrase(index, index + size) if index + size <= len(tokens) else ""
        if is_glued_possessive(name, lexicon):
            return index + size
    return None


def look_up(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, tuple[Entry, ...]] | None:
    """Return the longest name of the gazetteer that starts at a token: its end and what it may stand for."""
    return lexicon.gazetteer.match(tokens.words, index)


def is_acronym(chunk: Chunk) -> bool:
    """Tell whether a name is an acronym in capitals."""
    return bool(ACRONYM.match(chunk.name)) and chunk.name.isupper()


def words_of(chunk: Chunk, tokens: Tokens) -> tuple[str, ...]:
    """Return a chunk's words."""
    return tokens.words[chunk.start : chunk.end]


def is_whole_place(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Tell whether a chunk is a country or a city of the gazetteer."""
    known = look_up(tokens, chunk.start, lexicon)
    return known is not None and known[0] == chunk.end and known[1][0].class_iri in (COUNTRY, CITY)


def is_whole_known(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Tell whether the gazetteer knows all of a chunk."""
    known = look_up(tokens, chunk.start, lexicon)
    return known is not None and known[0] >= chunk.end


def is_role(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name is a job title, with its field or without: "Director", "Minister of State for Trade"."""
    stop = next((i for i, word in enumerate(words) if i and word.casefold() in CONNECTORS), len(words))
    return lexicon.is_role(words[stop - 1])
