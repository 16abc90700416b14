"""One thing, one IRI, across documents: which things of documents are one, and by which IRI the merge knows them."""

from __future__ import annotations

import pyoxigraph as ox

from kg.resolution.decisions import join, split
from kg.resolution.knowledge import load_knowledge
from kg.resolution.listing import Conflict, Merge, Tally, count_things, find_conflicts, list_merges
from kg.resolution.names import Names
from kg.resolution.resolver import is_due, resolve
from kg.store.vocabulary import vocabulary

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
    return Names(load_knowledge(vocabulary(engine).ontology))
