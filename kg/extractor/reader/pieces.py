"""Transcript → the pieces that the encoder reads, with what is known of each: case, layout, names of the gazetteer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.extractor.transcript import LINES, Transcript

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from kg.gazetteer import Entry, Gazetteer

SHAPES = ("small", "capitalised", "capitals", "mixed", "digit", "mark", "quotation mark", "capital")
"""How a word may be written; a piece has its word's shape."""

BREAKS = ("none", "line", "block")
"""What a piece may open: nothing, a line within a block, a block."""

_WORD = re.compile(r"\w+|[^\w\s]")
_QUOTES = frozenset("\"“”'’‘«»(")
_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the gazetteer in a text: word by word, the kind of the name, and the entries of whole names."""

    kinds: Mapping[tuple[int, int], str]
    entries: Mapping[tuple[int, int], tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the encoder reads it: arrays of one length, an element for each piece.

    `starts` and `ends` are characters of the transcript; `opens` and `closes` tell whether a word begins or ends with
    the piece; `shapes`, `kinds`, `breaks` and `names` are indices of `SHAPES`, `LINES`, `BREAKS` and of the kinds of
    names that the model knows (0: none); `sentences` and `lines` count up from 0.
    """

    text: str
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]
    shapes: NDArray[np.int64]
    kinds: NDArray[np.int64]
    breaks: NDArray[np.int64]
    names: NDArray[np.int64]
    sentences: NDArray[np.int64]
    lines: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


def cut_pieces(
    transcript: Transcript, tokenizer: Tokenizer, gazetteer: Gazetteer, name_kinds: Sequence[str]
) -> tuple[Pieces, dict[tuple[int, int], tuple[Entry, ...]]]:
    """Cut a transcript into pieces.

    Args:
        transcript: the text.
        tokenizer: the encoder's.
        gazetteer: names that are marked in the text.
        name_kinds: class IRIs of names that the model knows; names of other classes count as the last one.

    Returns:
        The pieces, and the gazetteer's entries by the characters of the names found.
    """
    text = transcript.text
    coded = tokenizer.encode(text, add_special_tokens=False)
    spans = np.array(coded.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = spans[:, 0], spans[:, 1]
    opens = np.array([_opens_word(text, start) for start in starts.tolist()], dtype=bool)
    closes = np.append(opens[1:], True)[: len(opens)]
    entries = find_names(text, gazetteer)
    lines, kinds, breaks = _lay_out(transcript, starts)
    pieces = Pieces(
        text=text,
        ids=np.array(coded.ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        opens=opens,
        closes=closes,
        shapes=_shape_words(text, starts, ends, opens),
        kinds=kinds,
        breaks=breaks,
        names=_mark_names(entries, starts, name_kinds),
        sentences=_count_sentences(text, starts, ends, breaks),
        lines=lines,
    )
    return pieces, entries


def _opens_word(text: str, at: int) -> bool:
    """Whether a word begins at a character: it isn't a letter or digit behind another one."""
    return at == 0 or not (text[at].isalnum() and text[at - 1].isalnum())


def _shape_words(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], opens: NDArray[np.bool_]
) -> NDArray[np.int64]:
    firsts = np.flatnonzero(opens)
    lasts = np.append(firsts, len(opens))[1:] - 1
    shapes = [tell_shape(text[starts[first] : ends[last]]) for first, last in zip(firsts, lasts, strict=True)]
    return np.repeat(np.array(shapes, dtype=np.int64), lasts - firsts + 1)


def tell_shape(word: str) -> int:
    """Return the index of a word's shape.

    >>> [SHAPES[tell_shape(word)] for word in ("Ana", "UN", "McKay", "2023", "of", "A", ",")]
    ['capitalised', 'capitals', 'mixed', 'digit', 'small', 'capital', 'mark']
    """
    first = word[:1]
    if not first.isalnum():
        return 6 if first in _QUOTES else 5
    if first.isdigit():
        return 4
    if word.isupper():
        return 2 if len(word) > 1 else 7
    if first.isupper():
        return 1 if word[1:].islower() else 3
    return 0 if word.islower() else 3


def _lay_out(
    transcript: Transcript, starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """For each piece the number of its line, the kind of its block, and what it opens."""
    text = transcript.text
    blocks = [line.start for line in transcript.lines]
    kinds_of = [LINES.index(line.kind) for line in transcript.lines]
    ends_of_lines = [i for i, char in enumerate(text) if char == "\n"]
    lines, kinds, breaks = (np.zeros(len(starts), dtype=np.int64) for _ in range(3))
    before_line, before_block = -1, -1
    for index, start in enumerate(starts.tolist()):
        line, block = bisect_right(ends_of_lines, start), bisect_right(blocks, start) - 1
        lines[index], kinds[index] = line, kinds_of[block]
        breaks[index] = 2 if block != before_block else int(line != before_line)
        before_line, before_block = line, block
    return lines, kinds, breaks


def _count_sentences(
    text: str, starts: NDArray[np.int64], ends: NDArray[np.int64], breaks: NDArray[np.int64]
) -> NDArray[np.int64]:
    counts = np.zeros(len(starts), dtype=np.int64)
    count = 0
    for index in range(1, len(starts)):
        start, before = starts[index], ends[index - 1]
        stopped = text[before - 1] in _ENDS and start > before and text[start].isupper()
        count += bool(breaks[index] or stopped)
        counts[index] = count
    return counts


def find_names(text: str, gazetteer: Gazetteer) -> dict[tuple[int, int], tuple[Entry, ...]]:
    """Find the longest names of the gazetteer in a text, from left to right, by their characters."""
    words = list(_WORD.finditer(text))
    written = [word[0] for word in words]
    found: dict[tuple[int, int], tuple[Entry, ...]] = {}
    at = 0
    while at < len(words):
        match = gazetteer.match(written, at) if written[at][0].isalnum() else None
        if match is None:
            at += 1
            continue
        after, entries = match
        found[words[at].start(), words[after - 1].end()] = entries
        at = after
    return found


def _mark_names(
    entries: Mapping[tuple[int, int], tuple[Entry, ...]], starts: NDArray[np.int64], name_kinds: Sequence[str]
) -> NDArray[np.int64]:
    """For each piece 0, or 1 + 2 × the kind of the name that it opens, or 2 + 2 × the kind of the one it is in."""
    marks = np.zeros(len(starts), dtype=np.int64)
    for (start, end), found in entries.items():
        first, last = np.searchsorted(starts, (start, end))
        kind = found[0].class_iri
        number = name_kinds.index(kind) if kind in name_kinds else len(name_kinds) - 1
        marks[first:last] = 2 + 2 * number
        marks[first : first + 1] = 1 + 2 * number
    return marks
