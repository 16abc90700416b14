"""The named graphs that are no documents: what is inferred, by which schema, the user's ontology, the store's notes."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store.patterns import DEFAULT
from kg.store.terms import named

INFERRED = named("kg:inferred")
"""What the rules of `kg infer` give, and no document states."""

SCHEMA = named("kg:schema")
"""The classes and relations by which it's inferred."""

ONTOLOGY = named("kg:ontology")
"""What the user's own ontology says, of the build that was the last to have one: see `kg.store.definitions`."""

NOTES = named("kg:notes")
"""What the store remembers: of each document, what made its graph; whether what is inferred still holds."""

LINKS = named("kg:links")
"""Which things are the same as things with a public identifier: see `kg.store.links`."""

LINK_REASONS = named("kg:linkReasons")
"""Why they are held to be the same."""

HIDDEN = (SCHEMA, ONTOLOGY, NOTES, LINK_REASONS)
"""Those that say nothing of the documents' things."""

_ON = (INFERRED, named("kg:keptTrue"), ox.Literal(True), NOTES)
_STALE = (INFERRED, named("kg:stale"), ox.Literal(True), NOTES)


def is_document(graph: object) -> bool:
    """Whether a graph is that of a document."""
    return isinstance(graph, ox.NamedNode) and graph not in (INFERRED, LINKS, *HIDDEN)


def infers(engine: ox.Store) -> bool:
    """Whether inference is on."""
    return next(iter(engine.quads_for_pattern(*_ON)), None) is not None


def switch() -> ox.Quad:
    """Return the note that inference is on."""
    return ox.Quad(*_ON)


def stale(engine: ox.Store) -> list[ox.Quad]:
    """Return the note that what is inferred may no longer hold, if inference is on; it goes in with each change."""
    return [spent()] if infers(engine) else []


def spent() -> ox.Quad:
    """Return the note that `stale` gives, to be taken out."""
    return ox.Quad(*_STALE)


def is_stale(engine: ox.Store) -> bool:
    """Whether documents have changed since the rules were applied."""
    return next(iter(engine.quads_for_pattern(*_STALE)), None) is not None


def is_stated(engine: ox.Store, triple: ox.Triple) -> bool:
    """Whether a document states a triple."""
    found = engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(is_document(quad.graph_name) for quad in found)


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
