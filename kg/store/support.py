"""Finds the sentences that a fact rests on."""

from __future__ import annotations

import pyoxigraph as ox

from kg.store import lookup
from kg.store.entities import Fact, Thing
from kg.store.evidence import Evidence
from kg.store.terms import to_term


def find_support(engine: ox.Store, iri: str, fact: Fact) -> list[Evidence]:
    """Return the sentences that a fact of a thing rests on, in the order of the texts.

    Args:
        engine: the store.
        iri: the thing.
        fact: one of its facts.
    """
    other = fact.other.iri if isinstance(fact.other, Thing) else fact.other
    try:
        here, there = ox.NamedNode(iri), to_term(other) if not isinstance(other, str) else ox.NamedNode(other)
    except ValueError:  # a node without an IRI, of which no sentence speaks
        return []
    start, end = (there, here) if fact.inverse else (here, there)
    if not isinstance(start, ox.NamedNode):
        return []
    return support_triple(engine, ox.Triple(start, ox.NamedNode(fact.predicate), end))


def support_triple(engine: ox.Store, triple: ox.Triple) -> list[Evidence]:
    """Return the sentences that state a triple, in the order of the texts.

    Args:
        engine: the store.
        triple: a fact.
    """
    start, end = triple.subject, triple.object
    if not isinstance(start, ox.NamedNode) or not isinstance(end, ox.NamedNode | ox.Literal):
        return []
    found = (one for one in lookup.support(engine, start, end) if not one.statement.negated)
    return [one for one in found if one.statement.predicate == triple.predicate.value]
