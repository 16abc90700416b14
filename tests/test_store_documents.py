"""Documents are the unit: any series of changes leaves what building afresh from what's left would give."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Store
from kg.iris import BASE, expand, mint
from kg.model import Extraction, Passage, Statement, Value
from kg.store import inference
from kg.store.graphs import INFERRED, NOTES
from tests.samples import UNESCO, filled, other_extraction, sample_document, sample_extraction

THINGS = (UNESCO, *(mint(BASE, "event", f"event {number}") for number in range(3)))
VALUES = (Value("1.50", expand("xsd:decimal")), Value("1.5", expand("xsd:decimal")), Value("é\u2028\"'\\"), Value(""))

facts = st.one_of(
    st.tuples(st.sampled_from(THINGS), st.just(expand("kg:host")), st.sampled_from(THINGS)),
    st.tuples(st.sampled_from(THINGS), st.just(expand("rdf:type")), st.just(expand("kg:Dialogue"))),
    st.tuples(st.sampled_from(THINGS), st.just(expand("schema:value")), st.sampled_from(VALUES)),
)
# One rule reads one passage in one way: it doesn't both state and deny.
ways = st.sampled_from([(False, "a rule"), (False, "another"), (True, "a denial")])
statements = st.tuples(facts, ways)
changes = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 3), st.lists(statements, max_size=4)),
        st.tuples(st.integers(0, 3), st.none()),
    ),
    max_size=8,
)


def extraction_of(number, said):
    document = sample_document(f"d{number}.txt", "one two")
    passage = Passage(document.iri, 0, 3, "one", "one two")
    made = (Statement(*fact, passage, 0.5, rule, negated=negated) for fact, (negated, rule) in said)
    return Extraction(document, tuple(made))


def apply(store, series):
    """Make the changes, and return what is left: the last version of each document."""
    left = {}
    for number, said in series:
        extraction = extraction_of(number, said or [])
        if said is None:
            assert store.remove(extraction.document.iri) == (number in left)
            left.pop(number, None)
        else:
            assert store.add(extraction) == (
                left.get(number) is None or content_of(left[number]) != content_of(extraction)
            )
            left[number] = extraction
    return left


def content_of(extraction):
    alone = Store()
    alone.add(extraction)
    return set(alone.engine)


def afresh(left, *, infer=False):
    store = Store()
    for number in sorted(left):
        store.add(left[number])
    if infer:
        inference.infer(store.engine)
    return store


@settings(deadline=None, max_examples=150)
@given(changes)
def test_any_series_of_changes_is_as_building_afresh(series):
    store = Store()
    left = apply(store, series)
    assert set(store.engine) == set(afresh(left).engine)
    assert [one.iri for one in store.documents()] == sorted(one.document.iri for one in left.values())
    assert {graph for graph in store.engine.named_graphs() if graph != NOTES} == {
        ox.NamedNode(one.document.iri) for one in left.values()
    }


@settings(deadline=None, max_examples=40)
@given(changes)
def test_what_is_inferred_is_as_inferring_afresh(series):
    store = Store()
    inference.infer(store.engine)
    left = apply(store, series)
    assert set(store.engine) == set(afresh(left, infer=True).engine)


@settings(deadline=None, max_examples=60)
@given(changes)
def test_a_fact_knows_all_documents_that_support_it(series):
    store = Store()
    left = apply(store, series)
    supports = {}
    for one in left.values():
        for said in one.statements:
            if not said.negated and isinstance(said.object, str):
                supports.setdefault((said.subject, said.predicate, said.object), set()).add(one.document.iri)
    for fact, documents in supports.items():
        pattern = [ox.NamedNode(term) for term in fact]
        found = {quad.graph_name for quad in store.engine.quads_for_pattern(*pattern, None)}
        assert found - {ox.DefaultGraph()} == {ox.NamedNode(iri) for iri in documents}
    rows = store.sparql("SELECT DISTINCT ?s ?p ?o { ?s kg:host ?o ; ?p ?o }")
    assert {(row.s, row.p, row.o) for row in rows} <= {fact for fact in supports if fact[1] == expand("kg:host")}


@settings(deadline=None, max_examples=60)
@given(changes, st.integers(0, 3), st.lists(statements, min_size=1, max_size=4))
def test_a_document_that_comes_and_goes_leaves_no_trace(series, number, said):
    store = Store()
    left = apply(store, series)
    before = set(store.engine)
    extraction = extraction_of(number, said)
    store.add(extraction)
    assert not store.add(extraction)
    if number in left:
        store.add(left[number])
    else:
        store.remove(extraction.document.iri)
    assert set(store.engine) == before


def test_entities_that_nothing_mentions_go():
    store = filled()
    store.remove(sample_extraction().document.iri)
    fresh = Store()
    fresh.add(other_extraction())
    assert set(store.engine) == set(fresh.engine)
    assert store.info() == fresh.info()


def test_a_document_is_known_as_it_was_made():
    store, first = Store(), sample_extraction()
    iri = first.document.iri
    assert not store.is_made(iri, "recipe")
    store.add(first, made="recipe")
    assert store.is_made(iri, "recipe")
    assert not store.is_made(iri, "recip")
    assert not store.is_made(iri, "")
    assert not store.add(first, made="another")
    assert store.is_made(iri, "another")
    store.rdflib.graph(iri).remove((None, None, None))
    assert not store.is_made(iri, "another")
    store.add(first, made="another")
    store.remove(iri)
    assert not set(store.engine)


def test_notes_and_schema_are_nobodys_document():
    store = filled()
    store.add(sample_extraction(), made="recipe")
    inference.infer(store.engine)
    assert [one.name for one in store.documents()] == ["2021/other news.txt", "dialogue.txt"]
    assert {str(graph.identifier) for graph in store.rdflib.graphs()} >= {INFERRED.value}
    assert NOTES.value not in {str(graph.identifier) for graph in store.rdflib.graphs()}
    assert store.check().conforms
