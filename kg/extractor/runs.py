"""Runs of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractor.chunks import UNKNOWN, Tokens
from kg.extractor.lexicon import Lexicon
from kg.extractor.wordforms import ACRONYM, is_capital_next, is_capitalised, is_sentence_initial, look_up

NOUN_ENDING = re.compile(r"(?:ance|ence|tion|sion|ment|ity|ness|ship|ism|age|ings?|ers|ants|ees|als)$")

Run = tuple[int, int]


def find_runs(tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> Iterator[Run]:
    """Maximal runs of capitalised words."""
    index = 0
    while index < len(tokens):
        if not _opens(index, tokens, lexicon, blocked):
            index += 1
            continue
        start = index
        known = look_up(tokens, index, lexicon)
        index = known[0] if known is not None else index + 1
        while index < len(tokens):
            step = _continues(index, tokens, lexicon, blocked)
            if not step:
                break
            index += step
        yield start, index


def _opens(index: int, tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> bool:
    """Whether a name may open at a token."""
    word = tokens.words[index]
    if blocked[index] or not is_capitalised(word) or _is_month_alone(index, tokens, lexicon):
        return False
    if word.casefold() in lexicon.words("function"):
        inside = (
            word.casefold() in lexicon.words("name-function")
            and not is_sentence_initial(index, tokens)
            and is_capital_next(index + 1, tokens)
        )
        return inside or look_up(tokens, index, lexicon) is not None
    return not (is_sentence_initial(index, tokens) and _is_common(index, tokens, lexicon))


def _is_month_alone(index: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a month says when, so that the capitals behind it are another name's: "In October BirdLife launched"."""
    before = tokens.lower(index - 1) in ("in", "since", "by", "until", "from", "of", "last", "next", "this")
    return before and tokens.lower(index) in lexicon.words("month")


def _is_common(index: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a capitalised first word of a sentence is an ordinary word rather than a name."""
    word = tokens.words[index]
    following = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    heads_name = lexicon.head_class([word]) != UNKNOWN  # "University of the South Pacific"
    plain = bool(NOUN_ENDING.search(word)) and following.islower() and not heads_name
    if ACRONYM.match(word) or (tokens.labels[index] and not plain) or word.casefold() in lexicon.words("honorific"):
        return False
    if look_up(tokens, index, lexicon) or following in ("'s", "’s", "-", "&") or _is_value(index, tokens):
        return False
    if is_capitalised(following) and following.casefold() not in lexicon.words("function"):
        return bool(re.search(r"(?:ing|ly)$", word)) and lexicon.head_class([word]) == UNKNOWN and word != "King"
    return not any(w == word and not is_sentence_initial(i, tokens) for i, w in enumerate(tokens.words))


def _is_value(index: int, tokens: Tokens) -> bool:
    """Whether a word is all of a label's value: "Place: Brest"."""
    alone = index + 1 >= len(tokens) or tokens.words[index + 1] in (".", ",", ";")
    return alone and (len(tokens) <= 3 if index == 0 else tokens.words[index - 1] == ":")


def _continues(index: int, tokens: Tokens, lexicon: Lexicon, blocked: Sequence[bool]) -> int:
    """How many tokens at an index carry a run on: a capitalised word, a hyphen or ampersand with one behind it."""
    word = tokens.words[index]
    if blocked[index]:
        return 0
    follows = index + 1 < len(tokens) and not blocked[index + 1]
    if word in ("-", "&", "‑", "/") and follows and is_capitalised(tokens.words[index + 1]):
        return 2 if word == "&" or not tokens.spaces[index - 1] else 0
    if word in ("-", "‑") and follows and not tokens.spaces[index - 1] and not tokens.spaces[index]:
        return 2  # Jia-ruo
    if word in (".",) and not tokens.spaces[index - 1] and len(tokens.words[index - 1]) == 1:
        return 1
    if is_capitalised(word):
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
        is_capitalised(following) or (following in lexicon.words("particle") and is_capital_next(index + 2, tokens))
    ):
        return 1 if is_capitalised(following) else 2
    return 0


def _breaks(index: int, tokens: Tokens, lexicon: Lexicon) -> bool:
    """Whether a capitalised word ends the run before it: a small word, or the first word of an unmarked sentence."""
    word, lowered = tokens.words[index], tokens.lower(index)
    following = tokens.words[index + 1] if index + 1 < len(tokens) else ""
    if lowered in lexicon.words("function"):
        inside = (
            is_capitalised(following)
            and not lexicon.head_class([tokens.words[index - 1]])
            and following.casefold() not in lexicon.words("honorific")
        ) or (is_capitalised(following) and lowered in lexicon.words("clause-in-title"))
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
