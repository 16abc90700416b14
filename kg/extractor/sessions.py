"""Sessions and numbered meetings of a body: "the seventy-sixth session of the World Health Assembly"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractor.chunks import (
    COUNTRY,
    DATE,
    EVENT,
    ORGANIZATION,
    PERSON,
    ROLE,
    SESSION,
    UNKNOWN,
    Attribute,
    Chunk,
    Tokens,
    covering,
)
from kg.extractor.lexicon import Lexicon
from kg.iris import expand

SESSION_OF, SESSION_NUMBER = expand("kg:sessionOf"), expand("kg:sessionNumber")
_UNITS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()  # noqa: SIM905 - read as a list
_UNITS += ["fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {unit: number for number, unit in enumerate(_UNITS, 1)} | {"hundredth": 100}
_ORDINALS |= {tens[:-1] + "ieth": number for number, tens in zip(range(20, 100, 10), _TENS, strict=True)}
_ORDINALS |= {
    f"{tens}{hyphen}{unit}": number + rest
    for number, tens in zip(range(20, 100, 10), _TENS, strict=True)
    for rest, unit in enumerate(_UNITS[:9], 1)
    for hyphen in ("-", "")  # a text that has lost its punctuation has lost the hyphen, too
}
_OPENINGS = _ORDINALS.keys() | set(_TENS)


def read_ordinal(words: Sequence[str]) -> int | None:
    """Read an ordinal number off its words.

    >>> read_ordinal(["seventy", "-", "sixth"]), read_ordinal(["76th"]), read_ordinal(["next"])
    (76, 76, None)
    """
    text = "".join(words).casefold().replace("‑", "-")
    if text[:1].isdigit():
        match = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)", text)
        return int(match[1]) if match else None
    return _ORDINALS.get(text)


def find_sessions(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    """Join a numbered session with the body that holds it.

    Returns:
        The chunks, with one chunk for each "Nth session of BODY" in place of the body's.
    """
    cover = covering(chunks, len(tokens))
    found: list[Chunk] = []
    for index in range(len(tokens)):
        if not found or found[-1].end <= index:
            session = _read_session(index, tokens, cover, lexicon)
            if session is not None:
                found.append(session)
    taken = covering(found, len(tokens))
    rest = [chunk for chunk in chunks if not any(taken[chunk.start : chunk.end])]
    return sorted([*found, *rest], key=lambda chunk: chunk.start)


def _read_session(index: int, tokens: Tokens, cover: Sequence[Chunk | None], lexicon: Lexicon) -> Chunk | None:
    number, end = _ordinal_at(index, tokens)
    if number is None:
        return None
    noun_end = _noun_end(end, tokens, lexicon)
    if noun_end is None:
        return None
    head = tokens.lower(noun_end - 1)
    kind = lexicon.heads.get((head,), EVENT)
    body = _body_behind(noun_end, tokens, cover, lexicon)
    if body is None:
        return None
    numbered = tuple(name for name in body.others if any(c.isdigit() for c in name))  # "COP 28" names the session
    body = replace(body, others=tuple(name for name in body.others if name not in numbered))
    stop = _alternative_end(body.end, tokens)
    others = [tokens.phrase(index, noun_end), *numbered]
    if stop > body.end:
        others.append(tokens.phrase(body.end + 1, stop - 1))
    attributes = (
        Attribute(SESSION_OF, body, body.start, body.end, "session-of"),
        Attribute(SESSION_NUMBER, str(number), index, end, "session-number"),
    )
    return Chunk(
        index,
        stop,
        kind,
        tokens.phrase(index, body.end),
        index,
        body.end,
        tuple(others),
        source="session",
        attributes=attributes if kind == SESSION else attributes[:1],
    )


def _ordinal_at(index: int, tokens: Tokens) -> tuple[int | None, int]:
    first = tokens.words[index]
    if not first[:1].isdigit() and first.casefold() not in _OPENINGS:
        return None, index
    for size in (3, 1):
        words = tokens.words[index : index + size]
        if len(words) == size and (number := read_ordinal(words)) is not None:
            return number, index + size
    return None, index


def _noun_end(index: int, tokens: Tokens, lexicon: Lexicon) -> int | None:
    """Behind "(regular) session", "meeting", "edition"."""
    for position in range(index, min(index + 3, len(tokens))):
        word = tokens.lower(position)
        if word in ("session", "meeting", "assembly", "edition", "conference", "congress", "forum", "summit"):
            return position + 1
        if not word.isalpha() or word in lexicon.words("function"):
            return None
    return None


def _body_behind(index: int, tokens: Tokens, cover: Sequence[Chunk | None], lexicon: Lexicon) -> Chunk | None:
    if tokens.lower(index) not in ("of", "to"):
        return None
    start = index + 1 + (tokens.lower(index + 1) in ("the", "its"))
    body = cover[start] if start < len(cover) else None
    if body is None or body.start != start or body.kind in (PERSON, DATE, ROLE, COUNTRY):
        return None
    if body.kind == UNKNOWN or lexicon.is_a(body.kind, EVENT):
        body = replace(body, kind=ORGANIZATION)
    return _with_parties_tail(body, tokens, cover) if lexicon.is_a(body.kind, ORGANIZATION) else None


def _with_parties_tail(body: Chunk, tokens: Tokens, cover: Sequence[Chunk | None]) -> Chunk:
    """A body "of the Parties" goes on behind brackets with the treaty that it serves."""
    if tokens.lower(body.end) == "to" or (body.others and tokens.lower(body.end) == "to"):
        start = body.end + 1 + (tokens.lower(body.end + 1) == "the")
        treaty = cover[start] if start < len(cover) else None
        if treaty is not None and treaty.start == start and "parties" in body.name.casefold():
            return replace(body, end=treaty.end)
    return body


def _alternative_end(end: int, tokens: Tokens) -> int:
    """Behind "(COP 28)"."""
    if tokens.lower(end) == "(":
        close = next((i for i in range(end + 1, min(end + 5, len(tokens))) if tokens.words[i] == ")"), None)
        return close + 1 if close is not None else end
    return end
