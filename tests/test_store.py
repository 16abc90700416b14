"""What a store promises: documents are the unit, facts stand as long as one document says them, nothing is lost."""

from __future__ import annotations

import dataclasses
import random
import subprocess
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.graph import Store
from kg.iris import expand
from kg.model import Extraction, Passage, Statement, Value
from kg.store.evidence import to_quads
from tests.samples import EVENT, PERSON, UNESCO, filled, other_extraction, sample_document, sample_extraction

# rdflib 7.6 uses its own deprecated names.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.* is deprecated:DeprecationWarning:rdflib.*")

FIRST, SECOND = sample_extraction(), other_extraction()


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def holds(store: Store, subject: str, predicate: str, thing: str) -> bool:
    return store.sparql("ASK { ?_s ?_p ?_o }", s=node(subject), p=node(predicate), o=node(thing)) is True


def test_a_document_is_added_once() -> None:
    store = Store()
    assert store.add(FIRST)
    before = set(store.engine)
    assert not store.add(FIRST)
    assert set(store.engine) == before


def test_a_document_is_described() -> None:
    first = filled().documents()[1]
    assert first.iri == FIRST.document.iri
    assert (first.name, first.title, first.date) == ("dialogue.txt", "Dialogue on Digital Learning", "2021-09-30")
    assert len(first.sha256) == 64


def test_adding_again_replaces() -> None:
    store = filled()
    kept = tuple(one for one in FIRST.statements if one.subject != PERSON and one.object != PERSON)
    assert store.add(dataclasses.replace(FIRST, statements=kept))
    assert not holds(store, EVENT, "kg:chair", PERSON)
    with pytest.raises(QueryError):
        store.why("Ana Example")
    fresh = Store()
    fresh.add(SECOND)
    fresh.add(dataclasses.replace(FIRST, statements=kept))
    assert set(store.engine) == set(fresh.engine)


def test_a_fact_stands_as_long_as_one_document_supports_it() -> None:
    store = filled()
    assert store.remove(FIRST.document.iri)
    assert holds(store, EVENT, "schema:organizer", UNESCO)
    assert not holds(store, EVENT, "kg:chair", PERSON)
    assert store.remove(SECOND.document.iri)
    assert not set(store.engine)
    assert store.documents() == ()
    assert not store.remove(SECOND.document.iri)


def test_a_fact_of_two_documents_counts_once() -> None:
    rows = filled().sparql("SELECT (COUNT(?e) AS ?n) { ?e schema:organizer wd:Q7809 ; schema:name ?name }")
    assert [row.n for row in rows] == [1]  # type: ignore[union-attr]


def test_the_default_graph_is_the_merge_of_all_documents() -> None:
    store = filled()
    graphs = {quad.triple for quad in store.engine if quad.graph_name != ox.DefaultGraph()}
    assert {quad.triple for quad in store.engine if quad.graph_name == ox.DefaultGraph()} == graphs


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.sets(st.integers(0, 5))), max_size=8))
def test_any_order_of_changes_gives_the_graph_of_the_last_versions(changes: list[tuple[int, set[int]]]) -> None:
    store, last = Store(), dict[int, Extraction]()
    for number, facts in changes:
        document = sample_document(f"d{number}.txt", "one two three four five six")
        passage = Passage(document.iri, 0, 3, "one", "one two")
        said = tuple(Statement(UNESCO, expand("schema:name"), Value(f"n{n}"), passage, 1, "r") for n in sorted(facts))
        last[number] = Extraction(document, said)
        store.add(last[number])
    fresh = Store()
    for extraction in last.values():
        fresh.add(extraction)
    assert set(store.engine) == set(fresh.engine)


def test_a_negated_statement_is_evidence_and_no_fact() -> None:
    store = filled()
    assert not holds(store, EVENT, "schema:attendee", "wd:Q38")
    assert [one.statement.negated for one in store.why("Italy", "attendee")] == [True]


def test_a_planned_statement_is_a_fact_and_marked() -> None:
    found = filled().why("UNESCO", "launched")
    assert [(one.object, one.statement.planned) for one in found] == [("Declaration on Connectivity", True)]


def test_every_passage_points_at_its_words() -> None:
    text = FIRST.document.text
    for one in FIRST.statements:
        assert text[one.passage.start : one.passage.end] == one.passage.exact
    rows = filled().sparql("SELECT ?w ?b ?e { ?p oa:exact ?w ; oa:start ?b ; oa:end ?e ; kg:inDocument ?_d }",
                           d=ox.NamedNode(FIRST.document.iri))  # fmt: skip
    assert all(text[row.b : row.e] == row.w for row in rows)  # type: ignore[union-attr]


def test_quads_hold_no_blank_node_and_are_the_same_on_every_run() -> None:
    quads = to_quads(FIRST)
    assert quads == to_quads(sample_extraction())
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(FIRST.document.iri)}


def test_evidence_of_two_bases_stays_under_them() -> None:
    document = dataclasses.replace(FIRST.document, iri="https://example.org/mine/document/a.txt")
    statements = tuple(
        dataclasses.replace(one, passage=dataclasses.replace(one.passage, document=document.iri))
        for one in FIRST.statements
    )
    quads = to_quads(Extraction(document, statements))
    evidence = {quad.subject.value for quad in quads if "/evidence/" in str(quad.subject)}  # type: ignore[union-attr]
    assert evidence
    assert all(iri.startswith("https://example.org/mine/evidence/") for iri in evidence)


def hostile_extraction(name: str | None = None) -> Extraction:
    """A document whose text and names hold what no format likes."""
    document = sample_document("odd.txt", "\ud800 \x00 \ufffe é")
    passage = Passage(document.iri, 0, 7, document.text, document.text)
    said = Statement(UNESCO, expand("schema:name"), Value(name or document.text), passage, 1, "r")
    return Extraction(document, (said,))


def test_surrogates_and_controls_in_a_text_are_kept_out_of_harm() -> None:
    store = Store()
    store.add(hostile_extraction())
    store.add(hostile_extraction('"\\\n} ; DROP ALL'))
    assert [one.object for one in store.why(UNESCO, "name")] == ['"\\\n} ; DROP ALL']


def test_what_is_no_iri_is_refused() -> None:
    wrong = dataclasses.replace(FIRST.statements[0], subject="not an IRI> }")
    store = filled()
    with pytest.raises(StoreError, match="isn't an IRI"):
        store.add(dataclasses.replace(FIRST, statements=(wrong,)))
    assert set(store.engine) == set(filled().engine)


def test_info_counts() -> None:
    info = filled().info()
    assert (info.documents, info.classes["schema:Person"], info.properties["schema:organizer"]) == (2, 1, 2)
    assert info.evidence == len(FIRST.statements) + len(SECOND.statements)
    assert "kg:chair" in str(info)


def test_the_store_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; from kg.graph import Store; s = Store(); s.query('people'); "
        "print(sorted({'spacy', 'rdflib', 'networkx', 'pandas', 'numpy'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_shuffled_statements_give_the_same_graph() -> None:
    statements = list(FIRST.statements)
    random.Random(1).shuffle(statements)
    store = Store()
    store.add(dataclasses.replace(FIRST, statements=tuple(statements)))
    assert not store.add(FIRST)
