"""The first page, the search, the questions as pages: what they say, that they escape, and that limits hold."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.graph import Store
from kg.queries import load_queries
from tests.samples import EVENT, PERSON, UNESCO, sample_extraction
from tests.searches import EXPECTATIONS, MOST, fill_searched
from tests.server.conftest import run_server
from tests.server.test_queries import INJECTIONS

EVIL = "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u202e"
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
SESSIONS = """
@prefix kg: <https://w3id.org/kg-builder/ontology#> .
@prefix schema: <https://schema.org/> .
<urn:s227> a kg:Session ; schema:name "227th session" ; schema:organizer <urn:body> ; schema:startDate "2021" .
<urn:s27> a kg:Session ; schema:name "27th session" ; schema:organizer <urn:body> ; schema:startDate "2021" .
<urn:s3> a kg:Session ; schema:name "3rd session" ; schema:organizer <urn:body> .
<urn:body> a kg:IntergovernmentalOrganization ; schema:name "Port Council" .
"""


class Words(HTMLParser):
    """What one reads on a page, and the cells of its table."""

    def __init__(self, page):
        super().__init__()
        self.text, self.rows, self._cell = "", [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        self._cell = tag == "td" or (self._cell and tag not in ("tr", "th"))

    def handle_endtag(self, tag):
        self._cell = self._cell and tag != "td"

    def handle_data(self, data):
        self.text += data
        if self._cell:
            self.rows[-1][-1] += data


def read(answer):
    found = Words(answer.text)
    return " ".join(found.text.split()), [row for row in found.rows if row]


def get(server, path, **values):
    return server.get(f"{path}?{urlencode(values)}" if values else path, Accept=BROWSER)


def test_the_first_page_says_what_is_in_here(server):
    text, _ = read(get(server, "/"))
    assert "2 documents tell of 2 events, 1 person, 4 organizations, " in text
    assert "One event has a date: 29 September 2021." in text
    assert "It was published" not in text  # two documents, of which one has a date
    assert "The documents were published on 30 September 2021." in text
    assert "Most often organised by" not in text  # nobody has organised more than one


def test_the_first_page_leads_on(server):
    page = get(server, "/").text
    for path in (
        "/query",
        "/docs",
        "/graph",
        "/openapi.json",
        "/.well-known/void",
        f"/entity?iri={quote(EVENT, safe='')}",
    ):
        assert f'href="{path}"' in page
        assert server.get(path, Accept="*/*").status == 200


def test_every_question_has_its_fields(server):
    page = get(server, "/").text
    for name, query in load_queries().items():
        if not query.parameters:
            assert f'href="/ask/{name}"' in page
            continue
        (form,) = re.findall(rf'<form class="question" action="/ask/{name}">.*?</form>', page, re.DOTALL)
        for one in query.parameters:
            (field,) = re.findall(rf'<input name="{one.name}"[^>]*>', form)
            assert f'placeholder="such as {one.example}"' in field
            assert ("required" in field) == (one.default is None)
            assert unescape(one.description) in unescape(form)
            assert ("data-names" in field) == (one.type == "name")


def test_the_first_page_follows_the_store(tmp_path):
    path = tmp_path / "news.kg"
    Store(path).close()
    with run_server(path) as running:
        text, _ = read(get(running, "/"))
        assert "Nothing is in here yet." in text
        assert "tell" not in text.partition("Nothing")[0]
        with Store(path) as store:
            store.add(sample_extraction())
        assert "One document tells of 2 events" in wait_for_text(running, "One document tells of")


def wait_for_text(running, words):
    from tests.server.conftest import wait_until

    wait_until(lambda: words in read(get(running, "/"))[0])
    return read(get(running, "/"))[0]


def test_a_store_too_large_to_count_still_welcomes(tmp_path):
    path = tmp_path / "many.ttl"
    path.write_text(SESSIONS)
    with run_server(path, "--timeout", 0.001) as running:
        answer = get(running, "/")
        assert answer.status == 200
        assert "couldn’t be counted" in answer.text
        assert "Who chaired or moderated what" in answer.text


@pytest.mark.parametrize(("name", "query"), list(load_queries().items()))
def test_every_question_is_answered_by_a_page(server, name, query):
    values = {one.name: one.example for one in query.parameters if one.default is None}
    answer = get(server, f"/ask/{name}", **values)
    assert (answer.status, answer.kind) == (200, "text/html")
    rows = json.loads(get(server, f"/queries/{name}.json", **values).body)
    text, shown = read(answer)
    assert len(shown) == len(rows)
    assert (f"{len(rows)} answer" in text) if rows else ("Nothing found." in text)


def test_an_answer_is_a_sentence_a_table_and_links(server):
    answer = get(server, "/ask/attendees_of", event="Dialogue on Digital Learning")
    text, rows = read(answer)
    assert "4 answers, from 2 documents: " in text
    assert ["Ana Example", "chair", "Director"] in [row[:3] for row in rows]
    assert f'href="/entity?iri={quote(PERSON, safe="")}">Ana Example</a>' in answer.text
    assert "#:~:text=" in answer.text  # the sentence, where the page of a thing shows it
    for kind in ("csv", "json"):
        (path,) = re.findall(rf'href="(/queries/attendees_of\.{kind}\?[^"]*)"', answer.text)[:1]
        assert server.get(unescape(path)).status == 200


def test_dates_and_numbers_are_written_for_people(server):
    assert "29 September 2021" in read(get(server, "/ask/timeline"))[0]
    _, rows = read(get(server, "/ask/figures"))
    assert rows[0][:3] == ["120,000,000", "learners", "yes"]


@pytest.fixture(scope="module")
def sessions(tmp_path_factory):
    path = tmp_path_factory.mktemp("sessions") / "sessions.ttl"
    path.write_text(SESSIONS)
    with run_server(path) as running:
        yield running


def test_the_27th_comes_before_the_227th(sessions):
    """By the order of the query itself (by date, then by name), and by the column that one chooses."""
    path = "/ask/events_of"
    names = [row[0] for row in read(get(sessions, path, organization="port council"))[1]]
    assert names == ["27th session", "227th session", "3rd session"]
    for order, wanted in (("event", ["3rd", "27th", "227th"]), ("-event", ["227th", "27th", "3rd"])):
        answer = get(sessions, path, **{"organization": "Port Council", "order-by": order})
        assert [row[0].split()[0] for row in read(answer)[1]] == wanted
        assert f'aria-sort="{"descending" if order[0] == "-" else "ascending"}"' in answer.text


@pytest.mark.parametrize(
    "values", [{"order-by": "nothing"}, {"from-row": "0"}, {"from-row": "x"}, {"nothing": "x"}, {"since": "yesterday"}]
)
def test_wrong_fields_are_told(server, values):
    answer = get(server, "/ask/timeline", **values)
    assert (answer.status, answer.kind) == (400, "text/html")


def test_what_is_left_empty_is_left_out(server):
    assert read(get(server, "/ask/timeline", since="", until=""))[1] == read(get(server, "/ask/timeline"))[1]
    answer = get(server, "/ask/events_of", organization=" ")
    assert (answer.status, read(answer)[1]) == (200, [])  # the fields alone


def test_rows_come_in_pages_and_limits_hold(tmp_path):
    lines = [f"<urn:e{n}> a <https://w3id.org/kg-builder/ontology#Meeting> ; <https://schema.org/name> 'm {n}' ;"
             f" <https://schema.org/startDate> '2021' ." for n in range(450)]  # fmt: skip
    path = tmp_path / "many.ttl"
    path.write_text("\n".join(lines))
    with run_server(path) as running:
        seen = []
        for start in (1, 201, 401):
            answer = get(running, "/ask/timeline", **{"from-row": start})
            seen += [row[2] for row in read(answer)[1]]
            assert ("Rows after" in answer.text) == (start < 401)
        assert seen == [f"m {n}" for n in range(450)]
    with run_server(path, "--max-rows", 100) as running:
        text, rows = read(get(running, "/ask/timeline"))
        assert "Only the first 99 rows can be shown" in text
        assert len(rows) == 99


def test_a_question_that_takes_too_long_is_stopped(news, tmp_path):
    (tmp_path / "slow.rq").write_text(
        "#+ summary: Slow\n#+ columns:\n#+   n: how many\n"
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    )
    with run_server(news, "--queries", tmp_path, "--timeout", 1) as running:
        answer = get(running, "/ask/slow")
        assert (answer.status, answer.kind) == (503, "text/html")
        assert answer.headers["retry-after"]
        assert answer.seconds < 5
        assert get(running, "/").status == 200


def test_a_question_that_gives_triples_shows_them(news, tmp_path):
    (tmp_path / "all.rq").write_text("#+ summary: All\nCONSTRUCT { ?s schema:name ?o } WHERE { ?s schema:name ?o }")
    with run_server(news, "--queries", tmp_path) as running:
        text, _ = read(get(running, "/ask/all"))
        assert 'schema:name "UNESCO"' in text


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_value_changes_what_is_asked(server, value):
    for path, name in (("/ask/events_of", "organization"), ("/search", "q"), ("/search.json", "q")):
        answer = get(server, path, **{name: value})
        assert answer.status in (200, 400)
        assert read(answer)[1] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [("/ask/events_of", "organization"), ("/search", "q"), ("/entity", "iri"), ("/ask/timeline", "since")],
)
def test_what_one_types_is_text(server, path, name):
    answer = get(server, path, **{name: EVIL})
    assert answer.kind == "text/html"
    assert "<script>" not in answer.text
    assert "<img" not in answer.text
    assert "\u202e" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A store whose names, sentences, documents and IRIs are made to break pages."""
    path = tmp_path_factory.mktemp("hostile") / "news.kg"
    with Store(path) as store:
        store.add(sample_extraction())
        of = ox.NamedNode
        name, kind = of("https://schema.org/name"), of("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        event, begin = of("https://w3id.org/kg-builder/ontology#Meeting"), of("https://schema.org/startDate")
        for number, iri in enumerate(("javascript:alert(1)", "urn:x:'%22%3E%3Cscript%3E", "urn:x:&amp;")):
            said = [(kind, event), (name, ox.Literal(f"{EVIL} {number}")), (begin, ox.Literal(EVIL))]
            store.engine.extend(ox.Quad(of(iri), predicate, value) for predicate, value in said)
            store.engine.add(ox.Quad(of(EVENT), of("https://schema.org/organizer"), of(iri)))
    with run_server(path, "--title", EVIL) as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/ask/timeline",
            "/search?q=script",
            "/search.json?q=script",
            "/docs",
            "/.well-known/void",
            "/picture.svg",
        ),
        *(f"/entity?iri={quote(iri, safe='')}" for iri in ("javascript:alert(1)", "urn:x:'%22%3E%3Cscript%3E", EVENT)),
        f"/picture.svg?focus={quote(EVENT, safe='')}",
        "/query",
    ],
)
def test_hostile_names_are_text_on_every_page(hostile, path):
    answer = get(hostile, path)
    assert answer.status == 200
    if answer.kind == "text/html":
        assert EVIL[:20] not in answer.text
        assert not re.search(r"<script>|<img src=x|onerror=alert\(1\)>\"|href=\"javascript", answer.text)
    assert answer.kind in ("text/turtle", "application/json") or "\u202e" not in answer.text  # those are data


def test_a_search_finds_and_leads_on(server):
    answer = get(server, "/search", q="dialog digital")
    assert f'href="/entity?iri={quote(EVENT, safe="")}"' in answer.text
    hits = json.loads(server.get("/search.json?q=unesc").body)
    assert hits[0]["iri"] == UNESCO
    assert server.get(hits[0]["path"]).status == 200
    assert json.loads(server.get("/search.json?q=zzzzqqq").body) == []
    assert "Nothing has a name like" in get(server, "/search", q="zzzzqqq").text


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    path = tmp_path_factory.mktemp("searched") / "news.kg"
    fill_searched(Store(path)).close()
    with run_server(path) as running:
        yield running


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda one: one.rule)
def test_the_server_finds_first_what_others_do(searched, expected):
    answer = searched.get(f"/search.json?{urlencode({'q': expected.query, 'most': MOST})}")
    found = [hit["name"] for hit in json.loads(answer.body)]
    assert expected.holds_of(found), found


@pytest.mark.parametrize("query", ["q=" + "x" * 201, "q=a&q=b", "q=a&most=0", "q=a&most=51", "q=a&most=%C2%B2", "x=y"])
def test_a_search_has_limits(server, query):
    assert server.get(f"/search.json?{query}").status == 400


def test_a_name_leads_to_its_thing_or_to_a_search(server):
    found = get(server, "/entity", name="UNESCO")
    assert (found.status, found.headers["location"]) == (303, f"/entity?iri={quote(UNESCO, safe='')}")
    unknown = get(server, "/entity", name="//evil.example/")
    assert (unknown.status, unknown.headers["location"]) == (303, "/search?q=%2F%2Fevil.example%2F")


def test_a_picture_follows_day_and_night(server):
    path = f"/picture.svg?focus={quote(EVENT, safe='')}"
    day, night = server.get(path), server.get(path + "&dark=1")
    assert day.kind == night.kind == "image/svg+xml"
    assert "Ana Example" in day.text
    assert "#ffffff" in day.text
    assert "#ffffff" not in night.text
    assert day.headers["content-security-policy"].startswith("default-src 'none'")
    assert server.get("/picture.svg?focus=urn:nothing").status in (200, 404)
    assert server.get("/picture.svg?focus=no iri".replace(" ", "%20")).status == 400


@pytest.mark.parametrize("path", ["/nothing", "/ask/nothing", "/entity?iri=urn:nothing", "/graph?focus=nobody"])
def test_who_reads_pages_gets_errors_as_pages(server, path):
    page, plain = server.get(path, Accept=BROWSER), server.get(path)
    assert (page.status, page.kind) == (404, "text/html")
    assert 'action="/search"' in page.text
    assert (plain.status, plain.kind) == (404, "text/plain")
    assert plain.text.count("\n") == 1


def test_old_addresses_lead_on(server):
    asked = server.get("/sparql", Accept=BROWSER)
    assert (asked.status, asked.headers["location"]) == (307, "/query")
    for path in ("/queries", "/openapi.json", "/queries/people.json", "/entity?iri=wd:Q7809", "/graph"):
        assert server.get(path).status == 200
