"""What documents state, apart from what is inferred from it."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.aliases import supporters
from kg.store.graphs import INFERRED, infers, is_document
from kg.store.patterns import DEFAULT


def is_stated(engine: ox.Store, triple: ox.Triple) -> bool:
    """Whether a document states a triple of the default graph."""
    return any(is_document(quad.graph_name) for quad in supporters(engine, triple))


def inferred(engine: ox.Store) -> set[ox.Triple]:
    """Return what is inferred and no document states."""
    found = (quad.triple for quad in engine.quads_for_pattern(None, None, None, INFERRED))
    return {triple for triple in found if not is_stated(engine, triple)}


def stated(engine: ox.Store) -> list[ox.Triple]:
    """Return what the documents state, each triple once."""
    merge = [quad.triple for quad in engine.quads_for_pattern(None, None, None, DEFAULT)]
    added = inferred(engine)
    return [triple for triple in merge if triple not in added] if added else merge


def without_inferred(engine: ox.Store) -> ox.Store:
    """Return a store whose default graph holds what the documents state; the same one where nothing is inferred."""
    if not infers(engine):
        return engine
    copy = ox.Store()
    copy.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in stated(engine))
    return copy
