"""Validates a store: by SHACL shapes, by what shapes can't say, and by what documents tell differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.bundled import folder
from kg.iris import shorten
from kg.ontology import read_shipped
from kg.resolution.listing import find_conflicts
from kg.store.definitions import read_definitions
from kg.store.lookup import source_of
from kg.store.patterns import DEFAULT
from kg.store.terms import Term, named, text, to_python
from kg.turtle import parse_triples

if TYPE_CHECKING:
    import rdflib

    from kg.store import DocumentStore

Fact = tuple[Term | None, Term | None, Term | None]

_RECORDS = ("kg:Evidence", "kg:Passage", "schema:DigitalDocument")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong with a thing: its IRI, the property, what, how bad (`violation`, `warning`, `info`), and where.

    `document` names the files whose graphs speak of the thing.
    """

    focus: str
    path: str
    message: str
    severity: str
    document: str = ""

    def __str__(self) -> str:
        where = f" [{self.document}]" if self.document else ""
        path = f" {shorten(self.path)}" if self.path else ""
        return f"{self.severity}: {shorten(self.focus)}{path}: {self.message}{where}"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, sorted."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing violates a shape or a rule; warnings don't count."""
        return all(finding.severity != "violation" for finding in self.findings)

    def __str__(self) -> str:
        counts = Counter(finding.severity for finding in self.findings)
        total = ", ".join(f"{n} {severity}{'s' * (n > 1)}" for severity, n in sorted(counts.items())) or "no findings"
        verdict = "conforms" if self.conforms else "doesn't conform"
        return "\n".join([*map(str, self.findings), f"The graph {verdict}: {total}."])


def check(store: DocumentStore, *, shapes: str | Path | None = None) -> Report:
    """Validate a store.

    Args:
        store: the store.
        shapes: a Turtle file of SHACL shapes; without it, those that are shipped.

    Returns:
        What the shapes find in the merge of all documents (by pySHACL), and what shapes can't tell: passages whose
        offsets don't fit their words, facts without evidence, evidence without its fact or passage. Several values of
        what can have one only are warnings: documents may contradict each other, and all that they tell is kept.

    Raises:
        OntologyError: the shapes can't be read.
    """
    findings = {*_by_shapes(store, folder("ontologies") / "shapes.ttl" if shapes is None else Path(shapes))}
    findings |= set(_by_conflicts(store))
    for graph in map(ox.NamedNode, (source.iri for source in store.documents())):
        quads = list(store.engine.quads_for_pattern(None, None, None, graph))
        findings |= set(_by_rules(quads, graph, source_of(store.engine, graph.value)))
    return Report(tuple(sorted(findings)))


def _by_rules(quads: list[ox.Quad], graph: ox.NamedNode, document: str) -> Iterator[Finding]:
    said: dict[Term, dict[ox.NamedNode, Term]] = {}
    for quad in quads:
        said.setdefault(quad.subject, {})[quad.predicate] = quad.object
    passages, evidence = (_typed(quads, name) for name in ("kg:Passage", "kg:Evidence"))
    records = {node for name in _RECORDS for node in _typed(quads, name)}
    proven = {_triple(said[node]) for node in evidence if named("kg:negated") not in said[node]}
    denied = {_triple(said[node]) for node in evidence if named("kg:negated") in said[node]}
    facts: set[Fact] = {(quad.subject, quad.predicate, quad.object) for quad in quads if quad.subject not in records}
    for passage in passages:
        yield from _passage(passage, said[passage], graph, document)
    for node in evidence:
        if said[node].get(named("kg:passage")) not in passages:
            yield _found(node, "kg:passage", "points at no passage of its document", document)
    for fact in facts - proven:
        denial = " and the text denies it" if fact in denied else ""
        yield _found(fact[0], text(fact[1]), f"{text(fact[2])!r} is asserted without evidence{denial}", document)
    for fact in proven - facts:
        yield _found(fact[0], text(fact[1]), f"{text(fact[2])!r} has evidence and isn't asserted", document)


def _typed(quads: Iterable[ox.Quad], name: str) -> set[Term]:
    kind = (named("rdf:type"), named(name))
    return {quad.subject for quad in quads if (quad.predicate, quad.object) == kind}


def _triple(said: dict[ox.NamedNode, Term]) -> Fact:
    return said.get(named("rdf:subject")), said.get(named("rdf:predicate")), said.get(named("rdf:object"))


def _passage(passage: Term, said: dict[ox.NamedNode, Term], graph: ox.NamedNode, document: str) -> Iterator[Finding]:
    start, end = (to_python(said.get(named(name))) for name in ("oa:start", "oa:end"))
    words = text(said.get(named("oa:exact")))
    if not isinstance(start, int) or not isinstance(end, int) or end - start != len(words):
        yield _found(passage, "oa:exact", f"has {len(words)} characters, its offsets say {start} to {end}", document)
    if text(passage) != f"{graph.value}#char={start},{end}":
        yield _found(passage, "oa:start", f"its IRI should be that of the document with #char={start},{end}", document)
    if said.get(named("kg:inDocument")) != graph:
        yield _found(passage, "kg:inDocument", "stands in the graph of another document", document)


def _found(focus: Term | None, path: str, message: str, document: str) -> Finding:
    iri = path if "//" in path or ":" not in path else named(path).value
    return Finding(text(focus), iri, message, "violation", document)


def _by_conflicts(store: DocumentStore) -> Iterator[Finding]:
    for conflict in find_conflicts(store.engine):
        told = [(value, [source_of(store.engine, each) for each in there]) for value, there in conflict.values]
        values = "; ".join(f"{value} ({', '.join(sorted(there))})" for value, there in told)
        where = ", ".join(sorted({name for _, there in told for name in there}))
        message = f"{conflict.name!r} has several values, all kept: {values}"
        yield Finding(conflict.iri, conflict.predicate, message, "warning", where)


def _by_shapes(store: DocumentStore, shapes: Traversable | Path) -> Iterator[Finding]:
    from pyshacl import validate
    from rdflib import SH

    facts = [quad.triple for quad in store.engine.quads_for_pattern(None, None, None, DEFAULT)]
    data = _to_rdflib([*facts, *_classes(store)])
    _, results, _ = validate(data, shacl_graph=_to_rdflib(parse_triples(shapes)[0]), advanced=True, inference="none")
    asked = {text(triple.subject) for triple in facts}
    for result in results.subjects(SH.resultSeverity, None):
        focus = str(results.value(result, SH.focusNode))
        if focus in asked:
            yield _finding(results, result, focus, _documents(store, focus))


def _finding(results: rdflib.Graph, result: rdflib.term.Node, focus: str, document: str) -> Finding:
    from rdflib import SH

    message = " ".join(sorted(str(each) for each in results.objects(result, SH.resultMessage)))
    severity = str(results.value(result, SH.resultSeverity)).removeprefix(str(SH)).lower()
    value = results.value(result, SH.value)
    said = message if value is None or str(value) in message else f"{message} (found: {value})"
    return Finding(focus, str(results.value(result, SH.resultPath) or ""), said, severity, document)


def _classes(store: DocumentStore) -> Iterator[ox.Triple]:
    """What ontologies say of classes and of the vocabulary's own things, such as modes of attendance.

    They are the shipped one, and what the store keeps of the one that it was built with.
    """
    wanted = (named("rdf:type"), named("rdfs:subClassOf"))
    return (one for one in chain(read_shipped(), read_definitions(store.engine)[0]) if one.predicate in wanted)


def _to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")


def _documents(store: DocumentStore, focus: str) -> str:
    """The files whose graphs say something of a node."""
    try:
        quads = list(store.engine.quads_for_pattern(ox.NamedNode(focus), None, None, None))
    except ValueError:
        return ""
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    return ", ".join(sorted(source_of(store.engine, graph) for graph in graphs))
