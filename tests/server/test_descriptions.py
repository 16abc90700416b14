"""What the server says of itself and of the data set: VoID, the context of JSON-LD, the docs."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from kg.store.vocabulary import vocabulary
from tests.samples import EVENT, UNESCO
from tests.server.conftest import run_server

VOID = "http://rdfs.org/ns/void#"


def read_void(server, kind):
    answer = server.get("/.well-known/void", Accept=kind)
    assert (answer.status, answer.kind) == (200, kind)
    return [quad.triple for quad in ox.parse(answer.body, format=ox.RdfFormat.from_media_type(kind))]


def test_void_describes_what_there_is(server, news):
    from kg.graph import Store

    triples = read_void(server, "text/turtle")
    assert len(triples) == len(read_void(server, "application/ld+json"))
    said = {triple.predicate.value.removeprefix(VOID): triple.object for triple in triples}
    assert said["sparqlEndpoint"].value == f"{server.url}/sparql"
    assert said["documents"].value == "2"
    with Store.open(news, read_only=True) as store:
        (counted,) = store.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        events = len(list(store.sparql("SELECT ?s { ?s a kg:Dialogue }")))
    whole = [one for one in triples if one.subject == ox.NamedNode(f"{server.url}/.well-known/void#dataset")]
    assert str(counted.n) in [one.object.value for one in whole if one.predicate.value == f"{VOID}triples"]
    (part,) = [one.subject for one in triples if str(one.object).endswith("#Dialogue>")]
    assert [
        one.object.value for one in triples if one.subject == part and one.predicate.value == f"{VOID}entities"
    ] == [str(events)]
    assert "https://schema.org/" in [one.object.value for one in triples if one.predicate.value == f"{VOID}vocabulary"]
    for example in (one.object for one in triples if one.predicate.value.endswith("seeAlso")):
        assert server.get(example.value.removeprefix(server.url)).status == 200


def test_json_ld_has_a_context(server):
    asked = "CONSTRUCT { ?s schema:name ?o } WHERE { ?s schema:name ?o }"
    for answer in (
        server.query(asked, Accept="application/ld+json"),
        server.get(f"/entity?iri={quote(UNESCO)}", Accept="application/ld+json"),
        server.get(f"/entity.jsonld?iri={quote(UNESCO)}"),
        server.get("/graphs?default", Accept="application/ld+json"),
    ):
        said = json.loads(answer.body)
        assert said["@context"]["schema"] == "https://schema.org/"
        assert any("schema:name" in node for node in said["@graph"])


def test_json_ld_says_what_turtle_says(server):
    path = f"/entity?iri={quote(EVENT, safe='')}"
    said = []
    for kind in ("text/turtle", "application/ld+json"):
        quads = ox.parse(server.get(path, Accept=kind).body, format=ox.RdfFormat.from_media_type(kind))
        said.append({str(quad.triple) for quad in quads})
    assert said[0] == said[1] != set()


def test_long_json_ld_has_a_context_as_well(tmp_path):
    path = tmp_path / "many.ttl"
    path.write_text("".join(f"<urn:t{n}> <https://schema.org/text> '{'x' * 1000}' .\n" for n in range(2_500)))
    with run_server(path) as running:
        answer = running.get("/graphs?default", Accept="application/ld+json")
        assert json.loads(answer.body)["@context"]["schema"] == "https://schema.org/"
        assert len(list(ox.parse(answer.body, format=ox.RdfFormat.JSON_LD))) == 2_500


def test_the_context_has_the_words_of_the_ontology(server):
    answer = server.get("/context.jsonld")
    assert answer.kind == "application/ld+json"
    context = json.loads(answer.body)["@context"]
    assert context["chair"] == {"@id": "https://w3id.org/kg-builder/ontology#chair", "@type": "@id"}
    assert context["name"] == "https://schema.org/name"
    known = {value["@id"] if isinstance(value, dict) else value for value in context.values()}
    assert set(vocabulary().ontology.properties) <= known
    # An engine reads a document by it.
    document = {"@context": context, "@id": "urn:e", "chair": "urn:p", "name": "Forum"}
    read = {str(quad.triple) for quad in ox.parse(json.dumps(document).encode(), format=ox.RdfFormat.JSON_LD)}
    assert "<urn:e> <https://w3id.org/kg-builder/ontology#chair> <urn:p>" in read


def test_the_docs_tell_of_every_address(server):
    page = server.get("/docs").text
    described = json.loads(server.get("/openapi.json").body)
    for path, do in described["paths"].items():
        assert f"<code>{path}</code>" in page
        for one in do["get"].get("parameters", []):
            assert f"<code>{one['name']}</code>" in page
    assert "<script" not in page


def test_an_example_of_the_docs_works(server):
    for path in (
        f"/sparql?{urlencode({'query': 'ASK {}'})}",
        "/search.json?q=UNESCO",
        "/queries/events_of.json?organization=UNESCO",
    ):
        assert server.get(path).status == 200
