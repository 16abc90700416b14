"""The W3C's suite for the SPARQL 1.1 Protocol, sent to a server that takes updates, and to one that only reads.

KG_CONFORMANCE names the folder of the suites; without it, ../shared/conformance is looked for.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace
from rdflib.collection import Collection

from kg.graph import Store
from tests.server.conftest import TOKEN, run_server

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")

DEFAULT = Path(__file__).parents[3] / "shared" / "conformance"
SUITE = Path(os.environ.get("KG_CONFORMANCE", DEFAULT)) / "sparql" / "sparql11" / "protocol"
NAMES = [
    *("query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post"),
    *("query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full"),
    *("query_multiple_dataset", "query_get", "query_content_type_select", "query_content_type_ask"),
    *("query_content_type_describe", "query_content_type_construct", "update_dataset_default_graph"),
    *("update_dataset_default_graphs", "update_dataset_named_graphs", "update_dataset_full", "update_post_form"),
    *("update_post_direct", "update_base_uri", "query_post_direct", "bad_query_method", "bad_multiple_queries"),
    *("bad_query_wrong_media_type", "bad_query_missing_form_type", "bad_query_missing_direct_type"),
    *("bad_query_non_utf8", "bad_query_syntax", "bad_update_get", "bad_multiple_updates"),
    *("bad_update_wrong_media_type", "bad_update_missing_form_type", "bad_update_non_utf8", "bad_update_syntax"),
    "bad_update_dataset_conflict",
]
FORMS = {"tabular": "sparql-results|csv|tab-separated", "boolean": "sparql-results", "RDF": "turtle|rdf|n-triples"}

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SUITE.is_dir(), reason=f"there is no {SUITE}")]


@pytest.fixture(scope="module")
def manifest():
    return Graph().parse(SUITE / "manifest.ttl", publicID="http://w3.example/protocol/manifest.ttl")


@pytest.fixture(scope="module")
def entries(manifest):
    (head,) = manifest.objects(None, MF.entries)
    return {str(entry).rpartition("#")[2]: entry for entry in Collection(manifest, head)}


@pytest.fixture(scope="module")
def filled(manifest, entries, tmp_path_factory):
    """A server of all the graphs that entries want; each of them names its dataset."""
    path = tmp_path_factory.mktemp("w3c") / "data.kg"
    with Store(path) as store:
        for data in {data for entry in entries.values() for data in manifest.objects(entry, UT.graphData)}:
            file = SUITE / str(manifest.value(data, UT.graph)).rpartition("/")[2]
            graph = ox.NamedNode(str(manifest.value(data, RDFS.label)))
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_TRIPLES):
                store.engine.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    with run_server(path, "--allow-update", token=TOKEN) as running:
        yield running


def requests_of(manifest, entry):
    connection = manifest.value(entry, MF.action)
    return list(Collection(manifest, manifest.value(connection, HT.requests)))


def send(running, manifest, request):
    path = str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    head = manifest.value(request, HT.headers)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    for each in Collection(manifest, head) if head else ():
        name = str(manifest.value(each, HT.fieldName)).replace("-", "_")
        headers[name.title()] = str(manifest.value(each, HT.fieldValue))
    content = manifest.value(request, HT.body)
    body = None
    if content is not None:
        encoding = str(manifest.value(content, CNT.characterEncoding) or "UTF-8")
        body = str(manifest.value(content, CNT.chars)).encode(encoding)
        headers.setdefault("Content_Type", "")
    return running.ask(str(manifest.value(request, HT.methodName)), path, body=body, **headers)


def check(manifest, request, answer):
    expected = manifest.value(request, HT.resp)
    classes = {str(status).rpartition("StatusCode")[2][0] for status in manifest.objects(expected, MF.expectedStatus)}
    assert str(answer.status)[0] in classes, answer.body
    form = manifest.value(expected, MF.expectedFormat)
    assert form is None or any(word in answer.kind for word in FORMS[str(form)].split("|"))
    truth = manifest.value(expected, MF.expectedBoolean)
    assert truth is None or json.loads(answer.body)["boolean"] is truth.toPython()


def test_all_entries_are_known(entries):
    assert sorted(entries) == sorted(NAMES)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("w3c") / "empty.kg"
    Store(path).close()
    with run_server(path, "--allow-update", token=TOKEN) as running:
        yield running


@pytest.mark.parametrize("name", NAMES)
def test_entry(manifest, entries, name, empty, filled):
    wants_data = any(manifest.objects(entries[name], UT.graphData))
    for request in requests_of(manifest, entries[name]):
        check(manifest, request, send(filled if wants_data else empty, manifest, request))


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("update_")])
def test_a_server_that_reads_refuses_every_update(manifest, entries, server, name):
    sent = [request for request in requests_of(manifest, entries[name]) if is_update(manifest, request)]
    assert sent
    assert {send(server, manifest, request).status for request in sent} == {403}


def is_update(manifest, request):
    head = manifest.value(request, HT.headers)
    values = [str(manifest.value(each, HT.fieldValue)) for each in Collection(manifest, head)] if head else []
    body = str(manifest.value(manifest.value(request, HT.body), CNT.chars) or "")
    return "application/sparql-update" in values or body.startswith("update=") or "&update=" in body
