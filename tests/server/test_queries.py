"""Named queries, things and the description of both."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.graph import Store
from kg.iris import expand
from kg.model import Value
from kg.queries import load_queries
from tests.samples import EVENT, FIGURE, PERSON, UNESCO, Script, sample_document, sample_extraction
from tests.server.conftest import run_server


def examples():
    for name, query in load_queries().items():
        yield name, {one.name: one.example for one in query.parameters if one.default is None}


@pytest.mark.parametrize(("name", "values"), list(examples()))
def test_every_query_gives_what_the_library_gives(server, news, name, values):
    path = f"?{urlencode(values)}" if values else ""
    with Store.open(news, read_only=True) as store:
        rows = store.query(name, **values)
    asked = server.get(f"/queries/{name}.json{path}")
    assert (asked.status, asked.kind) == (200, "application/json")
    assert json.loads(asked.body) == json.loads(rows.to_json())
    table = server.get(f"/queries/{name}.csv{path}")
    assert table.kind == "text/csv"
    assert next(csv.reader(io.StringIO(table.text))) == list(rows.columns)
    assert table.text == rows.to_csv()


def test_the_list_has_what_one_needs_to_ask(server):
    listed = {one["name"]: one for one in json.loads(server.get("/queries").body)}
    assert set(listed) == set(load_queries())
    assert listed["events_of"]["parameters"][0]["example"] == "UNESCO"
    assert server.get(listed["people"]["links"]["csv"]).status == 200


INJECTIONS = ['x" } ; DROP ALL #', "x' || '1'='1", "?s", "<urn:a>", "\\", "\n", '"""', "\u202e", "x\x00y", "💥"]


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_value_changes_what_is_asked(server, value):
    answer = server.get("/queries/events_of.json?" + urlencode({"organization": value}))
    assert (answer.status, answer.body) in ((200, b"[]"), (400, answer.body))


@pytest.mark.parametrize(
    "path",
    [
        "events_of.json",
        "events_of.json?organization=a&organization=b",
        "events_of.json?organisation=x",
        "people.json?x=1",
    ],
)
def test_wrong_parameters_are_told(server, path):
    answer = server.get(f"/queries/{path}")
    assert (answer.status, answer.kind) == (400, "application/json")
    assert json.loads(answer.body)["error"]


@pytest.mark.parametrize("path", ["nothing.json", "people.xml", "people", "../people.json", ".json"])
def test_what_is_no_query_is_not_found(server, path):
    assert server.get(f"/queries/{path}").status == 404


def test_a_folder_of_ones_own(news, tmp_path):
    (tmp_path / "mine.rq").write_text(
        "#+ summary: Mine\n#+ columns:\n#+   n: how many\nSELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    )
    with run_server(news, "--queries", tmp_path) as running:
        assert json.loads(running.get("/queries/mine.json").body)[0]["n"] > 10
        assert running.get("/queries/people.json").status == 404


def test_a_thing_for_programs(server):
    said = {}
    for kind in ("text/turtle", "application/ld+json", "application/n-triples"):
        answer = server.get(f"/entity?iri={quote(UNESCO)}", Accept=kind)
        assert (answer.status, answer.kind) == (200, kind)
        parsed = ox.parse(answer.body, format=ox.RdfFormat.from_media_type(kind))
        said[kind] = {str(quad.triple) for quad in parsed}
    assert len({frozenset(triples) for triples in said.values()}) == 1
    triples = next(iter(said.values()))
    assert any(triple.startswith(f"<{UNESCO}> <https://schema.org/name>") for triple in triples)
    assert any(triple.endswith(f" <{UNESCO}>") for triple in triples)


def test_a_thing_for_people(server):
    answer = server.get("/entity?iri=wd:Q7809", Accept="text/html,*/*;q=0.8")
    assert answer.kind == "text/html"
    assert '<h1 dir="auto">UNESCO</h1>' in answer.text
    assert "<mark>UNESCO organised the Dialogue</mark>" in answer.text
    assert f"/entity?iri={quote(EVENT, safe='')}" in answer.text
    assert '<span class="planned">planned</span>' in answer.text
    assert "script" not in answer.headers["content-security-policy"]


def test_a_page_of_a_thing_says_where_its_words_stand(server, news):
    page = server.get(f"/entity?iri={quote(EVENT, safe='')}", Accept="text/html").text
    assert '<time datetime="2021-09-29">29 September 2021</time>' in page
    with Store.open(news, read_only=True) as store:
        said = [one for one in store.why(EVENT) if one.statement.predicate.endswith(("#chair", "/organizer"))]
    assert len(said) == 4
    for one in said:
        passage = one.statement.passage
        assert f"<mark>{passage.exact}</mark>" in page
        assert f'href="/entity?iri={quote(passage.document, safe="")}">{one.source}</a>' in page
        assert f"characters {passage.start}–{passage.end} · confidence {one.statement.confidence:.2f}" in page


def test_a_page_of_a_thing_can_be_sent_to_a_colleague(server):
    path = f"/entity?iri={quote(EVENT, safe='')}"
    page = server.get(path, Accept="text/html").text
    told = "Dialogue on Digital Learning, a dialogue in New York, 29 September 2021, organised by "
    for name in ('name="description"', 'property="og:description"'):
        assert f'<meta {name} content="{told}' in page
    assert f'<link rel="canonical" href="{server.url}{path}">' in page
    assert f'<meta property="og:url" content="{server.url}{path}">' in page
    for suffix, kind in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("nt", "application/n-triples")):
        assert f'href="/entity.{suffix}?iri={quote(EVENT, safe="")}"' in page
        assert server.get(f"/entity.{suffix}?iri={quote(EVENT, safe='')}", Accept="text/html").kind == kind
    assert server.get(f"/entity.exe?iri={quote(EVENT, safe='')}").status == 404


def test_a_remark_is_called_by_its_text(server):
    page = server.get(f"/entity?iri={quote(PERSON, safe='')}", Accept="text/html").text
    assert '<h2 id="r4">Remark</h2>' in page
    assert ">all countries to reopen schools</a>" in page
    figure = server.get(f"/entity?iri={quote(FIGURE, safe='')}", Accept="text/html").text
    assert '<h1 dir="auto">120000000 learners</h1>' in figure


def test_sentences_of_web_pages_are_read_without_their_markup(tmp_path):
    path, words = tmp_path / "news.kg", "The <b>Port Council</b> met in <i>Lisbon</i>"
    script = Script(sample_document("a.html", text=f"{words}&nbsp;today.\n", media_type="text/html"))
    script.name("urn:e", "kg:Meeting", "met")
    script.say("urn:e", "schema:startDate", Value("2021-01-02", expand("xsd:date")), words)
    with Store(path) as store:
        store.add(script.done())
    with run_server(path) as running:
        for page in ("/entity?iri=urn:e", "/ask/timeline"):
            text = running.get(page, Accept="text/html").text
            assert "Port Council" in text
            assert "&lt;b&gt;" not in text
            assert "&amp;nbsp;" not in text


def test_a_page_of_a_document_lists_what_it_tells_of(server, news):
    with Store.open(news, read_only=True) as store:
        (document,) = [one.iri for one in store.documents() if one.title]
    page = server.get("/entity?" + urlencode({"iri": document}), Accept="text/html").text
    listed = page.partition('id="mentioned"')[2].partition("</ul>")[0]
    assert "Ana Example</a>" in listed
    assert server.get(f"/graphs?graph={quote(document, safe='')}").status == 200


def test_a_thing_of_thousands_of_facts_has_a_page(tmp_path):
    path = tmp_path / "hub.ttl"
    facts = "".join(f"<urn:e{n}> a <urn:E> ; <urn:at> <urn:hub> .\n" for n in range(3_000))
    path.write_text(facts + "<urn:hub> a <urn:E> ; <https://schema.org/name> 'Hub' .")
    with run_server(path) as running:
        answer = running.get("/entity?iri=urn:hub", Accept="text/html")
        assert answer.status == 200
        assert "Only 500 facts are shown" in answer.text
        assert running.get("/picture.svg?focus=urn:hub").status == 200


def test_blank_nodes_have_no_page(tmp_path):
    path = tmp_path / "blank.ttl"
    path.write_text("<urn:a> a <urn:E> ; <urn:near> [ a <urn:E> ] . [] a <urn:E> ; <urn:near> <urn:a> .")
    with run_server(path) as running:
        page = running.get("/entity?iri=urn:a", Accept="text/html")
        assert page.status == 200
        assert "iri=_" not in page.text
        assert running.get("/picture.svg?focus=urn:a").status == 200


@pytest.mark.parametrize(("iri", "status"), [("urn:nothing", 404), ("no iri", 400), ("", 400), ("nope:x", 404)])
def test_a_thing_that_is_not_there(server, iri, status):
    assert server.get("/entity?" + urlencode({"iri": iri})).status == status


def test_hostile_names_are_text(tmp_path):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    path = tmp_path / "news.kg"
    with Store(path) as store:
        store.add(sample_extraction())
        name = ox.NamedNode("https://schema.org/name")
        store.engine.add(ox.Quad(ox.NamedNode("javascript:alert(1)"), name, ox.Literal(evil)))
    with run_server(path) as running:
        page = running.get("/entity?" + urlencode({"iri": "javascript:alert(1)"}), Accept="text/html").text
        assert "&lt;script&gt;" in page
        assert "<script" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page


def test_the_graph_page(server):
    whole = server.get("/graph")
    assert (whole.status, whole.kind) == (200, "text/html")
    assert "Ana Example" in whole.text
    near = server.get("/graph?" + urlencode({"focus": "Learning Coalition"})).text
    assert "Learning Coalition" in near
    assert "Ana Example" not in near
    assert server.get("/graph?focus=nobody").status == 404
    assert server.get("/graph?nothing=x").status == 400


def test_a_graph_too_large_to_see_says_what_to_do(tmp_path):
    path = tmp_path / "many.ttl"
    things = "".join(f"<urn:t{n}> a <urn:T> ; <https://schema.org/name> 'thing {n}' .\n" for n in range(1_500))
    path.write_text(things + "<urn:t1> <urn:near> <urn:t2> .")
    with run_server(path) as running:
        answer = running.get("/graph")
        assert (answer.status, "focus" in answer.text) == (400, True)
        assert running.get("/graph?focus=urn:t1").status == 200


def test_openapi_describes_what_there_is(server):
    described = json.loads(server.get("/openapi.json").body)
    assert described["openapi"].startswith("3.")
    assert {f"/queries/{name}.json" for name in load_queries()} < set(described["paths"])


def test_schemathesis_finds_nothing(server):
    """Requests made from the description, and made to be wrong: each answer is as described, none is a 5xx."""
    schemathesis = pytest.importorskip("schemathesis")
    import hypothesis
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    schema = schemathesis.openapi.from_dict(json.loads(server.get("/openapi.json").body))
    tried = []
    # What is SPARQL, and that one of two must be given, no schema says: there, what it allows may be refused.
    lax = {"/sparql": [positive_data_acceptance], "/graphs": [positive_data_acceptance]}

    def hold(case):
        tried.append(case)
        case.call_and_validate(base_url=server.url, timeout=10, excluded_checks=lax.get(case.path, []))

    quiet = hypothesis.settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    for result in schema.get_all_operations():
        operation = result.ok()
        quiet(hypothesis.given(case=operation.as_strategy())(hold))()
    assert len(tried) >= 60
