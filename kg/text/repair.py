"""Repairs characters: mojibake, entities, invisible characters, and the `?` that stands for a lost one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kg.alignment import AlignedText
from kg.text.lexicon import common_words, word_list

Edit = tuple[int, int, str]

_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# The joiners have work to do in other scripts and in emoji, so they go before Latin letters only.
_NOTHING = re.compile(
    "\u00ad[ \\t]*\\r?\\n[ \\t]*|[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    "|[\u200c\u200d](?=[\\s!-\u024f]|$)|[\x00-\x08\x0e-\x1f\x7f]|[\x80-\x84\x86-\x9f]"
)
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x85\u2028\u2029]")
# Three, since a character may be as many bytes long, each shown as a mark of its own.
_LOST = re.compile(r"(?<=\w)[?\ufffd]{1,3}(?=\w)")
_LOST_QUOTES = re.compile(r"(?:(?<=\s)|^)[?\ufffd](?=\w)([^?\ufffd\n]{1,120}?)(?<=[\w.,])[?\ufffd](?!\w)")
_LOST_DASH = re.compile(r"(?<=[\w,] )[?\ufffd](?= [a-z])")
# Peru?s, don?t, they?re, O?Brien, Côte d?Ivoire
_APOSTROPHE = re.compile(
    r"\w*[^\W\d_]\?s|\w+n\?t|(?:I|[Yy]ou|[WwHh]e|[Ss]he|[Ii]t|[Tt]hey)\?(?:d|m|ll|re|ve)|[ODdLl]\?[A-Z]\w*"
)
_ADDRESS = re.compile(r"://|www\.|[=@]|\.\w+/|\w/\w*\?")


def repair(text: AlignedText) -> AlignedText:
    """Repair the characters of a text; text without damage is returned as it is."""
    for find in (find_mojibake, find_entities, find_invisible, find_lost_quotes, find_lost):
        edits = list(find(text.text))
        if edits:
            text = text.edit(edits)
    return text


def find_mojibake(text: str) -> Iterator[Edit]:
    """Yield repairs of text that was decoded wrongly, run of visible characters by run (ftfy)."""
    if text.isascii():
        return
    import ftfy

    for run in re.finditer(r"[^ \t\r\n]+", text):
        if not run.group().isascii():
            fixed = ftfy.fix_encoding(run.group())
            if fixed != run.group():
                yield _narrow(run.start(), run.group(), fixed)


def _narrow(start: int, old: str, new: str) -> Edit:
    """The edit without what old and new have in common at their ends."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + same, start + len(old) - tail, new[same : len(new) - tail]


def find_entities(text: str) -> Iterator[Edit]:
    """Yield repairs of character references that a converter left over: &amp;, &#8217;."""
    for entity in _ENTITY.finditer(text):
        meant = html.unescape(entity.group())
        if meant != entity.group():
            yield entity.start(), entity.end(), meant


def find_invisible(text: str) -> Iterator[Edit]:
    """Yield repairs of characters that aren't seen: gone, or a plain space where they are spaces."""
    gone = ((m.start(), m.end(), "") for m in _NOTHING.finditer(text))
    spaces = ((m.start(), m.end(), " ") for m in _SPACE.finditer(text))
    yield from sorted([*gone, *spaces])


def find_lost_quotes(text: str) -> Iterator[Edit]:
    """Yield repairs of a pair of `?` around words, which were quotation marks, and of ` ? `, which was a dash."""
    edits: list[Edit] = []
    for pair in _LOST_QUOTES.finditer(text):
        if not _ADDRESS.search(pair.group()):
            edits += [(pair.start(), pair.start() + 1, '"'), (pair.end() - 1, pair.end(), '"')]
    edits += [(dash.start(), dash.end(), "–") for dash in _LOST_DASH.finditer(text)]
    yield from sorted(edits)


def find_lost(text: str) -> Iterator[Edit]:
    """Yield repairs of a `?` inside a run, which was a space, an apostrophe or a dash; real question marks stay."""
    for lost in _LOST.finditer(text):
        start, end = lost.span()
        before = re.search(r"\w+$", text[max(0, start - 60) : start])
        after = re.match(r"\w+", text[end : end + 60])
        if before and after and not _ADDRESS.search(_run_around(text, start)):
            meant = _read_lost(before.group(), after.group())
            if meant and not (meant == " " and text[start] == "?" and _is_question(text[max(0, start - 200) : start])):
                yield start, end, meant


def _run_around(text: str, position: int) -> str:
    before = re.search(r"\S*$", text[max(0, position - 200) : position])
    after = re.match(r"\S*", text[position : position + 200])
    return (before.group() if before else "") + (after.group() if after else "")


def _read_lost(before: str, after: str) -> str:
    """What stood between two words, or nothing if a letter may have stood there (S?o Paulo, Universit?t)."""
    if _APOSTROPHE.fullmatch(f"{before}?{after}"):
        return "’"
    if before.isdigit() and after.isdigit():
        return "–" if len(before) == len(after) else " "
    acronym = before.isupper() and (len(before) > 1 or before in "AI")
    if not after[0].islower() or before[-1].isdigit() or acronym:
        return " "
    return " " if _is_common(before) and _is_common(after) else ""


def _is_common(word: str) -> bool:
    return word.lower() in common_words() and (len(word) > 1 or word in "aAI")


def _is_question(before: str) -> bool:
    """Judge whether the sentence that leads up to here asks something; without marks before it nobody can tell."""
    sentence = re.split(r"[.!?\n]", before)[-1]
    first = re.search(r"[\w']+", sentence)
    return len(sentence) < 200 and first is not None and first.group().lower() in word_list("asking")
