"""Turtle → the classes and relations of a graph, their labels, and the words that tell them in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.bundled import folder
from kg.errors import OntologyError
from kg.frames import Frame, read_frame
from kg.iris import PREFIXES, expand, shorten
from kg.turtle import Facts, is_blank, local_name, parse_triples, read_facts

Misfit = Literal["wrong domain", "wrong range"]

BUNDLED = ("events.ttl", "evidence.ttl", "frames.ttl", "words.ttl")
"""The files of the shipped ontology; shapes.ttl beside them holds its SHACL shapes."""

_CLASS_TYPES = {expand("owl:Class"), expand("rdfs:Class")}
_PROPERTY_TYPES = {expand(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Symmetric")} | {
    expand("rdf:Property")
}
# Classes of RDF itself, which no ontology has to declare.
_BUILT_IN = {expand(name) for name in ("rdfs:Resource", "rdfs:Literal", "rdf:Property", "rdf:langString", "owl:Thing")}
_ANYTHING = {expand("rdfs:Resource"), expand("owl:Thing")}
# https://www.w3.org/TR/xmlschema11-2/#built-in-datatypes, as far as graphs of kg use it.
_WIDER = {
    expand("xsd:nonNegativeInteger"): expand("xsd:integer"),
    expand("xsd:positiveInteger"): expand("xsd:nonNegativeInteger"),
    expand("xsd:integer"): expand("xsd:decimal"),
}


@dataclass(frozen=True, slots=True)
class OntologyClass:
    """A class; `parents` are all its ancestors, the nearest first.

    `head_nouns` tell the class at the head of any phrase, `name_nouns` only within a capitalised name.
    """

    iri: str
    label: str
    comment: str
    parents: tuple[str, ...]
    family: str
    head_nouns: frozenset[str]
    name_nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class OntologyProperty:
    """A relation; `domains` and `ranges` are alternatives, and empty where anything will do.

    `functional` means that a thing has one value at most; `qualifier` is the property by which an evidence of it says
    more, such as the amount that was given; `follows` is the property whose value can't lie behind its own.
    """

    iri: str
    label: str
    comment: str
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    parents: tuple[str, ...]
    symmetric: bool
    functional: bool
    inverse: str
    qualifier: str
    follows: str


@dataclass(frozen=True, slots=True)
class Individual:
    """A thing that the ontology itself declares, such as a mode of attendance; `code` is its short name."""

    iri: str
    class_iri: str
    code: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """What a graph may say, and by which words a text says it.

    `own` is what files beside the shipped ones say, which a store keeps, and `prefixes` those that they declare.
    """

    classes: Mapping[str, OntologyClass]
    properties: Mapping[str, OntologyProperty]
    individuals: Mapping[str, Individual]
    frames: tuple[Frame, ...]
    roles: Mapping[str, str]
    stand_ins: Mapping[str, str]
    word_lists: Mapping[str, frozenset[str]]
    own: tuple[ox.Triple, ...] = field(default=(), compare=False, repr=False)
    prefixes: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def playing(self, role: str) -> str:
        """Return the class or property that plays a role for the code, such as "figure", or nothing."""
        return self.roles.get(role, "")

    def holds(self, found: str, wanted: str) -> bool:
        """Tell whether a class or datatype is another one or lies below it."""
        return _is_in(self, found, wanted)

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a list.

        Raises:
            OntologyError: there is no list of that name.
        """
        if name not in self.word_lists:
            there = ", ".join(sorted(self.word_lists)) or "none"
            raise OntologyError(name, f"no word list of this name; the shipped words.ttl has all; loaded are: {there}")
        return self.word_lists[name]


def load_ontology(
    paths: Iterable[str | Path] | None = None,
    *,
    own: Iterable[ox.Triple] = (),
    prefixes: Mapping[str, str] | None = None,
) -> Ontology:
    """Load an ontology.

    Args:
        paths: Turtle files that together hold the ontology; without them, the one that is shipped.
        own: what to read beside them, such as what a store keeps of the ontology that it was built with.
        prefixes: those that go with it, by name.

    Raises:
        OntologyError: a file can't be read, or says something that kg can't use, such as a class that is its own
            ancestor, a property without a label, a domain that isn't declared.
    """
    given = [Path(path) for path in paths] if paths is not None else _bundled()
    shipped = set(map(str, _bundled()))
    parsed = [(str(path), *parse_triples(path)) for path in given if str(path) not in shipped]
    said = [(origin, triple) for origin, triples, _ in parsed for triple in triples]
    said += [("the store", triple) for triple in own]
    facts = read_facts([path for path in given if str(path) in shipped], said)
    classes = {iri: _class(facts, iri) for iri in facts.typed(_CLASS_TYPES)}
    properties = {iri: _property(facts, iri, classes) for iri in facts.typed(_PROPERTY_TYPES)}
    individuals = {iri: _individual(facts, iri) for iri in facts.typed(classes)}
    for blank in facts.unnamed([expand("kg:Frame")]):
        raise facts.error(blank, "is a kg:Frame without an IRI; give it one, for facts name the frame that found them")
    frames = tuple(read_frame(facts, iri, properties, classes) for iri in facts.typed([expand("kg:Frame")]))
    declared = (*classes, *properties)
    roles = {role: iri for iri in declared for role in facts.of(iri, "kg:role")}
    stand_ins = {iri: facts.one(iri, "kg:standIn") for iri in classes if facts.one(iri, "kg:standIn")}
    lists = {local_name(iri): frozenset(facts.of(iri, "kg:word")) for iri in facts.typed([expand("kg:WordList")])}
    declared_by = {**(prefixes or {}), **{name: iri for _, _, found in parsed for name, iri in found.items()}}
    return Ontology(
        *(classes, properties, individuals, frames, roles, stand_ins, lists),
        own=tuple(dict.fromkeys(triple for _, triple in said)),
        prefixes=declared_by,
    )


def load_beside(files: Iterable[str | Path]) -> Ontology:
    """Load the shipped ontology with files of one's own beside it.

    Args:
        files: Turtle files.

    Raises:
        OntologyError: as for `load_ontology`.
    """
    return load_ontology([*map(str, _bundled()), *files])


@cache
def read_shipped() -> tuple[ox.Triple, ...]:
    """Return what the files of the shipped ontology say."""
    return tuple(triple for file in _bundled() for triple in parse_triples(file)[0])


def _bundled() -> Sequence[Traversable]:
    return [path for path in map(folder("ontologies").joinpath, BUNDLED) if path.is_file()]


def _class(facts: Facts, iri: str) -> OntologyClass:
    parents = _ancestors(facts, iri, "rdfs:subClassOf")
    for parent in parents:
        if parent not in _BUILT_IN and not _CLASS_TYPES.intersection(facts.of(parent, "rdf:type")):
            raise facts.error(iri, f"has the super-class {shorten(parent)}, which isn't declared; declare it")
    families = [family for each in (iri, *parents) for family in facts.of(each, "kg:family")]
    return OntologyClass(
        iri=iri,
        label=facts.one(iri, "rdfs:label", local_name(iri)),
        comment=facts.one(iri, "rdfs:comment"),
        parents=parents,
        family=families[0] if families else local_name(iri).lower(),
        head_nouns=frozenset(facts.of(iri, "kg:headNoun")),
        name_nouns=frozenset(facts.of(iri, "kg:nameNoun")),
    )


def _individual(facts: Facts, iri: str) -> Individual:
    return Individual(iri, facts.one(iri, "rdf:type"), facts.one(iri, "kg:code", local_name(iri)))


def _ancestors(facts: Facts, iri: str, relation: str) -> tuple[str, ...]:
    """All named super-terms, breadth first, so that the nearest come first; OWL's restrictions say nothing to kg."""
    found: list[str] = []
    queue = list(facts.of(iri, relation))
    while queue:
        parent = queue.pop(0)
        if parent == iri:
            raise facts.error(iri, f"is its own ancestor by {relation}; break the circle")
        if parent not in found and not is_blank(parent):
            found.append(parent)
            queue += facts.of(parent, relation)
    return tuple(found)


def _property(facts: Facts, iri: str, classes: Mapping[str, OntologyClass]) -> OntologyProperty:
    label = facts.one(iri, "rdfs:label")
    if not label:
        raise facts.error(iri, "has no rdfs:label; give it one")
    parents = _ancestors(facts, iri, "rdfs:subPropertyOf")
    return OntologyProperty(
        iri=iri,
        label=label,
        comment=facts.one(iri, "rdfs:comment"),
        domains=_ends(facts, (iri, *parents), "domain", classes),
        ranges=_ends(facts, (iri, *parents), "range", classes),
        parents=parents,
        symmetric=expand("owl:SymmetricProperty") in facts.of(iri, "rdf:type"),
        functional=expand("owl:FunctionalProperty") in facts.of(iri, "rdf:type"),
        inverse=facts.one(iri, "owl:inverseOf"),
        qualifier=facts.one(iri, "kg:qualifier"),
        follows=facts.one(iri, "kg:follows"),
    )


def _ends(facts: Facts, chain: Sequence[str], end: str, classes: Mapping[str, OntologyClass]) -> tuple[str, ...]:
    """The domains or ranges of a property, or of the nearest super-property that has some."""
    ends = next(filter(None, (facts.of(iri, f"rdfs:{end}", f"schema:{end}Includes") for iri in chain)), ())
    for iri in ends:
        if iri not in classes and iri not in _BUILT_IN and not iri.startswith(PREFIXES["xsd"]):
            remedy = f"declare it as a class, or name several classes by schema:{end}Includes"
            name = "a class without a name" if is_blank(iri) else shorten(iri)
            raise facts.error(chain[0], f"has the {end} {name}, which isn't declared; {remedy}")
    return ends


def is_a(ontology: Ontology, class_iri: str, ancestor: str) -> bool:
    """Tell whether a class is another one or lies below it."""
    found = ontology.classes.get(class_iri)
    return class_iri == ancestor or (found is not None and ancestor in found.parents)


def fits(ontology: Ontology, predicate: str, subject_class: str, object_class: str) -> Misfit | None:
    """Tell whether a relation may hold between things of two classes.

    Args:
        ontology: what the graph may say.
        predicate: the property's IRI.
        subject_class: the IRI of the subject's class.
        object_class: the IRI of the object's class, or of its datatype.

    Returns:
        Why it may not, or None.

    Raises:
        OntologyError: the ontology has no such property.
    """
    relation = ontology.properties.get(predicate)
    if relation is None:
        raise OntologyError(predicate, "isn't a property of the ontology; declare it, or mend the rule that uses it")
    if relation.domains and not any(_is_in(ontology, subject_class, domain) for domain in relation.domains):
        return "wrong domain"
    if relation.ranges and not any(_is_in(ontology, object_class, end) for end in relation.ranges):
        return "wrong range"
    return None


def _is_in(ontology: Ontology, found: str, wanted: str) -> bool:
    if wanted in _ANYTHING:
        return True
    if found.startswith(PREFIXES["xsd"]):
        return wanted in (*_wider(found), expand("rdfs:Literal"))
    return is_a(ontology, found, wanted)


def _wider(datatype: str) -> list[str]:
    return [datatype, *_wider(_WIDER[datatype])] if datatype in _WIDER else [datatype]


def family_of(ontology: Ontology, class_iri: str) -> str:
    """Return the part of a minted IRI that things of a class share, such as `event` for a workshop."""
    found = ontology.classes.get(class_iri)
    return found.family if found else local_name(class_iri).lower()
