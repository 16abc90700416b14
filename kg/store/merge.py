"""Keeps the default graph the RDF merge of the documents' graphs.

The engine can answer over the union of its named graphs, but then a fact that k documents state counts k times, and a
join of two such facts k² times. So each triple is held a second time in the default graph, once, as long as one
document states it. Both are changed in one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, starmap

import pyoxigraph as ox

from kg.store.evidence import Spo
from kg.store.patterns import DEFAULT


def replace(engine: ox.Store, graph: ox.NamedNode, triples: Collection[Spo]) -> bool:
    """Make the triples the whole content of a named graph, in one transaction.

    Args:
        engine: the store to change.
        graph: the named graph.
        triples: its new content; none removes the graph.

    Returns:
        Whether anything changed.
    """
    old = set(engine.quads_for_pattern(None, None, None, graph))
    if not old:
        engine.extend(chain(_in(graph, triples), starmap(ox.Quad, triples)))
        return bool(triples)
    # The engine normalises literals ("1.50" becomes "1.5") as it takes them in: compare what it would hold.
    scratch = ox.Store()
    scratch.extend(_in(graph, triples))
    new = set(scratch)
    if old == new:
        return False
    delete(engine, sorted(old - new, key=str), sorted(new - old, key=str))
    return True


def _in(graph: ox.NamedNode, triples: Iterable[Spo]) -> Iterator[ox.Quad]:
    return (ox.Quad(subject, predicate, thing, graph) for subject, predicate, thing in triples)


def delete(engine: ox.Store, gone: Sequence[ox.Quad], come: Sequence[ox.Quad] = ()) -> None:
    """Take quads out of named graphs, and put others in, in one transaction."""
    engine.update(_update([*gone, *without_support(engine, gone)], with_merge(come)))


def with_merge(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Return the quads, each followed by its triple in the default graph."""
    return [each for quad in quads for each in (quad, merged(quad))]


def merged(quad: ox.Quad) -> ox.Quad:
    """Return a quad's triple in the default graph."""
    # Without a fourth term: to tell that DEFAULT is one, the engine takes longer than for all else that a quad needs.
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def without_support(engine: ox.Store, gone: Sequence[ox.Quad]) -> list[ox.Quad]:
    """Return what must leave the default graph when these quads go: triples that no other document states."""
    going = set(gone)
    return [
        merged(quad)
        for quad in gone
        if all(
            other in going or other.graph_name == DEFAULT
            for other in engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        )
    ]


def _update(gone: Iterable[ox.Quad], come: Iterable[ox.Quad]) -> str:
    """Write both changes as one SPARQL update, one transaction; the engine itself writes and escapes the terms."""
    return f"DELETE DATA {{ {_data(gone)} }} ;\nINSERT DATA {{ {_data(come)} }}"


def _data(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        graphs.setdefault("" if quad.graph_name == DEFAULT else f"GRAPH {quad.graph_name}", []).append(quad.triple)
    return "\n".join(f"{name} {{ {_lines(triples)} }}" if name else _lines(triples) for name, triples in graphs.items())


def _lines(triples: list[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
