"""Reads files of RDF into the graphs of their documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import BASE, mint_document
from kg.ontology import read_shipped
from kg.store.definitions import DEFINING, HEADER, INDIVIDUAL, declare_prefixes
from kg.store.graphs import LINK_REASONS, LINKS, ONTOLOGY
from kg.store.links import LINK
from kg.store.patterns import DEFAULT
from kg.store.terms import Term, named

_TYPE, _NAME, _LABEL = map(named, ("rdf:type", "schema:name", "rdfs:label"))

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def read_file(path: Path) -> list[ox.Quad]:
    """Return the quads of a file, each in a named graph: see `assign`.

    Raises:
        StoreError: the file is missing, of no known kind, or not what its suffix says.
    """
    quads, prefixes = _parse(path, "")
    declared = (ox.Quad(*triple, ONTOLOGY) for triple in declare_prefixes(prefixes))
    return [*assign(quads, ox.NamedNode(mint_document(BASE, path.name))), *declared]


def parse_file(path: Path, *, base: str = "") -> list[ox.Quad]:
    """Return the quads of a file as they stand there.

    Args:
        path: the file.
        base: what its relative IRIs are relative to; without it, the file's own place.

    Raises:
        StoreError: the file is missing, of no known kind, or not what its suffix says.
    """
    return _parse(path, base)[0]


def _parse(path: Path, base: str) -> tuple[list[ox.Quad], dict[str, str]]:
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise StoreError(str(path), f"isn't a file of RDF that kg reads; give one that ends in {', '.join(FORMATS)}")
    try:
        parser = ox.parse(path=str(path), format=kind, base_iri=base or path.absolute().as_uri())
        return list(parser), parser.prefixes
    except FileNotFoundError as error:
        raise StoreError(str(path), "there is no such file; build it with: kg build") from error
    except MemoryError as error:  # what the parser raises of a term larger than its buffer
        raise StoreError(str(path), "can't be read: a literal in it is larger than 16 MB; shorten it") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(str(path), f"can't be read ({error}); export or build it again") from error


def assign(quads: Iterable[ox.Quad], fallback: ox.NamedNode) -> list[ox.Quad]:
    """Put each triple that is in no named graph into the graphs of the documents that state it.

    A document's description goes to the document's own graph, a passage to the graph of its document, evidence to that
    of its passage, and a fact to the graphs of all evidence for it. A fact without evidence goes to the only document
    there is, or else to `fallback`, a graph that stands for the file. What is the same as something public goes to
    `kg:links`, why to `kg:linkReasons`, and what an ontology defines to `kg:ontology`. What exports write for other
    tools alone, labels that repeat names and the class of all individuals, goes.
    """
    quads = list(quads)
    loose, defined = _split(quad for quad in quads if quad.graph_name == DEFAULT)
    homes = _homes(loose)
    facts = _supports(loose, homes)
    documents = _typed(loose, "schema:DigitalDocument")
    rest = documents if len(documents) == 1 else {fallback}
    placed = [
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in loose
        for graph in homes.get(quad.subject) or facts.get(quad.triple) or rest
    ]
    return [quad for quad in quads if quad.graph_name != DEFAULT] + placed + defined


def _split(quads: Iterable[ox.Quad]) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """What a graph says of its things, and what it defines of its terms, in the graph for that."""
    given = list(quads)
    names = {(quad.subject, quad.object) for quad in given if quad.predicate == _NAME}
    terms = {quad.subject for quad in given if quad.predicate == _TYPE and quad.object in DEFINING}
    shipped = frozenset(read_shipped()) if terms else frozenset()
    terms |= {quad.object for quad in given if quad.subject in terms and isinstance(quad.object, ox.BlankNode)}
    loose = [
        quad
        for quad in given
        if quad.subject not in terms
        and not (quad.predicate == _LABEL and (quad.subject, quad.object) in names)
        and quad.object != INDIVIDUAL
        and not (shipped and quad.triple in shipped)
    ]
    defined = [quad for quad in given if quad.subject in terms and quad.triple not in shipped]
    headers = {quad.subject for quad in defined if quad.predicate == _TYPE and quad.object == HEADER}
    return loose, [
        ox.Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY) for quad in defined if quad.subject not in headers
    ]


def _typed(loose: list[ox.Quad], name: str) -> set[ox.NamedNode]:
    kind = (named("rdf:type"), named(name))
    return {
        quad.subject
        for quad in loose
        if (quad.predicate, quad.object) == kind and isinstance(quad.subject, ox.NamedNode)
    }


def _homes(loose: list[ox.Quad]) -> dict[Term, set[ox.NamedNode]]:
    """The graphs of documents, passages, evidence, and of the reasons for links."""
    homes: dict[Term, set[ox.NamedNode]] = {each: {each} for each in _typed(loose, "schema:DigitalDocument")}
    homes |= {quad.subject: {LINK_REASONS} for quad in loose if (quad.predicate, quad.object) == (_TYPE, LINK)}
    for quad in loose:
        if quad.predicate == named("kg:inDocument") and isinstance(quad.object, ox.NamedNode):
            homes[quad.subject] = {quad.object}
    for quad in loose:
        if quad.predicate == named("kg:passage") and quad.object in homes:
            homes[quad.subject] = homes[quad.object]
    return homes


def _supports(loose: list[ox.Quad], homes: dict[Term, set[ox.NamedNode]]) -> dict[ox.Triple, set[ox.NamedNode]]:
    """The graphs of all evidence for each triple; what is negated supports nothing."""
    parts: dict[Term, dict[ox.NamedNode, Term]] = defaultdict(dict)
    for quad in loose:
        if quad.subject in homes:
            parts[quad.subject][quad.predicate] = quad.object
    supports: dict[ox.Triple, set[ox.NamedNode]] = defaultdict(set)
    for evidence, said in parts.items():
        if named("kg:negated") not in said and (triple := _triple(said)) is not None:
            supports[triple] |= {LINKS if home == LINK_REASONS else home for home in homes[evidence]}
    return supports


def _triple(said: dict[ox.NamedNode, Term]) -> ox.Triple | None:
    """What evidence with these properties speaks for."""
    subject, predicate, thing = (said.get(named(role)) for role in ("rdf:subject", "rdf:predicate", "rdf:object"))
    if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and thing is not None:
        return ox.Triple(subject, predicate, thing)
    return None
