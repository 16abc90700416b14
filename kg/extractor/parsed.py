"""A block parsed with one word for each name, so that long names and titles can't mislead the parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractor.chunks import CITY, COUNTRY, DATE, GOAL, PERSON, PLACE, ROLE, TARGET, UNKNOWN, Chunk, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token
    from spacy.vocab import Vocab

STAND_INS = {PERSON: "Smith", COUNTRY: "France", CITY: "Paris", PLACE: "Paris", DATE: "Monday", GOAL: "Education", TARGET: "Education", UNKNOWN: "Microsoft"}
"""Common words of the right kind that the parser has met often enough."""

BODY = "Microsoft"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A block: its tokens, the parse of its stand-in text, and what each token of the parse stands for."""

    tokens: Tokens
    doc: Doc
    units: tuple[Chunk | int, ...]

    def chunk(self, token: Token) -> Chunk | None:
        """Return the chunk that a token of the parse stands for, or nothing."""
        unit = self.units[token.i]
        return unit if isinstance(unit, Chunk) else None

    def first(self, index: int) -> int:
        """Return the first token of the block that a token of the parse stands for."""
        unit = self.units[index]
        return unit.start if isinstance(unit, Chunk) else unit

    def last(self, index: int) -> int:
        """Return the token of the block behind what a token of the parse stands for."""
        unit = self.units[index]
        return unit.end if isinstance(unit, Chunk) else unit + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the block's text for the parse's tokens from start up to end."""
        return self.tokens.starts[self.first(start)], self.tokens.end_of(self.last(end - 1) - 1)

    def sentence_span(self, sentence: Span) -> tuple[int, int]:
        """Return the characters of the block's text for a sentence."""
        return self.span(sentence.start, sentence.end)

    def text(self, start: int, end: int) -> str:
        """Return the block's own words for the parse's tokens from start up to end."""
        first, last = self.span(start, end)
        return self.tokens.text[first:last]


def make_stand_in(tokens: Tokens, chunks: Sequence[Chunk], vocab: Vocab) -> tuple[Doc, tuple[Chunk | int, ...]]:
    """Make the text that the parser reads: each chunk is one word of its kind.

    Returns:
        The unparsed text, and for each of its tokens the chunk or the index of the token that it stands for.
    """
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    units: list[Chunk | int] = []
    index = 0
    at = {chunk.start: chunk for chunk in chunks}
    while index < len(tokens):
        chunk = at.get(index)
        units.append(index if chunk is None else chunk)
        words.append(tokens.words[index] if chunk is None else _word_for(chunk, tokens))
        index = index + 1 if chunk is None else chunk.end
        spaces.append(tokens.spaces[index - 1])
    return Doc(vocab, words=words, spaces=spaces), tuple(units)


def _word_for(chunk: Chunk, tokens: Tokens) -> str:
    """A single word in a name's place; an event keeps its noun, which the verb may go with."""
    if chunk.source in ("titled", "noun", "session"):
        return _noun_of(chunk, tokens)
    if chunk.kind == ROLE:
        return tokens.words[chunk.start] if chunk.end == chunk.start + 1 else "Director"
    if chunk.source == "head" and chunk.kind not in STAND_INS:
        return _head_word(chunk, tokens)
    return STAND_INS.get(chunk.kind, BODY)


def _noun_of(chunk: Chunk, tokens: Tokens) -> str:
    if chunk.source == "session":
        return "session"
    stop = next((i for i in range(chunk.start, chunk.end) if tokens.words[i][:1].isupper() or not tokens.words[i].isalpha()), chunk.end)
    return tokens.words[max(chunk.start, stop - 1)] if stop > chunk.start else tokens.words[chunk.start]


def _head_word(chunk: Chunk, tokens: Tokens) -> str:
    """The last word before the first small word: "Forum" of "Global Forum on Trade"."""
    words = tokens.words[chunk.start : chunk.end]
    stop = next((i for i, word in enumerate(words) if i and word.islower()), len(words))
    word = words[stop - 1]
    return word if word[:1].isalpha() else BODY
