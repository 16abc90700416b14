"""Where a name ends inside a run of capitals: before a courtesy title, behind a known name or a job title."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractor.chunks import COUNTRY, ORGANIZATION, UNKNOWN, Chunk, Tokens
from kg.extractor.lexicon import Lexicon
from kg.extractor.runs import Run
from kg.extractor.wordforms import ACRONYM, find_glued_possessive, look_up, make_chunk
from kg.gazetteer import Entry


def cut_run(run: Run, tokens: Tokens, lexicon: Lexicon) -> Iterator[Chunk]:
    """The names of one run, from left to right."""
    start, end = run
    while start < end:
        stop = _first_name_end(start, end, tokens, lexicon)
        yield make_chunk(start, stop, tokens)
        start = stop


def _first_name_end(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> int:
    """Where the first name of a run ends."""
    if tokens.lower(start) in lexicon.words("honorific"):
        return _person_end(start, end, tokens, lexicon)
    for index in range(start + 1, end):
        if tokens.lower(index) in lexicon.words("honorific") and index + 1 < end:
            return index
        if tokens.lower(index) in ("'s", "’s"):
            return index
    if end - start > 2 and _is_foreign_acronym(start, end, tokens, lexicon):
        return end - 1
    title_end = _title_prefix(start, end, tokens, lexicon) or find_glued_possessive(start, tokens, lexicon)
    if title_end is not None:
        return min(title_end, end)
    known = look_up(tokens, start, lexicon)
    person = known is not None and known[1][0].ambiguous and known[0] < end and not look_up(tokens, known[0], lexicon)
    if known is not None and known[0] < end and not person and not _belongs(known[0], end, tokens, lexicon):
        return _chapter_end(known, end, tokens, lexicon) or known[0]
    return end


def _chapter_end(known: tuple[int, tuple[Entry, ...]], end: int, tokens: Tokens, lexicon: Lexicon) -> int | None:
    """Where the name of a body's national chapter ends: "ICOMOS Georgia", "UNICEF Kenya"."""
    index, entries = known
    country = look_up(tokens, index, lexicon)
    if country is None or country[0] > end or not lexicon.is_a(entries[0].class_iri, ORGANIZATION):
        return None
    glued = country[0] < len(tokens) and tokens.lower(country[0]) in ("'s", "’s")
    return country[0] if country[1][0].class_iri == COUNTRY and not glued else None


def _title_prefix(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> int | None:
    """Where a job title ends that a name follows without a comma: "Executive Secretary | Ada Eze"."""
    index, last = start, None
    while index < end:
        word = tokens.words[index]
        if word.casefold() in lexicon.words("title-before-name") or (word in ("-", "‑") and index > start):
            last = index + 1
        elif lexicon.is_role(word) and end - index > 2:
            last = index + 1  # a rarer role wants a first name and a surname behind it
        elif word.casefold() not in lexicon.words("role-modifier") and not _may_be_field(index, start, tokens):
            break
        index += 1
    named = (
        last is not None
        and last < end
        and tokens.words[last] not in ("-", "‑")
        and (lexicon.is_role(tokens.words[last - 1]) or "-" in tokens.words[start:last])
        and lexicon.head_class(tokens.words[last:end]) == UNKNOWN
    )
    return last if named and not lexicon.is_role(tokens.words[end - 1]) else None


def _may_be_field(index: int, start: int, tokens: Tokens) -> bool:
    """Whether a word before a role may say whose or what for: "Kenyan Fisheries Minister"."""
    origin = tokens.labels[start] == "NORP"
    return tokens.labels[index] == "NORP" or (origin and index - start < 3 and tokens.labels[index] != "PERSON")


def _is_foreign_acronym(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the last word of a run is another body's acronym: "Open University Network UNHCR"."""
    last = tokens.words[end - 1]
    if not (last.isupper() and len(last) > 2 and look_up(tokens, end - 1, lexicon)) or not lexicon.head_class(
        tokens.words[start : end - 1]
    ):
        return False
    initials = iter(word[0] for word in tokens.words[start : end - 1])
    return not all(letter in initials for letter in last)


def _belongs(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the words behind a known name make one longer name with it ("UNESCO Almaty Office")."""
    rest = tokens.words[start:end]
    if _title_prefix(start, end, tokens, lexicon) is not None:
        return False
    return lexicon.head_class(rest) != UNKNOWN and not lexicon.is_role(rest[-1]) and rest[0] != "-"


def _person_end(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> int:
    """Where a person's name ends: before a job title, a country or a body, or after five words."""
    index = start
    while index < end and (tokens.lower(index) in lexicon.words("honorific") or tokens.words[index] == "."):
        index += 1
    first = index
    words = 0
    while index < end:
        if tokens.words[index] in ("-", "‑", "."):
            index += 1
            continue
        if index > first and tokens.words[index - 1] not in ("-", "‑") and _ends_person(index, end, tokens, lexicon):
            break
        words += 1
        index += 1
        if words == 6:
            break
    return max(index, first)


def _ends_person(index: int, end: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    word = tokens.words[index]
    if lexicon.is_role(word) or word.casefold() in lexicon.words("role-modifier"):
        return True
    if ACRONYM.match(word) and word.isupper() and len(word) > 2:
        return True
    glued = find_glued_possessive(index, tokens, lexicon)
    if glued is not None and (glued < end or tokens.lower(glued) == ","):
        return True
    known = look_up(tokens, index, lexicon)
    if known is not None and known[1][0].ambiguous:
        return False
    return known is not None and index + 1 < end and tokens.spaces[index] is not False and known[0] <= end
