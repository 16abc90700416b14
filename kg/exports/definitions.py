"""What an ontology defines, as editors of ontologies such as Protégé expect it beside the individuals of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.ontology import read_shipped
from kg.store.definitions import HEADER, INDIVIDUAL, read_definitions
from kg.store.terms import named

if TYPE_CHECKING:
    from kg.store import DocumentStore

_TYPE = named("rdf:type")
# What tells kg by which words a text says something is no part of what is defined, nor is a header of another file.
_FOR_READING = {HEADER, *(named(name) for name in ("kg:Frame", "kg:WordList"))}


def define_terms(store: DocumentStore, triples: Iterable[ox.Triple], base: str) -> list[ox.Triple]:
    """Return an `owl:Ontology` header for a graph, and what defines its classes, properties and individuals.

    Args:
        store: whose own ontology, if it keeps one, counts beside the shipped one.
        triples: the graph, each of whose things becomes an `owl:NamedIndividual`.
        base: the IRI that the header is about.
    """
    defined = [*read_shipped(), *read_definitions(store.engine)[0]]
    title = min((source.title or source.name for source in store.documents()), default="knowledge graph")
    header = [
        ox.Triple(ox.NamedNode(base), _TYPE, HEADER),
        ox.Triple(ox.NamedNode(base), named("rdfs:label"), ox.Literal(title)),
    ]
    things = dict.fromkeys(triple.subject for triple in triples if triple.predicate == _TYPE)
    return [*header, *_select(defined), *(ox.Triple(thing, _TYPE, INDIVIDUAL) for thing in things)]


def _select(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """What isn't for reading texts alone: no header of a part, no frame, no word list."""
    given = list(dict.fromkeys(triples))
    apart = {one.subject for one in given if one.predicate == _TYPE and one.object in _FOR_READING}
    apart |= {one.object for one in given if one.subject in apart and isinstance(one.object, ox.BlankNode)}
    return (one for one in given if one.subject not in apart)
