"""The graphs of documents as N-Quads with the store's notes on them, and the way of such lines into a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, repeat, starmap

import pyoxigraph as ox

from kg.model import Extraction
from kg.store.aliases import read_aliases
from kg.store.evidence import Spo, to_triples
from kg.store.graphs import ALIASES, NOTES, is_document, late, pending, resolves, stale
from kg.store.merge import replace
from kg.store.notes import list_notes, notes_of, without_files
from kg.store.remote import Remote
from kg.store.terms import node

_AT_ONCE = 400_000  # quads that go in together: what the engine takes in as one, and some 300 MB
_IN_A_REQUEST = 6_000  # quads that go to an endpoint by one request: 1 MB, and `kg serve` takes up to 2 MB

Graphs = Mapping[ox.NamedNode, Sequence[Spo]]
Notes = Mapping[ox.NamedNode, Sequence[ox.Quad]]


def write_graph(extraction: Extraction, made: str) -> bytes:
    """Write what `DocumentStore.add` would put into a store: the document's graph, and the notes on it.

    Args:
        extraction: what the document says.
        made: as for `DocumentStore.add`.
    """
    document, triples = extraction.document, to_triples(extraction)
    graph = node(document.iri)
    _, notes = notes_of(ox.Store(), graph, triples, made, document.file)
    quads = (ox.Quad(*triple, graph) for triple in triples)
    return ox.serialize(chain(quads, notes), format=ox.RdfFormat.N_QUADS) or b""


def write_new(engine: ox.Store, extraction: Extraction, made: str, file: str) -> bytes:
    """Write all that comes into a store with a new document, its share in the merge and what is late by it, too.

    Args:
        engine: the store.
        extraction: what the document says.
        made: as for `DocumentStore.add`.
        file: the URI of the file that the document came from; none for no note.
    """
    graph, triples = node(extraction.document.iri), to_triples(extraction)
    _, notes = notes_of(engine, graph, triples, made, file)
    quads = chain(_write(graph, triples, {graph: notes}), late(engine, graph))
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def load_graphs(engine: ox.Store, lines: bytes) -> list[str]:
    """Put the graphs of documents into a store, each in the place of what it said before.

    Args:
        engine: the store.
        lines: what `write_graph` gave of some documents.

    Returns:
        The documents' IRIs.
    """
    graphs, notes = _sort(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    if isinstance(engine, Remote):
        own = {graph: without_files(quads) for graph, quads in notes.items()}
        outdated, resolving = stale(engine), resolves(engine)
        for lot in _cut(graphs, _IN_A_REQUEST):
            _send(engine, dict(lot), own, lambda graph: [*outdated, *([pending(graph)] if resolving else ())])
        return [graph.value for graph in graphs]
    fresh = {graph: triples for graph, triples in graphs.items() if is_new(engine, graph)}
    for graph, triples in graphs.items():
        if graph not in fresh:
            replace(engine, graph, triples, notes=(list_notes(engine, graph), notes.get(graph, ())))
    if fresh:
        engine.extend(chain.from_iterable(late(engine, graph) for graph in fresh))
    for some in _cut(fresh, _AT_ONCE):
        engine.bulk_extend(chain.from_iterable(_write(graph, triples, notes) for graph, triples in some))
    return [graph.value for graph in graphs]


def _sort(quads: Iterable[ox.Quad]) -> tuple[dict[ox.NamedNode, list[Spo]], dict[ox.NamedNode, list[ox.Quad]]]:
    """Tell the documents' graphs from the notes."""
    graphs: dict[ox.NamedNode, list[Spo]] = defaultdict(list)
    notes: dict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        if quad.graph_name == NOTES:
            notes[quad.subject].append(quad)  # type: ignore[index]
        elif is_document(quad.graph_name):
            graphs[quad.graph_name].append((quad.subject, quad.predicate, quad.object))  # type: ignore[index, arg-type]
    return graphs, notes


def _send(engine: ox.Store, graphs: Graphs, notes: Notes, due: Callable[[ox.NamedNode], list[ox.Quad]]) -> None:
    """Put a lot of documents behind an endpoint: new ones all by one request, which can be sent twice."""
    known = _find_known(engine, graphs)
    for graph in known:
        replace(engine, graph, graphs[graph], notes=(list_notes(engine, graph), notes.get(graph, ())))
    fresh = [graph for graph in graphs if graph not in known]
    scratch = ox.Store()  # it writes literals as stores hold them, so that a document is found unchanged later
    scratch.extend(chain.from_iterable(_write(graph, graphs[graph], notes) for graph in fresh))
    scratch.extend(chain.from_iterable(map(due, fresh)))
    engine.extend(sorted(scratch, key=str))


def _find_known(engine: ox.Store, graphs: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
    """Return those of the documents that the store holds, or remembers, anything of."""
    places = (f"GRAPH {place}" for place in ("?g { ?s ?p ?o }", f"{NOTES} {{ ?g ?p ?o }}", f"{ALIASES} {{ ?s ?g ?o }}"))
    held = " || ".join(f"EXISTS {{ {place} }}" for place in places)
    rows = engine.query(f"SELECT ?g {{ VALUES ?g {{ {' '.join(map(str, graphs))} }} FILTER({held}) }}")
    found = {row["g"] for row in rows}  # type: ignore[union-attr]
    return [graph for graph in graphs if graph in found]


def is_new(engine: ox.Store, graph: ox.NamedNode) -> bool:
    """Whether a store on this machine knows nothing of a document."""
    known = next(engine.quads_for_pattern(None, None, None, graph), None) is not None
    return not (known or list_notes(engine, graph) or read_aliases(engine, graph))


def _cut(graphs: Graphs, most: int) -> Iterable[list[tuple[ox.NamedNode, Sequence[Spo]]]]:
    """Cut documents into lots of some quads; none is cut itself, so that each goes in whole."""
    lot: list[tuple[ox.NamedNode, Sequence[Spo]]] = []
    total = 0
    for graph, triples in graphs.items():
        if lot and total + 2 * len(triples) > most:
            yield lot
            lot, total = [], 0
        lot.append((graph, triples))
        total += 2 * len(triples)
    if lot:
        yield lot


def _write(graph: ox.NamedNode, triples: Sequence[Spo], notes: Notes) -> Iterable[ox.Quad]:
    """A document's graph, its share in the merge of all, and its notes."""
    named = map(ox.Quad, *zip(*triples, strict=True), repeat(graph)) if triples else ()
    return chain(named, starmap(ox.Quad, triples), notes.get(graph, ()))
