"""The report: what shapes and rules find, with the thing, the reason and the document."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.checks import check
from kg.errors import OntologyError
from kg.graph import Store
from kg.iris import expand
from kg.model import Extraction
from kg.store.evidence import Spo, to_triples
from kg.store.merge import replace
from tests.samples import EVENT, PERSON, other_extraction, sample_extraction
from tests.tellings import iri_of, tell, thing

# pySHACL and rdflib use each other's deprecated names.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:(rdflib|pyshacl).*")

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
@prefix kg: <https://w3id.org/kg-builder/ontology#> .
kg:S a sh:NodeShape ; sh:targetClass schema:Event ;
    sh:property [ sh:path kg:chair ; sh:class schema:Person ; sh:message "a chair is a person" ] ;
    sh:property [ sh:path schema:endDate ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "say when it ends" ] .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    return tmp_path / "shapes.ttl"


def filled(*extra: Spo) -> Store:
    """The sample, changed under the hood: extra triples, or, where there is one already, without it."""
    store = Store()
    store.add(other_extraction())
    triples = set(to_triples(sample_extraction())) ^ set(extra)
    replace(store.engine, ox.NamedNode(sample_extraction().document.iri), triples)
    return store


def triple(subject: str, predicate: str, thing: str | ox.Literal) -> Spo:
    node = thing if isinstance(thing, ox.Literal) else ox.NamedNode(expand(thing))
    return ox.NamedNode(subject), ox.NamedNode(expand(predicate)), node


def test_what_conforms_conforms(shapes: Path) -> None:
    report = check(filled(), shapes=shapes)
    assert report.conforms
    assert {finding.severity for finding in report.findings} == {"warning"}
    assert str(report).endswith("The graph conforms: 2 warnings.")


def test_a_sub_class_counts_and_the_document_is_named(shapes: Path) -> None:
    report = check(filled(triple(EVENT, "kg:chair", "wd:Q17")), shapes=shapes)
    assert not report.conforms
    (found,) = (one for one in report.findings if "person" in one.message)
    assert (found.focus, found.path, found.severity) == (EVENT, expand("kg:chair"), "violation")
    assert found.document == "2021/other news.txt, dialogue.txt"
    assert "wd:" in str(found) or "Q17" in str(found)


def rules(*extra: ox.Quad, shapes: Path) -> list[tuple[str, str]]:
    findings = check(filled(*extra), shapes=shapes).findings
    return [(one.path, one.message) for one in findings if one.severity == "violation"]


def test_a_fact_without_evidence_is_found(shapes: Path) -> None:
    ((path, message),) = rules(triple(PERSON, "schema:jobTitle", ox.Literal("King")), shapes=shapes)
    assert (path, message) == (expand("schema:jobTitle"), "'King' is asserted without evidence")


def test_an_asserted_denial_is_found(shapes: Path) -> None:
    ((_, message),) = rules(triple(EVENT, "schema:attendee", "wd:Q38"), shapes=shapes)
    assert "the text denies it" in message


def test_evidence_without_its_fact_is_found(shapes: Path) -> None:
    ((_, message),) = rules(triple(PERSON, "schema:jobTitle", ox.Literal("Director")), shapes=shapes)
    assert message == "'Director' has evidence and isn't asserted"


def test_a_passage_that_does_not_fit_its_words_is_found(shapes: Path) -> None:
    passage = next(one.passage for one in sample_extraction().statements if one.passage.exact == "online")
    old, new = (triple(passage.iri, "oa:exact", ox.Literal(words)) for words in ("online", "offline"))
    ((path, message),) = rules(old, new, shapes=shapes)
    assert (path, message) == (expand("oa:exact"), "has 7 characters, its offsets say 136 to 142")


def test_a_passage_of_another_document_is_found(shapes: Path) -> None:
    passage = next(one.passage for one in sample_extraction().statements if one.passage.exact == "online")
    other = other_extraction().document.iri
    old, new = (triple(passage.iri, "kg:inDocument", iri) for iri in (passage.document, other))
    assert (expand("kg:inDocument"), "stands in the graph of another document") in rules(old, new, shapes=shapes)


def test_evidence_without_a_passage_is_found(shapes: Path) -> None:
    store = filled()
    row = store.sparql("SELECT ?e ?p { ?e kg:passage ?p ; rdf:predicate kg:chair }")[0]  # type: ignore[index]
    found = rules(triple(str(row.e), "kg:passage", str(row.p)), shapes=shapes)
    assert (expand("kg:passage"), "points at no passage of its document") in found


def test_shapes_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <b>", encoding="utf-8")
    for name, reason in (("bad.ttl", "isn't Turtle, line 1"), ("none.ttl", "can't be read")):
        with pytest.raises(OntologyError, match=reason):
            check(filled(), shapes=tmp_path / name)


def test_an_empty_store_conforms(shapes: Path) -> None:
    report = check(Store(), shapes=shapes)
    assert report.conforms
    assert str(report) == "The graph conforms: no findings."


def test_the_sample_conforms_to_the_shapes_that_are_shipped() -> None:
    store = Store()
    store.add(sample_extraction())
    store.add(Extraction(other_extraction().document, other_extraction().statements))
    assert store.check().findings == ()


def test_what_documents_tell_differently_is_a_warning() -> None:
    forum, day = thing("forum", "Forum on Clean Harbours"), "forum startDate =2024-06-1"
    store = Store()
    for name, value in (("late", "2"), ("early", "1"), ("again", "2")):
        store.add(tell(name, [day + value], forum=forum))
    report = check(store)
    (found,) = report.findings
    assert (found.focus, found.path, found.severity) == (iri_of(forum), expand("schema:startDate"), "warning")
    assert found.message.endswith("all kept: 2024-06-11 (early.txt); 2024-06-12 (again.txt, late.txt)")
    assert found.document == "again.txt, early.txt, late.txt"
    assert report.conforms


def test_a_less_exact_value_contradicts_nothing() -> None:
    forum = thing("forum", "Forum on Clean Harbours")
    store = Store()
    for name, value in (("year", "2024"), ("day", "2024-06-12")):
        store.add(tell(name, [f"forum startDate ={value}"], forum=forum))
    assert check(store).findings == ()
