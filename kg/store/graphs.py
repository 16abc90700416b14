"""The named graphs that are no documents: what is inferred, by which schema, the user's ontology, the store's notes."""

from __future__ import annotations

import pyoxigraph as ox

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

ALIASES = named("kg:aliases")
"""Which IRI stands in the merge for which thing of a document: see `kg.store.aliases`."""

RESOLUTION = named("kg:resolution")
"""By what things of documents were compared, and what came of it: see `kg.resolution.register`."""

DECISIONS = named("kg:decisions")
"""Which things the user told to be one, or apart: see `kg.resolution.decisions`."""

HIDDEN = (SCHEMA, ONTOLOGY, NOTES, LINK_REASONS, ALIASES, RESOLUTION, DECISIONS)
"""Those that say nothing of the documents' things."""

_ON = (INFERRED, named("kg:keptTrue"), ox.Literal(True), NOTES)
_STALE = (INFERRED, named("kg:stale"), ox.Literal(True), NOTES)
_RESOLVES = (RESOLUTION, named("kg:keptTrue"), ox.Literal(True), NOTES)
_PENDING = (named("kg:pending"), ox.Literal(True), NOTES)


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


def resolves(engine: ox.Store) -> bool:
    """Whether the store's things were resolved, so that each change of a document is noted for the next time."""
    return next(iter(engine.quads_for_pattern(*_RESOLVES)), None) is not None


def resolving() -> ox.Quad:
    """Return the note that the store's things were resolved."""
    return ox.Quad(*_RESOLVES)


def pending(document: ox.NamedNode) -> ox.Quad:
    """Return the note that a document has changed since things were resolved."""
    return ox.Quad(document, *_PENDING)


def find_documents(engine: ox.Store) -> list[ox.NamedNode]:
    """Return the documents that there are."""
    return [graph for graph in engine.named_graphs() if isinstance(graph, ox.NamedNode) and is_document(graph)]


def find_pending(engine: ox.Store) -> list[ox.NamedNode]:
    """Return the documents that have changed since things were resolved."""
    found = (quad.subject for quad in engine.quads_for_pattern(None, *_PENDING))
    return [each for each in found if isinstance(each, ox.NamedNode)]


def late(engine: ox.Store, graph: ox.NamedNode) -> list[ox.Quad]:
    """Return the notes that go in with a change of a document: of what must be done again."""
    if not is_document(graph):
        return []
    return [*stale(engine), pending(graph)] if resolves(engine) else stale(engine)
