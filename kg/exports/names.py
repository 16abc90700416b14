"""Gives each thing the one name and the label that other tools look for: what they read, the graph's own parts say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.store.terms import Term, named, text

_NAME, _OTHER_NAME, _LABEL = map(named, ("schema:name", "schema:alternateName", "rdfs:label"))
_SUBJECT, _PREDICATE, _OBJECT = map(named, ("rdf:subject", "rdf:predicate", "rdf:object"))


def settle_names(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Leave each thing one `schema:name`, make the others `schema:alternateName`, and add an `rdfs:label` beside it.

    Documents may call a thing by different names, and their merge has them all. The one that stays is the one by which
    kg calls the thing everywhere: the first in the order of letters. The evidence for another name speaks for it as
    the alternate name that it becomes.

    Args:
        triples: the merge of documents.
    """
    given = list(dict.fromkeys(triples))
    called: dict[Term, list[Term]] = defaultdict(list)
    for triple in given:
        if triple.predicate == _NAME:
            called[triple.subject].append(triple.object)
    others = {(thing, name) for thing, names in called.items() for name in sorted(names, key=text)[1:]}
    demoted = _find_evidence(given, others) if others else set()
    labelled = {triple.subject for triple in given if triple.predicate == _LABEL}
    labels = [
        ox.Triple(thing, _LABEL, min(names, key=text))  # type: ignore[arg-type]
        for thing, names in called.items()
        if thing not in labelled
    ]
    return [*dict.fromkeys(_demote(triple, others, demoted) for triple in given), *labels]


def _find_evidence(triples: list[ox.Triple], names: set[tuple[Term, Term]]) -> set[Term]:
    """The evidence for these names of things."""
    said: dict[Term, dict[ox.NamedNode, Term]] = defaultdict(dict)
    for triple in triples:
        if triple.predicate in (_SUBJECT, _PREDICATE, _OBJECT):
            said[triple.subject][triple.predicate] = triple.object
    return {
        evidence
        for evidence, parts in said.items()
        if parts.get(_PREDICATE) == _NAME and (parts.get(_SUBJECT), parts.get(_OBJECT)) in names
    }


def _demote(triple: ox.Triple, others: set[tuple[Term, Term]], demoted: set[Term]) -> ox.Triple:
    if triple.predicate == _NAME and (triple.subject, triple.object) in others:
        return ox.Triple(triple.subject, _OTHER_NAME, triple.object)
    if triple.predicate == _PREDICATE and triple.subject in demoted:
        return ox.Triple(triple.subject, _PREDICATE, _OTHER_NAME)
    return triple
