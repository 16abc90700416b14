"""Shows the store to users of rdflib; the only file of the store that loads it."""

# ruff: noqa: ANN401 (oxrdflib's own signatures)

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any

import oxrdflib
import pyoxigraph as ox
from oxrdflib._converter import to_ox, to_ox_quad_pattern
from rdflib import XSD, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result

from kg.errors import StoreError
from kg.iris import PREFIXES
from kg.store.graphs import HIDDEN, late
from kg.store.merge import delete, with_merge
from kg.store.patterns import DEFAULT


def view(engine: ox.Store, *, read_only: bool) -> Dataset:
    """Return a Dataset over an engine's store: the merge of all documents to ask, a graph per document to look into."""
    dataset = Dataset(store=_View(engine, read_only=read_only), default_union=True)
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri, override=True, replace=True)
    return dataset


class _View(oxrdflib.OxigraphStore):
    """oxrdflib's store, where a triple of several documents counts once, and a plain string equals `Literal("x")`.

    A change goes to a named graph and to the merge. SPARQL updates are therefore left to rdflib, which makes them of
    single additions and removals.
    """

    def __init__(self, engine: ox.Store, *, read_only: bool) -> None:
        super().__init__(store=engine)
        self._read_only = read_only

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        if context is not None and context.identifier == DATASET_DEFAULT_GRAPH_ID:
            return  # nothing is in no document
        scope = Graph(identifier=DATASET_DEFAULT_GRAPH_ID, store=self) if context is None else context
        for triple, graphs in super().triples(triple_pattern, scope):
            found = tuple(map(_plain, triple))
            yield found, (self._graphs_of(found) if context is None else graphs)

    def _graphs_of(self, triple: Any) -> Iterator[Graph]:
        quads = self._inner.quads_for_pattern(*to_ox_quad_pattern(triple))
        named = (quad.graph_name for quad in quads if quad.graph_name not in (DEFAULT, *HIDDEN))
        return (Graph(identifier=URIRef(graph.value), store=self) for graph in named if isinstance(graph, ox.NamedNode))

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        if triple is not None:
            yield from self._graphs_of(triple)
            return
        hidden = {URIRef(graph.value) for graph in HIDDEN}
        yield from (graph for graph in super().contexts() if graph.identifier not in hidden)

    def __len__(self, context: Graph | None = None) -> int:
        pattern = to_ox_quad_pattern((None, None, None), context)
        graph = DEFAULT if context is None else pattern[3]
        return len(list(self._inner.quads_for_pattern(None, None, None, graph)))

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **kwargs: object) -> Result:  # noqa: N803
        graph = DATASET_DEFAULT_GRAPH_ID if queryGraph == "__UNION__" else queryGraph
        result = super().query(query, initNs, initBindings, graph, **kwargs)
        if result.type == "SELECT":
            result.bindings = [_plain_row(row) for row in result.bindings]
        elif result.type == "CONSTRUCT":
            result.graph = _plain_graph(result.graph)
        return result

    def update(self, update: Any, initNs: Any, initBindings: Any, queryGraph: Any, **kwargs: object) -> None:  # noqa: N803
        raise NotImplementedError("rdflib makes updates of single additions and removals")

    def add(self, triple: Any, context: Graph, quoted: bool = False) -> None:
        self.addN([(*triple, context)])

    def addN(self, quads: Iterable[Any]) -> None:  # noqa: N802
        self._allow()
        given = list(quads)
        if any(context.identifier == DATASET_DEFAULT_GRAPH_ID for *_, context in given):
            raise StoreError("store.rdflib", "a triple belongs to a document: add it to dataset.graph(IRI)")
        quads = [quad for quad in map(to_ox, given) if isinstance(quad, ox.Quad)]
        self._inner.extend([*with_merge(quads, self._inner), *self._notes(quads)])

    def remove(self, triple: Any, context: Graph | None = None) -> None:
        self._allow()
        whole = context is None or context.identifier == DATASET_DEFAULT_GRAPH_ID
        pattern = to_ox_quad_pattern(triple, None if whole else context)
        gone = [quad for quad in self._inner.quads_for_pattern(*pattern) if quad.graph_name not in (DEFAULT, *HIDDEN)]
        delete(self._inner, gone, notes=((), self._notes(gone)))

    def remove_graph(self, graph: Graph) -> None:
        self.remove((None, None, None), graph)
        self._inner.remove_graph(ox.NamedNode(str(graph.identifier)))

    def _notes(self, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
        graphs = dict.fromkeys(quad.graph_name for quad in quads)
        return [note for graph in graphs if isinstance(graph, ox.NamedNode) for note in late(self._inner, graph)]

    def _allow(self) -> None:
        if self._read_only:
            raise StoreError("store.rdflib", "was opened read-only; open the store without read_only to change it")


def _plain(term: Any) -> Any:
    """Return a literal of type xsd:string as rdflib writes one: `Literal("x")`, without a datatype."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


def _plain_row(row: Mapping[Any, Any]) -> dict[Any, Any]:
    return {variable: _plain(term) for variable, term in row.items() if term is not None}


def _plain_graph(graph: Graph | None) -> Graph:
    plain = Graph()
    for triple in graph or ():
        plain.add(tuple(map(_plain, triple)))
    return plain
