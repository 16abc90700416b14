"""The store as a network of things and what joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import networkx
import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import BASE
from kg.store.assertions import without_inferred
from kg.store.evidence import base_of, read_statement
from kg.store.lookup import name_of, source_of
from kg.store.patterns import DEFAULT, objects, subjects
from kg.store.remote import fetch
from kg.store.terms import Term, named, text
from kg.store.turtle import natural
from kg.store.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from kg.store import DocumentStore, Rows, Triples

_RECORDS = ("kg:Evidence", "kg:Passage", "schema:DigitalDocument")
PROOF = ("sentence", "exact", "document", "confidence", "rule")
_PAGE = "page"
_NAMES = ("rdf:type", "schema:name", "schema:alternateName")

Json = dict[str, Any]
Proofs = dict[ox.Triple, list[Json]]


def network(store: DocumentStore, *, focus: str | None = None, hops: int | None = None) -> networkx.MultiDiGraph:
    """Return the things of a store and the facts that join them, in the same order on every run.

    Args:
        store: the store.
        focus: only what surrounds this thing, by name, IRI or prefixed name.
        hops: how far around it, in facts of either direction; 1 without it. Needs `focus`.

    Returns:
        Nodes are IRIs, with `label`, `class_iri`, `class_label`, `family` (of the class), `other_names`, and `facts`
        (a list of `predicate`, `value`, `planned` and an evidence's `sentence`, `exact`, `document`, `confidence`,
        `rule`). Edges have `predicate` (an IRI), `label`, `planned`, and `evidence` (a list of the same five). What
        holds a text, a number, a date, or a term of a vocabulary that nothing more is said of (a mode of attendance) is
        a fact of its node.
        Documents and their evidence are no nodes.

    Raises:
        QueryError: nothing in the graph has the name `focus`, or `hops` is negative or stands without it.
    """
    if hops is not None and (focus is None or hops < 0):
        raise QueryError("hops", "counts the steps around a focus; give focus as well, and hops of 0 or more")
    words, engine = vocabulary(store.engine), without_inferred(fetch(store.engine))
    things = _things(engine)
    graph = _join(engine, things, _joins(engine, things), words)
    return graph if focus is None else _around(graph, {thing.iri for thing in store.things(focus)}, hops)


def network_of(answer: Rows | Triples, engine: ox.Store) -> networkx.MultiDiGraph:
    """Return what a query gave as a network, of the same form as `network` returns.

    Args:
        answer: of a CONSTRUCT or DESCRIBE, whose triples are drawn, with evidence where a document says them; or of a
            SELECT: the things whose IRIs or names it holds, and all facts that join them.
        engine: the store that was asked.
    """
    from kg.store.rows import Triples

    words, engine = vocabulary(engine), without_inferred(fetch(engine))
    if isinstance(answer, Triples):
        return _of_triples(answer, engine, words)
    things = _mentioned(answer, engine)
    return _join(engine, things, _joins(engine, things), words)


def _mentioned(answer: Rows, engine: ox.Store) -> set[ox.NamedNode]:
    """The things whose IRIs or names stand in the rows, or in the question."""
    cells = {text(term).casefold() for row in answer.terms for term in row if term is not None}
    asked = cells | {value.casefold() for value in answer.about}
    return {
        thing
        for thing in _things(engine)
        if thing.value.casefold() in asked
        or any(text(name).casefold() in asked for name in objects(engine, thing, "schema:name"))
    }


def _of_triples(answer: Triples, engine: ox.Store, words: Vocabulary) -> networkx.MultiDiGraph:
    known = set(_NAMES)
    given = [triple for triple in answer if isinstance(triple.subject, ox.NamedNode)]
    drawn = [triple for triple in given if triple.predicate not in {named(name) for name in known}]
    things = {triple.subject for triple in given if isinstance(triple.subject, ox.NamedNode)}
    things |= {triple.object for triple in drawn if isinstance(triple.object, ox.NamedNode)}
    return _join(engine, things, drawn, words)


def _join(
    engine: ox.Store, things: Iterable[ox.NamedNode], triples: Iterable[ox.Triple], words: Vocabulary
) -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph(base=_base(engine))
    proofs = _proofs(engine)
    for thing in sorted(things, key=lambda one: natural(one.value)):
        graph.add_node(thing.value, **_describe(engine, thing, words), facts=[])
    for triple in sorted(triples, key=lambda one: natural(str(one))):
        _place(graph, engine, triple, words.label(triple.predicate.value), proofs.get(triple, []))
    return graph


def _base(engine: ox.Store) -> str:
    documents = sorted(text(each) for each in subjects(engine, "rdf:type", named("schema:DigitalDocument")))
    return base_of(documents[0]) if documents else BASE


def _things(engine: ox.Store) -> set[ox.NamedNode]:
    """All that something is said of, or that has a class; without the graph's own records."""
    records = {node for name in _RECORDS for node in subjects(engine, "rdf:type", named(name))}
    found = (quad.subject for quad in engine.quads_for_pattern(None, None, None, DEFAULT))
    return {node for node in found if isinstance(node, ox.NamedNode)} - records


def _joins(engine: ox.Store, things: Iterable[ox.NamedNode]) -> list[ox.Triple]:
    skipped = {named(name) for name in _NAMES}
    return [
        quad.triple
        for thing in things
        for quad in engine.quads_for_pattern(thing, None, None, DEFAULT)
        if quad.predicate not in skipped
    ]


def _proofs(engine: ox.Store) -> Proofs:
    """What each fact rests on; what is negated proves nothing."""
    proofs: Proofs = defaultdict(list)
    for evidence in sorted(subjects(engine, "rdf:type", named("kg:Evidence")), key=str):
        statement = read_statement(engine, evidence)
        parts = [objects(engine, evidence, role) for role in ("rdf:subject", "rdf:predicate", "rdf:object")]
        if statement.negated or not all(parts):
            continue
        passage = statement.passage
        proof = {
            "sentence": passage.sentence or passage.exact,
            "exact": passage.exact,
            "document": source_of(engine, passage.document),
            "confidence": statement.confidence,
            "rule": statement.rule,
            "planned": statement.planned,
            **({_PAGE: passage.page} if passage.page else {}),
            "place": (passage.document, passage.start, passage.end, statement.rule),
        }
        proofs[ox.Triple(*(part[0] for part in parts))].append(proof)  # type: ignore[arg-type]
    return proofs


def _describe(engine: ox.Store, thing: ox.NamedNode, words: Vocabulary) -> Json:
    typed = (text(term) for term in objects(engine, thing, "rdf:type"))
    classes = sorted(typed, key=lambda iri: (words.family(iri), iri))
    named_as = name_of(engine, thing)
    known = {text(term) for name in _NAMES[1:] for term in objects(engine, thing, name)}
    said = sorted(text(term) for term in objects(engine, thing, "schema:text")) or _counted(engine, thing)
    return {
        "label": named_as if known or not said else said[0],
        "class_iri": classes[0] if classes else "",
        "class_label": words.label(classes[0]) if classes else "",
        "family": words.family(classes[0])[1] if classes else "",
        "other_names": sorted(known - {named_as}),
    }


def _counted(engine: ox.Store, thing: ox.NamedNode) -> list[str]:
    """What a figure says: "120000000 learners"."""
    parts = [
        sorted(text(term) for term in objects(engine, thing, name)) for name in ("schema:value", "schema:unitText")
    ]
    return (
        [" ".join(f"{float(part[0]):,.15g}" if part is parts[0] else part[0] for part in parts if part)]
        if parts[0]
        else []
    )


def _place(graph: networkx.MultiDiGraph, engine: ox.Store, triple: ox.Triple, label: str, proofs: list[Json]) -> None:
    """Add a fact as an edge between two nodes, or to the facts of its one node."""
    ordered = sorted(proofs, key=lambda proof: proof["place"])
    planned = bool(ordered) and all(proof["planned"] for proof in ordered)
    evidence = [{key: proof[key] for key in (*PROOF, _PAGE) if key in proof} for proof in ordered]
    start, end = text(triple.subject), text(triple.object)
    if isinstance(triple.object, ox.NamedNode) and end in graph:
        fact = {"predicate": triple.predicate.value, "label": label, "planned": planned}
        graph.add_edge(start, end, **fact, evidence=evidence)
        return
    said = {"predicate": label, "value": _value(engine, triple.object), "planned": planned}
    graph.nodes[start]["facts"] += [{**said, **proof} for proof in evidence or [{}]]


def _value(engine: ox.Store, term: Term) -> str:
    return name_of(engine, term) if isinstance(term, ox.NamedNode) else text(term)


def _around(graph: networkx.MultiDiGraph, middle: set[str], hops: int | None) -> networkx.MultiDiGraph:
    near = {node for node in middle if node in graph}
    for _ in range(1 if hops is None else hops):
        near |= {other for node in near for other in networkx.all_neighbors(graph, node)}
    # `subgraph` follows no order of its own: the copy keeps that of the whole.
    return graph.subgraph(near).copy()
