"""Documents for tests of resolution: each thing is told by a key, a class, names and facts."""

from __future__ import annotations

from dataclasses import dataclass

from kg.iris import BASE, expand, mint, mint_document
from kg.model import Document, Extraction, Passage, Statement, Value
from kg.ontology import family_of, load_ontology

CLASSES = {
    "person": "schema:Person",
    "body": "schema:Organization",
    "ministry": "schema:GovernmentOrganization",
    "agency": "kg:IntergovernmentalOrganization",
    "university": "schema:CollegeOrUniversity",
    "forum": "kg:Conference",
    "session": "kg:Session",
    "text": "kg:Instrument",
    "programme": "kg:Initiative",
    "city": "schema:City",
    "country": "schema:Country",
}


@dataclass(frozen=True)
class Told:
    """A thing: its kind, its names, and an IRI where it isn't made of the first of them."""

    kind: str
    names: tuple[str, ...]
    iri: str = ""


def thing(kind, *names, iri=""):
    """A thing of a document."""
    return Told(kind, names, iri)


def iri_of(told):
    """The IRI that extraction would give a thing."""
    class_iri = expand(CLASSES[told.kind])
    return expand(told.iri) if told.iri else mint(BASE, family_of(load_ontology(), class_iri), told.names[0])


def tell(name, facts=(), /, **things):
    """Make a document that tells of things; a fact is a text: `ana affiliation moe`, `forum startDate =2024`."""
    document = Document(mint_document(BASE, f"{name}.txt"), f"{name}.txt", f"the text of {name}", ())
    iris = {key: iri_of(told) for key, told in things.items()}
    said = [
        (iris[key], predicate, value)
        for key, told in things.items()
        for predicate, value in (
            ("rdf:type", expand(CLASSES[told.kind])),
            *(("schema:alternateName" if at else "schema:name", Value(one)) for at, one in enumerate(told.names)),
        )
    ]
    said += [_read(fact, iris) for fact in facts]
    passage = Passage(document.iri, 0, 8, document.text[:8], document.text)
    statements = [Statement(s, expand(p), o, passage, 0.9, "told") for s, p, o in said]
    return Extraction(document, tuple(statements))


def _read(fact, iris):
    subject, relation, end = fact.split(" ", 2)
    prefix = "kg" if relation in _OWN else "schema"
    return iris[subject], f"{prefix}:{relation}", _value(end[1:]) if end.startswith("=") else iris[end]


_OWN = {"chair", "speaker", "adopted", "launched", "represents", "sessionOf", "host", "funds"}


def _value(text):
    if text[:4].isdigit():
        return Value(text, expand({4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[len(text)]))
    return Value(text)
