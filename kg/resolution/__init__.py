"""One thing, one IRI, across documents: which things of documents are one, and by which IRI the merge knows them."""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph as ox

from kg.ontology import load_ontology
from kg.resolution.decisions import join, split
from kg.resolution.knowledge import load_knowledge
from kg.resolution.listing import Conflict, Merge, Tally, count_things, find_conflicts, list_merges
from kg.resolution.names import Names
from kg.resolution.resolver import is_due, resolve
from kg.store.definitions import read_definitions

__all__ = [
    "Conflict",
    "Merge",
    "Tally",
    "count_things",
    "find_conflicts",
    "is_due",
    "join",
    "list_merges",
    "prepare",
    "resolve",
    "split",
]


def prepare(engine: ox.Store) -> Names:
    """Read all that resolving a store needs."""
    own, prefixes = read_definitions(engine)
    return _prepare(own, tuple(prefixes.items()))


@lru_cache(maxsize=4)
def _prepare(own: tuple[ox.Triple, ...], prefixes: tuple[tuple[str, str], ...]) -> Names:
    return Names(load_knowledge(load_ontology(own=own, prefixes=dict(prefixes))))
