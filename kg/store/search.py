"""Searches things by their names, whatever the case and accents, with letters missing, wrong or swapped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import pyoxigraph as ox

from kg.iris import shorten
from kg.store.entities import Thing, thing
from kg.store.findings import Findings
from kg.store.names import Found, Names, fold_name
from kg.store.patterns import DEFAULT, NAMING
from kg.store.terms import named, plain
from kg.store.turtle import natural
from kg.store.vocabulary import vocabulary

LEAST = 0.6
"""How near a name must be, from 0 to 1: half of what was asked isn't enough."""

_BEGINNING = 0.95  # "giann" for "giannini"
_WITHIN = 0.85  # "annini" for "giannini"
_ALIKE = 0.72  # of the letters of two words; "gianini" and "giannini" share 0.93
_ALMOST = 0.99  # the same words in another order
_REST = 0.15  # what all the words that weren't asked for cost
_DOCUMENT = "https://schema.org/DigitalDocument"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: the name by which it was, and how near that is to what was asked, from 0 to 1."""

    thing: Thing
    name: str
    score: float

    def __str__(self) -> str:
        also = "" if self.name == self.thing.name else f", also {self.name}"
        return f"{self.thing}{also}: {shorten(self.thing.iri)}"


class Hits(Findings[Hit]):
    """Things that a search found."""

    __slots__ = ()
    template = "hits.html"

    def __str__(self) -> str:
        """Write one a line."""
        return "\n".join(map(str, self)) or self.nothing


def search(engine: ox.Store, index: Names, words: str, *, most: int = 10) -> Hits:
    """Return the things whose names are nearest to some words, the nearest first.

    Args:
        engine: the store.
        index: its names.
        words: what to look for: a name or some of its words, in any case and order; the end of a word may be missing.
        most: how many things to return.

    Returns:
        Hits of a score of at least `LEAST`; among equals things before documents, and short names first.
    """
    asked = fold_name(words)
    best: dict[str, tuple[float, Found]] = {}
    for found in index.candidates(asked) if asked else ():
        score = likeness(asked, found[2])
        if score >= max(LEAST, best.get(found[0], (0.0, found))[0]):
            best[found[0]] = max((score, found), best.get(found[0], (0.0, found)))
    ranked = sorted(best.values(), key=lambda each: (-each[0], len(each[1][2]), each[1]))
    hits = sorted(_hits(engine, ranked, most), key=_order)
    return Hits(hits[:most])


def _hits(engine: ox.Store, ranked: list[tuple[float, Found]], most: int) -> Iterator[Hit]:
    """Yield as many hits as are asked for and those as near as the last; another writer's changes are looked up."""
    count, last, words = 0, 0.0, vocabulary(engine)
    for score, (iri, name, _) in ranked:
        if count >= most and score < last:
            return
        node = ox.NamedNode(iri)
        if any(_stands(engine, node, naming, name) for naming in NAMING):
            count, last = count + 1, score
            yield Hit(thing(engine, node, words), name, round(score, 3))


def _stands(engine: ox.Store, node: ox.NamedNode, naming: str, name: str) -> bool:
    return any(engine.quads_for_pattern(node, named(naming), plain(name), DEFAULT))


def _order(hit: Hit) -> tuple[object, ...]:
    return -hit.score, hit.thing.class_iri == _DOCUMENT, len(hit.name), natural(hit.name), hit.thing.iri


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
