"""How near a name is to what was asked: in which way it holds the words, or else how much of them is like it."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import IntEnum

LEAST = 0.6
"""How like a name must be that holds the words in no way, from 0 to 1: half of what was asked isn't enough."""

_BEGINNING = 0.95  # "giann" for "giannini"
_WITHIN = 0.85  # "annini" for "giannini"
_ALIKE = 0.72  # of the letters of two words; "gianini" and "giannini" share 0.93
_ALMOST = 0.99  # the same words in another order
_REST = 0.15  # what all the words that weren't asked for cost


class Nearness(IntEnum):
    """In which way a name holds what was asked, the nearest first; `tests/searches.json` says the same of the page."""

    EXACT = 0
    BEGINS = 1
    WORD_BEGINS = 2
    HOLDS = 3
    WORDS_BEGIN = 4  # all words asked for begin words of the name, in any order
    ALIKE = 5  # it doesn't


def compare(asked: str, name: str) -> Nearness:
    """Return in which way a name holds what was asked; both folded."""
    if asked == name:
        return Nearness.EXACT
    if name.startswith(asked):
        return Nearness.BEGINS
    if asked in name:
        return Nearness.WORD_BEGINS if f" {asked}" in name else Nearness.HOLDS
    there = name.split()
    held = all(any(other.startswith(word) for other in there) for word in asked.split())
    return Nearness.WORDS_BEGIN if held else Nearness.ALIKE


def likeness(asked: str, name: str) -> float:
    """Return how much of what was asked a name holds, from 0 to 1; both folded.

    Each word asked for counts by its length, and by the word of the name that is most like it.
    """
    if asked == name:
        return 1.0
    held = _held(asked.split(), name.split())
    # A space that is missing, or one too many.
    return held if held >= LEAST else max(held, _alike("".join(asked.split()), "".join(name.split())) * _BEGINNING)


def _held(words: list[str], there: list[str]) -> float:
    nearest = [max(((_alike(word, other), other) for other in there), default=(0.0, "")) for word in words]
    held = sum(len(word) * score for word, (score, _) in zip(words, nearest, strict=True)) / sum(map(len, words))
    left = set(there) - {other for score, other in nearest if score}
    return held * (1 - _REST * sum(map(len, left)) / max(1, sum(map(len, there)))) * _ALMOST


def _alike(asked: str, word: str) -> float:
    if asked == word:
        return 1.0
    if word.startswith(asked):
        return _BEGINNING
    if asked in word and len(asked) > 2:
        return _WITHIN
    matcher = SequenceMatcher(None, asked, word, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return ratio * _BEGINNING if (ratio := matcher.ratio()) >= _ALIKE else 0.0
