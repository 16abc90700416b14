"""Titles: what stands behind "titled", in quotation marks, or as a name beside the noun that says what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractor.chunks import (
    DATE,
    EVENT,
    INITIATIVE,
    INSTRUMENT,
    ORGANIZATION,
    PERSON,
    PLACE,
    ROLE,
    UNKNOWN,
    Chunk,
    Tokens,
    covering,
)
from kg.extractor.lexicon import Lexicon, singular

QUOTES = {"“": "”", '"': '"', "‘": "’", "«": "»", "'": "'"}
TITLED = (EVENT, INSTRUMENT, INITIATIVE)


def find_titles(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    """Join titles with the noun that they belong to: "event titled X", "the campaign X", "FactDesk, a helpline".

    Returns:
        The chunks, with the titles' ones in place of those that they cover.
    """
    found = _marked(chunks, tokens, lexicon)
    found += [c for c in _apposed(chunks, tokens, lexicon) if not any(covering(found, len(tokens))[c.start : c.end])]
    cover = covering(found, len(tokens))
    rest = [chunk for chunk in chunks if not any(cover[chunk.start : chunk.end])]
    rest = [_explained(_behind_noun(chunk, tokens, lexicon), tokens, lexicon) for chunk in rest]
    return sorted([*found, *rest], key=lambda chunk: chunk.start)


def _marked(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    cover = covering(chunks, len(tokens))
    found: list[Chunk] = []
    for index in range(len(tokens)):
        start = _marker_end(index, tokens, lexicon)
        if start is None and tokens.words[index] in '“"«' and index and tokens.words[index - 1].islower():
            start = index  # the report "Thin Ice"
        if start is None or (found and found[-1].end > index):
            continue
        noun = _noun_before(index, tokens, lexicon, cover)
        end = _title_end(start, tokens, lexicon, cover)
        if noun is None or end is None:
            continue
        first, last = _without_quotes(start, end, tokens)
        name = tokens.phrase(first, last)
        kind = _noun_kind(noun, index, tokens, lexicon, cover)
        head = max(i for i in range(noun, index) if tokens.words[i].isalpha())
        found.append(Chunk(head, end, kind, name, first, last, source="titled", noun=tokens.words[head]))
    return found


def _apposed(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    """Titles that an apposition explains: "Who Owns the Breeze, a panel", "Women at the Well, an alliance"."""
    cover = covering(chunks, len(tokens))
    found: list[Chunk] = []
    for comma in range(2, len(tokens) - 2):
        if tokens.words[comma] != "," or tokens.lower(comma + 1) not in ("a", "an", "the"):
            continue
        kind = _explained_kind(comma + 2, tokens, lexicon)
        start = _stretch_start(comma, tokens, lexicon, cover)
        if kind and start is not None and (not found or found[-1].end <= start):
            found.append(Chunk(start, comma, kind, tokens.phrase(start, comma), start, comma, source="apposed"))
    return found


def _explained_kind(index: int, tokens: Tokens, lexicon: Lexicon) -> str:
    for position in range(index, min(index + 4, len(tokens))):
        kind = _kind_of(position, position + 1, tokens, lexicon)
        if kind:
            return kind
        if not tokens.words[position].isalpha() and tokens.words[position] != "-":
            return UNKNOWN
    return UNKNOWN


def _stretch_start(comma: int, tokens: Tokens, lexicon: Lexicon, cover: Sequence[Chunk | None]) -> int | None:
    """Where a title begins that ends before a comma: capitals with small words between, more than one plain name."""
    first, joined = None, False
    for index in range(comma - 1, max(comma - 9, -1), -1):
        word, chunk = tokens.words[index], cover[index]
        if chunk is not None and (chunk.kind in (PERSON, DATE, ROLE) or chunk.iri or _is_settled(chunk, lexicon)):
            break
        if word[:1].isupper():
            first = index
        elif word.casefold() in lexicon.words("function") and first is not None:
            joined = True
        else:
            break
    return first if first is not None and joined and first < comma - 1 and _has_break(first, comma, cover) else None


def _is_settled(chunk: Chunk, lexicon: Lexicon) -> bool:
    """Whether a name's own head tells its class, so that it is no part of a title."""
    return chunk.source == "session" or (
        chunk.source == "head" and (chunk.end - chunk.start > 1 or not lexicon.is_a(chunk.kind, PLACE))
    )


def _has_break(start: int, end: int, cover: Sequence[Chunk | None]) -> bool:
    """Whether a stretch isn't already one name."""
    return cover[start] is None or cover[start] is not cover[end - 1]


def _marker_end(index: int, tokens: Tokens, lexicon: Lexicon) -> int | None:
    """Where a title starts behind "titled", "under the title", "on the theme of"."""
    word = tokens.lower(index)
    if word in lexicon.words("title-marker"):
        return index + 1
    if (
        word in ("under", "on", "with")
        and tokens.lower(index + 1) == "the"
        and tokens.lower(index + 2) in ("theme", "title", "topic", "motto")
    ):
        return index + 3 + (tokens.lower(index + 3) in ("of", ":"))
    return None


def _noun_before(index: int, tokens: Tokens, lexicon: Lexicon, cover: Sequence[Chunk | None]) -> int | None:
    """The first token of the noun that a marker belongs to: the word right before it, or before a comma."""
    position = index - 1
    if tokens.lower(position) in (",", "was", "is", "be"):
        position -= 1
    if cover[position] is not None:
        return None
    for size in (3, 2, 1):
        start = position - size + 1
        if start >= 0 and _kind_of(start, position + 1, tokens, lexicon) and not any(cover[start : position + 1]):
            return start
    return None


def _kind_of(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> str:
    words = [tokens.lower(i) for i in range(start, end)]
    kind = lexicon.heads.get(tuple(words)) or lexicon.heads.get((*words[:-1], singular(words[-1])), UNKNOWN)
    return kind if any(lexicon.is_a(kind, titled) for titled in TITLED) else UNKNOWN


def _noun_kind(start: int, end: int, tokens: Tokens, lexicon: Lexicon, cover: Sequence[Chunk | None]) -> str:
    for stop in range(min(start + 3, end), start, -1):
        kind = _kind_of(start, stop, tokens, lexicon)
        if kind:
            return kind
    return EVENT


def _title_end(start: int, tokens: Tokens, lexicon: Lexicon, cover: Sequence[Chunk | None]) -> int | None:
    """Where a title ends: at its closing quotation mark, or where title case ends."""
    if start >= len(tokens):
        return None
    if tokens.words[start] in QUOTES:
        closing = QUOTES[tokens.words[start]]
        for index in range(start + 1, min(start + 40, len(tokens))):
            if tokens.words[index] in (closing, '"', "”"):
                return index + 1
        return None
    return _title_case_end(start, tokens, lexicon, cover)


def _title_case_end(start: int, tokens: Tokens, lexicon: Lexicon, cover: Sequence[Chunk | None]) -> int | None:
    """Where a stretch of capitalised words ends; small words and commas count only inside it."""
    last = None
    for index in range(start, min(start + 25, len(tokens))):
        word = tokens.words[index]
        chunk = cover[index]
        if chunk is not None and chunk.kind in (PERSON, DATE) and chunk.start == index:
            break
        if word[:1].isupper() or (
            word[:1].isdigit() and last is not None and not (chunk is not None and chunk.kind == DATE)
        ):
            if last is not None and _new_sentence(index, last, tokens, lexicon):
                break
            last = index
        elif (
            not (
                word.casefold() in lexicon.words("function") or word in (",", "-", ":", "&", "'s", "’s", "–", "—", "/")
            )
            or last is None
            or index - last > 3
        ):
            break
    return None if last is None else last + 1


def _new_sentence(index: int, last: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a capital letter opens a new sentence where stops are lost: a pronoun or participle, small words."""
    following = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    small = following.islower()
    opener = tokens.lower(index) in lexicon.words("function") - lexicon.words("inside-title")
    gerund = tokens.words[index].endswith("ing") and index == last + 1
    return small and (opener or gerund)


def _without_quotes(start: int, end: int, tokens: Tokens) -> tuple[int, int]:
    if tokens.words[start] in QUOTES:
        last = end - 1
        while last > start + 1 and tokens.words[last - 1] in (",", "."):
            last -= 1
        return start + 1, last
    return start, end


def _behind_noun(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> Chunk:
    """Take in the noun right before an unknown name: "the campaign Voces del Altiplano", "the side event Counting"."""
    if chunk.kind not in (UNKNOWN, EVENT, INSTRUMENT, INITIATIVE) or (chunk.kind == UNKNOWN and chunk.iri):
        weak = chunk.source in ("ner", "") and chunk.kind == ORGANIZATION
        if not weak:
            return chunk
    for size in (3, 2, 1):
        start = chunk.start - size
        if start < 0 or not all(re.fullmatch(r"[a-z]+|-", w) for w in tokens.words[start : chunk.start]):
            continue
        kind = _kind_of(start, chunk.start, tokens, lexicon)
        if tokens.lower(start - 1) in lexicon.words("before-verb"):
            continue  # "will launch SafeNet": a verb that looks like a noun
        if kind and tokens.spaces[chunk.start - 1]:
            return replace(chunk, start=start, kind=kind, source="noun", noun=tokens.words[chunk.start - 1])
    return chunk


def _explained(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> Chunk:
    """Let the noun beside a name say what it names: "Quiet Streets, a guide to", "a catalogue, Clinics on Wheels"."""
    weak = chunk.source in ("", "ner") or (
        chunk.source == "head" and (singular(tokens.lower(_head_index(chunk, tokens))),) not in lexicon.heads
    )
    if chunk.iri or not weak or chunk.kind in (DATE, ROLE):
        return chunk
    if tokens.words[chunk.end : chunk.end + 1] == (",",) and tokens.lower(chunk.end + 1) in ("a", "an", "the"):
        for index in range(chunk.end + 2, min(chunk.end + 6, len(tokens))):
            kind = _work_kind(index, tokens, lexicon)
            closed = not tokens.lower(index + 1).isalpha() or tokens.lower(index + 1) in lexicon.words("function")
            if kind and closed:
                return replace(chunk, kind=kind, source="apposed")
            if not tokens.words[index].isalpha() and tokens.words[index] != "-":
                break
    noun = chunk.start - 2
    article, closed = tokens.lower(noun - 1) in ("a", "an", "its"), tokens.lower(chunk.end) == ","
    if tokens.lower(noun + 1) == "," and article and closed:
        kind = _work_kind(noun, tokens, lexicon)
        if kind:
            return replace(chunk, start=noun, kind=kind, source="noun", noun=tokens.words[noun])
    return chunk


def _work_kind(index: int, tokens: Tokens, lexicon: Lexicon) -> str:
    kind = _kind_of(index, index + 1, tokens, lexicon)
    return kind if kind and not lexicon.is_a(kind, EVENT) else UNKNOWN


def _head_index(chunk: Chunk, tokens: Tokens) -> int:
    """The last word of a name before its first small word."""
    words = tokens.words[chunk.start : chunk.end]
    stop = next((i for i, word in enumerate(words) if i and word.islower()), len(words))
    return chunk.start + stop - 1
