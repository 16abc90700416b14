"""What is known of two mentions side by side: how alike they are, and where they stand to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.extractor.reader.pieces import Pieces
    from kg.gazetteer import Entry

FEATURES = 22
"""How many features a pair has; see `pair_mentions`."""

DISTANCES, SENTENCES = 24, 11
"""How many buckets there are for the distance in pieces and in sentences."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Features of all pairs of a document's mentions: rows are the first of the two, columns the second.

    `features` is m × m × FEATURES, `distances` and `sentences` are buckets (m × m), `gap_starts` and `gap_ends` the
    pieces between the two (m × m; equal where there are none).
    """

    features: NDArray[np.float32]
    distances: NDArray[np.int64]
    sentences: NDArray[np.int64]
    gap_starts: NDArray[np.int64]
    gap_ends: NDArray[np.int64]


def pair_mentions(
    pieces: Pieces,
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
    entries: Mapping[tuple[int, int], tuple[Entry, ...]],
    pronouns: AbstractSet[str],
) -> Pairs:
    """Compare each mention with each other one.

    Args:
        pieces: the text.
        firsts: the first piece of each mention.
        lasts: the last piece of each mention.
        entries: the gazetteer's entries by characters.
        pronouns: in small letters.
    """
    starts, ends = pieces.starts[firsts], pieces.ends[lasts]
    written = [pieces.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    sentences, lines = pieces.sentences[firsts], pieces.lines[firsts]
    columns: list[NDArray[Any]] = list(_compare_words(written))
    columns += _compare_acronyms(written)
    pronoun = np.array([word.lower() in pronouns for word in written], dtype=np.float32)
    capital = np.array([word[:1].isupper() for word in written], dtype=np.float32)
    inside = (firsts[:, None] >= firsts) & (lasts[:, None] <= lasts)
    between = firsts[None] - lasts[:, None]
    opened = _is_opened(pieces, firsts)
    columns += [
        np.broadcast_to(pronoun[:, None], between.shape),
        np.broadcast_to(pronoun[None], between.shape),
        inside,
        inside.T,
        (between == 2) & opened[None] | (between.T == 2) & opened[:, None],
        sentences[:, None] == sentences,
        np.broadcast_to(capital[:, None], between.shape),
        np.broadcast_to(capital[None], between.shape),
        lines[:, None] == lines,
        (between == 1) | (between.T == 1),
        _share_entry(starts, ends, entries),
        *_compare_numbers(written),
        (between == 2) & ~opened[None],
    ]
    features = np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=-1)
    low = np.minimum(lasts[:, None], lasts) + 1
    high = np.maximum(firsts[:, None], firsts)
    return Pairs(
        features=features,
        distances=_bucket(firsts[None] - firsts[:, None]),
        sentences=np.clip(sentences[None] - sentences[:, None], -5, 5) + 5,
        gap_starts=low,
        gap_ends=np.maximum(low, high),
    )


def _compare_words(written: Sequence[str]) -> list[NDArray[np.float32]]:
    """Same words; same last word; same first word; the one's words within the other's; share of common words."""
    words = [_WORD.findall(mention.lower()) or [mention] for mention in written]
    numbers: dict[str, int] = {}
    for word in (each for mention in words for each in mention):
        numbers.setdefault(word, len(numbers))
    bags = np.zeros((len(words), max(1, len(numbers))), dtype=np.float32)
    for row, mention in enumerate(words):
        bags[row, [numbers[word] for word in mention]] = 1
    lasts = np.array([numbers[mention[-1]] for mention in words])
    firsts = np.array([numbers[mention[0]] for mention in words])
    common, sizes = bags @ bags.T, bags.sum(1)
    whole = _number_of([mention.lower() for mention in written])
    union = sizes[:, None] + sizes - common
    return [
        (whole[:, None] == whole).astype(np.float32),
        (lasts[:, None] == lasts).astype(np.float32),
        (firsts[:, None] == firsts).astype(np.float32),
        (common == sizes[:, None]).astype(np.float32),
        (common == sizes[None]).astype(np.float32),
        common / np.maximum(union, 1),
    ]


def _number_of(values: Sequence[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def _compare_acronyms(written: Sequence[str]) -> list[NDArray[np.float32]]:
    """Whether the first is an acronym of the second, and the other way round."""
    initials = ["".join(word[0] for word in _WORD.findall(mention) if word[0].isupper()) for mention in written]
    short = [index for index, mention in enumerate(written) if mention.isupper() and 1 < len(mention) < 10]
    found = np.zeros((len(written), len(written)), dtype=np.float32)
    for row in short:
        for column, letters in enumerate(initials):
            if len(letters) > 1 and not written[column].isupper() and letters.startswith(written[row]):
                found[row, column] = 1
    return [found, found.T]


def _compare_numbers(written: Sequence[str]) -> list[NDArray[np.float32]]:
    """Whether both hold the same numbers; whether both hold numbers, and others."""
    keys = [" ".join(_NUMBER.findall(mention)) for mention in written]
    has = np.array([bool(key) for key in keys])
    number = _number_of(keys)
    both, same = has[:, None] & has, number[:, None] == number
    return [(both & same).astype(np.float32), (both & ~same).astype(np.float32)]


def _share_entry(
    starts: NDArray[np.int64], ends: NDArray[np.int64], entries: Mapping[tuple[int, int], tuple[Entry, ...]]
) -> NDArray[np.float32]:
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    iris = [found[0].iri if (found := entries.get(span)) else "" for span in spans]
    number, known = _number_of(iris), np.array([bool(iri) for iri in iris])
    shared: NDArray[np.float32] = ((number[:, None] == number) & known[:, None] & known).astype(np.float32)
    return shared


def _is_opened(pieces: Pieces, firsts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether an opening bracket stands right before each mention."""
    before = np.maximum(firsts - 1, 0)
    return np.array([pieces.text[pieces.starts[at]] == "(" for at in before]) & (firsts > 0)


def _bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 to 4 as they are, then by powers of two up to 11; backwards the same from 12 on."""
    size = np.abs(distance)
    grown = 5 + np.minimum(6, (np.log2(np.maximum(size, 5) / 5) * 1.34).astype(np.int64))
    buckets: NDArray[np.int64] = np.where(size < 5, size, grown) + 12 * (distance < 0)
    return buckets
