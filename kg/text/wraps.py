"""Joins lines that were wrapped at a column, and the words that were broken with a hyphen there."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.alignment import AlignedText
from kg.text.lexicon import common_words, word_list

# A wrapped line is at least this long; shorter lines are verse, addresses or names.
_LEAST_WIDTH = 40
# Wrappers count a trailing space or break a word earlier than they could.
_SLACK = 3
_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")
_LISTED = re.compile(r"[-*•·▪–—+] |\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)] |[|>#]")
_LABELLED = re.compile(r"[A-Z][\w /&'’-]{0,30}:\s")
# How much of the text around a break is looked at, in characters.
_NEAR = 80
_CLOSED = frozenset({"grand", "mac", "mc"})
"""What English never parts by a hyphen from what follows: grandmother, McBride."""

_LETTERS = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"([^\W\d_]+)[-‐]$")


def unwrap(text: AlignedText, words: frozenset[str] = frozenset(), width: int = 0, lead: int = 0) -> AlignedText:
    """Make one line of lines that were wrapped.

    Args:
        text: a paragraph or an item.
        words: the words of the whole document, evidence for joining a broken word or for keeping its hyphen.
        width: characters to a line, if the whole document is wrapped.
        lead: characters that stand before the first line, such as a label.

    Returns:
        The text itself if no line of it was wrapped. Lines that are lines (a list, an address, verse) stay.
    """
    breaks = [b for b in _BREAK.finditer(text.text) if b.start() and b.end() < len(text)]
    wrapped = _is_wrapped(text.text.strip().splitlines())
    edits = [
        _join(text.text, b, words)
        for b in breaks
        if _continues(text.text, b, wrapped or _is_full(text.text, b, width, lead))
    ]
    return text.edit(edits) if edits else text


def _is_wrapped(lines: list[str]) -> bool:
    """Judge whether nearly each line is so long that the first word of the next one had no room on it.

    Names and addresses of like length pass that test too; but some lines of prose begin with a small letter.
    """
    lines = [line.strip() for line in lines]
    width = max((len(line) for line in lines), default=0)
    if len(lines) < 2 or width < _LEAST_WIDTH:
        return False
    full = [_fills(line, following, width) for line, following in pairwise(lines)]
    small = sum(line[:1].islower() for line in lines[1:])
    return sum(full) >= 0.9 * len(full) and small >= max(1, len(full) / 4)


def _fills(line: str, following: str, width: int) -> bool:
    first = re.match(r"\S*", following)
    return len(line) + 1 + len(first.group() if first else "") > width - _SLACK


def _is_full(text: str, gap: re.Match[str], width: int, lead: int) -> bool:
    """Judge whether the first word behind a break had no room before it; a label begins a line anyway."""
    start = text.rfind("\n", 0, gap.start()) + 1
    line = "." * (0 if start else lead) + text[start : gap.start()].strip()
    return bool(width) and not _LABELLED.match(text, gap.end()) and _fills(line, text[gap.end() :], width)


def _continues(text: str, gap: re.Match[str], wrapped: bool) -> bool:
    """Judge whether the line behind a break goes on with the sentence before it."""
    before, after = text[max(0, gap.start() - _NEAR) : gap.start()], text[gap.end() : gap.end() + _NEAR]
    if after[0] in "\r\n" or before[-1] in "\r\n" or _LISTED.match(after):
        return False
    if wrapped or (_BROKEN.search(before) and after[0].isalpha()):
        return True
    last = before.rsplit(maxsplit=1)[-1]
    goes_on = after[0].islower() or last in word_list("function")
    return goes_on and before[-1] not in ".!?:;…" and not _LABELLED.match(after)


def _join(text: str, gap: re.Match[str], words: frozenset[str]) -> tuple[int, int, str]:
    """The edit that closes a gap: a space, or nothing where a word was broken, with or without its hyphen."""
    broken = _BROKEN.search(text, max(0, gap.start() - _NEAR), gap.start())
    following = _LETTERS.match(text, gap.end())
    if not broken or not following:
        return gap.start(), gap.end(), "" if text[gap.start() - 1] in "-‐" else " "
    if keeps_hyphen(broken.group(1), following.group(), words):
        return gap.start(), gap.end(), ""
    return gap.start() - 1, gap.end(), ""


def keeps_hyphen(first: str, second: str, words: frozenset[str]) -> bool:
    """Judge whether the hyphen at a line's end belongs to the word.

    The document's own spelling decides, then the common words; of two halves that are words themselves it belongs to
    both (long-term), and before a capital (Whitebear-Cardinal) it always does.
    """
    if f"{first}-{second}" not in words and first.lower() in _CLOSED:
        return False
    if second[0].isupper() and not first.isupper():
        return True
    if f"{first}-{second}" in words or first + second in words:
        return f"{first}-{second}" in words
    known = common_words()
    if f"{first}{second}".lower() in known or f"{first}-{second}".lower() in known:
        return f"{first}{second}".lower() not in known
    return first.lower() in known and second.lower() in known and min(len(first), len(second)) > 2
