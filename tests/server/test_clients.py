"""Clients that people use: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from tests.samples import PERSON, UNESCO
from tests.server.conftest import TOKEN

NAME = URIRef("https://schema.org/name")
SELECT = "SELECT ?name { ?who a schema:Person ; schema:name ?name }"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_reads_rows(server, form, method):
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(method)
    client.setReturnFormat(form)
    client.setQuery(SELECT)
    got = client.query().convert()
    text = json.dumps(got) if form == "json" else got.toxml() if form == "xml" else got.decode()
    assert "Ana Example" in text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper's own
@pytest.mark.parametrize("form", ["turtle", "rdf+xml", "json-ld", "n3"])
def test_sparqlwrapper_reads_triples(server, form):
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setReturnFormat(form)
    client.setQuery("CONSTRUCT WHERE { ?who a schema:Person ; schema:name ?name }")
    got = client.query().convert()
    if isinstance(got, bytes):
        got = Graph().parse(data=got, format="turtle")
    assert (URIRef(PERSON), NAME, Literal("Ana Example")) in got


def test_sparqlwrapper_tells_its_errors_apart(server):
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery("SELECT")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


def test_sparqlwrapper_updates_with_the_token(writable):
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{writable.url}/sparql")
    client.setMethod("POST")
    client.setQuery("INSERT DATA { <urn:wrapped> <urn:b> 1 }")
    with pytest.raises(wrapper.SPARQLExceptions.Unauthorized):
        client.query()
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.query()
    assert "true" in writable.query("ASK { <urn:wrapped> <urn:b> 1 }", Accept="text/csv").text


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rdflib_asks_as_if_it_were_here(server, form):
    store = SPARQLStore(f"{server.url}/sparql", returnFormat=form)
    graph = Graph(store)
    assert [str(row.name) for row in graph.query("PREFIX schema: <https://schema.org/> " + SELECT)] == ["Ana Example"]
    assert Literal("Ana Example") in set(graph.objects(URIRef(PERSON), NAME))
    assert (URIRef(PERSON), NAME, None) in graph
    if form in ("json", "xml"):  # rdflib reads booleans in no other format,
        assert bool(graph.query(f"ASK {{ <{PERSON}> ?p ?o }}"))
    if form == "xml":  # and says in no other that it takes triples as well
        assert len(graph.query(f"CONSTRUCT WHERE {{ <{UNESCO}> ?p ?o }}").graph) > 2


def test_rdflib_sees_the_documents(server):
    names = {str(name) for name in SPARQLStore(f"{server.url}/sparql").contexts()}
    assert len(names) == 2
    assert all("document/" in name for name in names)


def test_rdflib_updates_with_the_token(writable):
    store = SPARQLUpdateStore(
        f"{writable.url}/sparql", f"{writable.url}/sparql", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    graph = Graph(store, identifier=DATASET_DEFAULT_GRAPH_ID)
    graph.add((URIRef("urn:rdflib"), NAME, Literal('a "quoted"\nname')))
    assert list(graph.objects(URIRef("urn:rdflib"), NAME)) == [Literal('a "quoted"\nname')]
    graph.remove((URIRef("urn:rdflib"), None, None))
    assert not list(graph.objects(URIRef("urn:rdflib"), NAME))


def test_rdflib_parses_a_thing_by_its_address(server):
    graph = Graph().parse(f"{server.url}/entity?iri=wd:Q7809")
    assert (URIRef(UNESCO), NAME, Literal("UNESCO")) in graph


curl = pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl here")


def call(*words):
    return subprocess.run(["curl", "-sS", *words], capture_output=True, text=True, timeout=20, check=True).stdout


@curl
def test_curl_as_the_help_shows_it(server):
    assert "Ana Example" in call(f"{server.url}/sparql", "--data-urlencode", f"query={SELECT}")
    assert "Ana Example" in call(
        "-G", "-H", "Accept: text/csv", f"{server.url}/sparql", "--data-urlencode", f"query={SELECT}"
    )
    rows = call(f"{server.url}/queries/events_of.csv?organization=UNESCO").splitlines()
    assert rows[0].startswith("event,role")
    assert "Dialogue on Digital Learning" in rows[1]
    assert "schema:name" in call("-L", "-H", "Accept: text/turtle", f"{server.url}/entity?iri=wd:Q7809")
    assert "Ana Example" in call("--compressed", f"{server.url}/graphs?default")
    assert call("-o", "/dev/null", "-w", "%{http_code}", "-I", f"{server.url}/sparql") == "200"


@curl
def test_curl_updates(writable):
    words = ["-H", f"Authorization: Bearer {TOKEN}", f"{writable.url}/sparql", "-w", "%{http_code}"]
    assert call(*words, "--data-urlencode", "update=INSERT DATA { <urn:curled> <urn:b> 1 }") == "204"
    direct = ["-H", "Content-Type: application/sparql-update", "--data-binary", "DELETE WHERE { <urn:curled> ?p ?o }"]
    assert call(*words, *direct) == "204"
