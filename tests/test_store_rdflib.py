"""`store.rdflib` behaves as a Dataset of rdflib that was loaded with the same graphs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import RDF, XSD, Dataset, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

from kg.graph import Store
from kg.iris import PREFIXES, expand
from kg.store import inference
from tests.samples import EVENT, UNESCO, filled, sample_extraction

# rdflib 7.6 uses its own deprecated names.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated.*:DeprecationWarning:rdflib.*")

FIRST = sample_extraction()
SCHEMA, KG = Namespace(PREFIXES["schema"]), Namespace(PREFIXES["kg"])
UNESCO_NODE, EVENT_NODE, DOCUMENT = URIRef(UNESCO), URIRef(EVENT), URIRef(FIRST.document.iri)


@pytest.fixture(scope="module")
def store() -> Store:
    return filled()


@pytest.fixture(scope="module")
def native(store: Store) -> Dataset:
    from kg.exports import write

    return Dataset(default_union=True).parse(data=write(store, "trig"), format="trig")


QUERIES = [
    "SELECT ?s ?n { ?s schema:name ?n } ORDER BY ?s ?n",
    "SELECT (COUNT(*) AS ?n) { ?s schema:organizer ?o }",
    "SELECT ?g ?n { GRAPH ?g { wd:Q7809 schema:name ?n } } ORDER BY ?g",
    'SELECT ?s { ?s schema:name "UNESCO" }',
    'SELECT ?s { ?s schema:name ?n FILTER(?n = "UNESCO") }',
    "ASK { wd:Q7809 a kg:IntergovernmentalOrganization }",
    "SELECT ?e ?c { ?e kg:confidence ?c FILTER(?c > 0.92) } ORDER BY ?e",
    "SELECT ?v { ?f schema:value ?v }",
    "SELECT ?s ?none { ?s a schema:Person OPTIONAL { ?s schema:url ?none } }",
]

USES: dict[str, Callable[[Dataset], object]] = {
    "a triple is in it": lambda graph: (UNESCO_NODE, SCHEMA.name, Literal("UNESCO")) in graph,
    "subjects by a plain string": lambda graph: set(graph.subjects(SCHEMA.name, Literal("UNESCO"))),
    "subjects by a typed string": lambda graph: (
        len(set(graph.subjects(SCHEMA.name, Literal("UNESCO", datatype=XSD.string)))) in (0, 1)
    ),
    "subjects by a number": lambda graph: set(graph.subjects(SCHEMA.value, Literal(120000000))),
    "one value": lambda graph: graph.value(UNESCO_NODE, SCHEMA.name),
    "no value": lambda graph: graph.value(UNESCO_NODE, SCHEMA.url),
    "a default": lambda graph: graph.value(UNESCO_NODE, SCHEMA.url, default="none"),
    "a Python value": lambda graph: [one.toPython() for one in graph.objects(None, SCHEMA.value)],
    "a date": lambda graph: graph.value(EVENT_NODE, SCHEMA.startDate).toPython(),
    "all triples": lambda graph: set(graph.triples((None, None, None))),
    "how many in a graph": lambda graph: len(graph.graph(DOCUMENT)),
    "triples of a graph": lambda graph: set(graph.graph(DOCUMENT)),
    "a graph's value": lambda graph: graph.graph(DOCUMENT).value(DOCUMENT, SCHEMA.name),
    "all quads": lambda graph: {
        (*quad[:3], str(getattr(quad[3], "identifier", quad[3]))) for quad in graph.quads((None, None, None, None))
    },
    "predicates and objects": lambda graph: set(graph.predicate_objects(UNESCO_NODE)),
    "a path": lambda graph: set(graph.objects(EVENT_NODE, SCHEMA.organizer / SCHEMA.name)),
    "classes": lambda graph: set(graph.objects(None, RDF.type)),
    "a prepared query": lambda graph: [
        tuple(row)
        for row in graph.query(
            prepareQuery("SELECT ?n { ?s schema:name ?n }", initNs={"schema": SCHEMA}),
            initBindings={"s": UNESCO_NODE},
        )
    ],
    "a plain string bound": lambda graph: [
        row.s for row in graph.query("SELECT ?s ?n { ?s schema:name ?n }", initBindings={"n": Literal("UNESCO")})
    ],
    "an n3 name": lambda graph: UNESCO_NODE.n3(graph.namespace_manager),
}


@pytest.mark.parametrize("use", USES)
def test_it_is_used_as_any_dataset_is(store: Store, native: Dataset, use: str) -> None:
    for prefix, iri in PREFIXES.items():
        native.bind(prefix, iri, override=True, replace=True)
    assert USES[use](store.rdflib) == USES[use](native)


@pytest.mark.parametrize("query", QUERIES)
def test_it_answers_as_any_dataset_does(store: Store, native: Dataset, query: str) -> None:
    found, wanted = (graph.query(query, initNs=PREFIXES) for graph in (store.rdflib, native))
    if query.startswith("ASK"):
        assert found.askAnswer == wanted.askAnswer
        return
    assert found.vars == wanted.vars
    assert [tuple(row) for row in found] == [tuple(row) for row in wanted]
    assert [row.asdict() for row in found] == [row.asdict() for row in wanted]


def test_a_constructed_graph_has_plain_strings(store: Store, native: Dataset) -> None:
    query = "CONSTRUCT { ?s schema:name ?n } { ?s schema:name ?n }"
    found, wanted = (graph.query(query, initNs=PREFIXES).graph for graph in (store.rdflib, native))
    assert set(found) == set(wanted)


def test_an_update_of_rdflib_keeps_merge_and_inference() -> None:
    store = filled()
    inference.infer(store.engine)
    update = "INSERT DATA { GRAPH <http://e/mine> { wd:Q7164 kg:partnerOf wd:Q7809 } }"
    store.rdflib.update(update, initNs=PREFIXES)
    store.flush()
    assert store.sparql("ASK { wd:Q7164 kg:partnerOf wd:Q7809 }")
    assert store.sparql("ASK { GRAPH kg:inferred { wd:Q7809 kg:partnerOf wd:Q7164 } }")
    store.rdflib.remove_graph(store.rdflib.graph(URIRef("http://e/mine")))
    store.flush()
    assert not store.sparql("ASK { GRAPH ?g { wd:Q7164 kg:partnerOf wd:Q7809 } }")
    fresh = filled()
    inference.infer(fresh.engine)
    assert set(store.engine) == set(fresh.engine)


def test_what_was_written_comes_back_as_it_was(store: Store) -> None:
    graph = filled().rdflib.graph(DOCUMENT)
    for term in (Literal("x"), Literal("x", lang="en"), Literal(1), Literal(1.5), Literal(True), Literal("é\n\"'")):
        graph.add((URIRef(expand("wd:Q1")), KG.note, term))
        assert (URIRef(expand("wd:Q1")), KG.note, term) in graph
        assert term in set(graph.objects(URIRef(expand("wd:Q1")), KG.note))
