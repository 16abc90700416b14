"""Finds what a person means by a name, and the evidence for what is said of it."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import expand
from kg.model import Value
from kg.store.evidence import Evidence, Reasons, read_statement
from kg.store.patterns import DEFAULT, NAMING, names, objects, subjects
from kg.store.sparql import bind, run
from kg.store.terms import Term, plain, text
from kg.store.vocabulary import Vocabulary, vocabulary

_CALLED = """
SELECT ?thing WHERE {
  VALUES ?naming { schema:name schema:alternateName }
  ?thing ?naming ?called FILTER(LCASE(STR(?called)) = LCASE(?_name))
}
"""


_SUPPORT = "SELECT ?fact WHERE { ?fact rdf:subject ?_subject ; rdf:object ?_object }"


def why(engine: ox.Store, subject: str, predicate: str | None, thing: str | None) -> Reasons:
    """Return the sentences that speak of a thing, of one of its relations, or of the relation between two things.

    The thing may stand at either end: "Stefania Giannini" and "chair" find who was chaired by her as well.

    Raises:
        QueryError: nothing in the graph has such a name, or nothing is said of it by such a relation.
    """
    nodes = find(engine, subject)
    ends = ("rdf:subject", "rdf:object")
    found = {evidence for node in nodes for end in ends for evidence in subjects(engine, end, node)}
    words = vocabulary(engine)
    said = [_read(engine, evidence, words) for evidence in found]
    if predicate is not None:
        said = _only(said, predicate, subject, words)
    if thing is not None:
        said = _about(engine, said, nodes, thing)
    return Reasons(sorted(said, key=_order))


def between(engine: ox.Store, one: ox.NamedNode, other: ox.NamedNode) -> tuple[Evidence, ...]:
    """Return the sentences that the facts between two things rest on, in the order of the texts; denials aren't."""
    said = {*support(engine, one, other), *support(engine, other, one)}
    return tuple(sorted((each for each in said if not each.statement.negated), key=_order))


def support(engine: ox.Store, subject: ox.NamedNode, thing: ox.NamedNode | ox.Literal) -> tuple[Evidence, ...]:
    """Return the sentences by which one thing is a subject and another, or a value, its object; denials, too.

    Args:
        engine: the store.
        subject: the thing.
        thing: the other.
    """
    rows = run(engine, bind(_SUPPORT, {"subject": subject, "object": thing}))
    found = {row[0] for row in getattr(rows, "terms", ())}
    said = (read_evidence(engine, evidence) for evidence in found if isinstance(evidence, ox.NamedNode))
    return tuple(sorted(said, key=_order))


def read_evidence(engine: ox.Store, evidence: ox.NamedNode) -> Evidence:
    """Return what a node of evidence says, in the words of the store's vocabulary."""
    return _read(engine, evidence, vocabulary(engine))


def find(engine: ox.Store, name: str) -> set[ox.NamedNode]:
    """Return the things that a name may mean: an IRI, a prefixed name, or a name in any case.

    Raises:
        UnknownNameError: the graph has no such thing.
    """
    found = _by_iri(engine, name) or _by_name(engine, name)
    if found:
        return found
    raise UnknownNameError(name, "nothing in the graph has this name or IRI; look for it with: kg search")


class UnknownNameError(QueryError):
    """Nothing in the graph has this name."""


def _by_iri(engine: ox.Store, name: str) -> set[ox.NamedNode]:
    try:
        node = ox.NamedNode(expand(name))
    except ValueError:
        return set()
    found = any(engine.quads_for_pattern(node, None, None, DEFAULT))
    return {node} if found or any(engine.quads_for_pattern(None, None, node, DEFAULT)) else set()


def _by_name(engine: ox.Store, name: str) -> set[ox.NamedNode]:
    """What is called exactly so comes before what is called so in another case."""
    exact = {node for naming in NAMING for node in subjects(engine, naming, plain(name))}
    if exact:
        return exact
    wanted = fold(name)
    rows = run(engine, bind(_CALLED, {"name": wanted}))
    found = {row[0] for row in getattr(rows, "terms", ()) if isinstance(row[0], ox.NamedNode)}
    # The engine folds fewer letters than Python does, and no spaces.
    return found or _by_folding(engine, wanted)


def _by_folding(engine: ox.Store, wanted: str) -> set[ox.NamedNode]:
    return {node for node, known in names(engine) if fold(known) == wanted}


def fold(name: str) -> str:
    """Return a name without what people don't mind: case, and how many spaces stand between words."""
    return " ".join(name.split()).casefold()


def name_of(engine: ox.Store, term: Term) -> str:
    """Return how to call a thing: the first of its names, a literal's own text, or its IRI's end spelt out."""
    if not isinstance(term, ox.NamedNode):
        return text(term)
    found = [text(name) for name in objects(engine, term, "schema:name")]
    return min(found) if found else vocabulary(engine).label(term.value)


def _read(engine: ox.Store, evidence: ox.NamedNode, words: Vocabulary) -> Evidence:
    statement = read_statement(engine, evidence)
    ends = [objects(engine, evidence, role) for role in ("rdf:subject", "rdf:object")]
    subject, thing = (name_of(engine, terms[0]) if terms else "" for terms in ends)
    source = source_of(engine, statement.passage.document)
    return Evidence(statement, subject, words.label(statement.predicate), thing, source)


def source_of(engine: ox.Store, document: str) -> str:
    """Return the file name of a document as it was given, or its IRI."""
    found = objects(engine, ox.NamedNode(document), "dcterms:source") if document else []
    return text(found[0]) if found else document


def _only(said: list[Evidence], predicate: str, subject: str, words: Vocabulary) -> list[Evidence]:
    """Keep what is said by a relation that a person may mean by `predicate`."""
    known = {one.statement.predicate for one in said}
    meant = {iri for iri in known if words.matches(iri, predicate)}
    if not meant:
        there = ", ".join(sorted({words.label(iri) for iri in known})) or "nothing"
        raise QueryError(predicate, f"nothing is said of {subject!r} by this relation; said of it: {there}")
    return [one for one in said if one.statement.predicate in meant]


def _about(engine: ox.Store, said: list[Evidence], nodes: set[ox.NamedNode], thing: str) -> list[Evidence]:
    """Keep what has this text as its value, or else what joins one of the nodes with what the text may name."""
    values = [one for one in said if isinstance(one.statement.object, Value) and fold(one.object) == fold(thing)]
    if values:
        return values
    these, those = {node.value for node in nodes}, {node.value for node in find(engine, thing)}
    pairs = ((one, one.statement.subject, one.statement.object) for one in said)
    return [one for one, start, end in pairs if (start in these and end in those) or (start in those and end in these)]


def _order(one: Evidence) -> tuple[str, int, int, str, str, str]:
    passage, statement = one.statement.passage, one.statement
    return passage.document, passage.start, passage.end, statement.predicate, one.subject, one.object
