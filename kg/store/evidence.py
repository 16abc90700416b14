"""Writes what a document says as quads, with the words that each fact rests on, and reads it back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from kg.iris import BASE, digest
from kg.model import Document, Extraction, Passage, Statement
from kg.store.findings import Findings
from kg.store.patterns import DEFAULT
from kg.store.terms import Term, from_term, literal, named, node, plain, text, to_python, to_term

Spo = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
"""The terms of a triple. The engine's own triples copy their terms when they are made, and again when they are read."""

Pair = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]

_PARTS = (named("rdf:subject"), named("rdf:predicate"), named("rdf:object"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that a fact rests on: the statement, the names of its three parts, the source's file name."""

    statement: Statement
    subject: str
    predicate: str
    object: str
    source: str

    @property
    def origin(self) -> str:
        """The source's file name, with the page where it has pages."""
        page = self.statement.passage.page
        return f"{self.source}, page {page}" if page else self.source

    @property
    def marked(self) -> tuple[str, str, str]:
        """The sentence before the words that the fact rests on, the words, and the sentence after them.

        Where it isn't certain which words of the sentence they are, the whole sentence stands before.
        """
        sentence, words = self.statement.passage.sentence, self.statement.passage.exact
        if words and sentence.count(words) == 1:
            return sentence.partition(words)
        return (f"{sentence} … " if sentence else "", words, "")

    def __str__(self) -> str:
        """Write the fact, the sentence, and where it stands."""
        passage, marks = self.statement.passage, [f"confidence {self.statement.confidence:g}"]
        marks += [mark for mark in ("negated", "planned") if getattr(self.statement, mark)]
        place = f"{self.origin}, {passage.start}–{passage.end}"
        words = passage.sentence or passage.exact
        return f"{self.subject} — {self.predicate} — {self.object}\n  “{words}”\n  {place} ({', '.join(marks)})"

    def _repr_html_(self) -> str:
        return Reasons((self,))._repr_html_()


class Reasons(Findings[Evidence]):
    """The evidence of facts."""

    __slots__ = ()
    template = "why.html"


def to_triples(extraction: Extraction) -> list[Spo]:
    """Return what a document's named graph holds: its description, its facts, their evidence and passages.

    A negated statement gives evidence but no fact. Where two statements differ only in confidence, the higher counts;
    where two passages differ only in the sentence around them, the longer sentence does.

    Raises:
        StoreError: something that should be an IRI isn't one.
    """
    document = extraction.document
    statements = _best(extraction.statements, base_of(document.iri))
    triples = _describe(node(document.iri), document)
    evidence: list[Spo] = []
    for iri, statement in statements.items():
        fact = (node(statement.subject), node(statement.predicate), to_term(statement.object))
        if not statement.negated:
            triples.append(fact)
        evidence += _with(node(iri), _evidence(statement, fact))
    triples += evidence
    for passage in _passages(statements.values()):
        triples += _with(node(passage.iri), _passage(passage))
    return list(dict.fromkeys(triples))


def to_quads(extraction: Extraction) -> list[ox.Quad]:
    """Return the named graph of a document: what `to_triples` gives, in that graph.

    Raises:
        StoreError: something that should be an IRI isn't one.
    """
    graph = node(extraction.document.iri)
    return [ox.Quad(subject, predicate, thing, graph) for subject, predicate, thing in to_triples(extraction)]


def base_of(document: str) -> str:
    """Return the base under which a document's IRI was minted, or kg's own."""
    base, found, _ = document.partition("document/")
    return base if found else BASE


def evidence_iri(base: str, statement: Statement) -> str:
    """Return the IRI of a statement's evidence node, the same on every run."""
    thing = statement.object if isinstance(statement.object, str) else str(literal(statement.object))
    passage = statement.passage.iri
    return f"{base}evidence/{digest(statement.subject, statement.predicate, thing, passage, statement.rule)}"


def _best(statements: Iterable[Statement], base: str) -> dict[str, Statement]:
    best: dict[str, Statement] = {}
    for statement in statements:
        iri = evidence_iri(base, statement)
        if iri not in best or best[iri].confidence < statement.confidence:
            best[iri] = statement
    return best


def _passages(statements: Iterable[Statement]) -> list[Passage]:
    best: dict[str, Passage] = {}
    for passage in (statement.passage for statement in statements):
        known = best.setdefault(iri := passage.iri, passage)
        if known is not passage:
            best[iri] = max(known, passage, key=lambda one: (len(one.sentence), one.sentence))
    return list(best.values())


def _with(subject: ox.NamedNode, pairs: Iterable[Pair]) -> list[Spo]:
    return [(subject, predicate, thing) for predicate, thing in pairs]


def _count(value: int) -> ox.Literal:
    # Not xsd:nonNegativeInteger: the engine makes an xsd:integer of it as it takes it in.
    return ox.Literal(value)


def _describe(graph: ox.NamedNode, document: Document) -> list[Spo]:
    pairs: list[Pair] = [
        (named("rdf:type"), named("schema:DigitalDocument")),
        (named("dcterms:source"), plain(document.name)),
        (named("schema:encodingFormat"), plain(document.media_type)),
        (named("kg:sha256"), plain(fingerprint(document))),
    ]
    if document.title:
        pairs.append((named("schema:name"), plain(document.title)))
    if document.date:
        pairs.append((named("schema:datePublished"), ox.Literal(document.date, datatype=_date_type(document.date))))
    if document.author:
        pairs.append((named("schema:author"), plain(document.author)))
    if document.source:
        pairs.append((named("schema:url"), ox.Literal(document.source, datatype=named("xsd:anyURI"))))
    if document.language:
        pairs.append((named("schema:inLanguage"), plain(document.language)))
    return _with(graph, pairs)


def fingerprint(document: Document) -> str:
    """Return the SHA-256 of a document's text, in hexadecimal digits."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def _date_type(lexical: str) -> ox.NamedNode:
    """The datatype of an ISO date by its precision: a year, a month, a day, a moment."""
    if "T" in lexical:
        return named("xsd:dateTime")
    return named(("xsd:gYear", "xsd:gYearMonth", "xsd:date")[min(lexical.count("-"), 2)])


def _evidence(statement: Statement, fact: Spo) -> list[Pair]:
    marks = [mark for mark in ("planned", "negated") if getattr(statement, mark)]
    return [
        (named("rdf:type"), named("kg:Evidence")),
        *zip(_PARTS, fact, strict=True),
        (named("kg:passage"), node(statement.passage.iri)),
        (named("kg:confidence"), _decimal(statement.confidence)),
        (named("kg:rule"), plain(statement.rule)),
        *((named(f"kg:{mark}"), ox.Literal(True)) for mark in marks),
        *((node(iri), plain(words)) for iri, words in statement.qualifiers),
    ]


@cache
def _decimal(value: float) -> ox.Literal:
    """Four digits after the point are more than any rule's confidence can claim."""
    return ox.Literal(format(Decimal(str(round(value, 4))), "f"), datatype=named("xsd:decimal"))


def _passage(passage: Passage) -> list[Pair]:
    pairs: list[Pair] = [
        (named("rdf:type"), named("kg:Passage")),
        (named("kg:inDocument"), node(passage.document)),
        (named("oa:exact"), plain(passage.exact)),
        (named("oa:start"), _count(passage.start)),
        (named("oa:end"), _count(passage.end)),
    ]
    if passage.sentence:
        pairs.append((named("kg:sentence"), plain(passage.sentence)))
    if passage.page:
        pairs.append((named("schema:pageStart"), _count(passage.page)))
    return pairs


def read_statement(engine: ox.Store, evidence: ox.NamedNode) -> Statement:
    """Return the statement that an evidence node stands for."""
    said = _properties(engine, evidence)
    passage, confidence = said.get(named("kg:passage")), to_python(said.get(named("kg:confidence")))
    return Statement(
        subject=text(said.get(named("rdf:subject"))),
        predicate=text(said.get(named("rdf:predicate"))),
        object=from_term(said.get(named("rdf:object"))),
        passage=_read_passage({} if passage is None else _properties(engine, passage)),
        confidence=float(confidence) if isinstance(confidence, Decimal | int | float) else 0.0,
        rule=text(said.get(named("kg:rule"))),
        negated=to_python(said.get(named("kg:negated"))) is True,
        planned=to_python(said.get(named("kg:planned"))) is True,
    )


def _read_passage(said: dict[ox.NamedNode, Term]) -> Passage:
    places = (to_python(said.get(named(name))) for name in ("oa:start", "oa:end", "schema:pageStart"))
    start, end, page = (place if isinstance(place, int) else 0 for place in places)
    return Passage(
        document=text(said.get(named("kg:inDocument"))),
        start=start,
        end=end,
        exact=text(said.get(named("oa:exact"))),
        sentence=text(said.get(named("kg:sentence"))),
        page=page,
    )


def _properties(engine: ox.Store, subject: Term) -> dict[ox.NamedNode, Term]:
    """One value of each property of a node; evidence and passages have one of each."""
    if isinstance(subject, ox.Literal):
        return {}
    return {quad.predicate: quad.object for quad in engine.quads_for_pattern(subject, None, None, DEFAULT)}
