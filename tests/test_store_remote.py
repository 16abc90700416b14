"""A store behind a SPARQL endpoint: a real server of somebody else's, and a proxy before it that makes trouble."""

from __future__ import annotations

import gc
import logging
import random
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from kg.cli import main
from kg.errors import QueryError, StoreError
from kg.graph import Store
from kg.iris import PREFIXES
from kg.store import Link, endpoint, inference
from tests.samples import EVENT, PERSON, filled, other_extraction, sample_extraction
from tests.servers import Proxy, free_port, oxigraph, proxy
from tests.test_store_crashes import Mirror, content, kill_after, settle
from tests.test_store_documents import afresh, apply, changes

FIRST, SECOND = sample_extraction(), other_extraction()
WIKIDATA = PREFIXES["wd"]
WHOLE = set(filled().engine)


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    with oxigraph() as port:
        yield port


@pytest.fixture
def url(server: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty store's URL."""
    monkeypatch.setattr(endpoint, "BACK_OFF", 0.01)
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    found = f"http://127.0.0.1:{server}/query"
    with Store(found) as store:
        store.engine.update("DROP ALL")
    return found


@pytest.fixture
def between(url: str, server: int) -> Iterator[Proxy]:
    with proxy(server) as made:
        yield made


def fill(url: str) -> None:
    with Store(url) as store:
        assert store.add(FIRST, made="recipe")
        assert store.add(SECOND)
        assert not store.add(FIRST, made="recipe")
        assert store.is_made(FIRST.document.iri, "recipe")


def held(url: str) -> set[ox.Quad]:
    with Store.open(url, read_only=True) as store:
        return content(store.engine)


def test_documents_come_and_go(url: str) -> None:
    fill(url)
    assert held(url) == WHOLE
    with Store(url) as store:
        assert store.documents() == filled().documents()
        assert store.remove(FIRST.document.iri)
        assert not store.remove(FIRST.document.iri)
        assert store.add(FIRST)
        assert content(store.engine) == WHOLE
        for document in (FIRST, SECOND):
            store.remove(document.document.iri)
        assert not set(store.engine)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes)
def test_any_series_of_changes_is_as_building_afresh(url: str, series: list[object]) -> None:
    with Store(url) as store:
        store.engine.update("DROP ALL")
        assert set(afresh(apply(store, series)).engine) == set(store.engine)


VERBS = [
    ["query", "people"],
    ["query", "co_organizers", "organization=UNESCO", "--format", "json"],
    ["query", "--sparql", "CONSTRUCT { ?s kg:host ?o } { ?s schema:organizer ?o }"],
    ["query", "--sparql", "ASK { ?s a schema:Person }"],
    ["why", "Ana Example", "chair"],
    ["info"],
    ["export", "-o", "-"],
    ["export", "-o", "-", "--format", "trig"],
    ["export", "-o", "-", "--format", "csv"],
]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: " ".join(verb[:3]))
def test_every_verb_that_reads_works(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    fill(url)
    filled(tmp_path / "news.kg").close()
    assert main([*verb, "--graph", str(tmp_path / "news.kg")]) == 0
    local = capsys.readouterr().out
    assert main([*verb, "--graph", url]) == 0
    assert capsys.readouterr().out == local
    assert local


def test_checks_and_drawings_work(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(url)
    assert main(["check", url]) == 0
    assert main(["draw", "--graph", url, "-o", str(tmp_path / "a.html"), "--title", "x"]) == 0
    filled(tmp_path / "news.kg").close()
    assert main(["draw", "--graph", str(tmp_path / "news.kg"), "-o", str(tmp_path / "b.html"), "--title", "x"]) == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert main(["infer", "--store", url]) == 0
    assert main(["remove", FIRST.document.name, "--store", url]) == 0
    assert "42 facts inferred" in capsys.readouterr().err
    with Store.open(url, read_only=True) as store:
        fresh = Store()
        fresh.add(SECOND)
        inference.infer(fresh.engine)
        assert set(store.engine) == set(fresh.engine)


def test_a_build_goes_there_and_carries_on(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], extractor: object
) -> None:
    (tmp_path / "a.txt").write_text("UNESCO organized the Forum on Clean Harbours in Lisbon.\n")
    for told in ("1 document, ", "1 known already"):
        assert main(["build", str(tmp_path / "a.txt"), "--store", url]) == 0
        assert told in capsys.readouterr().err
    assert main(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.ttl"), "--quiet"]) == 0
    assert held(url) == set(Store.load(tmp_path / "a.ttl").engine)


def test_whole_graphs_are_read_by_the_graph_store_protocol(between: Proxy) -> None:
    fill(between.url)
    asked = {(seen.method, seen.path.partition("?")[0]) for seen in between.seen}
    assert {("HEAD", "/store"), ("GET", "/store"), ("POST", "/query"), ("POST", "/update")} == asked


def test_a_document_is_one_update(between: Proxy) -> None:
    with Store(between.url) as store:
        store.add(FIRST)
        store.add(SECOND)
        store.remove(FIRST.document.iri)
    updates = [seen for seen in between.seen if seen.path == "/update" and seen.body != b"INSERT DATA {}"]
    assert len(updates) == 3


def test_one_address_may_take_queries_and_updates(between: Proxy) -> None:
    """As Virtuoso, GraphDB's workbench and `kg serve` have it; and there is no Graph Store Protocol."""
    between.trouble = lambda seen: None if seen.path == "/graph" else 404
    between.route = lambda seen: "/update" if "update" in seen.headers["Content-Type"] else "/query"
    url = between.url.replace("/query", "/graph")
    fill(url)
    assert held(url) == WHOLE


def test_a_busy_server_is_asked_again(between: Proxy) -> None:
    rng = random.Random(5)
    between.trouble = lambda seen: 503 if rng.random() < 0.3 else None
    fill(between.url)
    assert held(between.url) == WHOLE


def test_a_server_that_says_how_long_to_wait_is_waited_for(between: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", waited.append)
    between.headers = {"Retry-After": "7"}
    between.trouble = lambda seen: 503 if len(between.seen) == 1 else None
    held(between.url)
    assert waited == [7]
    between.headers = {"Retry-After": "700000"}
    between.trouble = lambda seen: 503 if len(between.seen) % 2 == 0 else None
    held(between.url)
    assert max(waited) <= endpoint.LONGEST_WAIT


def test_waits_grow(between: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", waited.append)
    monkeypatch.setattr(endpoint, "BACK_OFF", 0.2)
    between.trouble = lambda seen: 503
    with pytest.raises(StoreError, match=r"127.0.0.1:\d+/query: gives no answer, after 7 attempts"):
        held(between.url)
    assert waited == sorted(waited)
    assert waited[-1] > waited[0]
    assert len(between.seen) == endpoint.RETRIES + 1


@pytest.mark.parametrize("trouble", ["reset", "lost"])
def test_a_connection_that_breaks_costs_nothing(between: Proxy, trouble: str) -> None:
    gc.collect()  # what the engine gave earlier tests must not end in a thread of the proxy
    rng = random.Random(7)
    between.trouble = lambda seen: trouble if rng.random() < 0.3 else None
    fill(between.url)
    assert held(between.url) == WHOLE


def test_an_update_of_your_own_is_not_sent_twice(between: Proxy) -> None:
    fill(between.url)
    with Store(between.url) as store:
        store.engine.update("INSERT DATA {}")
        between.seen.clear()
        between.trouble = lambda seen: "lost" if seen.path == "/update" else None
        with pytest.raises(StoreError):
            store.engine.update("DELETE { ?s schema:n ?n } INSERT { ?s schema:n 1 } WHERE { ?s schema:n ?n }",
                                prefixes={"schema": "https://schema.org/"})  # fmt: skip
    assert len([seen for seen in between.seen if seen.path == "/update"]) == 1


def test_no_document_is_half_written(url: str) -> None:
    step, mirror = 0, Mirror()
    for seconds in (0.05, 0.1, 0.2, 0.3):
        step, _ = kill_after(seconds, "tests.crashes", url, str(step))
        for _ in range(2):  # what was sent may still be on its way
            found = held(url)
        step = settle(mirror, found, step)
    assert step


def test_who_asks_is_told_by_the_environment(between: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "ana")
    monkeypatch.setenv("KG_STORE_PASSWORD", "s3cret:ü")
    held(between.url)
    assert {seen.headers["Authorization"] for seen in between.seen} == {"Basic YW5hOnMzY3JldDrDvA=="}
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    between.seen.clear()
    held(between.url)
    assert {seen.headers["Authorization"] for seen in between.seen} == {"Bearer t0ken"}


@pytest.mark.parametrize("trouble", [401, 403, 500, 503, 400, 302, "reset"])
def test_no_secret_is_in_an_error_or_a_log(
    between: Proxy, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, trouble: int | str
) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    caplog.set_level(logging.DEBUG)
    between.trouble = lambda seen: trouble
    with Store(between.url) as store, pytest.raises((StoreError, QueryError)) as raised:
        store.sparql("ASK { ?s ?p ?o }")
    chain, error = [], raised.value
    while error is not None:
        chain.append(f"{error} {error!r}")
        error = error.__cause__ or error.__context__
    assert "t0ken" not in " ".join(chain) + caplog.text + str(store) + repr(store)


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match="set KG_STORE_USER") as raised:
        Store("https://ana:s3cret@example.org/sparql")
    assert "s3cret" not in str(raised.value)


def test_a_password_goes_nowhere_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_TOKEN", "t0ken")
    with pytest.raises(StoreError, match="is no https address"):
        Store("http://example.org/sparql")


@pytest.mark.parametrize(
    ("trouble", "hint"),
    [
        (401, "asks for credentials; set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN"),
        (404, "is no SPARQL endpoint"),
        (302, "has moved to http://elsewhere/; give that URL"),
        (200, "answers with text/html, not with results of SPARQL"),
    ],
)
def test_what_is_no_endpoint_is_told(between: Proxy, trouble: int, hint: str) -> None:
    between.trouble = lambda seen: trouble
    between.headers = {"Location": "http://elsewhere/", "Content-Type": "text/html"}
    with Store.open(between.url) as store, pytest.raises(StoreError, match=hint):
        store.sparql("ASK { ?s ?p ?o }")


def test_a_server_that_is_not_there_is_told(url: str) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(StoreError, match=f"{nobody}: gives no answer"):
        held(nobody)


def test_one_that_takes_no_updates_is_told(between: Proxy) -> None:
    between.trouble = lambda seen: 405 if "update" in seen.headers.get("Content-Type", "") else None
    with Store(between.url) as store, pytest.raises(StoreError, match="takes no updates"):
        store.add(FIRST)


def test_errors_of_a_query_are_errors_of_a_query(url: str) -> None:
    with Store(url) as store:
        with pytest.raises(QueryError, match="isn't SPARQL"):
            store.sparql("SELECT nonsense")
        with pytest.raises(StoreError, match="rdflib"):
            store.rdflib  # noqa: B018
        with pytest.raises(StoreError, match="isn't kept in a folder"):
            store.backup("x")


def test_reading_changes_nothing(between: Proxy) -> None:
    fill(between.url)
    between.seen.clear()
    with Store.open(between.url, read_only=True) as store:
        store.why("Ana Example")
        with pytest.raises(StoreError, match="read-only"):
            store.add(FIRST)
    assert not [seen for seen in between.seen if "update" in seen.headers.get("Content-Type", "")]


def test_nothing_is_sent_before_it_is_needed(between: Proxy) -> None:
    Store.open(between.url, read_only=True).close()
    assert between.seen == []


def test_values_stay_values(url: str) -> None:
    fill(url)
    with Store(url) as store:
        hostile = 'x" } ; DROP ALL ; INSERT DATA { <urn:a> <urn:b> "'
        assert store.query("events_of", organization=hostile).terms == ()
        assert store.sparql("ASK { ?_s ?p ?_o }", s=ox.NamedNode(EVENT), o=hostile) is False
    assert held(url) == WHOLE


def test_links_with_public_identifiers_live_there(url: str) -> None:
    fill(url)
    found = (Link(PERSON, f"{WIKIDATA}Q900001", 0.95, "name", "Wikidata", "2024-03-01"),)
    with Store(url) as store:
        assert store.keep_links(found)
        assert not store.keep_links(found)
        store.remove(SECOND.document.iri)
        assert store.links() == found
        store.remove(FIRST.document.iri)
        assert store.links() == ()
    assert held(url) == set()
