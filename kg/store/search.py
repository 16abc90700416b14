"""Searches things by their names, whatever the case and accents, with letters missing, wrong or swapped.

What comes first is the same on the page of a graph, whose script has a search of its own: see `tests/searches.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from operator import itemgetter

import pyoxigraph as ox

from kg.iris import shorten
from kg.store.entities import Thing, thing
from kg.store.findings import Findings
from kg.store.importance import copy_names, weigh
from kg.store.lookup import name_of
from kg.store.names import Found, Names, fold_name
from kg.store.nearness import LEAST, Nearness, compare, likeness
from kg.store.patterns import DEFAULT, NAMING
from kg.store.terms import named, plain
from kg.store.turtle import natural
from kg.store.vocabulary import vocabulary

_STEP = 0.03  # of the score, from one way of holding the words to the next
_COST = 0.01  # of the score, that a name is another one of a thing's
_OTHER = 2  # the rank of such a name
_FARTHEST = 0.85  # the score of what is only like the words is less
_DOCUMENT = named("schema:DigitalDocument")

Named = tuple[ox.NamedNode, str]
Placed = tuple[Nearness, float, Found]
"""A name that was found: in which way it holds what was asked, and how far from it it is beside others of that way."""


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

    A thing's name that is just so comes first, then another of its names, then names that begin so, those of which a
    word does, those that hold it, those of which words begin as the words asked for; then what is like them.

    Args:
        engine: the store.
        index: its names.
        words: what to look for: a name or some of its words, in any case and order; the end of a word may be missing.
        most: how many things to return.

    Returns:
        Hits; among equals things before documents, then what most is said of, short names, and by the alphabet.
    """
    asked = fold_name(words)
    found = index.candidates(asked) if asked else set()
    if not found:
        return Hits()
    called = copy_names(engine, {ox.NamedNode(iri) for iri, _, _ in found})
    return Hits(islice(_hits(engine, called, _place(asked, found)), most))


def _place(asked: str, found: Iterable[Found]) -> Iterator[Placed]:
    """Yield names, the nearest first; letters are compared only when all that holds the words isn't enough."""
    compared = [(compare(asked, each[2]), each) for each in found]
    yield from sorted((how, 0.0, each) for how, each in compared if how is not Nearness.ALIKE)
    rest = ((likeness(asked, each[2]), each) for how, each in compared if how is Nearness.ALIKE)
    yield from sorted((Nearness.ALIKE, round(1 - score, 3), each) for score, each in rest if score >= LEAST)


def _hits(engine: ox.Store, called: ox.Store, placed: Iterable[Placed]) -> Iterator[Hit]:
    """Yield each thing once, the nearest first; names are looked up, as another writer may have changed them."""
    words, seen = vocabulary(engine), set()
    for (how, far), group in groupby(placed, key=itemgetter(0, 1)):
        equals = _rank(engine, [found for _, _, found in group])
        for iri, name, rank in _put_off(equals, partial(_rank_name, called)):
            if iri not in seen and any(_stands(called, iri, naming, name) for naming in NAMING):
                seen.add(iri)
                yield Hit(thing(engine, iri, words), name, _score(how, far, rank))


def _rank(engine: ox.Store, equals: Sequence[Found]) -> Iterator[Named]:
    """Order names that are as near: by how much is said of what they name, the shortest first, by the alphabet."""
    nodes = {iri: ox.NamedNode(iri) for iri, _, _ in equals}
    weights = weigh(engine, nodes.values())
    places = ((-weights[nodes[iri]], len(name), natural(folded), name, iri) for iri, name, folded in equals)
    return ((nodes[iri], name) for *_, name, iri in sorted(places))


def _put_off(equals: Iterable[Named], rank: Callable[[Named], int]) -> Iterator[tuple[ox.NamedNode, str, int]]:
    """Yield names of rank 0 as they come and the others behind them: who stops early has few of them looked at."""
    later = []
    for one in equals:
        if found := rank(one):
            later.append((found, one))
        else:
            yield *one, 0
    for found, one in sorted(later, key=itemgetter(0)):
        yield *one, found


def _rank_name(called: ox.Store, one: Named) -> int:
    """Rank a thing's own name before a document's title, and that before another name of a thing."""
    iri, name = one
    if name_of(called, iri) != name:
        return _OTHER
    return int(any(called.quads_for_pattern(iri, named("rdf:type"), _DOCUMENT, DEFAULT)))


def _score(how: Nearness, far: float, rank: int) -> float:
    if how is Nearness.ALIKE:
        return round(LEAST + (1 - far - LEAST) * (_FARTHEST - LEAST) / (1 - LEAST), 3)
    return round(1 - _STEP * how - (_COST if rank == _OTHER else 0), 3)


def _stands(called: ox.Store, iri: ox.NamedNode, naming: str, name: str) -> bool:
    return any(called.quads_for_pattern(iri, named(naming), plain(name), DEFAULT))
