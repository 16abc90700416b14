"""What an ontology defines, as editors of ontologies such as Protégé expect it beside the individuals of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.bundled import folder
from kg.iris import PREFIXES
from kg.ontology import BUNDLED
from kg.store.definitions import read_definitions
from kg.store.terms import named, text
from kg.turtle import parse_triples

if TYPE_CHECKING:
    from kg.store import DocumentStore

_TYPE, _ONTOLOGY = named("rdf:type"), named("owl:Ontology")
# What tells kg by which words a text says something is no part of what is defined.
_FOR_READING = {named(name) for name in ("kg:Frame", "kg:WordList")}


def define_terms(store: DocumentStore, base: str) -> list[ox.Triple]:
    """Return an `owl:Ontology` header for a graph, and what defines its classes, properties and modes.

    Args:
        store: whose own ontology, if it keeps one, counts beside the shipped one.
        base: the IRI that the header is about.
    """
    shipped = [parse_triples(folder("ontologies") / name)[0] for name in BUNDLED]
    triples = [*(triple for triples in shipped for triple in triples), *read_definitions(store.engine)[0]]
    titles = ", ".join(sorted(source.title or source.name for source in store.documents())[:1])
    header = [
        ox.Triple(ox.NamedNode(base), _TYPE, _ONTOLOGY),
        ox.Triple(ox.NamedNode(base), named("rdfs:label"), ox.Literal(titles or "knowledge graph")),
    ]
    return [*header, *_select(triples)]


def _select(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """What isn't for reading texts alone: no header of a part, frame or word list, no property of kg's on a term."""
    given = list(dict.fromkeys(triples))
    apart = {one.subject for one in given if one.predicate == _TYPE and one.object in {_ONTOLOGY, *_FOR_READING}}
    apart |= {one.object for one in given if one.subject in apart and isinstance(one.object, ox.BlankNode)}
    own = PREFIXES["kg"]
    return (one for one in given if one.subject not in apart and not text(one.predicate).startswith(own))
