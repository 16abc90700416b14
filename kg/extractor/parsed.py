"""A block parsed with one word for each name, so that long names and titles can't mislead the parser."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractor.chunks import CITY, COUNTRY, DATE, GOAL, PERSON, PLACE, ROLE, TARGET, UNKNOWN, Chunk, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

STAND_INS = {
    PERSON: "Smith",
    COUNTRY: "France",
    CITY: "Paris",
    PLACE: "Paris",
    DATE: "Monday",
    GOAL: "Education",
    TARGET: "Education",
    UNKNOWN: "Microsoft",
}
"""Common words of the right kind that the parser has met often enough."""

BODY = "Microsoft"

AUXILIARIES = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "would", "did", "does", "could", "can", "may", "also"}
)
PREPOSITIONS = frozenset(
    {
        "by",
        "with",
        "of",
        "for",
        "from",
        "to",
        "and",
        "or",
        "at",
        "than",
        "as",
        "like",
        "including",
        "that",
        "said",
        "while",
        "when",
        "whereas",
        "where",
        "but",
        "which",
        "who",
        "both",
        "former",
        "late",
        "told",
        "between",
        "among",
        "under",
        "asked",
    }
)


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
        if isinstance(unit, Chunk):
            return unit.end
        return max(unit + 1, self.first(index + 1)) if index + 1 < len(self.units) else len(self.tokens)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the block's text for the parse's tokens from start up to end."""
        return self.tokens.starts[self.first(start)], self.tokens.end_of(self.last(end - 1) - 1)

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
        mark = _missing_mark(index, tokens, at, units)
        if mark:
            spaces[-1] = False
            _push(mark, True, index, words, spaces, units)
        if chunk is None and _is_needless(index, tokens, at, units):
            spaces[-1] = True
            index += 1
            continue
        start, index = index, _unit_end(index, chunk, tokens)
        word = tokens.words[index - 1] if chunk is None else _word_for(chunk, tokens)
        _push(word, tokens.spaces[index - 1], start if chunk is None else chunk, words, spaces, units)
    return Doc(vocab, words=words, spaces=spaces), tuple(units)


def _push(
    word: str, space: bool, unit: Chunk | int, words: list[str], spaces: list[bool], units: list[Chunk | int]
) -> None:
    words.append(word)
    spaces.append(space)
    units.append(unit)


def _unit_end(index: int, chunk: Chunk | None, tokens: Tokens) -> int:
    """Where the next word of the stand-in ends: a chunk is one word, "co-organised" is read as "organised"."""
    if chunk is not None:
        return chunk.end
    joined = tokens.lower(index) == "co" and tokens.lower(index + 1) in ("-", "‑") and not tokens.spaces[index]
    return index + 3 if joined and index + 2 < len(tokens) else index + 1


def _missing_mark(index: int, tokens: Tokens, at: Mapping[int, Chunk], units: Sequence[Chunk | int]) -> str:
    """The stop or comma that a text without punctuation lacks before a name."""
    chunk = at.get(index)
    if chunk is None or not units:
        return ""
    before = units[-1]
    if isinstance(before, Chunk):
        if before.end != index or chunk.kind in (DATE, ROLE) or before.kind == ROLE:
            return ""
        if before.kind in (GOAL, TARGET):
            return "."
        opens_clause = tokens.lower(chunk.end) in AUXILIARIES
        return ("," if _opens_with_preposition(before.start, tokens) else ".") if opens_clause else ""
    word = tokens.words[before]
    participle = (
        chunk.kind == PERSON
        and word.islower()
        and word.isalpha()
        and word not in PREPOSITIONS
        and _opens_with_participle(before, tokens)
    )
    return "," if participle else ""


def _opens_with_participle(index: int, tokens: Tokens) -> bool:
    """Whether the sentence up to a token starts with a participle: "Chairing the meeting"."""
    start = index
    while start > 0 and tokens.words[start - 1] not in (".", "!", "?", ",", ";", ":") and index - start < 12:
        start -= 1
    first = tokens.words[start]
    return first.endswith("ing") and first[:1].isupper() and start < index


def _opens_with_preposition(index: int, tokens: Tokens) -> bool:
    """Whether the sentence up to a token starts with a prepositional phrase."""
    start = index
    while start > 0 and tokens.words[start - 1] not in (".", "!", "?", ";") and index - start < 25:
        start -= 1
    return tokens.words[start] in ("In", "At", "On", "With", "Together", "Under", "During", "Through", "For", "By")


def _is_needless(index: int, tokens: Tokens, at: Mapping[int, Chunk], units: Sequence[Chunk | int]) -> bool:
    """Whether a comma between two people that "and" joins would only mislead the parser."""
    person = bool(units) and isinstance(units[-1], Chunk) and units[-1].kind == PERSON and units[-1].end == index
    following = at.get(index + 2) or at.get(index + 3)
    return (
        person
        and tokens.words[index] == ","
        and tokens.lower(index + 1) == "and"
        and following is not None
        and following.kind == PERSON
    )


def _word_for(chunk: Chunk, tokens: Tokens) -> str:
    """A single word in a name's place; an event keeps its noun, which the verb may go with."""
    if chunk.source == "apposed":
        return BODY
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
    if chunk.source == "titled":
        return tokens.words[chunk.start]
    if chunk.noun:
        return chunk.noun
    stop = next((i for i in range(chunk.start, chunk.end) if tokens.words[i][:1].isupper()), chunk.end)
    return tokens.words[max(chunk.start, stop - 1)]


def _head_word(chunk: Chunk, tokens: Tokens) -> str:
    """The last word before the first small word: "Forum" of "Global Forum on Trade"."""
    words = tokens.words[chunk.start : chunk.end]
    stop = next((i for i, word in enumerate(words) if i and word.islower()), len(words))
    word = words[stop - 1]
    return word if word[:1].isalpha() else BODY


def mend_verbs(doc: Doc, units: Sequence[Chunk | int], verbs: Container[str]) -> None:
    """Turn what the tagger took for the end of a name, as in "and Ms A moderated", into the verb that it is.

    Args:
        doc: the parse, which is changed.
        units: what each of its tokens stands for.
        verbs: the lemmas of known verbs.
    """
    for index, unit in enumerate(units[1:], 1):
        if not isinstance(unit, int) or not isinstance(units[index - 1], Chunk):
            continue
        token, name = doc[index], doc[index - 1]
        if token.pos_ in ("PROPN", "NOUN") and token.text.endswith("ed") and name.head == token:
            lemma = next((each for each in _stems(token.text) if each in verbs), "")
            if lemma:
                token.tag_, token.pos_, token.lemma_ = "VBD", "VERB", lemma
                name.dep_ = "nsubj"


def _stems(past: str) -> tuple[str, ...]:
    """The verbs that a word may be the regular past of."""
    return past[:-1], past[:-2], past[:-3], past[:-3] + "y"
