"""Tokens → chunks: capitalised names, cut and joined by what their words are.

A name is a run of capitalised words. Small words join two runs where the left one's head asks for it ("Ministry of
Health", "Forum on Trade and Development"); a new name starts at "the", at a title of courtesy, at a name of the
gazetteer that the rest doesn't belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractor.chunks import (
    CITY,
    COUNTRY,
    EVENT,
    GOAL,
    INITIATIVE,
    INSTRUMENT,
    MISSION,
    ORGANIZATION,
    PERSON,
    PLACE,
    ROLE,
    TARGET,
    UNKNOWN,
    Chunk,
    Tokens,
)
from kg.extractor.lexicon import CONNECTORS, Lexicon
from kg.gazetteer import Entry

SENTENCE_END = frozenset(".!?:;\n•*|") | {"...", "…", "–", "—"}
OPENING = frozenset("“\"'‘«([{")
ACRONYM = re.compile(r"^[A-Z][A-Za-z]*[A-Z][A-Za-z0-9.&]*$|^[A-Z]{2,}\d*$|^[A-Z]+-[A-Z]+$")
NOUN_ENDING = re.compile(r"(?:ance|ence|tion|sion|ment|ity|ness|ship|ism|age|ings?|ers|ants|ees|als)$")
NER_KINDS = {"PERSON": PERSON, "ORG": ORGANIZATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE, "EVENT": EVENT}
Run = tuple[int, int]


def find_names(tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> list[Chunk]:
    """Find the names of a block.

    Args:
        tokens: the block's tokens.
        lexicon: what words mean.
        blocked: for each token, whether something else (a date, a goal) has it already.

    Returns:
        Chunks in the order of the text, none overlapping.
    """
    chunks = [chunk for run in _runs(tokens, lexicon, blocked) for chunk in _split(run, tokens, lexicon)]
    chunks = _take_in_lower_heads(chunks, tokens, lexicon, blocked)
    chunks = _join(chunks, tokens, lexicon)
    kept = [chunk for chunk in chunks if not (_is_adjective(chunk, tokens) or _is_common_noun(chunk, tokens, lexicon))]
    return [_classify(chunk, tokens, lexicon) for chunk in kept]


# Runs


def _runs(tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> Iterator[Run]:
    """Maximal runs of capitalised words."""
    index = 0
    while index < len(tokens):
        if not _opens(index, tokens, lexicon, blocked):
            index += 1
            continue
        start = index
        known = _gazetteer(tokens, index, lexicon)
        index = known[0] if known is not None else index + 1
        while index < len(tokens):
            step = _continues(index, tokens, lexicon, blocked)
            if not step:
                break
            index += step
        yield start, index


def _capitalised(word: str) -> bool:
    return word[:1].isupper() or (len(word) > 2 and word[0].islower() and word[1].isupper() and word[0] in "ei")


def _opens(index: int, tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> bool:
    """Whether a name may open at a token."""
    word = tokens.words[index]
    if blocked[index] or not _capitalised(word):
        return False
    if word.casefold() in lexicon.words("function"):
        inside = (
            word.casefold() in lexicon.words("name-function")
            and not _sentence_initial(index, tokens)
            and _next_capital(index + 1, tokens)
        )
        return inside or _gazetteer(tokens, index, lexicon) is not None
    return not (_sentence_initial(index, tokens) and _is_common(index, tokens, lexicon))


def _sentence_initial(index: int, tokens: Tokens) -> bool:
    if index == 0:
        return True
    before = tokens.words[index - 1]
    if before in OPENING and index > 1:
        before = tokens.words[index - 2]
    return before[-1:] in SENTENCE_END or before in SENTENCE_END or "\n" in before


def _is_common(index: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a capitalised first word of a sentence is an ordinary word rather than a name."""
    word = tokens.words[index]
    following = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    plain = tokens.labels[index] in ("PERSON", "ORG", "GPE") and bool(NOUN_ENDING.search(word)) and following.islower()
    if ACRONYM.match(word) or (tokens.labels[index] and not plain) or word.casefold() in lexicon.words("honorific"):
        return False
    if _gazetteer(tokens, index, lexicon) or following in ("'s", "’s", "-", "&"):
        return False
    if _capitalised(following) and following.casefold() not in lexicon.words("function"):
        return bool(re.search(r"(?:ing|ly)$", word)) and lexicon.head_class([word]) == UNKNOWN and word != "King"
    return not any(w == word and not _sentence_initial(i, tokens) for i, w in enumerate(tokens.words))


def _continues(index: int, tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> int:
    """How many tokens at an index carry a run on: a capitalised word, a hyphen or ampersand with one behind it."""
    word = tokens.words[index]
    if blocked[index]:
        return 0
    follows = index + 1 < len(tokens) and not blocked[index + 1]
    if word in ("-", "&", "‑", "/") and follows and _capitalised(tokens.words[index + 1]):
        return 2 if word == "&" or not tokens.spaces[index - 1] else 0
    if word in ("-", "‑") and follows and not tokens.spaces[index - 1] and not tokens.spaces[index]:
        return 2  # Jia-ruo
    if word in (".",) and not tokens.spaces[index - 1] and len(tokens.words[index - 1]) == 1:
        return 1
    if _capitalised(word):
        return 0 if _breaks(index, tokens, lexicon) else 1
    if re.fullmatch(r"\d{1,4}|[IVX]+", word) and ACRONYM.match(tokens.words[index - 1]) and word.isdigit():
        return 1  # COP 28
    if re.fullmatch(r"(?:19|20)\d\d(?:[–-](?:19|20)\d\d)?", word) and lexicon.head_class([tokens.words[index - 1]]):
        return 1  # Work Plan 2022–2023
    following = tokens.words[index + 1] if follows else ""
    particle = word in lexicon.words("particle") or (
        word in lexicon.words("foreign-connector") and word not in ("i", "al")
    )
    if particle and (
        _capitalised(following) or (following in lexicon.words("particle") and _next_capital(index + 2, tokens))
    ):
        return 1 if _capitalised(following) else 2
    return 0


def _next_capital(index: int, tokens: Tokens) -> bool:
    return index < len(tokens) and _capitalised(tokens.words[index])


def _breaks(index: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a capitalised word ends the run before it: a small word, or the first word of an unmarked sentence."""
    word, lowered = tokens.words[index], tokens.lower(index)
    following = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    if lowered in lexicon.words("function"):
        inside = (
            _capitalised(following)
            and not lexicon.head_class([tokens.words[index - 1]])
            and following.casefold() not in lexicon.words("honorific")
        )
        return not inside or lowered in (
            "he",
            "she",
            "it",
            "they",
            "we",
            "in",
            "at",
            "on",
            "as",
            "his",
            "her",
            "its",
            "their",
        )
    gerund = (
        lowered.endswith("ing")
        and following.casefold() in lexicon.words("function")
        and following not in ("of", "for", "and", "in", "on", "by")
    )
    return gerund and following.islower() and lexicon.head_class([word]) == UNKNOWN


# Splitting a run


def _split(run: Run, tokens: Tokens, lexicon: Lexicon) -> Iterator[Chunk]:
    """The names of one run, from left to right."""
    start, end = run
    while start < end:
        stop = _first_name_end(start, end, tokens, lexicon)
        yield _chunk(start, stop, tokens)
        start = stop


def _chunk(start: int, end: int, tokens: Tokens, kind: str = UNKNOWN) -> Chunk:
    return Chunk(start, end, kind, tokens.phrase(start, end), start, end)


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
    title_end = _title_prefix(start, end, tokens, lexicon)
    if title_end is not None:
        return title_end
    known = _gazetteer(tokens, start, lexicon)
    person = (
        known is not None and known[1][0].ambiguous and known[0] < end and not _gazetteer(tokens, known[0], lexicon)
    )
    if known is not None and known[0] < end and not person and not _belongs(known[0], end, tokens, lexicon):
        return known[0]
    return end


def _title_prefix(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> int | None:
    """Where a job title ends that a name follows without a comma: "Executive Secretary | Ada Eze"."""
    index, last = start, None
    while index < end:
        word = tokens.words[index]
        if word.casefold() in lexicon.words("title-before-name") or (word in ("-", "‑") and index > start):
            last = index + 1
        elif word.casefold() not in lexicon.words("role-modifier"):
            break
        index += 1
    named = (
        last is not None
        and last < end
        and tokens.words[last] not in ("-", "‑")
        and lexicon.head_class(tokens.words[last:end]) == UNKNOWN
    )
    return last if named and not lexicon.is_role(tokens.words[end - 1]) else None


def _is_foreign_acronym(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the last word of a run is another body's acronym: "Open University Network UNHCR"."""
    last = tokens.words[end - 1]
    if not (last.isupper() and len(last) > 2 and _gazetteer(tokens, end - 1, lexicon)) or not lexicon.head_class(
        tokens.words[start : end - 1]
    ):
        return False
    initials = iter(word[0] for word in tokens.words[start : end - 1])
    return not all(letter in initials for letter in last)


def _belongs(start: int, end: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the words behind a known name make one longer name with it ("UNESCO Almaty Office")."""
    rest = tokens.words[start:end]
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
    if _glued_possessive(word, lexicon) and (index + 1 < end or tokens.lower(index + 1) == ","):
        return True
    known = _gazetteer(tokens, index, lexicon)
    if known is not None and known[1][0].ambiguous:
        return False
    return known is not None and index + 1 < end and tokens.spaces[index] is not False and known[0] <= end


def _glued_possessive(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a country with its possessive s glued on ("Senegals")."""
    return word.endswith("s") and any(e.class_iri == COUNTRY for e in lexicon.gazetteer.find(word[:-1]))


def _gazetteer(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[int, tuple[Entry, ...]] | None:
    return lexicon.gazetteer.match(tokens.words, index)


# Joining runs


def _join(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    joined: list[Chunk] = []
    for chunk in chunks:
        while joined and (merged := _merge(joined, chunk, tokens, lexicon)):
            joined.pop()
            chunk = merged
            if merged.source != "again":
                break
        joined.append(replace(chunk, source=""))
    return joined


def _merge(before: Sequence[Chunk], right: Chunk, tokens: Tokens, lexicon: Lexicon) -> Chunk | None:
    """The name that the last chunk and the next one make together, if they do."""
    left = before[-1]
    between = tuple(word.casefold() for word in tokens.words[left.end : right.start])
    if not between or len(between) > 3 or not _joins(left, between, right, tokens, lexicon):
        return None
    return _chunk(left.start, right.end, tokens)


def _joins(left: Chunk, between: tuple[str, ...], right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    if _is_apposed_title(left, right, tokens, lexicon):
        return True
    if _is_person(left, tokens, lexicon) or _is_person(right, tokens, lexicon) or _is_acronym(left):
        return _known_whole(left, right, tokens, lexicon)
    if _known_whole(left, right, tokens, lexicon):
        return True
    if between in (("'s",), ("’s",)):
        return _joins_possessed(left, right, tokens, lexicon)
    if between == (",", "and") and "," not in tokens.words[left.start : left.end]:
        return False
    if between in ((",",), (",", "and"), ("and",), ("&",), ("and", "the")):
        return _joins_list(left, between, right, tokens, lexicon)
    connector = between[0]
    if connector in CONNECTORS and len(between) == 1 and _is_determined_compound(left, right, tokens, lexicon):
        return True
    if connector not in CONNECTORS or between[1:] not in ((), ("the",), ("all",)):
        return between == ("the",) and _is_verb_title(left, tokens, lexicon)
    return _joins_tail(left, connector, right, tokens, lexicon)


def _is_determined_compound(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether an article and a head at the far end hold a name together: "a Girls in Labs Alliance"."""
    if tokens.lower(left.start - 1) not in ("a", "an") or lexicon.head_class(_words(left, tokens)) != UNKNOWN:
        return False
    words = _words(right, tokens)
    return len(words) > 1 and lexicon.head_class(words) != UNKNOWN and not lexicon.is_role(words[-1])


def _is_apposed_title(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether two chunks and what is between them are a title that is explained: "Closer to the Tap, a report"."""
    if (
        tokens.lower(right.end) != ","
        or tokens.lower(right.end + 1) not in ("a", "an", "the")
        or lexicon.head_class(_words(left, tokens)) != UNKNOWN
    ):
        return False
    if (
        tokens.lower(left.start) in lexicon.words("honorific")
        or _is_acronym(left)
        or len(tokens.words[left.end : right.start]) > 3
    ):
        return False
    if _gazetteer(tokens, left.start, lexicon) or _gazetteer(tokens, right.start, lexicon):
        return False
    for index in range(right.end + 2, min(right.end + 5, len(tokens))):
        kind = lexicon.heads.get((tokens.lower(index),), UNKNOWN)
        if any(lexicon.is_a(kind, top) for top in (INSTRUMENT, INITIATIVE, EVENT)):
            return True
    return False


def _is_person(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    if tokens.lower(chunk.start) in lexicon.words("honorific"):
        return True
    words = _words(chunk, tokens)
    wholly = all(label == "PERSON" for label in tokens.labels[chunk.start : chunk.end])
    return wholly and len(words) > 1 and lexicon.head_class(words) == UNKNOWN and not lexicon.is_role(words[-1])


def _is_acronym(chunk: Chunk) -> bool:
    return bool(ACRONYM.match(chunk.name)) and chunk.name.isupper()


def _words(chunk: Chunk, tokens: Tokens) -> tuple[str, ...]:
    return tokens.words[chunk.start : chunk.end]


def _known_whole(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the gazetteer knows a name that reaches from the left chunk into the right one."""
    for start in range(left.start, left.end):
        known = _gazetteer(tokens, start, lexicon)
        if known is not None and known[0] > right.start:
            return True
    return False


def _is_verb_title(left: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a single word may be the verb of a title such as "Save the Children"."""
    single = left.end - left.start == 1
    return (
        single
        and not _gazetteer(tokens, left.start, lexicon)
        and not lexicon.is_role(left.name)
        and (lexicon.head_class([left.name]) == UNKNOWN and not left.name.isupper() and not tokens.labels[left.start])
    )


def _joins_possessed(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a possessive is part of a name: "Ombudsman's Office", "People's Assembly"."""
    single = left.end - left.start == 1 and not _gazetteer(tokens, left.start, lexicon) and not _is_acronym(left)
    last = tokens.words[left.end - 1]
    single = single or last.casefold() in ("women", "children", "people", "workers", "youth", "farmers")
    common = lexicon.is_role(left.name) or last.casefold() in (
        "people",
        "children",
        "women",
        "men",
        "workers",
        "farmers",
        "youth",
        "peoples",
        "consumers",
    )
    return single and common and lexicon.is_a(lexicon.head_class(_words(right, tokens)), ORGANIZATION)


def _joins_tail(left: Chunk, connector: str, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a name goes on behind "of", "for", "on", "in", "to", "at"."""
    words = _words(left, tokens)
    kind = lexicon.head_class(words)
    if _is_role(words, lexicon):
        return connector in ("of", "for") and _is_field(right, tokens, lexicon)
    if kind == UNKNOWN or _is_whole_place(left, tokens, lexicon):
        return False
    if connector in ("of", "for", "on", "against", "under", "between"):
        return True
    known = _gazetteer(tokens, right.start, lexicon)
    if connector == "in":
        return _is_region(right, lexicon) or (
            lexicon.is_a(kind, INSTRUMENT) and right.end - right.start > 1 and not known and " on " in left.name
        )
    if connector == "to":
        heads = {word.casefold() for word in words}
        return (
            kind == MISSION
            or bool(heads & {"mission", "delegation", "parties", "protocol"})
            or lexicon.is_a(kind, INSTRUMENT)
        )
    return connector == "at" and "office" in {word.casefold() for word in words}


def _is_whole_place(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    known = _gazetteer(tokens, chunk.start, lexicon)
    return known is not None and known[0] == chunk.end and known[1][0].class_iri in (COUNTRY, CITY)


def _is_region(chunk: Chunk, lexicon: Lexicon) -> bool:
    return chunk.name.casefold() in lexicon.words("region") or chunk.name.split()[-1].casefold() in lexicon.words(
        "region"
    )


def _is_field(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether words behind "Minister of" name a field (Education) and not a body or a country."""
    if _is_whole_known(chunk, tokens, lexicon) or _is_acronym(chunk) or tokens.labels[chunk.start] == "GPE":
        return False
    if (
        tokens.lower(chunk.end) == "and"
        and tokens.lower(chunk.start - 1) == "the"
        and _next_capital(chunk.end + 1, tokens)
    ):
        return False
    kind = lexicon.head_class(_words(chunk, tokens))
    if chunk.end - chunk.start == 1 and chunk.name.endswith("s"):
        return True  # "Ports", "Schools": what the office is for
    return kind == UNKNOWN or not (lexicon.is_a(kind, ORGANIZATION) or lexicon.is_a(kind, PLACE))


def _joins_list(left: Chunk, between: tuple[str, ...], right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether "and" or a comma carries a name on: Ministry of Trade and Industry; Food and Agriculture Organization."""
    if _is_whole_known(right, tokens, lexicon) or _is_acronym(right):
        return False
    left_words, right_words = _words(left, tokens), _words(right, tokens)
    right_kind = lexicon.head_class(right_words)
    left_kind = lexicon.head_class(left_words)
    if between == (",",):
        return _is_complement(left, tokens) and right_kind == UNKNOWN and _list_goes_on(right, tokens, lexicon)
    if between == ("and",) and left_kind == UNKNOWN and right_kind != UNKNOWN:
        known = _gazetteer(tokens, left.start, lexicon)
        return known is None and not any(tokens.labels[left.start : left.end]) and not lexicon.is_role(left_words[-1])
    if right_kind != UNKNOWN and not _is_small_head(right_words, lexicon):
        return False
    if lexicon.is_role(right_words[-1]) or lexicon.is_role(right_words[0]):
        return False
    return _is_complement(left, tokens) and len(right_words) <= 4 and not _follows_agent(right, tokens)


def _is_small_head(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a head in the second half of a list is a topic ("Training", "Research") rather than a body."""
    return len(words) == 1 and not lexicon.is_a(lexicon.head_class(words), ORGANIZATION)


def _is_complement(chunk: Chunk, tokens: Tokens) -> bool:
    """Whether a name already has a tail behind a preposition, which "and" can lengthen."""
    return any(word in CONNECTORS for word in tokens.words[chunk.start : chunk.end])


def _list_goes_on(right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a comma list inside a name comes to its "and": Science, Technology and Innovation."""
    index = right.end
    for _ in range(12):
        word = tokens.lower(index)
        if word == "and":
            return _next_capital(index + 1, tokens) and tokens.lower(index + 1) not in lexicon.words("honorific")
        if not word or not (word == "," or _capitalised(tokens.words[index])):
            return False
        index += 1
    return False


def _follows_agent(right: Chunk, tokens: Tokens) -> bool:
    """Whether an acronym in brackets shows that the words behind "and" are a body of their own."""
    if tokens.lower(right.end) != "(" or right.end + 2 >= len(tokens):
        return False
    initials = "".join(word[0] for word in right.name.split() if word[:1].isupper())
    return tokens.words[right.end + 1].startswith(initials) and len(initials) > 1


# Finishing


def _take_in_lower_heads(
    chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]
) -> list[Chunk]:
    """Add the lower-case head behind a name: "Safe Journeys portal", "Blue Schools Pacific project"."""
    grown = []
    for i, chunk in enumerate(chunks):
        limit = chunks[i + 1].start if i + 1 < len(chunks) else len(tokens)
        end = chunk.end
        if lexicon.head_class([tokens.words[chunk.end - 1]]) == UNKNOWN and not _is_whole_known(chunk, tokens, lexicon):
            for size in (1, 2):
                stop = chunk.end + size
                phrase = tokens.words[chunk.end : stop]
                if stop <= limit and not any(blocked[chunk.end : stop]) and all(w.islower() for w in phrase):
                    kind = lexicon.heads.get(tuple(phrase), UNKNOWN)
                    if kind and (lexicon.is_a(kind, INITIATIVE) or lexicon.is_a(kind, INSTRUMENT)):
                        end = stop
        elif chunk.end < limit and tokens.words[chunk.end] in ("headquarters", "Headquarters"):
            end = chunk.end + 1
        grown.append(chunk if end == chunk.end else _chunk(chunk.start, end, tokens))
    return grown


def _is_whole_known(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    known = _gazetteer(tokens, chunk.start, lexicon)
    return known is not None and known[0] >= chunk.end


def _classify(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> Chunk:
    """Give a name its class: by courtesy title, gazetteer, head word, spaCy's label, in this order."""
    words = _words(chunk, tokens)
    if words[0].casefold() in lexicon.words("honorific"):
        return _person(chunk, tokens, lexicon)
    known = _gazetteer(tokens, chunk.start, lexicon)
    if known is not None and known[0] == chunk.end:
        entry = known[1][0]
        ambiguous = len(known[1]) > 1 or (entry.ambiguous and not _is_clear_country(chunk, entry, tokens, lexicon))
        return replace(chunk, kind=entry.class_iri, iri="" if ambiguous else entry.iri, source="gazetteer")
    if _is_role(words, lexicon):
        origin = len(words) > 1 and tokens.labels[chunk.start] == "NORP"  # "Peruvian Minister of Culture"
        return replace(chunk, kind=ROLE, source="role", start=chunk.start + origin)
    if _glued_possessive(chunk.name, lexicon):
        entry = next(e for e in lexicon.gazetteer.find(chunk.name[:-1]) if e.class_iri == COUNTRY)
        return replace(chunk, kind=COUNTRY, name=entry.name, iri=entry.iri, source="glued")
    kind = lexicon.head_class(words)
    if kind != UNKNOWN:
        return replace(chunk, kind=kind, source="head")
    label = next((label for label in tokens.labels[chunk.start : chunk.end] if label), "")
    if label == "PERSON" and not all(tokens.labels[chunk.start : chunk.end]):
        label = ""
    return replace(chunk, kind=NER_KINDS.get(label, UNKNOWN), source="ner" if label in NER_KINDS else "")


def _is_clear_country(chunk: Chunk, entry: Entry, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the context shows that an ambiguous name ("Jordan", "Georgia") is the country's.

    It does where a government, ministry or title is said to be the country's, where another country stands beside it in
    a list, where its capital is named; and behind "in" or "from", unless another place bears the name too.
    """
    if entry.class_iri != COUNTRY:
        return False
    before, two_before = tokens.lower(chunk.start - 1), tokens.words[chunk.start - 2] if chunk.start > 1 else ""
    if before == "of" and (
        two_before[:1].isupper() or lexicon.is_role(two_before) or two_before in ("government", "people")
    ):
        return True
    if tokens.lower(chunk.end) in ("'s", "’s") and (
        _next_capital(chunk.end + 1, tokens) or lexicon.is_role(tokens.lower(chunk.end + 1))
    ):
        return True
    if any(capital in tokens.text for capital in lexicon.capitals.get(entry.iri, ())) or _in_list_of_countries(
        chunk, tokens, lexicon
    ):
        return True
    plain = entry.name.casefold() not in lexicon.words("also-a-place")
    return plain and before in ("in", "from") and tokens.labels[chunk.start] == "GPE"


def _in_list_of_countries(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    for index in (*range(max(0, chunk.start - 6), chunk.start), *range(chunk.end, min(chunk.end + 6, len(tokens)))):
        near = _gazetteer(tokens, index, lexicon)
        between = [tokens.words[i] for i in range(min(index, chunk.end), max(index, chunk.start))]
        joined = bool({",", "and"} & set(between)) and all(w in (",", "and", "the") or w[:1].isupper() for w in between)
        if near is not None and joined and near[1][0].class_iri == COUNTRY and not near[1][0].ambiguous:
            return True
    return False


def _is_role(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name is a job title, with its field or without: "Director", "Minister of State for Trade"."""
    stop = next((i for i, word in enumerate(words) if i and word.casefold() in CONNECTORS), len(words))
    return lexicon.is_role(words[stop - 1])


def _is_common_noun(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a capitalised noun behind "a" only tells what something is: "a Declaration on connectivity"."""
    single = chunk.end - chunk.start == 1 and tokens.lower(chunk.start - 1) in ("a", "an")
    return single and lexicon.heads.get((tokens.lower(chunk.start),), UNKNOWN) != UNKNOWN


def _is_adjective(chunk: Chunk, tokens: Tokens) -> bool:
    """Whether a name is only an adjective of origin ("African ministers")."""
    return all(label == "NORP" for label in tokens.labels[chunk.start : chunk.end])


def _person(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> Chunk:
    """A person whose name proper starts behind the titles of courtesy."""
    start = chunk.start
    while start < chunk.end - 1 and (tokens.lower(start) in lexicon.words("honorific") or tokens.words[start] == "."):
        start += 1
    return replace(chunk, kind=PERSON, name=tokens.phrase(start, chunk.end), name_start=start, source="honorific")


GOAL_PATTERN = re.compile(
    r"\b(?:(?:the\s+)?(?:Sustainable\s+Development\s+Goals?|Global\s+Goals?|SDGs?|Goals?)(?:\s+(?:targets?|number|no\.?))?|(?:SDG\s+)?targets?)"
    r"[\s-]*(?P<first>\d{1,2}(?:\.(?:\d{1,2}|[a-d])\b)?)(?!\d|,\d|\s*(?:per\s?cent|%|million|billion))"
)
GOAL_MORE = re.compile(
    r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|&|to)\s+)(?P<next>\d{1,2}(?:\.(?:\d{1,2}|[a-d])\b)?)(?![\d%]|\s*(?:per\s?cent|million|billion|\w*ies\b))"
)


def find_goals(text: str) -> list[tuple[int, int, str]]:
    """Find the Sustainable Development Goals and targets that a text names.

    Returns:
        (start, end, number) for each, such as "4" or "16.9"; a number out of range isn't one.

    >>> [n for _, _, n in find_goals("SDG4, SDGs 5 and 13 and SDG target 16.9, not Goal 40")]
    ['4', '5', '13', '16.9']
    """
    found = []
    for match in GOAL_PATTERN.finditer(text):
        found.append((match.start(), match.end(), match["first"]))
        plural = re.search(r"(?:Goals|SDGs|targets)", match[0])
        position = match.end()
        while plural and (more := GOAL_MORE.match(text, position)):
            found += _between(found[-1][2], more)
            found.append((more.start("next"), more.end("next"), more["next"]))
            position = more.end()
    return [goal for goal in found if 1 <= int(goal[2].split(".")[0]) <= 17]


def _between(first: str, more: re.Match[str]) -> list[tuple[int, int, str]]:
    """The goals inside a range: 9 of "SDGs 8 to 10"."""
    if not re.search(r"\bto\b", more[0]) or not (first.isdigit() and more["next"].isdigit()):
        return []
    return [(more.start(), more.end(), str(number)) for number in range(int(first) + 1, int(more["next"]))]


def goal_kind(number: str) -> str:
    """Return the class of a goal's or target's number."""
    return TARGET if "." in number else GOAL
