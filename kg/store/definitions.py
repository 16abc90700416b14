"""Keeps the user's own ontology with the store that was built with it, and reads it back for who shows the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.iris import PREFIXES
from kg.ontology import Ontology
from kg.store.evidence import Spo
from kg.store.graphs import ONTOLOGY, SCHEMA, infers, stale
from kg.store.merge import replace
from kg.store.terms import XSD, named, text

_DECLARES, _PREFIX, _NAMESPACE = map(named, ("sh:declare", "sh:prefix", "sh:namespace"))
_AXIOMS = {named(name) for name in ("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:inverseOf")}
_KINDS = {named(f"owl:{kind}Property") for kind in ("Symmetric", "Transitive")}
HEADER, INDIVIDUAL = named("owl:Ontology"), named("owl:NamedIndividual")
DEFINING = {HEADER} | {named(name) for name in ("owl:Class", "rdfs:Class", "rdf:Property")}
DEFINING |= {named(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Annotation", "Functional")} | _KINDS
"""What a term is that an ontology defines, and the ontology itself."""

_ANY_URI = ox.NamedNode(XSD + "anyURI")

Prefixes = dict[str, str]


def keep_definitions(engine: ox.Store, ontology: Ontology) -> None:
    """Keep what files of the user's own say beside the shipped ontology, in the place of what was kept before.

    Where nothing is the user's own, what was kept stays: other documents may have been read by it. Prefixes are kept
    as SHACL declares them (https://www.w3.org/TR/shacl/#sparql-prefixes).

    Args:
        engine: the store.
        ontology: what the documents are read by.
    """
    if not ontology.own:
        return
    own = _canonical(ontology.own)
    triples = [*map(_parts, own), *declare_prefixes(ontology.prefixes)]
    changed = replace(engine, ONTOLOGY, triples, merge=False)
    if changed and infers(engine):
        engine.extend([*(ox.Quad(*_parts(one), SCHEMA) for one in select_axioms(own)), *stale(engine)])


def declare_prefixes(prefixes: Mapping[str, str]) -> Iterator[Spo]:
    """Yield what a store keeps of prefixes, but for those that kg has itself."""
    for name, iri in sorted(prefixes.items()):
        if name and PREFIXES.get(name) != iri:
            declared = named(f"kg:prefix-{name}")
            yield ONTOLOGY, _DECLARES, declared
            yield declared, _PREFIX, ox.Literal(name)
            yield declared, _NAMESPACE, ox.Literal(iri, datatype=_ANY_URI)


def read_definitions(engine: ox.Store) -> tuple[tuple[ox.Triple, ...], Prefixes]:
    """Return what a store keeps of the user's own ontology, sorted, and the prefixes that go with it."""
    return split_definitions(quad.triple for quad in engine.quads_for_pattern(None, None, None, ONTOLOGY))


def split_definitions(triples: Iterable[ox.Triple]) -> tuple[tuple[ox.Triple, ...], Prefixes]:
    """Tell what a user's own ontology says, sorted, from the prefixes that are declared beside it."""
    kept = set(triples)
    declared = {one.object for one in kept if (one.subject, one.predicate) == (ONTOLOGY, _DECLARES)}
    said = {(text(one.subject), one.predicate): text(one.object) for one in kept if one.subject in declared}
    prefixes = {said[each, _PREFIX]: said[each, _NAMESPACE] for each in map(text, declared) if (each, _PREFIX) in said}
    own = (one for one in kept if one.subject not in declared and one.predicate != _DECLARES)
    return tuple(sorted(own, key=str)), dict(sorted(prefixes.items()))


def select_axioms(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return what rules of inference read of an ontology, each triple once."""
    return [one for one in dict.fromkeys(triples) if one.predicate in _AXIOMS or one.object in _KINDS]


def _canonical(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The triples with names of blank nodes that are the same each time, so that the same ontology changes nothing."""
    dataset = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def _parts(triple: ox.Triple) -> Spo:
    return triple.subject, triple.predicate, triple.object  # type: ignore[return-value]
