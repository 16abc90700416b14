"""What a graph knows of the things that lack a public identifier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.iris import BASE
from kg.linking.mapping import home_relations, linked_classes
from kg.linking.values import fold
from kg.store import DocumentStore
from kg.store.evidence import base_of
from kg.store.graphs import is_document
from kg.store.lookup import name_of
from kg.store.patterns import DEFAULT, NAMING, objects, subjects
from kg.store.remote import fetch
from kg.store.terms import named, text
from kg.store.vocabulary import Vocabulary, vocabulary

_COUNTRY = named("schema:Country")
_SAME = named("owl:sameAs")
_TYPE = named("rdf:type")
_NO_TIES = {_TYPE, _SAME, *(named(name) for name in ("rdf:subject", "rdf:predicate", "rdf:object", *NAMING))}
_FARTHEST = 4  # steps from a thing to its country


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing to be linked.

    `names` are its names by their folded form; `families` those of its classes; `homes` the countries it belongs to,
    `around` those that the same documents speak of, and `neighbours` what it's joined with, each by IRI with its name;
    `called` gives the neighbours' IRIs by their folded names, `keys` by the keys of the index's entries of these names.
    """

    iri: str
    name: str
    names: Mapping[str, str]
    classes: tuple[str, ...]
    homes: Mapping[str, str]
    around: Mapping[str, str]
    neighbours: Mapping[str, str]
    called: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict)


def read_subjects(store: DocumentStore) -> Iterator[Subject]:
    """Yield the bodies, places and people of a store that have no public identifier, in the order of their IRIs."""
    engine, words = fetch(store.engine), vocabulary(store.engine)
    bases = {BASE, *(base_of(source.iri) for source in store.documents())}
    countries = _countries(engine)
    for node in sorted(_linkable(engine, words), key=text):
        if any(node.value.startswith(base) for base in bases) and not _is_stated_same(engine, node):
            yield _read(engine, node, countries)


def _linkable(engine: ox.Store, words: Vocabulary) -> set[ox.NamedNode]:
    families = {words.family(iri) for iri in linked_classes()}
    classes = [iri for iri in words.ontology.classes if words.family(iri) in families]
    return {node for iri in classes for node in subjects(engine, "rdf:type", ox.NamedNode(iri))}


def _is_stated_same(engine: ox.Store, node: ox.NamedNode) -> bool:
    """Whether a document itself says what else the thing is."""
    return any(is_document(quad.graph_name) for quad in engine.quads_for_pattern(node, _SAME, None, None))


def _countries(engine: ox.Store) -> Mapping[str, Mapping[str, str]]:
    """The names of the countries that each document speaks of, by IRI, by document."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in engine.quads_for_pattern(None, _TYPE, _COUNTRY, None):
        if isinstance(quad.graph_name, ox.NamedNode) and is_document(quad.graph_name):
            found[quad.graph_name.value][text(quad.subject)] = name_of(engine, quad.subject)
    return found


def _read(engine: ox.Store, node: ox.NamedNode, countries: Mapping[str, Mapping[str, str]]) -> Subject:
    names = [text(term) for naming in NAMING for term in objects(engine, node, naming)]
    typed = (quad.graph_name for quad in engine.quads_for_pattern(node, _TYPE, None, None))
    graphs = {graph.value for graph in typed if isinstance(graph, ox.NamedNode)}
    near = {text(each): name_of(engine, each) for each in _neighbours(engine, node)}
    return Subject(
        iri=node.value,
        name=name_of(engine, node),
        names={folded: name for name in sorted(names, reverse=True) if (folded := fold(name))},
        classes=tuple(sorted(text(term) for term in objects(engine, node, "rdf:type"))),
        homes={each.value: name_of(engine, each) for each in _homes(engine, node)},
        around={iri: name for graph in sorted(graphs) for iri, name in countries.get(graph, {}).items()},
        neighbours=near,
        called=_by_name(engine, near),
    )


def _by_name(engine: ox.Store, things: Iterable[str]) -> Mapping[str, str]:
    pairs = ((iri, text(name)) for iri in things for naming in NAMING for name in objects(engine, _node(iri), naming))
    return {folded: iri for iri, name in pairs if (folded := fold(name))}


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _neighbours(engine: ox.Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    ahead = (quad.object for quad in _ties(engine, node, None))
    behind = (quad.subject for quad in _ties(engine, None, node))
    return sorted({each for each in (*ahead, *behind) if isinstance(each, ox.NamedNode)}, key=text)


def _ties(engine: ox.Store, start: ox.NamedNode | None, end: ox.NamedNode | None) -> Iterator[ox.Quad]:
    found = engine.quads_for_pattern(start, None, end, DEFAULT)
    return (quad for quad in found if quad.predicate not in _NO_TIES)


def _homes(engine: ox.Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    """The countries that a thing belongs to, by way of the places and bodies that it's part of."""
    seen, level, found = {node}, [node], set()
    for _ in range(_FARTHEST):
        ends = {quad.object for one in level for quad in _ties(engine, one, None) if _leads_home(quad)}
        level = [each for each in sorted(ends - seen, key=text) if isinstance(each, ox.NamedNode)]
        seen |= set(level)
        found |= {each for each in level if _is_country(engine, each)}
    return sorted(found, key=text)


def _leads_home(quad: ox.Quad) -> bool:
    return quad.predicate.value in home_relations()


def _is_country(engine: ox.Store, node: ox.NamedNode) -> bool:
    return ox.Quad(node, _TYPE, _COUNTRY) in engine
