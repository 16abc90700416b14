"""Marks of punctuation around words."""

from __future__ import annotations

import re

from kg.text.lexicon import word_list

# The labels of the tagger: what stands behind a word.
NONE, COMMA, END = 0, 1, 2
LABELS = ("none", "comma", "end")

OPENING = "\"'“”‘’«([{*"
CLOSING = "\"'“”‘’»)]}*.,;:!?…"
DASHES = frozenset({"—", "–", "-", "--", "―"})

_MARK = re.compile(r"[.,;:!?…][\"'”’»)\]]*$")
_INNER = re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z])|(?<=\d),(?=\d{3})")


def is_abbreviation(word: str, tail: str) -> bool:
    """Judge whether the full stop that a word's tail begins with belongs to an abbreviation or an initial."""
    lone_letter = len(word) == 1 and word.isupper() and word != "I"
    return tail.startswith(".") and (lone_letter or word.lower() in word_list("abbreviations"))


def is_marked(word: str) -> bool:
    """Judge whether a mark stands behind a word; the full stop of an abbreviation is none."""
    mark = _MARK.search(word)
    return mark is not None and not is_abbreviation(word[: mark.start()].lstrip(OPENING), mark.group())


def strip_inner(word: str) -> str:
    """Take the full stops out of an abbreviation and the commas out of a number: U.S → US, 1,400 → 1400."""
    return _INNER.sub("", word)
