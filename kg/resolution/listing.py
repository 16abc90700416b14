"""Lists what documents share: things with counts, what was merged and why, what documents tell differently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.resolution.profiles import FAMILIES
from kg.resolution.register import Register
from kg.store.aliases import supporters
from kg.store.entities import thing
from kg.store.lookup import name_of
from kg.store.patterns import DEFAULT, subjects
from kg.store.terms import Term, named, node, text
from kg.store.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a thing of some documents has an IRI that isn't its own: it's one with another, or parted from a namesake.

    `iri` is what the merge knows it by, `own` what these documents call it.
    """

    iri: str
    own: str
    names: tuple[str, ...]
    documents: tuple[str, ...]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of a relation that can have one only, each with the documents that tell it; `predicate` is its IRI."""

    iri: str
    name: str
    relation: str
    predicate: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A thing, and how many documents tell of it."""

    iri: str
    name: str
    class_label: str
    documents: int


def list_merges(engine: ox.Store) -> tuple[Merge, ...]:
    """Return what got another IRI than its own, sorted by the one it got."""
    register = Register(engine)
    return tuple(
        sorted(
            (_read_merge(each, register) for each in register.chosen()),
            key=lambda one: (one.iri, one.own, one.documents),
        )
    )


def _read_merge(profile: str, register: Register) -> Merge:
    choice, told = register.choice(profile), register.profile(profile)
    documents = tuple(sorted({document for document, _ in register.units_of(profile)}))
    if choice is None:
        raise KeyError(profile)
    return Merge(choice.iri, told.iri, told.names, documents, choice.reason, choice.confidence)


def find_conflicts(engine: ox.Store) -> tuple[Conflict, ...]:
    """Return where documents tell several values of what can have one only, sorted by IRI."""
    words = vocabulary(engine)
    functional = [each.iri for each in words.ontology.properties.values() if each.functional]
    found = (each for relation in functional for each in _find_in(engine, relation, words.label(relation)))
    return tuple(sorted(found, key=lambda each: (each.iri, each.relation)))


def _find_in(engine: ox.Store, relation: str, label: str) -> Iterator[Conflict]:
    told: dict[ox.NamedNode, list[ox.Quad]] = defaultdict(list)
    for quad in engine.quads_for_pattern(None, node(relation), None, DEFAULT):
        if isinstance(quad.subject, ox.NamedNode):
            told[quad.subject].append(quad)
    for subject, quads in told.items():
        if _differ([quad.object for quad in quads]):
            values = tuple(sorted((name_of(engine, quad.object), _documents(engine, quad)) for quad in quads))
            yield Conflict(subject.value, name_of(engine, subject), label, relation, values)


def _differ(values: Sequence[Term]) -> bool:
    """Whether one value isn't just a less exact way to tell another, as a year is of a day."""
    if not all(isinstance(each, ox.Literal) for each in values):
        return len(set(values)) > 1
    ranked = sorted(map(text, values), key=len)
    return any(not ranked[-1].startswith(each) for each in ranked)


def _documents(engine: ox.Store, quad: ox.Quad) -> tuple[str, ...]:
    return tuple(
        sorted(
            {text(each.graph_name) for each in supporters(engine, quad) if isinstance(each.graph_name, ox.NamedNode)}
        )
    )


def count_things(engine: ox.Store) -> tuple[Tally, ...]:
    """Return the named things, with the number of documents that tell of each; the most told first."""
    words = vocabulary(engine)
    found = (_count(engine, each) for each in dict.fromkeys(subjects(engine, "schema:name")))
    named_things = ((thing(engine, each, words), number) for each, number in found)
    rows = (
        Tally(each.iri, each.name, each.class_label, number)
        for each, number in named_things
        if words.family(each.class_iri)[1] in FAMILIES
    )
    return tuple(sorted(rows, key=lambda each: (-each.documents, each.name, each.iri)))


def _count(engine: ox.Store, subject: ox.NamedNode) -> tuple[ox.NamedNode, int]:
    typed = engine.quads_for_pattern(subject, named("rdf:type"), None, DEFAULT)
    return subject, len({document for quad in typed for document in _documents(engine, quad)})
