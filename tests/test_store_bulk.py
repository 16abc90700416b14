"""Loading in bulk behind an endpoint: few requests, the store of a build in one process, nothing twice."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.builder import build_into
from kg.errors import StoreError
from kg.graph import Store
from kg.model import Extraction
from kg.store import endpoint, inference
from kg.store.partitions import write_graph
from tests.faults import faulty
from tests.operations import gathering
from tests.samples import other_extraction, sample_extraction
from tests.server.conftest import run_server
from tests.servers import Proxy, Seen, oxigraph, proxy

NUMBER = 24
MANY = [sample_extraction(), other_extraction(), *map(gathering, range(NUMBER))]


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    with oxigraph() as port:
        yield port


@pytest.fixture
def between(server: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """An empty store behind a proxy."""
    monkeypatch.setattr(endpoint, "BACK_OFF", 0.01)
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with Store(f"http://127.0.0.1:{server}/query") as store:
        store.engine.update("DROP ALL")
    with proxy(server) as made:
        yield made


def write(extractions: list[Extraction], made: str = "recipe") -> bytes:
    return b"".join(write_graph(extraction, made) for extraction in extractions)


def held(url: str) -> set[ox.Quad]:
    with Store.open(url, read_only=True) as store:
        return set(store.engine)


def one_by_one(extractions: list[Extraction], made: str = "recipe") -> set[ox.Quad]:
    with Store() as store:
        for extraction in extractions:
            store.add(extraction, made=made)
        return set(store.engine)


def is_update(seen: Seen) -> bool:
    return "update" in seen.headers.get("Content-Type", "") and seen.body != b"INSERT DATA {}"


def test_many_documents_go_in_by_few_requests(between: Proxy) -> None:
    with Store(between.url) as store:
        assert store.load_graphs(write(MANY)) == [one.document.iri for one in MANY]
    assert held(between.url) == one_by_one(MANY)
    assert len([seen for seen in between.seen if is_update(seen)]) == 1
    assert len(between.seen) < 12


def test_lots_are_cut_between_documents(between: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.partitions._IN_A_REQUEST", 100)
    with Store(between.url) as store:
        store.load_graphs(write(MANY))
    assert held(between.url) == one_by_one(MANY)
    updates = [seen.body.decode() for seen in between.seen if is_update(seen)]
    assert len(updates) > 3
    for extraction in MANY:
        assert sum(f"GRAPH <{extraction.document.iri}> {{" in update for update in updates) == 1


@pytest.mark.parametrize("trouble", ["reset", "lost", 503])
def test_a_request_that_is_sent_again_puts_nothing_in_twice(
    between: Proxy, monkeypatch: pytest.MonkeyPatch, trouble: str | int
) -> None:
    monkeypatch.setattr("kg.store.partitions._IN_A_REQUEST", 200)
    failed: list[bytes] = []

    def fail_once(seen: Seen) -> str | int | None:
        if not is_update(seen) or seen.body in failed:
            return None
        failed.append(seen.body)
        return trouble

    between.trouble = fail_once
    with Store(between.url) as store:
        store.load_graphs(write(MANY))
    assert len(failed) > 1
    assert held(between.url) == one_by_one(MANY)


def test_a_load_that_broke_off_is_finished_by_the_next(between: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.partitions._IN_A_REQUEST", 200)
    between.trouble = lambda seen: 400 if is_update(seen) and len(list(filter(is_update, between.seen))) > 2 else None
    with Store(between.url) as store, pytest.raises(StoreError, match="refuses the update"):
        store.load_graphs(write(MANY))
    assert set() < held(between.url) < one_by_one(MANY)
    between.trouble = lambda seen: None
    with Store(between.url) as store:
        store.load_graphs(write(MANY))
    assert held(between.url) == one_by_one(MANY)


def test_what_is_there_is_replaced_and_the_rest_stays(between: Proxy) -> None:
    changed = [replace(MANY[0], statements=MANY[0].statements[:3]), *MANY[1:12]]
    with Store(between.url) as store:
        store.load_graphs(write(MANY))
        store.load_graphs(write(changed, "another"))
    with Store() as store:
        for made, extractions in (("recipe", MANY), ("another", changed)):
            for extraction in extractions:
                store.add(extraction, made=made)
        assert held(between.url) == set(store.engine)


def test_what_is_inferred_is_inferred_anew(between: Proxy) -> None:
    with Store(between.url) as store, Store() as local:
        inference.infer(store.engine)
        store.load_graphs(write(MANY))
        store.flush()
        for extraction in MANY:
            local.add(extraction, made="recipe")
        inference.infer(local.engine)
        assert held(between.url) == set(local.engine)


def test_kg_serve_takes_a_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    token = secrets.token_hex(8)
    Store(tmp_path / "news.kg").close()
    with run_server(tmp_path / "news.kg", "--allow-update", token=token) as running:
        monkeypatch.setenv("KG_STORE_TOKEN", token)
        url = f"{running.url}/sparql"
        with Store(url) as store:
            store.load_graphs(write(MANY))
        assert held(url) == one_by_one(MANY)


def test_a_cluster_builds_into_an_endpoint(between: Proxy, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra kg[cluster] isn't installed")
    from kg.cluster import Cluster, build_on_cluster
    from kg.cluster.engine import Engine

    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(6):
        (texts / f"{number}.txt").write_text(f"fine The Tide Institute is the {number}th.\n", encoding="utf-8")
    with Store(between.url) as store:
        known = build_into(store, texts, extractor=faulty(tmp_path / "one"))
    expected = held(between.url)
    with Store(between.url) as store:
        store.engine.update("DROP ALL")
        report = build_on_cluster(store, texts, Cluster(Engine(1), size=1_500), extractor=faulty(tmp_path / "tried"))
    assert held(between.url) == expected
    assert (report.documents, report.statements) == (known.documents, known.statements) == (6, 12)
