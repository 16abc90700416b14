"""Finds the passages that have lost their punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.lexicon import word_list
from kg.text.marks import is_marked

# See `kg.text.lacks_punctuation` for the figures behind these.
BARE_LINE_WORDS = 40
BARE_RUN_WORDS = 80
FUNCTION_WORD_SHARE = 1 / 7
SPARSE_RATE = 1 / 40


def find_passages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every passage that lacks punctuation, in order.

    A line that has hardly any marks is one passage; in other lines only the bare run itself is.
    """
    for line in re.finditer(r"[^\r\n]+", text):
        yield from _passages_of_line(list(re.finditer(r"\S+", line.group())), line.start())


def _passages_of_line(words: list[re.Match[str]], offset: int) -> Iterator[tuple[int, int]]:
    if len(words) <= BARE_LINE_WORDS:
        return
    marks = [i for i, word in enumerate(words) if is_marked(word.group())]
    runs = list(_bare_runs(marks, len(words)))
    sparse = len(marks) < SPARSE_RATE * len(words)
    for first, last in [(0, len(words))] if runs and sparse else runs:
        if _reads_as_prose([w.group() for w in words[first:last]]):
            yield offset + words[first].start(), offset + words[last - 1].end()


def _bare_runs(marks: list[int], total: int) -> Iterator[tuple[int, int]]:
    """Runs of words, as [first, last), in which no mark stands; the word that bears the closing mark belongs to it."""
    if not marks:
        yield 0, total
        return
    start = 0
    for stop in [*(mark + 1 for mark in marks), total]:
        if stop - start > BARE_RUN_WORDS:
            yield start, stop
        start = stop


def _reads_as_prose(words: list[str]) -> bool:
    function_words = word_list("function")
    return sum(word.lower() in function_words for word in words) >= FUNCTION_WORD_SHARE * len(words)
