"""Which stretches of pieces may be mentions, and which pairs of mentions are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.extractor.reader.labels import Labels
    from kg.extractor.reader.pieces import Pieces

WIDEST = 18
"""No mention has more pieces; 99.98 % of those of the corpus have no more."""

_OPENING, _CLOSING = frozenset("€$£₹¥₱'’"), frozenset(".)?%€'’+")


def find_spans(pieces: Pieces) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the first and the last piece of every stretch that may be a mention: whole words of one line."""
    total = len(pieces)
    letters = [pieces.text[start] for start in pieces.starts]
    word = np.array([letter.isalnum() for letter in letters], dtype=bool)
    opening = pieces.opens & (word | np.array([letter in _OPENING for letter in letters], dtype=bool))
    closing = pieces.closes & (word | np.array([letter in _CLOSING for letter in letters], dtype=bool))
    firsts = np.repeat(np.flatnonzero(opening), WIDEST)
    lasts = firsts + np.tile(np.arange(WIDEST), len(firsts) // WIDEST)
    inside = lasts < total
    firsts, lasts = firsts[inside], lasts[inside]
    fits = closing[lasts] & (pieces.lines[firsts] == pieces.lines[lasts])
    return firsts[fits], lasts[fits]


def pair_for_identity(
    families: NDArray[np.int64], group: int, reach: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List the pairs of mentions that may be one thing, or a group (second) and a member (first).

    Args:
        families: of the mentions, in reading order.
        group: the number of the family of groups.
        reach: how many mentions back are looked at.
    """
    number = np.arange(len(families))
    near = np.abs(number[None] - number[:, None]) <= reach
    earlier = number[:, None] < number[None]
    same = earlier & (families[:, None] == families[None])
    member = (families[None] == group) & (families[:, None] != group)
    return np.nonzero((same | member) & near)  # type: ignore[return-value]


def pair_for_relations(families: NDArray[np.int64], labels: Labels) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """List the ordered pairs between whose families some relation may hold."""
    allowed: NDArray[np.bool_] = np.any(allow_ends(labels), axis=-1)
    found = allowed[families[:, None], families[None]] & ~np.eye(len(families), dtype=bool)
    return np.nonzero(found)  # type: ignore[return-value]


def allow_ends(labels: Labels) -> NDArray[np.bool_]:
    """Families × families × relations: whether the relation may hold."""
    allowed = np.zeros((len(labels.families), len(labels.families), len(labels.relations)), dtype=bool)
    for subject, object_, relation in labels.ends:
        allowed[subject, object_, relation] = True
    return allowed
