"""Searches things by their names, whatever the case and accents, with letters missing, wrong or swapped.

What comes first is the same on the page of a graph, whose script has a search of its own: see `tests/searches.json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

import pyoxigraph as ox

from kg.iris import shorten
from kg.store.entities import Thing, thing
from kg.store.findings import Findings
from kg.store.lookup import name_of
from kg.store.names import Found, Names, fold_name
from kg.store.nearness import LEAST, Nearness, compare, likeness
from kg.store.patterns import DEFAULT, NAMING
from kg.store.terms import named, plain
from kg.store.turtle import natural
from kg.store.vocabulary import vocabulary

_STEP = 0.03  # of the score, from one way of holding the words to the next
_OTHER = 0.01  # what it costs that a name is another one of a thing's
_FARTHEST = 0.85  # the score of what is only like the words is less
_MANY = 200  # statements: more make nothing more important
_DOCUMENT = named("schema:DigitalDocument")

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
    found = index.candidates(asked) if asked else ()
    return Hits(islice(_hits(engine, _place(engine, asked, found)), most))


def _place(engine: ox.Store, asked: str, found: Iterable[Found]) -> Iterator[Placed]:
    """Yield names, the nearest first; letters are compared only when all that holds the words isn't enough."""
    compared = [(compare(asked, each[2]), each) for each in found]
    held = ((how, _OTHER * _is_other(engine, each), each) for how, each in compared if how is not Nearness.ALIKE)
    yield from sorted(held)
    rest = ((likeness(asked, each[2]), each) for how, each in compared if how is Nearness.ALIKE)
    yield from sorted((Nearness.ALIKE, round(1 - score, 3), each) for score, each in rest if score >= LEAST)


def _is_other(engine: ox.Store, found: Found) -> bool:
    """Whether a thing is called by another name than this one."""
    return name_of(engine, ox.NamedNode(found[0])) != found[1]


def _hits(engine: ox.Store, placed: Iterable[Placed]) -> Iterator[Hit]:
    """Yield each thing once, the nearest first; names are looked up, as another writer may have changed them."""
    words, seen = vocabulary(engine), set()
    for (how, far), equals in groupby(placed, key=itemgetter(0, 1)):
        for iri, name, _ in sorted((each for _, _, each in equals), key=lambda each: _order(engine, each)):
            node = ox.NamedNode(iri)
            if iri not in seen and any(_stands(engine, node, naming, name) for naming in NAMING):
                seen.add(iri)
                yield Hit(thing(engine, node, words), name, _score(how, far))


def _score(how: Nearness, far: float) -> float:
    if how is Nearness.ALIKE:
        return round(LEAST + (1 - far - LEAST) * (_FARTHEST - LEAST) / (1 - LEAST), 3)
    return round(1 - _STEP * how - far, 3)


def _order(engine: ox.Store, found: Found) -> tuple[object, ...]:
    iri, name, folded = found
    node = ox.NamedNode(iri)
    is_document = any(engine.quads_for_pattern(node, named("rdf:type"), _DOCUMENT, DEFAULT))
    return is_document, -_importance(engine, node), len(name), natural(folded), name, iri


def _importance(engine: ox.Store, node: ox.NamedNode) -> int:
    """How many statements and pieces of evidence speak of a thing, as far as that tells it from others."""
    own = engine.quads_for_pattern(node, None, None, DEFAULT)
    back = engine.quads_for_pattern(None, None, node, DEFAULT)
    return sum(1 for said in (own, back) for _ in islice(said, _MANY))


def _stands(engine: ox.Store, node: ox.NamedNode, naming: str, name: str) -> bool:
    return any(engine.quads_for_pattern(node, named(naming), plain(name), DEFAULT))
