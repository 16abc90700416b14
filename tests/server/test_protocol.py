"""The SPARQL 1.1 Protocol and the Graph Store Protocol, request by request."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from tests.samples import UNESCO
from tests.server.conftest import TOKEN

SELECT = "SELECT ?name { ?who a schema:Person ; schema:name ?name }"
CONSTRUCT = "CONSTRUCT { ?who schema:name ?name } WHERE { ?who a schema:Person ; schema:name ?name }"
ASK = "ASK { ?who a schema:Person }"
FORM = "application/x-www-form-urlencoded"
DOCUMENT = "https://w3id.org/kg-builder/data/document/dialogue.txt"
EMPTY = "http://example.org/empty"


def sparql(*pairs):
    return "/sparql?" + urlencode(pairs)


def rows(kind):
    return "GET", sparql(("query", SELECT)), kind, None, None


# name: method, path, Accept, Content-Type, body, status, media type of the answer (none: not looked at)
TABLE = {
    "query by GET": ("GET", sparql(("query", SELECT)), None, None, None, 200, "application/sparql-results+json"),
    "query by form": (
        "POST",
        "/sparql",
        None,
        FORM,
        urlencode({"query": SELECT}),
        200,
        "application/sparql-results+json",
    ),
    "query as body": (
        "POST",
        "/sparql",
        None,
        "application/sparql-query",
        SELECT,
        200,
        "application/sparql-results+json",
    ),
    "query as body, charset": (
        *("POST", "/sparql", None, "application/sparql-query; charset=UTF-8", SELECT),
        *(200, "application/sparql-results+json"),
    ),
    "ASK": ("GET", sparql(("query", ASK)), None, None, None, 200, "application/sparql-results+json"),
    "JSON": (*rows("application/sparql-results+json"), 200, "application/sparql-results+json"),
    "plain JSON": (*rows("application/json"), 200, "application/json"),
    "XML": (*rows("application/sparql-results+xml"), 200, "application/sparql-results+xml"),
    "CSV": (*rows("text/csv"), 200, "text/csv"),
    "TSV": (*rows("text/tab-separated-values"), 200, "text/tab-separated-values"),
    "the better of two": (
        *rows("text/csv;q=0.4, application/sparql-results+xml;q=0.9"),
        200,
        "application/sparql-results+xml",
    ),
    "anything but": (*rows("application/sparql-results+json;q=0, */*;q=0.1"), 200, "application/json"),
    "what nobody writes": (*rows("image/png"), 406, "text/plain"),
    "rows as Turtle": (*rows("text/turtle"), 406, "text/plain"),
    **{
        kind: ("GET", sparql(("query", CONSTRUCT)), kind, None, None, 200, kind)
        for kind in (
            *("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
            *("application/trig", "application/n-quads"),
        )
    },
    "triples as CSV": ("GET", sparql(("query", CONSTRUCT)), "text/csv", None, None, 406, "text/plain"),
    "triples by default": ("GET", sparql(("query", CONSTRUCT)), None, None, None, 200, "text/turtle"),
    "DESCRIBE": ("GET", sparql(("query", f"DESCRIBE <{UNESCO}>")), None, None, None, 200, "text/turtle"),
    "no content type": ("POST", "/sparql", None, "", SELECT, 415, "text/plain"),
    "wrong content type": ("POST", "/sparql", None, "text/plain", SELECT, 415, "text/plain"),
    "wrong charset": ("POST", "/sparql", None, "application/sparql-query; charset=latin-1", SELECT, 415, "text/plain"),
    "two queries": ("GET", sparql(("query", ASK), ("query", ASK)), None, None, None, 400, "text/plain"),
    "a query and an update": (
        *("POST", "/sparql", None, FORM, urlencode({"query": ASK, "update": "CLEAR ALL"})),
        *(400, "text/plain"),
    ),
    "neither": ("POST", "/sparql", None, FORM, "x=y", 400, "text/plain"),
    "no SPARQL": ("GET", sparql(("query", "SELEC * {")), None, None, None, 400, "text/plain"),
    "no UTF-8": ("POST", "/sparql", None, "application/sparql-query", b"ASK { ?s ?p '\xff' }", 400, "text/plain"),
    "no UTF-8, percent-encoded": ("GET", "/sparql?query=ASK%20%7B%7D%FF", None, None, None, 400, "text/plain"),
    "default-graph-uri": (
        *("GET", sparql(("query", ASK), ("default-graph-uri", DOCUMENT)), None, None, None),
        *(200, "application/sparql-results+json"),
    ),
    "a graph that is no IRI": (
        "GET",
        sparql(("query", ASK), ("default-graph-uri", "no iri")),
        None,
        None,
        None,
        400,
        None,
    ),
    "update by GET": ("GET", sparql(("update", "CLEAR ALL")), None, None, None, 400, "text/plain"),
    "an update as a query": ("GET", sparql(("query", "CLEAR ALL")), None, None, None, 400, "text/plain"),
    "service description": ("GET", "/sparql", "text/turtle", None, None, 200, "text/turtle"),
    "service description, JSON-LD": ("GET", "/sparql", "application/ld+json", None, None, 200, "application/ld+json"),
    "a browser": ("GET", "/sparql", "text/html,application/xhtml+xml,*/*;q=0.8", None, None, 307, None),
    "HEAD": ("HEAD", sparql(("query", SELECT)), None, None, None, 200, "application/sparql-results+json"),
    "PUT": ("PUT", "/sparql", None, "text/turtle", "", 405, "text/plain"),
    "OPTIONS": ("OPTIONS", "/sparql", None, None, None, 405, "text/plain"),
    "graph: default": ("GET", "/graphs?default", None, None, None, 200, "text/turtle"),
    "graph: named": (
        "GET",
        f"/graphs?graph={quote(DOCUMENT)}",
        "application/n-triples",
        None,
        None,
        200,
        "application/n-triples",
    ),
    "graph: HEAD": ("HEAD", "/graphs?default", None, None, None, 200, "text/turtle"),
    "graph: none such": ("GET", f"/graphs?graph={quote(EMPTY)}", None, None, None, 404, "text/plain"),
    "graph: not named": ("GET", "/graphs", None, None, None, 400, "text/plain"),
    "graph: as CSV": ("GET", "/graphs?default", "text/csv", None, None, 406, "text/plain"),
    "graph: PUT": ("PUT", "/graphs?default", None, "text/turtle", "", 405, "text/plain"),
    "graph: DELETE": ("DELETE", "/graphs?default", None, None, None, 405, "text/plain"),
}


def test_the_table_is_whole():
    assert len(TABLE) >= 40


@pytest.mark.parametrize("name", TABLE)
def test_protocol(server, name):
    method, path, accept, content, body, status, kind = TABLE[name]
    headers = {"Accept": accept} if accept else {}
    headers |= {"Content_Type": content} if content is not None else {}
    answer = server.ask(method, path, body=body, **headers)
    assert answer.status == status, answer.body[:300]
    assert kind is None or answer.kind == kind
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"


QUERIES = [
    SELECT,
    'SELECT * { VALUES (?a ?b) { ("x\\t\\n\\"ü" UNDEF) ("1"@en 1.5) } }',
    "SELECT * {}",
    "SELECT ?x { VALUES ?x {} }",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "kind", ["application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values"]
)
def test_rows_are_those_of_the_engine(server, kind, query):
    """Rows are counted and written by way of TSV; nothing may be lost on the way."""
    body = server.query(query, Accept=kind).body
    got = ox.parse_query_results(body, format=ox.QueryResultsFormat.from_media_type(kind))
    from tests.samples import filled

    with filled() as store:
        wanted = store.sparql(query)
    assert [variable.value for variable in got.variables] == list(wanted.columns)
    assert sorted(map(str, map(tuple, got))) == sorted(map(str, wanted.terms))


def test_triple_terms_survive():
    from kg.sandbox.evaluation import answer
    from kg.sandbox.messages import Request

    engine = ox.Store()
    engine.update("INSERT DATA { <urn:x> <urn:y> <<( <urn:a> <urn:b> <<( <urn:a> <urn:b> 'c'@en )>> )>> }")
    query = "SELECT ?t { ?s ?p ?t }"
    reply = answer(engine, Request("query", query, rows_type="application/sparql-results+json"))
    assert reply.body == engine.query(query).serialize(format=ox.QueryResultsFormat.JSON)


def test_ask_is_a_boolean_in_every_format(server):
    assert json.loads(server.query(ASK).body)["boolean"] is True
    assert "<boolean>true</boolean>" in server.query(ASK, Accept="application/sparql-results+xml").text
    assert server.query(ASK, Accept="text/csv").text.strip() == "true"


def test_the_named_graphs_are_the_dataset(server):
    count = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    both = server.query(count, Accept="text/csv").text.split()[1]
    one = server.query(count, more=[("named-graph-uri", DOCUMENT)], Accept="text/csv").text.split()[1]
    assert (both, one) == ("2", "1")
    # The protocol's graphs win over those of the text, and without a default graph there is an empty one.
    assert json.loads(server.query(ASK, more=[("named-graph-uri", DOCUMENT)]).body)["boolean"] is False
    text = f"ASK FROM <{EMPTY}> {{ ?who a schema:Person }}"
    assert json.loads(server.query(text).body)["boolean"] is False
    assert json.loads(server.query(text, more=[("default-graph-uri", DOCUMENT)]).body)["boolean"] is True


def test_from_is_the_name_of_a_graph_and_no_file(server, tmp_path):
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:c> .")
    answer = server.query(f"SELECT ?s ?p ?o FROM <{secret.as_uri()}> {{ ?s ?p ?o }}", Accept="text/csv")
    assert (answer.status, answer.text.strip()) == (200, "s,p,o")


def test_the_service_describes_itself(server, writable):
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for running, languages in ((server, {"SPARQL11Query"}), (writable, {"SPARQL11Query", "SPARQL11Update"})):
        quads = list(ox.parse(running.get("/sparql").body, format=ox.RdfFormat.TURTLE))
        said = {(quad.predicate.value.removeprefix(sd), getattr(quad.object, "value", "")) for quad in quads}
        assert ("endpoint", f"{running.url}/sparql") in said
        assert {value.removeprefix(sd) for name, value in said if name == "supportedLanguage"} == languages


def test_what_the_client_has_is_not_sent_again(server):
    first = server.query(SELECT)
    again = server.query(SELECT, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = server.query(SELECT, Accept="text/csv")
    assert other.headers["etag"] != first.headers["etag"]
    assert "Accept" in first.headers["vary"]


def test_long_answers_are_compressed_on_request(server):
    plain = server.get("/graphs?default")
    packed = server.get("/graphs?default", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 4


def test_the_log_tells_what_was_asked_and_no_secret(writable):
    writable.update("INSERT DATA { <urn:logged> <urn:b> 1 }")
    writable.query("ASK { <urn:asked>\n <urn:b> 1 }", Authorization="Basic c2VjcmV0")
    writable.update("INSERT DATA { <urn:x> <urn:b> 1 }", token="not-the-token")
    log = "".join(writable.log)
    assert "POST /sparql 204" in log
    assert "INSERT DATA { <urn:logged> <urn:b> 1 }" in log
    assert "ASK { <urn:asked> <urn:b> 1 }" in log
    assert " ms" in log
    assert TOKEN not in log
    assert "not-the-token" not in log
    assert "c2VjcmV0" not in log
