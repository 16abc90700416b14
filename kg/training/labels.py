"""Chooses what a reader learns: the classes, kinds of values and relations of annotated documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from kg.annotations import AnnotatedDocument
from kg.annotations.documents import GROUP, VALUES
from kg.bench.examples import kind_of
from kg.extractor.reader.labels import GIVES, NONE, RECEIVES, Labels
from kg.gazetteer import Gazetteer
from kg.iris import expand
from kg.ontology import Ontology, family_of, fits
from kg.turtle import local_name

_DATATYPES = {"date": (expand("xsd:date"),), "title": (expand("xsd:string"),)}


def make_labels(documents: Iterable[AnnotatedDocument], ontology: Ontology, gazetteer: Gazetteer) -> Labels:
    """List what occurs in annotated documents.

    Args:
        documents: those to learn from.
        ontology: whose classes and relations the documents name by their local names.
        gazetteer: whose names are marked in texts.
    """
    documents = list(documents)
    said = {kind_of(thing, ontology) for document in documents for thing in document.things.values()}
    related = {fact.relation for document in documents for fact in document.facts}
    classes = tuple(iri for iri in ontology.classes if local_name(iri) in said)
    individuals = tuple(iri for iri in ontology.individuals if iri in said)
    kinds = (NONE, *classes, *individuals, *(value for value in (*VALUES, GROUP) if value in said))
    family = {kind: kind for kind in kinds} | {kind: family_of(ontology, kind) for kind in classes}
    family |= {iri: family_of(ontology, ontology.individuals[iri].class_iri) for iri in individuals}
    families = tuple(dict.fromkeys(family.values()))
    relations = tuple(iri for iri in ontology.properties if local_name(iri) in related)
    ends = set(_find_ends(kinds, family, relations, ontology))
    numbered = sorted((families.index(s), families.index(o), r) for s, o, r in ends)
    names = sorted({entry.class_iri for entry in gazetteer.entries.values()})
    return Labels(
        kinds=kinds,
        classes=classes,
        families=families,
        kind_families=tuple(families.index(family[kind]) for kind in kinds),
        relations=(*relations, GIVES, RECEIVES),
        symmetric=tuple(n for n, iri in enumerate(relations) if ontology.properties[iri].symmetric),
        ends=tuple(numbered),
        name_kinds=(*names, "other"),
    )


def _find_ends(
    kinds: Iterable[str], family: Mapping[str, str], relations: tuple[str, ...], ontology: Ontology
) -> Iterator[tuple[str, str, int]]:
    """Yield the families between which each relation may hold."""
    for subject, object_ in product(kinds, kinds):
        if subject not in ontology.classes:
            continue
        for number, iri in enumerate(relations):
            if any(fits(ontology, iri, subject, end) is None for end in _object_classes(object_, ontology)):
                yield family[subject], family[object_], number
        if object_ == "amount":
            yield family[subject], family[object_], len(relations)
            yield family[subject], family[object_], len(relations) + 1


def _object_classes(kind: str, ontology: Ontology) -> tuple[str, ...]:
    """The classes or datatypes that a thing of a kind may have as an object."""
    if kind in ontology.classes:
        return (kind,)
    if kind in ontology.individuals:
        return (ontology.individuals[kind].class_iri,)
    if kind == "goal":
        return (expand("sdgo:Goal"),)
    return _DATATYPES.get(kind, ())
