"""The alias table: which IRI stands in the merge for a thing that a document knows by another one.

Documents' own graphs stay as they were read. A row of the table is a quad of the graph `kg:aliases`: the thing's IRI as
subject, the document as predicate, and as object the IRI that stands for it, as a text: the engine in memory looks
terms up by going through all quads that have them, and this text is in no others. What has no row stands for itself.
`kg.resolution` writes the table; whoever keeps the merge reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.store.graphs import ALIASES, HIDDEN
from kg.store.patterns import DEFAULT
from kg.store.terms import Term, node, text

Names = Mapping[Term, ox.NamedNode]
"""The IRI that stands for a thing, by the thing's own in one document."""

Move = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]
"""A thing's own IRI, its document, and the IRI that shall stand for it, which may be its own."""


def read_aliases(engine: ox.Store, document: Term) -> Names:
    """Return the rows of one document."""
    if not isinstance(document, ox.NamedNode):
        return {}
    return {row.subject: node(text(row.object)) for row in engine.quads_for_pattern(None, document, None, ALIASES)}


def find_aliased(engine: ox.Store, iri: str) -> list[tuple[Term, ox.NamedNode]]:
    """Return the things that an IRI stands for, but for those that have it themselves, each with its document."""
    rows = engine.quads_for_pattern(None, None, ox.Literal(iri), ALIASES)
    return [(row.subject, row.predicate) for row in rows]


def has_aliases(engine: ox.Store) -> bool:
    """Whether anything stands for another thing."""
    return next(iter(engine.quads_for_pattern(None, None, None, ALIASES)), None) is not None


def rename(quad: ox.Quad, names: Names) -> ox.Quad:
    """Return a quad's triple in the default graph, with what stands for its ends."""
    if not names:
        # Without a fourth term: to tell that DEFAULT is one, the engine takes longer than for all else.
        return ox.Quad(quad.subject, quad.predicate, quad.object)
    return ox.Quad(names.get(quad.subject, quad.subject), quad.predicate, names.get(quad.object, quad.object))


def rename_all(engine: ox.Store, quads: Iterable[ox.Quad]) -> Iterator[tuple[ox.Quad, ox.Quad]]:
    """Yield each quad of named graphs with its triple in the default graph."""
    tables = _Tables(engine)
    return ((quad, rename(quad, tables.of(quad.graph_name))) for quad in quads)


def supporters(engine: ox.Store, triple: ox.Triple | ox.Quad) -> Iterator[ox.Quad]:
    """Yield the quads of named graphs that a triple of the default graph rests on."""
    subjects, objects = (_sources(engine, end) for end in (triple.subject, triple.object))
    tables = _Tables(engine)
    for subject in subjects:
        for thing in objects:
            for quad in engine.quads_for_pattern(subject, triple.predicate, thing, None):  # type: ignore[arg-type]
                if quad.graph_name != DEFAULT and quad.graph_name not in HIDDEN:
                    named = rename(quad, tables.of(quad.graph_name))
                    if (named.subject, named.object) == (triple.subject, triple.object):
                        yield quad


def _sources(engine: ox.Store, end: Term) -> list[Term]:
    """What a term of the default graph may be called in documents."""
    if not isinstance(end, ox.NamedNode):
        return [end]
    return [end, *dict.fromkeys(own for own, _ in find_aliased(engine, end.value))]


class _Tables:
    """Looks the rows of each document up once."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine
        self._known: dict[Term, Names] = {}

    def of(self, graph: Term | ox.DefaultGraph) -> Names:
        if isinstance(graph, ox.DefaultGraph):
            return {}
        if graph not in self._known:
            self._known[graph] = read_aliases(self._engine, graph)
        return self._known[graph]


def change_aliases(engine: ox.Store, moves: Collection[Move]) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Return the quads that go and those that come, of the table and of the default graph, for things to move.

    Args:
        engine: the store.
        moves: what shall stand for which thing.
    """
    old_rows = [row for own, document, _ in moves for row in engine.quads_for_pattern(own, document, None, ALIASES)]
    new_rows = [
        ox.Quad(own, document, ox.Literal(other.value), ALIASES) for own, document, other in moves if own != other
    ]
    by_document: dict[ox.NamedNode, dict[Term, ox.NamedNode]] = defaultdict(dict)
    for own, document, other in moves:
        by_document[document][own] = other
    gone: dict[ox.Quad, None] = {}
    come: dict[ox.Quad, None] = {}
    leaving: set[ox.Quad] = set()
    for document, changed in by_document.items():
        before = read_aliases(engine, document)
        after = {**before, **changed}
        for quad in _touched(engine, document, changed):
            leaving.add(quad)
            gone[rename(quad, before)] = None
            come[rename(quad, after)] = None
    kept = {one for one in gone if one in come or any(each not in leaving for each in supporters(engine, one))}
    return [*old_rows, *(one for one in gone if one not in kept)], [*new_rows, *come]


def _touched(engine: ox.Store, document: ox.NamedNode, things: Iterable[Term]) -> set[ox.Quad]:
    """The quads of a document's graph that speak of some things."""
    return {
        quad
        for thing in things
        if isinstance(thing, ox.NamedNode)
        for ends in ((thing, None), (None, thing))
        for quad in engine.quads_for_pattern(ends[0], None, ends[1], document)
    }
