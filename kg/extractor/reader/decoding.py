"""Scores → mentions that are consistent with one another, and the things that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.extractor.reader.labels import Labels


def choose_mentions(
    chances: NDArray[np.float64],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
    labels: Labels,
    *,
    least: float = 0.5,
) -> list[int]:
    """Choose the likeliest spans that don't cross: one may lie within another, unless both are of one family.

    Args:
        chances: spans × kinds; the first kind is none.
        firsts: the first piece of each span.
        lasts: the last piece of each span.
        labels: the kinds and their families.
        least: how probable it must be that a span is a mention.

    Returns:
        The spans' indices in reading order, wider ones first.
    """
    some = 1 - chances[:, 0]
    families = np.array(labels.kind_families)[chances[:, 1:].argmax(-1) + 1]
    order = [i for i in np.lexsort((lasts, firsts, -np.round(some, 6))).tolist() if some[i] >= least]
    chosen: list[int] = []
    for index in order:
        first, last, family = firsts[index], lasts[index], families[index]
        if not any(_clash(first, last, family, firsts[k], lasts[k], families[k]) for k in chosen):
            chosen.append(index)
    return sorted(chosen, key=lambda i: (firsts[i], -lasts[i]))


def _clash(first: int, last: int, family: int, f: int, t: int, other: int) -> bool:
    if last < f or t < first:
        return False
    within = (first >= f and last <= t) or (f >= first and t <= last)
    edge = first == f or last == t
    return not within or (family == other and edge)


def link_mentions(
    total: int, a: NDArray[np.int64], b: NDArray[np.int64], scores: NDArray[np.float64], same: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Decide which mentions stand for the same thing, and which groups have which members.

    Args:
        total: how many mentions there are.
        a: the first of each pair of mentions.
        b: the second of each pair.
        scores: pairs × 2: that the second takes up the first; that the second is a group with the first.
        same: whether the pair is of one family, so that the first score counts; else the second one does.

    Returns:
        The number of each mention's thing, and which mentions (columns) speak of which things (rows).
    """
    linked = np.full((total, total), -np.inf)
    linked[a[same], b[same]] = scores[same, 0]
    things = np.zeros(total, dtype=np.int64)
    count = 0
    for mention in range(total):
        before = linked[:mention, mention]
        best = int(before.argmax()) if mention else 0
        if mention and before[best] > 0:
            things[mention] = things[best]
        else:
            things[mention] = count
            count += 1
    members = things[None] == np.arange(count)[:, None]
    for first, second, score in zip(a[~same], b[~same], scores[~same, 1], strict=True):
        if score > 0:
            members[things[first], second] = True
    return things, members
