"""Which small words carry a name on: "of" in "Ministry of Health", "and" in "Ministry of Trade and Industry"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extractor.chunks import (
    EVENT,
    INITIATIVE,
    INSTRUMENT,
    MISSION,
    ORGANIZATION,
    PLACE,
    UNKNOWN,
    Chunk,
    Tokens,
)
from kg.extractor.lexicon import CONNECTORS, Lexicon
from kg.extractor.wordforms import (
    is_acronym,
    is_capital_next,
    is_capitalised,
    is_role,
    is_whole_known,
    is_whole_place,
    look_up,
    make_chunk,
    words_of,
)


def join_names(chunks: Sequence[Chunk], tokens: Tokens, lexicon: Lexicon) -> list[Chunk]:
    """Join names that small words hold together, from left to right."""
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
    return make_chunk(left.start, right.end, tokens)


def _joins(left: Chunk, between: tuple[str, ...], right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    if _is_apposed_title(left, right, tokens, lexicon):
        return True
    if _is_person(left, tokens, lexicon) or _is_person(right, tokens, lexicon) or is_acronym(left):
        return _known_whole(left, right, tokens, lexicon)
    if _known_whole(left, right, tokens, lexicon):
        return True
    if between in (("'s",), ("’s",)):
        return _joins_possessed(left, right, tokens, lexicon)
    if between in (("'",), ("’",)):  # "a Judges' Safety Fund"
        plain = left.end - left.start == 1 and left.name.endswith("s") and not look_up(tokens, left.start, lexicon)
        return plain and lexicon.head_class(words_of(right, tokens)) != UNKNOWN
    if between == (",", "and") and "," not in tokens.words[left.start : left.end]:
        return False
    if between in ((",",), (",", "and"), ("and",), ("&",), ("and", "the")):
        return _joins_list(left, between, right, tokens, lexicon)
    if between in (("of", "a"), ("of", "an"), ("for", "a"), ("on", "a")):
        return lexicon.is_a(lexicon.head_class(words_of(left, tokens)), EVENT)
    if between == ("for",) and _is_one_entity(left, right, tokens) and not is_role(words_of(left, tokens), lexicon):
        return True  # "Habitat for Humanity"
    connector = between[0]
    if connector in CONNECTORS and len(between) == 1 and _is_determined_compound(left, right, tokens, lexicon):
        return True
    if connector not in CONNECTORS or between[1:] not in ((), ("the",), ("all",)):
        return between == ("the",) and _is_verb_title(left, tokens, lexicon)
    return _joins_tail(left, connector, right, tokens, lexicon)


def _is_determined_compound(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether an article and a head at the far end hold a name together: "a Girls in Labs Alliance"."""
    article, unknown = tokens.lower(left.start - 1), lexicon.head_class(words_of(left, tokens)) == UNKNOWN
    plain = not is_role(words_of(left, tokens), lexicon) and not look_up(tokens, left.start, lexicon)
    if not unknown or not (article in ("a", "an") or (article == "the" and plain)):
        return False
    words = words_of(right, tokens)
    return len(words) > 1 and lexicon.head_class(words) != UNKNOWN and not lexicon.is_role(words[-1])


def _is_one_entity(left: Chunk, right: Chunk, tokens: Tokens) -> bool:
    """Whether spaCy takes both names and the small word between them for one body; none begins with a small word."""
    return all(label == "ORG" for label in tokens.labels[left.start : right.end])


def _is_apposed_title(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether two chunks and what is between them are a title that is explained: "Closer to the Tap, a report"."""
    if (
        tokens.lower(right.end) != ","
        or tokens.lower(right.end + 1) not in ("a", "an", "the")
        or lexicon.head_class(words_of(left, tokens)) != UNKNOWN
    ):
        return False
    if (
        tokens.lower(left.start) in lexicon.words("honorific")
        or is_acronym(left)
        or len(tokens.words[left.end : right.start]) > 3
    ):
        return False
    if look_up(tokens, left.start, lexicon) or look_up(tokens, right.start, lexicon):
        return False
    for index in range(right.end + 2, min(right.end + 5, len(tokens))):
        kind = lexicon.heads.get((tokens.lower(index),), UNKNOWN)
        if any(lexicon.is_a(kind, top) for top in (INSTRUMENT, INITIATIVE, EVENT)):
            return True
    return False


def _is_person(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    if tokens.lower(chunk.start) in lexicon.words("honorific"):
        return True
    words = words_of(chunk, tokens)
    wholly = all(label == "PERSON" for label in tokens.labels[chunk.start : chunk.end])
    return wholly and len(words) > 1 and lexicon.head_class(words) == UNKNOWN and not lexicon.is_role(words[-1])


def _known_whole(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether the gazetteer knows a name that reaches from the left chunk into the right one."""
    for start in range(left.start, left.end):
        known = look_up(tokens, start, lexicon)
        if known is not None and known[0] > right.start:
            return True
    return False


def _is_verb_title(left: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a single word may be the verb of a title such as "Save the Children"."""
    single = left.end - left.start == 1
    return (
        single
        and not look_up(tokens, left.start, lexicon)
        and not lexicon.is_role(left.name)
        and (lexicon.head_class([left.name]) == UNKNOWN and not left.name.isupper() and not tokens.labels[left.start])
    )


def _joins_possessed(left: Chunk, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a possessive is part of a name: "Ombudsman's Office", "People's Assembly"."""
    single = left.end - left.start == 1 and not look_up(tokens, left.start, lexicon) and not is_acronym(left)
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
    return single and common and lexicon.is_a(lexicon.head_class(words_of(right, tokens)), ORGANIZATION)


def _joins_tail(left: Chunk, connector: str, right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a name goes on behind "of", "for", "on", "in", "to", "at"."""
    words = words_of(left, tokens)
    kind = lexicon.head_class(words)
    if is_role(words, lexicon):
        return connector in ("of", "for") and _is_field(right, tokens, lexicon)
    if kind == UNKNOWN or is_whole_place(left, tokens, lexicon):
        return False
    if connector == "of" and len(words) == 1 and lexicon.is_a(kind, EVENT):
        # "the adoption by the Seminar of the Lima Principles" names two things
        return not lexicon.is_a(lexicon.head_class(words_of(right, tokens)), INSTRUMENT)
    if connector in ("of", "for", "on", "against", "under", "between"):
        return True
    known = look_up(tokens, right.start, lexicon)
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


def _is_region(chunk: Chunk, lexicon: Lexicon) -> bool:
    return chunk.name.casefold() in lexicon.words("region") or chunk.name.split()[-1].casefold() in lexicon.words(
        "region"
    )


def _is_field(chunk: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether words behind "Minister of" name a field (Education) and not a body or a country."""
    if is_whole_known(chunk, tokens, lexicon) or is_acronym(chunk) or tokens.labels[chunk.start] == "GPE":
        return False
    if (
        tokens.lower(chunk.end) == "and"
        and tokens.lower(chunk.start - 1) == "the"
        and is_capital_next(chunk.end + 1, tokens)
    ):
        return False
    kind = lexicon.head_class(words_of(chunk, tokens))
    if chunk.end - chunk.start == 1 and chunk.name.endswith("s"):
        return True  # "Ports", "Schools": what the office is for
    return kind == UNKNOWN or not (lexicon.is_a(kind, ORGANIZATION) or lexicon.is_a(kind, PLACE))


def _joins_list(left: Chunk, between: tuple[str, ...], right: Chunk, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether "and" or a comma carries a name on: Ministry of Trade and Industry; Food and Agriculture Organization."""
    if is_whole_known(right, tokens, lexicon) or is_acronym(right):
        return False
    left_words, right_words = words_of(left, tokens), words_of(right, tokens)
    right_kind = lexicon.head_class(right_words)
    left_kind = lexicon.head_class(left_words)
    if between == (",",):
        return _is_complement(left, tokens) and right_kind == UNKNOWN and _list_goes_on(right, tokens, lexicon)
    if between == ("and",) and left_kind == UNKNOWN and right_kind != UNKNOWN:
        known = look_up(tokens, left.start, lexicon)
        long = tokens.lower(left.start - 1) == "the" and len(left_words) > 1 and len(right_words) == 2
        plain = not any(tokens.labels[left.start : left.end]) or _is_one_entity(left, right, tokens) or long
        return known is None and plain and not lexicon.is_role(left_words[-1])
    if right_kind != UNKNOWN and not _is_small_head(right_words, lexicon):
        return False
    if lexicon.is_role(right_words[-1]) or lexicon.is_role(right_words[0]):
        return False
    return _is_complement(left, tokens) and len(right_words) <= 4 and not _follows_agent(right, tokens)


def _is_small_head(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a head in the second half of a list is a topic ("Training", "Research") rather than a body."""
    if words[-1].casefold() in lexicon.words("field-tail"):
        return True
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
            return is_capital_next(index + 1, tokens) and tokens.lower(index + 1) not in lexicon.words("honorific")
        if not word or not (word == "," or is_capitalised(tokens.words[index])):
            return False
        index += 1
    return False


def _follows_agent(right: Chunk, tokens: Tokens) -> bool:
    """Whether an acronym in brackets shows that the words behind "and" are a body of their own."""
    if tokens.lower(right.end) != "(" or right.end + 2 >= len(tokens):
        return False
    initials = "".join(word[0] for word in right.name.split() if word[:1].isupper())
    return tokens.words[right.end + 1].startswith(initials) and len(initials) > 1
