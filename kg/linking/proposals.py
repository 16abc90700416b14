"""Proposes an identifier for each thing, or tells why there is none to propose."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.linking.index import Index, open_index
from kg.linking.scoring import Scored, score
from kg.linking.subjects import Subject, read_subjects
from kg.ontology import Ontology
from kg.store import DocumentStore, Rows
from kg.store.links import Link
from kg.store.lookup import name_of
from kg.store.terms import named, plain
from kg.store.vocabulary import vocabulary

LEAST = 0.9
"""The confidence below which nothing is linked."""

_CLOSE = 1 / 3  # a runner-up with so much of the first one's odds is close
_COLUMNS = ("name", "class", "identifier", "label", "confidence", "reason", "linked", "iri")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a thing may be: the likeliest entry, how sure that is and why, and whether it's sure enough to link.

    `source` and `date` are those of the index.
    """

    iri: str
    name: str
    class_iri: str
    identifier: str
    label: str
    confidence: float
    reason: str
    linked: bool
    source: str
    date: str


def propose(store: DocumentStore, index: Index, *, least: float = LEAST) -> tuple[Proposal, ...]:
    """Return the likeliest entry for each body, place and person of a store that has no public identifier.

    Args:
        store: the graph.
        index: an open index.
        least: the confidence below which nothing is linked.

    Returns:
        A proposal for each thing whose name the index knows; those that aren't `linked` say in their reason why.
    """
    ontology = vocabulary(store.engine).ontology
    return tuple(_propose(store, index, ontology, least))


def _propose(store: DocumentStore, index: Index, ontology: Ontology, least: float) -> Iterator[Proposal]:
    for subject in read_subjects(store):
        candidates = index.find(subject.names)
        if candidates and (found := score(_place(subject, index), candidates, ontology)):
            yield _decide(subject, found, least, index.header)


def _place(subject: Subject, index: Index) -> Subject:
    """Find the thing's neighbours in the index."""
    return replace(subject, keys={key: iri for name, iri in subject.called.items() for key in index.find_keys(name)})


def _decide(subject: Subject, found: tuple[Scored, ...], least: float, header: Mapping[str, str]) -> Proposal:
    best, others = found[0], found[1:]
    doubt = _doubt(best, others, least)
    beside = f"{len(others)} more of the name" if others else ""
    return Proposal(
        iri=subject.iri,
        name=subject.name,
        class_iri=subject.classes[0],
        identifier=best.candidate.iri,
        label=best.candidate.label,
        confidence=math.floor(best.confidence * 1000) / 1000,
        reason="; ".join(filter(None, (doubt, best.reason, beside))),
        linked=not doubt,
        source=header["label"],
        date=header["date"],
    )


def _doubt(best: Scored, others: tuple[Scored, ...], least: float) -> str:
    """Why the likeliest isn't sure enough, or nothing."""
    if others and others[0].confidence > best.confidence * _CLOSE:
        return f"not linked, {others[0].candidate.iri} is close"
    return "" if best.confidence >= least else f"not linked, below {least:g}"


def propose_all(store: DocumentStore, indexes: Iterable[str | Path], *, least: float = LEAST) -> tuple[Proposal, ...]:
    """Return what each of some indexes proposes by itself, sorted by the things' IRIs: see `propose`.

    Raises:
        IdentifierError: an index can't be read.
    """
    with ExitStack() as stack:
        opened = [stack.enter_context(open_index(path)) for path in indexes]
        found = [one for index in opened for one in propose(store, index, least=least)]
    return tuple(sorted(found, key=lambda one: (one.iri, one.identifier)))


def to_links(proposals: Iterable[Proposal]) -> tuple[Link, ...]:
    """Return the proposals that are sure enough, as a store keeps them."""
    return tuple(
        Link(one.iri, one.identifier, one.confidence, one.reason, one.source, one.date)
        for one in proposals
        if one.linked
    )


def tabulate(proposals: Iterable[Proposal]) -> Rows:
    """Return proposals as rows, which can be written as a table, CSV, JSON or a workbook."""
    return Rows(_COLUMNS, tuple(map(_terms, proposals)))


def tabulate_links(store: DocumentStore) -> Rows:
    """Return the links that a store keeps as rows."""
    columns = ("name", "identifier", "confidence", "reason", "source", "date", "iri")
    return Rows(columns, tuple(_link_terms(store.engine, one) for one in store.links()))


def _link_terms(engine: ox.Store, one: Link) -> tuple[ox.NamedNode | ox.Literal, ...]:
    name, date = name_of(engine, ox.NamedNode(one.iri)), ox.Literal(one.date, datatype=named("xsd:date"))
    texts = plain(name), ox.NamedNode(one.identifier), _confidence(one.confidence), plain(one.reason), plain(one.source)
    return *texts, date, ox.NamedNode(one.iri)


def _confidence(value: float) -> ox.Literal:
    return ox.Literal(f"{value:g}", datatype=named("xsd:decimal"))


def _terms(one: Proposal) -> tuple[ox.NamedNode | ox.Literal, ...]:
    texts = plain(one.label), _confidence(one.confidence), plain(one.reason), ox.Literal(one.linked)
    return plain(one.name), ox.NamedNode(one.class_iri), ox.NamedNode(one.identifier), *texts, ox.NamedNode(one.iri)
